"""Expressions: what they turn on, and how they read."""

from decimal import Decimal

import pytest

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
    anchors,
    conditions,
    walk,
    words,
)

CLOSING = Anchor("closing", "the Closing Date")
TEN_DAYS = Offset(Decimal(10), "business_days", "after", CLOSING)
CHOSEN = Conditional(
    (Branch(TEN_DAYS, "reviewed", "it is reviewed"), Branch(Anchor("meeting"), "called"), Branch(CLOSING))
)


@pytest.mark.parametrize(
    ("expression", "phrase"),
    [
        (CLOSING, "the Closing Date"),
        (Anchor("funding", within="2003-08"), "funding in 2003-08"),
        (Fixed("2003-12-01"), "2003-12-01"),
        (TEN_DAYS, "10 business days after the Closing Date"),
        (
            EarlierOf((TEN_DAYS, Fixed("2003-12-01"))),
            "the earlier of 10 business days after the Closing Date and 2003-12-01",
        ),
        (LaterOf((CLOSING, Anchor("filed"))), "the later of the Closing Date and filed"),
        (
            CHOSEN,
            "if it is reviewed: 10 business days after the Closing Date; if called: meeting; otherwise the Closing Date",
        ),
        (Between(CLOSING, TEN_DAYS), "from the Closing Date to 10 business days after the Closing Date"),
        (Duration(Decimal(2), "years", CLOSING), "for 2 years from the Closing Date"),
        (Duration(Decimal(2), "years"), "for 2 years"),
        (Periodic(Every(Decimal(1), "months"), CLOSING), "every 1 months"),
        (
            Periodic(Every(Decimal(1), "months"), CLOSING, Fixed("2004-01-01")),
            "every 1 months until 2004-01-01",
        ),
        (Roll("next_business_day", CLOSING), "the Closing Date, or the next business day"),
    ],
)
def test_words(expression: Expression, phrase: str) -> None:
    """A phrase that a reader of the agreement knows again."""
    assert words(expression) == phrase


def test_what_an_expression_turns_on() -> None:
    """Every event and condition below it, in its order, each once."""
    everything = EarlierOf(
        (
            CHOSEN,
            Between(Anchor("a"), Roll("next_business_day", Anchor("b"))),
            Duration(Decimal(1), "days", Anchor("c")),
            Duration(Decimal(1), "days"),
            Periodic(Every(Decimal(1), "days"), Anchor("d"), LaterOf((Anchor("e"), Fixed("2004-01-01")))),
            Periodic(Every(Decimal(1), "days")),
            CLOSING,
        )
    )
    assert anchors(everything) == ("closing", "meeting", "a", "b", "c", "d", "e")
    assert conditions(everything) == ("reviewed", "called")
    assert next(walk(everything)) is everything
    assert conditions(CLOSING) == ()
