"""Sources and datasets at URLs: in memory, and on a web server of this machine."""

from __future__ import annotations

import io
import tarfile
import zipfile
from collections.abc import Iterator
from contextlib import suppress
from pathlib import Path
from uuid import uuid4

import duckdb
import fsspec
import pytest
from fsspec.implementations.memory import MemoryFile, MemoryFileSystem

from pipeline.batch.dataset import opened, read_manifest
from pipeline.batch.remote import at_url, without_secrets
from pipeline.batch.sources import items
from pipeline.batch.sources import opened as opened_file
from pipeline.batch.store import LOCK
from pipeline.load import read_bounded
from tests.batch.runs import GOOD, errors_of, ids_of, read_into, rows_of
from tests.batch.web import Web, serving


@pytest.fixture
def memory() -> Iterator[str]:
    """The URL of a folder of its own in memory."""
    folder = f"/{uuid4().hex}"
    yield f"memory://{folder}"
    if fsspec.filesystem("memory").exists(folder):
        fsspec.filesystem("memory").rm(folder, recursive=True)


@pytest.fixture
def web() -> Iterator[Web]:
    """A server on this machine."""
    with serving() as web:
        yield web


def put(url: str, data: bytes = GOOD) -> None:
    """Write a file at a URL."""
    with fsspec.open(url, "wb") as file:
        file.write(data)


def tar(**members: bytes) -> bytes:
    """A compressed tar."""
    buffer = io.BytesIO()
    with tarfile.open(fileobj=buffer, mode="w:gz") as archive:
        for name, data in members.items():
            member = tarfile.TarInfo(name)
            member.size = len(data)
            archive.addfile(member, io.BytesIO(data))
    return buffer.getvalue()


def test_folders_globs_and_archives_at_urls(memory: str, tmp_path: Path) -> None:
    """They are what they are on this machine."""
    for name in ("a.txt", "sub/b.txt", "sub/deep/c.htm"):
        put(f"{memory}/{name}")
    put(f"{memory}/x.tar.gz", tar(m=GOOD))
    read_into(tmp_path / "folder", memory)
    expected = [f"{memory}/{name}" for name in ("a.txt", "sub/b.txt", "sub/deep/c.htm", "x.tar.gz/m")]
    assert ids_of(tmp_path / "folder") == expected
    read_into(tmp_path / "globs", f"{memory}/**/*.txt", f"{memory}/sub/deep/*", f"{memory}/*.gz")
    assert ids_of(tmp_path / "globs") == expected
    read_into(tmp_path / "none", f"{memory}/none.txt", f"{memory}/*.pdf", f"@{memory}/list")
    assert set(errors_of(tmp_path / "none")) == {f"{memory}/none.txt", f"{memory}/*.pdf", f"{memory}/list"}


def test_a_list_at_a_url(memory: str, tmp_path: Path) -> None:
    """Its lines may be URLs."""
    put(f"{memory}/a.txt")
    put(f"{memory}/list", f"{memory}/a.txt\n".encode())
    read_into(tmp_path / "ds", f"@{memory}/list")
    assert ids_of(tmp_path / "ds") == [f"{memory}/a.txt"]


def test_the_web(web: Web, tmp_path: Path) -> None:
    """Pages with links are documents, not folders; what the server refuses is told by its number."""
    page = b"<html><body><p><a href='#one'>1</a> <a href='x.htm'>2</a></p><p>" + GOOD + b"</p></body></html>"
    web.files = {"/ex10.htm": page, "/deals.tar.gz": tar(a=GOOD), "/b.txt": GOOD, "/q?id=7": GOOD}
    web.status = {"/b.txt": 403}
    urls = [f"{web.url}{name}" for name in (*web.files, "/none.txt")]
    read_into(tmp_path / "ds", *urls)
    assert ids_of(tmp_path / "ds") == [
        f"{web.url}/{name}"
        for name in ("deals.tar.gz/a", "ex10.htm", "q?id=7")  # says which page
    ]
    errors = errors_of(tmp_path / "ds")
    assert errors.pop(f"{web.url}/none.txt") == ("UnreadableSource", "the server answered 404")
    assert errors.pop(f"{web.url}/b.txt") == ("UnreadableSource", "the server answered 403")
    assert not errors


