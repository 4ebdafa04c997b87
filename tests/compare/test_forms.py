"""A comparison as table, JSON, CSV and workbook."""

import csv
import io
import json
from collections.abc import Callable
from datetime import date, timedelta
from pathlib import Path

import jsonschema
import pytest

from pipeline.commands.schema import schema_text
from pipeline.compare.as_data import comparison_data
from pipeline.compare.as_table import write_table
from pipeline.compare.as_tables import comparison_tables, terms_table
from pipeline.compare.comparison import Comparison, compared
from pipeline.tables.csv_file import write_csv
from pipeline.tables.workbook import write_workbook
from pipeline.termsheet import schema as s
from tests.compare.agreements import plover, shipped, willet
from tests.tables.books import Cell, sheets

HOSTILE = '=HYPERLINK("http://x.example")\x1b[31m\x00\u202e[bold]'
RATE = "registration_rights.liquidated_damages.rate"


def pair() -> Comparison:
    """The two small agreements."""
    return compared([willet(), plover()])


def hostile() -> Comparison:
    """An agreement whose names and values command spreadsheets, terminals and markup."""
    sheet = willet()
    law = sheet.terms.governing_law.model_copy(update={"value": HOSTILE})
    document = sheet.document.model_copy(update={"id": HOSTILE, "title": HOSTILE})
    party = sheet.parties[0].model_copy(update={"name": HOSTILE, "role": "=company"})
    other = sheet.model_copy(
        update={
            "terms": sheet.terms.model_copy(update={"governing_law": law}),
            "document": document,
            "parties": (party,),
        }
    )
    return compared([other, plover()])


def table(comparison: Comparison, *, differences: bool = False) -> str:
    """The tables for reading."""
    stream = io.StringIO()
    write_table(comparison, stream, differences=differences)
    return stream.getvalue()


def csv_rows(comparison: Comparison) -> dict[str, dict[str, str]]:
    """The rows of the CSV by their names."""
    stream = io.StringIO(newline="")
    write_csv(terms_table(comparison, comparison.rows), stream)
    return {row["name"]: row for row in csv.DictReader(io.StringIO(stream.getvalue(), newline=""))}


def book(comparison: Comparison) -> dict[str, list[dict[str, Cell]]]:
    """The sheets of the workbook, read back from its XML, in which no formula and no link may stand."""
    stream = io.BytesIO()
    write_workbook(comparison_tables(comparison, comparison.rows), stream)
    return sheets(stream.getvalue())


def test_the_table_shows_figures_where_units_are_mixed() -> None:
    """And none where a row has one unit."""
    shown = " ".join(table(pair()).split())
    assert "1.5% per 30 days [about 18.25% a year] 2% per month [24% a year]" in shown
    assert "no later than 1 month after Closing Date [about 30.42 days]" in shown
    assert "45 days" in shown
    assert "45 days [" not in shown


def test_the_table_names_what_nobody_states() -> None:
    """Once, below; with --differences neither that nor what is the same."""
    shown = table(pair())
    assert "governing law" in shown
    assert "Stated by none: effective date, expiration date," in shown
    fewer = table(pair(), differences=True)
    assert "agreement date" in fewer
    assert "governing law" not in fewer
    assert "Stated by none" not in fewer
    assert "No difference." in table(compared([willet(), willet()]), differences=True)


def test_what_is_not_stated_says_why() -> None:
    """Each status in words."""
    shown = table(compared([shipped("rra-lantern"), shipped("rra-quarry"), shipped("credit-tern")]))
    for words in ("(blank)", "(not stated)", "(in conflict)", "(not read for this kind)"):
        assert words in shown


def test_the_data_leads_to_the_characters() -> None:
    """Each cell has status, value, what is compared, and ranges of the text."""
    comparison = pair()
    data = json.loads(json.dumps(comparison_data(comparison, comparison.rows)))
    assert data["comparison_version"] == "1"
    assert [agreement["name"] for agreement in data["agreements"]] == ["willet", "plover"]
    assert sum(data["results"].values()) == len(data["rows"])
    row = next(row for row in data["rows"] if row["name"] == RATE)
    assert row["result"] == "differs"
    first, second = row["cells"]
    assert (first["agreement"], first["status"], first["value"]) == ("willet", "found", "1.5% per 30 days")
    assert first["comparable"] == {
        "kind": "per_time",
        "number": "0.1825",
        "unit": "per_year",
        "exact": False,
        "date": None,
        "words": None,
    }
    assert [(place["text"], place["end"] - place["start"]) for place in first["evidence"]] == [("1.5%", 4)]
    assert second["comparable"]["number"] == "0.24"
    law = next(row for row in data["rows"] if row["name"] == "terms.governing_law")["cells"][0]
    assert law["comparable"]["words"] == ["new york"]
    assert law["confidence"] is not None
    signed = next(row for row in data["rows"] if row["name"] == "terms.agreement_date")["cells"][0]
    assert (signed["comparable"]["kind"], signed["comparable"]["date"]) == ("day", "2004-05-18")


def test_every_kind_of_value_is_data() -> None:
    """All that the agreements of the corpus hold."""
    names = ("rra-harbor", "rra-quarry", "rra-lantern", "credit-tern", "credit-millrace", "lease-wharf")
    comparison = compared([shipped(name) for name in names])
    data = json.loads(json.dumps(comparison_data(comparison, comparison.rows)))
    kinds = {
        cell["comparable"]["kind"] for row in data["rows"] for cell in row["cells"] if cell["comparable"]
    }
    assert kinds >= {"time", "per_time", "when", "number", "threshold", "day", "words", "word_set"}
    jsonschema.validate(data, json.loads(schema_text("comparison")))
    assert len(table(comparison)) > 1000


