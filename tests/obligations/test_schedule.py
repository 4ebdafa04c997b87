"""Who owes what by when, what became of it, and the damages, on the facts of an agreement."""

from dataclasses import replace
from datetime import date
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from obligations.agreement import Agreement, DefinedDay, Duty, FactSheet, PaidOn
from obligations.errors import ContradictoryFactsError, InvalidInputError
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
    Offset,
    Periodic,
)
from obligations.facts import amount_of, fact_key, happened, known_facts, own_calendars
from obligations.registration_rights.readings import Readings
from obligations.registration_rights.states import Halt
from obligations.registration_rights.terms import (
    Cap,
    Interest,
    Length,
    LiquidatedDamages,
    PaymentDue,
    RegistrationRights,
    TimeLimit,
)
from obligations.schedule import Row, Schedule, default_readings, schedule
from obligations.trace import Origin, Place, as_json, as_text


def day(iso: str) -> date:
    """A date."""
    return date.fromisoformat(iso)


def after(count: int, fact: str) -> Offset:
    """`count` days after an event."""
    return Offset(Decimal(count), "days", "after", Anchor(fact))


def duty(expression: Expression | None, name: str = "2(a)#1", **others: object) -> Duty:
    """Something that the Company shall do."""
    return Duty(id=name, obligor="Company", action="file", expression=expression, **others)


def row(of: Duty, **facts: object) -> Row:
    """The one row of a schedule under New York law."""
    (found,) = schedule(Agreement(title="RRA", duties=(of,)), FactSheet(**facts)).rows
    return found


CLOSED = {"closing": day("2004-05-20")}


@pytest.mark.parametrize(
    ("facts", "status", "days_late", "missing"),
    [
        # Ten days from 20 May 2004 are Sunday the 30th; to be performed by Tuesday, 1 June.
        ({"done": {"2(a)#1": day("2004-06-01")}}, "met", None, ()),
        ({"done": {"2(a)#1": day("2004-06-03")}}, "late", 2, ()),
        ({"done": {"2(a)#1": day("2004-06-02")}}, "late", 1, ()),
        ({"done": {"2(a)#1": None}, "as_of": day("2004-06-04")}, "overdue", 3, ()),
        ({"done": {"2(a)#1": None}, "as_of": day("2004-06-01")}, "open", None, ()),
        ({"as_of": day("2004-06-01")}, "open", None, ()),
        ({}, "open", None, ()),
        ({"as_of": day("2004-06-02")}, "needs_input", None, ("done.2(a)#1",)),
        # What is done after the day asked about has not been done then.
        ({"done": {"2(a)#1": day("2004-06-03")}, "as_of": day("2004-06-02")}, "overdue", 1, ()),
        ({"done": {"2(a)#1": day("2004-06-03")}, "as_of": day("2004-06-03")}, "late", 2, ()),
    ],
)
def test_what_became_of_a_duty(
    facts: dict[str, object], status: str, days_late: int | None, missing: tuple[str, ...]
) -> None:
    """Judged by the day to perform by, as of the day that the facts name."""
    found = row(duty(after(10, "closing")), events=CLOSED, **facts)
    assert (found.status, found.days_late, found.missing) == (status, days_late, missing)
    assert (found.nominal, found.perform_by) == (day("2004-05-30"), day("2004-06-01"))


def test_a_row_holds_its_duty() -> None:
    """With clause and places, and a trace from the words of the clause down to the facts."""
    of = Duty(
        id="2(a)#1", clause="2(a)", places=(Place(5, 9),), obligor="Company", action="file", modality="will",
        expression=Offset(Decimal(7), "business_days", "after", Anchor("closing")), conditions=("if asked",),
        standard="promptly",
    )  # fmt: skip
    facts = FactSheet(as_of=day("2004-07-01"), events=CLOSED, done={"2(a)#1": day("2004-06-01")})
    found = schedule(Agreement(title="RRA", duties=(of,)), facts, default_readings(Agreement(title="RRA")))
    assert (found.title, found.as_of, found.readings) == ("RRA", day("2004-07-01"), Readings())
    (row_found,) = found.rows
    assert (row_found.id, row_found.clause, row_found.places) == ("2(a)#1", "2(a)", (Place(5, 9),))
    assert (row_found.obligor, row_found.action, row_found.modality) == ("Company", "file", "will")
    assert (row_found.conditions, row_found.standard, row_found.done) == (
        ("if asked",), "promptly", day("2004-06-01"),
    )  # fmt: skip
    assert as_json(row_found.trace) == {
        "name": "2(a)#1",
        "value": "2004-06-01",
        "how": "7 business days after closing",
        "from": {"term": "2(a)#1", "clause": "2(a)", "places": [[5, 9]]},
        "readings": ["business_day_calendar", "extra_closures"],
        "operands": [
            {
                "name": "2(a)#1",
                "value": "2004-06-01",
                "how": "7 business days after closing",
                "operands": [{"name": "closing", "value": "2004-05-20", "from": {"fact": "closing"}}],
            }
        ],
    }


