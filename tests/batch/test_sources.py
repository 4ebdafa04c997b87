"""What the user names, and the items that come of it."""

from __future__ import annotations

import os
import sys
import tempfile
from collections.abc import Sequence
from pathlib import Path

import pytest

from pipeline.batch.items import Item
from pipeline.batch.sources import items, stamp_of
from pipeline.cli import main
from tests.batch.runs import EMPTY, GOOD, check_whole, errors_of, ids_of, read_into, rows_of

NOBODY = 65534


@pytest.fixture
def here(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """An empty folder that relative paths start from."""
    folder = tmp_path / "here"
    folder.mkdir()
    monkeypatch.chdir(folder)
    return folder


def files(folder: Path, *names: str) -> None:
    """Write a small file under each name."""
    for name in names:
        path = folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(GOOD)


def found(*sources: str, dataset: Path | None = None) -> list[Item]:
    """The items of the sources."""
    return list(items(sources, dataset))


def ids(sources: Sequence[str], dataset: Path | None = None) -> list[str]:
    """The ids of items that can be read, and of what could not be listed behind an exclamation mark."""
    return [("! " if item.cause else "") + item.id for item in items(sources, dataset)]


TREE = ("a.txt", "sub/b.htm", "sub/deeper/c.txt", "sub/.hidden.txt", ".git/d.txt", "z.txt")


@pytest.mark.parametrize(
    ("sources", "expected"),
    [
        (["a.txt"], ["a.txt"]),
        (["./a.txt"], ["a.txt"]),
        (["sub/../a.txt"], ["sub/../a.txt"]),
        (["."], ["a.txt", "sub/b.htm", "sub/deeper/c.txt", "z.txt"]),
        (["sub"], ["sub/b.htm", "sub/deeper/c.txt"]),
        (["sub/"], ["sub/b.htm", "sub/deeper/c.txt"]),
        (["*.txt"], ["a.txt", "z.txt"]),
        (["**/*.txt"], ["a.txt", "sub/deeper/c.txt", "z.txt"]),
        (["sub/**"], ["sub/b.htm", "sub/deeper/c.txt"]),
        (["[az].txt"], ["a.txt", "z.txt"]),
        (["?.txt", "sub"], ["a.txt", "z.txt", "sub/b.htm", "sub/deeper/c.txt"]),
        (["sub/.hidden.txt"], ["sub/.hidden.txt"]),
        (["*.pdf"], ["! *.pdf"]),
        (["none.txt"], ["! none.txt"]),
        (["s*"], ["sub/b.htm", "sub/deeper/c.txt"]),
        (["s*/"], ["sub/b.htm", "sub/deeper/c.txt"]),
        (["sub/*"], ["sub/b.htm", "sub/deeper/c.txt"]),
        (["**/*"], ["a.txt", "sub/b.htm", "sub/deeper/c.txt", "z.txt"]),
        ([".g*"], [".git/d.txt"]),
        (["."] * 2, ["a.txt", "sub/b.htm", "sub/deeper/c.txt", "z.txt"] * 2),
    ],
)
def test_paths(sources: list[str], expected: list[str], here: Path) -> None:
    """Files, folders without what is hidden, globs; what fits nothing is told."""
    files(here, *TREE)
    assert ids(sources) == expected


def test_what_is_named_twice_is_read_once(here: Path, tmp_path: Path) -> None:
    """A file is one document however often it is named; under another name it is another."""
    files(here, "a.txt", "b.txt")
    totals = read_into(tmp_path / "ds", ".", "a.txt", "./a.txt", "*.txt", str(here / "a.txt"))
    assert totals["documents"] == 3
    assert ids_of(tmp_path / "ds") == sorted(["a.txt", "b.txt", str(here / "a.txt")])


def test_lists(here: Path) -> None:
    """A line is a file, folder, glob or URL; blank lines, line ends of DOS and a mark of UTF-8 are no names."""
    files(here, "a.txt", "my deal #1.txt", "sub/c.txt")
    lines = "a.txt\r\n\n  \r\n# of 2004\n#2\nmy deal #1.txt\nsub\n*.htm\nnone\n"
    files(here, "#2")
    expected = ["a.txt", "#2", "my deal #1.txt", "sub/c.txt", "! *.htm", "! none"]
    for encoding in ("utf-8", "utf-8-sig", "utf-16"):  # PowerShell writes the last
        (here / "list").write_bytes(lines.encode(encoding))
        assert ids(["@list"]) == expected, encoding
    assert ids(["@no list"]) == ["! no list"]
    assert found("@no list")[0].cause == "no such file"
    (here / "list").write_bytes(b"\n# nothing\n")
    assert [(item.id, item.cause) for item in found("@list")] == [("list", "a list without a source")]


def test_a_file_of_a_list_that_went(here: Path) -> None:
    """Brackets in its name are no glob, which might fit another file; on the command line they are one."""
    files(here, "a1.txt")
    (here / "list").write_text("a[1].txt\nmemory://x/a[1].txt\n")
    assert ids(["@list"]) == ["! a[1].txt", "! memory://x/a[1].txt"]
    assert ids(["a[1].txt"]) == ["a1.txt"]


def test_streams_of_this_process() -> None:
    """Those who read are other processes, with other streams under the same names."""
    for name in ("/dev/stdin", "/dev/fd/0"):
        assert [item.cause for item in found(name)] == [
            "a stream of this process, and others read; give a file"
        ]


def test_a_list_through_a_pipe(here: Path) -> None:
    """`@<(find …)` of a shell is a pipe, which can be read once."""
    files(here, "a.txt")
    reading, writing = os.pipe()
    os.write(writing, b"a.txt\n")
    os.close(writing)
    try:
        assert ids([f"@/dev/fd/{reading}"]) == ["a.txt"]
    finally:
        os.close(reading)


ODD_NAMES = (
    "a'b.txt",
    'a"b.txt',
    "a\nb.txt",
    "a;b.txt",
    "a#2",
    "a.txt; DROP TABLE items; --",
    "'); DELETE FROM items; --.txt",
    "*.txt",
    "[a].txt",
    "$(id).txt",
    "ä ß.txt",
    "\u202egnp.txt",
    "\x1b[2J.txt",
    "\ufeffx.txt",
    "-",
    "@list",
    "a\\b.txt",
    "%s%n.txt",
    "{}.txt",
    "x" * 250,
    " ",
    "~",
    "a::b.txt",
)


def test_odd_names(here: Path, tmp_path: Path) -> None:
    """A name is data all the way: quotes, line ends, marks of shells, globs and SQL, another direction."""
    files(here, *ODD_NAMES)
    read_into(tmp_path / "ds", ".")
    expected = sorted((f"{name}#1" if name == "a#2" else name) for name in ODD_NAMES)
    assert sorted(ids_of(tmp_path / "ds")) == expected
    assert sorted(row[1] for row in rows_of(tmp_path / "ds")["documents"]) == sorted(ODD_NAMES)
    assert not errors_of(tmp_path / "ds")


def test_a_file_named_by_an_odd_name(here: Path, tmp_path: Path) -> None:
    """A file that is there is that file, though its name is a glob or the sign of standard input."""
    files(here, "*.txt", "b.txt", "-")
    read_into(tmp_path / "ds", "*.txt", "-")
    assert ids_of(tmp_path / "ds") == ["*.txt", "-"]


@pytest.mark.skipif(sys.platform in ("darwin", "win32"), reason="file names are Unicode there")
def test_names_that_are_no_utf_8(here: Path, tmp_path: Path) -> None:
    """Such bytes are escaped in the id; one that a plain name spells already stays another document."""
    for name in (b"\xff.txt", b"a\x80\xfe.txt", rb"\xff.txt"):
        (here / os.fsdecode(name)).write_bytes(GOOD)
    (here / "list").write_bytes(b"a\x80\xfe.txt\n")
    read_into(tmp_path / "ds", ".", "@list")
    assert ids_of(tmp_path / "ds") == [r"\xff.txt", r"\xff.txt~2", r"a\x80\xfe.txt", "list"]
    read_into(tmp_path / "turned", "@list", *(path.name for path in reversed([*here.iterdir()])))
    assert rows_of(tmp_path / "turned") == rows_of(tmp_path / "ds")


@pytest.mark.parametrize(
    "source",
    ["", "a" * 5000, "a\0b", "*\0b", "a\0*/b", "/dev/null/x", "gone/", "a*b/\udcff", "~nobody-here/x"],
    ids=[
        "empty",
        "long",
        "NUL",
        "NUL in a glob",
        "NUL in a folder",
        "below a file",
        "gone",
        "no UTF-8",
        "tilde",
    ],
)
def test_names_that_lead_nowhere(source: str, here: Path, tmp_path: Path) -> None:
    """One error that names the source; nothing is raised and nothing else is read."""
    files(here, "a.txt")
    found = read_into(tmp_path / "ds", source, "a.txt")
    assert (found["sources"], found["documents"], found["errors"]) == (2, 1, 1)
    assert ids_of(tmp_path / "ds") == ["a.txt"]
    (kind, cause) = next(iter(errors_of(tmp_path / "ds").values()))
    assert kind == "UnreadableSource"
    assert cause


def test_links(here: Path, tmp_path: Path) -> None:
    """Links are followed, each folder once; rings end, and a link that leads nowhere is an error."""
    files(here, "a/x.txt")
    (here / "a/ring").symlink_to(here / "a", target_is_directory=True)
    (here / "b").symlink_to(here / "a", target_is_directory=True)
    (here / "c.txt").symlink_to(here / "a/x.txt")
    (here / "dangling.zip").symlink_to(here / "nowhere")
    assert ids(["."]) == ["a/x.txt", "c.txt", "! dangling.zip"]
    assert sorted(ids(["**"])) == sorted(ids(["."]))
    assert sorted(ids(["./**/*"])) == sorted(ids(["."]))
    assert ids(["**/*.txt"]) == ["a/x.txt", "c.txt"]
    assert ids(["*/ring/*.txt"]) == ["a/ring/x.txt", "b/ring/x.txt"]
    read_into(tmp_path / "ds", ".")
    assert errors_of(tmp_path / "ds") == {"dangling.zip": ("UnreadableSource", "a link that leads nowhere")}


def test_a_way_up_from_a_link(here: Path, tmp_path: Path) -> None:
    """`link/../a.txt` is what the system says it is: beside the folder that the link leads to."""
    files(here, "far/away/x.txt", "far/a.txt")
    (here / "a.txt").write_bytes(EMPTY)
    (here / "link").symlink_to(here / "far/away", target_is_directory=True)
    assert read_into(tmp_path / "ds", "link/../a.txt")["documents"] == 1


@pytest.mark.skipif(not hasattr(os, "mkfifo"), reason="no named pipes here")
@pytest.mark.parametrize("name", ["pipe", "pipe.tar.gz", "pipe.zip"])
def test_a_pipe_is_not_waited_for(name: str, here: Path, tmp_path: Path) -> None:
    """What is no regular file is an error, also where its name is an archive's."""
    files(here, "a.txt")
    os.mkfifo(here / name)
    read_into(tmp_path / "ds", ".")
    assert errors_of(tmp_path / "ds") == {name: ("UnreadableSource", "not a regular file")}
    assert ids_of(tmp_path / "ds") == ["a.txt"]


@pytest.mark.skipif(
    not hasattr(os, "getuid") or os.getuid() != 0, reason="needs root, to become another user"
)
def test_what_may_not_be_read(tmp_path: Path) -> None:
    """A folder and files that may not be read are an error each; the others are read."""
    read_into(tmp_path / "before", *[])  # loads all modules, which another user may not be able to do
    with tempfile.TemporaryDirectory() as name:
        top = Path(name, "top")
        files(top, "closed/a.txt", "b.txt", "c.txt", "secret.zip", "names/d.txt")
        for path in ("closed", "b.txt", "secret.zip"):
            (top / path).chmod(0)
        (top / "names").chmod(0o444)  # its names may be read, and no more
        out = Path(name, "ds")
        out.mkdir()
        for path in (Path(name), out):
            path.chmod(0o777)
        os.seteuid(NOBODY)
        try:
            read_into(out, top, top / "closed/a.txt", top / "closed/*", top / "names/*")
        finally:
            os.seteuid(0)
        causes = {Path(id_).name: told for id_, told in errors_of(out).items()}
        denied = ("UnreadableSource", "permission denied")
        assert causes.pop("*") == ("UnreadableSource", "no file fits this pattern")
        assert causes == dict.fromkeys(("closed", "a.txt", "b.txt", "d.txt", "secret.zip"), denied)
        assert [Path(id_).name for id_ in ids_of(out)] == ["c.txt"]


@pytest.mark.parametrize("sources", [["."], ["**"], ["./**/*"], ["@list"]])
def test_the_dataset_among_the_sources(sources: list[str], here: Path) -> None:
    """What a run writes is not read by the next: the second finds the same."""
    files(here, "a.txt", "sub/b.txt")
    (here / "list").write_text(".\n")
    out = here / "sub" / "ds"
    read_into(out, *sources)
    first = rows_of(out)
    read_into(out, *sources)
    assert rows_of(out) == first
    assert not [id_ for id_ in ids_of(out) if "ds/" in id_]
    check_whole(out)


def test_the_dataset_as_its_own_source(here: Path) -> None:
    """The same folder for both is refused in words, and none of its files is lost."""
    files(here, "documents/a.txt", "chunks/b.json", "errors/c.parquet", ".manifest.txt")
    read_into(here, ".", "documents")
    assert errors_of(here) == {".": ("UnreadableSource", "the dataset itself, which is no source")}
    assert ids_of(here) == ["documents/a.txt"]
    for name in ("documents/a.txt", "chunks/b.json", "errors/c.parquet", ".manifest.txt"):
        assert (here / name).read_bytes() == GOOD, name


def test_another_scheme_that_is_not_known(tmp_path: Path) -> None:
    """An address that nothing here reaches is an error with its cause."""
    read_into(tmp_path / "ds", "nowhere://x/y.txt", "s4://b/*.txt")
    assert set(errors_of(tmp_path / "ds")) == {"nowhere://x/y.txt", "s4://b/*.txt"}


def test_the_stamp_of_a_file_changes_with_it(here: Path) -> None:
    """Another size or another time is another stamp, and so is another content; no file has none."""
    files(here, "a.txt")
    before = stamp_of("a.txt")
    os.utime("a.txt", ns=(1, 1))
    assert stamp_of("a.txt") not in ("", before)
    assert stamp_of("none.txt") == ""


def test_messages_of_odd_names_cannot_command_a_terminal(
    here: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """The dataset's own name stands in messages, escaped."""
    (here / "x").write_bytes(b"")
    assert main(["batch", "x", "--out", "x/\x1b[2Jds"]) == 3
    shown = capsys.readouterr().err
    assert "\\x1b[2Jds" in shown
    assert "\x1b" not in shown
