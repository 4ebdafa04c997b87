"""Measure how sure the answers are, and write it down for the pipeline.

    python -m training.calibrate --collection DIR [--keep]

An answer's basis is the way in which it came about (pipeline/termsheet/confidence.py). The share of right
answers of a basis is measured on the whole collection, drawn towards the field's share where the basis is
rare, and then moved, all bases of a field by one step in log-odds, so that the mean fits the validation part,
on which no rule was written. The reliability table is of the validation part: the contracts of each fifth of
it with the confidences that all other contracts give. Writes pipeline/termsheet/confidence.json (not with
`--keep`) and benchmarks/results/reliability.json.
"""

from __future__ import annotations

import argparse
import hashlib
import json
import math
import sys
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from concurrent.futures import ProcessPoolExecutor
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from benchmarks.accuracy import FIELDS, Scorer, predict, scorer_of
from benchmarks.gold import is_there
from benchmarks.split import part
from pipeline.termsheet.confidence import basis_of_label, plainer

HERE = Path(__file__).parent
RELIABILITY = HERE.parent / "benchmarks" / "results" / "reliability.json"
CONFIDENCE = HERE.parent / "pipeline" / "termsheet" / "confidence.json"

LABELS = "clauses"  # all clause labels as one field: few contracts bear any one of them

_WEIGHT = 8  # answers of the whole field that stand beside a basis's own
_BINS = (0.0, 0.5, 0.7, 0.8, 0.9, 0.95, 1.01)
_FOLDS = 5
_LEAST, _MOST = 0.02, 0.99  # nothing measured on some hundred contracts is surer than this


@dataclass(frozen=True, slots=True)
class Row:
    """One answer: where it stood, how it came about, and whether it was right."""

    doc_id: str
    field: str
    basis: str
    right: bool


def rows_of(
    scorer: Scorer, gold: Mapping[str, Any], predictions: Iterable[Mapping[str, Any]]
) -> Iterator[Row]:
    """Every answer that the gold can judge: each value, and each "nothing"."""
    for prediction in predictions:
        doc_id = prediction["doc_id"]
        record = {doc_id: gold[doc_id]}
        for field in FIELDS:
            entry = gold[doc_id]["fields"][field]
            if entry["status"] == "unscorable":
                continue
            values = prediction[field]
            for value in values:
                scored = scorer.score(record, {doc_id: {field: [value]}}, [field], collect_errors=False)
                figures = scored["fields"][field]
                if figures["pred_values"]:
                    yield Row(doc_id, field, value["basis"], figures["true_positives"] > 0)
            if not values and field in prediction["silent"]:
                yield Row(doc_id, field, prediction["silent"][field], entry["status"] == "absent")
        for label, said in prediction["clauses"].items():
            right = said["answer"] is gold[doc_id]["clauses"][label]["answer"]
            yield Row(doc_id, LABELS, basis_of_label(label, said["basis"]), right)


def shares(rows: Sequence[Row]) -> dict[str, float]:
    """Basis to share of right answers, drawn towards a plainer basis and the field; "" is the field's own."""
    field = _drawn(sum(row.right for row in rows), len(rows), 0.5, 2)
    spoken = [row for row in rows if not _silent(row.basis)]
    said = _drawn(sum(row.right for row in spoken), len(spoken), field, 2)
    right: Counter[str] = Counter()
    seen: Counter[str] = Counter()
    for row in rows:
        for basis in {row.basis, plainer(row.basis)}:
            seen[basis] += 1
            right[basis] += row.right
    found = {"": said}
    for basis in sorted(seen, key=lambda basis: (basis != plainer(basis), basis)):
        towards = found.get(plainer(basis), said) if basis != plainer(basis) else said
        found[basis] = _drawn(right[basis], seen[basis], towards, 2 if _silent(basis) else _WEIGHT)
    return found


def _silent(basis: str) -> bool:
    return plainer(basis) in {
        "absent",
        "blank",
        "redacted",
        "by_reference",
        "no sentence",
        "no by rules",
    } or (plainer(basis).startswith("no, "))


def _drawn(right: float, of: float, towards: float, weight: float) -> float:
    return (right + weight * towards) / (of + weight)


def step(rows: Sequence[Row], measured: Mapping[str, float]) -> float:
    """The move in log-odds that makes the mean confidence of `rows` the share that is right among them."""
    if not rows:
        return 0.0
    aim = (sum(row.right for row in rows) + 1) / (len(rows) + 2)
    low, high = -6.0, 6.0
    for _ in range(60):
        middle = (low + high) / 2
        mean = sum(moved(_share(measured, row.basis), middle) for row in rows) / len(rows)
        low, high = (middle, high) if mean < aim else (low, middle)
    return (low + high) / 2


