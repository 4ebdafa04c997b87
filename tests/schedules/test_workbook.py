"""The schedule as a workbook, read back from its XML."""

import io
import zipfile
from collections.abc import Iterator
from datetime import date, timedelta
from xml.etree import ElementTree as ET

import pytest

from pipeline.schedules.workbook import workbook
from tests.schedules import schedules

MAIN = "{http://schemas.openxmlformats.org/spreadsheetml/2006/main}"
SHEETS = ["Obligations", "Damages", "Payments", "Totals", "Facts lacking"]
Cells = list[dict[str, str | float]]


def sheets(data: bytes) -> dict[str, Cells]:
    """Each sheet's rows, by the titles of its head."""
    with zipfile.ZipFile(io.BytesIO(data)) as book:
        strings = ["".join(item.itertext()) for item in ET.fromstring(book.read("xl/sharedStrings.xml"))]
        names = [
            sheet.attrib["name"] for sheet in ET.fromstring(book.read("xl/workbook.xml")).iter(f"{MAIN}sheet")
        ]
        found = {}
        for number, name in enumerate(names, 1):
            table = list(_rows(ET.fromstring(book.read(f"xl/worksheets/sheet{number}.xml")), strings))
            head = {column: str(title) for column, title in table[0].items()}
            found[name] = [{head[column]: value for column, value in row.items()} for row in table[1:]]
        return found


def _rows(sheet: ET.Element, strings: list[str]) -> Iterator[dict[str, str | float]]:
    for row in sheet.iter(f"{MAIN}row"):
        cells: dict[str, str | float] = {}
        for cell in row.iter(f"{MAIN}c"):
            value = cell.find(f"{MAIN}v")
            assert cell.find(f"{MAIN}f") is None  # no formula
            if value is not None and value.text is not None:
                column = cell.attrib["r"].rstrip("0123456789")
                cells[column] = strings[int(value.text)] if cell.get("t") == "s" else float(value.text)
        yield cells


def serial(day: date) -> float:
    """A day as a spreadsheet counts it."""
    return float((day - date(1899, 12, 30)) / timedelta(days=1))


def test_days_are_days_and_money_is_numbers() -> None:
    """A day is a number of days, an amount a number and its exact text."""
    found = sheets(workbook(schedules.small(), schedules.AGREEMENT))
    assert list(found) == SHEETS
    first = found["Obligations"][0]
    assert (first["id"], first["status"]) == ("filing_deadline", "late by 15 days")
    assert first["due"] == serial(date(2004, 4, 18))
    assert first["perform by"] == serial(date(2004, 4, 19))
    charge = found["Damages"][0]
    assert (charge["amount"], charge["amount, exact"], charge["periods"]) == (16000.0, "16000.00", "8/15")
    payment = next(row for row in found["Payments"] if row["holder"] == "J. Doe")
    assert (payment["after cap, exact"], payment["interest, exact"]) == ("5000.00", "103.23")


def test_totals_say_what_is_unpaid() -> None:
    """Of two holders one was paid."""
    totals = sheets(workbook(schedules.small()))["Totals"]
    assert [(row["holder"], row["total, exact"], row["unpaid, exact"], row["cut"]) for row in totals] == [
        ("Harbor Fund, L.P.", "10000.00", "10000.00", "by the cap"),
        ("J. Doe", "5000.00", "0.00", "by the cap"),
    ]


def test_what_is_lacking() -> None:
    """Facts, terms and facts that fit nothing share a sheet."""
    found = sheets(workbook(schedules.undated(), schedules.AGREEMENT))["Facts lacking"]
    by_name = {str(row["fact or term"]): row["is"] for row in found}
    assert by_name["closing_date"] == "not given"
    assert by_name["allowed_delay"] == "by reference"


@pytest.mark.parametrize("name", schedules.SCHEDULES)
def test_any_schedule_is_a_workbook(name: str) -> None:
    """Every part is XML, no text became a formula or a link, and the bytes are the same each time."""
    data = workbook(schedules.SCHEDULES[name](), schedules.AGREEMENT)
    assert list(sheets(data)) == SHEETS
    with zipfile.ZipFile(io.BytesIO(data)) as book:
        assert not any(b"<hyperlink" in book.read(part) for part in book.namelist())
        assert {entry.date_time[0] for entry in book.infolist()} == {1980}
    assert workbook(schedules.SCHEDULES[name](), schedules.AGREEMENT) == data


def test_a_day_before_spreadsheets_is_text() -> None:
    """A spreadsheet knows no day before 1900."""
    from dataclasses import replace

    found = schedules.small()
    old = replace(found.rows[0], nominal=date(1899, 12, 31), perform_by=date(1900, 1, 2))
    first = sheets(workbook(replace(found, rows=(old,))))["Obligations"][0]
    assert (first["due"], first["perform by"]) == ("1899-12-31", "1900-01-02")