def test_a_duty_that_has_no_day_is_listed_without() -> None:
    """Done "promptly", or within six hours."""
    prompt = row(duty(None, standard="promptly"))
    assert (prompt.status, prompt.standard, prompt.why, prompt.trace) == ("no_date", "promptly", None, None)
    hours = row(duty(Offset(Decimal(6), "hours", "after", Anchor("closing"))), events=CLOSED)
    assert (hours.status, hours.why) == (
        "no_date",
        "hours cannot be counted on days: the facts hold no time of day",
    )


def test_a_duty_that_waits_and_one_that_nobody_knows_of() -> None:
    """What has not happened does not trigger; what nobody said is asked for."""
    waits = row(duty(after(10, "closing")), events={"closing": None})
    assert (waits.status, waits.waiting, waits.missing) == ("not_triggered", ("closing",), ())
    unknown = row(duty(after(10, "closing")))
    assert (unknown.status, unknown.missing) == ("needs_input", ("closing",))


def test_a_right_is_never_late() -> None:
    """It has its day."""
    found = row(duty(after(10, "closing"), modality="may"), events=CLOSED, as_of=day("2005-01-01"))
    assert (found.status, found.nominal) == ("right", day("2004-05-30"))
    assert row(duty(after(10, "closing"), modality="may"), events={"closing": None}).status == "not_triggered"


@pytest.mark.parametrize(
    ("expression", "facts", "status"),
    [
        # Not for 30 days after 20 May: up to 19 June.
        (Duration(Decimal(30), "days", Anchor("closing")), {"done": "2004-06-19"}, "breached"),
        (Duration(Decimal(30), "days", Anchor("closing")), {"done": "2004-06-20"}, "kept"),
        (Duration(Decimal(30), "days", Anchor("closing")), {"done": "2004-05-19"}, "kept"),
        (Duration(Decimal(30), "days", Anchor("closing")), {"as_of": "2004-06-19"}, "open"),
        (Duration(Decimal(30), "days", Anchor("closing")), {"as_of": "2004-06-20"}, "needs_input"),
        (Duration(Decimal(30), "days", Anchor("closing")), {"as_of": "2004-06-20", "done": None}, "kept"),
        (
            Duration(Decimal(30), "days", Anchor("closing")),
            {"as_of": "2004-06-01", "done": "2004-06-02"},
            "open",
        ),
        (Duration(Decimal(30), "days", Anchor("closing")), {"done": "2004-05-20"}, "breached"),
        (
            Duration(Decimal(30), "days", Anchor("closing")),
            {"as_of": "2004-06-05", "done": "2004-06-05"},
            "breached",
        ),
        # Not before the 30th day.
        (after(30, "closing"), {"done": "2004-06-18"}, "breached"),
        (after(30, "closing"), {"done": "2004-06-19"}, "kept"),
        (after(30, "closing"), {}, "open"),
    ],
)
def test_a_prohibition_is_kept_or_breached(
    expression: Expression, facts: dict[str, str | None], status: str
) -> None:
    """It is never overdue: on the days of its window, or before its day, nothing may be done."""
    given_facts: dict[str, object] = {"events": CLOSED}
    if "as_of" in facts:
        given_facts["as_of"] = day(facts["as_of"] or "")
    if "done" in facts:
        given_facts["done"] = {"2(a)#1": day(facts["done"]) if facts["done"] else None}
    assert row(duty(expression, modality="shall_not"), **given_facts).status == status


def test_a_duty_done_by_an_event() -> None:
    """An event says when it was performed; the duty's own id goes before it."""
    of = duty(after(10, "closing"), done="filed")
    filed = {**CLOSED, "the Filed Date": day("2004-06-03")}
    assert row(of, events=filed).status == "late"
    assert row(of, events=filed, done={"2(a)#1": day("2004-05-21")}).status == "met"
    assert row(of, events={**CLOSED, "filed": None}, as_of=day("2004-07-01")).status == "overdue"


