"""How many months a stretch of days is, by four methods and by periods of days."""

from collections.abc import Callable, Iterator
from datetime import date, timedelta
from fractions import Fraction
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from obligations.intervals import Interval
from obligations.periods import add_months
from obligations.proration import (
    DAY_COUNTS,
    METHODS,
    Accrued,
    Cell,
    DayCount,
    MonthMethod,
    PartPays,
    accrue,
    calendar_months,
    last_days,
    months_of_anniversaries,
    periods_of_days,
    then_by_days,
)

Cells = Callable[[Interval], Iterator[Cell]]
STARTS = st.dates(date(2000, 1, 1), date(2009, 12, 31))
LENGTHS = st.integers(1, 500)
CELLS = st.sampled_from(
    [*METHODS.values(), *DAY_COUNTS.values(), periods_of_days(30), periods_of_days(7), then_by_days(1, 30)]
)
SHORT = st.lists(st.tuples(st.integers(0, 400), st.integers(1, 60)), max_size=4)


def span(start: str, end: str) -> Interval:
    """From one ISO date up to another."""
    return Interval(date.fromisoformat(start), date.fromisoformat(end))


def periods(of: Interval, cells: Cells, *excluded: Interval) -> Fraction:
    """What the one stretch comes to."""
    (one,) = accrue([of], excluded, cells)
    return one.periods


@pytest.mark.parametrize(
    ("start", "end", "method", "months"),
    [
        # One month and 10 of the 31 days from 15 December to 15 January.
        ("2003-11-15", "2003-12-25", "anniversary_actual", "41/31"),
        ("2003-11-15", "2003-12-25", "thirty_day", "4/3"),  # 40 days
        # 16 of November's 30 and 24 of December's 31: 8/15 + 24/31 = (248 + 360)/465.
        ("2003-11-15", "2003-12-25", "calendar_slice", "608/465"),
        ("2003-11-15", "2003-12-25", "year_365_12", "96/73"),  # 40 × 12/365
        # A month from 31 January ends on 29 February, the next on 31 March, not on 29 March.
        ("2004-01-31", "2004-02-29", "anniversary_actual", "1"),
        ("2004-01-31", "2004-03-31", "anniversary_actual", "2"),
        ("2004-01-31", "2004-03-30", "anniversary_actual", "61/31"),  # 1 and 30 of 31
        ("2003-02-28", "2003-03-28", "anniversary_actual", "1"),
        ("2004-02-01", "2004-03-01", "calendar_slice", "1"),
        ("2004-02-10", "2004-02-25", "anniversary_actual", "15/29"),
        ("2003-12-31", "2004-01-01", "calendar_slice", "1/31"),
    ],
)
def test_months(start: str, end: str, method: MonthMethod, months: str) -> None:
    """By hand, from the days of each month."""
    assert periods(span(start, end), METHODS[method]) == Fraction(months)


@pytest.mark.parametrize(
    ("part_pays", "excluded", "expected"),
    [
        # 15 January to 1 April: months from the 15th to the 15th, and 17 of 31 days (15 March to 15 April).
        ("daily", [], "79/31"),
        ("any_part", [], "3"),
        ("none", [], "2"),
        ("daily", [("2004-01-20", "2004-01-21")], "78/31"),  # one of 31 days less
        ("none", [("2004-01-20", "2004-01-21")], "1"),  # the first month is not whole
        ("any_part", [("2004-01-15", "2004-02-14")], "3"),  # a day of it is left
        ("any_part", [("2004-01-15", "2004-02-15")], "2"),  # none is
    ],
)
def test_what_a_part_of_a_period_counts_for(
    part_pays: PartPays, excluded: list[tuple[str, str]], expected: str
) -> None:
    """Its days, the whole, or nothing."""
    left_out = [span(*one) for one in excluded]
    (one,) = accrue([span("2004-01-15", "2004-04-01")], left_out, part_pays=part_pays)
    assert one.periods == Fraction(expected)


def test_stretches_are_merged_and_each_counts_from_its_own_first_day() -> None:
    """1 to 20 March and 20 March to 1 April are one month; 1 to 16 May are 15 of 31 days."""
    accrued = accrue(
        [
            span("2004-05-01", "2004-05-16"),
            span("2004-03-20", "2004-04-01"),
            span("2004-03-01", "2004-03-20"),
        ],
        [span("2004-05-10", "2004-06-01")],
    )
    assert accrued == (
        Accrued(span("2004-03-01", "2004-04-01"), 0, Fraction(1)),
        Accrued(span("2004-05-01", "2004-05-16"), 6, Fraction(9, 31)),
    )


