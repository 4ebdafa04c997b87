"""A comparison as tables for a person to read."""

from __future__ import annotations

from collections.abc import Iterable
from itertools import groupby
from textwrap import fill
from typing import IO

from pipeline.compare.comparison import Comparison, Row
from pipeline.compare.wording import cell_words
from pipeline.shown import printable
from pipeline.termsheet.lengths import spaced
from pipeline.termsheet.table import write_rows

_WIDTH = 120
_TITLES = {
    "document": "Terms",
    "terms": "Terms",
    "parties": "Parties",
    "clauses": "Clauses",
    "registration_rights": "Deal terms, registration rights",
    "credit": "Deal terms, credit",
}


def write_table(comparison: Comparison, stream: IO[str], *, differences: bool = False) -> None:
    """Write a table for each group of terms to `stream`; with `differences` only rows that may differ.

    Terms that no agreement states are named below the tables.
    """
    shown = [row for row in comparison.rows if not row.is_silent]
    if differences:
        shown = [row for row in shown if row.is_difference]
    columns = ("term", "result", *(agreement.name for agreement in comparison.agreements))
    for title, rows in groupby(shown, key=_title):
        write_rows(title, columns, map(_cells, rows), stream)
    if not shown:
        stream.write("No difference.\n" if differences else "Nothing is stated.\n")
    silent = [row for row in comparison.rows if row.result == "not_stated" and not row.part]
    if silent and not differences:
        stream.write(fill(f"Stated by none: {_listed(silent)}.", _WIDTH, break_on_hyphens=False) + "\n")


def _title(row: Row) -> str:
    return _TITLES[row.name.partition(".")[0]]


def _cells(row: Row) -> tuple[str, ...]:
    return (row.label, spaced(row.result), *(cell_words(cell, row) for cell in row.cells))


def _listed(rows: Iterable[Row]) -> str:
    return printable(", ".join(row.label for row in rows))
