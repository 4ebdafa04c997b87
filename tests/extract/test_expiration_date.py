"""How an agreement's last day is read or worked out."""

import pytest

from pipeline.model import Status
from tests.extract.term_texts import cases, told, with_clause


@pytest.mark.parametrize(("clause", "day"), cases("expiration_date", "clause", "day"))
def test_the_last_day_is_read_counted_or_left_open(clause: str, day: str | None) -> None:
    """An end is read, or counted from the day that the clause names; an event gives none."""
    assert told(with_clause(clause)["expiration_date"]) == day


def test_a_counted_day_shows_its_working() -> None:
    """A computed end carries the sum, the clause and the place of the day that it was counted from."""
    answer = with_clause("The term of this Agreement is three years from the Effective Date.")[
        "expiration_date"
    ]
    assert answer.derivation == "2004-03-01 + 3 years"
    assert [rule for _, rule in answer.evidence] == ["term-of-agreement", "effective-date"]


def test_a_length_taken_out_is_redacted() -> None:
    """A length replaced by asterisks is neither absent nor guessed."""
    answer = with_clause("The term of this Agreement shall be [***] years from the Effective Date.")[
        "expiration_date"
    ]
    assert (answer.status, answer.value) == (Status.REDACTED, None)


def test_a_term_that_lasts_as_long_as_another_agreement_is_by_reference() -> None:
    """A term told by another agreement's term says so."""
    clause = "This Agreement shall remain valid during the term of the License and Supply Agreement."
    assert with_clause(clause)["expiration_date"].status is Status.BY_REFERENCE
