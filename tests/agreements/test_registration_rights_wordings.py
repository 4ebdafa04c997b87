"""The same terms as drafters of other kinds word them: notes, trusts, letters, plain English."""

from typing import Any

import pytest

from tests.agreements.agreements import terms_of

QUIET = "\n\n(b) New York law applies.\n"


def term(name: str, words: str) -> dict[str, Any]:
    """One term of an agreement whose first clause has these words."""
    found: dict[str, Any] = terms_of(f"(a) {words}{QUIET}")[name]
    return found


def test_a_rate_that_rises_by_steps_has_an_increment_and_a_highest_rate_and_no_cap() -> None:
    """A rate that rises by steps has an increment and a highest rate, and no cap."""
    damages = term(
        "liquidated_damages",
        "If a Registration Default occurs, Additional Interest shall accrue on the principal amount of the Notes "
        "at a rate of 0.25% per annum for the first 90-day period. The rate shall increase by an additional "
        "0.25% per annum at the beginning of each subsequent 90-day period, but shall in no event exceed 1.00% "
        "per annum. Additional Interest shall be payable in arrears on each June 1 and December 1.",
    )
    assert damages["step"] == {
        "after": None,
        "rate": None,
        "increment": "0.0025",
        "every": {"count": 90, "unit": "days"},
        "max_rate": "0.01",
    }
    assert damages["cap"] is None
    assert damages["due"]["dates"] == ["--06-01", "--12-01"]


def test_a_factor_for_each_day_is_a_rate_of_what_it_multiplies() -> None:
    """A factor for each day is a rate of what it multiplies."""
    damages = term(
        "liquidated_damages",
        "If the REIT fails to file on time, the Holder shall receive for each Share an amount equal to .0004 "
        "multiplied by the Stated Value multiplied by the number of days from and including the Late Date to but "
        "excluding the day of filing of the registration statement.",
    )
    assert (damages["rate"], damages["basis"], damages["proration"]) == ("0.0004", "Stated Value", "daily")
    assert damages["period"] == {"count": 1, "unit": "days"}
    assert damages["counting"].startswith("from and including the Late Date to but excluding the day")


def test_a_sum_for_each_thousand_of_principal_has_its_rise_in_money() -> None:
    """A sum for each thousand of principal has its rise in money."""
    damages = term(
        "liquidated_damages",
        "If the Registration Statement is not effective by the Target Date, the Company shall pay liquidated "
        "damages of $.05 per week per $1,000 principal amount of Notes for the first 90 days, increasing by $.05 "
        "per week for each subsequent 90-day period, up to a maximum of $.30 per week.",
    )
    assert damages["amount_per_period"]["amount"] == "0.05"
    assert damages["basis"] == "$1,000 principal amount of Notes"
    assert (damages["step"]["increment"], damages["step"]["max_rate"]) == ("0.05", "0.3")
    assert damages["cap"] is None


def test_days_that_cost_nothing_are_the_grace_and_not_an_exclusion() -> None:
    """Days that cost nothing are the grace and not an exclusion."""
    damages = term(
        "liquidated_damages",
        "Should effectiveness of the registration statement be delayed, the Company shall be liable for a late "
        "fee of $10,000 for each week of delay, provided that no late fee accrues during the first ten (10) days.",
    )
    grace = damages["grace"]
    assert (grace["count"], grace["unit"], grace["retroactive"]) == (10, "days", False)
    assert damages["excluded"] is None


def test_damages_that_another_agreement_states() -> None:
    """Damages that another agreement states."""
    damages = term(
        "liquidated_damages",
        "If the Shelf is not effective when required, each Holder shall be entitled to the payments specified in "
        "Section 6.4 of the Purchase Agreement.",
    )
    assert damages["status"] == "by_reference"


@pytest.mark.parametrize(
    ("words", "consecutive", "aggregate", "window", "times"),
    [
        (
            (
                "The Company may suspend use of the prospectus for up to 45 days in any three-month period and not to "
                "exceed 90 days in the aggregate in any twelve-month period."
            ),
            (45, "days"), (90, "days"), (12, "months"), None,
        ),
        (
            (
                "The Company may defer the filing for a period of not more than 120 days after the request is given, "
                "but not more than once in any twelve (12) month period."
            ),
            (120, "days"), None, (12, "months"), 1,
        ),
        (
            (
                "The Holders shall not be suspended for more than an aggregate of sixty (60) days in any 180-day "
                "period or ninety (90) days in any 365-day period; the Company may suspend sales no longer."
            ),
            None, (60, "days"), (180, "days"), None,
        ),
        (
            "We can pause your sales twice a year, for no more than 10 business days each time.",
            (10, "business_days"), None, (1, "years"), 2,
        ),
        (
            (
                "The Company may postpone the filing for a reasonable time not exceeding 75 days. It may do so no more "
                "than once in any eighteen (18) months."
            ),
            (75, "days"), None, (18, "months"), 1,
        ),
    ],
)  # fmt: skip
def test_limits_of_a_suspension(
    words: str,
    consecutive: tuple[int, str] | None,
    aggregate: tuple[int, str] | None,
    window: tuple[int, str],
    times: int | None,
) -> None:
    """The window is that of all delays; a period for one of two windows is no single delay."""
    delay = term("allowed_delay", words)

    def length(name: str) -> tuple[int, str] | None:
        part = delay[name]
        return (part["count"], part["unit"]) if part else None

    assert (length("consecutive"), length("aggregate"), length("window"), delay["occurrences"]) == (
        consecutive,
        aggregate,
        window,
        times,
    )


