"""The days of the registration statement, the right to join and the cutback, as different drafters put them."""

from typing import Any

import pytest

from tests.agreements.agreements import terms_of


def shown(node: dict[str, Any] | None) -> object:
    """A tree without its spans, in short."""
    if node is None:
        return None
    match node["op"]:
        case "anchor":
            return node["text"]
        case "fixed":
            return node["iso"]
        case "offset":
            return (node["count"], node["unit"], node["direction"], shown(node["base"]))
        case "conditional":
            return {branch["if"]: shown(branch["then"]) for branch in node["branches"]}
        case "earlier_of" | "later_of":
            return (node["op"], *map(shown, node["args"]))
    return node["op"]


CLOSING = "Closing Date"


@pytest.mark.parametrize(
    ("words", "tree"),
    [
        (
            (
                "The statement shall be declared effective not later than ninety (90) days after the Closing Date, "
                "provided that if it has been reviewed by the Commission staff that period shall be extended by "
                "thirty (30) days."
            ),
            {
                "it has been reviewed by the Commission staff": (120, "days", "after", CLOSING),
                None: (90, "days", "after", CLOSING),
            },
        ),
        (
            (
                "We will have the resale statement declared effective by 30 June 2006. If the SEC reviews it, we "
                "have until 29 August 2006 instead."
            ),
            {"the SEC reviews it": "2006-08-29", None: "2006-06-30"},
        ),
        (
            (
                "It will cause the shelf to go effective by September 30, 2006, except that the deadline moves to "
                "November 15, 2006 if the SEC staff gives comments."
            ),
            {"the SEC staff gives comments": "2006-11-15", None: "2006-09-30"},
        ),
    ],
)
def test_a_review_moves_the_day(words: str, tree: object) -> None:
    """A review that is told behind the day makes two branches."""
    assert shown(terms_of(words + "\n")["effectiveness_deadline"]["expression"]) == tree


DUTY = (
    "The Company shall file the Registration Statement within 45 days after the Closing Date (the "
    '"Filing Deadline") and shall have it declared effective by the 120th day after the Closing Date (the '
    '"Effectiveness Deadline")'
)
BOTH = ("roll", "roll")
NEITHER = ("offset", "offset")


@pytest.mark.parametrize(
    ("words", "ops"),
    [
        (
            (
                f"{DUTY}; provided that if either such date falls on a day that is not a Business Day, the deadline "
                "shall be extended to the next succeeding Business Day."
            ),
            BOTH,
        ),
        (
            (
                f"{DUTY}.\n\n9. Days. If the Filing Deadline or the Effectiveness Deadline would fall on a Saturday, "
                "Sunday or holiday, it shall be the next Business Day."
            ),
            BOTH,
        ),
        (
            (
                f"{DUTY}.\n\n9. Days. If the last or appointed day for the taking of any action required herein shall "
                "not be a Business Day, then such action may be taken on the next succeeding Business Day."
            ),
            BOTH,
        ),
        (
            (
                f"{DUTY}.\n\n9. Days. If the Effectiveness Deadline is not a Trading Day, it is moved to the Trading "
                "Day next following."
            ),
            ("offset", "roll"),
        ),
        (
            (
                f"{DUTY}.\n\n9. Days. If any payment hereunder falls due on a day that is not a Business Day, it "
                "shall be made on the next Business Day."
            ),
            NEITHER,
        ),
        (
            (
                f"{DUTY}.\n\n9. Closing. If the Closing Date would fall on a day that is not a Business Day, the "
                "Closing shall take place on the next Business Day."
            ),
            NEITHER,
        ),
        (
            (f"{DUTY}. If such day is not a Business Day, it shall be the next Business Day."),
            BOTH,
        ),
        (
            (f"{DUTY}, or if such day is not a Business Day, the next Business Day."),
            ("offset", "roll"),
        ),
        (
            f"{DUTY}.\n\n“Put Date” means May 1, 2003 or, if that day is not a Business Day, the next one.",
            NEITHER,
        ),
        (
            f"{DUTY}.\n\n9. Days. A day fixed by Section 2.1 that is not a Business Day is moved to the next one.",
            BOTH,
        ),
        (
            f"{DUTY}. If the last day for effectiveness is a Sunday, the next Business Day is the last day.",
            ("offset", "roll"),
        ),
        (f"{DUTY}.", NEITHER),
    ],
)
def test_a_closed_day_that_is_told_apart_moves_the_day(words: str, ops: tuple[str, str]) -> None:
    """In a proviso, in a paragraph of its own, for all days; not where it is said of other days."""
    terms = terms_of(f"{words}\n")
    found = [terms[name]["expression"] for name in ("filing_deadline", "effectiveness_deadline")]
    assert tuple(tree["op"] for tree in found) == ops
    for tree, name in zip(found, ("filing_deadline", "effectiveness_deadline"), strict=True):
        told = " ".join(evidence["text"] for evidence in terms[name]["evidence"])
        assert ("next" in told) == (tree["op"] == "roll"), "the words that move it are its evidence"


