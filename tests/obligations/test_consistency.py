"""Ways of computing the same thing agree, and readings that should give more do."""

from dataclasses import replace
from datetime import date, timedelta
from decimal import Decimal
from fractions import Fraction

from hypothesis import given
from hypothesis import strategies as st

from obligations.deadlines import Days
from obligations.registration_rights.counts import CountFacts, all_months
from obligations.registration_rights.damages import DamagesFacts, damages
from obligations.registration_rights.defaults import Default, charges
from obligations.registration_rights.readings import Readings
from obligations.registration_rights.states import Halt, SalesBlock, Venue
from obligations.registration_rights.terms import (
    Length,
    LiquidatedDamages,
    RegistrationRights,
    reference_terms,
)
from obligations.trace import Step

START = date(2004, 1, 1)
STRETCHES = st.lists(
    st.tuples(st.integers(0, 300), st.integers(0, 90)).map(
        lambda at: (START + timedelta(at[0]), START + timedelta(at[0] + at[1]))
    ),
    max_size=4,
)
METHODS = st.sampled_from(["anniversary_actual", "thirty_day", "calendar_slice", "year_365_12"])


@given(STRETCHES, STRETCHES, STRETCHES, METHODS, st.integers(0, 200))
def test_stacking_counts_no_less_than_their_union(
    blocked: list[tuple[date, date]],
    halted: list[tuple[date, date]],
    quoted: list[tuple[date, date]],
    method: str,
    late: int,
) -> None:
    """A day that is in two counts pays twice or once; what was counted first is counted in full."""
    facts = CountFacts(
        filing_date=date(2003, 9, 1),
        actual_filing=date(2003, 9, 1),
        effective=date(2003, 11, 30) + timedelta(days=late),
        as_of=date(2005, 3, 1),
        sales_blocks=tuple(SalesBlock(*one) for one in blocked),
        halts=tuple(Halt(*one) for one in halted),
        venues=tuple(Venue("OTCBB", *one) for one in quoted) or (Venue("OTCBB", date(2003, 1, 1)),),
    )
    readings = replace(Readings(), month_proration=method)
    stacked = all_months(facts, reference_terms(), readings)
    union = all_months(facts, reference_terms(), replace(readings, overlap="union"))
    assert union.count_i == stacked.count_i
    assert stacked.total_months == stacked.count_i + stacked.count_ii + stacked.count_iii
    assert stacked.total_months >= union.total_months
    assert union.total_months >= stacked.count_i + stacked.count_ii


PERIODS = st.sampled_from(
    [Length(Decimal(1), "months"), Length(Decimal(30), "days"), Length(Decimal(1), "quarters"),
     Length(Decimal(1), "years"), Length(Decimal(2), "weeks")]
)  # fmt: skip


@given(
    PERIODS, st.sampled_from(["daily", "any_part", "none"]), METHODS, st.integers(1, 500), st.integers(0, 366)
)
def test_a_default_and_a_stretch_of_the_same_days_cost_the_same(
    period: Length, proration: str, method: str, days: int, start: int
) -> None:
    """The schedule's charges and M13 are two ways to one amount."""
    first = START + timedelta(days=start)
    terms = LiquidatedDamages(rate=Decimal("0.02"), period=period, proration=proration)
    readings = replace(Readings(), month_proration=method)
    late = Default("late", first, first + timedelta(days=days), Step("late", first))
    found = charges(terms, [late], {"A": Decimal("99999.99")}, date(2010, 1, 1), Days(), readings)
    facts = DamagesFacts(periods=((first, first + timedelta(days=days)),), holders={"A": Decimal("99999.99")})
    other = damages(facts, RegistrationRights(agreement="RRA", liquidated_damages=terms), readings)
    assert sum((one.amount for one in found), Decimal("0.00")) == other.amounts["A"]
    assert sum((one.periods for one in found), Fraction(0)) >= 0
