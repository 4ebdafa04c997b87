"""Damages for a registration that is late: what each holder is owed for each default.

The terms say everything: the rate or the sum a period, what part of a period pays, steps, grace, instalments.
A default runs from its missed day (or the next) until it is cured, half-open unless the agreement counts the
day of the cure. Each charge is rounded once.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta
from decimal import Decimal
from fractions import Fraction
from itertools import pairwise

from obligations.deadlines import Days, count_from
from obligations.errors import ContradictoryFactsError, NotComputableError
from obligations.intervals import Interval, clip, length, subtract
from obligations.periods import add_months
from obligations.registration_rights.readings import Readings
from obligations.registration_rights.terms import Length, LiquidatedDamages, RateStep
from obligations.rounding import exact, to_cents
from obligations.trace import Step, fact

_ONE_DAY = timedelta(days=1)
_MOST_PERIODS = 5000
_MONTHS = {"months": 1, "quarters": 3, "years": 12}


@dataclass(frozen=True, slots=True)
class Default:
    """A duty not met in time: the day missed, the day of its cure (None: it goes on), and days left out."""

    name: str
    missed: date
    cured: date | None
    trace: Step
    excluded: tuple[Interval, ...] = ()


@dataclass(frozen=True, slots=True)
class Slice:
    """Days of a default at one rate, and what part of a period they pay."""

    span: Interval
    part: Fraction
    rate: Fraction


@dataclass(frozen=True, slots=True)
class Charge:
    """What one holder is owed for one default or one instalment of it, before any cap.

    A formula that adds up the times of several failures has no single first and last day.

    `from_` and `to` are the first and the last day counted, `days` how many of them pay, `periods` what part
    of the agreement's periods they are. `slices` is what the amount is the sum of, `on` an instalment's day.
    """

    holder: str
    failure: str
    from_: date | None
    to: date | None
    days: int | None
    periods: Fraction
    amount: Decimal
    slices: tuple[Slice, ...]
    per_period: Fraction
    on: date | None
    trace: Step


def charges(
    terms: LiquidatedDamages,
    defaults: Sequence[Default],
    bases: Mapping[str, Decimal],
    as_of: date,
    days: Days,
    readings: Readings,
    operands: Sequence[Step] = (),
) -> tuple[Charge, ...]:
    """What each holder is owed for each default up to `as_of`, by default, holder and day.

    `bases` is each holder's basis in units of money, or the number of units on each of which a fixed sum is
    paid. `operands` are the terms as leaves of the trace. Raises `ContradictoryFactsError` for a cure before
    its default.
    """
    found = []
    for default in defaults:
        span = span_of(terms, default, as_of, days)
        if span is None:
            continue
        cut = _instalments if terms.instalments else _accrued
        parts = list(cut(terms, span, default.excluded, days, readings))
        for holder, basis in bases.items():
            found += [_charge(terms, default, holder, basis, span, on, part, operands) for on, part in parts]
    return tuple(found)


def span_of(terms: LiquidatedDamages, default: Default, as_of: date, days: Days) -> Interval | None:
    """The days of a default that count, after its grace; None where none does."""
    if default.cured and default.cured < default.missed:
        raise ContradictoryFactsError(
            f"{default.name}: cured on {default.cured.isoformat()},"
            f" before it began on {default.missed.isoformat()}"
        )
    start = default.missed + (_ONE_DAY if terms.first_day == "day_after" else timedelta())
    if terms.grace:
        start = count_from(start, whole(terms.grace), terms.grace.unit, days)
    cured = default.cured if default.cured and default.cured <= as_of else None
    end = (cured or as_of) + (_ONE_DAY if terms.through_cure else timedelta())
    return Interval(start, end) if start < end else None


def whole(length_: Length) -> int:
    """The count of a length. Raises `NotComputableError` for a part of a unit."""
    if length_.count != int(length_.count):
        raise NotComputableError(f"{length_} is no whole number of {length_.unit}")
    return int(length_.count)


_Parts = Iterator[tuple[date | None, tuple[Slice, ...]]]


def _accrued(
    terms: LiquidatedDamages, span: Interval, excluded: Iterable[Interval], days: Days, _: Readings
) -> _Parts:
    """All slices as one charge: periods, cut where the rate changes, each with what it pays."""
    left_out = tuple(excluded)
    found: list[Slice] = []
    for period in _periods(span, terms.period):
        counted = subtract(clip((period,), span), left_out)
        if terms.proration == "daily":
            weight = _weight(terms, period)
            found += [
                Slice(piece, piece.days * weight, _rate(terms, span.start, piece.start, days))
                for piece in _at_steps(counted, terms.step, span, days)
            ]
        elif counted == (period,) or (counted and terms.proration == "any_part"):
            held = Interval(counted[0].start, counted[-1].end)
            found.append(Slice(held, Fraction(1), _rate(terms, span.start, period.start, days)))
    if found:
        yield None, tuple(found)


def _instalments(
    terms: LiquidatedDamages, span: Interval, _: Iterable[Interval], days: Days, readings: Readings
) -> _Parts:
    """One charge on the first day of the default and one a period apart from it while it lasts.

    Where parts of a period pay in proportion, the days since the last instalment are paid on the cure, or by
    the other reading the last instalment is cut to them.
    """
    for period in _periods(span, terms.period):
        rate = _rate(terms, span.start, period.start, days)
        part = Fraction(min(period.end, span.end).toordinal() - period.start.toordinal(), period.days)
        cut = terms.proration == "daily" and period.end > span.end
        in_full = Slice(Interval(period.start, min(period.end, span.end)), Fraction(1), rate)
        if cut and readings.last_instalment == "part_of_last":
            yield period.start, (Slice(in_full.span, part, rate),)
            continue
        yield period.start, (in_full,)
        if cut:
            yield span.end, (Slice(in_full.span, part, rate),)


def _charge(
    terms: LiquidatedDamages,
    default: Default,
    holder: str,
    basis: Decimal,
    span: Interval,
    on: date | None,
    parts: tuple[Slice, ...],
    operands: Sequence[Step],
) -> Charge:
    if terms.amount_per_period is not None:
        per_period = exact(terms.amount_per_period) * exact(basis)
    else:
        per_period = exact(basis)
    owed = sum((per_period * part.part * part.rate for part in parts), Fraction(0))
    periods = sum((part.part for part in parts), Fraction(0))
    counted = length(part.span for part in parts)
    amount = to_cents(owed)
    how = "basis × rate × periods, half up to the cent"
    of_periods = Step("periods", periods, f"{counted} days of {span} by {terms.period}", (default.trace,))
    trace = Step(
        f"{default.name}, {holder}",
        amount,
        how,
        (*operands, replace(fact(f"amounts.{holder}", basis), name="basis"), of_periods),
        readings=("last_instalment",) if terms.instalments else (),
    )
    first, last = parts[0].span.start, parts[-1].span.end - _ONE_DAY
    return Charge(holder, default.name, first, last, counted, periods, amount, parts, per_period, on, trace)


def _periods(span: Interval, period: Length) -> Iterator[Interval]:
    """The agreement's periods one after the other from the start of `span` until it ends."""
    count = whole(period)
    start = span.start
    for index in range(1, _MOST_PERIODS):
        if start >= span.end:
            return
        # Counted from the start each time, so that month ends do not drift.
        if period.unit in _MONTHS:
            end = add_months(span.start, index * count * _MONTHS[period.unit])
        elif period.unit in ("days", "weeks"):
            end = span.start + timedelta(days=index * count * (7 if period.unit == "weeks" else 1))
        else:
            raise NotComputableError(f"damages for each {period}")
        yield Interval(start, end)
        start = end
    raise NotComputableError(f"more than {_MOST_PERIODS} periods of {period}")


