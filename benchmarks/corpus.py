"""Scores the whole pipeline, from bytes to the term sheet's JSON, on the corpus and its exact gold.

    python -m benchmarks.corpus [--generated N --seed S --layout L] [--errors KIND] [--only ID]

Nothing but the JSON of the term sheet is looked at, and places are those of the source: offsets for text,
HTML and submissions, paragraph and offsets for DOCX, page and words for PDF. `--errors` lists what is wrong
in one measure, or in all. Prints a table by format, and what was gained and lost since the committed
results/corpus.json, which it writes. Generated agreements are scored in a table of their own, not written.
"""

from __future__ import annotations

import argparse
import json
import sys
import tempfile
from collections.abc import Hashable, Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from decimal import Decimal
from pathlib import Path
from typing import Any

from benchmarks.scoring import (
    QUANTITIES,
    Entry,
    Found,
    Score,
    agrees,
    allowed,
    anchor_agrees,
    attributes,
    direction_agrees,
    reference_target,
    same_length,
    squeezed,
    tally,
    tally_sets,
)
from corpus.generate import LAYOUTS, generate
from pipeline.run import analyse_bytes

Sheet = dict[str, Any]
HERE = Path(__file__).parent
AGREEMENTS = HERE.parent / "corpus" / "agreements"
RESULTS = HERE / "results" / "corpus.json"
_FORMATS = ("text", "html", "submission", "docx", "pdf")
_DATES = ("agreement_date", "effective_date")
_TERMS = ("expiration_date", "renewal_term", "notice_period_to_terminate_renewal", "governing_law")


@dataclass
class Report:
    """The scores of one document, or of several, by measure, and what was wrong, in words."""

    scores: dict[str, Score] = field(default_factory=dict)
    errors: list[tuple[str, str]] = field(default_factory=list)  # measure and error

    def score(self, measure: str) -> Score:
        """The score of a measure, which begins at nothing."""
        return self.scores.setdefault(measure, Score())

    def add(self, other: Report) -> None:
        """Count in another report."""
        for measure, score in other.scores.items():
            self.score(measure).__iadd__(score)
        self.errors += other.errors

    def sets(self, measure: str, wanted: Iterable[Hashable], got: Iterable[Hashable]) -> None:
        """Count what must be the same on both sides."""
        self.errors += [(measure, error) for error in tally_sets(self.score(measure), wanted, got)]

    def right(self, measure: str, error: str, *, right: bool) -> None:
        """Count an answer that is right or wrong; wrong is both missed and extra."""
        score = self.score(measure)
        score.hits += right
        score.missed += not right
        score.extra += not right
        if not right:
            self.errors.append((measure, error))


# --------------------------------------------------------------------------- places, of gold and of sheet

Place = tuple[Hashable, Hashable]


def gold_place(entry: Entry) -> Place:
    """Where an entry of the gold stands, in the form of its format."""
    if "page" in entry:
        return entry["page"], squeezed(entry["quote"])
    if "paragraph" in entry:
        return (entry["paragraph"], entry["start"]), (
            entry.get("paragraph_end", entry["paragraph"]),
            entry["end"],
        )
    return entry["start"], entry["end"]


def sheet_place(evidence: Entry) -> Place:
    """Where a piece of evidence of the term sheet stands, in the same form."""
    source = evidence["source"]
    if "boxes" in source:
        return source["boxes"][0]["page"], squeezed(evidence["text"])
    return gold_place({key: value for key, value in source.items() if value is not None})


def first_place(entry: Entry) -> Place:
    """Where an entry of the term sheet was read first."""
    return sheet_place(entry["evidence"][0])


def _node_place(source: Entry) -> Place:
    """Where a clause of the term sheet begins and ends; on a PDF, the pages."""
    if "boxes" in source:
        return source["boxes"][0]["page"], source["boxes"][-1]["page"]
    return sheet_place({"source": source})


def _gold_node_place(node: Entry) -> Place:
    return (node["page"], node.get("page_end", node["page"])) if "page" in node else gold_place(node)


def overlap(gold: Entry, evidence: Entry) -> bool:
    """Whether the two show some of the same words."""
    (start, end), (first, last) = gold_place(gold), sheet_place(evidence)
    if "page" in gold:  # pages and words
        words, ours = str(end), str(last)
        return start == first and (words in ours or ours in words)
    return bool(start < last and first < end)  # type: ignore[operator]


