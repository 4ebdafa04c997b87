"""Damages for a registration that is late: what each holder is owed for each default.

The terms say everything: the rate or the sum a period, what part of a period pays, steps, grace, instalments.
A default runs from its missed day (or the next) until it is cured, half-open unless the agreement counts the
day of the cure. Each charge is rounded once.
"""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta
from decimal import Decimal
from fractions import Fraction
from itertools import chain, count, pairwise

from obligations.deadlines import Days, count_from
from obligations.errors import ContradictoryFactsError, NotComputableError
from obligations.intervals import Interval, clip, intersect, length, subtract
from obligations.registration_rights.months import grid_of, method_of
from obligations.registration_rights.readings import Readings
from obligations.registration_rights.terms import LiquidatedDamages, RateStep, whole
from obligations.rounding import decimal_text, exact, to_cents
from obligations.trace import Step, fact

_ONE_DAY = timedelta(days=1)


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
    """Days of a default at one rate, what part of a period they pay, and the last day of that period."""

    span: Interval
    part: Fraction
    rate: Fraction
    period_end: date


@dataclass(frozen=True, slots=True)
class Charge:
    """What one holder is owed for one default or one instalment of it, before any cap.

    A formula that adds up the times of several failures has no single first and last day.

    `from_` and `to` are the first and the last day counted, `days` how many of them pay, `periods` what part
    of the agreement's periods they are, `cured` when it was. `slices` is what the amount is the
    sum of, `on` an instalment's day.
    """

    holder: str
    failure: str
    from_: date | None
    to: date | None
    days: int | None
    periods: Fraction
    amount: Decimal
    slices: tuple[Slice, ...]
    basis: Fraction
    on: date | None
    trace: Step
    cured: date | None = None


