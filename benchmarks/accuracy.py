"""Score the pipeline's terms on a collection of contracts with gold, by the collection's own scorer.

    python benchmarks/accuracy.py --collection DIR [--part tuning|validation|all] [--errors FIELD] [--final]

DIR holds `txt/`, `gold.jsonl` and `score.py` (which is imported from there). Rules are written on the tuning
part only (split.py); the errors of the validation part are not shown unless `--final` says that the work on
rules is over. The clause labels (yes or no, with the sentences that show each) are scored beside the fields.

Prints a table for each part, and what was gained and lost since the committed result; writes
results/accuracy.json. Exits with 2 where there is no collection.
"""

from __future__ import annotations

import argparse
import importlib.util
import json
import subprocess
import sys
from collections.abc import Callable, Iterable, Mapping, Sequence
from concurrent.futures import ProcessPoolExecutor
from functools import partial
from pathlib import Path
from typing import Any, Protocol, cast

from benchmarks.gold import is_there
from benchmarks.split import part
from pipeline.findings import Findings
from pipeline.load import load
from pipeline.model import Answer, Period, Status, Text
from pipeline.run import analyse
from pipeline.spans import Span
from pipeline.termsheet.confidence import basis_of_answer, basis_of_party

HERE = Path(__file__).parent
RESULTS = HERE / "results" / "accuracy.json"
PARTS = ("tuning", "validation")
_FIGURES = ("docs_scored", "gold_values", "pred_values", "true_positives", "precision", "recall", "f1",
            "evidence_overlap", "strict_f1")  # fmt: skip

Prediction = dict[str, Any]


class Scorer(Protocol):
    """What the collection's score.py offers."""

    def load_gold(self, path: Path) -> dict[str, Any]:
        """The gold records by document."""

    def score(
        self, gold: dict[str, Any], predictions: dict[str, Any], fields: list[str], *, collect_errors: bool
    ) -> dict[str, Any]:
        """The figures, and the errors where asked for."""

    def words(self, text: str) -> list[str]:
        """The words of a title as they are compared."""

    def party_key(self, name: str) -> list[str]:
        """The words of a party's name as they are compared."""


def _term(name: str, findings: Findings) -> list[Prediction]:
    """A single-valued term in the scorer's form: its values, each with the places that show it."""
    answer: Answer = findings.terms[name]
    if answer.status not in (Status.FOUND, Status.CONFLICT) or answer.value is None:
        return []
    spans = _source(findings.text, (span for span, _ in answer.evidence))
    values = answer.value if isinstance(answer.value, tuple) else (answer.value,)
    return [{**_plain(value), "spans": spans, "basis": basis_of_answer(answer)} for value in values]


def _plain(value: object) -> Prediction:
    if isinstance(value, Period):
        unit = value.unit.value.replace("_", " ")
        return {"count": value.count, "unit": unit, "successive": value.successive}
    return {"value": value}


def _source(text: Text, spans: Iterable[Span]) -> list[list[int | None]]:
    found = (text.source_of(span.start, span.end) for span in spans)
    return [[place.start, place.end] for place in found]


def _parties(findings: Findings) -> list[Prediction]:
    """The named parties in the scorer's form; a class without names ("each of the undersigned") is none."""
    return [
        {
            "name": party.name,
            "aliases": [*party.aliases, *([party.collective_alias] if party.collective_alias else [])],
            "spans": _source(findings.text, (Span(party.start, party.end), *party.evidence)),
            "basis": basis_of_party(party),
        }
        for party in findings.parties
        if not party.unnamed_class
    ]


# A field of the gold joins by a line here: what the pipeline's findings say of it, in the scorer's form.
FIELDS: Mapping[str, Callable[[Findings], list[Prediction]]] = {
    "document_name": partial(_term, "document_name"),
    "parties": _parties,
    "agreement_date": partial(_term, "agreement_date"),
    "effective_date": partial(_term, "effective_date"),
    "expiration_date": partial(_term, "expiration_date"),
    "renewal_term": partial(_term, "renewal_term"),
    "notice_period_to_terminate_renewal": partial(_term, "notice_period_to_terminate_renewal"),
    "governing_law": partial(_term, "governing_law"),
}


