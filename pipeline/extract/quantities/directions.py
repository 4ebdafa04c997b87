"""Which way a period is counted, and from where: judged by the words of its own sentence around it.

First what follows decides ("days before X" counts back, whatever stands in front), then what stands in front
("within", "for a period of"). The tables are in the order in which they are tried.
"""

from __future__ import annotations

import re
from functools import cache, lru_cache

from pipeline.extract.quantities.anchors import anchor_at
from pipeline.extract.quantities.context import words_after, words_before
from pipeline.frozen import dataclass
from pipeline.match.scanner import PatternSet, flagged
from pipeline.model import Direction, fold
from pipeline.spans import Span


@dataclass(frozen=True, slots=True)
class Shape:
    """What the mention itself shows about how it is counted."""

    ordinal: bool = False  # the tenth day
    anniversary: bool = False
    adjective: bool = False  # 45-day, thirty (30) day
    possessive: bool = False  # sixty days'


@dataclass(frozen=True, slots=True)
class Counted:
    """A direction (within, after, before, for) and the anchor; either may be None."""

    direction: Direction | None = None
    anchor: Span | None = None
    cue: str | None = None  # what stood in front, for a second period in the same breath


_REACH = 100  # characters before the number in which its cue begins


def _phrases(listed: str) -> str:
    """A regular expression for phrases parted by bars; a space in one is any white space."""
    return "|".join(r"\s".join(phrase.split()) for phrase in listed.split("|"))


# Words that may stand between a cue and its number: "within [a period of not more than] thirty days".
_FILL = _phrases(
    "an?|the|such|said|any|another|additional|further|periods?|terms?|time|of|up|to|about"
    "|approximately|first|initial"
    "|minimum|maximum|at|least|not|less|more|than|no|fewer|longer|shorter|aggregate|total|full|only"
    "|consecutive|or"
    "|later|earlier|greater|lesser|continuous|subsequent|ensuing|immediately|succeeding|in|excess"
    "|successive|over"
    "|exceeding|exceed|around|roughly|just|either"
)


def _in_front(cues: str) -> re.Pattern[str]:
    """One of the cues, then filling, then the number's own beginning."""
    return re.compile(rf"\b(?:{_phrases(cues)}),?(?:\s(?:{_FILL})){{0,9}}[\s(,]{{0,2}}$", re.IGNORECASE)


_EACH = _phrases(
    "late|later|further|additional|successive|subsequent|consecutive|such|full|following|other"
    "|whole|complete|and"
    "|every|succeeding|ensuing|next"
)

# What stands in front: the first that fits counts.
_CUES: tuple[tuple[str, re.Pattern[str]], ...] = (
    (
        "rate",
        re.compile(
            rf"\b(?:each|every|per|(?:in|during|over)\sany)(?:\s(?:{_EACH})){{0,3}}\s(?:periods?\sof\s)?$",
            re.IGNORECASE,
        ),
    ),
    ("expiry", _in_front("expir(?:y|ation)|lapse|elapse|passage|passing|completion")),
    ("notice", _in_front("notice|notification|notifying|warning")),
    # A length with an upper end is still a length: "for a period not exceeding thirty days".
    (
        "for",
        _in_front(
            "for (?:(?:a|any|one|such) )?(?:single )?(?:periods?|terms?) (?:of )?(?:not|no) "
            "(?:exceeding|to exceed|longer than|greater than)"
        ),
    ),
    ("for", _in_front("(?:has|have|had|with) an? (?:initial )?term of")),
    (
        "within",
        _in_front(
            "within|inside|(?:no|not) later than|on or before|on or prior to|not exceeding|in under"
            "|at any time in"
            r"|(?:has|have|had|(?<!deemed\s)(?<!deemed\sto\shave\sbeen\s)given|allow|allowed|afforded|give|gives)"
            "(?:\\s(?:the|such|a|each|its|that)?\\s?(?-i:[A-Z]\\w+))?"
            "|during the next"
        ),
    ),
    (
        "limit",
        _in_front(
            r"(?<!for\s)(?<!period\sof\s)(?:no|not|never) (?:more|longer|greater) than"
            r"|no event (?:more|longer) than"
            "|not to exceed"
        ),
    ),
    ("sooner", _in_front(r"(?:not?\s)?(?:sooner|earlier|less|fewer) than")),
    # "until the earlier of two years after the Closing and …" names a day.
    (
        "choice",
        re.compile(
            r"\b(?:earli(?:er|est)|lat(?:er|est)|sooner|first)\s(?:to\soccur\s)?of:?(?:\s\(\w{1,4}\))?"
            r"(?:\sthe\s(?:earlier|later)\sof)?[\s(]{0,2}$",
            re.IGNORECASE,
        ),
    ),
    (
        "for",
        _in_front(
            "for|during|throughout|(?:may|shall|will|not|must) (?:last|run|continue)|lasts?|lasting"
            "|runs?|running"
            "|continues?|continuing|waits?|extends?|extending|endures?|remains?|holds?|survives?|persists?"
            "|exceed(?:s|ed)?|exceeding|period|term|duration|initial|next|first|past|last|previous"
            "|preceding|prior"
            "|following|trailing|succeeding|original|of|over"
            "|(?:lease|agreement|term|licen[cs]e|option|period|warranty|guarantee|duration)"
            r"(?:\sof\s[^.;,]{1,40})?\s(?:is|shall\sbe|will\sbe)"
        ),
    ),
    ("over", _in_front("more than|longer than|greater than")),
    ("after", _in_front("after|following|from|since|beyond")),
    ("in", _in_front("in")),
    ("by", _in_front("by|until|upon|on|before|as of|prior")),
)
_OPEN_CUES = (None, "for", "by", "notice", "after", "in")  # a period in the same breath speaks before these
_WITHIN: dict[str, Direction] = {"within": "within", "limit": "within"}
_FORWARD: dict[str, Direction] = {**_WITHIN, "for": "for"}