# --------------------------------------------------------------------------- one document


def sheet_of(gold: Entry, data: bytes) -> Sheet:
    """The term sheet of the agreement that the gold is about."""
    sheets: list[Sheet] = [
        json.loads(sheet.model_dump_json(by_alias=True))
        for sheet in analyse_bytes(data, gold["source"]).sheets
    ]
    if "document" not in gold:
        return sheets[0]
    for sheet in sheets:
        starts = [entry["source"]["start"] for entry in sheet["outline"]]
        if starts and gold["document"]["start"] <= starts[0] < gold["document"]["end"]:
            return sheet
    raise LookupError(f"{gold['id']}: no term sheet for the agreement")


def compare(gold: Entry, sheet: Sheet) -> Report:
    """What the term sheet has right and wrong."""
    report = Report()
    _outline(report, gold, sheet)
    _terms_and_references(report, gold, sheet)
    _quantities(report, gold, sheet)
    _warnings(report, gold, sheet)
    _parties(report, gold, sheet)
    _answers(report, gold, sheet)
    return report


def _outline(report: Report, gold: Entry, sheet: Sheet) -> None:
    nodes = [(node, _gold_node_place(node)) for node in gold["nodes"]]
    ours = [(node, _node_place(node["source"])) for node in sheet["outline"]]
    report.sets(
        "nodes (path, start, end)",
        [(node["path"], *place) for node, place in nodes],
        [(node["path"], *place) for node, place in ours],
    )
    for measure, key in (("nodes (path, start)", "path"), ("headings", "heading"), ("labels", "label")):
        report.sets(
            measure,
            [(node[key], place[0]) for node, place in nodes if node[key]],
            [(node[key], place[0]) for node, place in ours if node[key]],
        )


def _terms_and_references(report: Report, gold: Entry, sheet: Sheet) -> None:
    report.sets(
        "defined terms",
        [(entry["term"], gold_place(entry)[0]) for entry in gold["defined_terms"]],
        [(entry["term"], first_place(entry)[0]) for entry in sheet["definitions"]],
    )
    wanted = [(gold_place(entry), entry) for entry in gold["cross_references"]]
    places = {place for place, entry in wanted if entry["external"]}
    found = [(first_place(entry), entry) for entry in sheet["cross_references"]]
    # Statutes and rules may be left out or marked external.
    counted = [(place, entry) for place, entry in found if not (entry["statute"] and place not in places)]
    report.sets(
        "cross-references",
        [(*place, entry["external"]) for place, entry in wanted],
        [(*place, entry["external"]) for place, entry in counted],
    )
    inner = [(place, entry) for place, entry in wanted if not entry["external"]]
    report.sets(
        "reference targets",
        [(*place, entry["target"], entry["resolves"]) for place, entry in inner],
        [
            (*place, reference_target(entry["target"], place, inner), entry["resolves"])
            for place, entry in found
            if not entry["external"]
        ],
    )


def _exact(value: str | int | None) -> Decimal | None:
    return None if value is None else Decimal(value)


def _values(kind: str, entry: Entry) -> Entry:
    """A quantity of the term sheet as the comparison wants it."""
    numbers = {key: _exact(entry[key]) for key in ("value", "count", "amount") if key in entry}
    if kind == "conflicts":
        numbers = {key: _exact(entry[key]) for key in ("word_value", "numeral_value")}
    parts = [(Decimal(part["count"]), part["unit"]) for part in entry.get("components") or ()]
    said = {
        key: entry[key]
        for key in ("iso", "symbolic", "unit", "currency", "direction", "anchor")
        if key in entry
    }
    return {**said, **numbers, **({"components": parts} if "components" in entry else {})}


def _quantities(report: Report, gold: Entry, sheet: Sheet) -> None:
    listed = {kind: sheet[kind] for kind in QUANTITIES if kind != "conflicts"}
    listed["conflicts"] = [it for it in sheet["warnings"] if it["kind"] == "word_numeral_mismatch"]
    for kind in QUANTITIES:
        found = [Found(*first_place(entry), _values(kind, entry)) for entry in listed[kind]]
        wanted = [_placed(entry) for entry in gold["quantities"][kind]]
        for problem in tally(report.score(kind), kind, found, wanted, strict=False):
            report.errors.append((kind, problem))
        if kind == "day_counts":
            for entry in wanted:
                hit = next((it for it in found if agrees(kind, it, entry, strict=False)), None)
                if hit is not None and not entry.get("optional"):
                    _direction_and_anchor(report, entry, hit)


