"""The capitalised words of a text, and which of them stand side by side."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence

from pipeline.model import Text
from pipeline.spans import Span
from pipeline.warnings.near import distance

_CAPITALISED = re.compile(r"(?<![^\W_])[A-Z][^\W\d_]+")
_LONG_WORD = 8  # from here on two letters may differ
_WIDEST_JOINT = 3  # characters between neighbours: ", " or " & "


class Capitals:
    """The capitalised words in order; words are compared without regard to capitals."""

    def __init__(self, text: Text) -> None:
        string = text.string
        self._spans: Sequence[tuple[int, int]] = [found.span() for found in _CAPITALISED.finditer(string)]
        self._words: Sequence[str] = [string[start:end].lower() for start, end in self._spans]
        at: dict[str, list[int]] = defaultdict(list)
        for i, word in enumerate(self._words):
            at[word].append(i)
        self._at: Mapping[str, Sequence[int]] = at
        self._neighbours: dict[tuple[str, int], Mapping[str, Sequence[int]]] = {}

    def count(self, word: str) -> int:
        """How often a word stands in the text."""
        return len(self._at.get(word.lower(), ()))

    def instead(self, words: Sequence[str], i: int) -> Iterator[tuple[str, Span]]:
        """Each other word, spelt nearly alike, in place of `words[i]`, with the range of all the words."""
        low = [word.lower() for word in words]
        beside = i - 1 if i > 0 else i + 1
        if not 0 <= beside < len(low):
            return
        for other, places in self._beside(low[beside], i - beside).items():
            if not _near(low[i], other):
                continue
            for at in places:
                first, last = at - i, at - i + len(low) - 1
                others = [*self._words[max(0, first) : at], low[i], *self._words[at + 1 : last + 1]]
                if others == low and self._joined(first, last):
                    yield other, Span(self._spans[first][0], self._spans[last][1])

    def _beside(self, word: str, step: int) -> Mapping[str, Sequence[int]]:
        """The words right behind `word` (or before it, with a step of -1), and where they stand."""
        if (word, step) not in self._neighbours:
            found: dict[str, list[int]] = defaultdict(list)
            for at in self._at.get(word, ()):
                if 0 <= at + step < len(self._words):
                    found[self._words[at + step]].append(at + step)
            self._neighbours[word, step] = found
        return self._neighbours[word, step]

    def _joined(self, first: int, last: int) -> bool:
        return all(self._spans[k + 1][0] - self._spans[k][1] <= _WIDEST_JOINT for k in range(first, last))


def _near(word: str, other: str) -> bool:
    """Whether two words are as near as slips are; a word run on from the one before is no slip."""
    if word[0] != other[0] and word[-1] != other[-1]:
        return False
    limit = 1 if len(word) < _LONG_WORD else 2
    if word == other or abs(len(word) - len(other)) > limit or other.endswith(word) or word.endswith(other):
        return False
    return distance(word, other, limit) <= limit
