"""The term sheet as other tools see it: JSON that keeps to its schema and leads back to the file."""

import json
from pathlib import Path
from typing import Any

import jsonschema
import pytest

from benchmarks.evidence import evidence_of, source_faults, text_faults
from pipeline.commands.schema import schema_text
from pipeline.run import analyse_bytes
from pipeline.termsheet.schema import TermSheet, to_json

TEXTS = sorted(Path("corpus/agreements").glob("*/agreement.txt")) + sorted(
    Path("corpus/agreements").glob("*/agreement.htm")
)


def sheets(data: bytes, name: str = "made.txt") -> list[dict[str, Any]]:
    """The term sheets of a file, as JSON."""
    return [json.loads(to_json(sheet)) for sheet in analyse_bytes(data, name).sheets]


@pytest.mark.parametrize("path", TEXTS, ids=lambda path: path.parent.name)
def test_a_sheet_keeps_to_its_schema(path: Path) -> None:
    """What leaves is what the committed JSON Schema promises."""
    schema = json.loads(schema_text())
    for sheet in sheets(path.read_bytes(), str(path)):
        jsonschema.validate(sheet, schema)


@pytest.mark.parametrize(
    "path", sorted(Path("corpus/agreements").glob("*/agreement.*")), ids=lambda path: str(path)[18:]
)
def test_a_sheet_that_was_written_can_be_read(path: Path) -> None:
    """The JSON makes the same term sheet again, and that the same JSON."""
    for sheet in analyse_bytes(path.read_bytes(), str(path)).sheets:
        read = TermSheet.model_validate_json(to_json(sheet))
        assert read == sheet
        assert to_json(read) == to_json(sheet)


@pytest.mark.parametrize("path", TEXTS, ids=lambda path: path.parent.name)
def test_every_value_leads_back_to_its_characters(path: Path) -> None:
    """Each span yields its words, in the normalised text and in the file."""
    data = path.read_bytes()
    reading = analyse_bytes(data, str(path))
    for found, sheet in zip(reading.findings, reading.sheets, strict=True):
        written = json.loads(to_json(sheet))
        assert len(list(evidence_of(written))) > 20
        assert text_faults(written, found.text.string) == []
        try:
            decoded = data.decode("utf-8")
        except UnicodeDecodeError:
            decoded = data.decode("cp1252")
        assert source_faults(written, decoded) == []


MADE = b"""\
                         REGISTRATION RIGHTS AGREEMENT

     This Agreement is made as of May 18, 2004 between Quarrel Pond, Inc., a Delaware corporation
(the "Company"), and Merrow Fund, L.P. (the "Holder").

1.   DAMAGES.  "Applicable Percentage" means two percent (2%). The Company shall file within forty (50)
days after the Closing and shall register 900,000 shares of Common Stock. The fee is $________.

2.   LAW.  This Agreement is governed by the laws of the State of New York. See Section 9 and [***].
"""


@pytest.fixture(scope="module")
def made() -> dict[str, Any]:
    """The term sheet of a small agreement with a conflict, a blank and a redaction."""
    (sheet,) = sheets(MADE)
    return sheet


def test_a_value_names_the_term_that_it_defines(made: dict[str, Any]) -> None:
    """Two percent is the Applicable Percentage."""
    (percentage,) = made["percentages"]
    assert (percentage["value"], percentage["defines"]) == ("0.02", "Applicable Percentage")


def test_words_that_differ_from_figures_keep_both(made: dict[str, Any]) -> None:
    """The words' value counts, the figures' is the alternative, and there is a warning."""
    (period,) = made["day_counts"]
    assert (period["count"], period["count_alt"], period["unit"]) == (40, [50], "days")
    warning = next(entry for entry in made["warnings"] if entry["kind"] == "word_numeral_mismatch")
    assert (warning["word_value"], warning["numeral_value"]) == ("40", "50")
    assert warning["evidence"][0]["clause"] == "1"


