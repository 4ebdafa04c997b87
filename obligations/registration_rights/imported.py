"""Sections 2(e), 3(c), last sentences: payments "pursuant to Section 2(c)" for other breaches."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from fractions import Fraction

from obligations.checks import in_order, not_negative
from obligations.deadlines import Due
from obligations.intervals import Interval, merge
from obligations.registration_rights.defaults import Default, span_of
from obligations.registration_rights.lateness import Performance, nominal_due, performance
from obligations.registration_rights.mechanic import Mechanic
from obligations.registration_rights.months import Count, count, damages_of, none_counted
from obligations.registration_rights.readings import Readings
from obligations.registration_rights.terms import RegistrationRights
from obligations.rounding import decimal_text, exact, to_cents
from obligations.trace import Step, fact


@dataclass(frozen=True, slots=True)
class Breach:
    """A duty of `clause` with its days, and the day of its performance, `cured` (None: not performed).

    Without `due_perform_by` the law moves the nominal day.
    """

    clause: str
    due_nominal: date
    due_perform_by: date | None = None
    cured: date | None = None


@dataclass(frozen=True, slots=True)
class BreachFacts:
    """The duties in question, and the principal on which payments are made, in units of money."""

    breaches: tuple[Breach, ...]
    opa: Decimal
    as_of: date


@dataclass(frozen=True, slots=True)
class BreachPayments:
    """The days of breach, each once, their months, and what is owed for them."""

    breach_periods: tuple[Interval, ...]
    months: Fraction
    months_decimal: str
    amount: Decimal
    trace: Step


def breach_payments(facts: BreachFacts, terms: RegistrationRights, readings: Readings) -> BreachPayments:
    """M16: damages by analogy from the nominal day to the performance, or none, by the other reading.

    Raises `InvalidInputError` for a negative principal and `ContradictoryFactsError` for a last day in time
    before the nominal one.
    """
    not_negative("opa", facts.opa)
    judged = [_judged(index, breach, facts.as_of, readings) for index, breach in enumerate(facts.breaches)]
    spans, months = breach_months(judged, facts.as_of, terms, readings)
    damages = damages_of(terms)
    per_period = "rate" if damages.amount_per_period is None else "amount_per_period"
    amount = to_cents(exact(facts.opa) * exact(getattr(damages, per_period)) * months.months)
    trace = Step(
        "amount",
        amount,
        f"principal × {per_period.replace('_', ' ')} × months, half up to the cent",
        (fact("opa", facts.opa), terms.operand("liquidated_damages", per_period), months.trace),
    )
    return BreachPayments(spans, months.months, decimal_text(months.months), amount, trace)


def breach_months(
    judged: Sequence[Performance], as_of: date, terms: RegistrationRights, readings: Readings
) -> tuple[tuple[Interval, ...], Count]:
    """The days of breach, those on several at once, and their months by the reading of the reference."""
    damages, days = damages_of(terms), readings.days()
    found = (span_of(damages, _default(one), as_of, days) for one in judged if one.late)
    spans = merge(span for span in found if span)
    operands = (Step("days of breach", spans, "each day once", tuple(one.trace for one in judged)),)
    if readings.import_mode == "literal_zero":
        counted = none_counted("months", "none of the counts of 2(c) runs for such a breach", operands)
    else:
        counted = count("months", spans, (), terms, readings, operands)
    trace = Step(
        "months of breach", counted.months, "by the reference to 2(c)", (counted.trace,), readings=_USED
    )
    return spans, Count(counted.counted, counted.periods, counted.months, trace)


_USED = ("import_mode",)


def _default(late: Performance) -> Default:
    assert late.due.nominal
    return Default("breach", late.due.nominal, late.done, late.trace)


def _judged(index: int, breach: Breach, as_of: date, readings: Readings) -> Performance:
    at = f"breaches[{index}]"
    due = nominal_due(f"{at}.due_nominal", breach.due_nominal, readings)
    if breach.due_perform_by is not None:
        in_order(f"{at}.due_nominal", breach.due_nominal, f"{at}.due_perform_by", breach.due_perform_by)
        given = (
            fact(f"{at}.due_nominal", breach.due_nominal),
            fact(f"{at}.due_perform_by", breach.due_perform_by),
        )
        trace = Step("in time by", breach.due_perform_by, "as given", given)
        due = Due(breach.due_nominal, breach.due_perform_by, trace)
    return performance(f"{at}.cured", breach.cured, due, as_of)


MECHANICS = (
    Mechanic(
        "M16",
        "breach_payments",
        'Payments "pursuant to Section 2(c)" for breach of 2(e) or 3(c)',
        "2(e), 3(c) last sentences",
        BreachFacts,
        breach_payments,
        {"opa": "Debenture/stock ledger"},
    ),
)
