"""A table for a person to read, on a terminal or in a file."""

from __future__ import annotations

import re
from itertools import islice
from typing import IO

from rich import box
from rich.table import Table as Printed
from rich.text import Text as Words

from pipeline.shown import printable
from pipeline.tables.cells import plain
from pipeline.tables.console import console
from pipeline.tables.table import Table

_MOST = 1_000  # rows: rich lays all of them out before the first is printed
_LONGEST = 200  # characters of a cell
_BREAK = re.compile(r"[\t\n\r]+")


def write_shown(table: Table, stream: IO[str], *, title: str | None = None) -> None:
    """Write the table to `stream`, long cells cut short; of no rows only that there are none.

    Of a long table the first rows are shown, and how many there are beside them.
    """
    printed = Printed(box=box.SIMPLE_HEAD, title=title, title_justify="left", title_style="bold")
    for column in table.columns:
        printed.add_column(
            Words(_cell(column.name)),
            justify="right" if column.type in ("integer", "decimal") else "left",
            overflow="fold",
        )
    rows = table.checked_rows()
    for row in islice(rows, _MOST):
        printed.add_row(*(Words(_cell(plain(value))) for value in row))
    output = console(stream)
    output.print(printed if printed.row_count else "no rows")
    if more := sum(1 for _ in rows):
        output.print(f"… and {more:,} rows more; --format csv and jsonl give all")


def _cell(words: str) -> str:
    """Words that keep to their cell and cannot command the terminal."""
    words = printable(_BREAK.sub(" ", words))
    return words if len(words) <= _LONGEST else words[: _LONGEST - 1] + "…"
