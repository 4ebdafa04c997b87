"""A comparison as tables for a person to read."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from itertools import chain, groupby
from textwrap import fill
from typing import IO

from pipeline.compare.comparison import Comparison, Row
from pipeline.compare.wording import cell_words
from pipeline.shown import printable
from pipeline.termsheet.lengths import spaced
from pipeline.termsheet.table import width_of, write_rows

_WIDTH = 120
_LONGEST_TERM = 60  # of which none is broken: a longer one would leave no room for the values
_NARROWEST = 16  # characters of a column that can still be read
_RESULT = 14  # of the column of results
_GAP = 2  # between columns
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

    A column is an agreement; where that many do not fit, each term has a line for each agreement. Terms that
    no agreement states are named below the tables.
    """
    shown = [row for row in comparison.rows if not row.is_silent]
    if differences:
        shown = [row for row in shown if row.is_difference]
    names = [agreement.name for agreement in comparison.agreements]
    wide = _fit(len(names), shown, width_of(stream))
    columns = ("term", "result", *(names if wide else ("agreement", "value")))
    for title, rows in groupby(shown, key=_title):
        write_rows(title, columns, chain.from_iterable(_lines(row, names, wide=wide) for row in rows), stream)
    if not shown:
        stream.write("No difference.\n" if differences else "Nothing is stated.\n")
    silent = [row for row in comparison.rows if row.result == "not_stated" and not row.part]
    if silent and not differences:
        stream.write(fill(f"Stated by none: {_listed(silent)}.", _WIDTH, break_on_hyphens=False) + "\n")


def _fit(columns: int, rows: Iterable[Row], width: int) -> bool:
    """Whether so many agreements fit beside each other."""
    terms = max((len(_term(row)) for row in rows), default=0) + _GAP + _RESULT
    return terms + columns * (_NARROWEST + _GAP) <= width


def _title(row: Row) -> str:
    return _TITLES[row.name.partition(".")[0]]


def _term(row: Row) -> str:
    return row.label if len(row.label) <= _LONGEST_TERM else f"{row.label[: _LONGEST_TERM - 1]}…"


def _lines(row: Row, names: Iterable[str], *, wide: bool) -> Iterator[tuple[str, ...]]:
    """One line for all agreements, or one for each, the first of which names the term and the result."""
    head = (_term(row), spaced(row.result))
    cells = [cell_words(cell, row) for cell in row.cells]
    if wide:
        yield (*head, *cells)
        return
    for name, cell in zip(names, cells, strict=True):
        yield (*head, name, cell)
        head = ("", "")


def _listed(rows: Iterable[Row]) -> str:
    return printable(", ".join(row.label for row in rows))
