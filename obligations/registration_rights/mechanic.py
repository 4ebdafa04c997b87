"""What the calculator knows of each mechanic: its names, its facts, and the function that computes it."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import Any

from obligations.registration_rights.readings import Readings
from obligations.registration_rights.terms import RegistrationRights


@dataclass(frozen=True, slots=True)
class Mechanic:
    """One thing that an agreement makes computable.

    `compute` takes the facts (of type `facts`), the terms and the readings; its result is a frozen dataclass
    with a `trace`. `external` are facts that other documents hold, each with where; of `a|b` either suffices,
    and `a.b` lies within `a`. `asked_by_compute` are those of them that only some facts call for: there
    `compute` raises `MissingFactsError`.
    """

    id: str
    name: str
    title: str
    clause: str
    facts: type
    compute: Callable[[Any, RegistrationRights, Readings], Any]
    external: Mapping[str, str] = field(default_factory=dict)
    asked_by_compute: frozenset[str] = frozenset()
