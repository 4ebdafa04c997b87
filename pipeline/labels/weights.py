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
from dataclasses import dataclass
from functools import cache, cached_property
from importlib.resources import files
from itertools import pairwise
from math import sqrt
from string import ascii_lowercase

# What is left of a sentence as bytes: its small letters, with a space for all else.
_LETTERS = bytes(byte if chr(byte) in ascii_lowercase else ord(" ") for byte in range(256))
LONGEST = 250  # words of a sentence that are looked at
SHORTEST = 5  # words and pairs that the shortest sentence counts for


@dataclass(frozen=True)
class LabelWeights:
    """One label's weights, in thousandths of log-odds."""

    bias: int
    threshold: int
    rule: int  # what a rule that holds adds
    words: Mapping[str, int]

    @cached_property
    def weighed(self) -> frozenset[str]:
        """The words and pairs that have a weight; sets intersect faster than a set and the keys of a dict."""
        return frozenset(self.words)

    def score(self, found: set[str], size: int) -> float:
        """How far above the threshold a sentence is by its words alone.

        `found` are its words and pairs, or as many of them as have a weight; `size` is how many it has.
        """
        total = sum(map(self.words.__getitem__, found & self.weighed))
        return self.bias - self.threshold + total / sqrt(max(size, SHORTEST))


def words_and_pairs(sentence: str) -> set[str]:
    """The different words of a sentence and pairs of neighbours: "the", "fee", "the fee"."""
    letters = sentence.lower().encode("ascii", "replace").translate(_LETTERS)
    words = letters.decode("ascii").split()[:LONGEST]
    found = set(words)
    found.update(map(" ".join, pairwise(words)))
    return found


@cache
def weights() -> Mapping[str, LabelWeights] | None:
    """The shipped weights by label; None where the file is not there, and then the rules decide alone."""
    source = files("pipeline.labels").joinpath("clause_labels.json")
    if not source.is_file():
        return None
    read = json.loads(source.read_text(encoding="utf-8"))
    return {
        name: LabelWeights(entry["bias"], entry["threshold"], entry["rule"], entry["words"])
        for name, entry in read["labels"].items()
    }
