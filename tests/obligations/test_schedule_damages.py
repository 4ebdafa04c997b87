"""Damages in a schedule: by a formula of counts, on demand, with clocks that stand still, and how they came about."""

from dataclasses import replace
from datetime import date
from decimal import Decimal
from fractions import Fraction

import pytest

from obligations.agreement import Agreement, FactSheet, PaidOn
from obligations.damages import Damages
from obligations.expressions import Anchor, Between, EarlierOf, Offset
from obligations.registration_rights.delays import Delay
from obligations.registration_rights.readings import Readings
from obligations.registration_rights.states import Halt, SalesBlock, Venue
from obligations.registration_rights.terms import (
    Interest,
    Length,
    LiquidatedDamages,
    PaymentDue,
    RegistrationRights,
    TimeLimit,
    reference_terms,
)
from obligations.schedule import schedule
from obligations.trace import Step


def day(iso: str) -> date:
    """A date."""
    return date.fromisoformat(iso)


def limit(count: int, tolled: Between | None = None) -> TimeLimit:
    """A deadline so many days after the closing."""
    return TimeLimit(
        clause="2(a)", expression=Offset(Decimal(count), "days", "after", Anchor("closing")), tolled=tolled
    )


COUNTED = replace(reference_terms(), filing_deadline=limit(30), effectiveness_deadline=limit(90))
# From 1 March 2004: filing by 31 March, effectiveness by Sunday 30 May; effective on 30 August, three months late.
# In October sales are blocked (31 days, a month), but for a delay of 11 to 20 October; from 1 to 16 September
# trading is halted, 15 of 30 days; the stock is quoted until 1 December and for that month is not.
COUNTS = FactSheet(
    as_of=day("2005-01-01"),
    events={
        "closing": day("2004-03-01"),
        "filed": day("2004-03-20"),
        "declared_effective": day("2004-08-30"),
    },
    amounts={"A": Decimal(1000), "B": Decimal("2000.50"), "None": Decimal(0)},
    venues=(Venue("OTCBB", day("2002-01-01"), day("2004-12-01")),),
    sales_blocks=(SalesBlock(day("2004-10-01"), day("2004-11-01")),),
    delays=(Delay(day("2004-10-11"), day("2004-10-20")),),
    halts=(Halt(day("2004-09-01"), day("2004-09-16")),),
)


def owed(terms: RegistrationRights, facts: FactSheet, readings: Readings | None = None) -> Damages:
    """The damages of an agreement on these facts, where no law moves a day."""
    agreement = Agreement(title="RRA", registration_rights=terms)
    found = schedule(agreement, facts, readings or Readings(roll="none")).damages
    assert found
    return found


def leaves(step: Step) -> dict[str, object]:
    """What a trace ends in."""
    return {one.origin.ref: one.value for one in step.walk() if one.origin and not one.operands}


@pytest.mark.parametrize(
    ("changes", "months"),
    [
        ({}, "3 + 21/31 + 1/2 + 1"),
        ({"delays": ()}, "3 + 1 + 1/2 + 1"),
        ({"sales_blocks": ()}, "3 + 1/2 + 1"),
        ({"halts": ()}, "3 + 21/31 + 1"),
        ({"venues": (Venue("OTCBB", date(2002, 1, 1)),)}, "3 + 21/31 + 1/2"),
        # Ten of the 31 days from 30 May that the investors caused.
        ({"investor_delays": ((date(2004, 6, 1), date(2004, 6, 11)),)}, "3 + 21/31 + 1/2 + 1 - 10/31"),
        ({"as_of": date(2004, 12, 1)}, "3 + 21/31 + 1/2"),
    ],
)
def test_the_time_is_the_sum_of_the_counts(changes: dict[str, object], months: str) -> None:
    """Late, blocked less the delay, halted, off the market."""
    expected = sum(Fraction(part.replace(" ", "")) for part in months.replace("- ", "+ -").split(" + "))
    found = owed(COUNTED, replace(COUNTS, **changes))
    assert {one.periods for one in found.charges} == {expected}


def test_the_charges_of_counts() -> None:
    """5 11/62 months at 2 %: 103.548… of 1,000 and 207.148… of 2,000.50; nothing on nothing; no day."""
    found = owed(COUNTED, COUNTS)
    assert [(one.holder, one.failure, str(one.amount), one.basis, one.slices) for one in found.charges] == [
        ("A", "liquidated_damages", "103.55", Fraction(1000), ()),
        ("B", "liquidated_damages", "207.15", Fraction(4001, 2), ()),
    ]
    assert [(one.payment.due, str(one.after_cap), one.paid) for one in found.payments] == [
        (None, "103.55", None), (None, "207.15", None),
    ]  # fmt: skip
    assert {name: str(amount) for name, amount in found.totals.items()} == {
        "A": "103.55",
        "B": "207.15",
        "None": "0.00",
    }
    assert found.missing == ()


