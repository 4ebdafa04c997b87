"""The deal terms of registration rights agreements, in wordings of several kinds."""

import pytest

from tests.agreements.agreements import terms_of


def test_nothing_is_invented_where_the_text_is_silent() -> None:
    """Nothing is invented where the text is silent."""
    terms = terms_of("(a) The Company shall pay its own costs.\n\n(b) New York law applies.\n")
    assert {name: term["status"] for name, term in terms.items()} == dict.fromkeys(terms, "absent")


def test_the_initial_statement_counts_and_not_an_additional_one() -> None:
    """The initial statement counts and not an additional one."""
    terms = terms_of(
        "(a) If more shares are needed the Company shall file an additional Registration Statement within "
        "fifteen (15) days after it learns of it.\n\n"
        "(b) The Company shall file a Registration Statement with the Commission within forty-five (45) days "
        'after the Closing Date (the "Filing Deadline").\n'
    )
    expression = terms["filing_deadline"]["expression"]
    assert (expression["count"], expression["base"]["text"]) == (45, "Closing Date")


def test_a_definition_tells_the_initial_and_the_additional_day() -> None:
    """A definition tells the initial and the additional day."""
    terms = terms_of(
        '(a) "Required Filing Date" means, with respect to the initial Registration Statement, the 20th day '
        "after the Closing Date and, with respect to any additional Registration Statement, the 10th day after "
        "it is needed.\n\n(b) The Company shall file a Registration Statement by the Required Filing Date.\n"
    )
    assert terms["filing_deadline"]["expression"]["count"] == 20


@pytest.mark.parametrize(
    ("period", "status"),
    [
        ("within _____ days after the Closing Date", "blank"),
        ("within [***] days after the Closing Date", "redacted"),
        ("within the period stated in Section 4.2 of the Purchase Agreement", "by_reference"),
        ("within thirty (45) days after the Closing Date", "conflict"),
    ],
)
def test_what_is_not_stated_has_its_status(period: str, status: str) -> None:
    """What is not stated has its status."""
    terms = terms_of(f"(a) The Company shall file a Registration Statement with the Commission {period}.\n")
    assert terms["filing_deadline"]["status"] == status


def test_damages_with_cap_interest_and_due_date() -> None:
    """Damages with cap interest and due date."""
    damages = terms_of(
        "(a) If the Registration Statement is not filed or not effective in time, the Company shall pay to each "
        "Investor, as liquidated damages and not as a penalty, 1.5% of the purchase price of its Shares for "
        "each thirty (30) day period or any part thereof, until the default is cured. Such payments shall not "
        "exceed 12% of the purchase price. They are due within five (5) Business Days after the end of each "
        "period. Any amount not paid when due bears interest at 18% per annum. No Investor shall own more than "
        "4.99% of the common stock.\n"
    )["liquidated_damages"]
    assert damages["rate"] == "0.015"
    assert damages["period"] == {"count": 30, "unit": "days"}
    assert damages["basis"] == "purchase price of its Shares"
    assert damages["proration"] == "any_part"
    assert damages["cap"] == {
        "value": "0.12",
        "of": "purchase price",
        "amount": None,
        "currency": None,
        "scope": "each",
        "each_failure": False,
    }
    assert (damages["interest"]["rate"], damages["interest"]["per"]) == ("0.18", "annum")
    assert damages["due"]["count"] == 5


def test_damages_whose_rate_is_a_defined_term() -> None:
    """Damages whose rate is a defined term."""
    damages = terms_of(
        "(a) If the Registration Statement is late, the Company shall pay to each Investor an amount equal to "
        "the principal amount of its Notes multiplied by the Applicable Percentage times the number of months "
        "(prorated for partial months) until it is filed.\n\n"
        '(b) The term "Applicable Percentage" means two hundredths (.02).\n'
    )["liquidated_damages"]
    assert (damages["rate"], damages["basis"], damages["proration"]) == (
        "0.02",
        "principal amount of its Notes",
        "daily",
    )


