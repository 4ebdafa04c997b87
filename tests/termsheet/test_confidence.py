"""How sure the answers of a term sheet are."""

from decimal import Decimal

import pytest

from pipeline.model import Answer, Party, Rejected, Status
from pipeline.spans import Span
from pipeline.termsheet.confidence import basis_of_answer, basis_of_party, confidence

FIELDS = (
    "document_name",
    "parties",
    "agreement_date",
    "effective_date",
    "expiration_date",
    "renewal_term",
    "notice_period_to_terminate_renewal",
    "governing_law",
    "clauses",
)


def test_an_answer_rests_on_its_first_rule() -> None:
    """What stood against it is a part of how it came about."""
    evidence = ((Span(0, 4), "made"), (Span(9, 12), "dated"))
    rival = Rejected("2004-05-01", 9, 12, "dated", "is less explicit")
    assert basis_of_answer(Answer(Status.FOUND, "2004-03-01", evidence)) == "made"
    assert basis_of_answer(Answer(Status.FOUND, "2004-03-01", evidence, (rival,))) == "made against others"


@pytest.mark.parametrize("status", [status for status in Status if status is not Status.FOUND])
def test_silence_rests_on_its_status(status: Status) -> None:
    """Why nothing was said is what tells how sure that is."""
    assert basis_of_answer(Answer(status)) == status.value


def test_a_party_rests_on_its_rule_and_its_place() -> None:
    """Names on the signature page are less sure than those of the opening."""
    assert basis_of_party(Party("Alder Mills", 0, 11, "lead", "opening")) == "lead in opening"


@pytest.mark.parametrize("field", FIELDS)
def test_every_field_was_measured(field: str) -> None:
    """An answer of a way that was never measured has its field's share, between 0 and 1."""
    sure = confidence(field, "a rule that nobody has written yet")
    assert sure is not None
    assert 0 < sure < 1
    assert sure == sure.quantize(Decimal("0.01"))


def test_a_field_that_was_never_measured_has_no_confidence() -> None:
    """Nothing stands in for a measurement."""
    assert confidence("purchase_price", "label") is None
