"""Section 2(c), last sentence: damages in cash or, as a holder elects, in shares at the Conversion Price."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal
from typing import Literal

from obligations.checks import above_zero, none_negative
from obligations.errors import ContradictoryFactsError, InvalidInputError
from obligations.registration_rights.mechanic import Mechanic
from obligations.registration_rights.readings import Readings
from obligations.registration_rights.terms import RegistrationRights, require
from obligations.rounding import exact, to_cents, total, whole_down, whole_nearest, whole_up
from obligations.trace import Step, fact

Election = Literal["cash", "shares"]


@dataclass(frozen=True, slots=True)
class MediumFacts:
    """What each holder is owed, what it elects, and the price of a share on the payment date."""

    payment_date: date
    amounts: dict[str, Decimal]
    conversion_price: Decimal
    elections: dict[str, Election] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Paid:
    """What one holder gets: money in cents and whole shares."""

    cash: Decimal
    shares: int


@dataclass(frozen=True, slots=True)
class PaymentsMade:
    """Each holder's payment, and the sums; holders are never pooled."""

    payments: dict[str, Paid]
    total_shares: int
    total_cash: Decimal
    trace: Step


def cash_or_shares(facts: MediumFacts, terms: RegistrationRights, readings: Readings) -> PaymentsMade:
    """M15: cash, or the whole shares that the amount pays for with what is left over in cash.

    Raises `ContradictoryFactsError` for an election that the terms do not give, and `InvalidInputError` for
    one by somebody who is owed nothing, a price of zero or less, and a negative amount.
    """
    damages = terms.liquidated_damages
    require(damages, "damages for a late registration")
    assert damages
    above_zero("conversion_price", facts.conversion_price)
    none_negative("amounts", facts.amounts)
    for holder, election in facts.elections.items():
        if holder not in facts.amounts:
            raise InvalidInputError(f"elections.{holder}: no amount is owed to {holder}")
        if damages.payable_in not in (election, "cash_or_shares"):
            raise ContradictoryFactsError(
                f"elections.{holder}: {election}, but damages are payable in {damages.payable_in}"
            )
    default: Election = "shares" if damages.payable_in == "shares" else "cash"
    payments, steps = {}, []
    for holder, amount in facts.amounts.items():
        election = facts.elections.get(holder, default)
        paid = _paid(amount, election, facts.conversion_price, readings)
        payments[holder] = paid
        operands = [fact(f"amounts.{holder}", amount), _election(holder, election, facts, terms)]
        if election == "shares":
            operands.append(fact("conversion_price", facts.conversion_price))
        how = "amount ÷ price in whole shares" if election == "shares" else "the amount in cash"
        steps.append(
            Step(
                f"payment, {holder}",
                {"cash": paid.cash, "shares": paid.shares},
                how,
                tuple(operands),
                readings=("fractional_shares",) if election == "shares" else (),
            )
        )
    shares = sum(paid.shares for paid in payments.values())
    cash = total(paid.cash for paid in payments.values())
    trace = Step(
        "payments",
        {"cash": cash, "shares": shares},
        "the sums of the holders' payments",
        (
            *steps,
            fact("payment_date", facts.payment_date),
            terms.operand("liquidated_damages", "payable_in"),
        ),
    )
    return PaymentsMade(payments, shares, cash, trace)


def _election(holder: str, election: Election, facts: MediumFacts, terms: RegistrationRights) -> Step:
    if holder in facts.elections:
        return fact(f"elections.{holder}", election)
    payable = terms.operand("liquidated_damages", "payable_in")
    return Step(f"election, {holder}", election, "none was made, so by the agreement", (payable,))


def _paid(amount: Decimal, election: Election, price: Decimal, readings: Readings) -> Paid:
    if election == "cash":
        return Paid(to_cents(amount), 0)
    quotient = exact(amount) / exact(price)
    match readings.fractional_shares:
        case "floor_cash":
            shares = whole_down(quotient)
            return Paid(to_cents(exact(amount) - shares * exact(price)), shares)
        case "round_up":
            return Paid(to_cents(0), whole_up(quotient))
        case "nearest":
            return Paid(to_cents(0), whole_nearest(quotient))


MECHANICS = (
    Mechanic(
        "M15",
        "cash_or_shares",
        "Cash or shares at the Conversion Price",
        "2(c), last sentence",
        MediumFacts,
        cash_or_shares,
        {
            "payment_date": "no document: section 2(c) fixes none",
            "conversion_price": "Debentures",
        },
    ),
)
