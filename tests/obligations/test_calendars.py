"""Open and closed days, every day from 1990 to 2060, against lists that others keep and a statute read anew."""

from collections.abc import Iterator, Mapping
from datetime import date, timedelta

import holidays
import pytest
from hypothesis import given
from hypothesis import strategies as st

from obligations.calendars import (
    BANKS,
    BY_NAME,
    NEW_YORK,
    NYSE,
    US_FEDERAL,
    YEARS,
    Calendar,
    easter,
    nth_weekday,
    of_days,
)
from obligations.errors import OutsideCalendarError

FIRST, LAST = date(YEARS[0], 1, 1), date(YEARS[1], 12, 31)
EVERY_DAY = [FIRST + timedelta(days=n) for n in range((LAST - FIRST).days + 1)]
INNER = st.dates(date(1991, 1, 1), date(2059, 12, 31))
CALENDARS = st.sampled_from(sorted(BY_NAME.items())).map(lambda item: item[1])
SATURDAY, SUNDAY = 5, 6


def weekdays_closed(calendar: Calendar, since: int = YEARS[0]) -> set[date]:
    """The weekdays on which the calendar is closed."""
    days = (day for day in EVERY_DAY if day.year >= since and day.weekday() < SATURDAY)
    return {day for day in days if not calendar.is_open(day)}


def weekdays_of(closed: Mapping[date, str], since: int = YEARS[0]) -> set[date]:
    """The weekdays of another list, within the years of ours."""
    return {day for day in closed if date(since, 1, 1) <= day <= LAST and day.weekday() < SATURDAY}


def all_years(since: int = YEARS[0]) -> range:
    """The years to ask another list for: one more than ours, for a New Year's Day kept in December."""
    return range(since, YEARS[1] + 2)


def test_the_exchange_is_closed_when_the_holidays_package_says() -> None:
    """NYSE sessions agree on every weekday, unscheduled closures and all."""
    oracle = holidays.financial_holidays("NYSE", years=all_years())
    assert weekdays_closed(NYSE) == weekdays_of(oracle)


def test_federal_offices_are_closed_when_the_holidays_package_says() -> None:
    """Federal holidays agree on every weekday, with those that are kept on a Friday or a Monday."""
    oracle = holidays.country_holidays("US", years=all_years())
    assert weekdays_closed(US_FEDERAL) == weekdays_of(oracle)


def test_banks_are_closed_when_the_holidays_package_says() -> None:
    """Federal Reserve holidays agree on every weekday from 1999, before which the package knows none."""
    oracle = holidays.financial_holidays("FED", years=all_years(1999))
    assert weekdays_closed(BANKS, 1999) == weekdays_of(oracle, 1999)


def test_banks_keep_federal_holidays_but_no_fridays() -> None:
    """Of federal offices' closed days banks leave out the Fridays before a Saturday holiday, and no other."""
    fridays = weekdays_closed(US_FEDERAL) - weekdays_closed(BANKS)
    assert weekdays_closed(BANKS) < weekdays_closed(US_FEDERAL)
    assert fridays
    assert all(
        day.weekday() == 4 and "(observed)" in (US_FEDERAL.closed_because(day) or "") for day in fridays
    )


def new_york_holidays(year: int) -> Iterator[date]:
    """General Construction Law § 24, read for this test: by counting days, not by the calendar's helpers."""

    def nth(count: int, weekday: int, month: int) -> date:
        days = [date(year, month, day) for day in range(1, 32) if day <= 30 or month in {1, 5, 10, 12}]
        return [day for day in days if day.weekday() == weekday][count]

    january_to_july = [
        date(year, 1, 1),
        nth(2, 0, 1),  # the third Monday of January
        date(year, 2, 12),
        next(day for day in (date(year, 2, n) for n in range(15, 22)) if day.weekday() == 0),
        nth(-1, 0, 5),  # the last Monday of May
        date(year, 7, 4),
    ]
    september_to_december = [
        nth(0, 0, 9),
        nth(1, 0, 10),
        date(year, 11, 11),
        nth(3, 3, 11),
        date(year, 12, 25),
    ]
    juneteenth = [date(year, 6, 19)] if year >= 2021 else []
    for day in january_to_july + juneteenth + september_to_december:
        yield day
        if day.weekday() == SUNDAY:
            yield day + timedelta(days=1)
    yield nth(1, SUNDAY, 6)  # Flag Day, which no Monday follows
    # Election day: the Tuesday that lies from the 2nd to the 8th of November.
    yield next(day for day in (date(year, 11, n) for n in range(2, 9)) if day.weekday() == 1)