def test_counts_are_traced_to_the_deadlines_and_the_facts() -> None:
    """The time is no fact but the sum of the counts, and the Filing Date is computed from the closing."""
    found = owed(COUNTED, COUNTS)
    ends = leaves(found.charges[0].trace)
    assert {"closing", "declared_effective", "amounts.A", "liquidated_damages.rate"} <= set(ends)
    assert not {"months", "holders.A", "filing_date", "effectiveness_deadline", "effective"} & set(ends)
    assert ends["amounts.A"] == Decimal(1000)
    assert (ends["filed"], ends["declared_effective"]) == (day("2004-03-20"), day("2004-08-30"))
    assert "actual_filing" not in ends
    names = {step.name for step in found.charges[0].trace.walk()}
    assert "total months" in names


@pytest.mark.parametrize(
    ("changes", "missing"),
    [
        ({"as_of": None}, ("as_of",)),
        ({"events": {"filed": None, "declared_effective": None}}, ("closing",)),
        ({"events": {"closing": date(2004, 3, 1)}}, ("filed", "declared_effective")),
        ({"events": {"closing": date(2004, 3, 1), "filed": None}}, ("declared_effective",)),
        ({"amounts": {}}, ("amounts",)),
        (
            {"amounts": {}, "as_of": None, "events": {}},
            ("amounts", "closing", "as_of", "filed", "declared_effective"),
        ),
    ],
)
def test_what_counts_ask_for(changes: dict[str, object], missing: tuple[str, ...]) -> None:
    """Nothing is computed before all of it is known."""
    found = owed(COUNTED, replace(COUNTS, **changes))
    assert found == Damages((), (), {}, {}, missing)


def test_counts_of_an_agreement_without_deadlines() -> None:
    """Where nothing is to be done in time only the other counts run."""
    found = owed(replace(COUNTED, filing_deadline=None, effectiveness_deadline=None), COUNTS)
    assert {one.periods for one in found.charges} <= {Fraction(21, 31) + Fraction(3, 2)}


REVIEW = Between(Anchor("review_begins"), Anchor("review_ends"))
STOOD = {"review_begins": day("2004-03-11"), "review_ends": day("2004-03-21")}
DAILY = LiquidatedDamages(
    rate=Decimal("0.01"), period=Length(Decimal(30), "days"), basis="purchase price", clause="2(c)"
)
LATE = {"closing": day("2004-03-01"), "filed": day("2004-04-30"), "declared_effective": day("2004-05-01")}


def plain(damages: LiquidatedDamages, tolled: Between | None = None) -> RegistrationRights:
    """Filing within 30 days, effectiveness within 90, and damages."""
    return RegistrationRights(
        agreement="RRA",
        filing_deadline=limit(30, tolled),
        effectiveness_deadline=limit(90),
        liquidated_damages=damages,
    )


def on(damages: LiquidatedDamages, tolled: Between | None = None, **facts: object) -> Damages:
    """Damages on $3,000 for a filing on 30 April, a month after 31 March."""
    return owed(
        plain(damages, tolled), FactSheet(**{"events": LATE, "amounts": {"A": Decimal(3000)}, **facts})
    )


def test_a_clock_that_stood_still_shortens_the_lateness() -> None:
    """Thirty days late, or twenty where ten days of review put the deadline off."""
    assert [str(one.amount) for one in on(DAILY).charges] == ["30.00"]
    found = on(DAILY, REVIEW, events={**LATE, **STOOD})
    assert [(str(one.amount), one.from_) for one in found.charges] == [("20.00", day("2004-04-10"))]
    assert on(DAILY, REVIEW).missing == ("review_begins",)
    counted = replace(COUNTED, effectiveness_deadline=limit(90, REVIEW))
    stood = replace(COUNTS, events={**COUNTS.events, **STOOD})
    assert owed(counted, stood).charges[0].periods < owed(COUNTED, COUNTS).charges[0].periods


def test_how_a_charge_came_about() -> None:
    """The terms, the basis, the days, the deadline that was missed and the day on which it was cured."""
    (one,) = on(DAILY).charges
    assert leaves(one.trace) == {
        "liquidated_damages.rate": Decimal("0.01"),
        "liquidated_damages.period": "30 days",
        "amounts.A": Decimal(3000),
        "closing": day("2004-03-01"),
        "filed": day("2004-04-30"),
    }
    missed = next(step for step in one.trace.walk() if step.name == "late_filing")
    assert (missed.value, missed.how) == (day("2004-03-31"), "the deadline was missed")
    assert missed.operands[0].name == "deadline of late_filing"


def test_damages_on_demand() -> None:
    """They fall due so long after it; before anybody asks, on no day."""
    damages = replace(DAILY, due=PaymentDue("demand", after=Length(Decimal(2), "business_days")))
    assert [one.payment.due for one in on(damages).payments] == [None]
    found = on(damages, demand=day("2004-05-14"))  # a Friday
    assert [one.payment.due for one in found.payments] == [day("2004-05-18")]


