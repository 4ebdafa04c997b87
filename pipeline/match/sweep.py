"""Several families looked for in one pass over a document.

Rules with long gaps lead an automaton to states by the thousand, more than a processor keeps at hand. But
most of them cannot match without some word that is not on every line (`near`, in their files). One small
automaton finds the words of all the rules, and the rules' own automata go over what stands around them.
"""

from __future__ import annotations

from collections.abc import Sequence
from functools import cache, lru_cache

from pipeline.match.automaton import Automaton, Hit
from pipeline.match.scanner import PatternSet, flagged, scanner
from pipeline.model import Mention, Text

_KNOWN = 4096  # words of which is remembered whose they are

_Reach = tuple[int, int, int]  # number of an automaton, and how far its matches may reach around a word


class Sweep:
    """All rules of several families, each with the words that it needs."""

    def __init__(self, families: Sequence[str]) -> None:
        """Raises `KeyError` for a name that no file has, `ValueError` where a rule has no `near`."""
        self._scanners = [scanner(family) for family in families]
        runs = [run for each in self._scanners for run in each.runs]
        self._places = len(runs)
        near = [(number, rule.near) for number, run in enumerate(runs) for rule in run]
        words = [flagged(each.words) for _, each in near if each is not None]
        if len(words) < len(near):
            raise ValueError(f"not every rule of {', '.join(families)} has a `near`")
        self._reach: list[_Reach] = [(number, it.before, it.after) for number, it in near if it is not None]
        file = f"{'.toml, '.join(families)}.toml"
        self._words = Automaton("|".join(words), file, longest=True)
        self._whose = PatternSet(words, file)
        self._reaches = lru_cache(_KNOWN)(self._reaches_of)

    def find(self, text: Text) -> dict[str, tuple[Mention, ...]]:
        """The mentions of each family in `text`, in order and without overlap."""
        places = self._surroundings(text.folded)
        found: dict[str, tuple[Mention, ...]] = {}
        first = 0
        for each in self._scanners:
            last = first + len(each.runs)
            found[each.family] = each.find_around(text, places[first:last])
            first = last
        return found

    def _surroundings(self, folded: bytes) -> list[list[Hit]]:
        """For each automaton the ranges in which its matches lie, in order and apart."""
        places: list[list[Hit]] = [[] for _ in range(self._places)]
        length = len(folded)
        for word_start, word_end in self._words.overlapping(folded):
            for number, before, after in self._reaches(folded[word_start:word_end]):
                own = places[number]
                start, end = max(0, word_start - before), min(length, word_end + after)
                while own and start <= own[-1][1]:
                    last = own.pop()
                    start, end = min(start, last[0]), max(end, last[1])
                own.append((start, end))
        return places

    def _reaches_of(self, words: bytes) -> tuple[_Reach, ...]:
        """The automata whose rules need one of these words, each with the farthest reach of such a rule."""
        farthest: dict[int, tuple[int, int]] = {}
        for index in self._whose.found(words):
            number, before, after = self._reach[index]
            known = farthest.get(number, (0, 0))
            farthest[number] = (max(before, known[0]), max(after, known[1]))
        return tuple((number, *reach) for number, reach in farthest.items())


@cache
def sweep(*families: str) -> Sweep:
    """The sweep for shipped families; raises as `Sweep` does."""
    return Sweep(families)
