"""When a duty falls due by the terms, and whether it was done in time as far as the facts say."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

from obligations.deadlines import Due, Facts, evaluate
from obligations.expressions import Anchor
from obligations.registration_rights.limits import limit
from obligations.registration_rights.readings import Readings
from obligations.registration_rights.terms import RegistrationRights
from obligations.trace import Step


def due_by(group: str, name: str, known: Facts, terms: RegistrationRights, readings: Readings) -> Due:
    """When `name` of a group falls due; what is fixed to the day of an event stays on it, open or not."""
    expression = getattr(getattr(terms, group), name)
    if not isinstance(expression, Anchor):
        return limit(group, name, known, terms, readings)
    due = evaluate(expression, known, replace(readings.days(), roll=None), name=name.replace("_", " "))
    how = "on the day of the event itself"
    trace = Step(name.replace("_", " "), due.perform_by, how, (due.trace, terms.operand(group, name)))
    return replace(due, trace=trace)


def in_time(due: Due, done: date | None, as_of: date | None = None) -> bool | None:
    """Whether what was done on `done` was in time; None while nothing says so.

    Not done is late only once `as_of` is past the day; what happened after `as_of` has not happened.
    """
    if due.perform_by is None:
        return None
    happened = done if done is not None and (as_of is None or done <= as_of) else None
    if happened is None and (as_of is None or as_of <= due.perform_by):
        return None
    return due.is_met_by(happened, as_of)
