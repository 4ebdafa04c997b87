"""Sections 2(a), 2(c): the filing and effectiveness deadlines, and the form."""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from datetime import date
from typing import Literal

from obligations.deadlines import Due, Event, Facts, evaluate
from obligations.errors import MissingFactsError
from obligations.expressions import EarlierOf, conditions
from obligations.registration_rights.mechanic import Mechanic
from obligations.registration_rights.readings import ROLL, Readings
from obligations.registration_rights.terms import RegistrationRights, TimeLimit, require
from obligations.tolling import evaluate_tolled
from obligations.trace import Step, fact

_NO_OTHERS = Facts({})


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
    """The Funding Dates, and the day on which the purchase agreement was terminated (None: it was not).

    `events` and `conditions` are what the deadlines of other agreements turn on, by name.
    """

    funding_dates: tuple[date, ...] | None = None
    termination_date: date | None = None
    events: dict[str, Event] = field(default_factory=dict)
    conditions: dict[str, bool | None] = field(default_factory=dict)


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
    """M1: by when the registration statement is to be filed: the earlier of the limbs that exist.

    Raises `MissingFactsError` where other agreements turn on an event or a condition that is not known.
    """
    limit = terms.filing_deadline
    require(limit, "a filing deadline")
    assert limit
    known = Facts(
        {
            **facts.events,
            "funding_dates": facts.funding_dates,
            "termination_date": facts.termination_date,
        },
        facts.conditions,
        pick=readings.funding_date_pick,
    )
    days = readings.days()
    due = evaluate_tolled(limit.expression, limit.tolled, known, days, name="Filing Date")
    _ask(due, limit)
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


def _ask(due: Due, limit: TimeLimit) -> None:
    """Raises `MissingFactsError` for what has to be known to say when the deadline falls."""
    if due.nominal is None and due.missing:
        truths = conditions(limit.expression)
        raise MissingFactsError(
            *(f"{'conditions' if name in truths else 'events'}.{name}" for name in due.missing)
        )


@dataclass(frozen=True, slots=True)
class EffectivenessFacts:
    """The (nominal) Filing Date, and the day of filing, on which only a reading turns.

    `events` and `conditions` are what the deadlines of other agreements turn on, by name.
    """

    filing_date: date
    actual_filing: date | None = None
    events: dict[str, Event] = field(default_factory=dict)
    conditions: dict[str, bool | None] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class EffectivenessDeadline:
    """By when the registration statement is to be declared effective."""

    effectiveness_deadline: DueDate | None
    trace: Step


def effectiveness_deadline(
    facts: EffectivenessFacts, terms: RegistrationRights, readings: Readings
) -> EffectivenessDeadline:
    """M2: so many days after the Filing Date, whenever the filing was made.

    Raises `MissingFactsError` where other agreements turn on an event or a condition that is not known.
    """
    known = Facts(facts.events, facts.conditions)
    due = effectiveness_due(facts.filing_date, facts.actual_filing, terms, readings, known)
    assert terms.effectiveness_deadline
    _ask(due, terms.effectiveness_deadline)
    return EffectivenessDeadline(due_date(due), due.trace)


def effectiveness_due(
    filing: date | None,
    actual_filing: date | None,
    terms: RegistrationRights,
    readings: Readings,
    others: Facts = _NO_OTHERS,
) -> Due:
    """The effectiveness deadline as computed, with its trace; `others` are facts beside those of filing."""
    limit = terms.effectiveness_deadline
    require(limit, "an effectiveness deadline")
    assert limit
    anchored = readings.effectiveness_anchor == "actual_filing" and actual_filing is not None
    # By that reading the day of filing stands for the Filing Date.
    known = Facts(
        {**others.events, "filing_date": actual_filing if anchored else filing},
        others.conditions,
        computed={"filing_date": fact("actual_filing", actual_filing)} if anchored else {},
    )
    due = evaluate_tolled(
        limit.expression, limit.tolled, known, readings.days(), name="Effectiveness Deadline"
    )
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
)
