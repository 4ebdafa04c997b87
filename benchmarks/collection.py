"""Runs the pipeline over a collection of contracts and checks what must hold for every one of them.

    python -m benchmarks.collection COLLECTION [--limit N]

COLLECTION has `txt/ID.txt` and, for some, `pdf/ID.pdf`. For each file: it is read without an error; every
piece of evidence yields its words, in the normalised text and in the file itself; clauses nest and regions
cover the text. For each contract that is there twice: the PDF and the text give the same terms. Exits 1 if
anything does not hold.
"""

from __future__ import annotations

import argparse
import json
import sys
import time
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from benchmarks.evidence import box_faults, source_faults, text_faults
from pipeline.errors import SourceError
from pipeline.findings import Findings
from pipeline.run import analyse_bytes
from pipeline.termsheet.assemble import term_sheet

Sheet = dict[str, Any]


def main() -> int:
    """The exit code: 0 if everything holds."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("collection", type=Path)
    parser.add_argument("--limit", type=int)
    options = parser.parse_args()
    if not (options.collection / "txt").is_dir():
        print(f"{options.collection} has no folder txt", file=sys.stderr)
        return 2
    texts = sorted((options.collection / "txt").glob("*.txt"))[: options.limit]
    pdfs = sorted((options.collection / "pdf").glob("*.pdf"))[: options.limit]
    faults: list[str] = []
    sheets: dict[Path, Sheet] = {}
    started = time.perf_counter()
    for path in (*texts, *pdfs):
        for sheet in checked(path, faults):
            sheets[path] = sheet
    print(f"{len(sheets)} of {len(texts) + len(pdfs)} files read in {time.perf_counter() - started:.1f} s")
    for path in pdfs:
        twin = options.collection / "txt" / f"{path.stem}.txt"
        if path in sheets and twin in sheets:
            print_differences(path.stem, sheets[twin], sheets[path])
    print("\n".join(faults) or "everything holds")
    return 1 if faults else 0


def checked(path: Path, faults: list[str]) -> Iterator[Sheet]:
    """The term sheets of a file; what does not hold is added to `faults`."""
    data = path.read_bytes()
    try:
        reading = analyse_bytes(data, str(path))
    except SourceError as error:
        faults.append(str(error))
        return
    for found in reading.findings:
        sheet = json.loads(term_sheet(found).model_dump_json(by_alias=True))
        problems = [*text_faults(sheet, found.text.string), *structure_faults(found)]
        if path.suffix == ".pdf":
            problems += box_faults(sheet, data)
        else:
            problems += source_faults(sheet, data.decode("utf-8"))
        faults.extend(f"{path.name}: {problem}" for problem in problems)
        yield sheet


def structure_faults(found: Findings) -> list[str]:
    """Clauses that do not nest, and regions that do not cover the text in order."""
    faults = []
    at = 0
    for region in found.outline.regions:
        if region.start != at:
            faults.append(f"region {region.kind} starts at {region.start}, not {at}")
        at = region.end
    if at != len(found.text.string):
        faults.append(f"the regions end at {at} of {len(found.text.string)}")
    by_path = {clause.path: clause for clause in found.outline.clauses}
    if len(by_path) != len(found.outline.clauses):
        faults.append("a path stands twice")
    for before, after in zip(found.outline.clauses, found.outline.clauses[1:], strict=False):
        if after.start < before.start:
            faults.append(f"clause {after.path} stands before {before.path}")
    for clause in found.outline.clauses:
        parent = by_path.get(clause.parent) if clause.parent else None
        if clause.parent and parent is None:
            faults.append(f"clause {clause.path} has no parent")
        elif parent and not parent.start <= clause.start <= clause.end <= parent.end:
            faults.append(f"clause {clause.path} leaves its parent")
    return faults


def print_differences(name: str, text: Sheet, pdf: Sheet) -> None:
    """Name the terms and parties in which the PDF and the text of one contract differ."""
    for term, answer in text["terms"].items():
        other = pdf["terms"][term]
        if (answer["status"], answer["value"]) != (other["status"], other["value"]):
            given = (f"{side['status']} {side['value']}" for side in (answer, other))
            print(f"{name}: {term}: text and PDF give", " / ".join(given))
    ours, theirs = ({party["name"] for party in sheet["parties"]} for sheet in (text, pdf))
    if ours != theirs:
        print(f"{name}: parties: text only {sorted(ours - theirs)}, PDF only {sorted(theirs - ours)}")
    for kind in ("dates", "percentages", "day_counts", "money"):
        if len(text[kind]) != len(pdf[kind]):
            print(f"{name}: {kind}: text {len(text[kind])}, PDF {len(pdf[kind])}")


if __name__ == "__main__":
    sys.exit(main())
