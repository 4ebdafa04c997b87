"""Counting from a day."""

from datetime import date

import pytest

from pipeline.extract.terms.lengths import shifted
from pipeline.model import Unit


@pytest.mark.parametrize(
    ("day", "count", "unit", "end"),
    [
        (date(2004, 3, 1), 3, Unit.YEARS, date(2007, 3, 1)),
        (date(2004, 2, 29), 1, Unit.YEARS, date(2005, 2, 28)),
        (date(2004, 1, 31), 1, Unit.MONTHS, date(2004, 2, 29)),
        (date(2004, 11, 30), 3, Unit.MONTHS, date(2005, 2, 28)),
        (date(2004, 12, 31), 2, Unit.QUARTERS, date(2005, 6, 30)),
        (date(2004, 3, 1), 2, Unit.WEEKS, date(2004, 3, 15)),
        (date(2004, 3, 1), -1, Unit.DAYS, date(2004, 2, 29)),
    ],
)
def test_months_clamp_to_the_end_of_a_shorter_month(day: date, count: int, unit: Unit, end: date) -> None:
    """A length ends on the same day of a later month, or on its last day."""
    assert shifted(day, count, unit) == end


@pytest.mark.parametrize("unit", [Unit.BUSINESS_DAYS, Unit.TRADING_DAYS, Unit.HOURS])
def test_what_a_calendar_decides_is_not_counted(unit: Unit) -> None:
    """Business days, trading days and hours lead to no day without a calendar."""
    assert shifted(date(2004, 3, 1), 5, unit) is None


@pytest.mark.parametrize("count", [9000, 10**12])
def test_a_day_beyond_every_calendar_is_none(count: int) -> None:
    """A misread length of thousands of years raises nothing."""
    assert shifted(date(2004, 3, 1), count, Unit.YEARS) is None
    assert shifted(date(2004, 3, 1), count * 10**6, Unit.DAYS) is None
