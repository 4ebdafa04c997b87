"""Learn the weights of the clause labels.

    python -m training.clause_labels --collection DIR [--out FILE]

Reads the tuning part of the collection only. A sentence that passes a label's gate is an example: one of the
label where it lies in one of the gold's excerpts, one against it where the contract does not bear the label.
What is learned is a logistic regression with an L1 penalty (scikit-learn's liblinear), so that most words get
no weight. That one of the label's rules holds is a feature among them, kept small: the rules were written on
the same contracts and look better there than elsewhere. The threshold is the one with the best F1 over
contracts, on scores of contracts that were left out of the fit, averaged over resamples of the contracts. The
same collection and configuration give the same file. Needs the extra `train` of the project.
"""

from __future__ import annotations

import argparse
import json
import sys
import tomllib
from collections import Counter
from collections.abc import Mapping, Sequence
from concurrent.futures import ProcessPoolExecutor
from dataclasses import dataclass
from functools import partial
from hashlib import sha256
from pathlib import Path
from typing import Any

import numpy as np
from scipy.sparse import csr_matrix
from sklearn.linear_model import LogisticRegression

from benchmarks.gold import is_there
from benchmarks.labels import showing
from benchmarks.split import part
from pipeline.clauses import outline
from pipeline.extract.in_context import sentences
from pipeline.labels.weights import SHORTEST, words_and_pairs
from pipeline.load import load
from pipeline.match.sentence_rules import label_gates, label_rules
from pipeline.model import fold

HERE = Path(__file__).parent
OUT = HERE.parent / "pipeline" / "labels" / "clause_labels.json"
_UNIT = 1000  # weights are written in thousandths


@dataclass(frozen=True, slots=True)
class Example:
    """A sentence that passed some gates."""

    doc_id: str
    words: tuple[str, ...]
    passed: Mapping[str, bool]  # label -> whether one of its rules holds of the sentence
    shows: frozenset[str]  # the labels that the gold gives it


@dataclass(frozen=True, slots=True)
class Collection:
    """The examples of the tuning part, and the labels that each contract bears."""

    examples: tuple[Example, ...]
    borne: Mapping[str, frozenset[str]]


def examples_of(folder: Path, record: Mapping[str, Any]) -> list[Example]:
    """The sentences of one contract that pass a gate."""
    path = folder / "txt" / f"{record['doc_id']}.txt"
    text = load(path.read_bytes(), path.name).texts[0]
    every = list(sentences(text, outline(text)))
    shown: dict[int, set[str]] = {}
    for label, clause in record["clauses"].items():
        for sentence in showing(text, every, clause):
            shown.setdefault(sentence.start, set()).add(label)
    rules, gates = label_rules(), label_gates()
    found = []
    for sentence in every:
        folded = fold(sentence.in_context)
        passed = {rules[i].family: rules[i].holding(folded) is not None for i in gates.found(folded)}
        if passed:
            words = tuple(sorted(words_and_pairs(sentence.in_context)))
            labels = frozenset(shown.get(sentence.start, ()))
            found.append(Example(record["doc_id"], words, passed, labels))
    return found


def collect(folder: Path) -> Collection:
    """Read the tuning part of the collection."""
    with (folder / "gold.jsonl").open(encoding="utf-8") as lines:
        records = [json.loads(line) for line in lines]
    chosen = [record for record in records if part(record["doc_id"]) == "tuning"]
    with ProcessPoolExecutor() as pool:
        examples = tuple(
            example
            for found in pool.map(partial(examples_of, folder), chosen, chunksize=4)
            for example in found
        )
    borne = {
        record["doc_id"]: frozenset(name for name, clause in record["clauses"].items() if clause["answer"])
        for record in chosen
    }
    return Collection(examples, borne)


@dataclass(frozen=True, slots=True)
class Problem:
    """One label's examples as numbers: a column a word or pair, and a last one for its rules."""

    words: tuple[str, ...]
    matrix: csr_matrix
    shows: np.ndarray[Any, Any]
    bears: np.ndarray[Any, Any]  # whether the sentence's contract bears the label
    contracts: np.ndarray[Any, Any]


def problem_of(label: str, collection: Collection, config: Mapping[str, Any]) -> Problem:
    """The sentences that pass the label's gate, with the words that enough contracts say."""
    own = [example for example in collection.examples if label in example.passed]
    said_in = Counter(
        word for _, word in {(example.doc_id, word) for example in own for word in example.words}
    )
    words = sorted(word for word, contracts in said_in.items() if contracts >= config["fewest_saying"])
    place = {word: i for i, word in enumerate(words)}
    rows, columns, values = [], [], []
    for row, example in enumerate(own):
        length = max(len(example.words), SHORTEST) ** 0.5
        for word in example.words:
            if word in place:
                rows.append(row)
                columns.append(place[word])
                values.append(1 / length)
        if example.passed[label]:
            rows.append(row)
            columns.append(len(words))
            values.append(config["rule_scale"])
    size = (len(own), len(words) + 1)
    return Problem(
        tuple(words),
        csr_matrix((values, (rows, columns)), shape=size),
        np.array([label in example.shows for example in own]),
        np.array([label in collection.borne[example.doc_id] for example in own]),
        np.array([example.doc_id for example in own]),
    )


