"""Pages of PDF a second: loading with offsets and boxes, against pdfplumber's `extract_text` on them.

    python -m benchmarks.pdf_pages DIR… [--repeat R] [--json FILE]

The two take turns on each file, in one process, on processor time; medians over the repetitions.
"""

from __future__ import annotations

import argparse
import io
import json
import time
from collections.abc import Callable, Sequence
from pathlib import Path
from statistics import median
from typing import Any

import pdfplumber

from benchmarks.engines import machine
from pipeline.load import load


def loaded(data: bytes, name: str) -> int:
    """Load a PDF; the number of its pages."""
    (text,) = load(data, name).texts
    return text.source.pages or 0


def plumbed(data: bytes, _name: str) -> int:
    """Extract the text of each page of a PDF with pdfplumber; the number of its pages."""
    with pdfplumber.open(io.BytesIO(data)) as pdf:
        for page in pdf.pages:
            page.extract_text()
            page.close()
        return len(pdf.pages)


PROGRAMS: dict[str, Callable[[bytes, str], int]] = {"dealterms": loaded, "pdfplumber": plumbed}


def measure(files: Sequence[Path], repeat: int) -> dict[str, Any]:
    """Pages a second of both, and their ratio."""
    seconds: dict[str, list[float]] = {name: [] for name in PROGRAMS}
    contents = [(file.read_bytes(), file.name) for file in files]
    pages = sum(plumbed(*content) for content in contents[:1])  # imports and first uses are not timed
    loaded(*contents[0])
    for _ in range(repeat):
        took = dict.fromkeys(PROGRAMS, 0.0)
        pages = 0
        for content in contents:
            counted = set()
            for name, program in PROGRAMS.items():
                start = time.process_time()
                counted.add(program(*content))
                took[name] += time.process_time() - start
            if len(counted) != 1:
                raise SystemExit(f"{content[1]}: the programs count different pages")
            pages += counted.pop()
        for name, value in took.items():
            seconds[name].append(value)
    rates = {name: pages / median(values) for name, values in seconds.items()}
    return {
        "files": len(files),
        "pages": pages,
        "pages_a_second": {name: round(rate, 1) for name, rate in rates.items()},
        "ratio": round(rates["dealterms"] / rates["pdfplumber"], 2),
    }


def main() -> None:
    """Print the rates, and write them where asked."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("folders", type=Path, nargs="+", metavar="DIR")
    parser.add_argument("--repeat", type=int, default=3)
    parser.add_argument("--json", type=Path)
    options = parser.parse_args()
    files = sorted(file for folder in options.folders for file in folder.glob("*.pdf"))
    told = {"machine": machine(), "repetitions": options.repeat, **measure(files, options.repeat)}
    print(json.dumps(told, indent=2))
    if options.json:
        options.json.write_text(json.dumps(told, indent=2) + "\n", encoding="utf-8")


if __name__ == "__main__":
    main()
