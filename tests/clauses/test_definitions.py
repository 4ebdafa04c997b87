"""Terms put in quotation marks to define them."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from pipeline.clauses import definitions, outline
from pipeline.model import Definition, Text

DEFINING = {
    '"Flour" means wheat flour.': ["Flour"],
    '"Flour" shall mean wheat flour.': ["Flour"],
    '"Flour" has the meaning given in the annex.': ["Flour"],
    'The term "Flour" means wheat flour.': ["Flour"],
    '"mill," "milled" and "milling" refer to wheat.': ["mill", "milled", "milling"],
    'The Seller sells wheat flour (the "Flour").': ["Flour"],
    'Ada and Ben (each a "Miller" and together the "Millers") mill.': ["Miller", "Millers"],
    'Ada (hereinafter "Miller") mills.': ["Miller"],
    'Ada, hereinafter referred to as the "Miller", mills.': ["Miller"],
    'Flour and bran (collectively, the "Goods") are sold.': ["Goods"],
    'A delay of a week is a "Late Day".': ["Late Day"],
    "The term 'Flour' means wheat flour.": ["Flour"],
    "Ada (the 'Miller') mills.": ["Miller"],
    '"Mill" of a party means a house with wheels.': ["Mill"],
    '"Flour" Means wheat flour.': ["Flour"],
    '"Flour" shall only mean and include wheat flour.': ["Flour"],
    '"Flour" and "Bran" each have the meaning set out in the Mill Act.': ["Flour", "Bran"],
    '"Flour" is all wheat that is milled.': ["Flour"],
    'The current term ("Term") runs on.': ["Term"],
    'Ada (referred to at times in this Section as the "Miller") mills.': ["Miller"],
    "Wheat and bran (together with flour (of all kinds), "
    + "and any other grain that has been milled in the mill of the Seller or of any other, " * 3
    + '"Grain") are sold.': ["Grain"],
    "The year runs from January (the Late Period). No flour is sold in the Late Period.": ["Late Period"],
    "Flour is sold in the north (the Nether Lands). No bran is sold in the Nether Lands.": [],
    'The "look" of the mill shall be agreed.': [],
    '"FDA shall mean an office. 1.9 "Flour" shall mean wheat.': ["Flour"],
    "The Millers' flour is the Seller's, and the Buyers' too.": [],
    'See the section headed "Payment" below.': [],
    'The word "including" does not limit.': [],
    'Words such as "hereof" refer to the whole.': [],
    'Either may leave upon ninety ("90") days of notice.': [],
    'A paper that is not conspicuously designated as "Confidential" is open.': [],
}


def _found(page: Text) -> list[Definition]:
    found = outline(page)
    return [d for d in definitions(page, found) if d.clause == "1"]


@pytest.mark.parametrize("sentence", DEFINING)
def test_a_sentence_defines_its_terms(sentence: str, agreement: Callable[[str], Text]) -> None:
    """The quoted words are terms where the sentence gives them a meaning."""
    found = _found(agreement(f"1.  {sentence}\n\n2.  The term is two years.\n"))
    assert [d.term for d in found] == DEFINING[sentence]


def test_a_term_defined_elsewhere_names_the_place(agreement: Callable[[str], Text]) -> None:
    """The other agreement and its section are part of the definition."""
    page = '1.  "Flour" has the meaning set forth in Section 4 of the Milling Agreement.\n\n2.  Law.\n'
    found = _found(agreement(page))
    assert [(d.agreement, d.section) for d in found] == [("Milling Agreement", "Section 4")]


def test_a_meaning_ends_where_the_next_one_begins(agreement: Callable[[str], Text]) -> None:
    """Two definitions share a paragraph."""
    page = agreement('1.  "Flour" means wheat. "Bran" means any husks.\n\n2.  The term is two years.\n')
    meanings = [d.meaning for d in _found(page)]
    assert [page.string[m.start : m.end] for m in meanings if m is not None] == ["wheat.", "any husks."]


def test_the_meaning_is_what_follows_means(agreement: Callable[[str], Text]) -> None:
    """The span of the meaning starts after the verb."""
    page = agreement('1.  "Flour" means wheat flour.\n\n2.  The term is two years.\n')
    meaning = _found(page)[0].meaning
    assert meaning is not None
    assert page.string[meaning.start : meaning.end].strip() == "wheat flour."


def test_a_list_of_meanings_without_quotation_marks(agreement: Callable[[str], Text]) -> None:
    """Three paragraphs in a row that say what their first words mean are definitions; two may be sentences."""
    entries = [
        "1.1 Flour means wheat.",
        "1.2 Late Fee shall mean a dollar.",
        "1.3 MILL has the meaning in Section 2.",
    ]
    page = agreement("1.  Terms.\n\n" + "\n\n".join(entries) + "\n\n2.  Two years.\n")
    terms = [d.term for d in definitions(page, outline(page))]
    assert terms[-3:] == ["Flour", "Late Fee", "MILL"]
    page = agreement("1.  Terms.\n\n" + "\n\n".join(entries[:2]) + "\n\n2.  Two years.\n")
    assert [d.term for d in definitions(page, outline(page))] == ["Seller", "Buyer"]
