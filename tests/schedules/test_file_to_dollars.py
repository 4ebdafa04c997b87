"""From a file to dollars through the command line: agreements with quite different damages clauses.

The amounts were worked out by hand from the agreements' words; the working stands beside each.
"""

import json
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest
import yaml

from pipeline.arguments.kinds import DONE
from pipeline.cli import main

SAMPLES = Path("corpus/samples/fresh")
REFERENCE = Path(__file__).parents[3] / "shared" / "seed" / "agreement.txt"

_CASES = {
    "1.5 % for each 30 days, in proportion; rolled deadline": (
        Path("corpus/agreements/rra-harbor/agreement.txt"),
        {
            "as_of": "2005-12-31",
            "events": {"filed": "2005-05-02", "told_no_review": None, "declared_effective": "2005-07-20"},
            "conditions": {"sec_review": False},
            "amounts": {"Tillery": "500000"},
        },
        # The Closing Date is 17 Mar 2005 by the agreement. Filing: + 30 = Sat 16 Apr, in time until Mon 18 Apr;
        # filed 2 May: 16 days from 16 Apr. 500,000 x .015 x 16/30 = 4,000. Effectiveness: + 90 = 15 Jun;
        # 35 days to 20 Jul: 500,000 x .015 x 35/30 = 8,750. Periods of 30 days fall due 5 business days later.
        [("late_filing", "4000.00", 16), ("late_effectiveness", "8750.00", 35)],
        "12750.00",
    ),
    "1.5 % on the Event Date and each monthly anniversary, the rest in proportion": (
        SAMPLES / "registration_rights/fr-01.txt",
        {
            "as_of": "2007-12-31",
            "events": {
                "filed": "2007-04-13",
                "told_no_review": None,
                "declared_effective": "2007-08-26",
            },
            "conditions": {"sec_review": False},
            "amounts": {"A": "200000"},
        },
        # Closing 14 Mar 2007; filing due 13 Apr, met. Effectiveness + 90 = 12 Jun. Event Date 13 Jun; 3,000 on
        # 13 Jun, 13 Jul and 13 Aug; to 26 Aug 13 of 31 days: 3,000 x 13/31 = 1,258.06.
        [
            ("late_effectiveness", "3000.00", 30),
            ("late_effectiveness", "3000.00", 31),
            ("late_effectiveness", "3000.00", 13),
            ("late_effectiveness", "1258.06", 13),
        ],
        "10258.06",
    ),
    "a sum for each week or part of one, capped": (
        SAMPLES / "registration_rights/fr-05.txt",
        {
            "as_of": "2015-06-30",
            "events": {
                "date_of_this_agreement": "2014-02-03",
                "filed": "2014-02-20",
                "declared_effective": "2014-07-18",
            },
            "conditions": {"sec_review": False},
            "amounts": {"You": None},
        },
        # Due 30 Jun 2014; from 1 Jul through 18 Jul are 18 days, two weeks and a part: 3 x 12,500.
        [("late_effectiveness", "37500.00", 18)],
        "37500.00",
    ),
    "2.5 % for each 30 days or portion, after five business days of grace": (
        SAMPLES / "registration_rights/fr-08.txt",
        {
            "as_of": "1999-12-31",
            "events": {"closing": "1999-03-01", "filed": "1999-03-15", "declared_effective": "1999-07-30"},
            "conditions": {"sec_review": False},
            "amounts": {"B": "100000"},
        },
        # + 90 = Sun 30 May 1999; Minnesota law moves nothing here. From 31 May (Memorial Day) the first five
        # business days are 1, 2, 3, 4 and 7 Jun. 8 Jun through 30 Jul: 53 days, two periods: 2 x 2,500.
        [("late_effectiveness", "5000.00", 53)],
        "5000.00",
    ),
    "0.75 % a month in proportion, seven days of grace, the earlier of a date and an event": (
        SAMPLES / "registration_rights/fr-13.txt",
        {
            "as_of": "2010-06-30",
            "events": {"tanager_files_its_annual_information_form_in_canada": None, "filed": "2009-12-01"},
            "amounts": {"Pemberley": "2000000"},
        },
        # Due 15 Oct 2009; from 16 Oct seven days of grace; 23 Oct to 23 Nov is a month, 8 of 30 days to 1 Dec:
        # 15,000 x 38/30 = 19,000.
        [("late_filing", "19000.00", 39)],
        "19000.00",
    ),
    "0.25 % a year, 0.50 % after 90 days, actual/360": (
        SAMPLES / "registration_rights_c/ft-08.txt",
        {
            "as_of": "2004-12-31",
            "events": {"issue_date": "2003-05-01", "filed": "2003-08-29", "declared_effective": "2004-03-31"},
            "amounts": {"Notes": "10000000"},
        },
        # + 210 = 27 Nov 2003, Thanksgiving. 28 Nov to 31 Mar are 124 days, 90 at .25 % and 34 at .50 %:
        # 10,000,000 x (.0025 x 90 + .005 x 34)/360 = 10,972.22.
        [("late_effectiveness", "10972.22", 124)],
        "10972.22",
    ),
}


