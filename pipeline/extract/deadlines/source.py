"""The text that times are read from, with the quantities already found in it."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import NamedTuple

from pipeline.expressions import Bound, Expression
from pipeline.extract.deadlines.grammar import FILLING, HINT, NTH_DAY
from pipeline.extract.quantities.numbers import ordinal
from pipeline.model import DateMention, DayCount, Quantities, Unit

OPEN_DAYS = {
    "business": Unit.BUSINESS_DAYS, "banking": Unit.BUSINESS_DAYS, "working": Unit.BUSINESS_DAYS,
    "trading": Unit.TRADING_DAYS,
}  # fmt: skip
_MOST_FILLING = 14  # words such as "a period of not more than" before a number
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

    @classmethod
    def of(cls, string: str, quantities: Quantities, terms: frozenset[str]) -> Source:
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
        return cls(string, counts, sorted(counts), dates, sorted(dates), terms)

    def may_hold_time(self, start: int, end: int) -> bool:
        """Whether a period, a date, or a word such as "each" or "until" stands in the range."""
        low = bisect_left(self.starts, start)
        if low < len(self.starts) and self.starts[low] < end:
            return True
        low = bisect_left(self.days, start)
        if low < len(self.days) and self.days[low] < end:
            return True
        return HINT.search(self.string, start, end) is not None

    def count_from(self, at: int, end: int) -> DayCount | None:
        """The period that begins at `at`, or behind words such as "a period of not more than"."""
        found = self.counts.get(at)
        begin = at
        for _ in range(_MOST_FILLING):
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
        nth = NTH_DAY.match(self.string, at, min(end, at + 80))
        value = ordinal(nth["nth"]) if nth is not None else None
        if nth is None or value is None:
            return None
        unit = OPEN_DAYS.get((nth["kind"] or "").lower(), Unit.DAYS)
        return DayCount(nth.start("nth"), nth.end(), "nth", Decimal(value), unit)

    def counts_between(self, start: int, end: int) -> list[DayCount]:
        """The periods in a range, in order."""
        low, high = bisect_left(self.starts, start), bisect_left(self.starts, end)
        return [self.counts[at] for at in self.starts[low:high]]


def unit_of(found: DayCount) -> Unit:
    """The unit of a period that has one."""
    assert found.unit is not None
    return found.unit


__all__ = ["Bound", "Parsed", "Source", "unit_of"]
