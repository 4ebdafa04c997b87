"""Amounts of money, exact, each in the currency that the text names."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from fractions import Fraction
from functools import lru_cache

from pipeline.extract.quantities.context import glued
from pipeline.extract.quantities.numbers import decimal, number
from pipeline.extract.quantities.written import Written, conflict, settled, written
from pipeline.match.scanner import scanner
from pipeline.model import Conflict, Mention, Money, Text

_SCALES: Mapping[str, int] = {
    "k": 10**3,
    "thousand": 10**3,
    "lakh": 10**5,
    "m": 10**6,
    "mm": 10**6,
    "mn": 10**6,
    "million": 10**6,
    "crore": 10**7,
    "b": 10**9,
    "bn": 10**9,
    "billion": 10**9,
    "trillion": 10**12,
}

_CODES = (
    "USD EUR GBP CAD AUD NZD JPY CHF CNY HKD SGD TWD KRW INR MXN BRL ILS SEK NOK DKK PLN CZK HUF RUB "
    "ZAR THB MYR IDR PHP AED SAR TRY ARS CLP COP PEN DEM FRF ITL NLG ESP BEF ATS IEP FIM"
)

# The currency by what stands for it, letters only and in lower case; longer keys are tried first.
_CURRENCIES: Mapping[str, str] = {
    **{code.lower(): code for code in _CODES.split()},
    "$": "USD", "us$": "USD", "usd$": "USD", "c$": "CAD", "ca$": "CAD", "cad$": "CAD", "cdn$": "CAD",
    "can$": "CAD", "a$": "AUD", "au$": "AUD", "aud$": "AUD", "aus$": "AUD", "nz$": "NZD", "nzd$": "NZD",
    "hk$": "HKD", "hkd$": "HKD", "s$": "SGD", "sg$": "SGD", "sgd$": "SGD", "nt$": "TWD", "r$": "BRL",
    "mx$": "MXN", "mex$": "MXN", "€": "EUR", "£": "GBP", "¥": "JPY", "rmb¥": "CNY", "rmb": "CNY",
    "cdn": "CAD", "euro": "EUR", "euros": "EUR", "ntd": "TWD", "nis": "ILS", "rs": "INR", "sfr": "CHF",
    "dm": "DEM", "ff": "FRF", "us": "USD", "dollar": "USD", "dollars": "USD", "canadian": "CAD",
    "australian": "AUD", "newzealand": "NZD", "hongkong": "HKD", "singapore": "SGD", "newtaiwan": "TWD",
    "nt": "TWD", "pound": "GBP", "pounds": "GBP", "britishpounds": "GBP", "englishpounds": "GBP",
    "yen": "JPY", "japanese": "JPY", "renminbi": "CNY", "yuan": "CNY", "chinese": "CNY", "swiss": "CHF",
    "french": "FRF", "deutsch": "DEM", "rupee": "INR", "indianrupee": "INR", "shekel": "ILS",
    "newisraeli": "ILS", "israeli": "ILS", "korean": "KRW", "mexican": "MXN", "swedish": "SEK",
    "norwegian": "NOK", "danish": "DKK", "unitedstates": "USD", "american": "USD",
}  # fmt: skip
_BY_LENGTH = sorted(_CURRENCIES, key=len, reverse=True)

_BRACKET = re.compile(
    r"\s?[(\[]\s?(?P<symbol>[^\d\s.,)]{0,4}(?:\s?\$)?)\s?(?P<sum>[\d,]*(?:,\s\d{3})*(?:\.\d+)?)"
    r"(?P<rest>[^)\]]*)[)\]]"
)
_CENTS = re.compile(
    r"\s(?:(?:and|&)\s)?(?P<over>no|zero|xx|\d{1,2})\s?/\s?(?:100|xx|00)(?:ths?)?$", re.IGNORECASE
)
_LONGEST_SHORT_SUM = 5  # "10", "7.5", "112.5"
_TO_A_SCALE = re.compile(
    r"(?:\s?[-–]\s?|\sto\s)(?:[A-Z]{0,3}[$€£])?\s?\d[\d.]{0,4}\s?(?P<scale>million|billion|trillion)\b",
    re.IGNORECASE,
)
_LETTER = re.compile(r"[a-z]+", re.IGNORECASE)


def money(text: Text) -> tuple[tuple[Money, ...], tuple[Conflict, ...]]:
    """Every amount in the order of the text, and those whose words and figures disagree."""
    found: list[Money] = []
    conflicts: list[Conflict] = []
    for mention in scanner("money").find(text):
        amount = _READERS[mention.rule](text.string, mention)
        if amount is None:
            continue
        found.append(amount)
        if amount.alternative is not None:
            end = mention.groups["bracket"].end if "bracket" in mention.groups else amount.end
            conflicts.append(
                conflict(amount.start, end, Fraction(amount.amount), Fraction(amount.alternative))
            )
    return tuple(found), tuple(conflicts)


@lru_cache(maxsize=1024)  # an agreement has few currencies
def currency(name: str) -> str | None:
    """The ISO 4217 code for a sign, a code or a name; None for a currency that is not told apart."""
    plain = re.sub(r"[\s.()-]", "", name.lower())
    return next((_CURRENCIES[key] for key in _BY_LENGTH if plain.startswith(key)), None)


def _amount(mention: Mention, read: Written, name: str) -> Money | None:
    code = currency(name)
    if code is None:
        return None
    alternative = None if read.alternative is None else decimal(read.alternative)
    return Money(
        mention.start + read.skipped, mention.end, mention.rule, decimal(read.value), code, alternative
    )


def _group(string: str, mention: Mention, name: str) -> str | None:
    span = mention.groups.get(name)
    return None if span is None else string[span.start : span.end]


def _sum(figures: str, scale: str | None) -> Fraction | None:
    # Thousands may be parted by a space, and in India also in twos: 5,00,000.
    value = number(re.sub(r"[,\s](?=\d{2})", "", figures))
    if value is None or scale is None:
        return value
    letters = _LETTER.search(scale)
    word = letters.group().lower() if letters else ""
    return value * _SCALES.get(word, _SCALES.get(word.removesuffix("s"), 1))


def _bracketed(bracket: str | None) -> tuple[Fraction | None, str | None]:
    """The sum in a bracket, and the sign or code of its currency."""
    read = _BRACKET.fullmatch(bracket) if bracket else None
    if read is None or not read["sum"]:
        return None, None
    scale = (
        read["rest"] if _SCALES.keys() & {word.lower() for word in _LETTER.findall(read["rest"])} else None
    )
    return _sum(read["sum"], scale), read["symbol"] or None


def _words(string: str, mention: Mention) -> Written | None:
    """The value of the words with their hundredths: Sixty and 50/100."""
    words = string[mention.groups["words"].start : mention.groups["words"].end]
    hundredths = _CENTS.search(words)
    read = written(words[: hundredths.start()] if hundredths else words)
    if read is None or hundredths is None or not hundredths["over"].isdigit():
        return read
    return Written(read.value + Fraction(int(hundredths["over"]), 100), None, read.skipped)


def _in_words(string: str, mention: Mention) -> Money | None:
    read = _words(string, mention)
    if read is None:
        return None
    value = read.value * _SCALES.get((_group(string, mention, "scale") or "").lower(), 1)
    late = _CENTS.search(" " + (_group(string, mention, "late_hundredths") or ""))
    if late is not None and late["over"].isdigit():
        value += Fraction(int(late["over"]), 100)
    cents = written(_group(string, mention, "cents") or "")
    if cents is not None:
        value += cents.value / 100
    figures, sign = _bracketed(_group(string, mention, "bracket"))
    name = _group(string, mention, "name") or "$"
    if sign and name.lower() in ("dollar", "dollars") and currency(sign):
        name = sign  # Ten Thousand Dollars (Cdn$10,000)
    return _amount(mention, settled(value, figures, read.skipped), name)


def _in_words_then_sum(string: str, mention: Mention) -> Money | None:
    read = _words(string, mention)
    figures, sign = _bracketed(_group(string, mention, "bracket"))
    if read is None or sign is None:
        return None
    return _amount(mention, settled(read.value, figures, read.skipped), sign)


def _in_words_and_figures(string: str, mention: Mention) -> Money | None:
    read = _words(string, mention)
    if read is None:
        return None
    figures = number(_group(string, mention, "figures") or "")
    return _amount(mention, settled(read.value, figures, read.skipped), _group(string, mention, "name") or "")


def _in_cents(string: str, mention: Mention) -> Money | None:
    read = written(_group(string, mention, "count") or "")
    if read is None or glued(string, mention.start):
        return None
    bracket = _group(string, mention, "bracket")
    figures, sign = _bracketed(bracket)
    if figures is not None and (sign is None or "¢" in (bracket or "")):
        figures /= 100
    settled_read = (
        settled(read.value / 100, figures, read.skipped)
        if figures is not None
        else read.scaled(Fraction(1, 100))
    )
    return _amount(mention, settled_read, sign or "$")


def _shared_scale(string: str, mention: Mention) -> str | None:
    """The scale that a range says once, behind its second number: $10 to $15 million."""
    small = mention.groups["sum"].end - mention.groups["sum"].start <= _LONGEST_SHORT_SUM
    shared = _TO_A_SCALE.match(string, mention.end) if small else None
    return shared["scale"] if shared else None


def _with_symbol(string: str, mention: Mention) -> Money | None:
    scale = _group(string, mention, "scale") or _shared_scale(string, mention)
    figures = _sum(_group(string, mention, "sum") or "", scale)
    if figures is None:
        return None
    words = number(_group(string, mention, "words") or "")
    read = Written(figures) if words is None else settled(words, figures)
    symbol = _group(string, mention, "symbol") or "$"
    name = _group(string, mention, "name")
    plain = symbol.strip() == "$" and name is not None
    return _amount(mention, read, name if plain and name else symbol)


def _with_code(string: str, mention: Mention) -> Money | None:
    figures = _sum(_group(string, mention, "sum") or "", _group(string, mention, "scale"))
    if figures is None:
        return None
    words = number(_group(string, mention, "words") or "")
    read = Written(figures) if words is None else settled(words, figures)
    return _amount(mention, read, _group(string, mention, "code") or "")


def _with_name(string: str, mention: Mention) -> Money | None:
    figures = _sum(_group(string, mention, "sum") or "", _group(string, mention, "scale"))
    if figures is None or glued(string, mention.start):
        return None
    name = (
        _group(string, mention, "name")
        or _group(string, mention, "code")
        or _group(string, mention, "sign")
        or ""
    )
    words = number(_group(string, mention, "words") or "")
    again, sign = _bracketed(_group(string, mention, "bracket"))
    if again is not None and sign:
        return _amount(mention, settled(figures, again), sign if name.lower().startswith("dollar") else name)
    return _amount(mention, Written(figures) if words is None else settled(words, figures), name)


_READERS: Mapping[str, Callable[[str, Mention], Money | None]] = {
    "words": _in_words,
    "words-then-sum": _in_words_then_sum,
    "words-figures-name": _in_words_and_figures,
    "pounds": _in_words,
    "cents": _in_cents,
    "symbol": _with_symbol,
    "code": _with_code,
    "figures-name": _with_name,
}
