"""What a run over all exhibits on EDGAR would cost, worked out on paper from measured figures.

    python -m benchmarks.edgar_cost [--exhibits N] [--kilobytes K] [--out FILE]

Reads `results/scale.json`. Everything is taken to grow with the number of exhibits or with their text, as it
did there; numbers that nobody measured here (how many exhibits there are, how long they are, what a machine
costs) are options, and stand in the table as what was assumed.
"""

from __future__ import annotations

import argparse
import json
from decimal import Decimal
from pathlib import Path
from typing import Any, NamedTuple

from pipeline.batch.columns import TABLES
from pipeline.batch.plan import MOST_BYTES

RESULTS = Path(__file__).parent / "results"
REQUESTS_A_SECOND = 8  # what `dealterms fetch` allows itself of the ten that SEC allows
_BREAKS = """\
What breaks first:

1. The manifest. One process writes and reads it whole, {manifest:,.1f} GB of it, and has some
   {memory:,.1f} GB of memory then. A dataset for each year of filings, or each quarter, keeps it small.
2. The number of files. {parts:,.0f} parts are more than most file systems and stores list in good time.
   Larger parts (`--documents-per-part`) help, up to the eight megabytes of filings that are read in
   one go: {fewest:,.0f} parts then, and a manifest as much smaller.
3. Fetching, if each filing is asked for by itself: {days:,.0f} days. SEC's daily archives hold a day's
   filings in one file, and `dealterms batch` reads them as they are.

Reading itself spreads over as many machines as there are; more filings need no more memory there.
"""


class Assumed(NamedTuple):
    """What the measured figures are applied to."""

    exhibits: int
    kilobytes: Decimal  # of text, of one exhibit
    core_hour: Decimal  # dollars
    gigabyte_month: Decimal  # dollars


def page(measured: list[dict[str, Any]], assumed: Assumed) -> str:
    """The table and what it means, from the rows of `scale.json`; the largest collection counts."""
    small, large = sorted(measured, key=lambda row: int(row["documents"]))[-2:]
    documents = int(large["documents"])
    megabytes = Decimal(large["characters"]) / 10**6
    text = assumed.exhibits * assumed.kilobytes / 1000  # megabytes
    core_hours = text * Decimal(str(large["seconds"]["2"])) * 2 / megabytes / 3600
    stored = text * Decimal(str(large["dataset_megabytes"])) / megabytes / 1000  # gigabytes
    manifest = assumed.exhibits * Decimal(str(large["manifest_megabytes"])) / documents / 1000
    grown = Decimal(str(large["planning_megabytes"])) - Decimal(str(small["planning_megabytes"]))
    memory = assumed.exhibits * max(grown, Decimal(0)) / (documents - int(small["documents"])) / 1000
    parts = Decimal(assumed.exhibits) * large["parts"] / documents
    fewest = text / (MOST_BYTES // 10**6) * len(TABLES)
    days = Decimal(assumed.exhibits) / REQUESTS_A_SECOND / 86400
    rows = [
        ("assumed: exhibits", f"{assumed.exhibits:,}"),
        ("assumed: text of one, kB", f"{assumed.kilobytes}"),
        ("assumed: dollars a core-hour", f"{assumed.core_hour}"),
        ("assumed: dollars a GB and month", f"{assumed.gigabyte_month}"),
        ("measured: documents", f"{documents:,}"),
        ("measured: characters of one", f"{megabytes * 10**6 / documents:,.0f}"),
        ("measured: core-seconds a megabyte of text", f"{core_hours * 3600 / text:.2f}"),
        ("text, GB", f"{text / 1000:,.0f}"),
        ("core-hours", f"{core_hours:,.0f}"),
        ("days on two cores", f"{core_hours / 48:,.1f}"),
        ("hours on a hundred cores", f"{core_hours / 100:,.1f}"),
        ("dollars for them", f"{core_hours * assumed.core_hour:,.2f}"),
        ("dataset, GB", f"{stored:,.0f}"),
        ("dollars a month to keep it", f"{stored * assumed.gigabyte_month:,.2f}"),
        ("parts of the dataset", f"{parts:,.0f}"),
        ("its manifest, GB", f"{manifest:,.1f}"),
        ("memory that grows with the collection, GB", f"{memory:,.1f}"),
        (f"days to fetch one by one, {REQUESTS_A_SECOND} a second", f"{days:,.1f}"),
    ]
    table = "\n".join(f"| {name} | {value} |" for name, value in rows)
    breaks = _BREAKS.format(manifest=manifest, memory=memory, parts=parts, fewest=fewest, days=days)
    return f"| A run over all of EDGAR, on paper | |\n| --- | ---: |\n{table}\n\n{breaks}"


def main() -> None:
    """Print the page as Markdown, and write it where asked."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--exhibits", type=int, default=20_000_000)
    parser.add_argument("--kilobytes", type=Decimal, default=Decimal(55), help="of text, of one exhibit")
    parser.add_argument("--core-hour", type=Decimal, default=Decimal("0.04"), help="dollars")
    parser.add_argument("--gigabyte-month", type=Decimal, default=Decimal("0.023"), help="dollars")
    parser.add_argument("--out", type=Path)
    options = parser.parse_args()
    assumed = Assumed(options.exhibits, options.kilobytes, options.core_hour, options.gigabyte_month)
    measured = json.loads((RESULTS / "scale.json").read_bytes())["rows"]
    words = page(measured, assumed)
    print(words, end="")
    if options.out:
        options.out.write_text(words, encoding="utf-8")


if __name__ == "__main__":
    main()
