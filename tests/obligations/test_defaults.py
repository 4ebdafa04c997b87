"""What each holder is owed for a default: periods, steps, instalments, grace, what parts of a period pay."""

from collections.abc import Mapping
from dataclasses import replace
from datetime import date, timedelta
from decimal import Decimal
from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from obligations.deadlines import Days
from obligations.errors import ContradictoryFactsError, InvalidInputError, NotComputableError
from obligations.expressions import Unit
from obligations.intervals import Interval
from obligations.registration_rights.defaults import Charge, Default, charges, span_of
from obligations.registration_rights.payments import after_cap, payments
from obligations.registration_rights.readings import Readings
from obligations.registration_rights.terms import Cap, Length, LiquidatedDamages, PaymentDue, RateStep
from obligations.rounding import to_cents
from obligations.trace import Step, fact

DAYS = Days()


def length(count: int | str, unit: Unit) -> Length:
    """So many units."""
    return Length(Decimal(count), unit)


MONTHLY = LiquidatedDamages(rate=Decimal("0.02"), period=length(1, "months"))


def day(iso: str) -> date:
    """A date."""
    return date.fromisoformat(iso)


def default(missed: str, cured: str | None, *excluded: tuple[str, str], name: str = "late") -> Default:
    """A default from one ISO date to another."""
    left_out = tuple(Interval(day(a), day(b)) for a, b in excluded)
    return Default(name, day(missed), day(cured) if cured else None, Step(name, day(missed)), left_out)


def owed(
    terms: LiquidatedDamages,
    *defaults: Default,
    bases: Mapping[str, str] | None = None,
    as_of: str = "2010-01-01",
    **readings: object,
) -> tuple[Charge, ...]:
    """The charges on $100,000, unless other holders are given."""
    of = {name: Decimal(basis) for name, basis in (bases or {"A": "100000"}).items()}
    return charges(terms, defaults, of, day(as_of), DAYS, replace(Readings(), **readings))


def amounts(found: tuple[Charge, ...]) -> list[str]:
    """The amounts as printed."""
    return [str(one.amount) for one in found]


STEP_UP = RateStep(after=length(60, "days"), rate=Decimal("0.03"))
RISING = RateStep(increment=Decimal("0.005"), every=length(30, "days"), max_rate=Decimal("0.03"))


