"""The parts of a filed agreement."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from pipeline.clauses import outline
from pipeline.model import RegionKind, Text

BODY = "1. Sale. Flour is sold.\n\n2. Term. Two years.\n\n"
MADE = "This Supply Agreement is made on May 3, 2004 between Alder Mills, Inc. and Birch Stores LLC.\n\n"

ENDINGS = {
    "in witness whereof": "IN WITNESS WHEREOF, the parties have signed.\n\nALDER MILLS, "
    "INC.\n\nBy: _________\n",
    "a remainder line": "[Remainder of page intentionally left blank]\n\nIN WITNESS WHEREOF, "
    "signed.\n\nBy: ______\n",
    "names and By": "ALDER MILLS, INC.\n\nBy: /s/ Ada Alder\n\nBIRCH STORES LLC\n\nBy: /s/ Ben Birch\n",
    "agreed and accepted": "AGREED AND ACCEPTED:\n\nALDER MILLS, INC.\n\nBy: _________\n",
    "a letter's close": "Please sign and return a copy.\n\nVery truly yours,\n\nALDER MILLS, "
    "INC.\n\nBy: ______\n",
    "a name run into By": "ALDER MILLS, INC. By: /s/ Ada Alder Title: President\n",
    "signed for": "Signed for ALDER MILLS, INC.: __________\n",
}


@pytest.mark.parametrize("name", ENDINGS)
def test_the_last_clause_ends_before_the_signatures(name: str, text: Callable[[str], Text]) -> None:
    """Whatever opens the signature page is no part of the last clause."""
    found = text(MADE + BODY + ENDINGS[name])
    outlined = outline(found)
    assert found.string[outlined.clauses[-1].start : outlined.clauses[-1].end] == "2. Term. Two years."
    assert outlined.regions[-1].kind is RegionKind.SIGNATURES
    assert found.string[outlined.regions[-1].start :].startswith(ENDINGS[name][:12])


OPENINGS = {
    "a title above": ("SUPPLY AGREEMENT\n\n" + MADE, "SUPPLY AGREEMENT"),
    "an exhibit number and a legend above": (
        "EXHIBIT 10.4\n\nEXECUTION COPY\n\nSUPPLY AGREEMENT\n\n" + MADE,
        "SUPPLY AGREEMENT",
    ),
    "a cover page": (
        "SUPPLY AGREEMENT\n\nby and between\n\nAlder Mills, Inc.\n\nand\n\nBirch Stores "
        "LLC\n\nDated as of May 3, 2004\n\n"
        "SUPPLY AGREEMENT\n\n" + MADE,
        "SUPPLY AGREEMENT\n\nThis",
    ),
    "no title": (MADE, "This Supply Agreement is made"),
    "title and date in one sentence": (
        (
            'SUPPLY AGREEMENT dated as of May 3, 2004 between Alder Mills, Inc. (the "Seller") and '
            "Birch Stores LLC.\n\n"
        ),
        "SUPPLY AGREEMENT dated",
    ),
    "a letter": (
        (
            "Birch Stores LLC\n\nDear Mr. Birch:\n\nWe are pleased to set out how we shall sell flour "
            "to you from May 3, 2004 on.\n\n"
        ),
        "Birch Stores LLC",
    ),
}


@pytest.mark.parametrize("name", OPENINGS)
def test_the_opening_begins_with_the_title(name: str, text: Callable[[str], Text]) -> None:
    """The opening holds the title, the date and the parties; covers and legends stand before it."""
    page, begins = OPENINGS[name]
    found = text(page + BODY + ENDINGS["in witness whereof"])
    opening = outline(found).spans(RegionKind.OPENING)[0]
    assert found.string[opening.start : opening.end].startswith(begins)
    assert found.string[opening.end :].startswith("1. Sale")


def test_terms_behind_a_signed_form_are_clauses(text: Callable[[str], Text]) -> None:
    """Numbered terms may follow the signatures of an order form; they are a body again."""
    terms = "".join(
        f"{i}. Term {'ABCDEFGH'[i]}. {'The Buyer shall keep to it. ' * 25}\n\n" for i in range(1, 7)
    )
    found = outline(
        text(MADE + "The terms follow.\n\n" + ENDINGS["in witness whereof"] + "\nTERMS\n\n" + terms)
    )
    assert [r.kind.value for r in found.regions][-3:] == ["body", "signatures", "body"]
    assert [c.path for c in found.clauses] == ["1", "2", "3", "4", "5", "6"]
