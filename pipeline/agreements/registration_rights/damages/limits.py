"""Cap, grace, late interest, due date and what is left out: mostly sentences of their own."""

from __future__ import annotations

import re
from decimal import Decimal
from typing import Final, Literal

from pipeline.agreements.document import Document, Sentence, bare
from pipeline.agreements.points import anchor, offset
from pipeline.agreements.registration_rights.damages.clause import Clause
from pipeline.agreements.registration_rights.model import Interest
from pipeline.agreements.values import Length, Share
from pipeline.expressions import Every, Expression, Periodic
from pipeline.model import Unit
from pipeline.spans import Span

_LIMIT: Final = re.compile(
    r"\b(?:exceed(?:ing)?|more than|maximum|in excess of|limited to|capped at|cap of|not be greater than|up to)\b",
    re.IGNORECASE,
)
_OWNED: Final = re.compile(
    r"\bown\w*\b|\bbeneficial|\bvoting|\bsecurities outstanding|\boutstanding (?:common|shares)",
    re.IGNORECASE,
)
_LATE: Final = re.compile(
    r"\b(?:(?:not|un)\s?(?:so\s)?paid\b[^.,;]*|fails?\sto\s(?:pay|make)\b[^.,;]*|failure\sto\spay\b[^.,;]*|(?:past\sdue|overdue)\b[^.,;]*|more\sthan\b[^.,;]*?\blate|late\spayments?)",
    re.IGNORECASE,
)
_BEARS: Final = re.compile(r"\s(?:shall|will|bears?|the\s\w+\s(?:shall|will)|accrues?)\b")
_PER: Final = re.compile(
    r"[^.;]{0,40}?\b(?:(?:per|a|each|every)\s(?:calendar\s)?(?P<unit>annum|year|month|day|quarter)|(?P<adverb>annually|monthly|daily))\b",
    re.IGNORECASE,
)
_PERS: Final[dict[str, Literal["day", "month", "quarter", "annum"]]] = {
    "annum": "annum", "year": "annum", "annually": "annum", "month": "month", "monthly": "month",
    "day": "day", "daily": "day", "quarter": "quarter",
}  # fmt: skip
_FROM: Final = re.compile(
    r"\bfrom\s(?:and including\s)?(?P<it>(?:the|such|its)\s(?:due\s)?(?:date|day|time)\b[^.,;]*?)(?=\s(?:until|to|through)\b|[.,;]|$)",
    re.IGNORECASE,
)
_YEAR_OF: Final = re.compile(
    r"\b(?P<actual>actual)?[^.;]{0,40}?(?P<days>36[05])(?:-day\s(?:year|basis)|\sdays)|actual/(?P<over>36[05])",
    re.IGNORECASE,
)
_CURED: Final = re.compile(
    r"\bno\s(?:\w+\s){0,3}(?:payment|damages|amount|default)\b[^.]*\bif\b|\bnot\b[^.]*\b(?:due|payable|obligat\w+|liable|deemed)\b[^.]*\b(?:if|unless)\b|\bgrace\b|\bunless\b[^.]*\bcured?\b",
    re.IGNORECASE,
)
_PAYMENT: Final = re.compile(
    r"\b(?:payments?|damages|amounts?|sums?|instal?lments?)\b[^.;]{0,120}?\b(?:is|are|be|due|payable|paid|made)\b|\b(?:pay|paid|payable|due)\b",
    re.IGNORECASE,
)
_EXCLUDED: Final = re.compile(
    r"\bexcluded\s(?:from\s(?:such|the|this|any)\s\w+\s)?(?P<a>(?:any|all|each|the|delays?|days?)\b[^.;]*)|\bexcluding\s(?!the\sdate|the\sday)(?P<b>[^.;,)]*)|"
    r"\bno\s(?P<c>(?:day|period|time)\s(?:of|during|in)\s[^.;]*?)\s(?:counts?|shall count|is counted|shall be counted|shall be included)\b|"
    r"\bno\s(?:liquidated damages|payments?)\b[^.;]{0,80}\b(?:with respect to|for|in respect of)\s(?P<d>[^.;]*)",
    re.IGNORECASE,
)


def cap(document: Document, clause: Clause, basis: str | None) -> tuple[Share, Span] | None:
    """The most that is paid in all, as a share of something."""
    for sentence in clause.around:
        for percentage in document.percentages(sentence):
            lead = document.plain[max(sentence.start, percentage.start - 260) : percentage.start]
            limit = re.search(
                r"(?:exceed|more than|maximum|excess of|limited to|cap|greater than|up to)",
                lead,
                re.IGNORECASE,
            )
            near = document.plain[
                max(sentence.start, percentage.start - 60) : min(sentence.end, percentage.end + 60)
            ]
            if limit is None or percentage == clause.rate or percentage.value > 1:
                continue
            if _OWNED.search(near) or (_interest_rate(document, sentence, percentage.start)):
                continue
            of = re.compile(r"\s(?:\([^()]*\)\s)?of\s(?P<it>[^.;,]*)").match(
                document.plain, percentage.end, sentence.end
            )
            words = document.words(of.start("it"), of.end("it")) if of else None
            return Share(percentage.value, _same(words, basis)), sentence.span
    return None


def _interest_rate(document: Document, sentence: Sentence, place: int) -> bool:
    return bool(
        re.search(r"\b(?:interest|rate)\b[^.;]{0,60}$", document.plain[sentence.start : place], re.IGNORECASE)
    )


