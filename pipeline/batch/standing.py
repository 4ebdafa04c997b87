"""What stands in a dataset: chunks that are done, and the documents that a new plan would take out."""

from __future__ import annotations

import json
from collections.abc import Sequence

from pipeline.batch.messages import Entry, is_whole
from pipeline.batch.parts import connection, sql_text
from pipeline.batch.plan import Plan
from pipeline.batch.store import CHUNKS, Store, entry_name, part_name


def entry_of(store: Store, key: str) -> Entry | None:
    """The entry of a chunk; None if there is none, or not one that was written for it."""
    data = store.read(entry_name(key))
    if data is None:
        return None
    try:
        entry = Entry.from_json(json.loads(data))
    except (ValueError, TypeError, KeyError, AttributeError):  # not what we wrote
        return None
    return entry if entry.key == key else None


def standing(store: Store, key: str) -> Entry | None:
    """The entry of a chunk that is done, if all its parts are there as they were written."""
    entry = entry_of(store, key)
    if entry is None or any(_part(store, entry, table) is None for table in entry.parts):
        return None
    return entry


def lost(store: Store, plan: Plan) -> dict[str, int]:
    """The files that documents in the dataset were read from and that the plan does not find: documents each.

    Of chunks that the plan has as well nothing is lost, and what is damaged is lost already.
    """
    keys = {name.removesuffix(".json") for name in store.names(CHUNKS) if name.endswith(".json")}
    if keys:  # in a new dataset nothing is asked for
        keys.difference_update(chunk.key for chunk in plan.chunks())
    return _not_found(store, plan, sorted(keys)) if keys else {}


def _not_found(store: Store, plan: Plan, keys: Sequence[str]) -> dict[str, int]:
    """The files of these chunks' documents that the plan does not find."""
    import duckdb

    found: dict[str, int] = {}
    database = connection()
    with store.scratch() as scratch:
        file = scratch / "documents.parquet"
        for key in keys:
            entry = entry_of(store, key)
            data = _part(store, entry, "documents") if entry is not None else None
            if data is None:
                continue
            with store.told():
                file.write_bytes(data)
            asked = f"SELECT path, count(*) FROM read_parquet({sql_text(str(file))}) GROUP BY path"  # noqa: S608
            try:
                rows = database.execute(asked).fetchall()
            except duckdb.Error:  # written by who knows whom
                continue
            found |= {path: count for path, count in rows if not plan.finds(path)}
    return found


def _part(store: Store, entry: Entry, table: str) -> bytes | None:
    """The bytes of a chunk's part; None if they are not those that were written."""
    part = entry.parts.get(table)
    data = store.read(part_name(table, entry.key)) if part is not None else None
    return data if data is not None and part is not None and is_whole(part, data) else None
