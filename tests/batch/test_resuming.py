"""A run that goes on, or is run again over other files, leaves what one fresh run would."""

from __future__ import annotations

import os
import shutil
import sys
from collections.abc import Callable, Iterable, Iterator
from functools import partial
from pathlib import Path
from random import Random

import pytest

from pipeline.batch.guard import Limits
from pipeline.batch.local import read_chunks
from pipeline.batch.messages import Entry
from pipeline.batch.plan import Chunk
from pipeline.batch.run import batch
from pipeline.batch.store import Store
from pipeline.cli import main
from pipeline.errors import OutputError
from tests.batch.runs import GOOD, check_same, check_whole, errors_of, ids_of, in_process, read_into, rows_of


class Counted:
    """An engine that counts what it reads, and may stop early."""

    def __init__(self, stop_after: int | None = None) -> None:
        self.read: list[str] = []
        self._stop_after = stop_after

    def __call__(self, chunks: Iterable[Chunk], dataset: str) -> Iterator[Entry]:
        """The entries of the chunks before the stop."""

        def some() -> Iterator[Chunk]:
            for number, chunk in enumerate(chunks):
                if number == self._stop_after:
                    raise KeyboardInterrupt
                self.read += [Path(item.id).name for item in chunk.items]
                yield chunk

        yield from in_process(some(), dataset)


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """Twelve small files."""
    folder = tmp_path / "files"
    folder.mkdir()
    for number in range(12):
        (folder / f"{number:02}.txt").write_bytes(GOOD.replace(b"2004", str(1990 + number).encode()))
    return folder


@pytest.mark.parametrize("workers", [1, 2])
def test_processes_make_no_difference(
    workers: int, agreements: Path, undisturbed: Path, tmp_path: Path
) -> None:
    """One or two of them, and none but our own: the same parts, byte for byte."""
    engine = partial(read_chunks, workers=workers, limits=Limits(600))
    batch([str(agreements)], str(tmp_path / "ds"), engine, per_chunk=4)
    check_same(tmp_path / "ds", undisturbed)


@pytest.mark.parametrize("per_chunk", [1, 3, 100])
def test_the_size_of_parts_makes_no_difference_to_rows(
    per_chunk: int, agreements: Path, undisturbed: Path, tmp_path: Path
) -> None:
    """Only to how many files there are."""
    read_into(tmp_path / "ds", agreements, per_chunk=per_chunk)
    check_whole(tmp_path / "ds")
    assert rows_of(tmp_path / "ds") == rows_of(undisturbed)


def test_the_order_of_sources_makes_no_difference(
    agreements: Path, undisturbed: Path, tmp_path: Path
) -> None:
    """Nor how they are named."""
    files = [str(path) for path in agreements.iterdir()]
    Random(3).shuffle(files)
    read_into(tmp_path / "ds", *files, per_chunk=4)
    check_same(tmp_path / "ds", undisturbed)
    (tmp_path / "list").write_text("\n".join(reversed(files)))
    read_into(tmp_path / "other", f"@{tmp_path / 'list'}", per_chunk=4)
    check_same(tmp_path / "other", undisturbed)


def _add(folder: Path) -> None:
    (folder / "05b.txt").write_bytes(GOOD)


def _remove(folder: Path) -> None:
    (folder / "07.txt").unlink()


def _change(folder: Path) -> None:
    (folder / "03.txt").write_bytes(GOOD.replace(b"$450,000", b"$450,001"))


def _break(folder: Path) -> None:
    (folder / "03.txt").write_bytes(b"")


def _all(folder: Path) -> None:
    for change in (_add, _remove, _change):
        change(folder)


