"""Calendar arithmetic on dates: a period after or before a day."""

from __future__ import annotations

from calendar import monthrange
from datetime import date, timedelta

_MONTHS = {"months": 1, "quarters": 3, "years": 12}
_DAYS = {"days": 1, "weeks": 7}


def add_months(day: date, months: int) -> date:
    """The same day of the month `months` later (earlier if negative), or the last day of a shorter month.

    N.Y. Gen. Constr. Law § 30: a month is a calendar month, and where the later month has no such day its
    last day stands for it. Add to the original anchor, never to an intermediate result, or month ends drift.
    Raises `OverflowError` outside the years 1 to 9999.
    """
    index = day.year * 12 + (day.month - 1) + months
    year, month = divmod(index, 12)
    if not date.min.year <= year <= date.max.year:
        raise OverflowError(f"{months} months from {day.isoformat()} leaves the calendar")
    return date(year, month + 1, min(day.day, monthrange(year, month + 1)[1]))


def shift(day: date, count: int, unit: str) -> date:
    """`count` days, weeks, months, quarters or years after `day` (before it if negative).

    Units that need a calendar (business days, trading days) or a clock (hours) are refused with `ValueError`.
    """
    if unit in _MONTHS:
        return add_months(day, count * _MONTHS[unit])
    if unit in _DAYS:
        return day + timedelta(days=count * _DAYS[unit])
    raise ValueError(
        f"{unit!r} cannot be added to a date without a calendar; known: {', '.join(_MONTHS | _DAYS)}"
    )