def test_a_demand_has_one_day_and_not_that_from_which_it_may_be_made() -> None:
    """The day from which a demand may be made is no limit, and silence about effectiveness stays silence."""
    terms = terms_of(
        "Upon the written demand of the Investors made at any time after the first anniversary of the Closing "
        "Date, the Company shall file, not later than seventy-five (75) days after its receipt of such demand, a "
        "registration statement, and shall use its best efforts to cause the same to become effective as promptly "
        "as practicable thereafter; provided that it may postpone the filing for a single period of not more than "
        "ninety (90) days.\n"
    )
    assert shown(terms["filing_deadline"]["expression"]) == (
        75,
        "days",
        "after",
        "its receipt of such demand",
    )
    assert terms["effectiveness_deadline"]["status"] == "absent"


def test_a_day_after_the_request_that_the_standard_names() -> None:
    """In "promptly after it, and in any event within 60 days" both are counted from one event."""
    terms = terms_of(
        "Promptly after receipt of such request, and in any event within 60 days, the Company shall file a "
        "registration statement.\n"
    )
    assert shown(terms["filing_deadline"]["expression"]) == (60, "days", "after", "receipt of such request")


def test_a_demand_is_told_to_the_others_first() -> None:
    """The time for that notice is not the time to file, though the request was one to file."""
    terms = terms_of(
        "If the Company shall receive a written request from the Holders of fifty percent of the Registrable "
        "Securities that it file a registration statement covering them, then the Company shall within ten (10) "
        "days of the receipt thereof give written notice of such request to all Holders, shall file, as soon as "
        "practicable and in any event within ninety (90) days of the receipt of such request, a registration "
        "statement, and shall cause it to become effective within one hundred fifty (150) days of the receipt of "
        "such request.\n"
    )
    filing, effect = (
        shown(terms[name]["expression"]) for name in ("filing_deadline", "effectiveness_deadline")
    )
    assert filing == (90, "days", "after", "the receipt of such request")
    assert effect == (150, "days", "after", "the receipt of such request")


def test_a_term_of_another_agreement() -> None:
    """A day that is another agreement's term is by reference; the agreement's own Effective Date is no day."""
    terms = terms_of(
        "The Company shall file, on or before the Filing Deadline (as such term is defined in the Purchase "
        "Agreement), a registration statement. The registration statement shall be maintained in effect until "
        "the Maturity Date (as defined in the Credit Agreement).\n"
    )
    assert terms["filing_deadline"]["status"] == "by_reference"
    assert terms["effectiveness_period_end"]["status"] == "by_reference"


@pytest.mark.parametrize(
    ("words", "tree"),
    [
        (
            (
                "for a period of two years following the Closing Date, or such shorter period as will terminate when "
                "all Shares have been sold."
            ),
            ("earlier_of", (2, "years", "after", CLOSING), "all Shares have been sold"),
        ),
        (
            (
                "until the date that all Shares covered by it (i) have been sold or (ii) may be sold without volume "
                "limits under Rule 144, whichever is earlier."
            ),
            (
                "earlier_of",
                "all Shares covered by it have been sold",
                "all Shares covered by it may be sold without volume limits under Rule 144",
            ),
        ),
        (
            (
                "from the date on which it is declared effective until the earlier of two years after the Closing Date "
                "and the date on which all Shares have been sold."
            ),
            ("earlier_of", (2, "years", "after", CLOSING), "the date on which all Shares have been sold"),
        ),
        (
            (
                "for nine (9) months after the Closing Date, or until all of the Shares have been sold, whichever is "
                "the longer."
            ),
            ("later_of", (9, "months", "after", CLOSING), "all of the Shares have been sold"),
        ),
        (
            (
                "until all Units have ceased to be Registrable Units. A Registrable Unit ceases to be one when it has "
                "been sold, or at the second anniversary of the Closing Date, whichever occurs earliest."
            ),
            ("earlier_of", "it has been sold", (2, "years", "after", CLOSING)),
        ),
        (
            (
                "until whichever of these comes first:\n\n  *  you have sold all the shares;\n  *  three years have "
                "passed since the Closing Date."
            ),
            ("earlier_of", "you have sold all the shares", (3, "years", "after", CLOSING)),
        ),
    ],
)
def test_how_long_it_is_kept_effective(words: str, tree: object) -> None:
    """The ends of the period may stand one behind the other, in a list, or in the next sentence."""
    terms = terms_of(f"The Company shall keep the Registration Statement effective {words}\n")
    assert shown(terms["effectiveness_period_end"]["expression"]) == tree


