"""Sections 2(a), 2(c): the filing and effectiveness deadlines, the form, the shares to be registered."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import date
from decimal import Decimal
from fractions import Fraction
from typing import Literal

from obligations.deadlines import Due, Facts, evaluate
from obligations.errors import InvalidInputError
from obligations.expressions import EarlierOf
from obligations.registration_rights.mechanic import Mechanic
from obligations.registration_rights.readings import ROLL, Readings
from obligations.registration_rights.terms import RegistrationRights, require
from obligations.rounding import exact, whole_up
from obligations.trace import Step, fact


@dataclass(frozen=True, slots=True)
class DueDate:
    """The day that the words give, and the day by which performance is still in time."""

    nominal: date
    perform_by: date


def due_date(due: Due) -> DueDate | None:
    """Both days of a deadline that is fixed."""
    if due.nominal is None or due.perform_by is None:
        return None
    return DueDate(due.nominal, due.perform_by)


@dataclass(frozen=True, slots=True)
class FilingFacts:
    """The Funding Dates, and the day on which the purchase agreement was terminated (None: it was not)."""

    funding_dates: tuple[date, ...] | None = None
    termination_date: date | None = None


@dataclass(frozen=True, slots=True)
class FilingDate:
    """Each limb's day, the limb that controls and the deadline; undetermined while no limb exists."""

    status: Literal["determined", "undetermined"]
    limb_i: date | None
    limb_ii: date | None
    controlling_limb: Literal["i", "ii"] | None
    filing_date: DueDate | None
    trace: Step


def filing_date(facts: FilingFacts, terms: RegistrationRights, readings: Readings) -> FilingDate:
    """M1: by when the registration statement is to be filed: the earlier of the limbs that exist."""
    limit = terms.filing_deadline
    require(limit, "a filing deadline")
    assert limit
    known = Facts(
        {"funding_dates": facts.funding_dates, "termination_date": facts.termination_date},
        pick=readings.funding_date_pick,
    )
    days = readings.days()
    due = evaluate(limit.expression, known, days, name="Filing Date")
    limbs = limit.expression.args if isinstance(limit.expression, EarlierOf) else (limit.expression,)
    reached = [evaluate(limb, known, days).nominal for limb in limbs]
    trace = Step(
        "Filing Date",
        due.nominal,
        "the deadline, moved to an open day for performance",
        (due.trace, terms.operand("filing_deadline", "expression")),
        readings=(*ROLL, "funding_date_pick"),
    )
    return FilingDate(
        "undetermined" if due.nominal is None else "determined",
        reached[0],
        reached[1] if len(reached) > 1 else None,
        None if due.nominal is None else "ii" if due.limb == 1 else "i",
        due_date(due),
        trace,
    )


@dataclass(frozen=True, slots=True)
class EffectivenessFacts:
    """The (nominal) Filing Date, and the day of filing, on which only a reading turns."""

    filing_date: date
    actual_filing: date | None = None


@dataclass(frozen=True, slots=True)
class EffectivenessDeadline:
    """By when the registration statement is to be declared effective."""

    effectiveness_deadline: DueDate | None
    trace: Step


def effectiveness_deadline(
    facts: EffectivenessFacts, terms: RegistrationRights, readings: Readings
) -> EffectivenessDeadline:
    """M2: so many days after the Filing Date, whenever the filing was made."""
    due = effectiveness_due(facts.filing_date, facts.actual_filing, terms, readings)
    return EffectivenessDeadline(due_date(due), due.trace)


def effectiveness_due(
    filing: date | None, actual_filing: date | None, terms: RegistrationRights, readings: Readings
) -> Due:
    """The effectiveness deadline as computed, with its trace."""
    limit = terms.effectiveness_deadline
    require(limit, "an effectiveness deadline")
    assert limit
    anchored = readings.effectiveness_anchor == "actual_filing" and actual_filing is not None
    # By that reading the day of filing stands for the Filing Date.
    computed = {"filing_date": fact("actual_filing", actual_filing)} if anchored else {}
    known = Facts({"filing_date": actual_filing if anchored else filing}, computed=computed)
    due = evaluate(limit.expression, known, readings.days(), name="Effectiveness Deadline")
    trace = Step(
        "Effectiveness Deadline",
        due.nominal,
        "the deadline, moved to an open day for performance",
        (due.trace, terms.operand("effectiveness_deadline", "expression")),
        readings=(*ROLL, "effectiveness_anchor"),
    )
    return replace(due, trace=trace)


@dataclass(frozen=True, slots=True)
class FormFacts:
    """The form used, whether the preferred one was open, and what became of the consent to another."""

    form_used: str
    s3_available: bool
    consent_given: bool = False
    consent_withheld_unreasonably: bool = False


@dataclass(frozen=True, slots=True)
class FormChoice:
    """Whether the form complies, whether it took consent, and why."""

    compliant: bool
    consent_required: bool
    reason: str
    trace: Step


def form_choice(facts: FormFacts, terms: RegistrationRights, _: Readings) -> FormChoice:
    """M3: the preferred form where it is open; otherwise any form that the holders consent to."""
    form = terms.form
    require(form, "the form of registration")
    assert form
    if facts.s3_available:
        compliant = facts.form_used == form.preferred
        reason = f"{form.preferred} available and {'used' if compliant else 'not used'}"
    elif facts.form_used == form.preferred:
        compliant, reason = False, f"{form.preferred} used but not available"
    elif facts.consent_given:
        compliant, reason = True, "consent given"
    elif facts.consent_withheld_unreasonably and form.not_unreasonably_withheld:
        compliant, reason = True, "consent may not be unreasonably withheld"
    else:
        compliant, reason = False, "no consent"
    asked = ("form_used", "s3_available", "consent_given", "consent_withheld_unreasonably")
    trace = Step(
        "form complies",
        compliant,
        reason,
        (terms.operand("form", "preferred"), *(fact(name, getattr(facts, name)) for name in asked)),
    )
    return FormChoice(compliant, not facts.s3_available, reason, trace)


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
        "M1",
        "filing_date",
        "Filing Date (earlier of two limbs)",
        "2(a)(i)-(ii)",
        FilingFacts,
        filing_date,
        {"funding_dates|termination_date": "Securities Purchase Agreement § 1(d)"},
        frozenset({"funding_dates|termination_date"}),
    ),
    Mechanic(
        "M2",
        "effectiveness_deadline",
        "Effectiveness Deadline",
        "2(c) trigger (i); 3(a)",
        EffectivenessFacts,
        effectiveness_deadline,
    ),
    Mechanic("M3", "form_choice", "Form selection and consent", "2(a)", FormFacts, form_choice),
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
