"""Defined terms, parentheses, figures, and answers in conflict."""

from decimal import Decimal

import pytest

from pipeline.clauses import definitions, outline
from pipeline.load.plain import text_of
from pipeline.model import Source, SourceSpan
from pipeline.spans import Span
from pipeline.warnings.defined_terms import circular_definition, term_defined_twice, term_undefined
from tests.warnings.conftest import BODY, OPENING, SIGNATURES, Warned

TERMS = """\
1.   TERMS. "Registrable Securities" means the shares of the Seller. "Licensed Products" means cloth. The
Buyer holds Registrable Securities, and sells Registrable Securities in lots. {}

2.   LAW. The laws of the State of New York govern this Agreement.
"""


def test_a_term_in_two_spellings(warned: Warned) -> None:
    """The variant stands beside the rest of the term."""
    (notice,) = warned("name_spelling", body=TERMS.format("No Registerable Securities may be pledged."))
    assert notice.message == "“Registrable Securities” is spelt “Registerable Securities” in Section 1"


@pytest.mark.parametrize(
    "sentence",
    [
        "A Registrable Security may be pledged.",
        "The Licensee Products are other goods, and so are the License Products.",
        "Registered Securities are other securities.",
    ],
)
def test_other_words_are_no_other_spelling(warned: Warned, sentence: str) -> None:
    """Numbers and other words of the same stem."""
    assert warned("name_spelling", body=TERMS.format(sentence)) == []


@pytest.mark.parametrize(
    ("sentence", "what"),
    [
        (
            "The Buyer shall pay $500 (which the Seller may waive within ten days of the Closing Date.",
            "opened",
        ),
        (
            "The Buyer shall pay $500, which the Seller may waive) within ten days of the Closing Date.",
            "closed",
        ),
    ],
)
def test_a_parenthesis_without_its_fellow(warned: Warned, sentence: str, what: str) -> None:
    """In a sentence with a sum; the place is named."""
    (notice,) = warned("unbalanced_parentheses", body=f"1.   PRICE. {sentence}\n\n2.   LAW. New York.\n")
    assert what in notice.message
    assert "Section 1" in notice.message


@pytest.mark.parametrize(
    "sentence",
    [
        "The Buyer shall pay $500 (which the Seller may waive) within ten (10) days of the Closing Date.",
        "The Buyer shall pay a) $500 on the Closing Date, and b) $700 within ten days of the Closing Date.",
        "The Buyer (which is a company (of Nevada) shall pay the price that the Seller names, in cloth or coin.",
        "The Buyer shall pay $500 (which the Seller may waive\n\nor lower) within ten days of the Closing Date.",
    ],
)
def test_parentheses_that_are_closed_or_count_nothing(warned: Warned, sentence: str) -> None:
    """Labels of items close nothing; without a number it is no matter; a paragraph may go on."""
    assert warned("unbalanced_parentheses", body=f"1.   PRICE. {sentence}\n\n2.   LAW. New York.\n") == []


def test_words_against_figures_blanks_and_redactions(warned: Warned) -> None:
    """Each with what it is about."""
    body = "1.   PRICE. Within thirty (45) days the Buyer shall pay $________ and [***].\n"
    (conflict,) = warned("word_numeral_mismatch", body=body)
    assert (conflict.word_value, conflict.numeral_value) == (Decimal(30), Decimal(45))
    assert len(warned("blank", body=body)) == len(warned("redaction", body=body)) == 1


def test_two_governing_laws(warned: Warned) -> None:
    """Both places are named."""
    body = BODY + "\n4.   COURTS. This Agreement is governed by the laws of the State of Delaware.\n"
    body = body.replace(
        "The laws of the State of New York govern this Agreement.",
        "This Agreement shall be governed by and construed under the laws of the State of New York. "
        + "Each party waives every objection to that law which it may have now or later. " * 5,
    )
    (notice,) = warned("conflicting_terms", body=body)
    assert "New York in Section 3" in notice.message
    assert "Delaware in Section 4" in notice.message


def test_terms_defined_twice_never_or_in_a_circle() -> None:
    """The reader of definitions names them; the sentences name the places."""
    raw = OPENING + (
        '1.   TERMS. "Fee" means the Charge. "Charge" means the Fee.\n\n'
        '2.   MORE. "Fee" means $500. The Surplus is void.\n\n3.   LAW. New York.\n'
    )
    text = text_of(raw, 0, len(raw), Source("-", "", "text/plain"), SourceSpan)
    tree = outline(text)
    found = [entry for entry in definitions(text, tree) if entry.term in ("Fee", "Charge")]
    at = text.string.index("Surplus")
    twice = term_defined_twice(tree, found[0], found[2])
    assert twice.message == "“Fee” is defined in Section 1 and again in Section 2"
    never = term_undefined(tree, "Surplus", [Span(at, at + 7)])
    assert never.message == "“Surplus” is used like a defined term in Section 2, but is not defined"
    assert circular_definition(found[:2]).message == "“Fee” and “Charge” are defined by one another"
    assert circular_definition(found[:1]).message == "“Fee” is defined by itself"


