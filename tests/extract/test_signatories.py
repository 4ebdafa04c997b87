"""Who signs for whom, on signature pages that have run together."""

import pytest

from pipeline.extract.parties.signatories import Signing, signatories
from pipeline.spans import Span
from tests.extract.party_texts import read_parties

FEN_AND_OAK = (Signing("Fen Mills, Inc.", ("Seller",)), Signing("Oak & Sons LLC", ("Buyer",)))


def signed(page: str) -> dict[int, list[str]]:
    """The signers of a page for Fen Mills (0) and Oak & Sons (1)."""
    return dict(signatories(page, [Span(0, len(page))], FEN_AND_OAK))


@pytest.mark.parametrize(
    "page",
    [
        "FEN MILLS INC. OAK & SONS LLC\n\nBy: /s/ Ann Elm By: /s/ Ivo Ash Ann Elm, CEO Ivo Ash, CEO",
        "FEN MILLS, INC.\tOAK & SONS LLC\n\nBy: /s/ Ann Elm By: /s/ Ivo Ash",
        "FEN MILLS, INC.\tBy: /s/ Ann Elm Name: Ann Elm Title: CEO\n\nOAK & SONS LLC\tBy: /s/ Ivo Ash",
        "SELLER:\n\n/s/ Ann Elm\n\nName: Ann Elm\n\nBUYER:\n\n/s/ Ivo Ash",
        "OAK & SONS LLC\n\nFEN MILLS, INC.\n\n(“Seller”) (“Buyer”) By /s/ Ann Elm By /s/ Ivo Ash",
        "as Fen Mills, Inc. and Oak & Sons LLC agreed. Fen Mills, Inc.\n\n/s/ Ann Elm\n\nOak & Sons LLC\n\n/s/ Ivo Ash",
    ],
)
def test_signatures_follow_the_order_of_the_names(page: str) -> None:
    """Names in a row are followed by as many signatures, whatever parts them."""
    assert signed(page) == {0: ["Ann Elm"], 1: ["Ivo Ash"]}


def test_two_officers_for_each_of_two_columns() -> None:
    """A second row of signatures belongs to the same columns."""
    page = "FEN MILLS, INC. OAK & SONS LLC\n\n/s/ Ann Elm /s/ Ivo Ash\n\n/s/ Una Yew /s/ Pia Box"
    assert signed(page) == {0: ["Ann Elm", "Una Yew"], 1: ["Ivo Ash", "Pia Box"]}


@pytest.mark.parametrize(
    "page",
    [
        "FEN MILLS, INC.\n\nDISTRIBUTOR\n\nBy: /s/ Ann Elm By: /s/ Ivo Ash",  # whose is the other column?
        "FEN MILLS, INC. OAK & SONS LLC\n\nBy: /s/ Ann Elm",
        "FEN MILLS, INC.\n\nBy:\n\nOAK & SONS LLC\n\nBy:",
    ],
)
def test_a_page_in_doubt_names_nobody(page: str) -> None:
    """Fewer or more signatures than names say nothing."""
    assert signed(page) == {}


def test_a_stranger_below_keeps_its_signature() -> None:
    """Another body's joinder is not signed for the party above it."""
    page = "OAK & SONS LLC\n\nBy: /s/ Ivo Ash\n\nJOINDER\n\nELM HOLDINGS, INC.\n\nBy: /s/ Ann Elm"
    assert signed(page) == {1: ["Ivo Ash"]}


def test_a_person_signs_for_nobody_else() -> None:
    """A party's own signature beside an officer's is not the officer's colleague."""
    page = "FEN MILLS, INC: CONSULTANT:\n\nBy: /s/ Ann Elm /s/ Ivo Ash"
    parties = (Signing("Fen Mills, Inc."), Signing("Ivo Ash"))
    assert signatories(page, [Span(0, len(page))], parties) == {0: ["Ann Elm"]}


def test_the_term_sheet_has_each_officer_at_one_party() -> None:
    """An officer read into the neighbour's block is taken out of it."""
    raw = (
        'SUPPLY AGREEMENT\n\nThis Agreement is made between Fen Mills, Inc. ("Fen") and Oak & Sons LLC ("Oak").'
        "\n\n1. Supply. Fen shall supply.\n\nIN WITNESS WHEREOF, the parties have signed.\n\n"
        "FEN MILLS, INC. OAK & SONS LLC\n\nBy: /s/ Ann Elm By: /s/ Ivo Ash\n"
    )
    assert [party.signatories for party in read_parties(raw)] == [("Ann Elm",), ("Ivo Ash",)]
