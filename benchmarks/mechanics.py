"""Which mechanics and which readings the cases exercise, as a table.

    python -m benchmarks.mechanics [--seed FILE] > benchmarks/results/mechanics.md

A reading counts as exercised by a value where a case is computed under it and the trace rests on it; the last
column counts the cases whose answer that value would change. The cases are those of `tests/obligations/cases`
and, with `--seed`, a file of worked cases in the same form.
"""

from __future__ import annotations

import argparse
import json
from collections import Counter
from dataclasses import fields
from pathlib import Path
from typing import Any

import yaml

from obligations.errors import ObligationError
from obligations.mechanics import calculate, mechanics
from obligations.registration_rights.readings import Readings, choices

_CASES = Path("tests/obligations/cases")


def main() -> None:
    """Print both tables."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--seed", type=Path)
    options = parser.parse_args()
    own = [case for path in sorted(_CASES.glob("*.yaml")) for case in yaml.safe_load(path.read_text("utf-8"))]
    seed = json.loads(options.seed.read_text("utf-8"))["cases"] if options.seed else []
    print("# What the cases exercise\n")
    _by_mechanic(seed, own)
    _by_reading([*seed, *own])


def _by_mechanic(seed: list[Any], own: list[Any]) -> None:
    given, written = (Counter(case["mechanic"] for case in cases) for cases in (seed, own))
    others = Counter(case["mechanic"] for case in own if "terms" in case["inputs"])
    print("| mechanic | what | clause | seed cases | own cases | of these on other agreements' terms |")
    print("| --- | --- | --- | --- | --- | --- |")
    for name, of in mechanics().items():
        print(f"| {name} | {of.title} | {of.clause} | {given[name]} | {written[name]} | {others[name]} |")
    print(f"| all | | | {given.total()} | {written.total()} | {others.total()} |\n")


def _by_reading(cases: list[Any]) -> None:
    rests: Counter[tuple[str, str]] = Counter()
    changes: Counter[tuple[str, str]] = Counter()
    for case in cases:
        try:
            result: Any = calculate(case["mechanic"], case["inputs"])
        except ObligationError:
            continue
        for name, value in result.get("readings", {}).items():
            rests[name, json.dumps(value)] += 1
        for other in result.get("other_readings", ()):
            changes[other["reading"], json.dumps(other["value"])] += 1
    print("| reading | value | cases that rest on it | cases whose answer it would change |")
    print("| --- | --- | --- | --- |")
    for field in fields(Readings):
        for value in choices(field.name):
            at = field.name, json.dumps(value)
            default = " (default)" if value == field.default else ""
            print(f"| {field.name} | {value}{default} | {rests[at]} | {changes[at] or ''} |")


if __name__ == "__main__":
    main()
