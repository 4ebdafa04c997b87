"""Numbers in words, figures, ordinals and fractions: exact, or None."""

from decimal import Decimal
from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pipeline.extract.quantities.numbers import decimal, number, ordinal

UNIT_WORDS = (
    "zero one two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen sixteen"
    " seventeen eighteen nineteen"
)
UNITS = UNIT_WORDS.split()
TEN_WORDS = "_ _ twenty thirty forty fifty sixty seventy eighty ninety"
TENS = TEN_WORDS.split()
SCALES = ((10**9, "billion"), (10**6, "million"), (10**3, "thousand"), (100, "hundred"))


def spelled(value, *, joint, hyphen):
    """`value` in words; `joint` stands after a hundred, `hyphen` between tens and units."""
    for scale, name in SCALES:
        if value >= scale:
            rest = value % scale
            words = f"{spelled(value // scale, joint=joint, hyphen=hyphen)} {name}"
            if not rest:
                return words
            between = joint if name == "hundred" else " "
            return f"{words}{between}{spelled(rest, joint=joint, hyphen=hyphen)}"
    return (
        UNITS[value] if value < 20 else TENS[value // 10] + (hyphen + UNITS[value % 10] if value % 10 else "")
    )


@given(st.integers(0, 10**9), st.sampled_from([" ", " and "]), st.sampled_from(["-", " ", " - "]))
def test_words_and_back(value, joint, hyphen):
    """Every whole number up to a billion is read back from its words."""
    assert number(spelled(value, joint=joint, hyphen=hyphen)) == value


@given(st.integers(1, 10**6))
def test_figures_and_back(value):
    """Figures with thousands separators are read back."""
    assert number(f"{value:,}") == number(str(value)) == value


@given(st.text(max_size=40))
def test_any_text_is_a_number_or_none(text):
    """Nothing that can be typed makes the reader fail."""
    assert number(text) is None or isinstance(number(text), Fraction)
    assert ordinal(text) is None or isinstance(ordinal(text), int)


@pytest.mark.parametrize(
    ("written", "value"),
    [
        ("one million five hundred thousand", 1_500_000),
        ("twenty-one", 21),
        ("one hundred and five", 105),
        ("One Hundred Forty", 140),
        ("fifteen hundred", 1_500),
        ("a hundred", 100),
        ("two and one-half", Fraction(5, 2)),
        ("one and three quarters", Fraction(7, 4)),
        ("two-thirds", Fraction(2, 3)),
        ("one-half", Fraction(1, 2)),
        ("two hundredths", Fraction(1, 50)),
        ("forty-four hundredths", Fraction(44, 100)),
        ("one thirty-sixth", Fraction(1, 36)),
        ("66-2/3", Fraction(200, 3)),
        ("7 1/4", Fraction(29, 4)),
        ("12½", Fraction(25, 2)),
        (".5", Fraction(1, 2)),
        ("1,250,000", 1_250_000),
        ("0.4375", Fraction(7, 16)),
    ],
)
def test_a_number_is_exact(written, value):
    """Words, figures and fractions give the value that they say."""
    assert number(written) == value


@pytest.mark.parametrize(
    "written",
    [
        "",
        "and",
        "one and",
        "and one",
        "two three",
        "twenty thirteen",
        "one hundred two hundred",
        "two million one million",
        "one thousand thousand",
        "nineteen ninety-nine",
        "1,25",
        "1,2500",
        "1.2.3",
        "2/0",
        "half",
        "two hundred thousandths",
        "zero thousand",
        "ten to twelve",
        "[●]",
    ],
)
def test_what_is_no_number_is_none(written):
    """No guess is made where the words do not say one number."""
    assert number(written) is None


@pytest.mark.parametrize(
    ("written", "place"),
    [
        ("first", 1),
        ("ninetieth", 90),
        ("twenty-first", 21),
        ("one hundred twentieth", 120),
        ("21st", 21),
        ("90TH", 90),
        ("15 th", 15),
        ("15t h", 15),
        ("one hundred and fifth", 105),
        ("thirty", None),
        ("21", None),
    ],
)
def test_ordinals(written, place):
    """Ordinals give their place, also with a superscript that came apart; cardinals are none."""
    assert ordinal(written) == place


@pytest.mark.parametrize(
    ("value", "shown"),
    [
        (Fraction(2, 3), "0.6666666667"),
        (Fraction(1, 8), "0.125"),
        (Fraction(100), "100"),
        (Fraction(1, 3 * 10**6), "3.333E-7"),
        (Fraction(10**15), "1000000000000000"),
    ],
)
def test_a_fraction_as_a_decimal(value, shown):
    """A decimal that ends is exact; one that does not is rounded half up at ten places."""
    assert decimal(value) == Decimal(shown)
