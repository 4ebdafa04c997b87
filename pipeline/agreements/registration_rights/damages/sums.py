"""Rates and sums of money of a sentence: "one-half of one cent ($0.005)" is a sum, not a rate."""

from __future__ import annotations

import re
from decimal import Decimal
from typing import Final

from pipeline.agreements.document import Document, Sentence
from pipeline.model import Money, Percentage
from pipeline.spans import Span

HIGHEST: Final = Decimal("0.5")  # no period costs more than half; 125 % is a number of shares
_CENT: Final = Decimal("0.01")
# What one day is of a week, a month, a year: "one-seventh of that sum for each day" is no rate of its own.
_DAYS_OF_PERIODS: Final = (7, 14, 28, 29, 30, 31, 60, 90, 360, 365)
_ONE_DAY_OF: Final = frozenset((Decimal(1) / days).quantize(Decimal("1e-10")) for days in _DAYS_OF_PERIODS)
_PERCENT: Final = re.compile(r"%|\bper\s?cent", re.IGNORECASE)
_OF_THAT: Final = re.compile(
    r"\s?\)?\s(?:of|times)\s(?:that|such|this|these|those|the\s(?:said|same|above|foregoing|monthly|weekly|full|whole))\s(?:\w+\s)?"
    r"(?:sum|amount|payment|fee|charge|rate|percentage|figure|damages|instal?lment)s?\b",
    re.IGNORECASE,
)
_OF_A_CENT: Final = re.compile(
    r"\s(?:of\s)?(?:one|a)\scent\b(?:\s\((?:US)?\$\s?(?P<figures>\d*\.\d{1,6})\))?", re.IGNORECASE
)


def rates(document: Document, span: Span | Sentence) -> list[Percentage]:
    """The percentages that can be rates of a period."""
    return [
        each
        for each in document.percentages(span)
        if each.value <= HIGHEST
        and not _OF_A_CENT.match(document.plain, each.end)
        and not _is_of_a_day(document, each)
    ]


def _is_of_a_day(document: Document, part: Percentage) -> bool:
    """Whether a fraction only says what one day is of a sum that stands elsewhere."""
    if _PERCENT.search(document.plain, part.start, part.end):
        return False
    day = part.value.quantize(Decimal("1e-10")) in _ONE_DAY_OF
    return day or _OF_THAT.match(document.plain, part.end) is not None


def sums(document: Document, span: Span | Sentence) -> list[Money]:
    """The sums of money in a range, parts of a cent among them, in order."""
    parts = [
        _part_of_a_cent(each, found)
        for each in document.percentages(span)
        if (found := _OF_A_CENT.match(document.plain, each.end))
    ]
    whole = [
        each
        for each in document.money(span)
        if not any(part.start < each.end and each.start < part.end for part in parts)
    ]
    return sorted([*parts, *whole], key=lambda each: each.start)


def _part_of_a_cent(part: Percentage, found: re.Match[str]) -> Money:
    """The sum by its figures in brackets or, without them, by its words."""
    amount = Decimal(found["figures"]) if found["figures"] else part.value * _CENT
    return Money(part.start, found.end(), "part-of-a-cent", amount, "USD")
