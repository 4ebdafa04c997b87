"""Facts by name: which names are the same, what happened when, and the calendars that the facts list."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from datetime import date
from decimal import Decimal

from obligations.agreement import Agreement, Duty, FactSheet
from obligations.calendars import of_days
from obligations.deadlines import Days, Event, Facts, evaluate
from obligations.errors import NotComputableError
from obligations.expressions import Expression, anchors, conditions, words
from obligations.registration_rights.terms import Group
from obligations.trace import Origin, Step

_EMPTY_WORDS = {"the", "a", "an", "date", "of", "day", "on", "which"}


@dataclass(frozen=True, slots=True)
class Happened:
    """When something happened, and whether anybody said so: None that was told is "not so far"."""

    on: date | None
    told: bool


def fact_key(name: str) -> str:
    """What makes two names of a fact the same: "closing", "closing_date" and "the Closing Date" are one."""
    words = name.lower().replace("_", " ").replace("-", " ").split()
    return "_".join(word for word in words if word not in _EMPTY_WORDS) or "_".join(words)


def happened(facts: FactSheet, name: str) -> Happened:
    """When the event happened; of several days the last."""
    key = fact_key(name)
    for given, value in facts.events.items():
        if fact_key(given) == key:
            day = value if isinstance(value, date) or value is None else max(value, default=None)
            return Happened(day, told=True)
    return Happened(None, told=False)


def amount_of(given: Decimal | Mapping[str, Decimal] | None, basis: str | None) -> Decimal | None:
    """A holder's amount: the only one given, or the one that bears the basis's name."""
    if given is None or isinstance(given, Decimal):
        return given
    if len(given) == 1:
        return next(iter(given.values()))
    return next((value for name, value in given.items() if basis and fact_key(name) == fact_key(basis)), None)


def asked_by(duty: Duty) -> tuple[str, ...]:
    """The events and conditions that a duty's day turns on, in the order of its expression."""
    if duty.expression is None:
        return ()
    return tuple(dict.fromkeys((*anchors(duty.expression), *conditions(duty.expression))))


def known_facts(agreement: Agreement, facts: FactSheet, days: Days) -> Facts:
    """The facts under the names that the agreement uses, with the days that it defines itself.

    A "Filing Date" that the agreement defines as a deadline is no fact: it is computed, unless it is given.
    """
    asked = {name: fact_key(name) for duty in agreement.duties for name in asked_by(duty)}
    events: dict[str, Event] = dict(facts.events)
    by_key = {fact_key(name): value for name, value in facts.events.items()}
    events |= {name: by_key[key] for name, key in asked.items() if key in by_key}
    truths = {fact_key(name): value for name, value in facts.conditions.items()}
    told = {name: truths[key] for name, key in asked.items() if key in truths}
    known = Facts(events, {**facts.conditions, **told})
    for _ in _defined_days(agreement):  # a defined day may rest on another: at most so many steps
        before = len(known.events)
        known = _with_defined_days(agreement, known, days)
        if len(known.events) == before:
            break
    return known


def own_calendars(facts: FactSheet, days: Days) -> Days:
    """The calendars, or those that the facts list themselves."""
    if facts.bank_holidays is not None:
        banks = of_days("bank holidays as given", "the facts", frozenset(facts.bank_holidays))
        days = replace(days, business=banks, roll=banks if days.roll else None)
    if facts.exchange_holidays is not None:
        exchange = of_days("exchange holidays as given", "the facts", frozenset(facts.exchange_holidays))
        days = replace(days, trading=exchange)
    return days


def _with_defined_days(agreement: Agreement, known: Facts, days: Days) -> Facts:
    events, computed = dict(known.events), dict(known.computed)
    for name, expression, of in _defined_days(agreement):
        if name in events:
            continue
        try:
            due = evaluate(expression, known, days, name=name)
        except NotComputableError:
            continue
        if due.nominal is not None:
            events[name] = due.nominal
            origin = Origin("term", name, of.clause, of.places)
            computed[name] = Step(name, due.nominal, words(expression), (due.trace,), origin)
    return replace(known, events=events, computed=computed)


def _defined_days(agreement: Agreement) -> Iterator[tuple[str, Expression, Group]]:
    yield from ((day.name, day.expression, day) for day in agreement.defined_days)
    for duty in agreement.duties:
        if duty.defines and duty.expression is not None:
            yield duty.defines, duty.expression, duty
