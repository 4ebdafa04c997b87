"""When a payment of damages falls due."""

from __future__ import annotations

import re
from calendar import month_name, monthrange
from decimal import Decimal
from typing import Final

from pipeline.agreements.document import Document, Sentence
from pipeline.agreements.points import anchor, offset
from pipeline.agreements.registration_rights.damages.clause import Clause
from pipeline.expressions import (
    Anchor,
    Convention,
    EarlierOf,
    Every,
    Expression,
    LaterOf,
    Offset,
    Periodic,
    Roll,
)
from pipeline.extract.quantities.numbers import ordinal
from pipeline.model import Unit
from pipeline.spans import Span

_PAYMENT: Final = re.compile(
    r"\b(?:payments?|damages|amounts?|sums?|instal?lments?)\b(?:[^.;]|\.(?=\d)){0,120}?\b(?:is|are|be|due|payable|paid|"
    r"made)\b|\b(?:pay|paid|payable|due|settle[sd]?)\b",
    re.IGNORECASE,
)
_ANNIVERSARY: Final = re.compile(
    r"\b(?:monthly|weekly|[\w-]+\s(?:\(\d+\)\s?)?-?day)\s?anniversar\w+", re.IGNORECASE
)
_NAMED_DAY: Final = re.compile(
    r"(?P<it>\b[A-Z]\w+ Date\b|\bthe date of such [A-Z][^();]*?(?=,? as applicable|,? and|\())"
)
_CAPITALISED: Final = re.compile(r"[A-Z]\w+(?: [A-Z]\w+)*")
_DAY_OF_MONTH: Final = re.compile(
    r"\b(first|second|third|fourth|fifth|seventh|tenth|fifteenth|last)\s(?:\(\d+(?:st|nd|rd|th)\)\s)?(?P<kind>(?:business|trading|banking"
    r"|working)\s)?day\sof\s(?:each|"
    r"every|the\s(?:following|next|succeeding|ensuing)|the(?=\smonth\s(?:that|which|following"
    r"|after|next)\b))\s(?:following\s|succeeding\s)?(?:calendar\s)?(?P<every>month|quarter)\b",
    re.IGNORECASE,
)
# "the first Business Day of each calendar month", "the last Trading Day of that month".
_OPEN_DAY_OF_MONTH: Final = re.compile(
    r"\b(?P<nth>first|second|third|fourth|fifth|sixth|seventh|eighth|ninth|tenth|last)\s(?:\(\d+(?:st|nd|rd|th)\)\s)?"
    r"(?P<kind>business|trading|banking|working)\sday\s(?P<of>(?:of|in)\s(?:(?:each|every|any|that|such|the)\s)?"
    r"(?:same\s|following\s|next\s|succeeding\s|ensuing\s|immediately\s){0,2}(?:calendar\s)?months?\b)",
    re.IGNORECASE,
)
# "on the next June 1 or December 1 after it accrues"
_NEXT_OF_DAYS: Final = re.compile(
    rf"\b(?:(?:next|following|first|succeeding|earlier|each|every|on)|dates?\b[^.;,]{{0,40}},)\s(?:of\s)?(?:the\s)?(?P<days>(?:{'|'.join(month_name[1:])})\s\d{{1,2}}(?!\d)(?:st|nd|rd|th)?"
    rf"(?:(?:,\s|,?\s(?:and|or)\s)(?:{'|'.join(month_name[1:])})\s\d{{1,2}}(?!\d)(?:st|nd|rd|th)?){{1,11}})(?!,\s\d{{4}})"
)
_TWO_DAYS: Final = re.compile(
    r"\bthe\s(\d{1,2})(?:st|nd|rd|th)\s(?:days?\s)?and\s(?:the\s)?(\d{1,2})(?:st|nd|rd|th)\s(?:days?\s)?"
    r"of\s(?:each|every)\s(?:calendar\s)?month"
)
# "the fifteenth (15th) day of each month", "the 10th of the following month".
_NUMBERED_DAY: Final = re.compile(
    r"\bthe\s(?:[a-z-]+\s\()?(\d{1,2})(?:st|nd|rd|th)\)?\s(?:day\s)?of\s(?:each|every"
    r"|the\s(?:following|next|succeeding)|the(?=\s"
    r"month\s(?:that|which|following|after|next)\b))\s"
    r"(?:following\s|succeeding\s)?(?:calendar\s)?month\b",
    re.IGNORECASE,
)
_IN_ARREARS: Final = re.compile(
    r"\b(?:paid|payable|due)\s(?:(?:monthly|quarterly|in\s(?:cash|arrears?)),?\s){0,3}(?:on|by)\sthe\s$",
    re.IGNORECASE,
)
_DUE_EVERY: Final = re.compile(
    r"\b(?:due|payable|paid|made)\s(?:every|each|at\sintervals\sof)\s(?:period\sof\s)?$", re.IGNORECASE
)
_PAID: Final = re.compile(
    r"\b(?:paid|payable|due|made|settled)\s(?:in\scash\s)?(?:on|by|at|upon)?\s?$", re.IGNORECASE
)
_CADENCE: Final = re.compile(
    r"\b(?:paid|payable|due|settled)\s(?:\w+\s){0,2}?(?P<cadence>monthly|weekly|quarterly)\b", re.IGNORECASE
)
_CADENCES: Final = {"m": Unit.MONTHS, "w": Unit.WEEKS, "q": Unit.QUARTERS}
_LAST_DAY: Final = 31
_FAR: Final = 300  # characters between "shall be paid" and its time, over what it may be paid in
# The sentence with the days of grace may say first when payments are made.
_FALLS_DUE: Final = re.compile(
    r"(?<!no\s)\b(?:payments?|sums?|amounts?|damages)\s(?:shall|will|must|is"
    r"|are)\s(?:be\s)?(?:made|paid|payable|due)\b",
    re.IGNORECASE,
)
# On the day of the cure: all that the default has cost.
_ON_CURE: Final = re.compile(
    r"\b(?:paid|payable|due)\b[^.;]{0,40}?\b(?:on|upon)\s(?P<it>(?:the\s(?:day|date)\s(?:of\s(?:the\s|such\s|its\s)?(?:cure|end)\b|"
    r"(?:on\swhich|when|that)\b[^.;,]{3,80}?\b(?:cured|ends?|ceases?|remedied)\b)|(?:the\s|its\s)?cure\b)[^.;,]{0,40})",
    re.IGNORECASE,
)
_CURE: Final = re.compile(r"\b(?:cure[sd]?|curing|remedied|filed|effective)\b", re.IGNORECASE)
_CURED: Final = re.compile(
    r"\b(?:cure[sd]?|curing|remedied|filed|effective|filing|effectiveness)\b"
    r"|\b(?:default|delay|failure|event)\b[^.;]{0,30}\b(?:ends?|ended|ceases?|ceased|over)\b|\bend\sof\sthe\s(?:default|delay|failure)\b",
    re.IGNORECASE,
)
_UNPAID: Final = re.compile(
    r"\binterest\b|\bunpaid\b|\bto\spay\b|\bnot\s(?:\w+\s){0,2}?paid\b", re.IGNORECASE
)
# "due at the end of the month for which it is payable"
_AT_THE_END: Final = re.compile(
    r"\b(?:paid|payable|due|made)\s(?:in\s(?:cash|arrears?)\s)?(?:at|on|by|upon)\s(?P<it>the\s(?:end|last\sday|expiration|expiry|close)\sof\s"
    r"(?:the|each|every|such|that|any)\s(?:[\w()-]+\s){0,4}?(?:month|period|week|quarter)\b[^.;,]{0,60})",
    re.IGNORECASE,
)
_OR_SOONER: Final = re.compile(
    r"\b(?:or|and|but)\b,?\s[^.;]{0,120}\b(?:if|where|when|sooner|earlier|part|portion|shorter|less\sthan|final|last)\b"
    r"|\b(?:or|and|provided|except),?\s(?:that,?\s)?(?:if|where)\b|\bif\s(?:sooner|earlier)\b",
    re.IGNORECASE,
)
_ON_A_CLOSED_DAY: Final = re.compile(
    r"\b(?:payments?|sums?|amounts?|damages|instal?lments?|interest|due|payable|if\s(?:the|that|such|any|it|this))\b[^.;]{0,120}?\bnot\sa\s(?:business|trading)\sday\b"
    r"[^.;]{0,100}?\b(?:(?P<which>next|following|succeeding|preceding|previous|prior)\s(?:\w+\s){0,2}?(?P<kind>business|trading)\sday\b"
    r"|(?P<day>business|trading)\sday\s(?:(?:next|immediately|first)\s)?(?P<side>following|succeeding|thereafter|after|preceding|before)\b)",
    re.IGNORECASE,
)
# How late a payment is, as against when it is due.
_LATE: Final = re.compile(
    r"\bfails?\b|\bfailure\b|\binterest\b|\bunpaid\b|\bnot\s(?:\w+\s){0,3}?(?:paid|pays?|made|make|received|settled?)\b",
    re.IGNORECASE,
)
_MONTHS: Final = {name: number + 1 for number, name in enumerate(month_name[1:])}
_MONTH_ENDS: Final = re.compile(
    rf"\b(?:the\s)?last\s(?:\w+\s)?days?\sof\s(?P<months>(?:each\s)?(?:{'|'.join(_MONTHS)})(?:(?:,\s|,?\sand\s)"
    rf"(?:{'|'.join(_MONTHS)})){{1,5}})\b"
)
_SHORT_YEAR: Final = 2001  # any year without a leap day
_DUE: Final = re.compile(
    r"\b(?:due|payable|paid|made)\s(?:(?:on\s(?:the\s)?)?|[^.;]{1,200}?,\son\s(?:the\s)?)$", re.IGNORECASE
)
# The days on which something else is paid as well: "on the regular interest payment dates for the Notes".
_PAYMENT_DAY: Final = re.compile(
    r"\b(?:paid|payable|due)\b[^.;]{0,80}?\bon\s"
    r""
    r"(?P<it>the\ssame\s(?:dates?|days?)\s(?:as|on\swhich)\s[^.;,]{1,80}|"
    r"(?:the|each|every)\s(?:[\w-]+\s){0,4}"
    r"(?:payment|dividend|distribution)\s(?:dates?|days?)\b[^.;,]{0,80})",
    re.IGNORECASE,
)


