"""The time in which a default costs nothing, and whether a longer one is paid from its first day."""

from __future__ import annotations

import re
from typing import Final

from pipeline.agreements.document import Document
from pipeline.agreements.registration_rights.damages.clause import Clause
from pipeline.agreements.registration_rights.model import Grace
from pipeline.model import DayCount
from pipeline.spans import Span

_CURED: Final = re.compile(
    r"\bno\s(?:\w+\s){0,3}(?:payment|damages|amount|default)\b[^.]*\bif\b|\bnot\b[^.]*\b(?:due|payable|"
    r"obligat\w+|liable|deemed)\b[^.]*\b(?:if|unless)\b|\bperiod of grace\b|\bgrace period of\b|"
    r"\bunless\b[^.]*\bcured?\b|\bno\s(?:\w+\s){0,3}(?:payments?|damages|amounts?|interest"
    r"|fee)\b[^.]*?\b(?:for|during|"
    r"(?:in|with) respect (?:of|to))\sthe\s(?:first|initial)\b|"
    r"\b(?:nothing|no\s\w+)\s(?:is|are|shall\sbe|will\sbe|becomes?|accrues?)\b[^.]{0,60}\b(?:for"
    r"|during|in)\sthe\s(?:first|"
    r"initial)\b|\bfree\sof\s(?:charge|payment)\b|"
    r"\bgrace\b|\bcosts?\s(?:\w+\s)?nothing\b|\bwithout\s(?:charge|payment|penalty)\b|\bforgiven\b",
    re.IGNORECASE,
)
_GRACE: Final = re.compile(r"\bgrace\b", re.IGNORECASE)
_NO_GRACE: Final = re.compile(r"\binterest\b|\bsuspen\w+|\bAllowable Grace\b|\bblack-?\s?out", re.IGNORECASE)


def grace(document: Document, clause: Clause) -> tuple[Grace, Span] | None:
    """The time in which a default costs nothing if it is cured."""
    for sentence in clause.around:
        if _CURED.search(sentence.plain) and not _NO_GRACE.search(sentence.plain):
            of_grace = _GRACE.search(sentence.plain)
            counted = document.day_counts(sentence)
            first = [each for each in counted if _opens(document, each)]
            if of_grace is not None and not first:
                place = sentence.start + of_grace.start()
                first = sorted(counted, key=lambda each: abs(each.start - place))[:1]
            for days in first or counted:
                told = of_grace or first or days.direction in ("within", "for")
                if told and days.count and days.unit:
                    return Grace(days.count, days.unit), sentence.span
    return None


def _opens(document: Document, days: DayCount) -> bool:
    """Whether these are the first days of a default."""
    return (
        re.search(r"\b(?:first|initial)\s$", document.plain[max(0, days.start - 9) : days.start]) is not None
    )