def test_a_suspension_of_a_blank_number_of_days() -> None:
    """A suspension of a blank number of days."""
    words = (
        "The Company may require the Buyers to refrain from sales for not more than ____ days in any year."
    )
    assert term("allowed_delay", words)["status"] == "blank"


@pytest.mark.parametrize(
    ("words", "value"),
    [
        ("register one and one-quarter (1.25) times the shares issuable on exercise of the warrants", "1.25"),
        ("register twice the number of shares issuable on conversion of the Notes", "2"),
        ("cover 175% of the Conversion Shares issuable at the conversion price then in effect", "1.75"),
    ],
)
def test_multiples_of_the_shares(words: str, value: str) -> None:
    """Multiples of the shares."""
    assert term("share_multiplier", f"The Registration Statement shall {words}.")["value"] == value


@pytest.mark.parametrize(
    ("words", "also"),
    [
        ("The Issuer may not amend this Agreement without the consent of", ["Issuer"]),
        ("These terms may be changed by the Issuer with the written agreement of", ["Issuer"]),
        ("This Agreement may not be amended unless the Issuer has obtained the consent of", ["Issuer"]),
    ],
)
def test_a_party_that_amends_consents_as_well(words: str, also: list[str]) -> None:
    """A party that amends consents as well."""
    threshold = term("amendment_threshold", f"{words} holders of 75% of the Registrable Shares.")
    assert (threshold["threshold"], threshold["also"]) == ("0.75", also)


def test_a_group_that_was_named_in_passing_is_explained_and_one_from_elsewhere_is_not() -> None:
    """A group that was named in passing is explained, and one from elsewhere is not."""
    named = term(
        "amendment_threshold",
        'The holders of a majority of the Registrable Securities (the "Majority Holders") may select counsel. This '
        "Agreement may be amended with the consent of the Company and the Majority Holders.",
    )
    assert (named["threshold"], named["of"], named["also"]) == (
        "majority",
        "Registrable Securities",
        ["Company"],
    )
    other = "This Agreement may be amended with the consent of the Majority Lenders, as defined in the Credit Agreement."
    assert term("amendment_threshold", other)["status"] == "by_reference"


def effects(words: str) -> dict[str, Any]:
    """The effect of a notice by the way in which it was sent."""
    return {rule["method"]: rule["effective"] for rule in term("notice_rules", f"Notices. {words}")["rules"]}


def test_notices_whose_way_of_sending_stands_before_the_time() -> None:
    """Notices whose way of sending stands before the time."""
    found = effects(
        "Any notice shall be deemed given: if by hand, when left at the address; if by overnight courier, on the next "
        "Business Day after it is consigned; if by facsimile, when the sender's machine prints a confirmation, but "
        "if that occurs after 5:00 p.m., on the following Business Day; and if by certified mail, upon the earlier "
        "of receipt and the third (3rd) Business Day after mailing."
    )
    assert found["personal delivery"]["text"] == "left at the address"
    assert found["courier"]["base"]["text"] == "it is consigned"
    late, early = found["facsimile"]["branches"]
    assert (late["then"]["count"], late["if"], early["if"]) == (1, "after 5:00 p.m.", None)
    assert found["mail"]["op"] == "earlier_of"


def test_a_day_that_is_counted_from_nothing_is_no_rule() -> None:
    """A day that is counted from nothing is no rule."""
    found = effects(
        "A notice takes effect, if delivered by hand, at the time of delivery. If that time is outside business "
        "hours the notice takes effect on the next Business Day."
    )
    assert list(found) == ["personal delivery"]


def test_sentences_of_a_letter() -> None:
    """Sentences of a letter."""
    found = effects(
        "A letter counts three working days after we post it. An e-mail counts when it leaves our server. Anything "
        "handed over in person counts at once."
    )
    assert (found["mail"]["count"], found["mail"]["unit"]) == (3, "business_days")
    assert found["personal delivery"]["text"] == "handed over in person"


def test_a_letter_is_known_by_the_statement_that_it_defines() -> None:
    """A letter is known by the statement that it defines."""
    head = (
        'July 22, 2009\n\nLadies and Gentlemen:\n\nTanager Corp. ("Tanager") agrees as follows.\n\n'
        '1. Tanager will file a registration statement (the "US Registration Statement") by October 15, 2009.\n\n'
    )
    assert terms_of("2. New York law applies.\n", head=head)["filing_deadline"]["status"] == "found"
