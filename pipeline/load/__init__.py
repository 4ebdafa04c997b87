"""Files in, texts out: every format that agreements are filed in, told apart by content alone."""

from __future__ import annotations

import hashlib
import os
import stat
import sys
import zlib
from collections.abc import Callable
from pathlib import Path
from typing import IO

from pipeline.errors import DamagedSource, EncryptedSource, UnreadableSource, UnsupportedSource
from pipeline.frozen import dataclass
from pipeline.load import edgar, html, plain, sniff
from pipeline.load.decode import decode
from pipeline.model import Filing, Source, SourceSpan
from pipeline.shown import encodable
from pipeline.uncollected import uncollected

__all__ = ["LARGEST", "load", "read_bounded", "read_source"]

LARGEST = 1 << 30  # bytes that a file may have, or unpack to: ten times the longest filing there is
_PART = 1 << 24  # bytes that are read at a time


@dataclass(frozen=True, slots=True)
class _Binary:
    """A format of bytes: how to know it, and who reads it."""

    recognises: Callable[[bytes], bool]
    load: Callable[[bytes, Source], Filing]


@dataclass(frozen=True, slots=True)
class _Textual:
    """A format of characters: how to know it, and who reads it."""

    recognises: Callable[[str], bool]
    load: Callable[[str, Source], Filing]


# The libraries for PDF and DOCX take longer to start than most texts take to read: each waits for its file.
def _pdf(data: bytes, source: Source) -> Filing:
    from pipeline.load import pdf

    return Filing((pdf.text_of(data, _typed(source, sniff.PDF)),))


def _docx(data: bytes, source: Source) -> Filing:
    from pipeline.load import docx

    return Filing((docx.text_of(data, _typed(source, sniff.DOCX)),))


def _ole(data: bytes, source: Source) -> Filing:
    if sniff.is_encrypted_office(data):
        raise EncryptedSource(source.path, "the document is protected by a password")
    raise UnsupportedSource(
        source.path, "an old Word document (.doc) or other OLE file; save it as DOCX or PDF"
    )


# Text leaves no cycles behind; a PDF, which a full submission may hold as well, does so with every page.
def _html(raw: str, source: Source) -> Filing:
    with uncollected():
        return Filing((html.text_of(raw, 0, len(raw), _typed(source, html.MEDIA_TYPE), SourceSpan),))


def _plain(raw: str, source: Source) -> Filing:
    with uncollected():
        return Filing((plain.text_of(raw, 0, len(raw), _typed(source, plain.MEDIA_TYPE), SourceSpan),))


# The first that recognises a file reads it. A new loader joins by a line here.
_BINARY = (
    _Binary(sniff.is_pdf, _pdf),
    _Binary(sniff.is_zip, _docx),
    _Binary(sniff.is_ole, _ole),
)
_TEXTUAL = (
    _Textual(edgar.is_submission, edgar.load),
    _Textual(lambda raw: html.looks_like_html(raw, 0, len(raw)), _html),
    _Textual(lambda _: True, _plain),
)


def load(data: bytes, name: str) -> Filing:
    """The texts of the agreements that a file holds.

    One text for a single document, one for each agreement of a full submission, which may be none. `name` is
    what the user calls the file; "-" for standard input. Raises a `SourceError` that names it and the cause.
    """
    source = Source(encodable(name), hashlib.sha256(data).hexdigest(), "application/octet-stream")
    if sniff.is_gzip(data):
        data = _unpacked(data, name)
    if not data.strip(b"\0 \t\r\n\f\v"):
        raise UnsupportedSource(name, "the file is empty")
    for binary in _BINARY:
        if binary.recognises(data):
            return binary.load(data, source)
    if cause := sniff.refusal(data):
        raise UnsupportedSource(name, cause)
    raw = decode(data, name)
    del data
    if cause := sniff.answer_of_a_server(raw):
        raise UnsupportedSource(name, cause)
    reader = next(textual for textual in _TEXTUAL if textual.recognises(raw))
    filing = reader.load(raw, source)
    if any(not text.string for text in filing.texts):
        raise UnsupportedSource(name, "no text in the file")
    return filing


def read_source(path: str | os.PathLike[str]) -> bytes:
    """The bytes of the file at `path`, or of standard input for "-".

    Raises `UnreadableSource` if it is missing, vanishes, is no regular file, or may not be read, and
    `UnsupportedSource` if it has no end in reach.
    """
    name = os.fspath(path)
    try:
        if name == "-" and sys.stdin is None:
            raise UnreadableSource(name, "standard input is closed")
        if name == "-":
            return read_bounded(sys.stdin.buffer, name)
        mode = Path(name).stat().st_mode
        if stat.S_ISDIR(mode):
            raise UnreadableSource(name, "a directory, not a file")
        if not stat.S_ISREG(mode):
            raise UnreadableSource(name, "not a regular file")
        with Path(name).open("rb") as file:
            return read_bounded(file, name)
    except FileNotFoundError as error:
        gone = "a link that leads nowhere" if Path(name).is_symlink() else "no such file"
        raise UnreadableSource(name, gone) from error
    except PermissionError as error:
        raise UnreadableSource(name, "permission denied") from error
    except OSError as error:
        raise UnreadableSource(name, (error.strerror or "cannot be read").lower()) from error
    except ValueError as error:  # a NUL in the name
        raise UnreadableSource(name, "not a file's name") from error


def read_bounded(file: IO[bytes], name: str) -> bytes:
    """All bytes of `file`; a pipe or a device may go on for ever, so there is a limit.

    Raises `UnsupportedSource` beyond it.
    """
    parts: list[bytes] = []
    size = 0
    while part := file.read(_PART):  # Python makes room for all that it may read
        parts.append(part)
        size += len(part)
        if size > LARGEST:
            raise UnsupportedSource(name, f"more than {LARGEST >> 20} MB")
    return b"".join(parts)


def _typed(source: Source, media_type: str) -> Source:
    return Source(source.path, source.sha256, media_type)


def _unpacked(data: bytes, name: str) -> bytes:
    """The content of a gzip file, all of its members."""
    parts: list[bytes] = []
    size = 0
    while data:
        unpacker = zlib.decompressobj(wbits=31)
        try:
            parts.append(unpacker.decompress(data, LARGEST - size))
        except zlib.error as error:
            if parts and not sniff.is_gzip(data):
                break  # padding after the last member
            raise DamagedSource(name, "a broken gzip file") from error
        size += len(parts[-1])
        if size >= LARGEST:
            raise UnsupportedSource(name, f"unpacks to more than {LARGEST >> 20} MB")
        if not unpacker.eof:
            raise DamagedSource(name, "a truncated gzip file")
        data = unpacker.unused_data
    return b"".join(parts)
