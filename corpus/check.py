"""Verifies gold against its source: `python -m corpus.check [DIR …]` prints what is wrong.

A quote must stand where its offsets say, values must parse, paths and ids must be unique, and every
reference that claims to resolve must lead to a clause.
"""

import json
import sys
from collections import Counter
from collections.abc import Iterator, Mapping
from datetime import date
from decimal import Decimal, InvalidOperation
from pathlib import Path
from typing import Any, Final

from corpus.build import AGREEMENTS
from corpus.gold import CATEGORIES, REGISTRATION_TERMS
from corpus.layouts.render import Reader, reader

Json = dict[str, Any]
REQUIRED: Final = (
    "id", "kind", "format", "source", "title", "parties", "agreement_date", "effective_date",
    "expiration_date", "renewal_term", "notice_period_to_terminate_renewal", "governing_law", "quantities",
    "blanks", "redactions", "nodes", "defined_terms", "cross_references", "noise", "clauses",
)  # fmt: skip
UNITS: Final = frozenset("days business_days trading_days weeks months quarters years hours".split())
DIRECTIONS: Final = frozenset({"within", "after", "before", "for", None})
_FIELDS: Final[Mapping[str, frozenset[str]]] = {
    "anchor": frozenset({"text", "kind"}),
    "fixed": frozenset({"iso"}),
    "offset": frozenset({"count", "unit", "direction", "bound", "base"}),
    "earlier_of": frozenset({"args"}),
    "later_of": frozenset({"args"}),
    "conditional": frozenset({"branches"}),
    "between": frozenset({"from", "to"}),
    "duration": frozenset({"count", "unit"}),
    "periodic": frozenset({"every"}),
    "roll": frozenset({"convention", "base"}),
}


def problems(record: Mapping[str, Any], read: Reader) -> Iterator[str]:
    """What is wrong with one gold record, `read` giving the text at a place of its source."""
    missing = [key for key in REQUIRED if key not in record]
    if missing:
        yield f"lacks {', '.join(missing)}"
        return
    for where, entry in _spans(record, "$"):
        if "quote" in entry:
            found = read(entry)
            if found is None or not found.startswith(entry["quote"]):
                yield f"{where}: {entry['quote']!r} is not what stands there: {found!r}"
            elif found != entry["quote"] and ".nodes" not in where:
                yield f"{where}: the quote {entry['quote']!r} is only the head of {found!r}"
    yield from _quantities(record["quantities"])
    yield from _outline(record)
    if sorted(record["clauses"]) != sorted(CATEGORIES):
        yield "clauses: not CUAD's 33 categories"
    if record["kind"] == "registration_rights":
        yield from _registration(record.get("terms", {}))


def _spans(value: object, where: str) -> Iterator[tuple[str, Mapping[str, Any]]]:
    if isinstance(value, Mapping):
        yield where, value
        for key, item in value.items():
            yield from _spans(item, f"{where}.{key}")
    elif isinstance(value, list):
        for index, item in enumerate(value):
            yield from _spans(item, f"{where}[{index}]")


def _quantities(quantities: Mapping[str, list[Json]]) -> Iterator[str]:
    for entry in quantities["dates"]:
        if (entry["iso"] is None) == (entry["symbolic"] is None) or not _iso(entry["iso"]):
            yield f"dates: {entry}"
    for entry in quantities["percentages"]:
        if not all(map(_decimal, [entry["value"], *entry.get("value_alt", [])])):
            yield f"percentages: {entry}"
    for entry in quantities["day_counts"]:
        compound = entry["unit"] is None and entry.get("components")
        if not compound and (entry["unit"] not in UNITS or not isinstance(entry["count"], int)):
            yield f"day_counts: {entry}"
        if entry["direction"] not in DIRECTIONS or not set(entry.get("direction_alt", [])) <= DIRECTIONS:
            yield f"day_counts: {entry}"
    for entry in quantities["money"]:
        if not _decimal(entry["amount"]) or len(entry["currency"]) != 3:
            yield f"money: {entry}"
    for entry in quantities["conflicts"]:
        if entry["word_value"] == entry["numeral_value"]:
            yield f"conflicts: {entry}"


def _iso(value: str | None) -> bool:
    """Whole dates and the truncated forms: 2003-08, --12-31, ---15."""
    if value is None:
        return True
    filled = value.replace("---", "2000-01-") if value.startswith("---") else value
    filled = filled.replace("--", "2000-", 1) if filled.startswith("--") else filled
    try:
        date.fromisoformat(filled if filled.count("-") == 2 else f"{filled}-01")
    except ValueError:
        return False
    return True


def _decimal(value: str) -> bool:
    try:
        return Decimal(value) >= 0
    except InvalidOperation:
        return False


def _outline(record: Mapping[str, Any]) -> Iterator[str]:
    paths = [node["path"] for node in record["nodes"]]
    if len(paths) != len(set(paths)):
        yield "nodes: a path occurs twice"
    for node in record["nodes"]:
        if node["parent"] is not None and node["parent"] not in paths:
            yield f"nodes: {node['path']} has no parent {node['parent']}"
    for entry in record["cross_references"]:
        if entry["resolves"] != (entry["target"] in paths):
            yield f"cross_references: {entry}"
    for entry in [*record["defined_terms"], *record["cross_references"]]:
        if (path := entry.get("path", entry.get("from_path"))) is not None and path not in paths:
            yield f"no clause {path}: {entry}"


def _registration(terms: Mapping[str, Any]) -> Iterator[str]:
    if sorted(terms) != sorted(REGISTRATION_TERMS):
        yield f"terms: {sorted(terms)}"
    for name, term in terms.items():
        if term is not None and not term["evidence"]:
            yield f"terms.{name}: a value without evidence"
    for where, node in _spans(terms, "terms"):
        if "op" in node and not _FIELDS.get(node["op"], frozenset({"?"})) <= set(node):
            yield f"{where}: {node}"


def check_folder(folder: Path) -> Iterator[str]:
    """Problems of every gold record in `folder`, each with the record's name in front."""
    for path in sorted(folder.glob("*gold*.json")):
        record = json.loads(path.read_text(encoding="utf-8"))
        for problem in problems(record, reader(record, (folder / record["source"]).read_bytes())):
            yield f"{folder.name}/{path.name}: {problem}"


def main(arguments: list[str]) -> int:
    """Check the named folders, or the committed agreements; the exit code says whether all is well."""
    folders = [Path(a) for a in arguments] or sorted(p for p in AGREEMENTS.iterdir() if p.is_dir())
    found = [line for folder in folders for line in check_folder(folder)]
    records = [
        json.loads(path.read_text(encoding="utf-8")) for f in folders for path in f.glob("*gold*.json")
    ]
    sources = Counter((record["id"], record["source"]) for record in records)
    found += [f"{identifier}: two records for {name}" for (identifier, name), n in sources.items() if n > 1]
    for line in found:
        print(line)
    print(f"{len(records)} records, {len(found)} problems")
    return 1 if found else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
