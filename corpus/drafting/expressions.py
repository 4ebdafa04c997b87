"""Deadline expression trees, in the form of the acceptance samples."""

from datetime import date
from typing import Any, Literal

Json = dict[str, Any]


def anchor(text: str, *, event: bool = False) -> Json:
    """The event or defined date that a period is counted from."""
    return {"op": "anchor", "text": text, "kind": "event" if event else "defined_term"}


def fixed(day: date) -> Json:
    """A calendar date."""
    return {"op": "fixed", "iso": day.isoformat()}


def offset(
    count: int, unit: str, base: Json, *, before: bool = False,
    bound: Literal["no_later_than", "exactly", "at_least"] = "no_later_than", point: bool = False,
) -> Json:  # fmt: skip
    """`count` units from `base`; `point` marks "the 30th day after", which may also be read as exact."""
    node: Json = {"op": "offset", "count": count, "unit": unit, "direction": "before" if before else "after"}
    node |= {"bound": bound, "base": base}
    if point and bound == "no_later_than":
        node["bound_alt"] = ["exactly"]
    return node


def earlier_of(*args: Json) -> Json:
    """Whichever comes first."""
    return {"op": "earlier_of", "args": list(args)}


def later_of(*args: Json) -> Json:
    """Whichever comes last."""
    return {"op": "later_of", "args": list(args)}


def conditional(condition: str, then: Json, otherwise: Json) -> Json:
    """`then` if the condition holds."""
    return {
        "op": "conditional",
        "branches": [{"if": condition, "then": then}, {"if": None, "then": otherwise}],
    }


def roll(base: Json) -> Json:
    """`base`, moved to the next business day if it is none."""
    return {"op": "roll", "convention": "next_business_day", "base": base}


def period(count: int, unit: str) -> Json:
    """A length without a place in time."""
    return {"count": count, "unit": unit}
