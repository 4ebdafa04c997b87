"""Ends of the period, notices, suspensions, joining and cutbacks in the wordings of many drafters."""

from decimal import Decimal
from typing import Any

import pytest

from tests.agreements.agreements import terms_of

FILED = (
    '2.1 The Company shall file a registration statement (the "Registration Statement") covering the Shares within '
    "30 days after the Closing Date.\n\n2.2 "
)


def _told(tree: dict[str, Any] | None) -> Any:
    """A tree as nested tuples: a date, an event, a length of time from something, a choice."""
    if tree is None:
        return None
    match tree["op"]:
        case "anchor":
            return tree["text"]
        case "fixed":
            return tree["iso"]
        case "offset":
            return (int(Decimal(str(tree["count"]))), tree["unit"], tree["direction"], _told(tree["base"]))
        case "roll":
            return ("roll", tree["convention"], _told(tree["base"]))
        case "conditional":
            return tuple((branch["if"], _told(branch["then"])) for branch in tree["branches"])
    return (tree["op"], *map(_told, tree["args"]))


@pytest.mark.parametrize(
    ("words", "end"),
    [
        (  # an "until" behind a choice is no limb of it
            (
                "The Company shall keep the Registration Statement effective until the later of February 27, 2000 and the "
                "date that is eighteen (18) months after the Registration Statement becomes effective, or until all of the "
                "Shares have been sold, whichever is earlier."
            ),
            (
                "earlier_of",
                (
                    "later_of",
                    "2000-02-27",
                    (18, "months", "after", "the Registration Statement becomes effective"),
                ),
                "all of the Shares have been sold",
            ),
        ),
        (  # three times "until"
            (
                "The Registration Statement is to stay effective until January 1, 2001, until the Investors no longer own "
                "any Shares, or until two years after the Closing Date, whichever happens first."
            ),
            (
                "earlier_of",
                "2001-01-01",
                "the Investors no longer own any Shares",
                (2, "years", "after", "Closing Date"),
            ),
        ),
        (  # a list without labels
            (
                "The Company shall keep the Registration Statement effective until the earliest to occur of the sale of all "
                "the Shares, the date on which they may be sold without restriction under Rule 144(k), and the date that is "
                "thirty (30) months after the Closing Date."
            ),
            (
                "earlier_of",
                "the sale of all the Shares",
                "the date on which they may be sold without restriction under Rule 144(k)",
                (30, "months", "after", "Closing Date"),
            ),
        ),
        (  # "or" inside a limb
            (
                "The Company shall keep the Registration Statement effective until the earliest of the fifth anniversary of "
                "the Closing Date, the date on which no Notes or Shares are outstanding and the date on which all Shares "
                "have been sold under it."
            ),
            (
                "earlier_of",
                (5, "years", "after", "Closing Date"),
                "the date on which no Notes or Shares are outstanding",
                "the date on which all Shares have been sold under it",
            ),
        ),
        (
            (
                "The Company shall keep the Registration Statement effective until the earlier of the fourth anniversary of "
                "the Closing Date and the time at which every Share has been sold or may be sold under Rule 144 without "
                "limit as to volume."
            ),
            (
                "earlier_of",
                (4, "years", "after", "Closing Date"),
                "the time at which every Share has been sold or may be sold under Rule 144 without limit as to volume",
            ),
        ),
        (  # what may not happen before the end
            "The Company shall not let the Registration Statement lapse before the third anniversary of the Closing Date.",
            (3, "years", "after", "Closing Date"),
        ),
        (  # what is not owed after it
            (
                "The Company is not required to keep the Registration Statement effective after the second anniversary of "
                "the Closing Date."
            ),
            (2, "years", "after", "Closing Date"),
        ),
        (
            (
                "The Company shall keep the Registration Statement effective for not less than three years from the Closing "
                "Date, unless all Shares are sold sooner."
            ),
            ("earlier_of", (3, "years", "after", "Closing Date"), "all Shares are sold"),
        ),
        (
            (
                "The Company shall keep the Registration Statement effective so long as any Investor holds Shares, but in no "
                "event beyond December 31, 2009."
            ),
            ("earlier_of", "so long as any Investor holds Shares", "2009-12-31"),
        ),
    ],
)
def test_ends_of_the_period(words: str, end: object) -> None:
    """Each "until", each limb of a list and each date is an end of its own."""
    assert _told(terms_of(FILED + words)["effectiveness_period_end"]["expression"]) == end