def due(document: Document, clause: Clause, graced: Span | None) -> tuple[Expression, Span] | None:
    """When a payment falls due; `graced` is the sentence on the days that cost nothing."""
    main = clause.main
    for sentence in (*[each for each in clause.around if each != main], main):
        only_grace = sentence.span == graced and not _FALLS_DUE.search(sentence.plain)
        if only_grace or not _PAYMENT.search(sentence.plain) or sentence.start < main.start:
            continue
        plain = sentence.plain
        two = _TWO_DAYS.search(plain)
        if two is not None:
            both = (f"---{int(two[1]):02}", f"---{int(two[2]):02}")
            return Periodic(sentence.span, Every(Decimal(1), Unit.MONTHS), dates=both), sentence.span
        told = _recurring(document, sentence)
        if told is not None:
            return told, sentence.span
        named = _NEXT_OF_DAYS.search(plain)
        if named is not None:
            return Periodic(sentence.span, *_days_of_year(named["days"])), sentence.span
        open_day = _open_day_of_month(document, sentence)
        if open_day is not None:
            return open_day, sentence.span
        for date in document.dates(sentence):
            dates = [each.iso for each in document.dates(sentence) if each.iso and each.iso.startswith("---")]
            if len(dates) > 1 and len(dates[0]) == 5:
                return Periodic(
                    sentence.span, Every(Decimal(1), Unit.MONTHS), dates=tuple(dates)
                ), sentence.span
            iso = "---01" if date.symbolic == "first_day_of_each_month" else date.iso
            if iso is not None and len(iso) == 5 and iso.startswith("---"):
                return Periodic(sentence.span, Every(Decimal(1), Unit.MONTHS), dates=(iso,)), sentence.span
        monthly = _DAY_OF_MONTH.search(plain)
        if monthly and (sentence != main or _IN_ARREARS.search(plain, 0, monthly.start())):
            of_month = monthly["every"].lower() == "month"
            number = ordinal(monthly[1].lower()) if of_month and not monthly["kind"] else None
            day = (f"---{number:02}",) if number is not None else ()
            unit = Unit.MONTHS if of_month else Unit.QUARTERS
            return Periodic(sentence.span, Every(Decimal(1), unit), dates=day), sentence.span
        ends = _month_ends(plain)
        if ends is not None:
            return Periodic(sentence.span, *ends), sentence.span
        numbered = _NUMBERED_DAY.search(plain)
        if numbered is not None and int(numbered[1]) <= _LAST_DAY:
            day = (f"---{int(numbered[1]):02}",)
            return Periodic(sentence.span, Every(Decimal(1), Unit.MONTHS), dates=day), sentence.span
        for each in document.deadlines_in(sentence):
            choice = isinstance(each.expression, EarlierOf | LaterOf)
            if choice and _PAID.search(document.plain, sentence.start, each.span.start):
                return each.expression, each.span
        for days in document.day_counts(sentence):
            lead = document.plain[max(sentence.start, days.start - 30) : days.start]
            if sentence != main and days.count and days.unit and _DUE_EVERY.search(lead):
                return Periodic(sentence.span, Every(days.count, days.unit)), sentence.span
            before = document.plain[max(sentence.start, days.start - _FAR) : days.start]
            if days.direction == "after" and _DUE.search(before):
                point = offset(document, days, "exactly")
                if point is not None:
                    return _or_on_cure(document, sentence, point)
            if days.direction != "within" or not re.search(
                r"\b(?:paid|payable|due|pay|made|payments?)\b(?:[^.;]|\.(?=\d))*$", before
            ):
                continue
            if _LATE.search(before):
                continue
            point = offset(document, days, "no_later_than")
            if point is not None:
                return _or_on_cure(document, sentence, point)
        payday = _PAYMENT_DAY.search(plain)
        if payday is not None:
            place = Span(sentence.start + payday.start("it"), sentence.start + payday.end("it"))
            return anchor(document, place.start, place.end), place
        at_end = _AT_THE_END.search(plain)
        if at_end is not None:
            place = Span(sentence.start + at_end.start("it"), sentence.start + at_end.end("it"))
            return anchor(document, place.start, place.end), place
        on_cure = _ON_CURE.search(plain) if _ANNIVERSARY.search(main.plain) is None else None
        if on_cure is not None:
            place = Span(sentence.start + on_cure.start("it"), sentence.start + on_cure.end("it"))
            return anchor(document, place.start, place.end), place
        cadence = _CADENCE.search(plain)
        if cadence is not None:
            return Periodic(
                sentence.span, Every(Decimal(1), _CADENCES[cadence["cadence"].lower()[0]])
            ), sentence.span
    return _each_month(document, clause)


