"""Where a value was read: a place in the file, and the characters with the rule that read them."""

from __future__ import annotations

from typing import Annotated

from pydantic import BaseModel, ConfigDict, Field

from pipeline.frozen import dataclass
from pipeline.termsheet.values import CONFIG, Offset, TextPlace


class _Model(BaseModel):
    model_config = ConfigDict(extra="forbid", frozen=True)


class PageBox(_Model):
    """A box on a page of a PDF, in points from the page's upper left corner."""

    page: int = Field(ge=1)
    x0: float
    top: float
    x1: float
    bottom: float


class PagePlace(_Model):
    """Boxes on the pages of a PDF, one a line."""

    boxes: tuple[PageBox, ...]


class ParagraphPlace(_Model):
    """A range of a DOCX, within one paragraph (counted from 0 in document order) or over several."""

    paragraph: int = Field(ge=0)
    start: int = Field(ge=0)
    end: int = Field(ge=0)
    paragraph_end: int | None = Field(
        default=None, ge=0, description="the paragraph that `end` is an offset in, where it is another one"
    )


Place = TextPlace | PagePlace | ParagraphPlace


@dataclass(frozen=True, slots=True)
class Evidence:
    """The characters that a value was read from, and the rule that read them."""

    __pydantic_config__ = CONFIG

    start: Offset
    end: Offset
    text: str
    clause: Annotated[str | None, Field(description="path of the innermost clause that holds it")]
    source: Place
    rule: str
