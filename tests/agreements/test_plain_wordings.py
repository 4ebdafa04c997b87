"""The block of agreements in plain and in formal words: other ways of saying each of its terms."""

from decimal import Decimal
from typing import Any

import pytest

from tests.agreements.agreements import terms_of


def _same(found: dict[str, Any], count: int, unit: str) -> bool:
    return Decimal(str(found["count"])) == count and found["unit"] == unit


def test_lateness_in_plain_words() -> None:
    """A rate that rises after the third month, a ceiling, the due date and interest on what is late."""
    damages = terms_of(
        "(c) Payment for Lateness. If either date is missed, each Investor is owed two percent (2%) of its Unit Price "
        "for each month of lateness, rising to three percent (3%) a month after the fourth (4th) month. A month that "
        "is not complete is charged by the day.\n(d) Ceiling. An Investor may not receive more than eleven percent "
        "(11%) of its Unit Price under Section 2(c). The Company shall pay within four (4) business days after the end "
        "of each month; what is paid more than six (6) days late earns interest at nine percent (9%) a year from the "
        "day on which it fell due."
    )["liquidated_damages"]
    assert (damages["rate"], damages["basis"], damages["proration"]) == ("0.02", "Unit Price", "daily")
    assert damages["step"]["rate"] == "0.03"
    assert _same(damages["step"]["after"], 4, "months")
    assert (damages["cap"]["value"], damages["cap"]["of"]) == ("0.11", "Unit Price")
    assert _same(damages["due"], 4, "business_days")
    assert (damages["interest"]["rate"], damages["interest"]["per"]) == ("0.09", "annum")


@pytest.mark.parametrize(
    ("words", "part", "value"),
    [
        ("A part of such a month counts as a whole.", "proration", "any_part"),
        ("Months that have begun are rounded up to whole months.", "proration", "any_part"),
        ("For part of a month nothing is paid.", "proration", "none"),
        ("A part of a month is reckoned by the day.", "proration", "daily"),
        (
            "Lateness caused by an Investor is left out of account.",
            "excluded",
            "Lateness caused by an Investor",
        ),
        (
            "Days on which an Investor is at fault do not count.",
            "excluded",
            "Days on which an Investor is at fault",
        ),
    ],
)
def test_what_the_next_sentence_adds(words: str, part: str, value: str) -> None:
    """Parts of periods, and time that is left out."""
    damages = terms_of(
        "2.3 Damages. If the Registration Statement is late, the Company shall pay each Investor one percent (1%) of "
        f"its Purchase Price for each month of the delay. {words}"
    )["liquidated_damages"]
    assert damages[part] == value


@pytest.mark.parametrize(
    "words",
    [
        "The Company shall, after a grace period of ten (10) days, pay the Investors",
        "The Company has ten (10) days of grace, and shall then pay the Investors",
    ],
)
def test_grace(words: str) -> None:
    """The days of grace are those beside the word, not those of the deadline."""
    damages = terms_of(
        "2.3 Damages. If the Registration Statement is not effective within ninety (90) days after the Closing Date, a "
        f"default occurs. {words}, as liquidated damages, one percent (1%) of the Purchase Price for each month of the "
        "default."
    )["liquidated_damages"]
    assert _same(damages["grace"], 10, "days")


def test_no_damages_where_none_are_fixed() -> None:
    """Costs and percentages of them are no damages."""
    damages = terms_of(
        "2.3 Remedies. Money would not make good a breach, and a court may order performance. No sum is fixed here for "
        "delay. The Company shall pay all expenses, and 1% of the fees for each filing."
    )["liquidated_damages"]
    assert damages["status"] == "absent"


@pytest.mark.parametrize(
    ("words", "threshold", "of"),
    [
        (
            (
                "This Agreement may be amended with the consent of the Company and of Investors that hold a majority in "
                "face amount of the Debentures."
            ),
            "majority",
            "face amount of the Debentures",
        ),
        (
            (
                "Nothing in this Agreement changes unless the Company and the holders of at least seventy-five percent "
                "(75%) of the Subscribed Shares agree in writing."
            ),
            "0.75",
            "Subscribed Shares",
        ),
        (
            (
                "Any provision hereof may be varied if the Company agrees in writing and so do Investors who between them "
                "hold a majority of the Registrable Securities."
            ),
            "majority",
            "Registrable Securities",
        ),
        (
            (
                "An amendment binds all Investors once the Company and holders of four-fifths of the Shares have signed "
                "it."
            ),
            "0.8",
            "Shares",
        ),
    ],
)
def test_amendment(words: str, threshold: str, of: str) -> None:
    """Whose consent is needed, with the Company's."""
    found = terms_of(f"9. Amendment. {words}")["amendment_threshold"]
    assert (found["threshold"], found["of"], found["also"]) == (threshold, of, ["Company"])


@pytest.mark.parametrize(
    ("words", "status"),
    [
        (
            (
                "This Agreement may be amended only upon the vote and in the manner prescribed by Section 11(e) of the "
                "Subscription Agreement."
            ),
            "by_reference",
        ),
        ("Section 9.2 of the Purchase Agreement governs the amendment of this Agreement.", "by_reference"),
        ("This Agreement may be amended only by a written instrument signed by both parties.", "absent"),
        ("[***]", "redacted"),
    ],
)
def test_amendment_told_elsewhere(words: str, status: str) -> None:
    """Another agreement's rule, none, or one that is left out; a rate of the debentures is no threshold."""
    recital = (
        "The Company sold its 6% Debentures under the Securities Act of 1933, as amended, to the Investors.\n"
    )
    assert terms_of(f"{recital}9. Amendment. {words}")["amendment_threshold"]["status"] == status


