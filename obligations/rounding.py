"""Money, shares and the printed form of exact numbers: one rounding, at the end, half up.

Until then amounts are fractions, so that no step before the last can lose a cent.
"""

from __future__ import annotations

from collections.abc import Iterable
from decimal import Decimal
from fractions import Fraction
from math import ceil, floor

Exact = Fraction | Decimal | int
ZERO = Fraction(0)
CENT = Decimal("0.01")


def exact(value: Exact) -> Fraction:
    """The number as a fraction. Raises `ValueError` for NaN and infinities."""
    return Fraction(value)


def half_up(value: Exact, places: int) -> Decimal:
    """`value` with `places` decimals, a half going away from zero."""
    scaled = abs(exact(value)) * 10**places
    units = floor(scaled + Fraction(1, 2))
    return Decimal(units if value >= 0 else -units).scaleb(-places)


def to_cents(value: Exact) -> Decimal:
    """An amount of money with two decimals, half up (convention of every payment clause that names none)."""
    return half_up(value, 2)


def total(amounts: Iterable[Decimal]) -> Decimal:
    """The sum of amounts that are rounded already, with two decimals."""
    return sum(amounts, Decimal(0)).quantize(CENT)


def whole_up(value: Exact) -> int:
    """The least whole number that is no less: "no less than" so many shares."""
    return ceil(exact(value))


def whole_down(value: Exact) -> int:
    """The greatest whole number that is no more: shares that an amount pays for in full."""
    return floor(exact(value))


def whole_nearest(value: Exact) -> int:
    """The nearest whole number, a half going away from zero."""
    return int(half_up(value, 0))


def fraction_text(value: Exact) -> str:
    """The exact number: "3", "-1/2", "16/31"."""
    return str(exact(value))


def decimal_text(value: Exact) -> str:
    """Six decimals, half up: what a fraction of months is about."""
    return f"{half_up(value, 6):f}"
