"""Dates in every spelling, truncated ones, symbolic ones, and what only looks like one."""

import pytest

from tests.extract.texts import dates


@pytest.mark.parametrize(
    ("words", "value"),
    [
        ("August 14, 2003", "2003-08-14"),
        ("August 14 2003", "2003-08-14"),
        ("AUGUST 14TH, 2003", "2003-08-14"),
        ("Aug. 14, 2003", "2003-08-14"),
        ("August 14,2003", "2003-08-14"),
        ("14 August 2003", "2003-08-14"),
        ("14th of August, 2003", "2003-08-14"),
        ("14th day of August, 2003", "2003-08-14"),
        ("14 th day of August, 2003", "2003-08-14"),
        ("14t h day of August, 2003", "2003-08-14"),
        ("fourteenth (14th) day of August, 2003", "2003-08-14"),
        ("fourteenth day of August in the year 2003", "2003-08-14"),
        ("14-AUG-03", "2003-08-14"),
        ("2003-08-14", "2003-08-14"),
        ("8/14/2003", "2003-08-14"),
        ("8/14/03", "2003-08-14"),
        ("8-14-99", "1999-08-14"),
        ("14/8/2003", "2003-08-14"),
        ("February 29, 2004", "2004-02-29"),
        ("August 2003", "2003-08"),
        ("August 14", "--08-14"),
        ("14th of August", "--08-14"),
        ("14th day of each month", "---14"),
        ("the date hereof", "date_hereof"),
        ("the day and year first above written", "date_first_above_written"),
        ("even date herewith", "even_date_herewith"),
        ("the date of the last signature", "last_signature_date"),
    ],
)
def test_a_date_is_read(words, value):
    """The span is the date itself, and the value follows ISO 8601 as far as the text goes."""
    assert dates(f"It was signed as of {words}, at noon.") == [(words, value)]


@pytest.mark.parametrize(
    "raw",
    [
        "The Holder may 5 times a year ask for it.",
        "THE HOLDER MAY 10 DAYS LATER REQUEST IT.",
        "under the Securities Act of 1933 and the 1934 Act",
        "fiscal 2003 and the 2004 Annual Meeting",
        "February 30, 2003",
        "2/30/2003",
        "open 24/7 at a ratio of 3/4",
        "Section 5 May not be waived, nor Section 6 March on",
        "Tel. 503-555-0176 or 1-800-555-0143",
        "this ___ day of ________, 20__",
        "as of June __, 2004",
        "the Effective Date of this Agreement",
    ],
)
def test_what_is_no_date(raw):
    """Verbs, years alone, impossible days, phone numbers and blanks are no dates."""
    assert dates(raw) == []


def test_a_date_crosses_a_line_end():
    """Hard-wrapped lines are one text."""
    assert (
        dates("made on the 22nd day\n   of   February,   2000, in Boise and filed there later")[0][1]
        == "2000-02-22"
    )
