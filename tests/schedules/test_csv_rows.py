"""The schedule as CSV."""

import csv
import io

import pytest

from pipeline.schedules.csv_rows import COLUMNS, csv_text
from tests.schedules import schedules


def rows(name: str) -> list[dict[str, str]]:
    """The rows of a schedule's CSV."""
    return list(csv.DictReader(io.StringIO(csv_text(schedules.SCHEDULES[name]()), newline="")))


def test_an_obligation_is_a_row() -> None:
    """Days by ISO 8601, the status by its name."""
    row = rows("small")[0]
    assert {name: value for name, value in row.items() if value} == {
        "kind": "obligation",
        "id": "filing_deadline",
        "clause": "2(a)",
        "obligor": "Company",
        "modality": "shall",
        "action": "file the registration statement",
        "status": "late",
        "due": "2004-04-18",
        "perform_by": "2004-04-19",
        "done": "2004-05-04",
        "days_late": "15",
    }


def test_a_payment_is_a_row() -> None:
    """Money as decimal text, before and after the cap, with interest from the due date.

    5,000.00 at 1 % a month from 10 May to 12 July: two months and two days of thirty-one.
    """
    row = next(row for row in rows("small") if row["holder"] == "J. Doe")
    assert {name: value for name, value in row.items() if value} == {
        "kind": "payment",
        "holder": "J. Doe",
        "action": "late_filing",
        "status": "paid_late",
        "due": "2004-05-10",
        "perform_by": "2004-05-10",
        "done": "2004-07-12",
        "days_late": "63",
        "amount": "8000.00",
        "amount_after_cap": "5000.00",
        "interest": "103.23",
    }


@pytest.mark.parametrize("name", schedules.SCHEDULES)
def test_every_row_has_every_column(name: str) -> None:
    """The columns are those that are documented, and no cell is a formula or spans lines."""
    text = csv_text(schedules.SCHEDULES[name]())
    table = list(csv.reader(io.StringIO(text, newline="")))
    assert table[0] == list(COLUMNS)
    assert {len(row) for row in table} == {len(COLUMNS)}
    for row in table:
        for cell in row:
            assert not cell.startswith(("=", "+", "-", "@", "\t", "\r", "＝", "＋", "－", "＠"))
            assert not cell or cell.isprintable()


def test_the_guard_comes_off_again() -> None:
    """One apostrophe in front, and behind it the words as they were."""
    holders = [row["holder"] for row in rows("hostile")]
    assert "'@SUM(A1)" in holders
    assert any(row["action"].startswith("'=cmd|'/c calc'") for row in rows("hostile"))


def test_what_is_lacking_and_what_is_waited_for() -> None:
    """Facts that are lacking stand by name."""
    row = next(row for row in rows("undated") if row["id"] == "filing_deadline")
    assert (row["status"], row["missing"]) == ("needs_input", "closing_date")
    row = next(row for row in rows("small") if row["id"] == "3(d)#1")
    assert (row["status"], row["waiting"]) == ("not_triggered", "declared_effective")
