"""The rate that comes after the first one: once, or again and again."""

from __future__ import annotations

import re
from collections.abc import Sequence
from decimal import Decimal
from typing import Final

from pipeline.agreements.document import Document
from pipeline.agreements.registration_rights.damages.clause import Clause
from pipeline.agreements.registration_rights.damages.sums import rates, sums
from pipeline.agreements.registration_rights.model import Step
from pipeline.agreements.values import Length
from pipeline.extract.quantities.numbers import ordinal
from pipeline.extract.sentences import Said
from pipeline.model import DayCount, Money, Percentage, Unit
from pipeline.spans import Span

_LATER: Final = re.compile(
    r"\bafter\sthe\s(?:first|initial)\b|\b(?:the|such|that|which)\srate\s(?:is|shall|will|becomes?|goes|doubles)\b"
    r"|\b(?:the|that|such)\s(?:sum|amount|fee|charge|payment)\s(?:is|shall\sbe|becomes?|rises?|doubles)\b"
    r"|\b(?:from|beginning\swith|starting\swith)\s(?:and\s(?:after|including)\s)?the\s(?:[a-z-]+\s)?\(?(?:\d{1,3}(?:st|nd|rd|th)\)?\s)?"
    r"(?:day|week|month|quarter|period)\b"
    r"|\b(?:each|every|any)\s(?:such\s)?(?:following|later|next|further|additional|succeeding)\b|\bthereafter\b|\bincreas\w+|\bsubsequent\b|\bafter\sthat\b|\bfrom\sthen\son\b|\b(?:rises?|rising)\b|"
    r"\b(?:plus|and)\s(?:an\sadditional)?\b[^.;]{0,40}for\seach",
    re.IGNORECASE,
)
# "shall increase by an additional 0.25 %", "and by a further one-half of one percent".
_RISES_BY: Final = re.compile(
    r"\b(?:(?:increas|ris|rais|escalat)\w*\b[^.;]{0,60}?\bby|(?:and"
    r"|plus)\s(?:by\s)?an?\s(?:additional|further)|"
    r"by\san?\s(?:additional|further))\b[^.;%]{0,30}$",
    re.IGNORECASE,
)
_ADDITIONAL: Final = re.compile(
    r"\b(?:and|plus),?\s(?:then\s)?an?\s(?:additional|further|extra)\s(?:\w+\s(?:of\s)?)?$",
    re.IGNORECASE,
)
_PERIODIC_RISE: Final = re.compile(
    r"\b(?:increas|ris(?:e|ing)|rais|escalat|step)\w*|\bper\sannum\b|\b(?:interest|dividend)\srate\b|\ba\syear\b",
    re.IGNORECASE,
)
_EACH: Final = re.compile(
    r"\b(?:each|every|any|per|at\sintervals\sof)\s(?:(?:such|subsequent|successive"
    r"|non-overlapping|additional|further|following|succeeding|full|"
    r"period\sof|period|of|consecutive|later|other)\s){0,4}$",
    re.IGNORECASE,
)
_EACH_UNIT: Final = re.compile(
    r"\b(?:each|every|per)\s(?:(?:such|subsequent|successive|additional|further|following|succeeding|full"
    r"|calendar)\s){0,3}"
    r"(?P<unit>week|month|quarter)\b|\b(?P<adverb>week|month|quarter)ly\b",
    re.IGNORECASE,
)
_OF_FIRST: Final = re.compile(r"\b(?:first|initial)\s$", re.IGNORECASE)
_UNITS: Final = {"day": Unit.DAYS, "week": Unit.WEEKS, "month": Unit.MONTHS, "quarter": Unit.QUARTERS}
_NEW: Final = re.compile(
    r"\b(?:subsequent|additional|further|successive|following|succeeding)\b[^.;,]{0,16}$", re.IGNORECASE
)
_FIRST: Final = re.compile(r"\b(?:first|initial)\s(?P<unit>week|month|quarter)\b", re.IGNORECASE)
# "from the sixty-first (61st) day", "beginning with the third week".
_FROM_NTH: Final = re.compile(
    r"\b(?:from|(?:beginning|starting|commencing)\s(?:with|on|from))\s(?:and\s(?:after|including)\s)?the\s"
    r"(?P<nth>[a-z]+(?:-[a-z]+)?|\d{1,3}(?:st|nd|rd|th))\s(?:\(\d{1,3}(?:st|nd|rd|th)\)\s)?"
    r"(?P<unit>day|week|month|quarter)\b",
    re.IGNORECASE,
)
# "for each day up to and including the tenth (10th) day": so many days of the first rate.
_THROUGH_NTH: Final = re.compile(
    r"\b(?:through|up\sto|until)\s(?:and\sincluding\s)?the\s(?P<nth>[a-z]+(?:-[a-z]+)?|\d{1,3}(?:st|nd|rd|th))\s"
    r"(?:\(\d{1,3}(?:st|nd|rd|th)\)\s)?(?P<unit>day|week|month|quarter)\b",
    re.IGNORECASE,
)
_MOST: Final = re.compile(
    r"\b(?:up\sto(?!\s(?:and\sincluding\s)?the\s[\w-]+\s(?:\(\w+\)\s)?(?:day|week|month|period))|maximum|exceed\w*|more\sthan|greater\sthan|(?:never|not)\s(?:\w+\s)?(?:above|beyond|over)|in\sexcess\sof|limit\w*"
    r"|cap(?:ped)?)\b[^.;]{0,90}$",
    re.IGNORECASE,
)
_ON_THE_RATE: Final = Said(
    r"\b(?:increas|ris(?:es?|ing)\b|rais|escalat|doubl)\w*|\b(?:the|such|that|which)\srate\s(?:is|shall|will"
    r"|becomes?|goes)\b"
    r"|\b(?:the|that|such)\s(?:sum|amount|fee|charge)\s(?:is|shall\sbe|becomes?)\b",
)
_SINCE: Final = re.compile(
    r"\b(?:after|beyond|following|past)\s(?:the\s)?(?:first\s|initial\s)?$", re.IGNORECASE
)
# "after the third (3rd) month": so many months of the lower rate.
_NTH: Final = re.compile(
    r"\b(?:after|beyond|past)\s(?:the\s|each\s)?(?:(?P<word>first|second|third|fourth|fifth|sixth)|(?:[\w-]+\s\()?"
    r"(?P<figure>\d{1,2})(?:st|nd|rd|th)\)?)\s(?:\(\d{1,2}(?:st|nd|rd|th)\)\s)?"
    r"(?:full\s|calendar\s|such\s)?(?P<unit>week|month|quarter)\b",
    re.IGNORECASE,
)
_NTHS: Final = {"first": 1, "second": 2, "third": 3, "fourth": 4, "fifth": 5, "sixth": 6}
_ORDINAL: Final = re.compile(r"(?:\d(?:st|nd|rd|th)|\w(?:st|nd|rd|th)\s)")
_REACH: Final = 420  # characters after the rate of a defined term


