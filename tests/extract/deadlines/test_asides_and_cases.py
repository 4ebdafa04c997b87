"""Events that asides part, brackets and provisos with another length, standards, named days; whose time it is."""

from __future__ import annotations

import json

import pytest

from benchmarks.deadlines import shown
from pipeline.run import analyse_bytes
from pipeline.termsheet.schema import TermSheet


def _sheet(text: str) -> TermSheet:
    (sheet,) = analyse_bytes(text.encode(), "sentence.txt").sheets
    return sheet


def _trees(text: str) -> list[str]:
    return [shown(json.loads(it.expression.model_dump_json(by_alias=True))) for it in _sheet(text).deadlines]


EVENTS = (
    (
        ("The Company shall file it within five days after the Staff says that the filing has not been, and will not be,"
        " reviewed."),
        "the Staff says that the filing has not been, and will not be, reviewed",
    ),
    (
        "The Company shall file it within five days after it learns that no review, or no further review, will be made.",
        "it learns that no review, or no further review, will be made",
    ),
    (
        "The Company shall act within ten days after the date that, in its reasonable judgment, the risk arose.",
        "the date that, in its reasonable judgment, the risk arose",
    ),
    ("Tenant shall pay the rent within ten days after it moves in.", "it moves in"),
    ("You must hand back the keys within ten days after your last day at work.", "your last day at work"),
    (
        "The chairman shall be named within ten days after the second one accepts office.",
        "the second one accepts office",
    ),
    (
        "A request that is not refused within ten days after the Landlord receives it is deemed granted.",
        "the Landlord receives it",
    ),
    ("An invoice not disputed within ten days after receipt is deemed accepted.", "receipt"),
    ("A claim not made within ten days after the event that gave rise to it is barred.", "the event that gave rise to it"),
)  # fmt: skip


@pytest.mark.parametrize(("sentence", "event"), EVENTS, ids=lambda it: str(it)[-30:])
def test_where_an_event_ends(sentence: str, event: str) -> None:
    """It goes on behind what stands between commas and with its particle, not into what is then deemed."""
    (tree,) = _trees(sentence)
    assert tree.endswith(f"(E«{event}»)")


CASES = (
    (
        "Landlord shall begin repairs within ten days after Tenant reports them (48 hours in an emergency).",
        (
            "if[emergency -> 48 hours after no_later_than (E«Tenant reports them»);"
            " None -> 10 days after no_later_than (E«Tenant reports them»)]"
        ),
    ),
    (
        "The Supplier shall repair the unit within five Business Days (24 hours for a total failure) after notice.",
        (
            "if[total failure -> 24 hours after no_later_than (E«notice»);"
            " None -> 5 business_days after no_later_than (E«notice»)]"
        ),
    ),
    (
        "The Buyer shall pay within thirty days after it gets the invoice (or, for rush orders, within ten days).",
        (
            "if[rush orders -> 10 days after no_later_than (E«it gets the invoice»);"
            " None -> 30 days after no_later_than (E«it gets the invoice»)]"
        ),
    ),
    (
        "The Bank shall give notice at least ten days before the sale (or three days in the case of perishable goods).",
        "if[perishable goods -> 3 days before at_least (E«the sale»); None -> 10 days before at_least (E«the sale»)]",
    ),
    (
        (
            "The Borrower shall remedy it within thirty days after the earlier of the day on which it learns of it and the"
            " day on which notice is given; provided, however, that if it cannot be remedied in that time, the Borrower"
            " shall have ninety days after the earlier of those days."
        ),
        (
            "if[it cannot be remedied in that time -> 90 days after no_later_than (earlier_of[E«the day on which it learns"
            " of it»; E«the day on which notice is given»]); None -> 30 days after no_later_than (earlier_of[E«the day on"
            " which it learns of it»; E«the day on which notice is given»])]"
        ),
    ),
    (
        "The Effectiveness Target is December 15, 2004 or, should the staff review it, 130 days after the Closing.",
        "if[the staff review it -> 130 days after no_later_than (D«Closing»); None -> 2004-12-15]",
    ),
    (
        (
            "The Company shall cause it to become effective within 90 days after the Closing; but if the staff tells the"
            " Company that it will not review it, by the fifth day after the Company is told, if that is earlier."
        ),
        (
            "earlier_of[90 days after no_later_than (D«Closing»);"
            " 5 days after no_later_than (E«the Company is told»)]"
        ),
    ),
    (
        (
            "The Company shall have it declared effective within 60 days after the filing if the staff does not review it,"
            " and within 120 days after the filing if it is reviewed by the staff."
        ),
        (
            "if[the staff does not review it -> 60 days after no_later_than (E«the filing»);"
            " it is reviewed by the staff -> 120 days after no_later_than (E«the filing»)]"
        ),
    ),
    (
        (
            "The Company shall have it declared effective on or before February 28, 2004, unless the staff reviews it, in"
            " which case on or before March 31, 2004."
        ),
        "if[the staff reviews it -> 2004-03-31; None -> 2004-02-28]",
    ),
    (
        (
            '"Effectiveness Target" means the day which is (i) in the event that the staff does not review it, sixty'
            " days after the Closing or (ii) in the event that it is reviewed by the staff, ninety days after the Closing."
        ),
        (
            "if[the staff does not review it -> 60 days after no_later_than (D«Closing»);"
            " it is reviewed by the staff -> 90 days after no_later_than (D«Closing»)]"
        ),
    ),
    (
        (
            "The Company shall cause it to become effective by the earlier of the 120th day after the Closing and five days"
            " after oral or written notice that there will be no review."
        ),
        (
            "earlier_of[120 days after no_later_than (D«Closing»);"
            " 5 days after no_later_than (E«oral or written notice that there will be no review»)]"
        ),
    ),
    (
        "The Filing Deadline for the second tranche is the 25th Trading Day following the issue of the Notes.",
        "25 trading_days after no_later_than (E«the issue of the Notes»)",
    ),
    (
        (
            "The Company shall file it within ten days after the Closing, it being agreed that, should that day be a Sunday,"
            " it may be filed on the next Business Day."
        ),
        "roll next_business_day (10 days after no_later_than (D«Closing»))",
    ),
    (
        (
            "The Term Loan shall be repaid in equal monthly instalments of $5,000 each, beginning May 1, 2007, until it is"
            " paid in full."
        ),
        "every {'count': 1, 'unit': 'months'} start 2007-05-01 until E«it is paid in full» []",
    ),
)