@pytest.mark.parametrize(
    ("changes", "missed", "cured", "amount"),
    [
        # 25 August to 10 December: 3 months and 15 of the 30 days to 25 December: 3.5 × 2,000.
        ({}, "2003-08-25", "2003-12-10", "7000.00"),
        ({}, "2003-08-25", "2003-08-26", "64.52"),  # one day of 31: 2000/31 = 64.516…
        ({"first_day": "day_after"}, "2003-08-25", "2003-12-26", "8000.00"),  # from the 26th: 4 months
        ({"through_cure": True}, "2003-08-25", "2003-12-24", "8000.00"),  # the 24th too: 4 months
        ({"proration": "any_part"}, "2003-08-25", "2003-09-26", "4000.00"),  # a month and a day are two
        ({"proration": "any_part"}, "2003-08-25", "2003-09-25", "2000.00"),
        ({"proration": "none"}, "2003-08-25", "2003-10-24", "2000.00"),  # a day short of two is one
        # Each 30 days, 107 days: 107/30 × 2,000 = 7,133.33….
        ({"period": length(30, "days")}, "2003-08-25", "2003-12-10", "7133.33"),
        ({"period": length(2, "weeks")}, "2003-08-25", "2003-09-08", "2000.00"),
        ({"period": length(1, "quarters")}, "2003-08-25", "2003-11-25", "2000.00"),
        # 12 % a year for 107 days of 365 or of 360: 3,517.81 (3517.808…) and 3,566.67 (3566.666…).
        ({"period": length(1, "years"), "rate": Decimal("0.12")}, "2003-08-25", "2003-12-10", "3517.81"),
        (
            {"period": length(1, "years"), "rate": Decimal("0.12"), "day_count": "actual/360"},
            "2003-08-25", "2003-12-10", "3566.67",
        ),
        # Grace of five business days after Monday 25 August, the missed day: 26 to 29 August and, over Labor
        # Day, 2 September, from which the default is counted.
        ({"grace": length(5, "business_days")}, "2003-08-25", "2003-10-02", "2000.00"),
        # After Saturday the 30th they are 2 to 5 September and Monday the 8th.
        ({"grace": length(5, "business_days")}, "2003-08-30", "2003-10-08", "2000.00"),
        # 2 % for 60 days, then 3 %, in periods of 30 days: 4,000 and a third period at 3,000.
        ({"period": length(30, "days"), "step": STEP_UP}, "2003-08-25", "2003-11-23", "7000.00"),
        # By months, 60 days end on 24 October, a day before the second month: 2,000 + 29/30 × 2,000 +
        # 1/30 × 3,000 = 4,033.33….
        ({"step": STEP_UP}, "2003-08-25", "2003-10-25", "4033.33"),
        # 2 %, 2.5 %, 3 %, 3 %: it stops at its highest.
        ({"period": length(30, "days"), "step": RISING}, "2003-08-25", "2003-12-23", "10500.00"),
        # Up to the 20th business day after Monday 25 August, 23 September, 2 %, then 3 % for seven days of 30.
        ({"period": length(30, "days"), "step": replace(STEP_UP, after=length(20, "business_days"))},
         "2003-08-25", "2003-09-30", "2633.33"),
        # A step that says not when is none.
        ({"step": RateStep(rate=Decimal("0.03"))}, "2003-08-25", "2003-09-25", "2000.00"),
        # Nor one that says not by how much.
        ({"step": RateStep(every=length(1, "months"))}, "2003-08-25", "2003-10-25", "4000.00"),
        # A quarter and a day are two quarters, a day less than a quarter is none.
        ({"period": length(1, "quarters"), "proration": "any_part"}, "2003-08-25", "2003-11-26", "4000.00"),
        # The whole of a period at the rate of its first day: 2 % for the third month, which has begun.
        ({"step": replace(STEP_UP, after=length(62, "days")), "proration": "any_part"},
         "2003-08-25", "2003-10-30", "6000.00"),
        ({"step": replace(STEP_UP, after=length(61, "days")), "proration": "any_part"},
         "2003-08-25", "2003-10-30", "7000.00"),
    ],
)  # fmt: skip
def test_one_default(changes: dict[str, object], missed: str, cured: str, amount: str) -> None:
    """Two per cent a month of $100,000 unless the agreement says otherwise."""
    assert amounts(owed(replace(MONTHLY, **changes), default(missed, cured))) == [amount]


def test_a_fixed_sum_a_period() -> None:
    """Five cents a share for each 30 days, on 1,000 shares for 45 days: 75.00."""
    terms = LiquidatedDamages(amount_per_period=Decimal("0.05"), period=length(30, "days"))
    assert amounts(owed(terms, default("2004-03-01", "2004-04-15"), bases={"A": "1000"})) == ["75.00"]


def test_a_default_that_goes_on_is_counted_up_to_the_day_asked_about() -> None:
    """A cure after that day is not known yet; before the default nothing is owed."""
    for cured in (None, "2004-06-30"):
        assert amounts(owed(MONTHLY, default("2004-03-01", cured), as_of="2004-04-01")) == ["2000.00"]
    assert owed(MONTHLY, default("2004-03-01", None), as_of="2004-03-01") == ()
    assert owed(MONTHLY, default("2004-03-01", None), as_of="2004-02-01") == ()


def test_a_cure_within_the_grace_owes_nothing() -> None:
    """Ten days of grace from 1 March end on the 11th."""
    terms = replace(MONTHLY, grace=length(10, "days"))
    assert owed(terms, default("2004-03-01", "2004-03-11")) == ()
    assert len(owed(terms, default("2004-03-01", "2004-03-12"))) == 1


def test_a_month_of_grace_ends_on_its_anniversary() -> None:
    """From 1 March it is over on 1 April, not a month from the last day of February."""
    terms = replace(MONTHLY, grace=length(1, "months"))
    span = span_of(terms, default("2004-03-01", "2004-05-01"), day("2005-01-01"), DAYS)
    assert span == Interval(day("2004-04-01"), day("2004-05-01"))


def test_a_cure_before_the_default_is_a_contradiction() -> None:
    """Both days are named."""
    with pytest.raises(ContradictoryFactsError, match=r"cured on 2004-02-28, before it began on 2004-03-01"):
        owed(MONTHLY, default("2004-03-01", "2004-02-28"))


