"""`dealterms batch`: many files in, a dataset out."""

from __future__ import annotations

import sys
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from functools import partial

from pipeline.batch import cluster
from pipeline.batch.guard import Limits
from pipeline.batch.local import read_chunks
from pipeline.batch.messages import Entry
from pipeline.batch.remote import without_secrets
from pipeline.batch.run import Engine, batch
from pipeline.batch.store import Store
from pipeline.errors import OutputError
from pipeline.labels.weights import weights
from pipeline.shown import printable


def run_batch(
    sources: Sequence[str],
    dataset: str,
    *,
    scheduler: str | None,
    workers: int,
    limits: Limits,
    limit: int | None,
    per_chunk: int,
    retry_errors: bool,
    prune: bool,
    progress: bool,
) -> int:
    """Read the sources into the dataset and say on standard error what became of them; the number of errors.

    Raises `OutputError` where the dataset cannot be written.
    """
    if Store(dataset).in_memory:
        raise OutputError(dataset, "it lies in the memory of one process, and others would write to it")
    if weights() is None:
        print(
            "dealterms: no learned weights in this installation: rules alone label clauses", file=sys.stderr
        )
    engine: Engine = partial(read_chunks, workers=workers, limits=limits)
    if scheduler is not None:
        engine = partial(cluster.read_chunks, scheduler=scheduler, limits=limits)
    with _shown(progress) as (planned, done):
        totals = batch(
            sources,
            dataset,
            engine,
            per_chunk=per_chunk,
            limit=limit,
            retry_errors=retry_errors,
            prune=prune,
            limits=limits,
            nothing_at=_tell_of_nothing,
            planned=planned,
            done=done,
        )
    found = [_counted(totals[of], what) for of, what in (("documents", "document"), ("sources", "file"))]
    causes = "; the table errors has the causes" if totals["errors"] else ""
    print(
        f"dealterms: {' from '.join(found)} in {dataset}, {_counted(totals['errors'], 'error')}{causes}",
        file=sys.stderr,
    )
    return totals["errors"]


def _counted(number: int, what: str) -> str:
    return f"{number:,} {what if number == 1 else what + 's'}"


def _tell_of_nothing(source: str) -> None:
    print(printable(f"dealterms: nothing to be read at {without_secrets(source)}"), file=sys.stderr)


@contextmanager
def _shown(progress: bool) -> Iterator[tuple[Callable[[int], None], Callable[[Entry], None]]]:
    """A bar on a terminal's standard error: files, rate, errors, time left."""
    if not (progress and sys.stderr.isatty()):
        yield (lambda _: None), (lambda _: None)
        return
    from rich.console import Console
    from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn, TimeRemainingColumn

    columns = (
        TextColumn("{task.description}"),
        BarColumn(),
        MofNCompleteColumn(),
        TextColumn("{task.fields[rate]}, {task.fields[errors]} errors,"),
        TimeRemainingColumn(),
        TextColumn("left"),
    )
    with Progress(*columns, console=Console(stderr=True), transient=True) as bar:
        task = bar.add_task("listing", total=None, rate="", errors=0)
        errors = 0

        def planned(count: int) -> None:
            bar.update(task, description="reading", total=count)

        def done(entry: Entry) -> None:
            nonlocal errors
            errors += entry.errors
            speed = bar.tasks[0].finished_speed or bar.tasks[0].speed or 0.0
            bar.update(task, advance=entry.sources, errors=errors, rate=f"{speed:.1f} files/s")

        yield planned, done
