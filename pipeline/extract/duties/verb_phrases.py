"""What a cue binds to: the verb behind it, whether it is passive, and whether a "not" stands before it."""

from __future__ import annotations

import re
from typing import Literal

from pipeline.extract.duties.cues import Cue, Modality
from pipeline.extract.duties.verbs import VERBS, is_participle
from pipeline.frozen import dataclass

_ADVERBIAL_LONGEST = 160  # characters
_ASIDE = 600  # characters of an aside between the cue and its verb that are looked at
# The first words of what may stand between a modal and its verb; any other word is the verb.
_LEADS_ON = re.compile(
    r"[a-z]+ly\b|(?:also|then|there|here|forth|further|instead|either|both|first|next|like|at|from|in|upon|as|if|to|have|has"
    r"|be|use|take|do|so|not|never|under|no)\b|thereafter|thereupon|hereby|forthwith|likewise"
)
# "shall pay": mostly the verb comes at once; these words, and adverbs, are what has to be looked into.
_PLAIN_VERB = re.compile(r"\s(?P<no>not\s)?(?P<verb>[a-z]{2,})(?=\s(?P<behind>[a-z]*))")
_HOLDING = frozenset(  # behind "be"
    """
    prohibited precluded restricted enjoined entitled permitted allowed authorized authorised required
    obligated obliged bound free hereby also then further jointly
    """.split()
)
_NOT_PLAIN = frozenset(
    """
    also then there here forth further instead either both first next like at from in upon as if to have
    has be use take do so not never under no thereafter thereupon hereby forthwith likewise within on with
    by after following the later been is are
    """.split()
)
_BEFORE_VERB = re.compile(
    r"(?:(?!jointly (?:and|,? or) severally|severally (?:and|but))(?!(?:ap|sup|com|re|im"
    r"|multi)ply\b|rely\b)[a-z]+ly|also|then|so|thereafter|thereupon|hereby|forthwith|further|instead"
    r"|either|both|first|next|likewise|jointly(?: and|,? or) severally|severally (?:and|but) not jointly"
    r"|at (?:all times?|any time|its|their|his|her|no time)(?: and from time to time)?(?: (?:own|sole"
    r"|and|cost|expense|expenses"
    r"|option|election|discretion|risk)){0,6}"
    r"|from time to time|in good faith|in (?:its|their|his|her) (?:sole|absolute"
    r"|reasonable)? ?(?:discretion|judgment|opinion)"
    r"|upon (?:the )?(?:written )?(?:request|demand)|as soon as (?:reasonably )?(?:practicable|possible)"
    r"|in addition|if (?:so )?(?:requested|required|necessary)|in turn|as promptly as (?:practicable"
    r"|possible)|to"
    r"|(?:have|has) (?:the|a|an) (?:[a-z-]+ ){0,4}(?:right|option|obligation|duty|responsibility|power"
    r"|authority|privilege|discretion)(?=,? (?:to|at|upon|in|but)\b)"
    r"|be (?:hereby |also |then |further |jointly and severally |[a-z]+ly )?(?:entitled|permitted"
    r"|allowed|authorized|authorised|required|obligated|obliged|bound|free) to\b"
    r"|use (?:its|their|his|her|our|your|all|the|such|commercially|reasonable"
    r"|best)[^,;:.()]{0,60}?\b(?:efforts|endeavou?rs|diligence) to\b"
    r"|take (?:all )?(?:such )?(?:reasonable |necessary )*(?:actions?|steps) (?:reasonably )?necessary to\b"
    r"|do (?:the following|each of the following)(?=\W))(?![\w-])"
)
_PREPOSITION = re.compile(r"(?:for|with|without|on|by|during|under|through|as|in|at|of|and)\b")
_NOT = re.compile(r"(?:not|never|under no circumstances|in no event|at no time)\b|no longer\b")
_NO = re.compile(
    r"have no (?:further )?(?:[a-z]+ )?(?P<what>obligations?|duty|responsibility|right|authority|power)\b"
    r"(?: (?:or|and) [a-z]+)?(?= to\b)"
)
_FROM = re.compile(r"be (?:[a-z]+ )?(?:prohibited|precluded|restricted|enjoined) from\s")
_HELD = frozenset("entitled permitted obligated obliged required authorized authorised bound".split())
_LABEL = re.compile(r"\((?:[A-Za-z]|[ivxIVX]{1,5}|\d{1,2})\)\s?")
_MAY = re.compile(
    r"entitled|permitted|allowed|authori[sz]ed|free|right|option|power|authority|privilege|discretion"
)
_MUST = re.compile(r"required|obligated|obliged|bound|obligation|duty|responsibility")
_ENTITLED = re.compile(r"be (?:[a-z]+ly |also |then )?entitled to (?P<noun>[A-Za-z]+)")
_VERBAL = VERBS | frozenset("be have not immediately promptly at only either also".split())
_WORD = re.compile(r"[A-Za-z][a-z-]*[a-z]|[A-Z]{2,}")
_PASSIVE = re.compile(
    r"(?:have |has )?(?:be|been|being|is|are)\s(?:(?:[a-z]+ly|also|then|so|thereupon|first|each|not"
    r"|hereby),?\s){0,3}"
    r"(?:\((?:[a-z]|[ivx]{1,4})\)\s)?(?P<participle>[a-z]+)"
    r"(?:(?:,? (?:and|or|nor|and/or)|,)\s(?P<second>[a-z]+ed|made|sent|given|paid|sold|withheld)\b)*",
)
_CANDIDATE = re.compile(
    r"[,)]\s(?:(?:and|or|then|also|not|(?!(?:ap|sup|com|re|im|multi)ply\b|rely\b)[a-z]+ly"
    r"|\(\w{1,3}\))\s){0,2}(?P<verb>[a-z-]+)(?=[\s,;:.])"
)
_BRACKET = re.compile(r"\((?:[^()]|\([^()]{0,60}\)){0,400}\)")
# "may on two days' notice examine the books": an adverbial that no comma parts from the verb behind it.
_ADVERBIAL = re.compile(r"(?:within|on|upon|with|by|after|following|(?:not|no) later than)\s")
_ADVERBIAL_END = re.compile(r",(?!\s\d{4}\b)|[;:]|\.\s|$")
_VERB_WITH_OBJECT = re.compile(
    r"(?<=\s)(?P<verb>[a-z]{3,})(?=\s(?:the|an?|any|all|each|every|such|its|their|his|her|written|notice|[A-Z$]))"
)
_BEHIND_COMMA = re.compile(r",\s(?P<verb>[a-z]+)\b")
_NO_VERB_BEHIND = re.compile(
    r"\b(?:the|an?|any|all|each|such|its|their|his|her|of|to|for|by|with|in|on|written|prior|and|or)\s$"
)
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


