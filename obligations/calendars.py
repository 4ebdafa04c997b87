"""Which days are open: by New York law, at federal offices, at banks, on the New York Stock Exchange.

A calendar says of each day from 1990 to 2060 whether it is open and, if not, why. Each list is written out
from its source, so that a derivation can name the holiday that moved a date:

- `NEW_YORK`: public holidays of N.Y. Gen. Constr. Law § 24, for § 25 and § 25-a (the next business day).
- `US_FEDERAL`: 5 U.S.C. § 6103 with Executive Order 11582: a Saturday holiday is observed on Friday. Offices
  of the SEC, and so EDGAR, keep it.
- `BANKS`: the Federal Reserve Banks' holidays (Regulation D, 12 C.F.R. § 204.2): no Friday for a Saturday
  one.
- `NYSE`: sessions of the New York Stock Exchange (Rule 7.2, formerly 51) with its unscheduled closures.

Days outside the range raise `OutsideCalendarError`: no list is known to hold there.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from datetime import date, timedelta
from functools import cache

from obligations.errors import OutsideCalendarError

YEARS = (1990, 2060)
_ONE_DAY = timedelta(days=1)
_MON, _TUE, _THU, _FRI, _SAT, _SUN = 0, 1, 3, 4, 5, 6
_WEEKDAY = ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday")

YearlyHolidays = Callable[[int], Mapping[date, str]]


@dataclass(frozen=True)
class Calendar:
    """Days that are open: weekdays which are no holiday and not in `closures`.

    `holidays` gives a year's closed days, each with its name; `closures` are one-off days, which no statute
    lists, such as a day of mourning.
    """

    name: str
    source: str
    holidays: YearlyHolidays
    closures: frozenset[date] = frozenset()

    def closed_because(self, day: date) -> str | None:
        """Why `day` is closed, or None if it is open. Raises `OutsideCalendarError`."""
        if not YEARS[0] <= day.year <= YEARS[1]:
            raise OutsideCalendarError(self.name, day, YEARS)
        if day.weekday() >= _SAT:
            return _WEEKDAY[day.weekday()]
        return self.holidays(day.year).get(day) or ("extra closure" if day in self.closures else None)

    def is_open(self, day: date) -> bool:
        """Whether `day` is open. Raises `OutsideCalendarError`."""
        return self.closed_because(day) is None

    def next_open(self, day: date) -> date:
        """`day` itself if it is open, otherwise the first open day after it."""
        while not self.is_open(day):
            day += _ONE_DAY
        return day

    def previous_open(self, day: date) -> date:
        """`day` itself if it is open, otherwise the last open day before it."""
        while not self.is_open(day):
            day -= _ONE_DAY
        return day

    def shift(self, day: date, count: int) -> date:
        """The `count`-th open day after `day` (before it if negative); `day` itself is never counted.

        `shift(day, 0)` is `day`, open or not.
        """
        step = _ONE_DAY if count > 0 else -_ONE_DAY
        for _ in range(abs(count)):
            day += step
            while not self.is_open(day):
                day += step
        return day

    def with_closures(self, days: frozenset[date]) -> Calendar:
        """The same calendar with further one-off closures."""
        return replace(self, closures=self.closures | days) if days else self


def nth_weekday(year: int, month: int, weekday: int, count: int) -> date:
    """The `count`-th `weekday` (Monday is 0) of a month; the last one if `count` is -1."""
    if count < 0:
        last = date(year + month // 12, month % 12 + 1, 1) - _ONE_DAY
        return last - timedelta(days=(last.weekday() - weekday) % 7)
    first = date(year, month, 1)
    return first + timedelta(days=(weekday - first.weekday()) % 7 + 7 * (count - 1))


def easter(year: int) -> date:
    """Easter Sunday of the Gregorian calendar (Meeus, Astronomical Algorithms, chapter 8)."""
    century, of_century = divmod(year, 100)
    leap_centuries, rest = divmod(century, 4)
    moon = (century - (century + 8) // 25 + 1) // 3
    epact = (19 * (year % 19) + century - leap_centuries - moon + 15) % 30
    weekday = (32 + 2 * rest + 2 * (of_century // 4) - epact - of_century % 4) % 7
    late = (year % 19 + 11 * epact + 22 * weekday) // 451
    month, day = divmod(epact + weekday - 7 * late + 114, 31)
    return date(year, month, day + 1)


def _fixed(month: int, day: int) -> Callable[[int], date]:
    return lambda year: date(year, month, day)


def _floating(month: int, weekday: int, count: int) -> Callable[[int], date]:
    return lambda year: nth_weekday(year, month, weekday, count)


@dataclass(frozen=True)
class _Holiday:
    name: str
    on: Callable[[int], date]
    since: int = YEARS[0]
    saturday_to_friday: bool = False
    sunday_to_monday: bool = True

    def observed(self, year: int) -> date:
        """The day on which the holiday of `year` is kept; New Year's can be the day before."""
        day = self.on(year)
        if day.weekday() == _SAT and self.saturday_to_friday:
            return day - _ONE_DAY
        if day.weekday() == _SUN and self.sunday_to_monday:
            return day + _ONE_DAY
        return day