def _or_on_cure(document: Document, sentence: Sentence, point: Offset) -> tuple[Expression, Span]:
    """The time, with that of a default which ends sooner: "…, or, if sooner, five days after the cure"."""
    own = Span(point.span.start, point.span.end)
    if isinstance(point.base, Anchor) and _CURE.search(point.base.text):
        return point, own
    for days in document.day_counts(Span(own.end, sentence.end)):
        lead = document.plain[own.end : days.start]
        other = offset(document, days, point.bound) if days.direction in ("within", "after") else None
        if (
            other is None
            or not isinstance(other.base, Anchor)
            or not _CURED.search(other.base.text)
            or not _OR_SOONER.search(lead)
            or _UNPAID.search(lead)
        ):
            continue
        both = Span(own.start, other.span.end)
        return EarlierOf(both, (point, other)), both
    return point, own


def _days_of_year(words: str) -> tuple[Every, None, None, tuple[str, ...]]:
    """The days that are named, each of which comes once a year."""
    days = [
        f"--{_MONTHS[month]:02}-{int(day):02}"
        for month, day in re.findall(r"([A-Z][a-z]{2,8})\s(\d{1,2})", words)
    ]
    return Every(Decimal(12) / len(days), Unit.MONTHS), None, None, tuple(days)


def _open_day_of_month(document: Document, sentence: Sentence) -> Expression | None:
    """A Business or Trading Day of each month, the first and last of which are a day that moves."""
    found = _OPEN_DAY_OF_MONTH.search(document.plain, sentence.start, sentence.end)
    if found is None or _LATE.search(document.plain, sentence.start, found.start()):
        return None
    span, monthly = Span(found.start(), found.end()), Every(Decimal(1), Unit.MONTHS)
    trading = found["kind"].lower() == "trading"
    nth = found["nth"].lower()
    if nth == "last":
        ends = Periodic(span, monthly, dates=(f"---{_LAST_DAY}",))
        return Roll(span, "previous_trading_day" if trading else "previous_business_day", ends)
    if nth == "first":
        begins = Periodic(span, monthly, dates=("---01",))
        return Roll(span, "next_trading_day" if trading else "next_business_day", begins)
    count = ordinal(nth)
    if count is None:
        return None
    unit = Unit.TRADING_DAYS if trading else Unit.BUSINESS_DAYS
    month = anchor(document, found.start("of"), found.end("of"))
    return Offset(span, Decimal(count), unit, "after", "exactly", month)


