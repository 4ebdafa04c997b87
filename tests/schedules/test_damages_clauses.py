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
        ("Delay is counted from, but not including, the date missed to, and including, the day of filing.", "10000.00"),
        ("In counting days the day of the filing is included but the date missed is not.", "10000.00"),
        ("A delay runs from the day after the date missed until the day on which the filing is made, that day included.", "10000.00"),
        ("A delay starts on the date that was missed and is over when the filing is made, the day of filing not counting.", "10000.00"),
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
        # That interest on a late payment accrues daily says nothing of a part of a month.
        (("the Company shall pay each Investor on the Default Date and on each monthly anniversary of it until the filing "
         "1.5% of its Purchase Price. If the Company fails to pay it within seven days after the date payable, it will pay "
         "interest thereon at 18% per annum, accruing daily from the date due."),
         ["15000.00", "15000.00"]),
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


UNITS = {"A": {"registrable_shares": "200000"}, "B": {"registrable_shares": "50000"}}


@pytest.mark.parametrize(
    ("words", "amounts", "totals"),
    [
        # Due on 4 June, filed on the 24th: 20 days from the 4th, 200,000 and 50,000 shares.
        (
            (
                "the Company shall pay each Investor, for each day of delay, one-half of one cent ($0.005) for each "
                "Registrable Share that it holds; from the eleventh (11th) day of a delay the sum is one cent ($0.01) for "
                "each Registrable Share. The sums shall not come to more than twelve cents ($0.12) for each Registrable "
                "Share in all."
            ),
            ["30000.00", "7500.00"],  # 10 x .005 + 10 x .01 = .15
            ["24000.00", "6000.00"],
        ),
        (
            (
                "the Company shall pay each Investor $7 per week, prorated for any part of a week, for each one thousand "
                "(1,000) Registrable Shares held by it."
            ),
            ["4000.00", "1000.00"],  # 20/7 x 7 = 20 for each thousand
            ["4000.00", "1000.00"],
        ),
        (
            (
                "the Company shall pay each Investor one-tenth of a cent per Registrable Share for each day of the delay. No "
                "Investor shall receive more than one and one-half cents ($0.015) per Registrable Share."
            ),
            ["4000.00", "1000.00"],
            ["3000.00", "750.00"],
        ),
        (
            (
                "the Company shall pay each Investor $75 for each one thousand Registrable Shares for each week, or part of "
                "a week, of the delay, and from the third week $100."
            ),
            ["50000.00", "12500.00"],  # three weeks begun: 75 + 75 + 100 for each of 200 thousands
            ["50000.00", "12500.00"],
        ),
        (
            (
                "the Company shall pay each Investor for every ten (10) days of delay, and in proportion for fewer, $0.03 "
                "per Registrable Share; after the first ten (10) days, $0.05 per Registrable Share."
            ),
            ["16000.00", "4000.00"],  # .03 + .05
            ["16000.00", "4000.00"],
        ),
        (
            (
                "the Company shall pay each Investor $10,000 for each week of the delay or part of a week, increasing to "
                "$15,000 for each week after the first two (2) weeks."
            ),
            ["35000.00", "35000.00"],  # three weeks begun: 10,000, 10,000, 15,000
            ["35000.00", "35000.00"],
        ),
    ],
)
def test_sums_of_money(words: str, amounts: list[str], totals: list[str]) -> None:
    """A sum for each unit, another from some day on, and a cap for each unit."""
    found = owed("2.2 If the Registration Statement is filed late, " + words, "2006-06-24", UNITS)
    assert sums(found) == amounts
    assert [str(value) for value in found.totals.values()] == totals


GRACE = "the Company shall pay each Investor one-tenth of one percent (0.1%) of its Purchase Price for each day of delay"


