"""Where a verb phrase ends in the term sheet: before its time, its manner, and clauses that hang on it."""

from __future__ import annotations

from collections.abc import Mapping
from functools import cache

from pipeline.match.automaton import Automaton
from pipeline.model import fold

_MARKS = ("“", '"', "--", "—")  # "”" ends nothing
_ALL_FOLDED = frozenset('("“”„—–-')  # what has to be looked at as it is printed
_LABELS = ("(i) ", "(a) ", "(A) ", "(1) ", "(x) ")  # that of a first item ends nothing

_MONTHS = "January|February|March|April|May|June|July|August|September|October|November|December"
_NUMBERS = (
    "one two three four five six seven eight nine ten eleven twelve fifteen twenty thirty forty sixty ninety"
)
_ORDINALS = "first second third fourth fifth tenth"
_NUMBER = rf"(?:\d+\w*|(?:{'|'.join((_NUMBERS + ' ' + _ORDINALS).split())})\b)"
_LENGTH = r"(?:[_-][\w-]*)?(?: ?\(\d+\))? (?:\w+ )?(?:days?|months?|years?|weeks?|hours?)\b"
_DAY = r"(?:\w+ ?(?:\(\w+\) )?(?:day|business|calendar|trading|anniversary))"
_BOUND = r" (?:less|more|fewer|earlier|sooner|longer|later) than\b"
_PERIODS = "period|term|minimum|further|total"
_STRETCH = (
    rf" (?:up to|so long|as long|at least|an? (?:{_PERIODS}|additional|initial)"
    r"|the (?:period|term|duration|longer|shorter|remainder|balance|first|life|entire)"
    rf"|{_NUMBER}|such (?:period|time)|any period)\b"
)
_STEP = r"(?=[,;.)]|$| (?:in|on|to|for|after|by|during|until)\b)"

# Words that end it wherever they stand.
_ALWAYS = """
    within before after following until during while promptly immediately forthwith every upon starting
    beginning commencing once thereafter if unless provided which who whom whose pursuant when where whether
    because except without including under notwithstanding relating regarding concerning covering arising
    resulting based only shall will must may but
"""
# Words that end it before some others: by the word, what must follow.
_BEFORE: Mapping[str, str] = {
    "no": _BOUND,
    "not": _BOUND,
    "prior": r" to\b",
    "as": (
        r" (?:soon as|promptly as|and when|provided|set|may|required|is|are|of|the|soon|defined|described"
        r"|contemplated|shall|specified|such|it|they|a result|follows|permitted)\b"
    ),
    "each": r" (?:day|week|month|quarter|year|calendar|fiscal)\b",
    "by": (
        rf" (?:the (?:earlier|later|close|end|due|date|deadline|{_DAY})|no later|not later|{_MONTHS}|\d+"
        r"|reason|virtue)\b"
    ),
    "at": (
        rf" (?:least {_NUMBER}|(?:any|all) times?|the (?:end|expiration|time|closing|beginning|earliest"
        r"|sole|expense|cost|option|election|request)|intervals|such times?|its|their|his|her)\b"
    ),
    "on": (
        r" (?:or (?:before|prior|after|about)|not less|at least|each|any|the (?:first|last|second|third|fifth"
        r"|tenth|\d+\w*|date|day|later|earlier|next|business|same|anniversary|closing|effective|maturity)"
        rf"|a (?:monthly|quarterly|weekly|daily|timely|annual|semi|regular|pro)|demand|{_MONTHS})\b"
    ),
    "for": _STRETCH,
    "over": _STRETCH,
    "throughout": _STRETCH,
    "from": r" (?:and after|the date|time to time|that date)\b",
    "in": (
        r" (?:(?:any|no) (?:event|case)|(?:each|any|such) (?:calendar|fiscal|month|year|quarter|contract)"
        r"|advance|arrears|order|accordance|connection|each|the event|which case|the manner|respect"
        r"|a (?:form|manner)|form|good|such|any|writing,|all)\b"
    ),
    "to": r" (?:become|the (?:extent|fullest|best|maximum))\b",
    "so": r" (?:that|as)\b",
    "set": r" forth\b",
    "subject": r" to\b",
    "with": r" respect\b",
    "such": r" that\b",
    "other": r" than\b",
    "and": (
        r"(?:, (?:in|within|upon)| in (?:any|no) (?:event|case)"
        r"| (?:the|any|each|its|their|such|in|at|by|for|no|all) .{0,40}?(?:shall|will|may)"
        r"| (?:shall|will|may|to|if|not|thereafter|upon|within))\b"
    ),
    "or": r" (?:if|within|to the)\b",
    "a": rf" {_NUMBER}{_LENGTH}",
    "an": rf" {_NUMBER}{_LENGTH}",
    **dict.fromkeys("daily weekly monthly quarterly annually yearly".split(), _STEP),
    **dict.fromkeys((_NUMBERS + " " + _ORDINALS).split(), _LENGTH),
}


def phrase_end(string: str, start: int, end: int) -> int:
    """The first place in `[start, end)` at which the phrase that runs there is over; `end` where none is."""
    words = string[start:end]
    folded = fold(words)
    over = _over()
    at = -1
    while (hit := over.first(folded, at + 1, len(folded))) is not None:
        at = hit[0]
        if words[at] in _ALL_FOLDED and not _is_mark(words, at):
            continue
        end = start + at
        break
    dash = string.find("—", start, end)
    return dash if dash >= 0 else end


def _is_mark(words: str, at: int) -> bool:
    """Whether what is a bracket, a quotation mark or a dash in folded text ends the phrase."""
    if words[at] == "(":
        return not words.startswith(_LABELS, at)
    return words.startswith(_MARKS, at)


@cache
def _over() -> Automaton:
    """Finds where a phrase is over, save before a dash, which folded text cannot tell from a hyphen."""
    before = (f"{word}{_read_on(behind)}" for word, behind in _BEFORE.items())
    words = "|".join([f"(?:{'|'.join(_ALWAYS.split())})(?:[^a-z0-9]|$)", *before, rf"\d[a-z0-9]*{_LENGTH}"])
    return Automaton(rf"[;:(\n\t\"]|,(?:\D|$)|--|\.(?:\s|$)|(?i:\s(?:{words}))", "duties/endings.py")


def _read_on(pattern: str) -> str:
    """The pattern without looking ahead: only where a match begins is asked for."""
    return pattern.replace("(?=", "(?:")
