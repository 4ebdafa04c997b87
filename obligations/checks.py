"""Refusing numbers that cannot be, and days in an order that cannot be."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date

from obligations.errors import ContradictoryFactsError, InvalidInputError
from obligations.rounding import Exact


def not_negative(name: str, value: Exact | None) -> None:
    """Raises `InvalidInputError` naming an amount or a count below zero."""
    if value is not None and value < 0:
        raise InvalidInputError(f"{name}: {value} is below zero")


def none_negative(name: str, values: Mapping[str, Exact]) -> None:
    """Raises `InvalidInputError` naming the first value below zero."""
    for key, value in values.items():
        not_negative(f"{name}.{key}", value)


def above_zero(name: str, value: Exact) -> None:
    """Raises `InvalidInputError` for a price or a share that is zero or less."""
    if value <= 0:
        raise InvalidInputError(f"{name}: {value} is not above zero")


def in_order(earlier: str, first: date | None, later: str, last: date | None) -> None:
    """Raises `ContradictoryFactsError` where what comes later is said to have come first."""
    if first is not None and last is not None and last < first:
        raise ContradictoryFactsError(
            f"{later} on {last.isoformat()} cannot be before {earlier} on {first.isoformat()}"
        )