def _labels(findings: Findings) -> Prediction:
    """The clause labels in the scorer's form."""
    return {
        label.name: {
            "answer": label.answer,
            "spans": _source(findings.text, (span for span, _ in label.evidence)),
            "basis": label.basis,
        }
        for label in findings.labels
    }


def predict(path: Path) -> Prediction:
    """What the pipeline says of one contract."""
    return predict_from(path.stem, analyse(load(path.read_bytes(), path.name).texts[0]))


def predict_from(doc_id: str, findings: Findings) -> Prediction:
    """What the findings say, field by field, and why they say nothing where they do."""
    fields = {field: read(findings) for field, read in FIELDS.items()}
    silent = {name: basis_of_answer(answer) for name, answer in findings.terms.items() if not fields[name]}
    return {"doc_id": doc_id, **fields, "silent": silent, "clauses": _labels(findings)}


def measure(scorer: Scorer, gold: Mapping[str, Any], predictions: Mapping[str, Prediction]) -> Prediction:
    """The figures of each field, and the documents that are not wholly right."""
    scored = scorer.score(dict(gold), dict(predictions), list(FIELDS), collect_errors=True)
    wrong: dict[str, list[str]] = {field: [] for field in FIELDS}
    for error in scored["errors"]:
        wrong[error["field"]].append(error["doc_id"])
    fields = {
        field: {**{name: _rounded(table[name]) for name in _FIGURES}, "wrong": sorted(wrong[field])}
        for field, table in scored["fields"].items()
    }
    macro = {name: _rounded(scored[name]) for name in ("macro_f1", "macro_strict_f1")}
    clauses = {
        name: {
            **{figure: _rounded(value) for figure, value in row.items()},
            "wrong": sorted(doc_id for doc_id in gold if _misjudged(name, gold[doc_id], predictions[doc_id])),
        }
        for name, row in scored["clauses"]["categories"].items()
    }
    labels = {"macro_f1": _rounded(scored["clauses"]["macro_f1"]), "labels": clauses}
    return {"documents": len(gold), **macro, "fields": fields, "clauses": labels, "errors": scored["errors"]}


def _misjudged(label: str, gold: Mapping[str, Any], prediction: Prediction) -> bool:
    return bool(prediction["clauses"][label]["answer"]) is not gold["clauses"][label]["answer"]


def _rounded(figure: float | None) -> float | int | None:
    return round(figure, 4) if isinstance(figure, float) else figure


def table(name: str, measured: Prediction) -> str:
    """The figures as lines of text."""
    heads = (
        ("docs", 5),
        ("gold", 6),
        ("said", 6),
        ("right", 6),
        ("P", 7),
        ("R", 7),
        ("F1", 7),
        ("ev", 7),
        ("strict", 8),
    )
    lines = [
        f"{name}: {measured['documents']} contracts",
        f"{'field':36}" + "".join(f"{head:>{wide}}" for head, wide in heads),
    ]
    for field, row in measured["fields"].items():
        counts = "".join(f"{row[key]:6}" for key in ("gold_values", "pred_values", "true_positives"))
        shares = "".join(f"{row[key] or 0:7.3f}" for key in ("precision", "recall", "f1", "evidence_overlap"))
        lines.append(f"{field:36}{row['docs_scored']:5}{counts}{shares}{row['strict_f1'] or 0:8.3f}")
    lines.append(f"{'macro F1':36}{'':43}{measured['macro_f1']:7.3f}{'':7}{measured['macro_strict_f1']:8.3f}")
    for label, row in measured["clauses"]["labels"].items():
        counts = "".join(f"{row[key]:6}" for key in ("gold_yes", "pred_yes", "tp"))
        shares = "".join(f"{row[key] or 0:7.3f}" for key in ("precision", "recall", "f1", "evidence_overlap"))
        lines.append(f"  {label:34}{measured['documents']:5}{counts}{shares}")
    lines.append(f"{'macro F1 of the labels':36}{'':37}{measured['clauses']['macro_f1']:7.3f}")
    return "\n".join(lines)


