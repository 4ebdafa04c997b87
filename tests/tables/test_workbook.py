"""Tables as a workbook, read back from its XML."""

import io
import tempfile
import zipfile
from collections.abc import Iterator, Sequence
from datetime import UTC, date, datetime, time, timedelta
from decimal import Decimal
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pipeline.errors import OutputError
from pipeline.tables.table import Column, Table, Value
from pipeline.tables.workbook import LONGEST_CELL, MOST_COLUMNS, is_exact, write_workbook
from tests.tables.books import sheets


def book(*tables: Table, **options: int) -> bytes:
    """The bytes of a workbook."""
    stream = io.BytesIO()
    write_workbook(tables, stream, **options)
    return stream.getvalue()


def table(name: str, columns: Sequence[str], *rows: Sequence[Value]) -> Table:
    """A table whose columns hold anything."""
    return Table(name, tuple(map(Column, columns)), rows)


def column(*values: Value) -> list[object]:
    """What a column of such values holds when it is read back; None for an empty cell."""
    (rows,) = sheets(book(table("t", ["a", "b"], *((value, 1) for value in values)))).values()
    return [row.get("a") for row in rows]


def test_values_keep_their_kind() -> None:
    """Days are numbers of days, numbers are numbers, yes and no are such, and None is an empty cell."""
    day = date(2005, 3, 14)
    serial = (day - date(1899, 12, 30)) / timedelta(days=1)
    assert column(day, datetime.combine(day, time(12)), 12, Decimal("0.05"), 0.5, True, None, "") == [
        serial,
        serial + 0.5,
        12,
        0.05,
        0.5,
        True,
        None,
        None,
    ]


def test_what_a_cell_cannot_hold_is_text() -> None:
    """Days before 1901, zones, numbers of more than fifteen digits, what is no number, lists."""
    assert column(
        date(1899, 12, 31),
        datetime(2005, 3, 14, tzinfo=UTC),
        Decimal("1234567890123456.78"),
        2**60 + 1,
        float("nan"),
        Decimal("NaN"),
        ["a", Decimal("1.50"), day := date(2005, 3, 14)],
        {"day": day},
    ) == [
        "1899-12-31",
        "2005-03-14T00:00:00+00:00",
        "1234567890123456.78",
        str(2**60 + 1),
        "nan",
        "NaN",
        '["a", "1.50", "2005-03-14"]',
        '{"day": "2005-03-14"}',
    ]


@given(st.decimals(allow_nan=False, allow_infinity=False) | st.integers())
def test_a_number_that_is_written_as_one_comes_back(number: Decimal | int) -> None:
    """To the last digit."""
    if is_exact(number):
        assert Decimal(f"{float(number):.15g}") == number


@pytest.mark.parametrize(
    "words",
    [
        "=1+1",
        "+1",
        "-1",
        "@SUM(A1)",
        "=cmd|' /C calc'!A0",
        "http://example.org",
        "mailto:a@b.c",
        "0012",
        "{=1}",
    ],
)
def test_nothing_is_a_formula_a_link_or_a_number(words: str) -> None:
    """Text is text; the reader of the tests refuses formulas and links."""
    assert column(words) == [words]


@pytest.mark.parametrize(
    ("words", "shown"),
    [
        ("a\x00b\x1b[31m", "a\\x00b\\x1b[31m"),
        ("two\nlines\tand a tab", "two\nlines\tand a tab"),
        ("\ud800", "\\ud800"),
        ("\ufffe\uffff", "\\ufffe\\uffff"),
        ("\u202eabc", "\\u202eabc"),
        ("_x0041_", "_x0041_"),
        (" kept ", " kept "),
        ("<b>&amp;", "<b>&amp;"),
    ],
)
def test_control_characters_are_escaped(words: str, shown: str) -> None:
    """What XML or a terminal cannot bear is shown; all else stays."""
    assert column(words) == [shown]


@given(st.text(max_size=40))
def test_any_text_makes_a_workbook(words: str) -> None:
    """Every part is XML."""
    assert len(column(words)) == 1


