"""Days that a clause about the term counts from: written out, named, or left to events."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from pipeline.extract.date_contexts import DatedPlace
from pipeline.extract.lengths import within
from pipeline.match import scanner
from pipeline.model import Answer, Status, Text
from pipeline.spans import Span

Support = tuple[tuple[Span, str], ...]


@dataclass(frozen=True, slots=True)
class TermDay:
    """A day that a clause refers to, `[start, end)` of the text; `day` is None where nobody can tell it."""

    start: int
    end: int
    rule: str
    day: date | None
    support: Support = ()  # where the day itself was read, if not here


@dataclass(frozen=True, slots=True)
class KnownDays:
    """What is known of a document's days when its clauses are read."""

    places: Sequence[DatedPlace]
    named: Mapping[str, DatedPlace]  # by the defined name in lower case
    agreement: Answer
    effective: Answer | None = None


def known_days(places: Sequence[DatedPlace], agreement: Answer) -> KnownDays:
    """The dates that the document gives a name, and the agreement's own."""
    named: dict[str, DatedPlace] = {}
    for place in places:
        if place.term is not None and place.day is not None:
            named.setdefault(place.term.lower(), place)
    return KnownDays(places, named, agreement)


def day_of(answer: Answer | None) -> tuple[date | None, Support]:
    """The date that an answer gives, and the place that shows it."""
    if answer is None or answer.status is not Status.FOUND or not isinstance(answer.value, str):
        return None, ()
    return date.fromisoformat(answer.value), answer.evidence[:1]


def term_days(text: Text, days: KnownDays, span: Span) -> list[TermDay]:
    """The days that `span` of the text refers to, in order."""
    found = [TermDay(place.start, place.end, "written-out", place.day) for place in within(days.places, span)]
    for mention in scanner("term_days").find(text, [span]):
        if any(mention.start < day.end and day.start < mention.end for day in found):
            continue
        day, support = _resolved(text, days, mention.rule, Span(mention.start, mention.end))
        found.append(TermDay(mention.start, mention.end, mention.rule, day, support))
    return sorted(found, key=lambda day: day.start)


def _resolved(text: Text, days: KnownDays, rule: str, span: Span) -> tuple[date | None, Support]:
    if rule in ("agreement-date", "last-signature"):
        return day_of(days.agreement)
    if rule == "effective-date":
        place = days.named.get("effective date")
        if place is not None:
            return place.day, ((Span(place.start, place.tail_end), "effective-date"),)
        if days.effective is not None and days.effective.status is not Status.ABSENT:
            return day_of(days.effective)
        # Never defined, the Effective Date is the agreement's own; defined by an event, it is no known day.
        return (
            day_of(days.agreement)
            if days.effective is not None and not days.effective.alternatives
            else (None, ())
        )
    if rule == "named-date":
        place = days.named.get(" ".join(text.string[span.start : span.end].lower().split()))
        if place is not None:
            return place.day, ((Span(place.start, place.tail_end), "named-date"),)
    return None, ()
