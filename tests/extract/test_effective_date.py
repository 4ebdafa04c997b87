"""The day of effect, where the agreement speaks of one."""

import pytest

from pipeline.model import Status
from tests.extract.term_texts import cases, read, told, with_clause


@pytest.mark.parametrize(("clause", "day"), cases("effective_date", "clause", "day"))
def test_the_day_of_effect_is_read_where_it_is_told(clause: str, day: str | None) -> None:
    """A day of effect of the agreement itself is found; one of another thing, or of an event, is not."""
    assert told(with_clause(clause, effective=False)["effective_date"]) == day


def test_a_date_called_effective_date_is_it() -> None:
    """The bracket after a date settles it."""
    assert with_clause("Nothing else.")["effective_date"].value == "2004-03-01"


def test_a_blank_day_of_effect_is_blank() -> None:
    """A blank called the Effective Date is BLANK, not absent."""
    raw = "SUPPLY AGREEMENT\n\nThis Supply Agreement is made as of ____________, 2004 "
    raw += '(the "Effective Date") by A Co. and B Co.\n'
    assert read(raw)["effective_date"].status is Status.BLANK


def test_a_day_set_in_another_agreement_is_by_reference() -> None:
    """A definition that sends the reader to another agreement says so."""
    clause = '"Effective Date" means the Closing Date as set forth in the Share Purchase Agreement.'
    assert with_clause(clause, effective=False)["effective_date"].status is Status.BY_REFERENCE
