"""A day that moves under a condition which is told behind it, in the same sentence or the next.

"… within 90 days after the Closing, provided that if the Commission reviews it that period shall be extended
by thirty days"; "We will have it effective by 30 June. If the SEC reviews it, we have until 29 August."
"""

from __future__ import annotations

import re
from dataclasses import replace
from typing import Final

from pipeline.agreements.document import Document
from pipeline.expressions import Branch, Conditional, Expression, Fixed, Offset
from pipeline.model import DateMention, DayCount
from pipeline.spans import Span

_IF: Final = re.compile(
    r"[\s(,;.]{0,3}(?:(?:provided|except),?\s(?:(?:however|further),?\s)?(?:that,?\s)?|but,?\s|and,?\s|"
    r"however,?\s){0,2}"
    r"(?:if|where|should|in the event (?:that|of)|in the event|in case of|in case|upon)\s+",
    re.IGNORECASE,
)
# Where the condition ends and what it does to the day begins.
_THEN: Final = re.compile(
    r",?\s(?=(?:then\s)?(?:the|that|such|this|said|each)\s(?:(?!that\b"
    r"|the\b)[\w'()-]+\s){0,2}(?:period|date|deadline|day|time|"
    r"number|limit)s?\b)|"
    r",\s|\s(?=(?:we|it|the\s\w+)\s(?:shall|will|has|have)\s(?:until|instead|\w+\sdays))",
    re.IGNORECASE,
)
_OF_THE_DAY: Final = re.compile(
    r"\b(?:period|date|deadline|limit|(?:have|has|had)\suntil|instead|exten\w+|becomes|increased|has|have)\b|\s\((?:or,?\s)?$",
    re.IGNORECASE,
)
_ADDED: Final = re.compile(
    r"\b(?:extended|extension|increased|lengthened|enlarged)\s(?:by|for|of)\b|\b(?:additional"
    r"|further|more|extra)\b",
    re.IGNORECASE,
)
_CAUSE: Final = re.compile(
    r"\b(?:review\w*|comments?|SEC|Commission|staff|Form [SF]-\d+|eligible|underwritten|audit\w*|financial "
    r"statements)\b",
    re.IGNORECASE,
)
_EXCEPT: Final = re.compile(
    r"[\s(,;.]{1,3}(?:(?:except|provided|but|and|which|subject to)\b,?\s(?:however,?\s)?(?:that\s)?)"
    r"[^.;()]{0,60}?\b(?:exten\w+|moves?|becomes?|shall be|will be|is|increased|has|have)\b|"
    r"\s\((?:or,?\s)?(?=[\w-]+(?:\s\(\d+\))?\s(?:[\w-]+\s)?days?,?\s(?:if|where|should|in))",
    re.IGNORECASE,
)
_LAST_IF: Final = re.compile(
    r",?\s(?:if|where|should|in the event (?:that|of)|in case of|in case)\s(?P<if>[^.;)]{4,160})",
    re.IGNORECASE,
)
_FAR: Final = 400  # characters from the day to the end of what moves it


def extended(document: Document, tree: Expression | None, span: Span) -> Expression | None:
    """`tree`, which was read from `span`, with the other day that holds under a condition told behind it."""
    if not isinstance(tree, Offset | Fixed):
        return tree
    end = _end(document, span)
    behind = _behind(document, tree, span, end)
    if behind is not None:
        return behind
    lead = _IF.match(document.plain, span.end, end)
    if lead is None:
        return tree
    for then in _THEN.finditer(document.plain, lead.end(), end):
        other = _moved(document, tree, Span(then.end(), end))
        if other is None or not _CAUSE.search(document.plain, lead.end(), then.start()):
            continue
        said = Span(lead.end(), then.start())
        words = document.words(said.start, said.end)
        branches = (Branch(words, said, other), Branch(None, None, tree))
        return Conditional(Span(span.start, other.span.end), branches)
    return tree


def _behind(document: Document, tree: Offset | Fixed, span: Span, end: int) -> Conditional | None:
    """`tree` with the other day told before its condition: "but it moves to May 5 if the SEC reviews"."""
    lead = _EXCEPT.match(document.plain, span.end, end)
    said = _LAST_IF.search(document.plain, lead.end(), end) if lead is not None else None
    if lead is None or said is None or not _CAUSE.search(document.plain, said.start("if"), said.end("if")):
        return None
    other = _moved(document, tree, Span(span.end, said.start()))
    condition = Span(said.start("if"), said.end("if"))
    if other is None:
        return None
    words = document.words(condition.start, condition.end)
    branches = (Branch(words, condition, other), Branch(None, None, tree))
    return Conditional(Span(span.start, condition.end), branches)


def _end(document: Document, span: Span) -> int:
    """Where the sentence of `span` ends or, if nothing but a stop follows, the next one of its clause."""
    for place, sentence in enumerate(document.sentences):
        if not sentence.start <= span.start < sentence.end:
            continue
        following = document.sentences[place + 1 : place + 2]
        if sentence.end - span.end > 2 or not following or following[0].clause != sentence.clause:
            return min(sentence.end, span.end + _FAR)
        return min(following[0].end, span.end + _FAR)
    return min(len(document.plain), span.end + _FAR)


def _moved(document: Document, tree: Offset | Fixed, span: Span) -> Expression | None:
    """The day that the words of `span` put in the place of `tree`."""
    times: list[DayCount | DateMention] = [
        *document.day_counts(span),
        *(each for each in document.dates(span) if each.iso),
    ]
    if not times:
        return None
    first = min(times, key=lambda each: each.start)
    if not _OF_THE_DAY.search(document.plain, span.start, first.start):
        return None
    if isinstance(first, DateMention):
        return Fixed(Span(first.start, first.end), first.iso) if first.iso else None
    if first.count is None or first.unit is None:
        return None
    at = Span(first.start, first.end)
    if isinstance(tree, Fixed):
        return Offset(at, first.count, first.unit, "after", "no_later_than", tree)
    if not _ADDED.search(document.plain, span.start, first.end + 12):
        time = next(document.times(span), None)
        base = (
            time.node.base
            if time is not None and isinstance(time.node, Offset) and first.anchor
            else tree.base
        )
        return replace(tree, span=at, count=first.count, unit=first.unit, base=base)
    if first.unit is tree.unit:
        return replace(tree, span=at, count=tree.count + first.count)
    return Offset(at, first.count, first.unit, "after", tree.bound, tree)


__all__ = ["extended"]
