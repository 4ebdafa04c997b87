"""One door to every mechanic: its id or name and plain JSON inputs in, a plain JSON result out.

A result holds the mechanic's outputs by name and, beside them, `readings` (the choices that it rests on),
`other_readings` (those under which the answer would be another, and what it would be), `trace`, and `unused`
(inputs that neither the mechanic nor the terms know). Facts that are missing give `status: needs_input` with
their names.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import MISSING, fields
from functools import cache
from importlib import import_module
from typing import Any

from obligations.errors import InvalidInputError, MissingFactsError, UnknownMechanicError
from obligations.reading_in import outside, passed_over, read, unknown, written
from obligations.registration_rights.mechanic import Mechanic
from obligations.registration_rights.readings import Readings
from obligations.registration_rights.terms import RegistrationRights, reference_terms
from obligations.trace import Json, Step, as_json, plain

_ROOMS = (
    "filing",
    "reservation",
    "triggers",
    "lateness",
    "counts",
    "months",
    "imported",
    "shortfall",
    "short_form",
    "delays",
    "suspension",
    "holdings",
    "damages",
    "medium",
    "piggyback",
    "cutback",
    "period_end",
    "commission",
    "procedures",
    "expenses",
    "indemnity",
    "defence",
    "consents",
    "assignment",
    "listing",
    "notices",
    "disputes",
    "inputs",
    "parties",
    "timeline",
)
_APART = {"switches", "terms"}


def calculate(
    mechanic: str, inputs: Mapping[str, object], terms: RegistrationRights | None = None
) -> dict[str, Json]:
    """The result of a mechanic (`M1` … `M46`, or its readable name) for its inputs.

    `inputs` may hold `switches` (readings other than the default) and `terms` (those of another agreement;
    otherwise `terms`, or the reference agreement's). Facts that the mechanic does not know are listed as
    `unused`; terms that nothing knows are refused. Raises `UnknownMechanicError`, `InvalidInputError` and
    whatever `ObligationError` the mechanic raises.
    """
    of = find(mechanic)
    if terms is None:
        given = inputs.get("terms")
        terms = read(RegistrationRights, given, exactly=True) if given is not None else reference_terms()
    readings = read_readings(inputs.get("switches") or {})
    given_facts = {name: value for name, value in inputs.items() if name not in _APART}
    lacking = missing(of, given_facts)
    if lacking:
        return _asked(of, lacking)
    facts: Any = read(of.facts, given_facts)
    try:
        result = of.compute(facts, terms, readings)
    except MissingFactsError as error:
        return _asked(of, error.names)
    outputs = outputs_of(result)
    return {
        **outputs,
        "readings": {name: plain(getattr(readings, name)) for name in result.trace.readings_used()},
        "other_readings": _other_readings(of, facts, terms, readings, outputs, result.trace),
        "trace": as_json(result.trace),
        "unused": list(passed_over(given_facts, written(facts))),
    }


def value_at(given: object, path: str) -> object:
    """The value at `a.b`; None where there is none on the way."""
    for name in path.split("."):
        given = given.get(name) if isinstance(given, Mapping) else None
    return given


def _asked(of: Mechanic, lacking: tuple[str, ...]) -> dict[str, Json]:
    return {"status": "needs_input", "missing": list(lacking), "sources": dict(sources(of, lacking))}


def outputs_of(result: Any) -> dict[str, Json]:  # noqa: ANN401  # each mechanic has its own type
    """A result's fields in JSON, without its trace."""
    printed = written(result)
    assert isinstance(printed, dict)
    return printed


def read_readings(switches: object) -> Readings:
    """The readings with these differences from the default. Raises `InvalidInputError` for an unknown one."""
    if not isinstance(switches, Mapping):
        raise InvalidInputError("switches: should be an object of readings by name")
    strange = unknown(Readings, switches)
    if strange:
        raise InvalidInputError(f"switches: there is no reading {', '.join(strange)}")
    try:
        return read(Readings, switches)
    except InvalidInputError as error:
        raise InvalidInputError(f"switches.{error}") from None


def missing(of: Mechanic, given: Mapping[str, object]) -> tuple[str, ...]:
    """The facts without which the mechanic cannot be computed, in the order of its definition."""
    required = [
        outside(f.name) for f in fields(of.facts) if f.default is MISSING and f.default_factory is MISSING
    ]
    lacking = [name for name in required if given.get(name) is None]
    lacking += [
        names
        for names in missing_external(of, given)
        if names not in lacking and names not in of.asked_by_compute
    ]
    return tuple(lacking)


def missing_external(of: Mechanic, given: Mapping[str, object]) -> tuple[str, ...]:
    """The facts held by other documents that are not given: `a|b` where neither is."""
    return tuple(
        names for names in of.external if all(value_at(given, one) is None for one in names.split("|"))
    )


def sources(of: Mechanic, names: Iterable[str]) -> dict[str, str]:
    """Where the facts are to be found that another document holds."""
    return {name: of.external[name] for name in names if name in of.external}


@cache
def mechanics() -> Mapping[str, Mechanic]:
    """All mechanics by id, in order."""
    rooms = (import_module(f"obligations.registration_rights.{room}") for room in _ROOMS)
    found: list[Mechanic] = [mechanic for room in rooms for mechanic in room.MECHANICS]
    return {mechanic.id: mechanic for mechanic in sorted(found, key=lambda one: int(one.id[1:]))}


def find(mechanic: str) -> Mechanic:
    """The mechanic of this id or name. Raises `UnknownMechanicError`."""
    for one in mechanics().values():
        if mechanic in (one.id, one.name):
            return one
    raise UnknownMechanicError(f"there is no mechanic {mechanic!r}; known: M1 to M46 and their names")


def _other_readings(
    of: Mechanic,
    facts: object,
    terms: RegistrationRights,
    readings: Readings,
    outputs: dict[str, Json],
    trace: Step,
) -> list[Json]:
    """The same facts under each other reading that the result rests on, where that changes the outputs."""
    changed: list[Json] = []
    for name in trace.readings_used():
        for value in readings.alternatives(name):
            try:
                other = outputs_of(of.compute(facts, terms, readings.but(name, value)))
            except MissingFactsError as error:
                needed: Json = list(error.names)
                changed.append({"reading": name, "value": plain(value), "needs_input": needed})
                continue
            differing = {
                key: other.get(key) for key in {**outputs, **other} if other.get(key) != outputs.get(key)
            }
            if differing:
                changed.append({"reading": name, "value": plain(value), "gives": differing})
    return changed