def _share(measured: Mapping[str, float], basis: str) -> float:
    return measured.get(basis, measured.get(plainer(basis), measured[""]))


def moved(share: float, by: float) -> float:
    """`share` moved in log-odds."""
    share = min(max(share, 0.005), 0.995)
    return min(max(1 / (1 + math.exp(-(math.log(share / (1 - share)) + by))), _LEAST), _MOST)


def calibrate(rows: Sequence[Row]) -> tuple[dict[str, dict[str, str]], list[tuple[Row, float]]]:
    """Field to basis to confidence, and for each validation answer the one that other contracts give."""
    confidences: dict[str, dict[str, str]] = {}
    judged: list[tuple[Row, float]] = []
    for field in (*FIELDS, LABELS):
        own = [row for row in rows if row.field == field]
        if field == LABELS:  # on the tuning part the weights were learned, and are better than elsewhere
            own = [row for row in own if part(row.doc_id) == "validation"]
        confidences[field] = {basis: f"{share:.2f}" for basis, share in fitted(own).items()}
        for fold in range(_FOLDS):
            left_out = [row for row in own if part(row.doc_id) == "validation" and _fold(row) == fold]
            others = fitted([row for row in own if row not in left_out])
            judged.extend((row, _share(others, row.basis)) for row in left_out)
    return confidences, judged


def fitted(rows: Sequence[Row]) -> dict[str, float]:
    """Basis to confidence: the shares of all rows, moved to where the validation part says."""
    measured = shares(rows)
    unread = [row for row in rows if part(row.doc_id) == "validation"]
    moves = {
        kind: step([row for row in unread if _silent(row.basis) is kind], measured) for kind in (False, True)
    }
    return {basis: moved(share, moves[_silent(basis)]) for basis, share in measured.items()}


def _fold(row: Row) -> int:
    return hashlib.sha256(row.doc_id.encode()).digest()[-1] % _FOLDS


def reliability(judged: Iterable[tuple[Row, float]]) -> list[dict[str, Any]]:
    """How many answers fell in each bin of confidence, the mean confidence there, and the share right."""
    bins: defaultdict[int, list[tuple[bool, float]]] = defaultdict(list)
    for row, sure in judged:
        bins[max(i for i, edge in enumerate(_BINS) if sure >= edge)].append((row.right, sure))
    return [
        {
            "from": _BINS[i],
            "answers": len(found),
            "mean_confidence": round(sum(sure for _, sure in found) / len(found), 3),
            "right": round(sum(right for right, _ in found) / len(found), 3),
        }
        for i, found in sorted(bins.items())
    ]


def main(arguments: Sequence[str] | None = None) -> int:
    """Run the benchmark; 2 where the collection is missing."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--collection", type=Path, required=True, metavar="DIR")
    parser.add_argument("--keep", action="store_true", help="leave the pipeline's confidences as they are")
    options = parser.parse_args(arguments)
    if not is_there(options.collection):
        return 2
    scorer = scorer_of(options.collection)
    gold = scorer.load_gold(options.collection / "gold.jsonl")
    paths = [options.collection / "txt" / f"{doc_id}.txt" for doc_id in gold]
    with ProcessPoolExecutor() as pool:
        rows = list(rows_of(scorer, gold, pool.map(predict, paths, chunksize=8)))
    confidences, judged = calibrate(rows)
    tables = {"all": reliability(judged)}
    for field in (*FIELDS, LABELS):
        tables[field] = reliability((row, sure) for row, sure in judged if row.field == field)
    for name, table in tables.items():
        print(f"{name:36}{'answers':>8}{'sure':>8}{'right':>8}")
        for line in table:
            print(
                f"  from {line['from']:<29.2f}{line['answers']:8}"
                f"{line['mean_confidence']:8.3f}{line['right']:8.3f}"
            )
    brier = sum((sure - row.right) ** 2 for row, sure in judged) / len(judged)
    print(f"Brier score {brier:.4f} over {len(judged)} answers")
    RELIABILITY.write_text(json.dumps({"brier": round(brier, 4), "tables": tables}, indent=1) + "\n")
    if not options.keep:
        CONFIDENCE.write_text(json.dumps(confidences, indent=1, sort_keys=True) + "\n")
    return 0


if __name__ == "__main__":
    sys.exit(main())
