"""What one agreement says of one thing."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from decimal import Decimal
from typing import Literal

from pipeline.compare.comparable import Comparable
from pipeline.termsheet import schema as s

CellStatus = Literal["found", "absent", "by_reference", "blank", "redacted", "conflict", "not_applicable"]
"""Those of a term, and `not_applicable`: a deal term that is not read from this kind of agreement."""


@dataclass(frozen=True, slots=True)
class Cell:
    """A value in words, what it is compared by, and the characters that it was read from."""

    status: CellStatus
    value: str = ""
    comparable: Comparable | None = None
    evidence: tuple[s.Evidence, ...] = ()
    alternatives: tuple[s.Alternative, ...] = ()
    confidence: Decimal | None = None


@dataclass(frozen=True, slots=True)
class Field:
    """Something that is laid side by side.

    `name` is the path in the term sheet; a `part` is one of several values of a deal term.
    """

    name: str
    label: str
    read: Callable[[s.TermSheet], Cell]
    part: bool = False