def test_windows_and_what_recurs() -> None:
    """The first day of a window; each day that recurs up to the day asked about."""
    window = row(duty(Between(Anchor("closing"), after(10, "closing"))), events=CLOSED)
    assert (window.first, window.nominal) == (day("2004-05-20"), day("2004-05-30"))
    monthly = duty(Periodic(Every(Decimal(1), "months"), Anchor("closing")))
    found = row(monthly, events=CLOSED, as_of=day("2004-07-31"))
    assert found.dates == (day("2004-05-20"), day("2004-06-20"), day("2004-07-20"))


def test_a_clock_that_stands_still_puts_a_duty_off() -> None:
    """Five days of review within the ten: 4 June."""
    review = Between(Anchor("review_begins"), Anchor("review_ends"))
    stood = {"review_begins": day("2004-05-22"), "review_ends": day("2004-05-27")}
    found = row(duty(after(10, "closing"), tolled=review), events={**CLOSED, **stood})
    assert found.nominal == day("2004-06-04")
    assert row(duty(after(10, "closing"), tolled=review), events=CLOSED).missing == ("review_begins",)


def test_facts_that_nothing_asks_for_are_named() -> None:
    """A misspelt event, condition, duty, or payment day; what is asked for by any of its names is used."""
    chosen = Conditional((Branch(after(1, "meeting"), "reviewed"), Branch(after(2, "meeting"))))
    agreement = Agreement(
        title="RRA",
        duties=(duty(after(10, "closing"), done="filed", defines="Filing Date"), duty(chosen, "3(a)#1")),
        defined_days=(DefinedDay(name="Signing Date", expression=after(1, "board approval")),),
        registration_rights=RegistrationRights(
            agreement="RRA", filing_deadline=TimeLimit(expression=after(30, "funding"))
        ),
    )
    used = ["the Closing Date", "filed", "declared_effective", "Filing Date", "signing", "board approval",
            "funding_date", "meeting"]  # fmt: skip
    facts = FactSheet(
        events={**dict.fromkeys(used), "closnig": day("2004-05-20")},
        conditions={"reviewed": True, "revewed": True},
        done={"3(a)#1": None, "9(z)#9": None},
        payments=(PaidOn(day("2004-05-05"), day("2004-05-06")),),
    )
    assert schedule(agreement, facts).unused == (
        "events.closnig", "conditions.revewed", "done.9(z)#9", "payments of 2004-05-05",
    )  # fmt: skip


@pytest.mark.parametrize(
    ("name", "key"),
    [
        ("the Closing Date", "closing"),
        ("closing_date", "closing"),
        ("CLOSING", "closing"),
        ("Date of Closing", "closing"),
        ("first-closing", "first_closing"),
        ("date_hereof", "agreement"),
        ("the date of this Agreement", "agreement"),
        ("agreement_date", "agreement"),
        ("full_review", "sec_review"),
        ("the date", "the_date"),  # where nothing else is left
        ("", ""),
    ],
)
def test_names_of_one_fact(name: str, key: str) -> None:
    """Articles, "date" and "day" say nothing."""
    assert fact_key(name) == key


@pytest.mark.parametrize(
    ("told", "days"),
    [
        ({"sec_review": True}, "2004-06-29"),
        ({"sec_review": False}, "2004-05-30"),
        ({"no_sec_review": True}, "2004-05-30"),
        ({"no_sec_review": False}, "2004-06-29"),
        ({"sec_review": None}, None),
    ],
)
def test_a_condition_is_known_by_its_opposite(told: dict[str, bool | None], days: str | None) -> None:
    """Thirty days if there is no review, sixty if there is one: one fact decides both."""
    branches = (Branch(after(30, "closing"), "no_sec_review"), Branch(after(60, "closing"), "sec_review"))
    agreement = Agreement(title="RRA", duties=(duty(Conditional(branches)),))
    found = schedule(agreement, FactSheet(events={"closing": day("2004-04-30")}, conditions=told))
    assert found.rows[0].nominal == (day(days) if days else None)
    assert found.unused == ()


