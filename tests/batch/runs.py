"""Runs of a batch for the tests, what lies in a dataset afterwards, and small agreements to read."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Any

from corpus.generate import generate
from pipeline.batch.columns import TABLES
from pipeline.batch.dataset import opened, read_manifest
from pipeline.batch.messages import Entry, Task
from pipeline.batch.plan import Chunk
from pipeline.batch.reading import ChunkReader
from pipeline.batch.run import MANIFEST, batch
from pipeline.batch.store import LOCK, SCRATCH

GOOD = (
    b"SUPPLY AGREEMENT\n\nThis Supply Agreement is made on May 3, 2004 by and between Acme Flour, Inc., a Delaware"
    b' corporation (the "Seller"), and Beta Bread LLC.\n\n1. Price. The price is $450,000.\n\n'
    b"2. Law. This Agreement is governed by the laws of the State of New York.\n"
)
EMPTY = b"  \n"

Rows = dict[str, list[tuple[Any, ...]]]


def in_process(chunks: Iterable[Chunk], dataset: str) -> Iterator[Entry]:
    """An engine without processes, for what does not depend on them."""
    reader = ChunkReader()
    for chunk in chunks:
        yield reader.read(Task(chunk, dataset), lambda *_: None)


def read_into(dataset: Path | str, *sources: Path | str, **options: Any) -> dict[str, int]:
    """The totals of a run in this process."""
    return batch([str(source) for source in sources], str(dataset), in_process, **options)


def rows_of(dataset: Path | str) -> Rows:
    """All rows of all tables, in the order in which the dataset gives them."""
    with opened(read_manifest(str(dataset))) as database:
        return {table: database.execute(f'FROM "{table}"').fetchall() for table in TABLES}


def ids_of(dataset: Path | str) -> list[str]:
    """The ids of the documents, in their order."""
    return [row[0] for row in rows_of(dataset)["documents"]]


def errors_of(dataset: Path | str) -> dict[str, tuple[str, str]]:
    """Kind and cause of each error by its id."""
    return {id_: (kind, cause) for id_, _, kind, cause in rows_of(dataset)["errors"]}


def check_whole(dataset: Path) -> None:
    """Assert that each part is as the manifest says, and that nothing else lies in the dataset."""
    manifest = json.loads((dataset / MANIFEST).read_bytes())
    expected = {MANIFEST}
    for chunk in manifest["chunks"]:
        name = f"chunks/{chunk['key']}.json"
        assert json.loads((dataset / name).read_bytes()) == chunk
        expected.add(name)
        for table, part in chunk["parts"].items():
            name = f"{table}/{chunk['key']}.parquet"
            data = (dataset / name).read_bytes()
            assert (len(data), hashlib.sha256(data).hexdigest()) == (part["bytes"], part["sha256"])
            expected.add(name)
    found = {path.relative_to(dataset).as_posix() for path in dataset.rglob("*") if path.is_file()}
    assert found - {LOCK} == expected
    assert not (dataset / SCRATCH).exists()


def check_same(dataset: Path, other: Path) -> None:
    """Assert that two datasets are whole and have the same rows, in the same parts, byte for byte."""
    check_whole(dataset)
    check_whole(other)
    assert rows_of(dataset) == rows_of(other)
    assert (dataset / MANIFEST).read_bytes() == (other / MANIFEST).read_bytes()


def write_agreements(folder: Path, count: int, seed: int) -> Path:
    """A folder with generated agreements, a full submission among them, and one file that cannot be read."""
    folder.mkdir(parents=True)
    for agreement in (*generate(count - 1, seed), *generate(1, seed, "submission", first=count)):
        (folder / agreement.name).write_bytes(agreement.data)
    (folder / "empty.txt").write_bytes(EMPTY)
    return folder
