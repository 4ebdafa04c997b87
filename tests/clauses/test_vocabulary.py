"""Uses of defined terms, and terms that are defined elsewhere, twice, in a circle, or never."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from pipeline.clauses import definitions, outline, vocabulary
from pipeline.extract.parties import parties
from pipeline.model import Definition, Text, Vocabulary

FILLING = (
    "as the Seller and the Buyer have agreed between them for the whole of the time that the mill stands"
)


def _read(page: Text) -> tuple[tuple[Definition, ...], Vocabulary]:
    found = outline(page)
    defined = definitions(page, found)
    return defined, vocabulary(page, found, defined, parties(page, found))


def _uses(page: Text, term: str) -> list[str]:
    defined, words = _read(page)
    return [page.string[u.start : u.end] for u in words.uses if defined[u.definition].term == term]


USES = {
    "The Products and each Product are dry.": ["Products", "Product"],
    "A Product's price and the Products' prices.": ["Product", "Products"],
    "THE PRODUCTS ARE SOLD AS THEY ARE, WITHOUT ANY WARRANTY WHATEVER, AND THE BUYER HAS SEEN THEM ALL.": [
        "PRODUCTS"
    ],
    "Sold by Ada General Products as well.": [],
    "Sold by Products Mills, Inc. as well.": [],
    "The products are dry.": [],
}


@pytest.mark.parametrize("sentence", USES)
def test_a_term_is_used_in_both_numbers(sentence: str, agreement: Callable[[str], Text]) -> None:
    """Plurals, possessives and capitals count; a longer name and small letters do not."""
    page = agreement(f'1.  "Products" means flour.\n\n2.  {sentence}\n\n3.  The term is two years.\n')
    assert _uses(page, "Products") == USES[sentence]


def test_the_longest_term_wins(agreement: Callable[[str], Text]) -> None:
    """A use of "Net Sales Report" is none of "Net Sales"."""
    page = agreement(
        '1.  "Net Sales" means sums. "Net Sales Report" means a paper.\n\n'
        "2.  The Net Sales Report tells the Net Sales.\n"
    )
    assert _uses(page, "Net Sales") == ["Net Sales"]
    assert _uses(page, "Net Sales Report") == ["Net Sales Report"]


def test_a_term_in_capitals_is_used_in_title_case(agreement: Callable[[str], Text]) -> None:
    """Lists of definitions are often set in capitals."""
    page = agreement('1.  "AFFILIATE" means a mill.\n\n2.  Each Affiliate and all Affiliates mill.\n')
    assert _uses(page, "AFFILIATE") == ["Affiliate", "Affiliates"]


def test_a_use_means_the_nearest_definition(agreement: Callable[[str], Text]) -> None:
    """Where a term is defined twice, a use in the clause of the second one means that; the repeat is flagged."""
    page = agreement(
        '1.  "Flour" means wheat flour.\n\n2.  In this Section "Flour" means rye flour. Flour is dark.\n\n'
        "3.  Flour is white.\n"
    )
    defined, words = _read(page)
    meant = [(u.definition, defined[u.definition].clause) for u in words.uses if page.string[u.start] == "F"]
    assert [clause for _, clause in meant] == ["2", "1"]
    assert [(defined[a].clause, defined[b].clause) for a, b in words.again] == [("2", "1")]


def test_a_definition_that_only_points_is_no_repeat(agreement: Callable[[str], Text]) -> None:
    """A meaning "set forth in Section 2" leads to the definition there, which the uses mean."""
    page = agreement(
        '1.  "Flour" has the meaning set forth in Section 2.\n\n2.  "Flour" means rye.\n\n3.  Flour is dark.\n'
    )
    defined, words = _read(page)
    assert words.again == ()
    assert [defined[u.definition].clause for u in words.uses if page.string[u.start] == "F"] == ["2"]


def test_definitions_that_lead_in_a_circle(agreement: Callable[[str], Text]) -> None:
    """Two meanings that are nothing but each other's term; one that says something is no circle."""
    page = agreement(
        '1.  (a) "Fee" means the Charge.\n\n(b) "Charge" means the Fees.\n\n'
        '(c) "Sum" means the Fee and five dollars.\n\n2.  Two years.\n'
    )
    defined, words = _read(page)
    assert [[defined[i].term for i in circle] for circle in words.circular] == [["Fee", "Charge"]]


@pytest.mark.parametrize(
    "sentence",
    [
        'Ada and Ben (each a "Miller" and together the "Millers") mill.',
        'Ada and Ben (collectively, the "Millers", and individually, a "Miller") mill.',
    ],
)
def test_one_and_all_are_paired(sentence: str, agreement: Callable[[str], Text]) -> None:
    """The term for one comes first, whatever the order of the text."""
    defined, words = _read(agreement(f"1.  {sentence}\n\n2.  Two years.\n"))
    assert [(defined[one].term, defined[all_].term) for one, all_ in words.collective] == [
        ("Miller", "Millers")
    ]


STATED = {
    "the Funding Date (as defined in the Purchase Agreement)": ("Funding Date", "Purchase Agreement", None, False),
    "the Funding Date, as defined in Section 1(d) of the Purchase Agreement,": (
        "Funding Date", "Purchase Agreement", "Section 1(d)", False,
    ),
    'an "accredited investor" as that term is defined in Rule 501 of Regulation D': (
        "accredited investor", "Regulation D", "Rule 501", True,
    ),
}  # fmt: skip


