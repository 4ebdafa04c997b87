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
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from decimal import Decimal
from pathlib import Path
from typing import Any

from pipeline.extract.quantities import quantities
from pipeline.load.plain import text_of
from pipeline.model import Conflict, DateMention, DayCount, Money, Percentage, Source, SourceSpan, Text

Entry = Mapping[str, Any]  # one expected mention, as the file has it
KINDS = ("dates", "percentages", "day_counts", "money", "conflicts")
_PER_YEAR = {"years": Decimal(12), "quarters": Decimal(3), "months": Decimal(1)}
_PER_WEEK = {"weeks": Decimal(7), "days": Decimal(1)}


@dataclass(frozen=True)
class Found:
    """A mention in the terms of the file: its place in the source, and what it says."""

    start: int
    end: int
    values: Mapping[str, Any]


@dataclass
class Score:
    """Hits and misses of one kind."""

    hits: int = 0
    extra: int = 0
    missed: int = 0

    @property
    def precision(self) -> float:
        """Share of what was found that is right."""
        return self.hits / (self.hits + self.extra) if self.hits + self.extra else 1.0

    @property
    def recall(self) -> float:
        """Share of what is there that was found."""
        return self.hits / (self.hits + self.missed) if self.hits + self.missed else 1.0

    @property
    def f1(self) -> float:
        """Harmonic mean of the two."""
        return (
            2 * self.hits / (2 * self.hits + self.extra + self.missed)
            if self.hits + self.extra + self.missed
            else 1.0
        )


@dataclass
class Report:
    """What the samples showed."""

    strict: dict[str, Score] = field(default_factory=lambda: {kind: Score() for kind in KINDS})
    lenient: dict[str, Score] = field(default_factory=lambda: {kind: Score() for kind in KINDS})
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


# --------------------------------------------------------------------------- when a mention is right


def agrees(kind: str, found: Found, entry: Entry, *, strict: bool) -> bool:
    """Whether `found` is what `entry` asks for; without `strict`, direction and anchor do not count."""
    return (found.start, found.end) == (entry["start"], entry["end"]) and _AGREE[kind](
        found.values, entry, strict
    )


def _allowed(entry: Entry, key: str) -> list[Any]:
    return [entry.get(key), *entry.get(f"{key}_alt", [])]


def _number_in(value: Decimal | None, allowed: Sequence[Any]) -> bool:
    return any(
        value is None if it is None else value is not None and value == Decimal(str(it)) for it in allowed
    )


def _dates_agree(values: Entry, entry: Entry, _: bool) -> bool:
    return values["iso"] in _allowed(entry, "iso") and (
        values["symbolic"] in _allowed(entry, "symbolic") or entry.get("iso") is not None
    )


def _percentages_agree(values: Entry, entry: Entry, _: bool) -> bool:
    return _number_in(values["value"], _allowed(entry, "value"))


def _money_agrees(values: Entry, entry: Entry, _: bool) -> bool:
    return _number_in(values["amount"], _allowed(entry, "amount")) and values["currency"] in _allowed(
        entry, "currency"
    )


def _conflicts_agree(values: Entry, entry: Entry, _: bool) -> bool:
    return all(_number_in(values[key], _allowed(entry, key)) for key in ("word_value", "numeral_value"))


def _day_counts_agree(values: Entry, entry: Entry, strict: bool) -> bool:
    if not _lengths_agree(values, entry):
        return False
    if not strict:
        return True
    anchors = [None if it is None else _squeezed(it) for it in _allowed(entry, "anchor")]
    anchor = None if values["anchor"] is None else _squeezed(values["anchor"])
    return values["direction"] in _allowed(entry, "direction") and anchor in anchors


def _squeezed(words: str) -> str:
    return " ".join(words.split())


def _lengths_agree(values: Entry, entry: Entry) -> bool:
    if entry.get("components") and entry.get("count") is None:
        expected = [(Decimal(str(it["count"])), it["unit"]) for it in entry["components"]]
        return bool(values["components"] == expected)
    if values["count"] is None:
        return False
    return any(
        _same_length(values["count"], str(values["unit"]), Decimal(str(count)), entry["unit"])
        for count in _allowed(entry, "count")
    )


def _same_length(count: Decimal, unit: str, expected: Decimal, expected_unit: str) -> bool:
    for ladder in (_PER_YEAR, _PER_WEEK):
        if unit in ladder and expected_unit in ladder:
            return count * ladder[unit] == expected * ladder[expected_unit]
    return (count, unit) == (expected, expected_unit)


_AGREE: Mapping[str, Callable[[Entry, Entry, bool], bool]] = {
    "dates": _dates_agree,
    "percentages": _percentages_agree,
    "day_counts": _day_counts_agree,
    "money": _money_agrees,
    "conflicts": _conflicts_agree,
}


# --------------------------------------------------------------------------- scoring


def score(samples: Sequence[Entry]) -> Report:
    """The report on all samples together."""
    report = Report()
    for sample in samples:
        text = text_of_sample(sample["text"])
        found = found_in(text)
        for kind in KINDS:
            entries = sample["expect"].get(kind, [])
            for problem in _tally(report.strict[kind], kind, found[kind], entries, strict=True):
                report.errors.append(f"{sample['id']} {kind}: {problem}\n    {sample['text']!r}")
            list(_tally(report.lenient[kind], kind, found[kind], entries, strict=False))
        if "negative" in sample.get("tags", ()):
            report.traps += 1
            report.taken += any(found.values())
    return report


def _tally(
    score: Score, kind: str, found: Sequence[Found], entries: Sequence[Entry], *, strict: bool
) -> Iterator[str]:
    """Add one sample to `score`, each entry matched at most once, and tell what was wrong."""
    left = list(found)
    for entry in entries:
        hit = next((it for it in left if agrees(kind, it, entry, strict=strict)), None)
        optional = entry.get("optional", False)
        if hit is None and optional:  # a near miss of an optional entry is no error either
            hit = next((it for it in left if it.start < entry["end"] and entry["start"] < it.end), None)
        if hit is not None:
            left.remove(hit)
            score.hits += not optional
        elif not optional:
            score.missed += 1
            yield f"missed { ({key: value for key, value in entry.items() if key not in ('start', 'end')}) }"
    for it in left:
        score.extra += 1
        yield f"extra {it}"


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
    for kind in KINDS:
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