def test_periods_of_several_months() -> None:
    """A quarter from 30 November 2003 ends on 29 February 2004 (91 days), the next on 30 May (91 days)."""
    cells = list(months_of_anniversaries(span("2003-11-30", "2004-03-01"), 3))
    assert cells == [
        (span("2003-11-30", "2004-02-29"), Fraction(1, 91)),
        (span("2004-02-29", "2004-05-30"), Fraction(1, 91)),
    ]


def test_cells_of_calendar_months() -> None:
    """Every month that is touched, whole."""
    cells = list(calendar_months(span("2003-12-31", "2004-02-01")))
    assert cells == [
        (span("2003-12-01", "2004-01-01"), Fraction(1, 31)),
        (span("2004-01-01", "2004-02-01"), Fraction(1, 31)),
    ]


def test_last_days() -> None:
    """Of ten days the last three; of two days both."""
    assert last_days(span("2004-03-01", "2004-03-11"), 3) == span("2004-03-08", "2004-03-11")
    assert last_days(span("2004-03-01", "2004-03-03"), 3) == span("2004-03-01", "2004-03-03")
    assert last_days(span("2004-03-01", "2004-03-03"), 0).days == 0


@given(STARTS, LENGTHS, CELLS)
def test_cells_cover_the_stretch_without_a_gap(start: date, days: int, cells: Cells) -> None:
    """Each day has exactly one weight, and a cell of a grid is one period in all."""
    of = Interval(start, start + timedelta(days=days))
    found = [cell for cell, _ in cells(of)]
    assert found[0].start <= of.start
    assert found[-1].end >= of.end
    assert all(a.end == b.start for a, b in pairwise(found))
    if cells is not DAY_COUNTS["30/360"]:  # by which a month is two or three cells
        assert all(cell.end > of.start and cell.start < of.end for cell in found)


@given(STARTS, st.integers(0, 14), LENGTHS, st.sampled_from(["anniversary_actual", "calendar_slice"]))
def test_splitting_at_a_grid_point_changes_nothing(
    start: date, months: int, more: int, method: MonthMethod
) -> None:
    """A stretch is the sum of its parts before and after a month's end."""
    at = add_months(start, months)
    if at.day != start.day:  # after a shorter month the second part's own grid is another
        return
    if method == "calendar_slice":
        at = at.replace(day=1) if months else at
    end = max(start, at) + timedelta(days=more)
    cells = METHODS[method]
    parts = [Interval(*pair) for pair in ((start, max(start, at)), (max(start, at), end))]
    whole = periods(Interval(start, end), cells)
    assert whole == sum(periods(part, cells) for part in parts if part.days)
    if method == "anniversary_actual":
        assert whole == months + periods(parts[1], cells)


@given(STARTS, LENGTHS, st.integers(0, 500), st.sampled_from(["thirty_day", "year_365_12", "calendar_slice"]))
def test_methods_without_a_start_are_additive_everywhere(
    start: date, days: int, cut: int, method: MonthMethod
) -> None:
    """By days alike or by calendar months it does not matter where a stretch is split."""
    cells, at = METHODS[method], start + timedelta(days=min(cut, days))
    end = start + timedelta(days=days)
    parts = [Interval(start, at), Interval(at, end)]
    assert periods(Interval(start, end), cells) == sum(periods(one, cells) for one in parts if one.days)


@given(STARTS, LENGTHS, SHORT, CELLS)
def test_exclusions_take_exactly_their_own_weights(
    start: date, days: int, excluded: list[tuple[int, int]], cells: Cells
) -> None:
    """Day by day: what is counted is the sum of the weights of the days that are not left out."""
    of = Interval(start, start + timedelta(days=days))
    out = [Interval(start + timedelta(days=a), start + timedelta(days=a + b)) for a, b in excluded]
    (one,) = accrue([of], out, cells)
    weights = {day: weight for cell, weight in cells(of) for day in cell}
    counted = [day for day in of if not any(day in other for other in out)]
    assert one.periods == sum(weights[day] for day in counted)
    assert one.excluded_days == days - len(counted)