def step(document: Document, clause: Clause) -> tuple[Step, Span] | None:
    """The later rate, or the rise and its limit, and where it is told."""
    if clause.rate is None and clause.blank is None and clause.amount is None:
        return None
    for span in _ranges(document, clause):
        found = _step_in(document, clause, span)
        if found is not None:
            return found, span
    return None


def _ranges(document: Document, clause: Clause) -> list[Span]:
    """The rest of the sentence or meaning with the first rate, then what its neighbours say of a rise."""
    if clause.defined_by is not None:  # the term's meaning has both rates
        meaning = clause.defined_by
        return [Span(meaning.end, min(meaning.end + _REACH, len(document.plain)))]
    rest = [Span(clause.rate_span.end, clause.main.end)]
    return rest + [
        each.span
        for each in clause.around
        if each.start > clause.main.start and document.says(_ON_THE_RATE, each)
    ]


def _values(document: Document, span: Span, clause: Clause) -> Sequence[Percentage | Money]:
    if clause.amount is not None:
        return sums(document, span)
    return rates(document, span)


def _value(rate: Percentage | Money) -> Decimal:
    return rate.value if isinstance(rate, Percentage) else rate.amount


def _step_in(document: Document, clause: Clause, span: Span) -> Step | None:
    plain = document.plain
    values = _values(document, span, clause)
    most = next(
        (each for each in values if _MOST.search(plain, max(span.start, each.start - 120), each.start)), None
    )
    later = [each for each in values if each != most]
    rises = next(
        (each for each in later if _RISES_BY.search(plain, max(span.start, each.start - 120), each.start)),
        None,
    )
    if rises is not None and _is_one_more(document, clause, span, rises):
        # "1% for the first thirty days and an additional 1% for each thirty days more": a rate for each.
        length = _first_length(document, Span(clause.rate_span.end, rises.start))
        same = length is None or _value(rises) == _value(clause.rate or clause.amount or rises)
        return None if same else Step(length, _value(rises))
    if rises is not None:
        every = _every(document, span, rises)
        if every is not None:
            return Step(
                increment=_value(rises), every=every, max_rate=_value(most) if most is not None else None
            )
    if not later or not _LATER.search(plain, span.start, span.end):
        return None
    new = rises or later[0]
    days = [
        each for each in document.day_counts(Span(span.start, new.start)) if each.count and each.unit
    ] or [
        each
        for each in document.day_counts(Span(new.end, span.end))
        if each.count and each.unit and (rises or _is_first_while(plain, new.end, each))
    ]
    # "For each thirty days during the first sixty days": the first sixty.
    days = [
        each for each in days if _OF_FIRST.search(plain, max(span.start, each.start - 20), each.start)
    ] or days
    length = Length(days[0].count, days[0].unit) if days and days[0].count and days[0].unit else None
    nth = _NTH.search(plain, span.start, span.end) if length is None else None
    if nth is not None:
        count = _NTHS[nth["word"].lower()] if nth["word"] else int(nth["figure"])
        length = Length(Decimal(count), _UNITS[nth["unit"].lower()])
    first = _FIRST.search(plain, clause.rate_span.end, new.start) if length is None else None
    if first is not None:
        length = Length(Decimal(1), _UNITS[first["unit"].lower()])
    if length is None:
        length = _before_nth(plain, Span(clause.rate_span.end, span.end))
    first_value = clause.rate or clause.amount
    before = _value(first_value) if rises is not None and first_value is not None else Decimal(0)
    return Step(length, before + _value(new))