def test_new_york_holidays_are_those_of_the_statute() -> None:
    """Every day from 1990 to 2060: § 24's list, Sundays' Mondays, no Fridays for Saturdays."""
    listed = {day for year in range(YEARS[0], YEARS[1] + 1) for day in new_york_holidays(year)}
    open_days = {day for day in EVERY_DAY if NEW_YORK.is_open(day)}
    assert open_days == {day for day in EVERY_DAY if day.weekday() < SATURDAY and day not in listed}


@pytest.mark.parametrize(
    ("name", "day", "why"),
    [
        ("ny_gcl24", date(2004, 11, 2), "general election day"),
        ("ny_gcl24", date(2021, 6, 18), None),  # Juneteenth 2021 is a Saturday
        ("ny_gcl24", date(2022, 6, 20), "Juneteenth (observed)"),
        ("ny_gcl24", date(2023, 2, 13), "Lincoln's Birthday (observed)"),
        ("ny_gcl24", date(2004, 6, 14), None),  # the Monday after Flag Day
        ("ny_gcl24", date(2004, 4, 9), None),  # Good Friday
        ("us_federal", date(2010, 12, 31), "New Year's Day (observed)"),  # of 2011
        ("us_federal", date(2021, 6, 18), "Juneteenth (observed)"),
        ("us_federal", date(2004, 2, 12), None),
        ("us_federal", date(2004, 11, 2), None),
        ("us_federal", date(2020, 6, 19), None),  # the year before the holiday began
        ("banks", date(2010, 12, 31), None),
        ("banks", date(2023, 1, 2), "New Year's Day (observed)"),
        ("XNYS", date(2010, 12, 31), None),
        ("XNYS", date(2021, 12, 24), "Christmas Day (observed)"),
        ("XNYS", date(2004, 4, 9), "Good Friday"),
        ("XNYS", date(2004, 6, 11), "day of mourning for President Reagan"),
        ("XNYS", date(2001, 9, 14), "attacks of 11 September"),
        ("XNYS", date(1997, 1, 20), None),  # the exchange has kept King's day since 1998
        ("XNYS", date(2004, 10, 11), None),  # Columbus Day is a session
        ("XNYS", date(2004, 6, 12), "Saturday"),
        ("XNYS", date(2004, 6, 13), "Sunday"),
    ],
)
def test_a_closed_day_has_its_reason(name: str, day: date, why: str | None) -> None:
    """The reason stands in the derivation of a deadline that was moved."""
    assert BY_NAME[name].closed_because(day) == why
    assert BY_NAME[name].is_open(day) == (why is None)


@pytest.mark.parametrize("day", [date(1989, 12, 31), date(2061, 1, 1)])
def test_days_outside_the_years_are_refused(day: date) -> None:
    """No list of holidays is known to hold there, not even for weekends."""
    with pytest.raises(OutsideCalendarError, match=f"1990 to 2060, not on {day.isoformat()}"):
        NEW_YORK.is_open(day)


@pytest.mark.parametrize("day", [FIRST, LAST])
def test_the_first_and_the_last_day_are_known(day: date) -> None:
    """Both ends of the range belong to it."""
    assert NYSE.is_open(day) == (day == LAST)  # 1 January 1990 is New Year's Day, 31 December 2060 a Friday


def test_easter() -> None:
    """Sundays from the tables of the Book of Common Prayer: the earliest, the latest, and leap years."""
    found = [easter(year) for year in (2008, 2038, 2000, 2004, 2024, 2049)]
    assert found == [
        date(2008, 3, 23),
        date(2038, 4, 25),
        date(2000, 4, 23),
        date(2004, 4, 11),
        date(2024, 3, 31),
        date(2049, 4, 18),
    ]


