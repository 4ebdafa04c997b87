"""A process that reads chunks, watched: one that hangs or dies is replaced, and its document recorded."""

from __future__ import annotations

import json
import queue
import subprocess
import sys
import threading
from collections import Counter
from contextlib import suppress
from dataclasses import dataclass
from typing import Final, NamedTuple, Self

from pipeline.batch.messages import EXHAUSTED, START, Cause, Entry, Place, Task
from pipeline.batch.plan import Chunk
from pipeline.errors import OutOfMemory, OutputError, TimeExceeded, WorkerLost

_TRIES: Final = 2  # of a document that a process dies of
_STARTS: Final = 5  # of a process that dies before it reads anything
_PATIENCE: Final = 120.0  # seconds for starting up, and for writing a chunk that is read


@dataclass(frozen=True, slots=True)
class Limits:
    """What one document may take: seconds, and megabytes of a reading process (0 for no limit)."""

    seconds: float
    megabytes: int = 0

    def outgrow(self, entry: Entry) -> bool:
        """Whether documents that were given up in a chunk have more room now."""
        return 0 < entry.seconds < self.seconds or (
            entry.megabytes > 0 and (self.megabytes == 0 or self.megabytes > entry.megabytes)
        )


class _Stopped(NamedTuple):
    """A process that gave no entry: the document that it was at, if at one, and its exit code.

    No code: it took too long.
    """

    at: Place | None
    code: int | None


class Guard:
    """Hands chunks to a process of its own, one after another."""

    def __init__(self, limits: Limits) -> None:
        self.limits = limits
        self._process: subprocess.Popen[str] | None = None
        self._answers: queue.SimpleQueue[str | None] = queue.SimpleQueue()
        self._closed = False
        self._changing = threading.Lock()  # which process there is, and whether there may be one

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()

    def close(self) -> None:
        """End the process, whatever it does, and start none again: a `read` that is at work raises."""
        with self._changing:
            self._closed = True
        self._end()

    def _end(self) -> None:
        with self._changing:
            process, self._process = self._process, None
        if process is not None:
            process.kill()
            process.wait()
            for stream in (process.stdin, process.stdout):
                with suppress(OSError):
                    stream.close()  # type: ignore[union-attr]

    def read(self, chunk: Chunk, dataset: str) -> Entry:
        """Read a chunk. Documents that take too long, or that processes die of, become errors of the dataset.

        Raises `OutputError` where the dataset cannot be written, or where no process stays alive to read.
        """
        given_up: dict[Place, Cause] = {}
        deaths: Counter[Place | None] = Counter()
        while True:
            answer = self._attempt(Task(chunk, dataset, given_up))
            if isinstance(answer, Entry):
                return answer
            self._end()
            if self._closed:
                raise OutputError(dataset, "the run was ended")
            at = answer.at
            if answer.code is None and at is not None:
                words = f"reading it took longer than {self.limits.seconds:g} s"
                given_up[at] = Cause(TimeExceeded.__name__, words, seconds=self.limits.seconds)
                continue
            deaths[at] += 1
            if at is None and deaths[at] == _STARTS:
                within = f", with no more than {self.limits.megabytes} MB," if self.limits.megabytes else ""
                raise OutputError(
                    dataset, f"the process that reads{within} {_ended(answer.code)} before or after reading"
                )
            if at is not None and deaths[at] == _TRIES:
                words = f"the process that read it {_ended(answer.code)}, each of {_TRIES} times"
                if answer.code == EXHAUSTED:
                    given_up[at] = Cause(OutOfMemory.__name__, words, megabytes=self.limits.megabytes)
                else:
                    given_up[at] = Cause(WorkerLost.__name__, words)

    def _attempt(self, task: Task) -> Entry | _Stopped:
        """Hand the task over and wait for its entry."""
        with self._changing:
            if self._closed:
                return _Stopped(None, None)
            process = self._process = self._process or self._started()
        assert process.stdin is not None
        with suppress(OSError, ValueError):  # it has ended: there will be no answers
            process.stdin.write(task.as_json() + "\n")
            process.stdin.flush()
        at: Place | None = None
        while True:
            try:
                line = self._answers.get(timeout=_PATIENCE if at is None else self.limits.seconds)
            except queue.Empty:
                return _Stopped(at, None)
            if line is None:
                return _Stopped(at, process.wait())
            match json.loads(line):
                case {"at": [int() as item, int() as number]}:
                    at = (item, number) if item < len(task.chunk.items) else None
                case {"entry": entry}:
                    return Entry.from_json(entry)
                case {"unwritten": [name, cause]}:
                    raise OutputError(name, cause)

    def _started(self) -> subprocess.Popen[str]:
        """A new process, whose answers a thread collects: a pipe cannot be waited for everywhere."""
        command = [sys.executable, "-c", START, json.dumps(sys.path), str(self.limits.megabytes)]
        process = subprocess.Popen(  # noqa: S603 - our own interpreter and our own words
            command,
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=subprocess.DEVNULL,  # a library's complaint may quote the document
            text=True,
            encoding="utf-8",
        )
        answers: queue.SimpleQueue[str | None] = queue.SimpleQueue()
        self._answers = answers

        def collect() -> None:
            assert process.stdout is not None
            with suppress(ValueError, OSError):  # closed from the other side
                for line in process.stdout:
                    if line.endswith("\n"):  # what a killed process wrote last may be half a line
                        answers.put(line)
            answers.put(None)

        threading.Thread(target=collect, daemon=True).start()
        return process


def _ended(code: int | None) -> str:
    """How a process ended, by its exit code; None for one that had to be ended."""
    if code is None:
        return "did not answer"
    if code == EXHAUSTED:
        return "ran out of memory"
    if code < 0:
        return f"was ended by signal {-code}"
    return f"ended with code {code}"
