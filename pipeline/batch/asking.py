"""Questions to a dataset, and its tables as they are."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from typing import TYPE_CHECKING, Final

from pipeline.batch.columns import TABLES
from pipeline.batch.dataset import Dataset, opened
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
def all_tables(dataset: Dataset, names: Sequence[str] = ()) -> Iterator[Iterator[Table]]:
    """The tables of the dataset, or those named, one after another. Raises `DatasetError` for another name."""
    for name in names:
        if name not in TABLES:
            raise DatasetError(dataset.url, f"it has no table {name!r}; there are {', '.join(TABLES)}")
    with opened(dataset) as database:
        yield (_whole(database, name) for name in names or TABLES)


def _whole(database: DuckDBPyConnection, name: str) -> Table:
    cursor = database.execute(f'FROM "{name}"')
    return Table(name, _columns(cursor.description or []), _rows(cursor))


def _columns(description: Sequence[Sequence[object]]) -> tuple[Column, ...]:
    return tuple(Column(str(name), _type(str(kind))) for name, kind, *_ in description)


def _type(kind: str) -> ColumnType:
    return next((ours for pattern, ours in _TYPES if re.fullmatch(pattern, kind)), "any")


def _rows(cursor: DuckDBPyConnection) -> Iterator[Sequence[Value]]:
    while rows := cursor.fetchmany(_ROWS):
        yield from rows
