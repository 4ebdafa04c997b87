"""The day on which a deadline falls, from its expression and the facts.

A deadline has two days: the nominal one that the words give, and the one by which performance is still in
time (`perform_by`), where the law of the contract moves it to the next business day (N.Y. Gen. Constr. Law §§
25 and 25-a). Limbs are compared before they are moved. Lateness is judged against `perform_by`; money that
then runs is counted from the nominal day.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date, timedelta
from typing import Literal

from obligations.calendars import NYSE, US_FEDERAL, Calendar
from obligations.errors import InvalidInputError, NotComputableError
from obligations.expressions import (
    Anchor,
    Between,
    Conditional,
    Convention,
    Duration,
    EarlierOf,
    Expression,
    Fixed,
    LaterOf,
    Offset,
    Periodic,
    Roll,
)
from obligations.periods import add_months, shift
from obligations.trace import Step, fact

Event = date | tuple[date, ...] | None
_MOST_OCCURRENCES = 2000
_OPEN_DAYS = {"business_days", "trading_days"}
_TRUNCATED = re.compile(r"--(?:-|(?P<month>0[1-9]|1[0-2])-)(?P<day>0[1-9]|[12]\d|3[01])", re.ASCII)


@dataclass(frozen=True, slots=True)
class Facts:
    """What has happened: the days of events and the truth of conditions, by name.

    An event with None has not happened; one that is not there is not known. Of several days of one event the
    `pick` counts. `computed` says how days came about that are no facts, but follow from the agreement.
    """

    events: Mapping[str, Event]
    conditions: Mapping[str, bool | None] | None = None
    pick: Literal["earliest", "latest"] = "earliest"
    computed: Mapping[str, Step] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Days:
    """The calendars by which days are counted, and by which law moves a day (None: it does not)."""

    business: Calendar = US_FEDERAL
    trading: Calendar = NYSE
    roll: Calendar | None = None

    def of(self, unit: str) -> Calendar:
        """The calendar of a unit that counts open days."""
        return self.trading if unit == "trading_days" else self.business


@dataclass(frozen=True, slots=True)
class Due:
    """When something falls due.

    `nominal` is None as long as no event fixes it; `missing` are the facts that are not known and might,
    `waiting` those known not to have happened. `first` is the first day of a window, `dates` what recurs up
    to the horizon. `limb` is the index of the argument that decided, where the expression is a choice.
    """

    nominal: date | None
    perform_by: date | None
    trace: Step
    missing: tuple[str, ...] = ()
    waiting: tuple[str, ...] = ()
    first: date | None = None
    dates: tuple[date, ...] = ()
    limb: int | None = None

    def is_met_by(self, done: date | None, as_of: date | None = None) -> bool:
        """Whether something done on `done` (None: not yet) is in time; before the day it still is."""
        if self.perform_by is None:
            return True
        if done is not None and (as_of is None or done <= as_of):
            return done <= self.perform_by
        return as_of is None or as_of <= self.perform_by


@dataclass(frozen=True, slots=True)
class _Reached:
    """An expression evaluated, before the law moves the day; `moves` says whether it may."""

    day: date | None
    trace: Step
    moves: bool = True
    missing: tuple[str, ...] = ()
    waiting: tuple[str, ...] = ()
    first: date | None = None
    dates: tuple[date, ...] = ()
    limb: int | None = None


def evaluate(
    expression: Expression, facts: Facts, days: Days, *, name: str = "due", horizon: date | None = None
) -> Due:
    """When `expression` falls due. `horizon` ends what recurs without end.

    Raises `NotComputableError` for hours, fractions of a day and lengths that start nowhere, and
    `OutsideCalendarError` beyond the calendars.
    """
    reached = _evaluate(expression, facts, days, name, horizon)
    perform_by, trace = reached.day, reached.trace
    if reached.day and reached.moves and days.roll:
        perform_by = days.roll.next_open(reached.day)
        if perform_by != reached.day:
            trace = _moved(name, reached.day, perform_by, days.roll, trace)
    return Due(
        reached.day,
        perform_by,
        trace,
        reached.missing,
        reached.waiting,
        reached.first,
        reached.dates,
        reached.limb,
    )


def count_from(day: date, count: int, unit: str, days: Days) -> date:
    """`count` units after `day` (before it if negative); the day itself is not counted (§ 20).

    Open days are counted on their calendar. Raises `NotComputableError` for hours, and for a day that no
    calendar of ours reaches.
    """
    if unit in _OPEN_DAYS:
        return days.of(unit).shift(day, count)
    if unit == "hours":
        raise NotComputableError("hours cannot be counted on days: the facts hold no time of day")
    try:
        return shift(day, count, unit)
    except OverflowError as error:
        raise NotComputableError(f"{count} {unit} from {day.isoformat()} leave the calendar") from error


def _moved(name: str, day: date, perform_by: date, calendar: Calendar, trace: Step) -> Step:
    why = calendar.closed_because(day)
    how = f"first open day from {day.isoformat()} ({why}) by {calendar.source}"
    return Step(f"{name}, perform by", perform_by, how, (trace,))


def _evaluate(node: Expression, facts: Facts, days: Days, name: str, horizon: date | None) -> _Reached:
    match node:
        case Anchor():
            return _anchor(node, facts)
        case Fixed():
            return _Reached(node.day, Step(name, node.day, "as fixed"))
        case Offset():
            return _offset(node, facts, days, name, horizon)
        case EarlierOf() | LaterOf():
            return _choice(node, facts, days, name, horizon)
        case Conditional():
            return _conditional(node, facts, days, name, horizon)
        case Between():
            return _between(node, facts, days, name, horizon)
        case Duration():
            return _duration(node, facts, days, name, horizon)
        case Periodic():
            return _periodic(node, facts, days, name, horizon)
        case Roll():
            return _rolled(node, facts, days, name, horizon)


def _anchor(node: Anchor, facts: Facts) -> _Reached:
    label = node.text or node.fact
    if node.fact not in facts.events:
        return _Reached(None, replace(fact(node.fact, None), name=label), missing=(node.fact,))
    given = facts.events[node.fact]
    found = (given,) if isinstance(given, date) else given or ()
    fitting = [day for day in found if node.within is None or day.isoformat().startswith(node.within)]
    day = (min(fitting) if facts.pick == "earliest" else max(fitting)) if fitting else None
    source = facts.computed.get(node.fact) or fact(node.fact, day if fitting else given)
    trace = replace(source, name=label)
    if day is None:
        return _Reached(None, trace, waiting=(node.fact,))
    return _Reached(day, trace)


def _offset(node: Offset, facts: Facts, days: Days, name: str, horizon: date | None) -> _Reached:
    base = _evaluate(node.base, facts, days, f"{name}, from", horizon)
    count = _whole(node)
    how = f"{count} {node.unit.replace('_', ' ')} {node.direction} {base.trace.name}"
    if base.day is None:
        return replace(base, trace=Step(name, None, how, (base.trace,)), limb=None)
    day = count_from(base.day, count if node.direction == "after" else -count, node.unit, days)
    # A limit that is counted back protects the other side, and open days fall on open days already.
    moves = node.direction == "after" and node.unit not in _OPEN_DAYS
    return _Reached(day, Step(name, day, how, (base.trace,)), moves, base.missing, base.waiting)


def _whole(node: Offset | Duration) -> int:
    if node.count != int(node.count):
        raise NotComputableError(f"{node.count} {node.unit} is no whole number of them")
    return int(node.count)


def _choice(node: EarlierOf | LaterOf, facts: Facts, days: Days, name: str, horizon: date | None) -> _Reached:
    limbs = [
        _evaluate(arg, facts, days, f"limb {_roman(index)}", horizon)
        for index, arg in enumerate(node.args, 1)
    ]
    missing, waiting = _each_once(limbs, "missing"), _each_once(limbs, "waiting")
    traces = tuple(limb.trace for limb in limbs)
    there = [(limb.day, index) for index, limb in enumerate(limbs) if limb.day is not None]
    later = isinstance(node, LaterOf)
    how = f"the {'later' if later else 'earlier'} of {len(limbs)} limbs"
    if not there or (later and len(there) < len(limbs)):
        return _Reached(None, Step(name, None, how, traces), missing=missing, waiting=waiting)
    # Of two limbs on one day the first is named.
    day, index = max(there, key=lambda at: (at[0], -at[1])) if later else min(there)
    return _Reached(
        day,
        Step(name, day, how, traces),
        limbs[index].moves,
        missing,
        waiting,
        limbs[index].first,
        limb=index,
    )


def _conditional(node: Conditional, facts: Facts, days: Days, name: str, horizon: date | None) -> _Reached:
    conditions = facts.conditions or {}
    asked = []
    for index, branch in enumerate(node.branches):
        if branch.condition is not None:
            asked.append(fact(branch.condition, conditions.get(branch.condition)))
            if conditions.get(branch.condition) is None:
                return _Reached(
                    None, Step(name, None, "by a condition", tuple(asked)), missing=(branch.condition,)
                )
            if not conditions[branch.condition]:
                continue
        then = _evaluate(branch.then, facts, days, name, horizon)
        how = f"where {branch.text or branch.condition}" if branch.condition else "in all other cases"
        return replace(then, trace=Step(name, then.day, how, (*asked, then.trace)), limb=index)
    return _Reached(None, Step(name, None, "no branch applies", tuple(asked)))


def _between(node: Between, facts: Facts, days: Days, name: str, horizon: date | None) -> _Reached:
    first = _evaluate(node.from_, facts, days, f"{name}, first day", horizon)
    last = _evaluate(node.to, facts, days, f"{name}, last day", horizon)
    step = Step(name, last.day, "last day of the window", (first.trace, last.trace))
    return _Reached(
        last.day,
        step,
        last.moves,
        _each_once((first, last), "missing"),
        _each_once((first, last), "waiting"),
        first.day,
    )


def _duration(node: Duration, facts: Facts, days: Days, name: str, horizon: date | None) -> _Reached:
    if node.start is None:
        raise NotComputableError(f"{node.count} {node.unit} that start on no day")
    ends = Offset(node.count, node.unit, "after", node.start, "exactly")
    reached = _offset(ends, facts, days, name, horizon)
    start = _evaluate(node.start, facts, days, name, horizon)
    return replace(reached, moves=False, first=start.day)


def _rolled(node: Roll, facts: Facts, days: Days, name: str, horizon: date | None) -> _Reached:
    base = _evaluate(node.base, facts, days, name, horizon)
    if base.day is None:
        return base
    day = rolled(node.convention, base.day, days)
    how = f"{node.convention.replace('_', ' ')} by the agreement"
    return replace(base, day=day, trace=Step(name, day, how, (base.trace,)), moves=False)


def rolled(convention: Convention, day: date, days: Days) -> date:
    """`day` where it is open, or else the next or previous open day, as the convention says."""
    calendar = days.trading if convention.endswith("trading_day") else days.business
    return calendar.previous_open(day) if convention.startswith("previous") else calendar.next_open(day)


def _periodic(node: Periodic, facts: Facts, days: Days, name: str, horizon: date | None) -> _Reached:
    """Each occurrence up to `until` or the horizon, whichever is earlier; the day is the first of them."""
    start = _evaluate(node.start, facts, days, f"{name}, from", horizon) if node.start else None
    until = _evaluate(node.until, facts, days, f"{name}, until", horizon) if node.until else None
    ends = tuple(one for one in (start, until) if one)
    steps = tuple(one.trace for one in ends)
    missing, waiting = _each_once(ends, "missing"), _each_once(ends, "waiting")
    last = min((day for day in (until.day if until else None, horizon) if day), default=None)
    if start is None or start.day is None or last is None:
        step = Step(name, None, "recurs", steps)
        return _Reached(None, step, missing=missing, waiting=waiting)
    dates = dated(node.dates, start.day, last) if node.dates else _every(node, start.day, last, days)
    step = Step(name, dates, f"every {node.every.count} {node.every.unit}", steps)
    return _Reached(dates[0] if dates else None, step, missing=missing, waiting=waiting, dates=dates)


def _each_once(parts: Iterable[_Reached], of: Literal["missing", "waiting"]) -> tuple[str, ...]:
    """The facts that the parts lack, in their order."""
    return tuple(dict.fromkeys(name for part in parts for name in getattr(part, of)))


def _every(node: Periodic, start: date, last: date, days: Days) -> tuple[date, ...]:
    count = int(node.every.count)
    if count != node.every.count or count < 1:
        raise NotComputableError(f"every {node.every.count} {node.every.unit} is no whole number of them")
    dates: list[date] = []
    while len(dates) <= _MOST_OCCURRENCES:
        # Counted from the start each time, so that month ends do not drift.
        day = count_from(start, count * len(dates), node.every.unit, days)
        if day > last:
            return tuple(dates)
        dates.append(day)
    raise NotComputableError(f"every {count} {node.every.unit} is more than {_MOST_OCCURRENCES} times")


def dated(dates: Sequence[str], start: date, last: date) -> tuple[date, ...]:
    """Each day from `start` to `last` that a truncated date names; a short month's 31st is its last.

    Raises `InvalidInputError` for what is no day of a month or of a year.
    """
    found = set()
    month = start.replace(day=1)
    while month <= last:
        for pattern in dates:
            day = _day_in_month(pattern, month)
            if day and start <= day <= last:
                found.add(day)
        month = add_months(month, 1)
    return tuple(sorted(found))


def _day_in_month(pattern: str, month: date) -> date | None:
    truncated = _TRUNCATED.fullmatch(pattern)
    if truncated is None:
        raise InvalidInputError(f"{pattern!r} is no truncated date such as '---05' or '--12-31'")
    if truncated["month"] and int(truncated["month"]) != month.month:
        return None
    last = add_months(month, 1) - timedelta(days=1)
    return min(month + timedelta(days=int(truncated["day"]) - 1), last)


def _roman(number: int) -> str:
    numerals = ("i", "ii", "iii", "iv", "v", "vi", "vii", "viii", "ix", "x")
    return numerals[number - 1] if number <= len(numerals) else str(number)
