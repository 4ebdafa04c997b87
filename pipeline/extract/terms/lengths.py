"""Lengths of time as the values of terms, and the days that they lead to."""

from __future__ import annotations

import calendar
from bisect import bisect_left
from collections.abc import Sequence
from datetime import date, timedelta
from typing import Protocol, TypeVar

from pipeline.model import DayCount, Period, Unit
from pipeline.spans import Span

_MONTHS = {Unit.MONTHS: 1, Unit.QUARTERS: 3, Unit.YEARS: 12}
_DAYS = {Unit.DAYS: 1, Unit.WEEKS: 7}


def shifted(day: date, count: int, unit: Unit) -> date | None:
    """The day `count` units after `day`, the same day of a later month; None where a calendar decides.

    Months clamp to the last day of a shorter month. "Three years from" a day is its anniversary, not the day
    before. A year that no calendar has gives None too.
    """
    if unit in _DAYS:
        try:
            return day + timedelta(days=count * _DAYS[unit])
        except OverflowError:
            return None
    if unit not in _MONTHS:
        return None
    month = day.year * 12 + day.month - 1 + count * _MONTHS[unit]
    year = month // 12
    if not date.min.year <= year <= date.max.year:
        return None
    last = calendar.monthrange(year, month % 12 + 1)[1]
    return date(year, month % 12 + 1, min(day.day, last))


def period_of(length: DayCount, *, successive: bool | None = None) -> Period | None:
    """The length as a term's value, half a year as months; None where it is no whole number of a unit."""
    if length.count is None or length.unit is None:
        return None
    if length.count != int(length.count):
        months = length.count * _MONTHS[Unit.YEARS]
        if length.unit is not Unit.YEARS or months != int(months):
            return None
        return Period(int(months), Unit.MONTHS, successive)
    return Period(int(length.count), length.unit, successive)


class Placed(Protocol):
    """Anything with a place in the text."""

    @property
    def start(self) -> int:
        """Where it begins."""

    @property
    def end(self) -> int:
        """Where it ends."""


_Placed = TypeVar("_Placed", bound=Placed)


def within(found: Sequence[_Placed], span: Span) -> Sequence[_Placed]:
    """Those of `found`, which are in the order of the text, that lie wholly inside `span`."""
    first = bisect_left(found, span.start, key=lambda one: one.start)
    last = bisect_left(found, span.end, key=lambda one: one.start)
    return [one for one in found[first:last] if one.end <= span.end]