def test_the_span_of_a_default() -> None:
    """Half-open; the day of the cure only where the agreement counts it."""
    one = default("2004-03-01", "2004-03-05")
    assert span_of(MONTHLY, one, day("2005-01-01"), DAYS) == Interval(day("2004-03-01"), day("2004-03-05"))
    through = replace(MONTHLY, through_cure=True, first_day="day_after")
    assert span_of(through, one, day("2005-01-01"), DAYS) == Interval(day("2004-03-02"), day("2004-03-06"))
    assert span_of(MONTHLY, default("2004-03-01", "2004-03-01"), day("2005-01-01"), DAYS) is None


def test_days_left_out_take_their_own_part() -> None:
    """March has 31 days, of which ten are left out: 21/31 of 2,000, and 21 days."""
    (one,) = owed(MONTHLY, default("2004-03-01", "2004-04-01", ("2004-03-10", "2004-03-20")))
    assert (str(one.amount), one.days, one.periods) == ("1354.84", 21, Fraction(21, 31))
    assert (one.from_, one.to) == (day("2004-03-01"), day("2004-03-31"))
    assert [piece.span.days for piece in one.slices] == [9, 12]


def test_days_left_out_of_whole_periods() -> None:
    """A month without a day is no whole month; a part of it still pays it all; a month left out pays nothing."""
    late = default("2004-03-01", "2004-05-01", ("2004-03-10", "2004-03-20"))
    assert amounts(owed(replace(MONTHLY, proration="none"), late)) == ["2000.00"]
    assert amounts(owed(replace(MONTHLY, proration="any_part"), late)) == ["4000.00"]
    all_march = default("2004-03-01", "2004-05-01", ("2004-03-01", "2004-04-01"))
    assert amounts(owed(replace(MONTHLY, proration="any_part"), all_march)) == ["2000.00"]
    everything = default("2004-03-01", "2004-05-01", ("2004-02-01", "2004-06-01"))
    assert owed(MONTHLY, everything) == ()


@pytest.mark.parametrize(
    ("method", "amount"),
    [
        ("anniversary_actual", "2645.16"),  # 15 November to 25 December: 41/31 of 2,000
        ("thirty_day", "2666.67"),  # 4/3
        ("calendar_slice", "2615.05"),  # 608/465
        ("year_365_12", "2630.14"),  # 96/73
    ],
)
def test_a_part_of_a_month_by_each_method(method: str, amount: str) -> None:
    """The reading that proration of months is computed by holds for every default, and the trace names it."""
    (one,) = owed(MONTHLY, default("2003-11-15", "2003-12-25"), month_proration=method)
    assert str(one.amount) == amount
    assert one.trace.readings_used() == ("month_proration",)


def test_periods_of_days_rest_on_no_reading() -> None:
    """Thirty days are thirty days."""
    (one,) = owed(replace(MONTHLY, period=length(30, "days")), default("2003-11-15", "2003-12-25"))
    assert one.trace.readings_used() == ()


@pytest.mark.parametrize(
    ("grace_is", "changes", "cured", "counted"),
    [
        # Missed on 1 March; five days of grace end on the 6th. From the 1st, or with `day_after` from the 2nd.
        ("free", {}, "2004-03-06", None),
        ("free", {}, "2004-03-08", ("2004-03-06", "2004-03-08")),
        ("if_cured", {}, "2004-03-06", None),
        ("if_cured", {}, "2004-03-07", ("2004-03-01", "2004-03-07")),
        ("if_short", {}, "2004-03-06", None),
        ("if_short", {}, "2004-03-07", ("2004-03-01", "2004-03-07")),
        # The 2nd to the 6th are five days of delay; the cure on the 7th comes too late, but the delay is short.
        ("if_cured", {"first_day": "day_after"}, "2004-03-06", None),
        ("if_cured", {"first_day": "day_after"}, "2004-03-07", ("2004-03-02", "2004-03-07")),
        ("if_short", {"first_day": "day_after"}, "2004-03-07", None),
        ("if_short", {"first_day": "day_after"}, "2004-03-08", ("2004-03-02", "2004-03-08")),
        ("if_short", {"first_day": "day_after", "through_cure": True}, "2004-03-06", None),
        (
            "if_short",
            {"first_day": "day_after", "through_cure": True},
            "2004-03-07",
            ("2004-03-02", "2004-03-08"),
        ),
    ],
)
def test_grace_that_is_paid_once_it_has_passed(
    grace_is: str, changes: dict[str, object], cured: str, counted: tuple[str, str] | None
) -> None:
    """Never paid, or only where the default is cured in it or is no longer."""
    terms = replace(MONTHLY, grace=length(5, "days"), grace_is=grace_is, **changes)
    found = span_of(terms, default("2004-03-01", cured), date(2005, 1, 1), DAYS)
    assert found == (Interval(day(counted[0]), day(counted[1])) if counted else None)


