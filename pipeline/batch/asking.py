"""Questions to a dataset, and its tables as they are."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from decimal import Decimal
from pathlib import Path
from typing import TYPE_CHECKING, Final

from pipeline.batch.dataset import Dataset, opened
from pipeline.batch.parts import copy_to_parquet
from pipeline.errors import DatasetError
from pipeline.tables.table import Column, ColumnType, Table, Value

if TYPE_CHECKING:
    from duckdb import DuckDBPyConnection

_ROWS: Final = 10_000  # that are held at a time
_TYPES: Final[tuple[tuple[str, ColumnType], ...]] = (
    (r"(?:U|HUGE|UHUGE|BIG|UBIG|SMALL|USMALL|TINY|UTINY)?INT(?:EGER)?", "integer"),
    (r"DECIMAL\(.*", "decimal"),
    (r"DATE", "date"),
    (r"TIMESTAMP.*", "timestamp"),
    (r"BOOLEAN", "boolean"),
    (r"VARCHAR", "text"),
)


@contextmanager
def asked(dataset: Dataset, sql: str) -> Iterator[Table]:
    """The answer to one SELECT, whose rows are read as they are asked for.

    Raises `DatasetError` where it is no SELECT, or no good one.
    """
    import duckdb

    with opened(dataset) as database:
        try:
            statements = database.extract_statements(sql)
            if len(statements) != 1 or statements[0].type != duckdb.StatementType.SELECT:
                raise DatasetError(dataset.url, "a dataset is asked by one SELECT at a time")
            cursor = database.execute(sql)
            yield Table("answer", _columns(cursor.description), _rows(cursor))
        except duckdb.Error as error:
            told = str(error).partition("\n")[0]
            raise DatasetError(dataset.url, told) from None


@contextmanager
def all_tables(
    dataset: Dataset, names: Sequence[str] = (), *, sheets: bool = True
) -> Iterator[Iterator[Table]]:
    """The tables of the dataset, or those named, one after another; the term sheets in JSON only if `sheets`.

    Raises `DatasetError` for a name that is no table's.
    """
    wanted = _tables(dataset, names)
    with opened(dataset) as database:
        yield (_whole(database, name, "" if sheets or name != "documents" else "sheet") for name in wanted)


def export_parquet(dataset: Dataset, names: Sequence[str], folder: Path) -> None:
    """Write all tables, or those named, to `folder`/NAME.parquet, one file each, whole or not at all.

    Raises `DatasetError` for a name that is no table's, and `OSError`.
    """
    wanted = _tables(dataset, names)
    with opened(dataset, folder) as database:
        for name in wanted:
            draft = folder / f".{name}.part"
            try:
                copy_to_parquet(database, f'"{name}"', draft)
                draft.replace(folder / f"{name}.parquet")
            finally:
                draft.unlink(missing_ok=True)


def _tables(dataset: Dataset, names: Sequence[str]) -> Sequence[str]:
    for name in names:
        if name not in dataset.tables:
            raise DatasetError(
                dataset.url, f"it has no table {name!r}; there are {', '.join(dataset.tables)}"
            )
    return names or tuple(dataset.tables)


def _whole(database: DuckDBPyConnection, name: str, but: str) -> Table:
    cursor = database.execute(f'SELECT * {f"EXCLUDE ({but})" if but else ""} FROM "{name}"')  # noqa: S608
    return Table(name, _columns(cursor.description or []), _rows(cursor))


def _columns(description: Sequence[Sequence[object]]) -> tuple[Column, ...]:
    return tuple(Column(str(name), _type(str(kind))) for name, kind, *_ in description)


def _type(kind: str) -> ColumnType:
    return next((ours for pattern, ours in _TYPES if re.fullmatch(pattern, kind)), "any")


def _rows(cursor: DuckDBPyConnection) -> Iterator[Sequence[Value]]:
    while rows := cursor.fetchmany(_ROWS):
        for row in rows:
            yield [_unpadded(value) if isinstance(value, Decimal) else value for value in row]


def _unpadded(number: Decimal) -> Decimal:
    """A number without the zeros that fill its column: 60 for 60.000000."""
    return number.normalize() if number.is_finite() else number
