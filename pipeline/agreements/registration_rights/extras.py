"""What a day is, when acceleration is to be asked for, and how many registrations may be demanded."""

from __future__ import annotations

import re
from typing import Final

from pipeline.agreements.document import Document
from pipeline.agreements.registration_rights.model import Acceleration, DayDefinition, Maximum
from pipeline.agreements.timing import expression_in, status_of
from pipeline.agreements.values import Field, absent
from pipeline.model import Status
from pipeline.spans import Span

_ACCELERATION: Final = re.compile(
    r"\brequests?\b[^.;]{0,80}\baccelerat\w+|\bacceleration (?:request|of effectiveness|of the effective)",
    re.IGNORECASE,
)
_MAXIMUM: Final = re.compile(
    r"\b(?:more than|exceed|limited to|only|maximum of|total of|up to)\s(?P<n>one|two|three|four|five|six|"
    r"\d)\s(?:\(\d\)\s)?(?:\w+\s){0,2}?(?:demand\s)?"
    r"(?:registrations?|demands?|registration statements?)\b",
    re.IGNORECASE,
)
_NUMBERS: Final = {"one": 1, "two": 2, "three": 3, "four": 4, "five": 5, "six": 6}


def day_definition(document: Document, name: str) -> Field[DayDefinition]:
    """What the agreement means by a day of this name, from its own definition."""
    for definition in document.definitions:
        if document.words(definition.start, definition.end).rstrip("s") != name or definition.meaning is None:
            continue
        if definition.agreement is not None:
            return Field(Status.BY_REFERENCE, None, (definition.meaning,), "definition")
        words = document.words(definition.meaning.start, definition.meaning.end).strip(" .,")
        return Field(Status.FOUND, DayDefinition(words), (definition.meaning,), "definition")
    return absent()


def acceleration_request(document: Document) -> Field[Acceleration]:
    """When the company must ask for acceleration, where a number of days is stated."""
    for sentence in document.sentences:
        if not _ACCELERATION.search(sentence.plain):
            continue
        for days in document.day_counts(sentence):
            if days.direction in ("within", "after"):
                span = Span(days.start, sentence.end)
                tree, shown = expression_in(document, span)
                return Field(status_of(document, span), Acceleration(tree), (shown,), "acceleration")
    return absent()


def maximum_registrations(document: Document) -> Field[Maximum]:
    """How many registrations may be demanded in all."""
    for sentence in document.sentences:
        found = _MAXIMUM.search(sentence.plain)
        if found is not None and re.search(
            r"\b(?:demand|request|obligat\w+|need not|required)\b", sentence.plain, re.IGNORECASE
        ):
            count = _NUMBERS.get(found["n"].lower()) or int(found["n"])
            return Field(Status.FOUND, Maximum(count), (sentence.span,), "limit")
    return absent()
