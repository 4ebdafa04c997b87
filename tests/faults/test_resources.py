"""Disks that are full, documents that take too much memory or time, and sources that change meanwhile."""

from __future__ import annotations

import gzip
import io
import os
import subprocess
import tarfile
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from pipeline.batch.store import SCRATCH
from tests.batch.runs import GOOD, check_same, check_whole, errors_of, ids_of, rows_of
from tests.batch.web import Web
from tests.faults.conftest import Undisturbed
from tests.faults.processes import NOT_WRITTEN, SOME_FAILED, finished, started

SMALL = 96 << 10


@pytest.fixture
def small_disk(tmp_path: Path) -> Iterator[Path]:
    """A disk of its own in memory, too small for the dataset."""
    folder = tmp_path / "disk"
    folder.mkdir()
    mounted = subprocess.run(
        ["mount", "-t", "tmpfs", "-o", f"size={SMALL}", "dealterms-test", str(folder)], capture_output=True
    )
    if mounted.returncode:
        pytest.skip("nothing may be mounted here")
    try:
        yield folder
    finally:
        subprocess.run(["umount", str(folder)], check=True)


def test_a_full_disk(small_disk: Path, agreements: Path, undisturbed: Undisturbed) -> None:
    """A clear error and its exit code; on a larger disk the run goes on."""
    dataset = small_disk / "dataset"
    code, said = finished(dataset, agreements)
    assert code == NOT_WRITTEN
    assert said == f"dealterms: cannot write {dataset}: no space left on device\n"
    assert not (dataset / "manifest.json").exists()
    assert not (dataset / SCRATCH).exists()
    subprocess.run(["mount", "-o", "remount,size=64m", str(small_disk)], check=True)
    assert finished(dataset, agreements)[0] == SOME_FAILED
    check_same(dataset, undisturbed.dataset)


def _limited() -> None:
    import resource

    resource.setrlimit(resource.RLIMIT_FSIZE, (20 << 10, 20 << 10))


@pytest.mark.skipif(os.name == "nt", reason="no such limits")
def test_a_file_that_may_not_grow(agreements: Path, undisturbed: Undisturbed, tmp_path: Path) -> None:
    """What the system refuses to write is told like a full disk, wherever nothing may be mounted."""
    dataset = tmp_path / "dataset"
    code, said = finished(dataset, agreements, preexec_fn=_limited)
    assert code == NOT_WRITTEN
    assert said == f"dealterms: cannot write {dataset}: file too large\n"
    assert finished(dataset, agreements)[0] == SOME_FAILED
    check_same(dataset, undisturbed.dataset)


def test_a_disk_that_may_not_be_written(agreements: Path, tmp_path: Path) -> None:
    """A dataset below a file cannot be."""
    (tmp_path / "file").write_bytes(b"")
    code, said = finished(tmp_path / "file" / "dataset", agreements)
    assert code == NOT_WRITTEN
    assert said == f"dealterms: cannot write {tmp_path / 'file' / 'dataset'}: not a directory\n"


def _greedy(folder: Path) -> tuple[Path, str]:
    """A small file that unpacks to much, and its id."""
    path = folder / "greedy.txt.gz"
    with gzip.open(path, "wb", compresslevel=1) as file:
        for _ in range(300):
            file.write(b" " * (1 << 20))
    return path, str(path)


def _greedy_member(folder: Path) -> tuple[Path, str]:
    path = folder / "greedy.tar.gz"
    member = tarfile.TarInfo("greedy.txt")
    member.size = 400 << 20
    with tarfile.open(path, "w:gz", compresslevel=1) as tar, Path("/dev/zero").open("rb") as zeros:
        tar.addfile(member, zeros)
    return path, f"{path}/greedy.txt"


@pytest.mark.skipif(os.name == "nt", reason="no such limits")
@pytest.mark.parametrize("greedy", [_greedy, pytest.param(_greedy_member, marks=pytest.mark.slow)])
def test_a_document_that_takes_too_much_memory(
    greedy: Callable[[Path], tuple[Path, str]], agreements: Path, undisturbed: Undisturbed, tmp_path: Path
) -> None:
    """It is one error; those around it are read as ever."""
    path, id_ = greedy(tmp_path)
    dataset = tmp_path / "dataset"
    code, said = finished(dataset, agreements, path, options=("--memory", "420"))
    assert code == SOME_FAILED, said
    errors = errors_of(dataset)
    assert errors.pop(id_) == ("OutOfMemory", "the process that read it ran out of memory, each of 2 times")
    assert errors == errors_of(undisturbed.dataset)
    rows, expected = rows_of(dataset), rows_of(undisturbed.dataset)
    del rows["errors"], expected["errors"]
    assert rows == expected