@pytest.mark.parametrize(
    ("words", "filed", "amounts"),
    [
        # A day pays 1,000. Due on 4 June 2006, a Sunday; filed on the 9th, five days on, or the 12th, eight days on.
        ("Nothing is payable for a delay of no more than five (5) days, but a longer delay is counted from its first day.", "2006-06-09", []),
        ("Nothing is payable for a delay of no more than five (5) days, but a longer delay is counted from its first day.", "2006-06-12", ["8000.00"]),
        ("No such payment shall be due if the Registration Statement is filed within five (5) days after the date missed.", "2006-06-09", []),
        ("No such payment shall be due if the Registration Statement is filed within five (5) days after the date missed.", "2006-06-10", ["6000.00"]),
        ("Nothing is owed for the first five (5) days of a delay.", "2006-06-09", []),
        ("Nothing is owed for the first five (5) days of a delay.", "2006-06-12", ["3000.00"]),
        ("The Company has five (5) days of grace. If the grace is exceeded the Company shall pay for every day from and including the date missed.", "2006-06-12", ["8000.00"]),
        ("The Company has a grace period of five (5) days.", "2006-06-12", ["3000.00"]),
        ("If the delay lasts no longer than five (5) days, nothing is owed; if it lasts longer, payment is owed for all of it.", "2006-06-12", ["8000.00"]),
        ("If the delay lasts no longer than five (5) days, nothing is owed; if it lasts longer, payment is owed for all of it.", "2006-06-09", []),
        ("No amount accrues for a delay shorter than six (6) days, but a longer delay is charged from its beginning.", "2006-06-09", []),
        ("A delay that is made good within five (5) Business Days is excused; one that is not is paid for from the date missed.", "2006-06-09", []),
        ("A delay that is made good within five (5) Business Days is excused; one that is not is paid for from the date missed.", "2006-06-20", ["16000.00"]),
        ("The Company has five days of grace, for which it pays nothing in any case.", "2006-06-12", ["3000.00"]),
        ("A delay of five (5) days or less shall cost nothing; a longer one is paid from its beginning.", "2006-06-12", ["8000.00"]),
        ("No payment shall be required unless the delay continues for more than five (5) days, in which event payment shall be made from the first day of the delay.", "2006-06-12", ["8000.00"]),
        ("No payment shall be required unless the delay continues for more than five (5) days, in which event payment shall be made from the first day of the delay.", "2006-06-08", []),
    ],
)  # fmt: skip
def test_days_of_grace(words: str, filed: str, amounts: list[str]) -> None:
    """Days that are never paid for, and those that are once they have passed."""
    assert sums(owed(f"2.2 If the Registration Statement is filed late, {GRACE}. {words}", filed)) == amounts


@pytest.mark.parametrize(
    ("words", "due"),
    [
        # Filed on Wednesday 14 June 2006. Ten business days on is the 28th; from the 13th, the last of the delay, the 27th.
        ("What is payable for a delay falls due on the tenth (10th) Business Day after the delay ends.", "2006-06-28"),
        (("A delay ends on the day before the filing. What is payable for a delay falls due on the tenth (10th) Business Day "
         "after the delay ends."), "2006-06-27"),
        (("A delay begins on the day after the date missed and ends on the day before the filing is made. All that is payable "
         "shall be paid within ten (10) Business Days after the end of the delay."), "2006-06-27"),
        ("The sum owed for a delay is to be paid within fifteen (15) days after the filing is made.", "2006-06-29"),
        ("Payment for the whole of a delay is due five (5) Business Days after its last day.", "2006-06-20"),
        ("Payment is due on the day on which the delay is cured.", "2006-06-14"),
        ("Such amounts shall be paid within five (5) days after the failure is cured.", "2006-06-19"),
        ("Payment shall be made not later than the third (3rd) Business Day following the cure of the default.", "2006-06-19"),
    ],
)  # fmt: skip
def test_all_is_due_when_the_delay_ends(words: str, due: str) -> None:
    """The whole charge, so long after the cure or the last day of the delay."""
    found = owed(f"2.2 If the Registration Statement is filed late, {GRACE}. {words}", "2006-06-14")
    assert [str(one.payment.due) for one in found.payments] == [due]


