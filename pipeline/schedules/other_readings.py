"""What the schedule would be under another reading of an open point, where that makes a difference."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from decimal import Decimal

from obligations.agreement import Agreement, FactSheet
from obligations.errors import ObligationError
from obligations.schedule import Row, Schedule, schedule
from obligations.trace import shown
from pipeline.schedules import rows, wording


@dataclass(frozen=True, slots=True)
class OtherReading:
    """A reading with another value than the one chosen, and each thing that it changes, in words."""

    reading: str
    value: str
    changes: tuple[str, ...]


def other_readings(agreement: Agreement, facts: FactSheet, found: Schedule) -> tuple[OtherReading, ...]:
    """The readings that `found` rests on, each with every other value that would change it."""
    others = (
        OtherReading(name, shown(value), _changes(agreement, facts, found, name, value))
        for name in rows.readings_of(found)
        for value in found.readings.alternatives(name)
    )
    return tuple(other for other in others if other.changes)


def _changes(
    agreement: Agreement, facts: FactSheet, found: Schedule, name: str, value: object
) -> tuple[str, ...]:
    try:
        other = schedule(agreement, facts, found.readings.but(name, value))
    except ObligationError as error:
        return (f"cannot be computed: {wording.line(str(error))}",)
    return tuple(differences(found, other))


def differences(found: Schedule, other: Schedule) -> Iterator[str]:
    """What `other` has that `found` has not: days, what became of them, totals."""
    for ours, theirs in zip(found.rows, other.rows, strict=True):
        if (ours.nominal, ours.perform_by, ours.status) != (theirs.nominal, theirs.perform_by, theirs.status):
            yield f"{wording.line(ours.id)}: {_words(theirs)} instead of {_words(ours)}"
    before = found.damages.totals if found.damages else {}
    after = other.damages.totals if other.damages else {}
    for holder in dict.fromkeys((*before, *after)):
        if before.get(holder) != after.get(holder):
            new, old = _sum(after.get(holder)), _sum(before.get(holder))
            yield f"{wording.line(holder)}: {new} in all instead of {old}"


def _sum(amount: Decimal | None) -> str:
    return "nothing" if amount is None else wording.money(amount)


def _words(row: Row) -> str:
    return f"{wording.day(row.perform_by) or 'no day'} ({wording.status(row)})"
