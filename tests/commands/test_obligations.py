"""`dealterms obligations`: what the README says of it, run as its users run it."""

import csv
import io
import json
import xml.etree.ElementTree as ET
import zipfile
from pathlib import Path

import pytest
import yaml

from pipeline.arguments.kinds import DONE, SOME_FAILED
from pipeline.cli import main

AGREEMENT = "corpus/agreements/rra-harbor/agreement.txt"
FACTS = "corpus/facts/rra-harbor.yaml"


@pytest.fixture(scope="module")
def sheet(tmp_path_factory: pytest.TempPathFactory) -> str:
    """The term sheet of the corpus's first agreement."""
    path = tmp_path_factory.mktemp("sheet") / "harbor.json"
    assert main(["extract", "--format", "json", "--out", str(path), AGREEMENT]) == DONE
    return str(path)


def test_the_schedule_as_a_table(sheet: str, capsys: pytest.CaptureFixture[str]) -> None:
    """The lines that the README shows."""
    assert main(["obligations", sheet, "--facts", FACTS]) == DONE
    shown = " ".join(capsys.readouterr().out.split())
    for words in (
        "2005-04-18 2005-04-16 late by 14 days Company file the registration",
        "2005-06-15 late by 35 days Company",
        "TILLERY CREEK CAPITAL, L.P. late filing 2005-04-16 2005-05-01 16 0.5333 4,000.00",
        "roll none filing_deadline: 2005-04-16 (late by 16 days) instead of 2005-04-18 (late by 14 days)",
    ):
        assert words in shown


def test_needs_is_a_facts_file_that_can_be_used_as_it_is(
    sheet: str, capsys: pytest.CaptureFixture[str], tmp_path: Path
) -> None:
    """It asks for what the agreement turns on, says nothing of what it defines itself, and is valid YAML."""
    assert main(["obligations", sheet, "--needs"]) == DONE
    text = capsys.readouterr().out
    asked = yaml.safe_load(text)
    assert {"filed", "declared_effective", "told_no_review"} <= asked["events"].keys()
    assert "closing_date" not in asked["events"]
    assert asked["conditions"]["sec_review"] is None
    assert "TILLERY CREEK CAPITAL, L.P." in asked["amounts"]
    empty = tmp_path / "facts.yaml"
    empty.write_text(text, encoding="utf-8")
    assert main(["obligations", sheet, "--facts", str(empty), "--format", "json"]) == DONE
    found = json.loads(capsys.readouterr().out)
    assert found["unused"] == []
    assert found["damages"]["charges"] == []


def test_as_of_judges_lateness_on_another_day(sheet: str, capsys: pytest.CaptureFixture[str]) -> None:
    """Before the deadline the duty is open, whatever happened later."""
    main(["obligations", sheet, "--facts", FACTS, "--format", "json", "--as-of", "2005-04-17"])
    rows = {row["id"]: row for row in json.loads(capsys.readouterr().out)["obligations"]}
    assert rows["filing_deadline"]["status"] == "open"


def test_all_lists_what_has_no_day(sheet: str, capsys: pytest.CaptureFixture[str]) -> None:
    """Without the flag those duties are counted, with it they are named."""
    main(["obligations", sheet, "--facts", FACTS])
    short = capsys.readouterr().out
    main(["obligations", sheet, "--facts", FACTS, "--all"])
    long = capsys.readouterr().out
    assert "Not listed:" in short
    assert "Not listed:" not in long
    assert len(long) > len(short)


def test_the_forms_for_files(sheet: str, tmp_path: Path) -> None:
    """Each is what its name says."""
    written = {}
    for form in ("json", "csv", "xlsx", "ics", "svg", "html"):
        out = tmp_path / f"out.{form}"
        assert main(["obligations", sheet, "--facts", FACTS, "--format", form, "--out", str(out)]) == DONE
        written[form] = out.read_bytes()
    assert json.loads(written["json"])["damages"]["totals"]["Agnes M. Dorrance"] == "3060.00"
    assert any("filing_deadline" in row for row in csv.reader(io.StringIO(written["csv"].decode())))
    assert "xl/workbook.xml" in zipfile.ZipFile(io.BytesIO(written["xlsx"])).namelist()
    assert written["ics"].startswith(b"BEGIN:VCALENDAR")
    assert ET.fromstring(written["svg"]).tag.endswith("svg")
    assert written["html"].lstrip().lower().startswith(b"<!doctype html>")


