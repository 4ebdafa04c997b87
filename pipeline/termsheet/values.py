"""The values that the term sheet is made of: exact numbers, units, ranges of the text."""

from __future__ import annotations

from decimal import Decimal
from typing import Annotated, Literal

from pydantic import BeforeValidator, ConfigDict, Field, PlainSerializer

from pipeline.frozen import dataclass
from pipeline.spans import Span

CONFIG = ConfigDict(extra="forbid")

Exact = Annotated[
    Decimal,
    PlainSerializer(lambda value: format(value, "f"), return_type=str, when_used="json"),
    Field(description="a decimal number, as a string"),
]


def whole(value: Decimal) -> int | Decimal:
    """A whole number as an int, so that it is one in JSON."""
    return int(value) if value == value.to_integral_value() else value


def _whole(value: object) -> object:
    return whole(value) if isinstance(value, Decimal) else value


Count = Annotated[
    int | Exact,
    BeforeValidator(_whole),
    Field(description="a whole number, or a decimal string where it is not whole"),
]
UnitName = Literal["hours", "days", "business_days", "trading_days", "weeks", "months", "quarters", "years"]


Offset = Annotated[int, Field(ge=0)]


# The most numerous entries are plain dataclasses: what only the pipeline makes need not be checked when it is
# made, which takes pydantic ten times as long. Their schema and their JSON are those of models.
@dataclass(frozen=True, slots=True)
class TextPlace:
    """A range of the decoded file, in code points: text, HTML, full submissions."""

    __pydantic_config__ = CONFIG

    start: Offset
    end: Offset


def _place(span: object) -> object:
    return TextPlace(span.start, span.end) if isinstance(span, Span) else span


# A range of the normalised text, made from a `Span`.
Range = Annotated[TextPlace, BeforeValidator(_place)]
