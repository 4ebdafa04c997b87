"""The clock on the wall, which tests replace."""

from __future__ import annotations

import time
from typing import Protocol


class Clock(Protocol):
    """Tells the time and lets it pass."""

    def now(self) -> float:
        """Seconds since 1970, the same for all processes of a machine."""

    def sleep(self, seconds: float) -> None:
        """Return when at least so many seconds have passed."""


class SystemClock:
    """The clock of the machine."""

    def now(self) -> float:
        """Seconds since 1970."""
        return time.time()

    def sleep(self, seconds: float) -> None:
        """Return when at least so many seconds have passed."""
        time.sleep(seconds)
