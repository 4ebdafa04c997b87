"""Sort the remaining errors of each field into kinds, and count them.

    python -m benchmarks.kinds --collection DIR

A kind says what went wrong and how near the right answer was: nothing said although the value was read
elsewhere in the text, a name cut too short, a period where the gold has none. Of the tuning part each kind
names one contract to look at; of the validation part only the counts are shown. Writes
results/error_kinds.json.
"""

from __future__ import annotations

import argparse
import json
import re
import sys
from collections import defaultdict
from collections.abc import Callable, Iterator, Mapping, Sequence
from concurrent.futures import ProcessPoolExecutor
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Any

from benchmarks.accuracy import FIELDS, Prediction, Scorer, predict_from, scorer_of
from benchmarks.gold import is_there
from benchmarks.split import part
from pipeline.load import load
from pipeline.model import Region
from pipeline.run import analyse

RESULTS = Path(__file__).parent / "results" / "error_kinds.json"
PARTS = ("tuning", "validation")

Value = Any  # of the gold, or of a prediction, in the scorer's form


@dataclass(frozen=True, slots=True)
class Reading:
    """What was said of one contract, and what else was read in it."""

    said: Prediction
    dates: frozenset[str]
    periods: frozenset[tuple[str, str]]  # count and unit
    text: str
    regions: tuple[Region, ...]

    def place_of(self, name: str) -> str | None:
        """The part of the agreement in which a name's words stand first; None where they do not."""
        found = re.search(r"\s+".join(map(re.escape, name.split())), self.text, re.IGNORECASE)
        if found is None:
            return None
        kinds = (region.kind.value for region in self.regions if region.start <= found.start() < region.end)
        return next(kinds, "text")


def read(path: Path) -> Reading:
    """Run the pipeline over one contract."""
    findings = analyse(load(path.read_bytes(), path.name).texts[0])
    counted = findings.quantities
    return Reading(
        predict_from(path.stem, findings),
        frozenset(entry.iso for entry in counted.dates if entry.iso),
        frozenset(
            (f"{entry.count:f}", entry.unit.value.removesuffix("s"))
            for entry in counted.day_counts
            if entry.count is not None and entry.unit is not None
        ),
        findings.text.string,
        findings.outline.regions,
    )


# --------------------------------------------------------------------------- kinds, by the form of the value

Kinds = Iterator[str]


def title_kinds(scorer: Scorer, reading: Reading, missed: Sequence[Value], wrong: Sequence[Value]) -> Kinds:
    """How the words of the title said stand to those of the nearest gold wording."""
    if not wrong or not missed:
        yield _silence(reading, "document_name") if missed else "said, but the gold has none"
        return
    said = set(scorer.words(wrong[0]["value"]))
    gold = max((set(scorer.words(wording)) for wording in missed), key=lambda words: len(words & said))
    if said < gold:
        yield f"too short by {_some(len(gold - said))}"
    elif gold < said:
        yield f"too long by {_some(len(said - gold))}"
    elif said & gold:
        yield "other words, some the same"
    else:
        yield "another place"


def party_kinds(scorer: Scorer, reading: Reading, missed: Sequence[Value], wrong: Sequence[Value]) -> Kinds:
    """Names missed and names wrong, each by how near the other side comes to it."""
    names = [set(scorer.party_key(entry["name"])) for entry in wrong]
    golden = [set(scorer.party_key(entry["name"])) for entry in missed]
    for key, entry in zip(golden, missed, strict=True):
        if any(key < name for name in names):
            yield "missed: a longer name was taken"
        elif any(name < key for name in names):
            yield "missed: a shorter name was taken"
        elif (place := reading.place_of(entry["name"])) is not None:
            yield f"missed: its words stand first in the {place}"
        else:
            yield "missed: its words do not stand so in the text"
    for key in names:
        if not any(key < gold or gold < key for gold in golden):
            yield "wrong: no party of the gold"


def date_kinds(field: str) -> Callable[[Scorer, Reading, Sequence[Value], Sequence[Value]], Kinds]:
    """For a field of dates: what was said instead, and whether the right date was read at all."""

    def kinds(scorer: Scorer, reading: Reading, missed: Sequence[Value], wrong: Sequence[Value]) -> Kinds:
        del scorer
        for gold in missed:
            known = "read elsewhere" if gold in reading.dates else "not read as a date"
            if gold == "perpetual":
                known = "perpetual"
            if wrong:
                yield f"missed ({known}): {_distance(wrong[0]['value'], gold)}"
            else:
                yield f"missed ({known}): {_silence(reading, field)}"
        if not missed:
            for _ in wrong:
                yield "said, but the gold has none"

    return kinds


