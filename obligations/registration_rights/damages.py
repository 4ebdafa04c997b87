"""Section 2(c): what each holder is paid for so many months of default, and the agreement's own example."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from fractions import Fraction
from itertools import pairwise

from obligations.caps import capped
from obligations.checks import none_negative, not_negative
from obligations.errors import MissingFactsError, NotComputableError
from obligations.intervals import Interval, subtract
from obligations.registration_rights.holdings import LedgerEvent, principal_on
from obligations.registration_rights.mechanic import Mechanic
from obligations.registration_rights.months import count, damages_of
from obligations.registration_rights.payments import cap_of
from obligations.registration_rights.readings import Readings
from obligations.registration_rights.terms import LiquidatedDamages, RegistrationRights, require
from obligations.rounding import exact, to_cents, total
from obligations.trace import Step, fact


@dataclass(frozen=True, slots=True)
class DamagesFacts:
    """How long, and each holder's principal: as numbers, or as stretches of days and ledgers.

    `months` are those that the counts gave, in the agreement's own periods. `periods` are half-open and each
    counts by itself. A snapshot takes `months` before `periods`, and `holders` before the ledgers on the
    payment date; weighting by time takes stretches and ledgers.
    """

    months: Fraction | None = None
    periods: tuple[tuple[date, date], ...] | None = None
    holders: dict[str, Decimal] | None = None
    holders_ledger: dict[str, tuple[LedgerEvent, ...]] | None = None
    payment_date: date | None = None


@dataclass(frozen=True, slots=True)
class Damages:
    """Each holder's amount, rounded once, and the sum of the rounded amounts."""

    amounts: dict[str, Decimal]
    total: Decimal
    trace: Step


def damages(facts: DamagesFacts, terms: RegistrationRights, readings: Readings) -> Damages:
    """M13: each holder's own principal times the rate times the time.

    Raises `MissingFactsError` for what the reading needs, and `NotComputableError` for damages that are not
    one rate times a time: `defaults.charges` computes those.
    """
    due = _one_rate(terms)
    of_holders = _weighted if readings.opa_basis == "time_weighted" else _snapshot
    owed = list(of_holders(facts, due, terms, readings))
    amounts = {holder: amount for holder, amount, _ in owed}
    trace = Step(
        "liquidated damages",
        total(amounts.values()),
        "the sum of the rounded amounts",
        tuple(step for *_, step in owed),
        readings=("opa_basis",),
    )
    return Damages(amounts, total(amounts.values()), trace)


def _one_rate(terms: RegistrationRights) -> LiquidatedDamages:
    due = damages_of(terms)
    if due.instalments or due.step or due.initial_rate is not None:
        raise NotComputableError(
            "damages by instalments or at a rate that steps are not one rate times a time"
        )
    if due.cap and due.cap.scope == "all":
        raise NotComputableError("a cap on what all holders are paid together")
    return due


_Owed = Iterator[tuple[str, Decimal, Step]]


def _snapshot(
    facts: DamagesFacts, due: LiquidatedDamages, terms: RegistrationRights, readings: Readings
) -> _Owed:
    """Each holder's principal on one day, for the whole time."""
    rate, rate_step = _per_period(due, terms)
    months, months_step = _time(facts, terms, readings)
    for holder, (basis, basis_step) in _bases(facts, terms, readings).items():
        amount = to_cents(basis * rate * months)
        how = "principal × rate × months, half up to the cent"
        step = Step(f"amount, {holder}", amount, how, (basis_step, rate_step, months_step))
        if due.cap:
            (amount,) = capped((amount,), cap_of(due, basis))
            operands = (step, basis_step, terms.operand("liquidated_damages", "cap"))
            step = Step(f"amount, {holder}", amount, "no more than the cap", operands)
        yield holder, amount, step


def _weighted(
    facts: DamagesFacts, due: LiquidatedDamages, terms: RegistrationRights, readings: Readings
) -> _Owed:
    """Each day's principal, for that day's part of a period."""
    if facts.periods is None or facts.holders_ledger is None:
        needed = {"periods": facts.periods, "holders_ledger": facts.holders_ledger}
        raise MissingFactsError(*(name for name, given in needed.items() if given is None))
    if due.proration != "daily" or due.cap:
        raise NotComputableError(
            "a principal that changes, under a cap or where parts of a period pay otherwise"
        )
    rate, rate_step = _per_period(due, terms)
    spans = [Interval(*period) for period in facts.periods]
    for holder, events in facts.holders_ledger.items():
        owed, pieces = Fraction(0), []
        cut = [(index, piece) for index, span in enumerate(spans) for piece in _between_events(span, events)]
        for index, piece in cut:
            span = spans[index]
            base = principal_on(piece.start, events, holder, terms, readings, of="holders_ledger")
            # The piece is what is left of the whole stretch, so that its days keep their weights there.
            others = subtract((span,), (piece,))
            part = count(
                f"months in {piece}", (span,), others, terms, readings, (fact(f"periods[{index}]", span),)
            )
            owed += base.total * part.months
            value = base.total * part.months
            pieces.append(Step(f"in {piece}", value, "principal × months", (base.trace, part.trace)))
        how = "rate × the sum of principal × months, half up to the cent"
        amount = to_cents(owed * rate)
        yield holder, amount, Step(f"amount, {holder}", amount, how, (rate_step, *pieces))


def _between_events(span: Interval, events: Iterable[LedgerEvent]) -> Iterator[Interval]:
    """The span cut on the days of the events: a day has the principal that it ends with."""
    edges = {span.start, span.end, *(event.date for event in events if event.date in span)}
    for first, last in pairwise(sorted(edges)):
        yield Interval(first, last)


