"""One sentence, one time: what is read of it, as a tree in one line."""

from __future__ import annotations

import json

import pytest

from benchmarks.deadlines import shown
from pipeline.run import analyse_bytes

WORDINGS = (
    (
        "The Company shall file the Registration Statement within thirty (30) days after the Closing Date.",
        "30 days after no_later_than (D«Closing Date»)",
    ),
    (
        ("The Company shall file it on or before the 45th calendar day following the Closing Date or, if that day is"
        " not a Business Day, on the next Business Day."),
        "roll next_business_day (45 days after no_later_than (D«Closing Date»))",
    ),
    (
        ("The Company shall file the Shelf by the earlier of (i) June 30, 2004 and (ii) the fifth Trading Day after"
        " it receives notice of no review."),
        "earlier_of[2004-06-30; 5 trading_days after no_later_than (E«it receives notice of no review»)]",
    ),
    (
        ('"Effectiveness Deadline" means the 90th day after the Closing Date or, if the Commission reviews the'
        " filing, the 120th day after the Closing Date."),
        ("if[the Commission reviews the filing -> 120 days after no_later_than (D«Closing Date»);"
        " None -> 90 days after no_later_than (D«Closing Date»)]"),
    ),
    (
        ("The Company shall file a further statement no later than the later of sixty days after the Closing Date and"
        " six months after the Effective Date."),
        "later_of[60 days after no_later_than (D«Closing Date»); 6 months after no_later_than (D«Effective Date»)]",
    ),
    (
        ("The Issuer shall keep it effective until the third anniversary of the Closing Date or, if earlier, the sale"
        " of all the Notes."),
        "earlier_of[3 years after exactly (D«Closing Date»); E«the sale of all the Notes»]",
    ),
    (
        "The Company shall mail the notice not less than ten (10) nor more than sixty (60) days before the meeting.",
        "between[60 days before exactly (E«the meeting») .. 10 days before exactly (E«the meeting»)]",
    ),
    (
        "Either party may terminate this Agreement upon at least ninety days' prior written notice.",
        "90 days before at_least (E«terminate this Agreement»)",
    ),
    (
        "Tenant shall pay the Rent on the first day of each month, commencing on May 1, 2003.",
        "every {'count': 1, 'unit': 'months'} start 2003-05-01 until - ['---01']",
    ),
    (
        "The Executive shall not compete for a period of two (2) years following the Termination Date.",
        "for 2 years from D«Termination Date»",
    ),
    (
        ("The Company shall pay the damages within five Business Days after the end of each month, but in no event"
        " later than December 31, 2005."),
        "earlier_of[5 business_days after no_later_than (E«the end of each month»); 2005-12-31]",
    ),
    (
        ("The Supplier shall deliver the goods on or before the thirtieth day after receipt of the order or the tenth"
        " day after payment, whichever is later."),
        "later_of[30 days after no_later_than (E«receipt of the order»); 10 days after no_later_than (E«payment»)]",
    ),
    (
        ("The Company shall file it within five Business Days after the Closing if it is then a well-known seasoned"
        " issuer, and otherwise within 30 days after the Closing."),
        ("if[it is then a well-known seasoned issuer -> 5 business_days after no_later_than (D«Closing»);"
        " None -> 30 days after no_later_than (D«Closing»)]"),
    ),
    (
        "On each monthly anniversary of the Event Date until the failure is cured the Company shall pay the damages.",
        "every {'count': 1, 'unit': 'months'} start D«Event Date» until E«the failure is cured» []",
    ),
)  # fmt: skip


@pytest.mark.parametrize(("sentence", "tree"), WORDINGS)
def test_a_time_and_its_tree(sentence: str, tree: str) -> None:
    """Offsets, choices, conditions, windows, recurrence, rolls: each as the text nests them."""
    (sheet,) = analyse_bytes(sentence.encode(), "sentence.txt").sheets
    assert [shown(json.loads(it.expression.model_dump_json(by_alias=True))) for it in sheet.deadlines] == [
        tree
    ]


NO_TIMES = (
    "The damages amount to 1.5% of the Purchase Price for each period of thirty days.",
    "The price is the average of the closing prices for the five Trading Days preceding the notice.",
    "The Employee represents that she is at least twenty-one years of age.",
    "This Agreement may be signed in counterparts.",
    "The Notes bear interest at the rate of 9% per annum.",
)  # fmt: skip


@pytest.mark.parametrize("sentence", NO_TIMES)
def test_what_sets_no_time(sentence: str) -> None:
    """Rates, ages and measures of a price set no time for anything."""
    (sheet,) = analyse_bytes(sentence.encode(), "sentence.txt").sheets
    assert sheet.deadlines == ()


def test_the_span_holds_the_preposition_and_the_standard() -> None:
    """A deadline's evidence begins with its standard or its preposition and ends with the event."""
    text = "The Company shall notify each Holder promptly, and in any event within two days after the event occurs."
    (sheet,) = analyse_bytes(text.encode(), "sentence.txt").sheets
    (deadline,) = sheet.deadlines
    assert deadline.evidence[0].text == "promptly, and in any event within two days after the event occurs"
    assert deadline.standard == "promptly"
    assert deadline.obligor == "Company"


def test_limits_that_the_tree_does_not_hold() -> None:
    """A second limit over a window is a condition beside the duration."""
    text = (
        "The Company may suspend sales for up to ten consecutive Trading Days and for no more than thirty Trading"
        " Days in any twelve-month period."
    )
    (sheet,) = analyse_bytes(text.encode(), "sentence.txt").sheets
    assert [shown(json.loads(it.expression.model_dump_json(by_alias=True))) for it in sheet.deadlines] == [
        "for 10 trading_days from -"
    ]
    assert sheet.deadlines[0].conditions == ("for no more than thirty Trading Days in any twelve-month",)


def test_the_clock_stands_still() -> None:
    """Tolling has a field of its own, from when to when."""
    text = (
        "The Company shall file the Shelf within 30 days after the Closing Date; that period shall be tolled by the"
        " number of days from January 15, 2007 until February 20, 2007."
    )
    (sheet,) = analyse_bytes(text.encode(), "sentence.txt").sheets
    tolled = sheet.deadlines[0].tolled
    assert tolled is not None
    assert shown(json.loads(tolled.model_dump_json(by_alias=True))) == "between[2007-01-15 .. 2007-02-20]"
