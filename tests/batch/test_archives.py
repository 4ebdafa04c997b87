"""Tar and zip archives: all their members are read, and what is broken is told and costs nothing else."""

from __future__ import annotations

import gzip
import io
import stat
import tarfile
import tracemalloc
import zipfile
from collections.abc import Iterator
from contextlib import nullcontext
from pathlib import Path
from random import Random

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from corpus.generate import generate
from pipeline.batch.archives import OpenArchive, is_archive, members
from pipeline.batch.sources import items
from pipeline.errors import DamagedSource, SourceError
from tests.batch.runs import GOOD, errors_of, ids_of, read_into, rows_of

TARS = {".tar": "w", ".tar.gz": "w:gz", ".tgz": "w:gz", ".tar.bz2": "w:bz2", ".tar.xz": "w:xz"}
ENDINGS = (*TARS, ".zip")
LONG = f"{'deep/' * 40}name.txt"


def other(word: bytes) -> bytes:
    """An agreement of its own."""
    return GOOD.replace(b"Seller", word)


def packed(ending: str, content: list[tuple[str, bytes]]) -> bytes:
    """An archive of that kind with these members, in this order."""
    buffer = io.BytesIO()
    if ending == ".zip":
        with zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED) as archive:
            for name, data in content:
                archive.writestr(zipfile.ZipInfo(name), data)
        return buffer.getvalue()
    with tarfile.open(fileobj=buffer, mode=TARS[ending]) as tar:  # type: ignore[call-overload]
        for name, data in content:
            member = tarfile.TarInfo(name)
            member.size = len(data)
            tar.addfile(member, io.BytesIO(data))
    return buffer.getvalue()


def read_back(data: bytes, name: str) -> Iterator[tuple[str, bytes]]:
    """The members of an archive and their bytes."""
    archive = OpenArchive(io.BytesIO(data), name)
    for member in members(io.BytesIO(data), name):
        yield member.name, archive.read(member.position, member.size)


@pytest.mark.parametrize("ending", ENDINGS)
def test_all_members_are_read(ending: str, tmp_path: Path) -> None:
    """In any order in the archive, with long and odd names, below folders, upper case or not."""
    names = ["z.txt", "a/b.htm", LONG, "ä'\n;#2.txt", "a.txt", "./dot.txt"]
    content = [(name, other(str(number).encode())) for number, name in enumerate(names)]
    (tmp_path / f"deals{ending.upper()}").write_bytes(packed(ending, content))
    read_into(tmp_path / "ds", tmp_path / f"deals{ending.upper()}", per_chunk=3)
    assert not errors_of(tmp_path / "ds")
    top = tmp_path / f"deals{ending.upper()}"
    assert sorted(ids_of(tmp_path / "ds")) == sorted(f"{top}/{name.removeprefix('./')}" for name in names)
    (tmp_path / "plain").mkdir()
    for number, (_, data) in enumerate(content):
        (tmp_path / "plain" / f"{number}.txt").write_bytes(data)
    read_into(tmp_path / "other", tmp_path / "plain")
    digests = {row[2] for row in rows_of(tmp_path / "ds")["documents"]}
    assert digests == {row[2] for row in rows_of(tmp_path / "other")["documents"]}
    assert len(digests) == len(names)


@pytest.mark.parametrize("ending", ENDINGS)
@pytest.mark.parametrize("name", ["../../x.txt", "/etc/passwd", "a/../../../x.txt", "..", "C:\\x.txt"])
def test_names_that_lead_out(name: str, ending: str, tmp_path: Path) -> None:
    """A member's name is a name: nothing is read or written where it points."""
    folder = tmp_path / "one" / "two"
    folder.mkdir(parents=True)
    (folder / f"x{ending}").write_bytes(packed(ending, [(name, GOOD)]))
    before = sorted(tmp_path.rglob("*"))
    (item,) = items([str(folder / f"x{ending}")], None)
    assert item.id.startswith(str(folder / f"x{ending}"))
    read_into(tmp_path / "ds", folder)
    assert ids_of(tmp_path / "ds") == [item.id]
    assert [
        path for path in sorted(tmp_path.rglob("*")) if tmp_path / "ds" not in (path, *path.parents)
    ] == before


