"""The linear model over the words of a sentence, on weights that can be checked by hand."""

import pytest

from pipeline.labels.weights import LabelWeights, Weights, spelt, weights, words_and_pairs
from pipeline.match.rules import shipped_labels
from pipeline.model import fold

AUDIT = LabelWeights(bias=-2000, threshold=-500, rule=3000, words={"audit": 4000, "the books": 2000})
TAX = LabelWeights(bias=-100, threshold=0, rule=0, words={"the books": -9000, "audit": -1000})
BOTH = Weights({"audit": AUDIT, "tax": TAX})


def _score(name: str, sentence: str) -> float:
    return BOTH.scores(name, [BOTH.weigh(fold(sentence))])[0]


def test_words_and_pairs_are_those_of_neighbours() -> None:
    """Letters only, in lower case, each once."""
    words = words_and_pairs(fold("Audit the 2 “Books”; audit!"))
    assert set(map(spelt, words)) == {
        "audit", "the", "books", "audit the", "the books", "books audit",
    }  # fmt: skip


def test_a_score_is_the_sum_that_the_weights_give() -> None:
    """Five words and four pairs: -2000 + 500 + (4000 + 2000) / 3."""
    assert _score("audit", "may audit the books fully") == -1500 + 6000 / 3


def test_labels_do_not_disturb_one_another() -> None:
    """What one label's weights take away, or another's add, stays with it."""
    assert _score("tax", "may audit the books fully") == -100 - 10000 / 3
    assert _score("tax", "nothing of either is said here") == -100
    assert _score("audit", "nothing of either is said here") == -1500


def test_a_short_sentence_counts_as_one_of_five() -> None:
    """One word alone does not get the weight of a whole sentence."""
    assert _score("audit", "audit") == pytest.approx(-1500 + 4000 / 5**0.5)


def test_the_shipped_weights_know_only_shipped_labels() -> None:
    """Weights of a label that is gone would weigh nothing."""
    shipped = weights()
    assert shipped is not None
    assert set(shipped.labels) <= {family.family for family in shipped_labels()}
