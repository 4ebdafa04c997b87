"""What is the heading of a clause, and what is its text."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from pipeline.clauses import outline
from pipeline.model import Text

HEADINGS = {
    "1. SALE.": "SALE",
    "1. Sale of Flour. The Seller shall sell it.": "Sale of Flour",
    "1. Sale of Flour: The Seller shall sell it.": "Sale of Flour",
    "1. Sale of Flour - The Seller shall sell it.": "Sale of Flour",
    "1. Form S-3: Conversion to Form S-1. If there is one, it is used.": "Form S-3: Conversion to Form S-1",
    "1. Orders; Firm Zone. The Buyer shall order.": "Orders; Firm Zone",
    "1. EXPENSES; INDEMNITY.": "EXPENSES; INDEMNITY",
    "1. PREMISES. The Seller mills here.": "PREMISES",
    "1. The Seller shall sell flour.": None,
    "1. New York law governs. See the annex.": None,
    '1. "Flour" means wheat flour.': None,
    "1. $60 for each sack.": None,
    "1. THE SELLER SHALL NOT BE LIABLE FOR LOSS.": None,
}


@pytest.mark.parametrize("line", HEADINGS)
def test_the_heading_of_a_line(line: str, agreement: Callable[[str], Text]) -> None:
    """A run of capitalised words before a stop is a heading; a sentence is not."""
    found = outline(agreement(line + "\n\n2. The term is two years.\n"))
    assert found.clauses[0].heading == HEADINGS[line]


def test_a_heading_below_its_label(agreement: Callable[[str], Text]) -> None:
    """An article's heading may stand on the line after it; its span is there."""
    found = agreement("ARTICLE I\n\nSALE OF FLOUR\n\nFlour is sold.\n\nARTICLE II\n\nTERM\n\nTwo years.\n")
    clause = outline(found).clauses[0]
    assert clause.heading_span is not None
    assert found.string[clause.heading_span.start : clause.heading_span.end] == "SALE OF FLOUR"


def test_a_heading_in_sentence_case_counts_with_its_fellows(agreement: Callable[[str], Text]) -> None:
    """One short sentence is a sentence; where all clauses begin so, they have headings."""
    page = "".join(
        f"{i}. {heading}. The Seller shall see to it.\n\n"
        for i, heading in enumerate(
            ["Sale of flour", "Price and freight", "Term of contract", "Governing law"], 1
        )
    )
    assert [c.heading for c in outline(agreement(page)).clauses] == [
        "Sale of flour",
        "Price and freight",
        "Term of contract",
        "Governing law",
    ]