@pytest.mark.parametrize(
    ("words", "totals"),
    [
        # Twenty days at 3,000 and at 1,000 a day: 60,000 and 20,000.
        ("The aggregate amount paid to all Investors under this Section shall not exceed $40,000.", ["30000.00", "10000.00"]),
        (("In no event shall the total of such payments to all of the Investors, taken together, exceed one percent (1%) of their "
         "aggregate Purchase Price."), ["30000.00", "10000.00"]),
        ("The most that all Investors together may receive is $40,000.", ["30000.00", "10000.00"]),
        ("The Company's total liability under this Section shall be limited to $40,000.", ["30000.00", "10000.00"]),
        ("The aggregate amount paid to any Investor under this Section shall not exceed $40,000.", ["40000.00", "20000.00"]),
        ("The payments to an Investor shall not exceed one percent (1%) of its Purchase Price.", ["30000.00", "10000.00"]),
    ],
)  # fmt: skip
def test_caps_of_one_and_of_all(words: str, totals: list[str]) -> None:
    """A cap on all together is shared by what each is owed."""
    clause = f"2.2 If the Registration Statement is filed late, {GRACE}. {words}"
    found = owed(clause, "2006-06-24", {"A": "3000000", "B": "1000000"})
    assert [str(value) for value in found.totals.values()] == totals


DEFAULT = (
    '2.2 If the Registration Statement is not filed by the date required by Section 2.1 (a "Default"), the Company shall pay '
    "to each Investor, as liquidated damages, "
)
A_DAY = f"{DEFAULT}one-tenth of one percent (0.1%) of its Purchase Price for each day of the Default. "
COUNTED = "one-tenth of one percent (0.1%) of its Purchase Price for each day of the Default from the day after the required date to and including the day of cure. "


@pytest.mark.parametrize(
    ("words", "days"),
    [
        # Required by 4 June, filed on the 24th: twenty days with one of both ends, nineteen without either.
        ("The days of a Default are counted from the day next following the day on which it was to be filed, and the day of filing is not counted.", 19),
        ("A Default shall be deemed to commence on the first day after the missed date and to continue through and including the day on which it is cured.", 20),
        ("For this purpose the first day of the Default is the day after the date so required. The day on which the Default is cured shall be included.", 20),
        ("In computing the length of a Default, the required date shall be excluded and the date of the filing shall be included.", 20),
        ("The day after the required date is the first day of the Default, and the day on which the filing is made is the last.", 20),
        ("The first day of the Default is the day after the required date; the last is the day preceding the filing.", 19),
        ("The first such day is the day following the date that was missed, and the day on which the Default is cured is not counted.", 19),
        ("The days of a Default begin with the day after the required date and end with and include the day on which the statement is filed.", 20),
        ("Days of Default are those that come after the required date and before the date of filing.", 19),
        ("The Company is in Default on each day that follows the last day allowed and precedes the day on which it performs.", 19),
        ("The day upon which the Default is remedied is not a day of Default; the day after the required date is.", 19),
        ("Each Default starts at the end of the day on which the Company was to act and lasts through the day before it acts.", 19),
        ("The Default begins on the day after the required date; the day of cure is counted.", 20),
        ("A Default continues from (and excluding) the applicable date to (and including) the date on which it is remedied.", 20),
        ("Both the first day after the missed date and the day of the filing shall be counted.", 20),
        ("The day following the required date shall be the first day of the Default, and the day of the filing shall not be a day of it.", 19),
        ("The number of days of a Default is the number of days after the required date up to and including the day of filing.", 20),
        ("Counting starts with the day next after the required date and stops with the day before the filing.", 19),
    ],
)  # fmt: skip
def test_ends_of_a_default_in_other_words(words: str, days: int) -> None:
    """Both ends in one sentence or in two, by their names or by what they are."""
    assert sums(owed(A_DAY + words, "2006-06-24")) == [f"{days}000.00"]


