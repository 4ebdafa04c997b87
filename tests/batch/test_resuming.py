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

from pipeline.batch.guard import Guard, Limits, _Stopped
from pipeline.batch.local import read_chunks
from pipeline.batch.messages import Entry, Task
from pipeline.batch.plan import Chunk
from pipeline.batch.reading import ChunkReader
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
    batch([str(folder)], str(tmp_path / "ds"), counted, per_chunk=per_chunk, prune=True)
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
        batch([str(folder)], str(tmp_path / "ds"), Counted(stop_after=1), per_chunk=1, prune=True)
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
    assert capsys.readouterr().err == (
        f"dealterms: nothing to be read at {tmp_path / 'none.txt'}\n"
        f"dealterms: 12 documents from 13 files in {tmp_path / 'ds'}, 1 error; the table errors has the causes\n"
    )


@pytest.mark.parametrize(
    "arguments",
    [
        ["--workers", "0"],
        ["--limit", "-1"],
        ["--timeout", "0"],
        ["--memory", "1"],
        ["--memory", "64"],
        ["--memory", "9" * 5000],
        ["--limit", "9" * 20],
        ["--timeout", "99999999999999"],
        ["--workers", "99999999"],
        ["--documents-per-part", "9" * 20],
        ["--limit", "1_0"],
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
def test_a_process_that_cannot_start(folder: Path, tmp_path: Path) -> None:
    """Where no process stays alive to read, the run ends with an error rather than with errors for all."""
    engine = partial(read_chunks, workers=1, limits=Limits(600, 64))
    with pytest.raises(OutputError, match="the process that reads, with no more than 64 MB,"):
        batch([str(folder)], str(tmp_path / "ds"), engine)
    assert not (tmp_path / "ds" / "manifest.json").exists()


def files_of(dataset: Path) -> dict[str, bytes]:
    """All files of a dataset."""
    return {str(path): path.read_bytes() for path in sorted(dataset.rglob("*")) if path.is_file()}


@pytest.mark.usefixtures("folder")
@pytest.mark.parametrize("prune", [False, True])
@pytest.mark.parametrize("source", ["gne", "gne/*.txt", "empty", "@none", "@list", "gone://x/y", "ds"])
def test_a_mistyped_source_costs_nothing(source: str, prune: bool, tmp_path: Path) -> None:
    """A name that leads nowhere, an empty mount, a list of what is not there: the dataset is not touched."""
    here = Path.cwd()
    os.chdir(tmp_path)
    try:
        (tmp_path / "empty").mkdir()
        (tmp_path / "list").write_text("gne\n")
        read_into("ds", "files", per_chunk=4)
        before = files_of(tmp_path / "ds")
        with pytest.raises(OutputError, match=r"^cannot write ds: 12 of its documents would go"):
            read_into("ds", source, per_chunk=4, prune=prune)
        assert files_of(tmp_path / "ds") == before
    finally:
        os.chdir(here)


def test_documents_go_when_they_are_to(folder: Path, tmp_path: Path) -> None:
    """A file that went and a smaller limit are refused by name, until `prune` is said; then they are gone."""
    dataset = tmp_path / "ds"
    read_into(dataset, folder, per_chunk=4)
    before = files_of(dataset)
    with pytest.raises(OutputError, match=r"9 of its documents .*03\.txt\): --prune takes them out"):
        read_into(dataset, folder, per_chunk=4, limit=3)
    (folder / "07.txt").unlink()
    with pytest.raises(OutputError, match=r"1 of its documents .*07\.txt"):
        read_into(dataset, folder, per_chunk=3)
    assert files_of(dataset) == before
    read_into(dataset, folder, per_chunk=4, limit=3, prune=True)
    read_into(tmp_path / "fresh", folder, per_chunk=4, limit=3)
    check_same(dataset, tmp_path / "fresh")


def test_the_work_of_an_unfinished_run_is_not_lost(folder: Path, tmp_path: Path) -> None:
    """Though it has no manifest yet."""
    with pytest.raises(KeyboardInterrupt):
        batch([str(folder)], str(tmp_path / "ds"), Counted(stop_after=5), per_chunk=1)
    with pytest.raises(OutputError, match="5 of its documents"):
        read_into(tmp_path / "ds", tmp_path / "flies")
    read_into(tmp_path / "ds", folder)
    check_whole(tmp_path / "ds")


def test_a_file_of_the_same_size_and_time(folder: Path, tmp_path: Path) -> None:
    """What was changed and given its old time is noticed; so are other files under the same relative names."""
    changed = folder / "03.txt"
    read_into(tmp_path / "ds", folder, per_chunk=1)
    times = changed.stat().st_atime_ns, changed.stat().st_mtime_ns
    changed.write_bytes(GOOD.replace(b"2004", b"1977"))
    os.utime(changed, ns=times)
    read_into(tmp_path / "ds", folder, per_chunk=1)
    read_into(tmp_path / "fresh", folder, per_chunk=1)
    check_same(tmp_path / "ds", tmp_path / "fresh")
    here = Path.cwd()
    try:
        for name, word in (("one", b"Seller"), ("two", b"Vendor")):
            (tmp_path / name).mkdir()
            (tmp_path / name / "a.txt").write_bytes(GOOD.replace(b"Seller", word))
            os.utime(tmp_path / name / "a.txt", ns=(1, 1))
            os.chdir(tmp_path / name)
            read_into(tmp_path / "both", "a.txt")
            assert word.decode() in str(rows_of(tmp_path / "both")["parties"])
    finally:
        os.chdir(here)


def test_one_slow_document_of_a_submission(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """It alone is given up; with more time, and only then, it is read again."""
    submission, path = tmp_path / "slow.txt", str(tmp_path / "slow.txt")
    exhibit = b"<DOCUMENT>\n<TYPE>EX-10\n<TEXT>\n" + GOOD + b"</TEXT>\n</DOCUMENT>\n"
    submission.write_bytes(b"<SEC-DOCUMENT>0000950123-04-001234.txt\n" + exhibit * 3)
    reader, slow = ChunkReader(), [(0, 2)]

    def attempt(_: Guard, task: Task) -> Entry | _Stopped:
        """What a process would tell that never ends with a document."""
        for place in slow:
            if place not in task.given_up:
                return _Stopped(place, None)
        return reader.read(task, lambda *_: None)

    monkeypatch.setattr(Guard, "_attempt", attempt)

    def run(seconds: float) -> None:
        limits = Limits(seconds)
        engine = partial(read_chunks, workers=1, limits=limits)
        batch([path], str(tmp_path / "ds"), engine, limits=limits)

    run(12)
    told = {f"{path}#2": ("TimeExceeded", "reading it took longer than 12 s")}
    assert ids_of(tmp_path / "ds") == [path, f"{path}#3"]
    assert errors_of(tmp_path / "ds") == told
    slow.clear()
    run(12)
    assert errors_of(tmp_path / "ds") == told
    run(13)
    read_into(tmp_path / "fresh", path)
    check_same(tmp_path / "ds", tmp_path / "fresh")


@pytest.mark.parametrize(
    ("broken", "limits", "again"),
    [
        ({}, Limits(600), False),
        ({"seconds": 12}, Limits(12), False),
        ({"seconds": 12}, Limits(13), True),
        ({"megabytes": 500}, Limits(600, 500), False),
        ({"megabytes": 500}, Limits(600, 501), True),
        ({"megabytes": 500}, Limits(600), True),
    ],
)
def test_larger_limits(broken: dict[str, int], limits: Limits, again: bool) -> None:
    """No limit of memory is the largest."""
    assert limits.outgrow(Entry("k", 1, 0, 0, 0, 5, {}, **broken)) is again


def test_what_another_put_there_stays(folder: Path, tmp_path: Path) -> None:
    """Files of other programs in the folder are neither emptied nor deleted, nor written over."""
    dataset = tmp_path / "ds"
    (dataset / ".scratch").mkdir(parents=True)
    theirs = [dataset / name for name in (".scratch/a.txt", ".lock", ".manifest.json")]
    for path in theirs:
        path.write_bytes(b"{}")
    read_into(dataset, folder)
    assert all(path.read_bytes() == b"{}" for path in theirs)
    (tmp_path / "app").mkdir()
    (tmp_path / "app" / "manifest.json").write_text('{"name": "app"}')
    with pytest.raises(OutputError, match=r"manifest\.json there is not one that dealterms wrote"):
        read_into(tmp_path / "app", folder)
    assert (tmp_path / "app" / "manifest.json").read_text() == '{"name": "app"}'


@pytest.mark.usefixtures("folder")
def test_places_where_no_dataset_can_be(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    """No name, a name that is no UTF-8, one process's memory: each is refused, and nothing is written."""
    monkeypatch.chdir(tmp_path)
    with pytest.raises(SystemExit) as caught:
        main(["batch", "files", "--out", ""])
    assert caught.value.code == 2
    assert "an empty name is no place" in capsys.readouterr().err
    for name, cause in (("a\udcff", "its path is not UTF-8"), ("memory://ds", "the memory of one process")):
        assert main(["batch", "files", "--out", name]) == 3
        assert cause in capsys.readouterr().err
    assert [path.name for path in tmp_path.iterdir()] == ["files"]