def fitted(problem: Problem, chosen: np.ndarray[Any, Any], config: Mapping[str, Any]) -> LogisticRegression:
    """The regression over the chosen sentences, without those of bearing contracts that show nothing."""
    used = chosen & (problem.shows | ~problem.bears)
    model = LogisticRegression(
        C=config["strength"],
        class_weight={False: 1.0, True: config["positive_weight"]},
        l1_ratio=1.0,
        solver="liblinear",
        random_state=0,
        max_iter=300,
    )
    return model.fit(problem.matrix[used], problem.shows[used])


def left_out_scores(problem: Problem, config: Mapping[str, Any]) -> np.ndarray[Any, Any]:
    """Each sentence's log-odds by the fit that did not see its contract."""
    folds = np.array([sha256(doc.encode()).digest()[0] % config["folds"] for doc in problem.contracts])
    scores = np.full(len(folds), -np.inf)
    for number in range(config["folds"]):
        seen = folds != number
        if problem.shows[seen].any():
            model = fitted(problem, seen, config)
            scores[~seen] = model.decision_function(problem.matrix[~seen])
    return scores


def threshold_of(
    best: Mapping[str, float], bearing: Mapping[str, bool], config: Mapping[str, Any]
) -> tuple[float, float]:
    """The log-odds from which a contract bears the label, and the F1 there, on the left-out scores."""
    names = sorted(best)
    scores = np.array([best[name] for name in names])
    truth = np.array([bearing[name] for name in names])
    random = np.random.default_rng(0)
    chosen = []
    for _ in range(config["resamples"]):
        drawn = random.integers(0, len(names), len(names))
        if truth[drawn].any():
            chosen.append(_best_threshold(scores[drawn], truth[drawn]))
    threshold = float(np.mean(chosen))
    return threshold, _f1(scores >= threshold, truth)


def _best_threshold(scores: np.ndarray[Any, Any], truth: np.ndarray[Any, Any]) -> float:
    """Halfway between the last score that is taken and the next one, where F1 is best."""
    order = np.argsort(-scores, kind="stable")
    ordered, hits = scores[order], np.cumsum(truth[order])
    f1 = 2 * hits / (np.arange(1, len(order) + 1) + truth.sum())
    last = int(np.argmax(f1))
    following = ordered[last + 1] if last + 1 < len(ordered) else ordered[last] - 1
    low = following if np.isfinite(following) else ordered[last] - 1
    return float((ordered[last] + low) / 2)


def _f1(said: np.ndarray[Any, Any], truth: np.ndarray[Any, Any]) -> float:
    return float(2 * (said & truth).sum() / max(1, said.sum() + truth.sum()))


def learn(label: str, collection: Collection, config: Mapping[str, Any]) -> dict[str, Any] | None:
    """One label's weights in thousandths; None where too few contracts bear it, or no sentence shows it."""
    bearing = {doc: label in borne for doc, borne in collection.borne.items()}
    if sum(bearing.values()) < config["fewest_contracts"]:
        return None
    problem = problem_of(label, collection, config)
    if not problem.shows.any():
        return None
    scores = left_out_scores(problem, config)
    floor = float(scores[np.isfinite(scores)].min()) - 1
    best = dict.fromkeys(bearing, floor)
    for doc, score in zip(problem.contracts, scores, strict=True):
        best[doc] = max(best[doc], float(score))
    threshold, f1 = threshold_of(best, bearing, config)
    model = fitted(problem, np.ones(len(scores), dtype=bool), config)
    *in_words, of_rule = (float(value) for value in model.coef_[0])
    rounded = ((word, round(value * _UNIT)) for word, value in zip(problem.words, in_words, strict=True))
    words = {word: weight for word, weight in rounded if weight}
    print(f"{label:36}{sum(bearing.values()):5} contracts{len(words):6} weights   left-out F1 {f1:.3f}")
    return {
        "bias": round(float(model.intercept_[0]) * _UNIT),
        "threshold": round(threshold * _UNIT),
        "rule": round(of_rule * config["rule_scale"] * _UNIT),
        "words": words,
    }


def main(arguments: Sequence[str] | None = None) -> int:
    """Learn all labels; 2 where the collection is missing."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--collection", type=Path, required=True, metavar="DIR")
    parser.add_argument("--out", type=Path, default=OUT, metavar="FILE")
    options = parser.parse_args(arguments)
    if not is_there(options.collection):
        return 2
    config = tomllib.loads((HERE / "clause_labels.toml").read_text(encoding="utf-8"))
    collection = collect(options.collection)
    learned = {rules.family: learn(rules.family, collection, config) for rules in label_rules()}
    about = {"licence": "derived from CUAD v1, The Atticus Project, CC BY 4.0", "unit": "1/1000 of log-odds"}
    labels = {label: entry for label, entry in learned.items() if entry}
    options.out.write_text(json.dumps({"about": about, "labels": labels}, indent=1, sort_keys=True) + "\n")
    return 0


if __name__ == "__main__":
    sys.exit(main())
