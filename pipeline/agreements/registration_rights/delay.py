"""How long the company may suspend sales or let the statement lapse."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from decimal import Decimal
from typing import Final

from pipeline.agreements.document import Document, Sentence
from pipeline.agreements.registration_rights.model import AllowedDelay
from pipeline.agreements.values import Field, Length, absent
from pipeline.model import DayCount, Status, Unit
from pipeline.spans import Span

_SUSPENDS: Final = re.compile(
    r"\b(?:suspen\w+|paus\w+|lapses?|withhold\w*|unavailab\w+|interrupt\w*|standstill|halt\w*|stop (?:using|"
    r"selling|sales)|refrain\w*|cease (?:sales|to|using|selling)|"
    r"allowed delays?|grace periods?|black-?\s?out\w*|delay\w*|defer\w*|postpone\w*|"
    r"not (?:be )?permitted to (?:use|utilize|sell)|"
    r"ceases?\b[^.;]{0,60}\bto (?:remain|be)|cannot be (?:used|made)|discontinu\w+|valid business reason)\b",
    re.IGNORECASE,
)
_NOT_IT: Final = re.compile(
    r"\b(?:lock-?up|hold-?back|stand-?off|underwriter\w* so request|each day of delay|days of delay|"
    r"acceleration|interest at|bears? interest|"
    r"business day if|suspension of trading)\b",
    re.IGNORECASE,
)
_TOTAL: Final = re.compile(
    r"\b(?:aggregate|total|in all|altogether|together|cumulative\w*|whether or not consecutive)\b",
    re.IGNORECASE,
)
# A sentence that goes on about the suspension of the one before it.
_REFERS: Final = re.compile(
    r"(?:(?:provided|however|but|and),?\s(?:that\s)?)?(?:no (?:such|one|single)|such|any such|each such|"
    r"these|the company (?:may|shall) not|in no event|"
    r"this right|all such|the (?:total|aggregate))\b",
    re.IGNORECASE,
)
_NOT_CONSECUTIVE: Final = re.compile(
    r"[^.;]{0,30}?\b(?:need not be|whether or not|not necessarily) consecutive", re.IGNORECASE
)
_ALL: Final = re.compile(r"\ball\s(?:\w+\s){1,3}(?:together\s)?(?:shall|may|will)\b", re.IGNORECASE)
_WINDOW: Final = re.compile(
    r"\b(?:in|during|within|over|per|of)\s(?:any|each|every|a|the|such)(?:\s(?:period|rolling|consecutive|"
    r"one|single|calendar|given|"
    r"successive|such|of|twelve))*\s$|\b(?:in|per)\s(?:any\s)?$",
    re.IGNORECASE,
)
_ONCE: Final = {"once": 1, "twice": 2, "one": 1, "two": 2, "three": 3, "four": 4}
_TIMES: Final = re.compile(
    r"\b(?:(?P<word>once|twice)|(?P<number>one|two|three|four|\d)\s(?:\(\d\)\s)?(?:times?|occasions?|"
    r"allowed delays?|grace periods?|such (?:periods?|suspensions?|delays?)|"
    r"suspensions?|black-?outs?\w*(?: periods?)?))\b",
    re.IGNORECASE,
)
_LIMIT: Final = re.compile(
    r"\b(?:exceed\w*|more than|longer than|up to|greater than|less than|in excess of|no (?:more|longer))\b",
    re.IGNORECASE,
)
_CALENDAR_WINDOW: Final = re.compile(
    r"\b(?:in|during|per|within)\s(?:(?:any|each|a|one|any one)\s)?(?:calendar\s|fiscal\s)?(year|quarter)\b|"
    r"\bin\s(?:any|"
    r"each)\stwelve[- ]month",
    re.IGNORECASE,
)


@dataclass(frozen=True, slots=True)
class _Limits:
    single: DayCount | None = None
    total: DayCount | None = None
    window: Length | None = None
    times: int | None = None
    span: Span | None = None


def allowed_delay(document: Document) -> Field[AllowedDelay]:
    """The limits of a suspension, from the sentence that states most of them."""
    best: tuple[float, _Limits, Sentence] | None = None
    untold: Field[AllowedDelay] | None = None
    for place, sentence in enumerate(document.sentences):
        before = document.sentences[place - 1] if place and _REFERS.match(sentence.plain) else sentence
        context = (
            f"{sentence.plain} {sentence.heading} {before.plain if before.clause == sentence.clause else ''}"
        )
        if not _SUSPENDS.search(context):
            continue
        limits = _limits(document, sentence)
        if limits.single is None and limits.total is None:
            limits = _by_term(document, sentence)
        if limits.single is None and limits.total is None:
            untold = untold or _untold(document, sentence)
            continue
        score = (
            sum(each is not None for each in (limits.single, limits.total, limits.window, limits.times))
            - place / 10_000
        )
        score += (
            1 if re.search(r"\b(?:suspend|delay|defer|blackout|grace)", sentence.plain, re.IGNORECASE) else 0
        )
        score += 1 if re.search(r"suspen|delay|black|grace|paus|deferr", sentence.heading) else 0
        score -= 3 if _NOT_IT.search(sentence.plain) else 0
        if score > 0.5 and (best is None or score > best[0]):
            best = (score, limits, sentence)
    if best is None:
        return untold or absent()
    limits = best[1]
    if limits.single is None or limits.total is None or limits.window is None:
        limits = _completed(document, limits, best[2])
    value = AllowedDelay(_length(limits.single), _length(limits.total), limits.window, limits.times)
    odd = any(each is not None and each.alternative is not None for each in (limits.single, limits.total))
    return Field(
        Status.CONFLICT if odd else Status.FOUND, value, (limits.span or best[2].span,), "suspension"
    )


def _by_term(document: Document, sentence: Sentence) -> _Limits:
    """The limits that a term of the sentence stands for: for no longer than the Blackout Limit permits."""
    for _, span in document.defined_in(sentence):
        words = document.plain[span.start : span.end]
        if re.search(r"\b(?:suspend|pause|defer|postpone)\b", sentence.plain) and document.day_counts(span):
            limits = _limits(document, Sentence(span.start, span.end, words, None, ""), stated=True)
            if limits.single is not None or limits.total is not None:
                return limits
    return _Limits()


def _untold(document: Document, sentence: Sentence) -> Field[AllowedDelay] | None:
    """A limit that is left blank, or left to another agreement."""
    if not re.search(r"\b(?:suspend|pause|defer|postpone)\b", sentence.plain):
        return None
    for span in (sentence.span, *(meaning for _, meaning in document.defined_in(sentence))):
        words = document.plain[span.start : span.end]
        blank = next((each for each in document.blanks(span) if each.of in ("day_count", "text")), None)
        if blank is not None and re.search(r"\bdays?\b", words):
            return Field(Status.REDACTED if blank.redacted else Status.BLANK, None, (span,), "suspension")
        if re.match(r"(?:see|as (?:stated|set (?:forth|out)|specified))\b[^.;]*\bAgreement\b", words):
            return Field(Status.BY_REFERENCE, None, (span,), "suspension")
    return None


def _completed(document: Document, limits: _Limits, sentence: Sentence) -> _Limits:
    """The limits with what its neighbours in the clause add: "All delays together shall not exceed"."""
    index = document.place(sentence)
    for each in document.sentences[max(0, index - 2) : index + 4]:
        if (
            each is sentence
            or each.clause != sentence.clause
            or not (_SUSPENDS.search(each.plain) or _REFERS.match(each.plain))
        ):
            continue
        more = _limits(document, each)
        limits = replace(
            limits,
            single=limits.single or more.single,
            total=limits.total or more.total,
            window=limits.window or more.window,
            times=limits.times or more.times,
        )
    return limits


def _length(days: DayCount | None) -> Length | None:
    return Length(days.count, days.unit) if days and days.count is not None and days.unit else None


def _limits(document: Document, sentence: Sentence, *, stated: bool = False) -> _Limits:
    plain = document.plain
    single: DayCount | None = None
    total: DayCount | None = None
    window: Length | None = None
    first, last = sentence.end, sentence.start
    days_found = document.day_counts(sentence)
    for days in days_found:
        if days.count is None or days.unit is None or days.direction == "before" or days.anchor is not None:
            continue
        lead = plain[max(sentence.start, days.start - 50) : days.start]
        if _WINDOW.search(lead) and (days.unit in (Unit.MONTHS, Unit.YEARS) or days.count >= 60):
            if window is None:
                window = Length(days.count, days.unit)
                last = max(last, days.end)
            continue
        if days.unit not in (Unit.DAYS, Unit.BUSINESS_DAYS, Unit.TRADING_DAYS, Unit.WEEKS, Unit.MONTHS):
            continue
        longer = plain[max(sentence.start, days.start - 160) : days.start]
        if not (stated or _LIMIT.search(longer) or days.direction == "for" or single is not None):
            continue
        surface = plain[days.start : days.end + 14]
        if (
            "consecutive" in surface.lower()
            and "not" not in plain[days.end : days.end + 40]
            and single is None
        ):
            single = days
        elif total is None and (
            _TOTAL.search(lead[-45:])
            or (single and _TOTAL.match(plain, days.end + 4))
            or _ALL.search(longer[-90:])
        ):
            total = days
        elif single is None:
            single = days
        elif total is None and _follows_on(days, single):
            total = days
        else:
            continue
        first, last = min(first, days.start), max(last, days.end)
    times = None
    for found in _TIMES.finditer(sentence.plain):
        followed = re.match(
            r"\s(?:in|during|per|within)\s(?:any|each|a|every)\b",
            sentence.plain[found.end() : found.end() + 16],
        )
        if followed or _LIMIT.search(sentence.plain, max(0, found.start() - 60), found.start()):
            times = _ONCE.get((found["word"] or found["number"]).lower()) or int(found["number"])
            first, last = min(first, sentence.start + found.start()), max(last, sentence.start + found.end())
            break
    if window is None and (single or total):
        named = _CALENDAR_WINDOW.search(sentence.plain)
        if named is not None and named[1]:
            window = Length(Decimal(1), Unit.YEARS if named[1].lower() == "year" else Unit.QUARTERS)
    span = Span(first, last) if first < last else None
    # A limit in a window that is not one for each time is a limit on all of them.
    if (
        single is not None
        and total is None
        and window is not None
        and times is None
        and _whole(document, single)
    ):
        single, total = None, single
    return _Limits(single, total, window, times, span)


def _whole(document: Document, days: DayCount) -> bool:
    """Whether the limit is followed at once by its window, with nothing about a single time."""
    plain = document.plain
    return bool(
        re.match(r"[^.;,]{0,20}?\s?(?:in|during|within) any", plain[days.end : days.end + 40])
        and "consecutive" not in plain[days.start : days.end]
        and "at a time" not in plain[days.end : days.end + 20]
    )


def _follows_on(days: DayCount, single: DayCount) -> bool:
    return (
        days.count is not None
        and single.count is not None
        and days.count >= single.count
        and days.start - single.end < 400
    )
