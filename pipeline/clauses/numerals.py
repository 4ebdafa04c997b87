"""What the numerals of a label can stand for: figures, letters, Roman numerals, number words."""

from __future__ import annotations

import re

_ROMAN = re.compile(r"(?=[ivxlc])(?:xc|xl|l?x{0,3})(?:ix|iv|v?i{0,3})", re.IGNORECASE)
_ROMAN_VALUES = {"i": 1, "v": 5, "x": 10, "l": 50, "c": 100}
_ONES = [
    "one",
    "two",
    "three",
    "four",
    "five",
    "six",
    "seven",
    "eight",
    "nine",
    "ten",
    "eleven",
    "twelve",
    "thirteen",
    "fourteen",
    "fifteen",
    "sixteen",
    "seventeen",
    "eighteen",
    "nineteen",
    "twenty",
]
_ORDINALS = [
    "first",
    "second",
    "third",
    "fourth",
    "fifth",
    "sixth",
    "seventh",
    "eighth",
    "ninth",
    "tenth",
    "eleventh",
    "twelfth",
    "thirteenth",
    "fourteenth",
    "fifteenth",
    "sixteenth",
    "seventeenth",
    "eighteenth",
    "nineteenth",
    "twentieth",
]
_WORDS = {word: i + 1 for words in (_ONES, _ORDINALS) for i, word in enumerate(words)}


def roman(numeral: str) -> int | None:
    """The value of a Roman numeral up to 99, in either case; None if it is none.

    A lone l, c, d or m is a letter: no agreement counts to fifty that way.
    """
    low = numeral.lower()
    if low in ("l", "c") or not _ROMAN.fullmatch(low):
        return None
    values = [_ROMAN_VALUES[character] for character in low]
    following = [*values[1:], 0]
    return sum(-v if v < after else v for v, after in zip(values, following, strict=True))


def letter(numeral: str) -> int | None:
    """The place of a letter in the alphabet; a doubled one goes on past z: "aa" is 27."""
    low = numeral.lower()
    if len(low) == 1 and "a" <= low <= "z":
        return ord(low) - 96
    if len(low) == 2 and low[0] == low[1] and "a" <= low[0] <= "z":
        return ord(low[0]) - 96 + 26
    return None


def word(numeral: str) -> int | None:
    """The value of a number word up to twenty, cardinal or ordinal."""
    return _WORDS.get(numeral.lower())


def number_words() -> str:
    """All number words as an alternation for a regular expression."""
    return "|".join(sorted(_WORDS, key=len, reverse=True))


def roman_numeral(number: int) -> str:
    """A number up to 99 as a Roman numeral in capitals."""
    numerals = ((50, "L"), (40, "XL"), (10, "X"), (9, "IX"), (5, "V"), (4, "IV"), (1, "I"))
    written = ""
    for value, numeral in numerals:
        while number >= value:
            written += numeral
            number -= value
    return written
