"""The pieces that a pattern cannot match without."""

import pytest

from pipeline.match.pieces import ways

CASES = {
    r"\b(?:audit|inspect)s?\b": [{r"\b(?:audit|inspect)s?\b"}],  # no gap: the pattern itself
    r"\bnot\b.{0,60}\bassign": [{r"\bnot\b", r"\bassign"}],
    r"\bshall\s(?:\w{1,12}\s){0,3}pay": [{r"\bshall\s", "pay"}],  # a group that repeats
    r"not[^|]{0,60}sell|never.{0,9}buy": [{"not", "sell"}, {"never", "buy"}],
    r"may(?:\sthen.{0,30}sell|\sbuy)\b": [{"may", r"\sthen", "sell"}, {"may", r"\sbuy"}],
    r"may(?:\sthen.{0,30}sell)?\snow": [{"may", r"\snow"}],  # a group that may be missing
    r"a.{0,60}pay": [{"pay"}],  # one letter tells too little
    r"[|(]pay.{0,60}\(net\)": [{"[|(]pay", r"\(net\)"}],  # brackets and bars that are characters
    r"pay.{0,4}net": [{"pay.{0,4}net"}],  # too short for a gap
    r"pay(?-i:NET.{0,60}OF)": [{"pay"}],  # in a group with flags of its own a piece means something else
}


@pytest.mark.parametrize("pattern", CASES)
def test_pieces_are_cut_at_gaps(pattern: str) -> None:
    """Each way to match has the pieces between its gaps; a bar begins another way."""
    assert [set(way) for way in ways(pattern)] == CASES[pattern]


def test_many_ways_are_not_multiplied() -> None:
    """Five choices of two would make 32 ways; what is left out only makes the pieces tell less."""
    choice = "(?:aa.{0,60}bb|cc)"
    assert len(ways(f"{choice * 5}dd")) == 16
