"""Percentages, fractions, multiples and basis points, each as an exact share of one."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping
from fractions import Fraction

from pipeline.extract.quantities.context import glued, labelled, words_after, words_before
from pipeline.extract.quantities.numbers import decimal, number
from pipeline.extract.quantities.written import Written, conflict, settled, written
from pipeline.match.scanner import scanner
from pipeline.model import Conflict, Mention, Percentage, Text
from pipeline.spans import Span

_PERCENT = Fraction(1, 100)
_BASIS_POINT = Fraction(1, 10_000)

# What a fraction measures when it is no share of anything: "one-half hour", "one third party".
_MEASURED = re.compile(
    r"\s?-?(?:hours?|miles?|inch(?:es)?|acres?|pages?|days?|weeks?|months?|years?|times|part(?:y|ies)|persons?|anniversary"
    r"|calendar|fiscal|business|trading|mile|foot|feet|tons?|bath|star|cents?|dollars?|million|billion|quarters?)\b"
    r"|\s?\(\d{1,3}\s?(?:st|nd|rd|th)\)",  # the one hundred thirty-fifth (135th) day
    re.IGNORECASE,
)
_HYPHENATED = re.compile(r"\w-\w")
_AND_A_PART = re.compile(r"(?:percent|%)\s?\)?\sand\s$", re.IGNORECASE)
_HALF = re.compile(r"\b(?:first|second|last|latter|other|third|fourth)\s$", re.IGNORECASE)


def percentages(text: Text) -> tuple[tuple[Percentage, ...], tuple[Conflict, ...]]:
    """Every percentage in the order of the text, and those whose words and figures disagree."""
    found: list[Percentage] = []
    conflicts: list[Conflict] = []
    for mention in scanner("percentages").find(text):
        for percentage in _READERS[mention.rule](text.string, mention):
            found.append(percentage)
            if percentage.alternative is not None:
                conflicts.append(_conflict(text.string, percentage))
    return tuple(found), tuple(conflicts)


def _conflict(string: str, percentage: Percentage) -> Conflict:
    close = max(
        string.rfind(")", percentage.start, percentage.end),
        string.rfind("]", percentage.start, percentage.end),
    )
    assert percentage.alternative is not None
    return conflict(percentage.start, close + 1, Fraction(percentage.value), Fraction(percentage.alternative))


def _percentage(
    mention: Mention, read: Written, *, start: int | None = None, end: int | None = None
) -> Percentage:
    alternative = None if read.alternative is None else decimal(read.alternative)
    return Percentage(
        (mention.start if start is None else start) + read.skipped,
        mention.end if end is None else end,
        mention.rule,
        decimal(read.value),
        alternative,
    )


def _part(string: str, span: Span | None) -> str | None:
    return None if span is None else string[span.start : span.end]


def _of_percent(string: str, mention: Mention) -> Iterator[Percentage]:
    groups = mention.groups
    if glued(string, mention.start):
        return
    part = number(_part(string, groups.get("fraction_words")) or _part(string, groups.get("fraction")) or "")
    whole = written(_part(string, groups.get("whole")) or "one")
    if part is None or whole is None:
        return
    figures = number(
        (_part(string, groups.get("figures")) or "").removesuffix(" of 1").removesuffix(" of one")
    )
    yield _percentage(mention, settled(part * whole.value, figures).scaled(_PERCENT))


def _range(string: str, mention: Mention) -> Iterator[Percentage]:
    low_span, high_span = mention.groups["low"], mention.groups["high"]
    sign = mention.groups["sign"]
    low = written(string[low_span.start : low_span.end])
    high_count = string[high_span.start : sign.start]
    high = written(high_count)
    if high is None:
        return
    ascends = low is not None and low.value <= high.value  # "July 13, 2010 and 6.25%" is no range
    if (
        low is not None
        and ascends
        and not glued(string, low_span.start)
        and not labelled(string, low_span.start)
    ):
        yield _percentage(mention, low.scaled(_PERCENT), start=low_span.start, end=low_span.end)
    yield _percentage(mention, high.scaled(_PERCENT), start=high_span.start)


def _words_and_figures(string: str, mention: Mention) -> Iterator[Percentage]:
    words = written(string[mention.groups["words"].start : mention.groups["words"].end])
    if words is not None:
        figures = number(string[mention.groups["figures"].start : mention.groups["figures"].end])
        yield _percentage(mention, settled(words.value, figures, words.skipped).scaled(_PERCENT))


def _figures_and_words(string: str, mention: Mention) -> Iterator[Percentage]:
    figures = number(string[mention.groups["figures"].start : mention.groups["figures"].end])
    if figures is None or glued(string, mention.start):
        return
    words = number(_part(string, mention.groups.get("words")) or "")
    read = Written(figures) if words is None else settled(words, figures)
    yield _percentage(mention, read.scaled(_PERCENT))


def _number(string: str, mention: Mention, unit: Fraction) -> Iterator[Percentage]:
    span = mention.groups["number"]
    read = written(string[span.start : span.end])
    if read is not None and not glued(string, mention.start):
        yield _percentage(mention, read.scaled(unit))


def _sign(string: str, mention: Mention) -> Iterator[Percentage]:
    yield from _number(string, mention, _PERCENT)


def _basis_points(string: str, mention: Mention) -> Iterator[Percentage]:
    span = mention.groups["number"]
    points = written(string[span.start : span.end])
    if points is None or glued(string, mention.start):
        return
    percent = number(_part(string, mention.groups.get("figures")) or "")
    read = points.scaled(_BASIS_POINT)
    if percent is not None and points.alternative is None:
        read = settled(read.value, percent * _PERCENT, read.skipped)
    yield _percentage(mention, read)


def _half(_: str, mention: Mention) -> Iterator[Percentage]:
    yield _percentage(mention, Written(Fraction(1, 200)))


def _fraction_and_figures(string: str, mention: Mention) -> Iterator[Percentage]:
    words = number(string[mention.groups["words"].start : mention.groups["words"].end])
    figures_span = mention.groups["figures"]
    figures = number(string[figures_span.start : figures_span.end])
    if words is None or figures is None:
        return
    figures *= _PERCENT if "sign" in mention.groups else 1
    if "sign" not in mention.groups and figures > 1:
        figures *= _PERCENT  # two-thirds (66.67)
    # "one percent and one-half (1.5%)" is no half.
    if words < 1 and not _AND_A_PART.search(words_before(string, mention.start)):
        yield _percentage(mention, settled(words, figures))


def _fraction(string: str, mention: Mention) -> Iterator[Percentage]:
    """A fraction in words counts where it is hyphenated or is said to be a share of something."""
    span = mention.groups["words"]
    words = string[span.start : span.end]
    value = number(words)
    share = "interest" in mention.groups
    if value is None or value >= 1 or _MEASURED.match(string, span.end):
        return
    if words.lower().startswith(("a ", "an ")) or not (share or _HYPHENATED.search(words)):
        return
    if _HALF.search(words_before(string, mention.start)) or words_after(string, span.end).startswith("-"):
        return
    yield _percentage(mention, Written(value), end=span.end)


def _fraction_in_figures(string: str, mention: Mention) -> Iterator[Percentage]:
    span = mention.groups["figures"]
    value = number(string[span.start : span.end])
    if value is not None and value < 1 and not glued(string, mention.start):
        yield _percentage(mention, Written(value))


_READERS: Mapping[str, Callable[[str, Mention], Iterator[Percentage]]] = {
    "fraction-of-percent": _of_percent,
    "range": _range,
    "words-sign-figures": _words_and_figures,
    "words-figures-sign": _words_and_figures,
    "figures-sign-words": _figures_and_words,
    "figures-words-sign": _figures_and_words,
    "sign": _sign,
    "half-a-percent": _half,
    "basis-points": _basis_points,
    "fraction-and-figures": _fraction_and_figures,
    "fraction": _fraction,
    "figures-fraction": _fraction_in_figures,
}
