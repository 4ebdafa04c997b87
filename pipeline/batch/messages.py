"""What passes between a run and the processes that read for it: one JSON object a line."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Mapping
from dataclasses import asdict, dataclass, field
from typing import Any, Final, NamedTuple, TypeAlias

from pipeline.batch.items import Item
from pipeline.batch.plan import Chunk

START: Final = (
    "import json, sys; sys.path[:] = json.loads(sys.argv[1]); from pipeline.batch.worker import main; main()"
)
"""Starts a reading process that finds modules where this one does: `python -c START PATHS MEGABYTES`."""
EXHAUSTED: Final = 12
"""The exit code of a reading process that has run out of memory."""


Place: TypeAlias = tuple[int, int]
"""A document of a chunk: its item's number there, and its own in the item, from 1; 0 for the whole item."""


class Cause(NamedTuple):
    """Why a document was given up: the error's class, the cause in words, the limit that it broke."""

    kind: str
    words: str
    seconds: float = 0  # 0 for no such limit
    megabytes: int = 0


@dataclass(frozen=True, slots=True)
class Task:
    """A chunk to be read into a dataset; `given_up` are the documents that cost a process its life."""

    chunk: Chunk
    dataset: str
    given_up: Mapping[Place, Cause] = field(default_factory=dict)

    def as_json(self) -> str:
        """One line."""
        return json.dumps([self.chunk, self.dataset, [*self.given_up.items()]])

    @classmethod
    def from_json(cls, line: str) -> Task:
        """The task of a line."""
        (key, items), dataset, given_up = json.loads(line)
        chunk = Chunk(key, tuple(Item(*item) for item in items))
        return cls(chunk, dataset, {(item, number): Cause(*cause) for (item, number), cause in given_up})


@dataclass(frozen=True, slots=True)
class Part:
    """A file of the dataset."""

    rows: int
    bytes: int
    sha256: str


def part_of(rows: int, data: bytes) -> Part:
    """The file of so many rows that these bytes make."""
    return Part(rows, len(data), hashlib.sha256(data).hexdigest())


def is_whole(part: Part, data: bytes) -> bool:
    """Whether these are the bytes of the file as it was written."""
    return hashlib.sha256(data).hexdigest() == part.sha256


@dataclass(frozen=True, slots=True)
class Entry:
    """What became of a chunk: counts, and its part of each table that has rows of it.

    `passing` counts the errors that another run may not meet: those are read again by the next. `seconds` and
    `megabytes` are the limits that documents of the chunk broke, 0 where none did.
    """

    key: str
    sources: int
    documents: int
    errors: int
    passing: int
    characters: int
    parts: Mapping[str, Part]
    seconds: float = 0
    megabytes: int = 0

    def as_json(self) -> dict[str, Any]:
        """The entry as it stands in the dataset."""
        return asdict(self)

    @classmethod
    def from_json(cls, told: Mapping[str, Any]) -> Entry:
        """The entry that was written.

        Raises `ValueError`, `TypeError`, `KeyError` or `AttributeError` for anything else.
        """
        parts = {table: Part(**part) for table, part in told["parts"].items()}
        entry = cls(**{**told, "parts": parts})
        for table, count in (("documents", entry.documents), ("errors", entry.errors)):
            if count != (parts[table].rows if table in parts else 0):
                raise ValueError(f"{count} {table}, and another number of rows")
        return entry
