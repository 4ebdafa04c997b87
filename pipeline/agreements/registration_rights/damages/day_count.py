"""How days become part of a year, or of a month: "a 360-day year of twelve 30-day months", "1/30 a day"."""

from __future__ import annotations

import re
from typing import Final

from pipeline.agreements.document import Document, Sentence
from pipeline.agreements.registration_rights.model import DayCount
from pipeline.extract.sentences import Said

_THIRTY: Final = re.compile(
    r"\b30(?:E|U)?\s?/\s?360\b|"
    r"\btwelve\s(?:\(12\)\s)?(?:equal\s)?(?:calendar\s)?(?:months?\s(?:\w+\s){0,2}?(?:of|comprising|having|with)\s)?"
    r"(?:thirty|30)\b|\bmonths?\s(?:\w+\s){0,3}?(?:thirty|30)\s(?:\(30\)\s)?days\seach\b",
    re.IGNORECASE,
)
# The days of a year stand beside the year, over something or for a basis; those of a window stand alone.
_YEAR: Final = re.compile(
    r"(?P<lead>\b(?:year\s(?:(?:of|having|has|comprising|consisting\sof|containing)"
    r"|(?:being|is|shall\sbe|to\sbe)\s(?:(?:taken|deemed|treated|considered|regarded|reckoned|assumed)\s(?:for\sth\w+\spurposes?\s)?(?:as|to\s(?:be|have"
    r"|consist\sof|contain))))|over|divided\sby|basis\sof"
    r"|denominator\s(?:of|is|being)|actual\s?/)\s?|\bdays?\s?/\s?)?(?<![\d.,])\b"
    r"(?:three[\s-]hundred[\s-](?:and[\s-])?sixty(?P<five>[\s-](?:five|six))?|36(?P<figure>[056]))\b(?:\s?\(36[056]\))?"
    r"(?P<tail>[\s-]day\s(?:calendar\s)?(?:year|basis)\b)?",
    re.IGNORECASE,
)
_ACTUAL: Final = re.compile(
    r"\bactual\s?/\s?actual\b|\bactual\snumber\sof\sdays\sin\s(?:the|that|such|each)\s(?:\w+\s)?year\b|"
    r"\b(?:three\shundred\s(?:and\s)?)?(?:sixty-five|365)\s(?:\(365\)\s)?(?:or\s|/)(?:,\sin\sa\sleap\syear,\s)?"
    r"(?:three\shundred\s(?:and\s)?)?(?:sixty-six|366)\b|\b365-(?:day\s)?or\s366-day\b",
    re.IGNORECASE,
)
_THIRTIETH: Final = re.compile(
    r"\bone[\s-](?P<word>thirtieth|thirty-first|seventh|ninetieth)\b|(?<![\d/])1/(?P<figure>7|30|31|90)(?:th|st)?\b|"
    r"\b(?:divided\sby|over|out\sof|denominator\s(?:of\swhich\s)?is|basis\sof\sa)\s"
    r"(?:(?:thirty|seven|ninety)\s)?\(?(?P<over>7|30|90)\)?\b|"
    r"\b(?:divided\sby|over|out\sof|denominator\s(?:of\swhich\s)?is)\s(?P<over_word>thirty|seven|ninety)\b|"
    r"\b(?:thirty|(?P<month>30))\s?(?:\(30\)\s?)?-?\s?days?[\s-]months?\b|"
    r"\bmonths?\s(?:(?:of|having|has|with|containing)|(?:being|is|are|shall\sbe|to\sbe)\s(?:\w+\s){0,2}?(?:taken|deemed|treated|considered|regarded"
    r"|reckoned|assumed|counted)\s(?:for\s(?:th\w+|such|that)\spurposes?\s)?(?:as|to\s(?:be|have|consist\sof|contain)))\s"
    r"(?:thirty\b|(?P<taken>30)\b)",
    re.IGNORECASE,
)
# Words without one of which a sentence has no such part.
_MAY_PART: Final = Said(
    r"\bone[\s-](?:thirt|sevent|ninet)|1/[379]|\b(?:divided\sby|over|out\sof|denominator|basis\sof)\s|"
    r"days?[\s-]month|\bmonths?\s(?:of|having|has|with|containing|being|is|are|shall|to)\b"
)
_WORDS: Final = {
    "thirtieth": 30,
    "thirty-first": 31,
    "seventh": 7,
    "ninetieth": 90,
    "thirty": 30,
    "seven": 7,
    "ninety": 90,
}


def day_count(words: str) -> DayCount | None:
    """How the sentence turns days into years; None where it does not say."""
    if _THIRTY.search(words):
        return "30/360"
    if _ACTUAL.search(words):
        return "actual/actual"
    for found in _YEAR.finditer(words):
        if found["lead"] or found["tail"]:
            return "actual/365" if found["five"] or found["figure"] in ("5", "6") else "actual/360"
    return None


def part_days(document: Document, sentence: Sentence) -> int | None:
    """By how many days a part of a period is divided: thirty for "one-thirtieth (1/30) for each day"."""
    found = _THIRTIETH.search(sentence.plain) if document.says(_MAY_PART, sentence) else None
    if found is None or _THIRTY.search(sentence.plain):
        return None
    figure = found["figure"] or found["over"] or found["month"] or found["taken"]
    word = found["word"] or found["over_word"]
    return int(figure) if figure else _WORDS[word.lower()] if word else _WORDS["thirty"]
