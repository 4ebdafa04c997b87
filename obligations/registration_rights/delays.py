"""Section 3(f): how long the company may delay disclosure, and so the selling, at a time and in all."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from obligations.checks import in_order
from obligations.deadlines import Days
from obligations.errors import InvalidInputError, NotComputableError
from obligations.intervals import Interval, inclusive, merge
from obligations.registration_rights.mechanic import Mechanic
from obligations.registration_rights.readings import BUSINESS_DAYS, Readings
from obligations.registration_rights.terms import AllowedDelay, Length, RegistrationRights, require, whole
from obligations.trace import Step, fact
from obligations.windows import Limit, Limits, Outcome, Tested, Window, test

_ONE_DAY = timedelta(days=1)
_WINDOW_UNITS = ("days", "weeks", "months", "quarters", "years")


@dataclass(frozen=True, slots=True)
class Delay:
    """A delay that the company asserted, from its first to its last day; `end` None as long as it lasts.

    `conditions_met` says whether it is an allowed delay but for its length: the good-faith opinion, the
    prompt notice in writing, the advice to cease sales.
    """

    start: date
    end: date | None = None
    conditions_met: bool = True


@dataclass(frozen=True, slots=True)
class DelayFacts:
    """The asserted delays; `as_of` ends what still lasts."""

    delays: tuple[Delay, ...]
    as_of: date | None = None


@dataclass(frozen=True, slots=True)
class TestedDelay:
    """A delay's trading days, those allowed and those beyond, and its allowed days, first and last."""

    trading_days: int
    allowed_trading_days: int
    excess_trading_days: int
    allowed_calendar_days: tuple[tuple[date, date], ...]


@dataclass(frozen=True, slots=True)
class DelayLimits:
    """Each delay in the order given, the most delay in any window, and whether all of it is allowed."""

    delays: tuple[TestedDelay, ...]
    max_delay_trading_days_in_any_12_months: int
    within_limits: bool
    trace: Step


def delay_limits(facts: DelayFacts, terms: RegistrationRights, readings: Readings) -> DelayLimits:
    """M24: which days of the delays the agreement allows.

    Where its limits are in other days than trading days, or its window is another, the same names hold those.
    """
    require(terms.allowed_delay, "allowed delays")
    spans = [_span(index, delay, facts.as_of) for index, delay in enumerate(facts.delays)]
    outcome, trace = _tested(facts.delays, spans, terms, readings)
    return DelayLimits(
        tuple(_written(one) for one in outcome.stretches),
        outcome.most_in_window,
        outcome.within_limits,
        trace,
    )


def allowed_days(
    delays: Sequence[Delay], terms: RegistrationRights, readings: Readings, until: date
) -> tuple[tuple[Interval, ...], Step]:
    """The days before `until` that are days of an allowed delay; none if the agreement allows none."""
    if terms.allowed_delay is None:
        return (), Step("allowed delays", (), "none is allowed", (terms.silence("allowed_delay"),))
    known = tuple(delay for delay in delays if delay.start < until)
    spans = [_span(index, delay, until - _ONE_DAY) for index, delay in enumerate(known)]
    outcome, trace = _tested(known, spans, terms, readings)
    return merge(days for one in outcome.stretches for days in one.allowed_days), trace


def _span(index: int, delay: Delay, last: date | None) -> Interval:
    """A delay's days, no later than `last`."""
    if delay.end is None and last is None:
        raise InvalidInputError(f"delays[{index}].end: null takes an as_of")
    in_order(f"delays[{index}].start", delay.start, f"delays[{index}].end", delay.end)
    ends = [day for day in (delay.end, last) if day is not None]
    return inclusive(delay.start, max(delay.start, min(ends)))


