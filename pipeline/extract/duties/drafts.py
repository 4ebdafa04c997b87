"""One cue with its subject and its verb, judged: a duty, an open lead-in, or nothing."""

from __future__ import annotations

import re
from dataclasses import replace

from pipeline.extract.duties.actors import Actors
from pipeline.extract.duties.cues import Cue, Modality
from pipeline.extract.duties.subjects import Subject, named, subject_before
from pipeline.extract.duties.verb_phrases import VerbPhrase, verb_at, verb_phrase
from pipeline.extract.duties.verbs import VERBS
from pipeline.frozen import dataclass


@dataclass(frozen=True, slots=True)
class Draft:
    """A duty before its words are cut out. `subject` is None where nothing is known of it."""

    cue: Cue
    subject: Subject | None
    phrase: VerbPhrase
    begins: int  # where its own part of the sentence may begin at the latest
    shared: bool  # it has the subject of the verb before it
    rule: str
    lead: tuple[int, int] | None = None


_INVERTED = re.compile(
    r"(?:\b(?:in no (?:event|case|circumstances?)|under no (?:event|circumstances?)|at no time"
    r"|on no account|nor)\s*,?\s*$)",
    re.IGNORECASE,
)
# The last word of these, as a whole text, its title or its emphasis has it.
_INVERTS = tuple(
    form
    for word in "event case circumstance circumstances time account nor".split()
    for form in (word, word.title(), word.upper())
)
_WORD = re.compile(r"[\w'’&.-]+")
# "shall have been paid": a condition looked back upon.
_PERFECT = re.compile(r"(?:have|has) (?:\w+ly )?(?:been|had|[a-z]+(?:ed|en)|made|given|paid|sold|become)\b")
_HAS_MEANING = re.compile(
    r"(?:have|has) no liability|(?:have|has) (?:the|a|its|such) (?:same )?(?:\w+ )?(?:meanings?|effect)"
)
# What is said of every subject, so that none need be looked for.
_DECLARING = re.compile(
    r"\s(?:not )?(?:(?:also |thereby )?be (?:deemed|construed|governed|interpreted|considered)|mean"
    r"|constitute|survive|inure"
    r"|have the (?:same )?(?:respective )?(?:following )?meanings?)\b"
)
# "this Agreement may be terminated by either party": the party's right, though the Agreement is the subject.
_ENDED_BY = re.compile(
    r"\s(?:only\s|also\s)?be\s(?:sooner\s|earlier\s)?(?:terminated|cancel(?:l?ed)|rescinded|renewed|extended)"
    r"(?:,?\s[a-z]+){0,6}?\sby\s(?:the\s|either\s|any\s|each\s|both\s|one\s)?(?:[A-Z]|party\b|parties\b|side\b)"
)
_DECLARED = frozenset("mean constitute survive inure prevail govern supersede supercede extinguish".split())
_DECLARED_OF_THINGS = frozenset(
    """
    deemed construed governed interpreted defined considered treated computed calculated determined
    based measured binding severed incorporated superseded given-effect limited affected impaired
    construed prorated adjusted increased reduced effected enforceable
    """.split()
)
_NEVER = frozenset(
    "deemed construed governed interpreted defined considered severed superseded taken read".split()
)
# What a document must say or be like is somebody's duty, though a thing is the subject.
_OF_CONTENT = frozenset(
    "state contain specify describe comply conform bear cover include set meet list identify provide".split()
)
_NAMING_NOTHING = frozenset("there this that these those what such same".split())
_IS_LIKE = frozenset("deemed subject effective a an the in as construed no considered of".split())
_PAYABLE = re.compile(r"\s(?:[a-z]+ly )?(?:due|payable|owing)\b")
_LIKE = re.compile(r"\s(?:[a-z]+ly )?(?P<word>[a-z]+)")
_DURATION = re.compile(
    r"\s(?:until\b|(?:up to |an additional |a period of "
    r"|a further )?[a-z0-9-]{1,14}(?:\s[a-z-]{2,9})?(?:\s?\(\d{1,3}\))?\s(?:[a-z]{4,9}\s)?(?:days|hours"
    r"|months|weeks|years)\b)",
    re.IGNORECASE,
)
_TO_VERB = re.compile(r"\s(?:in which |within which |time )?to (?:[a-z]+ly )?(?P<verb>[a-z]+)\b")
_OF_CHOICE = frozenset(
    "cure remedy object elect exercise accept review respond dispute contest decide appeal inspect"
    " reject".split()
)


