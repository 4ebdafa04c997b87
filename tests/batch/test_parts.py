"""Parts: the same rows are the same bytes, and any value that a column can have comes back."""

from __future__ import annotations

import errno
import json
from datetime import date
from decimal import Decimal
from pathlib import Path
from typing import Any

import duckdb
import pytest
from hypothesis import HealthCheck, example, given, settings
from hypothesis import strategies as st

from pipeline.batch.columns import TABLES
from pipeline.batch.parts import connection, sql_text, write_part

TEXT = st.text(st.characters(exclude_categories=("Cs",)), max_size=30)
COLUMNS = {
    "VARCHAR": TEXT,
    "VARCHAR[]": st.lists(TEXT, max_size=3),
    "INTEGER": st.integers(-(2**31) + 1, 2**31 - 1),
    "BIGINT": st.integers(0, 2**53),
    "BOOLEAN": st.booleans(),
    "DATE": st.dates().map(str),
}


def values(kind: str) -> st.SearchStrategy[Any]:
    """What a column of that type may be given."""
    if not kind.startswith("DECIMAL"):
        return st.none() | COLUMNS[kind]
    width, scale = (int(part) for part in kind[len("DECIMAL(") : -1].split(","))
    most = 10**width - 1
    return st.none() | st.integers(-most, most).map(lambda n: f"{Decimal(n).scaleb(-scale, _WIDE):f}")


_WIDE = __import__("decimal").Context(prec=60)


@st.composite
def parts(draw: st.DrawFn) -> tuple[str, list[dict[str, Any]]]:
    """A table and rows of it."""
    table = draw(st.sampled_from(sorted(TABLES)))
    row = st.fixed_dictionaries({name: values(kind) for name, kind in TABLES[table].items()})
    return table, draw(st.lists(row, min_size=1, max_size=4))


def expected(value: Any, kind: str) -> Any:
    """A value as the engine gives it back."""
    if value is None or kind in ("VARCHAR", "VARCHAR[]", "INTEGER", "BIGINT", "BOOLEAN"):
        return value
    return date.fromisoformat(value) if kind == "DATE" else Decimal(value)


@given(parts())
@example(("errors", [{"id": "\0", "path": "\u2028\ufeff\x1b\"\\'", "kind": "null", "cause": ""}]))
@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_rows_come_back(tmp_path: Path, part: tuple[str, list[dict[str, Any]]]) -> None:
    """Every value of every type in every table, and the same bytes when they are written again."""
    table, rows = part
    file, again = tmp_path / "a.parquet", tmp_path / "b.parquet"
    database = connection(threads=1)
    write_part(database, table, rows, file)
    write_part(connection(threads=1), table, rows, again)
    assert file.read_bytes() == again.read_bytes()
    found = database.execute(f"FROM read_parquet({sql_text(str(file))})").fetchall()
    assert found == [tuple(expected(row[name], kind) for name, kind in TABLES[table].items()) for row in rows]


def test_a_huge_value(tmp_path: Path) -> None:
    """A term sheet may have hundreds of megabytes; here 40."""
    row = {"id": "x", "sheet": json.dumps("ä" * (20 << 20), ensure_ascii=False)}
    write_part(connection(threads=1), "documents", [row, {"id": "y"}], tmp_path / "a.parquet")
    found = duckdb.execute("SELECT id, sheet FROM read_parquet(?)", [str(tmp_path / "a.parquet")]).fetchall()
    assert found == [("x", row["sheet"]), ("y", None)]


def test_half_a_surrogate_pair(tmp_path: Path) -> None:
    """It becomes a question mark rather than costing the part."""
    write_part(connection(threads=1), "errors", [{"id": "a\ud800b"}], tmp_path / "a.parquet")
    found = duckdb.execute("SELECT id FROM read_parquet(?)", [str(tmp_path / "a.parquet")]).fetchall()
    assert found == [("a?b",)]


@pytest.mark.parametrize("name", ["a'b", "[x]", "*", "a?b", "{1}", "ä;--", "a b"])
def test_odd_folders(name: str, tmp_path: Path) -> None:
    """The engine takes a part's path as it is."""
    folder = tmp_path / name
    folder.mkdir()
    write_part(connection(threads=1), "errors", [{"id": "x"}], folder / "errors.parquet")
    assert [path.name for path in folder.iterdir()] == ["errors.parquet"]


def test_a_place_that_cannot_be_written(tmp_path: Path) -> None:
    """An `OSError` with its cause."""
    with pytest.raises(OSError, match="No such file") as caught:
        write_part(connection(threads=1), "errors", [{"id": "x"}], tmp_path / "gone" / "a.parquet")
    assert caught.value.errno == errno.ENOENT