def _weight(terms: LiquidatedDamages, period: Interval) -> Fraction:
    """What part of a period a day is: of a year by its day count, of any other by its days."""
    if terms.period.unit == "years":
        return Fraction(1, terms.year_days * whole(terms.period))
    return Fraction(1, period.days)


def _at_steps(
    spans: Iterable[Interval], step: RateStep | None, default: Interval, days: Days
) -> Iterator[Interval]:
    """The spans cut on the days on which the rate changes."""
    changes = tuple(_step_days(step, default, days)) if step else ()
    edges = (default.start, *changes, default.end)
    for span in spans:
        for first, last in pairwise(edges):
            yield from clip((span,), Interval(first, last))


def _step_days(step: RateStep, default: Interval, days: Days) -> Iterator[date]:
    """The days within the default on which its rate changes."""
    lengths: Iterable[tuple[int, str]] = ()
    if step.after:
        lengths = ((whole(step.after), step.after.unit),)
    elif step.every:
        every, unit_of = whole(step.every), step.every.unit
        lengths = ((every * n, unit_of) for n in range(1, _MOST_PERIODS))
    for count, unit in lengths:
        day = count_from(default.start, count, unit, days)
        if day >= default.end:
            return
        yield day


def _rate(terms: LiquidatedDamages, began: date, day: date, days: Days) -> Fraction:
    """The rate a period that holds on `day` of a default that began on `began`; 1 for a fixed sum."""
    base = exact(terms.rate) if terms.rate is not None else Fraction(1)
    step = terms.step
    if step is None:
        return base
    passed = sum(1 for change in _step_days(step, Interval(began, day + _ONE_DAY), days))
    if not passed:
        return base
    if step.rate is not None:
        return exact(step.rate)
    raised = base + passed * exact(step.increment or 0)
    return min(raised, exact(step.max_rate)) if step.max_rate is not None else raised
