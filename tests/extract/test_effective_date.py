"""The day of effect, where the agreement speaks of one."""

import pytest

from pipeline.model import Status
from tests.extract.term_texts import read, told, with_clause


@pytest.mark.parametrize(
    ("clause", "day"),
    [
        ("This Agreement shall take effect on May 1, 2004.", "2004-05-01"),
        ("The Effective Date of this Agreement shall be April 15, 2004.", "2004-04-15"),
        ("This Agreement shall be deemed effective as of January 1, 2004.", "2004-01-01"),
        ("This Agreement shall come into force upon signature by both parties.", "2004-03-01"),
        (
            "This Agreement shall become effective when counterparts have been signed by each of the parties.",
            None,
        ),
        ("This Agreement is effective on the date hereof.", "2004-03-01"),
        ("Effective Date: June 1, 2004", "2004-06-01"),
        ("The registration statement shall be effective as of June 1, 2004.", None),
        (
            "The term of this Agreement shall commence on June 1, 2004 and continue for one year.",
            "2004-06-01",
        ),
        (
            'This Agreement shall be effective from and after July 1, 2004 (the "Commencement Date").',
            "2004-07-01",
        ),
        (
            '"Effective Date" shall mean the date on which this Agreement is signed by the last party.',
            "2004-03-01",
        ),
        ("This Agreement shall not be effective until approved by the board.", None),
        ("This Agreement shall be effective commencing January 1, 2005.", "2005-01-01"),
        ("This Agreement has an effective date of June 1, 2004.", "2004-06-01"),
        ("This Amendment is effective as of the date of the last signature.", "2004-03-01"),
        ("This Agreement shall be effective as of the Closing.", None),
        ("The merger shall become effective on June 1, 2004.", None),
        ("This Agreement shall enter into effect on June 1, 2004.", "2004-06-01"),
        ("The price increase shall be effective June 1, 2004.", None),
        ("This Agreement shall be in effect from June 1, 2004 until May 31, 2006.", "2004-06-01"),
    ],
)
def test_the_day_of_effect_is_read_where_it_is_told(clause: str, day: str | None) -> None:
    """A day of effect of the agreement itself is found; one of another thing, or of an event, is not."""
    assert told(with_clause(clause, effective=False)["effective_date"]) == day


def test_a_date_called_effective_date_is_it() -> None:
    """The bracket after a date settles it."""
    assert with_clause("Nothing else.")["effective_date"].value == "2004-03-01"


def test_a_blank_day_of_effect_is_blank() -> None:
    """A blank called the Effective Date is BLANK, not absent."""
    raw = 'SUPPLY AGREEMENT\n\nThis Supply Agreement is made as of ____________, 2004 (the "Effective Date") by A Co. and B Co.\n'
    assert read(raw)["effective_date"].status is Status.BLANK


def test_a_day_set_in_another_agreement_is_by_reference() -> None:
    """A definition that sends the reader to another agreement says so."""
    clause = '"Effective Date" means the Closing Date as set forth in the Share Purchase Agreement.'
    assert with_clause(clause, effective=False)["effective_date"].status is Status.BY_REFERENCE
