"""What the values of a schedule are called wherever they are shown.

Names and actions come from documents and facts files and may hold anything: `line` makes one printable line
of them, and every form of the schedule shows them by it.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import date
from decimal import Decimal
from fractions import Fraction

from obligations.damages import Owed
from obligations.registration_rights.defaults import Charge
from obligations.rounding import half_up
from obligations.schedule import Row, Status
from obligations.trace import Step, shown
from pipeline.schedules.states import PaymentState
from pipeline.shown import printable

_LATE = {"late", "overdue"}
_ROW_WORDS: Mapping[Status, str] = {
    "met": "met",
    "late": "late",
    "overdue": "overdue",
    "open": "open",
    "not_triggered": "not triggered",
    "needs_input": "needs input",
    "no_date": "no day",
    "right": "right",
    "kept": "kept",
    "breached": "breached",
}
_PAYMENT_WORDS: Mapping[PaymentState, str] = {
    "paid": "paid",
    "paid_late": "paid late",
    "overdue": "overdue",
    "open": "open",
    "capped": "taken by the cap",
    "no_date": "no day",
}
_PERIOD_PLACES = 4


def line(words: str | None) -> str:
    """The words on one line, with all that does not print as an escape."""
    return printable(" ".join((words or "").split()))


def cut(words: str, longest: int) -> str:
    """The words, or their beginning with an ellipsis."""
    return words if len(words) <= longest else words[: longest - 1].rstrip() + "…"


def spaced(name: str) -> str:
    """A name of ours in words: `late_filing` is "late filing"."""
    return line(name.replace("_", " "))


def day(value: date | None) -> str:
    """A day as ISO 8601 writes it, or nothing."""
    return value.isoformat() if value else ""


def money(amount: Decimal) -> str:
    """An amount with two decimals and its thousands parted; the agreement's currency is not named."""
    return f"{amount:,.2f}"


def exact(amount: Decimal | None) -> str:
    """An amount as plain decimal text, digit for digit."""
    return "" if amount is None else f"{amount:f}"


def periods(of: Fraction) -> str:
    """A number of periods: exact where it is whole, otherwise to four decimals."""
    return str(of) if of.denominator == 1 else f"{half_up(of, _PERIOD_PLACES):f}"


def counted(number: int, noun: str, nouns: str | None = None) -> str:
    """So many of something: "1 day", "13 days"."""
    return f"{number:,} {noun if number == 1 else nouns or f'{noun}s'}"


def status(row: Row) -> str:
    """What became of a row, with the days it is late by."""
    words = _ROW_WORDS[row.status]
    if row.status in _LATE and row.days_late is not None:
        return f"{words} by {counted(row.days_late, 'day')}"
    return words


def status_alone(status: Status) -> str:
    """The words of a status without a row."""
    return _ROW_WORDS[status]


def payment_status(state: PaymentState) -> str:
    """What became of a payment."""
    return _PAYMENT_WORDS[state]


def who(row: Row) -> str:
    """Who is bound or entitled."""
    return line(row.obligor) or "not named"


def what(row: Row) -> str:
    """What is to be done: a duty by its action, anything else with its modality in front."""
    action = line(row.action) or "unnamed"
    return action if row.modality in ("shall", "will") else f"{spaced(row.modality)} {action}"


def why(row: Row) -> str:
    """What a row without a day waits for, and what else there is to say of one that has a day."""
    parts = [
        _of("needs", row.missing),
        _of("waits for", row.waiting) if row.perform_by is None else "",
        line(row.why),
        f"done {day(row.done)}" if row.done else "",
        f"from {day(row.first)}" if row.first else "",
        f"again {', '.join(map(day, row.dates[1:4]))}{' …' if len(row.dates) > 4 else ''}"
        if len(row.dates) > 1
        else "",
        line(row.standard),
        *map(line, row.conditions),
    ]
    return "; ".join(part for part in parts if part)


def failure(of: Charge | Owed) -> str:
    """The default that a charge or a payment is for."""
    return spaced(of.failure if isinstance(of, Charge) else of.payment.failure)


def value(step: Step) -> str:
    """The value of a step of a trace."""
    return line(shown(step.value))


def origin(step: Step) -> str:
    """Where a leaf of a trace was taken from: "fact closing_date", "term rate, 2(c)"."""
    if step.origin is None:
        return ""
    ref = step.origin.ref if step.origin.ref != step.name else ""
    named = f"{step.origin.kind} {line(ref)}".rstrip()
    return f"{named}, {line(step.origin.clause)}" if step.origin.clause else named


def _of(words: str, names: Iterable[str]) -> str:
    listed = ", ".join(map(line, names))
    return f"{words} {listed}" if listed else ""
