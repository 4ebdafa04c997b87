"""How each kind of expression explains its day, known or not."""

from datetime import date
from decimal import Decimal

import pytest

from obligations.calendars import NEW_YORK
from obligations.deadlines import Days, Event, Facts, evaluate
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
from obligations.trace import as_text

CLOSING = Anchor("closing", "the Closing Date")
EVENTS: dict[str, Event] = {
    "closing": date(2004, 5, 20),
    "meeting": None,
    "filed": (date(2004, 3, 1), date(2004, 2, 1)),
}
TRUTHS = {"reviewed": False, "listed": True}


def after(count: int, unit: Unit = "days", base: Expression = CLOSING) -> Offset:
    """`count` units after a day."""
    return Offset(Decimal(count), unit, "after", base)


@pytest.mark.parametrize(
    ("expression", "lines"),
    [
        (CLOSING, ["the Closing Date: 2004-05-20 <- fact closing"]),
        (Anchor("filed"), ["filed: 2004-02-01 <- fact"]),
        (Anchor("meeting"), ["meeting: - <- fact"]),
        (Anchor("merger", "the Merger"), ["the Merger: - <- fact merger"]),
        (Anchor("filed", within="2004-07"), ["filed: 2004-03-01, 2004-02-01 <- fact"]),
        (Fixed("2004-07-02"), ["due: 2004-07-02 = as fixed"]),
        (
            after(5, "business_days"),
            [
                "due: 2004-05-27 = 5 business days after the Closing Date",
                "  the Closing Date: 2004-05-20 <- fact closing",
            ],
        ),
        (
            after(5, "days", after(2, "trading_days", Anchor("merger"))),
            [
                "due: - = 5 days after due, from",
                "  due, from: - = 2 trading days after merger",
                "    merger: - <- fact",
            ],
        ),
        (
            EarlierOf((after(20), Fixed("2004-06-01"), Anchor("meeting"))),
            [
                "due: 2004-06-01 = the earlier of 3 limbs",
                "  limb i: 2004-06-09 = 20 days after the Closing Date",
                "    the Closing Date: 2004-05-20 <- fact closing",
                "  limb ii: 2004-06-01 = as fixed",
                "  meeting: - <- fact",
            ],
        ),
        (
            LaterOf((Fixed("2004-06-01"), Anchor("meeting"))),
            ["due: - = the later of 2 limbs", "  limb i: 2004-06-01 = as fixed", "  meeting: - <- fact"],
        ),
        (
            Conditional((Branch(CLOSING, "reviewed"), Branch(Fixed("2004-06-01"), "listed", "it is listed"))),
            [
                "due: 2004-06-01 = where it is listed",
                "  reviewed: no <- fact",
                "  listed: yes <- fact",
                "  due: 2004-06-01 = as fixed",
            ],
        ),
        (
            Conditional((Branch(CLOSING, "reviewed"), Branch(Fixed("2004-06-01"), "listed"))),
            [
                "due: 2004-06-01 = where listed",
                "  reviewed: no <- fact",
                "  listed: yes <- fact",
                "  due: 2004-06-01 = as fixed",
            ],
        ),
        (
            Conditional((Branch(CLOSING, "reviewed"), Branch(Fixed("2004-06-01")))),
            [
                "due: 2004-06-01 = in all other cases",
                "  reviewed: no <- fact",
                "  due: 2004-06-01 = as fixed",
            ],
        ),
        (
            Conditional((Branch(CLOSING, "reviewed"), Branch(CLOSING, "sold"))),
            ["due: - = by a condition", "  reviewed: no <- fact", "  sold: - <- fact"],
        ),
        (
            Conditional((Branch(CLOSING, "reviewed"),)),
            ["due: - = no branch applies", "  reviewed: no <- fact"],
        ),
        (
            Between(Fixed("2004-06-01"), Fixed("2004-07-01")),
            [
                "due: 2004-07-01 = last day of the window",
                "  due, first day: 2004-06-01 = as fixed",
                "  due, last day: 2004-07-01 = as fixed",
            ],
        ),
        (
            Duration(Decimal(2), "weeks", Fixed("2004-06-01")),
            ["due: 2004-06-15 = 2 weeks after due, from", "  due, from: 2004-06-01 = as fixed"],
        ),
        (
            Roll("previous_business_day", Fixed("2004-06-05")),
            ["due: 2004-06-04 = previous business day by the agreement", "  due: 2004-06-05 = as fixed"],
        ),
        (
            Periodic(Every(Decimal(1), "weeks"), CLOSING, Fixed("2004-06-03")),
            [
                "due: 2004-05-20, 2004-05-27, 2004-06-03 = every 1 weeks",
                "  the Closing Date: 2004-05-20 <- fact closing",
                "  due, until: 2004-06-03 = as fixed",
            ],
        ),
        (
            Periodic(Every(Decimal(1), "weeks"), after(1, base=Anchor("merger")), Fixed("2004-06-03")),
            [
                "due: - = recurs",
                "  due, from: - = 1 days after merger",
                "    merger: - <- fact",
                "  due, until: 2004-06-03 = as fixed",
            ],
        ),
    ],
)
def test_the_steps_of_a_day(expression: Expression, lines: list[str]) -> None:
    """Every step with its value, its words, and what it was computed from."""
    found = evaluate(expression, Facts(EVENTS, TRUTHS), Days())
    assert as_text(found.trace).splitlines() == lines


