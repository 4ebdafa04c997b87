"""Score the readers of quantities on worked examples.

    python benchmarks/samples.py FILE.jsonl… [--errors]

One object a line: `{id, text, expect: {dates, percentages, day_counts, money, conflicts}, tags}`. A hit needs
the exact source span and the value with its unit, currency, direction and anchor; what a `*_alt` list allows
is as good, and an entry marked optional is neither required nor wrong. The text goes through the plain-text
loader, as a real file does, and everything is compared in offsets of the source.
"""

from __future__ import annotations

import argparse
import json
import sys
from collections.abc import Sequence
from dataclasses import dataclass, field
from pathlib import Path

from benchmarks.scoring import QUANTITIES, Entry, Found, Score, tally
from pipeline.extract.quantities import quantities
from pipeline.load.plain import text_of
from pipeline.model import Conflict, DateMention, DayCount, Money, Percentage, Source, SourceSpan, Text


@dataclass
class Report:
    """What the samples showed."""

    strict: dict[str, Score] = field(default_factory=lambda: {kind: Score() for kind in QUANTITIES})
    lenient: dict[str, Score] = field(default_factory=lambda: {kind: Score() for kind in QUANTITIES})
    traps: int = 0
    taken: int = 0
    errors: list[str] = field(default_factory=list)


def text_of_sample(raw: str) -> Text:
    """The sample's text, through the loader of plain text."""
    source = Source("-", "", "text/plain")
    return text_of(raw, 0, len(raw), source, SourceSpan)


def found_in(text: Text) -> dict[str, list[Found]]:
    """What the readers find, by kind, in the terms of the file."""
    read = quantities(text)
    return {
        "dates": [_found(text, it, _date(it)) for it in read.dates],
        "percentages": [
            _found(text, it, {"value": it.value, "alternative": it.alternative}) for it in read.percentages
        ],
        "day_counts": [_found(text, it, _day_count(text, it)) for it in read.day_counts],
        "money": [_found(text, it, {"amount": it.amount, "currency": it.currency}) for it in read.money],
        "conflicts": [
            _found(text, it, {"word_value": it.word_value, "numeral_value": it.numeral_value})
            for it in read.conflicts
        ],
    }


def _found(text: Text, it: DateMention | Percentage | DayCount | Money | Conflict, values: Entry) -> Found:
    span = text.source_of(it.start, it.end)
    assert span.start is not None
    assert span.end is not None
    return Found(span.start, span.end, values)


def _date(it: DateMention) -> Entry:
    return {"iso": it.iso, "symbolic": it.symbolic}


def _day_count(text: Text, it: DayCount) -> Entry:
    return {
        "count": it.count,
        "unit": it.unit,
        "direction": it.direction,
        "anchor": None if it.anchor is None else text.string[it.anchor.start : it.anchor.end],
        "components": [(count, str(unit)) for count, unit in it.components],
    }


# --------------------------------------------------------------------------- scoring


def score(samples: Sequence[Entry]) -> Report:
    """The report on all samples together."""
    report = Report()
    for sample in samples:
        text = text_of_sample(sample["text"])
        found = found_in(text)
        for kind in QUANTITIES:
            entries = sample["expect"].get(kind, [])
            for problem in tally(report.strict[kind], kind, found[kind], entries, strict=True):
                report.errors.append(f"{sample['id']} {kind}: {problem}\n    {sample['text']!r}")
            list(tally(report.lenient[kind], kind, found[kind], entries, strict=False))
        if "negative" in sample.get("tags", ()):
            report.traps += 1
            report.taken += any(found.values())
    return report


def read_samples(paths: Sequence[Path]) -> list[Entry]:
    """The samples of all files, one a line."""
    return [
        json.loads(line)
        for path in paths
        for line in path.read_text(encoding="utf-8").splitlines()
        if line.strip()
    ]


def table(report: Report) -> str:
    """The report as lines of text."""
    lines = [f"{'':12} {'precision':>9} {'recall':>9} {'F1':>9} {'F1 without direction and anchor':>33}"]
    for kind in QUANTITIES:
        strict, lenient = report.strict[kind], report.lenient[kind]
        lines.append(
            f"{kind:12} {strict.precision:9.3f} {strict.recall:9.3f} {strict.f1:9.3f} {lenient.f1:33.3f}"
        )
    lines.append(f"traps taken  {report.taken} of {report.traps}")
    return "\n".join(lines)


def main(arguments: Sequence[str] | None = None) -> int:
    """Score the files named on the command line."""
    parser = argparse.ArgumentParser(description="Score the readers of quantities on worked examples.")
    parser.add_argument("files", nargs="+", type=Path)
    parser.add_argument("--errors", action="store_true", help="list each wrong mention")
    parser.add_argument(
        "--ids", choices=("all", "even", "odd"), default="all", help="only samples with such numbers"
    )
    options = parser.parse_args(arguments)
    samples = read_samples(options.files)
    if options.ids != "all":
        samples = [it for it in samples if int(it["id"][-1]) % 2 == (options.ids == "odd")]
    report = score(samples)
    if options.errors:
        print("\n".join(report.errors))
    print(table(report))
    return 0


if __name__ == "__main__":
    sys.exit(main())
