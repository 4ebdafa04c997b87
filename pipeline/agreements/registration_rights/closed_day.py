"""A day that moves because it is closed, where that is told apart from the day itself.

"… provided, further, that if the Effectiveness Date falls on a day that is not a Trading Day, it shall be the
next Trading Day"; "If the Filing Date or the Effective Date would fall on a Saturday, …" in a paragraph of
its own; "If the last day for any action under this Agreement is not a Business Day, …" for all days.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterator
from typing import Final

from pipeline.agreements.document import Document, Sentence
from pipeline.agreements.registration_rights.days import EFFECT, FILING, Day
from pipeline.expressions import Conditional, EarlierOf, Expression, LaterOf, Roll
from pipeline.extract.deadlines.tails import on_closed_day
from pipeline.extract.sentences import Said
from pipeline.spans import Span

_CLOSED: Final = Said(
    r"\b(?:not|non|other than|no)\b.{0,40}\b(?:business|trading|banking|working) day"
    r"|\b(?:saturday|sunday|holiday|weekend)|\bis (?:closed|not open)"
)
_IF: Final = re.compile(
    r"\b(?:(?:if|when(?:ever)?|where|should|in the event(?: that)?|to the extent(?: that)?)\s"
    # "Any date fixed by Section 2.1 that is not a Business Day | is moved to the next one."
    r"|(?<!\bon\s)(?<!\bis\s)(?<!\bbe\s)(?=(?:an?|any|each|every)\s(?:day|date|deadline)s?\b[^;]{0,80}\b(?:that|which)\s(?:is|are|falls?)\b))",
    re.IGNORECASE,
)
_TERM: Final = re.compile(r"\b[A-Z][\w'-]*(?:\s(?:of\s)?[A-Z][\w'-]*){0,4}")
_SUCH: Final = re.compile(
    r"(?:(?:any|either|both|one|each)\s(?:of\s)?)?(?:such|that|those|either|this|said|these)\s(?:\w+\s){0,2}?"
    r"(?:days?|dates?|deadlines?|periods?|times?)\b|it\b|the\s(?:last|final|\w+th)\sday\b",
    re.IGNORECASE,
)
_SEVERAL: Final = re.compile(
    r"(?:any|either|both|one|each)\b|(?:such|those|these)\s(?:\w+\s)?(?:days|dates)\b", re.IGNORECASE
)
_EVERY: Final = re.compile(
    r"(?:any|each|every|a|the\s(?:last|final|appointed))\s(?:[\w-]+\s){0,4}?(?:days?|dates?|deadlines?|periods?|"
    r"times?|act(?:ion)?|obligation|filing)\b|performance\b",
    re.IGNORECASE,
)
# What is said of payments and notices alone is not said of filings.
_OF_PAYMENT: Final = re.compile(r"\b(?:pay\w*|interest|notices?)\b", re.IGNORECASE)
_OF_ACTS: Final = re.compile(
    r"\b(?:acts?|actions?|fil(?:e|ed|ing)|perform\w*|obligations?|deadlines?)\b", re.IGNORECASE
)
_ELSEWHERE: Final = re.compile(r"\b(?:closing|record|payment|interest|delivery)\sdate\b", re.IGNORECASE)

_OPENING: Final = 30  # characters of "Provided, however, that if"


def on_open_day(
    document: Document, tree: Expression | None, shown: Span, day: Day
) -> tuple[Expression | None, tuple[Span, ...]]:
    """`tree`, which was read from `shown`, moved as the agreement says of this day; and where it says so.

    The `Roll` has the span of the tree that it moves.
    """
    if tree is None or _moves(tree):
        return tree, ()
    for sentence in _told(document):
        for lead in _IF.finditer(document.plain, sentence.start, sentence.end):
            told = on_closed_day(document.plain, lead.end(), sentence.end)
            if told is not None and _is_meant(
                document, sentence, Span(lead.end(), told.closed_end), shown, day
            ):
                return Roll(tree.span, told.convention, tree), (Span(lead.start(), told.end),)
    return tree, ()


def _moves(tree: Expression) -> bool:
    """Whether the day, or one of those that it is chosen from, is moved already."""
    match tree:
        case Roll():
            return True
        case EarlierOf() | LaterOf():
            return any(map(_moves, tree.args))
        case Conditional():
            return any(_moves(branch.then) for branch in tree.branches)
        case _:
            return False


def _told(document: Document) -> Iterator[Sentence]:
    """The sentences that may tell where a closed day moves to."""
    return (document.sentences[place] for place in document.saying(_CLOSED))


def _is_meant(document: Document, sentence: Sentence, subject: Span, shown: Span, day: Day) -> bool:
    """Whether the words about a closed day, of which `subject` tells what is closed, are about this day."""
    words = document.plain[subject.start : subject.end]
    if any(day.term.fullmatch(term.group()) for term in _TERM.finditer(words)):
        return True
    other = EFFECT if day is FILING else FILING
    if other.verb.search(words) is not None and day.verb.search(words) is None:
        return False
    if _SUCH.match(words) is not None and subject.start > shown.end:
        if shown.start >= sentence.start:
            # Of two days of a sentence, "such day" is the one that it stands behind.
            between = document.day_counts(Span(shown.end, subject.start))
            return not between or _SEVERAL.match(words) is not None
        if subject.start - sentence.start < _OPENING and _follows(document, sentence, shown):
            return True
    about_all = _EVERY.match(words) is not None and _ELSEWHERE.search(words) is None
    return about_all and (_OF_ACTS.search(words) is not None or _OF_PAYMENT.search(sentence.plain) is None)


def _follows(document: Document, sentence: Sentence, shown: Span) -> bool:
    """Whether a sentence comes next behind that of a day, in the same clause."""
    place = bisect_right(document.sentences, shown.start, key=lambda each: each.start) - 1
    before = document.sentences[max(place, 0)]
    following = document.sentences[place + 1 : place + 2]
    return following == (sentence,) and before.clause == sentence.clause


__all__ = ["on_open_day"]