def _month_ends(words: str) -> tuple[Every, None, None, tuple[str, ...]] | None:
    """The ends of the months that are named: "the last day of January, April, July and October"."""
    found = _MONTH_ENDS.search(words)
    if found is None:
        return None
    months = [_MONTHS[name] for name in re.findall(r"[A-Z]\w+", found["months"])]
    days = tuple(f"--{month:02}-{monthrange(_SHORT_YEAR, month)[1]:02}" for month in months)
    return Every(Decimal(12) / len(months), Unit.MONTHS), None, None, days


def _recurring(document: Document, sentence: Sentence) -> Periodic | None:
    """The days of the year on which is paid: "quarterly in arrears on each March 31, June 30, …"."""
    for time in document.times(sentence.span):
        node = time.node
        if (
            isinstance(node, Periodic)
            and node.dates
            and _PAYMENT.search(document.plain, sentence.start, time.span.start)
        ):
            return Periodic(sentence.span, node.every, dates=node.dates)
    return None


def _each_month(document: Document, clause: Clause) -> tuple[Expression, Span] | None:
    """Every period from a day that has a name: on the Event Date and on each monthly anniversary of it."""
    main = clause.main
    found = _ANNIVERSARY.search(document.plain, main.start, main.end)
    if found is None:
        return None
    every = Every(Decimal(1), Unit.MONTHS)
    for days in document.day_counts(main):
        if found.start() <= days.start < found.end() and days.count and days.unit:
            every = Every(days.count, days.unit)
    for term in reversed(list(_NAMED_DAY.finditer(main.plain[: found.start() - main.start]))):
        words = " ".join(term["it"].split())
        if (term["it"][0].isupper() and words in document.terms) or any(
            name in document.terms for name in _CAPITALISED.findall(words)
        ):
            start = anchor(document, main.start + term.start("it"), main.start + term.end("it"))
            return Periodic(main.span, every, start=start), main.span
    return None


def moved(sentence: Sentence) -> Convention | None:
    """How a payment moves that falls due on a closed day: "… shall be made on the next Trading Day"."""
    found = _ON_A_CLOSED_DAY.search(sentence.plain)
    if found is None:
        return None
    trading = (found["kind"] or found["day"]).lower() == "trading"
    if (found["which"] or found["side"]).lower() in ("preceding", "previous", "prior", "before"):
        return "previous_trading_day" if trading else "previous_business_day"
    return "next_trading_day" if trading else "next_business_day"


def each_period(document: Document, clause: Clause, found: Expression) -> tuple[Expression, Span] | None:
    """The days of the payments, where the time that was `found` is that of the days after the last of them.

    "On the Event Date and on each monthly anniversary …; for a part of a month on the third Trading Day after
    the cure": the cure makes only the part payable.
    """
    base = found.base if isinstance(found, Offset) else found
    if not isinstance(base, Anchor) or not _CURE.search(base.text):
        return None
    return _each_month(document, clause)