@pytest.mark.parametrize("change", [_add, _remove, _change, _break, _all])
@pytest.mark.parametrize("per_chunk", [1, 4])
def test_files_that_came_went_or_changed(
    change: Callable[[Path], None], per_chunk: int, folder: Path, tmp_path: Path
) -> None:
    """The next run reads what it must, and leaves what a fresh one would."""
    read_into(tmp_path / "ds", folder, per_chunk=per_chunk)
    change(folder)
    counted = Counted()
    batch([str(folder)], str(tmp_path / "ds"), counted, per_chunk=per_chunk)
    read_into(tmp_path / "fresh", folder, per_chunk=per_chunk)
    check_same(tmp_path / "ds", tmp_path / "fresh")
    if per_chunk == 1:
        touched = {_add: 1, _remove: 0, _change: 1, _break: 1, _all: 2}
        assert len(counted.read) == touched[change]


def test_nothing_is_read_twice(folder: Path, tmp_path: Path) -> None:
    """A second run over the same files reads none; another number of files a part is another plan."""
    read_into(tmp_path / "ds", folder, per_chunk=4)
    counted = Counted()
    batch([str(folder)], str(tmp_path / "ds"), counted, per_chunk=4)
    assert counted.read == []
    read_into(tmp_path / "ds", folder, per_chunk=1)
    read_into(tmp_path / "fresh", folder, per_chunk=1)
    check_same(tmp_path / "ds", tmp_path / "fresh")


def test_a_run_goes_on_where_it_stopped(folder: Path, tmp_path: Path) -> None:
    """Chunks that are done stay so; until the end there is no manifest, or the one before."""
    first, second = Counted(stop_after=5), Counted()
    with pytest.raises(KeyboardInterrupt):
        batch([str(folder)], str(tmp_path / "ds"), first, per_chunk=1)
    assert not (tmp_path / "ds" / "manifest.json").exists()
    batch([str(folder)], str(tmp_path / "ds"), second, per_chunk=1)
    assert first.read + second.read == [f"{number:02}.txt" for number in range(12)]
    read_into(tmp_path / "fresh", folder, per_chunk=1)
    check_same(tmp_path / "ds", tmp_path / "fresh")


def test_a_run_that_stops_leaves_the_dataset_before_it_readable(folder: Path, tmp_path: Path) -> None:
    """What was there goes only when the new is whole."""
    read_into(tmp_path / "ds", folder, per_chunk=1)
    before = rows_of(tmp_path / "ds")
    _all(folder)
    with pytest.raises(KeyboardInterrupt):
        batch([str(folder)], str(tmp_path / "ds"), Counted(stop_after=1), per_chunk=1)
    assert rows_of(tmp_path / "ds") == before


def test_what_is_lost_meanwhile_is_told(folder: Path, tmp_path: Path) -> None:
    """A dataset that somebody else deletes from while it is written is not called finished."""

    def losing(chunks: Iterable[Chunk], dataset: str) -> Iterator[Entry]:
        for entry in in_process(chunks, dataset):
            yield entry
            Store(dataset).delete(f"chunks/{entry.key}.json")

    with pytest.raises(OutputError, match="something else at work"):
        batch([str(folder)], str(tmp_path / "ds"), losing)
    assert not (tmp_path / "ds" / "manifest.json").exists()


def test_errors_are_retried_when_asked(folder: Path, tmp_path: Path) -> None:
    """Only the parts that hold one are read again, and only with `--retry-errors`."""
    (folder / "03.txt").write_bytes(b"")
    read_into(tmp_path / "ds", folder, per_chunk=1)
    counted, again = Counted(), Counted()
    batch([str(folder)], str(tmp_path / "ds"), counted, per_chunk=1)
    batch([str(folder)], str(tmp_path / "ds"), again, per_chunk=1, retry_errors=True)
    assert counted.read == []
    assert again.read == ["03.txt"]
    assert list(errors_of(tmp_path / "ds")) == [str(folder / "03.txt")]


def test_a_missing_file_that_comes(tmp_path: Path) -> None:
    """It is an error, and read by the next run."""
    read_into(tmp_path / "ds", tmp_path / "a.txt")
    assert list(errors_of(tmp_path / "ds").values()) == [("UnreadableSource", "no such file")]
    (tmp_path / "a.txt").write_bytes(GOOD)
    read_into(tmp_path / "ds", tmp_path / "a.txt")
    assert ids_of(tmp_path / "ds") == [str(tmp_path / "a.txt")]
    assert not errors_of(tmp_path / "ds")