@pytest.mark.parametrize(
    ("words", "filed", "amount"),
    [
        # By the day after the required date and without the day of cure: 39 days to 14 July, 19 to 24 June.
        (("1.0% of its Purchase Price for the first 30-day period or any portion thereof, and 2.0% of its Purchase Price for each "
         "subsequent 30-day period or any portion thereof."), "2006-07-14", "30000.00"),
        ("1% of its Purchase Price for each thirty (30) day period of the Default. Payment shall be made for full periods only.", "2006-07-14", "10000.00"),
        ("$2,000 for each week of the Default, any part of a week being counted as a week.", "2006-06-24", "6000.00"),
        ("$3,000 for each complete week of the Default.", "2006-06-24", "6000.00"),
        # 2,500 x (2 + 5/7); 7,500 x (1 + 9/30)
        (("0.25% of its Purchase Price per week until the Default is cured, and one-seventh (1/7) of that sum for each day of any "
         "part of a week."), "2006-06-24", "6785.71"),
        (("0.75% of its Purchase Price for each full month of the Default and one-thirtieth (1/30) of that amount for each day of a "
         "month that is not full."), "2006-07-14", "9750.00"),
        (("0.75% of its Purchase Price for each month of the Default, and a like part of it for a part of a month, on the basis of a month "
         "of thirty days."), "2006-07-14", "9750.00"),
        # Three thirty-day periods begun by 10 August, at 1 % each: nothing rises.
        (("1% of its Purchase Price for the first thirty (30) days or part thereof and an additional 1% for each additional thirty (30) "
         "days or part thereof."), "2006-08-10", "30000.00"),
        ("$1,000 for each day of the Default up to and including the tenth day and $2,000 for each day after that.", "2006-06-24", "28000.00"),
        ("0.5% of its Purchase Price for the first two weeks, or any part of them, and 0.75% for each following period of two weeks, or any part of it.", "2006-06-24", "12500.00"),
        ("$100 for each day of the Default for each $100,000 of its Purchase Price.", "2006-06-24", "19000.00"),
    ],
)  # fmt: skip
def test_parts_of_a_period_and_steps(words: str, filed: str, amount: str) -> None:
    """A part that counts as a whole, for nothing or for its days; a rate that follows another."""
    ends = " The Default begins on the day after the required date; the day of cure is not counted."
    assert sums(owed(DEFAULT + words + ends, filed)) == [amount]


@pytest.mark.parametrize(
    ("clause", "amounts", "due"),
    [
        # From 5 June; filed on 15 July, ten days after the second of the payments. The 21st is the fifth business day then.
        (('2.2 If the Registration Statement is not filed when due (the day after being the "Event Date"), the Company shall pay each Investor '
         "2% of its Purchase Price on the Event Date and 1% of its Purchase Price on each monthly anniversary of the Event Date until the "
         "Event is cured. For a part of a month before the cure the 1% shall be paid pro rata, each month being deemed to have thirty (30) "
         "days, on the fifth Business Day after the cure."),
         ["20000.00", "10000.00", "3333.33"], ["2006-06-05", "2006-07-05", "2006-07-21"]),
        (("2.2 If the Registration Statement is not filed on time, the Company shall pay to each Investor 1.0% of its Purchase Price on the day "
         "after the date so missed and on every thirtieth (30th) day thereafter (pro rated for periods totaling less than thirty days) until "
         "the failure is cured."),
         ["10000.00", "10000.00", "3333.33"], ["2006-06-05", "2006-07-05", "2006-07-15"]),
        (("2.2 If the Registration Statement is not filed on time, the Company shall pay to each Investor $12,500 for each month of the delay, "
         "payable in advance on the day after the required date and on the corresponding day of each following month until the filing, "
         "without proration."),
         ["12500.00", "12500.00"], ["2006-06-05", "2006-07-05"]),
    ],
)  # fmt: skip
def test_payments_on_days_of_their_own(clause: str, amounts: list[str], due: list[str]) -> None:
    """Payments a period apart from each other, and what is paid for the days after the last."""
    found = owed(clause, "2006-07-15")
    assert sums(found) == amounts
    assert [str(one.payment.due) for one in found.payments] == due


