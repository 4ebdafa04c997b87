"""Damages clauses as they are drafted in practice, their charges and payments worked out with paper and pencil.

Every case is one default of filing: its nominal day, the day of filing, and what is owed on one basis.
"""

from datetime import date
from decimal import Decimal
from typing import Any

import pytest

from obligations.agreement import Agreement, FactSheet, PaidOn
from obligations.damages import Damages
from obligations.reading_in import read
from obligations.schedule import schedule

Entry = dict[str, Any]


def days(count: int, unit: str = "days") -> Entry:
    """So many days."""
    return {"count": str(count), "unit": unit}


def owed(
    terms: Entry, due: str, filed: str | None, basis: str, as_of: str = "2006-01-01", **facts: Any
) -> Damages:
    """What is owed for a filing due on a day."""
    agreement = read(
        Agreement,
        {
            "title": "RRA",
            "governing_law": "New York",
            "registration_rights": {
                "agreement": "RRA",
                "filing_deadline": {"expression": {"op": "fixed", "iso": due}},
                "liquidated_damages": terms,
            },
        },
    )
    known = FactSheet(
        as_of=date.fromisoformat(as_of),
        events={"filed": date.fromisoformat(filed) if filed else None, "declared_effective": None},
        amounts={"A": Decimal(basis)},
        **facts,
    )
    found = schedule(agreement, known).damages
    assert found
    return found


def told(found: Damages) -> tuple[list[str], list[tuple[str, str]]]:
    """The charges, and each payment with its day after the cap."""
    return (
        [str(one.amount) for one in found.charges],
        [(str(one.payment.due), str(one.after_cap)) for one in found.payments],
    )


THIRTY = {"rate": "0.02", "period": days(30)}
AFTER_TEN = {**THIRTY, "due": {"of": "period_end", "after": days(10, "business_days")}}
MONTHLY = {"rate": "0.02", "period": days(1, "months"), "instalments": True}
STEPPED = {
    "rate": "0.0025", "period": days(1, "years"), "step": {"after": days(90), "rate": "0.005"},
}  # fmt: skip
RATCHET = {
    "rate": "0.005", "period": days(1, "years"), "step": {"increment": "0.005", "every": days(90)},
}  # fmt: skip
ANY_PART = {**THIRTY, "proration": "any_part", "due": {"of": "demand", "after": days(3, "business_days")}}
CAPPED = {"rate": "0.01", "period": days(30), "cap": {"fraction": "0.10"}}
MONTH_END = {"rate": "0.01", "period": days(1, "months"), "due": {"of": "month_end", "after": days(7)}}
QUARTERS = {**MONTH_END, "due": {"of": "dates", "dates": ["--03-31", "--06-30"]}}
GRACE = {"rate": "0.01", "period": days(30), "grace": days(10, "business_days")}