def test_what_opens_an_address_is_not_written(web: Web, tmp_path: Path) -> None:
    """A signature is left out of ids and paths, also of an archive's and of what fails; one renewed is no matter."""
    signed = "X-Amz-Date=20040503&X-Amz-Signature=aa"
    for sign in (signed, signed.replace("aa", "bb")):
        web.files |= {f"/a.txt?{sign}": GOOD, f"/x.tar.gz?{sign}": tar(m=GOOD), f"/b.txt?{'x' * 40}": GOOD}
        login = web.url.replace("://", "://ann:hush@")
        urls = [f"{web.url}{name}" for name in web.files if sign in name or "b.txt" in name]
        read_into(tmp_path / "ds", *urls, f"{web.url}/none.txt?{sign}", f"{login}/gone.txt")
        assert ids_of(tmp_path / "ds") == [f"{web.url}/{name}" for name in ("a.txt", "b.txt", "x.tar.gz/m")]
        told = errors_of(tmp_path / "ds")
        assert told == dict.fromkeys(
            (f"{web.url}/none.txt", f"{web.url}/gone.txt"), ("UnreadableSource", "the server answered 404")
        )
        assert "hush" not in str(rows_of(tmp_path / "ds"))
        assert "Signature" not in str(rows_of(tmp_path / "ds"))


@pytest.mark.parametrize(
    ("url", "expected"),
    [
        ("github://org:repo@main/x.txt", "github://org:repo@main/x.txt"),
        ("ftp://ann:hush@host/x.txt", "ftp://host/x.txt"),
        ("zip://a.txt::https://h/x.zip?sig=1", "zip://a.txt::https://h/x.zip"),
        ("https://h/list?id=7;form=8-K", "https://h/list?id=7;form=8-K"),
        ("s3://b/what?token=no query", "s3://b/what?token=no query"),
        ("a::b?token=x", "a::b?token=x"),
    ],
)
def test_without_secrets(url: str, expected: str) -> None:
    """Names of places stay: a branch is no login, and a path is no address."""
    assert without_secrets(url) == expected


def test_chains_of_addresses(tmp_path: Path) -> None:
    """What is found in an archive by an address has the whole chain for its own."""
    with zipfile.ZipFile(tmp_path / "x.zip", "w") as archive:
        for name in ("a.txt", "sub/b.txt"):
            archive.writestr(name, GOOD)
    inside = f"::file://{tmp_path}/x.zip"
    read_into(tmp_path / "ds", f"zip://*.txt{inside}", f"zip://sub{inside}")
    assert ids_of(tmp_path / "ds") == [f"zip://a.txt{inside}", f"zip://sub/b.txt{inside}"]
    read_into(tmp_path / "all", f"zip://{inside}")
    assert ids_of(tmp_path / "all") == ids_of(tmp_path / "ds")


class Hosts(MemoryFileSystem):  # type: ignore[misc]
    """Files at hosts, whose addresses the file system cannot tell by their paths, as those of FTP."""

    protocol = "hosts"
    root_marker = "/"
    cachable = True

    def __init__(self, host: str, **options: object) -> None:
        super().__init__(**options)
        self.host = host

    @classmethod
    def _strip_protocol(cls, path: str) -> str:
        path = "/" + path.removeprefix("hosts://").partition("/")[2] if "://" in path else path
        return path.rstrip("/")

    @staticmethod
    def _get_kwargs_from_urls(url: str) -> dict[str, str]:
        return {"host": url.removeprefix("hosts://").partition("/")[0]}