def test_the_limit(folder: Path, tmp_path: Path) -> None:
    """The first files by name; the next run without it reads the rest."""
    read_into(tmp_path / "ds", folder, limit=5, per_chunk=1)
    assert [Path(id_).name for id_ in ids_of(tmp_path / "ds")] == [f"{number:02}.txt" for number in range(5)]
    counted = Counted()
    batch([str(folder)], str(tmp_path / "ds"), counted, per_chunk=1)
    assert len(counted.read) == 7
    read_into(tmp_path / "fresh", folder, per_chunk=1)
    check_same(tmp_path / "ds", tmp_path / "fresh")


def test_the_manifest_tells_no_time_and_no_machine(folder: Path, tmp_path: Path) -> None:
    """Two runs at other times, from other folders, are the same bytes."""
    here = Path.cwd()
    try:
        for name in ("one", "two"):
            shutil.copytree(folder, tmp_path / name / "files")
            os.chdir(tmp_path / name)
            read_into("ds", "files", per_chunk=100)
    finally:
        os.chdir(here)
    one, two = (json_without_stamps(tmp_path / name / "ds") for name in ("one", "two"))
    assert one == two
    assert str(tmp_path) not in one
    assert rows_of(tmp_path / "one" / "ds") == rows_of(tmp_path / "two" / "ds")


def json_without_stamps(dataset: Path) -> str:
    """The manifest, but for the keys of chunks: those tell the times of the files."""
    text = (dataset / "manifest.json").read_text()
    for entry in (dataset / "chunks").iterdir():
        text = text.replace(entry.stem, "KEY")
    return text


def test_another_run_is_at_work(folder: Path, tmp_path: Path) -> None:
    """The second says so, and changes nothing."""
    store = Store(str(tmp_path / "ds"))
    with store.locked(), pytest.raises(OutputError, match="another run is writing to it"):
        read_into(tmp_path / "ds", folder)
    read_into(tmp_path / "ds", folder)
    check_whole(tmp_path / "ds")


def test_the_command(folder: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """It says what became of the files, and by its exit code whether all were read."""
    options = ["--out", str(tmp_path / "ds"), "--workers", "1", "--limit"]
    assert main(["batch", str(folder), *options, "2"]) == 0
    said = capsys.readouterr()
    assert said.err == f"dealterms: 2 documents from 2 files in {tmp_path / 'ds'}, 0 errors\n"
    assert said.out == ""
    assert main(["batch", str(folder), str(tmp_path / "none.txt"), *options, "30", "--no-progress"]) == 1
    assert (
        capsys.readouterr().err == f"dealterms: 12 documents from 13 files in {tmp_path / 'ds'}, 1 errors\n"
    )


@pytest.mark.parametrize(
    "arguments",
    [
        ["--workers", "0"],
        ["--limit", "-1"],
        ["--timeout", "0"],
        ["--memory", "1"],
        ["--documents-per-part", "x"],
    ],
)
def test_wrong_use(arguments: list[str], tmp_path: Path) -> None:
    """Numbers that make no sense are refused before anything is touched."""
    with pytest.raises(SystemExit) as caught:
        main(["batch", "x", "--out", str(tmp_path / "ds"), *arguments])
    assert caught.value.code == 2
    assert not (tmp_path / "ds").exists()


@pytest.mark.skipif(sys.platform == "win32", reason="no such limits")
def test_a_process_that_cannot_start(
    folder: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """Where no process stays alive to read, the run ends with an error rather than with errors for all."""
    assert (
        main(["batch", str(folder), "--out", str(tmp_path / "ds"), "--memory", "64", "--workers", "1"]) == 3
    )
    assert "the process that reads" in capsys.readouterr().err
    assert not (tmp_path / "ds" / "manifest.json").exists()
