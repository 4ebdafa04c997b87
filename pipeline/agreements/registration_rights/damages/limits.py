"""Cap, grace, late interest, due date and what is left out: mostly sentences of their own."""

from __future__ import annotations

import re
from decimal import Decimal
from typing import Final, Literal

from pipeline.agreements.document import Document, Sentence, bare
from pipeline.agreements.points import anchor, offset
from pipeline.agreements.registration_rights.damages.clause import Clause
from pipeline.agreements.registration_rights.model import Cap, Interest
from pipeline.agreements.values import Length
from pipeline.expressions import Every, Expression, Periodic
from pipeline.model import Unit
from pipeline.spans import Span

_LIMIT: Final = re.compile(
    r"\b(?:exceed(?:ing)?|more than|maximum|in excess of|limited to|capped at|cap of|not be greater than|"
    r"up to|(?:stop|cease) when they reach|greater than|maximum)\b",
    re.IGNORECASE,
)
_OF: Final = re.compile(r"\s(?:\([^()]*\)\s)?of\s(?P<it>[^.;,]*)")
_OWNED: Final = re.compile(
    r"\bown\w*\b|\bbeneficial|\bvoting|\bsecurities outstanding|\boutstanding (?:common|shares)",
    re.IGNORECASE,
)
_LATE: Final = re.compile(
    r"\b(?:(?:not|un)\s?(?:so\s)?paid\b[^.,;]*|fails?\sto\s(?:pay|make)\b[^.,;]*|failure\sto\spay\b[^.,;]*|"
    r"(?:past\sdue|overdue)\b[^.,;]*|more\sthan\b[^.,;]*?\blate|late\spayments?|(?:any\s)?(?:payments?|"
    r"amounts?|sums?)\sin\sarrears)",
    re.IGNORECASE,
)
_BEARS: Final = re.compile(r"\s(?:shall|will|bears?|the\s\w+\s(?:shall|will)|accrues?)\b")
_PER: Final = re.compile(
    r"[^.;]{0,40}?\b(?:(?:per|a|each|every)\s(?:calendar\s)?(?P<unit>annum|year|month|day|quarter)|"
    r"(?P<adverb>annually|monthly|daily))\b",
    re.IGNORECASE,
)
_PERS: Final[dict[str, Literal["day", "month", "quarter", "annum"]]] = {
    "annum": "annum", "year": "annum", "annually": "annum", "month": "month", "monthly": "month",
    "day": "day", "daily": "day", "quarter": "quarter",
}  # fmt: skip
_FROM: Final = re.compile(
    r"\bfrom\s(?:and including\s)?(?P<it>(?:the|such|its)\s(?:due\s)?(?:date|day|"
    r"time)\b[^.,;]*?)(?=\s(?:until|to|through)\b|[.,;]|$)",
    re.IGNORECASE,
)
_CURED: Final = re.compile(
    r"\bno\s(?:\w+\s){0,3}(?:payment|damages|amount|default)\b[^.]*\bif\b|\bnot\b[^.]*\b(?:due|payable|"
    r"obligat\w+|liable|deemed)\b[^.]*\b(?:if|unless)\b|\bperiod of grace\b|\bgrace period of\b|"
    r"\bunless\b[^.]*\bcured?\b",
    re.IGNORECASE,
)
_PAYMENT: Final = re.compile(
    r"\b(?:payments?|damages|amounts?|sums?|instal?lments?)\b[^.;]{0,120}?\b(?:is|are|be|due|payable|paid|"
    r"made)\b|\b(?:pay|paid|payable|due)\b",
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
    r"\b(first|last)\s(?P<kind>(?:business|trading|banking|working)\s)?day\sof\s(?:each|"
    r"every)\s(?:calendar\s)?month\b",
    re.IGNORECASE,
)
_NEAR: Final = 12  # sentences after the rate in which delays may be left out of account
_EXCLUDED: Final = (
    re.compile(
        r"\bexcluded\s(?:from\s(?:such|the|this|any)\s\w+\s)?(?:any\s)?(?P<it>(?:all|each|the|delays?|days?|"
        r"periods?)\b[^.;]*)",
        re.IGNORECASE,
    ),
    re.compile(
        r"\bno\s(?P<it>(?:day|period|time)\s(?:of|during|in)\s[^.;]*?)\s(?:counts?|shall count|is counted|"
        r"shall be counted|shall be included)\b",
        re.IGNORECASE,
    ),
    re.compile(r"\bdo(?:es)?\snot\s(?:pay|accrue|owe)\s(?:anything\s)?for\s(?P<it>[^.;]*)", re.IGNORECASE),
    re.compile(
        r"\bno\s(?:[a-z]+\s){1,4}(?:shall\s|will\s)?accrues?\s(?:(?:on|for|with respect to|"
        r"in respect of)\s)?(?P<it>(?:while\s|during\s)?[^.;]*)",
        re.IGNORECASE,
    ),
    re.compile(
        r"\bexcluding\s(?!the\sdate|the\sday)(?P<it>(?:any\s)?(?:days?|delays?|periods?|time)\b[^.;,)]*)",
        re.IGNORECASE,
    ),
    re.compile(
        r"\bno\s(?:liquidated damages|payments?)\b[^.;]{0,80}\b(?:with respect to|for|"
        r"in respect of)\s(?P<it>[^.;]*)",
        re.IGNORECASE,
    ),
)