def _distance(said: str, gold: str) -> str:
    if "perpetual" in (said, gold):
        return f"said {'perpetual' if said == 'perpetual' else 'a date'}"
    days = abs((date.fromisoformat(said) - date.fromisoformat(gold)).days)
    return "said another day of that month" if days < 31 else "said another date"


def period_kinds(field: str) -> Callable[[Scorer, Reading, Sequence[Value], Sequence[Value]], Kinds]:
    """For a field of periods: what was said instead, and whether the right period was read at all."""

    def kinds(scorer: Scorer, reading: Reading, missed: Sequence[Value], wrong: Sequence[Value]) -> Kinds:
        del scorer
        for gold in missed:
            if not isinstance(gold, dict):
                known = str(gold)
            else:
                pair = (str(gold["count"]), str(gold["unit"]).replace(" ", "_"))
                known = "read elsewhere" if pair in reading.periods else "not read as a period"
            yield f"missed ({known}): {'said another' if wrong else _silence(reading, field)}"
        if not missed:
            for _ in wrong:
                yield "said, but the gold has none"

    return kinds


def law_kinds(scorer: Scorer, reading: Reading, missed: Sequence[Value], wrong: Sequence[Value]) -> Kinds:
    """A law missed, or one said that the gold does not have."""
    del scorer
    for _ in missed:
        yield f"missed: {'said another' if wrong else _silence(reading, 'governing_law')}"
    if not missed:
        for _ in wrong:
            yield "said, but the gold has no such law"


def _silence(reading: Reading, field: str) -> str:
    return f"nothing said, {reading.said['silent'].get(field, 'absent')}"


def _some(words: int) -> str:
    return "one word" if words == 1 else "several words"


KINDS: Mapping[str, Callable[[Scorer, Reading, Sequence[Value], Sequence[Value]], Kinds]] = {
    "document_name": title_kinds,
    "parties": party_kinds,
    "agreement_date": date_kinds("agreement_date"),
    "effective_date": date_kinds("effective_date"),
    "expiration_date": date_kinds("expiration_date"),
    "renewal_term": period_kinds("renewal_term"),
    "notice_period_to_terminate_renewal": period_kinds("notice_period_to_terminate_renewal"),
    "governing_law": law_kinds,
}


def sorted_kinds(
    scorer: Scorer, gold: Mapping[str, Any], readings: Mapping[str, Reading]
) -> dict[str, dict[str, list[str]]]:
    """Field to kind to the contracts where it happened, as often as it did."""
    predictions = {doc_id: reading.said for doc_id, reading in readings.items()}
    scored = scorer.score(dict(gold), predictions, list(FIELDS), collect_errors=True)
    found: dict[str, dict[str, list[str]]] = {field: defaultdict(list) for field in FIELDS}
    for error in scored["errors"]:
        reading = readings[error["doc_id"]]
        for kind in KINDS[error["field"]](scorer, reading, error["missed"], error["wrong"]):
            found[error["field"]][kind].append(error["doc_id"])
    return found


def main(arguments: Sequence[str] | None = None) -> int:
    """Run the benchmark; 2 where the collection is missing."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--collection", type=Path, required=True, metavar="DIR")
    options = parser.parse_args(arguments)
    if not is_there(options.collection):
        return 2
    scorer = scorer_of(options.collection)
    gold = scorer.load_gold(options.collection / "gold.jsonl")
    results: dict[str, dict[str, dict[str, dict[str, Any]]]] = {}
    for name in PARTS:
        chosen = {doc_id: record for doc_id, record in gold.items() if part(doc_id) == name}
        with ProcessPoolExecutor() as pool:
            paths = [options.collection / "txt" / f"{doc_id}.txt" for doc_id in chosen]
            readings = dict(zip(chosen, pool.map(read, paths, chunksize=8), strict=True))
        results[name] = {
            field: {
                kind: {"count": len(where), **({"example": min(where)} if name == "tuning" else {})}
                for kind, where in sorted(kinds.items(), key=lambda entry: (-len(entry[1]), entry[0]))
            }
            for field, kinds in sorted_kinds(scorer, chosen, readings).items()
        }
        print(name)
        for field, kinds in results[name].items():
            print(f"  {field}")
            for kind, row in kinds.items():
                print(f"    {row['count']:4}  {kind}{'  e.g. ' + row['example'] if 'example' in row else ''}")
    RESULTS.write_text(json.dumps(results, indent=1) + "\n", encoding="utf-8")
    return 0


if __name__ == "__main__":
    sys.exit(main())
