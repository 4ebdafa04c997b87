"""Reads who a letter agreement is addressed to, and where its body begins."""

from __future__ import annotations

import re

from pipeline.extract.party_keys import looks_like_person
from pipeline.extract.party_names import name_at
from pipeline.extract.party_openings import Listed
from pipeline.spans import Span

_SALUTATION = re.compile(
    r"(?:^|\n|(?<=\s))(?:Dear\s(?P<who>[A-Z][^\n:,]{1,50})|(?:Ladies and Gentlemen|Gentlemen"
    r"|LADIES AND GENTLEMEN))\s?[:,]"
)
_LONGEST_BLOCK = 600
_BODY = 1800
_DATE_LINE = re.compile(
    r"(?:[A-Z][a-z]+\s\d{1,2},\s\d{4}|\d{1,2}\s[A-Z][a-z]+\s\d{4}|\d{1,2}/\d{1,2}/\d{2,4}|[_\W]+)\s*$"
)


def letter_parties(string: str, span: Span) -> tuple[Listed | None, Span] | None:
    """The addressee and the range of the letter's first paragraphs; None if `span` holds no letter.

    The addressee is the first name of the address above the salutation. A body without a form and two-worded
    like a person's name is taken for a person.
    """
    salutation = _SALUTATION.search(string, span.start, span.end)
    if salutation is None:
        return None
    body = Span(salutation.end(), min(salutation.end() + _BODY, len(string)))
    return _addressee(string, span.start, salutation), body


def _addressee(string: str, start: int, salutation: re.Match[str]) -> Listed | None:
    block_start = max(start, salutation.start() - _LONGEST_BLOCK)
    lines = list(re.finditer(r"[^\n\t]+", string[block_start : salutation.start()]))
    date = max((i for i, line in enumerate(lines) if _DATE_LINE.match(line.group().strip())), default=-1)
    surname = (salutation["who"] or "").split()[-1:] or [""]
    for line in lines[date + 1 :] if date >= 0 else lines[-6:]:
        at = block_start + line.start()
        name = name_at(string, at, block_start + line.end())
        if name is None:
            continue
        words = string[name.start : name.end]
        person = looks_like_person(words)
        greeted = any(part.casefold() in words.casefold() for part in surname if len(part) > 2)
        if name.formed or (person and (date >= 0 or greeted)):
            own = ("you",) if person and not name.formed else ()
            tail = Span(name.end, name.end)
            return Listed(name.start, name.end, tail, "addressee", formed=name.formed, own=own, vouched=True)
    return None
