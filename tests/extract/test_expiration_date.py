"""How an agreement's last day is read or worked out."""

import pytest

from pipeline.model import Status
from tests.extract.term_texts import told, with_clause


@pytest.mark.parametrize(
    ("clause", "day"),
    [
        (
            "This Agreement shall be effective as of the Effective Date and shall remain in full force and effect for a period of three (3) years.",
            "2007-03-01",
        ),
        (
            "The initial term of this Agreement shall be five (5) years, commencing on the Effective Date.",
            "2009-03-01",
        ),
        ("Term. This Agreement will have a term of two (2) years from the Effective Date.", "2006-03-01"),
        (
            "This Agreement commences on the Effective Date and, unless terminated earlier as provided herein, expires on the third anniversary of the Effective Date.",
            "2007-03-01",
        ),
        (
            'The term of this Agreement (the "Term") begins on the date hereof and ends on December 31, 2010.',
            "2010-12-31",
        ),
        ("This Agreement shall be in effect from January 1, 2001 until December 31, 2003.", "2003-12-31"),
        (
            "The Term of this Agreement shall be from the Effective Date until the date that is five years after the Effective Date.",
            "2009-03-01",
        ),
        (
            'Unless earlier terminated in accordance with Section 12, the term of this Agreement shall commence on the Effective Date and continue for a period of ten (10) years thereafter (the "Initial Term").',
            "2014-03-01",
        ),
        (
            "This Agreement shall continue in force for an initial period of 36 months from the date of this Agreement.",
            "2007-03-01",
        ),
        ("The term hereof shall be for three years.", "2007-03-01"),
        ("The term of this Agreement shall extend for twenty years from the date hereof.", "2024-03-01"),
        ("This Agreement shall expire at midnight on December 31, 2005.", "2005-12-31"),
        (
            "The Executive's employment under this Agreement shall be for a term of three years commencing on the Effective Date.",
            "2007-03-01",
        ),
        ("This Agreement is effective upon signing and shall terminate two years thereafter.", "2006-03-01"),
        ("This Agreement shall have a five-year term commencing on the Effective Date.", "2009-03-01"),
        (
            'The "Term" shall commence on the Effective Date and end on the date five years thereafter.',
            "2009-03-01",
        ),
        ("Term: Three years from the Effective Date.", "2007-03-01"),
        (
            "The term of this Agreement is for the period beginning on January 1, 2004 and ending on December 31, 2006.",
            "2006-12-31",
        ),
        ("This Agreement shall continue until December 31, 2014, unless terminated sooner.", "2014-12-31"),
        ("Term of Agreement. Five years.", "2009-03-01"),
        ("This Agreement shall be effective for one year from the date hereof.", "2005-03-01"),
        (
            "Subject to Section 8, this Agreement shall take effect on the Effective Date and shall expire on the second anniversary thereof.",
            "2006-03-01",
        ),
        (
            "The term of the Agreement shall be for a period of twelve (12) consecutive months beginning with the Effective Date.",
            "2005-03-01",
        ),
        (
            'This Agreement will be in force from the Effective Date through and including June 30, 2006 (the "Term").',
            "2006-06-30",
        ),
        ("The duration of this Agreement shall be four (4) years.", "2008-03-01"),
        (
            "This Agreement shall become effective on the Effective Date and shall continue in effect for a period of two (2) years from such date.",
            "2006-03-01",
        ),
        (
            "This Agreement shall commence as of the Effective Date and shall terminate automatically five (5) years after the Effective Date.",
            "2009-03-01",
        ),
        (
            "The appointment shall continue for an initial term of two (2) years from the date of this Agreement.",
            "2006-03-01",
        ),
        (
            "This Agreement shall be valid for a period of 5 years as from the date of signature.",
            "2009-03-01",
        ),
        (
            "This Agreement shall be in effect for the period from the Effective Date to February 28, 2009.",
            "2009-02-28",
        ),
        (
            "This Agreement shall start on the Effective Date and shall run for a term of seven (7) years.",
            "2011-03-01",
        ),
        (
            "The initial term of this Agreement begins on the Effective Date and ends one (1) year later.",
            "2005-03-01",
        ),
        (
            "Unless terminated earlier, this Agreement expires five (5) years from the Effective Date.",
            "2009-03-01",
        ),
        (
            "This Agreement shall remain in effect for eighteen (18) months following the Effective Date.",
            "2005-09-01",
        ),
        (
            'This Agreement shall commence on the Effective Date and shall continue for a period of two (2) years (the "Initial Term"), unless terminated earlier.',
            "2006-03-01",
        ),
        (
            'The term of this Agreement ("Term") shall be twenty (20) years from the Effective Date.',
            "2024-03-01",
        ),
        (
            "The Initial Term of this Agreement shall commence upon the date of execution and shall expire ten (10) years after such date.",
            "2014-03-01",
        ),
        (
            "This Agreement, and the licenses granted hereunder, shall commence on the Effective Date and remain in effect until December 31, 2006.",
            "2006-12-31",
        ),
        (
            "The term of this Agreement shall be deemed to commence on January 1, 2000 and shall continue until December 31, 2006.",
            "2006-12-31",
        ),
        ("Duration: three (3) years from the Effective Date.", "2007-03-01"),
        ("The Contract Period shall be from January 1, 2010 through December 31, 2012.", "2012-12-31"),
        (
            "Initial Term. The initial term of this Agreement will be for a period of two (2) years following the Effective Date.",
            "2006-03-01",
        ),
        (
            "This Agreement shall continue in full force and effect until the fifth (5th) anniversary of the Effective Date.",
            "2009-03-01",
        ),
        (
            'This Agreement shall remain in effect until the third anniversary of the Effective Date (the "Term").',
            "2007-03-01",
        ),
        (
            "The term of this agreement shall be for one year, from the 1st day of May 2003 to the 30th day of April 2004.",
            "2004-04-30",
        ),
        (
            "This Agreement shall enter into force on the date of its signature and remain valid for 5 years.",
            "2009-03-01",
        ),
        ("The cooperation term is three years, from January 1, 2010 to December 31, 2012.", "2012-12-31"),
        ("The validity period of this Agreement is ten years.", "2014-03-01"),
        ("The Agreement shall be valid until 31 December 2011.", "2011-12-31"),
        ("This Agreement has an initial term expiring on June 30, 2006.", "2006-06-30"),
        (
            "The term of Consultant's engagement hereunder shall be from May 1, 2004 through April 30, 2006.",
            "2006-04-30",
        ),
        (
            "Company hereby engages Consultant for a one-year period commencing on the date hereof.",
            "2005-03-01",
        ),
        (
            "This Agreement, unless sooner terminated, shall expire upon the expiration of sixty (60) months from the Effective Date.",
            "2009-03-01",
        ),
        ("This Agreement shall expire five (5) years following the date of this Agreement.", "2009-03-01"),
        ("The Term will be twelve (12) months and shall commence on April 1, 2004.", "2005-04-01"),
        (
            "This Agreement shall continue until the earlier of (i) two years from the Effective Date or (ii) the sale of the mill.",
            "2006-03-01",
        ),
        (
            "Company hereby retains Consultant for a term of two years commencing on the Effective Date.",
            "2006-03-01",
        ),
        ("This Agreement shall terminate on the second anniversary of the Effective Date.", "2006-03-01"),
        (
            "This Agreement shall terminate upon the earlier of December 31, 2006 or the closing of the mill.",
            "2006-12-31",
        ),
        (
            "The term of this Agreement shall be three (3) years and shall commence as of the date first written above.",
            "2007-03-01",
        ),
        (
            "Unless earlier terminated, this Agreement shall expire on the date which is ten (10) years from the date hereof.",
            "2014-03-01",
        ),
        (
            'This Agreement shall be effective for an initial term of three (3) years (the "Initial Term") commencing on the Effective Date, and thereafter shall automatically renew for successive one (1) year terms.',
            "2007-03-01",
        ),
        ("This Agreement will expire at the end of the 24th month after the Effective Date.", "2006-03-01"),
        (
            "The term of this Agreement begins on the Effective Date and continues for 60 months.",
            "2009-03-01",
        ),
        ("This Agreement shall be for a term of 5 years with effect from May 1, 2004.", "2009-05-01"),
        ("This Agreement is for a fixed period of three years ending on February 28, 2007.", "2007-02-28"),
    ],
)
def test_the_last_day_is_read_or_counted(clause: str, day: str) -> None:
    """A written-out end is read; a length is counted from the day that the clause names, else the Effective Date."""
    assert told(with_clause(clause)["expiration_date"]) == day


