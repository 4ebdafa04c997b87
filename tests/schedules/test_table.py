"""The schedule as tables."""

import io

import pytest

from pipeline.schedules.other_readings import OtherReading
from pipeline.schedules.table import write_table
from tests.schedules import schedules


def table(name: str, **options: object) -> str:
    """A schedule's tables as text."""
    stream = io.StringIO()
    write_table(schedules.SCHEDULES[name](), stream, **options)  # type: ignore[arg-type]
    return stream.getvalue()


def cells(text: str, start: str) -> list[str]:
    """The words of the first line that starts so, cut at runs of blanks."""
    line = next(line for line in text.splitlines() if line.strip().startswith(start))
    return [cell.strip() for cell in line.split("  ") if cell.strip()]


def test_an_obligation_is_a_line() -> None:
    """Day to perform by, nominal day, status, who, what, clause, id."""
    assert cells(table("small"), "2004-04-19") == [
        "2004-04-19",
        "2004-04-18",
        "late by 15 days",
        "Company",
        "file the registration statement",
        "2(a)",
        "filing_deadline",
        "done 2004-05-04",
    ]


def test_dated_rows_come_first_and_in_order() -> None:
    """Rows with a day stand by their day, before those without."""
    text = table("small")
    places = [text.index(words) for words in ("filing_deadline", "4(a)#1", "2(e)#1", "3(b)#1", "3(d)#1")]
    assert places == sorted(places)


def test_duties_without_a_day_are_counted_or_shown() -> None:
    """A line counts them; on demand each is listed."""
    assert "Not listed: 1 duty without a day in the agreement." in table("small")
    assert "indemnify" not in table("small")
    assert "indemnify each Investor" in table("small", everything=True)


def test_damages_before_and_after_the_cap() -> None:
    """Charges, payments and totals: 16,000 before a cap of a half per cent of two millions, which is 10,000."""
    text = table("small")
    assert cells(text, "Harbor Fund, L.P.") == [
        "Harbor Fund, L.P.",
        "late filing",
        "2004-04-18",
        "2004-05-03",
        "16",
        "0.5333",
        "16,000.00",
    ]
    assert "overdue" in text
    assert "16,000.00   10,000.00" in text
    assert "by the cap" in text


def test_what_is_lacking_is_named() -> None:
    """Facts nobody gave, terms not read, facts that fit nothing."""
    text = table("undated", agreement=schedules.AGREEMENT)
    assert "closing_date" in text[text.index("Facts that are lacking") :]
    assert "which suspensions are excused" in text
    assert "events.misspelt" in table("small")


def test_readings_are_named() -> None:
    """What another reading would change stands with its name."""
    text = table("small", other_readings=[OtherReading("roll", "none", ("2(a): a day earlier",))])
    assert "2(a): a day earlier" in text


@pytest.mark.parametrize("name", schedules.SCHEDULES)
def test_nothing_commands_the_terminal(name: str) -> None:
    """Only printable characters and line ends reach the stream."""
    text = table(name, agreement=schedules.AGREEMENT, everything=True)
    assert all(char.isprintable() or char == "\n" for char in text)


def test_an_empty_schedule_says_so() -> None:
    """No tables, and a line that says why."""
    assert "No obligation has a day yet." in table("empty")