@pytest.mark.parametrize(
    ("words", "due"),
    [
        # The days of June and those of July to the 14th. 1 July is a Saturday, the 4th a holiday, 15 July a Saturday.
        ("Such damages shall be paid on the first Business Day of each month for the preceding month.", ["2006-07-03", "2006-08-01"]),
        ("Damages accruing in any month are payable on the last Business Day of such month.", ["2006-06-30", "2006-07-31"]),
        ("The damages shall be paid on the third (3rd) Business Day of the month following the month in which they accrue.", ["2006-07-06", "2006-08-03"]),
        ("Amounts accrued during a calendar month are due on the tenth (10th) Business Day of the succeeding calendar month.", ["2006-07-17", "2006-08-14"]),
        (("Damages for each calendar month are payable on the first day of the next calendar month, or if it is not a Business Day, on the Business Day next "
         "following."), ["2006-07-03", "2006-08-01"]),
        ("Damages are payable on the next June 30 or December 31 after they accrue.", ["2006-06-30", "2006-12-31"]),
        ("Damages for a month shall be paid on the fifteenth day of the next month, or if that is not a Business Day, on the next Business Day.", ["2006-07-17", "2006-08-15"]),
        (("Damages are due on the 20th day of each month in respect of the preceding month. If that day is not a Business Day they are due on the next "
         "Business Day."), ["2006-07-20", "2006-08-21"]),
    ],
)  # fmt: skip
def test_days_of_payment(words: str, due: list[str]) -> None:
    """Business days of a month, days that have a name, and days that move."""
    found = owed(DEFAULT + COUNTED + words, "2006-07-14")
    assert [str(one.payment.due) for one in found.payments] == due


@pytest.mark.parametrize(
    ("words", "paid", "interest"),
    [
        # 20,000 is due on 24 June: for 30 days at 12 % of 360, for 15 of thirty at 2 %, for 20 at 10 % of 365, then from the tenth day.
        (("If the Company does not pay any such amount within five (5) Business Days after it is payable, it shall pay interest on that amount at the "
         "rate of twelve percent (12%) per annum (on the basis of a 360-day year) from the date on which it was payable."), "2006-07-24", "200.00"),
        (("Any amount that has not been paid when due bears simple interest at two percent (2%) for each thirty (30) days, prorated by the day, from its "
         "due date."), "2006-07-09", "200.00"),
        (("Should the Company not make a payment on the day on which it is due, the amount carries interest at 10% a year, a year being taken to have 365 "
         "days, from that day until the day of payment."), "2006-07-14", "109.59"),
        (("If any amount is still owing on the tenth (10th) day after it became due, it bears interest from the end of that tenth day at eight percent (8%) "
         "per annum, on the basis of a 365-day year."), "2006-07-24", "87.67"),
    ],
)  # fmt: skip
def test_interest_that_is_told_in_other_words(words: str, paid: str, interest: str) -> None:
    """How late a payment is in the active voice, and a rate for thirty days."""
    clause = DEFAULT + COUNTED.replace("cure.", "cure, payable on the day of cure.") + words
    found = owed(clause, "2006-06-24", paid=paid)
    assert [str(one.interest.amount) for one in found.payments if one.interest] == [interest]


