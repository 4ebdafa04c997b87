"""Compare the pipeline's speed with spaCy's bare tokenizer and with LexNLP, on the same contracts in one run.

    python benchmarks/speed.py --texts DIR --count 40 [--lexnlp VENV_PYTHON] [--lexnlp-count N]
    python benchmarks/speed.py --texts DIR --curve

Contracts are chosen by the SHA-256 of their file name: a fixed choice that nobody picked. The programs take
turns, so that a busy moment of the machine hits all of them; medians over the repetitions are reported.
LexNLP runs in its own environment (benchmarks/peers/setup_lexnlp.py) and is slow, so it may be given only the
first contracts of the choice; its ratios are then taken on exactly those.

Rates are megabytes (10^6 bytes of UTF-8 text) a second. Only work on the documents is timed: imports,
start-up and a warm-up come before. Programs may remember words from one repetition to the next, so the rate
of the first pass, on texts they had not met, stands beside the median.

With --curve, see curve.py.
"""

from __future__ import annotations

import argparse
import hashlib
import json
import subprocess
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from statistics import median
from typing import Any

from benchmarks import curve
from benchmarks.engines import ENGINES, Engine, machine

HERE = Path(__file__).parent
WARM_UP_COUNT = 3
WORKER = HERE / "peers" / "lexnlp_worker.py"
RESULTS = HERE / "results"


@dataclass(frozen=True)
class Contract:
    """One text to measure on."""

    path: Path
    data: bytes


@dataclass(frozen=True)
class Timing:
    """Seconds of one program: `runs[r][i]` is repetition r on contract i, of all or of the first few."""

    program: str
    runs: list[list[float]]

    def seconds(self, count: int) -> float:
        """Median over the repetitions of the time for the first `count` contracts together."""
        return median(sum(run[:count]) for run in self.runs)


class LexNLP:
    """A running worker process; also keeps each function's share of the time and its count of finds."""

    def __init__(self, process: subprocess.Popen[str]) -> None:
        self._process = process
        self.about: dict[str, Any] = self._read()
        self.seconds_by_function: dict[str, float] = {}
        self.errors: list[str] = []

    def __call__(self, contract: Contract) -> float:
        """Seconds that the seven functions took on one contract, by the worker's own clock."""
        assert self._process.stdin is not None
        print(contract.path, file=self._process.stdin, flush=True)
        record = self._read()
        for name, spent in record["seconds"].items():
            self.seconds_by_function[name] = self.seconds_by_function.get(name, 0.0) + spent
        self.errors += [f"{contract.path.name}: {name}: {text}" for name, text in record["errors"].items()]
        return float(sum(record["seconds"].values()))

    def _read(self) -> dict[str, Any]:
        assert self._process.stdout is not None
        line = self._process.stdout.readline()
        if not line:
            raise SystemExit(f"the LexNLP worker stopped with exit status {self._process.wait()}")
        answer: dict[str, Any] = json.loads(line)
        return answer


@contextmanager
def lexnlp_worker(python: Path) -> Iterator[LexNLP]:
    """A LexNLP worker, warmed up, that ends with the block."""
    command = [str(python), "-W", "ignore", str(WORKER)]
    with subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True) as process:
        try:
            yield LexNLP(process)
        finally:
            process.kill()


def name_digest(path: Path) -> bytes:
    """The SHA-256 of a file's name."""
    return hashlib.sha256(path.name.encode()).digest()


def choose(folder: Path, count: int) -> list[Contract]:
    """The first `count` .txt files of the folder in the order of their names' SHA-256."""
    paths = sorted(folder.resolve().glob("*.txt"), key=name_digest)
    if not paths:
        raise SystemExit(f"--texts {folder}: no .txt files there")
    return [Contract(path, path.read_bytes()) for path in paths[:count]]


