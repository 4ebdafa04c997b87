"""Section 2(c): how many months, prorated for partial months, a stretch of days is.

Months are the reference agreement's periods; another agreement's 30 days or quarter count in their place, and
keep the name.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from fractions import Fraction

from obligations.errors import NotComputableError
from obligations.intervals import Interval, merge, subtract
from obligations.proration import (
    DAY_COUNTS,
    METHODS,
    Accrued,
    Cell,
    accrue,
    months_of_anniversaries,
    periods_of_days,
    then_by_days,
)
from obligations.registration_rights.mechanic import Mechanic
from obligations.registration_rights.readings import Readings
from obligations.registration_rights.terms import (
    Length,
    LiquidatedDamages,
    RegistrationRights,
    require,
    whole,
)
from obligations.rounding import decimal_text
from obligations.trace import Step, fact

_MONTHS = {"months": 1, "quarters": 3, "years": 12}
_DAYS = {"days": 1, "weeks": 7}
_Cells = Callable[[Interval], Iterator[Cell]]


@dataclass(frozen=True, slots=True)
class Period:
    """A stretch that counts: its first day, the first day after it, its days, and those left out."""

    from_: date
    to: date
    days: int
    excluded_days: int


@dataclass(frozen=True, slots=True)
class Count:
    """Stretches of days in months; `counted` are their days without those left out."""

    counted: tuple[Interval, ...]
    periods: tuple[Period, ...]
    months: Fraction
    trace: Step


@dataclass(frozen=True, slots=True)
class MonthCount:
    """A count as it is given out: its stretches, and the months exactly and with six decimals."""

    periods: tuple[Period, ...]
    months: Fraction
    months_decimal: str
    trace: Step


def given_out(count: Count) -> MonthCount:
    """The count as a mechanic's result."""
    return MonthCount(count.periods, count.months, decimal_text(count.months), count.trace)


def count(
    name: str,
    spans: Iterable[Interval],
    excluded: Iterable[Interval],
    terms: RegistrationRights,
    readings: Readings,
    operands: Sequence[Step] = (),
) -> Count:
    """The months of the merged `spans`, each from its first day; excluded days take their own weight away.

    `operands` are the steps that gave the spans and the exclusions. Raises `NotComputableError` for damages
    by periods that are no calendar time, and `InvalidInputError` where the agreement has no damages.
    """
    damages = damages_of(terms)
    cells, by, used = method_of(damages, readings)
    merged, left_out = merge(spans), merge(excluded)
    accrued = accrue(merged, left_out, cells, damages.proration)
    months = sum((one.periods for one in accrued), Fraction(0))
    term = (terms.operand("liquidated_damages", "period"), terms.operand("liquidated_damages", "proration"))
    trace = _trace(name, months, accrued, by, (*operands, *term), used)
    periods = tuple(Period(one.span.start, one.span.end, one.span.days, one.excluded_days) for one in accrued)
    return Count(subtract(merged, left_out), periods, months, trace)


def none_counted(name: str, why: str, operands: Sequence[Step] = ()) -> Count:
    """A count that does not run, and why."""
    return Count((), (), Fraction(0), Step(name, Fraction(0), why, tuple(operands)))


def damages_of(terms: RegistrationRights) -> LiquidatedDamages:
    """The terms of damages. Raises `InvalidInputError` where the agreement has none."""
    require(terms.liquidated_damages, "liquidated damages")
    assert terms.liquidated_damages
    return terms.liquidated_damages


def method_of(damages: LiquidatedDamages, readings: Readings) -> tuple[_Cells, str, tuple[str, ...]]:
    """The weights of days, in words as well, and the reading that chose them.

    Raises `NotComputableError` for periods of open days or hours, and for none at all.
    """
    period, number = damages.period, whole(damages.period)
    grid = grid_of(period)
    if period.unit in _DAYS:
        return grid, f"periods of {number * _DAYS[period.unit]} days from the first day", ()
    months = number * _MONTHS[period.unit]
    if damages.proration != "daily":
        return grid, f"periods of {months} months from the first day", ()
    if period.unit == "years":
        cells = _shared(DAY_COUNTS[damages.day_count], number)
        return cells, f"each day by {damages.day_count}", ()
    if damages.part_days is not None:
        how = f"each day of a month that is not complete 1/{damages.part_days} of a period"
        return then_by_days(months, damages.part_days), how, ()
    used = ("month_proration",)
    match readings.month_proration:
        case "anniversary_actual":
            return grid, "each day one over the days of its month from the first day", used
        case "calendar_slice":
            how = "each day one over the days of its calendar month"
        case "thirty_day":
            how = "each day 1/30 of a month"
        case "year_365_12":
            how = "each day 12/365 of a month"
    return _shared(METHODS[readings.month_proration], months), how, used


def grid_of(period: Length) -> _Cells:
    """The agreement's periods one after the other from the first day of a stretch.

    Raises `NotComputableError` for periods of open days or hours, and for none at all.
    """
    number = whole(period)
    if number > 0 and period.unit in _DAYS:
        return periods_of_days(number * _DAYS[period.unit])
    if number > 0 and period.unit in _MONTHS:
        return lambda span: months_of_anniversaries(span, number * _MONTHS[period.unit])
    raise NotComputableError(f"damages for each {period}")


def _shared(cells: _Cells, months: int) -> _Cells:
    """Periods of several months or years: a day's part of one, divided by them."""
    return lambda span: ((cell, weight / months) for cell, weight in cells(span))


def _trace(
    name: str,
    months: Fraction,
    accrued: Sequence[Accrued],
    by: str,
    operands: tuple[Step, ...],
    readings: tuple[str, ...],
) -> Step:
    """The months of one stretch, or each one's and their sum."""
    if len(accrued) == 1:
        return Step(name, months, f"{_days(accrued[0])}, {by}", operands, readings=readings)
    each = {str(one.span): one.periods for one in accrued}
    how = "; ".join(map(_days, accrued))
    of_each = Step("months of each stretch", each, f"{how}; {by}" if how else by, operands, readings=readings)
    return Step(name, months, "their sum", (of_each,))


def _days(one: Accrued) -> str:
    return f"{one.span.days} days" + (f" less {one.excluded_days} left out" if one.excluded_days else "")


@dataclass(frozen=True, slots=True)
class StretchFacts:
    """A first day, and the first day that no longer counts."""

    from_: date
    to: date


@dataclass(frozen=True, slots=True)
class Stretch:
    """How long it is, in days and in months."""

    days: int
    months: Fraction
    months_decimal: str
    trace: Step


def months_of(facts: StretchFacts, terms: RegistrationRights, readings: Readings) -> Stretch:
    """M10: the months of a stretch of days. Raises `ContradictoryFactsError` if it ends before it starts."""
    span = Interval(facts.from_, facts.to)
    given = (fact("from", facts.from_), fact("to", facts.to))
    counted = count("months", (span,), (), terms, readings, given)
    return Stretch(span.days, counted.months, decimal_text(counted.months), counted.trace)


MECHANICS = (
    Mechanic("M10", "months_of", "Months, prorated for partial months", "2(c)", StretchFacts, months_of),
)
