"""Plain points in time out of a period that was read already: ten days after the notice."""

from __future__ import annotations

import re
from typing import Literal

from pipeline.agreements.document import Document, bare
from pipeline.expressions import Anchor, Bound, Offset
from pipeline.model import DayCount
from pipeline.spans import Span

_TERM = re.compile(r"(?:[A-Z][\w'.&/-]*)(?:\s(?:of|[A-Z][\w'.&/-]*))*")
_FOLLOWS = re.compile(
    r"[^\w\s]?\s?(?:days?\s)?(?:or\s(?:more|longer|earlier)\s)?(?:(?:(?:prior|advance)\s)?(?:written\s)?notice\s)?(?:after|following|from|of|before|"
    r"(?:(?:shall )?have )?(?:passed|elapsed|expired|run) (?:since|from|after)|"
    r"prior to|in advance of|preceding)\s+",
    re.IGNORECASE,
)
_EVENT_END = re.compile(
    r"[,;:.()]|\s(?:and|or|if|in the case|by|with|to (?:the|an?|each|such)|shall|may|whether|"
    r"that (?:they|it|he|she))\s"
)


def anchor(document: Document, start: int, end: int) -> Anchor:
    """The event or defined day that stands in a range."""
    words = document.words(start, end)
    term = bare(words)
    defined = term in document.terms or (_TERM.fullmatch(term) is not None and words != term)
    return Anchor(Span(start, end), term if defined else words, "defined_term" if defined else "event")


def offset(document: Document, days: DayCount, bound: Bound, *, before: bool = False) -> Offset | None:
    """The point or limit that `days` counts to; None where the text does not say from what."""
    if days.count is None or days.unit is None:
        return None
    span = days.anchor
    if span is None:
        follows = _FOLLOWS.match(document.plain, days.end)
        if follows is None:
            return None
        stop = _EVENT_END.search(document.plain, follows.end(), follows.end() + 120)
        span = Span(follows.end(), stop.start() if stop else min(len(document.plain), follows.end() + 120))
    direction: Literal["after", "before"] = "before" if before or days.direction == "before" else "after"
    return Offset(
        Span(days.start, max(days.end, span.end)),
        days.count,
        days.unit,
        direction,
        bound,
        anchor(document, span.start, span.end),
    )