@pytest.mark.parametrize(
    "clause",
    [
        "This Agreement shall remain in effect until terminated by either party upon sixty days' prior written notice.",
        "This Agreement shall continue in full force and effect unless and until terminated as provided in Section 9.",
        "This Agreement shall be perpetual unless terminated as set forth below.",
        "The term of this Agreement shall commence on the Effective Date and shall continue thereafter until terminated by either party.",
        "This Agreement will remain in force for an indefinite term, either party having the right to terminate it on six months' notice.",
        "This Agreement will continue in effect until it is terminated by either party.",
    ],
)
def test_a_term_that_only_a_termination_ends_is_perpetual(clause: str) -> None:
    """ "Until terminated" and its kin give "perpetual"."""
    assert told(with_clause(clause)["expiration_date"]) == "perpetual"


@pytest.mark.parametrize(
    "clause",
    [
        "The term of this Agreement will commence on the Effective Date and shall continue for so long as any Product is sold.",
        "The term of this Agreement shall commence on the Closing Date and continue for five years.",
        "The confidentiality obligations of this Agreement shall survive for a period of five (5) years after termination.",
        "Either party may terminate this Agreement upon thirty (30) days prior written notice.",
        "The warranty period shall be two (2) years from delivery.",
        "This Agreement shall remain in full force and effect for as long as Seller makes pulp.",
        "The term of the license granted in Section 2 shall be two years.",
        "The parties agree that the term of this Agreement shall be five years from the first commercial sale.",
        "During the term of this Agreement and for two (2) years thereafter, Seller shall keep records.",
        "If Buyer fails to pay, this Agreement shall terminate thirty (30) days after notice.",
    ],
)
def test_no_day_is_made_up(clause: str) -> None:
    """A term that hangs on an event, another thing's length, or a right to terminate gives no last day."""
    assert with_clause(clause)["expiration_date"].value is None


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
