"""Tables as CSV and as JSON lines."""

import csv
import io
import json
from collections.abc import Iterator, Sequence
from datetime import UTC, date, datetime
from decimal import Decimal
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pipeline.errors import OutputError
from pipeline.tables.cells import FORMULA_STARTS
from pipeline.tables.csv_file import write_csv
from pipeline.tables.folder import write_folder
from pipeline.tables.json_lines import write_json_lines
from pipeline.tables.table import Column, Table, Value

COLUMNS = (Column("document", "text"), Column("day", "date"), Column("value", "any"))


def table(*values: Value) -> Table:
    """A table of one document, with a value a row."""
    return Table("terms", COLUMNS, [("a", date(2005, 3, 14), value) for value in values])


def csv_cells(*values: Value) -> list[str]:
    """The last column of such a table."""
    stream = io.StringIO(newline="")
    write_csv(table(*values), stream)
    return [row["value"] for row in csv.DictReader(io.StringIO(stream.getvalue(), newline=""))]


def json_values(*values: Value) -> list[object]:
    """The last column of such a table."""
    stream = io.StringIO()
    write_json_lines(table(*values), stream)
    return [json.loads(line)["value"] for line in stream.getvalue().splitlines()]


VALUES: list[tuple[Value, str, object]] = [
    (None, "", None),
    (True, "true", True),
    (-5, "-5", -5),
    (Decimal("-0.050"), "-0.050", "-0.050"),
    (Decimal("1E+3"), "1000", "1000"),
    (0.1, "0.1", 0.1),
    (float("inf"), "inf", None),
    (date(2005, 3, 14), "2005-03-14", "2005-03-14"),
    (datetime(2005, 3, 14, 9, 30, tzinfo=UTC), "2005-03-14T09:30:00+00:00", "2005-03-14T09:30:00+00:00"),
    ("two\nlines", "two\nlines", "two\nlines"),
    ('"quoted", with a comma', '"quoted", with a comma', '"quoted", with a comma'),
    ("bell \x07 \ud800", "bell \\x07 \\ud800", "bell \\x07 \\ud800"),
    (["a", None, Decimal("1.5")], '["a", null, "1.5"]', ["a", None, "1.5"]),
    ({"start": 3}, '{"start": 3}', {"start": 3}),
]


@pytest.mark.parametrize(("value", "cell", "json_value"), VALUES)
def test_a_value_in_both_forms(value: Value, cell: str, json_value: object) -> None:
    """Digit for digit; days by ISO 8601."""
    assert csv_cells(value) == [cell]
    assert json_values(value) == [json_value]


@pytest.mark.parametrize("start", [*FORMULA_STARTS, " =", "\t=", "\n@"])
def test_a_cell_of_csv_is_never_computed(start: str) -> None:
    """Not even behind blanks; in JSON lines the words stay as they are."""
    assert csv_cells(f"{start}1+1") == [f"'{start}1+1"]
    assert json_values(f"{start}1+1") == [f"{start}1+1"]


@given(st.text(st.characters(exclude_categories=("Cc", "Cs", "Cf", "Cn"))))
def test_words_come_back(words: str) -> None:
    """One apostrophe taken off gives them."""
    (cell,) = csv_cells(words)
    assert cell.removeprefix("'") == words or cell == words
    assert not cell.lstrip().startswith(FORMULA_STARTS[:-1])


def test_a_head_is_guarded_too() -> None:
    """Names of columns may come from documents' names."""
    stream = io.StringIO(newline="")
    write_csv(Table("t", (Column("=cmd"),), []), stream)
    assert stream.getvalue() == "'=cmd\r\n"


def test_a_column_of_json_is_the_value_itself() -> None:
    """Not a string with JSON in it."""
    stream = io.StringIO()
    write_json_lines(
        Table("documents", (Column("sheet", "json"),), [('{"rate": "0.015"}',), (None,)]), stream
    )
    assert [json.loads(line) for line in stream.getvalue().splitlines()] == [
        {"sheet": {"rate": "0.015"}},
        {"sheet": None},
    ]


def test_a_folder_holds_a_file_for_each_table(tmp_path: Path) -> None:
    """Named for its table."""
    one, other = table(1, 2), Table("parties", (Column("name"),), [("Société",)])
    written = write_folder([one, other], tmp_path / "new" / "out", "csv")
    assert [path.name for path in written] == ["terms.csv", "parties.csv"]
    assert written[1].read_bytes() == "name\r\nSociété\r\n".encode()
    assert [path.name for path in write_folder([one], tmp_path, "jsonl")] == ["terms.jsonl"]


def test_rows_are_written_as_they_come(tmp_path: Path) -> None:
    """A stream longer than any list is never held."""
    alive = 0
    most = 0

    class Row(tuple[Value, ...]):
        __slots__ = ()

        def __del__(self) -> None:
            nonlocal alive
            alive -= 1

    def rows() -> Iterator[Sequence[Value]]:
        nonlocal alive, most
        for number in range(2000):
            alive += 1
            most = max(most, alive)
            yield Row((number,))

    for form in ("csv", "jsonl"):
        (path,) = write_folder([Table("long", (Column("n", "integer"),), rows())], tmp_path, form)
        assert len(path.read_text().splitlines()) == 2000 + (form == "csv")
    assert most < 5


def test_a_file_is_whole_or_not_there(tmp_path: Path) -> None:
    """A stream that breaks off leaves the file of an earlier run as it was."""

    def broken() -> Iterator[Sequence[Value]]:
        yield ("x",)
        raise RuntimeError("no more")

    (tmp_path / "terms.csv").write_text("earlier")
    with pytest.raises(RuntimeError, match="no more"):
        write_folder([Table("terms", (Column("a"),), broken())], tmp_path, "csv")
    assert [path.name for path in tmp_path.iterdir()] == ["terms.csv"]
    assert (tmp_path / "terms.csv").read_text() == "earlier"


@pytest.mark.parametrize("names", [("../up",), (".hidden",), ("same", "same")])
def test_a_table_stays_in_its_folder(names: tuple[str, ...], tmp_path: Path) -> None:
    """No name leads out of it, hides a file or writes over another table."""
    with pytest.raises(OutputError, match="cannot be called"):
        write_folder([Table(name, (Column("a"),), []) for name in names], tmp_path / "out", "csv")
