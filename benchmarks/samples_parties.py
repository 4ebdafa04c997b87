"""How many parties of the sample openings are read right, and what is said of them.

    python -m benchmarks.samples_parties FILE.jsonl… [--errors] [--ids even|odd]

A party counts only with its exact name and place in the source. Attributes are counted over the parties that
were found, each against its value or an alternative that the sample allows (`*_alt`).
"""

from __future__ import annotations

import argparse
import json
import re
from collections import Counter
from collections.abc import Callable, Iterator, Mapping
from pathlib import Path
from typing import Any

from benchmarks.scoring import PARTY_ATTRIBUTES, allowed, attributes
from pipeline.clauses import outline
from pipeline.extract.parties import parties
from pipeline.load.plain import text_of
from pipeline.model import Outline, Party, Source, SourceSpan, Text

# What a reader of single-valued terms is to give: the value of a field of the sample, or None.
TermReader = Callable[[Text, Outline], Mapping[str, object]]

_TERMS = ("title", "agreement_date", "effective_date")


class Tally:
    """Counts over all samples, and the errors in words."""

    def __init__(self) -> None:
        self.hits = self.found = self.wanted = 0
        self.traps = 0
        self.right: Counter[str] = Counter()
        self.asked: Counter[str] = Counter()
        self.errors: list[str] = []

    def add(
        self, sample: dict[str, Any], text: Text, found: tuple[Party, ...], terms: Mapping[str, object] | None
    ) -> None:
        """Compare one sample's parties, and its terms where a reader gave them."""
        wanted = sample["expect"]["parties"]
        left = {_place(text, party): party for party in found}
        for gold in wanted:
            party = next((left.pop(key) for key in _places_of(gold, sample["text"]) if key in left), None)
            if party is None:
                if not gold.get("optional"):
                    self.wanted += 1
                    self.errors.append(f"{sample['id']}: missed {gold['name']!r}")
                continue
            if gold.get("optional"):
                continue
            self.wanted += 1
            self.hits += 1
            self.found += 1
            self._attributes(sample["id"], gold, party)
        self.found += len(left)
        for party in left.values():
            self.errors.append(f"{sample['id']}: wrong {party.name!r} ({party.rule})")
        traps = {name.casefold() for name in sample["expect"].get("not_parties", ())}
        taken = [party.name for party in found if party.name.casefold() in traps]
        self.traps += len(taken)
        self.errors += [f"{sample['id']}: took {name!r}, which is no party" for name in taken]
        for term in _TERMS if terms is not None else ():
            self._term(sample, term, terms or {})

    def _attributes(self, sample_id: str, gold: dict[str, Any], party: Party) -> None:
        given = {name: getattr(party, name) for name in PARTY_ATTRIBUTES if name != "alias"}
        given["alias"] = party.aliases[0] if party.aliases else None
        for name, right in attributes(gold, given):
            self._count(name, right=right)
            if not right:
                self.errors.append(
                    f"{sample_id}: {party.name!r} {name} {given[name]!r}, not {allowed(gold, name)!r}"
                )

    def _term(self, sample: dict[str, Any], term: str, terms: Mapping[str, object]) -> None:
        gold = sample["expect"][term]
        value = None if gold is None else gold.get("iso", gold.get("text"))
        self._count(term, right=terms.get(term) == value)
        if terms.get(term) != value:
            self.errors.append(f"{sample['id']}: {term} {terms.get(term)!r}, not {value!r}")

    def _count(self, name: str, *, right: bool) -> None:
        self.asked[name] += 1
        self.right[name] += right

    def lines(self) -> Iterator[str]:
        """The figures, a line each."""
        precision = self.hits / self.found if self.found else 0.0
        recall = self.hits / self.wanted if self.wanted else 0.0
        f1 = 2 * precision * recall / (precision + recall) if precision + recall else 0.0
        yield f"parties  P {precision:.3f}  R {recall:.3f}  F1 {f1:.3f}  ({self.hits} of {self.wanted})"
        yield f"no party, but taken: {self.traps}"
        for name in (*PARTY_ATTRIBUTES, *_TERMS):
            if self.asked[name]:
                share = self.right[name] / self.asked[name]
                yield f"{name:20} {share:.3f}  ({self.right[name]} of {self.asked[name]})"


def _place(text: Text, party: Party) -> tuple[int, int]:
    source = text.source_of(party.start, party.end)
    return source.start or 0, source.end or 0


def _places_of(gold: dict[str, Any], source: str) -> Iterator[tuple[int, int]]:
    """The places at which the name may stand: the sample's own, or that of another way to cut it."""
    yield gold["start"], gold["end"]
    for other in gold.get("name_alt", ()):
        at = source.find(other, max(0, gold["start"] - len(other)))
        if at >= 0:
            yield at, at + len(other)


def text_from(string: str, name: str) -> Text:
    """A sample as a document of its own."""
    return text_of(string, 0, len(string), Source(name, "", "text/plain"), SourceSpan)


def run(files: list[Path], ids: str | None = None, read_terms: TermReader | None = None) -> Tally:
    """Read every sample of the files whose number is even or odd, or all."""
    tally = Tally()
    for file in files:
        for line in file.read_text(encoding="utf-8").splitlines():
            sample = json.loads(line)
            number = int(re.findall(r"\d+", sample["id"])[-1])
            if ids and number % 2 != (ids == "odd"):
                continue
            text = text_from(sample["text"], sample["id"])
            shape = outline(text)
            tally.add(sample, text, parties(text, shape), read_terms(text, shape) if read_terms else None)
    return tally


def main() -> None:
    """Print the figures, and with `--errors` each miss."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("files", nargs="+", type=Path)
    parser.add_argument("--errors", action="store_true")
    parser.add_argument("--ids", choices=("even", "odd"))
    arguments = parser.parse_args()
    tally = run(arguments.files, arguments.ids)
    print("\n".join(tally.lines()))
    if arguments.errors:
        print("\n".join(tally.errors))


if __name__ == "__main__":
    main()
