"""Tables as a workbook (XLSX), a sheet a table, in constant memory.

Days are days. A cell holds a binary float, which gives back fifteen digits: a number that has more is written
as text, digit for digit, and so is a day before the first that spreadsheets count rightly. No text becomes a
formula or a link. What a sheet cannot hold (rows, long text) is continued or cut, and notes in a sheet
of their own say so. The same tables give the same bytes.
"""

from __future__ import annotations

import math
from collections.abc import Iterable
from contextlib import suppress
from dataclasses import dataclass, field
from datetime import date, datetime
from decimal import Decimal
from pathlib import Path
from shutil import copyfileobj
from tempfile import TemporaryDirectory
from typing import IO, Any

import xlsxwriter
from xlsxwriter.exceptions import FileCreateError, XlsxWriterException

from pipeline.errors import OutputError
from pipeline.tables.cells import plain
from pipeline.tables.table import Column, ColumnType, Table, Value

MOST_ROWS = 1_048_576  # of a sheet, its head included
MOST_COLUMNS = 16_384
LONGEST_CELL = 32_767  # in units of UTF-16
LONGEST_NAME = 31
NOTES = "notes"

_Book = Any  # xlsxwriter has no types
_Format = Any

_EPOCH = datetime(2000, 1, 1)  # noqa: DTZ001  # no clock: the same tables give the same bytes
_FIRST_YEAR = 1901  # before it, spreadsheets know no days, or count a day too many
_DIGITS = 15
_UNFIT_FOR_A_NAME = str.maketrans(dict.fromkeys("[]:*?/\\", "-"))
_OPTIONS = {
    "constant_memory": True,
    "strings_to_formulas": False,
    "strings_to_urls": False,
    "strings_to_numbers": False,
    "remove_timezone": True,
}
_WIDTHS: dict[ColumnType, int] = {
    "integer": 12,
    "decimal": 16,
    "date": 12,
    "timestamp": 20,
    "boolean": 9,
}
_WIDTH = 32


@dataclass(slots=True)
class _Cut:
    """How many cells of a column were too long, and the first row that has one."""

    first_row: int
    cells: int = 0
    longest: int = 0


@dataclass(slots=True)
class _Notes:
    """What a reader of the workbook should know of it."""

    taken: set[str] = field(default_factory=lambda: {NOTES, "history"})  # "history" is Excel's own
    rows: list[tuple[Value, ...]] = field(default_factory=list)

    def name(self, wanted: str) -> str:
        """A name for a sheet, near to the one wanted, that no other sheet has."""
        base = wanted.translate(_UNFIT_FOR_A_NAME).strip("'")[:LONGEST_NAME] or "table"
        free, number = base, 1
        while free.casefold() in self.taken:
            number += 1
            tail = f" {number}"
            free = base[: LONGEST_NAME - len(tail)] + tail
        self.taken.add(free.casefold())
        return free


def write_workbook(
    tables: Iterable[Table], stream: IO[bytes], *, title: str = "", most_rows: int = MOST_ROWS
) -> None:
    """Write the workbook to `stream`.

    A table of more than `most_rows` rows, its head included, has several sheets. Nothing is written before
    all tables were read. Raises `OutputError` for a table with more columns than a sheet can have, `OSError`
    where there is no room, in the folder for temporary files either.
    """
    with TemporaryDirectory() as folder:
        path = Path(folder, "book.xlsx")
        book = xlsxwriter.Workbook(path, {**_OPTIONS, "tmpdir": folder})
        try:
            _fill(book, tables, title, most_rows)
            book.close()
        except FileCreateError as error:
            raise OSError(*error.args[0].args) from error
        except BaseException:
            with suppress(XlsxWriterException, OSError):
                book.close()  # which lets go of the temporary files
            raise
        with path.open("rb") as whole:
            copyfileobj(whole, stream)


def _fill(book: _Book, tables: Iterable[Table], title: str, most_rows: int) -> None:
    book.set_properties({"title": plain(title)[:200], "created": _EPOCH})
    formats = {
        "head": book.add_format({"bold": True, "bottom": 1, "text_wrap": True, "valign": "top"}),
        "text": book.add_format({"text_wrap": True, "valign": "top"}),
        "day": book.add_format({"num_format": "yyyy-mm-dd", "align": "left", "valign": "top"}),
        "moment": book.add_format({"num_format": "yyyy-mm-dd hh:mm:ss", "align": "left", "valign": "top"}),
        "number": book.add_format({"valign": "top"}),
    }
    notes = _Notes()
    for table in tables:
        _write_table(book, table, formats, notes, most_rows)
    if notes.rows or not book.worksheets():
        sheet = _Sheet(book, NOTES, tuple(Column(name) for name in ("table", "column", "note")), formats)
        for row in notes.rows:
            sheet.write(row)
        sheet.finish()


