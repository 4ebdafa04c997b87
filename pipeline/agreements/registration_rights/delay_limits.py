"""The limits of a suspension that one sentence states: for each time, in all, in which window, how often."""

from __future__ import annotations

import re
from dataclasses import dataclass
from decimal import Decimal
from typing import Final

from pipeline.agreements.document import Document, Sentence
from pipeline.agreements.values import Length
from pipeline.extract.quantities.numbers import decimal, number
from pipeline.model import DayCount, Unit
from pipeline.spans import Span

_TOTAL: Final = re.compile(
    r"\b(?:aggregate|total|in all|altogether|together|cumulative\w*|whether or not consecutive)\b",
    re.IGNORECASE,
)
_IN_ALL: Final = re.compile(
    r"[^.;,]{0,16}\b(?:in (?:the )?(?:aggregate|total|all)|altogether|cumulatively|"
    r"(?:whether or not|(?:which )?need not be) consecutive)\b",
    re.IGNORECASE,
)
_ALL: Final = re.compile(r"\ball\s(?:\w+\s){1,3}(?:together\s)?(?:shall|may|will)\b", re.IGNORECASE)
# What holds of each time by itself.
_EACH_TIME: Final = re.compile(
    r"\b(?:no|any|each|such|single|individual)\b[^.;]{0,60}\b(?:exceed\w*|longer than|more than|last\w*)\b|"
    r"\bfor (?:up to|no more than|not more than|a period)\b",
    re.IGNORECASE,
)
_AT_A_TIME: Final = re.compile(
    r"[^.;,]{0,12}\b(?:at (?:a|any one) time|on (?:each|any one|any single) occasion|(?:in|for) (?:each|"
    r"any one|any single) "
    r"(?:case|instance|time)|each time|consecutive)\b",
    re.IGNORECASE,
)
_WINDOW: Final = re.compile(
    r"\b(?:in|during|within|over|per|of|for|every)\s(?:any|each|every|a|the"
    r"|such)?(?:\s?(?:period|rolling|consecutive|"
    r"one|single|calendar|given|successive|such|of|twelve|preceding))*\s$|\b(?:in|per|every|over|within)\s(?:any\s)?$",
    re.IGNORECASE,
)
_NO_WINDOW: Final = re.compile(
    r"\b(?:for|of|within)\s(?:a|the|such|one|single)?(?:\s?(?:period|of|single|one))*\s$", re.IGNORECASE
)
_NUMBERS: Final = {
    "once": 1,
    "twice": 2,
    "one": 1,
    "single": 1,
    "two": 2,
    "three": 3,
    "four": 4,
    "five": 5,
    "six": 6,
}
_TIMES: Final = re.compile(
    r"\b(?:(?P<word>once|twice)|(?<!any\s)(?<!each\s)(?<!at\s)(?P<number>one|two|three|four|five|six"
    r"|\d)\s(?:\(\d\)\s)?(?:[\w-]+\s){0,2}?"
    r"(?:times?|occasions?|instances?|periods?|suspensions?|deferrals?|delays?|postponements?|pauses?|stops?|"
    r"interruptions?|lapses?|halts?|standstills?|directions?|requests?|notices?|events?|black-?\s?outs?|"
    r"of\s(?:them|these|those))"
    r"|for\s(?:only\s|no more than\s)?(?P<periods>one|two|three|four|five|six)\s(?:\(\d\)\s)?"
    r"(?:\w+\s)?periods?"
    r"(?=,?\s(?:of|not|each|that|which|lasting|no|in)\b)"
    r"|there\s(?:shall|may|will|must)\sbe\s(?:no|not)\smore\sthan\s(?P<bare>one|two|three|four|five|six)"
    r"(?=\s(?:\(\d\)\s)?(?:such|in|during|within|per)\b)"
    r"|(?:for\s)?a\s(?P<single>single)\s(?:time|period|occasion|suspension))\b",
    re.IGNORECASE,
)
_IN_WINDOW: Final = re.compile(
    r",?\s(?:and\s)?(?:only\s)?for\s(?:a\speriod|(?:not|no)\s(?:more|longer)|up\sto|at\smost)\b|"
    r",?\s(?:(?:in|during|per|within)\s(?:any|each|a|every)\b|(?:a|each|every"
    r"|per)\s(?:calendar\s)?(?:year|quarter)\b)"
)
_LIMIT: Final = re.compile(
    r"\b(?:exceed\w*|(?:more|longer|oftener|more often) than|up to|greater than|less than|in excess of|"
    r"no (?:more|longer)(?: than)?|only|beyond|past|over|surpass\w*|outlast\w*|at most|"
    r"(?:a )?maximum(?: of)?|"
    r"limit(?:ed)? (?:to|of))\b",
    re.IGNORECASE,
)
_AT_MOST: Final = re.compile(r"\s(?:at (?:the (?:very )?)?most|or (?:less|fewer))\b", re.IGNORECASE)
# What stands between a limit and the number of times that it limits: "no more than a total of two".
_OF_TIMES: Final = re.compile(r"\s(?:(?:an?|the|in|on|total|aggregate|of)\s){0,4}$", re.IGNORECASE)
_BEFORE: Final = 160  # characters before a limit that may say that it is one
_COUNTED: Final = "number-of-days"
_DAYS_OF: Final = {"business": Unit.BUSINESS_DAYS, "trading": Unit.TRADING_DAYS}
# A limit on a number of days, which is then a bare number: "the days of suspension shall not exceed 75".
_NUMBER_OF_DAYS: Final = re.compile(
    r"\b(?:(?P<kind>business|trading|calendar)\s)?days\b[^.;]{0,160}?"
    r"\b(?:exceed|(?:more|greater)\sthan|beyond|over|up\sto)\s(?:an?\s(?:aggregate|total)\sof\s)?"
    r"(?P<n>(?:[a-z]+(?:[\s-][a-z]+){0,3}\s\()?\d{1,3}|[a-z]+(?:-[a-z]+)?)"
    r"(?=\)?(?:\s(?:in|during|within|per|over|altogether|together)\b|[.,;]|\s?$))",
    re.IGNORECASE,
)
_JUST_LIMITED: Final = re.compile(
    r"\b(?:(?:not (?:to )?|no |not )(?:beyond|exceed(?:ing)?|more than|longer than)|exceed(?:ing)?|up to|"
    r"period (?:of )?not)\b[^.;,]{0,16}$",
    re.IGNORECASE,
)
# How far apart two delays must be.
_BETWEEN: Final = re.compile(
    r"\s(?:apart|between|(?:shall|must|will|has|have)\s(?:have\s)?(?:pass|elaps|interven|expir)\w*)\b",
    re.IGNORECASE,
)
_CALENDAR_WINDOW: Final = re.compile(
    r"\b(?:in|during|per|within|over|of|a|every)\s(?:(?:any|each|a|one|any one)\s)?(?:calendar\s|fiscal\s)?"
    r"(year|quarter|half[- ]year)\b|"
    r"\b(?:in|during)\s(?:any|each)\stwelve[- ]month",
    re.IGNORECASE,
)
_CALENDAR: Final = {
    "quarter": Length(Decimal(1), Unit.QUARTERS),
    "half year": Length(Decimal(6), Unit.MONTHS),
}
_DELAYS: Final = (Unit.DAYS, Unit.BUSINESS_DAYS, Unit.TRADING_DAYS, Unit.WEEKS, Unit.MONTHS)