def _tested(
    delays: Sequence[Delay], spans: Sequence[Interval], terms: RegistrationRights, readings: Readings
) -> tuple[Outcome, Step]:
    """What the limits allow of the delays; of one that lacks a condition they allow nothing."""
    allowed = terms.allowed_delay
    assert allowed
    limits = _limits(allowed, readings)
    licensed = test([span for span, delay in zip(spans, delays, strict=True) if delay.conditions_met], limits)
    tested = iter(licensed.stretches)
    stretches = tuple(
        next(tested) if delay.conditions_met else _not_allowed(span, limits)
        for span, delay in zip(spans, delays, strict=True)
    )
    outcome = Outcome(stretches, licensed.most_in_window)
    used = ("allowed_delay_caps", "allowed_delay_usage", *_calendars(allowed))
    operands = (*_steps(delays, stretches), *_terms(allowed, terms))
    days = merge(one for stretch in stretches for one in stretch.allowed_days)
    return outcome, Step("allowed delays", days, _how(readings), operands, readings=used)


def _how(readings: Readings) -> str:
    limits = "either limit" if readings.allowed_delay_caps == "either" else "both limits"
    return f"each counted day tested against {limits}; other days follow the day before"


def _not_allowed(span: Interval, limits: Limits) -> Tested:
    return Tested(span, sum(map(limits.counts, span)), 0, ())


def _written(one: Tested) -> TestedDelay:
    days = tuple((allowed.start, allowed.end - _ONE_DAY) for allowed in one.allowed_days)
    return TestedDelay(one.counted, one.allowed, one.counted - one.allowed, days)


def _steps(delays: Sequence[Delay], stretches: Sequence[Tested]) -> Iterator[Step]:
    for index, (delay, one) in enumerate(zip(delays, stretches, strict=True)):
        given = [fact(f"delays[{index}].{name}", getattr(delay, name)) for name in ("start", "end")]
        if not delay.conditions_met:
            given.append(fact(f"delays[{index}].conditions_met", value=False))
        how = f"of {one.counted} counted days" if delay.conditions_met else "no allowed delay at all"
        yield Step(f"delay {index + 1}, allowed days", one.allowed, how, tuple(given))


def _terms(allowed: AllowedDelay, terms: RegistrationRights) -> Iterator[Step]:
    for name in ("consecutive", "aggregate", "window", "occurrences"):
        if getattr(allowed, name) is not None:
            yield terms.operand("allowed_delay", name)


def _limits(allowed: AllowedDelay, readings: Readings) -> Limits:
    days = readings.days()
    return Limits(
        _limit(allowed.consecutive, days),
        _limit(allowed.aggregate, days),
        _window(allowed.window),
        allowed.occurrences,
        either=readings.allowed_delay_caps == "either",
        spent_by="all" if readings.allowed_delay_usage == "all_delay_days" else "allowed",
    )


def _limit(length: Length | None, days: Days) -> Limit | None:
    """So many days of a kind. Raises `NotComputableError` for a limit in months."""
    if length is None:
        return None
    count = whole(length)
    match length.unit:
        case "trading_days" | "business_days":
            return Limit(count, days.of(length.unit).is_open)
        case "days":
            return Limit(count, _every_day)
        case "weeks":
            return Limit(7 * count, _every_day)
    raise NotComputableError(f"delays of {length}: a limit in {length.unit} is no number of days")


def _every_day(_: date) -> bool:
    return True


def _window(length: Length | None) -> Window | None:
    if length is None:
        return None
    if length.unit not in _WINDOW_UNITS:
        raise NotComputableError(f"a window of {length}")
    return whole(length), length.unit


def _calendars(allowed: AllowedDelay) -> tuple[str, ...]:
    """The readings of the calendars by which the limits count."""
    units = {length.unit for length in (allowed.consecutive, allowed.aggregate) if length}
    trading = ("trading_day_calendar",) if "trading_days" in units else ()
    return (*trading, *(BUSINESS_DAYS if "business_days" in units else ()))


MECHANICS = (
    Mechanic(
        "M24",
        "delay_limits",
        "Allowed Delay limits (so many days at a time, so many in any window)",
        "3(f)",
        DelayFacts,
        delay_limits,
    ),
)
