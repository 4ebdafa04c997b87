"""Telling files apart, and saying clearly what is wrong with bad ones."""

from __future__ import annotations

import gzip
import hashlib
import io
import os
import tarfile
import zipfile
from collections.abc import Callable
from pathlib import Path
from typing import IO

import pytest

from pipeline.errors import (
    DamagedSource,
    EncryptedSource,
    SourceError,
    UnreadableSource,
    UnsupportedSource,
)
from pipeline.load import load, read_source

AGREEMENT = b"THIS AGREEMENT is made on May 1, 2020 by and between Acme Inc. and Beta LLC.\n"
OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
SEC_BLOCK = b"""<!DOCTYPE html><html><head><title>SEC.gov | Request Rate Threshold Exceeded</title></head>
<body><h1>Your Request Originates from an Undeclared Automated Tool</h1></body></html>"""
S3_ERROR = b"""<?xml version="1.0" encoding="UTF-8"?>
<Error><Code>AccessDenied</Code><Message>Access Denied</Message></Error>"""


def packed(data: bytes) -> bytes:
    """A gzip file, always the same."""
    return gzip.compress(data, mtime=0)


def zipped(names: dict[str, bytes]) -> bytes:
    """A zip archive of these files."""
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in names.items():
            archive.writestr(zipfile.ZipInfo(name), content)
    return buffer.getvalue()


@pytest.mark.parametrize(
    ("data", "media_type"),
    [
        (AGREEMENT, "text/plain"),
        (b"\n\n  <html><body><p>" + AGREEMENT + b"</body></html>", "text/html"),
        (packed(AGREEMENT), "text/plain"),
        (packed(AGREEMENT) + packed(AGREEMENT), "text/plain"),
        (b"<TABLE>\n<S> <C>\nRent   $5\n</TABLE>\n" + AGREEMENT, "text/plain"),
    ],
    ids=["text", "html", "gzip", "two gzip members", "text with tags"],
)
@pytest.mark.parametrize("name", ["a.txt", "a.pdf", "a.docx", "a"])
def test_content_decides_the_format(data: bytes, media_type: str, name: str) -> None:
    """The name of a file has no say in how it is read."""
    assert load(data, name).texts[0].source.media_type == media_type


@pytest.mark.parametrize(
    ("data", "kind", "cause"),
    [
        (b"", UnsupportedSource, "empty"),
        (b" \n\t\r\n", UnsupportedSource, "empty"),
        (b"\0\0\0\0", UnsupportedSource, "empty"),
        (bytes(range(256)) * 40, UnsupportedSource, "binary"),
        (b"\x89PNG\r\n\x1a\n" + bytes(40), UnsupportedSource, "image"),
        (packed(AGREEMENT * 50)[:-20], DamagedSource, "truncated gzip"),
        (b"\x1f\x8b\x08nonsense", DamagedSource, "broken gzip"),
        (b"\x1f\x8b", DamagedSource, "gzip"),
        (SEC_BLOCK, UnsupportedSource, "request was refused"),
        (S3_ERROR, UnsupportedSource, "error message of a file store"),
        (b"<html><head><title>404 Not Found</title></head>", UnsupportedSource, "error page"),
        (b'{"message": "Forbidden"}', UnsupportedSource, "JSON"),
        (b"<?xml version='1.0'?><ownershipDocument/>", UnsupportedSource, "XML data"),
        (b"<html><body> &nbsp; </body></html>", UnsupportedSource, "no text"),
        (OLE + bytes(2000), UnsupportedSource, "old Word document"),
        (OLE + "EncryptedPackage".encode("utf-16-le"), EncryptedSource, "password"),
        (zipped({"a.txt": AGREEMENT}), UnsupportedSource, "without a Word document"),
        (zipped({"xl/workbook.xml": b""}), UnsupportedSource, "spreadsheet"),
        (zipped({"word/document.xml": AGREEMENT})[:-30], DamagedSource, "zip"),
        (zipped({"word/document.xml": b"<w:nonsense"}), DamagedSource, "broken Word"),
        (b"{\\rtf1 text}", UnsupportedSource, "RTF"),
    ],
)
def test_bad_input_is_named_with_its_cause(data: bytes, kind: type[SourceError], cause: str) -> None:
    """Each bad file raises an error of the right kind that says which file and why."""
    with pytest.raises(kind, match=cause) as caught:
        load(data, "dir/bad.file")
    assert str(caught.value).startswith("dir/bad.file: ")


