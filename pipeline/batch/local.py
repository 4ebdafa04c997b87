"""The engine of one machine: so many threads, each with a process that reads for it."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from concurrent.futures import FIRST_COMPLETED, Future, ThreadPoolExecutor, wait
from itertools import islice

from pipeline.batch.guard import Guard, Limits
from pipeline.batch.messages import Entry
from pipeline.batch.plan import Chunk


def read_chunks(chunks: Iterable[Chunk], dataset: str, workers: int, limits: Limits) -> Iterator[Entry]:
    """Read the chunks with so many processes; their entries as they come.

    Raises `OutputError` where the dataset cannot be written; then, and when the caller leaves, all processes
    are ended.
    """
    guards = [Guard(limits) for _ in range(workers)]
    waiting = iter(chunks)
    with ThreadPoolExecutor(workers) as pool:
        try:
            at_work: dict[Future[Entry], Guard] = {
                pool.submit(guard.read, chunk, dataset): guard
                for guard, chunk in zip(guards, islice(waiting, workers), strict=False)
            }
            while at_work:
                for done in wait(at_work, return_when=FIRST_COMPLETED).done:
                    guard = at_work.pop(done)
                    entry = done.result()
                    if (chunk := next(waiting, None)) is not None:
                        at_work[pool.submit(guard.read, chunk, dataset)] = guard
                    yield entry
        finally:
            for guard in guards:
                guard.close()
