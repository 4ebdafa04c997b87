"""All readers together: no two kinds claim the same words, spans hold, and time stays linear."""

import time
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pipeline.clauses import outline
from pipeline.extract.quantities import quantities
from pipeline.model import Quantities
from tests.extract.texts import plain

KINDS = ("dates", "percentages", "day_counts", "money", "blanks")
PIECES = st.sampled_from(
    [
        "within ",
        "ten (10) ",
        "days ",
        "after ",
        "May 1",
        ", 2003",
        "$5",
        ",000",
        "%",
        " percent ",
        "one ",
        "hundred ",
        "and ",
        "(",
        ")",
        "[***]",
        "____",
        "of ",
        "the Closing ",
        "-",
        "two-thirds ",
        "first ",
        "day of ",
        "½",
        "’",
        "\n\n",
        "€",
        "1/2 ",
    ]
)


@given(st.lists(PIECES, max_size=30).map("".join))
def test_every_span_is_sound(raw):
    """Spans lie inside the text and in order, and an anchor stands behind its period."""
    text = plain(raw)
    found = quantities(text)
    for kind in KINDS:
        mentions = getattr(found, kind)
        assert all(0 <= it.start < it.end <= len(text.string) for it in mentions)
        assert all(left.end <= right.start for left, right in pairwise(mentions))
    assert all(it.anchor is None or it.anchor.start >= it.end for it in found.day_counts)


def test_the_same_text_gives_the_same_quantities():
    """Nothing hangs on the clock or the order of a set."""
    raw = "within ten (10) days after May 1, 2003 it pays $5,000 or 2%"
    assert quantities(plain(raw)) == quantities(plain(raw))


def test_an_empty_text_has_none():
    """Nothing comes of nothing."""
    assert quantities(plain("")) == Quantities()


@pytest.mark.parametrize(
    "piece",
    ["one ", "(", "$1,", "1.", "and ", " - ", " days", "1 day ", "two days and ", "[*", "_", "May 1, "],
)
def test_hostile_repetition_is_linear(piece):
    """Eight times the text takes at most about eight times as long."""
    seconds = []
    for size in (5_000, 40_000):
        text = plain(piece * (size // len(piece)))
        assert text.folded
        began = time.process_time()
        quantities(text)
        seconds.append(time.process_time() - began)
    assert seconds[1] <= 8 * 3 * seconds[0] + 0.5


def test_the_number_of_a_clause_counts_nothing() -> None:
    """A heading "1.8 Business Day" is no period; what the clause says is."""
    text = plain(
        "1. Terms\n\n1.1 Business Day\n\nMeans a day on which banks open.\n\n1.2 Calendar Quarter\n\n"
        "Means three months.\n\n1.3 Notice\n\nMeans a paper.\n"
    )
    found = quantities(text, outline(text)).day_counts
    assert [text.string[it.start : it.end] for it in found] == ["three months"]