def test_no_document_text_in_messages() -> None:
    """An error never quotes the document, which may be confidential."""
    with pytest.raises(SourceError) as caught:
        load(b"<html><head><title>Error 500</title></head><body>SECRET-4711</body></html>", "x")
    assert "4711" not in str(caught.value)


def test_stray_nul_bytes_do_not_lose_the_document() -> None:
    """A few NULs in a text are left out, and all the rest is read."""
    text = load(b"The Ven\0dor shall pay." + b" It shall deliver." * 9, "a.txt").texts[0]
    assert text.string.startswith("The Vendor shall pay.")


def test_lone_surrogates_do_not_lose_the_document() -> None:
    """Half a surrogate pair is left out, the accents around it stay, and the text can be encoded."""
    text = load("Société “Générale” ".encode() + b"\xed\xa0\xbd shall pay", "a.txt").texts[0]
    assert text.string == "Société “Générale” shall pay"
    text.string.encode("utf-8")


def test_gzip_of_a_submission_is_one() -> None:
    """What is inside a gzip file is told apart like any other."""
    filing = load(packed(b"<DOCUMENT>\n<TYPE>EX-10\n<TEXT>\n" + AGREEMENT + b"</TEXT>\n</DOCUMENT>"), "x.gz")
    assert filing.texts[0].source.exhibit == "EX-10"


def test_the_digest_is_that_of_the_file() -> None:
    """The sha256 is of the bytes as they lie on the disk, packed or not."""
    data = packed(AGREEMENT)
    assert load(data, "x").texts[0].source.sha256 == hashlib.sha256(data).hexdigest()


def test_a_missing_file_is_named(tmp_path: Path) -> None:
    """A file that is not there, or has vanished since it was listed."""
    with pytest.raises(UnreadableSource, match=r"gone\.txt: no such file"):
        read_source(tmp_path / "gone.txt")


def test_a_directory_is_no_file(tmp_path: Path) -> None:
    """A directory is refused by name."""
    with pytest.raises(UnreadableSource, match="a directory"):
        read_source(tmp_path)


def test_a_loop_of_links_ends(tmp_path: Path) -> None:
    """Links that lead to each other are an error, not an endless walk."""
    (tmp_path / "a").symlink_to(tmp_path / "b")
    (tmp_path / "b").symlink_to(tmp_path / "a")
    with pytest.raises(UnreadableSource, match="links"):
        read_source(tmp_path / "a")


def test_a_pipe_is_not_waited_for(tmp_path: Path) -> None:
    """A named pipe is refused instead of read for ever."""
    os.mkfifo(tmp_path / "pipe")
    with pytest.raises(UnreadableSource, match="not a regular file"):
        read_source(tmp_path / "pipe")


def test_a_file_that_may_not_be_read(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Missing permission is said to be that, also where the tests run as root."""
    path = tmp_path / "locked.txt"
    path.write_bytes(AGREEMENT)

    def refuse(_: Path, mode: str) -> IO[bytes]:
        raise PermissionError(13, f"Permission denied for {mode}")

    monkeypatch.setattr(Path, "open", refuse)
    with pytest.raises(UnreadableSource, match=r"locked\.txt: permission denied"):
        read_source(path)


def test_a_file_is_read_whole(tmp_path: Path) -> None:
    """The bytes come as they are."""
    (tmp_path / "a").write_bytes(AGREEMENT)
    assert read_source(tmp_path / "a") == AGREEMENT


@pytest.mark.parametrize("kind", [tarfile.USTAR_FORMAT, tarfile.GNU_FORMAT, tarfile.PAX_FORMAT, None])
@pytest.mark.parametrize("pack", [bytes, packed])
def test_a_tar_is_no_agreement(kind: int | None, pack: Callable[[bytes], bytes]) -> None:
    """By its content, whatever its name, compressed or not; None for one from before tars had a mark."""
    member = tarfile.TarInfo("a.txt")
    member.size = len(AGREEMENT) * 200
    header = bytearray(member.tobuf(format=kind or tarfile.USTAR_FORMAT))
    if kind is None:
        header[257:512] = bytes(255)
        header[148:156] = b" " * 8
        header[148:156] = b"%06o\0 " % sum(header)
    with pytest.raises(UnsupportedSource, match="a tar archive"):
        load(pack(bytes(header) + AGREEMENT * 200), "feed.dat")
