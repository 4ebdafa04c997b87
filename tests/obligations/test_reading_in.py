"""JSON to the calculator's types and back: exact, and each mistake with its place."""

import json
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal
from fractions import Fraction

import pytest

from obligations.agreement import Agreement, FactSheet
from obligations.errors import InvalidInputError
from obligations.expressions import Anchor, EarlierOf, Offset
from obligations.intervals import Interval
from obligations.reading_in import outside, read, read_json, unknown, written
from obligations.registration_rights.terms import TimeLimit
from obligations.trace import Step


@dataclass(frozen=True)
class Stretch:
    """A type of the test's own."""

    from_: date
    to: date | None = None
    share: Fraction = Fraction(1)
    amounts: dict[str, Decimal] = field(default_factory=dict)
    days: tuple[date, ...] = ()
    trace: Step | None = None


def test_names_that_python_keeps_for_itself() -> None:
    """`from` outside is `from_` inside."""
    assert read(Stretch, {"from": "2004-03-01"}) == Stretch(date(2004, 3, 1))
    assert written(Stretch(date(2004, 3, 1)))["from"] == "2004-03-01"
    assert (outside("from_"), outside("to")) == ("from", "to")
    assert unknown(Stretch, {"from": 1, "from_": 2, "till": 3}) == ("from_", "till")


def test_values_come_exactly() -> None:
    """Dates and numbers as text or as Python's own, whole numbers as numbers."""
    given = {
        "from": date(2004, 3, 1),
        "to": "2004-04-01",
        "share": Fraction(1, 3),
        "amounts": {"A": "0.10", "B": Decimal("1E+2"), "C": 7},
        "days": (date(2004, 3, 1), "2004-03-02"),
        "something else": None,
    }
    found = read(Stretch, given)
    assert found.share == Fraction(1, 3)
    assert found.to == date(2004, 4, 1)
    assert [str(one) for one in found.amounts.values()] == ["0.10", "1E+2", "7"]
    assert found.days == (date(2004, 3, 1), date(2004, 3, 2))


def test_json_text_keeps_the_digits_of_its_numbers() -> None:
    """0.1 is a tenth and no binary float."""
    assert read_json(Stretch, '{"from": "2004-03-01", "amounts": {"A": 0.1}}').amounts["A"] == Decimal("0.1")


@pytest.mark.parametrize(
    ("given", "message"),
    [
        ({}, "from: field required"),
        ({"from": "soon"}, "from: input should be a valid date"),
        ({"from": "2004-02-30"}, "from: input should be a valid date"),
        (
            {"from": "2004-03-01", "amounts": {"Alpha": "lots"}},
            "amounts.Alpha: input should be a valid decimal",
        ),
        ({"from": "2004-03-01", "amounts": {"Alpha": 0.5}}, r"amounts.Alpha: 0.5 is a binary float; give"),
        ({"from": "2004-03-01", "days": ["2004-03-01", 5]}, r"days.1: "),
        ({"from": "2004-03-01", "days": ["2004-03-01", 0.5]}, r"days\[1\]: 0.5 is a binary float"),
        ({"from": "2004-03-01", "to": object()}, "to: object is no JSON value"),
        ([], "the input: "),
        (0.5, "the input: 0.5 is a binary float"),
        ({"from": "2004-03-01", "amounts": {"A": "NaN"}}, "amounts.A: "),
    ],
)
def test_each_mistake_has_its_place(given: object, message: str) -> None:
    """By the names that stand in the input."""
    with pytest.raises(InvalidInputError, match=message):
        read(Stretch, given)


def test_two_mistakes_are_two_places() -> None:
    """Each once, though each value might have had several forms."""
    with pytest.raises(InvalidInputError) as caught:
        read(FactSheet, {"amounts": {"A": "lots", "B": "more"}, "as_of": "now"})
    places = [part.partition(":")[0] for part in str(caught.value).split("; ")]
    assert places == ["as_of", "amounts.A", "amounts.B"]


def test_a_mistake_within_a_choice_of_forms() -> None:
    """Which form was meant, its `op` says."""
    with pytest.raises(InvalidInputError, match=r"expression\.base\.fact: field required"):
        read(TimeLimit, {"expression": {"op": "offset", "count": "5", "unit": "days", "direction": "after",
                                        "base": {"op": "anchor"}}})  # fmt: skip


def test_what_is_no_json() -> None:
    """The message says where."""
    with pytest.raises(InvalidInputError, match="no JSON: Expecting value: line 1"):
        read_json(Stretch, "nonsense")
    with pytest.raises(InvalidInputError, match="binary float"):
        read_json(Stretch, '{"from": NaN}')


def test_written_values() -> None:
    """Dataclasses by their fields, all the way down, without their traces."""
    value = Stretch(
        date(2004, 3, 1), share=Fraction(1, 3), amounts={"A": Decimal("5.00")}, trace=Step("x", 1)
    )
    assert written({"all": [value, Interval(date(2004, 3, 1), date(2004, 3, 2))], 1: (True, None)}) == {
        "all": [
            {"from": "2004-03-01", "to": None, "share": "1/3", "amounts": {"A": "5.00"}, "days": []},
            ["2004-03-01", "2004-03-02"],
        ],
        "1": [True, None],
    }
    with pytest.raises(TypeError, match=r"written by `trace\.as_json`"):
        written([Step("x", 1)])


def test_an_agreement_comes_back_as_it_was_written() -> None:
    """JSON out and in again."""
    expression = EarlierOf((Offset(Decimal(10), "days", "after", Anchor("closing")), Anchor("filed")))
    agreement = read(
        Agreement,
        {"title": "RRA", "duties": [{"id": "2", "action": "file", "expression": written(expression)}]},
    )
    assert agreement.duties[0].expression == expression
    assert read_json(Agreement, json.dumps(written(agreement))) == agreement