def _same(words: str | None, basis: str | None) -> str | None:
    """What the cap is a share of; "that price" is the basis itself."""
    if words is None:
        return basis
    pointing = re.fullmatch(r"(?:that|such|this|the same)\s(\w+)", words)
    if pointing and basis and pointing[1].lower() in basis.lower():
        return basis
    trimmed = re.sub(r"\s(?:in the aggregate|shall|will|for any|under this)\b.*$", "", words)
    return bare(trimmed)


def interest(document: Document, clause: Clause) -> tuple[Interest, Span] | None:
    """Interest on damages that are late."""
    for sentence in clause.around:
        if not re.search(r"\binterest\b", sentence.plain, re.IGNORECASE):
            continue
        late = _LATE.search(sentence.plain)
        rates = [each for each in document.percentages(sentence) if each != clause.rate]
        if late is None or not rates:
            continue
        rate = next((each for each in rates if each.start > sentence.start + late.start()), rates[0])
        per = _PER.match(document.plain, rate.end, sentence.end)
        unit = (per["unit"] or per["adverb"]).lower() if per else "annum"
        bears = _BEARS.search(late.group())
        words = " ".join(late.group()[: bears.start() if bears else None].split())
        trigger = re.sub(r"\b[\w-]+ \((\d+)\)", r"\1", words)
        trigger = re.sub(r"^late payments?$", "late", trigger)
        since = _FROM.search(sentence.plain)
        due = re.search(r"\bwhen (?:due|payable)\b", trigger)
        from_ = " ".join(since["it"].split()) if since else "date due" if due else None
        kind: Literal["simple", "compound"] = (
            "compound" if re.search(r"\bcompound", sentence.plain) else "simple"
        )
        return Interest(rate.value, _PERS[unit], kind, _day_count(sentence), trigger, from_), sentence.span
    return None


def _day_count(sentence: Sentence) -> str | None:
    found = re.search(r"(?:\byear of\s|\b)(36[05])(?:[ -]days?\b)", sentence.plain)
    over = re.search(r"actual/(36[05])", sentence.plain, re.IGNORECASE)
    days = over[1] if over else found[1] if found else None
    return f"actual/{days}" if days else None


def grace(document: Document, clause: Clause) -> tuple[Length, Span] | None:
    """The time in which a default costs nothing if it is cured."""
    for sentence in clause.around:
        if _CURED.search(sentence.plain) and not re.search(r"\binterest\b", sentence.plain):
            for days in document.day_counts(sentence):
                if days.direction in ("within", "for") and days.count and days.unit:
                    return Length(days.count, days.unit), sentence.span
    return None


def due(document: Document, clause: Clause, graced: Span | None) -> tuple[Expression, Span] | None:
    """When a payment falls due."""
    main = clause.main
    for sentence in (*[each for each in clause.around if each != main], main):
        if sentence.span == graced or not _PAYMENT.search(sentence.plain) or sentence.start < main.start:
            continue
        plain = sentence.plain
        for date in document.dates(sentence):
            iso = "---01" if date.symbolic == "first_day_of_each_month" else date.iso
            if iso is not None and len(iso) == 5 and iso.startswith("---"):
                return Periodic(sentence.span, Every(Decimal(1), Unit.MONTHS), dates=(iso,)), sentence.span
        monthly = re.search(r"\b(first|last)\sday\sof\s(?:each|every)\s(?:calendar\s)?month\b", plain)
        if monthly and sentence != main:
            day = "---01" if monthly[1] == "first" else "---31"
            return Periodic(sentence.span, Every(Decimal(1), Unit.MONTHS), dates=(day,)), sentence.span
        for days in document.day_counts(sentence):
            before = document.plain[max(sentence.start, days.start - 120) : days.start]
            if days.direction != "within" or not re.search(
                r"\b(?:paid|payable|due|pay|made|payments?)\b[^.;]*$", before
            ):
                continue
            if re.search(r"\bfails?\b|\bnot paid\b|\bfailure\b|\binterest\b", before) or re.search(
                r"\bnot paid within", before
            ):
                continue
            point = offset(document, days, "no_later_than")
            if point is not None:
                return point, Span(point.span.start, point.span.end)
    return _each_month(document, clause)


def _each_month(document: Document, clause: Clause) -> tuple[Expression, Span] | None:
    """Every month from a day that has a name: on the Event Date and on each monthly anniversary of it."""
    main = clause.main
    found = re.search(r"\bmonthly\s?anniversar", main.plain)
    if found is None:
        return None
    named = re.finditer(r"\"(?P<quoted>[A-Z][\w ]*? Date)\"|\b(?P<named>[A-Z]\w+ Date)\b", main.plain[: found.start()])
    for term in reversed(list(named)):
        name = "quoted" if term["quoted"] else "named"
        if " ".join(term[name].split()) in document.terms:
            start = anchor(document, main.start + term.start(name), main.start + term.end(name))
            return Periodic(main.span, Every(Decimal(1), Unit.MONTHS), start=start), main.span
    return None


def excluded(document: Document, clause: Clause) -> tuple[str, Span] | None:
    """What does not count as default."""
    later = [each for each in document.sentences if each.start > clause.main.start][:12]
    for sentence in (*clause.around, *later):
        found = _EXCLUDED.search(sentence.plain)
        if found is None or (found["c"] is None and sentence not in clause.around):
            continue
        name = next(name for name in "abcd" if found[name])
        words = document.words(sentence.start + found.start(name), sentence.start + found.end(name))
        if name == "c":
            words = f"any {words}"
        elif re.search(r"\bany\b", words[:4]):
            words = words.removeprefix("any ")
        return re.sub(r"\sthat\s(?:are|is)\s", " ", words, count=1) if name == "a" else words, sentence.span
    return None