def test_two_names_of_one_fact_may_not_differ() -> None:
    """Otherwise it would matter in which order they stand."""
    agreement = Agreement(title="RRA", duties=(duty(after(10, "closing")),))
    twice = FactSheet(events={"closing": day("2004-05-20"), "the Closing Date": day("2004-05-21")})
    with pytest.raises(
        ContradictoryFactsError,
        match=r"events\.closing and events\.the Closing Date are one fact.*2004-05-20 and 2004-05-21",
    ):
        schedule(agreement, twice)
    same = FactSheet(events={"closing": day("2004-05-20"), "the Closing Date": day("2004-05-20")})
    assert schedule(agreement, same).rows[0].nominal == day("2004-05-30")
    truths = FactSheet(conditions={"reviewed": True, "the reviewed": False})
    with pytest.raises(ContradictoryFactsError, match=r"^conditions\.reviewed and .*both yes and no"):
        schedule(agreement, truths)
    with pytest.raises(ContradictoryFactsError, match=r"^events\."):
        happened(twice, "closing")
    with pytest.raises(ContradictoryFactsError, match=r"^amounts\."):
        amount_of({"principal": Decimal(1), "the principal": Decimal(2), "shares": Decimal(3)}, "principal")


def test_when_something_happened() -> None:
    """Of several days the last; null is "not so far", and silence is not known."""
    facts = FactSheet(events={"Filed": (day("2004-05-20"), day("2004-03-01")), "closing": None, "sold": ()})
    assert (happened(facts, "filed").on, happened(facts, "filed").told) == (day("2004-05-20"), True)
    assert (happened(facts, "closing").on, happened(facts, "closing").told) == (None, True)
    assert (happened(facts, "sold").on, happened(facts, "sold").told) == (None, True)
    assert (happened(facts, "merger").on, happened(facts, "merger").told) == (None, False)


@pytest.mark.parametrize(
    ("given_amount", "basis", "amount"),
    [
        (Decimal(5), "principal", 5),
        (None, "principal", None),
        ({"shares": Decimal(5)}, "principal", 5),  # the only one
        ({"shares": Decimal(5), "Principal": Decimal(7)}, "the principal", 7),
        ({"shares": Decimal(5), "price": Decimal(7)}, "the principal", None),
        ({"shares": Decimal(5), "price": Decimal(7)}, None, None),
    ],
)
def test_a_holders_amount(given_amount: Decimal | dict[str, Decimal] | None, basis: str, amount: int) -> None:
    """The only one given, or the one that bears the name of the basis."""
    assert amount_of(given_amount, basis) == amount


def test_a_day_that_the_agreement_defines_is_computed_unless_it_is_given() -> None:
    """The Filing Date is ten days after the closing, effectiveness thirty days after it, and so on."""
    agreement = Agreement(
        title="RRA",
        duties=(
            duty(after(5, "effectiveness date"), "4#1"),
            duty(after(30, "filing date"), "3#1", defines="effectiveness date"),
            duty(after(10, "closing date"), "2#1", defines="filing date"),
        ),
        defined_days=(DefinedDay(name="closing date", expression=Fixed("2004-03-01")),),
    )
    days = [one.nominal for one in schedule(agreement, FactSheet()).rows]
    assert days == [day("2004-04-15"), day("2004-04-10"), day("2004-03-11")]
    given_date = FactSheet(events={"the Filing Date": day("2004-06-01")})
    days = [one.nominal for one in schedule(agreement, given_date).rows]
    assert days == [day("2004-07-06"), day("2004-07-01"), day("2004-03-11")]
    leaves = {
        step.origin.ref for step in schedule(agreement, FactSheet()).rows[0].trace.walk() if step.origin
    }
    assert {"closing date", "filing date", "effectiveness date"} <= leaves


def test_a_defined_day_is_explained_where_it_is_used() -> None:
    """With its own clause, and the clock that stood still for it."""
    review = Between(Anchor("review_begins"), Anchor("review_ends"))
    of = Agreement(
        title="RRA",
        duties=(
            duty(after(5, "filing date"), "3#1"),
            Duty(id="2#1", clause="2", places=(Place(5, 9),), action="file", expression=after(10, "closing"),
                 tolled=review, defines="filing date"),
        ),
    )  # fmt: skip
    stood = {"review_begins": day("2004-05-22"), "review_ends": day("2004-05-27")}
    found = schedule(of, FactSheet(events={**CLOSED, **stood}), Readings(roll="none")).rows[0]
    assert found.nominal == day("2004-06-09")
    assert found.trace
    (_, used, *_) = found.trace.walk()
    assert as_text(used).splitlines() == [
        "3#1: 2004-06-09 = 5 days after filing date",
        "  filing date: 2004-06-04 = 10 days after closing <- term, 2",
        "    filing date, perform by: 2004-06-04 = put off by 5 days on which the clock stood still",
        "      filing date: 2004-05-30 = 10 days after closing",
        "        closing: 2004-05-20 <- fact",
        "      review_begins: 2004-05-22 <- fact",
        "      review_ends: 2004-05-27 <- fact",
    ]
    leaf = next(step for step in found.trace.walk() if step.name == "filing date")
    assert leaf.origin == Origin("term", "filing date", "2", (Place(5, 9),))


