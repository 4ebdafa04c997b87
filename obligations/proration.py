"""How many months, or other periods of a rate, a stretch of days is: each day weighs its part of its period.

That a day has a weight makes every method additive: what is excluded takes its own weight away, and the whole
is the sum of its parts. Sources: N.Y. Gen. Constr. Law §§ 30 and 31 (calendar months; the last day of a
shorter month), and market usage for the others.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from datetime import timedelta
from fractions import Fraction
from typing import Literal

from obligations.intervals import Interval, clip, length, merge, subtract
from obligations.periods import add_months

PartPays = Literal["daily", "any_part", "none"]
"""What a part of a period counts for: its days, the whole period, nothing."""
MonthMethod = Literal["anniversary_actual", "thirty_day", "calendar_slice", "year_365_12"]
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
