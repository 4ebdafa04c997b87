"""How many of the agreement's rate periods a stretch of days is, and what part of a period pays."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from fractions import Fraction

from obligations.errors import NotComputableError
from obligations.intervals import Interval, clip, length
from obligations.proration import METHODS, Cell, equal_days, months_of_anniversaries
from obligations.registration_rights.readings import Readings
from obligations.registration_rights.terms import LiquidatedDamages, whole
from obligations.rounding import whole_down, whole_up

MONTHS = {"months": 1, "quarters": 3, "years": 12}
_DAYS = {"days": 1, "weeks": 7}


def paid(periods: Fraction, due: LiquidatedDamages) -> Fraction:
    """What part of a period pays: its days, all of it, or nothing."""
    if due.proration == "any_part":
        return Fraction(whole_up(periods))
    return Fraction(whole_down(periods)) if due.proration == "none" else periods


def periods_of(piece: Interval, span: Interval, due: LiquidatedDamages, readings: Readings) -> Fraction:
    """How many periods the days of `piece` are, the periods being counted from the start of `span`."""
    cells = _cells(due, readings)(span)
    return sum((length(clip((piece,), cell)) * weight for cell, weight in cells), Fraction(0))


def _cells(due: LiquidatedDamages, readings: Readings) -> Callable[[Interval], Iterable[Cell]]:
    """The weight of each day in the agreement's periods; months by the reading, years by their day count."""
    count, unit = whole(due.period), due.period.unit
    if unit in _DAYS:
        return equal_days(Fraction(1, count * _DAYS[unit]))
    if unit == "years":
        return equal_days(Fraction(1, count * due.year_days))
    if unit not in MONTHS:
        raise NotComputableError(f"damages for each {due.period}")
    months = count * MONTHS[unit]
    if readings.month_proration == "anniversary_actual":
        return lambda span: months_of_anniversaries(span, months)
    by_month = METHODS[readings.month_proration]
    return lambda span: ((cell, weight / months) for cell, weight in by_month(span))