def test_blanks_and_redactions_are_warnings(made: dict[str, Any]) -> None:
    """What was left open and what was taken out are told apart."""
    assert [entry["kind"] for entry in made["warnings"] if "evidence" in entry].count("blank") == 1
    assert [entry["kind"] for entry in made["warnings"]].count("redaction") == 1
    assert made["money"] == []


def test_shares_are_counted_apart_from_money(made: dict[str, Any]) -> None:
    """A number of shares has its class."""
    (shares,) = made["share_counts"]
    assert (shares["count"], shares["share_class"]) == (900000, "Common Stock")


def test_a_term_that_is_not_there_is_absent(made: dict[str, Any]) -> None:
    """No value stands in for one that the text does not give."""
    term = dict(made["terms"]["expiration_date"])
    assert 0 < float(term.pop("confidence")) < 1
    assert term == {
        "status": "absent",
        "value": None,
        "evidence": [],
        "alternatives": [],
        "derivation": None,
    }


def test_every_clause_label_has_an_answer() -> None:
    """A label that the agreement bears shows its sentence; the others are answered with no."""
    raw = (
        MADE
        + b"\n3.   ASSIGNMENT.  The Holder may not assign this Agreement without the prior consent of the Company.\n"
    )
    (sheet,) = sheets(raw)
    assert len(sheet["clauses"]) == 33
    assert sheet["clauses_judged_by"] == "rules and weights"
    borne = {name: entry for name, entry in sheet["clauses"].items() if entry["answer"]}
    assert list(borne) == ["anti_assignment"]
    (evidence,) = borne["anti_assignment"]["evidence"]
    assert evidence["text"].startswith("The Holder may not assign")
    assert evidence["clause"] == "3"
    assert 0 < float(borne["anti_assignment"]["confidence"]) < 1


def test_without_weights_the_rules_judge_and_the_sheet_says_so(monkeypatch: pytest.MonkeyPatch) -> None:
    """An installation without the learned weights still answers."""
    monkeypatch.setattr("pipeline.run.weights", lambda: None)
    raw = (
        MADE
        + b"\n3.   ASSIGNMENT.  The Holder may not assign this Agreement without the prior consent of the Company.\n"
    )
    (sheet,) = sheets(raw)
    assert sheet["clauses_judged_by"] == "rules"
    assert sheet["clauses"]["anti_assignment"]["answer"]


def test_a_reference_to_a_missing_clause_does_not_resolve(made: dict[str, Any]) -> None:
    """Section 9 of a contract with two sections leads nowhere, and says where it would."""
    (reference,) = made["cross_references"]
    assert (reference["from"], reference["target"], reference["resolves"]) == ("2", "9", False)


def test_the_document_names_its_file_and_checksum(made: dict[str, Any]) -> None:
    """The sheet says what it was read from."""
    assert made["document"]["id"] == "made"
    assert made["document"]["kind"] == "registration_rights"
    assert len(made["document"]["source"]["sha256"]) == 64


@pytest.mark.parametrize(
    ("sentence", "term"),
    [
        ('This takes effect on May 2, 2011 (the "Effective Date").', "Effective Date"),
        ('"Cut-Off" means May 2, 2011.', "Cut-Off"),
        ('Fen and Oak made a lease dated May 2, 2011 (the "Mill Lease").', None),
        ('"Half" means six months of a year ending June 30 or on the day of May 2, 2011.', None),
    ],
)
def test_a_date_defines_a_term_that_names_a_time(sentence: str, term: str | None) -> None:
    """The date of another agreement is not what that agreement's term stands for."""
    (sheet,) = sheets(f"LICENSE AGREEMENT\n\n1. Terms.  {sentence}\n\n2. Law.  Ohio.\n".encode())
    assert [entry["defines"] for entry in sheet["dates"] if entry["iso"] == "2011-05-02"] == [term]
