"""The text that times are read from, with the quantities already found in it."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from decimal import Decimal
from functools import cache
from typing import NamedTuple

from pipeline.expressions import Bound, Expression
from pipeline.extract.deadlines.grammar import ANY_STANDARD, EXAMPLE, FILLING, HINT, NTH_DAY, UNLED
from pipeline.extract.deadlines.leads import are_odd, leads, may_be_tail, may_be_time
from pipeline.extract.in_context import Sentence
from pipeline.extract.quantities.numbers import number, ordinal
from pipeline.extract.quantities.periods import unit_of as unit_in_words
from pipeline.match.automaton import Automaton
from pipeline.match.scanner import flagged
from pipeline.model import DateMention, DayCount, Quantities, Text, Unit

_MOST_FILLING = 14  # words such as "a period of not more than" before a number
_FARTHEST = 150  # characters that such words take at most
_PLUS = b"plus"
_DIGITS = re.compile(r"\d{4}-\d{2}-\d{2}|--\d{2}-\d{2}|---\d{2}")


class Parsed(NamedTuple):
    """A node, and where the text that it was read from ends."""

    node: Expression
    end: int


@dataclass(frozen=True, slots=True)
class Source:
    """A document's string, its periods and dates by where they begin, and its defined terms."""

    string: str
    counts: Mapping[int, DayCount]
    starts: Sequence[int]  # of the periods, in order
    dates: Mapping[int, DateMention]
    days: Sequence[int]  # where the dates begin, in order
    terms: frozenset[str]
    folded: bytes
    hints: Sequence[int]  # where words stand that may set a time without a period or a date
    unled: Sequence[int]  # where words stand that begin a time themselves, as "the earlier of"
    pluses: Sequence[int]  # where "plus" stands, in order
    odd_terms: bool  # see `leads`
    read: dict[tuple[object, ...], Parsed | None] = field(default_factory=dict, compare=False)
    """What was read where, so that choices within choices are not read again and again."""

    @classmethod
    def of(cls, text: Text, quantities: Quantities, terms: frozenset[str]) -> Source:
        """The source for a document."""
        counts = {
            found.start: found
            for found in quantities.day_counts
            if found.count is not None and found.unit is not None
        }
        dates = {
            found.start: found
            for found in quantities.dates
            if found.iso is not None and _DIGITS.fullmatch(found.iso)
        }
        return cls(
            text.string, counts, sorted(counts), dates, sorted(dates), terms, text.folded,
            [begin for begin, _ in _hints().hits(text.folded)],
            [begin for begin, _ in _unled().hits(text.folded)],
            [found.start() for found in re.finditer(_PLUS, text.folded.lower())], are_odd(terms),
        )  # fmt: skip

    def holding_times(self, sentences: Iterable[Sentence]) -> Iterator[Sentence]:
        """Those of the sentences, in order, with a period, a date, or a word such as "each" or "until"."""
        places = [*sorted((*self.starts, *self.days, *self.hints)), len(self.string)]
        at = 0
        for sentence in sentences:
            while places[at] < sentence.start:
                at += 1
            if places[at] < sentence.end:
                yield sentence

    def plus_between(self, start: int, end: int) -> bool:
        """Whether "plus" stands in the range."""
        following = bisect_left(self.pluses, start)
        return following < len(self.pluses) and self.pluses[following] + len(_PLUS) <= end

    def date_before(self, at: int) -> DateMention | None:
        """The date that ends right before `at`."""
        behind = bisect_left(self.days, at)
        found = self.dates[self.days[behind - 1]] if behind else None
        return found if found is not None and found.end in (at, at - 1) else None

    def standard_between(self, start: int, end: int) -> bool:
        """Whether words such as "promptly" stand in the range."""
        return _standards().first(self.folded, start, end) is not None

    def example_between(self, start: int, end: int) -> bool:
        """Whether "for example" or its like stands in the range."""
        return _examples().first(self.folded, start, end) is not None

    def may_be_time(self, at: int, end: int) -> bool:
        """Whether the words from `at` on may be more than an event: most are none, as one look tells."""
        return may_be_time(self.folded, at, end)

    def may_be_tail(self, at: int, end: int) -> bool:
        """Whether the words from `at` on may change the time that they follow."""
        return may_be_tail(self.folded, at, end) or self.plus_between(at, end)

    def leads(self, start: int, end: int) -> Iterator[int]:
        """Where words that may lead in to a time begin in the sentence."""
        return leads(self.folded, self.string, start, end, odd_terms=self.odd_terms)

    def count_from(self, at: int, end: int) -> DayCount | None:
        """The period that begins at `at`, or behind words such as "a period of not more than"."""
        found = self.counts.get(at)
        begin = at
        behind = bisect_left(self.starts, at)
        near = behind < len(self.starts) and self.starts[behind] < min(end, at + _FARTHEST)
        for _ in range(_MOST_FILLING if near else 0):
            filling = FILLING.match(self.string, begin, end) if found is None else None
            if filling is None:
                break
            begin = filling.end()
            found = self.counts.get(begin)
        if found is None:
            found = self._nth_from(at, end)
        return found if found is not None and found.end <= end else None

    def _nth_from(self, at: int, end: int) -> DayCount | None:
        """The "120th day" that is no period by itself, since nothing that it is counted from follows it."""
        close = min(end, at + 80)
        if self.folded.find(b"day", at, close) < 0 and self.folded.find(b" i", at, close) < 0:
            return None  # neither "120th day" nor "120th if …"
        nth = NTH_DAY.match(self.string, at, close)
        if nth is None:
            return None
        value = number(nth["number"]) if nth["number"] else ordinal(nth["nth"])
        if value is None or value.denominator != 1:
            return None
        if nth["number"]:  # "day sixty after the Merger"
            return DayCount(at, nth.end(), "nth", Decimal(value.numerator), Unit.DAYS)
        unit = unit_in_words(f"{nth['kind'] or ''} day")
        return DayCount(nth.start("nth"), nth.end(), "nth", Decimal(value.numerator), unit)

    def counts_between(self, start: int, end: int) -> list[DayCount]:
        """The periods in a range, in order."""
        low, high = bisect_left(self.starts, start), bisect_left(self.starts, end)
        return [self.counts[at] for at in self.starts[low:high]]

    def days_between(self, start: int, end: int) -> Sequence[int]:
        """Where the dates begin in a range, in order."""
        return self.days[bisect_left(self.days, start) : bisect_left(self.days, end)]

    def unled_between(self, start: int, end: int) -> Sequence[int]:
        """Where words begin in the range that begin a time themselves, in order."""
        return self.unled[bisect_left(self.unled, start) : bisect_left(self.unled, end)]


@cache
def _unled() -> Automaton:
    return Automaton(flagged(UNLED), "deadlines/grammar.py")


@cache
def _standards() -> Automaton:
    return Automaton(flagged(ANY_STANDARD), "deadlines/grammar.py")


@cache
def _examples() -> Automaton:
    return Automaton(flagged(EXAMPLE, ignore_case=False), "deadlines/grammar.py")


@cache
def _hints() -> Automaton:
    return Automaton(flagged(HINT), "deadlines/grammar.py")


def unit_of(found: DayCount) -> Unit:
    """The unit of a period that has one."""
    assert found.unit is not None
    return found.unit


__all__ = ["Bound", "Parsed", "Source", "unit_of"]