_NEW_YEAR = _Holiday("New Year's Day", _fixed(1, 1))
_KING = _Holiday("Martin Luther King Jr. Day", _floating(1, _MON, 3))
_LINCOLN = _Holiday("Lincoln's Birthday", _fixed(2, 12))
_WASHINGTON = _Holiday("Washington's Birthday", _floating(2, _MON, 3))
_GOOD_FRIDAY = _Holiday("Good Friday", lambda year: easter(year) - timedelta(days=2))
_MEMORIAL = _Holiday("Memorial Day", _floating(5, _MON, -1))
# § 24 moves a Sunday holiday to Monday "except flag day".
_FLAG = _Holiday("Flag Day", _floating(6, _SUN, 2), sunday_to_monday=False)
_JUNETEENTH = _Holiday("Juneteenth", _fixed(6, 19), since=2021)
_INDEPENDENCE = _Holiday("Independence Day", _fixed(7, 4))
_LABOR = _Holiday("Labor Day", _floating(9, _MON, 1))
_COLUMBUS = _Holiday("Columbus Day", _floating(10, _MON, 2))
_ELECTION = _Holiday("general election day", lambda year: nth_weekday(year, 11, _MON, 1) + _ONE_DAY)
_VETERANS = _Holiday("Veterans Day", _fixed(11, 11))
_THANKSGIVING = _Holiday("Thanksgiving Day", _floating(11, _THU, 4))
_CHRISTMAS = _Holiday("Christmas Day", _fixed(12, 25))

# N.Y. Gen. Constr. Law § 24.
_NEW_YORK = (
    _NEW_YEAR, _KING, _LINCOLN, _WASHINGTON, _MEMORIAL, _FLAG, _JUNETEENTH, _INDEPENDENCE, _LABOR, _COLUMBUS,
    _ELECTION, _VETERANS, _THANKSGIVING, _CHRISTMAS,
)  # fmt: skip

# 5 U.S.C. § 6103(a); Saturday holidays on Friday by (b)(1).
_BANKS = (
    _NEW_YEAR, _KING, _WASHINGTON, _MEMORIAL, _JUNETEENTH, _INDEPENDENCE, _LABOR, _COLUMBUS, _VETERANS,
    _THANKSGIVING, _CHRISTMAS,
)  # fmt: skip
_US_FEDERAL = tuple(replace(holiday, saturday_to_friday=True) for holiday in _BANKS)

# The exchange closes on the Friday before a Saturday holiday unless a quarter or year ends on it: New Year's.
_NYSE = (
    _NEW_YEAR, replace(_KING, since=1998), _WASHINGTON, _GOOD_FRIDAY, _MEMORIAL,
    replace(_JUNETEENTH, since=2022, saturday_to_friday=True),
    replace(_INDEPENDENCE, saturday_to_friday=True), _LABOR, _THANKSGIVING,
    replace(_CHRISTMAS, saturday_to_friday=True),
)  # fmt: skip
_NYSE_CLOSURES = {
    date(1994, 4, 27): "funeral of President Nixon",
    date(2001, 9, 11): "attacks of 11 September",
    date(2001, 9, 12): "attacks of 11 September",
    date(2001, 9, 13): "attacks of 11 September",
    date(2001, 9, 14): "attacks of 11 September",
    date(2004, 6, 11): "day of mourning for President Reagan",
    date(2007, 1, 2): "day of mourning for President Ford",
    date(2012, 10, 29): "Hurricane Sandy",
    date(2012, 10, 30): "Hurricane Sandy",
    date(2018, 12, 5): "day of mourning for President Bush",
    date(2025, 1, 9): "day of mourning for President Carter",
}


def _yearly(rules: tuple[_Holiday, ...], once: Mapping[date, str] | None = None) -> YearlyHolidays:
    """The closed days of each year by its rules; built year by year, as they are asked for."""

    @cache
    def holidays(year: int) -> Mapping[date, str]:
        closed = {day: why for day, why in (once or {}).items() if day.year == year}
        for rule in rules:
            # The observed day of next year's New Year's Day may lie in this year.
            for of in (year, year + 1):
                if of >= rule.since and (day := rule.observed(of)).year == year:
                    closed[day] = rule.name if day == rule.on(of) else f"{rule.name} (observed)"
        return closed

    return holidays


NEW_YORK = Calendar("New York public holidays", "N.Y. Gen. Constr. Law § 24", _yearly(_NEW_YORK))
US_FEDERAL = Calendar("US federal holidays", "5 U.S.C. § 6103; E.O. 11582", _yearly(_US_FEDERAL))
BANKS = Calendar("Federal Reserve holidays", "Federal Reserve Banks' holiday schedule", _yearly(_BANKS))
NYSE = Calendar("NYSE sessions", "NYSE Rule 7.2", _yearly(_NYSE, _NYSE_CLOSURES))

BY_NAME: Mapping[str, Calendar] = {
    "ny_gcl24": NEW_YORK,
    "us_federal": US_FEDERAL,
    "banks": BANKS,
    "XNYS": NYSE,
}


def of_days(name: str, source: str, closed: frozenset[date]) -> Calendar:
    """A calendar whose only closed weekdays are those given: a list that the parties supply."""
    return Calendar(name, source, lambda _: {}, closed)
