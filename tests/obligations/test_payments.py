"""When damages fall due, what a cap leaves of them, and interest on what is paid late."""

from dataclasses import replace
from datetime import date
from decimal import Decimal
from fractions import Fraction

import pytest

from obligations.deadlines import Days
from obligations.errors import NotComputableError
from obligations.expressions import Unit
from obligations.registration_rights.defaults import Charge, Default, charges
from obligations.registration_rights.payments import (
    LateInterest,
    Payment,
    after_cap,
    cap_of,
    in_order,
    interest,
    payments,
)
from obligations.registration_rights.readings import Readings
from obligations.registration_rights.terms import Cap, Interest, Length, LiquidatedDamages, PaymentDue
from obligations.trace import Step

DAYS = Days()


def length(count: int, unit: Unit) -> Length:
    """So many units."""
    return Length(Decimal(count), unit)


def day(iso: str) -> date:
    """A date."""
    return date.fromisoformat(iso)


def monthly(due: PaymentDue | None, **others: object) -> LiquidatedDamages:
    """Two per cent a month, payable as said."""
    return LiquidatedDamages(rate=Decimal("0.02"), period=length(1, "months"), due=due, **others)


def falling(
    due: PaymentDue | None, missed: str, cured: str, demand: str | None = None
) -> list[tuple[str, str]]:
    """The payments on $100,000 for one default."""
    terms = monthly(due)
    late = Default("late", day(missed), day(cured), Step("late", day(missed)))
    (one,) = charges(terms, [late], {"A": Decimal(100_000)}, day("2010-01-01"), DAYS, Readings())
    found = payments(terms, [one], DAYS, day(demand) if demand else None)
    return [(payment.due.isoformat() if payment.due else "", str(payment.amount)) for payment in found]


@pytest.mark.parametrize(
    ("due", "payable"),
    [
        # 25 August to 10 October: a month to 25 September, and 15 of the 30 days to 25 October.
        (None, [("", "3000.00")]),
        (PaymentDue("period_end"), [("2003-09-24", "2000.00"), ("2003-10-09", "1000.00")]),
        (
            PaymentDue("period_end", after=length(3, "business_days")),
            [("2003-09-29", "2000.00"), ("2003-10-15", "1000.00")],  # 13 October is Columbus Day
        ),
        # Of the first month 7 of 31 days lie in August and 24 in September, of the second 6 of 15 in September
        # and 9 in October. That makes 451.61, then 1,548.39 and 400, then 600.
        (
            PaymentDue("month_end"),
            [("2003-08-31", "451.61"), ("2003-09-30", "1948.39"), ("2003-10-31", "600.00")],
        ),
        (
            PaymentDue("month_end", after=length(10, "days")),
            [("2003-09-10", "451.61"), ("2003-10-10", "1948.39"), ("2003-11-10", "600.00")],
        ),
        (
            PaymentDue("month_end", after=length(1, "business_days")),
            [
                ("2003-09-02", "451.61"),
                ("2003-10-01", "1948.39"),
                ("2003-11-03", "600.00"),
            ],  # Labor Day is the 1st
        ),
        (
            PaymentDue("dates", dates=("---05",), in_arrears=True),
            [("2003-09-05", "451.61"), ("2003-10-05", "1948.39"), ("2003-11-05", "600.00")],
        ),
        # Days up to the 5th of September, 12 of 31, are 774.19; up to the 5th of October 19 of 31 and 11 of 15,
        # 1,225.81 and 733.33; the last 4 of 15 days by 5 November.
        (
            PaymentDue("dates", dates=("---05",)),
            [("2003-09-05", "774.19"), ("2003-10-05", "1959.14"), ("2003-11-05", "266.67")],
        ),
        # Quarter ends: up to 30 September 31 days and 6 of 15, then 9 of 15.
        (
            PaymentDue("dates", dates=("--03-31", "--06-30", "--09-30", "--12-31")),
            [("2003-09-30", "2400.00"), ("2003-12-31", "600.00")],
        ),
        (PaymentDue("demand"), [("", "3000.00")]),  # nobody has demanded it
    ],
)
def test_when_damages_fall_due(due: PaymentDue | None, payable: list[tuple[str, str]]) -> None:
    """$3,000 for a month and a half, by each kind of day."""
    assert falling(due, "2003-08-25", "2003-10-10") == payable