def _behind(pattern: str) -> re.Pattern[str]:
    return re.compile(pattern, re.IGNORECASE)


# Words that may stand between the unit and what settles the direction: "days [(the "Term")] [or more] after".
_DEFINED = r"\)?(?:\s\([^()]{2,90}\))?"
_QUALIFIED = _phrases(
    "calendar|immediately|next|first|directly|promptly|inclusive|in total|in the aggregate|or more"
    "|or less|or longer"
    r"|or\ssuch\s(?:longer|shorter|other)\speriod[^,.;]{0,60}?"
)
_PERIOD = _phrases("period|term|time|window|limit|deadline|anniversary|(?:grace|cure|notice) period")
_NEAR = rf"(?:\s(?:{_PERIOD})){{0,2}}{_DEFINED}(?:\s(?:{_QUALIFIED})){{0,2}},?"

_PRIOR = _phrases(
    "prior|advance|advanced|previous|written|such|further|additional|express|actual|formal|and|or|in"
)
_NOTICE = _behind(rf"(?:\sor\smore)?(?:,?\s(?:{_PRIOR})){{0,5}}\s?\(?(?:notice|notification|warning)\b")
_NOTICE_PERIOD = _behind(r"\s\w{0,8}\s?notice\speriod")

_BEFORE = _phrases(
    "before|prior ?to|preceding|in advance of|ahead of|previous to|earlier than|prior thereto"
    "|beforehand|in advance"
    "|ahead|prior"
)
_BACK = _behind(rf"{_NEAR}\s(?:{_BEFORE})\b")

_AFTER = _phrases(
    "from and (?:after|including)|on and after|after|following|subsequent to|from|of|since|succeeding|past"
)
_BEGINNING = _phrases(
    "(?:beginning|commencing|starting|running|measured|calculated|counting|dating) (?:on|from|with"
    "|upon|as of|at|after)"
)
_ON = _behind(rf"{_NEAR}\s(?P<cue>{_AFTER}|{_BEGINNING})(?=[\s,])")

_LATER = _behind(rf"{_NEAR}\s(?:thereafter|afterwards?|later|hence|hereafter|thereof|following(?=[,.;]|$))\b")
_OVERDUE = _behind(
    r"\s(?:past|over)\s?-?due\b|\s(?:late|delinquent|overdue|old|in\sarrears)\b|\s(?:a|per"
    r"|each)\s(?:day|week|month|year)\b"
)
_AT_MOST = _behind(
    "\\s(?:"
    + _phrases(
        "at most|at least|each|in all|in the aggregate|in total|or more|or longer|in duration|long"
        "|follows?|elapses?|passes"
    )
    + ")\\b"
)
_BREATH = _phrases("the|a|for|within|to|an additional|not more than|up|any")
_THE_SAME_BREATH = _behind(
    rf"[\s,]*(?:or|and|nor|plus|,)(?:,?\sif\s(?:later"
    rf"|earlier),?)?(?:\s(?:{_BREATH}))*\s*(?:\(\w{{1,3}}\)\s?)?$"
)