def test_grace_while_the_default_goes_on() -> None:
    """As of the last day of grace nothing is owed yet; as of the next, all of it."""
    terms = replace(MONTHLY, grace=length(5, "days"), grace_is="if_cured")
    uncured = default("2004-03-01", None)
    assert owed(terms, uncured, as_of="2004-03-06") == ()
    (one,) = owed(terms, uncured, as_of="2004-03-07")
    assert (one.from_, one.days) == (day("2004-03-01"), 6)


INSTALMENTS = replace(MONTHLY, instalments=True)


def falling(found: tuple[Charge, ...]) -> list[tuple[str, str]]:
    """Each instalment's day and amount."""
    return [(one.on.isoformat() if one.on else "", str(one.amount)) for one in found]


def test_instalments() -> None:
    """On the default, a month later, and on the cure 15 of the 30 days from 30 April to 30 May."""
    late = default("2004-03-31", "2004-05-15")
    first = [("2004-03-31", "2000.00"), ("2004-04-30", "2000.00")]
    # From 30 April the next anniversary of the 31st is 31 May: 31 days, of which 15 have passed.
    assert falling(owed(INSTALMENTS, late)) == [*first, ("2004-05-15", "967.74")]
    assert falling(owed(INSTALMENTS, late, last_instalment="part_of_last")) == [
        ("2004-03-31", "2000.00"),
        ("2004-04-30", "967.74"),
    ]
    assert falling(owed(replace(INSTALMENTS, proration="any_part"), late)) == first
    (one, *_) = owed(INSTALMENTS, late)
    assert one.trace.readings_used() == ("last_instalment", "month_proration")


def test_a_part_is_paid_on_a_cure_on_the_day_asked_about() -> None:
    """As of 15 May the default is cured on that day: 14 of the 31 days from 1 May."""
    found = falling(owed(INSTALMENTS, default("2004-05-01", "2004-05-15"), as_of="2004-05-15"))
    assert found == [("2004-05-01", "2000.00"), ("2004-05-15", "903.23")]


def test_an_instalment_s_part_is_paid_on_the_cure_and_not_before() -> None:
    """As of 15 May the default goes on: nothing falls due that day."""
    uncured = default("2004-03-31", None)
    assert falling(owed(INSTALMENTS, uncured, as_of="2004-05-15")) == [
        ("2004-03-31", "2000.00"),
        ("2004-04-30", "2000.00"),
    ]


def test_a_cure_on_an_anniversary_leaves_no_part() -> None:
    """Of two whole months two instalments."""
    found = falling(owed(INSTALMENTS, default("2004-03-15", "2004-05-15")))
    assert found == [("2004-03-15", "2000.00"), ("2004-04-15", "2000.00")]


def test_a_first_instalment_at_another_rate() -> None:
    """1 % on 31 March, 2 % on 30 April; on the cure 15 days of thirty at 2 %, not at the first rate."""
    late = default("2004-03-31", "2004-05-15")
    terms = replace(INSTALMENTS, initial_rate=Decimal("0.01"), part_days=30)
    assert falling(owed(terms, late)) == [
        ("2004-03-31", "1000.00"),
        ("2004-04-30", "2000.00"),
        ("2004-05-15", "1000.00"),
    ]
    early = falling(owed(terms, default("2004-03-31", "2004-04-10")))
    assert early == [("2004-03-31", "1000.00"), ("2004-04-10", "666.67")]


def test_a_first_payment_besides_the_periods() -> None:
    """1 % at once, and 2 % a month from the same day."""
    terms = replace(MONTHLY, initial_rate=Decimal("0.01"))
    found = owed(terms, default("2004-03-31", "2004-04-30"))
    assert falling(found) == [("2004-03-31", "1000.00"), ("", "2000.00")]


