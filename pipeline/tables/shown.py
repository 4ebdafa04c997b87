"""A table for a person to read, on a terminal or in a file."""

from __future__ import annotations

import re
from typing import IO

from rich import box
from rich.console import Console
from rich.table import Table as Printed
from rich.text import Text as Words

from pipeline.shown import printable
from pipeline.tables.cells import plain
from pipeline.tables.table import Table

_WIDTH = 140  # where the output is no terminal
_LONGEST = 200  # characters of a cell
_BREAK = re.compile(r"[\t\n\r]+")


def write_shown(table: Table, stream: IO[str], *, title: str | None = None) -> None:
    """Write the table to `stream`, long cells cut short; of no rows only that there are none."""
    console = Console(
        file=stream, width=None if stream.isatty() else _WIDTH, highlight=False, emoji=False, markup=False
    )
    printed = Printed(box=box.SIMPLE_HEAD, title=title, title_justify="left", title_style="bold")
    for column in table.columns:
        printed.add_column(
            Words(_cell(column.name)),
            justify="right" if column.type in ("integer", "decimal") else "left",
            overflow="fold",
        )
    for row in table.checked_rows():
        printed.add_row(*(Words(_cell(plain(value))) for value in row))
    console.print(printed if printed.row_count else "no rows")


def _cell(words: str) -> str:
    """Words that keep to their cell and cannot command the terminal."""
    words = printable(_BREAK.sub(" ", words))
    return words if len(words) <= _LONGEST else words[: _LONGEST - 1] + "…"
