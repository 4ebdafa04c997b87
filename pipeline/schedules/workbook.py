"""A schedule as a workbook (XLSX): one table a sheet, days as days, money as numbers and as exact text.

A cell of a workbook holds a binary float, so each amount stands a second time as text, digit for digit. No
text becomes a formula or a link. The same schedule gives the same bytes.
"""

from __future__ import annotations

import io
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal
from typing import Any

import xlsxwriter

from obligations.agreement import Agreement
from obligations.damages import Damages, Owed
from obligations.registration_rights.defaults import Charge
from obligations.rounding import total
from obligations.schedule import Row, Schedule
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
_Cells = tuple[_Cell, ...]


@dataclass(frozen=True, slots=True)
class _Sheet:
    """A table: the width of each column by its title, and the rows."""

    name: str
    columns: Mapping[str, int]
    rows: tuple[_Cells, ...]


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


def _sheets(schedule: Schedule, agreement: Agreement | None) -> tuple[_Sheet, ...]:
    ordered = (*rows.dated(schedule), *rows.undecided(schedule), *rows.without_day(schedule))
    damages = schedule.damages
    return (
        _Sheet("Obligations", _OBLIGATION, tuple(map(_obligation, ordered))),
        _Sheet("Damages", _CHARGE, tuple(map(_charge, damages.charges if damages else ()))),
        _Sheet("Payments", _PAYMENT, tuple(_payment(owed, schedule) for owed in rows.payments(schedule))),
        _Sheet(
            "Totals",
            _TOTAL,
            tuple(_total(damages, schedule, holder) for holder in damages.totals) if damages else (),
        ),
        _Sheet("Facts lacking", _LACKING, tuple(_lacking(schedule, agreement))),
    )


_OBLIGATION = {
    "id": 18,
    "clause": 10,
    "obligor": 16,
    "obligation": 48,
    "status": 20,
    "due": 12,
    "perform by": 12,
    "first day": 12,
    "done": 12,
    "days late": 9,
    "remarks": 40,
}


def _obligation(row: Row) -> _Cells:
    return (
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


_CHARGE = {
    "holder": 30,
    "for": 20,
    "first day": 12,
    "last day": 12,
    "days": 8,
    "periods": 14,
    "amount": 16,
    "amount, exact": 18,
    "instalment of": 12,
}


def _charge(charge: Charge) -> _Cells:
    return (
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


_PAYMENT = {
    "due": 12,
    "status": 16,
    "holder": 30,
    "for": 20,
    "amount": 16,
    "amount, exact": 18,
    "after cap": 16,
    "after cap, exact": 18,
    "paid": 12,
    "interest": 16,
    "interest, exact": 18,
}


def _payment(owed: Owed, schedule: Schedule) -> _Cells:
    interest = owed.interest.amount if owed.interest else None
    return (
        owed.payment.due,
        wording.payment_status(payment_state(owed, schedule.as_of)),
        owed.payment.holder,
        wording.failure(owed),
        *_twice(owed.payment.amount),
        *_twice(owed.after_cap),
        owed.paid,
        *_twice(interest),
    )


_TOTAL = {
    "holder": 30,
    "total": 16,
    "total, exact": 18,
    "unpaid": 16,
    "unpaid, exact": 18,
    "interest": 16,
    "interest, exact": 18,
    "cut": 12,
}


def _total(damages: Damages, schedule: Schedule, holder: str) -> _Cells:
    owed = [one for one in damages.payments if one.payment.holder == holder]
    unpaid = total(one.after_cap for one in owed if is_unpaid(payment_state(one, schedule.as_of)))
    interest = total(one.interest.amount for one in owed if one.interest)
    cut = "by the cap" if damages.capped.get(holder) else ""
    return (holder, *_twice(damages.totals[holder]), *_twice(unpaid), *_twice(interest), cut)


_LACKING = {"fact or term": 44, "is": 16, "needed for": 60}


def _lacking(schedule: Schedule, agreement: Agreement | None) -> Iterator[_Cells]:
    for name, ids in rows.lacking(schedule).items():
        yield name, "not given", ", ".join(ids)
    for gap in agreement.gaps if agreement else ():
        yield gap.term, wording.spaced(gap.status), gap.needed_for
    for name in schedule.unused:
        yield name, "fits nothing", ""


def _twice(amount: Decimal | None) -> _Cells:
    """An amount as a number and as exact text."""
    return amount, wording.exact(amount)


def _write(book: Any, sheet: _Sheet, formats: dict[str, Any]) -> None:  # noqa: ANN401  # xlsxwriter has no types
    page = book.add_worksheet(sheet.name)
    page.freeze_panes(1, 0)
    page.set_landscape()
    page.fit_to_pages(1, 0)
    page.repeat_rows(0)
    for at, (title, width) in enumerate(sheet.columns.items()):
        page.set_column(at, at, width)
        page.write_string(0, at, title, formats["head"])
    for number, cells in enumerate(sheet.rows, 1):
        for at, cell in enumerate(cells):
            _write_cell(page, number, at, cell, formats)
    if sheet.rows:
        page.autofilter(0, 0, len(sheet.rows), len(sheet.columns) - 1)


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
