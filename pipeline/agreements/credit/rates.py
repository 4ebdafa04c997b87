"""The interest that a loan bears, what it bears in default, and how days are counted for it."""

from __future__ import annotations

import re
from typing import Final

from pipeline.agreements.credit.model import DayCountBasis, Rate
from pipeline.agreements.document import Document, Sentence, bare
from pipeline.agreements.values import Field, absent
from pipeline.model import Percentage, Status

_BEARS: Final = re.compile(
    r"\bbears?\b[^.;]{0,60}\binterest\b|\binterest\b[^.;]{0,80}\b(?:accrues?|at (?:the|a) rate|payable at)\b",
    re.IGNORECASE,
)
_INCREASED: Final = re.compile(
    r"\b(?:rate|interest)\b[^.;]{0,80}\bincreased\b[^.;]{0,20}\bby\b", re.IGNORECASE
)
_DEFAULT: Final = re.compile(
    r"\b(?:default rate|overdue|not paid|after (?:maturity|(?:an |any )?event of default)|"
    r"during (?:the continuance of )?(?:an |any )?(?:event of )?default|"
    r"past due|upon (?:an |any )?event of default|late)\b",
    re.IGNORECASE,
)
_NO_INTEREST: Final = re.compile(r"\b(?:fee|premium|late charge|penalty)\b", re.IGNORECASE)
_PLUS: Final = re.compile(
    r"(?P<index>(?:the\s)?[^,;.()]{2,60}?)(?:,)?\s(?:plus|increased by)\s(?:a margin of\s)?$", re.IGNORECASE
)
_ABOVE: Final = re.compile(
    r"\s(?:per annum\s|a year\s)?(?:above|over|in excess of|in addition to|plus)\s(?P<index>[^,;.()]{3,80})",
    re.IGNORECASE,
)
_DAYS: Final = re.compile(
    r"\b(?P<actual>actual)\b[^.;]{0,80}?\b(?P<a>36[05]|365/366)\b|\b(?P<thirty>30)[/-](?P<b>360)\b|"
    r"\b(?P<c>36[05])[ -]day\b|\byear of (?:\w+ hundred (?:and )?\w+(?:-\w+)? )?"
    r"\(?(?P<d>36[05])\)? days|\btwelve 30-day months\b",
    re.IGNORECASE,
)


def interest_rate(document: Document) -> Field[Rate]:
    """The rate of the loan outside of default."""
    return _rate(document, default=False)


def default_rate(document: Document) -> Field[Rate]:
    """The rate in default or on what is overdue."""
    return _rate(document, default=True)


def _rate(document: Document, *, default: bool) -> Field[Rate]:
    for sentence in document.sentences:
        told = f"{sentence.heading} {sentence.plain}"
        raised = default and _INCREASED.search(sentence.plain)
        if not (raised or _BEARS.search(sentence.plain)) or bool(_DEFAULT.search(told)) is not default:
            continue
        for percentage in document.percentages(sentence):
            near = document.plain[max(sentence.start, percentage.start - 60) : percentage.start]
            if _NO_INTEREST.search(near) or percentage.value > 1:
                continue
            status = Status.CONFLICT if percentage.alternative is not None else Status.FOUND
            over = "rate otherwise payable" if raised else _index(document, sentence, percentage)
            return Field(status, Rate(percentage.value, over), (sentence.span,), "bears")
    return absent()


def _index(document: Document, sentence: Sentence, percentage: Percentage) -> str | None:
    before = _PLUS.search(document.plain, max(sentence.start, percentage.start - 120), percentage.start)
    if before is not None:
        words = document.words(before.start("index"), before.end("index"))
        return bare(re.sub(r"^.*\b(?:at|to)\s(?:(?:the|a) rate (?:of|equal to)\s)?", "", words)) or None
    after = _ABOVE.match(document.plain, percentage.end, sentence.end)
    return bare(document.words(after.start("index"), after.end("index"))) if after is not None else None


def day_count_basis(document: Document) -> Field[DayCountBasis]:
    """The basis on which interest is computed."""
    for sentence in document.sentences:
        found = _DAYS.search(sentence.plain)
        if found is None or not re.search(
            r"\binterest|\bcomput|\bcalculat|\bfees?\b", sentence.plain, re.IGNORECASE
        ):
            continue
        thirty = found["thirty"] or "30-day" in found.group()
        days = found["a"] or found["b"] or found["c"] or found["d"] or "360"
        return Field(
            Status.FOUND, DayCountBasis(f"{'30' if thirty else 'actual'}/{days}"), (sentence.span,), "basis"
        )
    return absent()
