"""Wordings of every kind of agreement: what the time is, where its words begin and end, and who owes it."""

from __future__ import annotations

import json

import pytest

from benchmarks.deadlines import shown
from pipeline.run import analyse_bytes

# The clause; the words of its one deadline; the tree; the obligor, where the text names one.
WORDINGS = (
    (
        ("Borrower shall notify Agent immediately, and in no event more than two (2) Business Days, after any officer"
        " obtains knowledge of a Default."),
        ("immediately, and in no event more than two (2) Business Days, after any officer obtains knowledge of a"
        " Default"),
        "2 business_days after no_later_than (E«any officer obtains knowledge of a Default»)",
        "Borrower",
    ),
    (
        ("The Indemnified Party shall give notice within a reasonable time, and in any event not later than twenty"
        " (20) days after it learns of such claim."),
        "within a reasonable time, and in any event not later than twenty (20) days after it learns of such claim",
        "20 days after no_later_than (E«it learns of such claim»)",
        "Indemnified Party",
    ),
    (
        ("It shall, promptly (and in any event within one Business Day) after learning of any stop order, notify each"
        " Seller."),
        "promptly (and in any event within one Business Day) after learning of any stop order",
        "1 business_days after no_later_than (E«learning of any stop order»)",
        "It",
    ),
    (
        "The Warrants shall expire at 5:00 p.m., New York City time, on the fifth anniversary of the Issue Date.",
        "at 5:00 p.m., New York City time, on the fifth anniversary of the Issue Date",
        "5 years after exactly (D«Issue Date»)",
        None,
    ),
    (
        ("The Company shall deposit the price with the Paying Agent prior to 10:00 a.m., New York City time, on the"
        " Redemption Date."),
        "prior to 10:00 a.m., New York City time, on the Redemption Date",
        "D«Redemption Date»",
        "Company",
    ),
    (
        "The Seller shall have until noon on Friday, June 10, 2011 to accept this offer.",
        "until noon on Friday, June 10, 2011",
        "2011-06-10",
        "Seller",
    ),
    (
        ('The Company shall cause it to be effective by the date (the "Target Date") that is 150 days after the'
        " Issue Date."),
        'by the date (the "Target Date") that is 150 days after the Issue Date',
        "150 days after no_later_than (D«Issue Date»)",
        "Company",
    ),
    (
        "The Company shall pay interest on the last Business Day of March, June, September and December of each year.",
        "on the last Business Day of March, June, September and December of each year",
        "every {'count': 1, 'unit': 'quarters'} start - until - []",
        "Company",
    ),
    (
        "Consultant shall submit an itemized invoice by the 10th of each month.",
        "by the 10th of each month",
        "every {'count': 1, 'unit': 'months'} start - until - ['---10']",
        "Consultant",
    ),
    (
        "The Board shall review the salary annually, no later than March 31 of each year.",
        "no later than March 31 of each year",
        "every {'count': 1, 'unit': 'years'} start - until - ['--03-31']",
        "Board",
    ),
    (
        ("Damages are payable on the first day of the failure and on every thirtieth day thereafter (prorated for"
        " shorter periods) until such failure is cured."),
        ("on the first day of the failure and on every thirtieth day thereafter (prorated for shorter periods) until"
        " such failure is cured"),
        "every {'count': 30, 'unit': 'days'} start E«the first day of the failure» until E«such failure is cured» []",
        None,
    ),
    (
        ("Upon the occurrence of any such event, the Company shall, in no event later than the fifteenth (15th) day"
        " thereafter, file an amendment."),
        "in no event later than the fifteenth (15th) day thereafter",
        "15 days after no_later_than (E«the occurrence of any such event»)",
        "Company",
    ),
    (
        "Following any such suspension, the Company shall resume use of the Prospectus within two Trading Days.",
        "within two Trading Days",
        "2 trading_days after no_later_than (E«any such suspension»)",
        "Company",
    ),
    (
        "Customer shall have ten (10) days to reject any Deliverable.",
        "ten (10) days",
        "10 days after no_later_than (E«reject any Deliverable»)",
        "Customer",
    ),
    (
        ('"Effectiveness Period" means the period beginning on the Effective Date and ending on the earlier of the'
        " second anniversary of the Closing and the date on which no Securities remain outstanding."),
        ("the period beginning on the Effective Date and ending on the earlier of the second anniversary of the"
        " Closing and the date on which no Securities remain outstanding"),
        ("between[D«Effective Date» .. earlier_of[2 years after exactly (D«Closing»); E«the date on which no"
        " Securities remain outstanding»]]"),
        None,
    ),
    (
        ("Each Holder agrees not to sell any shares during the period commencing ten (10) days prior to, and ending"
        " ninety (90) days following, the effective date of the registration."),
        ("during the period commencing ten (10) days prior to, and ending ninety (90) days following, the effective"
        " date of the registration"),
        ("between[10 days before exactly (E«the effective date of the registration») .. 90 days after exactly"
        " (E«the effective date of the registration»)]"),
        "Holder",
    ),
    (
        ("From the date hereof until 90 days after the Effective Date, neither the Company nor any Subsidiary shall"
        " issue Common Stock."),
        "From the date hereof until 90 days after the Effective Date",
        "between[E«the date hereof» .. 90 days after exactly (D«Effective Date»)]",
        "neither the Company nor any Subsidiary",
    ),
    (
        "The Artist shall deliver the Master no earlier than January 1, 2005 and no later than June 30, 2005.",
        "no earlier than January 1, 2005 and no later than June 30, 2005",
        "between[2005-01-01 .. 2005-06-30]",
        "Artist",
    ),
    (
        ("The undersigned will not, for the period ending 180 days after the date of the Prospectus, offer any Common"
        " Stock."),
        "for the period ending 180 days after the date of the Prospectus",
        "180 days after exactly (E«the date of the Prospectus»)",
        "undersigned",
    ),
    (
        ("The Shelf shall be filed within 60 days after (or, if the Company may not then use Form S-3, 90 days after)"
        " the delivery of the Shelf Request."),
        ("within 60 days after (or, if the Company may not then use Form S-3, 90 days after) the delivery of the Shelf"
        " Request"),
        ("if[the Company may not then use Form S-3 -> 90 days after no_later_than (E«the delivery of the Shelf"
        " Request»); None -> 60 days after no_later_than (E«the delivery of the Shelf Request»)]"),
        None,
    ),
    (
        ("Within one hundred and twenty (120) days after the date of this Agreement, but in any case before the record"
        " date for the Distribution, Spinco shall file the Form 10."),
        ("Within one hundred and twenty (120) days after the date of this Agreement, but in any case before the record"
        " date for the Distribution"),
        ("earlier_of[120 days after no_later_than (E«the date of this Agreement»); E«the record date for the"
        " Distribution»]"),
        "Spinco",
    ),
    (
        ("Supplier warrants that the Goods shall be free from defects for eighteen months from shipment or twelve"
        " months from first use, whichever occurs first."),
        "for eighteen months from shipment or twelve months from first use, whichever occurs first",
        "earlier_of[18 months after exactly (E«shipment»); 12 months after exactly (E«first use»)]",
        "Supplier",
    ),
    (
        ("The Offer shall remain open for not less than 20 Business Days (or longer if required by law) after the date"
        " notice is mailed."),
        "for not less than 20 Business Days (or longer if required by law) after the date notice is mailed",
        "for 20 business_days from E«the date notice is mailed»",
        None,
    ),
    (
        "The Borrower shall give the Agent notice of any change in its name not less than thirty days prior thereto.",
        "not less than thirty days prior thereto",
        "30 days before at_least (E«give the Agent notice of any change in its name»)",
        "Borrower",
    ),
    (
        "Should Lessee wish to renew, it must so notify Lessor six (6) months or more before the Expiration Date.",
        "six (6) months or more before the Expiration Date",
        "6 months before at_least (D«Expiration Date»)",
        "Lessee",
    ),
    (
        "This Agreement may be terminated by the Employee on thirty (30) days' written notice.",
        "thirty (30) days' written notice",
        "30 days before at_least (E«terminated by the Employee»)",
        "Employee",
    ),
    (
        ("Upon the written request of any Holder received by the Company within twenty (20) days after mailing of such"
        " notice, the Company shall register its shares."),
        "within twenty (20) days after mailing of such notice",
        "20 days after no_later_than (E«mailing of such notice»)",
        "Holder",
    ),
    (
        "Any Holder wishing to participate shall so advise the Company within ten (10) days of its notice.",
        "within ten (10) days of its notice",
        "10 days after no_later_than (E«its notice»)",
        "Holder",
    ),
    (
        "All Securities are to be registered within 4 months of the date on which a Holder so demands.",
        "within 4 months of the date on which a Holder so demands",
        "4 months after no_later_than (E«the date on which a Holder so demands»)",
        None,
    ),
    (
        "The Company shall keep it effective until the Shares may be sold under Rule 144(k).",
        "until the Shares may be sold under Rule 144(k)",
        "E«the Shares may be sold under Rule 144(k)»",
        "Company",
    ),
    (
        "The Buyer has till the end of business on day thirty after the date hereof to finish its review.",
        "till the end of business on day thirty after the date hereof",
        "30 days after exactly (E«the date hereof»)",
        "Buyer",
    ),
    (
        "The Company shall answer within five days of a demand under Section 2.1, and not otherwise.",
        "within five days of a demand under Section 2.1",
        "5 days after no_later_than (E«a demand under Section 2.1»)",
        "Company",
    ),
    (
        "The fee shall be paid on the first day of the seventh month following the date of separation.",
        "on the first day of the seventh month following the date of separation",
        "E«the first day of the seventh month following the date of separation»",
        None,
    ),
    (
        "The deposit falls due on the first business day following the one-year anniversary of the Closing Date.",
        "on the first business day following the one-year anniversary of the Closing Date",
        "1 business_days after exactly (1 years after exactly (D«Closing Date»))",
        None,
    ),
)  # fmt: skip


@pytest.mark.parametrize(("clause", "words", "tree", "obligor"), WORDINGS, ids=lambda it: str(it)[:40])
def test_one_deadline(clause: str, words: str, tree: str, obligor: str | None) -> None:
    """Its words, its tree and its obligor."""
    (sheet,) = analyse_bytes(clause.encode(), "clause.txt").sheets
    (deadline,) = sheet.deadlines
    assert deadline.evidence[0].text == words
    assert shown(json.loads(deadline.expression.model_dump_json(by_alias=True))) == tree
    assert deadline.obligor == obligor


NO_DEADLINES = (
    "“Trading Day” means a day on which the market is open for at least four and one-half hours.",
    "The Company may from time to time prepay the Loans in whole or in part.",
    "The Company shall give a certificate on request but no more frequently than once each calendar quarter.",
)


@pytest.mark.parametrize("clause", NO_DEADLINES)
def test_none(clause: str) -> None:
    """What a day is, how often at most, and now and then: no deadline."""
    (sheet,) = analyse_bytes(clause.encode(), "clause.txt").sheets
    assert sheet.deadlines == ()
