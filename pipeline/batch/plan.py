"""The plan of a run: all items in the order of their ids, cut into chunks that are read and written whole.

Where a chunk ends depends on the ids near its end alone, so that files that come or go change the chunks
around them and no others. A chunk's key tells its items, their stamps and the version of the reader: what
was written under a key is what would be written under it again.
"""

from __future__ import annotations

import hashlib
import json
import sqlite3
import zlib
from collections.abc import Iterable, Iterator
from contextlib import closing
from typing import Final, NamedTuple

from pipeline.batch.items import Item

_KEY_LENGTH: Final = 32
_LONGEST: Final = 4  # times the documents that a chunk has on the average
MOST_BYTES: Final = 8 << 20  # of all its files together
_NO_POSITION: Final = -1  # of a file that is no member of an archive


class Chunk(NamedTuple):
    """Items that are read together, under a name that only the same items have."""

    key: str
    items: tuple[Item, ...]


class Plan:
    """The items of a run. They lie on disk once they are many: the memory does not grow with them."""

    def __init__(self, found: Iterable[Item], reader: str, *, per_chunk: int, limit: int | None) -> None:
        self._reader = reader
        self._per_chunk = per_chunk
        self._items = sqlite3.connect("")  # an unnamed database goes to a file of its own when it grows
        self._items.execute(
            "CREATE TABLE items (id TEXT, location BLOB, position INTEGER, size INTEGER, stamp TEXT,"
            " cause TEXT, PRIMARY KEY (id, location, position)) WITHOUT ROWID"
        )
        self._items.executemany("INSERT OR IGNORE INTO items VALUES (?, ?, ?, ?, ?, ?)", _storable(found))
        self._tell_apart()
        if limit is not None:
            self._items.execute(
                "DELETE FROM items WHERE id NOT IN (SELECT id FROM items ORDER BY id LIMIT ?)", (limit,)
            )

    def __len__(self) -> int:
        """How many items there are."""
        return int(self._items.execute("SELECT count(*) FROM items").fetchone()[0])

    def finds(self, id_: str) -> bool:
        """Whether a file of that id is there to be read."""
        asked = "SELECT 1 FROM items WHERE id = ? AND cause IS NULL"
        return self._items.execute(asked, (id_,)).fetchone() is not None

    def chunks(self) -> Iterator[Chunk]:
        """The chunks in the order of their items' ids."""
        taken: list[Item] = []
        size = 0
        with closing(self._items.cursor()) as rows:
            for row in rows.execute("SELECT * FROM items ORDER BY id"):
                item = _restored(*row)
                if taken and size + item.size > MOST_BYTES:
                    yield self._chunk(taken)
                    taken, size = [], 0
                taken.append(item)
                size += item.size
                ends = zlib.crc32(item.id.encode()) % self._per_chunk == 0
                if ends or len(taken) == _LONGEST * self._per_chunk:
                    yield self._chunk(taken)
                    taken, size = [], 0
        if taken:
            yield self._chunk(taken)

    def _tell_apart(self) -> None:
        """Give the second of two files that share an id another, such as `name~2`: an id is one file's.

        A byte that is no Unicode is spelled with characters that another name may hold.
        """
        ask = self._items.execute
        sharing = "SELECT location, position FROM items WHERE id = ? ORDER BY location, position"
        for (id_,) in ask("SELECT id FROM items GROUP BY id HAVING count(*) > 1 ORDER BY id").fetchall():
            number = 2
            for location, position in ask(sharing, (id_,)).fetchall()[1:]:
                while ask("SELECT 1 FROM items WHERE id = ?", (f"{id_}~{number}",)).fetchone():
                    number += 1
                ask(
                    "UPDATE items SET id = ? WHERE id = ? AND location = ? AND position = ?",
                    (f"{id_}~{number}", id_, location, position),
                )

    def _chunk(self, items: list[Item]) -> Chunk:
        told = json.dumps([self._reader, [(it.id, it.size, it.stamp, it.cause) for it in items]])
        return Chunk(hashlib.sha256(told.encode()).hexdigest()[:_KEY_LENGTH], tuple(items))


def _storable(found: Iterable[Item]) -> Iterator[tuple[object, ...]]:
    """Items as SQLite takes them: a name that is no Unicode is kept as its bytes, a key holds no null."""
    for item in found:
        position = item.position if item.position is not None else _NO_POSITION
        yield (item.id, item.location.encode("utf-8", "surrogateescape"), position, *item[3:])


def _restored(id_: str, location: bytes, position: int, size: int, stamp: str, cause: str | None) -> Item:
    name = location.decode("utf-8", "surrogateescape")
    return Item(id_, name, position if position != _NO_POSITION else None, size, stamp, cause)
