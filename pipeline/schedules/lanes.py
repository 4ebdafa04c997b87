"""What a timeline draws: a lane a duty, grouped by who is bound, and lanes for damages and their payment."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from decimal import Decimal
from typing import Literal

from obligations.damages import Owed
from obligations.registration_rights.defaults import Charge
from obligations.rounding import total
from obligations.schedule import Row, Schedule
from pipeline.schedules import rows, wording
from pipeline.schedules.states import is_unpaid, payment_state

MarkKind = Literal["due", "nominal", "done", "payment"]
BarKind = Literal["window", "late", "damages"]

MOST_HOLDERS = 15  # with a lane of their own; more are drawn as one
_ONE_DAY = timedelta(days=1)


@dataclass(frozen=True, slots=True)
class Mark:
    """A day on a lane."""

    kind: MarkKind
    day: date
    title: str


@dataclass(frozen=True, slots=True)
class Bar:
    """Days of a lane, half-open, with an amount where there is one."""

    kind: BarKind
    start: date
    end: date
    title: str
    amount: str = ""


@dataclass(frozen=True, slots=True)
class Lane:
    """One line of the timeline: what it is, what stands beside it, and what is drawn on it."""

    label: str
    cite: str
    title: str
    state: str  # a status, for its colour
    beside: str  # the status in words, or an amount
    day: str
    bars: tuple[Bar, ...]
    marks: tuple[Mark, ...]


@dataclass(frozen=True, slots=True)
class Group:
    """Lanes under one head."""

    name: str
    lanes: tuple[Lane, ...]


def groups(schedule: Schedule) -> list[Group]:
    """The lanes by obligor, in the order of their first day, then damages and payments."""
    by_obligor: dict[str, list[Lane]] = {}
    for row in rows.dated(schedule):
        by_obligor.setdefault(wording.who(row), []).append(_lane(row, schedule.as_of))
    found = [Group(obligor, tuple(lanes)) for obligor, lanes in by_obligor.items()]
    if schedule.damages is None:
        return found
    many = len(schedule.damages.totals) > MOST_HOLDERS
    found.append(Group("Damages", tuple(_damages(schedule.damages.charges, many=many))))
    found.append(Group("Payments of damages", tuple(_payments(schedule, many=many))))
    return [group for group in found if group.lanes]


def days(lanes: Iterable[Lane]) -> set[date]:
    """Every day that is drawn."""
    found = {mark.day for lane in lanes for mark in lane.marks}
    return found | {day for lane in lanes for bar in lane.bars for day in (bar.start, bar.end)}


def _lane(row: Row, as_of: date | None) -> Lane:
    assert row.perform_by is not None
    marks = []
    if row.nominal and row.nominal != row.perform_by:
        nominal = f"due {wording.day(row.nominal)}, moved to {wording.day(row.perform_by)}"
        marks.append(Mark("nominal", row.nominal, nominal))
    marks.append(Mark("due", row.perform_by, f"perform by {wording.day(row.perform_by)}"))
    marks += [Mark("due", day, f"again {wording.day(day)}") for day in row.dates if day != row.nominal]
    if row.done and (as_of is None or row.done <= as_of):
        marks.append(Mark("done", row.done, f"done {wording.day(row.done)}"))
    bars = []
    if row.first and row.first < row.perform_by:
        window = f"from {wording.day(row.first)} to {wording.day(row.perform_by)}"
        bars.append(Bar("window", row.first, _next(row.perform_by), window))
    until = row.done if row.status == "late" else as_of if row.status == "overdue" else None
    if until and until > row.perform_by:
        bars.append(Bar("late", row.perform_by, until, wording.status(row)))
    title = "\n".join(
        part
        for part in (
            f"{wording.who(row)}: {wording.what(row)}",
            f"clause {wording.line(row.clause)}" if row.clause else "",
            f"perform by {wording.day(row.perform_by)}: {wording.status(row)}",
            wording.why(row),
        )
        if part
    )
    return Lane(
        wording.what(row),
        wording.line(row.clause),
        title,
        row.status,
        wording.status(row),
        wording.day(row.perform_by),
        tuple(bars),
        tuple(marks),
    )


def _damages(charges: Iterable[Charge], *, many: bool) -> Iterator[Lane]:
    """A lane a holder and default, or a lane a default where there are many holders."""
    by_lane: dict[tuple[str, str], list[Charge]] = {}
    for charge in charges:
        by_lane.setdefault(("" if many else charge.holder, charge.failure), []).append(charge)
    for (holder, failure), of_lane in by_lane.items():
        spans: dict[tuple[date, date], list[Decimal]] = {}
        for charge in of_lane:
            if charge.from_ and charge.to:
                spans.setdefault((charge.from_, _next(charge.to)), []).append(charge.amount)
        holders = len({charge.holder for charge in of_lane})
        name = wording.line(holder) or wording.counted(holders, "holder")
        in_all = wording.money(total(charge.amount for charge in of_lane))
        bars = tuple(
            Bar(
                "damages",
                start,
                end,
                f"{wording.money(total(amounts))} for {wording.day(start)} to {wording.day(end - _ONE_DAY)}",
                wording.money(total(amounts)),
            )
            for (start, end), amounts in spans.items()
        )
        title = f"{name}: damages for {wording.spaced(failure)}\n{in_all} before any cap"
        first = min((charge.from_ for charge in of_lane if charge.from_), default=None)
        yield Lane(
            f"{wording.spaced(failure)}, {name}", "", title, "damages", in_all, wording.day(first), bars, ()
        )


def _payments(schedule: Schedule, *, many: bool) -> Iterator[Lane]:
    """A lane a holder with the days on which payments fall due and were made."""
    by_holder: dict[str, list[Owed]] = {}
    for owed in rows.payments(schedule):
        if owed.payment.due is not None and owed.after_cap:
            by_holder.setdefault("" if many else owed.payment.holder, []).append(owed)
    for holder, payments in by_holder.items():
        marks: dict[tuple[MarkKind, date], list[str]] = {}
        for owed in payments:
            words = f"{wording.money(owed.after_cap)} to {wording.line(owed.payment.holder)}"
            assert owed.payment.due is not None
            marks.setdefault(("payment", owed.payment.due), []).append(words)
            if owed.paid and (schedule.as_of is None or owed.paid <= schedule.as_of):
                marks.setdefault(("done", owed.paid), []).append(words)
        unpaid = [one for one in payments if is_unpaid(payment_state(one, schedule.as_of))]
        in_all = total(one.after_cap for one in unpaid)
        name = wording.line(holder) or wording.counted(
            len({one.payment.holder for one in payments}), "holder"
        )
        overdue = any(payment_state(one, schedule.as_of) == "overdue" for one in unpaid)
        yield Lane(
            f"to {name}",
            "",
            f"payments to {name}",
            "overdue" if overdue else "open" if unpaid else "met",
            f"{wording.money(in_all)} unpaid" if unpaid else "paid",
            wording.day((unpaid or payments)[0].payment.due),
            (),
            tuple(_payment_mark(kind, day, words) for (kind, day), words in marks.items()),
        )


def _payment_mark(kind: MarkKind, day: date, words: list[str]) -> Mark:
    how = "falls due" if kind == "payment" else "paid"
    listed = "; ".join(words[:MOST_HOLDERS]) + (" …" if len(words) > MOST_HOLDERS else "")
    return Mark(kind, day, f"{how} {wording.day(day)}: {listed}")


def _next(day: date) -> date:
    return day + _ONE_DAY if day < date.max else day