@pytest.mark.parametrize("ending", ENDINGS)
def test_members_that_share_a_name(ending: str, tmp_path: Path) -> None:
    """Each is a document, under an id of its own, whatever way the names are alike."""
    names = ["a.txt", "a.txt", "./a.txt", "a.txt~2", "x/../a.txt"]
    with pytest.warns(UserWarning, match="Duplicate name") if ending == ".zip" else nullcontext():
        data = packed(ending, [(name, other(bytes([65 + i]) * 3)) for i, name in enumerate(names)])
    path = tmp_path / f"x{ending}"
    path.write_bytes(data)
    read_into(tmp_path / "ds", path)
    ids = ids_of(tmp_path / "ds")
    assert ids == sorted(f"{path}/{name}" for name in ("a.txt", "a.txt~2", "a.txt~3", "a.txt~4", "a.txt~5"))
    assert len({row[2] for row in rows_of(tmp_path / "ds")["documents"]}) == len(names)


def test_what_is_no_file_is_told() -> None:
    """Folders are nothing of their own; links out of a tar and devices are errors."""
    buffer = io.BytesIO()
    with tarfile.open(fileobj=buffer, mode="w") as tar:
        for name, kind in (
            ("d", tarfile.DIRTYPE),
            ("l", tarfile.SYMTYPE),
            ("h", tarfile.LNKTYPE),
            ("f", tarfile.FIFOTYPE),
        ):
            member = tarfile.TarInfo(name)
            member.type, member.linkname = kind, "/etc/passwd"
            tar.addfile(member)
        member = tarfile.TarInfo("a.txt")
        member.size = len(GOOD)
        tar.addfile(member, io.BytesIO(GOOD))
    found = [(member.name, member.cause) for member in members(io.BytesIO(buffer.getvalue()), "x.tar")]
    out = "a link to what is not in the archive"
    assert found == [("f", "not a regular file"), ("a.txt", None), ("l", out), ("h", out)]


def _linked_tar() -> bytes:
    buffer = io.BytesIO()
    with tarfile.open(fileobj=buffer, mode="w:gz") as tar:
        for name, kind, target in (
            ("soft.txt", tarfile.SYMTYPE, "d/a.txt"),
            ("d/up.txt", tarfile.SYMTYPE, "../soft.txt"),
            ("d/a.txt", tarfile.REGTYPE, ""),
            ("hard.txt", tarfile.LNKTYPE, "d/a.txt"),
            ("folder", tarfile.SYMTYPE, "d"),
            ("ring", tarfile.SYMTYPE, "ring"),
            ("out.txt", tarfile.SYMTYPE, "/etc/passwd"),
        ):
            member = tarfile.TarInfo(name)
            member.type, member.linkname = kind, target
            member.size = len(GOOD) if kind == tarfile.REGTYPE else 0
            tar.addfile(member, io.BytesIO(GOOD))
    return buffer.getvalue()


def _linked_zip() -> bytes:
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w") as archive:
        for name, target in (
            ("soft.txt", b"d/a.txt"),
            ("d/up.txt", b"../soft.txt"),
            ("hard.txt", b"d/../d/a.txt"),
            ("folder", b"d"),
            ("ring", b"ring"),
            ("out.txt", b"/etc/passwd"),
        ):
            link = zipfile.ZipInfo(name)
            link.external_attr = (stat.S_IFLNK | 0o777) << 16
            archive.writestr(link, target)
        archive.writestr("d/a.txt", GOOD)
    return buffer.getvalue()


@pytest.mark.parametrize(("name", "data"), [("x.tar.gz", _linked_tar()), ("x.zip", _linked_zip())])
def test_links_in_archives(name: str, data: bytes, tmp_path: Path) -> None:
    """A link is another name of a file there, as it is in a folder; one that leads to none is an error."""
    path = tmp_path / name
    path.write_bytes(data)
    read_into(tmp_path / "ds", path)
    assert ids_of(tmp_path / "ds") == [
        f"{path}/{it}" for it in ("d/a.txt", "d/up.txt", "hard.txt", "soft.txt")
    ]
    assert len({row[2] for row in rows_of(tmp_path / "ds")["documents"]}) == 1
    told = ("UnreadableSource", "a link to what is not in the archive")
    assert errors_of(tmp_path / "ds") == {f"{path}/ring": told, f"{path}/out.txt": told}


