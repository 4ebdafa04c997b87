"""The one door to all mechanics: what it takes, what it refuses, what it asks for."""

from dataclasses import replace
from decimal import Decimal

import pytest

from obligations.deadlines import Days, Facts, evaluate
from obligations.errors import InvalidInputError, UnknownMechanicError
from obligations.expressions import (
    Anchor,
    Between,
    Branch,
    Conditional,
    Duration,
    EarlierOf,
    Every,
    Expression,
    Fixed,
    LaterOf,
    Offset,
    Periodic,
    Roll,
    Unit,
)
from obligations.mechanics import calculate, find, mechanics
from obligations.reading_in import schema
from obligations.registration_rights.filing import FilingFacts
from obligations.registration_rights.limits import consulted
from obligations.registration_rights.readings import BUSINESS_DAYS, ROLL
from obligations.registration_rights.terms import (
    Length,
    RateStep,
    RegistrationRights,
    reference_terms,
    require,
)

FILING = {"filing_date": "2003-08-25"}


def test_there_are_forty_six_mechanics_by_id_and_by_name() -> None:
    """In order, each with a name of its own."""
    assert list(mechanics()) == [f"M{n}" for n in range(1, 47)]
    assert len({one.name for one in mechanics().values()}) == 46
    assert all(find(one.name) is one is find(one.id) for one in mechanics().values())


def test_terms_can_be_given_apart_or_with_the_inputs() -> None:
    """120 days instead of the reference agreement's 90, in either way."""
    ninety = reference_terms().effectiveness_deadline
    assert ninety
    assert isinstance(ninety.expression, Offset)
    longer = replace(ninety, expression=replace(ninety.expression, count=Decimal(120)))
    of = replace(reference_terms(), effectiveness_deadline=longer)
    apart = calculate("M2", FILING, of)
    base = {"op": "anchor", "fact": "filing_date"}
    deadline = {
        "expression": {"op": "offset", "count": "120", "unit": "days", "direction": "after", "base": base}
    }
    within = calculate("M2", {**FILING, "terms": {"agreement": "Other", "effectiveness_deadline": deadline}})
    expected = {"nominal": "2003-12-23", "perform_by": "2003-12-23"}
    assert apart["effectiveness_deadline"] == within["effectiveness_deadline"] == expected
    assert calculate("M2", FILING)["effectiveness_deadline"] != expected


def test_facts_that_are_passed_over_are_named_however_deep_they_lie() -> None:
    """A misspelt fact would otherwise change the answer without a word."""
    found = calculate("M2", {**FILING, "actual_fling": "2003-08-26"})
    assert found["unused"] == ["actual_fling"]
    blocks = [{"from": "2004-02-02", "to": "2004-03-02", "reson": "stop_order"}]
    blocked = calculate("M8", {"effective": "2003-11-01", "as_of": "2004-06-30", "sales_blocks": blocks})
    assert blocked["unused"] == ["sales_blocks[0].reson"]


def test_terms_that_nothing_knows_are_refused_by_their_places() -> None:
    """Terms are the agreement's own: none can be left aside."""
    deadline = {"expression": {"op": "anchor", "fact": "filing_date", "txt": "Filing Date"}, "claus": "2(a)"}
    terms = {"agreement": "Other", "effectiveness_deadline": deadline, "filling_deadline": deadline}
    told = (
        "effectiveness_deadline.expression.txt, effectiveness_deadline.claus, filling_deadline: no such name"
    )
    with pytest.raises(InvalidInputError, match=told):
        calculate("M2", {**FILING, "terms": terms})


def test_what_is_not_known_is_refused_by_name() -> None:
    """A mechanic, a reading, a value of a reading, and switches that are no object."""
    with pytest.raises(UnknownMechanicError, match="'M47'"):
        calculate("M47", {})
    for switches, told in (
        ({"rol": "none"}, "there is no reading rol"),
        ({"roll": "sometimes"}, "roll: "),
        (["roll"], "should be an object"),
    ):
        with pytest.raises(InvalidInputError, match=told):
            calculate("M2", {**FILING, "switches": switches})


def test_terms_that_are_silent() -> None:
    """The agreement says nothing of an effectiveness deadline."""
    with pytest.raises(InvalidInputError, match="nothing of an effectiveness deadline"):
        calculate("M2", FILING, RegistrationRights(agreement="Silent"))
    require(0, "zero")  # zero is a term
    with pytest.raises(InvalidInputError):
        require(None, "what")


def test_the_schema_of_facts() -> None:
    """Names and forms, for whoever writes them."""
    named = {"funding_dates", "termination_date", "events", "conditions"}
    assert set(schema(FilingFacts)["properties"]) == named


@pytest.mark.parametrize(
    ("step", "phrase"),
    [
        (RateStep(after=Length(Decimal(60), "days"), rate=Decimal("0.03")), "to 0.03 after 60 days"),
        (
            RateStep(
                increment=Decimal("0.005"), every=Length(Decimal(1), "months"), max_rate=Decimal("0.03")
            ),
            "by 0.005 every 1 months, to 0.03 at most",
        ),
    ],
)
def test_a_step_of_the_rate_in_words(step: RateStep, phrase: str) -> None:
    """As it stands in a trace."""
    assert str(step) == phrase


CLOSING = Anchor("closing")
TRADING = ("trading_day_calendar",)


def after(unit: Unit, base: Expression = CLOSING) -> Offset:
    """Five units after a day."""
    return Offset(Decimal(5), unit, "after", base)


@pytest.mark.parametrize(
    ("expression", "readings"),
    [
        (CLOSING, ROLL),
        (Fixed("2004-01-01"), ROLL),
        (after("days"), ROLL),
        (replace(after("days"), direction="before"), ()),
        (after("trading_days"), TRADING),
        (after("business_days"), BUSINESS_DAYS),
        (after("days", after("business_days")), (*BUSINESS_DAYS, "roll", "roll_calendar")),
        (EarlierOf((after("trading_days"), after("days"))), (*TRADING, *ROLL)),
        (LaterOf((after("trading_days"), after("trading_days"))), TRADING),
        (Conditional((Branch(after("trading_days"), "x"), Branch(CLOSING))), (*TRADING, *ROLL)),
        (Between(after("business_days"), CLOSING), (*BUSINESS_DAYS, "roll", "roll_calendar")),
        (Between(CLOSING, after("trading_days")), TRADING),
        (Duration(Decimal(1), "business_days", CLOSING), BUSINESS_DAYS),
        (Duration(Decimal(1), "business_days"), BUSINESS_DAYS),
        (Periodic(Every(Decimal(1), "trading_days"), after("trading_days")), (*TRADING, *ROLL)),
        (Roll("next_business_day", CLOSING), BUSINESS_DAYS),
        (Roll("next_trading_day", after("business_days")), (*TRADING, *BUSINESS_DAYS)),
    ],
)
def test_the_readings_on_which_a_deadline_rests(expression: Expression, readings: tuple[str, ...]) -> None:
    """The calendars of its units, and the law's roll where the law may move its day."""
    assert set(consulted(expression)) == set(readings)


def test_a_roll_of_a_day_that_is_not_known() -> None:
    """It asks for the same fact."""
    found = evaluate(Roll("next_business_day", CLOSING), Facts({}), Days())
    assert (found.nominal, found.missing) == (None, ("closing",))
