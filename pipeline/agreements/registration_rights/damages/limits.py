"""Cap, grace, late interest, due date and what is left out: mostly sentences of their own."""

from __future__ import annotations

import re
from decimal import Decimal
from typing import Final, Literal

from pipeline.agreements.document import Document, Sentence, bare
from pipeline.agreements.registration_rights.damages.clause import Clause
from pipeline.agreements.registration_rights.model import Cap, Interest
from pipeline.agreements.values import Length
from pipeline.model import DayCount
from pipeline.spans import Span

_LIMIT: Final = re.compile(
    r"\b(?:exceed(?:ing)?|more than|maximum|in excess of|limited to|capped at|cap of|not be greater than|"
    r"up to|(?:stop|cease) when they reach|greater than|maximum)\b",
    re.IGNORECASE,
)
_OF: Final = re.compile(r"\s(?:\([^()]*\)\s)?of\s(?P<it>[^.;,]*)")
_A_YEAR: Final = re.compile(r"\s?(?:\([^()]*\)\s)?(?:per|a)\s(?:annum|year|month|week|day)\b", re.IGNORECASE)
_FOR_EACH: Final = re.compile(r"\s(?:per|for\s(?:each|every))\s(?P<it>[\w&-]+(?:\s[A-Z][\w-]*){0,4})")
_OWNED: Final = re.compile(
    r"\bown\w*\b|\bbeneficial|\bvoting|\bsecurities outstanding|\boutstanding (?:common|shares)",
    re.IGNORECASE,
)
_LATE: Final = re.compile(
    r"\b(?:failing\swhich|(?:not|un)\s?(?:so\s)?(?:paid|made)\b[^.,;]*|fails?\sto\s(?:pay|make)\b[^.,;]*|failure\sto\spay\b[^.,;]*|"
    r"(?:past\sdue|overdue)\b[^.,;]*|more\sthan\b[^.,;]*?\blate|late\spayments?|(?:if\s\w+\s(?:\w+\s)?)?(?:pays?|paid|made)\s(?:\w+\s){0,2}late\b[^.,;]*|(?:any\s)?(?:payments?|"
    r"amounts?|sums?)\sin\sarrears)",
    re.IGNORECASE,
)
_BEARS: Final = re.compile(
    r"\s(?:shall|will|bears?|carr(?:y|ies)|earns?|attracts?|the\s\w+\s(?:shall|will)|accrues?)\b"
)
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
    r"obligat\w+|liable|deemed)\b[^.]*\b(?:if|unless)\b|\bperiod of grace\b|\bcure period\b|"
    r"\bgrace period of\b|"
    r"\bunless\b[^.]*\bcured?\b|\bno\s(?:\w+\s){0,3}(?:payments?|damages|amounts?|interest"
    r"|fee)\b[^.]*?\b(?:for|during|"
    r"(?:in|with) respect (?:of|to))\sthe\s(?:first|initial)\b|"
    r"\b(?:nothing|no\s\w+)\s(?:is|are|shall\sbe|will\sbe|becomes?|accrues?)\b[^.]{0,60}\b(?:for"
    r"|during|in)\sthe\s(?:first|"
    r"initial)\b|\bfree\sof\s(?:charge|payment)\b|"
    r"\bgrace\b|\bcosts?\s(?:\w+\s)?nothing\b|\bwithout\s(?:charge|payment|penalty)\b|\bforgiven\b",
    re.IGNORECASE,
)
_GRACE: Final = re.compile(r"\bgrace\b|\bcure period\b", re.IGNORECASE)
_NO_GRACE: Final = re.compile(r"\binterest\b|\bsuspen\w+|\bAllowable Grace\b|\bblack-?\s?out", re.IGNORECASE)
_NEAR: Final = 12  # sentences after the rate in which delays may be left out of account
_LEFT_OUT: Final = (
    r"(?:left\sout|exclud\w+|disregarded|ignored|not\s(?:be\s)?(?:counted|included|taken\sinto\saccount)|deducted"
    r"|subtracted)"
)
_NOT_LEFT_OUT: Final = re.compile(
    r"(?:any\s|an?\s|the\s)?(?:(?:part|portion|fraction)s?|first|initial|incomplete|partial|broken|shorter)\b",
    re.IGNORECASE,
)
_EXCLUDED: Final = (
    re.compile(
        r"\bexcluded\s(?:from\s(?:(?:such|the|this|any|each|that|said)\s){1,3}(?:\w+\s)?)?(?:any\s)?(?P<it>(?:all|each|the|delays?|days?|"
        r"periods?)\b(?:[^.;]|\.(?=\d))*)",
        re.IGNORECASE,
    ),
    re.compile(
        r"\bno\s(?P<it>(?:day|period|time)\s(?:of|during|in)\s(?:[^.;]|\.(?=\d))*?)\s(?:counts?|"
        r"shall count|is counted|"
        r"shall be counted|shall be included)\b",
        re.IGNORECASE,
    ),
    re.compile(
        r"\bdo(?:es)?\snot\s(?:pay|accrue|owe)\s(?:anything\s)?for\s(?P<it>(?:[^.;]|\.(?=\d))*)",
        re.IGNORECASE,
    ),
    re.compile(
        r"\bno\s(?!event|case)(?:[a-z]+\s){1,4}(?:shall\s|will\s)?accrues?\s(?:(?:on|for|with respect to|"
        r"in respect of)\s)?(?P<it>(?:while\s|during\s)?(?:[^.;]|\.(?=\d))*)",
        re.IGNORECASE,
    ),
    re.compile(
        r"(?P<it>\b(?:any\s|each\s|all\s)?(?:delays?|lateness|days?|time|periods?)\b(?:[^.;]|\.(?=\d)){3,200}?)\s(?:is|are|(?:shall"
        rf"|will|must)(?:\snot)?\sbe|(?:do|does|shall|will)\snot)\s(?:{_LEFT_OUT}|count\b)",
        re.IGNORECASE,
    ),
    re.compile(
        r"\bexcluding\s(?!the\sdate|the\sday)(?P<it>(?:any\s)?(?:days?|delays?|periods?|time)\b[^.;,)]*)",
        re.IGNORECASE,
    ),
    re.compile(
        r"\bno\s(?:liquidated damages|payments?|amounts?|sums?|fees?|penalt(?:y|ies)|charges?)\b"
        r"(?:[^.;]|\.(?=\d)){0,80}?\b(?:with respect to|for|in respect of)\s"
        r"(?P<it>(?:[^.;]|\.(?=\d))*?)(?=,\sor\sin\sthe\saggregate\b|[.;]|$)",
        re.IGNORECASE,
    ),
    re.compile(
        r"(?:\b(?:gets?|receives?|owes?|owed|pays?|paid)\snothing|\bnothing\s(?:is|are|shall\sbe|will\sbe|becomes?)\s"
        r"(?:paid|payable|due|owed|owing)|\bnothing\saccrues|"
        r"\bno\s(?:\w+\s){1,3}(?:is|are|shall\sbe|will\sbe)\s(?:due|payable|owed|paid|earned))\s(?:for|on|in\srespect\sof|with\srespect\sto|while)\s"
        r"(?P<it>(?:[^.;]|\.(?=\d))*)",
        re.IGNORECASE,
    ),
)


