"""A table as CSV (RFC 4180), row by row in constant memory.

Days are written by ISO 8601, numbers digit for digit, no value as an empty cell. Text that a spreadsheet
would compute gets an apostrophe in front (`guarded`). Numbers, which begin with `-` when they are negative,
are no text and get none.
"""

from __future__ import annotations

import csv
from typing import IO

from pipeline.tables.cells import guarded, plain
from pipeline.tables.table import Table, Value


def write_csv(table: Table, stream: IO[str]) -> None:
    """Write a head row and the rows to `stream`, which leaves line ends alone (`newline=""`)."""
    writer = csv.writer(stream, lineterminator="\r\n")
    writer.writerow([guarded(plain(name)) for name in table.head])
    for row in table.checked_rows():
        writer.writerow([_cell(value) for value in row])


def _cell(value: Value) -> str:
    return guarded(plain(value)) if isinstance(value, str) else plain(value)
