"""Caps and thresholds, the two limits on amounts."""

from decimal import Decimal
from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from obligations.caps import capped
from obligations.rounding import Exact
from obligations.thresholds import reaches

CENTS = st.lists(st.integers(0, 50_000).map(lambda cents: Decimal(cents).scaleb(-2)), max_size=8)
CAPS = st.fractions(0, 1500, max_denominator=999)


def dollars(*amounts: str) -> tuple[Decimal, ...]:
    """Amounts of money."""
    return tuple(map(Decimal, amounts))


@pytest.mark.parametrize(
    ("cap", "kept"),
    [
        (None, ("10.00", "5.00", "2.50")),
        (Decimal("17.50"), ("10.00", "5.00", "2.50")),  # exactly the cap
        (Decimal("17.49"), ("10.00", "5.00", "2.49")),  # a cent less
        (Decimal(12), ("10.00", "2.00", "0.00")),
        (0, ("0.00", "0.00", "0.00")),
        (-4, ("0.00", "0.00", "0.00")),
        (Fraction(10005, 1000), ("10.00", "0.00", "0.00")),  # 10.005: one cent more would exceed it
    ],
)
def test_a_cap_takes_from_the_last(cap: Exact | None, kept: tuple[str, ...]) -> None:
    """What falls due first is paid first."""
    paid = capped(dollars("10.00", "5.00", "2.50"), cap)
    assert tuple(f"{amount:.2f}" for amount in paid) == kept


@given(CENTS, CAPS, st.fractions(0, 100, max_denominator=999))
def test_a_cap_is_never_exceeded(amounts: list[Decimal], cap: Fraction, more: Fraction) -> None:
    """Nor is anything taken below it; nothing is added; a higher cap never leaves less of anything."""
    paid, later = capped(amounts, cap), capped(amounts, cap + more)
    assert sum(map(Fraction, paid)) <= cap
    assert sum(map(Fraction, paid)) > min(cap, sum(map(Fraction, amounts))) - Fraction(1, 100)
    assert all(0 <= kept <= amount for kept, amount in zip(paid, amounts, strict=True))
    assert all(a <= b for a, b in zip(paid, later, strict=True))


@given(CENTS, CAPS)
def test_a_cap_bites_once(amounts: list[Decimal], cap: Fraction) -> None:
    """All before one payment is paid in full, all after it nothing; and capping again changes nothing."""
    paid = capped(amounts, cap)
    cut = [index for index, (kept, amount) in enumerate(zip(paid, amounts, strict=True)) if kept < amount]
    if cut:
        assert all(kept == 0 for kept in paid[cut[0] + 1 :])
    assert capped(paid, cap) == paid


@pytest.mark.parametrize(
    ("part", "whole", "threshold", "strict", "reached"),
    [
        (50, 100, Fraction(1, 2), True, False),  # half is no majority
        (51, 100, Fraction(1, 2), True, True),
        (50, 100, Fraction(1, 2), False, True),
        (2, 3, Fraction(2, 3), False, True),  # two thirds of three, exactly
        (Decimal("66.67"), 100, Fraction(2, 3), False, True),
        (Decimal("66.66"), 100, Fraction(2, 3), False, False),
        (501, 1000, Decimal("0.501"), False, True),
        (0, 0, Fraction(1, 2), False, False),  # no part of nothing
        (0, 0, 0, False, False),
        (0, 5, 0, False, True),
    ],
)
def test_thresholds(part: Exact, whole: Exact, threshold: Exact, *, strict: bool, reached: bool) -> None:
    """Exactly the threshold reaches it unless more is asked for."""
    assert reaches(part, whole, threshold, strict=strict) is reached


@given(st.integers(0, 300), st.integers(1, 300), st.fractions(0, 1, max_denominator=30))
def test_thresholds_are_monotone(part: int, whole: int, threshold: Fraction) -> None:
    """More than is at least; one more vote never loses; of nothing nobody has a majority."""
    assert reaches(part, whole, threshold, strict=False) or not reaches(part, whole, threshold, strict=True)
    if reaches(part, whole, threshold, strict=True):
        assert reaches(part + 1, whole, threshold, strict=True)
    majority = Fraction(1, 2)
    both = (reaches(one, whole, majority, strict=True) for one in (part, whole - part))
    assert not all(both)
