"""Reads numbers as agreements write them: in words, in figures, as ordinals and as fractions.

All arithmetic is exact. What is not a number from end to end is None: a wrong number in a term sheet is worse
than none, and the libraries for this guess ("one million five hundred thousand" as 1,501,500).
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from decimal import ROUND_HALF_UP, Decimal, localcontext
from fractions import Fraction
from functools import lru_cache

_UNIT_WORDS = (
    "zero one two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen sixteen"
    " seventeen eighteen nineteen"
)
_TEN_WORDS = "twenty thirty forty fifty sixty seventy eighty ninety"
_BELOW_HUNDRED: Mapping[str, int] = {
    **{word: value for value, word in enumerate(_UNIT_WORDS.split())},
    **{word: 10 * value for value, word in enumerate(_TEN_WORDS.split(), start=2)},
    "fourty": 40,  # the commonest slip in filings
    "ninty": 90,
}
_SCALES: Mapping[str, int] = {"thousand": 10**3, "million": 10**6, "billion": 10**9, "trillion": 10**12}

# Ordinals that are not their cardinal with "th".
_IRREGULAR: Mapping[str, str] = {
    "first": "one",
    "second": "two",
    "third": "three",
    "fifth": "five",
    "eighth": "eight",
    "eigth": "eight",
    "ninth": "nine",
    "twelfth": "twelve",
}
_NAMED_DENOMINATORS: Mapping[str, int] = {"half": 2, "halves": 2, "quarter": 4, "quarters": 4}
_FRACTION_SIGNS: Mapping[str, Fraction] = {
    "¼": Fraction(1, 4),
    "½": Fraction(1, 2),
    "¾": Fraction(3, 4),
    "⅓": Fraction(1, 3),
    "⅔": Fraction(2, 3),
    "⅛": Fraction(1, 8),
    "⅜": Fraction(3, 8),
    "⅝": Fraction(5, 8),
    "⅞": Fraction(7, 8),
}

_WORD = re.compile(r"[a-z]+")
_BETWEEN_WORDS = re.compile(r"[\s,-]+")
_WHOLE = r"\d{1,3}(?:,\d{3})+|\d+"
_FIGURES = re.compile(rf"(?P<whole>{_WHOLE})?(?P<decimals>\.\d+)?")
_MIXED = re.compile(
    rf"(?:(?P<whole>{_WHOLE})(?:\s?-\s?|\s(?:and\s)?))?(?P<over>\d+)\s?/\s?(?P<under>\d+)(?:ths?|rds?|nds?)?"
)
_SIGN = re.compile(rf"(?P<whole>{_WHOLE})?\s?-?\s?(?P<sign>[¼½¾⅓⅔⅛⅜⅝⅞])")
_SPLIT_ORDINAL = re.compile(r"(?P<figures>[\d,]+)\s?(?:s\s?t|n\s?d|r\s?d|t\s?h)")


@lru_cache(maxsize=4096)  # an agreement has few numbers, and writes them over and over
def number(written: str) -> Fraction | None:
    """The value of a cardinal, a fraction or a mixed number, in words or in figures; None if it is none."""
    folded = " ".join(written.lower().split())
    if not folded:
        return None
    if folded[0].isdigit() or folded[0] == "." or folded[-1] in _FRACTION_SIGNS:
        return _in_figures(folded)
    words_part, _, figures_part = folded.partition(" and ")
    if figures_part[:1].isdigit() and "/" in figures_part:  # one and 1/2
        before, part = number(words_part), _in_figures(figures_part)
        return None if before is None or part is None or part >= 1 else before + part
    before_point, point, behind = folded.partition(" point ")
    if point:  # fifty point one
        return _with_decimals(number(before_point), behind.split())
    words = _words(folded)
    if words is None:
        return None
    whole = _cardinal(words)
    if whole is not None:
        return Fraction(whole)
    if words[-1] in _SCALES:  # one and one-half million, half a million
        part = Fraction(1, 2) if words[:-1] == ["half", "a"] else _with_fraction(words[:-1])
        return None if part is None else part * _SCALES[words[-1]]
    return _with_fraction(words)


def _with_decimals(whole: Fraction | None, digits: Sequence[str]) -> Fraction | None:
    """A whole number and its decimals, each named by itself: "fifty", "zero five"."""
    values = [0 if word in ("zero", "oh") else _BELOW_HUNDRED.get(word, 10) for word in digits]
    if whole is None or not values or max(values) > 9:
        return None
    return whole + sum(Fraction(value, 10 ** (at + 1)) for at, value in enumerate(values))


def ordinal(written: str) -> int | None:
    """The place in a row: "ninetieth", "21st", and "15 th" with its superscript split; None if it is none."""
    folded = " ".join(written.lower().split())
    split = _SPLIT_ORDINAL.fullmatch(folded)
    if split:
        value = _in_figures(split["figures"])
        return int(value) if value is not None else None
    words = _words(folded)
    if not words:
        return None
    last = _cardinal_of(words[-1])
    return None if last is None else _cardinal([*words[:-1], last])


def decimal(value: Fraction) -> Decimal:
    """`value` as a decimal: exact where it ends, rounded half up at ten places where it does not."""
    if value.denominator == 1:
        return Decimal(value.numerator)
    under = value.denominator
    for prime in (2, 5):
        while under % prime == 0:
            under //= prime
    with localcontext() as context:
        context.prec = 60
        quotient = Decimal(value.numerator) / Decimal(value.denominator)
        if under != 1:
            return quotient.quantize(Decimal("1e-10"), rounding=ROUND_HALF_UP)
        return quotient.normalize()


def _in_figures(folded: str) -> Fraction | None:
    plain = _FIGURES.fullmatch(folded)
    if plain:
        return Fraction(folded.replace(",", ""))
    mixed = _MIXED.fullmatch(folded)
    if mixed:
        under = int(mixed["under"])
        return None if under == 0 else _whole(mixed["whole"]) + Fraction(int(mixed["over"]), under)
    sign = _SIGN.fullmatch(folded)
    return _whole(sign["whole"]) + _FRACTION_SIGNS[sign["sign"]] if sign else None


def _whole(figures: str | None) -> Fraction:
    return Fraction(figures.replace(",", "")) if figures else Fraction(0)


def _words(folded: str) -> list[str] | None:
    words = _BETWEEN_WORDS.split(folded)
    return words if all(_WORD.fullmatch(word) for word in words) else None


def _cardinal(words: Sequence[str]) -> int | None:
    """Groups of three digits, each of a smaller scale than the one before; "and" joins and never ends."""
    total = 0
    previous_scale: int | None = None
    at = 0
    while at < len(words):
        if words[at] == "and":
            if at == 0:
                return None
            at += 1
        group, at = _group(words, at)
        if group is None:
            return None
        scale = _SCALES.get(words[at], 1) if at < len(words) else 1
        at += scale > 1
        if previous_scale is not None and (scale >= previous_scale or group >= previous_scale):
            return None
        if scale > 1 and group == 0:
            return None
        total += group * scale
        previous_scale = scale
    return total if previous_scale is not None else None


def _group(words: Sequence[str], at: int) -> tuple[int | None, int]:
    """A number below a thousand, or of hundreds ("fifteen hundred"), and where it ends."""
    start = at
    value, at = _below_hundred(words, at)
    if at < len(words) and words[at] == "hundred" and value != 0:
        if value is None and start > 0:
            return None, at  # "hundred" alone stands for one only at the very beginning
        hundreds = 100 * (1 if value is None else value)
        at += 1
        joined = at + (at < len(words) and words[at] == "and")
        rest, end = _below_hundred(words, joined)
        if rest == 0:
            return None, at
        return (hundreds, at) if rest is None else (hundreds + rest, end)
    return value, at


def _below_hundred(words: Sequence[str], at: int) -> tuple[int | None, int]:
    if at >= len(words):
        return None, at
    if words[at] == "a" and at == 0 and len(words) > 1:
        return 1, at + 1
    value = _BELOW_HUNDRED.get(words[at])
    if value is None:
        return None, at
    at += 1
    if value >= 20 and at < len(words) and 1 <= _BELOW_HUNDRED.get(words[at], 0) <= 9:
        return value + _BELOW_HUNDRED[words[at]], at + 1
    return value, at


def _with_fraction(words: Sequence[str]) -> Fraction | None:
    """A fraction, or a whole number and one: "three hundredths", "two and one-half"."""
    for start in range(len(words) - 1):
        if start and words[start - 1] != "and":
            continue
        part = _fraction(words[start:])
        if part is None:
            continue
        if start == 0:
            return part
        whole = _cardinal(words[: start - 1])
        return None if whole is None or part >= 1 else whole + part
    return None


def _fraction(words: Sequence[str]) -> Fraction | None:
    """Numerator over denominator; None where they part in two ways ("two hundred thousandths")."""
    found: list[tuple[Fraction, str]] = []
    for split in range(len(words) - 1, 0, -1):
        under = _denominator(words[split:])
        over = 1 if words[:split] in (["a"], ["an"]) else _cardinal(words[:split])
        plural = words[-1].endswith("s")
        if under is not None and over and plural == (over > 1):
            found.append((Fraction(over, under), words[split]))
    if not found or any(first == "hundred" for _, first in found[1:]):
        return None
    return found[0][0]  # "twenty one hundredths": all that can belong to the numerator does


def _denominator(words: Sequence[str]) -> int | None:
    if len(words) == 1 and words[0] in _NAMED_DENOMINATORS:
        return _NAMED_DENOMINATORS[words[0]]
    if words[-1] in ("first", "firsts", "second", "seconds") and len(words) == 1:
        return None
    last = _cardinal_of(words[-1].removesuffix("s"))
    if last is None:
        return None
    value = _SCALES.get(last) if len(words) == 1 and last in _SCALES else _cardinal([*words[:-1], last])
    return value if value and value > 2 else None


def _cardinal_of(ordinal_word: str) -> str | None:
    """The cardinal of an ordinal word, "ninety" of "ninetieth"; None for a word that is none."""
    if ordinal_word in _IRREGULAR:
        return _IRREGULAR[ordinal_word]
    if not ordinal_word.endswith("th"):
        return None
    stem = ordinal_word.removesuffix("th")
    stem = stem.removesuffix("ie") + "y" if stem.endswith("ie") else stem
    return stem if stem in _BELOW_HUNDRED or stem in _SCALES or stem == "hundred" else None