def test_many_agreements_stand_below_each_other() -> None:
    """Where a column for each would be too narrow to be read; each term is named once."""
    sheets = [
        willet().model_copy(
            update={"document": willet().document.model_copy(update={"id": f"agreement {i}"})}
        )
        for i in range(12)
    ]
    lines = table(compared(sheets)).splitlines()
    assert max(map(len, lines)) <= 140
    at = next(i for i, line in enumerate(lines) if line.startswith(" governing law"))
    assert lines[at].split() == ["governing", "law", "same", "agreement", "0", "New", "York"]
    assert [line.split() for line in lines[at + 1 : at + 12]] == [
        ["agreement", str(i), "New", "York"] for i in range(1, 12)
    ]


def test_a_long_name_of_a_term_leaves_room_for_the_values() -> None:
    """Roles come from the term sheet, and may be of any length there."""
    party = willet().parties[0].model_copy(update={"role": "x" * 300})
    shown = table(compared([willet().model_copy(update={"parties": (party,)}), plover()]))
    assert f"{'x' * 59}…" in shown
    assert shown.count("Willet Marsh, Inc.") == 2


@pytest.mark.parametrize("comparison", [pair, hostile], ids=["plain", "hostile"])
def test_the_data_keeps_to_its_schema(comparison: Callable[[], Comparison]) -> None:
    """What leaves is what the JSON Schema promises."""
    found = comparison()
    jsonschema.validate(comparison_data(found, found.rows), json.loads(schema_text("comparison")))


def test_the_schema_is_the_committed_one() -> None:
    """That in the package is the one that the classes make."""
    committed = Path("pipeline/compare/comparison.schema.json").read_text(encoding="utf-8")
    assert committed == schema_text("comparison"), "run `make schema`"


def test_csv_is_a_row_a_term() -> None:
    """Value, then status, figure and unit of each agreement."""
    row = csv_rows(pair())[RATE]
    assert row == {
        "name": RATE,
        "term": "liquidated damages: rate",
        "result": "differs",
        "willet": "1.5% per 30 days",
        "plover": "2% per month",
        "willet: status": "found",
        "willet: comparable": "0.1825",
        "willet: unit": "per_year",
        "willet: exact": "false",
        "plover: status": "found",
        "plover: comparable": "0.24",
        "plover: unit": "per_year",
        "plover: exact": "true",
    }
    assert csv_rows(pair())["terms.effective_date"]["willet"] == "(not stated)"


def test_a_workbook_has_a_sheet_for_each_table() -> None:
    """Days are days, figures are numbers."""
    found = book(pair())
    assert list(found) == ["terms", "evidence", "parties", "agreements"]
    terms = {row["name"]: row for row in found["terms"]}
    signed = (date(2004, 5, 18) - date(1899, 12, 30)) / timedelta(days=1)
    assert terms["terms.agreement_date"]["willet"] == signed
    assert (terms[RATE]["willet"], terms[RATE]["willet: comparable"]) == ("1.5% per 30 days", 0.1825)
    place = next(row for row in found["evidence"] if row["name"] == RATE and row["agreement"] == "plover")
    assert (place["text"], place["clause"]) == ("2%", "2")
    assert isinstance(place["start"], float)
    assert [row["name"] for row in found["parties"]] == [
        "Willet Marsh, Inc.",
        "Merrow Fund, L.P.",
        "Plover Sound Corp.",
        "Dunlin Partners, L.P.",
    ]
    assert [row["path"] for row in found["agreements"]] == ["willet.txt", "plover.txt"]


def test_a_day_that_no_calendar_has_is_text() -> None:
    """As the agreement has it."""
    term = willet().terms.agreement_date.model_copy(update={"value": "2001-02-29"})
    terms = willet().terms.model_copy(update={"agreement_date": term})
    found = book(compared([willet().model_copy(update={"terms": terms}), plover()]))
    row = next(row for row in found["terms"] if row["name"] == "terms.agreement_date")
    assert row["willet"] == "2001-02-29"


def test_nothing_is_computed_or_obeyed() -> None:
    """Neither values, nor names of columns, nor terms made of roles."""
    rows = csv_rows(hostile())
    for row in rows.values():
        for cell in (*row, *row.values()):
            assert not cell.lstrip().startswith(("=", "+", "-", "@"))
            assert "\x1b" not in cell
    assert rows["terms.governing_law"]["plover"] == "New York"
    shown = table(hostile())
    assert "\x1b" not in shown
    assert "[bold]" in shown
    (law,) = [row for row in book(hostile())["terms"] if row["name"] == "terms.governing_law"]
    assert '=HYPERLINK("http://x.example")\\x1b[31m\\x00\\u202e[bold]' in law.values()


@pytest.mark.parametrize("name", ["rra-harbor", "credit-tern"])
def test_alternatives_and_derivations_are_there(name: str) -> None:
    """What lost, and why."""
    comparison = compared([shipped(name), plover()])
    cells = {row.name: row.cells[0] for row in comparison.rows}
    terms: s.Terms = shipped(name).terms
    assert {cells[f"terms.{field}"].alternatives for field in type(terms).model_fields} == {
        getattr(terms, field).alternatives for field in type(terms).model_fields
    }
