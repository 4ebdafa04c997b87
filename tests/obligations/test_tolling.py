"""Deadlines whose clock stands still for a while."""

from datetime import date
from decimal import Decimal

import pytest

from obligations.calendars import NEW_YORK
from obligations.deadlines import Days, Event, Facts
from obligations.errors import ContradictoryFactsError, NotComputableError
from obligations.expressions import Anchor, Between, EarlierOf, Expression, Offset
from obligations.tolling import evaluate_tolled

NINETY = Offset(Decimal(90), "days", "after", Anchor("closing"))
REVIEW = Between(Anchor("review_begins"), Anchor("review_ends"))
NEW_YORK_LAW = Days(roll=NEW_YORK)


def day(iso: str) -> date:
    """A date."""
    return date.fromisoformat(iso)


def facts(**events: str | None) -> Facts:
    """Events by ISO dates; the closing is on 1 March 2004."""
    found: dict[str, Event] = {"closing": day("2004-03-01")}
    return Facts(found | {name: day(iso) if iso else None for name, iso in events.items()})


@pytest.mark.parametrize(
    ("begins", "ends", "nominal"),
    [
        ("2004-04-01", "2004-04-11", "2004-06-09"),  # ten days: from 30 May to 9 June
        ("2004-04-01", "2004-04-01", "2004-05-30"),  # not at all
        ("2004-05-30", "2004-06-02", "2004-06-02"),  # stopped on the last day: that day, the 31st and the 1st
        ("2004-05-31", "2004-06-10", "2004-05-30"),  # the day has passed
        ("2004-02-01", "2004-03-06", "2004-06-03"),  # of the stop 2 to 5 March lie in the time: four days
        ("2004-02-01", "2004-03-02", "2004-05-30"),  # it ends as the first day begins
        ("2004-02-01", "2004-02-20", "2004-05-30"),
    ],
)
def test_a_clock_that_stood_still(begins: str, ends: str, nominal: str) -> None:
    """Ninety days from 1 March 2004 are 30 May; each day of the stop within them puts it off by one."""
    due = evaluate_tolled(NINETY, REVIEW, facts(review_begins=begins, review_ends=ends), Days())
    assert due.nominal == due.perform_by == day(nominal)


def test_what_is_put_off_moves_to_an_open_day() -> None:
    """Put off by six days, from Sunday 30 May to Saturday 5 June, to be performed by Monday the 7th."""
    known = facts(review_begins="2004-04-01", review_ends="2004-04-07")
    due = evaluate_tolled(NINETY, REVIEW, known, NEW_YORK_LAW, name="effective")
    assert (due.nominal, due.perform_by) == (day("2004-06-05"), day("2004-06-07"))
    assert due.trace.how == "put off by 6 days on which the clock stood still"
    assert (due.trace.name, due.trace.value) == ("effective, perform by", day("2004-06-07"))
    first, stops, runs = due.trace.operands
    assert first.name == "effective, perform by"
    assert (stops.value, runs.value) == (day("2004-04-01"), day("2004-04-07"))


def test_a_clock_that_has_not_stopped() -> None:
    """The day is as the words give it; so it is where nothing stops the clock."""
    assert evaluate_tolled(NINETY, REVIEW, facts(review_begins=None), Days()).nominal == day("2004-05-30")
    assert evaluate_tolled(NINETY, None, facts(), Days()).nominal == day("2004-05-30")


def test_a_clock_that_stands_still_gives_no_day() -> None:
    """It waits for the day on which it runs again, or asks for it; and for whether it stopped."""
    standing = evaluate_tolled(NINETY, REVIEW, facts(review_begins="2004-04-01", review_ends=None), Days())
    assert (standing.nominal, standing.perform_by, standing.waiting) == (None, None, ("review_ends",))
    unknown = evaluate_tolled(NINETY, REVIEW, facts(review_begins="2004-04-01"), Days())
    assert (unknown.nominal, unknown.missing) == (None, ("review_ends",))
    assert evaluate_tolled(NINETY, REVIEW, facts(), Days()).missing == ("review_begins",)
    assert evaluate_tolled(NINETY, REVIEW, facts(), Days()).nominal is None
    before = evaluate_tolled(NINETY, REVIEW, Facts({}), Days())
    assert (before.missing, before.trace.name) == (("closing",), "due")


def test_when_the_clock_stops_and_runs_can_be_counted_too() -> None:
    """From five days after the comments for a week; each step has its name."""
    stops = Offset(Decimal(5), "days", "after", Anchor("comments"))
    runs = Offset(Decimal(12), "days", "after", Anchor("comments"))
    due = evaluate_tolled(NINETY, Between(stops, runs), facts(comments="2004-04-01"), Days())
    assert due.nominal == day("2004-06-06")
    assert [step.name for step in due.trace.operands] == ["due", "the clock stops", "the clock runs again"]


def test_a_clock_that_runs_again_before_it_stops() -> None:
    """Both days are named."""
    with pytest.raises(ContradictoryFactsError, match="2004-04-01 before it starts on 2004-04-11"):
        evaluate_tolled(NINETY, REVIEW, facts(review_begins="2004-04-11", review_ends="2004-04-01"), Days())


@pytest.mark.parametrize(
    "expression",
    [
        EarlierOf((NINETY, NINETY)),
        Offset(Decimal(60), "business_days", "after", Anchor("closing")),
        Anchor("meeting"),
    ],
)
def test_only_a_count_of_days_can_be_put_off(expression: Expression) -> None:
    """Which limb, or which open days, the stop falls into is not guessed."""
    known = facts(review_begins="2004-04-01", review_ends="2004-04-11", meeting="2004-05-01")
    with pytest.raises(NotComputableError, match="no count of days"):
        evaluate_tolled(expression, REVIEW, known, Days())