@pytest.mark.parametrize(
    ("words", "order"),
    [
        (
            (
                "securities shall be excluded in the following sequence: the securities of stockholders that are not "
                "parties to this Agreement; then the shares of the Investors; and the securities of the Company only "
                "if no others remain."
            ),
            ["stockholders that are not parties to this Agreement", "Investors", "Company"],
        ),
        (
            (
                "priority of inclusion shall be: (i) the person for whose account the registration was initiated; "
                "(ii) the Investors; (iii) all others."
            ),
            ["others", "Investors", "person for whose account the registration was initiated"],
        ),
        (
            (
                "it shall exclude shares of the Investors before any stock offered by the Company is excluded; but "
                "stock of officers and directors shall be excluded before any shares of the Investors."
            ),
            ["officers and directors", "Investors", "Company"],
        ),
    ],
)
def test_cutback(words: str, order: list[str]) -> None:
    """Steps, a priority of inclusion, and comparisons give an order."""
    terms = terms_of(f"If the underwriter limits the number of shares, {words}\n")
    assert terms["cutback_order"]["cut_first_to_last"] == order


def test_the_answer_may_be_counted_back_and_no_piggyback_is_none() -> None:
    """The holders' answer may be due before the filing; a clause that forbids joining gives no right."""
    terms = terms_of(
        "Incidental Registration. Whenever the Company plans to file a registration statement, it shall, no fewer "
        "than 15 days prior to the anticipated date of filing, notify the Investors. Investors desiring to "
        "participate must reply no later than five days before the date named in the notice.\n"
    )["piggyback"]
    assert shown(terms["company_notice"]) == (15, "days", "before", "the anticipated date of filing")
    assert shown(terms["election"]) == (5, "days", "before", "the date named in the notice")
    none = terms_of(
        "(a) No Piggyback on Registrations. Neither the Company nor any of its security holders may include "
        "securities of the Company in the Registration Statement.\n"
    )
    assert none["piggyback"]["status"] == "absent"


def test_the_most_registrations_are_those_in_all() -> None:
    """A limit for each year is not the limit in all."""
    terms = terms_of(
        "The Company shall not be required to effect more than two registrations in any twelve-month period. The "
        "Investors shall be entitled to request three registrations.\n"
    )
    assert terms["maximum_registrations"]["count"] == 3


def test_how_long_a_failure_lasts_is_not_how_long_it_is_kept_effective() -> None:
    """Though both speak of effectiveness that continues."""
    terms = terms_of(
        "If the registration statement has not become effective by that day and the failure continues for ten (10) "
        "Business Days thereafter, the Company shall pay damages of 1% a month. The Company shall keep such "
        "registration statement effective until one hundred twenty (120) days after it becomes effective.\n"
    )
    found = shown(terms["effectiveness_period_end"]["expression"])
    assert found == (120, "days", "after", "it becomes effective")


@pytest.mark.parametrize(
    ("meaning", "bound"),
    [
        ("the 45th day after the Closing Date", "exactly"),
        ("the date which is forty-five (45) days after the Closing Date", "exactly"),
        ("a date not later than 45 days after the Closing Date", "no_later_than"),
    ],
)
def test_a_definition_names_a_day_unless_it_sets_a_limit(meaning: str, bound: str) -> None:
    """The day by which to file is one day; the duty makes a limit of it."""
    terms = terms_of(
        f'"Filing Deadline" means {meaning}. The Company shall file the Registration Statement on or before the '
        "Filing Deadline.\n"
    )
    assert terms["filing_deadline"]["expression"]["bound"] == bound
