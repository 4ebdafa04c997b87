"""Parts of tables as Parquet, written and read by DuckDB: the same rows give the same bytes."""

from __future__ import annotations

import errno
import json
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final

from pipeline.batch.columns import TABLES

if TYPE_CHECKING:
    from duckdb import DuckDBPyConnection

_OFFLINE: Final = {"autoinstall_known_extensions": False, "autoload_known_extensions": False}
PLAIN: Final = "hive_partitioning = false, filename = false, union_by_name = false"
"""Options of what reads files: nothing is taken from their paths, such as a folder `id=7`."""
_SHORTEST: Final = 1 << 20  # bytes of a line that the engine makes room for, twice


def connection(threads: int | None = None) -> DuckDBPyConnection:
    """A database in memory that asks nothing of the network, on so many threads or all that there are."""
    import duckdb

    return duckdb.connect(":memory:", config={**_OFFLINE, **({"threads": threads} if threads else {})})


def write_part(
    database: DuckDBPyConnection, table: str, rows: Sequence[Mapping[str, Any]], file: Path
) -> None:
    """Write rows of a table as a Parquet file.

    Raises `OSError` where the disk does not take it, and `MemoryError`.
    """
    columns = ", ".join(f"{sql_text(name)}: {sql_text(kind)}" for name, kind in TABLES[table].items())
    lines = file.with_suffix(".jsonl")
    try:
        longest = _SHORTEST
        with lines.open("wb") as out:
            for row in rows:
                # Half a surrogate pair, which UTF-8 cannot hold, becomes a question mark.
                line = json.dumps(row, ensure_ascii=False).encode("utf-8", "replace") + b"\n"
                longest = max(longest, len(line))
                out.write(line)
        rows_of_file = (
            f"read_json({sql_text(str(lines))}, format = 'newline_delimited', "
            f"maximum_object_size = {longest}, columns = {{{columns}}}, auto_detect = false, {PLAIN})"
        )
        copy_to_parquet(database, rows_of_file, file)
    finally:
        lines.unlink(missing_ok=True)


def copy_to_parquet(database: DuckDBPyConnection, rows: str, file: Path) -> None:
    """Write what SQL calls `rows`, a table or a function, to a Parquet file.

    Raises `OSError`, `MemoryError`, and `duckdb.Error` for what cannot be read.
    """
    import duckdb

    try:
        database.execute(f"COPY (FROM {rows}) TO {sql_text(str(file))} (FORMAT parquet, COMPRESSION zstd)")
    except duckdb.IOException as error:
        if (cause := _cause(error, file)) is None:
            raise
        raise OSError(*cause) from error
    except duckdb.OutOfMemoryException as error:
        raise MemoryError from error


def sql_text(value: str) -> str:
    """A string constant of SQL."""
    return "'" + value.replace("'", "''") + "'"


def sql_name(name: str) -> str:
    """A name of a table or column of SQL."""
    return '"' + name.replace('"', '""') + '"'


def _cause(error: Exception, file: Path) -> tuple[int, str] | None:
    """What the system said, without the words that DuckDB puts around it; None of another file."""
    if "no space left" in str(error).lower():
        return errno.ENOSPC, "No space left on device"
    return (errno.EIO, "the database engine could not write a part") if file.stem in str(error) else None
