"""Wordings of filed agreements: brackets within a time, verbs of saying, what ends an event, whose time it is."""

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


WORDINGS = (
    (
        ("The Company shall keep it effective until such date as is the earlier of (i) the date on which all of the"
        " Shares have been sold and (ii) the date on which the Shares (in the opinion of counsel to the Holders) may"
        " be sold without restriction."),
        ("earlier_of[E«the date on which all of the Shares have been sold»; E«the date on which the Shares (in the"
        " opinion of counsel to the Holders) may be sold without restriction»]"),
    ),
    (
        ("The Company shall amend it within thirty (30) days after the date on which the Company first determines (or"
        " reasonably should have determined) the need therefor."),
        ("30 days after no_later_than (E«the date on which the Company first determines (or reasonably should have"
        " determined) the need therefor»)"),
    ),
    (
        ("The Company shall file an acceleration request (but in no event more than two (2) business days) following"
        " the clearance of all SEC comments or, if applicable, following notification by the SEC that the Registration"
        " Statement will not be subject to review."),
        ("earlier_of[2 business_days after no_later_than (E«the clearance of all SEC comments»); 2 business_days after"
        " no_later_than (E«notification by the SEC that the Registration Statement will not be subject to review»)]"),
    ),
    (
        "The Company will promptly (but in no event more than five (5) business days) respond to all comments.",
        "5 business_days after no_later_than (E«respond to all comments»)",
    ),
    (
        "The Company shall file the Shelf within sixty days after the Closing Date for one hundred percent of the Shares.",
        "60 days after no_later_than (D«Closing Date»)",
    ),
    (
        "The Issuer shall have it effective by the fifth Trading Day after the staff says it will not review it.",
        "5 trading_days after no_later_than (E«the staff says it will not review it»)",
    ),
    (
        ("The Company shall request acceleration within two days after the Staff informs it, orally or in writing, that"
        " there are no comments."),
        "2 days after no_later_than (E«the Staff informs it, orally or in writing, that there are no comments»)",
    ),
    (
        "The Company shall file a Form S-3 within twenty days after becoming eligible to use it.",
        "20 days after no_later_than (E«becoming eligible to use it»)",
    ),
    (
        "The Issuer shall begin by the first day of the fiscal quarter next following the Closing Date.",
        "E«the first day of the fiscal quarter next following the Closing Date»",
    ),
    (
        ("The Company shall file it within ten Trading Days after the report is filed or by April 20, 2007, whichever is"
        " later."),
        "later_of[10 trading_days after no_later_than (E«the report is filed»); 2007-04-20]",
    ),
    (
        "The shares vest on the first anniversary of the Commencement Date and the rest in thirty-six equal parts.",
        "1 years after exactly (D«Commencement Date»)",
    ),
    (
        "Each Holder shall have two Business Days after the notice has been delivered to request inclusion.",
        "2 business_days after no_later_than (E«the notice has been delivered»)",
    ),
    (
        "The Company shall keep it effective for one hundred days or, if earlier, until the Shares are sold.",
        "earlier_of[for 100 days from -; E«the Shares are sold»]",
    ),
    (
        ("The Company shall file it by the 120th day after the Closing, except that it has 150 days if the Staff reviews"
        " it."),
        ("if[the Staff reviews it -> 150 days after no_later_than (D«Closing»);"
        " None -> 120 days after no_later_than (D«Closing»)]"),
    ),
    (
        "The Agent shall fix the price not before the tenth nor after the twentieth Trading Day following Completion.",
        "between[10 trading_days after exactly (D«Completion») .. 20 trading_days after exactly (D«Completion»)]",
    ),
)  # fmt: skip


@pytest.mark.parametrize(("sentence", "tree"), WORDINGS)
def test_a_real_wording_and_its_tree(sentence: str, tree: str) -> None:
    """An event runs on through brackets and what is said, and ends where something else begins."""
    assert _trees(sentence) == [tree]


def test_a_condition_that_has_a_time_of_its_own() -> None:
    """A limit behind "and, if" that its own clause goes on from is the condition's, not a second case."""
    assert _trees(
        "The Company shall send a notice not less than fifteen days prior to filing and, if a Holder so requests in"
        " writing within ten days after the notice, shall include its Shares."
    ) == ["15 days before at_least (E«filing»)", "10 days after no_later_than (E«the notice»)"]


NO_TIMES = (
    "(For example, if the statement becomes effective one month after the end of the period, $5,000 is due.)",
    "This Agreement is made on June 3, 2002 by the Company.",
    "The Lender shall lend up to the lesser of $1,500,000 and the sum of eighty percent of the receivables.",
    "The shares shall be valued at the price in effect on the date of filing.",
)


@pytest.mark.parametrize("sentence", NO_TIMES)
def test_what_sets_no_time(sentence: str) -> None:
    """A worked example, the date that an agreement bears, a sum of money, the day of a price."""
    assert _sheet(sentence).deadlines == ()


OBLIGORS = (
    (
        (
            "The Holders may request, and, within three days after the Shelf is ordered effective by the SEC, the"
            " Company shall deliver an opinion."
        ),
        "Company",
        "deliver opinion",
    ),
    (
        "The Lender may on two days' notice examine the books.",
        "Lender",
        "give notice",
    ),
    (
        "Until the Maturity Date the Lender shall make loans to the Borrower.",
        "Lender",
        "make loans",
    ),
    (
        "The Company shall within ten days after receipt thereof pay the invoice.",
        "Company",
        "pay invoice",
    ),
    (
        "The Issuer agrees, at its sole cost and expense, to file the statement on or before May 1, 2004.",
        "Issuer",
        "file statement",
    ),
    (
        "The Company shall notify the Holders, and a Holder so notified may join within ten days after the notice.",
        "Holder",
        "join",
    ),
)


@pytest.mark.parametrize(("sentence", "obligor", "action"), OBLIGORS)
def test_whose_time_it_is(sentence: str, obligor: str, action: str) -> None:
    """A time before or between the words of a clause belongs to that clause."""
    (deadline,) = _sheet(sentence).deadlines
    assert (deadline.obligor, deadline.action) == (obligor, action)


def test_the_span_holds_the_bracket_that_a_standard_opens() -> None:
    """A limit in brackets ends behind them."""
    text = "The Company will promptly (but in no event more than five (5) business days) respond to all comments."
    (deadline,) = _sheet(text).deadlines
    assert deadline.evidence[0].text == "promptly (but in no event more than five (5) business days)"
    assert deadline.standard == "promptly"


def test_notices_that_take_effect_far_behind_the_words_that_say_so() -> None:
    """The last of a list of ways to give notice has its time too."""
    text = (
        "A notice shall be deemed given (i) when delivered by hand to the address of the party below or to any other"
        " address that the party has named in writing to the others for that purpose; or (ii) one Business Day after"
        " deposit with a courier."
    )
    assert _trees(text) == ["1 business_days after exactly (E«deposit with a courier»)"]