def test_a_sparse_member(tmp_path: Path) -> None:
    """Its bytes do not lie one after another: an error, not wrong bytes."""
    path = tmp_path / "x.tar"
    with tarfile.open(path, "w", format=tarfile.PAX_FORMAT) as tar:
        sparse = tarfile.TarInfo("s.txt")
        sparse.size = len(GOOD)
        sparse.pax_headers = {
            "GNU.sparse.size": str(len(GOOD) + 5000),
            "GNU.sparse.numblocks": "1",
            "GNU.sparse.map": f"5000,{len(GOOD)}",
        }
        tar.addfile(sparse, io.BytesIO(GOOD))
        whole = tarfile.TarInfo("a.txt")
        whole.size = len(GOOD)
        tar.addfile(whole, io.BytesIO(GOOD))
    read_into(tmp_path / "ds", path)
    assert ids_of(tmp_path / "ds") == [f"{path}/a.txt"]
    assert errors_of(tmp_path / "ds") == {
        f"{path}/s.txt": ("UnreadableSource", "a sparse file, which is not read")
    }


@pytest.mark.parametrize("ending", ENDINGS)
def test_hidden_members(ending: str, tmp_path: Path) -> None:
    """They are left out, as in folders: what a Mac puts into a zip is no document."""
    path = tmp_path / f"x{ending}"
    names = ["a.txt", "__MACOSX/._a.txt", ".DS_Store", ".git/b.txt", "./c.txt"]
    path.write_bytes(packed(ending, [(name, GOOD) for name in names]))
    read_into(tmp_path / "ds", path)
    assert ids_of(tmp_path / "ds") == [f"{path}/a.txt", f"{path}/c.txt"]
    assert not errors_of(tmp_path / "ds")


@pytest.mark.parametrize("method", [zipfile.ZIP_DEFLATED, zipfile.ZIP_BZIP2, zipfile.ZIP_LZMA])
def test_a_zip_that_lies_about_a_size(method: int) -> None:
    """A member that unpacks to more than it says is refused before all of it is in memory."""
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w", method) as archive:
        archive.writestr("a.txt", bytes(200 << 20))
    data = bytearray(buffer.getvalue())
    for signature, offset in ((b"PK\x03\x04", 22), (b"PK\x01\x02", 24)):
        at = data.find(signature) + offset
        data[at : at + 4] = (1000).to_bytes(4, "little")
    archive_of_lies = OpenArchive(io.BytesIO(data), "x.zip")
    tracemalloc.start()
    try:
        with pytest.raises(DamagedSource):
            archive_of_lies.read(0, 1000)
        assert tracemalloc.get_traced_memory()[1] < 120 << 20
    finally:
        tracemalloc.stop()


def test_the_way_to_a_member_is_not_its_own() -> None:
    """While a compressed tar is unpacked up to a member, the run is told that it goes on."""
    content = [("a.txt", bytes(40 << 20)), ("b.txt", GOOD), ("c.txt", GOOD)]
    data = packed(".tar.gz", content)
    first, second, third = members(io.BytesIO(data), "x.tar.gz")
    archive = OpenArchive(io.BytesIO(data), "x.tar.gz")
    beats: list[str] = []
    for member, expected in ((third, GOOD), (second, GOOD), (first, content[0][1])):
        assert archive.read(member.position, member.size, lambda: beats.append("beat")) == expected
    assert len(beats) == 3 + 3 + 1


