"""Damages from a clause to dollars: the ways in which drafters say how time is counted, paid and capped.

Filing is due on 4 June 2006 (thirty days after 5 May), a Sunday, in time until Monday the 5th; effectiveness on
2 September 2006 (120 days), a Saturday before Labor Day. The working stands beside each case.
"""

import json
from typing import Any

import pytest

from benchmarks.scenarios import computed
from pipeline.load import load
from pipeline.run import analyse
from pipeline.termsheet.assemble import term_sheet
from tests.agreements.agreements import HEAD

DEADLINES = (
    "2.1 The Company shall file the Registration Statement within thirty (30) days after the Closing Date and shall "
    "cause it to be declared effective within one hundred twenty (120) days after the Closing Date.\n\n"
)
CALENDAR = {
    "to": "2008-12-31",
    "bank_holidays": ["2006-07-04", "2006-09-04"],
    "exchange_holidays": ["2006-07-04", "2006-09-04"],
}


def owed(clauses: str, filed: str, amounts: dict[str, Any] | None = None, paid: str | None = None) -> Any:
    """The damages where the statement is filed on a day and effective in time."""
    text = load((HEAD + DEADLINES + clauses).encode(), "agreement.txt").texts[0]
    sheet = json.loads(term_sheet(analyse(text)).model_dump_json(by_alias=True))
    facts = {
        "events": {"closing_date": "2006-05-05", "filed": filed, "declared_effective": max(filed, "2006-09-02"),
                   **({"first_payment_paid": paid} if paid else {})},
        "conditions": {},
        "amounts": amounts or {"A": "1000000"},
    }  # fmt: skip
    return computed(sheet, CALENDAR, facts).damages


def sums(found: Any) -> list[str]:
    """What each charge comes to, before the cap."""
    return [str(one.amount) for one in found.charges]


YEARLY = "2.2 If the Registration Statement is filed late, additional interest shall accrue on the principal amount of the Notes at the rate of 3.6% per annum from and including the day after the missed date to but excluding the day of filing. "


@pytest.mark.parametrize(
    ("words", "amount"),
    [
        # From 5 June to 5 September are 92 days, by months of thirty 90: 36,000 × 92/360, × 90/360, × 92/365.
        ("It is computed on the actual number of days elapsed over a year of three hundred sixty (360) days.", "9200.00"),
        ("It shall be calculated on the basis of a 360-day year consisting of twelve 30-day months.", "9000.00"),
        ("It is computed for a year of twelve months of thirty days each.", "9000.00"),
        ("It is computed by the actual days elapsed, divided by 365.", "9073.97"),
        ("It is computed on a 365-day year.", "9073.97"),
        ("Computation is on an Actual/360 basis.", "9200.00"),
        ("", "9073.97"),
    ],
)  # fmt: skip
def test_days_of_a_year(words: str, amount: str) -> None:
    """A rate per annum by each way of counting days."""
    assert sums(owed(YEARLY + words, "2006-09-05")) == [amount]


DAILY = "2.2 If the Registration Statement is filed late, the Company shall pay each Investor, for each day of delay, one-tenth of one percent (0.1%) of its Purchase Price. "


@pytest.mark.parametrize(
    ("words", "amount"),
    [
        # Due 4 June, filed on the 14th: ten days, nine without both ends, eleven with both; 1,000 a day.
        ("A delay begins on the day after the date missed and ends on the day before the filing is made.", "9000.00"),
        ("The first day of delay is the day after the date missed, and the last is the day on which the filing is made.", "10000.00"),
        ("Each delay commences on the date missed and ends on the day of the filing.", "11000.00"),
        ("The period of delay starts on the missed date and runs until, but excluding, the day of the filing.", "10000.00"),
        ("The last day of a delay is the day preceding the filing, and its first is the day following the missed date.", "9000.00"),
        ("Neither the date missed nor the date of filing shall be counted as a day of delay.", "9000.00"),
        ("Both the date missed and the date of filing are counted as days of delay.", "11000.00"),
    ],
)  # fmt: skip
def test_first_and_last_day(words: str, amount: str) -> None:
    """A sentence of its own on the days that count."""
    assert sums(owed(DAILY + words, "2006-06-14")) == [amount]


MONTHLY = '2.2 If the Registration Statement is not filed when due (the day after being the "Default Date"), '


@pytest.mark.parametrize(
    ("words", "amounts"),
    [
        # Default Date 5 June, filed on 20 July: 5 June, 5 July and 15 of 31 days, or 15/30.
        (("the Company shall pay each Investor on the Default Date 1.0% of its Purchase Price and on each monthly anniversary "
         "of the Default Date 1.5% of its Purchase Price, and on the day of cure 1/30 of 1.5% of its Purchase Price for each day since the last of those dates."),
         ["10000.00", "15000.00", "7500.00"]),
        (("the Company shall pay each Investor 2% of its Purchase Price on the Default Date and 1% of its Purchase Price on each "
         "monthly anniversary thereof until the failure is cured, such payments to be prorated for any partial month."),
         ["20000.00", "10000.00", "4838.71"]),
        # Besides the periods of 30 days from the 5th, of which 45 have passed: 10,000 and 15,000 × 45/30.
        (("the Company shall pay each Investor 1.0% of its Purchase Price on the Default Date and 1.5% of its Purchase Price for each "
         "thirty (30) day period from the Default Date until the filing, pro rata for any shorter period."),
         ["10000.00", "22500.00"]),
    ],
)  # fmt: skip
def test_a_first_payment_at_another_rate(words: str, amounts: list[str]) -> None:
    """What is paid on the default itself, and what part of the last month."""
    assert sums(owed(MONTHLY + words, "2006-07-20")) == amounts


@pytest.mark.parametrize(
    ("words", "paid", "interest"),
    [
        # Due on 5 June 2006; 20,000 for 40 days to 15 July.
        (("A payment that is not made within seven (7) days after it is due shall bear simple interest at 18% per annum, on "
         "the basis of a 365-day year, from the date it was due until it is paid."), "2006-07-15", "394.52"),
        (("A payment that is not made within seven (7) days after it is due shall bear simple interest at 18% per annum, on "
         "the basis of a 365-day year, from the date it was due until it is paid."), "2006-06-12", None),
        ("Amounts not paid when due shall carry interest at the rate of one percent (1%) per month from the due date.", "2006-07-05", "200.00"),
        (("Interest accrues on any amount that remains unpaid for more than ten (10) days, at an annual rate of 12% for "
         "a year of 360 days, from the end of those ten days."), "2006-07-15", "200.00"),
        (("If the Company fails to make a payment within five (5) business days of its due date, interest at twelve percent (12%) per "
         "annum, computed on a 360-day year of twelve 30-day months, shall be payable thereon from the due date."), "2006-07-15", "266.67"),
    ],
)  # fmt: skip
def test_interest_on_late_payment(words: str, paid: str, interest: str | None) -> None:
    """How much, from when, and after which delay."""
    clause = MONTHLY + (
        "the Company shall pay each Investor 2% of its Purchase Price on the Default Date and on each monthly "
        f"anniversary of the Default Date until the filing. {words}"
    )
    found = owed(clause, "2006-06-20", paid=paid)
    late = [str(one.interest.amount) for one in found.payments if one.interest]
    assert late[:1] == ([interest] if interest else [])
