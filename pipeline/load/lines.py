"""The physical lines of a source, as the layout rules see them."""

from __future__ import annotations

from typing import NamedTuple

from pipeline.model import BlockKind


class Line(NamedTuple):
    """A line of a source's raw text, without the white space at its ends.

    `indent` and `right` are the columns (for a PDF, widths of an average character) at which the line begins
    and ends. `joins` says that the line goes on with the paragraph of the line before. Loaders whose format
    knows its paragraphs (HTML, DOCX) leave it False and give one `Line` a paragraph.

    A tuple and no dataclass, because there are so many and each is made anew a few times.
    """

    start: int  # offsets into the raw text, half-open
    end: int
    indent: int = 0
    right: int = 0
    gap: bool = True  # blank space stands before it
    kind: BlockKind = BlockKind.PROSE
    centred: bool = False
    emphasis: bool = False  # bold, underlined, or a heading element
    page: int = 1
    joins: bool = False


_PLAIN = bytes(range(32, 127)) + b"\n\r"


def odd_characters(raw: str) -> str:
    """The characters of `raw`, in no order, that are no printable ones of ASCII and end no line."""
    # Bytes are sifted many times faster than characters, and most of the text goes.
    odd = raw.encode("utf-8", "surrogatepass").translate(None, _PLAIN)
    return "".join(set(odd.decode("utf-8", "surrogatepass"))) if odd else ""
