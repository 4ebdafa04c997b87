"""A batch over a Dask cluster of two workers on this machine, disturbed, against an undisturbed local one.

    python -m benchmarks.cluster [--documents N] [--json FILE]

Generated agreements are read by the local engine with two processes, then by a cluster of two workers, then
by one of whose workers one is killed after a third of the parts, then by one whose scheduler is killed after
a third of the parts and the run resumed on a new cluster. All datasets must be the same, byte for byte; of
the first two the times are compared.
"""

from __future__ import annotations

import argparse
import json
import os
import shutil
import socket
import subprocess
import sys
import tempfile
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from subprocess import CalledProcessError, Popen

from benchmarks.batches import batch, digest, write_agreements
from benchmarks.engines import machine

_START = 60.0  # seconds that a scheduler and its workers may take to come up


class Cluster:
    """A scheduler and two workers, each a process that can be killed."""

    def __init__(self, scheduler: Popen[bytes], workers: list[Popen[bytes]], address: str) -> None:
        self.scheduler = scheduler
        self.workers = workers
        self.address = address


@contextmanager
def cluster() -> Iterator[Cluster]:
    """A cluster on this machine, ended afterwards."""
    with socket.create_server(("127.0.0.1", 0)) as free:
        port = free.getsockname()[1]
    address = f"tcp://127.0.0.1:{port}"

    def started(module: str, *arguments: str) -> Popen[bytes]:
        return Popen(
            [sys.executable, "-m", f"distributed.cli.{module}", *arguments, "--no-dashboard"],
            env={**os.environ, "PYTHONPATH": str(Path.cwd())},
            stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL,
        )

    scheduler = started("dask_scheduler", "--host", "127.0.0.1", "--port", str(port))
    worker = (address, "--nthreads", "1", "--no-nanny", "--death-timeout", "20")
    workers = [started("dask_worker", *worker) for _ in range(2)]
    try:
        _wait_for(address)
        yield Cluster(scheduler, workers, address)
    finally:
        for process in (*workers, scheduler):
            process.kill()
            process.wait()


def _wait_for(address: str) -> None:
    from distributed import Client

    with Client(address, timeout=_START, set_as_default=False) as client:  # type: ignore[no-untyped-call]
        client.wait_for_workers(2, timeout=_START)


def kill_after(process: Popen[bytes], dataset: Path, parts: int) -> threading.Thread:
    """A thread that kills a process once so many parts of the dataset are done."""

    def watch() -> None:
        while len(list((dataset / "chunks").glob("*.json"))) < parts:
            time.sleep(0.05)
        process.kill()

    thread = threading.Thread(target=watch, daemon=True)
    thread.start()
    return thread


def main() -> None:
    """Run the four, compare, print, and write where asked."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--documents", type=int, default=2_000, metavar="N")
    parser.add_argument("--json", type=Path)
    options = parser.parse_args()
    with tempfile.TemporaryDirectory() as temporary:
        sources = Path(temporary, "agreements")
        write_agreements(sources, options.documents)
        local, dataset = Path(temporary, "local"), Path(temporary, "dask")
        seconds = {"local": batch(sources, local, "--workers", "2").seconds}
        expected = digest(local)
        third = len(list((local / "chunks").iterdir())) // 3

        def on(dask: Cluster) -> float:
            return batch(sources, dataset, "--engine", "dask", "--scheduler", dask.address).seconds

        same = {}
        with cluster() as dask:
            seconds["dask"] = on(dask)
        same["undisturbed"] = digest(dataset) == expected
        shutil.rmtree(dataset)
        with cluster() as dask:
            killer = kill_after(dask.workers[0], dataset, third)
            seconds["dask, a worker killed"] = on(dask)
            killer.join()
        same["a worker killed"] = digest(dataset) == expected
        shutil.rmtree(dataset)
        with cluster() as dask:
            killer = kill_after(dask.scheduler, dataset, third)
            try:
                on(dask)
            except CalledProcessError as error:
                stopped = error.returncode
            else:
                raise SystemExit("the run did not notice that its scheduler was gone")
            killer.join()
            left = len(list((dataset / "chunks").iterdir()))
        with cluster() as dask:
            seconds["dask, resumed on a new scheduler"] = on(dask)
        same["scheduler killed, then resumed"] = digest(dataset) == expected
    told = {
        "machine": machine(),
        "documents": options.documents,
        "parts_when_the_scheduler_was_killed": left,
        "exit_code_then": stopped,
        "same_dataset": same,
        "seconds": {name: round(value, 1) for name, value in seconds.items()},
        "dask_to_local": round(seconds["dask"] / seconds["local"], 3),
    }
    print(json.dumps(told, indent=2))
    if options.json:
        options.json.write_text(json.dumps(told, indent=2) + "\n", encoding="utf-8")
    if not all(same.values()):
        raise SystemExit("the datasets differ")


if __name__ == "__main__":
    main()
