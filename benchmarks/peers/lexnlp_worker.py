"""Time LexNLP's seven extractors on files named on standard input, one JSON line out per file.

Runs inside the environment that setup_lexnlp.py builds, and imports nothing of this project. The first
line out describes the environment, each later line answers one path:

    {"file": ..., "bytes": ..., "seconds": {...}, "counts": {...}, "errors": {...}}

The last three are keyed by function. Every generator is read to its end; models are loaded before the first
line. With --items each line also carries what was found, as strings, for comparing accuracy. Start it with
`python -W ignore`: scikit-learn warns about LexNLP's old model files on every load.
"""

from __future__ import annotations

import json
import locale
import platform
import sys
import time
from importlib.metadata import version
from pathlib import Path
from typing import Any

from lexnlp.extract.en.conditions import get_conditions
from lexnlp.extract.en.dates import get_dates
from lexnlp.extract.en.definitions import get_definitions
from lexnlp.extract.en.durations import get_durations
from lexnlp.extract.en.entities.nltk_maxent import get_companies
from lexnlp.extract.en.money import get_money
from lexnlp.extract.en.percents import get_percents

CHAIN = (get_dates, get_durations, get_percents, get_money, get_companies, get_definitions, get_conditions)
PACKAGES = ("lexnlp", "nltk", "regex", "numpy", "scikit-learn", "dateparser")
LEXNLP_ERRORS = (ArithmeticError, AttributeError, LookupError, RuntimeError, TypeError, ValueError)
WARM_UP = (
    'This Agreement is made on March 5, 2010 between Acme Widgets, Inc. (the "Company") and you. The Company '
    "shall pay $1,000 or 5% within thirty (30) days, subject to Section 2."
)


def measure(text: str) -> tuple[dict[str, float], dict[str, list[Any]], dict[str, str]]:
    """Seconds, results and errors of each function of the chain on `text`."""
    seconds, found, errors = {}, {}, {}
    for function in CHAIN:
        start = time.perf_counter()
        try:
            found[function.__name__] = list(function(text))
        except LEXNLP_ERRORS as error:  # one failing extractor must not lose the file's other timings
            errors[function.__name__] = f"{type(error).__name__}: {str(error).strip()[:200]}"
        seconds[function.__name__] = time.perf_counter() - start
    return seconds, found, errors


def answer(path: str, *, with_items: bool) -> dict[str, Any]:
    """The JSON record of one file."""
    data = Path(path).read_bytes()
    seconds, found, errors = measure(data.decode("utf-8", errors="replace"))
    record = {
        "file": path,
        "bytes": len(data),
        "seconds": seconds,
        "counts": {name: len(items) for name, items in found.items()},
        "errors": errors,
    }
    if with_items:
        record["items"] = {name: [str(item) for item in items] for name, items in found.items()}
    return record


def main() -> None:
    """Warm up, describe the environment, then answer every path on standard input."""
    locale.setlocale(locale.LC_NUMERIC, "en_US.UTF-8")  # fails loudly here; LexNLP would drop values silently
    locale.setlocale(locale.LC_NUMERIC, "C")
    _, _, errors = measure(WARM_UP)
    if errors:
        raise SystemExit(f"LexNLP does not work here: {errors}")
    about = {"python": platform.python_version(), "packages": {name: version(name) for name in PACKAGES}}
    print(json.dumps(about), flush=True)
    with_items = "--items" in sys.argv[1:]
    for line in sys.stdin:
        if line.strip():
            print(json.dumps(answer(line.strip(), with_items=with_items)), flush=True)


if __name__ == "__main__":
    main()
