"""Check hand-made gold against the texts it annotates.

Usage::

    python corpus/samples/check.py [DIR]

``DIR`` (by default the directory of this script) holds any of
``quantities.jsonl``, ``parties.jsonl``, ``deadlines.jsonl``, a directory
``outlines`` or ``clauses`` with ``NAME.txt`` and ``NAME.gold.json``, and a
directory ``registration_rights`` laid out in the same way.

The script verifies form and not meaning: that every quote is exactly
``text[start:end]``, that required keys are there and values are well formed,
that conflicts lie inside a quantity, that outline nodes nest and point to
existing parents, and that ids are unique.  It prints one line for each problem
and exits with status 1 if there is any.
"""

from __future__ import annotations

import itertools
import json
import re
import sys
from collections import Counter
from collections.abc import Iterator
from decimal import Decimal, InvalidOperation
from pathlib import Path
from typing import Any

Json = dict[str, Any]

UNITS = frozenset({"days", "business_days", "trading_days", "weeks", "months", "quarters", "years", "hours"})
DIRECTIONS = frozenset({"within", "after", "before", "for", None})
SYMBOLIC = frozenset(
    {
        "date_first_above_written",
        "date_hereof",
        "even_date_herewith",
        "last_signature_date",
        "first_day_of_each_month",
    }
)
QUANTITY_KEYS: dict[str, tuple[str, ...]] = {
    "dates": ("iso", "symbolic"),
    "percentages": ("value",),
    "day_counts": ("count", "unit", "direction", "anchor"),
    "money": ("amount", "currency"),
    "conflicts": ("kind", "word_value", "numeral_value"),
}
PARTY_KEYS = (
    "name",
    "alias",
    "role",
    "entity_type",
    "jurisdiction",
    "unnamed_class",
    "found_in",
    "start",
    "end",
    "quote",
)
DEADLINE_KEYS = (
    "clause_ref",
    "obligor",
    "action",
    "expression",
    "conditions",
    "standard",
    "start",
    "end",
    "quote",
)
OUTLINE_KEYS = (
    "id",
    "text_file",
    "title",
    "nodes",
    "defined_terms",
    "cross_references",
    "noise",
)
NODE_KEYS = (
    "path",
    "label",
    "heading",
    "start",
    "end",
    "parent",
    "depth",
    "heading_span",
    "quote",
)
TERM_KEYS = ("term", "start", "end", "quote", "path")
REFERENCE_KEYS = ("from_path", "target", "start", "end", "resolves", "external")
NOISE_KINDS = frozenset({"page_break", "toc"})
NODE_QUOTE_LENGTH = 24
ISO_DATE = re.compile(r"\d{4}-\d{2}(-\d{2})?|--\d{2}-\d{2}|---\d{2}")
SPAN_KEYS = frozenset({"start", "end", "quote"})


class Report:
    """Collects problems and counts what was seen."""

    def __init__(self) -> None:
        self.problems: list[str] = []
        self.counts: Counter[str] = Counter()
        self._ids: set[str] = set()

    def fail(self, where: str, message: str) -> None:
        """Record one problem found at ``where``."""
        self.problems.append(f"{where}: {message}")

    def check(self, condition: bool, where: str, message: str) -> bool:
        """Record ``message`` unless ``condition`` holds; return the condition."""
        if not condition:
            self.fail(where, message)
        return condition

    def claim_id(self, where: str, identifier: object) -> None:
        """Record an id, which no other entry may bear."""
        if not isinstance(identifier, str) or not identifier:
            self.fail(where, f"bad id {identifier!r}")
            return
        self.check(identifier not in self._ids, where, f"id {identifier} is used twice")
        self._ids.add(identifier)


def squeeze(text: str) -> str:
    """Return ``text`` with each run of white space made one space."""
    return " ".join(text.split())


def is_decimal(value: object) -> bool:
    """Tell whether ``value`` is a decimal number given as a string."""
    if not isinstance(value, str):
        return False
    try:
        return Decimal(value).is_finite()
    except InvalidOperation:
        return False


def is_iso(value: object) -> bool:
    """Tell whether ``value`` is a full or truncated ISO 8601 date."""
    return isinstance(value, str) and ISO_DATE.fullmatch(value) is not None


