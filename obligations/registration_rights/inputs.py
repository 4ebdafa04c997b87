"""Section 1(b): which facts of other documents a mechanic needs that nobody has given."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any, Literal

from obligations.mechanics import find, missing_external, sources, value_at
from obligations.registration_rights.mechanic import Mechanic
from obligations.registration_rights.readings import Readings
from obligations.registration_rights.terms import RegistrationRights
from obligations.trace import Step, fact


@dataclass(frozen=True, slots=True)
class InputFacts:
    """A mechanic by its id or name, and the facts that there are for it."""

    mechanic: str
    facts: dict[str, Any] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class InputsNeeded:
    """Whether every fact of other documents is there; the missing ones (`a|b`: either), each with where."""

    status: Literal["ready", "needs_input"]
    missing: tuple[str, ...]
    sources: dict[str, str]
    trace: Step


def inputs_needed(facts: InputFacts, _: RegistrationRights, __: Readings) -> InputsNeeded:
    """M42: the facts held by other documents that are absent or null; zero is a fact.

    Raises `UnknownMechanicError`.
    """
    of = find(facts.mechanic)
    lacking = missing_external(of, facts.facts)
    trace = Step(
        "missing",
        lacking,
        f"what {of.id} takes from other documents and is not given",
        (
            fact("mechanic", facts.mechanic),
            *(
                Step(names, names not in lacking, f"in {where}", _alternatives(names, facts))
                for names, where in of.external.items()
            ),
        ),
    )
    return InputsNeeded("needs_input" if lacking else "ready", lacking, sources(of, lacking), trace)


def _alternatives(names: str, facts: InputFacts) -> tuple[Step, ...]:
    """What was given for each of `a|b`."""
    return tuple(fact(f"facts.{one}", value_at(facts.facts, one)) for one in names.split("|"))


MECHANICS = (
    Mechanic(
        "M42",
        "inputs_needed",
        "Cross-document inputs: ask, do not guess",
        "1(b)",
        InputFacts,
        inputs_needed,
    ),
)
