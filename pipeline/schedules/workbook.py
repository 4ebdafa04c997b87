"""A schedule as a workbook (XLSX): one table a sheet, days as days, money as numbers and as exact text.

A cell of a workbook holds a binary float, so each amount stands a second time as text, digit for digit. No
text becomes a formula or a link. The same schedule gives the same bytes.
"""

from __future__ import annotations

import io
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal
from typing import Any

import xlsxwriter

from obligations.agreement import Agreement
from obligations.schedule import Schedule
from pipeline.schedules import rows, wording
from pipeline.schedules.states import is_unpaid, payment_state

_EPOCH = datetime(2000, 1, 1)  # noqa: DTZ001  # no clock: the same schedule gives the same bytes
_FIRST_YEAR = 1901  # before it, spreadsheets know no days, or count a day too many
_LONGEST_CELL = 32_000
_OPTIONS = {
    "in_memory": True,
    "strings_to_formulas": False,
    "strings_to_urls": False,
    "strings_to_numbers": False,
    "remove_timezone": True,
}

_Cell = str | int | date | Decimal | None


@dataclass(frozen=True, slots=True)
class _Column:
    title: str
    width: int


@dataclass(frozen=True, slots=True)
class _Sheet:
    name: str
    columns: tuple[_Column, ...]
    cells: tuple[tuple[_Cell, ...], ...]


def workbook(schedule: Schedule, agreement: Agreement | None = None) -> bytes:
    """The workbook's bytes; `agreement` is asked for what could not be read of it."""
    stream = io.BytesIO()
    book = xlsxwriter.Workbook(stream, _OPTIONS)
    as_of = wording.day(schedule.as_of)
    book.set_properties(
        {
            "title": wording.cut(wording.line(schedule.title), 200),
            "subject": f"obligations as of {as_of}" if as_of else "obligations",
            "created": _EPOCH,
        }
    )
    formats = {
        "head": book.add_format({"bold": True, "bottom": 1, "text_wrap": True, "valign": "top"}),
        "text": book.add_format({"text_wrap": True, "valign": "top"}),
        "day": book.add_format({"num_format": "yyyy-mm-dd", "align": "left", "valign": "top"}),
        "money": book.add_format({"num_format": "#,##0.00", "valign": "top"}),
        "count": book.add_format({"num_format": "0", "valign": "top"}),
    }
    for sheet in _sheets(schedule, agreement):
        _write(book, sheet, formats)
    book.close()
    return stream.getvalue()


def _sheets(schedule: Schedule, agreement: Agreement | None) -> Iterable[_Sheet]:
    yield _Sheet(
        "Obligations",
        _columns(
            "id:18 clause:10 obligor:16 obligation:48 status:20 due:12 perform by:12 first day:12 done:12"
            " days late:9 remarks:40"
        ),
        tuple(
            (
                row.id,
                row.clause,
                wording.who(row),
                wording.what(row),
                wording.status(row),
                row.nominal,
                row.perform_by,
                row.first,
                row.done,
                row.days_late,
                wording.why(row),
            )
            for row in (*rows.dated(schedule), *rows.undecided(schedule), *rows.without_day(schedule))
        ),
    )
    charges = schedule.damages.charges if schedule.damages else ()
    yield _Sheet(
        "Damages",
        _columns(
            "holder:30 for:20 first day:12 last day:12 days:8 periods:14 amount:16 amount, exact:18 paid on:12"
        ),
        tuple(
            (
                charge.holder,
                wording.failure(charge),
                charge.from_,
                charge.to,
                charge.days,
                str(charge.periods),
                charge.amount,
                wording.exact(charge.amount),
                charge.on,
            )
            for charge in charges
        ),
    )
    yield _Sheet(
        "Payments",
        _columns(
            "due:12 status:16 holder:30 for:20 amount:16 amount, exact:18 after cap:16 after cap, exact:18"
            " paid:12 interest:16 interest, exact:18"
        ),
        tuple(
            (
                owed.payment.due,
                wording.payment_status(payment_state(owed, schedule.as_of)),
                owed.payment.holder,
                wording.failure(owed),
                owed.payment.amount,
                wording.exact(owed.payment.amount),
                owed.after_cap,
                wording.exact(owed.after_cap),
                owed.paid,
                owed.interest.amount if owed.interest else None,
                wording.exact(owed.interest.amount if owed.interest else None),
            )
            for owed in rows.payments(schedule)
        ),
    )
    yield _Sheet(
        "Totals",
        _columns(
            "holder:30 total:16 total, exact:18 unpaid:16 unpaid, exact:18 interest:16 interest, exact:18 cut:12"
        ),
        tuple(_total(schedule, holder) for holder in rows.holders(schedule)),
    )
    yield _Sheet(
        "Facts lacking",
        _columns("fact or term:44 is:16 needed for:60"),
        (
            *((name, "not given", ", ".join(ids)) for name, ids in rows.lacking(schedule).items()),
            *((gap.term, wording.spaced(gap.status), gap.needed_for) for gap in _gaps(agreement)),
            *((name, "fits nothing", "") for name in schedule.unused),
        ),
    )


def _total(schedule: Schedule, holder: str) -> tuple[_Cell, ...]:
    assert schedule.damages is not None
    owed = [one for one in schedule.damages.payments if one.payment.holder == holder]
    unpaid = sum(
        (one.after_cap for one in owed if is_unpaid(payment_state(one, schedule.as_of))), Decimal("0.00")
    )
    interest = sum((one.interest.amount for one in owed if one.interest), Decimal("0.00"))
    total = schedule.damages.totals[holder]
    cut = "by the cap" if schedule.damages.capped.get(holder) else ""
    pairs = [cell for amount in (total, unpaid, interest) for cell in (amount, wording.exact(amount))]
    return (holder, *pairs, cut)


def _gaps(agreement: Agreement | None) -> Sequence[Any]:
    return agreement.gaps if agreement else ()


def _columns(words: str) -> tuple[_Column, ...]:
    """Columns from "title:width title:width"; a title may hold spaces."""
    columns, title = [], ""
    for piece in words.split(" "):
        name, _, width = piece.partition(":")
        title = f"{title} {name}".strip()
        if width:
            columns.append(_Column(title, int(width)))
            title = ""
    return tuple(columns)


def _write(book: Any, sheet: _Sheet, formats: dict[str, Any]) -> None:  # noqa: ANN401  # xlsxwriter has no types
    page = book.add_worksheet(sheet.name)
    page.freeze_panes(1, 0)
    page.set_landscape()
    page.fit_to_pages(1, 0)
    page.repeat_rows(0)
    for at, column in enumerate(sheet.columns):
        page.set_column(at, at, column.width)
        page.write_string(0, at, column.title, formats["head"])
    for number, cells in enumerate(sheet.cells, 1):
        for at, cell in enumerate(cells):
            _write_cell(page, number, at, cell, formats)
    if sheet.cells:
        page.autofilter(0, 0, len(sheet.cells), len(sheet.columns) - 1)


def _write_cell(page: Any, row: int, at: int, cell: _Cell, formats: dict[str, Any]) -> None:  # noqa: ANN401
    match cell:
        case None | "":
            pass
        case date() if cell.year >= _FIRST_YEAR:
            page.write_datetime(row, at, cell, formats["day"])
        case date():
            page.write_string(row, at, cell.isoformat(), formats["text"])
        case Decimal():
            page.write_number(row, at, float(cell), formats["money"])
        case int():
            page.write_number(row, at, cell, formats["count"])
        case str():
            page.write_string(row, at, wording.cut(wording.line(cell), _LONGEST_CELL), formats["text"])
