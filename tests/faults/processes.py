"""Runs of `dealterms batch` as processes of their own, which can be killed."""

from __future__ import annotations

import os
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import Any

import psutil

ROOT = Path(__file__).resolve().parent.parent.parent
SOME_FAILED = 1
NOT_WRITTEN = 3


class Run:
    """A run in a session of its own, so that its processes are known also when it is dead."""

    def __init__(
        self, dataset: Path, *sources: Path | str, options: tuple[str, ...] = (), **popen: Any
    ) -> None:
        command = [sys.executable, "-m", "pipeline.cli", "batch", *map(str, sources), "--out", str(dataset)]
        self.process = subprocess.Popen(
            [*command, "--documents-per-part", "2", "--workers", "1", *options],
            cwd=popen.pop("cwd", ROOT),
            env={**os.environ, "PYTHONPATH": str(ROOT)},
            start_new_session=True,
            stdout=subprocess.DEVNULL,
            stderr=subprocess.PIPE,
            text=True,
            **popen,
        )

    def alive(self) -> list[psutil.Process]:
        """The processes of the run that have not ended, its own among them."""
        return [process for process in psutil.process_iter() if self._is_ours(process)]

    def workers(self) -> list[psutil.Process]:
        """The processes that read for the run."""
        return [process for process in self.alive() if process.pid != self.process.pid]

    def _is_ours(self, process: psutil.Process) -> bool:
        with suppress(ProcessLookupError, psutil.Error):
            return os.getsid(process.pid) == self.process.pid and process.status() != psutil.STATUS_ZOMBIE
        return False

    def kill(self) -> None:
        """Kill the run's main process, and see that the others end by themselves."""
        self.process.kill()
        self.finish()
        wait_for(lambda: not self.alive(), "the workers of a killed run to end", seconds=20)

    def finish(self) -> tuple[int, str]:
        """The exit code and what was said on standard error."""
        _, said = self.process.communicate(timeout=120)
        return self.process.returncode, said


@contextmanager
def started(
    dataset: Path, *sources: Path | str, options: tuple[str, ...] = (), **popen: Any
) -> Iterator[Run]:
    """A run that is at work; none of its processes stays."""
    run = Run(dataset, *sources, options=options, **popen)
    try:
        yield run
    finally:
        for process in run.alive():
            with suppress(psutil.Error):
                process.kill()
        run.process.communicate()


def finished(
    dataset: Path, *sources: Path | str, options: tuple[str, ...] = (), **popen: Any
) -> tuple[int, str]:
    """The exit code and the words of a run that nobody disturbs, all of whose processes have ended."""
    with started(dataset, *sources, options=options, **popen) as run:
        answer = run.finish()
        assert not run.alive()
        return answer


def wait_for(condition: Callable[[], object], what: str, seconds: float = 60) -> None:
    """Return when the condition holds."""
    end = time.monotonic() + seconds
    while not condition():
        assert time.monotonic() < end, f"waited in vain for {what}"
        time.sleep(0.01)