@pytest.mark.parametrize(
    ("terms", "due", "filed", "basis", "charges", "payments"),
    [
        # Saturday 31 January 2004 may be met on Monday 2 February; a day later is late, from the 31st on.
        (AFTER_TEN, "2004-01-31", "2004-02-02", "1000000", [], []),
        # Three days of thirty: 20,000 / 10. The default's last day is the 2nd; 3 to 6 and 9 to 13 February are
        # nine business days, and without Presidents' Day the tenth is Tuesday the 17th.
        (AFTER_TEN, "2004-01-31", "2004-02-03", "1000000", ["2000.00"], [("2004-02-17", "2000.00")]),
        # Thirty days end on Sunday 29 February; 1 to 12 March are ten business days. One day more ends on
        # 1 March; 2 to 15 March.
        (AFTER_TEN, "2004-01-31", "2004-03-02", "1000000", ["20666.67"],
         [("2004-03-12", "20000.00"), ("2004-03-15", "666.67")]),
        # Instalments from Wednesday 31 December on, on the last day of each shorter month; then fifteen of the
        # thirty days to 30 April.
        (MONTHLY, "2003-12-31", "2004-04-15", "500000",
         ["10000.00", "10000.00", "10000.00", "10000.00", "5000.00"],
         [("2003-12-31", "10000.00"), ("2004-01-31", "10000.00"), ("2004-02-29", "10000.00"),
          ("2004-03-31", "10000.00"), ("2004-04-15", "5000.00")]),
        ({**MONTHLY, "proration": "none"}, "2003-12-31", "2004-02-29", "500000", ["10000.00", "10000.00"],
         [("2003-12-31", "10000.00"), ("2004-01-31", "10000.00")]),  # cured on the day: none for it
        # 31 + 31 + 29 + 31 + 13 = 135 days: 90 of 25,000 a year, 45 of 50,000, each 6,164.3836.
        (STEPPED, "2003-12-01", "2004-04-14", "10000000", ["12328.77"], [("None", "12328.77")]),
        ({**STEPPED, "day_count": "actual/360"}, "2003-12-01", "2004-04-14", "10000000", ["12500.00"],
         [("None", "12500.00")]),
        # 90 of 50,000 and 45 of 100,000 a year; of 75,000 where that is the most.
        (RATCHET, "2003-12-01", "2004-04-14", "10000000", ["24657.53"], [("None", "24657.53")]),
        ({**RATCHET, "step": {**RATCHET["step"], "max_rate": "0.0075"}}, "2003-12-01", "2004-04-14",
         "10000000", ["21575.34"], [("None", "21575.34")]),
        # Exactly thirty days, and a day more; nobody has asked for it.
        (ANY_PART, "2004-06-01", "2004-07-01", "100000", ["2000.00"], [("None", "2000.00")]),
        (ANY_PART, "2004-06-01", "2004-07-02", "100000", ["4000.00"], [("None", "4000.00")]),
        # Three hundred days are the whole of the cap, one day more is cut.
        (CAPPED, "2004-03-01", "2004-12-26", "100000", ["10000.00"], [("None", "10000.00")]),
        (CAPPED, "2004-03-01", "2004-12-27", "100000", ["10033.33"], [("None", "10000.00")]),
        # Sunday 15 Feb is followed by Presidents' Day; 29 days to 15 March, then 26 of 31. 3,100 a month:
        # 15/29 for February, 14/29 + 17/31 for March, 9/31 for April.
        (MONTH_END, "2004-02-15", "2004-04-10", "310000", ["5700.00"],
         [("2004-03-07", "1603.45"), ("2004-04-07", "3196.55"), ("2004-05-07", "900.00")]),
        (QUARTERS, "2004-02-15", "2004-04-10", "310000", ["5700.00"],
         [("2004-03-31", "4800.00"), ("2004-06-30", "900.00")]),
        # Ten business days from Friday 25 June 2004, without the 5th of July, end on Monday 12 July.
        (GRACE, "2004-06-25", "2004-07-12", "300000", [], []),
        ({**GRACE, "grace_is": "if_cured"}, "2004-06-25", "2004-07-12", "300000", [], []),
        # The next day all of it is owed from 25 June, 18 days of thirty at 3,000.
        ({**GRACE, "grace_is": "if_cured"}, "2004-06-25", "2004-07-13", "300000", ["1800.00"],
         [("None", "1800.00")]),
    ],
)  # fmt: skip
def test_what_is_owed_and_when(
    terms: Entry, due: str, filed: str, basis: str, charges: list[str], payments: list[tuple[str, str]]
) -> None:
    """To the cent and to the day."""
    assert told(owed(terms, due, filed, basis)) == (charges, payments)


def test_a_demand_over_the_fourth_of_july() -> None:
    """Asked for on Friday 2 July 2004; Monday is the holiday observed: 6, 7, 8 July."""
    found = owed(ANY_PART, "2004-06-01", "2004-07-01", "100000", demand=date(2004, 7, 2))
    assert told(found)[1] == [("2004-07-08", "2000.00")]


@pytest.mark.parametrize(
    ("interest", "paid", "amount"),
    [
        # On 20,000 due 12 March 2004. A month to 12 April and one of the thirty days to 12 May: 300 × 31/30.
        ({"rate": "0.015", "per": "month"}, "2004-04-13", "310.00"),
        ({"rate": "0.015", "per": "month"}, "2004-03-12", None),
        ({"rate": "0.18", "per": "annum", "grace": days(7)}, "2004-03-19", None),
        ({"rate": "0.18", "per": "annum", "grace": days(7)}, "2004-03-20", "78.90"),  # 3,600 × 8/365
        ({"rate": "0.18", "per": "annum", "grace": days(7), "since": "grace"}, "2004-03-20", "9.86"),
        # Not paid by 1 January 2005: 9 months to 12 December and 20 of 31 days: 300 × (9 + 20/31) = 2,893.548….
        ({"rate": "0.015", "per": "month"}, None, "2893.55"),
    ],
)
def test_interest_on_what_is_late(interest: Entry, paid: str | None, amount: str | None) -> None:
    """Simple, from the due date until payment or, where nothing was paid, the day asked about."""
    made = (PaidOn(date(2004, 3, 12), date.fromisoformat(paid)),) if paid else ()
    found = owed(
        {**AFTER_TEN, "interest": interest},
        "2004-01-31",
        "2004-03-01",
        "1000000",
        as_of="2005-01-01",
        payments=made,
    )
    (payment,) = found.payments
    assert str(payment.payment.due) == "2004-03-12"
    assert (str(payment.interest.amount) if payment.interest else None) == amount
