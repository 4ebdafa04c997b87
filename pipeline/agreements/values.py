"""What the terms of every block are made of: a field with its status, a length, an amount, a share."""

from __future__ import annotations

from decimal import Decimal
from typing import Generic, TypeVar

from pipeline.frozen import dataclass
from pipeline.model import Status, Unit
from pipeline.spans import Span

T = TypeVar("T")


@dataclass(frozen=True, slots=True)
class Field(Generic[T]):
    """One deal term: what became of it, its value, and the ranges of the text that show it.

    `value` is None unless found or in conflict; `evidence` is there as well where the text points to another
    agreement or leaves a blank. `rule` names the way in which it was found.
    """

    status: Status
    value: T | None = None
    evidence: tuple[Span, ...] = ()
    rule: str = ""


@dataclass(frozen=True, slots=True)
class Length:
    """So many days, months …, without a place in time."""

    count: Decimal
    unit: Unit


@dataclass(frozen=True, slots=True)
class Amount:
    """A sum of money; `currency` by ISO 4217."""

    amount: Decimal
    currency: str


@dataclass(frozen=True, slots=True)
class Share:
    """A fraction of something, in the text's words: 0.1 of the purchase price."""

    value: Decimal
    of: str | None


def absent() -> Field[T]:
    """A term that the text does not state."""
    return Field(Status.ABSENT)