def test_the_name_of_a_day_is_carried_down() -> None:
    """To the day that it is counted from, and to the day that law moves."""
    found = evaluate(after(10, base=Fixed("2004-05-20")), Facts({}), Days(roll=NEW_YORK), name="filing")
    assert as_text(found.trace).splitlines() == [
        "filing, perform by: 2004-06-01 = first open day from 2004-05-30 (Sunday) by N.Y. Gen. Constr. Law § 24",
        "  filing: 2004-05-30 = 10 days after filing, from",
        "    filing, from: 2004-05-20 = as fixed",
    ]
    chosen = Conditional((Branch(Roll("next_business_day", Fixed("2004-06-05")), "listed"),))
    steps = as_text(evaluate(chosen, Facts({}, TRUTHS), Days(), name="filing").trace).splitlines()
    assert [line.strip().partition(":")[0] for line in steps] == ["filing", "listed", "filing", "filing"]


MONTHLY = Periodic(Every(Decimal(1), "months"), CLOSING)
HORIZON = date(2004, 7, 1)


@pytest.mark.parametrize(
    "expression",
    [
        after(0, base=MONTHLY),
        EarlierOf((MONTHLY, Anchor("meeting"))),
        Conditional((Branch(MONTHLY, "listed"),)),
        Between(Fixed("2004-01-01"), MONTHLY),
        Duration(Decimal(0), "days", MONTHLY),
        Roll("next_business_day", MONTHLY),
        Periodic(Every(Decimal(1), "months"), MONTHLY, Fixed("2004-07-01")),
    ],
)
def test_a_horizon_reaches_what_recurs_within(expression: Expression) -> None:
    """Without one it has no end, and gives no day."""
    facts = Facts(EVENTS, TRUTHS)
    assert evaluate(expression, facts, Days(), horizon=HORIZON).nominal == date(2004, 5, 20)
    assert evaluate(expression, facts, Days()).nominal is None


