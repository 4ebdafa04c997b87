"""What another reading would change."""

from pipeline.schedules.other_readings import other_readings
from tests.schedules import schedules


def test_a_deadline_that_the_statute_moves() -> None:
    """Without the statute's roll the filing is due on the Sunday itself, a day earlier."""
    others = other_readings(schedules.AGREEMENT, schedules.FACTS, schedules.small())
    roll = next(other for other in others if other.reading == "roll")
    assert roll.value == "none"
    assert (
        "filing_deadline: 2004-04-18 (late by 16 days) instead of 2004-04-19 (late by 15 days)"
        in roll.changes
    )
    assert not any("in all" in change for change in roll.changes)  # money runs from the nominal day anyway


def test_nothing_to_read_differently() -> None:
    """A schedule without days rests on no reading."""
    assert other_readings(schedules.AGREEMENT, schedules.FACTS, schedules.empty()) == ()