def test_one_mechanic(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """By its id and by its name; the README's own example."""
    inputs = tmp_path / "inputs.json"
    inputs.write_text('{"filing_date": "2003-08-25"}', encoding="utf-8")
    found = []
    for name in ("M2", "effectiveness_deadline"):
        assert main(["obligations", "--mechanic", name, "--inputs", str(inputs)]) == DONE
        found.append(json.loads(capsys.readouterr().out))
    assert found[0] == found[1]
    assert found[0]["effectiveness_deadline"] == {"nominal": "2003-11-23", "perform_by": "2003-11-24"}


@pytest.mark.parametrize(
    ("arguments", "cause"),
    [
        (["--facts", "nowhere.yaml"], "nowhere.yaml"),
        (["--facts", AGREEMENT], "agreement.txt"),
    ],
)
def test_what_is_no_facts_file_is_named(
    sheet: str, arguments: list[str], cause: str, capsys: pytest.CaptureFixture[str]
) -> None:
    """With its cause, and nothing on standard output."""
    assert main(["obligations", sheet, *arguments]) == SOME_FAILED
    shown = capsys.readouterr()
    assert cause in shown.err
    assert shown.out == ""


def test_what_is_no_term_sheet_is_named(capsys: pytest.CaptureFixture[str]) -> None:
    """The agreement itself is not its term sheet."""
    assert main(["obligations", FACTS, "--needs"]) == SOME_FAILED
    assert "no term sheet" in capsys.readouterr().err


def test_facts_that_contradict_each_other_are_named(
    sheet: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """Effective before it was filed: the message names both days."""
    facts = tmp_path / "facts.yaml"
    facts.write_text("events: {filed: 2005-05-02, declared_effective: 2005-05-01}\n", encoding="utf-8")
    assert main(["obligations", sheet, "--facts", str(facts)]) == SOME_FAILED
    shown = capsys.readouterr().err
    assert "2005-05-02" in shown
    assert "2005-05-01" in shown


def test_terms_that_the_agreement_leaves_open_may_be_given(
    sheet: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """A rate of 3 % in place of 1.5 % doubles the damages, and the trace says that the facts gave it."""
    facts = yaml.safe_load(Path(FACTS).read_text(encoding="utf-8"))
    facts["terms"] = {"liquidated_damages": {"rate": "0.03"}}
    path = tmp_path / "facts.yaml"
    path.write_text(yaml.safe_dump(facts), encoding="utf-8")
    main(["obligations", sheet, "--facts", str(path), "--format", "json"])
    found = json.loads(capsys.readouterr().out)
    assert found["damages"]["totals"]["Agnes M. Dorrance"] == "6120.00"
    trace = json.dumps(found["damages"]["charges"][0]["trace"])
    assert '"fact": "terms.liquidated_damages.rate"' in trace


@pytest.mark.parametrize(
    ("facts", "cause"),
    [
        ("amounts: {A: -5}", "amounts.A: -5 is below zero"),
        ("events: {filed: null, declared_effective: 2005-07-20}", "filed has not happened"),
        ("terms: {filing_deadline: soon}", "terms.filing_deadline: a day (YYYY-MM-DD)"),
        ("terms: {filing_deadline: null}", "terms.filing_deadline: a day (YYYY-MM-DD)"),
        ("terms: {liquidated_damages: {rat: 0.02}}", "liquidated_damages.rat: no such name"),
        ("switches: {roll: never}", "switches.roll"),
    ],
)
def test_what_is_wrong_with_the_facts_names_the_facts_file(
    sheet: str, tmp_path: Path, capsys: pytest.CaptureFixture[str], facts: str, cause: str
) -> None:
    """The term sheet is not to blame."""
    path = tmp_path / "facts.yaml"
    path.write_text(
        f"as_of: 2005-12-31\nconditions: {{sec_review: false}}\n{facts}\n"
        + ("" if "events" in facts else "events: {filed: 2005-05-02}\n"),
        encoding="utf-8",
    )
    assert main(["obligations", sheet, "--facts", str(path)]) == SOME_FAILED
    said = capsys.readouterr().err
    assert said.startswith(f"dealterms: {path}: ")
    assert cause in said


def test_a_deadline_that_the_facts_fill_in_is_that_of_the_duty_and_of_the_damages(
    sheet: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """Filed on 2 May under a deadline of 1 June: met, and nothing is owed for it."""
    facts = yaml.safe_load(Path(FACTS).read_text(encoding="utf-8"))
    path = tmp_path / "facts.yaml"
    path.write_text(yaml.safe_dump({**facts, "terms": {"filing_deadline": "2005-06-01"}}), encoding="utf-8")
    assert main(["obligations", sheet, "--facts", str(path), "--format", "json"]) == DONE
    found = json.loads(capsys.readouterr().out)
    filing = found["obligations"][0]
    assert (filing["id"], filing["nominal"], filing["status"]) == ("filing_deadline", "2005-06-01", "met")
    assert filing["trace"]["from"] == {"fact": "terms.filing_deadline"}
    assert {charge["failure"] for charge in found["damages"]["charges"]} == {"late_effectiveness"}


def test_terms_of_an_agreement_that_has_no_deal_terms(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """A lease or a credit agreement has duties; to fill in a filing deadline there is a mistake."""
    path, facts = tmp_path / "credit.json", tmp_path / "facts.yaml"
    main(
        ["extract", "--format", "json", "--out", str(path), "corpus/agreements/credit-millrace/agreement.txt"]
    )
    facts.write_text("as_of: 2010-01-01\n", encoding="utf-8")
    assert main(["obligations", str(path), "--facts", str(facts)]) == DONE
    capsys.readouterr()
    facts.write_text("terms: {filing_deadline: 2005-06-01}\n", encoding="utf-8")
    assert main(["obligations", str(path), "--facts", str(facts)]) == SOME_FAILED
    assert "terms: only those of a registration rights agreement" in capsys.readouterr().err
