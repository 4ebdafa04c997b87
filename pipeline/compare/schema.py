"""The JSON of a comparison: what other tools may rely on, field by field.

The JSON Schema beside this module is generated from these classes, and a test fails when the two differ.
"""

from __future__ import annotations

from typing import Annotated, Any, Literal

from pydantic import Field, TypeAdapter

from pipeline.compare.cells import CellStatus
from pipeline.compare.comparable import Kind
from pipeline.compare.comparison import Result
from pipeline.frozen import dataclass
from pipeline.termsheet import schema as s
from pipeline.termsheet.values import CONFIG

COMPARISON_VERSION: Literal["1"] = "1"


@dataclass(frozen=True, slots=True, kw_only=True)
class AgreementEntry:
    """An agreement under the name that it has in the comparison, and no other has."""

    __pydantic_config__ = CONFIG

    name: str
    document: s.Document
    parties: tuple[s.PartyEntry, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class ComparableEntry:
    """What a value is compared by; which of the fields hold something goes by the kind."""

    __pydantic_config__ = CONFIG

    kind: Kind
    number: Annotated[
        str | None, Field(description="a decimal number, in the unit that values of this kind share")
    ]
    unit: Annotated[
        str | None, Field(description='"days", "per_year", "USD", …; null for a share or a plain number')
    ]
    exact: Annotated[
        bool | None, Field(description="false where the number rests on an average or was rounded")
    ]
    date: Annotated[str | None, Field(description="ISO 8601")]
    words: Annotated[tuple[str, ...] | None, Field(description="without what does not count")]


@dataclass(frozen=True, slots=True, kw_only=True)
class CellEntry:
    """What one agreement says of the term."""

    __pydantic_config__ = CONFIG

    agreement: Annotated[str, Field(description="its name in `agreements`")]
    status: CellStatus
    value: Annotated[str | None, Field(description="in words")]
    comparable: ComparableEntry | None
    evidence: tuple[s.Evidence, ...]
    alternatives: tuple[s.Alternative, ...]
    confidence: s.Confidence


@dataclass(frozen=True, slots=True, kw_only=True)
class RowEntry:
    """A term, a party's role, a kind of clause or a part of a deal term, with a cell for each agreement."""

    __pydantic_config__ = CONFIG

    name: Annotated[str, Field(description="path in the term sheet")]
    label: str
    result: Result
    cells: tuple[CellEntry, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class ComparisonEntry:
    """Agreements side by side."""

    __pydantic_config__ = CONFIG

    comparison_version: Literal["1"] = COMPARISON_VERSION
    agreements: tuple[AgreementEntry, ...]
    results: Annotated[dict[Result, int], Field(description="how many rows have each result")]
    rows: tuple[RowEntry, ...]


COMPARISON: TypeAdapter[ComparisonEntry] = TypeAdapter(ComparisonEntry)


def comparison_schema() -> dict[str, Any]:
    """The JSON Schema of what `compare --format json` writes."""
    return {**COMPARISON.json_schema(mode="serialization", by_alias=True), "title": "Comparison"}
