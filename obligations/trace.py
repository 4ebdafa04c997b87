"""Where a result comes from: a tree of steps, down to the facts, the clauses and the statutes.

Each step has its formula in words, the steps that it was computed from, and the names of the readings
(choices between defensible meanings) that it rests on. A result without its trace does not exist here: the
functions of the calculator return both.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from datetime import date
from decimal import Decimal
from fractions import Fraction
from typing import Literal

from obligations.intervals import Interval
from obligations.rounding import decimal_text

Json = str | int | bool | None | list["Json"] | dict[str, "Json"]


@dataclass(frozen=True, slots=True)
class Place:
    """A range of the agreement's normalised text, half-open."""

    start: int
    end: int


@dataclass(frozen=True, slots=True)
class Origin:
    """What a leaf of the tree was taken from.

    `ref` is the name of the fact, the id of the term, or the citation; `clause` and `places` say where in the
    agreement a term stands.
    """

    kind: Literal["fact", "term", "law"]
    ref: str
    clause: str | None = None
    places: tuple[Place, ...] = ()


@dataclass(frozen=True, slots=True)
class Step:
    """One value with how it came about: computed from `operands`, or taken from `origin`."""

    name: str
    value: object
    how: str = ""
    operands: tuple[Step, ...] = ()
    origin: Origin | None = None
    readings: tuple[str, ...] = ()

    def walk(self) -> Iterator[Step]:
        """This step and all below it, from the top down."""
        yield self
        for operand in self.operands:
            yield from operand.walk()

    def readings_used(self) -> tuple[str, ...]:
        """The names of the readings that this value rests on, in alphabetical order."""
        return tuple(sorted({name for step in self.walk() for name in step.readings}))


def fact(name: str, value: object) -> Step:
    """A fact as it was given; None is one that is known not to have happened, or not known."""
    return Step(name, value, origin=Origin("fact", name))


def grounded(step: Step, sources: Mapping[str, Step]) -> Step:
    """The tree with the steps of `sources` in the places of the facts of these names, which they computed."""
    if step.origin and step.origin.kind == "fact" and step.origin.ref in sources:
        return sources[step.origin.ref]
    return replace(step, operands=tuple(grounded(operand, sources) for operand in step.operands))


def law(citation: str, value: object = None) -> Step:
    """A rule of law or of an exchange."""
    return Step(citation, value, origin=Origin("law", citation))


def plain(value: object) -> Json:
    """The value in JSON: dates by ISO 8601, money and exact numbers as strings, intervals as two dates.

    Raises `TypeError` for what no calculation returns.
    """
    match value:
        case None | bool() | int() | str():
            return value
        case date():
            return value.isoformat()
        case Decimal():
            return f"{value:f}"
        case Fraction():
            return str(value)
        case Interval():
            return [value.start.isoformat(), value.end.isoformat()]
        case dict():
            return {str(key): plain(item) for key, item in value.items()}
        case list() | tuple():
            return [plain(item) for item in value]
    raise TypeError(f"{type(value).__name__} has no place in a result")


def as_json(step: Step) -> Json:
    """The tree in JSON: `name`, `value`, and where there are any `how`, `from`, `readings`, `operands`."""
    printed: dict[str, Json] = {"name": step.name, "value": plain(step.value)}
    if step.how:
        printed["how"] = step.how
    if step.origin:
        printed["from"] = _origin(step.origin)
    if step.readings:
        printed["readings"] = list(step.readings)
    if step.operands:
        printed["operands"] = [as_json(operand) for operand in step.operands]
    return printed


def _origin(origin: Origin) -> Json:
    printed: dict[str, Json] = {origin.kind: origin.ref}
    if origin.clause:
        printed["clause"] = origin.clause
    if origin.places:
        printed["places"] = [[place.start, place.end] for place in origin.places]
    return printed


def as_text(step: Step, indent: str = "") -> str:
    """The tree as indented lines, each `name: value = formula` or `name: value <- where from`."""
    line = f"{indent}{step.name}: {shown(step.value)}"
    if step.how:
        line += f" = {step.how}"
    if step.origin:
        line += (
            f" <- {step.origin.kind} {step.origin.ref}"
            if step.origin.ref != step.name
            else f" <- {step.origin.kind}"
        )
        line += f", {step.origin.clause}" if step.origin.clause else ""
    if step.readings:
        line += f"  [{', '.join(step.readings)}]"
    return "\n".join([line, *(as_text(operand, indent + "  ") for operand in step.operands)])


def shown(value: object) -> str:
    """A value for people: a fraction with its decimals, an empty one as a dash."""
    match value:
        case None:
            return "-"
        case bool():
            return "yes" if value else "no"
        case Fraction() if value.denominator != 1:
            return f"{value} ({decimal_text(value)})"
        case Interval():
            return str(value)
        case dict():
            return ", ".join(f"{key} {shown(item)}" for key, item in value.items()) or "none"
        case list() | tuple():
            return ", ".join(map(shown, value)) or "none"
    return str(plain(value))