@given(STARTS, st.integers(0, 40))
def test_a_number_of_months_is_that_number(start: date, months: int) -> None:
    """From a day to the same day of a later month, or the last of a shorter one, are whole months."""
    if months:
        assert periods(Interval(start, add_months(start, months)), months_of_anniversaries) == months


@given(STARTS, LENGTHS, CELLS)
def test_a_day_more_is_never_less(start: date, days: int, cells: Cells) -> None:
    """A longer stretch is longer in periods too; where thirty days are a month, a 31st weighs nothing."""
    end = start + timedelta(days=days)
    less, more = (periods(Interval(start, one), cells) for one in (end, end + timedelta(days=1)))
    assert less <= more
    if cells in METHODS.values():
        assert less < more


@given(STARTS, st.integers(1, 30))
def test_years_by_their_own_days(start: date, years: int) -> None:
    """From one first of January to another they are whole; leap years weigh their days less."""
    first = start.replace(month=1, day=1)
    whole = Interval(first, first.replace(year=first.year + years))
    assert periods(whole, DAY_COUNTS["actual/actual"]) == years
    assert periods(whole, DAY_COUNTS["actual/365"]) == Fraction(whole.days, 365)
    assert periods(whole, DAY_COUNTS["actual/360"]) == Fraction(whole.days, 360)


@given(STARTS, LENGTHS)
def test_parts_that_pay_nothing_their_days_or_all(start: date, days: int) -> None:
    """The three ways lie less than one period apart, and agree on whole periods."""
    of = [Interval(start, start + timedelta(days=days))]
    none, daily, whole = (accrue(of, part_pays=way)[0].periods for way in ("none", "daily", "any_part"))
    assert none <= daily <= whole <= none + 1
    assert (none == whole) == (daily == whole)


@pytest.mark.parametrize(
    ("start", "end", "day_count", "years"),
    [
        ("2004-01-01", "2005-01-01", "actual/365", "366/365"),
        ("2004-01-01", "2005-01-01", "actual/360", "61/60"),
        ("2004-01-01", "2005-01-01", "30/360", "1"),
        ("2004-01-01", "2005-01-01", "actual/actual", "1"),
        ("2003-12-31", "2004-01-02", "actual/actual", "731/133590"),  # 1/365 + 1/366
        # 30/360: 15 January to 15 March are two months, to the 31st 2 and 15 days; the 31st counts as the 30th.
        ("2003-01-15", "2003-03-15", "30/360", "1/6"),
        ("2003-01-15", "2003-01-31", "30/360", "1/24"),
        ("2003-01-31", "2003-02-28", "30/360", "7/90"),  # from the 30th: 28 days
        ("2003-02-28", "2003-03-01", "30/360", "1/120"),  # 28, 29 and 30 February
        ("2004-02-29", "2004-03-01", "30/360", "1/180"),
        ("2003-03-30", "2003-03-31", "30/360", "0"),
        ("2003-03-31", "2003-04-01", "30/360", "1/360"),
    ],
)
def test_days_of_a_year(start: str, end: str, day_count: DayCount, years: str) -> None:
    """What part of a year they are."""
    assert periods(span(start, end), DAY_COUNTS[day_count]) == Fraction(years)


@given(STARTS, LENGTHS)
def test_thirty_days_a_month(start: date, days: int) -> None:
    """30E/360 by its formula: 360 a year, 30 a month and the days of the month, of which none is a 31st."""
    end = start + timedelta(days=days)

    def of(day: date) -> int:
        return 360 * day.year + 30 * day.month + min(day.day, 30)

    assert periods(Interval(start, end), DAY_COUNTS["30/360"]) == Fraction(of(end) - of(start), 360)


@pytest.mark.parametrize(
    ("start", "end", "months"),
    [
        ("2003-01-05", "2003-02-05", "1"),
        ("2003-01-05", "2003-02-04", "1"),  # 30 days of 31
        ("2003-01-05", "2003-01-15", "1/3"),
        ("2003-01-05", "2003-03-05", "2"),
        ("2003-01-05", "2003-02-20", "3/2"),  # 15 days of February's 28
        ("2004-01-15", "2004-04-14", "3"),  # 30 of 31 days are a whole month
    ],
)
def test_whole_months_then_by_days(start: str, end: str, months: str) -> None:
    """A month that is complete is one; of another each day is a thirtieth."""
    assert periods(span(start, end), then_by_days(1, 30)) == Fraction(months)
