"""Periods: their number, their unit, how they are counted and from where."""

from decimal import Decimal

import pytest

from pipeline.model import Unit
from tests.extract.texts import conflicts, directions, periods, read


@pytest.mark.parametrize(
    ("words", "length"),
    [
        ("thirty (30) days", "30 days"),
        ("thirty days", "30 days"),
        ("30 days", "30 days"),
        ("30 (thirty) days", "30 days"),
        ("sixty days (60)", "60 days"),
        ("thirty (30 days)", "30 days"),
        ("(30) days", "30 days"),
        ("one hundred and twenty (120) days", "120 days"),
        ("ten (10) consecutive Trading Days", "10 trading_days"),
        ("five (5) Business Days", "5 business_days"),
        ("five banking days", "5 business_days"),
        ("5 working days", "5 business_days"),
        ("90th calendar day", "90 days"),
        ("tenth (10th) day", "10 days"),
        ("36 hours", "36 hours"),
        ("six weeks", "6 weeks"),
        ("two (2) consecutive fiscal quarters", "2 quarters"),
        ("eighteen months", "18 months"),
        ("two and one-half years", "2.5 years"),
        ("fortnight", "2 weeks"),
    ],
)
def test_a_period_is_read(words, length):
    """The span is the number with its unit; kinds of days are kept apart."""
    assert periods(f"It shall end within the {words} after the Closing.") == [(words, length)]


@pytest.mark.parametrize(
    ("raw", "found"),
    [
        ("each thirty (30)-day period", [("thirty (30)-day", "30 days")]),
        ("a 45-day cure", [("45-day", "45 days")]),
        ("upon sixty (60) days’ notice", [("sixty (60) days’", "60 days")]),
        ("for six (6) to nine (9) months", [("six (6)", "6 months"), ("nine (9) months", "9 months")]),
        ("between five and ten days", [("five", "5 days"), ("ten days", "10 days")]),
        ("for 30-45 days", [("30", "30 days"), ("45 days", "45 days")]),
        ("for two years and six months", [("two years and six months", "30 months")]),
        ("for one week and three days", [("one week and three days", "10 days")]),
        ("for three years and ninety days", [("three years and ninety days", "-")]),
        ("until the fifth anniversary of it", [("fifth anniversary", "5 years")]),
        ("in semi-annual parts", [("semi-annual", "6 months")]),
    ],
)
def test_other_shapes(raw, found):
    """Adjectives, possessives, ranges, compounds, anniversaries and cadences with a number."""
    assert periods(raw) == found


def test_a_compound_keeps_its_components():
    """Where units do not mix, only the components tell."""
    _, found = read("for three years and ninety days")
    (period,) = found.day_counts
    assert (period.count, period.unit) == (None, None)
    assert period.components == ((Decimal(3), Unit.YEARS), (Decimal(90), Unit.DAYS))


@pytest.mark.parametrize(
    "raw",
    [
        "open 24 hours a day, seven (7) days a week",
        "the 2005 fiscal year",
        "is twenty-one years of age",
        "interest per annum, paid monthly and each quarter",
        "the third quarter of the second year",
        "Section 3 Days are counted",
        "this 27th day of September, 2002",
        "the 15th day of each month",
        "within [***] days or ____ months",
        "Form S-3 and Rule 144",
        "any day other than a day",
    ],
)
def test_what_is_no_period(raw):
    """Opening hours, years, ages, cadences, labels, dates and blanks are none."""
    assert periods(raw) == []


@pytest.mark.parametrize(
    ("raw", "direction", "anchor"),
    [
        ("It shall file within ten days after the Closing.", "within", "the Closing"),
        (
            "It shall file no later than ten days following receipt of the notice.",
            "within",
            "receipt of the notice",
        ),
        ("It shall reply (but in no event more than two days) after receipt.", "within", "receipt"),
        ("It has ten days from the notice to join.", "within", "the notice"),
        ("It has a term of five years from the Opening Date.", "for", "the Opening Date"),
        ("It is given ten days after the notice to join.", "within", "the notice"),
        ("It is deemed given ten days after mailing.", "after", "mailing"),
        ("It is deemed to have been given ten days after mailing.", "after", "mailing"),
        ("It is due ten days after the close of the year.", "after", "the close of the year"),
        (
            "It shall file by the 40th day following the Closing Date (the “Filing Date”).",
            "after",
            "the Closing Date",
        ),
        (
            "It ends upon the expiration of sixty days from the date of such notice.",
            "after",
            "the date of such notice",
        ),
        ("It ends on the second anniversary of the Closing, unless renewed.", "after", "the Closing"),
        ("It gives notice at least three days prior to the meeting.", "before", "the meeting"),
        ("It may leave on ninety (90) days’ prior written notice.", "before", None),
        ("It lasts for a period of two years from the date hereof.", "for", "the date hereof"),
        ("It lasts thirty-six months.", "for", None),
        ("It may last eight days at most.", "for", None),
        ("It pays one percent for each thirty (30) day period.", None, None),
        ("It pays for every thirty days of delay.", None, None),
        ("A 45-day cure period applies.", None, None),
        ("Any account sixty days past due counts.", None, None),
        (
            "It ends ten days after the Company receives the comments.",
            "after",
            "the Company receives the comments",
        ),
        (
            "It ends ten days after the date on which it files, if ever.",
            "after",
            "the date on which it files",
        ),
        ("For ten days following delivery the Buyer may test.", "for", "delivery"),
    ],
)
def test_how_a_period_is_counted(raw, direction, anchor):
    """What follows decides first, then what stands in front; the anchor is the text's own words."""
    assert directions(raw) == [(direction, anchor)]


def test_a_second_period_in_the_same_breath_is_counted_alike():
    """The word "within" is said once for both."""
    raw = "within ten days after the Closing or twenty days after the Notice"
    assert directions(raw) == [("within", "the Closing"), ("within", "the Notice")]


def test_a_range_is_counted_once():
    """Both ends of a range have the same direction and anchor."""
    raw = "not less than ten (10) nor more than fifty (50) days before the meeting"
    assert directions(raw) == [("before", "the meeting"), ("before", "the meeting")]


def test_a_range_of_whole_periods_is_counted_once():
    """The unit may be said twice; only the second is followed by what they count from."""
    raw = "not more than sixty (60) days and not less than thirty (30) days before the meeting"
    assert directions(raw) == [("before", "the meeting"), ("before", "the meeting")]


def test_a_conflict_lies_inside_the_period():
    """It runs from the first number word to the closing bracket, without the unit."""
    raw = "It shall file within forty (50) days of the Closing."
    assert periods(raw) == [("forty (50) days", "40 days")]
    assert conflicts(raw) == [("forty (50)", "40", "50")]


def test_a_period_crosses_a_turn_of_the_page():
    """Page furniture inside the expression does not part it."""
    raw = (
        "It shall be filed within sixty (60)\n\n                 - 7 -\n<PAGE>   8\n\ndays after the Closing."
    )
    text, found = read(raw)
    (period,) = found.day_counts
    source = text.source_of(period.start, period.end)
    assert raw[source.start : source.end].split() == ["sixty", "(60)", "-", "7", "-", "<PAGE>", "8", "days"]