@pytest.mark.parametrize(("sentence", "tree"), CASES, ids=lambda it: str(it)[:30])
def test_another_length_for_a_case(sentence: str, tree: str) -> None:
    """In a bracket, behind a proviso, behind a date; what one part leaves open the other says."""
    assert _trees(sentence) == [tree]


def test_anothers_time_behind_a_proviso() -> None:
    """A proviso that gives somebody else a time for something else sets a second deadline."""
    assert _trees(
        "The Company shall file it within thirty days after the request; provided that, if the Holder objects, the"
        " Holder shall have ten days after the request to withdraw it."
    ) == ["30 days after no_later_than (E«the request»)", "10 days after no_later_than (E«the request»)"]


STANDARDS = (
    (
        "Promptly following the Closing (but in no event later than ten days after the Closing Date)",
        "10 days after no_later_than (D«Closing Date»)",
        "promptly",
    ),
    ("Promptly after the sale and in any event within ten days", "10 days after no_later_than (E«the sale»)", "promptly"),
    ("As soon as possible after the Closing, and not later than June 1, 2005", "2005-06-01", "as soon as possible"),
)  # fmt: skip


@pytest.mark.parametrize(("words", "tree", "standard"), STANDARDS)
def test_a_standard_with_its_event(words: str, tree: str, standard: str) -> None:
    """The standard that a limit follows belongs to the time, with the event it is counted from."""
    text = f"{words}, the Company shall file it."
    (deadline,) = _sheet(text).deadlines
    assert deadline.evidence[0].text == words
    assert deadline.standard == standard
    assert _trees(text) == [tree]


def test_a_standard_of_another_verb() -> None:
    """What is done promptly after one event has nothing to do with the next verb's limit."""
    text = "The Company shall promptly after the Closing file the form and within ten days after it is filed send a copy."
    (deadline,) = _sheet(text).deadlines
    assert deadline.standard is None


NO_TIMES = (
    "If it cannot be made fit for use within two hundred days, then either party may end this Lease.",
    "The Seller shall deliver a statement as of the close of business on the Closing Date.",
    "The Closing Date was June 30, 2004.",
)


@pytest.mark.parametrize("sentence", NO_TIMES)
def test_what_sets_no_time(sentence: str) -> None:
    """What can be done within a time, the day that figures are of, a fact."""
    assert _trees(sentence) == []


OBLIGORS = (
    ("The shelf must be declared effective by April 30, 2011.", None),
    ("The rent shall be paid by March 1, 2005 by the Tenant.", "Tenant"),
    ("Rent is to be paid by the Tenant, without demand, on the fifth day of every month.", "Tenant"),
    ("By March 31 of each year the accounts must be delivered by the Borrower.", "Borrower"),
    ("Following the Closing, Halden Robotics, Inc. shall file it within ten days.", "Halden Robotics, Inc."),
    ("Orrin Pumps, L.L.C., a Texas company, shall file it within ten days after the Closing.", "Orrin Pumps, L.L.C."),
    ("The Investor, Mr. John Alder, shall pay it within ten days after the Closing.", "Investor"),
    ("Alder, the lead investor, shall fund it within ten days after the Closing.", "Alder"),
    ("Holdings will cause it to become effective within ten days after the Closing.", "Holdings"),
    ("The panel shall decide within ten days after the hearing.", "panel"),
    ("Each Holder of more than two percent of the Shares shall vote within ten days after the notice.", "Holder"),
    ("A person claiming indemnity under this Section shall notify it within ten days after being served.",
     "person claiming indemnity"),
    ("The Company shall send it to counsel for the Holders, who shall comment within two days after the receipt.",
     "counsel for the Holders"),
    (("The Company shall file the shares that the Holders, and any other Holders by notice to the Company given within"
     " twenty days after the mailing, have asked to include."), "Holders"),
    (("The Term shall be extended unless a party gives the other notice that it does not wish it to be so extended at"
     " least sixty days before the end of the Term."), "party"),
    (("This Agreement may be ended by Parent if the Closing has not taken place by May 1, 2009 or, if the bank so agrees,"
     " by June 1, 2009."), None),
    ("The delay shall end on the date on which the Company tells the Purchasers in writing that sales may resume.", None),
)  # fmt: skip


@pytest.mark.parametrize(("sentence", "obligor"), OBLIGORS, ids=lambda it: str(it)[:30])
def test_whose_time_it_is(sentence: str, obligor: str | None) -> None:
    """Months are nobody, firms have commas in their names, and a passive may name its agent."""
    (deadline,) = _sheet(sentence).deadlines
    assert deadline.obligor == obligor