def test_a_long_cell_is_cut_and_noted() -> None:
    """Lengths are those of UTF-16: an emoji is two."""
    rows = [("short", "x"), ("x" * (LONGEST_CELL + 1), "x"), ("😀" * 20_000, "x")]
    found = sheets(book(table("terms", ["long", "b"], *rows)))
    cells = [str(row["long"]) for row in found["terms"]]
    assert cells[1] == "x" * (LONGEST_CELL - 1) + "…"
    assert cells[2] == "😀" * ((LONGEST_CELL - 1) // 2) + "…"
    assert found["notes"] == [
        {
            "table": "terms",
            "column": "long",
            "note": "cut to 32,767 characters in 2 rows, the first of them row 2; the longest has 40,000",
        }
    ]
    assert column("x" * LONGEST_CELL) == ["x" * LONGEST_CELL]


def test_a_long_table_goes_on_in_another_sheet() -> None:
    """Each sheet has the head; the notes say with which row it goes on."""
    found = sheets(book(table("rows", ["n"], *((n,) for n in range(1, 6))), most_rows=3))
    assert list(found) == ["rows", "rows 2", "rows 3", "notes"]
    assert [row["n"] for name in ("rows", "rows 2", "rows 3") for row in found[name]] == [1, 2, 3, 4, 5]
    assert [row["note"] for row in found["notes"]] == [
        "goes on in sheet 'rows 2' with row 3",
        "goes on in sheet 'rows 3' with row 5",
    ]


def test_too_many_columns_are_refused() -> None:
    """With the number of those that a sheet can have."""
    wide = table("wide", [str(n) for n in range(MOST_COLUMNS + 1)])
    with pytest.raises(OutputError, match=r"cannot write wide: it has 16,385 columns.*16,384"):
        book(wide)


def test_sheets_have_names_that_spreadsheets_take() -> None:
    """No reserved character, no more than 31 of them, none twice whatever the case, never the notes' own."""
    names = ["a/b[c]", "A/B[C]", "n" * 40, "n" * 40, "Notes", "", "history"]
    found = list(sheets(book(*(table(name, ["a"], ("x",)) for name in names))))
    assert found == ["a-b-c-", "A-B-C- 2", "n" * 31, "n" * 29 + " 2", "Notes 2", "table", "history 2"]


def test_no_table_is_still_a_workbook() -> None:
    """A workbook has one sheet at least; a table without rows keeps its head."""
    assert sheets(book()) == {"notes": []}
    assert sheets(book(table("empty", ["a", "b"]))) == {"empty": []}


def test_a_sheet_can_be_read_and_filtered() -> None:
    """The head stays in view and has filters, the widths go by the types."""
    one = Table("t", (Column("day", "date"), Column("words", "text")), ((date(2005, 3, 14), "x"),))
    with zipfile.ZipFile(io.BytesIO(book(one))) as archive:
        sheet = archive.read("xl/worksheets/sheet1.xml").decode()
    assert 'state="frozen"' in sheet
    assert '<autoFilter ref="A1:B2"/>' in sheet
    assert 'ySplit="1"' in sheet


def test_the_same_tables_give_the_same_bytes() -> None:
    """No clock shows."""
    one = table("t", ["a"], ("x",), (date(2005, 3, 14),))
    assert book(one) == book(one)


def test_what_fails_leaves_nothing_behind(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A stream of rows that breaks off is no workbook, and no temporary file stays."""
    monkeypatch.setattr(tempfile, "tempdir", str(tmp_path))

    def broken() -> Iterator[Sequence[Value]]:
        yield ("x",)
        raise RuntimeError("no more")

    stream = io.BytesIO()
    with pytest.raises(RuntimeError, match="no more"):
        write_workbook([Table("t", (Column("a"),), broken())], stream)
    assert stream.getvalue() == b""
    assert list(tmp_path.iterdir()) == []


def test_a_row_of_another_length_is_a_mistake() -> None:
    """It would shift all values behind it."""
    with pytest.raises(ValueError, match=r"row 2 of 't' has 1 values for 2 columns"):
        book(table("t", ["a", "b"], (1, 2), (3,)))
