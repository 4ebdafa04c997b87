"""Reads who a letter agreement is addressed to, and where its body begins."""

from __future__ import annotations

import re
from collections.abc import Sequence

from pipeline.extract.parties.keys import looks_like_person
from pipeline.extract.parties.names import name_at
from pipeline.extract.parties.openings import Listed
from pipeline.spans import Span

_SALUTATION = re.compile(
    r"(?:^|\n|(?<=\s))(?:Dear\s(?P<who>[A-Z][^\n:,]{1,50})|(?:Ladies and Gentlemen|Gentlemen"
    r"|LADIES AND GENTLEMEN|Sirs|Dear Sirs?))(?:\s?[:,]|(?<=Dear Sirs)\s*\n)"
)
_SALUTING = ("Dear", "entlemen", "GENTLEMEN", "Sirs")  # one of these is in every salutation
_LONGEST_BLOCK = 600
_BODY = 1800
_DATE_LINE = re.compile(
    r"(?:(?:Dated?:?|As of)?\s?(?:[A-Z][a-z]+\.?\s\d{1,2}(?:st|nd|rd|th)?,?\s\d{4}"
    r"|\d{1,2}(?:st|nd|rd|th)?\s(?:day of )?[A-Z][a-z]+,?\s\d{4}"
    r"|\d{1,2}[/.]\d{1,2}[/.]\d{2,4})|[_\W]+)\s*$",
    re.IGNORECASE,
)
# Lines of an address at which the names above it are over.
_ADDRESS_LINE = re.compile(
    r"\s*(?:\d|c/o\b|P\.? ?O\.? ?Box|Attn|Attention|as\s|One\s|Two\s|Suite\b)", re.IGNORECASE
)

_DEPARTMENT = re.compile(r"\b(?:Trust|Bank|Department|Division|Group)$", re.IGNORECASE)


def letter_parties(string: str, span: Span) -> tuple[list[Listed], Span] | None:
    """The addressees and the range of the letter's first paragraphs; None if `span` holds no letter.

    The addressee is the first name of the address above the salutation; bodies in the lines below it follow.
    A body without a form and two-worded like a person's name is taken for a person.
    """
    if not any(string.find(word, span.start, span.end) >= 0 for word in _SALUTING):
        return None
    salutation = _SALUTATION.search(string, span.start, span.end)
    if salutation is None:
        return None
    body = Span(salutation.end(), min(salutation.end() + _BODY, len(string)))
    return _addressees(string, span.start, salutation), body


def _addressees(string: str, start: int, salutation: re.Match[str]) -> list[Listed]:
    block_start = max(start, salutation.start() - _LONGEST_BLOCK)
    lines = [
        Span(block_start + line.start(), block_start + line.end())
        for line in re.finditer(r"[^\n\t]+", string[block_start : salutation.start()])
    ]
    dates = [i for i, line in enumerate(lines) if _DATE_LINE.match(string[line.start : line.end].strip())]
    surname = ((salutation["who"] or "").split()[-1:] or [""])[0]
    if not dates:
        return _named(string, lines[-6:], surname, dated=False)
    # In British letters the date stands below the address.
    below = _named(string, lines[dates[-1] + 1 :], surname, dated=True)
    return below or _named(string, lines[max(0, dates[-1] - 7) : dates[-1]], surname, dated=False)


def _named(string: str, lines: Sequence[Span], surname: str, *, dated: bool) -> list[Listed]:
    """The first name that begins one of these lines, and the names of bodies right below it."""
    found: list[Listed] = []
    for line in lines:
        if found and _ADDRESS_LINE.match(string, line.start, line.end):
            break
        at = line.start
        while (name := name_at(string, at, line.end)) is not None:
            words = string[name.start : name.end]
            person = looks_like_person(words) and not name.formed
            greeted = len(surname) > 2 and surname.casefold() in words.casefold()
            if not (name.formed or (person and not found and (dated or greeted))):
                break
            if found and _DEPARTMENT.search(words):
                break
            own = ("you",) if person else ()
            tail = Span(name.end, name.end)
            found.append(
                Listed(name.start, name.end, tail, "addressee", formed=name.formed, own=own, vouched=True)
            )
            at = name.end + 1  # the next line may have run on
            if person:
                return found
        if found and at == line.start:
            break
    return found