def load_engines(names: list[str]) -> tuple[dict[str, Engine], dict[str, str]]:
    """The engines that import, and for each of the others why it does not."""
    loaded: dict[str, Engine] = {}
    missing: dict[str, str] = {}
    for name in names:
        try:
            loaded[name] = ENGINES[name]()
        except ImportError as error:
            missing[name] = f"not measured: {error}"
    return loaded, missing


def timed(engine: Engine, contract: Contract) -> float:
    """Seconds of one call."""
    start = time.perf_counter()
    engine(contract.data, contract.path.name)
    return time.perf_counter() - start


def warm_up(engines: dict[str, Engine], contracts: list[Contract]) -> None:
    """Let every engine load what it loads once; give it contracts that are not measured."""
    for engine in engines.values():
        for contract in contracts:
            timed(engine, contract)


def measure(
    engines: dict[str, Engine],
    contracts: list[Contract],
    repeat: int,
    *,
    lexnlp: LexNLP | None,
    lexnlp_count: int,
    lexnlp_repeat: int,
) -> dict[str, Timing]:
    """Time every program on the contracts, the programs taking turns in each repetition."""
    timings = {name: Timing(name, []) for name in [*engines, *(["lexnlp"] if lexnlp else [])]}
    for repetition in range(max(repeat, lexnlp_repeat if lexnlp else 0)):
        if repetition < repeat:
            for name, engine in engines.items():
                timings[name].runs.append([timed(engine, contract) for contract in contracts])
        if lexnlp and repetition < lexnlp_repeat:
            timings["lexnlp"].runs.append([lexnlp(contract) for contract in contracts[:lexnlp_count]])
    return timings


def rates(timings: dict[str, Timing], contracts: list[Contract]) -> dict[str, Any]:
    """Each program's rate on these contracts, and the ratio of every pair of rates."""
    size = sum(len(contract.data) for contract in contracts)
    speed = {name: size / 1e6 / timing.seconds(len(contracts)) for name, timing in timings.items()}
    return {
        "contracts": len(contracts),
        "bytes": size,
        "mb_per_second": {name: round(rate, 5) for name, rate in speed.items()},
        "ratio": {
            f"{one}/{other}": round(speed[one] / speed[other], 3)
            for one in speed
            for other in speed
            if one != other
        },
        "first_pass_mb_per_second": {
            name: round(size / 1e6 / sum(timing.runs[0][: len(contracts)]), 5)
            for name, timing in timings.items()
        },
        "runs_seconds": {
            name: [round(sum(run[: len(contracts)]), 4) for run in timing.runs]
            for name, timing in timings.items()
        },
    }


def compare(options: argparse.Namespace) -> dict[str, Any]:
    """The whole comparison as one JSON-ready report."""
    chosen = choose(options.texts, options.count + WARM_UP_COUNT)
    contracts = chosen[: options.count]
    engines, missing = load_engines(list(ENGINES))
    warm_up(engines, chosen[-WARM_UP_COUNT:])
    lexnlp_count = min(options.lexnlp_count or len(contracts), len(contracts))
    limits = {"lexnlp_count": lexnlp_count, "lexnlp_repeat": options.lexnlp_repeat}
    report: dict[str, Any] = {"machine": machine(), "not_measured": missing, "repetitions": options.repeat}
    if options.lexnlp:
        with lexnlp_worker(options.lexnlp) as lexnlp:
            timings = measure(engines, contracts, options.repeat, lexnlp=lexnlp, **limits)
        report["lexnlp"] = lexnlp_report(lexnlp, options.lexnlp_repeat)
    else:
        timings = measure(engines, contracts, options.repeat, lexnlp=None, **limits)
        missing["lexnlp"] = "not measured: no --lexnlp interpreter given"
    own = {name: timing for name, timing in timings.items() if name != "lexnlp"}
    report["all"] = rates(own if lexnlp_count < len(contracts) else timings, contracts)
    if "lexnlp" in timings and lexnlp_count < len(contracts):
        report["lexnlp_part"] = rates(timings, contracts[:lexnlp_count])
    report["files"] = [contract.path.name for contract in contracts]
    return report


