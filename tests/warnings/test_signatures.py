"""Signature blocks against the parties, and names against each other."""

import pytest

from tests.warnings.conftest import OPENING, SIGNATURES, Warned

WITNESS = "\n     IN WITNESS WHEREOF, the parties have signed this Agreement.\n\n"
ALDER = "ALDER MILLS, INC.\n\nBy: /s/ Ann Elm\nName: Ann Elm\nTitle: President\n\n"
BIRCH = "BIRCH STORES LLC\n\nBy: /s/ Ivo Ashgrove\nName: Ivo Ashgrove\nTitle: Manager\n\n"
CEDAR = "CEDAR HOLDINGS, INC.\n\nBy: /s/ Mia Oakes\nName: Mia Oakes\nTitle: Treasurer\n\n"


def test_a_party_without_a_block(warned: Warned) -> None:
    """Every signature on the page is another party's."""
    (notice,) = warned("signature_block_mismatch", signatures=WITNESS + ALDER)
    assert notice.message == (
        "Birch Stores LLC is a party in the opening, but has no signature block where Alder Mills, Inc. has one"
    )


def test_a_block_of_a_body_that_is_no_party(warned: Warned) -> None:
    """All parties have signed, and somebody else has."""
    (notice,) = warned("signature_block_mismatch", signatures=WITNESS + ALDER + BIRCH + CEDAR)
    assert notice.message == "CEDAR HOLDINGS, INC. has a signature block, but is no party in the opening"


@pytest.mark.parametrize(
    "signatures",
    [
        SIGNATURES,
        WITNESS + ALDER + "By: /s/ Ivo Ashgrove\nName: Ivo Ashgrove\nTitle: Manager\n",  # the name is lost
        WITNESS + ALDER + "BUYER\n\nBy: /s/ Ivo Ashgrove\n",
        WITNESS + ALDER + BIRCH + "Acknowledged and agreed:\n\n" + CEDAR,
        WITNESS + ALDER + "BIRCH STORES LLC\nBy: Cedar Holdings, Inc., its manager\n\nBy: /s/ Mia Oakes\n",
    ],
)
def test_blocks_that_go_with_the_parties(warned: Warned, signatures: str) -> None:
    """A signature without a name, a party by its role, a guarantor, and a manager leave nothing to say."""
    assert warned("signature_block_mismatch", signatures=signatures) == []


def test_a_party_with_two_blocks(warned: Warned) -> None:
    """Where the other party has one."""
    (notice,) = warned("signature_block_repeated", signatures=WITNESS + ALDER + BIRCH + ALDER)
    assert notice.message == "ALDER MILLS, INC. has two signature blocks"


@pytest.mark.parametrize(
    "signatures",
    [
        WITNESS + ALDER + BIRCH,
        WITNESS + ALDER + BIRCH + WITNESS + ALDER + BIRCH,  # counterparts
        WITNESS + ALDER + BIRCH + "\n\nEXHIBIT A\n\nFORM OF NOTE\n\nThe Buyer owes $500.\n\n" + ALDER,
        WITNESS
        + "CEDAR HOLDINGS, INC.\nBy: ALDER MILLS, INC., its manager\n\nBy: /s/ Ann Elm\n\n"
        + ALDER
        + BIRCH,
    ],
)
def test_blocks_that_stand_once_in_their_set(warned: Warned, signatures: str) -> None:
    """Counterparts and forms have blocks of their own; a manager signs for another body."""
    assert warned("signature_block_repeated", signatures=signatures) == []


@pytest.mark.parametrize(
    ("block", "message"),
    [
        ("ALDER MILSS, INC.", "“Alder Mills, Inc.” is spelt “ALDER MILSS, INC” in the signature pages"),
        ("ALDER MILLS, LLC", "the party “Alder Mills, Inc.” of the opening signs as “ALDER MILLS, LLC”"),
        (
            "ALDER VALLEY MILLS, INC.",
            "the party “Alder Mills, Inc.” of the opening signs as “ALDER VALLEY MILLS, INC.”",
        ),
    ],
)
def test_a_party_that_signs_under_another_spelling(warned: Warned, block: str, message: str) -> None:
    """Letters, a word, or the form."""
    signatures = WITNESS + ALDER.replace("ALDER MILLS, INC.", block) + BIRCH
    assert [notice.message for notice in warned("name_spelling", signatures=signatures)] == [message]


@pytest.mark.parametrize(
    "block", ["ALDER MILLS INC", "Alder Mills Incorporated", "ALDER MILLS, INCORPORATED"]
)
def test_one_name_in_two_styles(warned: Warned, block: str) -> None:
    """Capitals, commas and the length of the form make no other name."""
    signatures = WITNESS + ALDER.replace("ALDER MILLS, INC.", block) + BIRCH
    assert warned("name_spelling", signatures=signatures) == []


def test_a_name_misspelt_in_the_notices(warned: Warned) -> None:
    """The variant stands among all the other words of the name."""
    body = "1.   NOTICES. Notices to the Seller go to Alder Mlils, Inc., 4 Mill Lane, by post.\n"
    (notice,) = warned("name_spelling", body=body)
    assert notice.message == "“Alder Mills, Inc.” is spelt “Alder Mlils, Inc” in Section 1"


def test_two_parties_with_names_alike(warned: Warned) -> None:
    """Alder Mills I and Alder Mills II are two parties."""
    opening = OPENING.replace("Birch Stores LLC, a Nevada", "Alder Mines, Inc., a Nevada")
    signatures = WITNESS + ALDER + ALDER.replace("MILLS", "MINES")
    assert warned("name_spelling", opening=opening, signatures=signatures) == []


@pytest.mark.parametrize(
    ("signed", "printed", "wrong"),
    [
        ("Ivo Ashgrvoe", "Ivo Ashgrove", True),
        ("Ivo Ashgrove", "Ivo J. Ashgrove", False),
        ("I. Ashgrove", "Ivo Ashgrove", False),
        ("Mia Oakes", "Ivo Ashgrove", False),
        ("IVO ASHGROVE", "Ivo Ashgrove", False),
    ],
)
def test_a_signature_against_the_printed_name(warned: Warned, signed: str, printed: str, wrong: bool) -> None:
    """Initials and capitals are no slips, and another person's name is none."""
    block = f"BIRCH STORES LLC\n\nBy: /s/ {signed}\nName: {printed}\nTitle: Manager\n"
    notices = warned("name_spelling", signatures=WITNESS + ALDER + block)
    assert bool(notices) is wrong


def test_a_signer_misspelt_in_the_notices(warned: Warned) -> None:
    """The same first name, and two letters of the last name swapped."""
    body = "1.   NOTICES. Notices to the Buyer go to 4 Mill Lane, attention: Ivo Ashgrvoe, by post.\n"
    (notice,) = warned("name_spelling", body=body)
    assert notice.message == "“Ivo Ashgrove” signs, and is spelt “Ivo Ashgrvoe” in Section 1"
    assert warned("name_spelling", body=body.replace("Ashgrvoe", "Ashgrove")) == []
    assert warned("name_spelling", body=body.replace("Ivo Ashgrvoe", "Mia Ashgrave")) == []
