"""Facts by name: which names are the same, what happened when, and the calendars that the facts list."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from datetime import date
from decimal import Decimal
from typing import TypeVar

from obligations.agreement import Agreement, FactSheet
from obligations.calendars import of_days
from obligations.deadlines import Days, Event, Facts
from obligations.errors import ContradictoryFactsError, NotComputableError, OutsideCalendarError
from obligations.expressions import Between, Expression, anchors, conditions, words
from obligations.registration_rights.terms import Group
from obligations.tolling import evaluate_tolled
from obligations.trace import Origin, Step, shown

T = TypeVar("T")
_EMPTY_WORDS = {"the", "a", "an", "date", "of", "day", "on", "which"}
# Other words for the facts that are the same in every agreement.
_SAME = {
    "hereof": "agreement",
    "this_agreement": "agreement",
    "execution_this_agreement": "agreement",
    "full_review": "sec_review",
    "sec_full_review": "sec_review",
    "commission_review": "sec_review",
    "told_no_further_review": "told_no_review",
    "told_no_comments": "told_no_review",
    "told_no_further_comments": "told_no_review",
}


@dataclass(frozen=True, slots=True)
class Happened:
    """When something happened, and whether anybody said so: None that was told is "not so far"."""

    on: date | None
    told: bool


def fact_key(name: str) -> str:
    """What makes two names of a fact the same: "closing", "closing_date" and "the Closing Date" are one.

    So are "date_hereof" and "agreement_date", "full_review" and "sec_review".
    """
    words = name.lower().replace("_", " ").replace("-", " ").split()
    key = "_".join(word for word in words if word not in _EMPTY_WORDS) or "_".join(words)
    return _SAME.get(key, key)


def opposite_key(key: str) -> str:
    """The key of the condition that holds where the one of `key` does not."""
    return key.removeprefix("no_") if key.startswith("no_") else f"no_{key}"


def keyed(given: Mapping[str, T], what: str) -> dict[str, T]:
    """The facts by the keys of their names.

    Raises `ContradictoryFactsError` for two names of one fact that say different things.
    """
    names: dict[str, str] = {}
    for name, value in given.items():
        first = names.setdefault(fact_key(name), name)
        if given[first] != value:
            raise ContradictoryFactsError(
                f"{what}.{first} and {what}.{name} are one fact: it cannot be"
                f" both {shown(given[first])} and {shown(value)}"
            )
    return {key: given[name] for key, name in names.items()}


def happened(facts: FactSheet, name: str) -> Happened:
    """When the event happened; of several days the last."""
    events, key = keyed(facts.events, "events"), fact_key(name)
    if key not in events:
        return Happened(None, told=False)
    value = events[key]
    day = value if isinstance(value, date) or value is None else max(value, default=None)
    return Happened(day, told=True)


def amount_of(given: Decimal | Mapping[str, Decimal] | None, basis: str | None) -> Decimal | None:
    """A holder's amount: the only one given, or the one that bears the basis's name."""
    if given is None or isinstance(given, Decimal):
        return given
    if len(given) == 1:
        return next(iter(given.values()))
    return keyed(given, "amounts").get(fact_key(basis)) if basis else None


def expressions(agreement: Agreement) -> Iterator[Expression]:
    """All expressions of the agreement on which a day turns."""
    for duty in agreement.duties:
        yield from (one for one in (duty.expression, duty.tolled) if one is not None)
    yield from (day.expression for day in agreement.defined_days)
    terms = agreement.registration_rights
    for limit in (terms.filing_deadline, terms.effectiveness_deadline) if terms else ():
        if limit is not None:
            yield from (one for one in (limit.expression, limit.tolled) if one is not None)


def known_facts(agreement: Agreement, facts: FactSheet, days: Days) -> Facts:
    """The facts under the names that the agreement uses, with the days that it defines itself.

    A "Filing Date" that the agreement defines as a deadline is no fact: it is computed, unless it is given.
    Raises `ContradictoryFactsError` for two names of one fact that say different things.
    """
    happenings, truths = keyed(facts.events, "events"), keyed(facts.conditions, "conditions")
    events: dict[str, Event] = dict(facts.events)
    told = dict(facts.conditions)
    for expression in expressions(agreement):
        events |= _named_as(anchors(expression), happenings)
        told |= _truths(conditions(expression), truths)
    known = Facts(events, told)
    for _ in _defined_days(agreement):  # a defined day may rest on another: at most so many steps
        before = len(known.events)
        known = _with_defined_days(agreement, known, days)
        if len(known.events) == before:
            break
    return known


def _named_as(names: Iterable[str], by_key: Mapping[str, T]) -> dict[str, T]:
    """The facts under the names that an expression uses."""
    return {name: by_key[key] for name in names if (key := fact_key(name)) in by_key}


def _truths(names: Iterable[str], by_key: Mapping[str, bool | None]) -> dict[str, bool | None]:
    """The truths under the names that an expression uses; of `no_sec_review` that of `sec_review` tells."""
    found: dict[str, bool | None] = {}
    for name in names:
        key = fact_key(name)
        if key in by_key:
            found[name] = by_key[key]
        elif (denied := by_key.get(opposite_key(key))) is not None:
            found[name] = not denied
    return found


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
    for name, expression, tolled, of in _defined_days(agreement):
        if name in events:
            continue
        try:
            due = evaluate_tolled(expression, tolled, known, days, name=name)
        except (NotComputableError, OutsideCalendarError):
            continue
        if due.nominal is not None:
            events[name] = due.nominal
            origin = Origin("term", name, of.clause, of.places)
            computed[name] = Step(name, due.nominal, words(expression), (due.trace,), origin)
    return replace(known, events=events, computed=computed)


def _defined_days(agreement: Agreement) -> Iterator[tuple[str, Expression, Between | None, Group]]:
    yield from ((day.name, day.expression, None, day) for day in agreement.defined_days)
    for duty in agreement.duties:
        if duty.defines and duty.expression is not None:
            yield duty.defines, duty.expression, duty.tolled, duty
