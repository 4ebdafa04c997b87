"""Where words may lead in to a time, found by what they lead in to.

"By", "on", "for" and "each" stand in every sentence, and few of them lead in to a time. So an automaton looks
at the words behind them as well: whether these may begin a number, a date, a day with a name. It is weaker
than the readers, which have the last word, and passes over nothing that they would read.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from functools import cache
from typing import Final

from pipeline.match.automaton import Automaton
from pipeline.match.scanner import flagged

# What is found anywhere behind some lead, so that the next words tell nothing: "the Closing Date plus 40
# days", "on transmission or, if sent after hours, a day later".
_FAR_BEHIND: Final = r"plus|\bor,?\sif\s"
# The words of `grammar.LEAD`: those that lead in to an event or a name that nothing else sets apart …
_OPEN: Final = (
    r"until|till|inside|through|up\sto|to\sand\sincluding|ending\son|expir(?:ing|e|es)\son|a\sminimum\sof"
    r"|monthly|quarterly|annually|yearly|semi-?annually|weekly|bi-weekly|fortnightly|daily|shall\smean|means?"
    r"|from|(?:beginn|commenc|start)ing"
)
# … those that lead in to a period or a date …
_TO_A_TIME: Final = r"at|within|net|prior\sto|before|once|between|throughout|over|for|upon|during"
# … and those that lead in to a day by its name as well.
_TO_A_DAY: Final = r"by|on"
_SEVERAL = re.compile(  # leads of several words: what begins inside them is not looked at
    r"(?:(?:up|prior)\sto|to\sand\sincluding|ending\son|expir(?:ing|e|es)\son|a\sminimum\sof|shall\smean|bi-weekly"
    r"|semi-annually)\b",
    re.IGNORECASE,
)

# The words of `grammar.FILLING` and of what else may stand before a number or the name of a day.
_FILLING: Final = (
    r"(?:(?:an?|the|any|one|such|said|another|additional|further|single|total|aggregate|maximum|reasonable|first"
    r"|next|initial|entire|whole|periods?|terms?|stretch(?:es)?|intervals?|as\smany\sas|expir(?:y|ation)\sof"
    r"|lapse\sof|passage\sof|end\sof|times?|up|to|about|approximately|more|less|longer|fewer|than|no|not|at"
    r"|least|exceed(?:ing|s)?|in|excess|of|only|full|consecutive|continuous|is|be|which|that|shall|lasting"
    r"|date|day|falls|falling|occurring|occurs|lasts|on|upon|or|before),?[\s(]{1,2})*"
)
_MONTH: Final = (  # its first letters, whole or come apart
    r"(?:j\s?a\s?n|f\s?e\s?b|m\s?a\s?[ry]|a\s?p\s?r\s?(?:i|\W)|j\s?u\s?[nl]|a\s?u\s?g|s\s?e\s?p|o\s?c\s?t"
    r"|n\s?o\s?v|d\s?e\s?c)"
)
_NUMBER: Final = (  # figures, or how number words begin
    r"(?:[\d(¼½¾]|\.\d|one|tw[eo]|thr|thir|thousand|fou|fort|fi[fv]|first|six|sev|second|eig|nin|ten\b|tenth|elev"
    r"|hund|half|quarter|zero|milli|billi|trilli|semi|bi-?\s?week|bienn"
    r"|an?\s(?:week|month|year|quarter|hund|thou|milli|billi|trilli))"
)
_KIND: Final = r"(?:(?:business|trading|banking|working|calendar)\s)"
_WORD: Final = r"[^\s,;.()]+"
_EARLIER: Final = (
    r"whichever|(?:earlier|earliest|first|sooner|soonest|shorter|shortest|lesser|later|latest|last|longer"
    r"|longest|greater)(?:\sto\s(?:occur|happen))?\s(?:of|between|among)"
)
_NEXT_DAY: Final = (
    rf"(?:immediately\s{_WORD}\s|last\s)?(?:(?:succeeding|following|full)\s)?{_KIND}?day\s(?:next\s|immediately\s)?"
    rf"(?:after|following|succeeding|before|preceding|prior)\s|day\s{_WORD}\s(?:after|following|from)\s"
)
_DAY_OF_EACH: Final = (  # "the last Business Day of each month", "the end of every quarter"
    rf"{_WORD}(?:\s\(?{_WORD}\)?)?\s{_KIND}?day\s(?:of|in)\s"
    rf"|(?:{_WORD}\s\(?)?[^\s,;.()]*(?:st|nd|rd|th)\)?\s(?:of|in)\s(?:each|every|any|{_MONTH})"
)
_TIME: Final = (
    rf"{_NUMBER}|{_MONTH}|(?:mon|tues|wednes|thurs|fri|satur|sun)day|{_EARLIER}"
    rf"|(?:date|day|time)(?:\s\([^()]*\))?,?\s(?:that|which|as)\s|{_NEXT_DAY}"
)
_STRETCH_OR_HOUR: Final = (
    rf"(?:each|every)\s{_MONTH}|begin|commenc|start|running|from|end(?:ing|s|\sof)|any\stime|least|intervals|or\s(?:before|prior)"
    r"|(?:close|opening)\sof|noon|midnight|half\spast|the\s(?:latest|soonest|earliest)"
)
_STEP: Final = r"(?:weekly|monthly|quarterly|semi-annual|six-month|annual)"
_ANNIVERSARY: Final = (
    rf"(?:of\sthe\s(?:first\s|next\s|following\s)?{_WORD}(?:\s\(\d+\))?\s)?(?:successive\s|succeeding\s)?"
    rf"(?:{_STEP}\s)?anniversar"
)
# A defined day, as "the Closing Date": words that begin with a capital, but for small ones.
_DAYS: Final = "Date Deadline Closing Day Maturity Time Anniversary Expiration Completion".split()
_NAMED_DAY: Final = (
    r"(?:(?:[^\sa-z]\S*|of|the|to|and|in|on|for|or|by|at|an?)\s+){0,8}\S*" + f"(?:{'|'.join(_DAYS)})"
)
_DESCRIBED_DAY: Final = (
    r"the\s(?:(?:date|(?:last\s|first\s|final\s)?day)\s(?:of|on|when|that)"
    r"|(?:end|close|expiration|expiry)\sof)"
)
_ARTICLES: Final = (
    r"(?:(?:the|such|each|any|an?|that|this|its|said|applicable|relevant|respective|most\srecent)\s)*"
)
_UNIT: Final = rf"(?:and\severy\s)?(?:calendar\s|fiscal\s)?{_KIND}?(?:day|week|month|quarter|year)"
_INSTALMENTS: Final = (
    rf"(?:{_WORD}\s(?:\(\d+\)\s)?)?(?:(?:substantially\s)?equal,?\s)?(?:(?:successive|consecutive),?\s)?{_STEP}\s"
    r"(?:instal|payment)"
)
_FILLED_TIME: Final = _FILLING + f"(?:{_TIME})"
_GAP: Final = r"[\s(,]{1,3}"
_LEADS: Final = (
    rf"\b(?:(?:{_OPEN})\b"
    r"|(?:no|not)\s(?:later|beyond|more|longer|greater|less|fewer|earlier|sooner|before|prior)"
    rf"|in\s(?:no\s|not\s|less\s|the\s{_WORD}\s(?:\(\d+\)\s)?(?:{_WORD}\s)?(?:day|week|month|hour)s"
    rf"|{_INSTALMENTS})"
    rf"|(?:{_TO_A_TIME}|{_TO_A_DAY}){_GAP}{_FILLING}(?:{_TIME}|{_DAY_OF_EACH}|{_STRETCH_OR_HOUR})"
    rf"|(?:{_TO_A_DAY}){_GAP}(?:{_DESCRIBED_DAY}|{_ARTICLES}(?-i:{_NAMED_DAY}))"
    rf"|by\s(?:no|not)\slater|on{_GAP}(?:or\s|and\s|each\b|every\b|the\s{_ANNIVERSARY})"
    rf"|(?:each|every){_GAP}(?:{_UNIT}|{_MONTH}|{_ANNIVERSARY}|{_FILLING}{_NUMBER}))"
    r"|\bthe\s[\s(,]"
)
# How a condition, a proviso or a second time begins that follows a time.
_TAIL: Final = (
    r"[,;.)]{0,2}\s?\(?[,\s]{0,2}(?:(?:and|or|but|provided|except|save|it\sbeing|if|should|where|when|in|unless"
    rf"|upon|on|for|by|at|until|within|no|not)\b|{_FILLED_TIME})"
)
# Every word that a lead begins with, whatever stands behind it.
_ANY: Final = rf"\b(?:in|no|not|each|every|{_OPEN}|{_TO_A_TIME}|{_TO_A_DAY})\b|\bthe\s[\s(,]"


def leads(folded: bytes, string: str, start: int, end: int, *, odd_terms: bool = False) -> Iterator[int]:
    """Where leads begin in the sentence `[start, end)`, in order; `odd_terms` as `are_odd` tells."""
    any_one = odd_terms or _automaton(_FAR_BEHIND).first(folded, start, end) is not None
    first = _automaton(_ANY if any_one else _LEADS).first
    while (hit := first(folded, start, end)) is not None:
        yield hit[0]
        several = _SEVERAL.match(string, hit[0], end)
        start = several.end() if several is not None else hit[0] + 1


def may_be_time(folded: bytes, at: int, end: int) -> bool:
    """Whether the words from `at` on may be a period, a date or a choice of such, and no mere event."""
    return _automaton(_FILLED_TIME).opens(folded, at, end)


def may_be_tail(folded: bytes, at: int, end: int) -> bool:
    """Whether the words from `at` on, behind a time, may be what changes it: a condition, another time."""
    return _automaton(_TAIL).opens(folded, at, end)


def are_odd(terms: Iterable[str]) -> bool:
    """Whether one of the terms may name a day in words that the automaton does not look for."""
    return any(_DAY.search(term) and not _DAY_SO_NAMED.match(term) for term in terms)


_DAY = re.compile("|".join(_DAYS))
_DAY_SO_NAMED = re.compile(_NAMED_DAY)


@cache
def _automaton(pattern: str) -> Automaton:
    return Automaton(flagged(pattern), "deadlines/leads.py")