def _placed(entry: Entry) -> Entry:
    start, end = gold_place(entry)
    return {**entry, "start": start, "end": end}


def _direction_and_anchor(report: Report, entry: Entry, hit: Found) -> None:
    for measure, agree in (("direction", direction_agrees), ("anchor", anchor_agrees)):
        said, right = hit.values[measure], allowed(entry, measure)
        problem = f"{entry['quote']!r}: {said!r}, not {right!r}"
        report.right(f"day_counts {measure}", problem, right=agree(hit.values, entry))


def _warnings(report: Report, gold: Entry, sheet: Sheet) -> None:
    for measure, kind in (("blanks", "blank"), ("redactions", "redaction")):
        found = [place for entry in sheet["warnings"] if entry["kind"] == kind for place in entry["evidence"]]
        # The gold has the bare mark, the sheet the whole of what is missing: "$[***]", "[***] days".
        over = {gold_place(it): next((e for e in found if overlap(it, e)), None) for it in gold[measure]}
        got = [next((it for it, own in over.items() if own is e), sheet_place(e)) for e in found]
        report.sets(measure, over, got)


def _parties(report: Report, gold: Entry, sheet: Sheet) -> None:
    found = {(entry["name"], *first_place(entry)): entry for entry in sheet["parties"]}
    wanted = {(entry["name"], *gold_place(entry)): entry for entry in gold["parties"]}
    report.sets("parties", wanted, found)
    traps = {name.casefold() for name in gold["not_parties"]}
    for key in found:
        if str(key[0]).casefold() in traps:
            report.right("no party, but taken", str(key[0]), right=False)
    for key in wanted.keys() & found.keys():
        entry, ours = wanted[key], found[key]
        given = {**ours, "alias": next(iter(ours["aliases"]), None)}
        for name, right in attributes(entry, given):
            said = f"{entry['name']}: {given[name]!r}, not {allowed(entry, name)!r}"
            report.right(f"party {name}", said, right=right)


def _answers(report: Report, gold: Entry, sheet: Sheet) -> None:
    _answer(report, "title", gold["title"], sheet["terms"]["document_name"], "text", None)
    for name in _DATES:
        _answer(report, name, gold[name], sheet["terms"][name], "iso", gold["status"].get(name))
    for name in _TERMS:
        _answer(report, name, gold[name], sheet["terms"][name], "value", gold["status"].get(name))


def _answer(report: Report, name: str, gold: Entry | None, term: Entry, key: str, status: str | None) -> None:
    """One single-valued term: its value or its being absent, and, where right, what shows it."""
    value = term["value"] if term["status"] in ("found", "conflict") else None
    said = f"{term['status']} {value!r} {[it['text'] for it in term['evidence']]}"
    if gold is None:
        right = value is None and (status is None or term["status"] == status)
        report.right(name, f"{said}, not {status or 'absent'}", right=right)
        return
    right = value in allowed(gold, key) if "count" not in gold else _same_period(gold, value)
    wanted = {part: said for part, said in gold.items() if part != "evidence"}
    report.right(name, f"{said}, not {wanted}", right=right)
    if right:
        shown = gold.get("evidence", [gold])
        met = any(overlap(piece, ours) for piece in shown for ours in term["evidence"])
        report.right(f"{name} evidence", f"{said}, not {[it['quote'] for it in shown]}", right=met)


def _same_period(gold: Entry, value: object) -> bool:
    """CUAD names units in the singular."""
    if not isinstance(value, Mapping):
        return False
    unit = gold["unit"].replace(" ", "_") + "s"
    same = same_length(Decimal(value["count"]), value["unit"], Decimal(gold["count"]), unit)
    return same and ("successive" not in gold or bool(value["successive"]) == gold["successive"])


# --------------------------------------------------------------------------- all documents


@dataclass(frozen=True)
class Document:
    """A file with its gold."""

    name: str
    gold: Entry
    data: bytes


def committed() -> Iterator[Document]:
    """The agreements of the corpus, once for each file that they come in."""
    for path in sorted(AGREEMENTS.glob("*/gold*.json")):
        gold = json.loads(path.read_text(encoding="utf-8"))
        yield Document(f"{gold['id']} ({gold['format']})", gold, path.with_name(gold["source"]).read_bytes())


