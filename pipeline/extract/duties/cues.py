"""The words that make a duty or a right: where they stand, and how they bind.

RE2 finds them over the whole text in one pass; what stands before and after is judged by the readers.
"""

from __future__ import annotations

import re
from functools import cache
from typing import Literal

from pipeline.frozen import dataclass
from pipeline.match.automaton import Automaton
from pipeline.model import Text

Modality = Literal["shall", "will", "may", "shall_not"]
# "to": a verb follows behind "to"; "payable": the subject is what is due; "has": a time to do something.
Shape = Literal["modal", "to", "payable", "has", "for", "required"]

_ADVERB = r"(?:(?:[a-z]{2,14}ly|hereby|also|further|then|each|otherwise|no longer|not|no|now)[ ,]{1,2}){0,2}"
_PROMISES = "(?:agree|covenant|undertake|promise|commit|contract)s?"
_AT_COST = "(?:, (?:at|in|for|on|upon) [a-z ]{2,50},)"  # "agrees, at its sole cost and expense, to"
_HELD = (
    "required|obligated|obliged|bound|entitled|permitted|authori[sz]ed|allowed|prohibited from|free|liable"
    "|responsible"
)
_HELD_RIGHT = (
    "(?:rights?(?: (?:and|or) (?:authority|obligation|power|option|privilege))?|option|obligations?|duty"
    "|responsibility|privilege|authority|discretion|power)"
)
_LENGTH = (
    "(?:up to )?(?:an additional )?[a-z0-9-]{1,14}(?: [a-z-]{2,9})?(?: ?[(][0-9]{1,3}[)])? (?:[a-z]{4,9} )?"
    "(?:days|hours|months|weeks|years)"
)
_PATTERNS = (
    "(?:shall|must|will|may|can ?not)",
    f"{_PROMISES}(?:,? (?:and )?{_PROMISES},?(?: and agrees?)?)?{_AT_COST}? (?:not )?to",
    f"(?:is|are) {_ADVERB}(?:{_HELD})(?: to| for)?",
    f"(?:has|have) (?:the|an?|no) (?:[a-z-]{{2,16}},? (?:and )?){{0,4}}?{_HELD_RIGHT}",
    "reserves? (?:to itself )?the (?:[a-z-]{2,16},? ){0,3}(?:right|option)",
    f"(?:is|are|becomes?|falls?|comes?) {_ADVERB}(?:immediately |forthwith )?(?:due|payable|owing)",
    f"(?:has|have) (?:until|{_LENGTH})",
    "(?:warrants|guarantees|guaranties) (?:the|its|all|each|every|against)",
)


@dataclass(frozen=True, slots=True)
class Cue:
    """One cue, `[start, end)`."""

    start: int
    end: int
    words: str  # in lower case, single spaces
    shape: Shape
    modality: Modality
    released: bool = False  # what need not be done


@cache
def _all() -> Automaton:
    return Automaton(rf"(?i:\b(?:{'|'.join(_PATTERNS)})\b)", "duties/cues.py")


class Cues:
    """The cues of a text, to be asked for in the order of the text."""

    def __init__(self, text: Text) -> None:
        self._string = text.string
        self._hits = _all().hits(text.folded)
        self._next = 0  # the first that lies behind what was asked about

    def between(self, start: int, end: int) -> list[Cue]:
        """The cues that begin in `[start, end)`."""
        found: list[Cue] = []
        hits, i = self._hits, self._next
        while i < len(hits) and (begin := hits[i][0]) < end:
            if begin >= start:
                cue = _read(self._string, begin, hits[i][1])
                if cue is not None:
                    found.append(cue)
            i += 1
        self._next = i
        return found


_WILL_NOUN = re.compile(
    r"(?:\b(?:at|last|good|free|the|his|her|own|any|of|and|or|ill)[ -]|[-])$", re.IGNORECASE
)
_OF_TESTAMENT = re.compile(
    r"\s?(?:and|or) (?:last )?(?:testament|codicil)|\s?,? or by|\s(?:of|[,.;)])", re.IGNORECASE
)
_MODAL: dict[str, Modality] = {"shall": "shall", "must": "shall", "will": "will", "may": "may"}
_PLAIN_MODAL: dict[str, Modality] = {"shall": "shall", "must": "shall", "may": "may"}  # and no other word


def _read(string: str, start: int, end: int) -> Cue | None:
    raw = string[start:end]
    modality = _PLAIN_MODAL.get(raw)
    if modality is not None:
        return Cue(start, end, raw, "modal", modality)
    words = raw.casefold()
    if words in _MODAL:
        if words == "may" and raw[0] == "M" and raw != "MAY":
            return None  # the month; no sentence begins with the verb
        if words == "will" and (
            raw == "Will"
            or _WILL_NOUN.search(string, max(0, start - 6), start)
            or _OF_TESTAMENT.match(string, end, end + 20)
        ):
            return None
        return Cue(start, end, words, "modal", _MODAL[words])
    if words.startswith("can"):
        return Cue(start, end, words, "modal", "shall_not")
    if words.endswith((" due", " payable", " owing")):
        return None if " not " in words else Cue(start, end, words, "payable", "shall")
    head = words.split(" ", 1)[0]
    if head in ("warrants", "guarantees", "guaranties"):
        return Cue(start, start, head, "to", "shall")
    if head in ("is", "are"):
        return _being(words, start, end)
    if head in ("has", "have") and words.endswith(("until", "days", "hours", "months", "weeks", "years")):
        return Cue(start, start + len(head), words, "has", "shall")
    if head in ("has", "have", "reserve", "reserves"):
        return _having(words, start, end)
    return Cue(start, end, words, "to", "shall_not" if " not to" in words else "shall")


_NEGATIVE = re.compile(r"\b(?:not|no longer)\b")
_HELD_TO = ("required", "obligated", "obliged", "bound")
_OF_DUTY = ("obligation", "obligations", "duty", "responsibility")


def _being(words: str, start: int, end: int) -> Cue | None:
    negative = _NEGATIVE.search(words) is not None
    if words.endswith((" for", "responsible", "liable")):
        return None if negative else Cue(start, end, words, "for", "shall")
    if "prohibited" in words:
        return Cue(start, end, words, "to", "shall_not")
    if any(held in words for held in _HELD_TO):
        if not words.endswith(" to"):
            return Cue(start, end, words, "required", "shall") if words.endswith("required") else None
        return Cue(start, end, words, "to", "may" if negative else "shall", released=negative)
    if not words.endswith(" to"):
        return None
    return Cue(start, end, words, "to", "shall_not" if negative else "may")


def _having(words: str, start: int, end: int) -> Cue:
    duty = words.endswith(_OF_DUTY)
    negative = words.startswith(("has no ", "have no "))
    if duty:
        return Cue(start, end, words, "to", "may" if negative else "shall", released=negative)
    return Cue(start, end, words, "to", "shall_not" if negative else "may")
