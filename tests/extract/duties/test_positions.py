"""Which duty a time belongs to, and what is to be done by then."""

import pytest

from pipeline.extract.duties import Actors, action_at, duty_at, hangs, happening
from pipeline.spans import Span
from tests.extract.duties.reading import read, span_of
from tests.extract.duties.timed_cases import TIMED


@pytest.mark.parametrize(("clause", "who", "action"), TIMED, ids=[clause[:70] for clause, _, _ in TIMED])
def test_whose_time_it_is(clause: str, who: str | tuple | None, action: str) -> None:
    """The time between the bars."""
    before, time, behind = clause.split("|")
    text, found = read(before + time + behind)
    position = span_of(text, time)
    assert text.string[position.start : position.end] == time
    index = duty_at(found, position)
    if index is None or hangs(text.string, found[index], position):
        fallen = happening(text, position, Actors())
        got = (fallen.obligor, fallen.implied_obligor, fallen.action)
    else:
        duty = found[index]
        got = (duty.obligor, duty.implied_obligor, action_at(duty, text, position, Actors()))
    expected = (None, who[0]) if isinstance(who, tuple) else (who, None)
    assert got == (*expected, action)


def test_the_time_of_a_lead_in_is_that_of_its_first_item() -> None:
    """A list under one time."""
    text, found = read(
        "Within ten days after the Closing the Company shall:\n\n(a) deliver the certificates to the Investors;\n\n"
        "(b) file a Form D.\n"
    )
    index = duty_at(found, span_of(text, "Within ten days after the Closing"))
    assert index is not None
    assert (found[index].obligor, found[index].action) == ("Company", "deliver certificates")


def test_a_time_outside_every_duty() -> None:
    """Nothing is guessed where no sentence with a duty is near."""
    text, found = read("The Company shall file it.\n\nThe meeting took place on May 4, 2001.\n")
    assert duty_at(found, span_of(text, "May 4, 2001")) is None
    assert duty_at((), Span(0, 1)) is None
