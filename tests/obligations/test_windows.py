"""Limits on days in a row and in rolling windows, against every day and every window one by one."""

from collections.abc import Sequence
from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from obligations import windows
from obligations.calendars import NYSE
from obligations.intervals import Interval
from obligations.periods import shift
from obligations.windows import Limit, Limits, Outcome

BASE = date(2004, 1, 1)
SPANS = st.lists(
    st.tuples(st.integers(0, 130), st.integers(0, 20)).map(
        lambda at: Interval(BASE + timedelta(at[0]), BASE + timedelta(at[0] + at[1]))
    ),
    max_size=6,
)
MOST = st.one_of(st.none(), st.integers(0, 25))
EITHER_LIMIT = st.tuples(MOST, MOST).filter(lambda most: most != (None, None))


def every_day(_: date) -> bool:
    """Calendar days."""
    return True


def january(first: int, last: int) -> Interval:
    """Days of January 2004, both among them."""
    return Interval(date(2004, 1, first), date(2004, 1, last) + timedelta(days=1))


def limits(consecutive: int | None, aggregate: int | None, **others: object) -> Limits:
    """Limits on sessions of the exchange, in windows of twelve months unless others are given."""
    row = None if consecutive is None else Limit(consecutive, NYSE.is_open)
    window_limit = None if aggregate is None else Limit(aggregate, NYSE.is_open)
    return Limits(row, window_limit, **{"window": (12, "months"), **others})


def by_hand(
    spans: Sequence[Interval],
    row: int | None,
    total: int | None,
    window: tuple[int, str],
    *,
    either: bool,
    spent_by: str,
) -> set[date]:
    """The sessions that are allowed: each asserted session is looked at with all before it."""
    asserted = sorted({day for span in spans for day in span})
    sessions = [day for day in asserted if NYSE.is_open(day)]
    allowed: set[date] = set()
    for day in sessions:
        position, before = 1, day - timedelta(days=1)
        while before in asserted or not NYSE.is_open(before):
            if before < BASE:
                break
            position += before in sessions
            before -= timedelta(days=1)
        first = shift(day, -window[0], window[1]) + timedelta(days=1)
        pool = sessions if spent_by == "all" else [*allowed, day]
        used = sum(first <= one <= day for one in pool)
        passed = [found <= most for found, most in ((position, row), (used, total)) if most is not None]
        if (any(passed) or not passed) if either else all(passed):
            allowed.add(day)
    return allowed


def sessions_allowed(outcome: Outcome) -> set[date]:
    """The sessions among the days that are allowed."""
    days = (day for one in outcome.stretches for span in one.allowed_days for day in span)
    return {day for day in days if NYSE.is_open(day)}


@given(
    SPANS, EITHER_LIMIT, st.sampled_from([(12, "months"), (1, "months"), (30, "days")]), st.booleans(),
    st.sampled_from(["all", "allowed"]),
)  # fmt: skip
def test_every_day_in_every_window(
    spans: list[Interval],
    most: tuple[int | None, int | None],
    window: tuple[int, str],
    either: bool,
    spent_by: str,
) -> None:
    """The same days are allowed as when each is looked at by itself, and each stretch counts its own."""
    row, total = most
    outcome = windows.test(spans, limits(row, total, window=window, either=either, spent_by=spent_by))
    expected = by_hand(spans, row, total, window, either=either, spent_by=spent_by)
    assert sessions_allowed(outcome) == expected
    assert [one.span for one in outcome.stretches] == spans
    for one in outcome.stretches:
        sessions = [day for day in one.span if NYSE.is_open(day)]
        assert one.counted == len(sessions)
        assert one.allowed == len(expected.intersection(sessions))
    assert outcome.within_limits == (expected == {day for span in spans for day in span if NYSE.is_open(day)})


@given(SPANS, st.integers(0, 20))
def test_the_most_in_any_window(spans: list[Interval], days: int) -> None:
    """The fullest of all windows of so many days, wherever it lies."""
    outcome = windows.test(spans, Limits(None, Limit(5, every_day), (days + 1, "days")))
    asserted = {day for span in spans for day in span}
    firsts = (BASE + timedelta(n) for n in range(-30, 160))
    fullest = (sum(first <= day <= first + timedelta(days) for day in asserted) for first in firsts)
    assert outcome.most_in_window == max(fullest)


@given(SPANS, MOST, MOST)
def test_wider_limits_allow_no_less(spans: list[Interval], row: int | None, total: int | None) -> None:
    """Where beyond the limits counts as spent, a day more never takes a day away."""
    less = windows.test(spans, limits(row, total))
    more = windows.test(spans, limits(None if row is None else row + 1, None if total is None else total + 1))
    assert sessions_allowed(less) <= sessions_allowed(more)


def test_no_limits_allow_everything() -> None:
    """Nothing is limited: every day is allowed and counted."""
    outcome = windows.test([january(2, 5)], Limits(None, None, None))
    assert outcome.within_limits
    assert outcome.stretches[0].counted == 4
    assert outcome.most_in_window == 4