def is_span(entry: Json, text: str) -> bool:
    """Tell whether ``entry`` has ``start`` and ``end`` that lie in ``text``."""
    start, end = entry.get("start"), entry.get("end")
    return isinstance(start, int) and isinstance(end, int) and 0 <= start < end <= len(text)


def has_keys(report: Report, where: str, entry: Json, keys: tuple[str, ...]) -> bool:
    """Check that ``entry`` has all of ``keys``."""
    missing = [key for key in keys if key not in entry]
    return report.check(not missing, where, f"lacks {', '.join(missing)}")


def check_quotes(report: Report, where: str, value: object, text: str) -> None:
    """Check, at any depth of ``value``, that quotes equal the text of their span."""
    if isinstance(value, list):
        for index, item in enumerate(value):
            check_quotes(report, f"{where}[{index}]", item, text)
    elif isinstance(value, dict):
        if value.keys() >= SPAN_KEYS:
            if not is_span(value, text):
                report.fail(where, f"bad span {value['start']}..{value['end']}")
            elif text[value["start"] : value["end"]] != value["quote"]:
                found = text[value["start"] : value["end"]]
                report.fail(where, f"quote {value['quote']!r} but text {found!r}")
            else:
                report.counts["quotes"] += 1
        for key, item in value.items():
            check_quotes(report, f"{where}.{key}", item, text)


def read_jsonl(report: Report, path: Path) -> Iterator[tuple[str, Json]]:
    """Yield each object of a JSON Lines file with a name for messages."""
    with path.open(encoding="utf-8") as lines:
        for number, line in enumerate(lines, start=1):
            where = f"{path.name}:{number}"
            try:
                item = json.loads(line)
            except json.JSONDecodeError as error:
                report.fail(where, str(error))
                continue
            if has_keys(report, where, item, ("id", "text", "expect", "tags")):
                report.claim_id(where, item["id"])
                yield f"{path.name}:{item['id']}", item


def check_date(report: Report, where: str, entry: Json) -> None:
    """Check that a date has either an ISO value or a known symbol."""
    iso, symbolic = entry["iso"], entry["symbolic"]
    report.check((iso is None) != (symbolic is None), where, "needs either iso or symbolic")
    if iso is not None:
        report.check(is_iso(iso), where, f"bad date {iso!r}")
    if symbolic is not None:
        known = symbolic in SYMBOLIC or str(symbolic).startswith("defined:")
        report.check(known, where, f"unknown symbol {symbolic!r}")


def check_day_count(report: Report, where: str, entry: Json) -> None:
    """Check number, unit, direction and components of a day count."""
    components = entry.get("components", [])
    if entry["count"] is None or entry["unit"] is None:
        report.check(entry["count"] is entry["unit"] is None, where, "count and unit disagree")
        report.check(bool(components), where, "no count and no components")
    for part in [*components, *([entry] if entry["count"] is not None else [])]:
        report.check(isinstance(part["count"], int | float), where, "count is no number")
        report.check(part["unit"] in UNITS, where, f"unknown unit {part['unit']!r}")
    for direction in [entry["direction"], *entry.get("direction_alt", [])]:
        report.check(direction in DIRECTIONS, where, f"unknown direction {direction!r}")


def check_quantity_value(report: Report, where: str, kind: str, entry: Json) -> None:
    """Check the values of one entry of ``kind``."""
    if kind == "dates":
        check_date(report, where, entry)
    elif kind == "day_counts":
        check_day_count(report, where, entry)
    elif kind == "percentages":
        report.check(is_decimal(entry["value"]), where, f"bad value {entry['value']!r}")
    elif kind == "money":
        report.check(is_decimal(entry["amount"]), where, f"bad amount {entry['amount']!r}")
        code = entry["currency"]
        report.check(
            isinstance(code, str) and re.fullmatch("[A-Z]{3}", code) is not None,
            where,
            f"bad currency {code!r}",
        )
    else:
        report.check(entry["kind"] == "word_numeral_mismatch", where, "unknown conflict kind")
        for key in ("word_value", "numeral_value"):
            report.check(is_decimal(entry[key]), where, f"bad {key} {entry[key]!r}")
        report.check(entry["word_value"] != entry["numeral_value"], where, "values agree")


