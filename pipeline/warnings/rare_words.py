"""Words that hardly ever stand in a text, where slips are to be found, and what stands around them."""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Iterator, Mapping, Sequence
from functools import cached_property

from pipeline.model import Text
from pipeline.spans import Span
from pipeline.warnings.near import distance

# The capital comes first in the pattern: the engine then leaps from one to the next. Plain letters are told
# faster than letters of all scripts.
_CAPITALISED = re.compile(r"[A-Z](?<![^\W_][A-Z])(?:[A-Za-z]{3,}[^\W\d_]*|[^\W\d_]{3,})")
_RARE = 4  # a slip is made no more often
_LONG_WORD = 8  # from here on two letters may differ
_JOINT = r"(?:\W{1,3}|\W[a-z]\W{1,2})"  # between the words of a name: ", ", " & ", the initial of " s. "
_WIDEST_JOINT = 4


class RareWords:
    """The rare capitalised words of a text; words are compared without regard to capitals."""

    def __init__(self, text: Text) -> None:
        self._string = text.string
        words = "\n".join(_CAPITALISED.findall(text.string)).lower().split("\n")
        self._count: Mapping[str, int] = Counter(words)
        by_edge: dict[str, list[str]] = defaultdict(list)
        for word, count in self._count.items():
            if count <= _RARE:
                by_edge[word[:2]].append(word)
                by_edge["…" + word[-2:]].append(word)
        self._by_edge: Mapping[str, Sequence[str]] = by_edge
        self._near: dict[str, tuple[str, ...]] = {}

    def count(self, word: str) -> int:
        """How often a word stands in the text with a capital."""
        return self._count.get(word.lower(), 0)

    def instead(self, words: Sequence[str], i: int) -> Iterator[tuple[str, Span]]:
        """Each rare word, spelt nearly alike, in place of `words[i]` among others, with the range of all."""
        alike = self._alike(words[i].lower())
        if not alike:
            return
        low = [word.lower() for word in words]
        lead, tail = (sum(len(word) + _WIDEST_JOINT for word in part) for part in (low[:i], low[i + 1 :]))
        beside = low[i - 1] if i else low[1]
        for other in alike:
            at = self._lower.find(other)
            while at >= 0:
                end = at + len(other)
                start, stop = max(0, at - lead), end + tail
                if self._string[at].isupper() and beside in self._lower[start:stop]:
                    found = _sequence([*low[:i], other, *low[i + 1 :]]).search(self._lower, start, stop + 1)
                    if found is not None and self._string[found.start()].isupper():
                        yield other, Span(found.start(), found.end())
                at = self._lower.find(other, end)

    @cached_property
    def _lower(self) -> str:
        """The text in small letters, each where it stands in the text."""
        lower = self._string.lower()
        return lower if len(lower) == len(self._string) else self._string  # a Turkish dotted I becomes two

    def _alike(self, word: str) -> tuple[str, ...]:
        """The rare words that differ from `word` as slips do, and share its beginning or its end."""
        if word not in self._near:
            edges = (*self._by_edge.get(word[:2], ()), *self._by_edge.get("…" + word[-2:], ()))
            limit = 1 if len(word) < _LONG_WORD else 2
            shortest, longest, letters = len(word) - limit, len(word) + limit, frozenset(word)
            # A change swaps one letter for another: this spares most pairs their table.
            alike = dict.fromkeys(
                other
                for other in edges
                if shortest <= len(other) <= longest and len(letters.symmetric_difference(other)) <= 2 * limit
            )
            self._near[word] = tuple(other for other in alike if _near(word, other, limit))
        return self._near[word]


def _sequence(words: Sequence[str]) -> re.Pattern[str]:
    return re.compile(r"\b" + _JOINT.join(map(re.escape, words)) + r"\b")


def _near(word: str, other: str, limit: int) -> bool:
    """Whether two words are as near as slips are; a word run on from the one before is no slip."""
    if word == other or other.endswith(word) or word.endswith(other):
        return False
    return distance(word, other, limit) <= limit