def counted(
    string: str, start: int, end: int, shape: Shape, previous: tuple[int, Counted] | None = None
) -> Counted:
    """How the period at `[start, end)` is counted.

    `previous` is the end of the period before it (with its anchor) and how that one was counted: "within ten
    days after A or twenty days after B" says "within" once.
    """
    before = words_before(string, start)[-_REACH:]
    after = words_after(string, end)
    cue = _cue(before)
    if previous is not None and cue in _OPEN_CUES and _same_breath(string, previous[0], start):
        cue = previous[1].cue or cue
    if shape.adjective and not shape.anniversary:
        return _adjective(string, end, after, cue)
    return _with_what_follows(string, end, after, cue, shape) or Counted(
        _by_front(after, cue, shape), None, cue
    )


@lru_cache(maxsize=1024)  # a list of bare periods has the same words before each
def _cue(before: str) -> str | None:
    """The first of the cues that leads in to what stands behind `before`; the automaton knows which may."""
    for number in sorted(_cues().found(fold(before))):
        name, pattern = _CUES[number]
        if pattern.search(before):
            return name
    return None


_LOOKS_BEHIND = re.compile(r"\(\?<!(?:\\.|[^\\)])*\)")


@cache
def _cues() -> PatternSet:
    """All cues as one automaton, which cannot look behind, knows no accented letters, and so takes more."""
    # A pattern's end is also before a last line end, which the automaton is to pass over.
    wider = (_LOOKS_BEHIND.sub("", cue.pattern).replace(r"\w", r"\S").removesuffix("$") for _, cue in _CUES)
    return PatternSet((flagged(rf"(?:{pattern})\s?$") for pattern in wider), "quantities/directions.py")


def _same_breath(string: str, previous_end: int, start: int) -> bool:
    return start - previous_end <= 60 and _THE_SAME_BREATH.fullmatch(string, previous_end, start) is not None


def _adjective(string: str, end: int, after: str, cue: str | None) -> Counted:
    """How "45-day" counts: not at all by itself, unless a notice or a limit makes it."""
    if _NOTICE.match(after) and not _NOTICE_PERIOD.match(after):
        return Counted("before", None, cue)
    if cue == "within":
        on = _ON.match(after)
        return Counted("within", _anchor(string, end, after, on) if on else None, cue)
    return Counted(None, None, cue)


def _with_what_follows(string: str, end: int, after: str, cue: str | None, shape: Shape) -> Counted | None:
    """The direction that the words after the period settle, or None."""
    if _OVERDUE.match(after):
        return Counted(None, None, cue)
    if _NOTICE.match(after) and not shape.ordinal:
        return Counted("before", None, cue)
    back = _BACK.match(after)
    if back:
        return Counted("before", _anchor(string, end, after, back), cue)
    if _LATER.match(after):
        return Counted(_FORWARD.get(cue or "", "after"), None, cue)
    on = _ON.match(after)
    if on is None or (
        on["cue"].lower() == "of"
        and not (shape.ordinal or shape.anniversary or cue in ("within", "limit", "sooner"))
    ):
        return None
    anchor = _anchor(string, end, after, on)
    if shape.ordinal or shape.anniversary:
        if on["cue"].lower() == "of" and not shape.anniversary:
            return Counted(None, None, cue) if cue != "within" else Counted("within", anchor, cue)
        return Counted("within" if cue in ("within", "limit") else "after", anchor, cue)
    if cue == "rate":
        return Counted(None, None, cue)
    return Counted(_FORWARD.get(cue or "", "after"), anchor, cue)


def _by_front(after: str, cue: str | None, shape: Shape) -> Direction | None:
    """The direction where nothing follows that settles it."""
    if cue == "rate":
        return None
    if shape.ordinal or shape.anniversary:
        return "within" if cue == "within" else "after" if cue == "after" else None
    if cue in ("within", "in"):
        return "within"
    if cue in ("expiry", "after"):
        return "after"
    if cue == "notice":
        return "before"
    if cue in ("for", "limit", "over", "choice") or shape.possessive or _AT_MOST.match(after):
        return "for"
    return None


def _anchor(string: str, end: int, after: str, cue: re.Match[str]) -> Span | None:
    return anchor_at(
        string, end + cue.end() + (string[end + cue.end() : end + cue.end() + 1] == " "), end + len(after)
    )