def test_a_sum_for_so_many_units_that_rises() -> None:
    """$5 for each thousand of 100,000 a week, then $6, $7 at most."""
    rising = RateStep(increment=Decimal(1), every=length(1, "weeks"), max_rate=Decimal(7))
    terms = LiquidatedDamages(
        amount_per_period=Decimal(5), period=length(1, "weeks"), per_units=Decimal(1000), step=rising
    )
    assert amounts(owed(terms, default("2004-03-01", "2004-03-29"))) == ["2500.00"]  # 500 + 600 + 700 + 700


def test_instalments_at_a_rate_that_steps() -> None:
    """Two per cent up to 60 days, three after: the third, on 15 May, is the 61st day."""
    terms = replace(INSTALMENTS, step=replace(STEP_UP, after=length(61, "days")))
    found = falling(owed(terms, default("2004-03-15", "2004-06-15")))
    assert [amount for _, amount in found] == ["2000.00", "2000.00", "3000.00"]


def test_what_cannot_be_computed() -> None:
    """Periods of business days or hours, of no days, of half a month; days left out of instalments."""
    late = default("2004-03-01", "2004-04-01")
    for period in (
        length(5, "business_days"),
        length(12, "hours"),
        length(0, "months"),
        length("0.5", "months"),
    ):
        with pytest.raises(NotComputableError):
            owed(replace(MONTHLY, period=period), late)
    with pytest.raises(NotComputableError, match="left out"):
        owed(INSTALMENTS, default("2004-03-01", "2004-04-01", ("2004-03-05", "2004-03-06")))
    # Days left out that are not in the default do no harm.
    assert owed(INSTALMENTS, default("2004-03-01", "2004-04-01", ("2004-05-05", "2004-05-06")))


def test_charges_come_by_default_and_holder() -> None:
    """Each holder's basis, rounded for itself, in the order given."""
    found = owed(
        MONTHLY,
        default("2004-03-01", "2004-04-01", name="late_filing"),
        default("2004-05-01", "2004-05-02", name="late_effectiveness"),
        bases={"B": "1000", "A": "3000.10"},
    )
    assert [(one.failure, one.holder, str(one.amount)) for one in found] == [
        ("late_filing", "B", "20.00"),
        ("late_filing", "A", "60.00"),
        ("late_effectiveness", "B", "0.65"),  # 20/31
        ("late_effectiveness", "A", "1.94"),  # 60.002/31
    ]


def test_the_trace_holds_the_terms_the_basis_and_the_default() -> None:
    """Down to what was missed."""
    operand = Step("rate", Decimal("0.02"))
    late = replace(default("2004-03-01", "2004-04-01"), trace=fact("missed", day("2004-03-01")))
    (one,) = charges(MONTHLY, [late], {"A": Decimal(1000)}, day("2005-01-01"), DAYS, Readings(), (operand,))
    rate, basis, periods = one.trace.operands
    assert rate == operand
    assert (basis.name, basis.value) == ("basis", Decimal(1000))
    assert (periods.value, periods.how) == (Fraction(1), "31 days of [2004-03-01, 2004-04-01) by 1 months")
    assert periods.operands == (late.trace,)
    assert (one.trace.name, one.trace.value) == ("late, A", Decimal("20.00"))
    assert (periods.name, one.trace.how) == ("periods", "basis × rate × periods, half up to the cent")


def test_the_trace_says_at_which_rates() -> None:
    """Sixty days at 2 % and thirty at 3 %, in periods of thirty days."""
    terms = replace(MONTHLY, period=length(30, "days"), step=STEP_UP)
    (one,) = owed(terms, default("2003-08-25", "2003-11-23"))
    told = "basis × periods at each rate (2 at 0.020000 + 1 at 0.030000), half up to the cent"
    assert one.trace.how == told


def test_a_default_of_no_day_does_not_hold_up_the_next() -> None:
    """Cured on the day that it began; the other is charged."""
    none, late = default("2004-03-01", "2004-03-01"), default("2004-05-01", "2004-06-01", name="other")
    assert [one.failure for one in owed(MONTHLY, none, late)] == ["other"]


# Properties.

