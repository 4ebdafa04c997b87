"""Facts that last: blocked sales, trading venues, halts, each from a day on and perhaps up to another."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, fields
from datetime import date
from typing import Literal, TypeVar

from obligations.checks import in_order
from obligations.intervals import Interval
from obligations.trace import Step, fact


@dataclass(frozen=True, slots=True)
class SalesBlock:
    """Days on which all, or a part, of the registered securities cannot be sold under the registration.

    `to` is the first day on which they can be sold again, None as long as they cannot.
    """

    from_: date
    to: date | None = None
    reason: Literal["stop_order", "prospectus_defect", "share_shortfall"] | None = None
    affects: Literal["all", "part"] = "all"


@dataclass(frozen=True, slots=True)
class Venue:
    """Where the stock is listed or quoted, from the first day to the first day it no longer is.

    `equivalent_replacement` says that the venue has taken the place of the quotation service.
    """

    venue: str
    from_: date
    to: date | None = None
    equivalent_replacement: bool = False


@dataclass(frozen=True, slots=True)
class Halt:
    """Days on which trading is halted: of the stock or, if `market_wide`, of everything."""

    from_: date
    to: date | None = None
    market_wide: bool = False


State = TypeVar("State", SalesBlock, Venue, Halt)


def lasting(name: str, states: Sequence[State], until: date) -> list[tuple[State, Interval]]:
    """Each state that began before `until`, with its days before then, in the order given.

    Raises `ContradictoryFactsError`, with the fact's name, for one that ends before it begins.
    """
    found = []
    for index, state in enumerate(states):
        in_order(f"{name}[{index}].from", state.from_, f"{name}[{index}].to", state.to)
        if state.from_ < until:
            end = until if state.to is None else min(state.to, until)
            found.append((state, Interval(state.from_, end)))
    return found


def as_facts(name: str, states: Sequence[State]) -> tuple[Step, ...]:
    """The states as leaves of a trace, each with what was said of it."""
    return tuple(fact(f"{name}[{index}]", _said(state)) for index, state in enumerate(states))


def _said(state: SalesBlock | Venue | Halt) -> dict[str, object]:
    """What differs from what holds if nothing is said."""
    values = ((field, getattr(state, field.name)) for field in fields(state))
    return {field.name.removesuffix("_"): value for field, value in values if value != field.default}