def test_conditions_are_known_by_any_of_their_names() -> None:
    """Two duties, each on a condition of its own."""
    first = Conditional((Branch(Fixed("2004-06-01"), "SEC review"), Branch(Fixed("2004-06-02"))))
    second = Conditional((Branch(Fixed("2004-07-01"), "listed"), Branch(Fixed("2004-07-02"))))
    of = Agreement(title="RRA", duties=(duty(first), duty(second, "3#1"), duty(Fixed("2004-08-02"), "4#1")))
    facts = FactSheet(conditions={"the_sec_review": True, "Listed": False})
    assert [one.nominal for one in schedule(of, facts).rows] == [
        day("2004-06-01"), day("2004-07-02"), day("2004-08-02"),
    ]  # fmt: skip


def test_a_defined_day_is_found_by_the_facts_other_names() -> None:
    """What a defined day counts from need not be asked for by a duty."""
    agreement = Agreement(
        title="RRA",
        duties=(duty(after(5, "signing")),),
        defined_days=(DefinedDay(name="signing", expression=after(1, "board approval")),),
    )
    facts = FactSheet(events={"Date of Board Approval": day("2004-03-01")})
    assert schedule(agreement, facts).rows[0].nominal == day("2004-03-07")


def test_a_day_defined_by_hours_or_by_itself_stays_unknown() -> None:
    """Neither can be computed, and neither stops the rest."""
    agreement = Agreement(
        title="RRA",
        duties=(duty(after(5, "call")), duty(after(1, "loop"), "3#1", defines="loop")),
        defined_days=(
            DefinedDay(name="call", expression=Offset(Decimal(6), "hours", "after", Anchor("closing"))),
            DefinedDay(name="meeting", expression=after(7, "closing")),
        ),
    )
    found = schedule(agreement, FactSheet(events=CLOSED)).rows
    assert [one.missing for one in found] == [("call",), ("loop",)]
    known = known_facts(agreement, FactSheet(events=CLOSED), Readings().days())
    assert known.events["meeting"] == day("2004-05-27")


def test_the_law_and_the_definition_of_business_days_choose_the_readings() -> None:
    """New York law, or none named, moves a day; another does not."""
    for law, roll in ((None, "ny_gcl25"), ("New York", "ny_gcl25"), ("Delaware", "none")):
        assert default_readings(Agreement(title="RRA", governing_law=law)).roll == roll
    banks = default_readings(Agreement(title="RRA", business_days="banks"))
    assert banks.business_day_calendar == "banks"
    assert (
        default_readings(Agreement(title="RRA", governing_law="Texas"), {"roll": "ny_gcl25"}).roll
        == "ny_gcl25"
    )


def test_calendars_that_the_facts_list() -> None:
    """Banks and exchange as given; where no law moves a day none does."""
    days = Readings().days()
    closed = FactSheet(bank_holidays=(day("2004-05-21"),), exchange_holidays=(day("2004-05-24"),))
    own = own_calendars(closed, days)
    assert own.roll
    told = [(one.name, one.source) for one in (own.business, own.trading)]
    assert told == [("bank holidays as given", "the facts"), ("exchange holidays as given", "the facts")]
    for calendar, off in (
        (own.business, "2004-05-21"),
        (own.roll, "2004-05-21"),
        (own.trading, "2004-05-24"),
    ):
        assert not calendar.is_open(day(off))
        assert calendar.is_open(day("2004-05-31"))  # Memorial Day, which they do not list
    assert own_calendars(FactSheet(), days) is days
    assert own_calendars(closed, Readings(roll="none").days()).roll is None


# Damages.

DAMAGES = LiquidatedDamages(
    rate=Decimal("0.01"), period=Length(Decimal(30), "days"), basis="purchase price",
    due=PaymentDue("period_end"), interest=Interest(Decimal("0.001"), "day"),
    cap=Cap(fraction=Decimal("0.03")),
)  # fmt: skip


def agreement(terms: LiquidatedDamages | None = DAMAGES) -> Agreement:
    """Filing 30 days, effectiveness 90 days after the closing, and damages."""
    return Agreement(
        title="RRA",
        registration_rights=RegistrationRights(
            agreement="RRA",
            filing_deadline=TimeLimit(expression=after(30, "Closing Date")),
            effectiveness_deadline=TimeLimit(expression=after(90, "Closing Date")),
            liquidated_damages=terms,
        ),
    )


