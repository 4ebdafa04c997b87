"""Which of its ends a default is counted with, from the words on counting alone."""

import pytest

from pipeline.handoff.counted_days import CountedDays, counted_days


@pytest.mark.parametrize(
    ("counting", "first_day", "through_cure"),
    [
        ("until the failure is cured", "deadline", False),
        ("from the Filing Deadline until the Registration Statement is filed", "deadline", False),
        ("from the date such filing was due to the date it is made, excluding the former and including the latter", "day_after", True),
        ("from the date such filing was due to the date it is made, counting the first but not the last of those days", "deadline", False),
        ("the day of the default is counted and the day of the cure is not", "deadline", False),
        ("excludes the day on which the deadline fell and includes the day on which the default is cured", "day_after", True),
        ("includes the day after the date missed and every later day up to the day of cure, which is itself excluded", "day_after", False),
        ("each day that follows the last day allowed and precedes the day on which it performs", "day_after", False),
        ("first day is the day following the required date; the last is the day preceding the filing", "day_after", False),
        ("last day is the day of the cure; the first is the day next succeeding the required date", "day_after", True),
        ("from and including the Filing Deadline, whichever was missed, to but excluding the day on which it ends", "deadline", False),
        ("on each monthly anniversary of the Event Date until the Event is cured", "day_after", False),
        ("begins on the date missed and includes the day of cure; its first five (5) days are not counted", "deadline", True),
    ],
)  # fmt: skip
def test_both_ends_of_a_default(counting: str, first_day: str, through_cure: bool) -> None:
    """Each piece of the words speaks of one end."""
    found = counted_days(counting)
    assert (found.first_day, found.through_cure) == (first_day, through_cure)


def test_no_words_on_counting() -> None:
    """From the missed day, the day of the cure left out."""
    assert counted_days("") == CountedDays("deadline", through_cure=False, ends_before=False)
