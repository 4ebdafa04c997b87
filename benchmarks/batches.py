"""What the benchmarks of `dealterms batch` share: generated agreements, runs, what a dataset is."""

from __future__ import annotations

import hashlib
import json
import os
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import suppress
from pathlib import Path
from typing import NamedTuple

from corpus.generate import generate

SEED = 17
COMMAND = (sys.executable, "-m", "pipeline.cli")
_TICK = 0.1  # seconds between two looks at the memory


class Run(NamedTuple):
    """One run of the command: its time, and the most memory that its processes had together.

    And that of the process which plans and writes the manifest: the others read documents one by one.
    """

    seconds: float
    peak_megabytes: float
    planning_megabytes: float


def write_agreements(folder: Path, count: int) -> None:
    """Write so many generated agreements, texts and HTML, into a new folder."""
    folder.mkdir(parents=True)
    for made in generate(count, SEED):
        (folder / made.name).write_bytes(made.data)


def batch(sources: Path, dataset: Path, *options: str) -> Run:
    """Run `dealterms batch` over a folder. Raises `CalledProcessError` if it fails."""
    command = [*COMMAND, "batch", sources.name, "--out", str(dataset), "--no-progress", *options]
    start = time.perf_counter()
    process = subprocess.Popen(
        command, cwd=sources.parent, stderr=subprocess.PIPE, env={**os.environ, "PYTHONPATH": str(Path.cwd())}
    )
    peak = planning = 0
    while process.poll() is None:
        own, *others = map(_resident, _family(process.pid))
        planning = max(planning, own)
        peak = max(peak, own + sum(others))
        time.sleep(_TICK)
    assert process.stderr is not None
    with process.stderr as told:
        words = told.read().decode()
    if process.returncode:
        raise subprocess.CalledProcessError(process.returncode, command, stderr=words)
    return Run(time.perf_counter() - start, peak / 1e6, planning / 1e6)


def digest(dataset: Path) -> str:
    """A digest of the dataset's manifest and of all its parts as they lie there."""
    found = hashlib.sha256((dataset / "manifest.json").read_bytes())
    for chunk in json.loads((dataset / "manifest.json").read_bytes())["chunks"]:
        for table in chunk["parts"]:
            found.update((dataset / table / f"{chunk['key']}.parquet").read_bytes())
    return found.hexdigest()


def _family(process: int) -> Iterator[int]:
    """The process and all below it."""
    yield process
    with suppress(OSError):
        for task in Path(f"/proc/{process}/task").iterdir():
            for child in (task / "children").read_text().split():
                yield from _family(int(child))


def _resident(process: int) -> int:
    """Bytes of memory that a process has; 0 once it is gone."""
    with suppress(OSError, ValueError):
        return int(Path(f"/proc/{process}/statm").read_text().split()[1]) * os.sysconf("SC_PAGE_SIZE")
    return 0
