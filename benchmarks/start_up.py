"""What the command costs before and around its work: processor time of short runs, as ratios to Python's own.

    python -m benchmarks.start_up [--repeat R] [--json FILE]

Each is a process of its own, by turns, its files already in the system's cache; medians over the repetitions.
The floors are an empty Python and one that imports spaCy.
"""

from __future__ import annotations

import argparse
import json
import os
import resource
import subprocess
import sys
import tempfile
from pathlib import Path
from statistics import median
from typing import Any

from benchmarks.batches import COMMAND, SEED
from benchmarks.engines import machine
from corpus.generate import generate

FLOORS = {"python": ("-c", "pass"), "import spacy": ("-c", "import spacy")}
IMPORTS = {
    "import obligations": ("-c", "import obligations"),
    "import pipeline.run": ("-c", "import pipeline.run"),
}


def processor_seconds(command: tuple[str, ...], folder: str) -> float:
    """Seconds of processor time of a command and of what it starts. Raises `CalledProcessError`."""
    before = resource.getrusage(resource.RUSAGE_CHILDREN)
    subprocess.run(
        command,
        cwd=folder,
        env={**os.environ, "PYTHONPATH": str(Path.cwd())},
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
        check=True,
    )
    after = resource.getrusage(resource.RUSAGE_CHILDREN)
    return after.ru_utime - before.ru_utime + after.ru_stime - before.ru_stime


def measure(repeat: int) -> dict[str, Any]:
    """Seconds of each command, and how many empty Pythons that is."""
    with tempfile.TemporaryDirectory() as folder:
        (made,) = generate(1, SEED)
        Path(folder, made.name).write_bytes(made.data)
        commands: dict[str, tuple[str, ...]] = {
            name: (sys.executable, *code) for name, code in (FLOORS | IMPORTS).items()
        }
        commands["dealterms --help"] = (*COMMAND, "--help")
        commands["dealterms extract, one agreement"] = (*COMMAND, "extract", made.name)
        seconds: dict[str, list[float]] = {name: [] for name in commands}
        for command in commands.values():  # into the system's cache
            processor_seconds(command, folder)
        for _ in range(repeat):
            for name, command in commands.items():
                seconds[name].append(processor_seconds(command, folder))
    floor = median(seconds["python"])
    return {
        name: {"seconds": round(median(took), 3), "pythons": round(median(took) / floor, 1)}
        for name, took in seconds.items()
    }


def main() -> None:
    """Print the figures, and write them where asked."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--repeat", type=int, default=7)
    parser.add_argument("--json", type=Path)
    options = parser.parse_args()
    told = {"machine": machine(), "repetitions": options.repeat, "runs": measure(options.repeat)}
    print(json.dumps(told, indent=2))
    if options.json:
        options.json.write_text(json.dumps(told, indent=2) + "\n", encoding="utf-8")


if __name__ == "__main__":
    main()
