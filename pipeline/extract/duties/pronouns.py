"""Whom "it" and "they" stand for."""

from __future__ import annotations

import re

from pipeline.extract.duties.actors import Actors
from pipeline.extract.duties.clause_words import names_nobody
from pipeline.extract.duties.subjects import Subject

_NAME = re.compile(
    r"(?P<opens>\b(?:if|when|unless|until|after|because|in the event(?: that)?|once|where|that|before|as)\s)?"
    r"(?:\b(?:the|each|any|a|an|such|no|either|If|When|Unless|After|Once|The|Each|Any|A|Such|Either|No)\s)?"
    r"(?P<name>\b[A-Z][\w&-]*(?:\s[A-Z][\w&-]*){0,3}|\b(?:either|a|the other|each"
    r"|such) party\b|\b(?:parties|holders|lenders|investors)\b)(?P<own>['’]s?\b)?",
)
_STATES = re.compile(
    r"\s(?:each\s|hereby\s|further\s|also\s){0,2}(?:agree|covenant|acknowledge|represent|undertake|certif|confirm)"
)
# What no name is without: a capital, or one of the words that name a party in small letters.
_NAMED = re.compile(r"[A-Z]|(?:part(?:y|ies)|holders|lenders|investors)\b")
_BEFORE = 40  # characters that what opens a name's clause and its article take at most
_PLURALS = re.compile(r"(?:s|parties)$")
_SUBORDINATORS = (
    "If",
    "When",
    "Unless",
    "After",
    "Once",
    "Until",
    "Because",
    "Where",
    "As",
    "In",
    "Upon",
    "Should",
    "Following",
    "Whenever",
)


def antecedent(
    string: str, low: int, pronoun: Subject, before: Subject | None, actors: Actors
) -> Subject | None:
    """The subject that the pronoun repeats: that of the verb before, or the one person named before it.

    Of several persons the subject of the sentence's first clause is meant ("if the Company proposes to
    register shares of a Holder, it shall").
    """
    if before is not None and before.kind == "actor" and not before.pronoun:
        return before
    named: list[Subject] = []
    speaker: Subject | None = None
    capital = _NAMED.search(string, low, pronoun.start)
    if capital is None:
        return None
    for found in _NAME.finditer(string, max(low, capital.start() - _BEFORE), pronoun.start):
        name = found["name"]
        first, _, rest = name.partition(" ")
        if first in _SUBORDINATORS:
            name = rest
        if found["own"] or not name or names_nobody(first) or actors.kind(name) != "actor" or len(name) < 3:
            continue
        if _STATES.match(string, found.end(), pronoun.start):
            speaker = Subject("own", found.start("name"), found.end("name"), name, "actor")
        subject = Subject("own", found.start("name"), found.end("name"), name, "actor")
        if (
            found["opens"]
            or first in _SUBORDINATORS
            or string[max(low, found.start() - 3) : found.start()].casefold() == "if "
        ):
            return subject
        named.append(subject)
    if speaker is not None:
        return speaker  # "the Parties agree that they will"
    several = [one for one in named if _PLURALS.search(one.name)]
    chosen = several if several and pronoun.name.casefold() == "they" else named
    return chosen[0] if chosen else None
