"""Stretches of days, half-open: `start` is the first day of a state, `end` the first day without it.

A period "after D and before E" is [D, E): the only convention by which a state that lasts from the 15th to
the 15th of the next month lasts exactly one month.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date, timedelta

from obligations.errors import ContradictoryFactsError

_ONE_DAY = timedelta(days=1)


@dataclass(frozen=True, slots=True, order=True)
class Interval:
    """The days from `start` up to but not including `end`.

    Raises `ContradictoryFactsError` if it would end before it starts.
    """

    start: date
    end: date

    def __post_init__(self) -> None:
        if self.end < self.start:
            raise ContradictoryFactsError(
                f"a period cannot end on {self.end.isoformat()} before it starts on {self.start.isoformat()}"
            )

    @property
    def days(self) -> int:
        """How many days lie in it."""
        return (self.end - self.start).days

    def __contains__(self, day: date) -> bool:
        return self.start <= day < self.end

    def __iter__(self) -> Iterator[date]:
        return (self.start + timedelta(days=n) for n in range(self.days))

    def __str__(self) -> str:
        return f"[{self.start.isoformat()}, {self.end.isoformat()})"


def inclusive(first: date, last: date) -> Interval:
    """The days from `first` to `last`, both among them.

    Raises `ContradictoryFactsError` if `last` is earlier.
    """
    if last < first:
        return Interval(first, last)
    return Interval(first, last + _ONE_DAY)


def merge(intervals: Iterable[Interval]) -> tuple[Interval, ...]:
    """The same days as few intervals in order: those that overlap or touch become one; empty ones go."""
    merged: list[Interval] = []
    for one in sorted(intervals):
        if one.start == one.end:
            continue
        if merged and one.start <= merged[-1].end:
            merged[-1] = Interval(merged[-1].start, max(merged[-1].end, one.end))
        else:
            merged.append(one)
    return tuple(merged)


def intersect(left: Iterable[Interval], right: Iterable[Interval]) -> tuple[Interval, ...]:
    """The days that are in both."""
    others = merge(right)
    return merge(
        Interval(max(one.start, other.start), min(one.end, other.end))
        for one in merge(left)
        for other in others
        if one.start < other.end and other.start < one.end
    )


def subtract(intervals: Iterable[Interval], taken: Iterable[Interval]) -> tuple[Interval, ...]:
    """The days of `intervals` that are not in `taken`."""
    left: list[Interval] = []
    cuts = merge(taken)
    for one in merge(intervals):
        at = one.start
        for cut in cuts:
            if cut.end <= at or cut.start >= one.end:
                continue
            if cut.start > at:
                left.append(Interval(at, cut.start))
            at = cut.end
        if at < one.end:
            left.append(Interval(at, one.end))
    return tuple(left)


def clip(intervals: Iterable[Interval], within: Interval) -> tuple[Interval, ...]:
    """The days of `intervals` that lie in `within`."""
    return intersect(intervals, (within,))


def length(intervals: Iterable[Interval]) -> int:
    """How many days they hold, each counted once."""
    return sum(one.days for one in merge(intervals))
