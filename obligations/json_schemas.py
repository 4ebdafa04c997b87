"""The JSON Schemas of what goes into the calculator and what comes out, made from its types.

They are committed beside this module, and a test keeps them the same; other tools can rely on them.
"""

from __future__ import annotations

from typing import Any, get_type_hints

from obligations.agreement import Agreement, FactSheet
from obligations.mechanics import mechanics
from obligations.reading_in import outside, schema
from obligations.registration_rights.readings import Readings

Schema = dict[str, Any]
DRAFT = "https://json-schema.org/draft/2020-12/schema"

_DAY = {"type": "string", "format": "date"}
_TRACE: Schema = {
    "title": "Trace",
    "description": "How a value came about: computed from `operands` by `how`, or taken from a fact, a term"
    " with its clause and its ranges of the text, or a law.",
    "type": "object",
    "properties": {
        "name": {"type": "string"},
        "value": {},
        "how": {"type": "string"},
        "from": {
            "type": "object",
            "properties": {
                "fact": {"type": "string"},
                "term": {"type": "string"},
                "law": {"type": "string"},
                "clause": {"type": "string"},
                "places": {"type": "array", "items": {"type": "array", "items": {"type": "integer"}}},
            },
            "additionalProperties": False,
        },
        "readings": {"type": "array", "items": {"type": "string"}},
        "operands": {"type": "array", "items": {"$ref": "#/$defs/Trace"}},
    },
    "required": ["name", "value"],
    "additionalProperties": False,
}
_NEEDS_INPUT: Schema = {
    "title": "NeedsInput",
    "description": "What is returned instead while facts are missing, with the documents that hold them.",
    "type": "object",
    "properties": {
        "status": {"const": "needs_input"},
        "missing": {"type": "array", "items": {"type": "string"}},
        "sources": {"type": "object", "additionalProperties": {"type": "string"}},
    },
    "required": ["status", "missing", "sources"],
    "additionalProperties": False,
}


def agreement_schema() -> Schema:
    """Of an agreement: its duties, its deal terms, its gaps."""
    return _document(_tidy(schema(Agreement)), "Agreement")


def facts_schema() -> Schema:
    """Of a facts file: the facts, and beside them `switches` and `terms`."""
    tidy = _tidy(schema(FactSheet))
    tidy["properties"] |= {"switches": _switches(), "terms": {"type": ["object", "null"]}}
    tidy["additionalProperties"] = False
    return _document(tidy, "Facts")


def inputs_schema(mechanic: str) -> Schema:
    """Of the inputs of a mechanic: its facts, and beside them `switches` and `terms`."""
    tidy = _tidy(schema(mechanics()[mechanic].facts))
    of_terms = "those of another agreement: `registration_rights` of the schema `agreement`"
    tidy["properties"] |= {"switches": _switches(), "terms": {"type": "object", "description": of_terms}}
    # What is missing, or null, is asked for and not refused.
    tidy.pop("required", None)
    tidy["properties"] = {name: {"anyOf": [of, {"type": "null"}]} for name, of in tidy["properties"].items()}
    return _document(tidy, f"{mechanic} inputs")


def results_schema(mechanic: str) -> Schema:
    """Of the result of a mechanic: its outputs, the readings, the trace; or what it needs."""
    of = mechanics()[mechanic]
    outputs = _tidy(schema(get_type_hints(of.compute)["return"], results=True), written=True)
    definitions = outputs.pop("$defs", {})
    outputs["properties"] |= {
        "readings": {"type": "object"},
        "other_readings": {"type": "array", "items": {"type": "object"}},
        "trace": {"$ref": "#/$defs/Trace"},
        "unused": {"type": "array", "items": {"type": "string"}},
    }
    outputs["required"] = [*outputs.get("required", []), "readings", "other_readings", "trace", "unused"]
    outputs["additionalProperties"] = False
    definitions |= {"Trace": _TRACE, "Outputs": outputs, "NeedsInput": _NEEDS_INPUT}
    both = {"anyOf": [{"$ref": "#/$defs/Outputs"}, {"$ref": "#/$defs/NeedsInput"}], "$defs": definitions}
    return _document(both, f"{mechanic} result")


def mechanics_schemas() -> Schema:
    """By the id of each mechanic: its name, its title, and the schemas of its `inputs` and its `result`."""
    return {
        name: {
            "name": of.name,
            "title": of.title,
            "clause": of.clause,
            "inputs": inputs_schema(name),
            "result": results_schema(name),
        }
        for name, of in mechanics().items()
    }


SCHEMAS = {"agreement": agreement_schema, "facts": facts_schema, "mechanics": mechanics_schemas}
"""What makes each committed file, by its name without the ending."""


def _document(of: Schema, title: str) -> Schema:
    return {**of, "$schema": DRAFT, "title": title}


def _switches() -> Schema:
    tidy = _tidy(schema(Readings))
    return {"type": ["object", "null"], "properties": tidy["properties"], "additionalProperties": False}


def _tidy(of: Any, *, written: bool = False) -> Any:  # noqa: ANN401  # any part of a schema
    """The schema with JSON's names and, of what is `written`, without the inner traces."""
    if isinstance(of, list):
        return [_tidy(item, written=written) for item in of]
    if not isinstance(of, dict):
        return of
    tidy = {key: _tidy(value, written=written) for key, value in of.items()}
    if isinstance(tidy.get("properties"), dict):
        names = [name for name in tidy["properties"] if not (written and name == "trace")]
        tidy["properties"] = {outside(name): tidy["properties"][name] for name in names}
        if "required" in tidy:
            tidy["required"] = [outside(name) for name in tidy["required"] if name in names]
    if written and isinstance(tidy.get("$defs"), dict):
        for name in ("Step", "Origin"):
            tidy["$defs"].pop(name, None)
        if "Interval" in tidy["$defs"]:
            tidy["$defs"]["Interval"] = {"type": "array", "prefixItems": [_DAY, _DAY], "items": False}
    return tidy
