"""A finished dataset, as tables that DuckDB can be asked about."""

from __future__ import annotations

import json
import re
from collections.abc import Callable, Iterator, Mapping
from concurrent.futures import Future, wait
from contextlib import contextmanager
from dataclasses import dataclass
from functools import partial
from glob import glob
from pathlib import Path
from threading import Thread
from typing import TYPE_CHECKING, Any, Final, TypeVar

from pipeline.batch.columns import TABLES
from pipeline.batch.messages import Entry, is_whole
from pipeline.batch.parts import PLAIN, connection, sql_text
from pipeline.batch.remote import cause_of
from pipeline.batch.run import FORMAT, MANIFEST
from pipeline.batch.store import Store, part_name
from pipeline.errors import DatasetError, OutputError

if TYPE_CHECKING:
    from duckdb import DuckDBPyConnection

# What a manifest may name. Datasets are passed between people, and these stand in SQL and in paths.
_NAME: Final = re.compile(r"[a-z_][a-z0-9_]*")
_KEY: Final = re.compile(r"[0-9a-f]{32}")
_KINDS: Final = frozenset(kind for columns in TABLES.values() for kind in columns.values())

_PART: Final = re.compile(r"[a-z_]+/[0-9a-f]{32}\.parquet")
_DAMAGED: Final = "its part {} is damaged or missing; batch writes it anew"
_KIND: Final = re.compile(r"([A-Z][A-Za-z ]{0,30}) Error: ")
_LINE: Final = re.compile(r"LINE \d+: ")  # counted with what stands around the statement
_OF_SQL: Final = ("Parser", "Syntax", "Binder", "Catalog", "Not implemented", "Permission")
_OF_VALUES: Final = ("Conversion", "Out of Range")
_SOON: Final = 0.1  # seconds after which an interrupt is told again: it ends only what has begun

_Done = TypeVar("_Done")


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

    def sizes(self) -> dict[str, int]:
        """The bytes of each part, by its name below the dataset."""
        return {
            part_name(table, entry.key): part.bytes
            for entry in self.entries
            for table, part in entry.parts.items()
        }


def read_manifest(url: str) -> Dataset:
    """The dataset at a path or URL. Raises `DatasetError` if there is none, or an unfinished one."""
    data = _manifest_at(url)
    if data is None:
        raise DatasetError(url, "no finished dataset there: it has no manifest")
    try:
        told: dict[str, Any] = json.loads(data)
        if told["format"] != FORMAT:
            raise DatasetError(url, f"a dataset of format {told['format']}, which this version does not read")
        entries = tuple(Entry.from_json(entry) for entry in told["chunks"])
        dataset = Dataset(url, told["tables"], entries, told["totals"], told["versions"])
        fits = _fits(dataset)
    except (ValueError, TypeError, KeyError, AttributeError, RecursionError):
        fits = False
    if not fits:
        raise DatasetError(url, "its manifest is not one that dealterms wrote")
    return dataset


def _manifest_at(url: str) -> bytes | None:
    try:
        return Store(url).read(MANIFEST)
    except OutputError as error:  # which speaks of writing
        cause = error.__cause__
        told = cause_of(cause) if isinstance(cause, ImportError) else error.cause
    except Exception as error:  # each kind of remote file system has errors of its own
        told = cause_of(error)
    raise DatasetError(url, f"it cannot be read: {told}")


def _fits(dataset: Dataset) -> bool:
    """Whether names, types and numbers are as dealterms writes them. Raises `TypeError`, `AttributeError`."""
    parts = [(table, part) for entry in dataset.entries for table, part in entry.parts.items()]
    numbers = [*dataset.totals.values(), *(number for _, part in parts for number in (part.rows, part.bytes))]
    return (
        all(_NAME.fullmatch(name) for name in dataset.tables)
        and all(_NAME.fullmatch(name) for columns in dataset.tables.values() for name in columns)
        and all(columns and _KINDS.issuperset(columns.values()) for columns in dataset.tables.values())
        and all(_KEY.fullmatch(entry.key) for entry in dataset.entries)
        and dataset.tables.keys() >= {table for table, _ in parts}
        and all(type(number) is int for number in numbers)
        and all(isinstance(word, str) for pair in dataset.versions.items() for word in pair)
    )


