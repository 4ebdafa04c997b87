"""The learned half of the clause labels: a linear model over the words of a sentence.

Each label has a bias, weights of words and of pairs of neighbouring words, a weight for "one of the label's rules
holds", and a threshold. The weights are whole numbers (thousandths), so that a score is the same on every machine
and can be checked by hand: it is the bias, plus the rule's weight where a rule holds, plus the sum of the words'
weights over the square root of the number of different words and pairs. `training/clause_labels.py` makes them.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from itertools import pairwise
from math import sqrt

_WORD = re.compile(r"[a-z]+")
LONGEST = 250  # words of a sentence that are looked at
_SHORTEST = 5  # words and pairs that the shortest sentence counts for


@dataclass(frozen=True, slots=True)
class LabelWeights:
    """One label's bias and threshold, and what a rule that holds adds; thousandths of log-odds."""

    bias: int
    threshold: int
    rule: int


@dataclass(frozen=True, slots=True)
class Weights:
    """All labels' weights: `words` leads from a word or pair to what it adds to each label."""

    labels: Mapping[str, LabelWeights]
    words: Mapping[str, Mapping[str, int]]

    def scores(self, sentence: str, labels: Iterable[str]) -> dict[str, float]:
        """Thousandths of log-odds above each label's threshold, by the words alone.

        Labels without weights are left out.
        """
        sums = {label: 0 for label in labels if label in self.labels}
        if not sums:
            return {}
        found = words_and_pairs(sentence)
        for feature in found & self.words.keys():
            for label, weight in self.words[feature].items():
                if label in sums:
                    sums[label] += weight
        length = scale(len(found))
        return {
            label: self.labels[label].bias - self.labels[label].threshold + total / length
            for label, total in sums.items()
        }


def words_and_pairs(sentence: str) -> set[str]:
    """The different words of a sentence and pairs of neighbours: "the", "fee", "the fee"."""
    words = _WORD.findall(sentence.lower())[:LONGEST]
    found = set(words)
    found.update(map(" ".join, pairwise(words)))
    return found


def scale(features: int) -> float:
    """What the words' sum is divided by, so that a long sentence weighs no more than a short one."""
    return sqrt(max(features, _SHORTEST))


@cache
def weights() -> Weights | None:
    """The shipped weights; None where the file is not there, and then the rules decide alone."""
    source = files("pipeline.labels").joinpath("clause_labels.json")
    if not source.is_file():
        return None
    read = json.loads(source.read_text(encoding="utf-8"))
    words: dict[str, dict[str, int]] = {}
    labels = {}
    for name, entry in read["labels"].items():
        labels[name] = LabelWeights(entry["bias"], entry["threshold"], entry["rule"])
        for feature, weight in entry["words"].items():
            words.setdefault(feature, {})[name] = weight
    return Weights(labels, words)