def _is_one_more(document: Document, clause: Clause, span: Span, more: Percentage | Money) -> bool:
    """Whether "an additional 1 %" is what a further period costs, and no rise of a rate per annum."""
    plain = document.plain
    told = _ADDITIONAL.search(plain, max(span.start, more.start - 30), more.start)
    main = clause.main
    return (
        told is not None
        and _PERIODIC_RISE.search(plain, main.start, main.end) is None
        and _PERIODIC_RISE.search(plain, span.start, span.end) is None
    )


def _first_length(document: Document, span: Span) -> Length | None:
    found = next((each for each in document.day_counts(span) if each.count and each.unit), None)
    return Length(found.count, found.unit) if found and found.count and found.unit else None


def _before_nth(plain: str, span: Span) -> Length | None:
    """How long the first rate holds where its last day is told, or the first of the next rate.

    That is ninety days for "through the 90th day" and for "from the 91st day".
    """
    through = _THROUGH_NTH.search(plain, span.start, span.end)
    last = ordinal(through["nth"]) if through is not None else None
    if through is not None and last is not None:
        return Length(Decimal(last), _UNITS[through["unit"].lower()])
    found = _FROM_NTH.search(plain, span.start, span.end)
    count = ordinal(found["nth"]) if found is not None else None
    if found is None or count is None or count < 2:
        return None
    return Length(Decimal(count - 1), _UNITS[found["unit"].lower()])


def _is_first_while(plain: str, start: int, days: DayCount) -> bool:
    """Whether the rate before held for so many days: "after the first ninety days", not "the 91st day"."""
    lead = _SINCE.search(plain, max(start, days.start - 24), days.start)
    return lead is not None and _ORDINAL.search(plain, days.start, days.end) is None


def _every(document: Document, span: Span, rises: Percentage | Money) -> Length | None:
    """How often it rises: "with respect to each subsequent 90-day period"."""
    plain = document.plain
    low, high = max(span.start, rises.start - 160), min(span.end, rises.end + 160)
    periods = [
        each
        for each in document.day_counts(Span(low, high))
        if each.count and each.unit and _EACH.search(plain, max(low, each.start - 60), each.start)
    ]
    after = [each for each in periods if each.start >= rises.end] or periods[-1:]
    # "per 30-day period for each subsequent 60 days": the period of the rate stands before that of the rise.
    after = [each for each in after if _NEW.search(plain, max(low, each.start - 30), each.start)] or after
    if after and after[0].count and after[0].unit:
        return Length(after[0].count, after[0].unit)
    named = _EACH_UNIT.search(plain, rises.end, high)
    return Length(Decimal(1), _UNITS[(named["unit"] or named["adverb"]).lower()]) if named else None
