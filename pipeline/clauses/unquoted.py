"""Finds definitions without quotation marks: lists of them, one to a paragraph, and terms in brackets.

"1.2 Flour means wheat"; "the year from 1 January on (the Holiday Year)"; "hereinafter called the Mill".
"""

from __future__ import annotations

import re

from pipeline.clauses.page import Page, scanner
from pipeline.clauses.term_nouns import term_nouns
from pipeline.clauses.uses import FUNCTION_WORDS
from pipeline.model import BlockKind
from pipeline.spans import Span

_FEWEST = 3  # such paragraphs that make a list; one or two may be sentences like "Time means money"
_ENTRY = re.compile(
    r"(?:\(\w{1,5}\) |\d[\d.]{0,7}[.)]? |[A-Za-z]{1,4}[.)] |[-*\x95] )?"
    r"(?P<term>[A-Z][\w'&/-]{0,30}(?: (?:of |and |to |the |for |in |or )?[A-Z(][\w'&/()-]{0,30}){0,7}),? "
    r"(?:(?:shall |will )?means?|(?:shall |will )?ha(?:s|ve) the meanings?|is defined in)\b"
)
# A term in brackets, or behind "called", that is said to be one by nothing but its capitals.
_TERM = rb"([A-Z][a-z][\w-]*(?: (?:of )?[A-Z][a-z][\w-]*){0,4})"
_IN_PASSING = scanner(
    rb"[a-z0-9,%] \((?:collectively,? |together,? |hereinafter,? |individually,? )?"
    rb"(?:the|each,? an?|an?) " + _TERM + rb"\)|"
    rb"\b(?:hereinafter|hereafter|collectively|herein) (?:called|referred to as|known as) (?:the )?"
    + _TERM
    + rb"[).,;]"
)
_LONGEST_MEANING = 400  # characters before such a term


def in_passing(page: Page) -> list[tuple[int, int, Span]]:
    """The letters of each term without marks that is introduced in a sentence, and what stands before it.

    Names and places stand in brackets, too: a term ends in a noun of contracts, and is used once more.
    """
    plain, nouns = page.plain, term_nouns()
    found: list[tuple[int, int, Span]] = []
    for match in _IN_PASSING.finditer(page.folded):
        start, end = match.span(1 if match[1] else 2)
        words = plain[start:end].split()
        if words[-1] not in nouns["phrase" if len(words) > 1 else "alone"]:
            continue
        if any(word in nouns["naming"] for word in words):
            continue
        if plain.find(plain[start:end], end) < 0 and plain.find(plain[start:end], 0, start) < 0:
            continue
        line = page.blocks[page.block_index(start)].start
        low = max(line, match.start() - _LONGEST_MEANING)
        sentence = plain.rfind(". ", low, match.start())
        meaning = sentence + 2 if sentence >= 0 else low
        found.append((start, end, Span(meaning, page.trimmed(match.start() + 1, meaning))))
    return found


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
