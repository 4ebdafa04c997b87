"""A schedule as a calendar file (RFC 5545): what is still to be done or paid, each a day with reminders.

Nothing looks at a clock, and what an event is known by depends on the agreement, the duty and the day only:
the same schedule gives the same bytes, and a calendar that reads the file again finds its own events.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta

from icalendar import Alarm, Calendar, Event, Journal

from obligations.schedule import Row, Schedule
from pipeline.schedules import rows, wording
from pipeline.schedules.states import is_unpaid, payment_state

_PRODUCT = "-//dealterms//obligations//EN"
_STILL_TO_DO = ("open", "overdue")
_LONGEST_SUMMARY = 120
_NO_DAY = date(2000, 1, 1)  # when a calendar without any day is stamped


@dataclass(frozen=True, slots=True)
class _Entry:
    """An all-day event: what is due on a day. `key` tells it from all others of the agreement."""

    key: str
    day: date
    summary: str
    description: str


def calendar_file(schedule: Schedule, *, document: str = "", reminders: Sequence[int] = (14, 3)) -> bytes:
    """Events for open and overdue obligations with a day, and for payments that are not made.

    `document` is an id that tells agreements of one title apart; `reminders` are days before the event, left
    out where that has passed. Rights, and duties of which nobody said whether they were done, have no event.
    """
    calendar = Calendar()
    calendar.add("prodid", _PRODUCT)
    calendar.add("version", "2.0")
    calendar.add("calscale", "GREGORIAN")
    title = wording.line(schedule.title)
    calendar.add("x-wr-calname", wording.cut(title, _LONGEST_SUMMARY))
    entries = [*_obligations(schedule), *_payments(schedule)]
    for entry in sorted(entries, key=lambda one: (one.day, one.key)):
        calendar.add_component(_event(entry, schedule, document, reminders))
    if not entries:  # RFC 5545 wants one component
        calendar.add_component(_nothing(schedule, document))
    written: bytes = calendar.to_ical()
    return written


def _obligations(schedule: Schedule) -> Iterator[_Entry]:
    for row in rows.dated(schedule):
        if row.status not in _STILL_TO_DO or row.perform_by is None:
            continue
        coming = [day for day in row.dates if schedule.as_of and day >= schedule.as_of]
        for day in dict.fromkeys((row.perform_by, *coming)):
            summary = f"{wording.who(row)}: {wording.what(row)}"
            yield _Entry(wording.line(row.id), day, summary, _about(row))


def _about(row: Row) -> str:
    """The clause, the status and the nominal day, each on a line."""
    parts = [
        f"Clause {wording.line(row.clause)}" if row.clause else "",
        f"Status: {wording.status(row)}",
        f"Due {wording.day(row.nominal)}, which the law moves to {wording.day(row.perform_by)}"
        if row.nominal != row.perform_by
        else "",
        wording.why(row),
        f"Id: {wording.line(row.id)}",
    ]
    return "\n".join(part for part in parts if part)


def _payments(schedule: Schedule) -> Iterator[_Entry]:
    for owed in rows.payments(schedule):
        state = payment_state(owed, schedule.as_of)
        if owed.payment.due is None or not is_unpaid(state):
            continue
        holder, failure = wording.line(owed.payment.holder), wording.failure(owed)
        amount = wording.money(owed.after_cap)
        yield _Entry(
            f"payment {holder} {failure}",
            owed.payment.due,
            f"Pay {amount} to {holder}: damages for {failure}",
            f"Status: {wording.payment_status(state)}\nBefore any cap: {wording.money(owed.payment.amount)}",
        )


def _event(entry: _Entry, schedule: Schedule, document: str, reminders: Sequence[int]) -> Event:
    event = Event()
    event.add("uid", _uid(schedule, document, entry.key, entry.day))
    event.add("dtstamp", _stamp(schedule.as_of or entry.day))
    event.add("dtstart", entry.day)
    if entry.day < date.max:
        event.add("dtend", entry.day + timedelta(days=1))
    event.add("summary", wording.cut(entry.summary, _LONGEST_SUMMARY))
    event.add("description", f"{wording.line(schedule.title)}\n{entry.description}")
    event.add("transp", "TRANSPARENT")
    for before in reminders:
        if schedule.as_of is None or entry.day - timedelta(days=before) >= schedule.as_of:
            event.add_component(_reminder(entry, before))
    return event


def _reminder(entry: _Entry, before: int) -> Alarm:
    alarm = Alarm()
    alarm.add("action", "DISPLAY")
    alarm.add("trigger", timedelta(days=-before))
    when = f"in {wording.counted(before, 'day')}" if before else "today"
    alarm.add("description", f"{when}: {wording.cut(entry.summary, _LONGEST_SUMMARY)}")
    return alarm


def _nothing(schedule: Schedule, document: str) -> Journal:
    note = Journal()
    day = schedule.as_of or _NO_DAY
    note.add("uid", _uid(schedule, document, "nothing", day))
    note.add("dtstamp", _stamp(day))
    note.add("dtstart", day)
    note.add("summary", f"Nothing is open: {wording.cut(wording.line(schedule.title), _LONGEST_SUMMARY)}")
    return note


def _uid(schedule: Schedule, document: str, key: str, day: date) -> str:
    parts = (schedule.title, document, key, day.isoformat())
    digest = hashlib.sha256("\x00".join(parts).encode("utf-8", "surrogatepass")).hexdigest()
    return f"{digest[:32]}@dealterms"


def _stamp(day: date) -> datetime:
    return datetime.combine(day, time(), UTC)
