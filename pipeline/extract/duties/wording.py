"""A draft in the words of the term sheet."""

from __future__ import annotations

import re
from collections.abc import Sequence

from pipeline.expressions import Duty
from pipeline.extract.duties.actions import (
    action_span,
    action_words,
    agent,
    obligee,
    participles,
    passive_words,
    plain,
)
from pipeline.extract.duties.actors import Actors
from pipeline.extract.duties.drafts import Draft
from pipeline.extract.duties.implied import implied_obligor
from pipeline.extract.duties.subjects import Subject
from pipeline.model import Text
from pipeline.spans import Span

_POSSESSOR = re.compile(
    r"(?:the |each |any |such )?(?P<who>[A-Z][\w&-]*(?: [A-Z][\w&-]*){0,2})['’]s? (?P<what>[a-z"
    r" ]*(?:notice|request|obligations?|"
    r"consent|approval|payment|performance|election|demand|decision|response|report|certificate))\b"
)
_NO_TIME_SUBJECT = re.compile(r"\b(?:payments?)$", re.IGNORECASE)
_BY = re.compile(r"\s(?:[a-z]+\s){0,4}?by\s(?:(?:each|the|such|any)\s){0,2}")
_DONE = frozenset("made given submitted delivered sent effected filed provided furnished".split())
_BECOMES = ("be", "fall", "become", "come")
_OPENING = re.compile(r"(?:^|[.):;\n\d]\s?)$")


def worded(
    text: Text,
    sentence: Span,
    clause: str | None,
    one: Draft,
    extent: Span,
    conditions: Sequence[tuple[Span, bool]],
    actors: Actors,
) -> Duty | None:
    """The duty that a draft makes, or None where no words are left of it."""
    string, phrase, subject = text.string, one.phrase, one.subject
    assert phrase.verb is not None
    negative = phrase.modality == "shall_not" or phrase.released
    by: Span | None = None
    obligor, owed = _name(subject), None
    thing = subject is not None and subject.kind == "thing"
    if one.rule in ("payable", "required") or (
        thing and phrase.word in _BECOMES and phrase.kind != "passive"
    ):
        span, action = _be(string, one, negative=negative)
        by = agent(string, phrase.rest, extent.end, actors)  # "is payable by Purchaser"
        if by and not _BY.fullmatch(string, phrase.rest, by.start):
            by = None
        obligor = string[by.start : by.end] if by else None
    elif phrase.kind == "passive":
        span = action_span(string, phrase, extent.end)
        # What "must be received by the Company" is not the Company's to send.
        by = agent(string, phrase.rest, extent.end, actors) if phrase.participle != "received" else None
        complement = string[phrase.rest : span.end].strip()
        if by and by.start < span.end:
            complement = (
                string[phrase.rest : max(phrase.rest, by.start - 3)].strip().removesuffix("by").strip()
            )
        complement = re.sub(r"^(?:to|by) .*", "", complement)
        name = _as_object(subject, string) if not (one.shared and owed_to(subject)) else ""
        action = passive_words(participles(string, phrase), name, complement, negative=negative)
        if subject is not None and subject.kind == "actor" and not one.shared:
            owed = subject.name
        if by is None and subject is not None and thing and phrase.participle in _DONE:
            by = agent(string, subject.start, subject.end, actors)  # "claims by the Contractor shall be made"
        obligor = string[by.start : by.end] if by else _possessor(string, subject)
    elif one.rule == "item-of-verb":
        span = action_span(string, phrase, extent.end)
        action = action_words(f"{phrase.word} {string[span.start : span.end]}", actors, negative=negative)
    else:
        span = action_span(string, phrase, extent.end)
        words = string[span.start : span.end]
        if one.cue.shape == "for":
            words = f"be {words.split(' ', 1)[-1]}"
        elif one.cue.words.startswith(("warrant", "guarant")):
            words = f"{one.cue.words.removesuffix('ies').removesuffix('s')}{string[phrase.rest : span.end]}"
        action = action_words(words, actors, negative=negative)
        if subject is not None and subject.kind == "thing":
            obligor = None
    if not action or action == "not":
        return None
    implied = None
    if obligor is None or (
        subject is not None and subject.pronoun and obligor.casefold() in ("it", "they", "he", "she")
    ):
        implied = implied_obligor(action, actors, sentence=string[extent.start : extent.end])
        if (implied == owed and owed is not None) or phrase.participle == "received":
            implied = None
        if subject is not None and subject.kind == "thing" and phrase.kind == "active" and implied is None:
            return None
    owed = owed or obligee(string, span, extent.end, actors, obligor)
    begins = (
        min(subject.start, one.cue.start) if subject and not one.shared and not one.lead else one.cue.start
    )
    begins = begins if begins < span.start else min(one.cue.start, span.start)
    if conditions:
        conditions = [one for one in conditions if extent.start <= one[0].start < extent.end]
    return Duty(
        span=Span(begins, max(span.end, one.cue.end)),
        sentence=sentence,
        clause=clause,
        modality=phrase.modality,
        modal=Span(one.cue.start, one.cue.end),
        obligor=obligor,
        obligor_span=by or _where(subject, obligor),
        implied_obligor=implied,
        obligee=owed,
        action=action,
        action_span=span,
        extent=extent,
        conditions=tuple([each for each, _ in conditions]),
        asides=tuple([each for each, apart in conditions if apart]),
        lead=Span(*one.lead) if one.lead else None,
        released=phrase.released,
        rule=one.rule,
    )


