"""Seconds per megabyte on inputs of growing size and on hostile ones: anything worse than linear shows.

Every input is analysed in a fresh process that is warmed up first, reports its peak memory and is ended at
the time limit, so that a slow input costs its own line only. Each hostile text is timed at a quarter of a
megabyte and at one, and the growth between the two is given as an exponent: 1 is linear, 2 quadratic.

Each input is run once: a second run would be answered from what spaCy remembers of the first, and hide just
the slow cases. So figures of a few milliseconds are rough.
"""

from __future__ import annotations

import math
import multiprocessing
import random
import resource
import time
from collections.abc import Sequence
from multiprocessing.connection import Connection
from typing import Any

from benchmarks.engines import ENGINES, machine

SIZES_MB = (0.01, 0.1, 1.0, 10.0, 100.0)
HOSTILE_MB = (0.25, 1.0)
SEED = 17

HOSTILE = {
    "opening parentheses": "(",
    "closing parentheses": ")",
    "one one one": "one ",
    "twenty-one hundred and": "twenty-one hundred and ",
    "1.1.1": "1.",
    "digits": "1",
    "Section 1(a)(i)": "Section 1(a)(i)",
    "Section 1(a)(i), spaced": "Section 1(a)(i), ",
    "double quotes": '"',
    "curly quotes": "“",
    "quoted terms": '(the "A") ',
    "means means": '"A" means ',
    "$1,": "$1,",
    "spaces": " ",
    "newlines": "\n",
    "spaces then newline": " \n",
    "tabs": "\t",
    "and and": "and ",
    "January January": "January ",
    "days after days": "days after ",
    "percent": "5% ",
    "capitals": "A",
    "capitalised words": "Acme ",
    "one long word": "a",
    "dots": ".",
    "dot space": ". ",
    "underscores": "_",
    "dashes": "-",
    "opening tags": "<a>",
    "open angle brackets": "<",
    "ampersands": "&",
    "entities": "&amp;",
    "PAGE tags": "<PAGE>\n",
    "table of contents dots": "Section 1 .......... 1\n",
    "enumerators": "(a) ",
    "null bytes": "\0",
    "invalid utf-8": "\udcff",
}


def paragraphs_of(documents: Sequence[bytes]) -> list[bytes]:
    """The paragraphs of all documents, blank lines between them dropped."""
    pieces = (data.replace(b"\r\n", b"\n").split(b"\n\n") for data in documents)
    return [piece for document in pieces for piece in document if piece.strip()]


def grown(paragraphs: Sequence[bytes], size: int) -> bytes:
    """At least `size` bytes of whole paragraphs, each pass over them in a new order; repeatable."""
    order = random.Random(SEED)  # noqa: S311
    pool = list(paragraphs)
    parts: list[bytes] = []
    length = 0
    while length < size:
        order.shuffle(pool)
        for part in pool:
            parts.append(part)
            length += len(part) + 2
            if length >= size:
                break
    return b"\n\n".join(parts)


def hostile(unit: str, size: int) -> bytes:
    """`unit` over and over, cut at `size` bytes; lone surrogates become the raw bytes they stand for."""
    raw = unit.encode("utf-8", errors="surrogateescape")
    return (raw * (size // len(raw) + 1))[:size]


def _child(engine_name: str, data: bytes, warm_up: bytes, pipe: Connection) -> None:
    """In a process of its own: warm up, say so, time, and send seconds and peak memory."""
    engine = ENGINES[engine_name]()
    engine(warm_up, "warm-up.txt")
    pipe.send("ready")
    start = time.perf_counter()
    try:
        engine(data, "input.txt")
    except Exception as error:  # a refused input is a result, and the others go on
        pipe.send({"error": type(error).__name__})
        return
    seconds = time.perf_counter() - start
    peak_kb = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    pipe.send({"seconds": seconds, "peak_mb": round(peak_kb / 1024, 1)})


def timed_apart(engine: str, data: bytes, warm_up: bytes, time_limit: float) -> dict[str, Any]:
    """Time one input in a process of its own: seconds and peak memory, or the error, or `over` the limit."""
    context = multiprocessing.get_context("spawn")
    ours, theirs = context.Pipe()
    process = context.Process(target=_child, args=(engine, data, warm_up, theirs))
    process.start()
    theirs.close()
    try:
        ours.recv()
        return dict(ours.recv()) if ours.poll(time_limit) else {"over": time_limit}
    except EOFError:
        process.join()
        return {"error": f"process ended with status {process.exitcode}"}
    finally:
        process.kill()
        process.join()


def with_rate(outcome: dict[str, Any], size: int) -> dict[str, Any]:
    """The outcome with the input's size and, when it was timed, seconds per megabyte."""
    rate = {"seconds_per_mb": outcome["seconds"] / (size / 1e6)} if "seconds" in outcome else {}
    return {"bytes": size, **outcome, **rate}


def growth(small: dict[str, Any], large: dict[str, Any]) -> float | None:
    """Exponent of time against size between two timed inputs; None when one was not timed."""
    if "seconds" not in small or "seconds" not in large:
        return None
    return math.log(large["seconds"] / small["seconds"]) / math.log(large["bytes"] / small["bytes"])


def line(name: str, row: dict[str, Any]) -> str:
    """One printed line of the report."""
    if "seconds" not in row:
        outcome = f"over {row['over']:.0f} s" if "over" in row else f"error: {row['error']}"
        return f"{name:26s} {row['bytes'] / 1e6:8.2f} MB  {outcome}"
    exponent = f"  growth {row['growth']:.2f}" if row.get("growth") is not None else ""
    return (
        f"{name:26s} {row['bytes'] / 1e6:8.2f} MB {row['seconds']:10.3f} s {row['seconds_per_mb']:9.3f} s/MB "
        f"{row['peak_mb']:9.1f} MB peak{exponent}"
    )


def measure(engine: str, paragraphs: Sequence[bytes], *, max_mb: float, time_limit: float) -> dict[str, Any]:
    """Time `engine` on growing contracts and on hostile texts, printing each line as it comes."""
    warm_up = grown(paragraphs, 20_000)

    def timed(data: bytes) -> dict[str, Any]:
        return with_rate(timed_apart(engine, data, warm_up, time_limit), len(data))

    growing: list[dict[str, Any]] = []
    for size in (round(mb * 1e6) for mb in SIZES_MB if mb <= max_mb):
        row = timed(grown(paragraphs, size))
        if growing:
            row["growth"] = growth(growing[-1], row)
        growing.append(row)
        print(line("contracts", row), flush=True)
        if "seconds" not in row:
            break
    hostiles: dict[str, list[dict[str, Any]]] = {}
    for name, unit in HOSTILE.items():
        small, large = (timed(hostile(unit, round(mb * 1e6))) for mb in HOSTILE_MB)
        large["growth"] = growth(small, large)
        hostiles[name] = [small, large]
        print(line(name, large), flush=True)
    return {"machine": machine(), "engine": engine, "contracts": growing, "hostile": hostiles}
