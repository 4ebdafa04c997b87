"""Learning the weights of a label, on sentences whose answer is plain."""

import json
from pathlib import Path

import pytest

from pipeline.labels.weights import spelt, words_and_pairs
from pipeline.model import fold
from training.clause_labels import Collection, Example, learn, main

CONFIG = {
    "fewest_contracts": 5,
    "fewest_saying": 2,
    "strength": 20.0,
    "rule_scale": 0.3,
    "positive_weight": 3.0,
    "folds": 3,
    "resamples": 20,
}
BOUND = "licensee shall keep books and permit an audit of them in {}"
FREE = "the auditors of licensor are named in exhibit {}"


def _words(sentence: str) -> set[str]:
    return set(map(spelt, words_and_pairs(fold(sentence))))


def _collection(bearing: int = 12) -> Collection:
    """Contracts with one sentence each; those that bear the label permit an audit."""
    examples = []
    borne = {}
    for number in range(24):
        bears = number < bearing
        words = sorted(_words((BOUND if bears else FREE).format("abcdefgh"[number % 8])))
        labels = frozenset({"audit_rights"}) if bears else frozenset[str]()
        rule = {"audit_rights": bears and number % 2 == 0}
        examples.append(Example(f"contract {number}", tuple(words), rule, labels))
        borne[f"contract {number}"] = labels
    return Collection(tuple(examples), borne)


def test_the_words_that_part_the_examples_get_the_weights() -> None:
    """What only bearing contracts say weighs for the label, what only others say against it."""
    learned = learn("audit_rights", _collection(), CONFIG)
    assert learned is not None
    of_bound = {word for word in learned["words"] if word in _words(BOUND)}
    of_free = {word for word in learned["words"] if word in _words(FREE)}
    assert of_bound - of_free
    assert all(learned["words"][word] > 0 for word in of_bound - of_free)
    assert all(learned["words"][word] < 0 for word in of_free - of_bound)


def test_the_same_examples_give_the_same_weights() -> None:
    """Nothing is left to chance."""
    assert learn("audit_rights", _collection(), CONFIG) == learn("audit_rights", _collection(), CONFIG)


def test_a_rare_label_is_left_to_its_rules() -> None:
    """Fewer contracts than the configuration asks for teach nothing."""
    assert learn("audit_rights", _collection(bearing=4), CONFIG) is None


def test_a_missing_collection_is_said(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """Without the collection the command says so, exits with 2 and writes nothing."""
    out = tmp_path / "weights.json"
    assert main(["--collection", str(tmp_path), "--out", str(out)]) == 2
    assert "no collection" in capsys.readouterr().err
    assert not out.exists()


def test_the_shipped_weights_name_their_source() -> None:
    """The licence of what they were derived from stands in the file."""
    from training.clause_labels import OUT

    assert "CC BY 4.0" in json.loads(OUT.read_text(encoding="utf-8"))["about"]["licence"]
