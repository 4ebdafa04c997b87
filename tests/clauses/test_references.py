"""References to clauses, exhibits, other agreements and statutes."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from pipeline.clauses import cross_references, outline
from pipeline.model import CrossReference, Text

BODY = """\
1.  Sale.

    (a) Flour is sold, if (i) it is dry and (ii) it is white.

    (b) Bran is sold.

2.  Price.

    (a) Five dollars.

    (b) Freight.

3.  Rest. {sentence}

4.  Law. Ohio.
"""

INSIDE = {
    "See Section 1(a).": [("Section 1(a)", "1/a")],
    "See Sections 1 and 2(b).": [("Sections 1", "1"), ("2(b)", "2/b")],
    "See Section 1(a) or 2(a).": [("Section 1(a)", "1/a"), ("2(a)", "2/a")],
    "See Sections 1 through 4.": [("Sections 1", "1"), ("4", "4")],
    "See paragraph 2(b) hereof.": [("paragraph 2(b)", "2/b")],
    "See Section 2 of this Agreement.": [("Section 2", "2")],
    "See Section 1(a) or (b).": [("Section 1(a)", "1/a"), ("(b)", "1/b")],
    "Under Section 1(a), (ii) the price falls.": [("Section 1(a)", "1/a")],
    "See paragraph 2b.": [("paragraph 2b", "2/b")],
    'See the section headed "Price".': [('the section headed "Price"', "h:price")],
    "See Sections 1(a) and 2(b), third-party claims apart.": [("Sections 1(a)", "1/a"), ("2(b)", "2/b")],
    "See Section 2 (Price) on it.": [("Section 2", "2")],
    "Section 2 holds for 90 days and Section 1 for 5 days.": [("Section 2", "2"), ("Section 1", "1")],
}


def _in_third(page: Text) -> list[CrossReference]:
    found = outline(page)
    return [r for r in cross_references(page, found) if r.clause == "3"]


@pytest.mark.parametrize("sentence", INSIDE)
def test_references_to_clauses(sentence: str, agreement: Callable[[str], Text]) -> None:
    """A reference spans its noun and number and leads to a path; in a list, the noun belongs to the first."""
    page = agreement(BODY.format(sentence=sentence))
    found = [(page.string[r.start : r.end], r.target) for r in _in_third(page)]
    assert found == INSIDE[sentence]


def test_a_range_names_what_lies_between(agreement: Callable[[str], Text]) -> None:
    """The last one of a range knows the clauses between its ends; other lists have none."""
    ends = _in_third(agreement(BODY.format(sentence="See Sections 1 through 4.")))
    assert [r.between for r in ends] == [(), ("2", "3")]
    both = _in_third(agreement(BODY.format(sentence="See Sections 1 and 4.")))
    assert [r.between for r in both] == [(), ()]


def test_a_section_of_a_code_is_a_statute(agreement: Callable[[str], Text]) -> None:
    """The code may stand before the sign: "21 C.F.R. § 12.1(a)"."""
    found = _in_third(agreement(BODY.format(sentence="As 21 C.F.R. § 12.1(a) (Mills) has it.")))
    assert [(r.target, r.external, r.statute) for r in found] == [(None, True, True)]


def test_a_schedule_of_fees_is_no_schedule_by_label(agreement: Callable[[str], Text]) -> None:
    """The word behind the noun may be no label."""
    assert _in_third(agreement(BODY.format(sentence="SCHEDULE OF FEES, and SCHEDULE TO FOLLOW."))) == []


def test_a_reference_that_leads_nowhere(agreement: Callable[[str], Text]) -> None:
    """A clause that is not there is named by the path that it would have."""
    found = _in_third(agreement(BODY.format(sentence="See Section 9(c).")))
    assert [(r.target, r.resolves, r.external) for r in found] == [("9/c", False, False)]


def test_a_reference_to_an_item_of_a_sentence(agreement: Callable[[str], Text]) -> None:
    """Such an item is no clause: the reference leads to the clause around it, and to the item's label."""
    page = agreement(BODY.format(sentence="See Section 1(a)(ii)."))
    (reference,) = _in_third(page)
    assert reference.target == "1/a"
    assert reference.item is not None
    assert page.string[reference.item.start : reference.item.end] == "(ii)"


def test_a_reference_to_a_repeated_label_says_so(agreement: Callable[[str], Text]) -> None:
    """Where two clauses bear the label, the other one is named too."""
    page = agreement(
        "1.  Sale.\n\n2.  Price.\n\n2.  Freight.\n\n3.  See Section 2.\n\n4.  Ohio law governs.\n"
    )
    (reference,) = _in_third(page)
    assert (reference.target, reference.also_may_mean) == ("2", ("2#2",))


EXTERNAL = {
    "See Section 4(c) of the Securities Purchase Agreement.": ("Securities Purchase Agreement", False),
    "See Section 11(f) of the 1933 Act.": ("1933 Act", True),
    "See Title IV of ERISA.": ("ERISA", True),
    "See Section 8 of the Terms of Use.": ("Terms of Use", False),
    "It falls under Rule 415.": (None, True),
}


@pytest.mark.parametrize("sentence", EXTERNAL)
def test_references_to_other_documents(sentence: str, agreement: Callable[[str], Text]) -> None:
    """A reference to another document takes in its name, and tells statutes apart."""
    (reference,) = _in_third(agreement(BODY.format(sentence=sentence)))
    assert reference.external
    assert (reference.document, reference.statute) == EXTERNAL[sentence]


def test_an_exhibit_and_a_section_of_it(text: Callable[[str], Text]) -> None:
    """An exhibit is a clause, and a section of it is looked for there."""
    page = text(
        "This Agreement is made on May 3, 2004 between Alder Mills, Inc. and Birch Stores LLC.\n\n"
        "1. Sale. See Section 2 of Exhibit A, and Exhibit B.\n\n2. Term. Two years.\n\n"
        "IN WITNESS WHEREOF, signed.\n\nEXHIBIT A\n\nThe Goods\n\n1. Flour.\n\n2. Bran.\n"
    )
    found = [(r.target, r.resolves) for r in cross_references(page, outline(page)) if r.clause == "1"]
    assert found == [("EXHIBIT A/2", True), ("EXHIBIT B", False)]