def check_quantities(report: Report, path: Path) -> None:
    """Check a file of texts with the quantities in them."""
    for where, item in read_jsonl(report, path):
        text, expect = item["text"], item["expect"]
        if not has_keys(report, where, expect, tuple(QUANTITY_KEYS)):
            continue
        check_quotes(report, where, expect, text)
        for kind, keys in QUANTITY_KEYS.items():
            for index, entry in enumerate(expect[kind]):
                place = f"{where}.{kind}[{index}]"
                report.counts[kind] += 1
                if has_keys(report, place, entry, (*keys, "start", "end", "quote")):
                    check_quantity_value(report, place, kind, entry)
        quantities = [entry for kind in QUANTITY_KEYS if kind != "conflicts" for entry in expect[kind]]
        for conflict in expect["conflicts"]:
            inside = any(
                entry["start"] <= conflict["start"] and conflict["end"] <= entry["end"]
                for entry in quantities
            )
            report.check(inside, where, f"conflict {conflict['quote']!r} is in no quantity")
        spans = sorted((entry["start"], entry["end"]) for entry in quantities)
        for (_, end), (start, _) in itertools.pairwise(spans):
            report.check(end <= start, where, f"quantities overlap at {start}")


def check_parties(report: Report, path: Path) -> None:
    """Check a file of agreement openings with title, dates and parties."""
    keys = ("title", "agreement_date", "effective_date", "parties", "not_parties")
    for where, item in read_jsonl(report, path):
        text, expect = item["text"], item["expect"]
        if not has_keys(report, where, expect, keys):
            continue
        check_quotes(report, where, expect, text)
        report.counts["openings"] += 1
        if expect["title"] is not None:
            squeezed = squeeze(expect["title"]["quote"])
            report.check(expect["title"]["text"] == squeezed, where, "title text is not its quote")
        for key in ("agreement_date", "effective_date"):
            if expect[key] is not None:
                report.check(is_iso(expect[key]["iso"]), where, f"bad {key}")
        for index, party in enumerate(expect["parties"]):
            place = f"{where}.parties[{index}]"
            report.counts["parties"] += 1
            if not has_keys(report, place, party, PARTY_KEYS):
                continue
            report.check(squeeze(party["quote"]) == party["name"], place, "name is not its quote")
            report.check(party["found_in"] in {"opening", "signature", "schedule"}, place, "bad found_in")
        for name in expect["not_parties"]:
            report.check(name in squeeze(text), where, f"{name!r} is not in the text")


def check_deadlines(report: Report, path: Path) -> None:
    """Check a file of clauses with the deadlines they set."""
    for where, item in read_jsonl(report, path):
        if not has_keys(report, where, item["expect"], ("deadlines",)):
            continue
        check_quotes(report, where, item["expect"], item["text"])
        for index, entry in enumerate(item["expect"]["deadlines"]):
            report.counts["deadlines"] += 1
            has_keys(report, f"{where}.deadlines[{index}]", entry, DEADLINE_KEYS)


def check_node(report: Report, where: str, node: Json, known: dict[str, Json], text: str) -> None:
    """Check one outline node against the text and the nodes before it."""
    path, parent = node["path"], node["parent"]
    if not report.check(is_span(node, text), where, "bad span"):
        return
    opening = text[node["start"] : node["start"] + NODE_QUOTE_LENGTH]
    report.check(node["quote"] == opening, where, "quote is not the beginning of the node")
    body = text[node["start"] : node["end"]]
    report.check(body == body.strip(), where, "span begins or ends in white space")
    if node["label"] is not None:
        report.check(body.startswith(node["label"]), where, "does not begin with its label")
    report.check((node["heading"] is None) == (node["heading_span"] is None), where, "heading?")
    if node["heading_span"] is not None:
        start, end = node["heading_span"]
        report.check(squeeze(text[start:end]) == node["heading"], where, "heading is not its span")
        report.check(node["start"] <= start < end <= node["end"], where, "heading is outside")
    report.check(path not in known, where, "path is used twice")
    if parent is None:
        report.check(node["depth"] == 0, where, "no parent, but depth is not 0")
        report.check("/" not in path, where, "no parent, but path has one")
    elif report.check(parent in known, where, f"parent {parent} does not precede it"):
        above = known[parent]
        report.check(path.rpartition("/")[0] == parent, where, "path does not extend the parent's")
        report.check(node["depth"] == above["depth"] + 1, where, "depth does not fit the parent's")
        report.check(
            above["start"] <= node["start"] and node["end"] <= above["end"],
            where,
            "is not inside its parent",
        )


