"""The engine of many machines: chunks go to the workers of a Dask cluster, entries come back.

Each thread of a Dask worker has a reading process of its own, as on one machine: a document that hangs or
kills costs that process, never the Dask worker. All machines must reach the sources and the dataset under the
same paths or URLs, and have the same version of dealterms.
"""

from __future__ import annotations

import logging
import threading
from collections.abc import Iterable, Iterator
from itertools import islice
from typing import TYPE_CHECKING, Final

from pipeline.batch.guard import Guard, Limits
from pipeline.batch.messages import Entry
from pipeline.batch.plan import Chunk
from pipeline.batch.store import Store
from pipeline.batch.versions import reader
from pipeline.errors import OutputError

if TYPE_CHECKING:
    from distributed import Client, Future

_AHEAD: Final = 2  # chunks that wait for each thread of the cluster
_TRIES: Final = 5  # of a chunk whose Dask workers are lost
_PATIENCE: Final = "15s"  # to reach the scheduler

# What goes wrong with the cluster is told in one line of our own, not in its tracebacks.
_LOGGERS: Final = ("distributed", "distributed.client", "tornado", "tornado.application", "asyncio")

_own = threading.local()


def read_chunks(chunks: Iterable[Chunk], dataset: str, scheduler: str, limits: Limits) -> Iterator[Entry]:
    """Read the chunks on the cluster of a scheduler; their entries as they come.

    Raises `OutputError` where the scheduler cannot be reached or is lost, and where the dataset cannot be
    written. What has been read by then is in the dataset.
    """
    try:
        from distributed import Client, as_completed
    except ImportError:
        raise OutputError(
            dataset, "the engine dask is not installed: pip install 'dealterms[dask]'"
        ) from None
    for name in _LOGGERS:  # set up by the import
        logging.getLogger(name).setLevel(logging.CRITICAL)
    folder = Store(dataset).folder
    address = str(folder) if folder is not None else dataset
    try:
        client = Client(  # type: ignore[no-untyped-call]
            scheduler, timeout=_PATIENCE, set_as_default=False
        )
    except (OSError, ValueError) as error:
        raise OutputError(dataset, f"no Dask scheduler answers at {scheduler}") from error
    waiting = iter(chunks)
    tries: dict[str, int] = {}
    with client:
        at_work: dict[Future[Entry], Chunk] = {}
        finished = as_completed(loop=client.loop)  # type: ignore[no-untyped-call]

        def submit(chunk: Chunk) -> None:
            tries[chunk.key] = tries.get(chunk.key, 0) + 1
            future = client.submit(
                _read, chunk, address, limits, reader(), key=f"{chunk.key}-{tries[chunk.key]}", pure=False
            )
            at_work[future] = chunk
            finished.add(future)  # type: ignore[no-untyped-call]

        for chunk in islice(waiting, _room(client)):
            submit(chunk)
        for future in finished:
            chunk = at_work.pop(future)
            entry = _result(future, scheduler, dataset)
            if entry is not None:
                del tries[chunk.key]
                yield entry
            elif tries[chunk.key] < _TRIES:
                submit(chunk)
            else:
                raise OutputError(dataset, f"Dask workers were lost {_TRIES} times over one part")
            for more in islice(waiting, max(0, _room(client) - len(at_work))):
                submit(more)


def _room(client: Client) -> int:
    """How many chunks the cluster is given at a time, so that those that wait are few."""
    workers = client.scheduler_info(n_workers=-1)["workers"].values()
    return max(1, _AHEAD * sum(int(worker["nthreads"]) for worker in workers))


def _result(future: Future[Entry], scheduler: str, dataset: str) -> Entry | None:
    """The entry; None if the workers that had the chunk were lost."""
    from asyncio import CancelledError

    from distributed import KilledWorker
    from distributed.client import FutureCancelledError

    try:
        entry: Entry = future.result()
    except KilledWorker:
        return None
    except (FutureCancelledError, CancelledError, OSError) as error:
        raise OutputError(
            dataset, f"the Dask scheduler at {scheduler} is gone; run again to go on"
        ) from error
    return entry


def _read(chunk: Chunk, dataset: str, limits: Limits, expected: str) -> Entry:
    """Read a chunk on a Dask worker, with the reading process of this thread."""
    if reader() != expected:
        raise OutputError(dataset, "a Dask worker has another version of dealterms or of its libraries")
    guard: Guard | None = getattr(_own, "guard", None)
    if guard is None or guard.limits != limits:
        if guard is not None:
            guard.close()
        guard = _own.guard = Guard(limits)
    return guard.read(chunk, dataset)