# From 1 March 2004: filing by Wednesday 31 March, effectiveness by Sunday 30 May, to be performed by 1 June.
LATE = {"closing": day("2004-03-01"), "filed": day("2004-04-15"), "declared_effective": day("2004-06-14")}
HOLDERS = {"A": Decimal(1000), "B": Decimal("2000.50")}


def owed(terms: LiquidatedDamages | None = DAMAGES, **facts: object) -> Schedule:
    """The schedule on the facts above and others."""
    return schedule(agreement(terms), FactSheet(**{"events": LATE, "amounts": HOLDERS, **facts}))


def test_damages_for_late_filing_and_late_effectiveness() -> None:
    """Half a period each (15 of 30 days from 31 March and from 30 May), on 1,000 and on 2,000.50."""
    found = owed().damages
    assert found
    assert [(one.failure, one.holder, one.from_, one.to, str(one.amount)) for one in found.charges] == [
        ("late_filing", "A", day("2004-03-31"), day("2004-04-14"), "5.00"),
        ("late_filing", "B", day("2004-03-31"), day("2004-04-14"), "10.00"),
        ("late_effectiveness", "A", day("2004-05-30"), day("2004-06-13"), "5.00"),
        ("late_effectiveness", "B", day("2004-05-30"), day("2004-06-13"), "10.00"),
    ]
    assert {name: str(amount) for name, amount in found.totals.items()} == {"A": "10.00", "B": "20.00"}
    assert found.capped == {"A": False, "B": False}
    assert found.missing == ()
    refs = {step.origin.ref for step in found.charges[0].trace.walk() if step.origin}
    assert {"liquidated_damages.rate", "liquidated_damages.period", "amounts.A", "filed"} <= refs


def test_lateness_is_judged_by_the_day_to_perform_by_and_counted_from_the_nominal_day() -> None:
    """Effective on Tuesday 1 June is in time for Sunday 30 May; on the 2nd it is three days late."""
    in_time = owed(events={**LATE, "declared_effective": day("2004-06-01")}).damages
    assert in_time
    assert [one.failure for one in in_time.charges] == ["late_filing", "late_filing"]
    late = owed(events={**LATE, "declared_effective": day("2004-06-02")}).damages
    assert late
    assert [one.days for one in late.charges if one.failure == "late_effectiveness"] == [3, 3]


def test_a_cap_cuts_the_last_payments_of_each_holder() -> None:
    """Not effective by 28 September: 121 days are 40.33 of A's 1,000, with 5.00 before; its cap is 30."""
    found = owed(events={**LATE, "declared_effective": None}, as_of=day("2004-09-28")).damages
    assert found
    mine = [(one.payment.due, str(one.payment.amount), str(one.after_cap)) for one in found.payments
            if one.payment.holder == "A"]  # fmt: skip
    assert mine == [
        (day("2004-04-14"), "5.00", "5.00"),
        (day("2004-06-28"), "10.00", "10.00"),
        (day("2004-07-28"), "10.00", "10.00"),
        (day("2004-08-27"), "10.00", "5.00"),
        (day("2004-09-26"), "10.00", "0.00"),
        (day("2004-09-27"), "0.33", "0.00"),
    ]
    assert (str(found.totals["A"]), found.capped["A"]) == ("30.00", True)


def test_interest_runs_on_what_is_paid_late() -> None:
    """Due on 14 April, paid on the 24th: ten days at a thousandth a day; B was paid in time."""
    paid = (PaidOn(day("2004-04-14"), day("2004-04-24")), PaidOn(day("2004-04-14"), day("2004-04-14"), "B"))
    for order in (paid, paid[::-1]):
        found = owed(payments=order).damages
        assert found
        told = {one.payment.holder: (one.paid, one.interest and str(one.interest.amount))
                for one in found.payments if one.payment.due == day("2004-04-14")}  # fmt: skip
        assert told == {"A": (day("2004-04-24"), "0.05"), "B": (day("2004-04-14"), None)}


def test_a_payment_on_a_day_that_nothing_falls_due_is_named() -> None:
    """One of the two is a slip of the pen."""
    paid = (PaidOn(day("2004-04-14"), day("2004-04-24")), PaidOn(day("2004-04-15"), day("2004-04-24")))
    assert owed(payments=paid).unused == ("payments of 2004-04-15",)