def generated(count: int, seed: int, layout: str) -> Iterator[Document]:
    """Agreements of the generator, read back from the files that it would have written."""
    with tempfile.TemporaryDirectory() as folder:
        for made in generate(count, seed, layout):
            path = Path(folder) / made.name
            path.write_bytes(made.data)
            yield Document(made.name, made.gold, path.read_bytes())


def measure(documents: Iterable[Document]) -> dict[str, tuple[str, Report]]:
    """Format and report of each document."""
    return {it.name: (it.gold["format"], compare(it.gold, sheet_of(it.gold, it.data))) for it in documents}


def by_format(reports: Iterable[tuple[str, Report]]) -> dict[str, Report]:
    """The reports summed by format, and all together."""
    sums = {name: Report() for name in (*_FORMATS, "all")}
    for name, report in reports:
        sums[name].add(report)
        sums["all"].add(report)
    return {name: report for name, report in sums.items() if report.scores}


def table(reports: Mapping[str, Report]) -> str:
    """F1 by measure and format, and the counts over all."""
    lines = [f"{'':45}" + "".join(f"{name:>11}" for name in reports) + "   right missed extra"]
    for name, score in reports["all"].scores.items():
        cells = (
            f"{report.scores[name].f1:11.3f}" if name in report.scores else f"{'-':>11}"
            for report in reports.values()
        )
        lines.append(f"{name:45}" + "".join(cells) + f"{score.hits:8}{score.missed:7}{score.extra:6}")
    return "\n".join(lines)


def results(reports: Mapping[str, tuple[str, Report]]) -> dict[str, Any]:
    """What is committed: the figures by format, and for each document what was wrong."""
    return {
        "figures": {
            name: {
                measure: {
                    "f1": round(score.f1, 4),
                    "right": score.hits,
                    "missed": score.missed,
                    "extra": score.extra,
                }
                for measure, score in report.scores.items()
            }
            for name, report in by_format(reports.values()).items()
        },
        "wrong": {name: [f"{m}: {error}" for m, error in r.errors] for name, (_, r) in reports.items()},
    }


def changes(before: Mapping[str, Any], now: Mapping[str, Any]) -> Iterator[str]:
    """What was gained (+) and lost (-) since the committed results."""
    for name, wrong in now["wrong"].items():
        had = before.get("wrong", {}).get(name)
        if had is None:
            continue
        yield from (f"gained {name}: {error}" for error in had if error not in wrong)
        yield from (f"lost {name}: {error}" for error in wrong if error not in had)


def main(arguments: list[str] | None = None) -> int:
    """Score the committed agreements and, where asked for, generated ones."""
    parser = argparse.ArgumentParser(
        prog="python -m benchmarks.corpus",
        description=__doc__,
        formatter_class=argparse.RawDescriptionHelpFormatter,
    )
    parser.add_argument("--generated", type=int, default=0, metavar="N")
    parser.add_argument("--seed", type=int, default=1, metavar="S")
    parser.add_argument("--layout", choices=LAYOUTS, default="mixed")
    parser.add_argument("--errors", metavar="KIND", help="the beginning of a measure's name, or 'all'")
    parser.add_argument("--only", metavar="ID", help="only agreements whose name begins so; writes nothing")
    options = parser.parse_args(arguments)
    reports = measure(it for it in committed() if it.name.startswith(options.only or ""))
    _print("The agreements of the corpus", reports, options.errors)
    if not options.only:
        now = results(reports)
        before = json.loads(RESULTS.read_text(encoding="utf-8")) if RESULTS.exists() else {}
        print("\n".join(changes(before, now)))
        RESULTS.write_text(json.dumps(now, indent=1, ensure_ascii=False) + "\n", encoding="utf-8")
    if options.generated:
        made = measure(generated(options.generated, options.seed, options.layout))
        _print(f"{options.generated} generated agreements, seed {options.seed}", made, options.errors)
    return 0


def _print(title: str, reports: Mapping[str, tuple[str, Report]], errors: str | None) -> None:
    print(f"{title}\n{table(by_format(reports.values()))}\n")
    if errors is None:
        return
    for name, (_, report) in reports.items():
        for measure_name, error in report.errors:
            if errors == "all" or measure_name.startswith(errors):
                print(f"{name} {measure_name}: {error}")


if __name__ == "__main__":
    sys.exit(main())