def draft(string: str, low: int, end: int, cue: Cue, actors: Actors) -> Draft | None:
    """What the cue says, in the sentence `[low, end)`; None where it makes no duty and no lead-in."""
    if cue.shape == "modal" and (begins := _inverts(string, low, cue.start)) is not None:
        return _inverted(string, begins, end, cue, actors)
    if cue.shape == "modal" and _DECLARING.match(string, cue.end, end):
        return None
    subject = subject_before(string, low, cue.start, actors)
    if subject.role == "subordinate":
        return None
    named_itself = subject.role == "own" and not subject.pronoun and subject.kind in ("agreement", "nothing")
    if named_itself and (subject.kind == "nothing" or not _ENDED_BY.match(string, cue.end, end)):
        return None
    if subject.name.casefold() in _NAMING_NOTHING:
        return None
    if cue.shape == "has":
        return _has_time(string, end, cue, subject, cue.end)
    if cue.shape in ("payable", "required"):
        if subject.role not in ("own", "relative") or subject.kind != "thing":
            return None
        phrase = VerbPhrase(cue.modality, cue.start, cue.words, "be", rest=cue.end)
        return Draft(cue, subject, phrase, _begins(subject, cue), shared=False, rule=cue.shape)
    phrase = verb_phrase(string, cue, end)
    if (
        subject.role == "relative"
        and phrase.kind != "passive"
        and not string.startswith("who", cue.start - 4)
    ):
        return None  # ", which will include …" describes
    if cue.words.startswith("can") and (subject.kind != "actor" or phrase.kind != "active"):
        return None
    if subject.negative:
        phrase = replace(phrase, modality="shall_not") if not phrase.released else phrase
    if phrase.kind == "have" and phrase.verb is not None and _DURATION.match(string, phrase.rest, end):
        return _has_time(string, end, cue, subject, phrase.rest)
    if phrase.verb is not None and declares(string, phrase, thing=_is_thing(subject)):
        return None
    rule = phrase.kind if phrase.kind in ("passive", "be") else cue.shape
    return Draft(
        cue, subject, phrase, _begins(subject, cue), shared=subject.role in ("shared", "none"), rule=rule
    )


def _inverts(string: str, low: int, cue: int) -> int | None:
    """Where the words before the cue begin that put the subject behind it: "in no event shall"."""
    last = cue - 1  # mostly a word ends here
    if not string[last - 1 : last].isalpha():
        last = low + len(string[low:cue].rstrip(" ,\n\t"))
    if not string.endswith(_INVERTS, low, last):
        return None
    low = max(low, cue - 30)
    found = _INVERTED.search(string, low, cue)
    return found.start() if found else None


def _begins(subject: Subject, cue: Cue) -> int:
    if subject.role == "relative":
        return subject.end
    return subject.start if subject.role == "own" else cue.start


def _inverted(string: str, begins: int, end: int, cue: Cue, actors: Actors) -> Draft | None:
    """A prohibition with its subject behind the modal: "in no event shall the Company be liable"."""
    for word in _WORD.finditer(string, cue.end, min(end, cue.end + 160)):
        if word.group() in VERBS or word.group() in ("be", "have"):
            if word.start() <= cue.end + 2:
                return None
            subject = named(string, cue.end + 1, word.start() - 1, actors)
            return _forbidden(string, begins, end, cue, subject, word.start())
    return None


def _forbidden(string: str, begins: int, end: int, cue: Cue, subject: Subject, verb: int) -> Draft | None:
    phrase = verb_at(string, verb, end, VerbPhrase("shall_not", None))
    if subject.kind in ("agreement", "nothing") or phrase.verb is None:
        return None
    if declares(string, phrase, thing=_is_thing(subject)):
        return None
    return Draft(cue, subject, phrase, begins, shared=False, rule="inverted")


def _has_time(string: str, end: int, cue: Cue, subject: Subject, at: int) -> Draft | None:
    """A verb behind the time for it: "has twenty days after notice to cure"."""
    if subject.kind != "actor" and subject.role not in ("shared", "none"):
        return None
    for found in _TO_VERB.finditer(string, at, min(end, at + 300)):
        if found["verb"] in VERBS:
            modality: Modality = "may" if found["verb"] in _OF_CHOICE else "shall"
            phrase = VerbPhrase(modality, found.start("verb"), found["verb"], rest=found.end())
            return Draft(
                cue, subject, phrase, _begins(subject, cue), shared=subject.role != "own", rule="has"
            )
    return None


def _is_thing(subject: Subject) -> bool:
    """Whether the cue has a thing as the subject of its own."""
    return subject.kind == "thing" and subject.role in ("own", "relative")


def declares(string: str, phrase: VerbPhrase, *, thing: bool) -> bool:
    """Whether the clause says what something, or a `thing`, is or means, and obliges nobody."""
    if phrase.word in _DECLARED:
        return True
    if phrase.word in ("have", "has") and phrase.verb is not None:
        if _PERFECT.match(string, phrase.verb) or _HAS_MEANING.match(string, phrase.verb):
            return True
        return thing
    if phrase.kind == "passive":
        if phrase.participle in _NEVER:
            return True
        return phrase.participle in _DECLARED_OF_THINGS and thing
    if thing and phrase.word in ("fall", "become", "come") and _PAYABLE.match(string, phrase.rest):
        return False
    if phrase.kind == "be":
        if thing and phrase.modality == "shall_not":
            return True
        if thing and (_PAYABLE.match(string, phrase.rest) or string.startswith(" in writing", phrase.rest)):
            return False
        like = _LIKE.match(string, phrase.rest)
        word = like["word"] if like else ""
        if thing:
            return True
        return word in _IS_LIKE
    if thing:
        return phrase.word not in _OF_CONTENT
    return phrase.word == "survive"
