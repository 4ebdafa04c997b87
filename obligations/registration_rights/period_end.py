"""Section 3(a)(i)-(ii): when the duty to keep the registration effective ends."""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from datetime import date

from obligations.deadlines import Facts, evaluate
from obligations.errors import MissingFactsError
from obligations.expressions import EarlierOf, LaterOf
from obligations.registration_rights.mechanic import Mechanic
from obligations.registration_rights.readings import Readings
from obligations.registration_rights.terms import PeriodEnd, RegistrationRights, require
from obligations.trace import Step, fact


@dataclass(frozen=True, slots=True)
class PeriodEndFacts:
    """The last sale, what is still outstanding, and from when all may be sold freely, in whose opinion.

    `free_sale_date` is the day that the opinion states, not the day of the letter. `events` are the days that
    other agreements count from, by the names that their terms use.
    """

    last_sale_date: date | None = None
    debentures_outstanding: bool | None = None
    warrants_outstanding: bool | None = None
    free_sale_date: date | None = None
    opinion_by: str | None = None
    volume_limited_holders: tuple[str, ...] = ()
    events: dict[str, date | None] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class RegistrationPeriodEnd:
    """The day of each limb of the terms in their order, and the day on which the period ends."""

    limb_i: date | None
    limb_ii: date | None
    limb_iii: date | None
    registration_period_end: date | None
    trace: Step


def registration_period_end(
    facts: PeriodEndFacts, terms: RegistrationRights, readings: Readings
) -> RegistrationPeriodEnd:
    """M21: all sold, or all saleable without registration or restriction, whichever the terms count.

    Raises `MissingFactsError` where a last sale or a free one turns on what is not given.
    """
    end = terms.effectiveness_period_end
    require(end, "the end of the registration period")
    assert end
    require(end.expression, "the day on which the registration period ends")
    assert end.expression
    sold, free = _all_sold(facts), _all_free(facts, end, terms)
    events = Facts(
        {**facts.events, "last_sale_date": _day(sold), "free_sale_date": _day(free)},
        computed={
            **{name: fact(f"events.{name}", day) for name, day in facts.events.items()},
            "last_sale_date": sold,
            "free_sale_date": free,
        },
    )
    # A period that ends is no act that could be done a day later.
    days = replace(readings.days(), roll=None)
    due = evaluate(end.expression, events, days, name="Registration Period ends")
    args = end.expression.args if isinstance(end.expression, EarlierOf | LaterOf) else (end.expression,)
    limbs = [evaluate(arg, events, days).nominal for arg in args]
    limbs += [None] * (3 - len(limbs))
    trace = Step(
        "Registration Period ends",
        due.nominal,
        "by the limbs of the agreement",
        (due.trace, terms.operand("effectiveness_period_end", "expression")),
    )
    return RegistrationPeriodEnd(limbs[0], limbs[1], limbs[2], due.nominal, trace)


def _day(step: Step) -> date | None:
    return step.value if isinstance(step.value, date) else None


def _all_sold(facts: PeriodEndFacts) -> Step:
    """The last sale, unless shares can still be issued: those are to be registered too."""
    outstanding = {name: getattr(facts, name) for name in ("debentures_outstanding", "warrants_outstanding")}
    operands = (
        fact("last_sale_date", facts.last_sale_date),
        *(fact(name, value) for name, value in outstanding.items()),
    )
    if facts.last_sale_date is None:
        return Step("all sold", None, "not yet", operands)
    if any(outstanding.values()):
        return Step("all sold", None, "shares can still be issued", operands)
    unknown = [name for name, value in outstanding.items() if value is None]
    if unknown:
        raise MissingFactsError(*unknown)
    return Step("all sold", facts.last_sale_date, "the last sale, with nothing left to issue", operands)


def _all_free(facts: PeriodEndFacts, end: PeriodEnd, terms: RegistrationRights) -> Step:
    """The day from which every holder may sell freely, if the right counsel says so."""
    operands = (
        fact("free_sale_date", facts.free_sale_date),
        fact("opinion_by", facts.opinion_by),
        fact("volume_limited_holders", facts.volume_limited_holders),
        terms.operand("effectiveness_period_end", "opinion_of"),
    )
    name = "all freely saleable"
    if facts.free_sale_date is None:
        return Step(name, None, "not yet", operands)
    if facts.volume_limited_holders:
        return Step(name, None, "one holder that may not sell freely is enough", operands)
    if end.opinion_of is None:
        return Step(name, facts.free_sale_date, "no opinion is needed", operands)
    if facts.opinion_by is None:
        raise MissingFactsError("opinion_by")
    if end.opinion_of.casefold() not in facts.opinion_by.casefold():
        return Step(name, None, "the opinion is another counsel's", operands)
    return Step(name, facts.free_sale_date, "the day that the opinion states", operands)


MECHANICS = (
    Mechanic(
        "M21",
        "registration_period_end",
        "End of the Registration Period",
        "3(a)(i)-(ii)",
        PeriodEndFacts,
        registration_period_end,
        {"opinion_by": "opinion of counsel to the Initial Investors"},
        frozenset({"opinion_by"}),
    ),
)
