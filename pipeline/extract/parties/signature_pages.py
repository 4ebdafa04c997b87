"""Where the parties sign, and with which blocks."""

from __future__ import annotations

import re

from pipeline.extract.parties.signatures import Block, signature_blocks
from pipeline.frozen import dataclass
from pipeline.model import Outline, RegionKind, Text
from pipeline.spans import Span

_UNMARKED_SIGNATURES = 2_000
_LONGEST_SIGNATURES = 8_000
_MOST_PARAGRAPHS_BEFORE = 8
_SIGNED = re.compile(r"/[sS]/\s?[^\W\d_]|\b(?:By|BY)\s?:\s?_{3}")


@dataclass(frozen=True, slots=True)
class SignaturePage:
    """One signature page, with its blocks in order."""

    span: Span
    blocks: tuple[Block, ...]


def signature_pages(text: Text, outline: Outline) -> tuple[SignaturePage, ...]:
    """The signature pages, in order."""
    return tuple(
        SignaturePage(span, tuple(signature_blocks(text.string, span))) for span in _places(text, outline)
    )


def _places(text: Text, outline: Outline) -> list[Span]:
    """The marked ones; where there is none, what follows the last "in witness whereof", or the end."""
    marked = outline.spans(RegionKind.SIGNATURES)
    if marked:
        pages = [Span(span.start, min(span.end, span.start + _LONGEST_SIGNATURES)) for span in marked]
        return [Span(_begun(text.string, pages[0].start), pages[0].end), *pages[1:]]
    end = len(text.string)
    low = max(0, end - 3 * _LONGEST_SIGNATURES)
    witness = text.string[low:].upper().rfind("IN WITNESS")
    start = low + witness if witness >= 0 else max(0, end - _UNMARKED_SIGNATURES)
    return [Span(start, min(end, start + _LONGEST_SIGNATURES))]


def _begun(string: str, at: int) -> int:
    """Where the paragraphs before `at` begin in which somebody signs: a page may break between them."""
    for _ in range(_MOST_PARAGRAPHS_BEFORE):
        end = at
        while end > 0 and string[end - 1] in "\n\f":
            end -= 1
        begin = string.rfind("\n", max(0, end - _LONGEST_SIGNATURES), end) + 1
        if begin >= end or not _SIGNED.search(string, begin, end):
            break
        at = begin
    return at