@pytest.mark.parametrize(
    ("month", "weekday", "count", "expected"),
    [
        (11, 0, 1, date(2004, 11, 1)),  # the month begins on that weekday
        (11, 3, 4, date(2004, 11, 25)),
        (5, 0, -1, date(2004, 5, 31)),  # the month ends on it
        (12, 4, -1, date(2004, 12, 31)),
        (2, 6, -1, date(2004, 2, 29)),
    ],
)
def test_nth_weekday(month: int, weekday: int, count: int, expected: date) -> None:
    """November 2004 begins on a Monday; its Thursdays are the 4th, 11th, 18th and 25th."""
    assert nth_weekday(2004, month, weekday, count) == expected


@pytest.mark.parametrize(
    ("day", "count", "expected"),
    [
        (date(2004, 5, 28), 1, date(2004, 6, 1)),  # Friday; Monday is Memorial Day
        (date(2004, 5, 29), 1, date(2004, 6, 1)),  # from a Saturday the first open day is the first
        (date(2004, 6, 1), -1, date(2004, 5, 28)),
        (date(2004, 5, 31), -1, date(2004, 5, 28)),
        (date(2004, 5, 31), 0, date(2004, 5, 31)),
        (date(2004, 5, 28), 5, date(2004, 6, 7)),  # 1, 2, 3, 4 and 7 June
        (date(2004, 6, 10), 1, date(2004, 6, 11)),  # federal offices are open on the day of mourning
    ],
)
def test_counting_open_days(day: date, count: int, expected: date) -> None:
    """The day itself is never counted, open or not."""
    assert US_FEDERAL.shift(day, count) == expected


def test_counting_sessions_over_a_day_of_mourning() -> None:
    """From Thursday 10 June 2004 the next session is Monday 14 June: Friday the exchange was closed."""
    assert NYSE.shift(date(2004, 6, 10), 1) == date(2004, 6, 14)


def brute_shift(calendar: Calendar, day: date, count: int) -> date:
    """The same by stepping over every day."""
    step = timedelta(days=1 if count > 0 else -1)
    left = abs(count)
    while left:
        day += step
        left -= calendar.is_open(day)
    return day


@given(CALENDARS, INNER, st.integers(-150, 150))
def test_shift_counts_every_open_day(calendar: Calendar, day: date, count: int) -> None:
    """However it is computed, it is what stepping day by day gives."""
    assert calendar.shift(day, count) == brute_shift(calendar, day, count)


@given(CALENDARS, INNER)
def test_the_next_open_day_is_open_and_nothing_before_it_is(calendar: Calendar, day: date) -> None:
    """`next_open` never goes back, `previous_open` never forward, and neither skips an open day."""
    after, before = calendar.next_open(day), calendar.previous_open(day)
    assert before <= day <= after
    assert calendar.is_open(after)
    assert calendar.is_open(before)
    between = (before + timedelta(days=n) for n in range(1, (after - before).days))
    assert not any(calendar.is_open(one) for one in between if one != day)
    assert (before == day) == (after == day) == calendar.is_open(day)


def test_one_off_closures_close_a_weekday_and_change_no_other() -> None:
    """Federal offices on 26 December 2003: an executive order, no statute."""
    day = date(2003, 12, 26)
    closed = US_FEDERAL.with_closures(frozenset({day}))
    assert US_FEDERAL.is_open(day)
    assert closed.closed_because(day) == "extra closure"
    assert weekdays_closed(closed) == weekdays_closed(US_FEDERAL) | {day}
    assert US_FEDERAL.with_closures(frozenset()) is US_FEDERAL


def test_a_list_of_days_closes_those_and_weekends() -> None:
    """A calendar that the parties supply knows no other holiday."""
    given_days = of_days("ours", "the facts", frozenset({date(2004, 3, 2)}))
    assert not given_days.is_open(date(2004, 3, 2))
    assert not given_days.is_open(date(2004, 3, 6))
    assert given_days.is_open(date(2004, 7, 5))
