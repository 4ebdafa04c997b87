"""Scores the clause outline, the defined terms and the cross-references against gold folders.

    python benchmarks/outline.py DIR… [--errors]

Each DIR holds NAME.txt and NAME.gold.json as in `acceptance_samples/clauses` (conventions in its README):
offsets are code points of the .txt file, so every span found is led back there before it is compared.
"""

from __future__ import annotations

import argparse
import json
import time
from collections.abc import Hashable, Iterable
from pathlib import Path
from typing import Any

from benchmarks.scoring import Score, reference_target, tally_sets
from pipeline.clauses import cross_references, definitions, outline
from pipeline.load.plain import text_of
from pipeline.model import Source, SourceSpan, Text

_MEASURES = (
    "nodes exact (path, start, end)",
    "nodes path and start",
    "headings",
    "heading spans",
    "labels",
    "defined terms",
    "cross-references",
    "reference targets",
)


def main() -> int:
    """Print one line a measure, and with `--errors` every miss (-) and every invention (+)."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0] if __doc__ else None)
    parser.add_argument("folders", nargs="+", type=Path)
    parser.add_argument("--errors", action="store_true", help="list every wrong node, term and reference")
    options = parser.parse_args()
    for folder in options.folders:
        scores = {measure: Score() for measure in _MEASURES}
        for gold_file in sorted(folder.glob("*.gold.json")):
            _score(gold_file, scores, options.errors)
        print(f"{folder}: {len(list(folder.glob('*.gold.json')))} documents")
        for measure, score in scores.items():
            counts = f"{score.hits:6} right{score.missed:6} missed{score.extra:6} extra"
            print(f"  {measure:32} F1 {score.f1:.4f} {counts}")
    return 0


def _score(gold_file: Path, scores: dict[str, Score], errors: bool) -> None:
    gold: dict[str, Any] = json.loads(gold_file.read_text("utf-8"))
    path = gold_file.with_name(gold["text_file"])
    raw = path.read_text("utf-8")
    text = text_of(raw, 0, len(raw), Source(str(path), "", "text/plain"), SourceSpan)
    began = time.perf_counter()
    found = outline(text)
    terms = definitions(text, found)
    references = cross_references(text, found)
    if errors:
        print(f"{gold_file.stem}: {(time.perf_counter() - began) * 1000:.1f} ms")

    # An optional node is neither required nor wrong.
    free = {n["start"] for n in gold["nodes"] if n.get("optional")}
    wanted_nodes = [n for n in gold["nodes"] if n["start"] not in free]
    placed = ((c, _source(text, c.start, c.end)) for c in found.clauses)
    nodes = [(c, span) for c, span in placed if span[0] not in free]
    pairs: dict[str, tuple[Iterable[Hashable], Iterable[Hashable]]] = {
        _MEASURES[0]: (
            [(n["path"], n["start"], n["end"]) for n in wanted_nodes],
            [(c.path, *span) for c, span in nodes],
        ),
        _MEASURES[1]: (
            [(n["path"], n["start"]) for n in wanted_nodes],
            [(c.path, span[0]) for c, span in nodes],
        ),
        _MEASURES[2]: (
            [(n["start"], n["heading"]) for n in wanted_nodes if n["heading"]],
            [(span[0], c.heading) for c, span in nodes if c.heading],
        ),
        _MEASURES[3]: (
            [tuple(n["heading_span"]) for n in wanted_nodes if n.get("heading_span")],
            [_source(text, c.heading_span.start, c.heading_span.end) for c, _ in nodes if c.heading_span],
        ),
        _MEASURES[4]: (
            [(n["start"], n["label"]) for n in wanted_nodes],
            [(span[0], c.label) for c, span in nodes],
        ),
        _MEASURES[5]: (
            [(d["term"], d["start"]) for d in gold.get("defined_terms", ())],
            [(d.term, _source(text, d.start, d.end)[0]) for d in terms],
        ),
    }
    gold_references = gold.get("cross_references", ())
    optional = {(r["start"], r["end"]) for r in gold_references if r["external"]}
    spans = [(r, _source(text, r.start, r.end)) for r in references]
    # Statutes and rules may be left out or marked external.
    counted = [(r, span) for r, span in spans if not (r.statute and span not in optional)]
    pairs[_MEASURES[6]] = (
        [(r["start"], r["end"], r["external"]) for r in gold_references],
        [(*span, r.external) for r, span in counted],
    )
    inner = [(r, span) for r, span in spans if not r.external]
    expected = [((r["start"], r["end"]), r) for r in gold_references if not r["external"]]
    pairs[_MEASURES[7]] = (
        [(span, r["target"], r["resolves"]) for span, r in expected],
        [(span, reference_target(r.target, span, expected), r.resolves) for r, span in inner],
    )
    for measure, (wanted, got) in pairs.items():
        for error in tally_sets(scores[measure], wanted, got):
            if errors:
                print(f"  {error[0]} {gold_file.stem} {measure}: {error[2:]}")


def _source(text: Text, start: int, end: int) -> tuple[int, int]:
    place = text.source_of(start, end)
    if place.start is None or place.end is None:
        raise ValueError("the benchmark reads plain text, whose places are offsets")
    return place.start, place.end


if __name__ == "__main__":
    raise SystemExit(main())