def _write_table(
    book: _Book,
    table: Table,
    formats: dict[str, _Format],
    notes: _Notes,
    most_rows: int,
) -> None:
    if len(table.columns) > MOST_COLUMNS:
        has, most = f"{len(table.columns):,}", f"{MOST_COLUMNS:,}"
        raise OutputError(table.name, f"it has {has} columns, and a sheet of a workbook holds {most}")
    cuts: dict[int, _Cut] = {}
    sheet = _Sheet(book, notes.name(table.name), table.columns, formats)
    for number, row in enumerate(table.checked_rows(), 1):
        if sheet.used == most_rows:
            sheet.finish()
            sheet = _Sheet(book, notes.name(table.name), table.columns, formats)
            notes.rows.append((table.name, None, f"goes on in sheet {sheet.name!r} with row {number:,}"))
        for at, length in sheet.write(row):
            cut = cuts.setdefault(at, _Cut(number))
            cut.cells += 1
            cut.longest = max(cut.longest, length)
    sheet.finish()
    for at, cut in sorted(cuts.items()):
        which = f"in {cut.cells:,} rows, the first of them row {cut.first_row:,}"
        note = f"cut to {LONGEST_CELL:,} characters {which}; the longest has {cut.longest:,}"
        notes.rows.append((table.name, table.columns[at].name, note))


class _Sheet:
    """A sheet that is written from its first row to its last."""

    def __init__(
        self,
        book: _Book,
        name: str,
        columns: tuple[Column, ...],
        formats: dict[str, _Format],
    ) -> None:
        self.name = name
        self.used = 1
        self._width = len(columns)
        self._formats = formats
        self._page = book.add_worksheet(name)
        self._page.freeze_panes(1, 0)
        for at, column in enumerate(columns):
            self._page.set_column(at, at, _WIDTHS.get(column.type, _WIDTH))
            self._page.write_string(0, at, _fitting(plain(column.name))[0], formats["head"])

    def write(self, row: Iterable[Value]) -> list[tuple[int, int]]:
        """Write the next row; for each cell that was cut, its column and the length that it had."""
        cut = []
        for at, value in enumerate(row):
            length = self._write_cell(at, value)
            if length:
                cut.append((at, length))
        self.used += 1
        return cut

    def finish(self) -> None:
        """Let the rows be filtered."""
        if self._width:
            self._page.autofilter(0, 0, self.used - 1, self._width - 1)

    def _write_cell(self, at: int, value: Value) -> int:
        """Write a cell; the length of what was cut, or 0."""
        row, page, formats = self.used, self._page, self._formats
        match value:
            case None | "":
                pass
            case bool():
                page.write_boolean(row, at, value)
            case datetime() if value.year >= _FIRST_YEAR and value.tzinfo is None:
                page.write_datetime(row, at, value, formats["moment"])
            case date() if value.year >= _FIRST_YEAR and not isinstance(value, datetime):
                page.write_datetime(row, at, value, formats["day"])
            case int() | float() | Decimal() if is_exact(value):
                page.write_number(row, at, float(value), formats["number"])
            case _:
                words, length = _fitting(plain(value))
                page.write_string(row, at, words, formats["text"])
                return length
        return 0


def is_exact(number: float | Decimal) -> bool:
    """Whether a spreadsheet gives the number back digit for digit: what has fifteen digits or fewer.

    A float is one already, unless it is no number.
    """
    if isinstance(number, float):
        return math.isfinite(number)
    exact = Decimal(number)
    if not exact.is_finite():
        return False
    digits = exact.as_tuple().digits
    return len("".join(map(str, digits)).strip("0")) <= _DIGITS and -300 < exact.adjusted() < 300


def _fitting(words: str) -> tuple[str, int]:
    """The words as far as a cell holds them, and their length where it does not hold all (otherwise 0).

    Lengths are in units of UTF-16, in which spreadsheets count: an emoji is two.
    """
    if len(words) * 2 <= LONGEST_CELL:
        return words, 0
    units = words.encode("utf-16-le")
    length = len(units) // 2
    if length <= LONGEST_CELL:
        return words, 0
    return units[: 2 * (LONGEST_CELL - 1)].decode("utf-16-le", "ignore") + "…", length
