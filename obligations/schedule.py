"""Who owes what, by when, and how much: every duty of an agreement, and its damages, on the facts.

Each row has its day, nominal and to perform by, what became of it, and the trace of the day. A duty whose day
turns on a fact that nobody gave says which; one that has no day is listed without. Nothing looks at a clock:
what is late is judged as of the day that the facts name.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import date, timedelta
from typing import Literal

from obligations.agreement import Agreement, Duty, FactSheet
from obligations.damages import EFFECTIVE, FILED, Damages, damages
from obligations.deadlines import Days, Due, Facts
from obligations.errors import NotComputableError, OutsideCalendarError
from obligations.expressions import Expression, anchors, conditions, words
from obligations.facts import (
    Happened,
    expressions,
    fact_key,
    happened,
    known_facts,
    opposite_key,
    own_calendars,
)
from obligations.registration_rights.limits import consulted
from obligations.registration_rights.readings import Readings
from obligations.tolling import evaluate_tolled
from obligations.trace import Origin, Place, Step

Status = Literal[
    "met", "late", "overdue", "open", "not_triggered", "needs_input", "no_date", "right", "kept", "breached"
]


# What lasts is asked for by damages that add up the times of several failures, and by nothing else.
_OF_COUNTS = ("sales_blocks", "delays", "venues", "halts", "investor_delays")


@dataclass(frozen=True, slots=True)
class Row:
    """One duty or right with its day and what became of it; a prohibition is kept or breached.

    `days_late` counts from the day to perform by. `missing` are the facts without which the day, or what
    became of it, is not known; `waiting` the events that have not happened. `why` is why there is no day.
    """

    id: str
    clause: str | None
    places: tuple[Place, ...]
    obligor: str | None
    action: str
    modality: str
    standard: str | None
    conditions: tuple[str, ...]
    status: Status
    nominal: date | None = None
    perform_by: date | None = None
    first: date | None = None
    dates: tuple[date, ...] = ()
    done: date | None = None
    days_late: int | None = None
    missing: tuple[str, ...] = ()
    waiting: tuple[str, ...] = ()
    why: str | None = None
    trace: Step | None = None


@dataclass(frozen=True, slots=True)
class Schedule:
    """All rows in the order of the text, the damages, and the facts that were given but fit nothing."""

    title: str
    as_of: date | None
    readings: Readings
    rows: tuple[Row, ...]
    damages: Damages | None
    unused: tuple[str, ...]


def schedule(agreement: Agreement, facts: FactSheet, readings: Readings | None = None) -> Schedule:
    """What the agreement obliges whom to do on these facts.

    Raises `ContradictoryFactsError` for facts that cannot both be true, and `OutsideCalendarError` for
    damages on days for which no calendar is known; a duty of such a day says so in its row.
    """
    chosen = readings or default_readings(agreement)
    days = own_calendars(facts, chosen.days())
    known = known_facts(agreement, facts, days)
    rows = tuple(_row(duty, facts, known, days) for duty in agreement.duties)
    terms = agreement.registration_rights
    owed = damages(terms, facts, known, days, chosen) if terms else None
    return Schedule(agreement.title, facts.as_of, chosen, rows, owed, _unused(agreement, facts, owed))


def default_readings(agreement: Agreement, changed: Mapping[str, object] | None = None) -> Readings:
    """The readings by which an agreement is computed, with those `changed`.

    The statute of New York moves a day where that law governs or none is named; under another law no day
    moves. Business days are those of the agreement's own definition where it has one.
    """
    readings = Readings()
    if agreement.governing_law not in (None, "New York"):
        readings = replace(readings, roll="none")
    if agreement.business_days:
        readings = replace(readings, business_day_calendar=agreement.business_days)
    for name, value in (changed or {}).items():
        readings = readings.but(name, value)
    return readings


def _row(duty: Duty, facts: FactSheet, known: Facts, days: Days) -> Row:
    due, why = None, None
    if duty.expression is not None:
        try:
            due = evaluate_tolled(
                duty.expression, duty.tolled, known, days, name=duty.id, horizon=facts.as_of
            )
        except (NotComputableError, OutsideCalendarError) as error:
            why = str(error)
    done = _done(duty, facts)
    row = Row(
        duty.id,
        duty.clause,
        duty.places,
        duty.obligor,
        duty.action,
        duty.modality,
        duty.standard,
        duty.conditions,
        "no_date",
        done=done.on,
        why=why,
    )
    if due is None:
        return row
    status, days_late, missing = _status(duty, due, done, facts.as_of)
    return replace(
        row,
        status=status,
        nominal=due.nominal,
        perform_by=due.perform_by,
        first=due.first,
        dates=due.dates,
        days_late=days_late,
        # Where one limb of a choice fixes a day, what is not known of another might still change it.
        missing=tuple(dict.fromkeys((*missing, *due.missing))),
        waiting=due.waiting,
        trace=_trace(duty, duty.expression, due) if duty.expression is not None else None,
    )


def _trace(duty: Duty, expression: Expression, due: Due) -> Step:
    """How the day came about, from the words of the clause down to the facts, with its readings."""
    if "expression" in duty.given:
        origin = Origin("fact", f"terms.{duty.id}")
    else:
        origin = Origin("term", duty.id, duty.clause, duty.places)
    return Step(duty.id, due.perform_by, words(expression), (due.trace,), origin, consulted(expression))


def _done(duty: Duty, facts: FactSheet) -> Happened:
    """When the duty was performed, and whether anybody said."""
    if duty.id in facts.done:
        return Happened(facts.done[duty.id], told=True)
    return happened(facts, duty.done) if duty.done else Happened(None, told=False)


def _status(
    duty: Duty, due: Due, done: Happened, as_of: date | None
) -> tuple[Status, int | None, tuple[str, ...]]:
    """What became of a duty, how many days late it is, and which facts are lacking to say so."""
    if due.perform_by is None:
        return ("needs_input" if due.missing else "not_triggered"), None, due.missing
    if duty.modality == "may":
        return "right", None, ()
    if duty.modality == "shall_not":
        return _forborne(duty, due, done, as_of)
    if done.on is not None and (as_of is None or done.on <= as_of):
        late = (done.on - due.perform_by).days
        return ("late", late, ()) if late > 0 else ("met", None, ())
    if as_of is None or as_of <= due.perform_by:
        return "open", None, ()
    if not done.told:
        return "needs_input", None, (f"done.{duty.id}",)
    return "overdue", (as_of - due.perform_by).days, ()


def _forborne(
    duty: Duty, due: Due, done: Happened, as_of: date | None
) -> tuple[Status, int | None, tuple[str, ...]]:
    """What became of a prohibition: of something before a day, or on the days of a window."""
    last = due.nominal if due.first else due.nominal and due.nominal - timedelta(days=1)
    assert last
    if done.on is not None and (as_of is None or done.on <= as_of):
        barred = (due.first or date.min) <= done.on <= last
        return ("breached" if barred else "kept"), None, ()
    if as_of is None or as_of <= last:
        return "open", None, ()
    return ("kept", None, ()) if done.told else ("needs_input", None, (f"done.{duty.id}",))


def _unused(agreement: Agreement, facts: FactSheet, owed: Damages | None) -> tuple[str, ...]:
    """Facts that nothing asks for: a misspelt name is one of them."""
    asked = {fact_key(name) for one in expressions(agreement) for name in (*anchors(one), *conditions(one))}
    asked |= {opposite_key(fact_key(name)) for one in expressions(agreement) for name in conditions(one)}
    asked |= {FILED, EFFECTIVE, *(fact_key(duty.done) for duty in agreement.duties if duty.done)}
    asked |= {fact_key(day.name) for day in agreement.defined_days}
    asked |= {fact_key(duty.defines) for duty in agreement.duties if duty.defines}
    ids = {duty.id for duty in agreement.duties}
    due = (
        {(one.payment.due, holder) for one in owed.payments for holder in (one.payment.holder, None)}
        if owed
        else set()
    )
    of = agreement.registration_rights and agreement.registration_rights.liquidated_damages
    return (
        *(f"events.{name}" for name in facts.events if fact_key(name) not in asked),
        *(f"conditions.{name}" for name in facts.conditions if fact_key(name) not in asked),
        *(f"done.{name}" for name in facts.done if name not in ids),
        *(() if of else (f"amounts.{holder}" for holder in facts.amounts)),
        *(
            f"payments of {one.due.isoformat()}" + (f" to {one.holder}" if one.holder else "")
            for one in facts.payments
            if (one.due, one.holder) not in due
        ),
        *(() if of and of.counts else (name for name in _OF_COUNTS if getattr(facts, name))),
        *(("demand",) if facts.demand and not (of and of.due and of.due.of == "demand") else ()),
    )
