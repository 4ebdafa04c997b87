"""Where a result comes from, in JSON and in lines."""

from datetime import date
from decimal import Decimal
from fractions import Fraction

import pytest

from obligations.intervals import Interval
from obligations.trace import Origin, Place, Step, as_json, as_text, fact, grounded, law, plain, shown

MARCH = Interval(date(2004, 3, 1), date(2004, 4, 1))
RATE = Step("rate", Decimal("0.02"), origin=Origin("term", "damages.rate", "2(c)", (Place(10, 20),)))
TREE = Step(
    "amount",
    Decimal("5000.00"),
    "basis × rate × periods",
    (
        fact("basis", Decimal(250_000)),
        RATE,
        Step("periods", Fraction(1, 3), "by months", (law("§ 30"),), readings=("month_proration", "roll")),
    ),
    readings=("overlap",),
)


@pytest.mark.parametrize(
    ("value", "json", "text"),
    [
        (None, None, "-"),
        (True, True, "yes"),
        (False, False, "no"),
        (3, 3, "3"),
        ("S-3", "S-3", "S-3"),
        (date(2004, 3, 1), "2004-03-01", "2004-03-01"),
        (Decimal("1E+2"), "100", "100"),
        (Decimal("5.00"), "5.00", "5.00"),
        (Fraction(16, 31), "16/31", "16/31 (0.516129)"),
        (Fraction(3), "3", "3"),
        (MARCH, ["2004-03-01", "2004-04-01"], "[2004-03-01, 2004-04-01)"),
        (
            {"A": MARCH, 1: None},
            {"A": ["2004-03-01", "2004-04-01"], "1": None},
            "A [2004-03-01, 2004-04-01), 1 -",
        ),
        ((date(2004, 3, 1), Fraction(1, 2)), ["2004-03-01", "1/2"], "2004-03-01, 1/2 (0.500000)"),
        ([], [], "none"),
        ({}, {}, "none"),
    ],
)
def test_values(value: object, json: object, text: str) -> None:
    """Exact in JSON, readable in lines."""
    assert plain(value) == json
    assert shown(value) == text


@pytest.mark.parametrize("value", [0.5, {1, 2}, object(), b"x"])
def test_what_no_calculation_returns_is_refused(value: object) -> None:
    """Above all no binary float."""
    with pytest.raises(TypeError, match="has no place in a result"):
        plain(value)


def test_the_tree_in_json() -> None:
    """What is empty is left out."""
    assert as_json(TREE) == {
        "name": "amount",
        "value": "5000.00",
        "how": "basis × rate × periods",
        "readings": ["overlap"],
        "operands": [
            {"name": "basis", "value": "250000", "from": {"fact": "basis"}},
            {
                "name": "rate",
                "value": "0.02",
                "from": {"term": "damages.rate", "clause": "2(c)", "places": [[10, 20]]},
            },
            {
                "name": "periods",
                "value": "1/3",
                "how": "by months",
                "readings": ["month_proration", "roll"],
                "operands": [{"name": "§ 30", "value": None, "from": {"law": "§ 30"}}],
            },
        ],
    }


def test_the_tree_in_lines() -> None:
    """Operands stand further in; a leaf says where it is from, by name where that is another."""
    assert as_text(TREE).splitlines() == [
        "amount: 5000.00 = basis × rate × periods  [overlap]",
        "  basis: 250000 <- fact",
        "  rate: 0.02 <- term damages.rate, 2(c)",
        "  periods: 1/3 (0.333333) = by months  [month_proration, roll]",
        "    § 30: - <- law",
    ]


def test_readings_and_steps() -> None:
    """Each reading once, in alphabetical order; the steps from the top down."""
    assert TREE.readings_used() == ("month_proration", "overlap", "roll")
    assert [step.name for step in TREE.walk()] == ["amount", "basis", "rate", "periods", "§ 30"]


def test_facts_that_were_computed_elsewhere_bring_their_steps() -> None:
    """Other leaves, and terms of that name, stay."""
    computed = {"basis": Step("principal", Decimal(250_000), "sum of the ledger", (fact("ledger", 1),))}
    tree = grounded(TREE, computed)
    basis, rate, _ = tree.operands
    assert (basis.name, basis.how, basis.operands[0].name) == ("principal", "sum of the ledger", "ledger")
    assert rate == RATE
    assert grounded(TREE, {"damages.rate": fact("x", 1)}) == TREE