@dataclass(frozen=True, slots=True)
class Limits:
    """What a sentence states; `span` runs from its first limit to its last."""

    single: DayCount | None = None
    total: DayCount | None = None
    window: Length | None = None
    times: int | None = None
    span: Span | None = None


def limits_in(document: Document, sentence: Sentence, *, stated: bool = False) -> Limits:
    """The limits in a sentence; with `stated` its words are nothing but limits."""
    single, total, windows = _lengths(document, sentence, stated=stated)
    times, times_at = _times(sentence)
    window = _window(windows, total)
    last = max((each.end for each in windows), default=sentence.start)
    if (window is None and (single or total or times)) or (total is not None and last <= total.start):
        # "45 days in any 90 days, and 90 days in any year": the window of the total is the last
        low = total.end - sentence.start if total is not None and window is not None else 0
        named = _CALENDAR_WINDOW.search(sentence.plain, low)
        if named is not None:
            window = _CALENDAR.get((named[1] or "").lower().replace("-", " "), Length(Decimal(1), Unit.YEARS))
    # A limit in a window that is not one for each time is a limit on all of them.
    if (
        single is not None
        and total is None
        and window is not None
        and times is None
        and _whole(document, single)
    ):
        single, total = None, single
    places = [Span(each.start, each.end) for each in (single, total, *windows) if each is not None]
    places += [times_at] if times_at is not None else []
    span = Span(min(each.start for each in places), max(each.end for each in places)) if places else None
    return Limits(single, total, window, times, span)


