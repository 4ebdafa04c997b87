"""A finished dataset, as tables that DuckDB can be asked about."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

from pipeline.batch.messages import Entry
from pipeline.batch.parts import connection, sql_text
from pipeline.batch.run import FORMAT, MANIFEST
from pipeline.batch.store import Store, part_name
from pipeline.errors import DatasetError

if TYPE_CHECKING:
    from duckdb import DuckDBPyConnection


@dataclass(frozen=True, slots=True)
class Dataset:
    """What a dataset's manifest says."""

    url: str
    tables: Mapping[str, Mapping[str, str]]  # types of columns, by the names of tables and columns
    entries: tuple[Entry, ...]  # in the order of the documents' ids
    totals: Mapping[str, int]
    versions: Mapping[str, str]

    def rows(self, table: str) -> int:
        """How many rows a table has."""
        return sum(entry.parts[table].rows for entry in self.entries if table in entry.parts)


def read_manifest(url: str) -> Dataset:
    """The dataset at a path or URL. Raises `DatasetError` if there is none, or an unfinished one."""
    data = Store(url).read(MANIFEST)
    if data is None:
        raise DatasetError(url, "no finished dataset there: it has no manifest")
    try:
        told: dict[str, Any] = json.loads(data)
        if told["format"] != FORMAT:
            raise DatasetError(url, f"a dataset of format {told['format']}, which this version does not read")
        entries = tuple(Entry.from_json(entry) for entry in told["chunks"])
        return Dataset(url, told["tables"], entries, told["totals"], told["versions"])
    except (ValueError, TypeError, KeyError, AttributeError):
        raise DatasetError(url, "its manifest is not one that dealterms wrote") from None


@contextmanager
def opened(dataset: Dataset, target: Path | None = None) -> Iterator[DuckDBPyConnection]:
    """A database with a view of each table, its rows in the order of the documents' ids.

    It reads nothing but the dataset, writes nowhere but below `target`, and asks nothing of the network.
    """
    store = Store(dataset.url)
    database = connection()
    try:
        root = store.path("")
        if store.folder is None:
            from pipeline.batch.read_only import ReadOnly

            filesystem = ReadOnly(root, store.filesystem)
            database.register_filesystem(filesystem)
            if target is None:
                database.execute("SET disabled_filesystems = 'LocalFileSystem'")
            root = f"{ReadOnly.protocol}://"
        for table, columns in dataset.tables.items():
            files = [
                f"{root}{part_name(table, entry.key)}" for entry in dataset.entries if table in entry.parts
            ]
            database.execute(f'CREATE VIEW "{table}" AS {_select(columns, files)}')
        allowed = [str(path.resolve()) for path in (store.folder, target) if path is not None]
        database.execute(f"SET allowed_directories = [{', '.join(map(sql_text, allowed))}]")
        if store.folder is not None:  # files of other places are read through fsspec, which this would end
            database.execute("SET enable_external_access = false")
        database.execute("SET lock_configuration = true")
        yield database
    finally:
        database.close()


def _select(columns: Mapping[str, str], files: list[str]) -> str:
    """The rows of the files one after another; of no file, no rows of the same columns."""
    if files:
        listed = ", ".join(map(sql_text, files))
        return f"SELECT * FROM read_parquet([{listed}])"  # noqa: S608 - quoted
    nothing = ", ".join(f'NULL::{kind} AS "{name}"' for name, kind in columns.items())
    return f"SELECT {nothing} WHERE false"