def test_hosts_that_are_no_part_of_a_path(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    """The address of a file that is found names the host."""
    fsspec.register_implementation("hosts", Hosts, clobber=True)
    monkeypatch.setattr(Hosts, "store", {"/d/a.txt": MemoryFile(None, "/d/a.txt", GOOD)})
    read_into(tmp_path / "ds", "hosts://one/d", "hosts://two/d/*.txt")
    assert ids_of(tmp_path / "ds") == ["hosts://one/d/a.txt", "hosts://two/d/a.txt"]
    monkeypatch.setattr("pipeline.batch.remote._leads", lambda *_: False)
    read_into(tmp_path / "none", "hosts://one/d")
    ((_, cause),) = errors_of(tmp_path / "none").values()
    assert cause == "not supported: no address leads to the files found there"


def test_a_large_file_of_the_web(web: Web) -> None:
    """It is read whole also from a server that gives no parts of files."""
    web.files = {"/large.txt": bytes(range(256)) * 50_000}
    with opened_file(f"{web.url}/large.txt") as file:
        assert read_bounded(file, "large") == web.files["/large.txt"]


def test_a_web_page_that_changes(web: Web, tmp_path: Path) -> None:
    """The next run reads it again, though it has as many bytes; another is not read again."""
    web.files = {"/a.txt": GOOD, "/b.txt": GOOD}
    sources = [f"{web.url}/a.txt", f"{web.url}/b.txt"]
    read_into(tmp_path / "ds", *sources, per_chunk=1)
    before = rows_of(tmp_path / "ds")["documents"]
    web.files["/a.txt"] = GOOD.replace(b"2004", b"2005")
    read_into(tmp_path / "ds", *sources, per_chunk=1)
    after = rows_of(tmp_path / "ds")["documents"]
    assert after[0] != before[0]
    assert after[1] == before[1]


def test_a_server_that_marks_nothing(web: Web, tmp_path: Path) -> None:
    """Without a mark of its version a file is known by its size."""
    web.files = {"/a.txt": GOOD}
    web.marked = False
    assert read_into(tmp_path / "ds", f"{web.url}/a.txt")["documents"] == 1


def test_a_file_url(tmp_path: Path) -> None:
    """`file://` leads to this machine."""
    (tmp_path / "a.txt").write_bytes(GOOD)
    (tmp_path / "x.tar.gz").write_bytes(tar(m=GOOD))
    read_into(f"file://{tmp_path}/ds", f"file://{tmp_path}/*.*")
    assert ids_of(tmp_path / "ds") == [f"file://{tmp_path}/a.txt", f"file://{tmp_path}/x.tar.gz/m"]


def test_the_stamps_of_a_listing_are_those_of_the_files(memory: str, tmp_path: Path) -> None:
    """Otherwise every file would seem to have changed since it was listed."""
    put(f"{memory}/a.txt")
    (tmp_path / "b.txt").write_bytes(GOOD)
    for url in (memory, f"file://{tmp_path}"):
        (listed,) = at_url(url)
        (alone,) = at_url(listed.url)
        assert alone == listed


def test_a_dataset_at_a_url(memory: str, agreements: Path, undisturbed: Path) -> None:
    """It has the same files as one in a folder, is resumed, and answers."""
    read_into(memory, agreements, per_chunk=4)
    filesystem = fsspec.filesystem("memory")
    root = memory.removeprefix("memory://")
    found = {name.removeprefix(root + "/"): filesystem.cat_file(name) for name in filesystem.find(root)}
    expected = {
        path.relative_to(undisturbed).as_posix(): path.read_bytes()
        for path in undisturbed.rglob("*")
        if path.is_file() and path.name != LOCK
    }
    assert found == expected
    part = next(name for name in sorted(found) if name.startswith("documents/"))
    put(f"{memory}/{part}", b"PAR1")
    put(f"{memory}/documents/{'0' * 32}.parquet", b"PAR1")
    read_into(memory, agreements, per_chunk=4)
    assert {name.removeprefix(root + "/") for name in filesystem.find(root)} == set(expected)
    assert rows_of(memory) == rows_of(undisturbed)


def test_questions_to_a_dataset_at_a_url_reach_nothing_else(memory: str, undisturbed: Path) -> None:
    """Neither this machine's files nor others of that place; and nothing is written."""
    for path in undisturbed.rglob("*"):
        if path.is_file():
            put(f"{memory}/ds/{path.relative_to(undisturbed)}", path.read_bytes())
    put(f"{memory}/secret.txt")
    with opened(read_manifest(f"{memory}/ds")) as database:
        assert database.execute("SELECT count(*) FROM documents").fetchall() == [(14,)]
        for source in (
            "/etc/hostname",
            "dataset://../secret.txt",
            f"{memory}/secret.txt",
            f"{memory}/ds/../secret.txt",
        ):
            with suppress(duckdb.Error):
                assert database.execute(f"SELECT * FROM read_text('{source}')").fetchall() == []
        for statement in (
            "COPY documents TO 'dataset://documents/x.parquet'",
            f"COPY documents TO '{memory}/ds/x.parquet'",
            "COPY documents TO '/tmp/dealterms-test.parquet'",
            "SET disabled_filesystems = ''",
        ):
            with pytest.raises((duckdb.Error, PermissionError)):
                database.execute(statement)
    root = memory.removeprefix("memory://")
    found = fsspec.filesystem("memory").find(root)
    assert [name for name in found if not name.startswith(f"{root}/ds/")] == [f"{root}/secret.txt"]
    assert len(found) == 1 + sum(path.is_file() for path in undisturbed.rglob("*"))


def test_items_of_a_place_that_cannot_be_reached() -> None:
    """With what is to be installed, where fsspec knows it."""
    (item,) = items(["adl://bucket/x.txt"], None)
    assert item.cause is not None
    assert "adl" in item.cause.lower()
