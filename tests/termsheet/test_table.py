"""The tables that a person reads."""

import re
from io import StringIO

import pytest

from pipeline.run import analyse_bytes
from pipeline.termsheet.table import write_table

MADE = """\
                              SUPPLY AGREEMENT

     This Agreement is made as of May 18, 2004 between Quarrel Pond, Inc., a Delaware corporation with offices
at 4 Mill Lane, Troy, New York (the "Supplier"), and Merrow Fund, L.P. (the "Buyer").

1.   TERM.

1.1  Length.  This Agreement lasts one year from the date hereof and shall renew automatically for one year.

     (a)  The Buyer shall pay $500 within [***] days, and [***] in all, as Schedule 9 and Section 7 have it.

2.   FEES.  The Buyer pays [***] on each order, as Section 7 has it.
"""


@pytest.fixture(scope="module")
def lines() -> list[str]:
    """The tables' lines, blanks squeezed."""
    out = StringIO()
    (sheet,) = analyse_bytes(MADE.encode(), "made.txt").sheets
    write_table(sheet, out)
    return [" ".join(line.split()) for line in out.getvalue().splitlines()]


def test_a_value_is_cited_with_the_heading_it_stands_under(lines: list[str]) -> None:
    """The citation is a lawyer's; the heading is the nearest one above the words."""
    assert "500 USD 1.1(a) Length $500" in lines


def test_a_term_comes_with_how_sure_it_is(lines: list[str]) -> None:
    """A share of right answers in whole per cent stands behind the value."""
    (law,) = [line for line in lines if line.startswith("agreement date")]
    assert re.fullmatch(r"agreement date found 2004-05-18 \d\d% made as of May 18, 2004", law)


def test_warnings_of_one_kind_share_a_row(lines: list[str]) -> None:
    """How often, and in which clauses."""
    assert "redaction 2 places taken out before filing (day count, text) 2 1.1(a) [***] days" in lines


def test_references_that_lead_nowhere_are_listed(lines: list[str]) -> None:
    """Each wording once, with the clauses that hold it."""
    at = lines.index("References that lead nowhere")
    assert {"Schedule 9 1.1(a)", "Section 7 1.1(a), 2"} <= set(lines[at:])


def test_one_is_no_plural(lines: list[str]) -> None:
    """A renewal of one year."""
    assert any(line.startswith("renewal term found 1 year") for line in lines)


def test_a_party_has_its_address(lines: list[str]) -> None:
    """It stands beside the body, in as many lines as it needs."""
    assert any(line.startswith("Quarrel Pond, Inc. Supplier supplier corporation") for line in lines)
    assert any("4 Mill Lane" in line for line in lines)
