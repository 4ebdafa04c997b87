"""Draws the warnings that a person reads to see how many are true, and totals what the person said.

    python -m benchmarks.warnings_read COLLECTION [--draw N] [--show | --kinds] [--unread]

The sample is fixed by hashes: of the tuning part only, spread over the kinds, few from one document. Each
draw has a number, and another one gives other warnings to read. `--show` prints each with the text around it,
with `--unread` those alone that nobody has judged; `--kinds` counts all warnings. Without either, the
judgements of `benchmarks/results/warnings_read.json` (no text of a contract in it) are totalled for the
kinds; those whose warning is no longer given are left out, and those that nobody judged are counted. Each
judgement is filed with the draw in which its warning was first read.
"""

from __future__ import annotations

import argparse
import hashlib
import json
import sys
from collections import Counter, defaultdict
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from benchmarks.split import part
from pipeline.model import Notice
from pipeline.run import analyse_bytes
from pipeline.warnings import warnings

RESULTS = Path("benchmarks/results/warnings_read.json")
DRAW = 8  # the last one that was read; a judgement of draw 0 is older than the numbers
_SAMPLE = 110
_MOST_OF_ONE = 2  # warnings of one kind from one document
_CONTEXT = 160  # characters


@dataclass(frozen=True)
class Warned:
    """A warning and where it stands."""

    doc_id: str
    notice: Notice
    string: str

    @property
    def key(self) -> tuple[str, str, int]:
        """What a judgement is filed under."""
        return self.notice.kind, self.doc_id, self.notice.spans[0].start

    def order(self, draw: int) -> str:
        """A number that has nothing to do with what the warning says; each draw has others."""
        return hashlib.sha256("|".join(map(str, (draw, *self.key))).encode()).hexdigest()


def main() -> int:
    """The exit code: 0, or 2 where there is no collection."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("collection", type=Path)
    parser.add_argument("--draw", type=int, default=DRAW, help=f"the number of the sample ({DRAW})")
    parser.add_argument("--unread", action="store_true")
    parser.add_argument("--show", action="store_true")
    parser.add_argument("--kinds", action="store_true")
    options = parser.parse_args()
    if not (options.collection / "txt").is_dir():
        print(f"{options.collection} has no folder txt", file=sys.stderr)
        return 2
    given = list(all_warnings(options.collection))
    if options.kinds:
        documents = Counter(kind for kind, _ in {(one.notice.kind, one.doc_id) for one in given})
        for kind, count in Counter(one.notice.kind for one in given).most_common():
            print(f"{kind:28}{count:6} in {documents[kind]} documents")
    elif options.show:
        said = judgements()
        for one in sample(given, options.draw):
            if not (options.unread and one.key in said):
                show(one)
    else:
        total(sample(given, options.draw))
    return 0


def all_warnings(collection: Path) -> Iterator[Warned]:
    """Every warning for the tuning part, in the order of the documents and of their texts."""
    for path in sorted((collection / "txt").glob("*.txt")):
        if part(path.stem) != "tuning":
            continue
        for found in analyse_bytes(path.read_bytes(), str(path)).findings:
            for notice in warnings(found):
                yield Warned(path.stem, notice, found.text.string)


def judgements() -> dict[tuple[str, str, int], bool]:
    """Whether each warning that somebody has read is true, by its key."""
    entries = json.loads(RESULTS.read_text(encoding="utf-8"))
    return {(entry["kind"], entry["doc_id"], entry["start"]): entry["true"] for entry in entries}


def sample(given: list[Warned], draw: int) -> list[Warned]:
    """The warnings to read: each kind in turn gives its next one until there are enough."""
    by_kind: dict[str, list[Warned]] = defaultdict(list)
    taken: Counter[tuple[str, str]] = Counter()
    for one in sorted(given, key=lambda one: one.order(draw)):
        own = (one.notice.kind, one.doc_id)
        if taken[own] < _MOST_OF_ONE:
            taken[own] += 1
            by_kind[one.notice.kind].append(one)
    chosen: list[Warned] = []
    for turn in range(_SAMPLE):
        for kind in sorted(by_kind):
            if turn < len(by_kind[kind]) and len(chosen) < _SAMPLE:
                chosen.append(by_kind[kind][turn])
    return sorted(chosen, key=lambda one: (one.notice.kind, one.order(draw)))


def show(one: Warned) -> None:
    """Print a warning with the text around its places."""
    kind, doc_id, start = one.key
    print(f"* {kind} | {doc_id} | {start} | {one.notice.message}")
    for span in one.notice.spans[:3]:
        before = one.string[max(0, span.start - _CONTEXT) : span.start]
        inside = one.string[span.start : min(span.end, span.start + 2 * _CONTEXT)]
        behind = one.string[span.end : span.end + _CONTEXT]
        print("    " + f"{before}[[{inside}]]{behind}".replace("\n", "⏎").replace("\t", "→"))


def total(chosen: list[Warned]) -> None:
    """Print for each kind how many of the judged warnings are true, and how many wait for a judgement."""
    said = judgements()
    right: Counter[str] = Counter()
    read: Counter[str] = Counter()
    unread: Counter[str] = Counter()
    for one in chosen:
        if one.key not in said:
            unread[one.notice.kind] += 1
            continue
        read[one.notice.kind] += 1
        right[one.notice.kind] += said[one.key]
    for kind in sorted({one.notice.kind for one in chosen}):
        share = f"{right[kind] / read[kind]:.2f}" if read[kind] else "-"
        print(f"{kind:28}{right[kind]:4} of {read[kind]:3} true  {share:5} {unread[kind]:3} not read")
    print(f"{'all':28}{right.total():4} of {read.total():3} true, {unread.total()} not read")


if __name__ == "__main__":
    sys.exit(main())
