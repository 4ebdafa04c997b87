"""What the readers find in a plain string, in a form that a test can state on one line."""

from pipeline.extract.quantities import quantities
from pipeline.load.plain import text_of
from pipeline.model import Quantities, Source, SourceSpan, Text


def plain(raw: str) -> Text:
    """`raw` as the plain-text loader gives it; source offsets are those of `raw`."""
    return text_of(raw, 0, len(raw), Source("-", "", "text/plain"), SourceSpan)


def read(raw: str) -> tuple[Text, Quantities]:
    """The text, and all that can be counted in it."""
    text = plain(raw)
    return text, quantities(text)


def dates(raw: str) -> list[tuple[str, str | None]]:
    """Words and value of every date."""
    text, found = read(raw)
    return [(text.string[it.start : it.end], it.symbolic or it.iso) for it in found.dates]


def percentages(raw: str) -> list[tuple[str, str]]:
    """Words and value of every percentage."""
    text, found = read(raw)
    return [(text.string[it.start : it.end], f"{it.value:f}") for it in found.percentages]


def money(raw: str) -> list[tuple[str, str]]:
    """Words and value of every amount."""
    text, found = read(raw)
    return [(text.string[it.start : it.end], f"{it.amount:f} {it.currency}") for it in found.money]


def periods(raw: str) -> list[tuple[str, str]]:
    """Words and length of every period."""
    text, found = read(raw)
    return [
        (text.string[it.start : it.end], "-" if it.count is None else f"{it.count:f} {it.unit}")
        for it in found.day_counts
    ]


def directions(raw: str) -> list[tuple[str | None, str | None]]:
    """Direction and anchor of every period."""
    text, found = read(raw)
    return [
        (it.direction, None if it.anchor is None else text.string[it.anchor.start : it.anchor.end])
        for it in found.day_counts
    ]


def blanks(raw: str) -> list[tuple[str, str, bool]]:
    """Words of every blank, what belongs there, and whether it was taken out."""
    text, found = read(raw)
    return [(text.string[it.start : it.end], it.of, it.redacted) for it in found.blanks]


def conflicts(raw: str) -> list[tuple[str, str, str]]:
    """Words of every conflict, with both values."""
    text, found = read(raw)
    return [
        (text.string[it.start : it.end], f"{it.word_value:f}", f"{it.numeral_value:f}")
        for it in found.conflicts
    ]
