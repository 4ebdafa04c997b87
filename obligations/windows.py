"""Limits on how long something may last: so many days at a time, so many in any window of months.

"Not more than ten consecutive trading days or twenty in any twelve-month period": every day is tested, in the
window that ends on it; windows roll, none is fixed to a calendar year.
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Literal

from obligations.intervals import Interval, inclusive, merge
from obligations.periods import shift

Window = tuple[int, str]
"""A count and a unit: (12, "months"), (365, "days")."""


@dataclass(frozen=True, slots=True)
class Limit:
    """At most so many days, of those that `counts` says are counted (trading days, all days)."""

    most: int
    counts: Callable[[date], bool]


@dataclass(frozen=True, slots=True)
class Limits:
    """What is allowed: days in a row, days in any window, runs in any window. None is no limit of that kind.

    `window` None is all time. `either` reads "or" as two licences of which one suffices; otherwise both
    limits on days bind. `spent_by` says whether what is beyond a limit uses up the window's allowance as well
    (`all`) or only what is allowed (`allowed`).
    """

    consecutive: Limit | None
    aggregate: Limit | None
    window: Window | None
    runs: int | None = None
    either: bool = False
    spent_by: Literal["all", "allowed"] = "all"

    @property
    def counts(self) -> Callable[[date], bool]:
        """The days by which a stretch is measured: of the limit on days in a row, or of the other one."""
        limit = self.consecutive or self.aggregate
        return limit.counts if limit else _every_day

    @property
    def aggregate_counts(self) -> Callable[[date], bool]:
        """The days by which a window is measured."""
        return self.aggregate.counts if self.aggregate else self.counts


@dataclass(frozen=True, slots=True)
class Tested:
    """One asserted stretch: its counted days, how many are allowed, and which calendar days they cover."""

    span: Interval
    counted: int
    allowed: int
    allowed_days: tuple[Interval, ...]


@dataclass(frozen=True, slots=True)
class Outcome:
    """All stretches, and the most counted days in any one window."""

    stretches: tuple[Tested, ...]
    most_in_window: int

    @property
    def within_limits(self) -> bool:
        """Whether every counted day is allowed."""
        return all(one.allowed == one.counted for one in self.stretches)


def test(spans: Sequence[Interval], limits: Limits) -> Outcome:
    """Which days of the stretches the limits allow, stretch by stretch in the order given.

    Stretches with no counted day between them are one run. Under each limit a day that is not counted follows
    the last counted day before it in its run; before the first one, it follows that; in a run without any, it
    is allowed. Stretches that overlap share their days: a day is counted once.
    """
    status: dict[date, bool] = {}
    begun: list[date] = []
    asserted: list[date] = []
    spent: list[date] = []
    most = 0
    spend_all, counts = limits.spent_by == "all", limits.aggregate_counts
    for run in _runs(spans, limits.counts):
        begins = limits.runs is None or _in_window([*begun, run[0]], run[0], limits.window) <= limits.runs
        if begins or spend_all:
            begun.append(run[0])
        in_row = dict(_followed(run, _in_row(run, limits.consecutive)))
        in_window: dict[date, bool] = {}
        for day in filter(counts, run):
            asserted.append(day)
            most = max(most, _in_window(asserted, day, limits.window))
            used = _in_window(asserted if spend_all else [*spent, day], day, limits.window)
            in_window[day] = limits.aggregate is None or used <= limits.aggregate.most
            if begins and _passes(limits, in_row[day], in_window[day]):
                spent.append(day)
        for day, ok in _followed(run, in_window):
            status[day] = begins and _passes(limits, in_row[day], ok)
    return Outcome(tuple(_tested(span, status, limits.counts) for span in spans), most)


def _runs(spans: Iterable[Interval], counts: Callable[[date], bool]) -> list[list[date]]:
    """The days of each run in order; a run goes on until a counted day lies between two stretches."""
    runs: list[list[date]] = []
    end: date | None = None
    for span in merge(spans):
        if end is not None and not any(map(counts, Interval(end, span.start))):
            runs[-1].extend(span)
        else:
            runs.append(list(span))
        end = span.end
    return runs


def _in_row(run: Iterable[date], limit: Limit | None) -> dict[date, bool]:
    """Whether each counted day of a run is one of its first, as many as the limit allows."""
    if limit is None:
        return {}
    return {day: position <= limit.most for position, day in enumerate(filter(limit.counts, run), 1)}


def _in_window(days: Sequence[date], day: date, window: Window | None) -> int:
    """How many of the sorted `days` lie in the window that ends on `day`, which is the last of them."""
    if window is None:
        return len(days)
    return len(days) - bisect_right(days, shift(day, -window[0], window[1]))


def _passes(limits: Limits, in_row: bool, in_window: bool) -> bool:
    """Whether a day is allowed that is within each limit or beyond it."""
    if limits.either and limits.consecutive and limits.aggregate:
        return in_row or in_window
    return in_row and in_window


def _every_day(_: date) -> bool:
    return True


def _followed(run: Sequence[date], allowed: Mapping[date, bool]) -> Iterator[tuple[date, bool]]:
    """Each day of a run with its status under one limit: its own, or that of the counted day it follows."""
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
