"""Numbers, dates and amounts put into the words that agreements use."""

from datetime import date
from decimal import Decimal
from typing import Final

_ONES: Final = (
    "zero one two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen sixteen "
    "seventeen eighteen nineteen"
).split()
_TENS: Final = ("", "", *"twenty thirty forty fifty sixty seventy eighty ninety".split())
_SCALES: Final = ((1_000_000_000, "billion"), (1_000_000, "million"), (1_000, "thousand"), (100, "hundred"))
_ORDINALS: Final = {
    "one": "first", "two": "second", "three": "third", "five": "fifth", "eight": "eighth", "nine": "ninth",
    "twelve": "twelfth",
}  # fmt: skip
MONTHS: Final = (
    "January February March April May June July August September October November December"
).split()


def words(number: int) -> str:
    """`number` in words, American fashion: 145 is "one hundred forty-five"."""
    if number < 20:
        return _ONES[number]
    if number < 100:
        tens, ones = divmod(number, 10)
        return _TENS[tens] + (f"-{_ONES[ones]}" if ones else "")
    for size, name in _SCALES:
        if number >= size:
            count, rest = divmod(number, size)
            return f"{words(count)} {name}" + (f" {words(rest)}" if rest else "")
    raise AssertionError(number)


def ordinal_words(number: int) -> str:
    """`number` as an ordinal in words: 90 is "ninetieth"."""
    stem, separator, last = words(number).rpartition("-") if "-" in words(number)[-12:] else ("", "", "")
    if not last:
        stem, separator, last = words(number).rpartition(" ")
    if last in _ORDINALS:
        last = _ORDINALS[last]
    elif last.endswith("y"):
        last = last[:-1] + "ieth"
    else:
        last += "th"
    return stem + separator + last


def ordinal(number: int) -> str:
    """`number` as an ordinal in figures: 21 is "21st"."""
    suffix = "th" if number % 100 in {11, 12, 13} else {1: "st", 2: "nd", 3: "rd"}.get(number % 10, "th")
    return f"{number}{suffix}"


def long_date(day: date) -> str:
    """`day` as most American agreements write it: "May 18, 2004"."""
    return f"{MONTHS[day.month - 1]} {day.day}, {day.year}"


def plain(number: Decimal) -> str:
    """`number` in figures without an exponent or trailing zeros."""
    text = format(number.normalize(), "f")
    return text.rstrip("0").rstrip(".") if "." in text else text


def percent_words(percent: Decimal) -> str:
    """`percent` (2 for two percent) in words where English has them: "one and one-half percent"."""
    whole, part = divmod(percent, 1)
    fraction = {
        Decimal(0): "", Decimal("0.5"): "one-half", Decimal("0.25"): "one-quarter",
        Decimal("0.75"): "three-quarters",
    }.get(part)  # fmt: skip
    if fraction is None:
        return f"{words(int(whole))} point {' '.join(_ONES[int(d)] for d in plain(part)[2:])} percent"
    if not fraction:
        return f"{words(int(whole))} percent"
    return f"{words(int(whole))} and {fraction} percent" if whole else f"{fraction} of one percent"


def dollars(amount: Decimal) -> str:
    """`amount` in figures with the dollar sign: "$450,000", "$.001", "$12.50"."""
    if amount == amount.to_integral_value():
        return f"${int(amount):,}"
    text = plain(amount) if amount < Decimal("0.01") else f"{amount:,.2f}"
    return f"${text.removeprefix('0')}" if amount < 1 else f"${text}"


def dollar_words(amount: int) -> str:
    """`amount` as notes write it: "Four Hundred Fifty Thousand Dollars"."""
    return f"{words(amount).title()} Dollars"


_UNIT_NAMES: Final = {
    "days": "days", "business_days": "Business Days", "trading_days": "Trading Days", "weeks": "weeks",
    "months": "months", "quarters": "quarters", "years": "years", "hours": "hours",
}  # fmt: skip


def unit_name(unit: str, count: int) -> str:
    """The noun of a duration, in the singular where `count` is 1."""
    return _UNIT_NAMES[unit] if count != 1 else _UNIT_NAMES[unit].removesuffix("s")