@pytest.mark.parametrize(
    ("words", "totals"),
    [
        # 60,000 and 20,000 for the filing, as much again for an effectiveness as late.
        ("The payments for all Defaults shall not exceed $40,000 in the aggregate.", ["30000.00", "10000.00"]),
        ("The damages for any one Default shall not exceed one percent (1%) of the Purchase Price of an Investor.", ["60000.00", "20000.00"]),
        ("The damages for all Defaults together shall not exceed one percent (1%) of the Purchase Price of an Investor.", ["30000.00", "10000.00"]),
        ("No more than $50,000 shall be payable to any Investor in respect of a single Default.", ["100000.00", "40000.00"]),
        ("The maximum damages for each separate Default shall be 1% of the Purchase Price.", ["60000.00", "20000.00"]),
        ("An Investor may not receive more than $25,000 under this Section.", ["25000.00", "25000.00"]),
        ("Liquidated damages cease to accrue as to an Investor once they equal 1.2% of its Purchase Price.", ["36000.00", "12000.00"]),
        ("The Company shall not have to pay the Investors together more than $80,000.", ["60000.00", "20000.00"]),
    ],
)  # fmt: skip
def test_caps_for_each_failure_and_for_all(words: str, totals: list[str]) -> None:
    """What is the most for one default, and what for all of them and all holders."""
    clause = (
        DEFAULT.replace(
            "by Section 2.1 (", "by Section 2.1, or not effective by the date required there (each, "
        )
        + COUNTED
        + words
    )
    text = load((HEAD + DEADLINES + clause).encode(), "agreement.txt").texts[0]
    sheet = json.loads(term_sheet(analyse(text)).model_dump_json(by_alias=True))
    facts = {
        "events": {"closing_date": "2006-05-05", "filed": "2006-06-24", "declared_effective": "2006-09-22"},
        "conditions": {},
        "amounts": {"A": "3000000", "B": "1000000"},
    }
    found = computed(sheet, CALENDAR, facts).damages
    assert found is not None
    assert [str(value) for value in found.totals.values()] == totals


@pytest.mark.parametrize(
    ("clause", "amounts"),
    [
        # 5 June and 5 July; three parts of four and one of four.
        (("2.2 If the Registration Statement is not filed on time, the Company shall pay to the Investors together $20,000 on the day after the date missed "
         "and $30,000 on each thirtieth day after that until it is filed, to be divided among them in proportion to their Purchase Prices. No such payment "
         "is reduced because the failure lasts for a part of thirty days."), ["15000.00", "22500.00", "5000.00", "7500.00"]),
        # Five full weeks from 5 June to 14 July.
        (("2.2 If the Registration Statement is not filed in time, the Company shall owe the Investors a single sum of $4,000 for each full week that the failure "
         "lasts, which the Investors shall share pro rata to their Purchase Prices."), ["15000.00", "5000.00"]),
    ],
)  # fmt: skip
def test_a_sum_that_the_holders_share(clause: str, amounts: list[str]) -> None:
    """One sum for all holders, divided by what they hold."""
    assert sums(owed(clause, "2006-07-14", {"A": "3000000", "B": "1000000"})) == amounts


@pytest.mark.parametrize(
    ("words", "amounts"),
    [
        # Filed on the 12th: eight days from the 5th.
        ("The first three (3) days of a Default are free of damages and are never charged.", ["5000.00"]),
        ("A Default does not include its first three (3) days.", ["5000.00"]),
        ("Damages begin to accrue only on the sixth (6th) day of a Default.", ["3000.00"]),
        ("If a Default is ten days or less nothing shall be due.", []),
        (
            "A Default runs from the day after the required date to and including the day of cure; its first five (5) days are not charged.",
            ["3000.00"],
        ),
    ],
)
def test_days_that_are_never_charged(words: str, amounts: list[str]) -> None:
    """The first days of a default, in whichever clause of a sentence they are told."""
    assert sums(owed(DEFAULT + COUNTED + words, "2006-06-12")) == amounts


def falling_due(found: Any) -> list[tuple[str, str]]:
    """Each payment after the cap with its day."""
    return [(str(one.payment.due), str(one.after_cap)) for one in found.payments]


FAILURE = '2.2 If the Registration Statement is not filed when due, which failure is taken to occur on the first day after the date missed (a "Filing Failure"), '
DELAY = "A Delay begins on the day after the date missed and ends on the day before the filing is made. "


