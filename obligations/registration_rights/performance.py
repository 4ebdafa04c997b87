"""Whether a duty was done in time, as far as the facts say."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

from obligations.deadlines import Days, Due, Facts, evaluate
from obligations.expressions import Anchor, Expression


def due_on(expression: Expression, events: Facts, days: Days, name: str) -> Due:
    """When something falls due; what is fixed to the day of an event stays on it, open day or not."""
    if isinstance(expression, Anchor):
        days = replace(days, roll=None)
    return evaluate(expression, events, days, name=name)


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
