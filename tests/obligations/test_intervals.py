"""Stretches of days against sets of days."""

from collections.abc import Iterable
from datetime import date, timedelta
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from obligations.errors import ContradictoryFactsError
from obligations.intervals import Interval, clip, inclusive, intersect, length, merge, subtract

BASE = date(2004, 2, 20)
BOUNDS = st.tuples(st.integers(0, 40), st.integers(0, 12))
ONE = BOUNDS.map(lambda at: Interval(BASE + timedelta(at[0]), BASE + timedelta(at[0] + at[1])))
MANY = st.lists(ONE, max_size=6)


def march(first: int, last: int) -> Interval:
    """Days of March 2004, half-open."""
    return Interval(date(2004, 3, first), date(2004, 3, last))


def days(intervals: Iterable[Interval]) -> set[date]:
    """The days that the intervals hold."""
    return {one.start + timedelta(n) for one in intervals for n in range((one.end - one.start).days)}


def assert_tidy(intervals: tuple[Interval, ...]) -> None:
    """In order, none empty, none touching the next."""
    assert all(one.start < one.end for one in intervals)
    assert all(one.end < other.start for one, other in pairwise(intervals))


def test_an_interval_is_half_open() -> None:
    """The first day is in it, the end is not; from 28 February 2004 to 1 March are two days."""
    one = Interval(date(2004, 2, 28), date(2004, 3, 1))
    assert one.days == 2
    assert list(one) == [date(2004, 2, 28), date(2004, 2, 29)]
    assert date(2004, 2, 28) in one
    assert date(2004, 3, 1) not in one
    assert date(2004, 2, 27) not in one
    assert str(one) == "[2004-02-28, 2004-03-01)"


def test_an_interval_that_ends_before_it_starts_is_a_contradiction() -> None:
    """Both days are named; one that is empty is none."""
    with pytest.raises(ContradictoryFactsError, match=r"2004-03-01 before it starts on 2004-03-02"):
        Interval(date(2004, 3, 2), date(2004, 3, 1))
    assert march(2, 2).days == 0


def test_an_inclusive_range_holds_its_last_day() -> None:
    """From the 5th to the 5th is one day; a last day before the first is a contradiction."""
    assert inclusive(date(2004, 3, 5), date(2004, 3, 5)) == march(5, 6)
    assert inclusive(date(2004, 3, 5), date(2004, 3, 9)) == march(5, 10)
    with pytest.raises(ContradictoryFactsError):
        inclusive(date(2004, 3, 5), date(2004, 3, 4))


@pytest.mark.parametrize(
    ("given_intervals", "merged"),
    [
        ([march(5, 8), march(1, 3)], (march(1, 3), march(5, 8))),
        ([march(1, 3), march(3, 5)], (march(1, 5),)),  # they touch
        ([march(1, 9), march(2, 4)], (march(1, 9),)),  # one within the other
        ([march(1, 5), march(4, 9)], (march(1, 9),)),
        ([march(4, 4), march(1, 2)], (march(1, 2),)),  # an empty one goes
        ([], ()),
    ],
)
def test_merging(given_intervals: list[Interval], merged: tuple[Interval, ...]) -> None:
    """As few intervals as hold the same days, in order."""
    assert merge(given_intervals) == merged


def test_subtracting_leaves_what_is_between() -> None:
    """From the 1st to the 20th without the 3rd and 4th and the 10th leaves three stretches."""
    left = subtract([march(1, 20)], [march(10, 11), march(3, 5)])
    assert left == (march(1, 3), march(5, 10), march(11, 20))


def test_intersecting() -> None:
    """Two with one: what both hold."""
    assert intersect([march(1, 5), march(8, 12)], [march(4, 9)]) == (march(4, 5), march(8, 9))
    assert intersect([march(1, 5)], [march(5, 9)]) == ()


@given(MANY)
def test_merge_keeps_the_days(some: list[Interval]) -> None:
    """Nothing is lost and nothing added, and doing it twice changes nothing."""
    merged = merge(some)
    assert days(merged) == days(some)
    assert_tidy(merged)
    assert merge(merged) == merged
    assert merge(reversed(some)) == merged


@given(MANY, MANY)
def test_algebra_of_days(some: list[Interval], others: list[Interval]) -> None:
    """Intersection and difference are those of the sets of days."""
    both, rest = intersect(some, others), subtract(some, others)
    assert days(both) == days(some) & days(others)
    assert days(rest) == days(some) - days(others)
    assert both == intersect(others, some)
    assert merge([*both, *rest]) == merge(some)
    assert_tidy(both)
    assert_tidy(rest)


@given(MANY, ONE)
def test_clip_and_length(some: list[Interval], within: Interval) -> None:
    """A clip is an intersection with one interval; each day counts once."""
    assert days(clip(some, within)) == days(some) & days([within])
    assert length(some) == len(days(some))
