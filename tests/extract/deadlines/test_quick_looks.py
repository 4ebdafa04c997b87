"""The quick looks of `leads` pass over nothing that the readers of times would read."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pipeline.expressions import Anchor
from pipeline.extract.deadlines.source import Source
from pipeline.extract.deadlines.times import Time, times
from pipeline.extract.quantities import quantities
from pipeline.load import load

_PHRASES = (
    "on or before|no later than|not less than|at least|the date that is|the earlier of|the Closing Date|days after"
    "|ten days|thirty (30) days|(10) days|by|on|at|upon|for|within|during|each|every|prior to|in|from|the|a|such"
    "|the last day of|of each month|the end of|in any event,|Business Day|the next|in no event|the 15th day"
    "|a period of|the date on which|at any time|close of business on|5:00 p.m. on|after|the Filing Deadline"
    "|beginning on|and ending on|or, if earlier,|or, if|the tenth|of any month|each of the first five anniversaries"
    "|the third (3rd) anniversary of|to and including|the first to occur of|plus ten days|one year|a year|until"
    "|December 31|May 1, 2005|Monday,|monthly|bi-weekly|in equal monthly instalments|promptly|but|and|or|if|(if|)"
    "|receipt|notice|whichever is later|provided that, if|a hundred days|half past ten|not exceeding|expiration of"
    "|the Company|shall pay|it|of the year|the day sixty after|in excess of|otherwise|thereafter|up to|once|between"
).split("|")
_SENTENCES = st.lists(
    st.lists(st.sampled_from(_PHRASES), min_size=3, max_size=14).map(" ".join), min_size=1, max_size=20
)
_TERMS = frozenset({"Closing Date", "Filing Deadline"})


def _always(*_: object) -> bool:
    return True


class _Unhurried(Source):
    """Reads everywhere: every word that may lead in to a time is read on from."""

    may_be_time = may_be_tail = standard_between = _always


def _times(source: type[Source], sentences: list[str], terms: frozenset[str]) -> list[list[Time]]:
    text = load("\n\n".join(f"It shall pay {it}." for it in sentences).encode(), "a.txt").texts[0]
    read = source.of(text, quantities(text), terms)
    return [list(times(read, block.start, block.end)) for block in text.blocks]


@given(_SENTENCES)
def test_what_is_passed_over_holds_no_time(sentences: list[str]) -> None:
    """A time is found with the quick looks if, and as, it is found without them."""
    # A term with a day in words that the automaton does not know makes every lead be looked at.
    odd = _TERMS | {"closing Date of the sale"}
    assert _times(Source, sentences, _TERMS) == _times(_Unhurried, sentences, odd)


@pytest.mark.parametrize(
    "term", ["Closing Date", "final closing Date", "date of the Closing", "Day of Reckoning", "Time"]
)
def test_a_defined_day_is_found_however_it_is_called(term: str) -> None:
    """Terms that begin in small letters are looked for as well."""
    text = load(f"The Company shall file it by the {term}.".encode(), "a.txt").texts[0]
    source = Source.of(text, quantities(text), frozenset({term}))
    found = [time.node for time in times(source, 0, len(text.string))]
    assert [node.text for node in found if isinstance(node, Anchor)] == [term]
