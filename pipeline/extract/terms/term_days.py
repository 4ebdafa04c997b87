"""Days that a clause about the term counts from: written out, named, or left to events."""

from __future__ import annotations

import calendar
import re
from collections.abc import Mapping, Sequence
from datetime import date

from pipeline.extract.terms.date_contexts import DatedPlace
from pipeline.extract.terms.lengths import within
from pipeline.frozen import dataclass
from pipeline.match import scanner
from pipeline.model import Answer, Status, Text
from pipeline.spans import Span

_MONTHS = ("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec")
_DEFINED_IN = 90  # characters before a date in which its name stands
# From a name to its date: "Commencement Date" means the, Commencement Date:
_MEANS = (
    r"[\"”'’]{0,2}(?:\s*\([^()]{0,30}\))?[\s,:|-]*"
    r"(?:(?:means|shall\s+mean|shall\s+be|will\s+be|is|was|of|on|the|for\s+this\s+\w+)[\s,:]+){0,5}$"
)

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


def last_days(text: Text, span: Span) -> list[TermDay]:
    """The last days that `span` of the text tells by their month or year, in order."""
    found = []
    for mention in scanner("last_days").find(text, [span]):
        words = {name: text.string[group.start : group.end].lower() for name, group in mention.groups.items()}
        year = int(words.get("of") or words.get("year") or words["last"])
        month = _MONTHS.index(words["month"][:3]) + 1 if "month" in words else len(_MONTHS)
        day = date(year, month, calendar.monthrange(year, month)[1])
        rule = "calendar-years" if "last" in words else "written-out"
        found.append(TermDay(mention.start, mention.end, rule, day))
    return found


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
        place = _called(text, days, text.string[span.start : span.end])
        if place is not None:
            return place.day, ((Span(place.start, place.tail_end), "named-date"),)
    return None, ()


def _called(text: Text, days: KnownDays, name: str) -> DatedPlace | None:
    """The date that bears a name: in a bracket behind it, or after "means" or a colon."""
    words = name.split()
    place = days.named.get(" ".join(words).lower())
    if place is not None:
        return place
    definition = re.compile(r"\b" + r"\s+".join(map(re.escape, words)) + _MEANS, re.IGNORECASE)
    return next(
        (
            place
            for place in days.places
            if place.day is not None
            and definition.search(text.string, max(0, place.start - _DEFINED_IN), place.start)
        ),
        None,
    )
