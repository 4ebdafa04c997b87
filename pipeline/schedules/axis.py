"""Days along a line: where each stands, which to name, and where an empty stretch is left out.

A schedule has most of its days within months and some of them years away. A stretch without any day that is
longer than all the others together is cut out of the middle and drawn as a break; everywhere else a day has
one width.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator
from dataclasses import dataclass
from datetime import date
from itertools import pairwise

_BREAK = 30.0  # width of a break
_MOST_BREAKS = 2
_LEAST_BROKEN = 90  # days; a shorter stretch is drawn in full
_KEPT = 0.12  # of the rest of the axis, shown on either side of a break
_MARGIN = 0.04
_LEAST_MARGIN = 3  # days
_LEAST_STEP = 62.0  # between two ticks
_STEPS = (
    *((count, "day") for count in (1, 2)),
    *((count, "week") for count in (1, 2)),
    *((count, "month") for count in (1, 2, 3, 6)),
    *((count, "year") for count in (1, 2, 5, 10, 20, 50, 100, 200, 500, 1000)),
)
_DAYS = {"day": 1.0, "week": 7.0, "month": 30.4, "year": 365.2}
_MONTHS = ("Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec")


@dataclass(frozen=True, slots=True)
class Tick:
    """A named day; `year` is said where it changes."""

    x: float
    label: str
    year: str


@dataclass(frozen=True, slots=True)
class Break:
    """A stretch that is left out, between two places on the line, with how long it is in words."""

    left: float
    right: float
    words: str


@dataclass(frozen=True, slots=True)
class _Segment:
    """Days drawn one beside the other, as ordinals, from `left` on."""

    first: int
    last: int
    left: float


class Axis:
    """A line from `left` to `right` on which all of `days`, at least one, have their place."""

    def __init__(self, days: Collection[date], left: float, right: float) -> None:
        self.left, self.right = left, right
        self._days = sorted({day.toordinal() for day in days})
        parts = list(_parts(self._days))
        shown = sum(last - first for first, last in parts)
        self._width = (right - left - _BREAK * (len(parts) - 1)) / shown
        segments, at = [], left
        for first, last in parts:
            segments.append(_Segment(first, last, at))
            at += (last - first) * self._width + _BREAK
        self._segments = tuple(segments)

    def x(self, day: date) -> float:
        """Where a day begins; one beyond the axis stands at its end, one left out in its break."""
        ordinal = day.toordinal()
        for segment in self._segments:
            if ordinal < segment.first:
                return max(self.left, segment.left - _BREAK / 2)
            if ordinal <= segment.last:
                return segment.left + (ordinal - segment.first) * self._width
        return self.right

    def breaks(self) -> Iterator[Break]:
        """The stretches that are left out, from left to right."""
        for before, after in pairwise(self._segments):
            words = _length(after.first - before.last)
            yield Break(after.left - _BREAK, after.left, words)

    def ticks(self) -> list[Tick]:
        """Named days from left to right, far enough apart to be read."""
        step = next(
            (step for step in _STEPS if step[0] * _DAYS[step[1]] * self._width >= _LEAST_STEP), _STEPS[-1]
        )
        ticks: list[Tick] = []
        year = None
        for segment in self._segments:
            found = list(_ticked(segment, *step)) or self._own(segment)
            for number, ordinal in enumerate(found):
                day = date.fromordinal(ordinal)
                x = self.x(day)
                if ticks and x - ticks[-1].x < _LEAST_STEP * 0.8:
                    continue
                said = step[1] != "year" and (day.year != year or number == 0)
                ticks.append(Tick(x, _label(day, step[1]), str(day.year) if said else ""))
                year = day.year
        return ticks

    def _own(self, segment: _Segment) -> list[int]:
        """The first of the segment's own days, where no round day falls within it."""
        return [ordinal for ordinal in self._days if segment.first <= ordinal <= segment.last][:1]


def _parts(days: list[int]) -> Iterator[tuple[int, int]]:
    """The stretches to be drawn, as first and last ordinal."""
    gaps = sorted(pairwise(days), key=lambda gap: gap[0] - gap[1])
    rest = days[-1] - days[0]
    left_out: list[tuple[int, int]] = []
    for first, last in gaps[:_MOST_BREAKS]:
        length = last - first
        if length <= _LEAST_BROKEN or length <= rest - length or rest == length:
            break
        rest -= length
        left_out.append((first, last))
    kept = max(_LEAST_MARGIN, round(rest * _KEPT))
    left_out = [(first + kept, last - kept) for first, last in left_out if last - first > 2 * kept]
    margin = max(_LEAST_MARGIN, round(rest * _MARGIN))
    start = max(days[0] - margin, date.min.toordinal())
    for first, last in sorted(left_out):
        yield start, first
        start = last
    yield start, min(days[-1] + margin, date.max.toordinal())


def _ticked(segment: _Segment, count: int, unit: str) -> Iterable[int]:
    """The ordinals of round days within a segment."""
    if unit in ("day", "week"):
        # Ordinal 1 is a Monday.
        length = count * (7 if unit == "week" else 1)
        first = segment.first + (1 - segment.first) % length
        return range(first, segment.last + 1, length)
    return (
        day.toordinal()
        for day in _firsts(date.fromordinal(segment.first), date.fromordinal(segment.last), count, unit)
        if segment.first <= day.toordinal() <= segment.last
    )


def _firsts(start: date, end: date, count: int, unit: str) -> Iterator[date]:
    """First days of every `count` months or years, between the years of `start` and `end`."""
    for year in range(start.year, end.year + 1):
        if unit == "month":
            yield from (date(year, month, 1) for month in range(1, 13, count))
        elif year % count == 0:
            yield date(year, 1, 1)


def _label(day: date, unit: str) -> str:
    if unit == "year":
        return str(day.year) if (day.month, day.day) == (1, 1) else f"{_MONTHS[day.month - 1]} {day.year}"
    month = _MONTHS[day.month - 1]
    return f"{day.day} {month}" if unit in ("day", "week") or day.day != 1 else month


def _length(days: int) -> str:
    """About how long a stretch is."""
    for unit, of_unit in (("year", 365), ("month", 30)):
        if days >= 2 * of_unit:
            return f"{round(days / of_unit)} {unit}s"
    return f"{days} days"