def lexnlp_report(lexnlp: LexNLP, repeat: int) -> dict[str, Any]:
    """LexNLP's environment, where its time went, and the calls that raised."""
    total = sum(lexnlp.seconds_by_function.values())
    shares = {name: round(spent / total, 4) for name, spent in lexnlp.seconds_by_function.items()}
    return {**lexnlp.about, "repetitions": repeat, "share_of_time": shares, "errors": lexnlp.errors}


def print_comparison(report: dict[str, Any]) -> None:
    """The report for a reader."""
    about = report["machine"]
    print(
        f"{about['cpu']}, {about['cores']} cores, Python {about['python']}, "
        f"medians of {report['repetitions']} repetitions"
    )
    for name, reason in report["not_measured"].items():
        print(f"{name}: {reason}")
    print_rates("all chosen contracts", report["all"])
    if "lexnlp_part" in report:
        print_rates("the contracts that LexNLP was given, for every program", report["lexnlp_part"])
    if "lexnlp" in report:
        shares = sorted(report["lexnlp"]["share_of_time"].items(), key=lambda item: -item[1])
        print("LexNLP's time: " + ", ".join(f"{name} {share:.0%}" for name, share in shares))
        for error in report["lexnlp"]["errors"]:
            print(f"LexNLP error: {error}")


def print_rates(title: str, part: dict[str, Any]) -> None:
    """One table of rates and ratios."""
    print(f"\n{title}: {part['contracts']} contracts, {part['bytes'] / 1e6:.2f} MB")
    for name, rate in part["mb_per_second"].items():
        first = part["first_pass_mb_per_second"][name]
        print(f"  {name:10s} {rate:10.4f} MB/s, first pass {first:.4f} MB/s")
    for pair, ratio in part["ratio"].items():
        print(f"  {pair:20s} {ratio:10.3f}")


def write_json(report: dict[str, Any], target: Path) -> None:
    """Write a report where the next reader looks for it."""
    target.parent.mkdir(parents=True, exist_ok=True)
    target.write_text(json.dumps(report, indent=2) + "\n", encoding="utf-8")
    print(f"\nwritten to {target}")


def parse_arguments() -> argparse.Namespace:
    """The command line."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0] if __doc__ else None)
    parser.add_argument("--texts", type=Path, required=True, help="folder of .txt contracts")
    parser.add_argument("--count", type=int, default=40, help="how many contracts to measure on")
    parser.add_argument("--repeat", type=int, default=5, help="repetitions of the in-process programs")
    parser.add_argument("--lexnlp", type=Path, help="the Python of LexNLP's environment")
    parser.add_argument("--lexnlp-count", type=int, help="give LexNLP only the first N of the contracts")
    parser.add_argument("--lexnlp-repeat", type=int, default=1, help="repetitions of LexNLP")
    parser.add_argument("--curve", action="store_true", help="time growing and hostile inputs instead")
    parser.add_argument("--engine", choices=sorted(ENGINES), default="dealterms", help="what --curve times")
    parser.add_argument("--max-mb", type=float, default=100.0, help="largest input of --curve")
    parser.add_argument("--time-limit", type=float, default=600.0, help="seconds for one input of --curve")
    parser.add_argument("--out", type=Path, help="where to write the JSON report")
    return parser.parse_args()


def main() -> None:
    """Run the comparison, or with --curve the curve."""
    options = parse_arguments()
    if options.curve:
        _, missing = load_engines([options.engine])
        if missing:
            raise SystemExit(f"{options.engine} {missing[options.engine]}")
        paragraphs = curve.paragraphs_of([contract.data for contract in choose(options.texts, options.count)])
        report = curve.measure(
            options.engine, paragraphs, max_mb=options.max_mb, time_limit=options.time_limit
        )
        write_json(report, options.out or RESULTS / "speed_curve.json")
        return
    report = compare(options)
    print_comparison(report)
    write_json(report, options.out or RESULTS / "speed.json")


if __name__ == "__main__":
    main()
