"""Deadlines that the terms set, evaluated: with the clause and the readings on which each rests."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from obligations.deadlines import Due, Facts, evaluate
from obligations.expressions import (
    Anchor,
    Between,
    Conditional,
    Duration,
    EarlierOf,
    Expression,
    Fixed,
    LaterOf,
    Offset,
    Periodic,
    Roll,
)
from obligations.registration_rights.readings import BUSINESS_DAYS, ROLL, Readings
from obligations.registration_rights.terms import RegistrationRights
from obligations.trace import Step

_OPEN_DAYS = {"business_days": BUSINESS_DAYS, "trading_days": ("trading_day_calendar",)}


def limit(group: str, name: str, known: Facts, terms: RegistrationRights, readings: Readings) -> Due:
    """The deadline `name` of a group of terms, with where it stands and what it rests on in its trace."""
    expression: Expression = getattr(getattr(terms, group), name)
    due = evaluate(expression, known, readings.days(), name=name.replace("_", " "))
    trace = Step(
        f"{name.replace('_', ' ')}, in time by",
        due.perform_by,
        "the deadline, or the open day to which the law moves it",
        (due.trace, terms.operand(group, name)),
        readings=consulted(expression),
    )
    return replace(due, trace=trace)


def consulted(expression: Expression) -> tuple[str, ...]:
    """The readings on which the days of an expression rest: of open days, and of the roll."""
    units = dict.fromkeys(unit for unit in _units(expression) if unit in _OPEN_DAYS)
    calendars = [name for unit in units for name in _OPEN_DAYS[unit]]
    return tuple(dict.fromkeys((*calendars, *(ROLL if _may_move(expression) else ()))))


def _units(node: Expression) -> Iterator[str]:
    match node:
        case Offset():
            yield node.unit
            yield from _units(node.base)
        case Roll():
            yield "trading_days" if node.convention == "next_trading_day" else "business_days"
            yield from _units(node.base)
        case Periodic():
            yield node.every.unit
            yield from (unit for one in (node.start, node.until) if one for unit in _units(one))
        case Duration():
            yield node.unit
            if node.start:
                yield from _units(node.start)
        case _:
            for part in _parts(node):
                yield from _units(part)


def _parts(node: Expression) -> tuple[Expression, ...]:
    """The expressions of which a choice or a window is made."""
    match node:
        case EarlierOf() | LaterOf():
            return node.args
        case Conditional():
            return tuple(branch.then for branch in node.branches)
        case Between():
            return node.from_, node.to
    return ()


def _may_move(node: Expression) -> bool:
    """Whether the law can move the day: not where it is counted back or in open days, or fixed otherwise."""
    match node:
        case Offset():
            return node.direction == "after" and node.unit not in _OPEN_DAYS
        case Anchor() | Fixed() | Periodic():
            return True
        case Between():
            return _may_move(node.to)
        case EarlierOf() | LaterOf() | Conditional():
            return any(map(_may_move, _parts(node)))
    return False