def _computed(file: Path, facts: dict[str, Any], tmp_path: Path) -> Any:
    sheet, given, out = (tmp_path / name for name in ("sheet.json", "facts.yaml", "out.json"))
    given.write_text(yaml.safe_dump(facts), encoding="utf-8")
    assert main(["extract", str(file), "--format", "json", "--out", str(sheet)]) == DONE
    command = ["obligations", str(sheet), "--facts", str(given), "--format", "json", "--out", str(out)]
    assert main(command) == DONE
    return json.loads(sheet.read_text("utf-8")), json.loads(out.read_text("utf-8"))


@pytest.mark.parametrize("name", _CASES)
def test_from_file_to_dollars(name: str, tmp_path: Path) -> None:
    """Extract, fill in the facts, compute: each charge and the total are those worked out by hand."""
    file, facts, charges, total = _CASES[name]
    _, found = _computed(file, facts, tmp_path)
    owed = found["damages"]
    assert owed["missing"] == []
    assert [(one["failure"], one["amount"], one["days"]) for one in owed["charges"]] == charges
    assert set(owed["totals"].values()) == {total}
    assert sum(Decimal(one["after_cap"]) for one in owed["payments"]) == Decimal(total)
    assert found["unused"] == []


@pytest.mark.parametrize("name", _CASES)
def test_every_term_of_a_trace_leads_to_the_damages_clause(name: str, tmp_path: Path) -> None:
    """The rate, or the sum, stands in the words that the trace points to."""
    file, facts, _, _ = _CASES[name]
    sheet, found = _computed(file, facts, tmp_path)
    evidence = {
        (e["start"], e["end"]): e["text"]
        for e in sheet["registration_rights"]["liquidated_damages"]["evidence"]
    }
    terms = [
        step["from"]
        for step in _steps(found["damages"]["charges"][0]["trace"])
        if "term" in step.get("from", {})
    ]
    damages = [term for term in terms if term["term"].startswith("liquidated_damages.")]
    assert {"liquidated_damages.period"} < {term["term"] for term in damages}
    for term in damages:
        assert term["clause"]
        assert {tuple(place) for place in term["places"]} <= evidence.keys()


def _steps(step: Any) -> list[Any]:
    return [step, *(below for operand in step.get("operands", ()) for below in _steps(operand))]


@pytest.mark.skipif(not REFERENCE.is_file(), reason=f"the reference agreement is not there: no {REFERENCE}")
def test_the_reference_agreements_own_example(tmp_path: Path) -> None:
    """Effective one month after the ninety days: $5,000 for each $250,000, as section 2(c) says itself."""
    facts = {
        "as_of": "2004-06-30",
        "events": {
            "funding_date": "2003-08-15",
            "date_of_termination_of_this_transaction": None,
            "filed": "2003-08-20",
            "declared_effective": "2003-12-23",
        },
        "amounts": {"AJW Partners, LLC": "250000"},
    }
    sheet, found = _computed(REFERENCE, facts, tmp_path)
    assert found["damages"]["totals"] == {"AJW Partners, LLC": "5000.00"}
    (charge,) = found["damages"]["charges"]
    rate = next(
        s["from"]
        for s in _steps(charge["trace"])
        if s.get("from", {}).get("term") == "liquidated_damages.rate"
    )
    assert rate["clause"] == "2(c)"
    section = next(clause for clause in sheet["outline"] if clause["cite"] == "2(c)")
    assert all(section["start"] <= start < end <= section["end"] for start, end in rate["places"])
    words = [e["text"] for e in sheet["registration_rights"]["liquidated_damages"]["evidence"]]
    assert any("two hundredths (.02)" in text for text in words)
    rows = {row["id"]: row for row in found["obligations"]}
    assert rows["filing_deadline"]["status"] == "met"
    assert rows["filing_deadline"]["nominal"] == "2003-08-25"
    assert (rows["effectiveness_deadline"]["nominal"], rows["effectiveness_deadline"]["perform_by"]) == (
        "2003-11-23",
        "2003-11-24",
    )
