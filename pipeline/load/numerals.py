"""The labels of automatic numbering, which a word processor or browser writes but no file holds."""

from __future__ import annotations

_ROMAN = ((1000, "m"), (900, "cm"), (500, "d"), (400, "cd"), (100, "c"), (90, "xc"), (50, "l"), (40, "xl"),
          (10, "x"), (9, "ix"), (5, "v"), (4, "iv"), (1, "i"))  # fmt: skip
_LARGEST = 5_000  # a longer list is no list of clauses, and its numerals would grow without end


def numeral(style: str, number: int) -> str:
    """`number` in the style of `1`, `a`, `A`, `i`, `I` or `01`.

    >>> [numeral("a", 27), numeral("I", 4), numeral("01", 7), numeral("1", 12)]
    ['aa', 'IV', '07', '12']

    Letters double after z as in Word (aa, bb, cc); what a style cannot write is written in digits.
    """
    if not 1 <= number <= _LARGEST:
        return str(number)
    match style:
        case "a" | "A":
            letter = chr(ord(style) + (number - 1) % 26)
            return letter * ((number - 1) // 26 + 1)
        case "i" | "I":
            roman = _roman(number)
            return roman if style == "i" else roman.upper()
        case "01":
            return f"{number:02d}"
        case _:
            return str(number)


def _roman(number: int) -> str:
    parts = []
    for value, letters in _ROMAN:
        parts.append(letters * (number // value))
        number %= value
    return "".join(parts)
