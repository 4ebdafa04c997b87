"""What a cue binds to: the verb behind it, whether it is passive, and whether a "not" stands before it."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from typing import Literal

from pipeline.extract.duties.cues import Cue, Modality
from pipeline.extract.duties.verbs import VERBS, is_participle

_ASIDE = 600  # characters of an aside between the cue and its verb that are looked at
_BEFORE_VERB = re.compile(
    r"\s+|(?:(?!(?:ap|sup|com|re|im|multi)ply\b|rely\b)[a-z]+ly|also|then|thereafter|thereupon|hereby|forthwith|further|instead|either|both|first|next|likewise"
    r"|at (?:all times?|any time|its|their|his|her|no time)(?: and from time to time)?(?: (?:own|sole|and|cost|expense|expenses"
    r"|option|election|discretion|risk)){0,6}"
    r"|from time to time|in good faith|in (?:its|their|his|her) (?:sole|absolute|reasonable)? ?(?:discretion|judgment|opinion)"
    r"|upon (?:the )?(?:written )?(?:request|demand)|as soon as (?:reasonably )?(?:practicable|possible)"
    r"|in addition|if (?:so )?(?:requested|required|necessary)|in turn|as promptly as (?:practicable|possible)|to"
    r"|(?:have|has) (?:the|a|an) (?:[a-z-]+ ){0,4}(?:right|option|obligation|duty|responsibility|power|authority|privilege)(?=,? (?:to|at|upon|in|but)\b)"
    r"|be (?:hereby |also |then |further |jointly and severally |[a-z]+ly )?(?:entitled|permitted|allowed|authorized|authorised|required|obligated|obliged|bound|free) to\b"
    r"|use (?:its|their|his|her|our|your|all|the|such|commercially|reasonable|best)[^,;:.()]{0,60}?\b(?:efforts|endeavou?rs|diligence) to\b"
    r"|take (?:all )?(?:such )?(?:reasonable |necessary )*(?:actions?|steps) (?:reasonably )?necessary to\b"
    r"|do (?:the following|each of the following)(?=\W))(?![\w-])"
)
_NOT = re.compile(r"(?:not|never|under no circumstances|in no event|at no time)\b,?\s?|no longer ")
_NO = re.compile(
    r"have no (?:further )?(?:[a-z]+ )?(?P<what>obligations?|duty|responsibility|right|liability|authority|power)\b(?P<to> to\b)?"
)
_FROM = re.compile(r"be (?:[a-z]+ )?(?:prohibited|precluded|restricted|enjoined) from\s")
_LABEL = re.compile(r"\((?:[A-Za-z]|[ivxIVX]{1,5}|\d{1,2})\)\s?")
_MAY = re.compile(r"entitled|permitted|allowed|authori[sz]ed|free|right|option|power|authority|privilege")
_MUST = re.compile(r"required|obligated|obliged|bound|obligation|duty|responsibility")
_ENTITLED = re.compile(r"be (?:[a-z]+ly |also |then )?entitled to (?P<noun>[A-Za-z]+)")
_VERBAL = VERBS | frozenset("be have not immediately promptly at only either also".split())
_WORD = re.compile(r"[A-Za-z][a-z-]*[a-z]|[A-Z]{2,}")
_PASSIVE = re.compile(
    r"(?:have |has )?(?:be|been|being|is|are)\s(?:(?:[a-z]+ly|also|then|so|thereupon|first|each|not|hereby),?\s){0,3}"
    r"(?:\((?:[a-z]|[ivx]{1,4})\)\s)?(?P<participle>[a-z]+)"
    r"(?:(?:,? (?:and|or|nor|and/or)|,)\s(?P<second>[a-z]+ed|made|sent|given|paid|sold|withheld)\b)*",
)
_CANDIDATE = re.compile(
    r"[,)]\s(?:(?:and|or|then|also|not|(?!(?:ap|sup|com|re|im|multi)ply\b|rely\b)[a-z]+ly|\(\w{1,3}\))\s){0,2}(?P<verb>[a-z-]+)(?=[\s,;:.])"
)
_BRACKET = re.compile(r"\([^()]{0,400}\)")
_OPEN = re.compile(r"[\s,:—–-]*(?:the following)?[\s:—–-]*$")


@dataclass(frozen=True, slots=True)
class VerbPhrase:
    """The verb of a cue: `verb` is where it begins, `None` where the sentence ends before one comes.

    `kind` "active", "passive", or "be" with what follows; `participle` is the one of a passive.
    """

    modality: Modality
    verb: int | None
    word: str = ""
    kind: Literal["active", "passive", "be", "have"] = "active"
    participle: str = ""
    rest: int = 0  # where the words behind the verb (or its participles) begin
    released: bool = False
    bracketed: bool = False  # a label stands before it: "shall (a) file"


def verb_phrase(string: str, cue: Cue, end: int) -> VerbPhrase:
    """The verb phrase that the cue opens, before `end`."""
    at, phrase = cue.end, VerbPhrase(cue.modality, None, released=cue.released)
    if cue.shape == "for":
        return replace(phrase, verb=cue.start, word="be", kind="be", rest=cue.end)
    for _ in range(12):
        if found := _NO.match(string, at, end):
            what, at = found["what"], found.end()
            free = what.startswith(("obl", "dut", "resp", "liab"))
            phrase = replace(phrase, modality="may" if free else "shall_not", released=free)
        elif found := _FROM.match(string, at, end):
            at, phrase = found.end(), replace(phrase, modality="shall_not")
        elif found := _NOT.match(string, at, end):
            at, phrase = found.end(), _negated(phrase)
        elif (found := _ENTITLED.match(string, at, end)) and found["noun"] not in _VERBAL:
            # "be entitled to a refund": what follows is no verb.
            modality: Modality = "shall_not" if phrase.modality == "shall_not" else "may"
            rest = found.start("noun") - 1
            return replace(phrase, modality=modality, verb=at, word="be", kind="be", rest=rest)
        elif found := _BEFORE_VERB.match(string, at, end):
            at, phrase = found.end(), _turned(phrase, found.group())
        elif found := _LABEL.match(string, at, end):
            at, phrase = found.end(), replace(phrase, bracketed=True)
        elif string.startswith((",", "(", "—", "–"), at) and at < end:
            past = _past_aside(string, at, end)
            if past is None:
                return phrase
            at = past
        else:
            break
    return verb_at(string, at, end, phrase)


def verb_at(string: str, at: int, end: int, phrase: VerbPhrase) -> VerbPhrase:
    """`phrase` with the verb that stands at `at`, where one does."""
    word = _WORD.match(string, at, end)
    if word is None or _OPEN.match(string, at, end):
        return phrase
    low = word.group().casefold()
    if low in ("be", "have", "been", "is", "are", "has"):
        passive = _PASSIVE.match(string, at, end)
        if passive and is_participle(passive["participle"]):
            return replace(
                phrase,
                verb=at,
                word=low,
                kind="passive",
                participle=passive["participle"],
                rest=passive.end(),
            )
        kind: Literal["be", "have"] = "have" if low in ("have", "has") else "be"
        return replace(phrase, verb=at, word=low, kind=kind, rest=word.end())
    return replace(phrase, verb=at, word=low, rest=word.end())


def _negated(phrase: VerbPhrase) -> VerbPhrase:
    if phrase.released:
        return phrase
    return replace(phrase, modality="shall_not")


def _turned(phrase: VerbPhrase, words: str) -> VerbPhrase:
    """What "be required to" and the like make of the modal before them."""
    if not words.startswith(("be ", "have ", "has ")):
        return phrase
    negative = phrase.modality == "shall_not"
    if _MUST.search(words):
        # "shall not be required to": a duty is kept away, and nothing is forbidden.
        return replace(phrase, modality="may", released=True) if negative else phrase
    return phrase if negative or not _MAY.search(words) else replace(phrase, modality="may")


def _past_aside(string: str, at: int, end: int) -> int | None:
    """Where the verb stands behind an aside: "shall, within ten days after notice, file"."""
    if string[at] == "(":
        bracket = _BRACKET.match(string, at, end)
        return bracket.end() if bracket else None
    limit = min(end, at + _ASIDE)
    first: int | None = None
    here = at + 1
    while (found := _CANDIDATE.search(string, here, limit)) is not None:
        if first is None and string[found.start()] == ",":
            first = found.start("verb")
        if found["verb"] in VERBS or found["verb"] in ("be", "have"):
            return found.start() + 1
        here = found.start() + 1
    # An aside without a comma at its end: "shall, promptly after notice give the Holder".
    close = string.find(",", at + 1, limit)
    return close + 1 if close > 0 and first is not None else None