STARTS = st.dates(date(2001, 1, 1), date(2006, 12, 31))
LENGTHS = st.integers(0, 400)
UNITS = st.sampled_from(
    [length(1, "months"), length(30, "days"), length(1, "quarters"), length(1, "years"), length(2, "weeks")]
)
STEPS = st.sampled_from(
    [None, STEP_UP, RISING, RateStep(increment=Decimal("0.01"), every=length(1, "months"))]
)
TERMS = st.builds(
    LiquidatedDamages,
    rate=st.sampled_from([Decimal("0.01"), Decimal("0.0175"), Decimal(0)]),
    period=UNITS,
    proration=st.sampled_from(["daily", "any_part", "none"]),
    first_day=st.sampled_from(["deadline", "day_after"]),
    through_cure=st.booleans(),
    step=STEPS,
    grace=st.sampled_from([None, length(5, "business_days"), length(1, "months")]),
    grace_is=st.sampled_from(["free", "if_cured", "if_short"]),
)
METHODS = st.sampled_from(["anniversary_actual", "thirty_day", "calendar_slice", "year_365_12"])
BASES = st.dictionaries(
    st.sampled_from("ABCDE"), st.integers(0, 10**9).map(lambda cents: Decimal(cents).scaleb(-2)), min_size=1
)


def charged(
    terms: LiquidatedDamages,
    start: date,
    days: int,
    bases: Mapping[str, Decimal],
    method: str = "anniversary_actual",
    as_of: date = date(2010, 1, 1),
    cured: bool = True,
) -> tuple[Charge, ...]:
    """The charges of one default of so many days."""
    one = Default("late", start, start + timedelta(days=days) if cured else None, Step("late", start))
    return charges(terms, [one], bases, as_of, DAYS, replace(Readings(), month_proration=method))


def sums(found: tuple[Charge, ...]) -> dict[str, Decimal]:
    """What each holder is owed."""
    totals: dict[str, Decimal] = {}
    for one in found:
        totals[one.holder] = totals.get(one.holder, Decimal(0)) + one.amount
    return totals


@given(TERMS, STARTS, LENGTHS, BASES, METHODS)
def test_damages_are_the_sum_of_their_slices(
    terms: LiquidatedDamages, start: date, days: int, bases: dict[str, Decimal], method: str
) -> None:
    """Never negative, rounded once; the slices lie within the default, in order, each day in one at most."""
    span = span_of(
        terms, Default("late", start, start + timedelta(days=days), Step("", None)), date(2010, 1, 1), DAYS
    )
    for one in charged(terms, start, days, bases, method):
        assert span
        exact = sum((one.basis * piece.rate * piece.part for piece in one.slices), Fraction(0))
        assert one.amount == to_cents(exact) >= 0
        assert one.periods == sum(piece.part for piece in one.slices)
        assert one.days == sum(piece.span.days for piece in one.slices) <= span.days
        edges = [edge for piece in one.slices for edge in (piece.span.start, piece.span.end)]
        assert edges == sorted(edges)
        assert span.start <= edges[0]
        assert edges[-1] <= span.end


@given(TERMS, STARTS, LENGTHS, st.integers(0, 60), METHODS)
def test_a_longer_default_never_costs_less(
    terms: LiquidatedDamages, start: date, days: int, more: int, method: str
) -> None:
    """In time, whether it is cured or goes on."""
    basis = {"A": Decimal(123456)}
    short, long = (sums(charged(terms, start, n, basis, method)) for n in (days, days + more))
    assert short.get("A", 0) <= long.get("A", 0)
    as_of = start + timedelta(days=days)
    going_on = sums(charged(terms, start, 0, basis, method, as_of=as_of, cured=False))
    assert going_on.get("A", 0) == short.get("A", 0)


@given(TERMS, STARTS, LENGTHS, st.integers(0, 10**8), st.integers(0, 10**8))
def test_a_larger_basis_never_costs_less(
    terms: LiquidatedDamages, start: date, days: int, one: int, other: int
) -> None:
    """Nothing on nothing."""
    low, high = sorted((Decimal(one).scaleb(-2), Decimal(other).scaleb(-2)))
    found = sums(charged(terms, start, days, {"low": low, "high": high, "none": Decimal(0)}))
    assert found.get("low", 0) <= found.get("high", 0)
    assert found.get("none", 0) == 0


@given(TERMS, STARTS, LENGTHS, BASES)
def test_each_holder_is_paid_as_if_there_were_no_other(
    terms: LiquidatedDamages, start: date, days: int, bases: dict[str, Decimal]
) -> None:
    """So it does not matter in what order they stand, and the sum of all is within a cent each of the whole."""
    together = sums(charged(terms, start, days, bases))
    assert together == {
        name: amount
        for holder, basis in bases.items()
        for name, amount in sums(charged(terms, start, days, {holder: basis})).items()
    }
    whole = sums(charged(terms, start, days, {"all": sum(bases.values(), Decimal(0))}))
    off = abs(sum(together.values(), Decimal(0)) - whole.get("all", Decimal(0)))
    assert off <= Decimal("0.005") * (len(bases) + 1)


