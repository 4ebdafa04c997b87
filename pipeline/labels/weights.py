"""The learned half of the clause labels: a linear model over the words of a sentence.

Each label has a bias, weights of words and of pairs of neighbouring words, weights of the label's own rules, and
a threshold. The weights are whole numbers (thousandths), so that a score is the same on every machine and can be
checked by hand: it is the bias, plus the rules that hold, plus the sum of the words' weights over the square
root of the number of different words and pairs. `training/clause_labels.py` makes them.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from math import sqrt

_WORD = re.compile(r"[a-z]+")
LONGEST = 250  # words of a sentence that are looked at
_SHORTEST = 5  # words and pairs that the shortest sentence counts for


@dataclass(frozen=True, slots=True)
class LabelWeights:
    """One label's bias, threshold and rules; thousandths of log-odds."""

    bias: int
    threshold: int
    rules: Mapping[str, int]


@dataclass(frozen=True, slots=True)
class Weights:
    """All labels' weights: `words` leads from a word or pair to what it adds to each label."""

    labels: Mapping[str, LabelWeights]
    words: Mapping[str, Mapping[str, int]]

    def scores(self, sentence: str, labels: Iterable[tuple[str, str | None]]) -> dict[str, float]:
        """Thousandths of log-odds above each label's threshold; `labels` come with the rule that holds, if any.

        Labels without weights are left out.
        """
        asked = {label: rule for label, rule in labels if label in self.labels}
        if not asked:
            return {}
        found = words_and_pairs(sentence)
        sums = dict.fromkeys(asked, 0)
        for feature in found:
            for label, weight in self.words.get(feature, _NOTHING).items():
                if label in sums:
                    sums[label] += weight
        length = scale(len(found))
        return {
            label: self.labels[label].bias
            - self.labels[label].threshold
            + (self.labels[label].rules.get(rule, 0) if rule else 0)
            + sums[label] / length
            for label, rule in asked.items()
        }


_NOTHING: Mapping[str, int] = {}


def words_and_pairs(sentence: str) -> Sequence[str]:
    """The different words of a sentence and pairs of neighbours, in order: "the", "fee", "the fee"."""
    words = _WORD.findall(sentence.lower())[:LONGEST]
    pairs = [f"{first} {second}" for first, second in zip(words, words[1:], strict=False)]
    return list(dict.fromkeys(words + pairs))


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
        labels[name] = LabelWeights(entry["bias"], entry["threshold"], entry["rules"])
        for feature, weight in entry["words"].items():
            words.setdefault(feature, {})[name] = weight
    return Weights(labels, words)