@pytest.mark.parametrize(
    ("clause", "filed", "payments"),
    [
        # 5 June, 5 July, and 15 of 30 days; the third Business Day after 20 July is the 25th, sooner than the 31st.
        ((FAILURE + "the Company shall pay each Investor 1.5% of its Purchase Price on the day of the Filing Failure and on every thirtieth day "
         "thereafter (pro rated for periods totaling less than thirty days) until it is cured. Such payments shall be made on the earlier of (i) the last day "
         "of the calendar month in which they are incurred and (ii) the third Business Day after the Filing Failure is cured."),
         "2006-07-20", [("2006-06-30", "15000.00"), ("2006-07-25", "15000.00"), ("2006-07-25", "7500.00")]),
        # Thirty days from 5 June end on 4 July, a holiday: five Business Days after are the 11th. Twenty days of 2 % end with the cure.
        (('2.2 If the filing is late (a "Delay"), the Company shall pay each Investor 1% of its Purchase Price for the first thirty (30) days of the Delay and 2% of '
         "its Purchase Price for each thirty (30) days thereafter, prorated daily for any shorter period. " + DELAY + "Payment shall be made within five Business "
         "Days after the end of each such period or, if the Delay ends before then, within five Business Days after the cure."),
         "2006-07-25", [("2006-07-11", "10000.00"), ("2006-08-01", "13333.33")]),
        (('2.2 If the filing is late (a "Delay"), the Company shall pay each Investor 1% of its Purchase Price for each thirty (30) days of the Delay, pro rata for a '
         "shorter period. " + DELAY + "All payments shall be made no later than the fifth Business Day following the end of each thirty-day period, except that if "
         "the failure is cured during such a period, the prorated payment shall be made no later than the fifth Business Day following the cure."),
         "2006-07-20", [("2006-07-11", "10000.00"), ("2006-07-27", "5000.00")]),
        # June's 26 days by 30 June + 2 Business Days; the five of July by the filing on the 6th + 2, before August.
        (('2.2 If the filing is late (a "Delay"), the Company shall pay each Investor $1,000 for each day of the Delay. ' + DELAY + "Payment is to be made within two (2) "
         "Business Days after the earlier of the end of each calendar month and the date of filing."),
         "2006-07-06", [("2006-07-05", "26000.00"), ("2006-07-10", "5000.00")]),
        # Part of a month pays as a whole, due at the end of its own month: 4 July and 4 August.
        (('2.2 If the filing is late (a "Delay"), the Company shall pay each Investor 1% of its Purchase Price for each month of the Delay or part thereof. ' + DELAY +
         "The amounts are due at the end of the month for which they are payable."),
         "2006-07-20", [("2006-07-04", "10000.00"), ("2006-08-04", "10000.00")]),
        (('2.2 If the filing is late (a "Delay"), the Company shall pay each Investor 1% of its Purchase Price per month, accruing daily on the basis of a month of thirty '
         "days and payable in arrears on the last day of each month. " + DELAY),
         "2006-07-15", [("2006-06-30", "8666.67"), ("2006-07-31", "4666.66")]),
    ],
)  # fmt: skip
def test_due_at_an_end_or_sooner_on_the_cure(
    clause: str, filed: str, payments: list[tuple[str, str]]
) -> None:
    """The end of a period or month, its own or the calendar's, and the cure where that comes first."""
    assert falling_due(owed(clause, filed)) == payments