@pytest.mark.parametrize(
    ("words", "rules"),
    [
        (
            (
                "A notice is given when received if it is delivered by hand or by courier. One sent by facsimile is given on "
                "the day of transmission if that is a Business Day, and otherwise on the next Business Day."
            ),
            [
                ("courier or personal delivery", "received"),
                ("facsimile", ("roll", "next_business_day", "transmission")),
            ],
        ),
        (
            (
                "A notice sent by facsimile takes effect on the day on which it is sent, or, if that day is not a Business "
                "Day, on the next Business Day."
            ),
            [("facsimile", ("roll", "next_business_day", "it is sent"))],
        ),
        (  # after an hour is more than a closed day
            (
                "Each notice shall be effective upon receipt by the addressee. A notice received after 5:00 p.m. local time "
                "or on a day that is not a Business Day shall be deemed received on the next Business Day."
            ),
            [
                (
                    "other",
                    (
                        (
                            "after 5:00 p.m. local time or on a day that is not a Business Day",
                            (1, "business_days", "after", "receipt"),
                        ),
                        (None, "receipt"),
                    ),
                )
            ],
        ),
        (
            (
                "A notice is deemed delivered on the day it is sent by facsimile if its receipt is confirmed, and otherwise "
                "on the next Business Day."
            ),
            [
                (
                    "facsimile",
                    (
                        ("its receipt is confirmed", "it is sent"),
                        (None, (1, "business_days", "after", "it is sent")),
                    ),
                )
            ],
        ),
        (
            (
                "Any notice shall be deemed received upon receipt, when delivered personally; or one (1) Business Day after "
                "deposit with an overnight courier service."
            ),
            [
                ("personal delivery", "receipt"),
                ("courier", (1, "business_days", "after", "deposit with an overnight courier service")),
            ],
        ),
        (
            (
                "Any notice shall be effective on the second Business Day following the date of mailing by express courier, "
                "or upon actual receipt of such mailing, whichever shall first occur."
            ),
            [
                (
                    "courier",
                    (
                        "earlier_of",
                        (2, "business_days", "after", "the date of mailing by express courier"),
                        "actual receipt",
                    ),
                )
            ],
        ),
        (
            (
                "Each notice is given on the day after dispatch if sent by overnight courier, and on the third day after "
                "mailing if sent by certified mail, return receipt requested."
            ),
            [
                ("courier", (1, "days", "after", "dispatch")),
                ("mail", (3, "days", "after", "mailing")),
            ],
        ),
        (
            (
                "Letters are deemed received six (6) days after they are posted, and facsimiles on the next Trading Day after "
                "they are sent."
            ),
            [
                ("mail", (6, "days", "after", "they are posted")),
                ("facsimile", (1, "trading_days", "after", "they are sent")),
            ],
        ),
        (
            "A notice by letter is deemed given on the fifth day after posting and a notice by hand when it is delivered.",
            [("mail", (5, "days", "after", "posting")), ("personal delivery", "it is delivered")],
        ),
    ],
)
def test_notices(words: str, rules: list[object]) -> None:
    """A closed day moves the day of a notice; a late one counts later; each way of sending has its rule."""
    found = terms_of(f"8.4 Notices. {words}")["notice_rules"]["rules"]
    assert [(rule["method"], _told(rule["effective"])) for rule in found] == rules


@pytest.mark.parametrize(
    ("words", "limits"),
    [
        (
            (
                "When disclosure would harm a pending transaction, the Company may by notice close the Registration "
                "Statement to sales for not more than twenty (20) consecutive days, and for not more than forty-five (45) "
                "days in any period of twelve (12) months."
            ),
            ((20, "days"), (45, "days"), (12, "months"), None),
        ),
        (
            (
                "The Company may twice in any twelve (12) months ask the Investors not to sell under the Registration "
                "Statement, for at most ten (10) consecutive Trading Days on each occasion."
            ),
            ((10, "trading_days"), None, (12, "months"), 2),
        ),
        (
            (
                "The Company may forbid sales under the Registration Statement for not more than twenty-five (25) days at a "
                "time and not more than forty (40) days altogether."
            ),
            ((25, "days"), (40, "days"), None, None),
        ),
        (
            (
                "The Company may direct the Investors to suspend sales for one period of not more than sixty (60) "
                "consecutive days in any twelve (12) months."
            ),
            ((60, "days"), None, (12, "months"), 1),
        ),
        (  # a number of times told behind a number of days
            (
                "Each Investor shall, on notice, discontinue sales; no such discontinuance shall last longer than twenty "
                "(20) Business Days, and there shall be no more than two in any calendar year."
            ),
            ((20, "business_days"), None, (1, "years"), 2),
        ),
        (  # days that pass between delays are no limit on them
            (
                "The Company may impose no more than two blackout periods in any twelve-month period, none longer than "
                "thirty (30) days, and at least sixty (60) days shall pass between them."
            ),
            ((30, "days"), None, (12, "months"), 2),
        ),
    ],
)
def test_sales_that_are_barred(words: str, limits: tuple[object, ...]) -> None:
    """A suspension by any other name."""
    found = terms_of(f"3.1 Other matters. {words}")["allowed_delay"]
    lengths = [found[part] for part in ("consecutive", "aggregate", "window")]
    read = [(int(Decimal(str(each["count"]))), each["unit"]) if each else None for each in lengths]
    assert (*read, found["occurrences"]) == limits


