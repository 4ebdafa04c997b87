"""Days as parts of months: every method is additive, and months from day to day are whole."""

from datetime import date, timedelta
from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from obligations.intervals import Interval
from obligations.periods import add_months
from obligations.proration import METHODS, MonthMethod, accrue, periods_of_days

DAYS = st.dates(date(1999, 1, 1), date(2009, 12, 31))
SPANS = st.builds(
    lambda first, days: Interval(first, first + timedelta(days=days)), DAYS, st.integers(1, 900)
)
METHOD = st.sampled_from(sorted(METHODS))


@given(DAYS, st.integers(0, 40))
def test_months_from_day_to_day_are_whole(first: date, months: int) -> None:
    """The agreement's example holds for every first day: from a day to the same day is that many months."""
    span = Interval(first, add_months(first, months))
    assert sum(one.periods for one in accrue((span,))) == months


@given(SPANS, st.lists(SPANS, max_size=4), METHOD)
def test_what_is_left_out_and_what_is_left_add_up(
    span: Interval, excluded: list[Interval], method: MonthMethod
) -> None:
    """Leaving days out takes their own weight away, no more and no less."""
    cells = METHODS[method]
    (whole,) = accrue((span,), (), cells)
    (left,) = accrue((span,), excluded, cells)
    days = [day for day in span if any(day in one for one in excluded)]
    taken = sum((weight for cell, weight in cells(span) for day in days if day in cell), Fraction(0))
    assert left.excluded_days == len(days)
    assert left.periods == whole.periods - taken


@pytest.mark.parametrize(
    ("days", "daily", "any_part", "none"),
    [
        (1, "1/30", 1, 0),
        (29, "29/30", 1, 0),
        (30, "1", 1, 1),
        (31, "31/30", 2, 1),
        (60, "2", 2, 2),
        (61, "61/30", 3, 2),
    ],
)
def test_what_a_part_of_thirty_days_counts_for(days: int, daily: str, any_part: int, none: int) -> None:
    """By its days, as a whole period, or not at all."""
    span = Interval(date(2004, 1, 31), date(2004, 1, 31) + timedelta(days=days))
    found = [
        accrue((span,), (), periods_of_days(30), how)[0].periods for how in ("daily", "any_part", "none")
    ]
    assert found == [Fraction(daily), any_part, none]


def test_a_day_left_out_leaves_a_period_unfinished() -> None:
    """Where only whole periods pay, one day without default is enough; where any part does, it is not."""
    span, day = Interval(date(2004, 1, 1), date(2004, 1, 31)), Interval(date(2004, 1, 5), date(2004, 1, 6))
    assert accrue((span,), (day,), periods_of_days(30), "none")[0].periods == 0
    assert accrue((span,), (day,), periods_of_days(30), "any_part")[0].periods == 1
