"""What a value is compared by, beside the words in which it is shown.

`same` is one value, however it is written; `near` is what may come to the same, but is said in units without
a fixed ratio (30 days and one month) or with other digits (two thirds and 66.67 %); all else differs.
"""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal
from fractions import Fraction
from typing import Literal

from obligations.rounding import half_up
from pipeline.compare.times import PerTime, Sameness, Time, same_per_time, same_time
from pipeline.compare.trees import When, folded, same_when

_PLACES = 6  # of a figure that has no end
DIGITS_OF_A_FRACTION = 10  # as many as the term sheet gives to two thirds


@dataclass(frozen=True, slots=True)
class Number:
    """A share of something (0.015 is 1.5 %), or a count."""

    number: Decimal


@dataclass(frozen=True, slots=True)
class Threshold:
    """At least such a share or, where `strict`, more than it."""

    share: Decimal
    strict: bool


@dataclass(frozen=True, slots=True)
class Money:
    """An amount; the currency by ISO 4217."""

    amount: Decimal
    currency: str


@dataclass(frozen=True, slots=True)
class Day:
    """A calendar day, ISO 8601."""

    iso: str


@dataclass(frozen=True, slots=True)
class Words:
    """Words in a fixed order, folded: one, or one for each item of a list."""

    words: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class WordSet:
    """Words whose order does not count, folded."""

    words: frozenset[str]


Comparable = Time | PerTime | When | Number | Threshold | Money | Day | Words | WordSet

Kind = Literal["time", "per_time", "when", "number", "threshold", "money", "day", "words", "word_set"]
KINDS: dict[type[Comparable], Kind] = {
    Time: "time",
    PerTime: "per_time",
    When: "when",
    Number: "number",
    Threshold: "threshold",
    Money: "money",
    Day: "day",
    Words: "words",
    WordSet: "word_set",
}


@dataclass(frozen=True, slots=True)
class Figure:
    """A number that stands beside the numbers of other agreements in the same unit.

    `exact` unless it rests on an average or was rounded; `converted` where the text uses another unit.
    """

    number: Decimal
    unit: str | None
    exact: bool = True
    converted: bool = False


def words(*of: str) -> Words:
    """Words in their order."""
    return Words(tuple(map(folded, of)))


def word_set(*of: str) -> WordSet:
    """Words in any order."""
    return WordSet(frozenset(map(folded, of)))


def sameness(one: Comparable, other: Comparable) -> Sameness:
    """How two values compare; symmetric, and `same` for a value and itself."""
    if one == other:
        return "same"
    match one, other:
        case Time(), Time():
            return same_time(one, other)
        case PerTime(), PerTime():
            return same_per_time(one, other)
        case When(), When():
            return same_when(one, other)
        case Number(), Number():
            return "near" if _rounded(one.number, other.number) else "differs"
        case Threshold(), Threshold() if one.strict == other.strict:
            return "near" if _rounded(one.share, other.share) else "differs"
    return "differs"


def figure(of: Comparable) -> Figure | None:
    """The number of a value in the unit that values of its kind share; None for words, days and trees."""
    match of:
        case Time() | When(time=Time()):
            return _length(of if isinstance(of, Time) else of.time)
        case PerTime():
            return _a_year(of)
        case Number():
            return Figure(of.number, None)
        case Threshold():
            return Figure(of.share, None)
        case Money():
            return Figure(of.amount, of.currency)
    return None


def _length(time: Time | None) -> Figure | None:
    if time is None:
        return None
    days = time.days
    if days is None:
        return _figure(time.count, time.unit)
    return _figure(days, "days", exact=time.is_exact_in_days, converted=time.unit != "days")


def _a_year(rate: PerTime) -> Figure:
    year = rate.a_year
    prefix = f"{rate.currency}_" if rate.currency else ""
    if year is not None:
        whole = rate.per.unit == "years" and rate.per.count == 1
        return _figure(year, f"{prefix}per_year", exact=not rate.per.is_exact_in_days, converted=not whole)
    unit = rate.per.unit.removesuffix("s")
    each = Fraction(rate.amount) / rate.per.count if rate.per.count else Fraction(rate.amount)
    return _figure(each, f"{prefix}per_{unit}", converted=rate.per.count != 1)


def _figure(number: Fraction, unit: str, *, exact: bool = True, converted: bool = False) -> Figure:
    places = next((places for places in range(_PLACES) if (number * 10**places).denominator == 1), _PLACES)
    rounded = half_up(number, places)
    return Figure(rounded, unit, exact and Fraction(rounded) == number, converted)


def _rounded(one: Decimal, other: Decimal) -> bool:
    """Whether one of two numbers is the other, which has no end, with fewer digits."""
    short, long = sorted((one, other), key=_places)
    if _places(long) < DIGITS_OF_A_FRACTION or _places(short) < 2:
        return False
    return half_up(long, _places(short)) == short


def _places(number: Decimal) -> int:
    exponent = number.as_tuple().exponent
    return max(0, -exponent) if isinstance(exponent, int) else 0
