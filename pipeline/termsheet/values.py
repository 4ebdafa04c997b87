"""The values that the term sheet is made of: exact numbers, units, ranges of the text."""

from __future__ import annotations

from decimal import Decimal
from typing import Annotated, Literal

from pydantic import BaseModel, BeforeValidator, ConfigDict, Field, PlainSerializer

Exact = Annotated[
    Decimal,
    PlainSerializer(lambda value: format(value, "f"), return_type=str, when_used="json"),
    Field(description="a decimal number, as a string"),
]


def _whole(value: object) -> object:
    """A whole number as an int, so that it is one in JSON."""
    return int(value) if isinstance(value, Decimal) and value == value.to_integral_value() else value


Count = Annotated[
    int | Exact,
    BeforeValidator(_whole),
    Field(description="a whole number, or a decimal string where it is not whole"),
]
UnitName = Literal["hours", "days", "business_days", "trading_days", "weeks", "months", "quarters", "years"]


class TextPlace(BaseModel):
    """A range of the decoded file, in code points: text, HTML, full submissions."""

    model_config = ConfigDict(extra="forbid", frozen=True, from_attributes=True)

    start: int = Field(ge=0)
    end: int = Field(ge=0)