@dataclass(frozen=True, slots=True)
class _Part:
    """A charge before its holder: `rated` is the sum of its slices' rates times their parts of a period."""

    on: date | None
    slices: tuple[Slice, ...]
    days: int
    periods: Fraction
    rated: Fraction
    how: str
    trace: Step
    readings: tuple[str, ...]


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
    its default, and `NotComputableError` for periods of open days or hours, and for instalments with days
    left out.
    """
    found = []
    for default in defaults:
        span = span_of(terms, default, as_of, days)
        if span is None:
            continue
        used = _readings_of(terms, readings)
        cured = default.cured if default.cured and default.cured <= as_of else None
        parts = [
            _part(terms, default, span, on, slices, used)
            for on, slices in _payable(terms, default, span, as_of, days, readings)
        ]
        for holder, basis in bases.items():
            of_holder = replace(fact(f"amounts.{holder}", basis), name="basis")
            found += [
                _charge(
                    default,
                    holder,
                    part,
                    (*operands, of_holder),
                    exact(basis) / exact(terms.per_units),
                    cured,
                )
                for part in parts
            ]
    return tuple(found)


def _readings_of(terms: LiquidatedDamages, readings: Readings) -> tuple[str, ...]:
    """The readings on which the damages rest."""
    return (*method_of(terms, readings)[2], *(("last_instalment",) if terms.instalments else ()))


def _payable(
    terms: LiquidatedDamages, default: Default, span: Interval, as_of: date, days: Days, readings: Readings
) -> _Payable:
    """The slices of each charge, with the day of an instalment."""
    course = _course(terms, span, days, readings)
    if not terms.instalments:
        once = () if terms.initial_rate is None else (_first_payment(span, terms.initial_rate),)
        return chain(once, _accrued(terms, span, default.excluded, course))
    if intersect(default.excluded, (span,)):
        raise NotComputableError(f"{default.name}: days left out of damages that are paid by instalments")
    cured = default.cured if default.cured is not None and default.cured <= as_of else None
    paid_on = _part_paid_on(terms, cured, span, days) if cured else None
    return _instalments(terms, span, course, paid_on, readings.last_instalment == "part_of_last")


def span_of(terms: LiquidatedDamages, default: Default, as_of: date, days: Days) -> Interval | None:
    """The days of a default that count, after its grace; None where none does."""
    if default.cured and default.cured < default.missed:
        raise ContradictoryFactsError(
            f"{default.name}: cured on {default.cured.isoformat()},"
            f" before it began on {default.missed.isoformat()}"
        )
    next_day = _ONE_DAY if terms.first_day == "day_after" else timedelta()
    cured = default.cured if default.cured and default.cured <= as_of else None
    end = (cured or as_of) + (_ONE_DAY if terms.through_cure else timedelta())
    start, free = default.missed + next_day, default.missed
    if terms.grace:
        free = count_from(free, whole(terms.grace), terms.grace.unit, days)
    within = (cured or as_of) <= free if terms.grace_is == "if_cured" else free + next_day >= end
    if within or start >= end:
        return None
    return Interval(free + next_day if terms.grace_is == "free" else start, end)


_Payable = Iterator[tuple[date | None, tuple[Slice, ...]]]


def _accrued(terms: LiquidatedDamages, span: Interval, excluded: Iterable[Interval], at: _Course) -> _Payable:
    """All slices as one charge: periods, cut where rate or weight change, each with what it pays."""
    left_out = tuple(excluded)
    found: list[Slice] = []
    # Where a cure has a time of its own, a period that it cuts short does not end with it.
    to_its_end = terms.due is not None and terms.due.cure_after is not None
    for period, _ in grid_of(terms.period)(span):
        counted = subtract(clip((period,), span), left_out)
        if terms.proration == "daily":
            found += [
                Slice(
                    piece,
                    piece.days * at.weight(piece.start),
                    at.rate(piece.start),
                    (period.end if to_its_end else min(period.end, span.end)) - _ONE_DAY,
                )
                for piece in at.pieces(counted)
            ]
        elif counted == (period,) or (counted and terms.proration == "any_part"):
            held = Interval(counted[0].start, counted[-1].end)
            # What pays as a whole falls due with the whole period, though the default be cured within it.
            found.append(Slice(held, Fraction(1), at.rate(period.start), period.end - _ONE_DAY))
    if found:
        yield None, tuple(found)


def _first_payment(span: Interval, rate: Decimal) -> tuple[date, tuple[Slice, ...]]:
    """What is paid once, on the first day of the default."""
    first = Interval(span.start, span.start + _ONE_DAY)
    return span.start, (Slice(first, Fraction(1), exact(rate), span.start),)


def _instalments(
    terms: LiquidatedDamages, span: Interval, at: _Course, part_on: date | None, in_part: bool
) -> _Payable:
    """One charge on the first day of the default and one a period apart from it while it lasts.

    Where parts of a period pay in proportion, the days since the last instalment are paid on `part_on` (None:
    it is not cured), or, `in_part`, the last instalment is cut to them.
    """
    for period, _ in grid_of(terms.period)(span):
        held = Interval(period.start, min(period.end, span.end))
        cut = terms.proration == "daily" and period.end > span.end
        part = sum((piece.days * at.weight(piece.start) for piece in at.pieces((held,))), Fraction(0))
        cut_to_days = Slice(held, part, at.rate(period.start), held.end - _ONE_DAY)
        paid = cut_to_days if cut and in_part else replace(cut_to_days, part=Fraction(1))
        if period.start == span.start and terms.initial_rate is not None:
            paid = replace(paid, rate=exact(terms.initial_rate))
        yield period.start, (paid,)
        if cut and part_on and not in_part:
            yield part_on, (cut_to_days,)


def _part_paid_on(terms: LiquidatedDamages, cured: date, span: Interval, days: Days) -> date:
    """When the days since the last instalment are paid: where nothing else is said, when the default ends."""
    due = terms.part_due
    if due is None:
        return span.end
    ended = cured if due.of == "cure" else span.end - _ONE_DAY
    return count_from(ended, whole(due.after), due.after.unit, days) if due.after else ended


def _charge(
    default: Default,
    holder: str,
    part: _Part,
    operands: tuple[Step, ...],
    basis: Fraction,
    cured: date | None,
) -> Charge:
    amount = to_cents(basis * part.rated)
    steps = (*operands, part.trace)
    trace = Step(f"{default.name}, {holder}", amount, part.how, steps, readings=part.readings)
    first, last = part.slices[0].span.start, part.slices[-1].span.end - _ONE_DAY
    return Charge(
        holder,
        default.name,
        first,
        last,
        part.days,
        part.periods,
        amount,
        part.slices,
        basis,
        part.on,
        trace,
        cured,
    )


def _part(
    terms: LiquidatedDamages,
    default: Default,
    span: Interval,
    on: date | None,
    slices: tuple[Slice, ...],
    readings: tuple[str, ...],
) -> _Part:
    """What all holders' charges share: the days that pay, and the sum of rate times periods."""
    at_rates: dict[Fraction, Fraction] = {}
    for piece in slices:
        at_rates[piece.rate] = at_rates.get(piece.rate, Fraction(0)) + piece.part
    periods = sum(at_rates.values(), Fraction(0))
    rated = sum((rate * part for rate, part in at_rates.items()), Fraction(0))
    days = length(piece.span for piece in slices)
    how = "basis × rate × periods, half up to the cent"
    if len(at_rates) > 1:
        each = " + ".join(f"{part} at {decimal_text(rate)}" for rate, part in at_rates.items())
        how = f"basis × periods at each rate ({each}), half up to the cent"
    trace = Step("periods", periods, f"{days} days of {span} by {terms.period}", (default.trace,))
    return _Part(on, slices, days, periods, rated, how, trace, readings)


