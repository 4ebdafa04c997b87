"""Limits on how long something may last: so many days at a time, so many in any window of months.

"Not more than ten consecutive trading days or twenty in any twelve-month period": every day is tested, in the
window that ends on it; windows roll, none is fixed to a calendar year.
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Literal

from obligations.intervals import Interval, inclusive, merge
from obligations.periods import shift

_ONE_DAY = timedelta(days=1)
Window = tuple[int, str]
"""A count and a unit: (12, "months"), (365, "days")."""


@dataclass(frozen=True, slots=True)
class Limits:
    """What is allowed: days in a row, and days in any window. None is no limit of that kind.

    `either` reads "or" as two licences of which one suffices; otherwise both limits bind. `spent_by` says
    whether days beyond a limit use up the window's allowance as well (`all`) or only allowed ones
    (`allowed`).
    """

    consecutive: int | None
    aggregate: int | None
    window: Window | None
    either: bool = False
    spent_by: Literal["all", "allowed"] = "all"


@dataclass(frozen=True, slots=True)
class Tested:
    """One asserted stretch: its counted days, how many are allowed, and which calendar days they cover."""

    span: Interval
    counted: int
    allowed: int
    allowed_days: tuple[Interval, ...]


@dataclass(frozen=True, slots=True)
class Outcome:
    """All stretches in order of time, and the most counted days in any one window."""

    stretches: tuple[Tested, ...]
    most_in_window: int

    @property
    def within_limits(self) -> bool:
        """Whether every counted day is allowed."""
        return all(one.allowed == one.counted for one in self.stretches)


def test(spans: Iterable[Interval], limits: Limits, counts: Callable[[date], bool]) -> Outcome:
    """Which days of the stretches the limits allow; `counts` says which days are counted (trading days).

    Stretches with no counted day between them are one run. A day that is not counted follows the last counted
    day before it in its run; before the first one, it follows that; in a run without any, it is allowed.
    Stretches that overlap share their days: a day is counted once.
    """
    ordered = sorted(spans)
    runs = _runs(ordered, counts)
    allowed: dict[date, bool] = {}
    asserted: list[date] = []
    spent: list[date] = []
    most = 0
    for run in runs:
        for position, day in enumerate(filter(counts, run), 1):
            asserted.append(day)
            most = max(most, _in_window(asserted, day, limits.window))
            used = asserted if limits.spent_by == "all" else [*spent, day]
            allowed[day] = _is_allowed(position, _in_window(used, day, limits.window), limits)
            if allowed[day]:
                spent.append(day)
    status = {day: ok for run in runs for day, ok in _followed(run, allowed)}
    return Outcome(tuple(_tested(span, status, counts) for span in ordered), most)


def _runs(spans: Sequence[Interval], counts: Callable[[date], bool]) -> list[list[date]]:
    """The days of each run in order; a run goes on until a counted day lies between two stretches."""
    runs: list[list[date]] = []
    end: date | None = None
    for span in merge(spans):
        joined = end is not None and not any(map(counts, Interval(end, span.start)))
        if joined:
            runs[-1].extend(span)
        else:
            runs.append(list(span))
        end = span.end
    return runs


def _in_window(days: Sequence[date], day: date, window: Window | None) -> int:
    """How many of the sorted `days` lie in the window that ends on `day`, which is the last of them."""
    if window is None:
        return len(days)
    return len(days) - bisect_right(days, shift(day, -window[0], window[1]))


def _is_allowed(position: int, in_window: int, limits: Limits) -> bool:
    passed = [
        found <= most
        for found, most in ((position, limits.consecutive), (in_window, limits.aggregate))
        if most is not None
    ]
    return any(passed) if limits.either and passed else all(passed)


def _followed(run: Sequence[date], allowed: dict[date, bool]) -> Iterable[tuple[date, bool]]:
    """Each day of a run with its status."""
    current = next((allowed[day] for day in run if day in allowed), True)
    for day in run:
        current = allowed.get(day, current)
        yield day, current


def _tested(span: Interval, status: dict[date, bool], counts: Callable[[date], bool]) -> Tested:
    counted = [day for day in span if counts(day)]
    return Tested(
        span,
        len(counted),
        sum(status[day] for day in counted),
        merge(inclusive(day, day) for day in span if status[day]),
    )
