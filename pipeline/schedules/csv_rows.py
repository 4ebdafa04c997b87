"""A schedule as CSV: a row an obligation and a row a payment, for spreadsheets and other programs.

Days are written by ISO 8601, money and counts as plain decimal text, several values of one cell with "; "
between. Spreadsheets compute a cell that begins like a formula, whatever document or facts file it came from:
one that begins with `=`, `+`, `-` or `@` (or their full-width forms) gets an apostrophe in front, and so does
one that begins with an apostrophe, so that taking one apostrophe off always gives the words back. Tabs and
line ends never begin a cell: they become spaces.
"""

from __future__ import annotations

import csv
import io
from collections.abc import Mapping

from obligations.damages import Owed
from obligations.schedule import Row, Schedule
from pipeline.schedules import rows, wording
from pipeline.schedules.states import payment_state
from pipeline.tables.cells import guarded

COLUMNS: Mapping[str, str] = {
    "kind": "obligation or payment",
    "id": "the obligation's id, by which facts say when it was done; empty for a payment",
    "clause": "the clause as the agreement cites it",
    "obligor": "who is bound or entitled",
    "holder": "who is paid; empty for an obligation",
    "modality": "shall, will, may or shall_not",
    "action": "what is to be done; of a payment, the default that it is for",
    "conditions": "what the obligation depends on, in the agreement's words",
    "standard": 'how it is to be done: "promptly"',
    "status": "met, late, overdue, open, not_triggered, needs_input, no_date or right; of a prohibition kept"
    " or breached; of a payment paid, paid_late, overdue, open, capped or no_date",
    "due": "the nominal day that the words give",
    "perform_by": "the last day on which performance is in time",
    "first_day": "the first day of a window",
    "days": "each day of what recurs, up to the day as of which the schedule is made",
    "done": "the day of performance or payment",
    "days_late": "days after the day to perform by, up to performance or the day of the schedule",
    "amount": "a payment before any cap",
    "amount_after_cap": "what the cap leaves of it",
    "interest": "interest on late payment, so far where it is not made",
    "missing": "facts without which the day or the status is not known",
    "waiting": "events that have not happened",
    "why": "why no day can be computed",
}


def csv_text(schedule: Schedule) -> str:
    """A head row, the schedule's rows in the order of the text, and its payments as they fall due."""
    stream = io.StringIO()
    writer = csv.DictWriter(stream, COLUMNS, restval="", lineterminator="\r\n")
    writer.writeheader()
    for row in schedule.rows:
        writer.writerow(_guarded(_obligation(row)))
    for owed in rows.payments(schedule):
        writer.writerow(_guarded(_payment(owed, schedule)))
    return stream.getvalue()


def _obligation(row: Row) -> dict[str, str]:
    return {
        "kind": "obligation",
        "id": row.id,
        "clause": row.clause or "",
        "obligor": row.obligor or "",
        "modality": row.modality,
        "action": row.action,
        "conditions": "; ".join(row.conditions),
        "standard": row.standard or "",
        "status": row.status,
        "due": wording.day(row.nominal),
        "perform_by": wording.day(row.perform_by),
        "first_day": wording.day(row.first),
        "days": "; ".join(map(wording.day, row.dates)),
        "done": wording.day(row.done),
        "days_late": "" if row.days_late is None else str(row.days_late),
        "missing": "; ".join(row.missing),
        "waiting": "; ".join(row.waiting),
        "why": row.why or "",
    }


def _payment(owed: Owed, schedule: Schedule) -> dict[str, str]:
    return {
        "kind": "payment",
        "holder": owed.payment.holder,
        "action": owed.payment.failure,
        "status": payment_state(owed, schedule.as_of),
        "due": wording.day(owed.payment.due),
        "perform_by": wording.day(owed.payment.due),
        "done": wording.day(owed.paid),
        "days_late": str(owed.interest.days) if owed.interest else "",
        "amount": wording.exact(owed.payment.amount),
        "amount_after_cap": wording.exact(owed.after_cap),
        "interest": wording.exact(owed.interest.amount if owed.interest else None),
    }


def _guarded(cells: Mapping[str, str]) -> dict[str, str]:
    return {name: guarded(wording.line(cell)) for name, cell in cells.items()}
