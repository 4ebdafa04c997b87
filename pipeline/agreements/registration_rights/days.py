"""The two days of a registration statement, and by which words one is told from the other."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Final

from pipeline.extract.sentences import Said

STATEMENT: Final = (
    r"\b(?:[Rr]egistration [Ss]tatements?|(?:[Rr]esale|[Ss]helf) [Rr]egistrations?|Shelf|Form S-\d)\b"
)


@dataclass(frozen=True, slots=True)
class Day:
    """What tells one day from the other: its defined terms, and the verb that it belongs to."""

    term: re.Pattern[str]
    verb: re.Pattern[str]
    may_be: Said  # the words of the verb, whatever follows them
    not_verb: re.Pattern[str]
    heading: re.Pattern[str]
    least: float  # a sentence that fits worse than this speaks of another duty


# "at any time after the first anniversary": no limit, but the day from which a demand may be made.
EARLIEST: Final = re.compile(
    r"(?:\b(?:any time|beginning|commencing|starting|no earlier than|not before|no sooner than)\s"
    r"(?:(?:from and|on or|on and|that is|which is|more than)\s)?(?:(?:after|following|from|on)\s)?"
    r"(?:the\s(?:date|day)\s(?:that|which)\sis\s)?)(?:the\s)?$",
    re.IGNORECASE,
)
# "the last day of the third full calendar month that follows the Closing": a time without a period.
OF_THE_CALENDAR: Final = re.compile(
    r"(?:the\s)?(?:first|last|\w+th)\s(?:[Bb]usiness\s)?day\sof\sthe\s[^.;]{0,60}\b(?:month|quarter|year)\b"
)
PLAIN: Final = re.compile(r"effective (?:date|time|day)", re.IGNORECASE)
_OTHERS_DAY: Final = r"(?!.*\b(?:additional|subsequent|new|demand|second|amended|actual)\b)"
FILES_IT: Final = re.compile(
    r"\b(?:filed?|submit(?:ted)?|lodged?|appl(?:y|ies|ied)\sfor|on\sfile)\b", re.IGNORECASE
)
FILES: Final = re.compile(
    r"\b(?:fil(?:e|es|ed|ing)|submit(?:ted)?|lodged?|appl(?:y|ies|ied)\sfor)\b", re.IGNORECASE
)
FILING: Final = Day(
    re.compile(rf"{_OTHERS_DAY}(?=.*\bfil(?:e|ing)\b).*\b(?:deadline|date|day|time|target)", re.IGNORECASE),
    FILES,
    Said.of(FILES),
    re.compile(r"\b(?:declared |become |became )effective|effectiveness\b"),
    re.compile(r"filing|registration|shelf|resale|mandatory"),
    -2.2,
)
EFFECTIVE: Final = re.compile(
    r"\b(?:effective(?!\s+(?:dates?|times?|registration|shelf|statement|prospectus|until|for)\b)|"
    r"effectiveness|takes? effect)\b",
    re.IGNORECASE,
)
EFFECT: Final = Day(
    re.compile(
        rf"{_OTHERS_DAY}(?=.*\beffective(?:ness)?\b).*\b(?:deadline|date|day|time|target)", re.IGNORECASE
    ),
    EFFECTIVE,
    Said.of(EFFECTIVE),
    re.compile(
        r"\b(?:remain|keep|kept|maintain\w*|stay|ceas\w+|continuously|current)\b[^.;]{0,60}\beffective|"
        r"\bhas (?:become|been declared) effective|\b(?:is|are|was) (?:not|no longer)(?:\s\w+)? effective",
        re.IGNORECASE,
    ),
    re.compile(r"effective|registration|shelf|resale|mandatory"),
    -0.8,
)
