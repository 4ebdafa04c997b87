"""Questions to a dataset, and its tables as they are."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from decimal import Context, Decimal
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Final

from pipeline.batch.dataset import Dataset, awaited, opened, rows_of
from pipeline.batch.parts import copy_to_parquet, sql_name
from pipeline.drafts import drafted
from pipeline.errors import DatasetError
from pipeline.tables.table import Column, ColumnType, Table, Value

if TYPE_CHECKING:
    from duckdb import DuckDBPyConnection

_ROWS: Final = 10_000  # that are held at a time
_EXACT: Final = Context(prec=80)  # DuckDB's decimals have up to 38 digits
_EXPLAIN: Final = re.compile(r"\s*EXPLAIN\s+(?:ANALYZE\s+)?", re.IGNORECASE)
# To Python a month would be 30 days, a nanosecond nothing, and a zone a library more.
_UNFIT: Final = re.compile("INTERVAL|TIME ZONE|TIMESTAMP_NS|TIME_NS|GEOMETRY")
_TYPES: Final[tuple[tuple[str, ColumnType], ...]] = (
    (r"(?:U|HUGE|UHUGE|BIG|UBIG|SMALL|USMALL|TINY|UTINY)?INT(?:EGER)?", "integer"),
    (r"DECIMAL\(.*", "decimal"),
    (r"DATE", "date"),
    (r"TIMESTAMP(?:_S|_MS)?", "timestamp"),
    (r"BOOLEAN", "boolean"),
    (r"VARCHAR", "text"),
)


@contextmanager
def asked(dataset: Dataset, sql: str) -> Iterator[Table]:
    """The answer to one statement that only reads, whose rows are read as they are asked for.

    Raises `DatasetError` where it is none, or no good one.
    """
    with opened(dataset) as database:
        statement = _understood(database, dataset, sql)
        yield _table(database, dataset, "answer", statement)


@contextmanager
def all_tables(
    dataset: Dataset, names: Sequence[str] = (), *, sheets: bool = True
) -> Iterator[Iterator[Table]]:
    """The tables of the dataset, or those named, one after another; the term sheets in JSON only if `sheets`.

    Raises `DatasetError` for a name that is no table's.
    """
    wanted = _tables(dataset, names)
    with opened(dataset) as database:
        yield (
            _whole(database, dataset, name, "" if sheets or name != "documents" else "sheet")
            for name in wanted
        )


def export_parquet(dataset: Dataset, names: Sequence[str], folder: Path) -> None:
    """Write all tables, or those named, to `folder`/NAME.parquet, one file each, all of them or none.

    Raises `DatasetError` for a name that is no table's, and `OSError`.
    """
    wanted = _tables(dataset, names)
    with opened(dataset, folder) as database, drafted() as draft_of:
        for name in wanted:
            draft = draft_of(folder / f"{name}.parquet")
            awaited(database, dataset, partial(copy_to_parquet, database, f'"{name}"', draft))


def _understood(database: DuckDBPyConnection, dataset: Dataset, sql: str) -> str:
    """The statement to execute for the one that is asked.

    What can stand behind FROM in parentheses only reads: DuckDB takes COPY, alone or behind WITH, nowhere but
    at the top. PIVOT reads values already to be understood: they become columns.

    Types that Python has no fit value for are turned into text by DuckDB.
    """
    import duckdb

    statements = awaited(database, dataset, partial(database.extract_statements, sql), own_words=True)
    kinds = duckdb.StatementType
    if len(statements) != 1 or statements[0].type not in (kinds.SELECT, kinds.MULTI, kinds.EXPLAIN):
        raise DatasetError(dataset.url, "one SELECT at a time, or PIVOT, DESCRIBE, SUMMARIZE, EXPLAIN")
    kind, statement = statements[0].type, statements[0].query
    body = _unended(statement)
    if kind == kinds.EXPLAIN:
        body = _EXPLAIN.sub("", body)
    describe = f"DESCRIBE FROM (\n{body}\n)"  # a comment may end it
    described = rows_of(database, dataset, describe, own_words=kind != kinds.MULTI)
    types = [str(column[1]) for column in described]
    if kind == kinds.EXPLAIN or not any(map(_UNFIT.search, types)):
        return statement
    names = ", ".join(f"c{at}" for at in range(len(types)))
    values = ", ".join(
        f"c{at}{'::VARCHAR' if _UNFIT.search(kind) else ''} AS {sql_name(str(column[0]))}"
        for at, (kind, column) in enumerate(zip(types, described, strict=True))
    )
    return f"SELECT {values} FROM (\n{body}\n) AS answer({names})"  # noqa: S608 - what was asked


def _unended(sql: str) -> str:
    """One statement without the semicolon that may end it."""
    import duckdb

    data = sql.encode()
    ends = (
        at
        for at, kind in duckdb.tokenize(sql)
        if kind == duckdb.token_type.operator and data[at : at + 1] == b";"
    )
    return data[: next(ends, len(data))].decode()


def _tables(dataset: Dataset, names: Sequence[str]) -> Sequence[str]:
    for name in names:
        if name not in dataset.tables:
            raise DatasetError(
                dataset.url, f"it has no table {name!r}; there are {', '.join(dataset.tables)}"
            )
    return tuple(dict.fromkeys(names)) or tuple(dataset.tables)


def _whole(database: DuckDBPyConnection, dataset: Dataset, name: str, but: str) -> Table:
    sql = f'SELECT * {f"EXCLUDE ({but})" if but else ""} FROM "{name}"'  # noqa: S608
    return _table(database, dataset, name, sql)


def _table(database: DuckDBPyConnection, dataset: Dataset, name: str, sql: str) -> Table:
    awaited(database, dataset, partial(database.execute, sql))
    return Table(name, _columns(database.description or []), _rows(database, dataset))


def _columns(description: Sequence[Sequence[object]]) -> tuple[Column, ...]:
    """The columns, a name that was there before with a number behind it."""
    names: list[str] = []
    taken = {str(name) for name, *_ in description}
    for name, *_ in description:
        free, number = str(name), 1
        while free in names or (number > 1 and free in taken):
            number += 1
            free = f"{name}_{number}"
        names.append(free)
    return tuple(Column(name, _type(str(it[1]))) for name, it in zip(names, description, strict=True))


def _type(kind: str) -> ColumnType:
    return next((ours for pattern, ours in _TYPES if re.fullmatch(pattern, kind)), "any")


def _rows(database: DuckDBPyConnection, dataset: Dataset) -> Iterator[Sequence[Value]]:
    while rows := awaited(database, dataset, partial(database.fetchmany, _ROWS)):
        for row in rows:
            yield [_unpadded(value) if isinstance(value, Decimal) else value for value in row]


def _unpadded(number: Decimal) -> Decimal:
    """A number without the zeros that fill its column: 60 for 60.000000."""
    return number.normalize(_EXACT) if number.is_finite() else number
