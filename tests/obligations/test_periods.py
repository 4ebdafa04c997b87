"""Calendar arithmetic on dates."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from obligations.periods import add_months, shift

DAYS = st.dates(min_value=date(1900, 1, 1), max_value=date(2200, 12, 31))


@pytest.mark.parametrize(
    ("day", "months", "expected"),
    [
        (date(2002, 9, 27), 36, date(2005, 9, 27)),
        (date(2003, 1, 31), 1, date(2003, 2, 28)),
        (date(2004, 1, 31), 1, date(2004, 2, 29)),
        (date(2004, 2, 29), 12, date(2005, 2, 28)),
        (date(2004, 2, 29), 48, date(2008, 2, 29)),
        (date(2003, 12, 15), 1, date(2004, 1, 15)),
        (date(2003, 3, 31), -1, date(2003, 2, 28)),
    ],
)
def test_months_clamp_to_the_last_day_of_a_shorter_month(day: date, months: int, expected: date) -> None:
    """Months keep the day of the month where the later month has one."""
    assert add_months(day, months) == expected


@given(DAYS, st.integers(-600, 600))
def test_the_day_never_grows(day: date, months: int) -> None:
    """A shorter month lowers the day of the month; nothing raises it."""
    later = add_months(day, months)
    assert later.day <= day.day
    assert (later.year - day.year) * 12 + later.month - day.month == months


@given(DAYS, st.integers(0, 400), st.integers(0, 400))
def test_later_anchors_give_later_days(day: date, months: int, apart: int) -> None:
    """A deadline is monotone in its anchor."""
    assert add_months(day, months) <= add_months(shift(day, apart, "days"), months)


@pytest.mark.parametrize(
    ("count", "unit", "expected"),
    [
        (90, "days", date(2004, 8, 16)),
        (2, "weeks", date(2004, 6, 1)),
        (1, "quarters", date(2004, 8, 18)),
        (3, "years", date(2007, 5, 18)),
        (-10, "days", date(2004, 5, 8)),
    ],
)
def test_each_unit_has_its_own_length(count: int, unit: str, expected: date) -> None:
    """Days and weeks count days; months, quarters and years count months."""
    assert shift(date(2004, 5, 18), count, unit) == expected


@pytest.mark.parametrize("unit", ["business_days", "trading_days", "hours", "day"])
def test_a_unit_that_needs_a_calendar_is_refused(unit: str) -> None:
    """Business days are not guessed as days."""
    with pytest.raises(ValueError, match=unit):
        shift(date(2004, 5, 18), 1, unit)


def test_leaving_the_calendar_is_an_error() -> None:
    """The years 0 and 10000 do not exist; 1 and 9999 do."""
    for day, months in ((date(9999, 12, 1), 1), (date(1, 1, 1), -1)):
        with pytest.raises(OverflowError, match=f"{months} months from {day.isoformat()}"):
            add_months(day, months)
    assert add_months(date(9999, 11, 30), 1) == date(9999, 12, 30)
    assert add_months(date(1, 2, 28), -1) == date(1, 1, 28)