@pytest.mark.parametrize("words", STATED)
def test_a_term_is_defined_elsewhere(words: str, agreement: Callable[[str], Text]) -> None:
    """The words name the other document, and perhaps the section."""
    _, found = _read(agreement(f"1.  On {words} the Seller sells.\n\n2.  Two years.\n"))
    (term,) = found.elsewhere
    assert (term.term, term.documents[0], term.section, term.statute) == STATED[words]
    assert not term.blanket


def test_terms_that_share_the_words(agreement: Callable[[str], Text]) -> None:
    """What is said of "those terms" holds for all that stand before it."""
    page = agreement(
        "1.  Late Fees and Bad Flour (as those terms are defined in the Mill Lease) are out.\n\n2.  x\n"
    )
    assert {term.term for term in _read(page)[1].elsewhere} == {"Late Fees", "Bad Flour"}


@pytest.mark.parametrize(
    "clause",
    [
        "Capitalized terms used herein and not otherwise defined herein shall have the respective meanings set forth in",
        "Unless otherwise defined herein, terms used herein have the meanings given to them in",
    ],
)
def test_a_blanket_source_defines_the_rest(clause: str, agreement: Callable[[str], Text]) -> None:
    """What is used like a term is then defined elsewhere, and not reported as never defined."""
    page = agreement(
        f"1.  {clause} the Purchase Agreement or the Mill Lease.\n\n2.  The Seller pays on the Funding Date, {FILLING}.\n"
    )
    _, words = _read(page)
    assert [source.documents for source in words.blanket] == [("Purchase Agreement", "Mill Lease")]
    assert [(t.term, t.blanket) for t in words.elsewhere] == [("Funding Date", True)]
    assert words.never_defined == ()


def test_a_blanket_source_defines_what_is_described_as_well(agreement: Callable[[str], Text]) -> None:
    """Words that stand in the source itself are the label of a paper that nobody identifies."""
    page = agreement(
        "1.  Capitalized terms not otherwise defined in this Section 1.1 shall have the meanings set forth in the "
        "Purchase Agreement or the Mill Debenture.\n\n2.  The Seller holds debentures, mill debentures and the "
        f"Warrant Shares that are then issuable upon exercise, {FILLING}.\n"
    )
    _, words = _read(page)
    assert [term.term for term in words.elsewhere] == ["Warrant Shares"]
    assert [term.term for term in words.never_defined] == ["Mill Debenture"]


def test_a_longer_term_of_another_document_is_no_use(agreement: Callable[[str], Text]) -> None:
    """The Warrant Shares that the Purchase Agreement defines are no Warrants."""
    page = agreement(
        '1.  "Warrants" means papers. Terms not defined herein have the meanings given to them in the Purchase '
        f"Agreement.\n\n2.  The Seller holds the Warrant Shares and the Warrants, {FILLING}.\n"
    )
    assert _uses(page, "Warrants") == ["Warrants"]


NEVER = {
    "The Seller pays the Late Fee": ["Late Fee"],
    "The Seller pays upon each Event of Default": ["Event of Default"],
    "The Seller pays for all Warrant Shares, and buys Warrant Shares": ["Warrant Shares"],
    "The Seller pays the late fee": [],
    "The Seller pays at the American Mill Exchange": [],
    "The Seller pays under the Mill Lease": [],
    "The Seller pays a dollar a day (the Late Fee), and the Late Fee is due at once": [],
    "The Seller pays the Late Fee set forth in Exhibit A": [],
    "The Seller pays the Research and Late Fee": [],
    "Late Fee is paid": [],
    "The Seller pays the Flour": [],
    "The Seller pays upon each Event of Default under the Mill Loan Agreement": [],
    "The Seller pays the Late Fee prepared by the Buyer": [],
    'The Seller pays the Late Fee charges (the "Charges")': [],
    "The Seller pays the Late Fee, and a late fee is due at once": [],
    "The Seller pays the Late Fee [***]": [],
    "The Seller reads a written Late Fee requesting a dollar": [],
    "The Seller pays the Late Fee, and the late Fee is due at once": [],
    "As to the Late Fee In case of delay the Seller pays": [],
    "The Seller reads the Late Fee's Guide": [],
    "The Seller pays the Late Fee in Exhibit A": [],
    "The Seller pays the Late Fee, being two percent above the rate": [],
    "The Seller pays the Late Fee. The late fee for the flour shall be a dollar. The Seller pays the Late Fee": [],
    "The Late Fee of the flour is determined by the mill, and the Seller pays the Late Fee": [],
    "The Seller sells to users of the Ada Products, of which Ada.com and the Ada Products tell": [],
    "The Seller pays in the Event of Default": [],
    "The Seller pays all Intellectual Property": [],
    "The Late Fee consists of a dollar, and the Seller pays the Late Fee": [],
}


@pytest.mark.parametrize("sentence", NEVER)
def test_a_term_that_nothing_defines(sentence: str, agreement: Callable[[str], Text]) -> None:
    """Only what is used like a term in running text, and introduced in no way, is reported."""
    page = agreement(f'1.  "Flour" means wheat.\n\n2.  {sentence}, {FILLING}.\n\n3.  Two years.\n')
    assert [term.term for term in _read(page)[1].never_defined] == NEVER[sentence]


def test_spans_are_the_words(agreement: Callable[[str], Text]) -> None:
    """Every use stands where it says, and uses do not overlap."""
    page = agreement(
        f'1.  "Flour" means wheat.\n\n2.  Flour and the Late Fee, the Late Fee, Flour, {FILLING}.\n'
    )
    _, words = _read(page)
    assert [page.string[u.start : u.end] for u in words.never_defined[0].uses] == ["Late Fee", "Late Fee"]
    assert all(a.end <= b.start for a, b in zip(words.uses, words.uses[1:], strict=False))
