"""From the text of an agreement to the amounts owed on facts: how many deadlines and sums are right.

    python -m benchmarks.scenarios DIR [--errors]

DIR holds `NAME.txt` and `NAME.scenario.json` as the acceptance samples have them: calendars, and cases of
facts with the deadlines, damages, totals and interest expected. An amount also counts where `accept` names it
as what another tenable reading gives, and a payment with its due date where a charge is paid in several.
"""

from __future__ import annotations

import argparse
import json
import re
from collections import Counter
from collections.abc import Iterator
from datetime import date
from pathlib import Path
from typing import Any

from obligations.agreement import FactSheet
from obligations.errors import ObligationError
from obligations.reading_in import read
from obligations.schedule import Schedule, default_readings, schedule
from pipeline.handoff.agreement import agreement_of
from pipeline.run import analyse_bytes

Entry = dict[str, Any]
_DEADLINES = {"filing": "filing_deadline", "effectiveness": "effectiveness_deadline"}
_PAID = re.compile(r"(?P<which>first|second|third|fourth)_payment_paid")
_ORDER = ("first", "second", "third", "fourth")


def main() -> None:
    """Print the shares and, with `--errors`, each expected value that did not come out."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("folder", type=Path)
    parser.add_argument("--errors", action="store_true")
    options = parser.parse_args()
    right: Counter[str] = Counter()
    asked: Counter[str] = Counter()
    for case, kind, name, ok, said in all_compared(options.folder):
        asked[kind] += 1
        right[kind] += ok
        if options.errors and not ok:
            print(f"{case:12}{kind:10}{name}: {said}")
    for kind in asked:
        print(f"{kind:12}{right[kind]:4}/{asked[kind]:<4}{right[kind] / asked[kind]:.3f}")


def all_compared(folder: Path) -> Iterator[tuple[str, str, str, bool, str]]:
    """Each expected value of the scenarios of a folder, with the id of its case, as `compared` gives it."""
    for path in sorted(folder.glob("*.scenario.json")):
        scenario = json.loads(path.read_text("utf-8"))
        text = path.with_name(path.name.replace(".scenario.json", ".txt"))
        sheet = analyse_bytes(text.read_bytes(), text.name).sheets[0]
        given = json.loads(sheet.model_dump_json(by_alias=True))
        for case in scenario["cases"]:
            for one in compared(given, scenario["calendar"], case):
                yield case["id"], *one


def compared(sheet: Entry, calendar: Entry, case: Entry) -> Iterator[tuple[str, str, bool, str]]:
    """Each expected value of a case: its kind, its name, whether it came out, and what was said."""
    try:
        found = computed(sheet, calendar, case["facts"])
    except ObligationError as error:
        yield "case", case["id"], False, str(error)
        return
    expected = case["expected"]
    rows = {row.id: row for row in found.rows}
    for name, day in expected.get("deadlines", {}).items():
        row = rows.get(_DEADLINES.get(name, name))
        said = {str(row.nominal), str(row.perform_by)} if row else set()
        yield "deadline", name, day in said, f"{day} expected, {sorted(said)} said"
    owed = found.damages
    charges = list(owed.charges) if owed else []
    parts = [one.payment for one in owed.payments] if owed else []
    for one in expected.get("damages", ()):
        near = [c for c in charges if _same(c.holder, one["holder"]) and c.failure == one["failure"]]
        fitting = [c for c in near if str(c.amount) in _accepted(one, "amount")]
        # A row with its own due date may be one of several payments that a charge is made in.
        paid = [p for p in parts if _same(p.holder, one["holder"]) and p.failure == one["failure"]]
        part = [p for p in paid if str(p.amount) == one["amount"] and str(p.due) == one.get("due")]
        if part and not fitting:
            parts.remove(part[0])
        yield (
            "damages",
            f"{one['holder']} {one['failure']}",
            bool(fitting or part),
            (f"{one['amount']} expected, {[str(c.amount) for c in near]} said"),
        )
        if fitting:
            charges.remove(fitting[0])
    unpaid = {(p.holder, p.failure) for p in parts}
    charges = [c for c in charges if (c.holder, c.failure) in unpaid]
    yield "nothing else", case["id"], not charges, f"{[(c.failure, str(c.amount)) for c in charges]} besides"
    totals = owed.totals if owed else {}
    for holder, amount in expected.get("totals", {}).items():
        said_total = next((str(value) for name, value in totals.items() if _same(name, holder)), "nothing")
        yield (
            "total",
            holder,
            said_total in _accepted(expected, "totals", holder),
            (f"{amount} expected, {said_total} said"),
        )
    late = [one.interest for one in owed.payments if one.interest] if owed else []
    for one in expected.get("interest", ()):
        amounts = [str(i.amount) for i in late if _same(i.holder, one["holder"])]
        yield "interest", one["holder"], one["amount"] in amounts, f"{one['amount']} expected, {amounts} said"


def computed(sheet: Entry, calendar: Entry, facts: Entry) -> Schedule:
    """The schedule of a term sheet on the facts of a case, as of the end of the scenario's calendar."""
    agreement = agreement_of(sheet)
    events = {name: day for name, day in facts["events"].items() if not _PAID.fullmatch(name)}
    given: Entry = {
        "as_of": calendar["to"],
        "events": events,
        "conditions": facts["conditions"],
        "amounts": facts["amounts"],
        "bank_holidays": calendar["bank_holidays"],
        "exchange_holidays": calendar["exchange_holidays"],
    }
    readings = default_readings(agreement)
    demanded = next((day for name, day in events.items() if day and "demand" in name), None)
    if demanded:
        given["demand"] = demanded
    found = schedule(agreement, read(FactSheet, given), readings)
    paid = {m["which"]: day for name, day in facts["events"].items() if day and (m := _PAID.fullmatch(name))}
    due = sorted(
        {one.payment.due for one in found.damages.payments if one.payment.due} if found.damages else ()
    )
    made = [
        {"due": due[at], "paid": date.fromisoformat(paid[which])}
        for at, which in enumerate(_ORDER)
        if which in paid and at < len(due)
    ]
    return schedule(agreement, read(FactSheet, {**given, "payments": made}), readings) if made else found


def _same(ours: str, theirs: str) -> bool:
    return ours.casefold() == theirs.casefold()


def _accepted(of: Entry, key: str, name: str | None = None) -> set[str]:
    """What is expected, and what other tenable readings give (`accept`, of a total `totals_accept`)."""
    if name is None:
        return {of[key], *of.get("accept", ())}
    return {of[key][name], *of.get(f"{key}_accept", {}).get(name, ())}


if __name__ == "__main__":
    main()
