"""A schedule as tables for a person to read."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import IO

from rich import box
from rich.console import Console
from rich.table import Table
from rich.text import Text as Words

from obligations.agreement import Agreement
from obligations.damages import Owed
from obligations.registration_rights.defaults import Charge
from obligations.schedule import Row, Schedule
from obligations.trace import shown
from pipeline.schedules import rows, wording
from pipeline.schedules.other_readings import OtherReading
from pipeline.schedules.states import payment_state

_WIDTH = 140  # where the output is no terminal
_LONGEST_ACTION = 160
_STYLES = {
    "met": "green",
    "kept": "green",
    "breached": "bold red",
    "paid": "green",
    "late": "yellow",
    "paid late": "yellow",
    "overdue": "bold red",
    "needs input": "magenta",
}
_DAYS = {"perform by", "due", "first day", "last day", "paid"}
_RIGHT = {"amount", "after cap", "days", "periods", "interest", "total"}


def write_table(
    schedule: Schedule,
    stream: IO[str],
    *,
    agreement: Agreement | None = None,
    other_readings: Sequence[OtherReading] = (),
    everything: bool = False,
) -> None:
    """Write the schedule's tables to `stream`; duties that name no day are counted unless `everything`.

    `agreement` is asked for what could not be read of it.
    """
    width = None if stream.isatty() else _WIDTH
    console = Console(file=stream, width=width, highlight=False, emoji=False, markup=False)
    console.print()
    console.print(Words(wording.line(schedule.title), style="bold"))
    as_of = f"as of {wording.day(schedule.as_of)}" if schedule.as_of else "as of no day: nothing is overdue"
    console.print(Words(as_of, style="dim"))
    _obligations(console, schedule, everything=everything)
    _damages(console, schedule)
    _lacking(console, schedule, agreement)
    _readings(console, schedule, other_readings)


def _obligations(console: Console, schedule: Schedule, *, everything: bool) -> None:
    dated = rows.dated(schedule)
    undated = ("status", "who", "what", "clause", "id", "")
    _table(console, "Obligations", ("perform by", "due", *undated), map(_dated, dated))
    if not dated:
        console.print("No obligation has a day yet.")
    _table(console, "Without a day so far", undated, map(_undated, rows.undecided(schedule)))
    silent = rows.without_day(schedule)
    if everything:
        _table(console, "Without a day in the agreement", undated, map(_undated, silent))
    elif silent:
        number = wording.counted(len(silent), "duty", "duties")
        console.print(f"Not listed: {number} without a day in the agreement.\n")


def _dated(row: Row) -> tuple[str, ...]:
    nominal = wording.day(row.nominal) if row.nominal != row.perform_by else ""
    return wording.day(row.perform_by), nominal, *_undated(row)


def _undated(row: Row) -> tuple[str, ...]:
    what = wording.cut(wording.what(row), _LONGEST_ACTION)
    return wording.status(row), wording.who(row), what, row.clause or "", row.id, wording.why(row)


def _damages(console: Console, schedule: Schedule) -> None:
    damages = schedule.damages
    if damages is None:
        return
    charged = ("holder", "for", "first day", "last day", "days", "periods", "amount")
    _table(console, "Damages, before any cap", charged, map(_charge, damages.charges))
    paid = ("due", "status", "holder", "for", "amount", "after cap", "paid", "interest")
    payments = (_payment(owed, schedule) for owed in rows.payments(schedule))
    _table(console, "Payments", paid, payments)
    totals = (
        (holder, wording.money(amount), "by the cap" if damages.capped.get(holder) else "")
        for holder, amount in damages.totals.items()
    )
    _table(console, "In all", ("holder", "total", "cut"), totals)
    if not damages.charges:
        known = "no damages are known of" if damages.missing else "no damages are owed"
        console.print(f"On these facts {known}.\n")


def _charge(charge: Charge) -> tuple[str, ...]:
    return (
        charge.holder,
        wording.failure(charge),
        wording.day(charge.from_),
        wording.day(charge.to),
        "" if charge.days is None else str(charge.days),
        wording.periods(charge.periods),
        wording.money(charge.amount),
    )


def _payment(owed: Owed, schedule: Schedule) -> tuple[str, ...]:
    return (
        wording.day(owed.payment.due) or "no day",
        wording.payment_status(payment_state(owed, schedule.as_of)),
        owed.payment.holder,
        wording.failure(owed),
        wording.money(owed.payment.amount),
        wording.money(owed.after_cap),
        wording.day(owed.paid),
        wording.money(owed.interest.amount) if owed.interest else "",
    )


def _lacking(console: Console, schedule: Schedule, agreement: Agreement | None) -> None:
    lacking = ((name, ", ".join(ids)) for name, ids in rows.lacking(schedule).items())
    _table(console, "Facts that are lacking", ("fact", "for"), lacking)
    gaps = agreement.gaps if agreement else ()
    _table(
        console,
        "Terms that are lacking",
        ("term", "is", "needed for", "clause"),
        ((gap.term, wording.spaced(gap.status), gap.needed_for, gap.clause or "") for gap in gaps),
    )
    _table(console, "Facts that fit nothing", ("fact",), ((name,) for name in schedule.unused))


def _readings(console: Console, schedule: Schedule, others: Sequence[OtherReading]) -> None:
    names = rows.readings_of(schedule)
    chosen = ((name, shown(getattr(schedule.readings, name))) for name in names)
    _table(console, "Readings", ("reading", "chosen"), chosen)
    _table(
        console,
        "Under another reading",
        ("reading", "other", "would change"),
        ((other.reading, other.value, "; ".join(other.changes)) for other in others),
    )


def _table(console: Console, title: str, columns: Sequence[str], cells: Iterable[Sequence[str]]) -> None:
    """Print a table, or nothing where it would have no rows. Cells are plain text: no markup is read."""
    table = Table(box=box.SIMPLE_HEAD, pad_edge=False)
    for column in columns:
        table.add_column(
            column,
            overflow="fold",
            no_wrap=column in _DAYS,
            justify="right" if column in _RIGHT else "left",
        )
    for row in cells:
        table.add_row(*(_cell(cell) for cell in row))
    if table.row_count:
        console.print(Words(title, style="bold"))  # a title of the table's own folds at its width
        console.print(table)


def _cell(words: str) -> Words:
    words = wording.line(words)
    style = next((style for state, style in _STYLES.items() if words.partition(" by ")[0] == state), "")
    return Words(words, style=style)