def test_a_payment_after_the_day_asked_about_has_not_been_made() -> None:
    """As of 20 April nothing had been paid."""
    found = owed(payments=(PaidOn(day("2004-04-14"), day("2004-04-24")),), as_of=day("2004-04-20")).damages
    assert found
    assert [one.paid for one in found.payments] == [None, None]


def test_one_payment_is_made_on_one_day() -> None:
    """Two days for one payment are a contradiction, unless they are the same."""
    twice = (PaidOn(day("2004-04-14"), day("2004-04-24")), PaidOn(day("2004-04-14"), day("2004-04-25")))
    with pytest.raises(ContradictoryFactsError, match="was paid on 2004-04-24 and on 2004-04-25"):
        owed(payments=twice)
    assert owed(payments=(twice[0], twice[0])).damages


@pytest.mark.parametrize(
    ("facts", "missing"),
    [
        ({"events": {}}, ("Closing Date",)),
        ({"events": {"closing": None}}, ()),
        ({"events": {"closing": day("2004-03-01")}}, ("filed", "declared_effective")),
        ({"events": {"closing": day("2004-03-01")}, "as_of": day("2004-03-31")}, ()),
        ({"events": {"closing": day("2004-03-01")}, "as_of": day("2004-04-01")}, ("filed",)),
        ({"events": {**LATE, "declared_effective": None}}, ("as_of",)),
        ({"amounts": {}}, ("amounts",)),
        ({"amounts": {"A": None}}, ("amounts.A.purchase_price",)),
    ],
)
def test_damages_ask_for_what_they_need(facts: dict[str, object], missing: tuple[str, ...]) -> None:
    """Only for what might change them, by the names of the facts."""
    found = owed(**facts).damages
    assert found
    assert found.missing == missing


def test_damages_that_cannot_be() -> None:
    """Effective before filed; a basis below zero."""
    with pytest.raises(
        ContradictoryFactsError, match=r"declared_effective on 2004-04-01, before filed on 2004-04-15"
    ):
        owed(events={**LATE, "declared_effective": day("2004-04-01")})
    with pytest.raises(InvalidInputError, match=r"amounts\.A: -1 is below zero"):
        owed(amounts={"A": Decimal(-1)})


def test_without_terms_there_are_no_damages() -> None:
    """An agreement that is silent on them, and one that is no registration rights agreement."""
    assert owed(None).damages is None
    assert schedule(Agreement(title="Lease"), FactSheet()).damages is None


def test_a_deadline_that_the_terms_leave_out_is_not_missed() -> None:
    """Only the filing has a deadline."""
    terms = RegistrationRights(
        agreement="RRA",
        filing_deadline=TimeLimit(expression=after(30, "closing")),
        liquidated_damages=DAMAGES,
    )
    found = schedule(
        Agreement(title="RRA", registration_rights=terms), FactSheet(events=LATE, amounts=HOLDERS)
    ).damages
    assert found
    assert {one.failure for one in found.charges} == {"late_filing"}


def test_a_formula_of_counts_is_paid_whatever_the_agreement_says_of_due_days() -> None:
    """A month late by count (i), and a day of payment that only stretches of time have: nothing is lost."""
    counted = LiquidatedDamages(
        rate=Decimal("0.02"), period=Length(Decimal(1), "months"), counts=True, due=PaymentDue("month_end")
    )
    events = {**LATE, "filed": day("2004-03-20"), "declared_effective": day("2004-06-30")}
    found = owed(counted, events=events, as_of=day("2004-12-31"), halts=(Halt(day("2004-12-30"), day("2004-12-30")),)
                 ).damages  # fmt: skip
    assert found
    assert sum(one.after_cap for one in found.payments) == sum(one.amount for one in found.charges) > 0


# Properties.


@given(st.permutations(list(LATE.items())), st.permutations(list(HOLDERS.items())))
def test_the_order_of_facts_does_not_matter(
    events: list[tuple[str, date]], holders: list[tuple[str, Decimal]]
) -> None:
    """The same rows, and the same sums for each holder."""
    one = owed(events=dict(events), amounts=dict(holders))
    assert one.damages == owed(events=LATE, amounts=dict(holders)).damages
    assert one.damages
    assert one.damages.totals == owed().damages.totals
    known = known_facts(agreement(), FactSheet(events=dict(events)), Readings().days())
    assert known.events == known_facts(agreement(), FactSheet(events=LATE), Readings().days()).events


