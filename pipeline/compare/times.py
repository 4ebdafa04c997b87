"""Lengths of time, and what is paid for each such length, with their units made comparable.

Days and weeks measure one thing, months, quarters and years another: a month has 28 to 31 days. Figures go by
the average of a year of 365 days; whether two lengths may be the same is asked of the calendar. Hours become
days by 24, but "within 24 hours" is not counted as "within one day" is. Business days and trading days become
nothing else: how many there are in a week depends on the calendar.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from fractions import Fraction
from functools import lru_cache
from typing import Literal

from obligations.periods import add_months
from pipeline.termsheet.values import UnitName

Sameness = Literal["same", "near", "differs"]

DAYS_OF_A_YEAR = 365
_DAYS_OF_A_MONTH = Fraction(DAYS_OF_A_YEAR, 12)
_MEASURES: dict[UnitName, tuple[UnitName, int]] = {
    "hours": ("hours", 1),
    "days": ("days", 1),
    "weeks": ("days", 7),
    "months": ("months", 1),
    "quarters": ("months", 3),
    "years": ("months", 12),
    "business_days": ("business_days", 1),
    "trading_days": ("trading_days", 1),
}


@dataclass(frozen=True, slots=True)
class Time:
    """A length of time in the unit of the text."""

    count: Fraction
    unit: UnitName

    @property
    def measured(self) -> tuple[Fraction, UnitName]:
        """The length in hours, days, months, business days or trading days: no conversion by an average."""
        unit, factor = _MEASURES[self.unit]
        return self.count * factor, unit

    @property
    def days(self) -> Fraction | None:
        """The length in calendar days, months by their average; None for business days and trading days."""
        count, unit = self.measured
        match unit:
            case "days":
                return count
            case "hours":
                return count / 24
            case "months":
                return count * _DAYS_OF_A_MONTH
        return None

    @property
    def is_exact_in_days(self) -> bool:
        """Whether the length in days rests on no average."""
        return self.measured[1] in ("days", "hours")


@dataclass(frozen=True, slots=True)
class PerTime:
    """So much for each `per`: a share of something where `currency` is None."""

    amount: Decimal
    currency: str | None
    per: Time

    @property
    def a_year(self) -> Fraction | None:
        """The amount for a year of 365 days; None where the time has no length in calendar days."""
        days = self.per.days
        return Fraction(self.amount) * DAYS_OF_A_YEAR / days if days else None


def same_time(one: Time, other: Time) -> Sameness:
    """Whether two lengths are the same; `near` where they may come to the same: 30 days and one month.

    Part of a month has that part of the days between one whole number of months and the next: a month and a
    half has 43.5 to 46.5 days.
    """
    (count, unit), (other_count, other_unit) = one.measured, other.measured
    if unit == other_unit:
        return "same" if count == other_count else "differs"
    match unit, other_unit:
        case "days", "months":
            return _near(_may_be(count, other_count))
        case "months", "days":
            return _near(_may_be(other_count, count))
        case ("hours", "days") | ("days", "hours"):
            return _near(one.days == other.days)
    return "differs"


def same_per_time(one: PerTime, other: PerTime) -> Sameness:
    """Whether two rates are the same: 1 % for 14 days is 0.5 % for a week.

    Between days and months two rates are near if they are so for the time of either: 1 % for 30 days, and
    12 % a year, of which each month bears 1 %. Nothing follows from a part of a month that comes about so:
    12.1 % a year bears 1 % in 0.99 months, which may have 30 days.
    """
    if one.currency != other.currency:
        return "differs"
    if not one.amount or not other.amount:
        return "same" if one.amount == other.amount else "differs"
    ratio = Fraction(other.amount) / Fraction(one.amount)
    found = {_same_times(one.per, ratio, other.per), _same_times(other.per, 1 / ratio, one.per)}
    return "same" if "same" in found else "near" if "near" in found else "differs"


def _same_times(time: Time, factor: Fraction, other: Time) -> Sameness:
    times = Time(time.count * factor, time.unit)
    found = same_time(times, other)
    if found == "near" and factor != 1 and any(_has_part_of_a_month(it) for it in (times, other)):
        return "differs"
    return found


def _has_part_of_a_month(time: Time) -> bool:
    count, unit = time.measured
    return unit == "months" and count.denominator != 1


def _near(whether: bool) -> Sameness:
    return "near" if whether else "differs"


def _may_be(days: Fraction, months: Fraction) -> bool:
    """Whether so many months can have so many days."""
    whole, part = divmod(months, 1)
    least, most = _days_of(whole)
    if part:
        next_least, next_most = _days_of(whole + 1)
        least += part * (next_least - least)
        most += part * (next_most - most)
    return least <= days <= most


@lru_cache(maxsize=1024)
def _days_of(months: int) -> tuple[Fraction, Fraction]:
    """The fewest and the most days that so many months have, over four years with one leap year."""
    starts = [date(2000 + month // 12, month % 12 + 1, 1) for month in range(48)]
    try:
        lengths = [(add_months(start, months) - start).days for start in starts]
    except OverflowError:  # longer than the calendar
        average = months * _DAYS_OF_A_MONTH
        return average, average
    return Fraction(min(lengths)), Fraction(max(lengths))