@contextmanager
def opened(dataset: Dataset, target: Path | None = None) -> Iterator[DuckDBPyConnection]:
    """A database with a view of each table, its rows in the order of the documents' ids.

    It reads nothing but the dataset, writes nowhere but below `target`, and asks nothing of the network.

    Raises `DatasetError` where a part is missing or has not the size that the manifest says; parts at a URL
    are looked at when they are read.
    """
    store = Store(dataset.url)
    database = connection()
    try:
        database.execute("SET TimeZone = 'UTC'")
        if store.folder is not None:
            if len(glob(str(store.folder))) > 1:  # noqa: PTH207 - of an absolute path
                raise DatasetError(
                    dataset.url, "DuckDB takes its path for a pattern, which other paths fit too"
                )
            _check_sizes(dataset, store.folder)
            root = store.path("")
            allowed = [str(path.resolve()) for path in (store.folder, target) if path is not None]
            database.execute(f"SET allowed_directories = [{', '.join(map(sql_text, allowed))}]")
            database.execute("SET enable_external_access = false")
        else:  # files of other places are read through fsspec, which that would end
            from pipeline.batch.read_only import ReadOnly

            database.register_filesystem(ReadOnly(store, dataset.sizes()))
            if target is None:
                database.execute("SET disabled_filesystems = 'LocalFileSystem'")
            root = f"{ReadOnly.protocol}://"
        database.execute("SET lock_configuration = true")
        for table, columns in dataset.tables.items():
            files = [
                f"{root}{part_name(table, entry.key)}" for entry in dataset.entries if table in entry.parts
            ]
            view = f'CREATE VIEW "{table}" AS {_select(columns, files)}'
            awaited(database, dataset, partial(database.execute, view))
        yield database
    finally:
        database.close()


def awaited(
    database: DuckDBPyConnection, dataset: Dataset, work: Callable[[], _Done], *, own_words: bool = False
) -> _Done:
    """What comes of work of the database, which an interrupt ends.

    It is done in a thread, for DuckDB looks for no interrupt while it works.

    Raises `DatasetError` with its whole message where `own_words` says that no row is read. Other messages
    may hold words of a document: what a statement lacks is told by their first line, all else by its kind.
    """
    import duckdb

    doing: Future[_Done] = Future()
    try:
        Thread(target=_do, args=(work, doing)).start()
        return doing.result()
    except KeyboardInterrupt:
        while not (doing.cancel() or doing.done()):  # it may have been about to begin
            database.interrupt()
            wait([doing], _SOON)
        raise
    except duckdb.Error as error:
        raise DatasetError(dataset.url, _cause(dataset, str(error), own_words=own_words)) from None


def rows_of(
    database: DuckDBPyConnection, dataset: Dataset, sql: str, *, own_words: bool = False
) -> list[tuple[Any, ...]]:
    """All rows of a short answer, as `awaited`."""
    return awaited(database, dataset, lambda: database.execute(sql).fetchall(), own_words=own_words)


def _do(work: Callable[[], _Done], doing: Future[_Done]) -> None:
    if doing.set_running_or_notify_cancel():
        try:
            doing.set_result(work())
        except BaseException as error:  # for the thread that waits
            doing.set_exception(error)


def _cause(dataset: Dataset, message: str, *, own_words: bool) -> str:
    if message.startswith("Traceback"):  # of a file system of fsspec
        last = message.partition("\n\nLINE ")[0].rstrip().rpartition("\n")[2]
        kind, _, words = last.partition(": ")
        return f"a part cannot be read: {words if kind.endswith(DatasetError.__name__) else kind}"
    found = _KIND.match(message)
    kind = found[1] if found else ""
    if part := _PART.search(message):
        return _DAMAGED.format(part.group())
    if own_words:
        lines = [_LINE.sub("near: ", line).strip() for line in message.splitlines()]
        return "; ".join(line for line in lines if line.strip("^"))
    if kind in _OF_SQL:  # further lines may list columns that PIVOT made of words
        return message.partition("\n")[0].strip()
    if kind not in _OF_VALUES and (name := _damaged(dataset)):
        return _DAMAGED.format(name)
    hint = "; TRY_CAST gives no value where one does not fit" if kind == "Conversion" else ""
    kind = f"{kind} Error".lstrip()
    return f"{kind} while rows were read (DuckDB's words are kept back: they may be a document's){hint}"


def _damaged(dataset: Dataset) -> str | None:
    """The first part in a folder that is not as it was written; DuckDB does not always name it."""
    folder = Store(dataset.url).folder
    if folder is None:
        return None
    for entry in dataset.entries:
        for table, part in entry.parts.items():
            name = part_name(table, entry.key)
            try:
                whole = is_whole(part, (folder / name).read_bytes())
            except OSError:
                whole = False
            if not whole:
                return name
    return None


def _check_sizes(dataset: Dataset, folder: Path) -> None:
    for name, size in dataset.sizes().items():
        try:
            found = (folder / name).stat().st_size
        except OSError as error:
            raise DatasetError(dataset.url, f"its part {name} cannot be read: {cause_of(error)}") from None
        if found != size:
            raise DatasetError(
                dataset.url,
                f"its part {name} has {found} bytes, and the manifest says {size}; batch writes it anew",
            )


def _select(columns: Mapping[str, str], files: list[str]) -> str:
    """The rows of the files one after another; of no file, no rows of the same columns."""
    if files:
        listed = ", ".join(map(sql_text, files))
        names = ", ".join(f'"{name}"' for name in columns)
        return f"SELECT {names} FROM read_parquet([{listed}], {PLAIN})"  # noqa: S608 - checked and quoted
    nothing = ", ".join(f'NULL::{kind} AS "{name}"' for name, kind in columns.items())
    return f"SELECT {nothing} WHERE false"
