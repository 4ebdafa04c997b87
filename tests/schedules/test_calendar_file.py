"""The schedule as a calendar."""

from datetime import date, timedelta

import pytest
from icalendar import Calendar, Event

from pipeline.schedules.calendar_file import calendar_file
from tests.schedules import schedules


def events(data: bytes) -> list[Event]:
    """The events of a calendar file."""
    return list(Calendar.from_ical(data).walk("VEVENT"))


def test_what_is_still_to_be_done_is_an_event() -> None:
    """Open and overdue duties and payments not made, all day, in order."""
    found = [
        (event["dtstart"].dt, str(event["summary"])) for event in events(calendar_file(schedules.small()))
    ]
    assert found == [
        (date(2004, 5, 10), "Pay 10,000.00 to Harbor Fund, L.P.: damages for late filing"),
        (date(2004, 9, 9), "Investor: furnish the questionnaire"),
        (date(2004, 11, 26), "Company: respond to comments"),
        (date(2006, 3, 20), "Company: keep it effective"),
    ]


def test_an_event_says_why() -> None:
    """The description has the agreement, the clause, the status and the nominal day."""
    last = events(calendar_file(schedules.small()))[-1]
    assert last["description"].splitlines() == [
        "Registration Rights Agreement",
        "Clause 3(a)",
        "Status: open",
        "Due 2006-03-19, which the law moves to 2006-03-20",
        "from 2004-05-04",
        "Id: 3(a)#1",
    ]
    assert last["dtend"].dt == date(2006, 3, 21)


def test_reminders_lie_ahead() -> None:
    """Reminders whose day has passed are left out."""
    found = events(calendar_file(schedules.small()))
    triggers = [[alarm["trigger"].dt for alarm in event.walk("VALARM")] for event in found]
    three, fortnight = timedelta(days=-3), timedelta(days=-14)
    assert triggers == [[], [], [three], [fortnight, three]]
    own = events(calendar_file(schedules.small(), reminders=(1,)))[-1]
    assert [alarm["trigger"].dt for alarm in own.walk("VALARM")] == [timedelta(days=-1)]


def test_agreements_of_one_title_do_not_share_events() -> None:
    """An id of the document tells them apart; the same document keeps its own."""
    one, same, other = (
        [str(event["uid"]) for event in events(calendar_file(schedules.small(), document=name))]
        for name in ("a", "a", "b")
    )
    assert one == same
    assert not set(one) & set(other)


@pytest.mark.parametrize("name", schedules.SCHEDULES)
def test_any_schedule_is_a_calendar(name: str) -> None:
    """Lines of at most 75 octets, a component at least, ids that are unique, the same bytes each time."""
    data = calendar_file(schedules.SCHEDULES[name]())
    assert data == calendar_file(schedules.SCHEDULES[name]())
    lines = data.split(b"\r\n")
    assert max(map(len, lines)) <= 75
    assert b"\n" not in b"".join(lines)
    calendar = Calendar.from_ical(data)
    assert calendar["version"] == "2.0"
    assert calendar.subcomponents
    ids = [str(part["uid"]) for part in calendar.subcomponents]
    assert len(ids) == len(set(ids))
    for part in calendar.subcomponents:
        assert part["dtstamp"].dt.tzinfo is not None
        assert str(part["summary"]).isprintable()