def test_a_document_that_hangs(web: Web, agreements: Path, tmp_path: Path) -> None:
    """It is one error once its time is over; its process is replaced; `--retry-errors` reads it again."""
    for name in ("/a.txt", "/b.txt"):
        web.files[name] = GOOD
    web.held.add("/a.txt")
    dataset = tmp_path / "dataset"
    sources = (agreements, f"{web.url}/a.txt", f"{web.url}/b.txt")
    # Long enough for a new process on a busy machine to read its first document.
    assert finished(dataset, *sources, options=("--timeout", "12"))[0] == SOME_FAILED
    errors = errors_of(dataset)
    assert errors.pop(f"{web.url}/a.txt") == ("TimeExceeded", "reading it took longer than 12 s")
    assert len(errors) == 1
    assert f"{web.url}/b.txt" in ids_of(dataset)
    check_whole(dataset)
    web.held.clear()
    assert finished(dataset, *sources, options=("--retry-errors",))[0] == SOME_FAILED
    assert finished(tmp_path / "other", *sources)[0] == SOME_FAILED
    check_same(dataset, tmp_path / "other")


def _deals(path: Path, content: bytes) -> None:
    with tarfile.open(path, "w:gz") as tar:
        member = tarfile.TarInfo("deal.txt")
        member.size = len(content)
        tar.addfile(member, io.BytesIO(content))


def test_files_that_change_meanwhile(web: Web, tmp_path: Path) -> None:
    """They are errors of this run, and the next reads them as they are then, as if they had always been so."""
    later = tmp_path / "later"  # is read after "http:"
    later.mkdir()
    for name in ("folder", "gone", "new", "same", "touched"):
        (later / f"{name}.txt").write_bytes(GOOD)
    _deals(later / "new.tar.gz", GOOD)
    _deals(later / "gone.tar.gz", GOOD)
    web.files["/a.txt"] = GOOD
    web.held.add("/a.txt")
    dataset = tmp_path / "dataset"
    run_in = {"cwd": tmp_path, "options": ("--workers", "1", "--documents-per-part", "1")}
    sources = ("later", f"{web.url}/a.txt")
    with started(dataset, *sources, **run_in) as run:
        web.wait_until_asked()
        (later / "folder.txt").unlink()
        (later / "folder.txt").mkdir()
        (later / "gone.txt").unlink()
        (later / "gone.tar.gz").unlink()
        (later / "new.txt").write_bytes(GOOD.replace(b"Seller", b"Vendor"))
        _deals(later / "new.tar.gz", GOOD * 2)
        os.utime(later / "touched.txt", ns=(1, 1))
        web.go.set()
        assert run.finish()[0] == SOME_FAILED
    changed = ("ChangedSource", "it has changed since the run began")
    gone = ("ChangedSource", "it is gone since the run began")
    assert errors_of(dataset) == {
        "later/folder.txt": changed,
        "later/gone.txt": gone,
        "later/gone.tar.gz/deal.txt": gone,
        "later/new.txt": changed,
        "later/new.tar.gz/deal.txt": changed,
        "later/touched.txt": changed,
    }
    assert ids_of(dataset) == [f"{web.url}/a.txt", "later/same.txt"]
    web.held.clear()
    assert finished(dataset, *sources, **run_in)[0] == 0
    assert finished(tmp_path / "other", *sources, **run_in)[0] == 0
    check_same(dataset, tmp_path / "other")
    assert len(ids_of(dataset)) == 5


def test_two_runs_at_once(web: Web, agreements: Path, undisturbed: Undisturbed, tmp_path: Path) -> None:
    """The second leaves at once with a clear error, and the first is not disturbed."""
    web.files["/a.txt"] = b""
    web.held.add("/a.txt")
    dataset = tmp_path / "dataset"
    with started(dataset, agreements, f"{web.url}/a.txt") as run:
        web.wait_until_asked()
        code, said = finished(dataset, agreements)
        assert code == NOT_WRITTEN
        assert said == f"dealterms: cannot write {dataset}: another run is writing to it\n"
        web.go.set()
        assert run.finish()[0] == SOME_FAILED
    check_whole(dataset)
    assert len(ids_of(dataset)) == len(ids_of(undisturbed.dataset))
