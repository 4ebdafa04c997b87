"""Periods as they are written: a number with its unit, before it is known how it is counted."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator, Mapping
from fractions import Fraction

from pipeline.extract.quantities.context import glued, labelled, words_after, words_before
from pipeline.extract.quantities.directions import Shape
from pipeline.extract.quantities.numbers import number
from pipeline.extract.quantities.written import Written, settled, written, written_ordinal
from pipeline.frozen import dataclass
from pipeline.model import Mention, Unit
from pipeline.spans import Span

_UNITS: Mapping[str, Unit] = {
    "day": Unit.DAYS,
    "week": Unit.WEEKS,
    "month": Unit.MONTHS,
    "quarter": Unit.QUARTERS,
    "year": Unit.YEARS,
    "yr": Unit.YEARS,
    "anniversary": Unit.YEARS,
    "hour": Unit.HOURS,
    "hr": Unit.HOURS,
}
_BUSINESS = re.compile(r"\b(?:business|banking|bank|working)\b", re.IGNORECASE)
_TRADING = re.compile(r"\b(?:trading|exchange|market)\b", re.IGNORECASE)

_FIRST_YEAR, _LAST_YEAR = 1900, 2100
_LARGEST = 100_000  # more of any unit is no period
_AGE = re.compile(r"['s]*\s(?:of\sage|old)\b", re.IGNORECASE)
_AROUND_THE_CLOCK = re.compile(
    r"\s?(?:(?:a|per|each|every)\s|/\s?)(?:day|week)\b|,?\sseven\s\(?7?\)?\s?days\b", re.IGNORECASE
)
_COUNTING_ON = re.compile(
    r"(?:\s\([^()]{2,90}\))?\s(?:\(?\s?)?(?:(?:calendar|immediately|next|period|day|inclusive)\s){0,2}"
    r"(?:after|following|from|prior|before|preceding|subsequent|thereafter|succeeding|next)\b",
    re.IGNORECASE,
)
_MODIFIED = re.compile(
    r"\s(?:(?:renewal|extension|grace|cure|notice|initial|option)\s)?(?:periods?|terms?|extensions?|renewals?"
    r"|leases?|options?|intervals?|increments?|basis|warranty|anniversary)\b",
    re.IGNORECASE,
)
_ANNIVERSARY = re.compile(r"[\s-]anniversary\b", re.IGNORECASE)
_TOWARDS = re.compile(
    r"\b(?:by|than|before|until|to|of|upon|after|on\sor\sprior\sto)\s(?:the|such|said|a)?\s?$", re.IGNORECASE
)
_OF_A_MONTH = re.compile(r"\s(?:of|in)\s(?:each|every|any|such|the|that|a)\b|\sof\b", re.IGNORECASE)
_NAMED: Mapping[str, tuple[int, Unit]] = {
    "half": (6, Unit.MONTHS),
    "two_weeks": (2, Unit.WEEKS),
    "two_years": (2, Unit.YEARS),
}


_PLAIN = Shape()


@dataclass(frozen=True, slots=True)
class Period:
    """A period before it is known how it is counted."""

    start: int
    end: int
    rule: str
    read: Written
    unit: Unit
    shape: Shape = _PLAIN
    shared: bool = False  # the first of a range: counted like the second
    cadence: bool = False  # semi-annual: an adjective that is never counted
    close: int | None = None  # where a bracket with disagreeing figures closes


def periods(string: str, mentions: Iterable[Mention]) -> list[Period]:
    """The periods that mentions of the family `day_counts` stand for, in order; a range gives two."""
    return [period for mention in mentions for period in _READERS[mention.rule](string, mention)]


def unit_of(words: str) -> Unit:
    """The unit in "consecutive Trading Days" and its like."""
    last = re.split(r"[\s-]", words.lower().split("(")[0].strip())[-1]
    last = "anniversary" if last == "anniversary" else last.rstrip("s'")
    unit = _UNITS[last]
    if unit is Unit.DAYS and _BUSINESS.search(words):
        return Unit.BUSINESS_DAYS
    if unit is Unit.DAYS and _TRADING.search(words):
        return Unit.TRADING_DAYS
    return unit


def _text(string: str, mention: Mention, name: str) -> str:
    span = mention.groups.get(name)
    return "" if span is None else string[span.start : span.end]


def _close(string: str, read: Written, span: Span) -> int | None:
    if read.alternative is None:
        return None
    return max(string.rfind(")", span.start, span.end), string.rfind("]", span.start, span.end)) + 1


def _count(string: str, mention: Mention) -> Iterator[Period]:
    span = mention.groups["count"]
    read = written(string[span.start : span.end])
    unit_words = _text(string, mention, "unit")
    if read is None or not _is_period(string, mention, read, unit_words):
        return
    joint = _text(string, mention, "joint")
    plural = unit_words.lower().rstrip(")(").endswith("s")
    possessive = bool(_text(string, mention, "possessive")) or string[mention.end : mention.end + 1] in (
        "'",
        "’",
    )
    adjective = "-" in joint or (
        not plural
        and not possessive
        and (read.value != 1 or _MODIFIED.match(words_after(string, mention.end)) is not None)
    )
    shape = Shape(
        anniversary=_ANNIVERSARY.match(string, mention.end) is not None,
        adjective=adjective,
        possessive=possessive,
    )
    yield Period(
        mention.start + read.skipped,
        mention.end,
        mention.rule,
        read,
        unit_of(unit_words),
        shape,
        close=_close(string, read, span),
    )


def _is_period(string: str, mention: Mention, read: Written, unit_words: str) -> bool:
    """Whether the number with its unit is a length of time, and no year, age, code or opening hours."""
    if glued(string, mention.start) or labelled(string, mention.start):
        return False
    if read.value > _LARGEST or _AGE.match(string, mention.end):
        return False
    year = _FIRST_YEAR <= read.value <= _LAST_YEAR and "," not in string[mention.start : mention.end]
    if year and not unit_words.lower().endswith("s"):
        return False  # the 2005 fiscal year
    return not (
        unit_words.lower().startswith(("hour", "day")) and _AROUND_THE_CLOCK.match(string, mention.end)
    )


def _range(string: str, mention: Mention) -> Iterator[Period]:
    unit_words = _text(string, mention, "unit")
    unit_start = mention.groups["unit"].start
    low_span, high_span = mention.groups.get("low"), mention.groups["high"]
    low = None if low_span is None else written(string[low_span.start : low_span.end])
    high_count = string[high_span.start : unit_start].rstrip(" -")
    high = written(high_count)
    if high is None or not _is_period(string, mention, high, unit_words):
        return
    plural = unit_words.lower().rstrip(")(").endswith("s")
    hyphen = string[unit_start - 1] == "-"
    shape = Shape(adjective=hyphen or not plural, possessive=bool(_text(string, mention, "possessive")))
    unit = unit_of(unit_words)
    if (
        low is not None
        and low_span is not None
        and not labelled(string, low_span.start)
        and low.value < high.value * 1000
    ):
        yield Period(
            low_span.start + low.skipped,
            low_span.end,
            mention.rule,
            low,
            unit,
            shape,
            shared=True,
            close=_close(string, low, low_span),
        )
    yield Period(
        high_span.start + high.skipped,
        mention.end,
        mention.rule,
        high,
        unit,
        shape,
        close=_close(string, high, Span(high_span.start, unit_start)),
    )


def _with_bracket(string: str, mention: Mention) -> Iterator[Period]:
    """Figures behind or around the unit: "sixty days (60)", "thirty (30 days)"."""
    words = written(_text(string, mention, "words"))
    if words is None:
        return
    figures, unit = number(_text(string, mention, "figures")), unit_of(_text(string, mention, "unit"))
    if unit is Unit.QUARTERS and figures is not None and figures.denominator == 4:
        return  # a fourth part: "one and one-quarter (1.25) times"
    read = settled(words.value, figures, words.skipped)
    yield Period(
        mention.start + words.skipped,
        mention.end,
        mention.rule,
        read,
        unit,
        close=mention.end,
    )


def _ordinal(string: str, mention: Mention) -> Iterator[Period]:
    """The Nth day counts from an event; the second quarter and the first day of a month do not."""
    span = mention.groups["ordinal"]
    read = written_ordinal(string[span.start : span.end])
    unit_words = _text(string, mention, "unit")
    if read is None or labelled(string, mention.start):
        return
    unit = unit_of(unit_words)
    anniversary = unit_words.lower().endswith("anniversary")
    counts_on = _COUNTING_ON.match(string, mention.end) is not None
    of = _OF_A_MONTH.match(string, mention.end) is not None
    if (
        not anniversary
        and not counts_on
        and (of or unit not in (Unit.DAYS, Unit.BUSINESS_DAYS, Unit.TRADING_DAYS))
    ):
        return
    if not anniversary and not counts_on and not _TOWARDS.search(words_before(string, mention.start)):
        return
    if re.match(r"-|\sof\s[A-Z]\w+\s(?:of|in)\b", string[mention.end : mention.end + 30]) and not anniversary:
        return
    yield Period(
        mention.start + read.skipped,
        mention.end,
        mention.rule,
        read,
        unit,
        Shape(ordinal=True, anniversary=anniversary),
        close=_close(string, read, span),
    )


def _article(string: str, mention: Mention) -> Iterator[Period]:
    if not _AGE.match(string, mention.end):
        yield Period(
            mention.start,
            mention.end,
            mention.rule,
            Written(Fraction(1)),
            unit_of(_text(string, mention, "unit")),
        )


def _fortnight(string: str, mention: Mention) -> Iterator[Period]:
    read = written(_text(string, mention, "count") or "one")
    if read is not None:
        shape = Shape(possessive=bool(_text(string, mention, "possessive")))
        yield Period(mention.start, mention.end, mention.rule, read.scaled(Fraction(2)), Unit.WEEKS, shape)


def _prefixed(_: str, mention: Mention) -> Iterator[Period]:
    count, unit = next(value for name, value in _NAMED.items() if name in mention.groups)
    yield Period(mention.start, mention.end, mention.rule, Written(Fraction(count)), unit, cadence=True)


_READERS: Mapping[str, Callable[[str, Mention], Iterator[Period]]] = {
    "range": _range,
    "unit-then-figures": _with_bracket,
    "unit-in-brackets": _with_bracket,
    "ordinal": _ordinal,
    "count": _count,
    "bracketed-figures": _count,
    "article": _article,
    "fortnight": _fortnight,
    "prefixed": _prefixed,
}