def test_a_part_that_pays_a_whole_period_falls_due_with_it() -> None:
    """Cured on 10 October, within the second month, which ends on 24 October."""
    terms = replace(monthly(PaymentDue("period_end")), proration="any_part")
    late = Default("late", day("2003-08-25"), day("2003-10-10"), Step("late", None))
    owed = charges(terms, [late], {"A": Decimal(100_000)}, day("2010-01-01"), DAYS, Readings())
    assert [one.due for one in payments(terms, owed, DAYS)] == [day("2003-09-24"), day("2003-10-24")]


def test_no_payment_of_nothing_after_the_last_day() -> None:
    """Cured on 6 September: the last day is the 5th, a day of payment."""
    due = PaymentDue("dates", dates=("---05",))
    assert falling(due, "2003-08-25", "2003-09-06") == [("2003-09-05", "774.19")]


def test_a_demand_does_not_ask_for_what_has_not_accrued() -> None:
    """Demanded on 30 September: the first month then, the rest when it has accrued, each two days after."""
    due = PaymentDue("demand", after=length(2, "days"))
    expected = [("2003-10-02", "2000.00"), ("2003-10-11", "1000.00")]
    assert falling(due, "2003-08-25", "2003-10-10", "2003-09-30") == expected
    assert falling(due, "2003-08-25", "2003-10-10", "2003-12-01") == [("2003-12-03", "3000.00")]


def test_dates_of_which_none_is_given() -> None:
    """The agreement says "on the dates" and the dates are lacking."""
    with pytest.raises(NotComputableError, match="none is given"):
        falling(PaymentDue("dates"), "2003-08-25", "2003-10-10")


def charge(on: str | None = None) -> Charge:
    """A charge of $10 that is not the sum of any slices."""
    when = day(on) if on else None
    return Charge(
        "A", "counts", None, None, None, Fraction(1), Decimal("10.00"), (), Fraction(1), when, Step("", None)
    )


def test_a_charge_that_is_no_sum_of_slices_has_one_payment_without_a_day() -> None:
    """A formula that adds up counts: nothing is lost because the agreement pays at month ends."""
    for due in (PaymentDue("month_end"), PaymentDue("period_end"), None):
        assert payments(monthly(due), [charge()], DAYS) == [Payment("A", "counts", None, Decimal("10.00"))]


def test_an_instalment_falls_due_on_its_day() -> None:
    """Whatever is said of other payments."""
    (payment,) = payments(monthly(PaymentDue("month_end")), [charge("2004-03-05")], DAYS)
    assert (payment.due, payment.amount) == (day("2004-03-05"), Decimal("10.00"))


def payment(due: str | None, amount: str, holder: str = "A", failure: str = "late") -> Payment:
    """A payment."""
    return Payment(holder, failure, day(due) if due else None, Decimal(amount))


def test_payments_stand_in_the_order_in_which_they_fall_due() -> None:
    """Those without a day last; on one day by failure."""
    later, undated = payment("2004-03-05", "1.00"), payment(None, "2.00")
    first, second = payment("2004-01-05", "3.00", failure="a"), payment("2004-01-05", "4.00", failure="b")
    assert in_order([undated, second, later, first]) == [first, second, later, undated]


def test_each_holder_has_its_own_cap() -> None:
    """Ten per cent of $100 and of $1,000: A's second payment is cut to 4, B's are not."""
    terms = monthly(None, cap=Cap(fraction=Decimal("0.1")))
    found = [
        payment("2004-02-01", "6.00"),
        payment("2004-01-01", "50.00", "B"),
        payment("2004-01-01", "6.00"),
        payment("2004-02-01", "50.00", "B"),
    ]
    kept = after_cap(terms, found, {"A": Decimal(100), "B": Decimal(1000)})
    assert [(one.holder, one.due, amount) for one, amount in kept] == [
        ("A", day("2004-01-01"), Decimal("6.00")),
        ("A", day("2004-02-01"), Decimal("4.00")),
        ("B", day("2004-01-01"), Decimal("50.00")),
        ("B", day("2004-02-01"), Decimal("50.00")),
    ]


@pytest.mark.parametrize(
    ("cap", "most"),
    [
        (None, None),
        (Cap(), None),
        (Cap(fraction=Decimal("0.1")), Fraction(25)),
        (Cap(amount=Decimal(40)), Fraction(40)),
        (Cap(amount=Decimal(0)), Fraction(0)),
    ],
)
def test_what_a_cap_is(cap: Cap | None, most: Fraction | None) -> None:
    """A part of $250, or a sum."""
    assert cap_of(monthly(None, cap=cap), Decimal(250)) == most