def check_outline(report: Report, gold_path: Path) -> None:
    """Check the outline of one agreement."""
    gold: Json = json.loads(gold_path.read_text(encoding="utf-8"))
    where = gold_path.name
    if not has_keys(report, where, gold, OUTLINE_KEYS):
        return
    report.claim_id(where, gold["id"])
    text_path = gold_path.with_name(gold["text_file"])
    if not report.check(text_path.is_file(), where, f"{text_path.name} is not there"):
        return
    text = text_path.read_bytes().decode("utf-8")
    report.check("\r" not in text, where, "text has carriage returns")
    report.counts["outlines"] += 1
    known: dict[str, Json] = {}
    previous: Json | None = None
    siblings: dict[str | None, int] = {}
    for node in gold["nodes"]:
        place = f"{where}:{node.get('path')}"
        report.counts["nodes"] += 1
        if not has_keys(report, place, node, NODE_KEYS):
            continue
        check_node(report, place, node, known, text)
        if previous is not None:
            report.check(previous["start"] < node["start"], place, "is out of order")
        overlap = siblings.get(node["parent"], 0) > node["start"]
        report.check(not overlap, place, "overlaps the node before it")
        siblings[node["parent"]] = node["end"]
        known[node["path"]] = node
        previous = node
    for kind, keys in (("defined_terms", TERM_KEYS), ("cross_references", REFERENCE_KEYS)):
        for index, entry in enumerate(gold[kind]):
            place = f"{where}.{kind}[{index}]"
            report.counts[kind] += 1
            if not has_keys(report, place, entry, keys):
                continue
            check_quotes(report, place, entry, text)
            path = entry["path" if kind == "defined_terms" else "from_path"]
            if path is not None and report.check(path in known, place, f"no node {path}"):
                holder = known[path]
                report.check(holder["start"] <= entry["start"] < holder["end"], place, f"not in {path}")
            if kind == "defined_terms":
                quote = text[entry["start"] : entry["end"]]
                report.check(squeeze(quote) == entry["term"], place, "term is not its quote")
            elif entry["external"]:
                report.check(not entry["resolves"], place, "external, yet resolves")
            else:
                there = entry["target"] in known
                report.check(there == entry["resolves"], place, "resolves does not fit target")
    for index, entry in enumerate(gold["noise"]):
        place = f"{where}.noise[{index}]"
        report.check(is_span(entry, text), place, "bad span")
        report.check(entry.get("kind") in NOISE_KINDS, place, f"kind {entry.get('kind')!r}")


def check_registration_rights(report: Report, gold_path: Path) -> None:
    """Check the quotes of one registration rights agreement."""
    gold: Json = json.loads(gold_path.read_text(encoding="utf-8"))
    where = gold_path.name
    if not has_keys(report, where, gold, ("id", "terms")):
        return
    report.claim_id(where, gold["id"])
    text_path = gold_path.with_name(gold_path.name.removesuffix(".gold.json") + ".txt")
    if report.check(text_path.is_file(), where, f"{text_path.name} is not there"):
        report.counts["agreements"] += 1
        check_quotes(report, where, gold, text_path.read_bytes().decode("utf-8"))


def check_directory(directory: Path) -> Report:
    """Check everything that is known in ``directory``."""
    report = Report()
    for name, check_file in (
        ("quantities.jsonl", check_quantities),
        ("parties.jsonl", check_parties),
        ("deadlines.jsonl", check_deadlines),
    ):
        if (directory / name).is_file():
            check_file(report, directory / name)
    for name, check_gold in (
        ("outlines", check_outline),
        ("clauses", check_outline),
        ("registration_rights", check_registration_rights),
    ):
        for gold_path in sorted((directory / name).glob("*.gold.json")):
            check_gold(report, gold_path)
    report.check(bool(report.counts), str(directory), "nothing to check")
    return report


def main(arguments: list[str]) -> int:
    """Check the directory named on the command line and print the outcome."""
    if len(arguments) > 1:
        print("usage: check.py [DIR]", file=sys.stderr)
        return 2
    directory = Path(arguments[0]) if arguments else Path(__file__).resolve().parent
    report = check_directory(directory)
    for problem in report.problems:
        print(problem)
    seen = ", ".join(f"{count} {name}" for name, count in sorted(report.counts.items()))
    print(f"{directory}: {seen}; {len(report.problems)} problem(s)")
    return 1 if report.problems else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
