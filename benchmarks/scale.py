"""How `dealterms batch` scales: with a second process, and with the size of the collection.

    python -m benchmarks.scale [--documents N …] [--repeat R] [--json FILE]

For each number of generated agreements the command runs with one and with two processes, by turns, into new
datasets, which must be the same. Times are those of the whole command, start-up and listing included; memory
is the most that all its processes had together, and that of the one which plans. The last dataset is asked a
question.
"""

from __future__ import annotations

import argparse
import json
import shutil
import subprocess
import tempfile
from pathlib import Path
from statistics import median
from typing import Any

from benchmarks.batches import COMMAND, batch, digest, write_agreements
from benchmarks.engines import machine

QUESTION = "SELECT count(*) FROM deadlines WHERE unit = 'days' AND count <= 30"


def measure(count: int, repeat: int, folder: Path) -> dict[str, Any]:
    """One and two processes over `count` agreements, `repeat` times by turns."""
    sources, dataset = folder / "agreements", folder / "dataset"
    write_agreements(sources, count)
    seconds: dict[int, list[float]] = {1: [], 2: []}
    peaks: dict[int, float] = {1: 0, 2: 0}
    planning = 0.0
    digests = set()
    for _ in range(repeat):
        for workers in (1, 2):
            shutil.rmtree(dataset, ignore_errors=True)
            run = batch(sources, dataset, "--workers", str(workers))
            seconds[workers].append(run.seconds)
            peaks[workers] = max(peaks[workers], run.peak_megabytes)
            planning = max(planning, run.planning_megabytes)
            digests.add(digest(dataset))
    if len(digests) != 1:
        raise SystemExit("the datasets differ")
    answer = subprocess.run(
        [*COMMAND, "query", str(dataset), QUESTION, "--format", "csv"],
        capture_output=True,
        text=True,
        check=True,
    )
    manifest = json.loads((dataset / "manifest.json").read_bytes())
    parts = [part for chunk in manifest["chunks"] for part in chunk["parts"].values()]
    one, two = median(seconds[1]), median(seconds[2])
    return {
        "documents": count,
        "source_megabytes": round(sum(file.stat().st_size for file in sources.iterdir()) / 1e6, 2),
        "characters": manifest["totals"]["characters"],
        "dataset_megabytes": round(sum(part["bytes"] for part in parts) / 1e6, 2),
        "parts": len(parts),
        "manifest_megabytes": round((dataset / "manifest.json").stat().st_size / 1e6, 3),
        "seconds": {"1": round(one, 1), "2": round(two, 1)},
        "times_one": round(one / two, 3),
        "peak_megabytes": {str(workers): round(peak) for workers, peak in peaks.items()},
        "planning_megabytes": round(planning, 1),
        "answer": answer.stdout.split()[-1],
    }


def main() -> None:
    """Print a row for each size, and write them where asked."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--documents", type=int, nargs="+", default=[100, 1_000, 10_000], metavar="N")
    parser.add_argument("--repeat", type=int, default=1)
    parser.add_argument("--json", type=Path)
    options = parser.parse_args()
    rows = []
    for count in options.documents:
        with tempfile.TemporaryDirectory() as folder:
            row = measure(count, options.repeat, Path(folder))
        rows.append(row)
        print(json.dumps(row), flush=True)
    if options.json:
        told = {"machine": machine(), "repetitions": options.repeat, "rows": rows}
        options.json.write_text(json.dumps(told, indent=2) + "\n", encoding="utf-8")


if __name__ == "__main__":
    main()
