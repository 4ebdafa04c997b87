"""A prohibition is kept or breached, in every form of the schedule."""

from datetime import date
from decimal import Decimal
from typing import get_args

import pytest

from obligations.agreement import Agreement, Duty, FactSheet
from obligations.expressions import Anchor, Duration
from obligations.schedule import Status, schedule
from pipeline.schedules import wording


@pytest.mark.parametrize(("done", "status"), [(date(2004, 6, 1), "breached"), (None, "kept")])
def test_a_prohibition_in_words(done: date | None, status: str) -> None:
    """Not for 30 days after the closing."""
    duty = Duty(
        id="1",
        action="sell",
        modality="shall_not",
        expression=Duration(Decimal(30), "days", Anchor("closing")),
    )
    facts = FactSheet(as_of=date(2004, 8, 1), events={"closing": date(2004, 5, 20)}, done={"1": done})
    (row,) = schedule(Agreement(title="Lock-up", duties=(duty,)), facts).rows
    assert row.status == status
    assert wording.status(row).startswith(status)


def test_every_status_has_its_words() -> None:
    """None is forgotten when one is added."""
    assert all(wording.status_alone(status) for status in get_args(Status))
