"""What is the same in other words and units, what may be, and what differs."""

from decimal import Decimal
from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st
from pydantic import TypeAdapter

from pipeline.compare.comparable import (
    Comparable,
    Day,
    Figure,
    Money,
    Number,
    Threshold,
    figure,
    sameness,
    word_set,
    words,
)
from pipeline.compare.times import PerTime, Time
from pipeline.compare.trees import When, when
from pipeline.termsheet.expressions import ExpressionNode
from pipeline.termsheet.values import UnitName

NODE: TypeAdapter[ExpressionNode] = TypeAdapter(ExpressionNode)
SPAN = {"start": 0, "end": 1}


def time(count: int, unit: UnitName) -> Time:
    """So many of a unit."""
    return Time(Fraction(count), unit)


def per(percent: str, count: int, unit: UnitName) -> PerTime:
    """So many per cent for each time."""
    return PerTime(Decimal(percent) / 100, None, time(count, unit))


def anchor(text: str) -> dict[str, object]:
    """The JSON of a day that the words name."""
    return {"op": "anchor", "span": SPAN, "text": text, "kind": "event"}


def after(count: int, unit: str, of: str | dict[str, object]) -> dict[str, object]:
    """The JSON of so long after a day."""
    base = anchor(of) if isinstance(of, str) else of
    return {
        "op": "offset",
        "span": SPAN,
        "count": count,
        "unit": unit,
        "direction": "after",
        "bound": "no_later_than",
        "base": base,
    }


def tree(node: dict[str, object]) -> When:
    """A deadline from its JSON."""
    return when(NODE.validate_python(node))


def earlier(*nodes: dict[str, object]) -> dict[str, object]:
    """The JSON of the earlier of some days."""
    return {"op": "earlier_of", "span": SPAN, "args": list(nodes)}