@given(st.dates(date(2004, 3, 1), date(2005, 12, 31)), st.integers(0, 200))
def test_time_never_takes_damages_away(as_of: date, more: int) -> None:
    """As of a later day no holder is owed less, cap or no cap."""
    events = {**LATE, "declared_effective": None}
    later = date.fromordinal(as_of.toordinal() + more)
    totals = [owed(events=events, as_of=when).damages.totals for when in (as_of, later)]
    assert all(totals[0].get(name, 0) <= totals[1].get(name, 0) for name in HOLDERS)
    assert all(totals[1].get(name, 0) <= basis * 3 / 100 for name, basis in HOLDERS.items())


def test_what_became_effective_was_filed() -> None:
    """Whoever says that nothing was filed cannot have it effective; who says nothing of it may."""
    facts: dict[str, object] = {"as_of": day("2004-12-31"), "amounts": {"A": Decimal(1000)}}
    closing = day("2004-03-19")
    with pytest.raises(ContradictoryFactsError, match="declared_effective on 2004-06-01, but filed has not"):
        owed(events={"closing": closing, "filed": None, "declared_effective": day("2004-06-01")}, **facts)
    found = owed(events={"closing": closing, "declared_effective": day("2004-06-01")}, **facts)
    assert found.damages
    assert found.damages.missing == ("filed",)


def test_what_may_still_change_a_day_is_named() -> None:
    """Of two limbs one is known: its day is the latest there can be, and the other limb's fact is lacking."""
    found = row(
        duty(EarlierOf((after(30, "closing"), after(5, "told")))),
        events={"closing": day("2004-03-01")},
        as_of=day("2004-03-02"),
    )
    assert (found.nominal, found.missing) == (day("2004-03-31"), ("told",))
    known = row(
        duty(EarlierOf((after(30, "closing"), after(5, "told")))),
        events={"closing": day("2004-03-01"), "told": None},
        as_of=day("2004-03-02"),
    )
    assert (known.nominal, known.missing, known.waiting) == (day("2004-03-31"), (), ("told",))


def test_a_day_beyond_the_calendars_is_one_row_s_trouble() -> None:
    """The others keep their days."""
    far = duty(after(30, "maturity"), "9#1")
    near = duty(after(30, "closing"))
    found = schedule(
        Agreement(title="T", duties=(far, near)),
        FactSheet(events={"maturity": day("2070-01-01"), "closing": day("2004-03-01")}),
    )
    assert [one.status for one in found.rows] == ["no_date", "open"]
    assert found.rows[0].why == "New York public holidays is known from 1990 to 2060, not on 2070-01-31"


def test_facts_that_these_damages_do_not_ask_for_are_named() -> None:
    """What lasts is for damages that add up times; a payment is to one who is owed."""
    found = owed(
        as_of=day("2004-12-31"),
        events={"closing": day("2004-03-19"), "filed": day("2004-05-04"), "declared_effective": None},
        amounts={"A": Decimal(1000)},
        halts=(Halt(day("2004-06-01"), day("2004-06-03")),),
        demand=day("2004-07-01"),
        payments=(PaidOn(day("2004-06-03"), day("2004-06-03"), "B"),),
    )
    assert set(found.unused) == {"halts", "demand", "payments of 2004-06-03 to B"}
    bare = schedule(Agreement(title="Lease"), FactSheet(amounts={"A": Decimal(5)}))
    assert bare.unused == ("amounts.A",)


@pytest.mark.parametrize(
    ("changes", "named"),
    [
        ({"rate": Decimal("-0.01")}, "rate: -0.01 is below"),
        ({"rate": None, "amount_per_period": Decimal(-5), "basis": None}, "amount_per_period: -5 is below"),
        ({"initial_rate": Decimal(-1)}, "initial_rate: -1 is below"),
        ({"per_units": Decimal(0)}, "per_units: 0 is not above"),
        ({"part_days": 0}, "part_days: 0 is not above"),
    ],
)
def test_terms_below_zero_are_refused(changes: dict[str, object], named: str) -> None:
    """A slip in the facts' own terms, named."""
    with pytest.raises(InvalidInputError, match=f"{named} zero"):
        replace(DAMAGES, **changes)


def test_a_cap_and_a_rate_of_interest_below_zero_are_refused() -> None:
    """They took all away, or paid for being late."""
    with pytest.raises(InvalidInputError, match=r"fraction: -0\.1 is below zero"):
        Cap(fraction=Decimal("-0.1"))
    with pytest.raises(InvalidInputError, match="per_units: 0 is not above zero"):
        Cap(amount=Decimal(5), per_units=Decimal(0))
    with pytest.raises(InvalidInputError, match="rate: -1 is below zero"):
        Interest(Decimal(-1), "day")
