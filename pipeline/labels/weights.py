"""The learned half of the clause labels: a linear model over the words of a sentence.

Each label has a bias, weights of words and of pairs of neighbouring words, a weight for "one of the label's
rules holds", and a threshold. The weights are whole numbers (thousandths), so that a score is the same on
every machine and can be checked by hand: it is the bias, plus the rule's weight where a rule holds, plus the
sum of the words' weights over the square root of the number of different words and pairs.
`training/clause_labels.py` makes them.
"""

from __future__ import annotations

import json
from collections.abc import Mapping
from functools import cache
from importlib.resources import files
from itertools import pairwise
from math import sqrt
from string import ascii_letters
from typing import NamedTuple

from pipeline.frozen import dataclass

# What is left of a folded sentence: its letters, small, with a space for all else.
_LETTERS = bytes(ord(chr(byte).lower() if chr(byte) in ascii_letters else " ") for byte in range(256))
LONGEST = 250  # words of a sentence that are looked at
SHORTEST = 5  # words and pairs that the shortest sentence counts for

# A field holds the sum of a label's weights: fewer than 2 ** 9 words and pairs of less than 2 ** 20 each. It
# is as wide as the digits of Python's own whole numbers, so that none lies across two.
_FIELD = 30  # bits
_HEAVIEST = 1 << 20
_HALF = 1 << (_FIELD - 1)
_MASK = (1 << _FIELD) - 1

Word = str | tuple[str, str]  # or a pair of neighbours


@dataclass(frozen=True)
class LabelWeights:
    """One label's weights, in thousandths of log-odds."""

    bias: int
    threshold: int
    rule: int  # what a rule that holds adds
    words: Mapping[str, int]  # a pair of words with a space between them


class Weighed(NamedTuple):
    """The words of a sentence, weighed for all labels at once."""

    totals: int  # a field a label
    size: int  # how many words and pairs the sentence has


class Weights:
    """The weights of all labels.

    A sentence passes the gates of several labels, and a word matters to many of them. So the weights that a
    word has for all labels stand in one whole number, a field of bits a label, and one sum adds them all up.
    """

    def __init__(self, labels: Mapping[str, LabelWeights]) -> None:
        self.labels = labels
        self._shifts = {name: number * _FIELD for number, name in enumerate(labels)}
        self._nothing = sum(_HALF << shift for shift in self._shifts.values())  # no field falls below 0
        self._packed: dict[Word, int] = {}
        for name, label in labels.items():
            for spelling, weight in label.words.items():
                first, _, second = spelling.partition(" ")
                word = (first, second) if second else first
                assert abs(weight) < _HEAVIEST, f"{name}: {spelling}"
                self._packed[word] = self._packed.get(word, 0) + (weight << self._shifts[name])
        self._vocabulary = frozenset(self._packed)  # sets intersect faster than a set and the keys of a dict

    def weigh(self, sentence: bytes) -> Weighed:
        """The words of a sentence (folded)."""
        words = words_and_pairs(sentence)
        known = map(self._packed.__getitem__, words & self._vocabulary)
        return Weighed(sum(known, self._nothing), len(words))

    def score(self, name: str, weighed: Weighed) -> float:
        """How far above a label's threshold a sentence is by its words alone."""
        label = self.labels[name]
        total = (weighed.totals >> self._shifts[name] & _MASK) - _HALF
        return label.bias - label.threshold + total / sqrt(max(weighed.size, SHORTEST))


def words_and_pairs(sentence: bytes) -> set[Word]:
    """The different words of a sentence (folded) and pairs of neighbours: "the", "fee", ("the", "fee")."""
    words = sentence.translate(_LETTERS).decode("ascii").split()[:LONGEST]
    found: set[Word] = set(words)
    found.update(pairwise(words))
    return found


def spelt(word: Word) -> str:
    """A word as the weights' file has it, a pair with a space between: "the fee"."""
    return word if isinstance(word, str) else " ".join(word)


@cache
def weights() -> Weights | None:
    """The shipped weights; None where the file is not there, and then the rules decide alone."""
    source = files("pipeline.labels").joinpath("clause_labels.json")
    if not source.is_file():
        return None
    read = json.loads(source.read_text(encoding="utf-8"))
    return Weights(
        {
            name: LabelWeights(entry["bias"], entry["threshold"], entry["rule"], entry["words"])
            for name, entry in read["labels"].items()
        }
    )
