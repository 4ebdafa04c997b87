"""A schedule sorted for a reader: what has a day, what will have one, what names none, what is lacking."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from obligations.damages import Owed
from obligations.registration_rights.readings import Readings
from obligations.schedule import Row, Schedule

_UNDECIDED = ("needs_input", "not_triggered", "no_date")


def dated(schedule: Schedule) -> list[Row]:
    """The rows with a day, by the day to perform by; rows of one day stay in the order of the text."""
    return sorted((row for row in schedule.rows if row.perform_by), key=_perform_by)


def undecided(schedule: Schedule) -> list[Row]:
    """The rows whose words set a day that the facts, or the words, do not let us compute.

    Those that want a fact come first, then those whose event has not happened, then those without a number.
    """
    rows = [row for row in schedule.rows if row.perform_by is None and not _without_day(row)]
    return sorted(rows, key=lambda row: _UNDECIDED.index(row.status) if row.status in _UNDECIDED else 0)


def without_day(schedule: Schedule) -> list[Row]:
    """The duties and rights whose words set no day at all."""
    return [row for row in schedule.rows if _without_day(row)]


def payments(schedule: Schedule) -> list[Owed]:
    """The payments of damages as they fall due; those without a day come last."""
    if schedule.damages is None:
        return []
    return sorted(schedule.damages.payments, key=lambda owed: owed.payment.due or date.max)


def lacking(schedule: Schedule) -> dict[str, list[str]]:
    """Each fact that nobody gave, with the ids of the rows that want it; "damages" where those do."""
    found: dict[str, list[str]] = {}
    for row in schedule.rows:
        for name in row.missing:
            found.setdefault(name, []).append(row.id)
    for name in schedule.damages.missing if schedule.damages else ():
        found.setdefault(name, []).append("damages")
    return {name: list(dict.fromkeys(ids)) for name, ids in found.items()}


def readings_of(schedule: Schedule) -> list[str]:
    """The readings that the schedule rests on, and those that are not the default, in their own order."""
    used = {name for step in _traces(schedule) for name in step}
    default = Readings()
    names = Readings.__dataclass_fields__
    return [
        name for name in names if name in used or getattr(schedule.readings, name) != getattr(default, name)
    ]


def _traces(schedule: Schedule) -> Iterator[tuple[str, ...]]:
    steps = [row.trace for row in schedule.rows]
    charges = schedule.damages.charges if schedule.damages else ()
    for step in (*steps, *(charge.trace for charge in charges)):
        if step is not None:
            yield step.readings_used()


def _perform_by(row: Row) -> date:
    assert row.perform_by is not None
    return row.perform_by


def _without_day(row: Row) -> bool:
    return row.status == "no_date" and row.why is None
