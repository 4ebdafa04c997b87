"""The times that damages add up: "the sum of (i) the number of months after the Filing Date … (ii) …"."""

from __future__ import annotations

import re
from collections.abc import Iterator

from pipeline.agreements.document import Document
from pipeline.agreements.registration_rights.damages.clause import Clause
from pipeline.agreements.registration_rights.model import TimeCount
from pipeline.extract.quantities.periods import unit_of
from pipeline.spans import Span

_NUMBER_OF = re.compile(
    r"\bnumber\sof\s(?:calendar\s|full\s)?(?P<unit>days|weeks|months|(?:Trading|Business)\sDays)\b(?!\s(?:actually\s)?elapsed)\s?"
    r"(?:\((?P<aside>[^()]{0,60})\)\s?)?",
    re.IGNORECASE,
)
# Where the next count begins, or the formula ends.
_NEXT = re.compile(
    r"[;,]\s(?:and\s|plus\s)?(?=\((?:[ivx]{1,4}|[a-eA-E]|\d)\)\s)|[.;](?=\s|$)|,?\s(?:and"
    r"|plus)\s(?=the\snumber\sof)"
)
_ENDS = re.compile(
    r",?\s(?:provided,?\s|\((?:including|excluding)|but\sexcluding|excluding\s|except\s|other\sthan\s)"
)
_EXCLUDED = re.compile(
    r"\b(?:there\sshall\sbe\sexcluded\s(?:from\s\w+\s\w+\s)?|but\sexcluding\s|excluding\s"
    r"|except\sfor\s|other\sthan\s)(?:any\s)?",
    re.IGNORECASE,
)
_PRORATED = re.compile(r"pro\s?-?rat|ratabl", re.IGNORECASE)
_LONGEST = 1200  # characters of one count


def counts(document: Document, clause: Clause) -> tuple[TimeCount, ...]:
    """The counts of the damages' sentence in its order; none where the formula counts nothing."""
    return tuple(_counts(document, clause.main.span))


def _balanced(words: str) -> str:
    """`words` without the brackets at their end that were opened before them."""
    while words.endswith((")", ",", " ")) and (words[-1] != ")" or words.count(")") > words.count("(")):
        words = words[:-1]
    return words


def _counts(document: Document, span: Span) -> Iterator[TimeCount]:
    plain = document.plain
    at = span.start
    while found := _NUMBER_OF.search(plain, at, span.end):
        stop = _NEXT.search(plain, found.end(), min(span.end, found.end() + _LONGEST))
        close = stop.start() if stop is not None else min(span.end, found.end() + _LONGEST)
        ends = _ENDS.search(plain, found.end(), close)
        own = ends.start() if ends is not None else close
        excluded = _EXCLUDED.search(plain, own, close)
        yield TimeCount(
            span=Span(found.start(), close),
            unit=unit_of(found["unit"]),
            prorated=_PRORATED.search(found["aside"] or "") is not None,
            of=document.words(found.end(), own),
            excluded=_balanced(document.words(excluded.end(), close)) if excluded is not None else None,
        )
        at = close
