"""Rules about a sentence: whether it says a thing, not where the words stand.

A sentence comes as folded bytes, with its heading and the line that leads in before it. A gate (a few words
that the thing cannot be said without) keeps most sentences from the rules; all gates run as one RE2 set. So
do the pieces of a family's rules, and a rule is asked only where the pieces that it needs occur.
"""

from __future__ import annotations

from collections.abc import Callable
from functools import cache, cached_property, lru_cache

from pipeline.match.automaton import Automaton
from pipeline.match.pieces import ways
from pipeline.match.rules import Family, Rule, shipped_labels
from pipeline.match.scanner import PatternSet, flagged

_MOST_MIXES = 1024  # of pieces that are remembered for a family


class SentenceRules:
    """The rules of one family, ready to run; they are compiled when a first sentence is put to them."""

    def __init__(self, family: Family) -> None:
        assert family.gate is not None
        self.family = family.family
        self.file = f"{family.family}.toml"
        self.gate = flagged(family.gate)
        self._family = family

    def holding(self, sentence: bytes) -> str | None:
        """The id of the first rule that holds of `sentence` (folded), or None."""
        pieces, possible = self._ready
        for rule in possible(frozenset(pieces.found(sentence))):
            if rule.holds(sentence):
                return rule.id
        return None

    @cached_property
    def _ready(self) -> tuple[PatternSet, Callable[[frozenset[int]], list[_Ready]]]:
        """The pieces of all rules, and what tells the rules that may hold where some of them occur.

        Of most sentences no rule may; and the same few pieces occur together again and again.
        """
        numbers: dict[str, int] = {}
        rules = [_Ready(rule, self.file, numbers) for rule in self._family.rules]
        possible = lru_cache(maxsize=_MOST_MIXES)(
            lambda found: [rule for rule in rules if rule.may_hold(found)]
        )
        return PatternSet(numbers, self.file), possible


class _Ready:
    """One rule; its regular expressions are compiled when a sentence first gets that far."""

    def __init__(self, rule: Rule, file: str, numbers: dict[str, int]) -> None:
        """`numbers` are those of the family's pieces; those of this rule join them."""
        assert rule.pattern is not None
        self.id = rule.id
        self._file = file
        self._ignore_case = rule.ignore_case
        self._unless = rule.unless
        self._gapped: list[str] = []  # what has to be asked itself, even where its pieces occur
        self._ways: list[list[frozenset[int]]] = []  # of each pattern, the pieces of one of these ways
        for pattern in (*rule.needs, rule.pattern):
            found = ways(pattern)
            if pattern not in found[0]:
                self._gapped.append(pattern)
            self._ways.append([frozenset(self._number(piece, numbers) for piece in way) for way in found])

    def _number(self, piece: str, numbers: dict[str, int]) -> int:
        return numbers.setdefault(flagged(piece, ignore_case=self._ignore_case), len(numbers))

    def may_hold(self, found: frozenset[int]) -> bool:
        """Whether the pieces that it requires are among those found, which have these numbers."""
        return all(any(map(found.issuperset, ways)) for ways in self._ways)

    def holds(self, sentence: bytes) -> bool:
        """Whether all that it requires occurs in the sentence (folded), and nothing that bars it.

        That it may hold by the pieces in the sentence is known.
        """
        for occurs in self._required:
            if not occurs(sentence):
                return False
        return not any(occurs(sentence) for occurs in self._barring)

    @cached_property
    def _required(self) -> list[Callable[[bytes], bool]]:
        return [self._test(pattern) for pattern in self._gapped]

    @cached_property
    def _barring(self) -> list[Callable[[bytes], bool]]:
        return [self._test(pattern) for pattern in self._unless]

    def _test(self, pattern: str) -> Callable[[bytes], bool]:
        """What tells whether `pattern` occurs in a sentence.

        A match from the start tells it at once; after a search RE2 runs a second automaton, backwards, to
        tell where. A sentence has no line ends, and a gap that may pass over them takes fewer steps.
        """
        anywhere = f"(?s:.*?(?:{flagged(pattern, ignore_case=self._ignore_case)}))"
        return Automaton(anywhere, self._file).opens


@cache
def label_rules() -> tuple[SentenceRules, ...]:
    """The shipped rules about sentences, one family a clause label, in the order of their names."""
    return tuple(SentenceRules(family) for family in shipped_labels())


@cache
def label_gates() -> PatternSet:
    """The gates of `label_rules`, with the same indices."""
    return PatternSet([rules.gate for rules in label_rules()], "labels")