CLOSING = "the Closing Date"
CASES: list[tuple[Comparable, Comparable, str]] = [
    (time(7, "days"), time(1, "weeks"), "same"),
    (time(1, "years"), time(12, "months"), "same"),
    (time(1, "quarters"), time(3, "months"), "same"),
    (time(30, "days"), time(1, "months"), "near"),
    (time(28, "days"), time(1, "months"), "near"),
    (time(27, "days"), time(1, "months"), "differs"),
    (time(32, "days"), time(1, "months"), "differs"),
    (time(90, "days"), time(3, "months"), "near"),
    (time(90, "days"), time(1, "quarters"), "near"),
    (time(180, "days"), time(6, "months"), "differs"),  # 181 at least: February, and three months of 31
    (time(181, "days"), time(6, "months"), "near"),
    (time(360, "days"), time(1, "years"), "differs"),
    (time(366, "days"), time(1, "years"), "near"),
    (time(52, "weeks"), time(1, "years"), "differs"),
    (time(24, "hours"), time(1, "days"), "near"),
    (time(24, "hours"), time(1, "business_days"), "differs"),
    (time(720, "hours"), time(1, "months"), "differs"),
    (time(45, "days"), Time(Fraction(3, 2), "months"), "near"),  # 43.5 to 46.5
    (time(43, "days"), Time(Fraction(3, 2), "months"), "differs"),
    (time(47, "days"), Time(Fraction(3, 2), "months"), "differs"),
    (time(15, "days"), Time(Fraction(1, 2), "months"), "near"),
    (time(45, "days"), Time(Fraction(1, 2), "quarters"), "near"),
    (time(45, "days"), Time(Fraction(1, 8), "years"), "near"),
    (time(10**99, "days"), Time(Fraction(10**99 + 1, 2), "months"), "differs"),
    (time(10, "business_days"), time(10, "days"), "differs"),
    (time(10, "business_days"), time(14, "days"), "differs"),
    (time(10, "business_days"), time(10, "trading_days"), "differs"),
    (time(10**9, "years"), time(365 * 10**9, "days"), "near"),  # past the calendar: the average
    (per("1.5", 30, "days"), per("2", 1, "months"), "differs"),
    (per("2", 30, "days"), per("2", 1, "months"), "near"),
    (per("1", 14, "days"), per("0.5", 1, "weeks"), "same"),
    (per("1", 1, "months"), per("12", 1, "years"), "same"),
    (per("1", 30, "days"), per("12", 12, "months"), "near"),
    (per("1", 30, "days"), per("12.1", 1, "years"), "differs"),
    (PerTime(Decimal("0.02"), None, Time(Fraction(3, 2), "months")), per("2", 45, "days"), "near"),
    (PerTime(Decimal("0.02"), None, Time(Fraction(3, 2), "months")), per("4", 90, "days"), "near"),
    (per("0", 30, "days"), per("0", 1, "months"), "same"),
    (per("0", 30, "days"), per("1", 30, "days"), "differs"),
    (per("1", 5, "business_days"), per("1", 7, "days"), "differs"),
    (per("2", 10, "business_days"), per("1", 5, "business_days"), "same"),
    (
        PerTime(Decimal("0.05"), "USD", time(30, "days")),
        PerTime(Decimal("0.050"), "USD", time(30, "days")),
        "same",
    ),
    (
        PerTime(Decimal("0.05"), "USD", time(30, "days")),
        PerTime(Decimal("0.05"), None, time(30, "days")),
        "differs",
    ),
    (Money(Decimal("0.05"), "USD"), Money(Decimal("0.050"), "USD"), "same"),
    (Money(Decimal("0.05"), "USD"), Money(Decimal("0.05"), "CAD"), "differs"),
    (Number(Decimal("1.3")), Number(Decimal("1.30")), "same"),
    (Number(Decimal("0.6666666667")), Number(Decimal("0.6667")), "near"),
    (Number(Decimal("0.6666666667")), Number(Decimal("0.67")), "near"),
    (Number(Decimal("0.6666666667")), Number(Decimal("0.7")), "differs"),
    (Number(Decimal("0.6666666667")), Number(Decimal("0.66")), "differs"),
    (Number(Decimal("0.015")), Number(Decimal("0.02")), "differs"),
    (Threshold(Decimal("0.5"), strict=True), Threshold(Decimal("0.50"), strict=True), "same"),
    (Threshold(Decimal("0.5"), strict=True), Threshold(Decimal("0.5"), strict=False), "differs"),
    (Day("2004-05-18"), Day("2004-05-19"), "differs"),
    (Day("2004-05-18"), words("2004-05-18"), "differs"),
    (words("The  “Notes”\nthen outstanding."), words('the "Notes" then outstanding'), "same"),
    (words("Company", "Holders"), words("Holders", "Company"), "differs"),
    (word_set("Company", "Holders"), word_set("holders", "the Company"), "same"),
    (tree(after(30, "days", CLOSING)), tree(after(30, "days", "Closing Date")), "same"),
    (tree(after(30, "days", CLOSING)), tree(after(1, "months", CLOSING)), "near"),
    (tree(after(30, "days", CLOSING)), tree(after(45, "days", CLOSING)), "differs"),
    (tree(after(30, "days", CLOSING)), tree(after(30, "days", "the Filing Date")), "differs"),
    (
        tree(after(30, "days", CLOSING)),
        tree({**after(30, "days", CLOSING), "bound": "exactly"}),
        "differs",
    ),
    (
        tree(earlier(after(30, "days", CLOSING), after(60, "days", "the request"))),
        tree(earlier(after(60, "days", "the request"), after(1, "months", CLOSING))),
        "near",
    ),
    (
        tree(earlier(after(30, "days", CLOSING), anchor("the sale"))),
        tree({**earlier(after(30, "days", CLOSING), anchor("the sale")), "op": "later_of"}),
        "differs",
    ),
    (
        tree({"op": "duration", "span": SPAN, "count": 2, "unit": "years"}),
        tree({"op": "duration", "span": SPAN, "count": 24, "unit": "months", "start": None}),
        "same",
    ),
    (
        tree(
            {
                "op": "roll",
                "span": SPAN,
                "convention": "next_business_day",
                "base": after(1, "weeks", CLOSING),
            }
        ),
        tree(after(1, "weeks", CLOSING)),
        "differs",
    ),
]


@pytest.mark.parametrize(("one", "other", "expected"), CASES)
def test_how_two_values_compare(one: Comparable, other: Comparable, expected: str) -> None:
    """The same whichever comes first."""
    assert sameness(one, other) == expected
    assert sameness(other, one) == expected


