"""Character references: `&amp;`, `&#147;`, `&nbsp`."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import lru_cache
from html import unescape
from html.entities import html5

_REFERENCE = re.compile(
    r"&(?:#(?:[xX]0*+[0-9a-fA-F]{1,6}(?![0-9a-fA-F])|0*+[0-9]{1,7}(?![0-9]));?|[a-zA-Z][a-zA-Z0-9]{1,31};?)"
)
_SHORTEST_NAME = 2
_NOTHING = "\u200b"  # what a reference without a meaning becomes; the normaliser leaves it out


def pieces(raw: str, start: int, end: int) -> Iterator[tuple[int, int, str]]:
    """The text `raw[start:end]`, piece by piece: a range of it, and the characters that it stands for.

    A piece that stands for itself has "" for its characters.
    """
    for match in _REFERENCE.finditer(raw, start, end):
        length, characters = _resolve(match.group())
        if length:
            at = match.start()
            if start < at:
                yield start, at, ""
            start = at + length
            yield at, start, characters or _NOTHING
    if start < end:
        yield start, end, ""


def decoded(content: str) -> str:
    """`content` with the characters that its references stand for."""
    if "&" not in content:
        return content
    return "".join(
        [characters or content[at:end] for at, end, characters in pieces(content, 0, len(content))]
    )


@lru_cache(maxsize=4096)
def _resolve(reference: str) -> tuple[int, str]:
    """How many characters of `reference` are one, and what they stand for; (0, "") for a mere ampersand.

    As browsers do: `&#147;` is cp1252's left quote, and `&copy2005` is the copyright sign and a year.
    """
    if reference.startswith("&#"):
        return len(reference), unescape(reference)
    name = reference[1:]
    if name in html5:
        return len(reference), html5[name]
    for length in range(min(len(name), 8), _SHORTEST_NAME - 1, -1):
        if name[:length] in html5:
            return length + 1, html5[name[:length]]
    return 0, ""