@pytest.mark.parametrize(
    ("terms", "paid", "amount"),
    [
        # $1,000 due on 31 January 2004.
        (Interest(Decimal("0.001"), "day"), "2004-02-10", "10.00"),  # ten days
        (Interest(Decimal("0.18"), "annum"), "2004-02-29", "14.30"),  # 29/365 of 180 = 14.301…
        (Interest(Decimal("0.18"), "annum", day_count="actual/360"), "2004-02-29", "14.50"),
        (Interest(Decimal("0.01"), "month"), "2004-02-29", "10.00"),  # a month to the day
        (Interest(Decimal("0.01"), "month"), "2004-03-15", "14.84"),  # and 15 of 31 days
        (Interest(Decimal("0.03"), "quarter"), "2004-03-31", "20.00"),  # two months of three
        (Interest(Decimal("0.01"), "day"), "2004-01-31", None),  # in time
        (Interest(Decimal("0.01"), "day"), "2004-01-30", None),
        # Five business days of grace end on Friday 6 February; after them interest runs from the due date.
        (Interest(Decimal("0.001"), "day", grace=length(5, "business_days")), "2004-02-06", None),
        (Interest(Decimal("0.001"), "day", grace=length(5, "business_days")), "2004-02-07", "7.00"),
    ],
)
def test_interest(terms: Interest, paid: str, amount: str | None) -> None:
    """Simple, from the due date up to the day of payment."""
    found = interest(terms, payment("2004-01-31", "1000.00"), day(paid), DAYS)
    if amount is None:
        assert found is None
    else:
        days = (day(paid) - day("2004-01-31")).days
        assert found == LateInterest("A", day("2004-01-31"), day(paid), days, Decimal(amount))


def test_no_interest_on_what_falls_due_on_no_day() -> None:
    """It would run from nowhere."""
    with pytest.raises(NotComputableError, match="falls due on no day"):
        interest(Interest(Decimal("0.01"), "day"), payment(None, "1.00"), day("2004-01-31"), DAYS)


def test_what_is_due_on_the_end_of_a_default() -> None:
    """All of it so long after the cure, or after the last day counted; on no day while the default goes on."""
    after = length(2, "days")
    cure, end = PaymentDue("cure", after=after), PaymentDue("default_end", after=after)
    assert falling(cure, "2003-08-25", "2003-10-10") == [("2003-10-12", "3000.00")]
    assert falling(end, "2003-08-25", "2003-10-10") == [("2003-10-11", "3000.00")]
    assert falling(end, "2003-08-25", "2010-10-10")[0][0] == ""  # as of 1 January 2010 it is not cured


def test_a_cap_on_all_together_is_shared_by_what_falls_due() -> None:
    """In the order of the days; on the day on which it is reached, pro rata to the cent."""
    terms = monthly(None, cap=Cap(amount=Decimal("100.00"), scope="all"))
    found = [
        payment("2004-01-05", "30.00"),
        payment("2004-01-05", "10.00", "B"),
        payment("2004-02-05", "60.00"),
        payment("2004-02-05", "30.00", "B"),
        payment(None, "5.00", "B"),
    ]
    kept = after_cap(terms, found, {"A": Decimal(1), "B": Decimal(1)})
    assert [str(amount) for _, amount in kept] == ["30.00", "10.00", "40.00", "20.00", "0.00"]


@pytest.mark.parametrize(
    ("cap", "most"),
    [
        (Cap(amount=Decimal("0.45"), per_units=Decimal(1)), "1350"),
        (Cap(amount=Decimal(75), per_units=Decimal(1000)), "225"),
        (Cap(amount=Decimal(75)), "75"),
        (Cap(fraction=Decimal("0.1"), scope="all"), "300"),
    ],
)
def test_caps_on_a_basis_of_3000(cap: Cap, most: str) -> None:
    """A sum in all, a sum for so many units, a share."""
    assert cap_of(monthly(None, cap=cap), Decimal(3000)) == Fraction(most)


def test_interest_from_the_end_of_its_grace() -> None:
    """Ten days of grace from 30 January end on 9 February; 7 days to the 16th at 1 a day of 1,000."""
    of = Interest(Decimal("0.001"), "day", grace=length(10, "days"), since="grace")
    late = interest(of, payment("2004-01-30", "1000.00"), day("2004-02-16"), DAYS)
    assert late
    assert (late.from_, late.days, str(late.amount)) == (day("2004-02-09"), 7, "7.00")
