"""The linear model over the words of a sentence, on weights that can be checked by hand."""

import pytest

from pipeline.labels.weights import LabelWeights, Weights, weights, words_and_pairs

AUDIT = Weights(
    {"audit_rights": LabelWeights(bias=-2000, threshold=-500, rules={"inspects-books": 3000})},
    {"audit": {"audit_rights": 4000}, "the books": {"audit_rights": 2000}, "insurance": {"other": 9000}},
)


def test_words_and_pairs_come_once_in_order() -> None:
    """Letters only, in lower case, words before pairs."""
    assert words_and_pairs("Audit the 2 Books; audit!") == [
        "audit", "the", "books", "audit the", "the books", "books audit",
    ]  # fmt: skip


def test_a_score_is_the_sum_that_the_weights_give() -> None:
    """Five words and four pairs: -2000 + 500 + 3000 + (4000 + 2000) / 3."""
    scores = AUDIT.scores("may audit the books fully", [("audit_rights", "inspects-books")])
    assert scores == {"audit_rights": -2000 + 500 + 3000 + 6000 / 3}


def test_without_its_rule_a_sentence_has_only_its_words() -> None:
    """A rule that does not hold adds nothing, and a short sentence counts as one of five."""
    scores = AUDIT.scores("audit", [("audit_rights", None)])
    assert scores["audit_rights"] == pytest.approx(-1500 + 4000 / 5**0.5)


def test_a_label_without_weights_has_no_score() -> None:
    """Such a label is left to its rules."""
    assert AUDIT.scores("audit", [("price_restrictions", None)]) == {}


def test_the_shipped_weights_know_only_shipped_labels_and_rules() -> None:
    """Weights of a rule that is gone would weigh nothing; they are learned anew when rules change."""
    from pipeline.match.rules import shipped_labels

    shipped = weights()
    assert shipped is not None
    rules = {family.family: {rule.id for rule in family.rules} for family in shipped_labels()}
    gone = {name: set(entry.rules) - rules[name] for name, entry in shipped.labels.items()}
    assert {name: names for name, names in gone.items() if names} == {}