def test_what_a_count_rests_on() -> None:
    """A limb that might be earlier is asked for, however far below; the limb of a base is not its own."""
    known = after(5, base=EarlierOf((CLOSING, Anchor("merger"))))
    found = evaluate(known, Facts(EVENTS), Days())
    assert (found.nominal, found.missing, found.limb) == (date(2004, 5, 25), ("merger",), None)
    awaited = evaluate(known, Facts({**EVENTS, "merger": None}), Days())
    assert (awaited.missing, awaited.waiting) == ((), ("merger",))
    chosen = after(5, base=Conditional((Branch(Anchor("merger"), "listed"),)))
    without = evaluate(chosen, Facts(EVENTS, TRUTHS), Days())
    assert (without.nominal, without.limb) == (None, None)
    length = Duration(Decimal(3), "days", MONTHLY)
    assert evaluate(length, Facts(EVENTS), Days(), horizon=HORIZON).first == date(2004, 5, 20)


def test_windows_within_what_recurs_and_the_other_way_about() -> None:
    """The first day of a window that a choice takes; an end that recurs, and one that is counted in open days."""
    window = Between(Fixed("2004-06-01"), Fixed("2004-06-20"))
    assert evaluate(EarlierOf((window, Fixed("2004-07-01"))), Facts({}), Days()).first == date(2004, 6, 1)
    assert evaluate(
        Between(MONTHLY, Fixed("2004-06-20")), Facts(EVENTS), Days(), horizon=HORIZON
    ).first == date(2004, 5, 20)
    daily = Periodic(
        Every(Decimal(5), "business_days"), after(1, "business_days"), after(11, "business_days")
    )
    assert evaluate(daily, Facts(EVENTS), Days()).dates == (
        date(2004, 5, 21),
        date(2004, 5, 28),
        date(2004, 6, 7),
    )
    until = Periodic(Every(Decimal(1), "weeks"), CLOSING, MONTHLY)
    assert evaluate(until, Facts(EVENTS), Days(), horizon=HORIZON).dates == (date(2004, 5, 20),)


def test_what_recurs_up_to_a_horizon_says_which_end_is_not_known() -> None:
    """The dates are given, and so is what might end them earlier."""
    for events, missing, waiting in (
        (EVENTS, ("merger",), ()),
        ({**EVENTS, "merger": None}, (), ("merger",)),
    ):
        node = Periodic(Every(Decimal(1), "months"), CLOSING, Anchor("merger"))
        found = evaluate(node, Facts(events), Days(), horizon=HORIZON)
        assert found.dates == (date(2004, 5, 20), date(2004, 6, 20))
        assert (found.missing, found.waiting) == (missing, waiting)


def test_the_first_of_recurring_days_is_moved_by_law() -> None:
    """Sunday 30 May 2004 to Tuesday 1 June; a date that recurs may be the very last day."""
    node = Periodic(
        Every(Decimal(1), "years"), Fixed("2004-05-01"), Fixed("2004-06-30"), ("--05-30", "--06-30")
    )
    found = evaluate(node, Facts({}), Days(roll=NEW_YORK))
    assert (found.nominal, found.perform_by) == (date(2004, 5, 30), date(2004, 6, 1))
    assert found.dates == (date(2004, 5, 30), date(2004, 6, 30))
    ends_on_the_first = Periodic(
        Every(Decimal(1), "months"), Fixed("2004-05-02"), Fixed("2004-06-01"), ("---01",)
    )
    assert evaluate(ends_on_the_first, Facts({}), Days()).dates == (date(2004, 6, 1),)


def test_a_day_that_the_agreement_moves_is_not_moved_again_by_law() -> None:
    """Lincoln's Birthday, a holiday in New York and a business day elsewhere."""
    rolled = Roll("next_business_day", Fixed("2004-02-12"))
    found = evaluate(rolled, Facts({}), Days(roll=NEW_YORK))
    assert (found.nominal, found.perform_by) == (date(2004, 2, 12), date(2004, 2, 12))
    plain = evaluate(Fixed("2004-02-12"), Facts({}), Days(roll=NEW_YORK))
    assert plain.perform_by == date(2004, 2, 13)
    length = evaluate(Duration(Decimal(12), "days", Fixed("2004-01-31")), Facts({}), Days(roll=NEW_YORK))
    assert length.perform_by == date(2004, 2, 12)
