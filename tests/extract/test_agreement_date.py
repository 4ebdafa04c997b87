"""The date that a document bears."""

import pytest

from pipeline.model import Status
from tests.extract.term_texts import read

_SIGNED = "\n\nALDER MILLS, INC.\n\nBy: /s/ Ann Alder\nDate: {first}\n\nBIRCH PAPER CO.\n\nBy: /s/ Ben Birch\nDate: {second}\n"
_BODY = "\n\n1. Supply. Seller shall sell pulp to Buyer.\n\n2. Price. Buyer shall pay the price.\n\n" * 3


@pytest.mark.parametrize(
    ("opening", "day"),
    [
        ("This Supply Agreement is made and entered into as of March 1, 2004 by and between A Inc. and B Co.", "2004-03-01"),
        ("THIS AGREEMENT, dated March 1, 2004, is between A Inc. and B Co.", "2004-03-01"),
        ("This Agreement is made by and between A Inc. and B Co. this 1st day of March, 2004.", "2004-03-01"),
        ("This Agreement, made effective as of March 1, 2004, is between A Inc. and B Co.", "2004-03-01"),
        ("This Agreement is made March 1, 2004 and effective May 1, 2004 between A Inc. and B Co.", "2004-03-01"),
        (
            "This Amendment is made as of March 1, 2004 to that certain Supply Agreement dated as of May 5, 2001 "
            "between A Inc. and B Co.",
            "2004-03-01",
        ),
        (
            "The undersigned joins the Supply Agreement dated May 5, 2001 of A Inc. as a Buyer on March 1, 2004.",
            "2004-03-01",
        ),
    ],
)  # fmt: skip
def test_the_opening_dates_the_agreement(opening: str, day: str) -> None:
    """The date on which this agreement is made is found, not that of another agreement or of its effect."""
    assert read(f"SUPPLY AGREEMENT\n\n{opening}{_BODY}")["agreement_date"].value == day


def test_the_last_signature_dates_an_undated_agreement() -> None:
    """Where only the signatures are dated, the last one counts."""
    raw = "SUPPLY AGREEMENT\n\nThis Agreement is between A Inc. and B Co." + _BODY
    raw += "IN WITNESS WHEREOF, the parties have signed below." + _SIGNED.format(
        first="March 1, 2004", second="March 9, 2004"
    )
    assert read(raw)["agreement_date"].value == "2004-03-09"


def test_the_opening_speaks_before_the_signatures() -> None:
    """A date in the opening is not overruled by a later signature; the signature's is kept as an alternative."""
    raw = "SUPPLY AGREEMENT\n\nThis Agreement is made as of February 2, 2004 between A Inc. and B Co." + _BODY
    raw += "IN WITNESS WHEREOF, the parties have signed below." + _SIGNED.format(
        first="March 1, 2004", second="March 9, 2004"
    )
    answer = read(raw)["agreement_date"]
    assert answer.value == "2004-02-02"
    assert "2004-03-09" in [loser.value for loser in answer.alternatives]


def test_a_date_left_open_is_blank() -> None:
    """ "This ___ day of ____" is BLANK, not absent."""
    raw = (
        "SUPPLY AGREEMENT\n\nThis Agreement is made this ___ day of ________, 2004 between A Inc. and B Co."
        + _BODY
    )
    answer = read(raw)["agreement_date"]
    assert (answer.status, answer.value) == (Status.BLANK, None)


def test_a_notarys_date_is_no_agreement_date() -> None:
    """Dates of commissions and oaths below the signatures are passed over."""
    raw = "SUPPLY AGREEMENT\n\nThis Agreement is between A Inc. and B Co." + _BODY
    raw += "By: /s/ Ann Alder\n\nSubscribed and sworn before me on March 9, 2004.\nMy commission expires: May 1, 2007\n"
    assert read(raw)["agreement_date"].value is None
