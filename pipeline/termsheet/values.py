"""The values that the term sheet is made of: exact numbers, units, ranges of the text."""

from __future__ import annotations

from decimal import Decimal
from typing import Annotated, Literal

from pydantic import AfterValidator, BeforeValidator, ConfigDict, Field, PlainSerializer
from pydantic_core import PydanticCustomError

from pipeline.frozen import dataclass
from pipeline.spans import Span

CONFIG = ConfigDict(extra="forbid")
MOST_PLACES = 100


def _bounded(value: int | Decimal) -> int | Decimal:
    """The number, if it can be written out. A short one such as 1e999999999 can fill the memory."""
    if isinstance(value, int):
        fits = abs(value) < 10**MOST_PLACES
    else:
        exponent = value.as_tuple().exponent
        fits = isinstance(exponent, int) and exponent >= -MOST_PLACES and value.adjusted() < MOST_PLACES
    if not fits:
        raise PydanticCustomError("number_too_long", "more than {most} places", {"most": MOST_PLACES})
    return value


Exact = Annotated[
    Decimal,
    AfterValidator(_bounded),
    PlainSerializer(lambda value: format(value, "f"), return_type=str, when_used="json"),
    Field(description=f"a decimal number, as a string; below 10^{MOST_PLACES}, up to {MOST_PLACES} decimals"),
]
Whole = Annotated[int, AfterValidator(_bounded), Field(description=f"below 10^{MOST_PLACES}")]


def whole(value: Decimal) -> int | Decimal:
    """A whole number as an int, so that it is one in JSON."""
    return int(value) if value == value.to_integral_value() else value


def _whole(value: object) -> object:
    return whole(value) if isinstance(value, Decimal) else value


Count = Annotated[
    Whole | Exact,
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
