"""Places that the parties left to be filled in, and places that were taken out before filing."""

from __future__ import annotations

import re
from collections.abc import Mapping

from pipeline.match.scanner import scanner
from pipeline.model import Blank, Mention, Text

_OF: Mapping[str, str] = {
    "signing-day": "date",
    "month-and-blank": "date",
    "date": "date",
    "money": "money",
    "percentage": "percentage",
    "day-count": "day_count",
    "name": "name",
    "redaction": "text",
    "hole": "text",
}


_KEY = re.compile(
    r"\s?(?:=|-|–|denotes|indicates|means|represents)?\s?(?:(?:certain|portions|specified|the|text|some)\s)?"
    r"(?:confidential\s)?(?:information|portions|material|text|terms|marks?|asterisks?)\b[^.\n]{0,120}?"
    r"\b(?:omitted|redacted|excluded|removed|confidential\s+treatment)",
    re.IGNORECASE,
)


def blanks(text: Text) -> tuple[Blank, ...]:
    """Every blank and every redaction in the order of the text, with what stands to be filled in."""
    return tuple(_blank(mention) for mention in scanner("blanks").find(text) if _open(text.string, mention))


def _blank(mention: Mention) -> Blank:
    redacted = mention.rule == "redaction" or "taken" in mention.groups
    return Blank(mention.start, mention.end, mention.rule, _OF[mention.rule], redacted)


def _open(string: str, mention: Mention) -> bool:
    """Whether something is missing: a "3rd day of May" inside the signing formula is whole."""
    if mention.rule == "redaction" and _KEY.match(string, mention.end):
        return False  # the legend that says what the mark stands for
    return mention.rule != "signing-day" or any(mark in string[mention.start : mention.end] for mark in "_[.")
