"""What a day is, when acceleration is to be asked for, and how many registrations may be demanded."""

from __future__ import annotations

import re
from typing import Final

from pipeline.agreements.document import Document
from pipeline.agreements.registration_rights.model import Acceleration, DayDefinition, Maximum
from pipeline.agreements.timing import expression_in, status_of
from pipeline.agreements.values import Field, absent
from pipeline.extract.sentences import Said
from pipeline.model import Status
from pipeline.spans import Span

_ACCELERATION: Final = re.compile(
    r"\brequests?\b[^.;]{0,80}\baccelerat\w+|\bacceleration (?:request|of effectiveness|of the effective)",
    re.IGNORECASE,
)
_SAYS_ACCELERATION: Final = Said.of(_ACCELERATION)
_MAXIMUM: Final = re.compile(
    r"\b(?:more than|exceed|limited to|only|maximum of|total of|aggregate of|up to|entitled to (?:request |"
    r"require |demand )?|at most|request)\s?(?:an aggregate of\s|a total of\s)?"
    r"(?P<n>one|two|three|four|five|six|\d)\s(?:\(\d\)\s)?(?:[\w-]+\s){0,2}?(?:[Dd]emand\s)?"
    r"(?:registrations?|demands?|registration statements?|registration requests?|such requests?)\b",
    re.IGNORECASE,
)
_SAYS_MAXIMUM: Final = Said.of(_MAXIMUM)
# What counts for a while only, or for some other kind of registration, is not the limit in all.
_A_YEAR: Final = re.compile(
    r"\b(?:in|during|within|per|each|every)\s(?:any|each|a|one|the|every)?\s?[^.;,]{0,40}\b"
    r"(?:months?|years?|days?|annum|period)\b",
    re.IGNORECASE,
)
_NEXT_TERM: Final = re.compile(r"\.\s+(?:An?\s|The\s)?\"")  # another definition on the same line
_NUMBERS: Final = {"one": 1, "two": 2, "three": 3, "four": 4, "five": 5, "six": 6}


def day_definition(document: Document, name: str) -> Field[DayDefinition]:
    """What the agreement means by a day of this name, from its own definition."""
    for definition in document.definitions:
        if (
            document.words(definition.start, definition.end).rstrip("s").lower() != name.lower()
            or definition.meaning is None
        ):
            continue
        if definition.agreement is not None:
            return Field(Status.BY_REFERENCE, None, (definition.meaning,), "definition")
        meaning = definition.meaning
        following = _NEXT_TERM.search(document.plain, meaning.start, meaning.end)
        meaning = Span(meaning.start, following.start() if following else meaning.end)
        words = document.words(meaning.start, meaning.end).strip(" .,;")
        return Field(Status.FOUND, DayDefinition(words), (meaning,), "definition")
    return absent()


def acceleration_request(document: Document) -> Field[Acceleration]:
    """When the company must ask for acceleration, where a number of days is stated."""
    for place in document.saying(_SAYS_ACCELERATION):
        sentence = document.sentences[place]
        for days in document.day_counts(sentence):
            if days.direction in ("within", "after"):
                span = Span(days.start, sentence.end)
                tree, shown = expression_in(document, span)
                return Field(status_of(document, span), Acceleration(tree), (shown,), "acceleration")
    return absent()


def maximum_registrations(document: Document) -> Field[Maximum]:
    """How many registrations may be demanded in all."""
    for place in document.saying(_SAYS_MAXIMUM):
        sentence = document.sentences[place]
        found = next(
            (
                each
                for each in _MAXIMUM.finditer(sentence.plain)
                if not _A_YEAR.match(sentence.plain[each.end() :].lstrip())
            ),
            None,
        )
        if found is not None and re.search(
            r"\b(?:demands?|request\w*|oblig\w+|need not|required?|entitled)\b", sentence.plain, re.IGNORECASE
        ):
            count = _NUMBERS.get(found["n"].lower()) or int(found["n"])
            return Field(Status.FOUND, Maximum(count), (sentence.span,), "limit")
    return absent()
