"""What became of a payment, and what a schedule is sorted into."""

from datetime import date
from decimal import Decimal

import pytest

from obligations.damages import Owed
from obligations.registration_rights.payments import Payment
from pipeline.schedules import rows, wording
from pipeline.schedules.states import payment_state
from tests.schedules import schedules

DUE = date(2004, 5, 10)
BEFORE, AFTER = date(2004, 5, 7), date(2004, 5, 11)


@pytest.mark.parametrize(
    ("due", "kept", "paid", "as_of", "state"),
    [
        (DUE, "5.00", BEFORE, AFTER, "paid"),
        (DUE, "5.00", DUE, AFTER, "paid"),
        (DUE, "5.00", AFTER, AFTER, "paid_late"),
        (DUE, "5.00", AFTER, DUE, "open"),  # paid only after the day of the schedule
        (DUE, "5.00", None, DUE, "open"),
        (DUE, "5.00", None, AFTER, "overdue"),
        (DUE, "5.00", None, None, "open"),
        (None, "5.00", None, AFTER, "no_date"),
        (None, "5.00", BEFORE, AFTER, "paid"),
        (DUE, "0.00", None, AFTER, "capped"),
    ],
)
def test_a_payment(due: date | None, kept: str, paid: date | None, as_of: date | None, state: str) -> None:
    """A payment is in time on its day, and not made before the day of the schedule."""
    owed = Owed(Payment("A", "late_filing", due, Decimal("9.00")), Decimal(kept), paid, None)
    assert payment_state(owed, as_of) == state


def test_rows_fall_into_three() -> None:
    """Dated rows go by their day; those that wait for a fact and those that name no day stand apart."""
    found = schedules.small()
    assert [row.id for row in rows.dated(found)] == [
        "filing_deadline",
        "4(a)#1",
        "2(e)#1",
        "3(b)#1",
        "3(a)#1",
    ]
    assert [row.id for row in rows.undecided(found)] == ["3(d)#1"]
    assert [row.id for row in rows.without_day(found)] == ["6#1"]


def test_facts_that_are_lacking_name_their_rows() -> None:
    """Each fact once, with all that wants it."""
    lacking = rows.lacking(schedules.undated())
    assert lacking["closing_date"] == ["filing_deadline", "3(a)#1", "damages"]
    assert lacking["request"] == ["4(a)#1"]


def test_a_status_in_words() -> None:
    """A status says by how many days."""
    by_id = {row.id: wording.status(row) for row in schedules.small().rows}
    assert by_id == {
        "filing_deadline": "late by 15 days",
        "3(b)#1": "open",
        "4(a)#1": "overdue by 67 days",
        "3(a)#1": "open",
        "2(e)#1": "right",
        "3(d)#1": "not triggered",
        "6#1": "no day",
    }