def test_two_amendment_clauses_that_differ() -> None:
    """Two general rules with different thresholds contradict each other."""
    found = terms_of(
        "9. Amendment. This Agreement may be amended with the consent of the holders of a majority of the Shares.\n"
        "10. Waiver and Modification. No provision of this Agreement may be modified except in a writing signed by the "
        "holders of at least two-thirds of the Shares."
    )["amendment_threshold"]
    assert found["status"] == "conflict"
    assert len(found["evidence"]) == 2


@pytest.mark.parametrize(
    ("words", "notice", "election"),
    [
        (
            (
                "Whenever the Company files for a sale by others, it must notify the Investor at least ten (10) business "
                "days before it files. The Investor may come in if it says so within five (5) business days after receipt "
                "of the notification."
            ),
            (10, "business_days"),
            (5, "business_days"),
        ),
        (
            (
                "If the Company plans to register shares, it shall say so not less than fifteen (15) Trading Days before "
                "filing. An Investor may join by writing to it within seven (7) Trading Days after it gets the notice."
            ),
            (15, "trading_days"),
            (7, "trading_days"),
        ),
        (
            (
                "The Company shall give the Investors thirty (30) days' notice before it files for an offering of its own, "
                "and shall include what they ask for within fifteen (15) days after the notice is given."
            ),
            (30, "days"),
            (15, "days"),
        ),
    ],
)
def test_piggyback(words: str, notice: tuple[int, str], election: tuple[int, str]) -> None:
    """The notice before the filing, and the time to answer it."""
    terms = terms_of(f"3.1 {words}")
    assert _same(terms["piggyback"]["company_notice"], *notice)
    assert _same(terms["piggyback"]["election"], *election)
    assert terms["effectiveness_deadline"]["status"] == "absent"


def test_piggyback_condition() -> None:
    """The right exists only while something holds."""
    found = terms_of(
        "3. Incidental Registration. So long as an Investor owns at least one percent (1%) of the Common Stock, the "
        "Company shall, thirty (30) days before each filing for an underwritten offering, offer that Investor the "
        "chance to include its Registrable Securities."
    )["piggyback"]
    assert found["condition"] == "an Investor owns at least one percent (1%) of the Common Stock"


def test_a_statement_by_a_name_of_its_own() -> None:
    """What is lodged is the statement that the term stands for; the other day holds under a condition."""
    terms = terms_of(
        '"Resale Filing" means the registration statement that Section 2(a) calls for.\n(a) When Due. Not later than '
        "forty-five (45) days after the Closing Date the Company shall lodge the Resale Filing.\n(b) Taking Effect. The "
        "Company shall see that the Resale Filing is effective no later than one hundred twenty (120) days after the "
        "Closing Date, except that it has one hundred fifty (150) days if the staff reviews the Resale Filing."
    )
    assert _same(terms["filing_deadline"]["expression"], 45, "days")
    branches = terms["effectiveness_deadline"]["expression"]["branches"]
    assert [each["if"] for each in branches] == ["the staff reviews the Resale Filing", None]
    assert [str(each["then"]["count"]) for each in branches] == ["150", "120"]


@pytest.mark.parametrize(
    ("words", "ends"),
    [
        (
            (
                "until the earliest of eighteen (18) months after the Closing Date, the sale of all Purchased Shares, and "
                "the day on which the Investor can sell all Purchased Shares under Rule 144."
            ),
            3,
        ),
        (
            (
                "until all Registrable Securities covered by it have been sold, or may be sold without volume "
                "restrictions pursuant to Rule 144."
            ),
            2,
        ),
        (
            (
                "until the expiration of the period referred to in Rule 144(k) or such shorter period as will terminate "
                "when all of the Notes covered thereby have been sold."
            ),
            2,
        ),
    ],
)
def test_ends_of_the_period(words: str, ends: int) -> None:
    """Each end that is told is a limb of the earliest."""
    tree = terms_of(
        f"2.5 The Company shall keep the Registration Statement under Section 2.1 effective {words}"
    )["effectiveness_period_end"]["expression"]
    assert tree["op"] == "earlier_of"
    assert len(tree["args"]) == ends


def test_a_number_of_days_without_its_unit() -> None:
    """The number of days on which sales are suspended shall not exceed one hundred."""
    found = terms_of(
        "4. Suspension. The Company may suspend sales for a period not exceeding sixty (60) consecutive days; provided "
        "that the number of days on which sales are suspended shall not exceed one hundred (100) in any period of "
        "three hundred sixty-five (365) consecutive days."
    )["allowed_delay"]
    assert _same(found["consecutive"], 60, "days")
    assert _same(found["aggregate"], 100, "days")
    assert _same(found["window"], 365, "days")


def test_notice_after_hours() -> None:
    """A message that comes after those hours takes effect on the next day."""
    rules = terms_of(
        "5.1 Notices. A notice shall be in writing and shall be deemed received (a) when delivered by hand, or (b) on "
        "the date sent by e-mail, if sent during normal business hours of the recipient, and on the next Business Day "
        "if sent after those hours."
    )["notice_rules"]["rules"]
    assert [rule["method"] for rule in rules] == ["personal delivery", "email"]
    assert [each["if"] for each in rules[1]["effective"]["branches"]] == [
        "during normal business hours",
        None,
    ]