def verb_phrase(string: str, cue: Cue, end: int) -> VerbPhrase:
    """The verb phrase that the cue opens, before `end`."""
    if cue.shape == "for":
        return VerbPhrase(cue.modality, cue.start, "be", "be", rest=cue.end, released=cue.released)
    at, modality, released = cue.end, cue.modality, cue.released
    plain = _PLAIN_VERB.match(string, at, end)
    if plain is not None:
        _, word, behind = plain.groups()
        begins, forbids = plain.start("verb"), plain["no"] is not None and not released
        said: Modality = "shall_not" if forbids else modality
        if word == "be" and behind and behind not in _HOLDING and not behind.endswith("ly"):
            return verb_at(string, begins, end, VerbPhrase(said, None, released=released))
        if word not in _NOT_PLAIN and not word.endswith("ly"):
            return VerbPhrase(said, begins, word, rest=plain.end("verb"), released=released)
    for _ in range(24):
        if at < end and string[at].isspace():
            at += 1
        elif string.startswith((",", "(", "—", "–"), at) and at < end:
            label = _LABEL.match(string, at, end)
            past = label.end() if label else past_aside(string, at, end)
            if past is None:
                return VerbPhrase(modality, None, released=released)
            at = past
        elif (
            string[at - 1 : at] == " "
            and string[at - 2 : at - 1] == ","
            and _PREPOSITION.match(string, at, end)
        ):
            past = past_aside(string, at, end)  # "shall, directly or indirectly, for itself, own"
            if past is None:
                break
            at = past
        elif (past := _past_adverbial(string, at, end)) is not None:
            at = past
        elif not _LEADS_ON.match(string, at, end):
            break
        elif found := _NO.match(string, at, end):
            at, released = found.end(), found["what"].startswith(("obl", "dut", "resp"))
            modality = "may" if released else "shall_not"
        elif found := _FROM.match(string, at, end):
            at, modality = found.end(), _other(modality)
        elif found := _NOT.match(string, at, end):
            at, modality = found.end(), modality if released else "shall_not"
        elif (found := _ENTITLED.match(string, at, end)) and found["noun"] not in _VERBAL:
            # "be entitled to a refund": what follows is no verb.
            modality = "shall_not" if modality == "shall_not" else "may"
            return VerbPhrase(modality, at, "be", "be", rest=found.end("noun"), released=released)
        elif found := _BEFORE_VERB.match(string, at, end):
            at = found.end()
            if found.group().startswith(("be ", "have ", "has ")):
                modality, released = _turned(modality, found.group(), released=released)
        else:
            break
    return verb_at(string, at, end, VerbPhrase(modality, None, released=released))