@pytest.mark.parametrize(
    ("clause", "filed", "amounts"),
    [
        # Five Business Days after Sunday 4 June end on the 9th; full months end on 9 July and 9 August.
        (('2.2 If the filing is not made in time and the failure continues for five Business Days thereafter (the last of those days, the "Grace Date"), the Company shall pay each '
         "Investor 1% of its Purchase Price for each full month, counted from the Grace Date, during which the failure continues. Nothing is payable for a part of a month."),
         "2006-08-20", ["20000.00"]),
        # The grace ends on 19 June: ten days from the 20th to the 29th.
        (("2.2 If the Registration Statement is not filed within fifteen (15) days after the required date, the Company shall pay each Investor, as liquidated damages, 0.1% of its "
         "Purchase Price for each day after the expiration of such fifteen-day period to and including the day of filing."), "2006-06-29", ["10000.00"]),
        # Ten days from 10 June, the day after the five Business Days, to the 19th.
        (("2.2 If the filing is not made in time and that default is not cured within five (5) Business Days, then beginning on the day after those five Business Days and until, but "
         "not including, the day of filing the Company shall pay each Investor liquidated damages of $1,500 per day."), "2006-06-20", ["15000.00"]),
        # From the eleventh day, 15 June, to 1 August: two months, the second in part.
        (("2.2 If the failure to file in time continues for more than ten (10) days, the Company shall pay each Investor 1% of its Purchase Price for each month, or part of a month, "
         "for which the failure continues, counted from the eleventh day after the required date."), "2006-08-01", ["20000.00"]),
        # No time that costs nothing: five days from the 5th.
        (("2.2 If the filing is late, the Company shall pay each Investor 0.1% of its Purchase Price for each day from and including the day after the required date to but excluding "
         'the day of filing.\n\n2.3 The Company may delay the disclosure of material non-public information (a "Grace Period"); no Grace Period shall exceed three (3) days.'),
         "2006-06-10", ["5000.00"]),
    ],
)  # fmt: skip
def test_time_from_the_end_of_a_grace(clause: str, filed: str, amounts: list[str]) -> None:
    """What is counted from the last day of the grace leaves the grace out for good."""
    assert sums(owed(clause, filed)) == amounts


@pytest.mark.parametrize(
    ("clause", "filed", "amounts"),
    [
        # 60 days at 1 % and 14 at 1.5 % per thirty.
        (("2.2 If the filing is late, the Company shall pay each Investor 1% of its Purchase Price for each thirty (30) day period, or pro rata portion thereof, during the first sixty "
         "(60) days following the required date and 1.5% of its Purchase Price for each thirty (30) day period, or pro rata portion thereof, thereafter. The day of filing is not counted, "
         "nor is the required date."), "2006-08-18", ["27000.00"]),
        # 85 days: 30 at 1 %, 30 at 1.5 %, 25 at 2 %, over 360.
        (("2.2 If the filing is late, additional interest at the rate of 1.00% per annum shall be payable on the principal amount of the Notes from and including the day after the missed "
         "date to but excluding the filing, increasing by 0.50% per annum on the first day of each succeeding thirty-day period, but the rate shall not exceed 2.00% per annum. It is "
         "computed on the basis of a 360-day year for actual days elapsed and is payable quarterly in arrears on March 31, June 30, September 30 and December 31."),
         "2006-08-29", ["3472.22"]),
        # Weeks of 5 and 12 June and two days of a third.
        (("2.2 If the filing is late, the Company shall pay each Investor $5,000 for each week or partial week from the day after the required date to the day of filing, such day "
         "not included."), "2006-06-21", ["15000.00"]),
        # The demand's share of the holders is no rate: ten days from the 5th.
        (("2.2 Upon the written request of Holders of twenty percent (20%) or more of the Registrable Securities the Company shall deliver copies within ten days of each default. The Company shall pay "
         "each Investor, if the filing is late, one-tenth of one percent (0.1%) of its Purchase Price for each day after the required date through the day before the filing."),
         "2006-06-15", ["10000.00"]),
        # 5 June to 10 July are 36 days.
        (("2.2 In the event of a late filing the Company shall pay to each Investor liquidated damages of $500 for each day of delay. The date missed does not count as a day of delay, "
         "and the day on which the filing is made does."), "2006-07-10", ["18000.00"]),
        # 45 days at 0.25 % and 42 at 0.5 %, over 365.
        (("2.2 If the filing is late, then commencing on the day after the required date additional interest shall accrue on the principal amount of the Notes at the rate of 0.25% per annum "
         "for the first 45 days and 0.50% per annum thereafter, until but excluding the day on which the default is cured."), "2006-08-31", ["883.56"]),
    ],
)  # fmt: skip
def test_rates_periods_and_ends(clause: str, filed: str, amounts: list[str]) -> None:
    """Which of a sentence's shares is the rate, how long it holds, what a part pays, and which days count."""
    assert sums(owed(clause, filed)) == amounts
