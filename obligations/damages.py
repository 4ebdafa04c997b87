"""Damages on the facts: the defaults, what each holder is owed, when it is due, interest on late payment."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date
from decimal import Decimal

from obligations.agreement import FactSheet, PaidOn
from obligations.checks import not_negative
from obligations.deadlines import Days, Facts
from obligations.errors import ContradictoryFactsError
from obligations.facts import amount_of, fact_key, happened
from obligations.registration_rights.counts import CountFacts, all_months
from obligations.registration_rights.damages import DamagesFacts
from obligations.registration_rights.damages import damages as amounts
from obligations.registration_rights.defaults import Charge, Default, charges
from obligations.registration_rights.payments import LateInterest, Payment, after_cap, interest, payments
from obligations.registration_rights.readings import Readings
from obligations.registration_rights.terms import LiquidatedDamages, RegistrationRights
from obligations.rounding import exact, total
from obligations.tolling import evaluate_tolled
from obligations.trace import Step, fact, grounded

FILED = "filed"
EFFECTIVE = "declared_effective"


@dataclass(frozen=True, slots=True)
class Owed:
    """One payment, what the cap leaves of it, when it was made, and the interest so far where it was late.

    Interest on what is not paid runs up to the day that the facts name.
    """

    payment: Payment
    after_cap: Decimal
    paid: date | None
    interest: LateInterest | None


@dataclass(frozen=True, slots=True)
class Damages:
    """What is owed for late registration: charges before the cap, payments after it, totals by holder.

    `capped` says whose cap took something. `missing` are the facts without which not all of it is known.
    """

    charges: tuple[Charge, ...]
    payments: tuple[Owed, ...]
    totals: dict[str, Decimal]
    capped: dict[str, bool]
    missing: tuple[str, ...]


def damages(
    terms: RegistrationRights, facts: FactSheet, known: Facts, days: Days, readings: Readings
) -> Damages | None:
    """The damages under the agreement's own clause; None where it has none.

    Raises `ContradictoryFactsError` for an effectiveness before or without the filing.
    """
    of = terms.liquidated_damages
    if of is None:
        return None
    if of.counts:
        return _by_counts(terms, of, facts, known, days, readings)
    defaults, missing = _defaults(terms, facts, known, days)
    bases, unknown = _bases(of, facts)
    held = sum(bases.values(), Decimal(0))
    if of.shared and held:
        of = replace(of, per_units=held)  # each has its part of the one sum
    if not defaults:
        return Damages((), (), {}, {}, missing)
    # Without a day asked about only what has been cured is known to have been late.
    as_of = facts.as_of or max(one.cured for one in defaults if one.cured)
    operands = tuple(
        terms.operand("liquidated_damages", name)
        for name in ("rate", "amount_per_period", "period", "initial_rate", "step", "grace")
        if getattr(of, name) is not None
    )
    owed = charges(of, defaults, bases, as_of, days, readings, operands)
    return _falling_due(of, facts, owed, bases, days, (*missing, *unknown))


def _by_counts(
    terms: RegistrationRights,
    of: LiquidatedDamages,
    facts: FactSheet,
    known: Facts,
    days: Days,
    readings: Readings,
) -> Damages:
    """The damages of a formula: each holder's basis times the rate times the sum of the counts."""
    bases, unknown = _bases(of, facts)
    filing, effectiveness = (
        evaluate_tolled(limit.expression, limit.tolled, known, days) if limit else None
        for limit in (terms.filing_deadline, terms.effectiveness_deadline)
    )
    missing = [*unknown, *(filing.missing if filing and filing.nominal is None else ())]
    missing += [] if facts.as_of else ["as_of"]
    missing += [name for name in (FILED, EFFECTIVE) if not happened(facts, name).told]
    if missing or facts.as_of is None:
        return Damages((), (), {}, {}, tuple(dict.fromkeys(missing)))
    counted = all_months(
        CountFacts(
            filing_date=filing.nominal if filing else None,
            as_of=facts.as_of,
            actual_filing=happened(facts, FILED).on,
            effective=happened(facts, EFFECTIVE).on,
            effectiveness_deadline=effectiveness.nominal if effectiveness else None,
            investor_delays=facts.investor_delays,
            sales_blocks=facts.sales_blocks,
            delays=facts.delays,
            venues=facts.venues,
            halts=facts.halts,
        ),
        terms,
        readings,
    )
    uncapped = replace(terms, liquidated_damages=replace(of, cap=None))  # the cap is laid on the payments
    owed = amounts(DamagesFacts(months=counted.total_months, holders=bases), uncapped, readings)
    known_by = {
        name: due.trace
        for name, due in (("filing_date", filing), ("effectiveness_deadline", effectiveness))
        if due
    }
    known_by |= {
        name: fact(event, happened(facts, event).on)
        for name, event in (("actual_filing", FILED), ("effective", EFFECTIVE))
    }
    # Down to the counts that the time is the sum of, to the deadlines that those run from, and to the facts.
    counts = grounded(counted.trace, known_by)
    how = {step.name: step for step in owed.trace.operands}
    charged = tuple(
        Charge(
            holder,
            "liquidated_damages",
            None,
            None,
            None,
            counted.total_months,
            amount,
            (),
            exact(bases[holder]),
            None,
            grounded(
                how[f"amount, {holder}"],
                {"months": counts, f"holders.{holder}": fact(f"amounts.{holder}", bases[holder])},
            ),
        )
        for holder, amount in owed.amounts.items()
        if amount
    )
    return _falling_due(of, facts, charged, bases, days, ())