def test_a_penalty_for_legends_is_no_damages() -> None:
    """A penalty for legends is no damages."""
    terms = terms_of(
        "(a) The Company shall deliver unlegended certificates within three (3) Trading Days, and shall pay "
        "$100 for each day of delay thereafter.\n"
    )
    assert terms["liquidated_damages"]["status"] == "absent"


@pytest.mark.parametrize(
    "words",
    [
        "for more than ten (10) consecutive days or more than thirty (30) days in any twelve (12) months",
        "for up to ten (10) days at a time and thirty (30) days in any period of twelve (12) months",
    ],
)
def test_allowed_delay(words: str) -> None:
    """Allowed delay."""
    delay = terms_of(f"(a) The Company may not suspend sales under the Registration Statement {words}.\n")
    assert delay["allowed_delay"] | {"evidence": []} == {
        "status": "found",
        "consecutive": {"count": 10, "unit": "days"},
        "aggregate": {"count": 30, "unit": "days"},
        "window": {"count": 12, "unit": "months"},
        "occurrences": None,
        "evidence": [],
    }


def test_a_coverage_ratio_is_a_multiplier_and_an_indemnity_cap_is_none() -> None:
    """A coverage ratio is a multiplier and an indemnity cap is none."""
    terms = terms_of(
        "(a) The Registration Statement shall cover 125% of the Registrable Securities.\n\n"
        "(b) No Investor shall indemnify the Company for more than 100% of its net proceeds.\n"
    )
    assert terms["share_multiplier"]["value"] == "1.25"
    assert terms["share_multiplier"]["of"] == "Registrable Securities"


def test_piggyback_and_cutback() -> None:
    """Piggyback and cutback."""
    terms = terms_of(
        "(a) Piggyback. If the Company proposes to register securities, it shall give each Investor notice at "
        "least twenty (20) days before filing, and each Investor may join within ten (10) days after the notice. "
        "If the underwriter limits the number of shares, those of other holders shall be excluded first, then "
        "those of the Investors, and last those of the Company.\n"
    )
    assert terms["piggyback"]["company_notice"]["bound"] == "at_least"
    assert terms["piggyback"]["election"]["count"] == 10
    assert terms["cutback_order"]["cut_first_to_last"] == ["other holders", "Investors", "Company"]


def test_notices_and_amendment() -> None:
    """Notices and amendment."""
    terms = terms_of(
        "(a) Notices. Notices are effective two (2) Business Days after deposit with a courier, and otherwise on "
        "receipt.\n\n(b) Amendment. This Agreement may be amended only with the consent of the Company and the "
        "holders of more than 60% of the Registrable Securities.\n"
    )
    rules = terms["notice_rules"]["rules"]
    assert [(rule["method"], rule["effective"]["op"]) for rule in rules] == [
        ("courier", "offset"),
        ("other", "anchor"),
    ]
    amendment = terms["amendment_threshold"]
    assert (amendment["threshold"], amendment["strict"], amendment["also"]) == ("0.6", True, ["Company"])


def test_damages_that_add_up_times() -> None:
    """A formula over numbers of months has each of them, with what is left out of it."""
    damages = terms_of(
        "(a) If the Registration Statement is late or cannot be used, the Company shall pay to each holder an amount"
        " equal to the outstanding principal of its Notes multiplied by two hundredths (.02) times the sum of: (i)"
        " the number of months (prorated for partial months) after the Filing Date and before it is effective,"
        " provided that there shall be excluded from such period any delays caused by the Investors; and (ii) the"
        " number of months (prorated for partial months) that sales cannot be made, but excluding any days during"
        " an Allowed Delay.\n"
    )["liquidated_damages"]
    assert damages["rate"] == "0.02"
    assert [(it["unit"], it["prorated"], it["of"], it["excluded"]) for it in damages["counts"]] == [
        (
            "months",
            True,
            "after the Filing Date and before it is effective",
            "delays caused by the Investors",
        ),
        ("months", True, "that sales cannot be made", "days during an Allowed Delay"),
    ]