def changes(before: Prediction, now: Prediction, *, named: bool) -> list[str]:
    """What was gained and lost, field by field; the documents by name only where `named`."""
    lines = []
    old_rows = {**before.get("fields", {}), **before.get("clauses", {}).get("labels", {})}
    for field, row in {**now["fields"], **now["clauses"]["labels"]}.items():
        if field not in old_rows or "wrong" not in old_rows[field]:
            lines.append(f"  {field}: no committed result to compare with")
            continue
        old = set(old_rows[field]["wrong"])
        new = set(row["wrong"])
        for word, documents in (("gained", old - new), ("lost", new - old)):
            if documents:
                lines.append(
                    f"  {word} {field}: " + (", ".join(sorted(documents)) if named else str(len(documents)))
                )
    return lines


def committed() -> Prediction:
    """The result as it was last committed; empty where there is none."""
    shown = subprocess.run(
        ["git", "-C", str(HERE), "show", f"HEAD:./results/{RESULTS.name}"],
        capture_output=True,
        text=True,
        check=False,
    )
    result: Prediction = json.loads(shown.stdout) if shown.returncode == 0 else {}
    return result


def scorer_of(folder: Path) -> Scorer:
    """The collection's own scorer."""
    spec = importlib.util.spec_from_file_location("collection_score", folder / "score.py")
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return cast("Scorer", module)


def _arguments(arguments: Sequence[str] | None) -> argparse.Namespace:
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--collection", type=Path, required=True, metavar="DIR")
    parser.add_argument("--part", choices=(*PARTS, "all"), default="tuning")
    parser.add_argument(
        "--errors", choices=tuple(FIELDS), metavar="FIELD", help="list the wrong documents of a field"
    )
    parser.add_argument(
        "--final", action="store_true", help="show the validation part's errors too: no more tuning after it"
    )
    options = parser.parse_args(arguments)
    if options.errors and options.part != "tuning" and not options.final:
        parser.error("the errors of the validation part are shown only with --final")
    return options


def main(arguments: Sequence[str] | None = None) -> int:
    """Run the benchmark; 2 where the collection is missing."""
    options = _arguments(arguments)
    if not is_there(options.collection):
        return 2
    scorer = scorer_of(options.collection)
    gold = scorer.load_gold(options.collection / "gold.jsonl")
    before = committed()
    results = json.loads(RESULTS.read_text()) if RESULTS.exists() else {}
    for name in PARTS if options.part == "all" else (options.part,):
        chosen = {doc_id: record for doc_id, record in gold.items() if part(doc_id) == name}
        with ProcessPoolExecutor() as pool:
            paths = [options.collection / "txt" / f"{doc_id}.txt" for doc_id in chosen]
            predictions = {
                prediction["doc_id"]: prediction for prediction in pool.map(predict, paths, chunksize=8)
            }
        measured = measure(scorer, chosen, predictions)
        errors = measured.pop("errors")
        print(table(name, measured))
        lines = changes(before.get(name, {}), measured, named=name == "tuning" or options.final)
        print("\n".join(lines) if name in before else "  no committed result to compare with")
        for error in errors:
            if error["field"] == options.errors:
                wrong = json.dumps(error["wrong"])[:300]
                print(f"{error['doc_id']}: missed {json.dumps(error['missed'])}, wrong {wrong}")
        results[name] = measured
    RESULTS.parent.mkdir(exist_ok=True)
    RESULTS.write_text(json.dumps(results, indent=1, sort_keys=True) + "\n")
    return 0


if __name__ == "__main__":
    sys.exit(main())
