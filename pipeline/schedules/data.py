"""A schedule as JSON: every row, charge and payment, with the trace of each."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import fields
from typing import Any

from obligations.reading_in import written
from obligations.schedule import Schedule
from obligations.trace import Json, Step, as_json, plain
from pipeline.schedules.other_readings import OtherReading


def schedule_data(schedule: Schedule, others: Sequence[OtherReading] = ()) -> dict[str, Json]:
    """The schedule in plain JSON values: dates by ISO 8601, money and exact numbers as text."""
    printed: dict[str, Json] = {
        "title": schedule.title,
        "as_of": plain(schedule.as_of),
        "readings": {f.name: plain(getattr(schedule.readings, f.name)) for f in fields(schedule.readings)},
        "obligations": [_with_trace(row) for row in schedule.rows],
        "damages": None,
        "other_readings": [
            {"reading": one.reading, "value": one.value, "changes": list(one.changes)} for one in others
        ],
        "unused": list(schedule.unused),
    }
    owed = schedule.damages
    if owed is not None:
        printed["damages"] = {
            "charges": [_with_trace(charge) for charge in owed.charges],
            "payments": written(owed.payments),
            "totals": written(owed.totals),
            "capped": written(owed.capped),
            "missing": list(owed.missing),
        }
    return printed


def _with_trace(value: Any) -> Json:  # noqa: ANN401  # a dataclass with a trace
    printed = written(value)
    assert isinstance(printed, dict)
    trace: Step | None = value.trace
    printed["trace"] = as_json(trace) if trace else None
    return printed
