"""Until when the registration statement must stay effective."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Final

from pipeline.agreements.document import Document
from pipeline.agreements.registration_rights.model import DueBy
from pipeline.agreements.timing import expression_in, status_of
from pipeline.agreements.values import Field, absent
from pipeline.expressions import Duration, Offset
from pipeline.spans import Span

_TERM: Final = re.compile(
    r"(?:[\w-]+ ){0,3}(?:effective\w*|registration|maintenance|shelf|resale|coverage|"
    r"keep-?effective) (?:[\w-]+ )?"
    r"(?:period|term|termination date|expiration date)|expiration date",
    re.IGNORECASE,
)
_KEPT: Final = re.compile(
    r"\b(?:keep|kept|maintain\w*|remains?|stay|continue|sustain|preserve)\b[^.;]{0,200}?\b(?:effective|effectiveness|current|"
    r"in effect)\b|"
    r"\beffective(?:ness)?\b[^.;]{0,80}?\b(?:kept|maintained|continue[sd]?)\b",
    re.IGNORECASE,
)
_DUTY: Final = re.compile(r"\b(?:shall|will|agrees?|must|efforts)\b")
_LEAD: Final = re.compile(
    r"\b(?:until|through(?= the| [A-Z])|(?:and )?(?:ending|terminating|expiring|continuing) (?:on|upon|at|"
    r"until)|"
    r"(?:and )?(?:ends?|terminates?|expires?) (?:on|upon|at)|"
    r"for (?:a|the) period (?:of|ending|commencing|from|beginning|that)|for (?:at least |not less than |"
    r"no less than )?(?=[\w-]+ (?:\(\d+\) )?"
    r"(?:years?|months?|days?)\b)|for so long as|so long as|(?=the (?:earlie|late)(?:r|"
    r"st) (?:to occur )?of))",
    re.IGNORECASE,
)
_STOP: Final = re.compile(
    r"\s?[(,]?\s?\((?:[^()\"]{0,60}\s)?\"|;(?!\s(?:and\s|or\s)?\()|, (?:and(?!\s\()|which|it being|provided|"
    r"subject|in each case|"
    r"as determined|and in (?:any|no) event)\b|\.\s"
)
_OWN: Final = re.compile(
    r"(?:until|through|for|during) (?:the )?(?:end|expiration|expiry|termination|whole|duration) of (?:the|"
    r"such)|during the \w+ Period\b",
    re.IGNORECASE,
)
_SUBSTANCE: Final = re.compile(
    r"\b(?:sold|disposed|sale|resold|Rule 144|144|anniversary|distribution|cease|no longer|outstanding|own|"
    r"hold|expir\w+|completion|freely|volume)\b"
)


def period_end(document: Document) -> Field[DueBy]:
    """When the duty to keep the statement effective ends."""
    span = next(_defined(document), None) or next(_stated(document), None)
    if span is None:
        return absent()
    tree, shown = expression_in(document, span, whole=True)
    if isinstance(tree, Duration) and tree.start is not None:
        # "for a period of two years after the Closing" ends two years after the Closing.
        tree = Offset(tree.span, tree.count, tree.unit, "after", "exactly", tree.start)
    return Field(status_of(document, span), DueBy(tree), (shown,), "until")


def _tells(document: Document, span: Span) -> bool:
    words = document.plain[span.start : span.end]
    if _OWN.match(words):
        return False
    return bool(document.day_counts(span) or _SUBSTANCE.search(words) or document.blanks(span))


def _ranges(document: Document, start: int, end: int) -> Iterator[Span]:
    """Ranges that open with "until" or the like, up to where the end of the period has been said."""
    plain = document.plain
    for lead in _LEAD.finditer(plain, start, end):
        stop = _STOP.search(plain, lead.end(), end)
        until = stop.start() if stop else end
        while until > lead.end() and plain[until - 1] in " .;,\n":
            until -= 1
        span = Span(lead.start(), until)
        if _tells(document, span):
            yield span


def _defined(document: Document) -> Iterator[Span]:
    for definition in document.definitions:
        meaning = definition.meaning
        if meaning is None or _TERM.fullmatch(document.words(definition.start, definition.end)) is None:
            continue
        if meaning.start < definition.start and not _KEPT.search(document.plain, meaning.start, meaning.end):
            continue
        # In a definition in passing the end of the period stands right before the bracket.
        yield from _ranges(document, meaning.start, meaning.end)


def _stated(document: Document) -> Iterator[Span]:
    for sentence in document.sentences:
        kept = _KEPT.search(sentence.plain)
        if kept is None or not (_DUTY.search(sentence.plain) or kept.start() < 30):
            continue
        yield from _ranges(document, sentence.start + kept.start(), sentence.end)
