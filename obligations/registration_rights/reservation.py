"""Section 2(a): how many shares are to be registered, a multiple of those that can be issued."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from decimal import Decimal
from fractions import Fraction

from obligations.errors import InvalidInputError
from obligations.registration_rights.mechanic import Mechanic
from obligations.registration_rights.readings import Readings
from obligations.registration_rights.terms import RegistrationRights, require
from obligations.rounding import exact, whole_up
from obligations.trace import Step, fact


@dataclass(frozen=True, slots=True)
class ReservationFacts:
    """What is convertible and exercisable at the filing, and how many shares were included, if known."""

    debenture_principals: tuple[Decimal, ...]
    variable_conversion_price: Decimal
    warrant_shares: int
    additional_debenture_principals: tuple[Decimal, ...] = ()
    shares_included: int | None = None


@dataclass(frozen=True, slots=True)
class Reservation:
    """The least number of shares to be registered, and how the number included compares."""

    conversion_shares_exact: Fraction
    minimum_shares: int
    shortfall_vs_minimum: int | None
    compliant: bool | None
    trace: Step


def share_reservation(facts: ReservationFacts, terms: RegistrationRights, readings: Readings) -> Reservation:
    """M4: the multiple of the issuable shares, rounded up once to a whole share."""
    require(terms.share_multiplier, "a multiple of shares")
    assert terms.share_multiplier
    price = exact(facts.variable_conversion_price)
    if price <= 0:
        raise InvalidInputError("variable_conversion_price: a price must be above zero")
    multiplier = exact(terms.share_multiplier.value)
    principals = (*facts.debenture_principals, *facts.additional_debenture_principals)
    conversion = _conversion_shares(principals, price, rounded=readings.per_debenture_round_up)
    if readings.reservation_reading == "two_times_sum":
        needed = multiplier * (conversion + facts.warrant_shares)
        how = "multiplier × (conversion shares + warrant shares), rounded up"
    else:
        needed = multiplier * conversion + facts.warrant_shares
        how = "multiplier × conversion shares + warrant shares, rounded up"
    minimum = whole_up(needed)
    included = facts.shares_included
    trace = Step(
        "minimum shares",
        minimum,
        how,
        (
            terms.operand("share_multiplier", "value"),
            Step(
                "conversion shares",
                conversion,
                "principal ÷ price",
                (
                    fact("debenture_principals", facts.debenture_principals),
                    fact("additional_debenture_principals", facts.additional_debenture_principals),
                    fact("variable_conversion_price", facts.variable_conversion_price),
                ),
            ),
            fact("warrant_shares", facts.warrant_shares),
        ),
        readings=("reservation_reading", "per_debenture_round_up"),
    )
    return Reservation(
        conversion,
        minimum,
        None if included is None else max(0, minimum - included),
        None if included is None else included >= minimum,
        trace,
    )


def _conversion_shares(principals: Iterable[Decimal], price: Fraction, *, rounded: bool) -> Fraction:
    each = [exact(principal) / price for principal in principals]
    return sum((Fraction(whole_up(shares)) if rounded else shares for shares in each), Fraction(0))


MECHANICS = (
    Mechanic(
        "M4",
        "share_reservation",
        "Share reservation: a multiple of the issuable shares",
        "2(a)",
        ReservationFacts,
        share_reservation,
        {"variable_conversion_price": "Debentures", "warrant_shares": "Warrants"},
    ),
)