def _falling_due(
    of: LiquidatedDamages,
    facts: FactSheet,
    owed: tuple[Charge, ...],
    bases: dict[str, Decimal],
    days: Days,
    missing: tuple[str, ...],
) -> Damages:
    """The charges with their payments, after the cap, and the totals."""
    falling = payments(of, owed, days, facts.demand)
    made: dict[date | None, list[PaidOn]] = {}
    for one in facts.payments:
        made.setdefault(one.due, []).append(one)
    due = tuple(
        _owed(of, facts, payment, amount, made.get(payment.due, []), days)
        for payment, amount in after_cap(of, falling, bases)
    )
    by_holder: dict[str, list[Owed]] = {holder: [] for holder in bases}
    for each in due:
        by_holder[each.payment.holder].append(each)
    totals = {holder: total(one.after_cap for one in mine) for holder, mine in by_holder.items()}
    capped = {
        holder: any(one.after_cap < one.payment.amount for one in mine) for holder, mine in by_holder.items()
    }
    return Damages(owed, due, totals, capped, missing)


def _defaults(
    terms: RegistrationRights, facts: FactSheet, known: Facts, days: Days
) -> tuple[list[Default], tuple[str, ...]]:
    """The deadlines that were missed, and the facts without which that cannot be said."""
    filed, effective = happened(facts, FILED), happened(facts, EFFECTIVE)
    if effective.on and filed.told and (filed.on is None or effective.on < filed.on):
        when = f"before {FILED} on {filed.on.isoformat()}" if filed.on else f"but {FILED} has not happened"
        raise ContradictoryFactsError(f"{EFFECTIVE} on {effective.on.isoformat()}, {when}")
    found: list[Default] = []
    missing: list[str] = []
    for name, limit, event, done in (
        ("late_filing", terms.filing_deadline, FILED, filed),
        ("late_effectiveness", terms.effectiveness_deadline, EFFECTIVE, effective),
    ):
        if limit is None:
            continue
        due = evaluate_tolled(limit.expression, limit.tolled, known, days, name=f"deadline of {name}")
        missing += due.missing if due.nominal is None else ()
        if due.nominal is None or due.perform_by is None:
            continue
        if done.on is None and not done.told and (facts.as_of is None or facts.as_of > due.perform_by):
            missing.append(event)
        elif done.on is None and facts.as_of is None:
            missing.append("as_of")
        elif not due.is_met_by(done.on, facts.as_of):
            trace = Step(name, due.nominal, "the deadline was missed", (due.trace, fact(event, done.on)))
            found.append(Default(name, due.nominal, done.on, trace))
    return found, tuple(dict.fromkeys(missing))


def _bases(of: LiquidatedDamages, facts: FactSheet) -> tuple[dict[str, Decimal], tuple[str, ...]]:
    """Each holder's basis, and what is lacking of them. Raises `InvalidInputError` for one below zero."""
    if of.amount_per_period is not None and of.basis is None and not of.shared:
        # A fixed sum is paid to each holder, whatever it holds.
        return dict.fromkeys(facts.amounts or ["each holder"], Decimal(1)), ()
    bases, missing = {}, []
    for holder, given in facts.amounts.items():
        basis = amount_of(given, of.basis)
        if basis is None:
            missing.append(f"amounts.{holder}.{fact_key(of.basis or 'basis')}")
        else:
            not_negative(f"amounts.{holder}", basis)
            bases[holder] = basis
    return bases, tuple(missing) if facts.amounts else ("amounts",)


def _owed(
    of: LiquidatedDamages,
    facts: FactSheet,
    payment: Payment,
    amount: Decimal,
    made: Sequence[PaidOn],
    days: Days,
) -> Owed:
    """A payment after the cap, with its interest; `made` are the payments that fell due on its day."""
    paid = _paid_on(payment, made, facts.as_of)
    late = None
    until = paid or facts.as_of
    if until and payment.due and of.interest and amount:
        cut = Payment(payment.holder, payment.failure, payment.due, amount)
        late = interest(of.interest, cut, until, days)
    return Owed(payment, amount, paid, late)


def _paid_on(payment: Payment, made: Sequence[PaidOn], as_of: date | None) -> date | None:
    """When the payment was made: what is said of its holder goes before what is said of all.

    Raises `ContradictoryFactsError` for two days.
    """
    own = {one.paid for one in made if one.holder == payment.holder}
    told = sorted(own or {one.paid for one in made if one.holder is None})
    if len(told) > 1:
        raise ContradictoryFactsError(
            f"payments: what {payment.holder} is due on {payment.due} was paid on {told[0]} and on {told[1]}"
        )
    return told[0] if told and (as_of is None or told[0] <= as_of) else None
