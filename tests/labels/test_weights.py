"""The linear model over the words of a sentence, on weights that can be checked by hand."""

import pytest

from pipeline.labels.weights import LabelWeights, weights, words_and_pairs
from pipeline.match.rules import shipped_labels

AUDIT = LabelWeights(bias=-2000, threshold=-500, rule=3000, words={"audit": 4000, "the books": 2000})


def test_words_and_pairs_are_those_of_neighbours() -> None:
    """Letters only, in lower case, each once."""
    assert words_and_pairs("Audit the 2 Books; audit!") == {
        "audit", "the", "books", "audit the", "the books", "books audit",
    }  # fmt: skip


def test_a_score_is_the_sum_that_the_weights_give() -> None:
    """Five words and four pairs: -2000 + 500 + (4000 + 2000) / 3."""
    assert AUDIT.score(words_and_pairs("may audit the books fully"), 9) == -1500 + 6000 / 3


def test_a_short_sentence_counts_as_one_of_five() -> None:
    """One word alone does not get the weight of a whole sentence."""
    assert AUDIT.score(words_and_pairs("audit"), 1) == pytest.approx(-1500 + 4000 / 5**0.5)


def test_the_shipped_weights_know_only_shipped_labels() -> None:
    """Weights of a label that is gone would weigh nothing."""
    shipped = weights()
    assert shipped is not None
    assert set(shipped) <= {family.family for family in shipped_labels()}
