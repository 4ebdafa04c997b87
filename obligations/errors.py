"""What can go wrong in a calculation, in one tree: each says which input and why."""

from __future__ import annotations

from datetime import date


class ObligationError(ValueError):
    """A calculation that cannot be made from what it was given."""


class UnknownMechanicError(ObligationError):
    """No mechanic has this id or name."""


class InvalidInputError(ObligationError):
    """An input of the wrong form; the message names its place in the inputs."""


class ContradictoryFactsError(ObligationError):
    """Two facts that cannot both be true; the message names both."""


class MissingFactsError(ObligationError):
    """Facts that these facts call for, and without which there is no answer; of `a|b` either suffices."""

    def __init__(self, *names: str) -> None:
        super().__init__(f"needed: {', '.join(names)}")
        self.names = names


class NotComputableError(ObligationError):
    """A term whose words give no number or day: "the earliest practicable date", "six hours"."""


class OutsideCalendarError(ObligationError):
    """A day outside the years for which the closed days are known."""

    def __init__(self, calendar: str, day: date, years: tuple[int, int]) -> None:
        super().__init__(f"{calendar} is known from {years[0]} to {years[1]}, not on {day.isoformat()}")