def _per_period(due: LiquidatedDamages, terms: RegistrationRights) -> tuple[Fraction, Step]:
    """What is paid a period on each unit of the basis: the rate, or a fixed sum."""
    if due.amount_per_period is not None:
        return exact(due.amount_per_period) / exact(due.per_units), terms.operand(
            "liquidated_damages", "amount_per_period"
        )
    require(due.rate, "the rate of damages")
    return exact(due.rate or 0), terms.operand("liquidated_damages", "rate")


def _bases(
    facts: DamagesFacts, terms: RegistrationRights, readings: Readings
) -> dict[str, tuple[Fraction, Step]]:
    """Each holder's basis as it is given, or from its ledger on the payment date."""
    if facts.holders is not None:
        none_negative("holders", facts.holders)
        return {name: (exact(basis), fact(f"holders.{name}", basis)) for name, basis in facts.holders.items()}
    if facts.holders_ledger is None:
        raise MissingFactsError("holders|holders_ledger")
    if facts.payment_date is None:
        raise MissingFactsError("payment_date")
    found = {}
    for name, events in facts.holders_ledger.items():
        base = principal_on(facts.payment_date, events, name, terms, readings, of="holders_ledger")
        found[name] = (base.total, base.trace)
    return found


def _time(facts: DamagesFacts, terms: RegistrationRights, readings: Readings) -> tuple[Fraction, Step]:
    """The number of the agreement's periods that are paid: as counted, or each stretch by itself."""
    if facts.months is not None:
        not_negative("months", facts.months)
        return facts.months, fact("months", facts.months)
    if facts.periods is None:
        raise MissingFactsError("months|periods")
    each = []
    for index, period in enumerate(facts.periods):
        span = Interval(*period)
        each.append(
            count(f"months in {span}", (span,), (), terms, readings, (fact(f"periods[{index}]", span),))
        )
    months = sum((one.months for one in each), Fraction(0))
    return months, Step("months", months, "their sum", tuple(one.trace for one in each))


@dataclass(frozen=True, slots=True)
class ExampleFacts:
    """The end of the time allowed, effectiveness, the principal, and days without sales thereafter."""

    end_of_90_days: date
    effective: date
    opa: Decimal
    blocked_from: date | None = None
    blocked_to: date | None = None


@dataclass(frozen=True, slots=True)
class Example:
    """The months and amounts of both halves, and whether each is what the agreement's example pays."""

    months_late: Fraction
    amount_late: Decimal
    months_blocked: Fraction | None
    amount_blocked: Decimal | None
    matches_text: bool
    trace: Step


def worked_example(facts: ExampleFacts, terms: RegistrationRights, readings: Readings) -> Example:
    """M14: the agreement's own example by the method of proration in use: it is right if it matches.

    Raises `MissingFactsError` for a block with one end.
    """
    example = terms.worked_example
    require(example, "a worked example")
    assert example
    not_negative("opa", facts.opa)
    if (facts.blocked_from is None) != (facts.blocked_to is None):
        raise MissingFactsError("blocked_to" if facts.blocked_to is None else "blocked_from")
    # Effectiveness before the end of the time allowed is no time late.
    late = Interval(facts.end_of_90_days, max(facts.effective, facts.end_of_90_days))
    ends = (fact("end_of_90_days", facts.end_of_90_days), fact("effective", facts.effective))
    halves = [_half("late", late, ends, facts.opa, terms, readings)]
    if facts.blocked_from and facts.blocked_to:
        blocked = Interval(facts.blocked_from, facts.blocked_to)
        ends = (fact("blocked_from", facts.blocked_from), fact("blocked_to", facts.blocked_to))
        halves.append(_half("blocked", blocked, ends, facts.opa, terms, readings))
    told = to_cents(exact(facts.opa) * exact(example.amount) / exact(example.principal))
    matches = all(half.amount == told for half in halves)
    trace = Step(
        "matches the agreement's example",
        matches,
        f"each amount is {told}: principal × the example's amount ÷ its principal",
        (
            *(half.trace for half in halves),
            terms.operand("worked_example", "amount"),
            terms.operand("worked_example", "principal"),
        ),
    )
    blocked_months, blocked_amount = (halves[1].months, halves[1].amount) if len(halves) > 1 else (None, None)
    return Example(halves[0].months, halves[0].amount, blocked_months, blocked_amount, matches, trace)


@dataclass(frozen=True, slots=True)
class _Half:
    months: Fraction
    amount: Decimal
    trace: Step


def _half(
    name: str,
    span: Interval,
    ends: tuple[Step, Step],
    opa: Decimal,
    terms: RegistrationRights,
    readings: Readings,
) -> _Half:
    """The months and the amount of one half of the example."""
    rate, rate_step = _per_period(_one_rate(terms), terms)
    counted = count(f"months {name}", (span,), (), terms, readings, ends)
    amount = to_cents(exact(opa) * rate * counted.months)
    operands = (fact("opa", opa), rate_step, counted.trace)
    how = "principal × rate × months, half up to the cent"
    return _Half(counted.months, amount, Step(f"amount {name}", amount, how, operands))


MECHANICS = (
    Mechanic(
        "M13",
        "damages",
        "Liquidated damages amount and allocation",
        "2(c)",
        DamagesFacts,
        damages,
        {"holders|holders_ledger": "Debenture/stock ledger"},
    ),
    Mechanic(
        "M14",
        "worked_example",
        "The in-text worked example as a calibration test",
        "2(c)",
        ExampleFacts,
        worked_example,
    ),
)
