"""Deal terms and expression trees as plain JSON values, in the forms of the term sheet."""

from __future__ import annotations

from dataclasses import fields, is_dataclass
from decimal import Decimal
from typing import Final

from pipeline.agreements.values import Field
from pipeline.spans import Span

Json = dict[str, "Json"] | list["Json"] | str | int | bool | None

# Names that Python keeps for itself, or that say more in code than in the sheet.
_NAMES: Final = {"from_": "from", "condition": "if", "first": "from", "last": "to"}
_RENAMED: Final = {"Interest", "Branch", "Between"}
_COUNTS: Final = ("count", "occurrences")
# Left out where there is nothing to say; every other key is there, as null.
_OPTIONAL: Final = {"start", "until", "dates", "condition_span", "amount", "currency"}


def json_of(value: object) -> Json:
    """`value` without its spans: decimals as strings, counts as whole numbers, dataclasses as objects."""
    if isinstance(value, Field):
        return field_json(value)
    if is_dataclass(value) and not isinstance(value, type):
        renamed = _NAMES if type(value).__name__ in _RENAMED else {}
        out: dict[str, Json] = {}
        for each in fields(value):
            inner = getattr(value, each.name)
            if isinstance(inner, Span) or (each.name in _OPTIONAL and not inner):
                continue
            if each.name in _COUNTS and isinstance(inner, Decimal) and inner == int(inner):
                inner = int(inner)
            out[renamed.get(each.name, each.name)] = json_of(inner)
        return out
    if isinstance(value, Decimal):
        return format(value, "f")
    if isinstance(value, tuple | list):
        return [json_of(each) for each in value]
    if isinstance(value, str | int | bool) or value is None:
        return str(value) if isinstance(value, str) else value
    raise TypeError(f"no JSON form for {type(value).__name__}")


def field_json(field: Field[object]) -> Json:
    """A field's status, value and evidence (ranges of the normalised text) in one object."""
    value = json_of(field.value)
    inner = value if isinstance(value, dict) else {} if value is None else {"value": value}
    evidence: Json = [{"start": span.start, "end": span.end} for span in field.evidence]
    return {"status": str(field.status), **inner, "evidence": evidence}
