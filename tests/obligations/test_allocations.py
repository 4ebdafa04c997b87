"""Splitting whole units: the parts add up, and none is a unit or more off its quota."""

from decimal import Decimal
from fractions import Fraction
from math import ceil, floor
from random import Random

import pytest
from hypothesis import given
from hypothesis import strategies as st

from obligations.allocations import cents_pro_rata, pro_rata, waterfall
from obligations.errors import InvalidInputError

NAMES = st.sampled_from("abcdefgh")
WHOLE = st.dictionaries(NAMES, st.integers(0, 60), max_size=6)
WEIGHTS = st.dictionaries(
    NAMES, st.one_of(st.integers(0, 50), st.fractions(0, 50, max_denominator=12)), min_size=1, max_size=6
)


@pytest.mark.parametrize(
    ("total", "weights", "parts"),
    [
        # Quotas 33 1/3 each: one unit is left; of like remainders and weights the first name has it.
        (100, {"c": 1, "b": 1, "a": 1}, {"a": 34, "b": 33, "c": 33}),
        # Quotas 2.5 and 7.5: like remainders, the larger weight has the unit.
        (10, {"a": 1, "b": 3}, {"a": 2, "b": 8}),
        # Quotas 1 1/6, 1 5/6, 4: the larger remainder has it, though its weight is not the largest.
        (7, {"a": 7, "b": 11, "c": 24}, {"a": 1, "b": 2, "c": 4}),
        # Quotas 3.6, 1.2, 1.2: 3 + 1 + 1 are 5; the remainder .6 has the sixth.
        (6, {"a": 3, "b": 1, "c": 1}, {"a": 4, "b": 1, "c": 1}),
        (0, {"a": 3}, {"a": 0}),
        (0, {"a": 0}, {"a": 0}),
        (0, {}, {}),
        (9, {"a": 0, "b": Decimal("0.5")}, {"a": 0, "b": 9}),
    ],
)
def test_largest_remainders(total: int, weights: dict[str, int], parts: dict[str, int]) -> None:
    """Each is the quota rounded down, and the largest remainders have one more."""
    assert pro_rata(total, weights) == parts


@pytest.mark.parametrize(
    ("total", "weights", "why"),
    [
        (-1, {"a": 1}, "negative"),
        (5, {"a": 2, "b": -1}, "negative"),
        (5, {"a": 0}, "every weight is zero"),
        (5, {}, "every weight is zero"),
    ],
)
def test_what_cannot_be_split(total: int, weights: dict[str, int], why: str) -> None:
    """Negative numbers, and units that nobody has a claim to."""
    with pytest.raises(InvalidInputError, match=why):
        pro_rata(total, weights)


@given(st.integers(0, 500), WEIGHTS.filter(lambda weights: any(weights.values())))
def test_the_parts_add_up_and_keep_their_quotas(total: int, weights: dict[str, Fraction]) -> None:
    """The sum is exact; each part is its quota rounded down or up; a larger weight never gets less."""
    parts = pro_rata(total, weights)
    base = sum(map(Fraction, weights.values()))
    assert sum(parts.values()) == total
    for name, weight in weights.items():
        quota = total * Fraction(weight) / base
        assert floor(quota) <= parts[name] <= ceil(quota)
    assert all(parts[a] <= parts[b] for a in parts for b in parts if weights[a] < weights[b])


@given(st.integers(0, 500), WEIGHTS.filter(lambda weights: any(weights.values())), st.randoms())
def test_the_order_of_names_does_not_matter(total: int, weights: dict[str, int], random: Random) -> None:
    """Shuffled weights give the same parts; so do weights in another unit."""
    items = list(weights.items())
    random.shuffle(items)
    assert pro_rata(total, dict(items)) == pro_rata(total, weights)
    assert pro_rata(total, {name: weight * 7 for name, weight in items}) == pro_rata(total, weights)


def test_cents() -> None:
    """$100 among three is 33.34, 33.33 and 33.33; half a cent goes up before the split."""
    assert {n: str(v) for n, v in cents_pro_rata(Decimal(100), {"a": 1, "b": 1, "c": 1}).items()} == {
        "a": "33.34",
        "b": "33.33",
        "c": "33.33",
    }
    assert cents_pro_rata(Decimal("0.125"), {"a": 1}) == {"a": Decimal("0.13")}


@pytest.mark.parametrize(
    ("room", "granted"),
    [
        (0, [{"a": 0}, {"b": 0, "c": 0}, {"d": 0}]),
        (-3, [{"a": 0}, {"b": 0, "c": 0}, {"d": 0}]),
        (4, [{"a": 4}, {"b": 0, "c": 0}, {"d": 0}]),
        # 5 of 8 go to the first rank; of the 3 left quotas are 3 × 4/6 = 2 and 3 × 2/6 = 1.
        (8, [{"a": 5}, {"b": 2, "c": 1}, {"d": 0}]),
        (11, [{"a": 5}, {"b": 4, "c": 2}, {"d": 0}]),
        (50, [{"a": 5}, {"b": 4, "c": 2}, {"d": 7}]),
    ],
)
def test_ranks_are_served_in_order(room: int, granted: list[dict[str, int]]) -> None:
    """A rank gets nothing before the one above it has all that it asks for."""
    assert waterfall(room, [{"a": 5}, {"b": 4, "c": 2}, {"d": 7}]) == granted


@given(st.integers(-5, 200), st.lists(WHOLE, max_size=4))
def test_a_waterfall_conserves_and_respects_ranks(room: int, ranks: list[dict[str, int]]) -> None:
    """What is granted is the room or all that is asked; nobody gets more than asked; ranks are strict."""
    granted = waterfall(room, ranks)
    asked = sum(sum(rank.values()) for rank in ranks)
    assert sum(sum(rank.values()) for rank in granted) == min(max(room, 0), asked)
    for index, (rank, got) in enumerate(zip(ranks, granted, strict=True)):
        assert list(got) == list(rank)
        assert all(0 <= got[name] <= rank[name] for name in rank)
        if sum(got.values()):
            assert granted[:index] == ranks[:index]


@given(st.integers(0, 100), st.lists(WHOLE, max_size=4))
def test_more_room_never_gives_a_rank_less(room: int, ranks: list[dict[str, int]]) -> None:
    """Rank by rank; single names may lose a unit to another in the same rank (the Alabama paradox)."""
    less, more = waterfall(room, ranks), waterfall(room + 1, ranks)
    assert all(sum(a.values()) <= sum(b.values()) for a, b in zip(less, more, strict=True))
