"""A real Dask scheduler with two workers on loopback, whole and while its processes are killed."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
from pathlib import Path

import pytest

from benchmarks.cluster import Cluster, cluster, kill_after
from corpus.generate import generate
from pipeline.batch.store import LOCK

ROOT = Path(__file__).parents[2]
COUNT = 24


@pytest.fixture(scope="module")
def sources(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Generated agreements."""
    folder = tmp_path_factory.mktemp("cluster") / "agreements"
    folder.mkdir()
    for made in generate(COUNT, 23):
        (folder / made.name).write_bytes(made.data)
    return folder


def batch(sources: Path, dataset: Path, *options: str) -> subprocess.CompletedProcess[str]:
    """Run the command; parts are small, so that there are several."""
    command = [sys.executable, "-m", "pipeline.cli", "batch", sources.name, "--out", str(dataset)]
    return subprocess.run(
        [*command, "--documents-per-part", "2", *options],
        cwd=sources.parent,
        env={**os.environ, "PYTHONPATH": str(ROOT)},
        capture_output=True,
        text=True,
        timeout=300,
        check=False,
    )


@pytest.fixture(scope="module")
def expected(sources: Path) -> dict[str, bytes]:
    """The files of an undisturbed local run."""
    assert batch(sources, sources.parent / "local", "--workers", "1").returncode == 0
    return files(sources.parent / "local")


def files(dataset: Path) -> dict[str, bytes]:
    """All files of a dataset but its lock."""
    return {
        str(path.relative_to(dataset)): path.read_bytes()
        for path in dataset.rglob("*")
        if path.is_file() and path.name != LOCK
    }


def on(dask: Cluster, sources: Path, dataset: Path) -> subprocess.CompletedProcess[str]:
    """Run the command on a cluster."""
    return batch(sources, dataset, "--engine", "dask", "--scheduler", dask.address)


def test_a_worker_is_killed(sources: Path, tmp_path: Path, expected: dict[str, bytes]) -> None:
    """The other one reads its part: the same dataset, byte for byte."""
    with cluster() as dask:
        killer = kill_after(dask.workers[0], tmp_path / "deals", 2)
        assert on(dask, sources, tmp_path / "deals").returncode == 0
        killer.join(timeout=60)
        assert dask.workers[0].wait(timeout=60) == -signal.SIGKILL
    assert files(tmp_path / "deals") == expected


def test_the_scheduler_is_killed(sources: Path, tmp_path: Path, expected: dict[str, bytes]) -> None:
    """The run says so; on a new scheduler it goes on, and the workers of the old one end by themselves."""
    with cluster() as dask:
        kill_after(dask.scheduler, tmp_path / "deals", 2)
        stopped = on(dask, sources, tmp_path / "deals")
        assert stopped.returncode == 3
        assert "is gone; run again to go on" in stopped.stderr
        assert "Traceback" not in stopped.stderr
        for worker in dask.workers:
            assert worker.wait(timeout=90) is not None
    assert not (tmp_path / "deals" / "manifest.json").exists()
    done = {path.name: path.stat().st_mtime_ns for path in (tmp_path / "deals" / "chunks").iterdir()}
    assert len(done) >= 2
    with cluster() as dask:
        assert on(dask, sources, tmp_path / "deals").returncode == 0
    assert files(tmp_path / "deals") == expected
    kept = (tmp_path / "deals" / "chunks" / name for name in done)
    assert [path.stat().st_mtime_ns for path in kept] == list(done.values())


def test_no_scheduler(sources: Path, tmp_path: Path) -> None:
    """An address where none answers is told."""
    found = batch(sources, tmp_path / "deals", "--engine", "dask", "--scheduler", "tcp://127.0.0.1:9")
    assert found.returncode == 3
    assert "no Dask scheduler answers at tcp://127.0.0.1:9" in found.stderr