def verb_at(string: str, at: int, end: int, phrase: VerbPhrase) -> VerbPhrase:
    """`phrase` with the verb that stands at `at`, where one does."""
    word = _WORD.match(string, at, end)
    if word is None or _OPEN.match(string, at, end):
        return phrase
    low, modality, released = word.group().casefold(), phrase.modality, phrase.released
    if low not in ("be", "have", "been", "is", "are", "has"):
        return VerbPhrase(modality, at, low, rest=word.end(), released=released)
    passive = _PASSIVE.match(string, at, end)
    if passive and passive["participle"] in _HELD:
        return VerbPhrase(modality, at, low, "be", rest=passive.end(), released=released)
    if passive and is_participle(passive["participle"]):
        return VerbPhrase(modality, at, low, "passive", passive["participle"], passive.end(), released)
    kind: Literal["be", "have"] = "have" if low in ("have", "has") else "be"
    return VerbPhrase(modality, at, low, kind, rest=word.end(), released=released)


def _other(modality: Modality) -> Modality:
    """What "be prohibited from" makes of a modal: "shall not be prohibited from" leaves the choice."""
    return "may" if modality == "shall_not" else "shall_not"


def _turned(modality: Modality, words: str, *, released: bool) -> tuple[Modality, bool]:
    """What "be required to" and the like make of the modal before them, and whether they release."""
    negative = modality == "shall_not"
    if _MUST.search(words):
        # "shall not be required to": a duty is kept away, and nothing is forbidden.
        return ("may", True) if negative else (modality, released)
    return ("may" if _MAY.search(words) and not negative else modality), released


def _past_adverbial(string: str, at: int, end: int) -> int | None:
    """Where the verb stands behind an adverbial without commas; None where none begins at `at`."""
    if _ADVERBIAL.match(string, at, end) is None:
        return None
    stop = _ADVERBIAL_END.search(string, at, min(end, at + _ADVERBIAL_LONGEST))
    close = stop.start() if stop is not None else min(end, at + _ADVERBIAL_LONGEST)
    for found in _VERB_WITH_OBJECT.finditer(string, at, close):
        begins = found.start()
        if found["verb"] in VERBS and not _NO_VERB_BEHIND.search(string, max(at, begins - 10), begins):
            return begins
    behind = _BEHIND_COMMA.match(string, close, end)  # "shall (x) within ten days after that, give notice"
    return behind.start("verb") if behind is not None and behind["verb"] in VERBS else None


def past_aside(string: str, at: int, end: int) -> int | None:
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
