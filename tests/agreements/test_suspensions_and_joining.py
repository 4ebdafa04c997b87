"""Limits of suspensions and conditions of the right to join, as different drafters put them."""

from decimal import Decimal
from typing import Any

import pytest

from tests.agreements.agreements import terms_of


def _length(found: dict[str, Any] | None) -> tuple[int, str] | None:
    return (int(Decimal(str(found["count"]))), found["unit"]) if found else None


@pytest.mark.parametrize(
    ("words", "limits"),
    [
        (  # a number told apart from its days
            (
                "The Company may by notice direct the Investors to suspend sales for a period not in excess of forty-five "
                "(45) days; provided that it may not give such a direction on more than two (2) occasions in any twelve "
                "(12) month period, nor shall the days of suspension in any such period exceed seventy-five (75) in the "
                "aggregate."
            ),
            ((45, "days"), (75, "days"), (12, "months"), 2),
        ),
        (
            "The Company may impose a blackout of at most thirty days, and not more often than once every six months.",
            ((30, "days"), None, (6, "months"), 1),
        ),
        (
            (
                "In no event shall any Suspension Period last beyond 15 Business Days, nor shall Suspension Periods cover "
                "more than 40 Business Days of any calendar year."
            ),
            ((15, "business_days"), (40, "business_days"), (1, "years"), None),
        ),
        (  # the number of pauses between which time must pass is no limit on them
            (
                "No single deferral shall be longer than 60 days, at least 30 days shall pass between two deferrals, and "
                "all deferrals of a calendar year shall together be no longer than 100 days."
            ),
            ((60, "days"), (100, "days"), (1, "years"), None),
        ),
        (  # "at any one time" is not once
            (
                "The Company may suspend use of the prospectus for no more than 30 consecutive days at any one time and "
                "no more than 60 days in all during any twelve-month period."
            ),
            ((30, "days"), (60, "days"), (12, "months"), None),
        ),
        (
            (
                "If the Board so determines, the Company's obligation to file is deferred for a reasonable period (not "
                "beyond 120 days). The Company may use this right only once in each 12-month period."
            ),
            ((120, "days"), None, (12, "months"), 1),
        ),
    ],
)
def test_suspensions(words: str, limits: tuple[object, ...]) -> None:
    """For each time, in all, in which window, how often."""
    found = terms_of(f"2.4 Suspension. {words}")["allowed_delay"]
    read = (*(_length(found[part]) for part in ("consecutive", "aggregate", "window")), found["occurrences"])
    assert read == limits


def test_limits_that_are_taken_out() -> None:
    """Limits left out of a sentence count before a period of something else in the next."""
    found = terms_of(
        "2.4 Interruptions. An interruption may last no longer than [***] Business Days, and all of them in any twelve "
        "months together no longer than [***] Business Days. The Company may not draw down during an interruption or for "
        "three Business Days after it."
    )["allowed_delay"]
    assert found["status"] == "redacted"


@pytest.mark.parametrize(
    ("opening", "condition"),
    [
        (
            (
                "If the Company shall at any time propose to register any shares, other than on Form S-4, and the Shelf is not "
                "then effective, it shall"
            ),
            "the Shelf is not then effective",
        ),
        (
            "If, before the Shelf is effective, the Company proposes to file for an offering for cash, it shall",
            "before the Shelf is effective",
        ),
        (
            (
                "If we decide to register stock, for us or for anyone else, and no Shelf is in effect at that time, the Company "
                "will"
            ),
            "no Shelf is in effect at that time",
        ),
        (
            (
                "If, at any time while the Shelf is not available for use by the Investors, the Company decides to conduct a "
                "public offering, it shall"
            ),
            "the Shelf is not available for use by the Investors",
        ),
        (
            (
                "So long as the Investors own at least five percent (5%) of the Common Stock, whenever the Company proposes to "
                "register shares it shall"
            ),
            "the Investors own at least five percent (5%) of the Common Stock",
        ),
        ("If the Company proposes to register shares (other than on Form S-8) for cash, it shall", None),
        (
            (
                "If at any time prior to the expiration of the Registration Period the Company determines to file another "
                "registration statement, it shall"
            ),
            None,
        ),
    ],
)
def test_condition_of_joining(opening: str, condition: str | None) -> None:
    """The part of the opening clause that tells of a state, and not of the company's plan."""
    found = terms_of(
        f"2.5 Piggyback. {opening} give each Investor notice at least twenty (20) days before filing. Each Investor may "
        "ask to be included within ten (10) days after receipt of the notice."
    )["piggyback"]
    assert found["condition"] == condition
    assert (_length(found["company_notice"]), _length(found["election"])) == ((20, "days"), (10, "days"))


@pytest.mark.parametrize(
    ("words", "status"),
    [
        (
            (
                "Upon the written consent of the Company and the Holders of at least ____________ percent (___%) of the "
                "Registrable Securities, any provision of this Agreement may be amended."
            ),
            "blank",
        ),
        (
            (
                "No provision of this Agreement may be amended except with the consent that would be necessary under "
                "Section 9.02 of the Indenture for a like amendment of the Indenture."
            ),
            "by_reference",
        ),
        ("This Agreement may be amended by the vote that the Purchase Agreement requires.", "by_reference"),
    ],
)
def test_amendment_left_open(words: str, status: str) -> None:
    """A share that is not filled in, before or behind the verb, and one that another agreement has."""
    assert terms_of(f"9. Amendments. {words}")["amendment_threshold"]["status"] == status


def test_condition_behind_the_registration_that_it_is_of() -> None:
    """The state of things may be told after the duty, of the time of the other registration."""
    found = terms_of(
        "2.5 Piggyback. The Company shall notify the Investors at least ten (10) days before the filing date of any other "
        "registration that it proposes to make at any time when no Shelf covers all of the Registrable Shares. Any "
        "Investor that so requests within five (5) days after the notice is given may have its shares included."
    )["piggyback"]
    assert found["condition"] == "no Shelf covers all of the Registrable Shares"