DUES = st.sampled_from(
    [
        PaymentDue("period_end"),
        PaymentDue("period_end", after=length(5, "business_days")),
        PaymentDue("month_end", after=length(10, "days")),
        PaymentDue("dates", dates=("---15",)),
        PaymentDue("dates", dates=("--03-31", "--06-30", "--09-30", "--12-31")),
        PaymentDue("dates", dates=("---01",), in_arrears=True),
        PaymentDue("demand", after=length(3, "business_days")),
        None,
    ]
)


@given(TERMS, DUES, STARTS, st.integers(1, 400), BASES, st.integers(0, 500), METHODS)
def test_the_payments_of_a_charge_add_up_to_it(
    terms: LiquidatedDamages,
    due: PaymentDue | None,
    start: date,
    days: int,
    bases: dict[str, Decimal],
    asked: int,
    method: str,
) -> None:
    """To the cent, none below zero, each on its own day, and no day paid for before it has passed."""
    terms = replace(terms, due=due)
    for one in charged(terms, start, days, bases, method):
        found = payments(terms, [one], DAYS, start + timedelta(days=asked))
        assert sum((payment.amount for payment in found), Decimal(0)) == one.amount
        assert all(payment.amount >= 0 for payment in found)
        dues = [payment.due for payment in found]
        assert dues == [None] or dues == sorted(set(dues))
        if due:
            assert dues[0] >= one.from_
            assert dues[-1] >= one.to


@given(TERMS, DUES, STARTS, st.integers(1, 400), BASES, st.integers(0, 30), st.integers(0, 5))
def test_caps_are_never_exceeded(
    terms: LiquidatedDamages,
    due: PaymentDue | None,
    start: date,
    days: int,
    bases: dict[str, Decimal],
    per_cent: int,
    more: int,
) -> None:
    """No holder is paid more than its own cap; a higher cap pays no less of any payment."""
    low = replace(terms, due=due, cap=Cap(fraction=Decimal(per_cent) / 1000))
    high = replace(low, cap=Cap(fraction=Decimal(per_cent + more) / 1000))
    all_of_it = payments(low, charged(low, start, days, bases), DAYS, start)
    kept, higher = after_cap(low, all_of_it, bases), after_cap(high, all_of_it, bases)
    assert len(kept) == len(all_of_it)
    assert all(0 <= amount <= payment.amount for payment, amount in kept)
    for holder, basis in bases.items():
        paid = sum((amount for payment, amount in kept if payment.holder == holder), Decimal(0))
        assert Fraction(paid) <= Fraction(basis) * per_cent / 1000
    assert all(a <= b for (_, a), (_, b) in zip(kept, higher, strict=True))


def test_a_rate_goes_on_rising() -> None:
    """A hundredth more each day for 6,000 days: 0.01 × (1 + … + 6,000) of a day's sum of 1."""
    terms = LiquidatedDamages(
        amount_per_period=Decimal(1),
        period=length(1, "days"),
        step=RateStep(every=length(1, "days"), increment=Decimal("0.01")),
    )
    cured = (day("2000-01-01") + timedelta(days=6000)).isoformat()
    found = owed(terms, default("2000-01-01", cured), as_of="2020-01-01")
    # The first day pays 1, the n-th 1 + 0.01 (n - 1): 6,000 + 0.01 × 5,999 × 6,000 / 2 = 185,970.
    assert found[0].amount == Decimal("18597000000.00")  # on 100,000 units


def test_a_rate_that_rises_every_nothing_is_refused() -> None:
    """It would have risen without end on the first day."""
    terms = replace(MONTHLY, step=RateStep(every=length(0, "days"), increment=Decimal("0.01")))
    with pytest.raises(NotComputableError, match="every 0 days"):
        owed(terms, default("2004-01-01", "2004-02-01"))


@pytest.mark.parametrize(
    ("count", "unit"), [(-1, "days"), (201, "years"), (2401, "months"), (80_000, "days")]
)
def test_a_length_of_time_has_its_limits(count: int, unit: Unit) -> None:
    """None below zero, and none that leads out of the calendar."""
    with pytest.raises(InvalidInputError, match=f"{count} {unit}"):
        length(count, unit)
