"""Numbers that stand twice: in words, and in figures between brackets.

The words rule, as courts and negotiable-instruments law have it (UCC § 3-114); figures that say something
else are kept as the alternative and reported.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from fractions import Fraction
from functools import lru_cache

from pipeline.extract.quantities.numbers import decimal, number, ordinal
from pipeline.frozen import dataclass
from pipeline.model import Conflict

_TWICE = re.compile(r"(?P<outer>[^(\[]+?)\s?[(\[]\s?(?P<inner>[^)\]]+?)-?\s?[)\]]")
_JOINED = re.compile(r"(?:,\s|\sand\s)")


@dataclass(frozen=True, slots=True)
class Written:
    """A number as it was written."""

    value: Fraction
    alternative: Fraction | None = None  # what the figures say, where they disagree
    skipped: int = 0  # characters at the beginning that turned out to belong to something else

    def scaled(self, factor: Fraction) -> Written:
        """The same times `factor`."""
        alternative = None if self.alternative is None else self.alternative * factor
        return Written(self.value * factor, alternative, self.skipped)


@lru_cache(maxsize=4096)  # as `number`: an agreement writes the same few over and over
def written(string: str) -> Written | None:
    """The number in "sixty", "60", "sixty (60)" or "60 (sixty)"; None if it is none."""
    return _read(string, number)


def written_ordinal(string: str) -> Written | None:
    """The place in "tenth", "10th", "tenth (10th)" or "10th (tenth)"; None if it is none."""

    def place(part: str) -> Fraction | None:
        value = ordinal(part)
        return Fraction(value) if value is not None else number(part) if part.isdigit() else None

    return _read(string, place)


def settled(words: Fraction, figures: Fraction | None, skipped: int = 0) -> Written:
    """The words' value, with the figures' as its alternative unless they say the same or merely round it."""
    if figures is None or agree(words, figures):
        return Written(words, None, skipped)
    return Written(words, figures, skipped)


def agree(words: Fraction, figures: Fraction) -> bool:
    """Whether the figures are the words' value, or that of a fraction without end cut at some decimal."""
    if words == figures:
        return True
    places = len(str(decimal(figures)).partition(".")[2])
    endless = len(str(decimal(words)).partition(".")[2]) == _PLACES
    return endless and abs(words - figures) < Fraction(1, 10**places)


_PLACES = 10


def conflict(start: int, end: int, word_value: Fraction, numeral_value: Fraction) -> Conflict:
    """The report of words and figures that disagree, from the first number word to the closing bracket."""
    return Conflict(start, end, "word_numeral_mismatch", decimal(word_value), decimal(numeral_value))


def _read(string: str, value_of: Callable[[str], Fraction | None]) -> Written | None:
    twice = _TWICE.fullmatch(string)
    if twice is None:
        return _last(string, value_of)
    outer = _last(twice["outer"], value_of)
    inner = value_of(twice["inner"])
    if outer is None or inner is None:
        return outer
    words, figures = (outer.value, inner) if _in_words(twice["outer"]) else (inner, outer.value)
    return settled(words, figures, outer.skipped)


def _in_words(string: str) -> bool:
    return string.lstrip()[:1].isalpha()


def _last(string: str, value_of: Callable[[str], Fraction | None]) -> Written | None:
    """The whole, or what follows its last "and": of "paragraphs one and thirty days" only "thirty"."""
    value = value_of(string)
    if value is not None:
        return Written(value)
    joints = list(_JOINED.finditer(string)) if _in_words(string) else []
    for joint in joints[-1:]:
        value = value_of(string[joint.end() :])
        if value is not None:
            return Written(value, None, joint.end())
    return None
