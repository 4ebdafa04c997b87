"""One pace for all processes of a user: SEC counts the requests of everybody at an address together.

SEC allows 10 a second, and people were blocked at 9.7. A file holds the moment from which the next request
may be sent; whoever reads it under its lock and finds that moment past takes the turn and moves it on. Turns
are never saved up, and within any second no more of them are taken than the rate says: between whole numbers
it counts as the lower one, for turns a 7.9th of a second apart would be eight within a second.
"""

from __future__ import annotations

import math
import os
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from filelock import FileLock

from pipeline.edgar.clock import Clock
from pipeline.errors import OutputError

TOO_FAST = 8.0  # requests a second: less than that is asked for
USUAL_RATE = 7.0
LEAST_RATE = 0.001  # a request in 1,000 seconds; slower is no rate, but an interval like a clock set back
_LONGEST_HOLD = 3600.0  # seconds; a moment further ahead was written before the clock was set back
_POLL = 0.01  # seconds between tries to get the lock


class Throttle:
    """Turns to send a request, `rate` a second, shared by all who name the same `folder`.

    The least rate is `LEAST_RATE`. Raises `OutputError` where the folder cannot be written.
    """

    def __init__(self, folder: Path, rate: float, clock: Clock) -> None:
        self._file = folder / "next-request"
        self._interval = 1 / (math.floor(rate) if rate >= 1 else rate)
        self._clock = clock
        with self._named():
            folder.mkdir(parents=True, exist_ok=True)
        self._lock = FileLock(folder / "next-request.lock")

    def wait(self) -> float:
        """Return when a request may be sent, with the moment of that turn."""
        while True:
            with self._named(), self._lock.acquire(poll_interval=_POLL):
                now = self._clock.now()
                ahead = self._free_at() - now
                if ahead <= 0 or ahead > _LONGEST_HOLD:
                    self._write(now + self._interval)
                    return now
            self._clock.sleep(ahead)

    def hold(self, seconds: float) -> None:
        """Let nobody send anything for so long."""
        with self._named(), self._lock.acquire(poll_interval=_POLL):
            now = self._clock.now()
            until = now + min(seconds, _LONGEST_HOLD)
            free_at = self._free_at()
            if free_at < until or free_at > now + _LONGEST_HOLD:
                self._write(until)

    def _free_at(self) -> float:
        try:
            moment = float(self._file.read_bytes())
        except (FileNotFoundError, ValueError):
            return 0.0
        return moment if math.isfinite(moment) else 0.0

    def _write(self, free_at: float) -> None:
        """Write in place, always as many characters: a process killed here leaves a whole number behind.

        To the next microsecond, so that no interval becomes shorter by being written.
        """
        file = os.open(self._file, os.O_WRONLY | os.O_CREAT, 0o600)
        try:
            os.write(file, f"{math.ceil(free_at * 1e6) / 1e6:020.6f}".encode("ascii"))
        finally:
            os.close(file)

    @contextmanager
    def _named(self) -> Iterator[None]:
        try:
            yield
        except OSError as error:
            raise OutputError(str(self._file), (error.strerror or type(error).__name__).lower()) from error