@pytest.mark.parametrize(
    ("words", "notice", "answer"),
    [
        (
            (
                "If the Company files a registration statement for the sale of its common stock, it shall give the Investors "
                "not less than fifteen (15) Business Days' prior notice. An Investor may ask, within five (5) Business Days "
                "after the notice, that its Shares be included."
            ),
            (15, "business_days", "before", "files a registration statement"),
            (5, "business_days", "after", "the notice"),
        ),
        (
            (
                "A registration by the Company shall be announced to the Investors fifteen (15) days or more before it is "
                "filed. Within five (5) Trading Days after the announcement is received an Investor may require its Shares "
                "to be added."
            ),
            (15, "days", "before", "it is filed"),
            (5, "trading_days", "after", "the announcement is received"),
        ),
        (
            (
                "The Company shall provide the Investors with not less than ten (10) business days' advance notice of the "
                "filing of any registration statement. An Investor must respond within five (5) business days of receiving "
                "that notice."
            ),
            (10, "business_days", "before", "the filing of any registration statement"),
            (5, "business_days", "after", "receiving that notice"),
        ),
        (  # the answer is counted back from the filing, and is not the notice
            (
                "If the Company intends to register shares for its own account, it shall so advise the Investors by giving "
                "them no fewer than twenty-one (21) days' advance written notice, and each Investor may elect to "
                "participate by written notice received by the Company not later than seven (7) days before the anticipated "
                "filing date."
            ),
            (21, "days", "before", "register shares"),
            (7, "days", "before", "the anticipated filing date"),
        ),
    ],
)
def test_joining(words: str, notice: object, answer: object) -> None:
    """Prior notice is counted back from what the company is said to do, whatever stands between."""
    found = terms_of(f"5.1 Piggyback Registrations. {words}")["piggyback"]
    assert (_told(found["company_notice"]), _told(found["election"])) == (notice, answer)


def test_a_plan_is_no_condition() -> None:
    """What the company is to do should it file a statement depends on the plan alone."""
    found = terms_of(
        "5.1 Piggyback. Should the Company file a registration statement for its own account, it shall give each "
        "Investor twenty days' written notice before the filing, and each Investor shall have ten days from the date of "
        "the notice to ask for the inclusion of its Shares."
    )["piggyback"]
    assert found["condition"] is None


@pytest.mark.parametrize(
    ("words", "order"),
    [
        (
            (
                "5.2 Where the lead underwriter limits the number of shares, those of holders other than the Investors shall "
                "be removed first, next those of the Investors, and those of the Company last."
            ),
            ["holders other than the Investors", "Investors", "Company"],
        ),
        (
            (
                '5.1 "Stock" means the common stock issued to the Investors.\n\n5.2 In an underwritten offering in which all '
                "cannot be included, the shares of employees shall be omitted first, then the Stock, and last of all the "
                "shares that the Company sells."
            ),
            ["employees", "Stock of Investors", "Company"],
        ),
        (
            (
                "5.2 If the lead manager so advises, the stock of employees shall be withdrawn first, after it the "
                "Registrable Stock, and after that the stock of the Company."
            ),
            ["employees", "Registrable Stock of Investors", "Company"],
        ),
        (
            (
                "5.2 If the underwriters determine that not all can be sold, the Investors' shares shall be reduced pro rata "
                "with those of other selling stockholders, before any reduction of the shares that the Company sells."
            ),
            ["Investors and other selling stockholders", "Company"],
        ),
        (
            (
                "5.2 Where not all shares can be sold in the underwritten offering, those of management come out first, "
                "those of the Investors next, and those of the Company not at all."
            ),
            ["management", "Investors", "Company"],
        ),
    ],
)
def test_cutbacks(words: str, order: list[str]) -> None:
    """Who is cut first, told by a short term, by "after it", by what is not cut at all."""
    assert terms_of(words)["cutback_order"]["cut_first_to_last"] == order


def test_a_statement_that_relates_to_a_share() -> None:
    """What a statement relates to is what it covers."""
    found = terms_of(
        "2.1 The Company shall file a registration statement by the Closing Date. It shall relate to two hundred "
        "percent (200%) of the Registrable Stock."
    )["share_multiplier"]
    assert (Decimal(str(found["value"])), found["of"]) == (2, "Registrable Stock")
