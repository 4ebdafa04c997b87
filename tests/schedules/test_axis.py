"""Where days stand along a line."""

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pipeline.schedules.axis import Axis

LEFT, RIGHT = 100.0, 700.0
MAY = date(2004, 5, 1)


def labels(*days: date) -> list[str]:
    """The names on the axis of these days, with the year where it is said."""
    return [f"{tick.label} {tick.year}".strip() for tick in Axis(days, LEFT, RIGHT).ticks()]


@pytest.mark.parametrize(
    ("days", "expected"),
    [
        ((MAY,), ["28 Apr 2004", "29 Apr", "30 Apr", "1 May", "2 May", "3 May", "4 May"]),
        ((date(2004, 5, 3), date(2004, 6, 1)), ["3 May 2004", "10 May", "17 May", "24 May", "31 May"]),
        (
            (date(2004, 1, 20), date(2004, 9, 1)),
            ["Feb 2004", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep"],
        ),
        (
            tuple(date(2004 + n, 1, 10) for n in range(5)),
            ["Jan 2004", "Jul", "Jan 2005", "Jul", "Jan 2006", "Jul", "Jan 2007", "Jul", "Jan 2008"],
        ),
        (
            tuple(date(1990 + 10 * n, 1, 1) for n in range(7)),
            ["1990", "2000", "2010", "2020", "2030", "2040", "2050"],
        ),
    ],
)
def test_round_days_are_named(days: tuple[date, ...], expected: list[str]) -> None:
    """Days, Mondays, firsts of months or years, as close as they can be read."""
    assert labels(*days) == expected


def test_an_empty_stretch_is_left_out() -> None:
    """A day two years off does not press the others together; the break says how much is missing."""
    days = [MAY, MAY + timedelta(days=60), MAY + timedelta(days=120), MAY + timedelta(days=850)]
    axis = Axis(days, LEFT, RIGHT)
    (gap,) = axis.breaks()
    assert gap.words == "23 months"
    assert axis.x(days[2]) - axis.x(days[0]) > (RIGHT - LEFT) / 2
    assert axis.x(days[2]) < gap.left < gap.right < axis.x(days[3])
    assert gap.left < axis.x(MAY + timedelta(days=500)) < gap.right


def test_days_far_apart_but_even_are_all_there() -> None:
    """Nothing is left out where no stretch is longer than all the others together."""
    assert not list(Axis([MAY + timedelta(days=365 * n) for n in range(4)], LEFT, RIGHT).breaks())


@given(st.lists(st.dates(), min_size=1, max_size=12))
def test_order_is_kept(days: list[date]) -> None:
    """Later days never stand to the left of earlier ones, and all stand on the axis with its ticks."""
    axis = Axis(days, LEFT, RIGHT)
    places = [axis.x(day) for day in sorted(days)]
    assert places == sorted(places)
    ticks = [tick.x for tick in axis.ticks()]
    assert ticks == sorted(ticks)
    assert all(LEFT - 0.01 <= x <= RIGHT + 0.01 for x in (*places, *ticks))
    distinct = [axis.x(day) for day in sorted(set(days))]
    assert len(distinct) == len(set(distinct))