CIRCLES = {
    '"Fee" means the Charge. "Charge" means the Fee.': "“Fee” and “Charge” are defined by one another",
    '"Fee" means the Sum. "Sum" has the same meaning as the Charge. "Charge" shall mean any and all Fees.': (
        "“Fee”, “Sum” and “Charge” are defined by one another"
    ),
    '"Fee" means the Charge (as defined below). "Charge" means the Fee.': (
        "“Fee” and “Charge” are defined by one another"
    ),
    '"Fee" means each Fee.': "“Fee” is defined by itself",
}


@pytest.mark.parametrize("terms", CIRCLES)
def test_definitions_in_a_circle(warned: Warned, terms: str) -> None:
    """Each says no more than that it is the next one."""
    body = f"1.   TERMS. {terms}\n\n2.   PAY. The Buyer pays the Fee.\n\n3.   LAW. New York.\n"
    assert [notice.message for notice in warned("circular_definition", body=body)] == [CIRCLES[terms]]


@pytest.mark.parametrize(
    "terms",
    [
        '"Fee" means the Charge and five dollars. "Charge" means the Fee less a dollar.',
        '"Fee" means the Charge. "Charge" means $500.',
        '"Fee" has the meaning set forth in Section 2.',
    ],
)
def test_definitions_that_lead_somewhere(warned: Warned, terms: str) -> None:
    """One that says something of its own ends the way."""
    body = f'1.   TERMS. {terms}\n\n2.   PAY. The Buyer pays $500 (the "Fee").\n\n3.   LAW. New York.\n'
    assert warned("circular_definition", body=body) == []


@pytest.mark.parametrize(("title", "count"), [("SUPPLY AGREEMENT", 1), ("AMENDMENT NO. 1", 0)])
def test_an_amendment_uses_the_terms_of_another_paper(warned: Warned, title: str, count: int) -> None:
    """What it does not define is defined in the agreement that it changes."""
    body = (
        "1.   PRICE. The Seller agrees with the Buyer that the price of cloth is to be raised from time to time, "
        "and that the Buyer is to pay the Late Fee at once.\n\n2.   LAW. New York.\n"
    )
    opening = OPENING.replace("SUPPLY AGREEMENT", title).replace(
        "This Supply Agreement", f"This {title.title()}"
    )
    assert len(warned("term_undefined", opening=opening, body=body)) == count


TWICE = """\
1.   TERMS. {}

2.   MORE. {}

3.   PAY. The Fee is due at once, and the Agent and the IRS are told.

4.   LAW. The laws of the State of New York govern this Agreement.
"""


@pytest.mark.parametrize(
    ("first", "second"),
    [
        ('"Fee" means the price.', '"Fee" means $500.'),
        ('The Buyer pays $500 (the "Fee").', 'The Buyer pays $700 a month (hereinafter called the "Fee").'),
        ('"Fee" or "Charge" shall mean the price.', 'The Buyer pays a price of $500 (the "Fee").'),
        ('For purposes of this Agreement, "Fee" means $500.', 'The term "Fee" shall mean $700.'),
    ],
)
def test_a_term_with_two_meanings(warned: Warned, first: str, second: str) -> None:
    """In a list of definitions, in brackets, or in both."""
    (notice,) = warned("term_defined_twice", body=TWICE.format(first, second))
    assert notice.message == "“Fee” is defined in Section 1 and again in Section 2"
    assert len(notice.spans) == 2


def test_one_notice_for_a_term_with_three_meanings(warned: Warned) -> None:
    """All of the places are named."""
    body = TWICE.format('"Fee" means $500. "Fee" means $600.', '"Fee" means $700.')
    (notice,) = warned("term_defined_twice", body=body)
    assert notice.message == "“Fee” is defined in Section 1 and again in Section 1 and Section 2"
    assert len(notice.spans) == 3


