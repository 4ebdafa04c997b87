"""Score the single-valued terms on samples that were written without sight of the rules.

    python -m benchmarks.fresh_terms --collection DIR [FILE.jsonl…] [--half odd|even] [--errors FIELD]

DIR has the `score.py` by which values are compared; FILE defaults to the fresh samples of terms in
`corpus/samples/fresh`. Rules may be tuned on samples with odd ids; of the even ones nothing is shown but
totals, so that they measure what tuning is worth.
"""

from __future__ import annotations

import argparse
import json
import re
from collections.abc import Iterable, Sequence
from pathlib import Path
from typing import Any

from benchmarks.accuracy import FIELDS, Prediction, scorer_of
from pipeline.load import load
from pipeline.run import analyse

FRESH = Path(__file__).parent.parent / "corpus" / "samples" / "fresh"
TERMS = tuple(field for field in FIELDS if field != "parties")  # the samples tell no parties

Sample = dict[str, Any]


def samples(paths: Iterable[Path], half: str) -> list[Sample]:
    """The samples whose ids end in a number of that half, in order."""
    rows = [json.loads(line) for path in paths for line in path.read_text(encoding="utf-8").splitlines()]
    return [row for row in rows if _number(row["id"]) % 2 == (half == "odd")]


def _number(name: str) -> int:
    found = re.search(r"\d+$", name)
    if found is None:
        raise ValueError(f"sample id {name!r} ends in no number")
    return int(found.group())


def gold_record(sample: Sample) -> dict[str, Any]:
    """The sample's expectation in the form of the collection's gold."""
    fields = {}
    for field in TERMS:
        value = sample["expect"].get(field)
        known = "absent" if value is None else "value"
        status = "unscorable" if field in sample.get("unscorable", ()) else known
        fields[field] = {"status": status, "values": [] if value is None else [value], "excerpts": []}
    return {"doc_id": sample["id"], "split": "dev", "fields": fields}


def predict(sample: Sample) -> Prediction:
    """What the pipeline says of one sample."""
    findings = analyse(load(sample["text"].encode("utf-8"), f"{sample['id']}.txt").texts[0])
    return {"doc_id": sample["id"], **{field: FIELDS[field](findings) for field in TERMS}}


def main(arguments: Sequence[str] | None = None) -> None:
    """Print the totals of each field, and the errors of one where asked for and allowed."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("files", nargs="*", type=Path, metavar="FILE")
    parser.add_argument("--collection", type=Path, required=True, metavar="DIR")
    parser.add_argument("--half", choices=("odd", "even"), default="odd")
    parser.add_argument("--errors", choices=TERMS, metavar="FIELD")
    options = parser.parse_args(arguments)
    if options.errors and options.half == "even":
        parser.error("the errors of the even half are not shown: nobody tunes on it")
    scorer = scorer_of(options.collection)
    chosen = samples(options.files or sorted(FRESH.glob("terms_*.jsonl")), options.half)
    gold = {sample["id"]: gold_record(sample) for sample in chosen}
    predictions = {sample["id"]: predict(sample) for sample in chosen}
    scored = scorer.score(gold, predictions, list(TERMS), collect_errors=True)
    print(f"{options.half}: {len(chosen)} samples")
    print(f"{'field':36}{'docs':>5}{'gold':>6}{'said':>6}{'right':>6}{'P':>7}{'R':>7}{'F1':>7}")
    for field, row in scored["fields"].items():
        counts = "".join(f"{row[key]:6}" for key in ("gold_values", "pred_values", "true_positives"))
        shares = "".join(f"{row[key] or 0:7.3f}" for key in ("precision", "recall", "f1"))
        print(f"{field:36}{row['docs_scored']:5}{counts}{shares}")
    for error in scored["errors"]:
        if error["field"] == options.errors:
            wrong = [{key: value for key, value in said.items() if key != "spans"} for said in error["wrong"]]
            print(f"{error['doc_id']}: missed {json.dumps(error['missed'])}, wrong {json.dumps(wrong)}")


if __name__ == "__main__":
    main()