@pytest.mark.parametrize("ending", ENDINGS)
def test_an_empty_archive(ending: str, tmp_path: Path) -> None:
    """One without members holds no documents; a file without bytes is no archive."""
    (tmp_path / f"x{ending}").write_bytes(packed(ending, []))
    read_into(tmp_path / "ds", tmp_path / f"x{ending}")
    assert list(errors_of(tmp_path / "ds").values()) == [("UnreadableSource", "nothing to be read is there")]
    (tmp_path / f"x{ending}").write_bytes(b"")
    read_into(tmp_path / "ds", tmp_path / f"x{ending}")
    assert list(errors_of(tmp_path / "ds").values()) == [
        ("UnreadableSource", "the archive is broken or cut short")
    ]


@pytest.mark.parametrize("ending", ENDINGS)
def test_an_archive_that_is_cut_short(ending: str, tmp_path: Path) -> None:
    """It is an error of its own; the members before the cut are read all the same, but of a zip."""
    random = Random(1)
    content = [(f"{n}.txt", GOOD + random.randbytes(3000).hex().encode()) for n in range(6)]
    whole = packed(ending, content)
    for share in (0.3, 0.6, 0.75):
        path = tmp_path / f"{share}{ending}"
        path.write_bytes(whole[: int(len(whole) * share)])
        read_into(tmp_path / "ds", path, prune=True)
        errors = errors_of(tmp_path / "ds")
        assert errors[str(path)] == ("UnreadableSource", "the archive is broken or cut short")
        assert all("cut short" in cause for _, cause in errors.values())
        expected = [f"{path}/{name}" for name, _ in content]
        read = ids_of(tmp_path / "ds")
        assert read == expected[: len(read)]
        assert len(errors) <= 2
        if ending == ".tar":
            one = 512 + -(-len(content[0][1]) // 512) * 512  # a header, and the content in blocks
            assert len(read) == int(len(whole) * share) // one


def test_a_tar_that_is_broken_in_the_middle(tmp_path: Path) -> None:
    """`tarfile` takes a broken header for the end: what comes behind it is not lost without a word."""
    data = bytearray(packed(".tar", [(f"{n}.txt", GOOD) for n in range(4)]))
    data[2 * 1024 + 5] ^= 0xFF  # in the third header: each member has one block and its header
    path = tmp_path / "x.tar"
    path.write_bytes(data)
    read_into(tmp_path / "ds", path)
    assert ids_of(tmp_path / "ds") == [f"{path}/0.txt", f"{path}/1.txt"]
    assert errors_of(tmp_path / "ds") == {
        str(path): ("UnreadableSource", "the archive is broken or cut short")
    }


def _flagged(data: bytes, flag: int) -> bytes:
    """A zip whose members all carry a flag, in both of their headers."""
    changed = bytearray(data)
    for signature, offset in ((b"PK\x03\x04", 6), (b"PK\x01\x02", 8)):
        at = changed.find(signature)
        while at >= 0:
            changed[at + offset] |= flag
            at = changed.find(signature, at + 1)
    return bytes(changed)


def test_an_encrypted_zip(tmp_path: Path) -> None:
    """Each member that is behind a password is an error that says so."""
    path = tmp_path / "x.zip"
    path.write_bytes(_flagged(packed(".zip", [("a.txt", GOOD), ("b.txt", GOOD)]), 1))
    read_into(tmp_path / "ds", path, tmp_path / "none.txt")
    errors = errors_of(tmp_path / "ds")
    told = ("EncryptedSource", "a member is protected by a password")
    assert errors.pop(f"{path}/a.txt") == errors.pop(f"{path}/b.txt") == told
    assert len(errors) == 1


def test_a_zip_packed_in_an_unknown_way(tmp_path: Path) -> None:
    """A method that Python does not know is an error of that member alone."""
    data = bytearray(packed(".zip", [("a.txt", GOOD), ("b.txt", other(b"B"))]))
    for signature, offset in ((b"PK\x03\x04", 8), (b"PK\x01\x02", 10)):
        data[data.find(signature) + offset] = 9  # Deflate64
    path = tmp_path / "x.zip"
    path.write_bytes(data)
    read_into(tmp_path / "ds", path)
    assert errors_of(tmp_path / "ds") == {
        f"{path}/a.txt": ("UnsupportedSource", "packed in a way that is not known here")
    }
    assert ids_of(tmp_path / "ds") == [f"{path}/b.txt"]


@settings(max_examples=150, deadline=None)
@given(st.sampled_from(ENDINGS), st.data())
def test_bytes_that_are_changed_at_random(ending: str, data: st.DataObject) -> None:
    """Listing and reading any broken archive ends, and raises nothing but our own errors."""
    whole = bytearray(packed(ending, [("a.txt", GOOD), ("b/c.txt", other(b"C") * 3)]))
    for _ in range(data.draw(st.integers(1, 4))):
        whole[data.draw(st.integers(0, len(whole) - 1))] = data.draw(st.integers(0, 255))
    try:
        for member in members(io.BytesIO(whole), f"x{ending}"):
            if member.size > 1 << 20:
                continue
            try:
                found = OpenArchive(io.BytesIO(whole), f"x{ending}").read(member.position, member.size)
                assert len(found) == member.size
            except SourceError:
                pass
    except SourceError:
        pass


def test_a_daily_feed_of_edgar(tmp_path: Path) -> None:
    """A compressed tar of full submissions, as EDGAR gives them out: each is read like the file itself."""
    feed, plain = tmp_path / "20040503.nc.tar.gz", tmp_path / "plain"
    plain.mkdir()
    submissions = [
        (f"0000950123-04-{number:06}.nc", found.data)
        for number, found in enumerate(generate(4, 11, "submission"), start=1)
    ]
    head, *documents = submissions[0][1].split(b"<DOCUMENT>")
    exhibit = next(document for document in documents if b"<TYPE>EX-" in document)
    submissions.append(("0000950123-04-000009.nc", b"<DOCUMENT>".join([head, exhibit, exhibit])))
    feed.write_bytes(packed(".tar.gz", submissions[::-1]))
    for name, data in submissions:
        (plain / name).write_bytes(data)
    read_into(tmp_path / "ds", feed, per_chunk=2)
    read_into(tmp_path / "other", plain)
    assert f"{feed}/0000950123-04-000009.nc#2" in ids_of(tmp_path / "ds")
    rows, expected = rows_of(tmp_path / "ds"), rows_of(tmp_path / "other")
    for table in ("dates", "terms", "parties", "skipped"):
        told = [(row[0].replace(str(plain), str(feed)), *row[1:]) for row in expected[table]]
        assert rows[table] == told
    assert [row[4:10] for row in rows["documents"]] == [row[4:10] for row in expected["documents"]]
    assert rows["documents"][0][4] is not None


def test_an_archive_in_an_archive_is_no_document(tmp_path: Path) -> None:
    """It is an error of its own, and costs no other member."""
    inner = packed(".zip", [("a.txt", GOOD)])
    path = tmp_path / "x.tar.gz"
    feed = packed(".tar.gz", [("a.nc", GOOD)])
    content = [("in.zip", inner), ("in.nc.tar.gz", feed), ("b.txt.gz", gzip.compress(GOOD))]
    path.write_bytes(packed(".tar.gz", content))
    read_into(tmp_path / "ds", path)
    assert ids_of(tmp_path / "ds") == [f"{path}/b.txt.gz"]
    errors = errors_of(tmp_path / "ds")
    assert set(errors) == {f"{path}/in.zip", f"{path}/in.nc.tar.gz"}
    assert all(kind == "UnsupportedSource" and "archive" in cause for kind, cause in errors.values()), errors


@pytest.mark.parametrize(
    ("name", "expected"),
    [
        ("a.TAR.GZ", True),
        ("a.zip", True),
        ("a.txt.gz", False),
        ("a.docx", False),
        ("tar", False),
        ("https://x.org/a.tar.gz?sig=b/c.txt", True),
        ("https://x.org/a.zip#top", True),
        ("https://x.org/get?file=a.zip", False),
        ("zip://a.txt::file:///x.zip", False),
        ("simplecache::s3://b/x.zip", True),
        ("a.zip?", False),
    ],
)
def test_what_an_archive_is(name: str, expected: bool) -> None:
    """Archives are told by their names."""
    assert is_archive(name) is expected
