"""Deadlines whose clock stands still for a while: "excluding any time of review by the Commission"."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta
from decimal import Decimal

from obligations.deadlines import Days, Due, Facts, evaluate
from obligations.errors import NotComputableError
from obligations.expressions import Between, Expression, Offset
from obligations.intervals import Interval
from obligations.trace import Step

_OPEN_DAYS = ("business_days", "trading_days")


def evaluate_tolled(
    expression: Expression,
    tolled: Between | None,
    facts: Facts,
    days: Days,
    *,
    name: str = "due",
    horizon: date | None = None,
) -> Due:
    """When `expression` falls due, put off by the days of `tolled` that lie between its start and its day.

    The clock stands still from the first day of `tolled` and runs again on its last. As long as it stands
    still there is no day; whether it does is a fact that has to be known. Raises `NotComputableError` where
    the clock stops on anything but a count of calendar days, weeks, months or years after a day, and
    `ContradictoryFactsError` where it runs again before it stops.
    """
    due = evaluate(expression, facts, days, name=name, horizon=horizon)
    if tolled is None or due.nominal is None:
        return due
    stops = evaluate(tolled.from_, facts, days, name="the clock stops")
    if stops.nominal is None:
        return replace(due, nominal=None, perform_by=None, missing=stops.missing) if stops.missing else due
    if stops.nominal > due.nominal:
        return due
    runs = evaluate(tolled.to, facts, days, name="the clock runs again")
    if runs.nominal is None:
        return replace(due, nominal=None, perform_by=None, missing=runs.missing, waiting=runs.waiting)
    if not (
        isinstance(expression, Offset)
        and expression.direction == "after"
        and expression.unit not in _OPEN_DAYS
    ):
        raise NotComputableError("a clock that stands still, of a deadline that is no count of days")
    began = evaluate(expression.base, facts, days).nominal
    assert began
    # Of days before the first that is counted none is put off.
    first = began + timedelta(days=1)
    stood = Interval(stops.nominal, runs.nominal)
    put_off = max(stood.end, first) - max(stood.start, first)
    if not put_off:
        return due
    later = evaluate(Offset(Decimal(put_off.days), "days", "after", expression), facts, days)
    how = f"put off by {put_off.days} days on which the clock stood still"
    trace = Step(f"{name}, perform by", later.perform_by, how, (due.trace, stops.trace, runs.trace))
    return replace(later, trace=trace)
