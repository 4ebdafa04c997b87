"""A chunk read and written: the rows of all its items, a part for each table, then its entry."""

from __future__ import annotations

import json
from collections.abc import Callable
from contextlib import ExitStack
from functools import partial
from typing import Final

from pipeline.batch.archives import OpenArchive
from pipeline.batch.columns import TABLES
from pipeline.batch.documents import file_contents, rows_of, unchanged
from pipeline.batch.items import Item
from pipeline.batch.messages import Entry, Part, Task, part_of
from pipeline.batch.parts import connection, write_part
from pipeline.batch.rows import Rows
from pipeline.batch.sources import opened
from pipeline.batch.store import Store, entry_name, part_name
from pipeline.errors import ChangedSource, WorkerLost

# What another run may not meet; what lies in the document itself would be met again.
_PASSING: Final = frozenset({ChangedSource.__name__, WorkerLost.__name__})

Beat = Callable[[int, int], None]


class ChunkReader:
    """Reads chunks; the archive that was read last stays open between them."""

    def __init__(self) -> None:
        # One thread, so that row groups do not depend on the machine.
        self._database = connection(threads=1)
        self._held = ExitStack()
        self._archive: OpenArchive | None = None
        self._opened: tuple[str, str] | None = None  # the archive's location, and its stamp

    def read(self, task: Task, beat: Beat) -> Entry:
        """Read a chunk into its dataset; `beat` is told each document's place before it is read.

        The place after the last item is told before the parts are written.

        Raises `OutputError` where the dataset cannot be written, and `MemoryError`.
        """
        tables: Rows = {table: [] for table in TABLES}
        members = self._members(task, beat)
        for number, item in enumerate(task.chunk.items):
            given_up = {at: cause for (its, at), cause in task.given_up.items() if its == number}
            contents = members.pop(item.id, None) or _contents_of(item)
            found = rows_of(item, contents, partial(beat, number), given_up)
            for table, its_rows in found.items():
                tables[table] += its_rows
        beat(len(task.chunk.items), 0)
        return self._written(task, tables)

    def _members(self, task: Task, beat: Beat) -> dict[str, Callable[[], bytes]]:
        """What gives the bytes of each item in an archive: they are read at once, in the archive's order."""
        inside = sorted(
            (item.location, item.position, number, item)
            for number, item in enumerate(task.chunk.items)
            if item.position is not None and (number, 0) not in task.given_up
        )
        found: dict[str, Callable[[], bytes]] = {}
        for _, position, number, item in inside:
            still_at = partial(beat, number, 0)
            still_at()
            try:
                data = unchanged(item, partial(self._member, item, position, still_at))
                found[item.id] = lambda data=data: data  # type: ignore[misc]
            except MemoryError:
                raise
            except Exception as error:  # told where the item is read, whatever it is
                found[item.id] = _raising(error)
        return found

    def _member(self, item: Item, position: int, beat: Callable[[], None]) -> bytes:
        if self._archive is None or self._opened != (item.location, item.stamp):
            self._archive = None
            self._held.close()
            file = self._held.enter_context(opened(item.location))
            self._archive = OpenArchive(file, item.location)
            self._opened = (item.location, item.stamp)
        return self._archive.read(position, item.size, beat)

    def _written(self, task: Task, tables: Rows) -> Entry:
        """Write the parts and, when all are there, the chunk's entry."""
        store, key = Store(task.dataset), task.chunk.key
        parts: dict[str, Part] = {}
        with store.scratch() as scratch:
            for table, its_rows in tables.items():
                if not its_rows:
                    continue
                file = scratch / f"{table}.parquet"
                with store.told():
                    write_part(self._database, table, its_rows, file)
                    data = file.read_bytes()
                    file.unlink()
                store.write(part_name(table, key), data)
                parts[table] = part_of(len(its_rows), data)
        errors = tables["errors"]
        entry = Entry(
            key=key,
            sources=len(task.chunk.items),
            documents=len(tables["documents"]),
            errors=len(errors),
            passing=sum(row["kind"] in _PASSING for row in errors),
            characters=sum(row["characters"] for row in tables["documents"]),
            parts=parts,
            seconds=max((cause.seconds for cause in task.given_up.values()), default=0),
            megabytes=max((cause.megabytes for cause in task.given_up.values()), default=0),
        )
        store.write(entry_name(key), json.dumps(entry.as_json()).encode())
        return entry


def _contents_of(item: Item) -> Callable[[], bytes]:
    return lambda: unchanged(item, lambda: file_contents(item))


def _raising(error: Exception) -> Callable[[], bytes]:
    def fail() -> bytes:
        raise error

    return fail