UNITS: tuple[UnitName, ...] = (
    "hours", "days", "weeks", "months", "quarters", "years", "business_days", "trading_days",
)  # fmt: skip
TIMES = st.builds(Time, st.fractions(min_value=0, max_value=400, max_denominator=4), st.sampled_from(UNITS))
AMOUNTS = st.decimals(min_value=0, max_value=10, places=4)
WORDS = st.text("abc Deé'’\n", max_size=8)
LEAVES = WORDS.map(anchor) | st.dates().map(lambda day: {"op": "fixed", "span": SPAN, "iso": day.isoformat()})
NODES = st.recursive(
    LEAVES,
    lambda inner: (
        st.builds(after, st.integers(1, 400), st.sampled_from(UNITS), inner)
        | st.lists(inner, min_size=2, max_size=4).map(lambda nodes: earlier(*nodes))
    ),
    max_leaves=6,
)
COMPARABLES: st.SearchStrategy[Comparable] = st.one_of(
    TIMES,
    st.builds(PerTime, AMOUNTS, st.sampled_from([None, "USD"]), TIMES),
    st.builds(Number, AMOUNTS | st.sampled_from([Decimal("0.6666666667"), Decimal("0.6667")])),
    st.builds(Threshold, AMOUNTS, st.booleans()),
    st.builds(Money, AMOUNTS, st.sampled_from(["USD", "CAD"])),
    st.lists(WORDS, max_size=3).map(lambda them: words(*them)),
    st.lists(WORDS, max_size=3).map(lambda them: word_set(*them)),
    NODES.map(tree),
)


@given(COMPARABLES)
def test_a_value_is_the_same_as_itself(value: Comparable) -> None:
    """Whatever it is."""
    assert sameness(value, value) == "same"


@given(COMPARABLES, COMPARABLES)
def test_the_order_does_not_matter(one: Comparable, other: Comparable) -> None:
    """Of any two values."""
    assert sameness(one, other) == sameness(other, one)


@given(TIMES, TIMES)
def test_times_that_may_be_the_same_are_close_in_days(one: Time, other: Time) -> None:
    """By the spread of a month, and by leap days; and business days are never in days."""
    if sameness(one, other) != "differs" and one.days is not None and other.days is not None:
        assert abs(one.days - other.days) <= 4 + one.days / 1000
    assert (one.days is None) == (one.unit in ("business_days", "trading_days"))


@given(AMOUNTS, TIMES, st.integers(1, 9))
def test_a_rate_can_be_said_for_a_longer_time(amount: Decimal, time: Time, times: int) -> None:
    """So much for a time is twice as much for twice the time."""
    one = PerTime(amount, None, time)
    assert sameness(one, PerTime(amount * times, None, Time(time.count * times, time.unit))) == "same"


@pytest.mark.parametrize(
    ("of", "expected"),
    [
        (time(30, "days"), Figure(Decimal(30), "days")),
        (time(2, "weeks"), Figure(Decimal(14), "days", converted=True)),
        (time(1, "months"), Figure(Decimal("30.416667"), "days", exact=False, converted=True)),
        (time(12, "months"), Figure(Decimal(365), "days", exact=False, converted=True)),
        (time(36, "hours"), Figure(Decimal("1.5"), "days", converted=True)),
        (time(5, "business_days"), Figure(Decimal(5), "business_days")),
        (per("1.5", 30, "days"), Figure(Decimal("0.1825"), "per_year", exact=False, converted=True)),
        (per("2", 1, "months"), Figure(Decimal("0.24"), "per_year", converted=True)),
        (per("12", 1, "years"), Figure(Decimal("0.12"), "per_year")),
        (per("1", 5, "business_days"), Figure(Decimal("0.002"), "per_business_day", converted=True)),
        (
            PerTime(Decimal("0.05"), "USD", time(3, "months")),
            Figure(Decimal("0.2"), "USD_per_year", converted=True),
        ),
        (Money(Decimal("0.05"), "USD"), Figure(Decimal("0.05"), "USD")),
        (Number(Decimal("1.3")), Figure(Decimal("1.3"), None)),
        (Threshold(Decimal("0.5"), strict=True), Figure(Decimal("0.5"), None)),
        (tree(after(2, "weeks", CLOSING)), Figure(Decimal(14), "days", converted=True)),
        (tree(earlier(anchor("a"), anchor("b"))), None),
        (Day("2004-05-18"), None),
        (words("New York"), None),
    ],
)
def test_figures(of: Comparable, expected: Figure | None) -> None:
    """In days, in shares or sums a year, or in the unit of the text where nothing converts it."""
    assert figure(of) == expected
