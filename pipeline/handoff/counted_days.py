"""Which of its two ends a default is counted with: the day missed, and the day of the cure.

The words are taken in short pieces, each of which speaks of one end: "from the day after the Filing Date",
"to and including the day on which it is filed", "the last is the day before". What a piece speaks of is told
by its own first words, or by the event it names, or else by the piece before it.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Final, Literal

_PIECES: Final = re.compile(
    r"[,;.]\s|\s(?=(?:and|but|nor|or\sends?|until|through|thru|till|ending|up\sto)\b)"
    r"|(?<!up)(?<!prior)(?<!next)(?<!pursuant)(?<!preceding)\s(?=to(?:,|\s(?:and|but|the|that|such|its|which"
    r"|inclu\w+|exclu\w+))(?!\w))",
    re.IGNORECASE,
)
_UP_TO: Final = re.compile(r"(?:and\s|but\s)?(?:until|through|thru|till|ending|up\sto|to)\b", re.IGNORECASE)
_FIRST: Final = re.compile(
    r"\b(?:first|former|begin\w*|began|start\w*|commenc\w+|from|runs?\sfrom|follow(?:s|ing)|anniversar\w+)\b",
    re.IGNORECASE,
)
_LAST: Final = re.compile(
    r"\b(?:last|latter|ends?|ended|stops?|ceases?|closes?|terminates?|terminating|finish\w*|over|at\san\send"
    r"|precedes?|runs?\suntil)\b",
    re.IGNORECASE,
)
# "The last day allowed" is the day missed, and no end; "the day last mentioned" neither.
_LAST_ALLOWED: Final = re.compile(
    r"\blast\s(?:day|date)\s(?:\w+\s){0,2}?(?:allowed|permitted|for|on\swhich|by|so\s|of\sthe\s(?:period|time)|mentioned"
    r"|required|set|fixed|stated|available)|\bday\slast\s\w+|\bfirst\s(?:day\s)?(?:mentioned|above)",
    re.IGNORECASE,
)
# The first days, in the plural, are those that cost nothing.
_FIRST_DAYS: Final = re.compile(r"\bfirst\s(?:\w+\s){0,3}?days\b", re.IGNORECASE)
_CURED: Final = re.compile(r"\b(?:cur(?:e[sd]?|ing)|remed\w+)\b", re.IGNORECASE)
_MISSED: Final = re.compile(
    r"\bmiss\w*|\bnot\s(?:so\s)?(?:met|filed|declared|kept|observed)\b|\bdue\b|\brequired\b|\ballowed\b|\bpermitted\b"
    r"|\bdeadline|\b(?:Filing|Effectiveness|Effective|Event|Default|Target|Required|Penalty)\s(?:Due\s)?Date\b"
    r"|\b(?:day|date|time)\s(?:so\s)?(?:set|fixed|stated|specified|named|prescribed|provided|established)\b"
    r"|\boccur\w*|\bshould\shave\b|\bwas\sto\b",
    re.IGNORECASE,
)
_MET: Final = re.compile(
    r"\b(?:fil(?:ed|es|ing)|declared|effective\w*|perform\w*|met|acts?|acted|compli\w+|made|done|taken|occasion\sends?"
    r"|(?:failure|default|delay|lateness|Event)\s(?:is\sover|ends?|ceases?))\b",
    re.IGNORECASE,
)
_BOTH: Final = re.compile(r"\bboth\b", re.IGNORECASE)
_NOT_COUNTED: Final = re.compile(
    r"\b(?:neither|nor|excluding|exclud\w+|exclusive|left\sout|disregarded|without\s(?:counting|including))\b"
    r"|\bnot\b(?:\s\w+){0,3}?\s(?:count\w*|includ\w+)|\b(?:is|are|shall)\snot$"
    r"|\bnot\s(?:an?\s|one\sof\sthe\s)?days?\sof\b"
    r"|\bnot\sthe\s(?:first|last|former|latter|day|date)\b",
    re.IGNORECASE,
)
_DAY_AFTER: Final = re.compile(
    r"\bday (?:\w+ ){0,2}?(?:after|following|next|succeeding)\b|\bdate (?:\w+ )?(?:following|after)\b"
    r"|\bnext (?:\w+ )?day\b|\bfollowing (?:\w+ )?day\b|\bday thereafter\b|\bfollows\b"
    r"|\b(?:comes?|falls?|are|is) after\b|^(?:number of )?days after\b"
    r"|^(?:(?:each |every |any )?days? )?(?:after|following) (?:the|such|that|its) "
    r"(?!(?:end|expir\w+|lapse)\b)"
    r"|\bat the (?:end|close|expiry|expiration) of the (?:day|date)\b"
    r"|\b(?:default|failure|event)s?\b[^.;]{0,40}\boccur|\b(?:Event|Default) Date\b",
    re.IGNORECASE,
)
_DAY_BEFORE: Final = re.compile(
    r"\b(?:day|date) (?:\w+ ){0,2}?(?:before|preceding|prior to|previous to)\b|\bprecedes?\b|\beve of\b",
    re.IGNORECASE,
)
_COUNTED: Final = re.compile(
    r"\b(?:through|thru|inclu\w+|counted|counts?|counting)\b"
    r"|\b(?:ending|ends?|stops?|closes?|terminates?|ceases?)\b (?:on|with|at the (?:end|close) of)\b"
    r"|\b(?:does|shall|will)$"
    r"|\blast\b(?:[^.;]{0,40}?\b(?:is|being|shall be)\b)?|\bboth\b",
    re.IGNORECASE,
)


@dataclass(frozen=True, slots=True)
class CountedDays:
    """The first day of a default that counts, and whether the day of its cure does.

    `ends_before` is true where the agreement says itself that the day of the cure does not.
    """

    first_day: Literal["deadline", "day_after"]
    through_cure: bool
    ends_before: bool


def counted_days(counting: str) -> CountedDays:
    """What the words on counting say of both ends; of an end they do not speak of, the usual.

    Usually a default is counted from the missed day itself up to its cure, the day of the cure left out.
    """
    begins, ends = _of_both(counting)
    after = _DAY_AFTER.search(begins) or _NOT_COUNTED.search(begins)
    before = _DAY_BEFORE.search(ends) or _NOT_COUNTED.search(ends)
    return CountedDays(
        "day_after" if after else "deadline", bool(_COUNTED.search(ends)) and not before, before is not None
    )


def _of_both(counting: str) -> tuple[str, str]:
    """The words on the first day and those on the last."""
    begins: list[str] = []
    ends: list[str] = []
    of = begins
    for piece in _PIECES.split(counting.replace("(", "").replace(")", "")):
        words = _LAST_ALLOWED.sub(" allowed ", piece)
        if _FIRST_DAYS.search(words):
            continue
        if _UP_TO.match(words):
            of = ends
        elif _FIRST.search(words):
            of = begins
        elif _LAST.search(words) or _CURED.search(words):
            of = ends
        elif _MISSED.search(words):
            of = begins
        elif _MET.search(words):
            of = ends
        of.append(words)
        if _BOTH.search(words) and of is begins:  # "both the day missed and the day of the cure count"
            ends.append("both")
    return " ".join(begins), " ".join(ends)
