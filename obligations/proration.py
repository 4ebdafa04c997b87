"""How many months, or other periods of a rate, a stretch of days is: each day weighs its part of its period.

That a day has a weight makes every method additive: what is excluded takes its own weight away, and the whole
is the sum of its parts. Sources: N.Y. Gen. Constr. Law §§ 30 and 31 (calendar months; the last day of a
shorter month), and market usage for the others.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from fractions import Fraction
from typing import Literal

from obligations.intervals import Interval, clip, length, merge, subtract
from obligations.periods import add_months

_ONE_DAY = timedelta(days=1)

PartPays = Literal["daily", "any_part", "none"]
"""What a part of a period counts for: its days, the whole period, nothing."""
MonthMethod = Literal["anniversary_actual", "thirty_day", "calendar_slice", "year_365_12"]
DayCount = Literal["actual/365", "actual/360", "30/360", "actual/actual"]
"""What part of a year a day is: one over 365, 360 or the days of its year, or by twelve months of 30 days."""
Cell = tuple[Interval, Fraction]
"""A run of days of one weight, and how much of a period each of them is."""


def months_of_anniversaries(span: Interval, months: int = 1) -> Iterator[Cell]:
    """Periods of so many calendar months from the start of `span`; a day is one over its period's days.

    The n-th period is always counted from the start itself, so that month ends do not drift. The last cell
    runs on to the end of its period, beyond `span`.
    """
    start, index = span.start, 0
    while start < span.end:
        index += 1
        end = add_months(span.start, index * months)
        yield Interval(start, end), Fraction(1, (end - start).days)
        start = end


def then_by_days(months: int, days: int) -> Callable[[Interval], Iterator[Cell]]:
    """Whole periods of so many months from the start; a day of the rest is one over so many days."""

    def cells(span: Interval) -> Iterator[Cell]:
        for period, weight in months_of_anniversaries(span, months):
            yield period, weight if period.end <= span.end else Fraction(1, days)

    return cells


def periods_of_days(days: int) -> Callable[[Interval], Iterator[Cell]]:
    """Periods of so many days from the start of `span`; the last cell runs on to the end of its period."""

    def cells(span: Interval) -> Iterator[Cell]:
        start = span.start
        while start < span.end:
            end = start + timedelta(days=days)
            yield Interval(start, end), Fraction(1, days)
            start = end

    return cells


def calendar_months(span: Interval) -> Iterator[Cell]:
    """The calendar months that `span` touches; a day is one over the days of its month."""
    start = span.start.replace(day=1)
    while start < span.end:
        end = add_months(start, 1)
        yield Interval(start, end), Fraction(1, (end - start).days)
        start = end


def equal_days(weight: Fraction) -> Callable[[Interval], Iterator[Cell]]:
    """Every day alike: 1/30 of a month, 12/365 of a month, 1/360 of a year."""
    return lambda span: iter(((span, weight),))


def months_of_thirty(span: Interval) -> Iterator[Cell]:
    """A 360-day year of twelve 30-day months: each calendar month that `span` touches makes 30 days.

    The days between two dates are then 360 a year, 30 a month and the days of the month, a 31st counting as
    the 30th (30E/360, ISDA 2006 § 4.16(g)): so the 30th of a longer month weighs nothing, and the last of
    February as much as the 30 lack. The bond basis, which keeps a 31st that follows no 30th, would not be the
    sum of its parts.
    """
    cells = (cell for month, _ in calendar_months(span) for cell in _thirty_days(month))
    return (cell for cell in cells if cell[0].end > span.start and cell[0].start < span.end)


def _thirty_days(month: Interval) -> Iterator[Cell]:
    of_year, thirtieth = Fraction(1, 360), month.start + timedelta(days=29)
    if month.days > 30:
        yield Interval(month.start, thirtieth), of_year
        yield Interval(thirtieth, thirtieth + _ONE_DAY), Fraction(0)
        yield Interval(thirtieth + _ONE_DAY, month.end), of_year
    else:
        last = month.end - _ONE_DAY
        yield Interval(month.start, last), of_year
        yield Interval(last, month.end), (31 - month.days) * of_year


def _calendar_years(span: Interval) -> Iterator[Cell]:
    for year in range(span.start.year, (span.end - _ONE_DAY).year + 1):
        whole = Interval(date(year, 1, 1), date(year + 1, 1, 1))
        yield whole, Fraction(1, whole.days)


DAY_COUNTS: dict[DayCount, Callable[[Interval], Iterator[Cell]]] = {
    "actual/365": equal_days(Fraction(1, 365)),
    "actual/360": equal_days(Fraction(1, 360)),
    "30/360": months_of_thirty,
    "actual/actual": _calendar_years,
}
METHODS: dict[MonthMethod, Callable[[Interval], Iterator[Cell]]] = {
    "anniversary_actual": months_of_anniversaries,
    "thirty_day": equal_days(Fraction(1, 30)),
    "calendar_slice": calendar_months,
    "year_365_12": equal_days(Fraction(12, 365)),
}


@dataclass(frozen=True, slots=True)
class Accrued:
    """What a stretch of days comes to: its days, those left out, and the periods that the rest makes."""

    span: Interval
    excluded_days: int
    periods: Fraction


def accrue(
    spans: Iterable[Interval],
    excluded: Iterable[Interval] = (),
    cells: Callable[[Interval], Iterator[Cell]] = months_of_anniversaries,
    part_pays: PartPays = "daily",
) -> tuple[Accrued, ...]:
    """Each merged stretch with the periods that it makes, the excluded days' weights taken away.

    The periods are counted from the first day of each stretch, excluded or not. Where parts do not pay by
    their days, a cell counts as one if any day of it does (`any_part`) or all of them do (`none`).
    """
    left_out = merge(excluded)
    accrued = []
    for span in merge(spans):
        counted = subtract((span,), left_out)
        periods = sum((_part(counted, *cell, part_pays) for cell in cells(span)), Fraction(0))
        accrued.append(Accrued(span, span.days - length(counted), periods))
    return tuple(accrued)


def _part(counted: Iterable[Interval], cell: Interval, weight: Fraction, part_pays: PartPays) -> Fraction:
    """What a cell adds, of which the `counted` days count."""
    days = length(clip(counted, cell))
    if part_pays == "daily":
        return days * weight
    return Fraction(days == cell.days if part_pays == "none" else days > 0)


def last_days(span: Interval, count: int) -> Interval:
    """The last `count` days of `span`, or all of it if it is shorter."""
    return Interval(max(span.start, span.end - timedelta(days=count)), span.end)
