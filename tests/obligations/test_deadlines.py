"""The day on which something falls due, from its expression and the facts."""

from collections.abc import Callable
from dataclasses import replace
from datetime import date, timedelta
from decimal import Decimal
from typing import get_args

import pytest
from hypothesis import given
from hypothesis import strategies as st

from obligations.calendars import NEW_YORK, NYSE, US_FEDERAL, Calendar
from obligations.deadlines import Days, Due, Event, Facts, count_from, dated, evaluate
from obligations.errors import InvalidInputError, NotComputableError, OutsideCalendarError
from obligations.expressions import (
    Anchor,
    Between,
    Branch,
    Conditional,
    Convention,
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

PLAIN = Days()
NEW_YORK_LAW = Days(roll=NEW_YORK)
CLOSING, FILED = Anchor("closing", "the Closing Date"), Anchor("filed")
UNITS = st.sampled_from([unit for unit in get_args(Unit) if unit != "hours"])


def after(count: int | str, unit: Unit, base: Expression = CLOSING) -> Offset:
    """`count` units after a day."""
    return Offset(Decimal(count), unit, "after", base)


def before(count: int | str, unit: Unit, base: Expression = CLOSING) -> Offset:
    """`count` units before a day."""
    return Offset(Decimal(count), unit, "before", base)


def due(
    expression: Expression, days: Days = NEW_YORK_LAW, horizon: date | None = None, **events: Event
) -> Due:
    """The expression evaluated on events."""
    return evaluate(expression, Facts(events), days, horizon=horizon)


def day(iso: str) -> date:
    """A date."""
    return date.fromisoformat(iso)


@pytest.mark.parametrize(
    ("expression", "nominal", "perform_by"),
    [
        # From Thursday 20 May 2004.
        (CLOSING, "2004-05-20", "2004-05-20"),
        (after(10, "days"), "2004-05-30", "2004-06-01"),  # Sunday; Monday is Memorial Day
        (after(1, "weeks"), "2004-05-27", "2004-05-27"),
        (after(2, "months"), "2004-07-20", "2004-07-20"),
        (after(1, "quarters"), "2004-08-20", "2004-08-20"),
        (after(1, "years"), "2005-05-20", "2005-05-20"),
        (after(0, "days"), "2004-05-20", "2004-05-20"),
        # 21, 24 to 28 May, 1 June: seven business days, which law does not move.
        (after(7, "business_days"), "2004-06-01", "2004-06-01"),
        (after(15, "trading_days"), "2004-06-14", "2004-06-14"),  # 11 June was no session
        (after(15, "business_days"), "2004-06-11", "2004-06-11"),  # for federal offices it was a day
        (before(4, "days"), "2004-05-16", "2004-05-16"),  # a Sunday: counted back, it stays
        (before(4, "business_days"), "2004-05-14", "2004-05-14"),
        # Two weeks after the 10th business day before: 6 May, then 20 May.
        (after(2, "weeks", before(10, "business_days")), "2004-05-20", "2004-05-20"),
        (Fixed("2004-07-03"), "2004-07-03", "2004-07-06"),  # Saturday; the 4th is kept on Monday the 5th
        # The earlier limb is a Sunday that rolls past the later one: limbs are compared before they move.
        (EarlierOf((after(10, "days"), after(11, "days"))), "2004-05-30", "2004-06-01"),
        (LaterOf((after(10, "days"), Fixed("2004-05-28"))), "2004-05-30", "2004-06-01"),
        (Roll("next_business_day", after(10, "days")), "2004-06-01", "2004-06-01"),
        (Roll("previous_business_day", after(10, "days")), "2004-05-28", "2004-05-28"),
        (Roll("next_trading_day", Fixed("2004-06-11")), "2004-06-14", "2004-06-14"),
        (Roll("next_business_day", Fixed("2004-06-11")), "2004-06-11", "2004-06-11"),
        (Between(CLOSING, after(10, "days")), "2004-05-30", "2004-06-01"),
        (Duration(Decimal(10), "days", CLOSING), "2004-05-30", "2004-05-30"),  # a length is not a duty
    ],
)
def test_days_counted_by_hand(expression: Expression, nominal: str, perform_by: str) -> None:
    """From Thursday 20 May 2004, under New York law."""
    found = due(expression, closing=day("2004-05-20"))
    assert (found.nominal, found.perform_by) == (day(nominal), day(perform_by))
    assert (found.missing, found.waiting) == ((), ())


def test_without_a_law_no_day_moves() -> None:
    """The tenth day is a Sunday, and stays one."""
    assert due(after(10, "days"), PLAIN, closing=day("2004-05-20")).perform_by == day("2004-05-30")


def test_a_moved_day_says_why() -> None:
    """The trace names the day, why it is closed, and the law."""
    found = due(after(10, "days"), closing=day("2004-05-20"))
    assert found.trace.name == "due, perform by"
    assert found.trace.how == "first open day from 2004-05-30 (Sunday) by N.Y. Gen. Constr. Law § 24"
    (nominal,) = found.trace.operands
    assert (nominal.name, nominal.value) == ("due", day("2004-05-30"))
    assert nominal.how == "10 days after the Closing Date"
    assert nominal.operands[0].value == day("2004-05-20")


def test_a_window_has_a_first_day() -> None:
    """Of a window the first and the last day, of a length its start."""
    window = due(Between(after(5, "days"), after(20, "days")), closing=day("2004-05-20"))
    assert (window.first, window.nominal) == (day("2004-05-25"), day("2004-06-09"))
    length = due(Duration(Decimal(3), "months", CLOSING), closing=day("2004-05-20"))
    assert (length.first, length.nominal) == (day("2004-05-20"), day("2004-08-20"))


def test_a_fact_that_is_not_known_is_missing_and_one_that_has_not_happened_is_awaited() -> None:
    """Nobody said, or it has not happened: neither gives a day, and each is named once."""
    limb = after(10, "days")
    unknown = due(EarlierOf((limb, limb)))
    assert (unknown.nominal, unknown.perform_by, unknown.missing, unknown.waiting) == (
        None,
        None,
        ("closing",),
        (),
    )
    awaited = due(Between(limb, limb), closing=None)
    assert (awaited.nominal, awaited.missing, awaited.waiting) == (None, (), ("closing",))
    assert due(Between(limb, limb)).missing == ("closing",)
    assert due(limb, closing=()).waiting == ("closing",)


@pytest.mark.parametrize(
    ("facts", "nominal", "limb", "missing", "waiting"),
    [
        ({"closing": "2004-05-20", "filed": "2004-05-01"}, "2004-05-11", 1, (), ()),
        ({"closing": "2004-05-20", "filed": "2004-05-20"}, "2004-05-30", 0, (), ()),  # a tie: the first
        ({"closing": "2004-05-20"}, "2004-05-30", 0, ("filed",), ()),  # the other might be earlier
        ({"closing": "2004-05-20", "filed": None}, "2004-05-30", 0, (), ("filed",)),
        ({"filed": None}, None, None, ("closing",), ("filed",)),
    ],
)
def test_the_earlier_of(
    facts: dict[str, str | None],
    nominal: str | None,
    limb: int | None,
    missing: tuple[str, ...],
    waiting: tuple[str, ...],
) -> None:
    """Of those that exist; what might still be earlier is said."""
    events = {name: day(iso) if iso else None for name, iso in facts.items()}
    found = due(EarlierOf((after(10, "days"), after(10, "days", FILED))), **events)
    assert (found.nominal, found.limb) == (day(nominal) if nominal else None, limb)
    assert (found.missing, found.waiting) == (missing, waiting)


def test_the_later_of_waits_for_all() -> None:
    """No day before every limb has one; of equal days the first limb is named."""
    both = LaterOf((after(10, "days"), after(10, "days", FILED)))
    assert due(both, closing=day("2004-05-20"), filed=None).nominal is None
    assert due(both, closing=day("2004-05-20")).missing == ("filed",)
    found = due(both, closing=day("2004-05-20"), filed=day("2004-05-21"))
    assert (found.nominal, found.limb) == (day("2004-05-31"), 1)
    assert due(both, closing=day("2004-05-20"), filed=day("2004-05-20")).limb == 0


def test_a_choice_moves_as_the_limb_that_decides() -> None:
    """A limb counted back stays where it falls; the other would have moved."""
    back = EarlierOf((before(4, "days"), after(90, "days")))
    assert due(back, closing=day("2004-05-20")).perform_by == day("2004-05-16")
    late = LaterOf((before(4, "days"), after(10, "days")))
    assert due(late, closing=day("2004-05-20")).perform_by == day("2004-06-01")


def test_limbs_are_numbered_in_the_trace() -> None:
    """Limb i, ii, and so on."""
    found = due(EarlierOf((CLOSING,) * 11), closing=day("2004-05-20"))
    names = [
        step.name
        for step in due(EarlierOf((after(1, "days"),) * 11), closing=day("2004-05-20")).trace.operands
    ]
    numerals = "i ii iii iv v vi vii viii ix x 11".split()
    assert names == [f"limb {numeral}" for numeral in numerals]
    assert found.trace.how == "the earlier of 11 limbs"
    assert due(LaterOf((CLOSING, CLOSING)), closing=day("2004-05-20")).trace.how == "the later of 2 limbs"


REVIEWED = Conditional(
    (
        Branch(after(120, "days"), "reviewed", "the Commission reviews it"),
        Branch(after(90, "days"), "selected"),
        Branch(after(60, "days")),
    )
)


@pytest.mark.parametrize(
    ("truths", "count", "limb"),
    [
        ({"reviewed": True}, 120, 0),  # the first that is true decides; the second is not asked
        ({"reviewed": False, "selected": True}, 90, 1),
        ({"reviewed": False, "selected": False}, 60, 2),
    ],
)
def test_a_condition_chooses_a_branch(truths: dict[str, bool], count: int, limb: int) -> None:
    """In their order; without a condition, in all other cases."""
    found = evaluate(REVIEWED, Facts({"closing": day("2004-05-20")}, truths), PLAIN)
    assert found.nominal == day("2004-05-20") + timedelta(days=count)
    assert found.limb == limb


@pytest.mark.parametrize("truths", [{}, {"reviewed": None}, None])
def test_a_condition_that_nobody_knows_is_missing(truths: dict[str, bool | None] | None) -> None:
    """No branch is guessed."""
    found = evaluate(REVIEWED, Facts({"closing": day("2004-05-20")}, truths), PLAIN)
    assert (found.nominal, found.missing) == (None, ("reviewed",))
    later = evaluate(REVIEWED, Facts({"closing": day("2004-05-20")}, {"reviewed": False}), PLAIN)
    assert later.missing == ("selected",)


def test_where_no_branch_applies_nothing_is_due() -> None:
    """Nothing is missing either."""
    only = Conditional((Branch(CLOSING, "reviewed"),))
    found = evaluate(only, Facts({"closing": day("2004-05-20")}, {"reviewed": False}), NEW_YORK_LAW)
    assert (found.nominal, found.perform_by, found.missing) == (None, None, ())


def test_of_several_days_one_is_picked_or_the_month_says_which() -> None:
    """Funding dates: the earliest, the latest, or the one in August 2003; none there is not yet."""
    fundings = (day("2003-08-20"), day("2003-06-02"), day("2003-12-15"))
    facts = Facts({"funding": fundings})
    assert evaluate(Anchor("funding"), facts, PLAIN).nominal == day("2003-06-02")
    assert evaluate(Anchor("funding"), replace(facts, pick="latest"), PLAIN).nominal == day("2003-12-15")
    assert evaluate(Anchor("funding", within="2003-08"), facts, PLAIN).nominal == day("2003-08-20")
    assert evaluate(Anchor("funding", within="2003-09"), facts, PLAIN).waiting == ("funding",)


@pytest.mark.parametrize(
    ("every", "until", "horizon", "dates"),
    [
        # Month ends do not drift: each is counted from 31 January.
        ((1, "months"), None, "2004-05-30", ["2004-01-31", "2004-02-29", "2004-03-31", "2004-04-30"]),
        ((1, "months"), "2004-03-31", "2005-01-01", ["2004-01-31", "2004-02-29", "2004-03-31"]),
        ((3, "weeks"), None, "2004-03-13", ["2004-01-31", "2004-02-21", "2004-03-13"]),
        ((1, "months"), None, "2004-01-30", []),
    ],
)
def test_what_recurs(every: tuple[int, Unit], until: str | None, horizon: str, dates: list[str]) -> None:
    """From its start up to its end or the horizon, both among them."""
    node = Periodic(Every(Decimal(every[0]), every[1]), CLOSING, Fixed(until) if until else None)
    found = due(node, horizon=day(horizon), closing=day("2004-01-31"))
    assert [one.isoformat() for one in found.dates] == dates
    assert found.nominal == (day(dates[0]) if dates else None)


def test_what_recurs_waits_for_its_start() -> None:
    """Not known is missing, not happened is awaited, and without an end nothing is listed."""
    node = Periodic(Every(Decimal(1), "months"), CLOSING, FILED)
    assert due(node, horizon=day("2004-12-31")).missing == ("closing", "filed")
    awaited = due(node, horizon=day("2004-12-31"), closing=None, filed=None)
    assert (awaited.dates, awaited.waiting) == ((), ("closing", "filed"))
    assert due(node, closing=day("2004-01-31")).dates == ()
    assert due(node, horizon=day("2004-02-15"), closing=day("2004-01-31")).dates == (day("2004-01-31"),)
    assert due(Periodic(Every(Decimal(1), "months")), horizon=day("2004-12-31")).nominal is None


@pytest.mark.parametrize(
    ("patterns", "found"),
    [
        (("---05",), ["2004-02-05", "2004-03-05"]),
        (("---31",), ["2004-01-31", "2004-02-29"]),  # a short month's 31st is its last; 31 March is too late
        (("--02-29", "--03-15"), ["2004-02-29", "2004-03-15"]),
        (("---15", "--02-15"), ["2004-02-15", "2004-03-15"]),  # the same day once
        (("--12-31",), []),
        (
            ("---20", "---30"),
            ["2004-01-20", "2004-01-30", "2004-02-20", "2004-02-29", "2004-03-20", "2004-03-30"],
        ),
    ],
)
def test_truncated_dates(patterns: tuple[str, ...], found: list[str]) -> None:
    """From 20 January to 30 March 2004, both among them."""
    assert [one.isoformat() for one in dated(patterns, day("2004-01-20"), day("2004-03-30"))] == found
    node = Periodic(Every(Decimal(1), "months"), Fixed("2004-01-20"), Fixed("2004-03-30"), patterns)
    assert [one.isoformat() for one in due(node).dates] == found


@pytest.mark.parametrize(
    "pattern", ["05", "--31", "---00", "---32", "--13-01", "--00-01", "--x-01", "---5", "--1-01"]
)
def test_what_is_no_truncated_date(pattern: str) -> None:
    """A day of a month or a day of a year, with two digits each."""
    with pytest.raises(InvalidInputError, match=f"'{pattern}' is no truncated date"):
        dated((pattern,), day("2004-01-20"), day("2004-03-30"))


@pytest.mark.parametrize(
    ("expression", "why"),
    [
        (after(6, "hours"), "hours"),
        (after("1.5", "days"), "1.5 days is no whole number"),
        (Duration(Decimal("0.5"), "years", CLOSING), "0.5 years is no whole number"),
        (Duration(Decimal(30), "days"), "start on no day"),
        (Periodic(Every(Decimal("0.5"), "months"), CLOSING, Fixed("2005-01-01")), "no whole number"),
        (Periodic(Every(Decimal(0), "months"), CLOSING, Fixed("2005-01-01")), "no whole number"),
        (Periodic(Every(Decimal(1), "days"), CLOSING, Fixed("2014-05-20")), "more than 2000 times"),
        (after(9000, "years"), "9000 years from 2004-05-20 leave the calendar"),
        (before(900_000, "days"), "leave the calendar"),
    ],
)
def test_what_gives_no_day(expression: Expression, why: str) -> None:
    """Each is refused with its reason."""
    with pytest.raises(NotComputableError, match=why):
        due(expression, closing=day("2004-05-20"))


def test_two_thousand_times_is_the_most() -> None:
    """Every day for 2000 days from 20 May 2004 ends on 9 November 2009, the first day being one of them."""
    every_day = Periodic(Every(Decimal(1), "days"), CLOSING)
    found = due(every_day, PLAIN, day("2009-11-09"), closing=day("2004-05-20"))
    assert len(found.dates) == 2000


def test_no_day_beyond_the_calendars() -> None:
    """Nobody knows the holidays of 2061."""
    with pytest.raises(OutsideCalendarError):
        due(after(1, "days"), closing=day("2060-12-31"))


@pytest.mark.parametrize(
    ("done", "as_of", "met"),
    [
        ("2004-06-01", None, True),  # on the last day, which law has moved
        ("2004-06-02", None, False),
        (None, None, True),  # nobody says that it is over
        (None, "2004-06-01", True),
        (None, "2004-06-02", False),
        ("2004-06-03", "2004-06-02", False),  # as of the 2nd it had not been done
        ("2004-06-03", "2004-06-01", True),
        ("2004-06-01", "2004-06-01", True),
    ],
)
def test_in_time(done: str | None, as_of: str | None, met: bool) -> None:
    """Due on Sunday 30 May 2004, to be performed by Tuesday 1 June."""
    limit = due(after(10, "days"), closing=day("2004-05-20"))
    assert limit.is_met_by(day(done) if done else None, day(as_of) if as_of else None) is met


def test_what_is_not_due_cannot_be_late() -> None:
    """Without a day there is no lateness."""
    assert due(after(10, "days"), closing=None).is_met_by(None, day("2050-01-01"))


# Properties: expressions over two events, on days that the calendars know.

EVENTS = st.dates(date(1998, 1, 1), date(2030, 12, 31))
COUNTS = st.integers(0, 120).map(Decimal)
LEAVES = st.one_of(st.just(CLOSING), st.just(FILED), EVENTS.map(lambda one: Fixed(one.isoformat())))


def grown(inner: st.SearchStrategy[Expression]) -> st.SearchStrategy[Expression]:
    """Expressions over expressions."""
    args = st.lists(inner, min_size=1, max_size=3).map(tuple)
    return st.one_of(
        st.builds(Offset, COUNTS, UNITS, st.sampled_from(["after", "before"]), inner),
        st.builds(EarlierOf, args),
        st.builds(LaterOf, args),
        st.builds(Roll, st.sampled_from(get_args(Convention)), inner),
        st.builds(Between, inner, inner),
        st.builds(Duration, COUNTS, UNITS, inner),
    )


EXPRESSIONS = st.recursive(LEAVES, grown, max_leaves=4)
DAYS = st.builds(
    Days,
    st.sampled_from([US_FEDERAL, NEW_YORK, NYSE]),
    st.just(NYSE),
    st.sampled_from([None, NEW_YORK, US_FEDERAL]),
)


def computed(find: Callable[[], Due]) -> Due | None:
    """What is found; None where it lies beyond the calendars."""
    try:
        return find()
    except (OutsideCalendarError, NotComputableError):
        return None


@given(EXPRESSIONS, DAYS, EVENTS, EVENTS, st.integers(0, 400))
def test_a_later_event_never_gives_an_earlier_deadline(
    expression: Expression, days: Days, closing: date, filed: date, later: int
) -> None:
    """Nominal day and day to perform by are monotone in every event."""
    found = computed(lambda: due(expression, days, closing=closing, filed=filed))
    after_all = computed(lambda: due(expression, days, closing=closing + timedelta(days=later), filed=filed))
    if found and after_all and found.nominal and after_all.nominal:
        assert found.nominal <= after_all.nominal


@given(EXPRESSIONS, DAYS, EVENTS, EVENTS)
def test_performance_is_never_due_before_the_day_that_the_words_give(
    expression: Expression, days: Days, closing: date, filed: date
) -> None:
    """What law moves, it moves forward, to an open day, over closed days only."""
    found = computed(lambda: due(expression, days, closing=closing, filed=filed))
    if found and found.nominal and found.perform_by:
        assert found.perform_by >= found.nominal
        if found.perform_by > found.nominal:
            assert days.roll
            assert days.roll.is_open(found.perform_by)
            assert not any(map(days.roll.is_open, days_from(found.nominal, found.perform_by)))


def days_from(start: date, end: date) -> list[date]:
    """The days from one up to another."""
    return [start + timedelta(days=n) for n in range((end - start).days)]


@given(st.lists(EXPRESSIONS, min_size=1, max_size=4), DAYS, EVENTS, EVENTS)
def test_a_choice_is_one_of_its_limbs(
    limbs: list[Expression], days: Days, closing: date, filed: date
) -> None:
    """The earlier is no later than any limb, the later no earlier, and each is the limb that it names."""
    each = [computed(lambda one=one: due(one, days, closing=closing, filed=filed)) for one in limbs]
    if not all(one and one.nominal for one in each):
        return
    nominal = [one.nominal for one in each if one and one.nominal]
    earlier = due(EarlierOf(tuple(limbs)), days, closing=closing, filed=filed)
    later = due(LaterOf(tuple(limbs)), days, closing=closing, filed=filed)
    assert (earlier.nominal, later.nominal) == (min(nominal), max(nominal))
    assert earlier.limb == nominal.index(min(nominal))
    assert later.limb == nominal.index(max(nominal))


@given(EVENTS, st.integers(0, 100), UNITS)
def test_counting_back_and_forth(start: date, count: int, unit: Unit) -> None:
    """Counting forward never goes back, one more never comes earlier, and back is the other way."""
    there = count_from(start, count, unit, PLAIN)
    assert there >= start >= count_from(start, -count, unit, PLAIN)
    assert count_from(start, count + 1, unit, PLAIN) > there
    if unit in ("days", "weeks"):
        assert count_from(there, -count, unit, PLAIN) == start


@given(EVENTS, st.sampled_from([US_FEDERAL, NYSE, NEW_YORK]), st.sampled_from(get_args(Convention)))
def test_an_agreements_own_roll(start: date, calendar: Calendar, convention: Convention) -> None:
    """Forward or back to an open day, and not at all from one."""
    days = Days(calendar, calendar, NEW_YORK)
    found = due(Roll(convention, CLOSING), days, closing=start)
    assert found.nominal
    assert calendar.is_open(found.nominal)
    assert found.perform_by == found.nominal
    assert (found.nominal <= start) if convention.startswith("previous") else (found.nominal >= start)
    assert (found.nominal == start) == calendar.is_open(start)
