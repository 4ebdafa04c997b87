"""Score the clause labels on a collection of contracts with gold, sentence by sentence.

    python -m benchmarks.labels --collection DIR [--part tuning|validation] [--label NAME] [--rules-only]

Prints for each label the contracts that bear it, those found, precision, recall, F1 and how many of the
gold's sentences pass the gate. With `--label`, and on the tuning part only, lists what was missed (the
excerpts) and what was wrongly found (the sentences, with their rules). With `--rules-only` the learned
weights have no say. Exits with 2 where there is no collection.
"""

from __future__ import annotations

import argparse
import json
import sys
from collections.abc import Iterator, Sequence
from concurrent.futures import ProcessPoolExecutor
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from typing import Any

from benchmarks.gold import is_there
from benchmarks.split import part
from pipeline.clauses import outline
from pipeline.extract.in_context import Sentence, sentences
from pipeline.labels import clause_labels
from pipeline.labels.weights import Weights, weights
from pipeline.load import load
from pipeline.match.automaton import Automaton
from pipeline.match.sentence_rules import label_rules
from pipeline.model import SourceSpan, Text, fold

_MUCH = 0.5  # of a sentence, or of an excerpt, that the two share when the one shows the other
_SHOWN = 700  # characters of a sentence that a listing shows


@dataclass(frozen=True, slots=True)
class Contract:
    """One contract: what was said of each label, and the gold."""

    doc_id: str
    said: dict[str, list[tuple[str, str]]]  # label -> sentences in context, with their rules; empty for no
    gold: dict[str, list[str]]  # label -> the sentences of its excerpts, in context; absent for no
    excerpts: dict[str, list[str]]


def read(folder: Path, learned: Weights | None, record: dict[str, Any]) -> Contract:
    """Run the pipeline's labels over one contract and set the gold beside them."""
    path = folder / "txt" / f"{record['doc_id']}.txt"
    text = load(path.read_bytes(), path.name).texts[0]
    tree = outline(text)
    every = list(sentences(text, tree))
    by_start = {sentence.start: sentence for sentence in every}
    said = {
        label.name: [(by_start[span.start].in_context, rule) for span, rule in label.evidence]
        for label in clause_labels(text, tree, learned)
    }
    yes = {name: clause for name, clause in record["clauses"].items() if clause["answer"]}
    return Contract(
        record["doc_id"],
        said,
        {
            name: [sentence.in_context for sentence in showing(text, every, clause)]
            for name, clause in yes.items()
        },
        {name: [excerpt["text"] for excerpt in clause["excerpts"]] for name, clause in yes.items()},
    )


def showing(text: Text, every: Sequence[Sentence], clause: dict[str, Any]) -> Iterator[Sentence]:
    """The sentences that the gold's excerpts of a label lie in."""
    spans = [span for excerpt in clause["excerpts"] for span in excerpt["spans"]]
    if not spans:
        return
    for sentence in every:
        place = text.source_of(sentence.start, sentence.end)
        if any(_shared(place, span) for span in spans):
            yield sentence


def _shared(place: SourceSpan, span: Sequence[int]) -> bool:
    assert place.start is not None
    assert place.end is not None
    common = min(place.end, span[1]) - max(place.start, span[0])
    return common > _MUCH * (place.end - place.start) or common > _MUCH * max(30, span[1] - span[0])


def table(contracts: Sequence[Contract], labels: Sequence[str]) -> str:
    """The figures as lines of text."""
    gates = {family.family: Automaton(family.gate, family.file) for family in label_rules()}
    lines = [f"{'label':36}{'gold':>6}{'said':>6}{'right':>6}{'P':>7}{'R':>7}{'F1':>7}{'gate':>7}"]
    scores = []
    for label in labels:
        gold = {contract.doc_id for contract in contracts if label in contract.gold}
        said = {contract.doc_id for contract in contracts if contract.said.get(label)}
        right = len(gold & said)
        precision, recall = right / max(1, len(said)), right / max(1, len(gold))
        f1 = 2 * right / max(1, len(gold) + len(said))
        scores.append(f1)
        golden = [fold(words) for contract in contracts for words in contract.gold.get(label, ())]
        passed = sum(bool(gates[label].hits(words)) for words in golden) if label in gates else 0
        gate = passed / max(1, len(golden))
        lines.append(
            f"{label:36}{len(gold):6}{len(said):6}{right:6}{precision:7.3f}{recall:7.3f}{f1:7.3f}{gate:7.3f}"
        )
    lines.append(f"{'macro F1':36}{'':32}{sum(scores) / len(scores):7.3f}")
    return "\n".join(lines)


def errors(contracts: Sequence[Contract], label: str) -> Iterator[str]:
    """What was missed and what was wrongly found, contract by contract."""
    for contract in contracts:
        said, gold = contract.said.get(label, []), contract.gold.get(label)
        if gold is not None and not said:
            for words in contract.excerpts[label]:
                yield f"MISSED {contract.doc_id}: {words[:_SHOWN]}"
            for words in gold:
                yield f"   sentence: {words[:_SHOWN]}"
        if said and gold is None:
            for words, rule in said:
                yield f"WRONG {contract.doc_id} [{rule}]: {words[:_SHOWN]}"


def main(arguments: Sequence[str] | None = None) -> int:
    """Run the benchmark; 2 where the collection is missing."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--collection", type=Path, required=True, metavar="DIR")
    parser.add_argument("--part", choices=("tuning", "validation"), default="tuning")
    parser.add_argument("--rules-only", action="store_true", help="decide without the learned weights")
    parser.add_argument("--label", metavar="NAME", help="list the errors of this label (tuning part only)")
    options = parser.parse_args(arguments)
    if options.label and options.part != "tuning":
        parser.error("the errors of the validation part are not shown")
    if not is_there(options.collection):
        return 2
    with (options.collection / "gold.jsonl").open(encoding="utf-8") as lines:
        records = [json.loads(line) for line in lines]
    chosen = [record for record in records if part(record["doc_id"]) == options.part]
    with ProcessPoolExecutor() as pool:
        one = partial(read, options.collection, None if options.rules_only else weights())
        contracts = list(pool.map(one, chosen, chunksize=4))
    labels = [options.label] if options.label else sorted(chosen[0]["clauses"])
    print(table(contracts, labels))
    if options.label:
        print("\n".join(errors(contracts, options.label)))
    return 0


if __name__ == "__main__":
    sys.exit(main())