def limited(document: Document, sentence: Sentence, place: int) -> bool:
    """Whether what stands at `place` is said to be a limit, by the words before it."""
    return _LIMIT.search(document.plain, max(sentence.start, place - _BEFORE), place) is not None


def _lengths(
    document: Document, sentence: Sentence, *, stated: bool
) -> tuple[DayCount | None, DayCount | None, list[DayCount]]:
    plain = document.plain
    single: DayCount | None = None
    total: DayCount | None = None
    windows: list[DayCount] = []
    counted = document.day_counts(sentence)
    for days in sorted([*counted, *_bare(sentence, counted)], key=lambda each: each.start):
        if days.count is None or days.unit is None or days.direction == "before":
            continue
        lead = plain[max(sentence.start, days.start - 50) : days.start]
        if days.anchor is not None and not _JUST_LIMITED.search(lead):
            continue
        if _BETWEEN.match(plain, days.end, sentence.end):
            continue
        long = days.unit in (Unit.MONTHS, Unit.YEARS) or days.count >= 60
        if long and _WINDOW.search(lead) and not _NO_WINDOW.search(lead):
            windows.append(days)
            continue
        if days.unit not in _DELAYS:
            continue
        if days.rule == _COUNTED:
            total = total or days
            continue
        longer = plain[max(sentence.start, days.start - _BEFORE) : days.start]
        told = limited(document, sentence, days.start) or _AT_MOST.match(plain, days.end, sentence.end)
        if not (stated or told or days.direction == "for" or single is not None):
            continue
        in_all = _IN_ALL.match(plain, days.end, min(sentence.end, days.end + 60))
        at_a_time = _AT_A_TIME.match(plain, days.end, min(sentence.end, days.end + 60))
        consecutive = "consecutive" in plain[days.start : days.end].lower() or (at_a_time and not in_all)
        if consecutive and single is None:
            single = days
        elif total is None and (_TOTAL.search(lead[-45:]) or in_all or _ALL.search(longer[-90:])):
            total = days
        elif single is None and (total is None or _EACH_TIME.search(lead)):
            single = days
        elif total is None and single is not None and _follows_on(days, single):
            total = days
    return single, total, windows


def _bare(sentence: Sentence, counted: list[DayCount]) -> list[DayCount]:
    """Limits on a number of days that do not say so again: "the number of days … shall not exceed 100"."""
    out = []
    for found in _NUMBER_OF_DAYS.finditer(sentence.plain):
        low, high = sentence.start + found.start("n"), sentence.start + found.end("n")
        figures = found["n"].rpartition("(")[2]
        count = number(figures)
        said = (
            sentence.start + found.start()
        )  # "20 Business Days, and no more than two of them": another number
        if count is None or any(
            (each.start < high and low < each.end) or each.start < said < each.end for each in counted
        ):
            continue
        unit = _DAYS_OF.get((found["kind"] or "").lower(), Unit.DAYS)
        out.append(DayCount(low, high, _COUNTED, decimal(count), unit, "for"))
    return out


def _window(windows: list[DayCount], total: DayCount | None) -> Length | None:
    """The window of the total, which may follow that of a single delay; else the first."""
    later = [each for each in windows if total is not None and each.start > total.start]
    chosen = next(iter(later or windows), None)
    return Length(chosen.count, chosen.unit) if chosen and chosen.count and chosen.unit else None


def _times(sentence: Sentence) -> tuple[int | None, Span | None]:
    plain = sentence.plain
    for found in _TIMES.finditer(plain):
        number = (
            found["word"] or found["number"] or found["periods"] or found["bare"] or found["single"]
        ).lower()
        lead = plain[max(0, found.start() - 60) : found.start()]
        limits = list(_LIMIT.finditer(lead))
        limited = (
            found["single"]
            or found["periods"]
            or found["bare"]
            or (limits and _OF_TIMES.fullmatch(lead, limits[-1].end()))
        )
        if limited or _IN_WINDOW.match(plain, found.end(), found.end() + 24):
            at = Span(sentence.start + found.start(), sentence.start + found.end())
            return _NUMBERS.get(number) or int(number), at
    return None, None


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
