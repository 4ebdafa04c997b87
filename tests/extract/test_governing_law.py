"""The law that governs, under its canonical name."""

import pytest

from pipeline.model import Status
from tests.extract.term_texts import cases, told, with_clause


@pytest.mark.parametrize(("clause", "law"), cases("governing_law", "clause", "law"))
def test_the_governing_law_is_canonical(clause: str, law: str | None) -> None:
    """Every way of choosing a law gives the jurisdiction's one name; a company's home is no choice of law."""
    assert told(with_clause(clause)["governing_law"]) == law


def test_a_choice_of_two_laws_gives_both() -> None:
    """A clause that names two jurisdictions gives both."""
    clause = "This Agreement shall be governed by the laws of Illinois or New York."
    assert with_clause(clause)["governing_law"].value == ("Illinois", "New York")


def test_a_sentence_may_name_a_law_for_each_subject() -> None:
    """A sentence that gives one subject another law gives both laws."""
    clause = "This Agreement shall be governed by the laws of Alberta, save that the Guaranty shall be governed by the laws of Minnesota."
    assert with_clause(clause)["governing_law"].value == ("Alberta, Canada", "Minnesota")


def test_a_law_taken_out_is_redacted() -> None:
    """A jurisdiction replaced by asterisks is REDACTED."""
    clause = "This Agreement shall be governed by the laws of the State of [***]."
    assert with_clause(clause)["governing_law"].status is Status.REDACTED


def test_a_law_left_blank_is_blank() -> None:
    """A jurisdiction that was never filled in is BLANK."""
    clause = "This Agreement shall be governed by the laws of the State of ________."
    assert with_clause(clause)["governing_law"].status is Status.BLANK


def test_the_law_of_another_agreement_is_by_reference() -> None:
    """The words "The law governing the Distributor Agreement" names none."""
    clause = "This Amendment shall be governed by the law governing the Distributor Agreement."
    assert with_clause(clause)["governing_law"].status is Status.BY_REFERENCE


def test_two_clauses_that_differ_are_a_conflict() -> None:
    """Two clauses of the same standing that name different laws are a conflict, and the second is shown."""
    clause = "This Agreement is governed by the laws of Ohio. This Agreement is governed by the laws of Iowa."
    answer = with_clause(clause)["governing_law"]
    assert answer.status is Status.CONFLICT
    assert [loser.value for loser in answer.alternatives] == ["Iowa"]
