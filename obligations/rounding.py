"""Money, shares and the printed form of exact numbers: one rounding, at the end, half up.

Until then amounts are fractions, so that no step before the last can lose a cent.
"""

from __future__ import annotations

from collections.abc import Iterable
from decimal import Decimal
from fractions import Fraction
from math import ceil, floor

from obligations.errors import InvalidInputError

Exact = Fraction | Decimal | int
ZERO = Fraction(0)


def exact(value: Exact) -> Fraction:
    """The number as a fraction. Raises `InvalidInputError` for NaN and infinities."""
    if isinstance(value, Fraction):
        return value
    if isinstance(value, Decimal) and not value.is_finite():
        raise InvalidInputError(f"{value} is no number")
    return Fraction(value)


def half_up(value: Exact, places: int) -> Decimal:
    """`value` with `places` decimals, a half going away from zero; exact however many digits it has."""
    of = exact(value)
    # In whole numbers, which is several times as fast: ⌊scaled / denominator + 1/2⌋.
    scaled = abs(of.numerator) * 10**places
    units = (2 * scaled + of.denominator) // (2 * of.denominator)
    return in_units(units if of >= 0 else -units, places)


def in_units(units: int, places: int) -> Decimal:
    """So many units of the last of `places` decimals: 1234 cents are 12.34."""
    # Arithmetic with Decimal would round to the digits of the caller's context.
    return Decimal(f"{units}E-{places}")


def to_cents(value: Exact) -> Decimal:
    """An amount of money with two decimals, half up (convention of every payment clause that names none)."""
    return half_up(value, 2)


def total(amounts: Iterable[Decimal]) -> Decimal:
    """The sum of amounts that are rounded already, with two decimals."""
    return to_cents(sum(map(exact, amounts), ZERO))


def whole_up(value: Exact) -> int:
    """The least whole number that is no less: "no less than" so many shares."""
    return ceil(exact(value))


def whole_down(value: Exact) -> int:
    """The greatest whole number that is no more: shares that an amount pays for in full."""
    return floor(exact(value))


def whole_nearest(value: Exact) -> int:
    """The nearest whole number, a half going away from zero."""
    return int(half_up(value, 0))


def decimal_text(value: Exact) -> str:
    """Six decimals, half up: what a fraction of months is about."""
    return f"{half_up(value, 6):f}"
