"""Finds words that point to a place in the document without its number."""

from __future__ import annotations

from typing import Literal

from pipeline.clauses.page import scanner
from pipeline.clauses.uses import joined
from pipeline.model import Clause, Outline, Pointer, RegionKind, Text

_POINTING = scanner(
    rb"(?i)\b(?:(here(?:of|in|to|under))|"
    rb"(this (?:section|article|paragraph|clause|sub-?section|sub-?paragraph|exhibit|schedule|annex|"
    rb"appendix))|"
    rb"((?:the )?(?:(?:immediately )?(?:preceding|foregoing|previous) (?:sentences?|clauses?|paragraphs?|"
    rb"sections?|provisions?)|foregoing)))\b"
)
_KINDS: tuple[Literal["document", "clause", "before"], ...] = ("document", "clause", "before")
_NUMBERED = b" 0123456789(IVX"


def pointers(text: Text, outline: Outline) -> tuple[Pointer, ...]:
    """The pointing words in order: to the document, to the clause they stand in, or to what came before.

    What is followed by a number, "this Section 2(c)", is a reference and not among them.
    """
    folded = text.folded
    skipped = joined(outline.spans(RegionKind.COVER, RegionKind.CONTENTS))
    at = 0
    found: list[Pointer] = []
    for match in _POINTING.finditer(folded):
        start, end = match.span()
        kind = _KINDS[0 if match.start(1) >= 0 else 1 if match.start(2) >= 0 else 2]
        while at < len(skipped) and skipped[at].end <= start:
            at += 1
        if at < len(skipped) and skipped[at].start <= start:
            continue
        if kind == "clause" and folded[end : end + 1] == b" " and folded[end + 1 : end + 2] in _NUMBERED:
            continue
        clause = None if kind == "document" else outline.clause_at(start)
        if clause is not None and kind == "clause":
            clause = _named(outline, clause, match.group(2).decode("latin-1").lower())
        found.append(Pointer(start, end, kind, None if clause is None else clause.path))
    return tuple(found)


def _named(outline: Outline, clause: Clause, words: str) -> Clause:
    """The clause that "this Section" or "this Exhibit" means: this one, or one around it."""
    noun = words.partition(" ")[2]
    attached = noun in ("exhibit", "schedule", "annex", "appendix")
    if noun not in ("section", "article") and not attached:
        return clause
    at = clause
    while at.parent is not None:
        is_item = at.label is not None and at.label.startswith("(")
        if noun == "section" and not is_item:
            break
        at = outline.clauses[outline.index_of[at.parent]]
    return at