def owed_to(subject: Subject | None) -> bool:
    """Whether the subject is a person, who in a passive gets what is done."""
    return subject is not None and subject.kind == "actor"


def _name(subject: Subject | None) -> str | None:
    """The obligor's name: "neither party" as it is, in small letters where it opened the sentence."""
    if subject is None or subject.kind != "actor":
        return None
    name = subject.name
    if name.casefold().startswith(("either ", "neither ")):
        return name[0].lower() + name[1:]
    return name


def _where(subject: Subject | None, obligor: str | None) -> Span | None:
    return Span(subject.start, subject.end) if subject is not None and obligor is not None else None


def _possessor(string: str, subject: Subject | None) -> str | None:
    """Whose notice it is that shall be given."""
    if subject is None or subject.kind != "thing":
        return None
    found = _POSSESSOR.match(string, subject.start, subject.end)
    return found["who"] if found else None


def _as_object(subject: Subject | None, string: str) -> str:
    """The subject of a passive as an object: short, in small letters where it only opened a sentence."""
    if subject is None or not subject.name:
        return ""
    name = plain(subject.name)
    found = _POSSESSOR.match(string, subject.start, subject.end)
    if found:
        name = found["what"]
    first, _, rest = name.partition(" ")
    opens = _OPENING.search(string[max(0, subject.start - 2) : subject.start])
    if (
        opens
        and not first.endswith(("'s", "’s"))
        and first[:1].isupper()
        and not first.isupper()
        and (not rest or rest[0].islower())
    ):
        name = name[0].lower() + name[1:]
    return name


def _be(string: str, one: Draft, *, negative: bool) -> tuple[Span, str]:
    """The words of what is payable (pay it), required (obtain it), or in writing (give it so)."""
    phrase = one.phrase
    assert phrase.verb is not None
    name = _as_object(one.subject, string)
    span = Span(phrase.verb, phrase.rest)
    if one.rule == "required":
        return span, f"obtain {name}"
    if string.startswith(" in writing", phrase.rest):
        return Span(phrase.verb, phrase.rest + len(" in writing")), f"give {name} in writing"
    verb = "make" if _NO_TIME_SUBJECT.search(name) else "pay"
    return span, f"not {verb} {name}" if negative else f"{verb} {name}"
