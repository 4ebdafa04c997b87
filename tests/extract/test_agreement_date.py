"""The date that a document bears."""

import pytest

from pipeline.model import Status
from tests.extract.term_texts import cases, read

_SIGNED = """IN WITNESS WHEREOF, the parties have signed below.

ALDER MILLS, INC.

By: /s/ Ann Alder
Date: March 1, 2004

BIRCH PAPER CO.

By: /s/ Ben Birch
Date: March 9, 2004
"""
_BODY = "\n\n1. Supply. Seller shall sell pulp to Buyer.\n\n2. Price. Buyer shall pay the price.\n\n" * 3


@pytest.mark.parametrize(("opening", "day"), cases("agreement_date", "opening", "day"))
def test_the_opening_dates_the_agreement(opening: str, day: str) -> None:
    """The date on which this agreement is made is found, not that of another agreement or of its effect."""
    assert read(f"SUPPLY AGREEMENT\n\n{opening}{_BODY}")["agreement_date"].value == day


def test_the_last_signature_dates_an_undated_agreement() -> None:
    """Where only the signatures are dated, the last one counts."""
    raw = "SUPPLY AGREEMENT\n\nThis Agreement is between A Inc. and B Co." + _BODY
    raw += _SIGNED
    assert read(raw)["agreement_date"].value == "2004-03-09"


def test_the_opening_speaks_before_the_signatures() -> None:
    """A later signature does not overrule the opening; it is kept as an alternative."""
    raw = "SUPPLY AGREEMENT\n\nThis Agreement is made as of February 2, 2004 between A Inc. and B Co." + _BODY
    raw += _SIGNED
    answer = read(raw)["agreement_date"]
    assert answer.value == "2004-02-02"
    assert "2004-03-09" in [loser.value for loser in answer.alternatives]


def test_a_date_left_open_is_blank() -> None:
    """The words "this ___ day of ____" make it BLANK, not absent."""
    raw = (
        "SUPPLY AGREEMENT\n\nThis Agreement is made this ___ day of ________, 2004 between A Inc. and B Co."
        + _BODY
    )
    answer = read(raw)["agreement_date"]
    assert (answer.status, answer.value) == (Status.BLANK, None)


def test_a_notarys_date_is_no_agreement_date() -> None:
    """Dates of commissions and oaths below the signatures are passed over."""
    raw = "SUPPLY AGREEMENT\n\nThis Agreement is between A Inc. and B Co." + _BODY
    raw += "By: /s/ Ann Alder\n\nSubscribed and sworn before me on March 9, 2004.\nMy commission expires: 5/1/2007\n"
    assert read(raw)["agreement_date"].value is None
