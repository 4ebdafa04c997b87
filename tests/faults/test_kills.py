"""Kills at any moment: a run that is started again ends with what an undisturbed one writes."""

from __future__ import annotations

import signal
import subprocess
from contextlib import suppress
from pathlib import Path
from random import Random

import psutil
import pytest

from tests.batch.runs import GOOD, check_same, errors_of
from tests.batch.web import Web
from tests.faults.conftest import Undisturbed
from tests.faults.processes import SOME_FAILED, finished, started, wait_for

INTERRUPTED = 130


@pytest.mark.parametrize(
    ("seed", "workers"),
    [(0, 1), (1, 2), pytest.param(2, 2, marks=pytest.mark.slow), pytest.param(3, 2, marks=pytest.mark.slow)],
)
def test_the_main_process_is_killed(
    seed: int, workers: int, agreements: Path, undisturbed: Undisturbed, tmp_path: Path
) -> None:
    """Five times in a row, at random moments: its workers end by themselves, and the next run goes on."""
    random = Random(seed)
    dataset = tmp_path / "dataset"
    for _ in range(5):
        with started(dataset, agreements, options=("--workers", str(workers))) as run:
            with suppress(subprocess.TimeoutExpired):
                run.process.wait(random.uniform(0, undisturbed.seconds))
            run.kill()
    code, said = finished(dataset, agreements)
    assert code == SOME_FAILED, said
    check_same(dataset, undisturbed.dataset)


@pytest.mark.parametrize("seed", [0, pytest.param(1, marks=pytest.mark.slow)])
def test_workers_are_killed(seed: int, agreements: Path, undisturbed: Undisturbed, tmp_path: Path) -> None:
    """Ten times at random moments: the run replaces them, and the next run reads again what they cost."""
    random = Random(seed)
    kills = 0
    for number in range(20):
        dataset = tmp_path / f"dataset{number}"
        with started(dataset, agreements, options=("--workers", "2")) as run:
            while run.process.poll() is None and kills < 10:
                with suppress(subprocess.TimeoutExpired):
                    run.process.wait(random.uniform(0, undisturbed.seconds / 2))
                workers = run.workers()
                if workers:
                    with suppress(psutil.NoSuchProcess):
                        random.choice(workers).kill()
                        kills += 1
            run.finish()
        code, said = finished(dataset, agreements)
        assert code == SOME_FAILED, said
        check_same(dataset, undisturbed.dataset)
        if kills == 10:
            return
    pytest.fail("too few workers were met")


@pytest.mark.parametrize("to_all", [False, True], ids=["the main process", "all processes"])
def test_interrupted(
    to_all: bool, web: Web, agreements: Path, undisturbed: Undisturbed, tmp_path: Path
) -> None:
    """An interrupt ends all processes, with the exit code of one; the next run goes on."""
    web.files["/a.txt"] = b"x"
    web.held.add("/a.txt")
    dataset = tmp_path / "dataset"
    with started(dataset, agreements, f"{web.url}/a.txt") as run:
        web.wait_until_asked()
        for process in run.alive() if to_all else [run.process]:
            process.send_signal(signal.SIGINT)
        code, _ = run.finish()
        assert code == INTERRUPTED
        wait_for(lambda: not run.alive(), "the workers to end", seconds=20)
    if to_all:
        assert finished(dataset, agreements)[0] == SOME_FAILED
        check_same(dataset, undisturbed.dataset)


def test_the_main_process_is_killed_while_a_worker_waits(web: Web, tmp_path: Path) -> None:
    """A worker that would wait for its document for ever ends with the run."""
    web.files["/a.txt"] = b"x"
    web.held.add("/a.txt")
    with started(tmp_path / "dataset", f"{web.url}/a.txt") as run:
        web.wait_until_asked()
        assert run.workers()
        run.kill()


def test_a_document_that_its_process_is_killed_for(web: Web, agreements: Path, tmp_path: Path) -> None:
    """As by a system that is out of memory: the document is one error, and read again by the next run."""
    web.files["/a.txt"] = GOOD
    web.held.add("/a.txt")
    dataset = tmp_path / "dataset"
    sources = (agreements, f"{web.url}/a.txt")
    with started(dataset, *sources) as run:
        for _ in range(2):
            web.wait_until_asked()
            (worker,) = run.workers()
            worker.kill()
        assert run.finish()[0] == SOME_FAILED
    kind, cause = errors_of(dataset).pop(f"{web.url}/a.txt")
    assert kind == "WorkerLost"
    assert cause == "the process that read it was ended by signal 9, each of 2 times"
    web.held.clear()
    assert finished(dataset, *sources)[0] == SOME_FAILED
    assert finished(tmp_path / "other", *sources)[0] == SOME_FAILED
    assert len(errors_of(dataset)) == 1
    check_same(dataset, tmp_path / "other")