@dataclass(frozen=True, slots=True)
class _Course:
    """What a day weighs and at which rate it pays, over a default: both change on some days only.

    `weights` and `rates` hold from their day on, in order; `edges` are all days on which something changes.
    """

    weights: tuple[tuple[date, Fraction], ...]
    rates: tuple[tuple[date, Fraction], ...]
    edges: tuple[date, ...]

    def weight(self, day: date) -> Fraction:
        """What part of a period the day is."""
        return self.weights[bisect_right(self.weights, day, key=_day_of) - 1][1]

    def rate(self, day: date) -> Fraction:
        """The rate a period that holds on the day."""
        return self.rates[bisect_right(self.rates, day, key=_day_of) - 1][1]

    def pieces(self, spans: Iterable[Interval]) -> Iterator[Interval]:
        """The spans, cut wherever something changes."""
        for span in spans:
            inner = self.edges[bisect_right(self.edges, span.start) : bisect_left(self.edges, span.end)]
            yield from (Interval(first, last) for first, last in pairwise((span.start, *inner, span.end)))


def _day_of(change: tuple[date, Fraction]) -> date:
    return change[0]


def _course(terms: LiquidatedDamages, span: Interval, days: Days, readings: Readings) -> _Course:
    cells, _, _ = method_of(terms, readings)
    weights = tuple((cell.start, weight) for cell, weight in cells(span))
    changes = (span.start, *(_step_days(terms.step, span, days) if terms.step else ()))
    rates = tuple((day, _rate(terms, passed)) for passed, day in enumerate(changes))
    return _Course(weights, rates, tuple(sorted({day for day, _ in (*weights, *rates)})))


def _step_days(step: RateStep, default: Interval, days: Days) -> Iterator[date]:
    """The days within the default on which its rate changes."""
    lengths: Iterable[tuple[int, str]] = ()
    if step.after:
        lengths = ((whole(step.after), step.after.unit),)
    elif step.every:
        every, unit_of = whole(step.every), step.every.unit
        if every < 1:
            raise NotComputableError(f"a rate that rises every {step.every}")
        lengths = ((every * n, unit_of) for n in count(1))
    for passed, unit in lengths:
        day = count_from(default.start, passed, unit, days)
        if day >= default.end:
            return
        yield day


def _rate(terms: LiquidatedDamages, passed: int) -> Fraction:
    """The rate, or the sum, a period after so many steps."""
    base = exact(terms.rate) if terms.rate is not None else exact(terms.amount_per_period or 0)
    step = terms.step
    if step is None or not passed:
        return base
    if step.rate is not None:
        return exact(step.rate)
    raised = base + passed * exact(step.increment or 0)
    return min(raised, exact(step.max_rate)) if step.max_rate is not None else raised