def test_interest_after_a_grace_of_business_days() -> None:
    """Due on 29 April, the last day of the period; five business days of grace end on Thursday 6 May."""
    grace = Interest(Decimal("0.01"), "day", grace=Length(Decimal(5), "business_days"))
    damages = replace(DAILY, due=PaymentDue("period_end"), interest=grace)
    for paid, amount in (("2004-05-06", None), ("2004-05-07", "2.40")):  # eight days at 1 % of 30.00
        found = on(damages, payments=(PaidOn(day("2004-04-29"), day(paid)),), as_of=day(paid))
        (one,) = found.payments
        assert one.paid == day(paid)
        assert (one.interest and (one.interest.holder, str(one.interest.amount))) == (
            amount and ("A", amount)
        )
    unpaid = on(damages)
    assert [(one.paid, one.interest) for one in unpaid.payments] == [(None, None)]


def test_the_basis_by_its_name() -> None:
    """Of several amounts the one that the agreement names; asked for by name where it is lacking."""
    both = {"A": {"shares": Decimal(7), "Purchase Price": Decimal(3000)}}
    assert str(on(DAILY, amounts=both).totals["A"]) == "30.00"
    lacking = {"A": {"shares": Decimal(7), "warrants": Decimal(1)}, "B": Decimal(3000)}
    found = on(DAILY, amounts=lacking)
    assert found.missing == ("amounts.A.purchase_price",)
    assert {name: str(amount) for name, amount in found.totals.items()} == {"B": "30.00"}
    unnamed = on(replace(DAILY, basis=None), amounts=lacking)
    assert unnamed.missing == ("amounts.A.basis",)
    assert on(DAILY, amounts={}).missing == ("amounts",)


def test_effective_on_the_day_of_filing() -> None:
    """Neither is before the other."""
    found = on(DAILY, events={**LATE, "declared_effective": day("2004-04-30")})
    assert [str(one.amount) for one in found.charges] == ["30.00"]


def test_a_filing_deadline_alone_or_an_effectiveness_deadline_alone() -> None:
    """What has no deadline, or none yet, does not stop the other from being judged."""
    alone = replace(plain(DAILY), filing_deadline=None)
    late = {**LATE, "declared_effective": day("2004-06-29")}  # 30 days after 30 May
    facts = FactSheet(events=late, amounts={"A": Decimal(3000)})
    assert [one.failure for one in owed(alone, facts).charges] == ["late_effectiveness"]
    waiting = TimeLimit(expression=Offset(Decimal(5), "days", "after", Anchor("merger")))
    never = replace(plain(DAILY), filing_deadline=waiting)
    happens_not = FactSheet(events={**late, "merger": None}, amounts={"A": Decimal(3000)})
    found = owed(never, happens_not)
    assert [one.failure for one in found.charges] == ["late_effectiveness"]
    assert found.missing == ()
    assert owed(never, facts).missing == ("merger",)


def test_nothing_is_owed_where_nothing_was_late() -> None:
    """Nor is anybody's basis asked for."""
    in_time = {**LATE, "filed": day("2004-03-31")}
    assert on(DAILY, events=in_time) == Damages((), (), {}, {}, ())
    assert on(DAILY, events=in_time, amounts={}) == Damages((), (), {}, {}, ())
    assert on(DAILY, events=in_time, as_of=day("2005-01-01")) == Damages((), (), {}, {}, ())


def test_grace_and_readings_reach_the_charges() -> None:
    """Five business days from 31 March end on 6 April; by thirtieths 24 days to 30 April are 0.8 of a month."""
    terms = replace(DAILY, period=Length(Decimal(1), "months"), grace=Length(Decimal(5), "business_days"))
    facts = FactSheet(events=LATE, amounts={"A": Decimal(3000)})
    found = owed(plain(terms), facts, Readings(roll="none", month_proration="thirty_day"))
    (one,) = found.charges
    # Business days are 31 March, 1, 2, 5 and 6 April (Good Friday, the 9th, is one as well, but later).
    assert (one.from_, one.days, str(one.amount)) == (day("2004-04-07"), 23, "23.00")
    ends = leaves(one.trace)
    assert ends["liquidated_damages.grace"] == "5 business days"


def test_a_sum_for_each_holder_whatever_it_holds() -> None:
    """Fifty dollars for each 30 days: without a basis there is nothing to multiply it by."""
    fixed = LiquidatedDamages(amount_per_period=Decimal(50), period=Length(Decimal(30), "days"))
    found = on(fixed, amounts={"A": Decimal(3000), "B": Decimal(7)})
    assert {name: str(amount) for name, amount in found.totals.items()} == {"A": "50.00", "B": "50.00"}
    assert {name: str(amount) for name, amount in on(fixed, amounts={}).totals.items()} == {
        "each holder": "50.00"
    }
    by_share = on(replace(fixed, basis="shares"), amounts={"A": {"shares": Decimal(3)}})
    assert str(by_share.totals["A"]) == "150.00"


def test_a_limb_that_nobody_speaks_of_does_not_hold_up_the_others() -> None:
    """The deadline is known by the other limb: the merger is not asked for."""
    either = EarlierOf((limit(30).expression, Offset(Decimal(5), "days", "after", Anchor("merger"))))
    terms = replace(plain(DAILY), filing_deadline=TimeLimit(expression=either))
    found = owed(terms, FactSheet(events=LATE, amounts={"A": Decimal(3000)}))
    assert ([str(one.amount) for one in found.charges], found.missing) == (["30.00"], ())