@pytest.mark.parametrize(
    ("first", "second"),
    [
        ('"Fee" means $500.', 'The term "Fee" shall include all costs of the Seller.'),
        ('"Fee" has the meaning set forth in the definition of Cost.', 'A price of $500 (the "Fee") is due.'),
        ('"Fee" means $500.', 'If the price is raised, the term "Fee" shall mean the greater price.'),
        ('"Fee" means $500.', 'Such a sum shall not be deemed a "Fee" of the Seller.'),
        ('Costs (the "Fee" as further defined below) are due.', '"Fee" means $500.'),
        ('Ann Elm (an "Agent") sells cloth.', 'Ivo Ashgrove (an "Agent") buys cloth.'),
        (
            "The Internal Revenue Service (the “IRS”) is told.",
            "Ask the Internal Revenue Service (the “IRS”) as well.",
        ),
    ],
)
def test_a_term_with_one_meaning(warned: Warned, first: str, second: str) -> None:
    """Words that widen a term, point to its definition, or speak of it give it no other meaning."""
    assert warned("term_defined_twice", body=TWICE.format(first, second)) == []


def test_a_form_behind_the_signatures_has_terms_of_its_own(warned: Warned) -> None:
    """The parties are introduced once more in it."""
    behind = '\n\nNOTICE\n\nThis notice is given by Alder Mills, Inc. (the "Seller") to all of its buyers of cloth.\n'
    assert warned("term_defined_twice", behind=behind) == []


def test_lines_to_sign_on_are_no_blanks_of_the_terms(warned: Warned) -> None:
    """Nor are ruled lines, the choices that were not taken, and the mark in a legend."""
    body = (
        "1.   PRICE. The price is $500, as chosen: _X_ in cash ____ by wire.\n\nIts broker is __N/A____ today.\n\n____________________\n\n"
        "2.   FORM. By: ____________________ Name: ____________________\n\n"
        "3.   LEGEND. Redacted material is marked with [***] in this Agreement.\n"
    )
    assert warned("blank", body=body) == []
    assert warned("redaction", body=body) == []


BEHIND = {
    "\n\nEXHIBIT A\n\nFORM OF NOTICE\n\nThe Buyer gives notice on ____________, 2005 of $______ due.\n": 0,
    "\n\nEXHIBIT A\n\nSALES REPORT\n\nSum of the month: $______. I hereby certify that this is right.\n": 0,
    "\n\nEXHIBIT A\n\nPRICES\n\nThe price of cloth in the first year shall be $______ a yard.\n": 1,
    "\n\nEXHIBIT A\n\nPRESS RELEASE\n\nThe Buyer will open its new store on [date] in Reno.\n": 0,
}


@pytest.mark.parametrize("behind", BEHIND)
def test_blanks_behind_the_signatures(warned: Warned, behind: str) -> None:
    """Those of a form or a report are to be filled in later; those of a schedule are wanting."""
    assert len(warned("blank", behind=behind)) == BEHIND[behind]


@pytest.mark.parametrize(
    "sentence",
    [
        "The price is due in ____________ (______30________) days.",
        "Omitted parts are marked with brackets [ ] and an asterisk.",
        'The policy is in the name of "[NAME OF OTHER PARTY]", its parent.',
        "Birch is a ______ DE corporation.",
    ],
)
def test_blanks_that_are_filled_in_or_explained(warned: Warned, sentence: str) -> None:
    """Nothing of the terms is wanting."""
    body = f"1.   PRICE. {sentence}\n\n2.   LAW. The laws of the State of New York govern this Agreement.\n"
    assert warned("blank", body=body) == []


def test_stars_before_the_signatures(warned: Warned) -> None:
    """A row that ends the text has taken nothing out."""
    body = BODY.rstrip() + " *****\n"
    assert warned("redaction", body=body) == []
    assert len(warned("redaction", body=body.replace("two years", "***** years"))) == 1


def test_a_joinder_behind_the_signatures(warned: Warned) -> None:
    """Whoever joins by a paper of its own signs that one."""
    joinder = (
        "JOINDER OF CEDAR HOLDINGS, INC.\n\n"
        + "Cedar Holdings, Inc. joins in the agreement of the parties. " * 20
    )
    signatures = (
        SIGNATURES + "\n" + joinder + "\n\nCEDAR HOLDINGS, INC.\n\nBy: /s/ Mia Oakes\nName: Mia Oakes\n"
    )
    assert warned("signature_block_mismatch", signatures=signatures) == []


def test_papers_filed_without_their_contents(warned: Warned) -> None:
    """A row of labels behind the signatures stands for the papers, and a number with a point for its clause."""
    body = BODY.replace(
        "The Goods are cloth.", "The Goods are those of Exhibit A, Exhibit B and Exhibit 1.5 hereto."
    )
    behind = "\n\n\nEXHIBIT A GOODS\n\nEXHIBIT B PRICES [***]\n\nAPPENDIX 1.5 COLOURS\n"
    assert warned("exhibit_missing", body=body, behind=behind) == []
