"""One rounding, half up, however many digits there are and whatever the caller's decimal context."""

import decimal
from decimal import Decimal
from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from obligations.errors import InvalidInputError
from obligations.rounding import (
    Exact,
    decimal_text,
    exact,
    half_up,
    in_units,
    to_cents,
    total,
    whole_down,
    whole_nearest,
    whole_up,
)

EXACT = st.one_of(
    st.fractions(min_value=-(10**9), max_value=10**9, max_denominator=10**6),
    st.decimals(min_value=-(10**9), max_value=10**9, places=4),
)


@pytest.mark.parametrize(
    ("value", "cents"),
    [
        (Fraction(1, 3), "0.33"),
        (Fraction(2, 3), "0.67"),
        (Decimal("0.125"), "0.13"),  # a half goes up, not to the even cent
        (Decimal("0.135"), "0.14"),
        (Decimal("-0.125"), "-0.13"),  # and away from zero
        (Decimal("0.1249"), "0.12"),
        (Decimal("-0.004"), "0.00"),
        (5, "5.00"),
        (Decimal("1E+2"), "100.00"),
        (Decimal("1234567890123456789012345678901234.565"), "1234567890123456789012345678901234.57"),
    ],
)
def test_cents(value: Exact, cents: str) -> None:
    """Two decimals, as they are printed."""
    assert str(to_cents(value)) == cents


def test_the_callers_decimal_context_changes_nothing() -> None:
    """Three digits of precision elsewhere in a program do not make 12,345.68 of these dollars 12,300."""
    with decimal.localcontext(decimal.Context(prec=3, rounding=decimal.ROUND_DOWN)):
        assert str(to_cents(Decimal("12345.678"))) == "12345.68"
        assert str(total([Decimal("12345.67"), Decimal("0.01")])) == "12345.68"
        assert decimal_text(Fraction(44, 29)) == "1.517241"


def test_a_total_is_the_sum_to_the_cent() -> None:
    """Nothing in all is 0.00."""
    assert str(total([])) == "0.00"
    assert str(total([Decimal("0.10"), Decimal("0.20"), Decimal("-0.05")])) == "0.25"


@pytest.mark.parametrize("value", ["NaN", "Infinity", "-Infinity", "sNaN"])
def test_what_is_no_number_is_refused(value: str) -> None:
    """Neither a NaN nor an infinity is an amount."""
    with pytest.raises(InvalidInputError, match="is no number"):
        exact(Decimal(value))


def test_whole_numbers() -> None:
    """Seven thirds are 3 up, 2 down, 2 nearest; a half is nearest to the one above; a whole number stays."""
    assert (whole_up(Fraction(7, 3)), whole_down(Fraction(7, 3)), whole_nearest(Fraction(7, 3))) == (3, 2, 2)
    assert whole_nearest(Decimal("2.5")) == 3
    assert whole_nearest(Decimal("3.5")) == 4
    assert (whole_up(4), whole_down(4), whole_nearest(4)) == (4, 4, 4)


def test_six_decimals() -> None:
    """16/31 is 0.516129 032…; a millionth that is half goes up."""
    assert decimal_text(Fraction(16, 31)) == "0.516129"
    assert decimal_text(Fraction(1, 2_000_000)) == "0.000001"
    assert decimal_text(3) == "3.000000"


def test_units() -> None:
    """1234 cents are 12.34; five are 0.05."""
    assert [str(in_units(cents, 2)) for cents in (1234, 5, 0, -5)] == ["12.34", "0.05", "0.00", "-0.05"]
    assert str(in_units(7, 0)) == "7"


@given(EXACT, st.integers(0, 6))
def test_half_up_is_the_nearest(value: Exact, places: int) -> None:
    """Never off by more than half a unit, and by half only away from zero; the other sign gives the other sign."""
    rounded = half_up(value, places)
    off = (exact(rounded) - exact(value)) * 10**places
    assert abs(off) <= Fraction(1, 2)
    if abs(off) == Fraction(1, 2):
        assert abs(exact(rounded)) > abs(exact(value))
    assert half_up(-value, places) == -rounded
    assert -rounded.as_tuple().exponent == places


@given(EXACT, EXACT)
def test_rounding_is_monotone(one: Exact, other: Exact) -> None:
    """More is never rounded to less."""
    low, high = sorted([exact(one), exact(other)])
    assert to_cents(low) <= to_cents(high)
