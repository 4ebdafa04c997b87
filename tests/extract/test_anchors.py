"""Where an anchor ends."""

import pytest

from tests.extract.texts import directions


@pytest.mark.parametrize(
    ("raw", "anchor"),
    [
        ("within ten days after the Closing Date (the “Filing Date”), it shall file", "the Closing Date"),
        ("within ten days after April 1, 2004, it shall file", "April 1, 2004"),
        ("within ten days after demand Seventy-Five Dollars", "demand"),
        ("within ten days after a call and leaves no part out", "a call"),
        (
            "within ten days after execution and delivery of this Agreement.",
            "execution and delivery of this Agreement",
        ),
        ("within ten days after the Closing or the Company may end it", "the Closing"),
        ("within ten days after notice to the Company to cure", "notice to the Company"),
        ("within ten days after the date hereof gets nothing", "the date hereof"),
        (
            "within ten days after the end of such ninety (90) day period, it pays",
            "the end of such ninety (90) day period",
        ),
        (
            "within ten days after the Company first meets the tests for Form S-3.",
            "the Company first meets the tests for Form S-3",
        ),
        ("within ten days after deposit in the U.S. Mail.", "deposit in the U.S. Mail"),
        (
            "within ten days after the expiration of the then current term.",
            "the expiration of the then current term",
        ),
        (
            "within ten days after the earlier of (i) the Closing and (ii) the Outside Date.",
            "the earlier of (i) the Closing and (ii) the Outside Date",
        ),
    ],
)
def test_an_anchor_ends_where_something_else_begins(raw, anchor):
    """A modal, a second noun phrase, a purpose or a stop ends it; what belongs to it stays."""
    assert directions(raw)[0] == ("within", anchor)