def test_a_weekend_follows_the_friday_before_it() -> None:
    """Five sessions in a row are allowed, 5 to 9 January; the weekend of the 10th follows Friday the 9th."""
    (one,) = windows.test([january(5, 13)], limits(5, None)).stretches
    assert one.allowed_days == (Interval(date(2004, 1, 5), date(2004, 1, 12)),)
    assert (one.counted, one.allowed) == (7, 5)


def test_a_weekend_before_the_first_session_follows_it() -> None:
    """From Saturday the 3rd; with no session allowed the weekend is not either."""
    (one,) = windows.test([january(3, 6)], limits(0, None)).stretches
    assert (one.counted, one.allowed, one.allowed_days) == (2, 0, ())


def test_a_stretch_without_a_session_is_allowed() -> None:
    """A weekend alone uses up nothing."""
    outcome = windows.test([january(3, 4)], limits(0, 0))
    assert outcome.stretches[0].allowed_days == (january(3, 4),)
    assert outcome.within_limits
    assert outcome.most_in_window == 0


def test_stretches_without_a_session_between_them_are_one_run() -> None:
    """To Friday the 9th and from Monday the 12th are six in a row; with a session between they are 5 and 1."""
    joined = windows.test([january(5, 9), january(12, 12)], limits(5, None))
    apart = windows.test([january(5, 9), january(13, 13)], limits(5, None))
    assert [one.allowed for one in joined.stretches] == [5, 0]
    assert [one.allowed for one in apart.stretches] == [5, 1]


def test_overlapping_stretches_share_their_days() -> None:
    """The same five sessions asserted twice are five, not ten."""
    outcome = windows.test([january(5, 9), january(5, 9)], limits(None, 5))
    assert [one.allowed for one in outcome.stretches] == [5, 5]
    assert outcome.most_in_window == 5


@pytest.mark.parametrize(("month", "allowed"), [(date(2005, 1, 4), False), (date(2005, 1, 5), True)])
def test_a_day_leaves_the_window_a_year_later(month: date, allowed: bool) -> None:
    """5 January 2004 is in the window that ends on 4 January 2005, (4 Jan 2004, 4 Jan 2005], and in none later."""
    later = Interval(month, month + timedelta(days=1))
    outcome = windows.test([january(5, 5), later], limits(None, 1))
    assert outcome.stretches[1].allowed == allowed
    assert outcome.most_in_window == (1 if allowed else 2)


def test_days_beyond_a_limit_are_spent_or_not() -> None:
    """Two of three sessions are allowed in a row; under a total of three, one or two are left for the 20th."""
    spans = [january(5, 7), january(20, 21)]
    spend_all = windows.test(spans, limits(2, 4))
    spend_allowed = windows.test(spans, limits(2, 4, spent_by="allowed"))
    assert [one.allowed for one in spend_all.stretches] == [2, 1]
    assert [one.allowed for one in spend_allowed.stretches] == [2, 2]


def test_two_limits_in_different_days() -> None:
    """At most 3 calendar days in a row and 2 sessions in a year: Friday the 9th to Tuesday the 13th.

    The 9th, 10th and 11th are in a row; the sessions 9 and 12 are within the total, the 13th is not. Allowed
    under both are the 9th to the 11th, of which one is a session.
    """
    both = Limits(Limit(3, every_day), Limit(2, NYSE.is_open), (12, "months"))
    (one,) = windows.test([january(9, 13)], both).stretches
    assert one.allowed_days == (january(9, 11),)
    assert (one.counted, one.allowed) == (5, 3)


@pytest.mark.parametrize(
    ("runs", "spent_by", "allowed"),
    [(None, "all", [1, 1, 1]), (2, "all", [1, 1, 0]), (1, "allowed", [1, 0, 0]), (0, "all", [0, 0, 0])],
)
def test_so_many_times_in_a_window(runs: int | None, spent_by: str, allowed: list[int]) -> None:
    """A third run within a year is beyond two."""
    spans = [january(5, 5), january(12, 12), january(21, 21)]
    outcome = windows.test(spans, limits(None, None, runs=runs, spent_by=spent_by))
    assert [int(one.allowed > 0) for one in outcome.stretches] == allowed
    assert outcome.within_limits == all(allowed)


def test_a_run_beyond_the_limit_spends_an_occurrence_or_not() -> None:
    """One in 30 days: on the 5th, on the 26th (too soon), and on 10 February.

    From the 5th to 10 February are 36 days, from the 26th 15: the third is in time unless the second, which
    was not allowed, is spent as well.
    """
    spans = [january(5, 5), january(26, 26), Interval(date(2004, 2, 10), date(2004, 2, 11))]
    spend_all = windows.test(spans, limits(None, None, runs=1, window=(30, "days")))
    allowed_only = windows.test(spans, limits(None, None, runs=1, window=(30, "days"), spent_by="allowed"))
    assert [one.allowed for one in spend_all.stretches] == [1, 0, 0]
    assert [one.allowed for one in allowed_only.stretches] == [1, 0, 1]


def test_the_stretches_come_back_in_the_order_given() -> None:
    """They are tested in order of time whatever the order is."""
    spans = [january(20, 20), january(5, 5)]
    outcome = windows.test(spans, limits(None, 1))
    assert [(one.span, one.allowed) for one in outcome.stretches] == [(spans[0], 0), (spans[1], 1)]
