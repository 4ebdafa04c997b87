"""The characters of one part of a deal term, inside the evidence of the term.

Deal terms name the sentences that they were read from. A rate or a length in them is also among the mentions
of the term sheet, with its own range; a deadline has its range; words stand in one of the sentences. Where
two mentions have the value, or none, the sentences stand.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from fractions import Fraction
from typing import Protocol

from pipeline.compare.comparable import Comparable, Money, Number, Words
from pipeline.compare.times import PerTime, Time
from pipeline.compare.trees import folded
from pipeline.termsheet import schema as s
from pipeline.termsheet.values import TextPlace

Evidence = tuple[s.Evidence, ...]


class _Mention(Protocol):
    @property
    def evidence(self) -> Evidence: ...


def pinpointed(sheet: s.TermSheet, evidence: Evidence, value: Comparable, span: TextPlace | None) -> Evidence:
    """The evidence of a term, narrowed to what shows `value`, or to what holds `span` where that is given."""
    if span is not None:
        return tuple(it for it in evidence if it.start < span.end and span.start < it.end) or evidence
    if isinstance(value, Words):
        return _holding(evidence, value) or evidence
    places = {
        (place.start, place.end): place
        for mention in _mentions(sheet, value)
        for place in mention.evidence
        if any(it.start <= place.start and place.end <= it.end for it in evidence)
    }
    return tuple(places.values()) if len(places) == 1 else evidence


def _holding(evidence: Evidence, value: Words) -> Evidence:
    """The sentences that hold the words; one word alone may stand anywhere in another sense."""
    if len(value.words) != 1 or " " not in value.words[0]:
        return ()
    return tuple(it for it in evidence if value.words[0] in folded(it.text))


def _mentions(sheet: s.TermSheet, value: Comparable) -> Iterable[_Mention]:
    """The mentions of the term sheet that have the value."""
    match value:
        case Number():
            return [it for it in sheet.percentages if it.value == value.number]
        case PerTime(currency=None):
            return [it for it in sheet.percentages if it.value == value.amount]
        case PerTime(currency=str()):
            return _sums(sheet.money, value.amount, value.currency)
        case Money():
            return _sums(sheet.money, value.amount, value.currency)
        case Time():
            return [
                it
                for it in sheet.day_counts
                if it.count is not None and Fraction(it.count) == value.count and it.unit == value.unit
            ]
    return ()


def _sums(money: Sequence[s.MoneyEntry], amount: object, currency: str | None) -> list[s.MoneyEntry]:
    return [it for it in money if it.amount == amount and it.currency == currency]