def cap(
    document: Document, clause: Clause, basis: str | None, highest_rate: Decimal | None
) -> tuple[Cap, Span] | None:
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
            if percentage.value == highest_rate or _A_YEAR.match(document.plain, percentage.end):
                continue  # the highest rate, not the highest sum
            of = _OF.match(document.plain, percentage.end, sentence.end)
            words = document.words(of.start("it"), of.end("it")) if of else None
            return Cap(percentage.value, _same(words, basis)), sentence.span
        for money in document.money(sentence):
            if _A_YEAR.match(document.plain, money.end) or document.plain.endswith("per ", 0, money.start):
                continue
            if money != clause.amount and _limited(document, sentence, money.start):
                each = _FOR_EACH.match(document.plain, money.end, sentence.end)
                share = document.words(each.start("it"), each.end("it")) if each else None
                return Cap(None, share, money.amount, money.currency), sentence.span
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
    if re.fullmatch(r"it|that|them|the same", words) and basis:
        return basis
    trimmed = re.sub(
        r"\s(?:in (?:the aggregate|all|total)|altogether|together|shall|will|for any|"
        r"under (?:this|[Ss]ection|[Cc]lause|paragraph|the))\b.*$",
        "",
        words,
    )
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
        from_ = " ".join(since["it"].split()) if since else "date due" if due else _pointed(sentence, trigger)
        kind: Literal["simple", "compound"] = (
            "compound" if re.search(r"(?<!not )(?<!without )\bcompound", sentence.plain) else "simple"
        )
        return Interest(rate.value, _PERS[unit], kind, _day_count(sentence), trigger, from_), sentence.span
    return None


def _pointed(sentence: Sentence, trigger: str) -> str | None:
    """The day that "from it" points back to: "not paid within 3 business days of such a date"."""
    if not re.search(r"\bfrom\s(?:it|then|that date)\b", sentence.plain):
        return None
    day = re.search(r"\b(?:days?|weeks?|months?)\s(?:of|after|following)\s(?P<it>.+)$", trigger)
    return day["it"] if day else None


def _day_count(sentence: Sentence) -> str | None:
    found = re.search(r"(?:\byear of\s|\b)(36[05])(?:[ -]days?\b)", sentence.plain)
    over = re.search(r"actual/(36[05])", sentence.plain, re.IGNORECASE)
    days = over[1] if over else found[1] if found else None
    return f"actual/{days}" if days else None


def grace(document: Document, clause: Clause) -> tuple[Length, Span] | None:
    """The time in which a default costs nothing if it is cured."""
    for sentence in clause.around:
        if _CURED.search(sentence.plain) and not _NO_GRACE.search(sentence.plain):
            of_grace = _GRACE.search(sentence.plain)
            counted = document.day_counts(sentence)
            first = [each for each in counted if _opens(document, each)]
            if of_grace is not None and not first:
                place = sentence.start + of_grace.start()
                first = sorted(counted, key=lambda each: abs(each.start - place))[:1]
            for days in first or counted:
                told = of_grace or first or days.direction in ("within", "for")
                if told and days.count and days.unit:
                    return Length(days.count, days.unit), sentence.span
    return None


def _opens(document: Document, days: DayCount) -> bool:
    """Whether these are the first days of a default."""
    return (
        re.search(r"\b(?:first|initial)\s$", document.plain[max(0, days.start - 9) : days.start]) is not None
    )


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
                or _NOT_LEFT_OUT.match(found["it"])
            ):
                continue
            start = sentence.start + found.start("it")
            words = document.words(start, sentence.start + found.end("it"))
            words = f"any {words}" if number == 1 else re.sub(r"\sthat\s(?:are|is)\s", " ", words, count=1)
            return words, sentence.span
    return None
