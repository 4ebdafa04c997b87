"""Limits in a row and in rolling windows, against the words of the clause tried day by day."""

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from obligations import windows
from obligations.intervals import Interval
from obligations.periods import add_months
from obligations.windows import Limit, Limits

ONE = timedelta(days=1)


def weekday(day: date) -> bool:
    """A counted day, standing in for a trading day."""
    return day.weekday() < 5


def every_day(_: date) -> bool:
    """Every day is counted."""
    return True


STRETCHES = st.lists(
    st.builds(
        lambda first, days: Interval(first, first + timedelta(days=days)),
        st.dates(date(2003, 1, 1), date(2004, 12, 31)),
        st.integers(1, 25),
    ),
    min_size=1,
    max_size=6,
)


@given(STRETCHES, st.integers(1, 8), st.integers(1, 15), st.booleans())
def test_each_counted_day_by_the_words(spans: list[Interval], in_row: int, in_all: int, either: bool) -> None:
    """A trading day is allowed by its place in its run and by how many there are in the year that ends on it."""
    limits = Limits(Limit(in_row, weekday), Limit(in_all, weekday), (12, "months"), either=either)
    delayed = {day for span in spans for day in span}
    outcome = windows.test(spans, limits)
    allowed = {day for one in outcome.stretches for days in one.allowed_days for day in days}
    for day in filter(weekday, delayed):
        place, before = 1, day - ONE
        while not weekday(before) or before in delayed:
            place += weekday(before)
            before -= ONE
        year = [one for one in delayed if weekday(one) and add_months(day, -12) < one <= day]
        checks = (place <= in_row, len(year) <= in_all)
        assert (day in allowed) == (any(checks) if either else all(checks))


@given(STRETCHES)
def test_without_limits_all_is_allowed(spans: list[Interval]) -> None:
    """Where the agreement sets no number every day is allowed."""
    outcome = windows.test(spans, Limits(None, None, None))
    assert outcome.within_limits
    assert [one.allowed for one in outcome.stretches] == [span.days for span in spans]


@given(STRETCHES)
def test_what_is_beyond_the_limit_can_only_take_away(spans: list[Interval]) -> None:
    """As many days are allowed, or more, where only allowed days use up the allowance."""
    every = Limits(Limit(5, every_day), Limit(20, every_day), (365, "days"))
    allowed = Limits(Limit(5, every_day), Limit(20, every_day), (365, "days"), spent_by="allowed")
    strict, lenient = windows.test(spans, every), windows.test(spans, allowed)
    assert strict.most_in_window == lenient.most_in_window
    assert all(
        one.allowed <= other.allowed for one, other in zip(strict.stretches, lenient.stretches, strict=True)
    )


@pytest.mark.parametrize(("window", "allowed"), [((12, "months"), 1), ((365, "days"), 2)])
def test_a_leap_year_has_a_day_more_than_365(window: tuple[int, str], allowed: int) -> None:
    """2 March 2003 lies 365 days before 1 March 2004, out of a window of 365 days, within one of 12 months."""
    days = [Interval(day, day + ONE) for day in (date(2003, 3, 2), date(2004, 3, 1))]
    outcome = windows.test(days, Limits(None, Limit(1, every_day), window))
    assert sum(one.allowed for one in outcome.stretches) == allowed
