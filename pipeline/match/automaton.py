"""Single patterns as RE2 runs them over folded text.

The package makes a generator and an object for each hit, and looks at what kind of text it was given; for the
short ranges that most searches are about, this takes longer than the search. Only where a hit stands is asked
for here, so that what the package calls itself is called directly.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from itertools import count
from typing import Any

import re2

from pipeline.errors import PatternError

_AUTOMATON = 64 << 20  # bytes; a pattern whose automaton outgrows them falls back to a scan ten times slower
_ANYWHERE, _AT_START = re2._re2.RE2.Anchor.UNANCHORED, re2._re2.RE2.Anchor.ANCHOR_START
_WHOLE = re2._re2.RE2.Anchor.ANCHOR_BOTH
_NOWHERE = (-1, -1)
_NAMED = re.compile(r"\(\?P<([a-z_0-9]+)>")
_NUMBERED = "__"  # what parts a group's name from its number

Hit = tuple[int, int]  # where a match starts and ends

# What RE2 answers: the places of the match and of its groups, (-1, -1) for what has none.
_Match = Callable[[Any, bytes, int, int], list[Hit]]


class Automaton:
    """A compiled pattern; the ranges that it searches lie within the text."""

    __slots__ = ("_match",)

    def __init__(self, pattern: str, file: str, *, longest: bool = False) -> None:
        """Of matches that begin together the first alternative's is the hit, or, if so asked, the longest.

        Raises `PatternError` naming `file` where RE2 refuses the pattern.
        """
        self._match: _Match = _compiled(pattern, file, longest=longest)._regexp.Match

    def first(self, folded: bytes, start: int, end: int) -> Hit | None:
        """The first hit in `[start, end)` of the text."""
        hit = self._match(_ANYWHERE, folded, start, end)[0]
        return None if hit == _NOWHERE else hit

    def opens(self, folded: bytes, start: int = 0, end: int | None = None) -> bool:
        """Whether a hit begins at the start of the range, or of the text."""
        return self._match(_AT_START, folded, start, len(folded) if end is None else end)[0] != _NOWHERE

    def hits(self, folded: bytes, start: int = 0, end: int | None = None) -> list[Hit]:
        """All hits in the range, or in the whole text, in order and without overlap."""
        match = self._match
        end = len(folded) if end is None else end
        found: list[Hit] = []
        while (hit := match(_ANYWHERE, folded, start, end)[0]) != _NOWHERE:
            found.append(hit)
            if start == end:
                break
            # Behind an empty hit where the search began nothing would move.
            start = hit[1] if hit[1] > start else start + 1
        return found

    def overlapping(self, folded: bytes) -> list[Hit]:
        """All hits in the text, in order, also those that begin inside another one."""
        match = self._match
        end = len(folded)
        found: list[Hit] = []
        start = 0
        while start <= end and (hit := match(_ANYWHERE, folded, start, end)[0]) != _NOWHERE:
            found.append(hit)
            start = hit[0] + 1
        return found


class GroupReader:
    """A compiled pattern that tells where its named groups stand in a string that it matches as a whole."""

    __slots__ = ("_match", "_names")

    def __init__(self, pattern: str, file: str) -> None:
        """Raises `PatternError` naming `file` where RE2 refuses the pattern."""
        numbers = count()
        # A name may stand in several alternatives, which RE2 allows no name to do.
        compiled = _compiled(_NAMED.sub(lambda it: f"(?P<{it[1]}{_NUMBERED}{next(numbers)}>", pattern), file)
        self._match: _Match = compiled._regexp.Match
        self._names = [
            (name.decode("latin-1").partition(_NUMBERED)[0], number)
            for name, number in compiled.groupindex.items()
        ]

    def read(self, folded: bytes) -> dict[str, Hit] | None:
        """The named groups that took part; None where the pattern does not match the whole string."""
        places = self._match(_WHOLE, folded, 0, len(folded))
        if places[0] == _NOWHERE:
            return None
        return {name: places[number] for name, number in self._names if places[number] != _NOWHERE}


def _compiled(pattern: str, file: str, *, longest: bool = False) -> Any:  # noqa: ANN401 - re2 has no types
    options = for_folded_text()
    options.longest_match = longest
    try:
        return re2.compile(pattern.encode("latin-1"), options)
    except re2.error as error:
        raise PatternError(file, None, f"RE2 refuses the rules: {error}") from error


def for_folded_text() -> Any:  # noqa: ANN401 - re2 has no types
    """RE2's options for text of one byte a character."""
    options = re2.Options()
    options.encoding = re2.Options.Encoding.LATIN1
    options.log_errors = False
    options.max_mem = _AUTOMATON
    return options
