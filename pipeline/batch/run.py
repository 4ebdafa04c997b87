"""A run: plan the chunks, pass over those that are done, have the others read, write the manifest."""

from __future__ import annotations

import json
import re
import shutil
from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import contextmanager
from typing import Any, Final, Protocol

from pipeline.batch.columns import TABLES
from pipeline.batch.guard import Limits
from pipeline.batch.messages import Entry
from pipeline.batch.plan import Chunk, Plan
from pipeline.batch.remote import without_secrets
from pipeline.batch.sources import items
from pipeline.batch.standing import entry_of, lost, standing
from pipeline.batch.store import CHUNKS, SCRATCH, Store
from pipeline.batch.versions import reader, versions
from pipeline.errors import OutputError

MANIFEST: Final = "manifest.json"
FORMAT: Final = "1"
_OURS: Final = re.compile(r"(?P<draft>\.)?(?P<key>[0-9a-f]{32})\.(?:json|parquet)(?(draft)\.[0-9a-f]{32})")
TOTALS: Final = ("sources", "documents", "errors", "characters")


class Engine(Protocol):
    """Reads chunks into a dataset; their entries come as they are done."""

    def __call__(self, chunks: Iterable[Chunk], dataset: str, /) -> Iterator[Entry]:
        """Raises `OutputError` where the dataset cannot be written."""


def batch(
    sources: Sequence[str],
    dataset: str,
    engine: Engine,
    *,
    per_chunk: int = 32,
    limit: int | None = None,
    retry_errors: bool = False,
    prune: bool = False,
    limits: Limits | None = None,
    nothing_at: Callable[[str], None] = lambda _: None,
    planned: Callable[[int], None] = lambda _: None,
    done: Callable[[Entry], None] = lambda _: None,
) -> dict[str, int]:
    """Read the sources into a dataset; what is in it already and still holds is not read again.

    `planned` is told how many items there are, `done` each chunk that is in the dataset, `nothing_at` each
    source where nothing is found. Documents that needed more than other `limits` are read again with larger
    ones. Afterwards the dataset holds what one undisturbed run would have written, and nothing else. Returns
    the totals of the manifest: numbers of sources, documents, errors, and characters of normalised text.

    Raises `OutputError`; before anything is read also where documents of the dataset would go because their
    files are not found, unless those are to be taken out (`prune`) and each source gives something.
    """
    store = Store(dataset)
    with store.locked(), _no_scratch(store):
        _refuse_another(store)
        empty: list[str] = []
        plan = Plan(items(sources, store.folder, empty.append), reader(), per_chunk=per_chunk, limit=limit)
        _refuse_loss(store, plan, empty, prune=prune)
        for source in empty:
            nothing_at(source)
        planned(len(plan))

        def missing() -> Iterator[Chunk]:
            for chunk in plan.chunks():
                entry = standing(store, chunk.key)
                roomier = entry is not None and limits is not None and limits.outgrow(entry)
                if entry is None or entry.passing or roomier or (retry_errors and entry.errors):
                    yield chunk
                else:
                    done(entry)

        for entry in engine(missing(), dataset):
            done(entry)
        manifest = _manifest([_written(store, chunk.key) for chunk in plan.chunks()], per_chunk)
        store.write(MANIFEST, json.dumps(manifest, indent=1).encode() + b"\n")
        _sweep(store, {chunk["key"]: chunk["parts"] for chunk in manifest["chunks"]})
        totals: dict[str, int] = manifest["totals"]
        return totals


def _refuse_loss(store: Store, plan: Plan, empty: Sequence[str], *, prune: bool) -> None:
    """Raise `OutputError` where documents would go by mistake: a mistyped source, a disk not mounted."""
    if prune and not empty:
        return
    files = lost(store, plan)
    if not files:
        return
    cause = (
        f"{sum(files.values()):,} of its documents would go, whose files are not among those to be read"
        f" (such as {min(files)})"
    )
    if empty:
        advice = f"nothing is found at {without_secrets(empty[0])}: is it mistyped? if not, leave it out"
        raise OutputError(store.url, f"{cause}, and {advice}")
    raise OutputError(store.url, f"{cause}: --prune takes them out")


def _refuse_another(store: Store) -> None:
    """Raise `OutputError` where another program's manifest lies; a damaged one of ours is written anew."""
    data = store.read(MANIFEST)
    try:
        told = json.loads(data or b"null")
    except ValueError:
        return
    if data is not None and not (isinstance(told, dict) and {"format", "chunks"} <= told.keys()):
        raise OutputError(store.url, f"the {MANIFEST} there is not one that dealterms wrote")


def _manifest(entries: Sequence[Entry], per_chunk: int) -> dict[str, Any]:
    return {
        "format": FORMAT,
        "versions": versions(),
        "reader": reader(),
        "options": {"documents_per_part": per_chunk},
        "tables": TABLES,
        "totals": {name: sum(getattr(entry, name) for entry in entries) for name in TOTALS},
        "chunks": [entry.as_json() for entry in entries],
    }


def _written(store: Store, key: str) -> Entry:
    entry = entry_of(store, key)
    if entry is None:
        raise OutputError(store.url, "what was written is gone: is something else at work there?")
    return entry


def _sweep(store: Store, kept: dict[str, Any]) -> None:
    """Delete what is no part of the dataset: of other plans, or left behind by a run that was killed.

    Files that are none of ours stay: the dataset's folder may have been another's before.
    """
    for name in store.names(CHUNKS):
        found = _OURS.fullmatch(name)
        if found and (found["draft"] or found["key"] not in kept):
            store.delete(f"{CHUNKS}/{name}")
    for table in TABLES:
        for name in store.names(table):
            found = _OURS.fullmatch(name)
            if found and (found["draft"] or table not in kept.get(found["key"], ())):
                store.delete(f"{table}/{name}")
    for name in store.names(""):
        if name.startswith(f".{MANIFEST}."):
            store.delete(name)


@contextmanager
def _no_scratch(store: Store) -> Iterator[None]:
    """Delete what is being made: what a killed run left behind, and in the end what this one does."""
    _sweep_scratch(store)
    try:
        yield
    finally:
        _sweep_scratch(store)


def _sweep_scratch(store: Store) -> None:
    if store.folder is not None:
        shutil.rmtree(store.folder / SCRATCH, ignore_errors=True)
