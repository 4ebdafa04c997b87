"""Finds lists of definitions without quotation marks, one to a paragraph: "1.2 Flour means wheat"."""

from __future__ import annotations

import re

from pipeline.clauses.page import Page
from pipeline.clauses.uses import FUNCTION_WORDS
from pipeline.model import BlockKind
from pipeline.spans import Span

_FEWEST = 3  # such paragraphs that make a list; one or two may be sentences like "Time means money"
_ENTRY = re.compile(
    r"(?:\(\w{1,5}\) |\d[\d.]{0,7}[.)]? |[A-Za-z]{1,4}[.)] |[-*\x95] )?"
    r"(?P<term>[A-Z][\w'&/-]{0,30}(?: (?:of |and |to |the |for |in |or )?[A-Z(][\w'&/()-]{0,30}){0,7}),? "
    r"(?:(?:shall |will )?means?|(?:shall |will )?ha(?:s|ve) the meanings?|is defined in)\b"
)


def unquoted(page: Page) -> list[tuple[int, int, Span]]:
    """The letters of each term and its meaning, in order; empty where there is no list of them."""
    plain = page.plain
    found: list[tuple[int, int, Span]] = []
    for block in page.blocks:
        if block.kind is not BlockKind.PROSE:
            continue
        entry = _ENTRY.match(plain, block.start, block.end)
        if entry is None or entry["term"].partition(" ")[0].title() in FUNCTION_WORDS:
            continue
        start, end = entry.span("term")
        meaning = page.skipped(entry.end())
        found.append((start, end, Span(min(meaning, block.end), block.end)))
    return found if len(found) >= _FEWEST else []