def cap(document: Document, clause: Clause, basis: str | None) -> tuple[Cap, Span] | None:
    """The most that is paid in all, as a share of something or as a sum."""
    for sentence in clause.around:
        if _OWNED.search(sentence.plain) and len(sentence.plain) < 400:
            continue
        for percentage in document.percentages(sentence):
            if (
                percentage == clause.rate
                or percentage.value > 1
                or not _limited(document, sentence, percentage.start)
            ):
                continue
            if _interest_rate(document, sentence, percentage.start) or _owned(
                document, percentage.start, percentage.end
            ):
                continue
            of = _OF.match(document.plain, percentage.end, sentence.end)
            words = document.words(of.start("it"), of.end("it")) if of else None
            return Cap(percentage.value, _same(words, basis)), sentence.span
        for money in document.money(sentence):
            if money != clause.amount and _limited(document, sentence, money.start):
                return Cap(None, None, money.amount, money.currency), sentence.span
    return None


def _limited(document: Document, sentence: Sentence, place: int) -> bool:
    return _LIMIT.search(document.plain, max(sentence.start, place - 260), place) is not None


def _owned(document: Document, start: int, end: int) -> bool:
    return _OWNED.search(document.plain, max(0, start - 60), min(len(document.plain), end + 60)) is not None


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
            of_grace = re.search(r"\b(?:period of grace|grace period of)\b", sentence.plain)
            for days in document.day_counts(sentence):
                if (of_grace or days.direction in ("within", "for")) and days.count and days.unit:
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
            dates = [each.iso for each in document.dates(sentence) if each.iso and each.iso.startswith("---")]
            if len(dates) > 1 and len(dates[0]) == 5:
                return Periodic(
                    sentence.span, Every(Decimal(1), Unit.MONTHS), dates=tuple(dates)
                ), sentence.span
            iso = "---01" if date.symbolic == "first_day_of_each_month" else date.iso
            if iso is not None and len(iso) == 5 and iso.startswith("---"):
                return Periodic(sentence.span, Every(Decimal(1), Unit.MONTHS), dates=(iso,)), sentence.span
        two = re.search(
            r"\bthe\s(\d{1,2})(?:st|nd|rd|th)\sand\s(?:the\s)?(\d{1,2})(?:st|nd|rd|th)\sdays?\sof\s(?:each|"
            r"every)\smonth",
            plain,
        )
        if two is not None:
            both = (f"---{int(two[1]):02}", f"---{int(two[2]):02}")
            return Periodic(sentence.span, Every(Decimal(1), Unit.MONTHS), dates=both), sentence.span
        monthly = _DAY_OF_MONTH.search(plain)
        if monthly and sentence != main:
            day = {"first": ("---01",), "last": ("---31",)}[monthly[1].lower()] if not monthly["kind"] else ()
            return Periodic(sentence.span, Every(Decimal(1), Unit.MONTHS), dates=day), sentence.span
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


def excluded(document: Document, clause: Clause) -> tuple[str, Span] | None:
    """What does not count as default."""
    first = document.place(clause.main)
    later = document.sentences[first : first + _NEAR]
    sentences = tuple(dict.fromkeys((*clause.around, *later)))
    for number, pattern in enumerate(_EXCLUDED):
        for sentence in sentences:
            found = pattern.search(sentence.plain)
            if (
                found is None
                or (number not in (1, 3) and sentence not in clause.around)
                or "interest" in found.group()
            ):
                continue
            start = sentence.start + found.start("it")
            words = document.words(start, sentence.start + found.end("it"))
            words = f"any {words}" if number == 1 else re.sub(r"\sthat\s(?:are|is)\s", " ", words, count=1)
            return words, sentence.span
    return None
