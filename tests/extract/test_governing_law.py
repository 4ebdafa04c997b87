"""The law that governs, under its canonical name."""

import pytest

from pipeline.model import Status
from tests.extract.term_texts import told, with_clause


@pytest.mark.parametrize(
    ("clause", "law"),
    [
        ("This Agreement is governed by Delaware law.", "Delaware"),
        (
            "The validity and construction of this Agreement shall be determined in accordance with the laws of the State of Texas.",
            "Texas",
        ),
        (
            "This Agreement shall be governed by and construed in accordance with the law of the Republic of Korea.",
            "South Korea",
        ),
        ("This contract is subject to the laws of Switzerland.", "Switzerland"),
        ("Governing Law: State of Nevada", "Nevada"),
        ("The laws of the State of Ohio shall apply to this Agreement.", "Ohio"),
        (
            "This Agreement is made under and shall be construed in accordance with the laws of the Commonwealth of Virginia.",
            "Virginia",
        ),
        ("Governing Law. New York.", "New York"),
        (
            "THE INTERNAL LAW, AND NOT THE LAW OF CONFLICTS, OF THE STATE OF ILLINOIS SHALL GOVERN ALL QUESTIONS CONCERNING THIS AGREEMENT.",
            "Illinois",
        ),
        ("This Agreement shall be construed under the laws of the Netherlands.", "Netherlands"),
        (
            "Seller is a corporation organized under the laws of Delaware and shall comply with the laws of Ohio.",
            None,
        ),
        (
            "The rights of the parties shall be governed by California law without regard to its conflicts rules.",
            "California",
        ),
        (
            "This Agreement shall be deemed a contract made under the laws of the State of New Jersey and for all purposes shall be construed in accordance with the laws of said State.",
            "New Jersey",
        ),
        (
            "This Agreement and all disputes shall be governed exclusively by German law to the exclusion of the CISG.",
            "Germany",
        ),
        ("the construction of this Agreement shall be governed by the laws of England.", "England and Wales"),
        (
            "This Agreement shall be governed by the laws of British Columbia and the federal laws of Canada applicable therein.",
            "British Columbia, Canada",
        ),
        (
            "This Agreement shall be interpreted, construed and enforced in all respects in accordance with the laws of Hong Kong SAR.",
            "Hong Kong",
        ),
        (
            "All questions with respect to this Agreement shall be determined under the internal, substantive laws of the State of Minnesota.",
            "Minnesota",
        ),
        (
            "This Agreement shall be governed by the laws of the United States and the State of Maryland.",
            "Maryland",
        ),
        (
            "any matter of law shall be decided by the courts of Israel, and the law of Israel shall govern.",
            "Israel",
        ),
        (
            "This Agreement shall be construed, and the legal relations between the parties shall be determined, in accordance with the laws of the State of Georgia.",
            "Georgia",
        ),
        ("This Agreement is governed by Swiss substantive law.", "Switzerland"),
        ("This Agreement shall be governed by the laws of the country of Japan.", "Japan"),
        ("This Agreement shall be governed by the laws prevailing in Singapore.", "Singapore"),
        ("This Agreement shall be construed under Texas law.", "Texas"),
        ("This Agreement shall be interpreted according to Florida Law.", "Florida"),
        (
            "This Agreement shall be governed by the laws of the People's Republic of China.",
            "People's Republic of China",
        ),
        (
            "This Agreement shall be governed by and construed in accordance with the laws of the State of New York (without regard to conflicts of law), and the parties submit to the courts of New Jersey.",
            "New York",
        ),
        ("The governing law of this Agreement shall be the law of the State of Utah.", "Utah"),
        (
            "This Agreement shall be governed by, enforced under and construed in accordance with New York law.",
            "New York",
        ),
        (
            "This Agreement, its interpretation, performance and breach shall be governed by the internal laws of the Commonwealth of Massachusetts without giving effect to the laws of any other state.",
            "Massachusetts",
        ),
        (
            "This Agreement shall be governed in all respects by the laws of the State of California as such laws are applied to agreements between California residents.",
            "California",
        ),
        (
            "This Agreement has been entered into in the State of Kansas and shall be governed by its laws.",
            "Kansas",
        ),
        (
            "This Agreement shall be subject to English law and the jurisdiction of the English courts.",
            "England and Wales",
        ),
        ("The laws of the state of Washington govern this agreement.", "Washington"),
    ],
)
def test_the_governing_law_is_canonical(clause: str, law: str | None) -> None:
    """Every way of choosing a law gives the jurisdiction's one name; a company's home is no choice of law."""
    assert told(with_clause(clause)["governing_law"]) == law


def test_a_choice_of_two_laws_gives_both() -> None:
    """A clause that names two jurisdictions gives both."""
    clause = "This Agreement shall be governed by the laws of Illinois or New York."
    assert with_clause(clause)["governing_law"].value == ("Illinois", "New York")


def test_a_law_taken_out_is_redacted() -> None:
    """A jurisdiction replaced by asterisks is REDACTED."""
    clause = "This Agreement shall be governed by the laws of the State of [***]."
    assert with_clause(clause)["governing_law"].status is Status.REDACTED


def test_a_law_left_blank_is_blank() -> None:
    """A jurisdiction that was never filled in is BLANK."""
    clause = "This Agreement shall be governed by the laws of the State of ________."
    assert with_clause(clause)["governing_law"].status is Status.BLANK


def test_the_law_of_another_agreement_is_by_reference() -> None:
    """ "The law governing the Distributor Agreement" names none."""
    clause = "This Amendment shall be governed by the law governing the Distributor Agreement."
    assert with_clause(clause)["governing_law"].status is Status.BY_REFERENCE


def test_two_clauses_that_differ_are_a_conflict() -> None:
    """Two clauses of the same standing that name different laws are a conflict, and the second is shown."""
    clause = "This Agreement is governed by the laws of Ohio. This Agreement is governed by the laws of Iowa."
    answer = with_clause(clause)["governing_law"]
    assert answer.status is Status.CONFLICT
    assert [loser.value for loser in answer.alternatives] == ["Iowa"]
