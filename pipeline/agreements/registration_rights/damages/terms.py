"""Period, basis, proration and counting: what the sentence with the rate says besides."""

from __future__ import annotations

import re
from bisect import bisect_left, insort
from decimal import Decimal
from operator import itemgetter
from typing import Final, Literal

from pipeline.agreements.document import Document, bare
from pipeline.agreements.registration_rights.damages.clause import Clause
from pipeline.agreements.values import Length
from pipeline.extract.quantities.numbers import ordinal
from pipeline.extract.sentences import Said
from pipeline.model import Unit
from pipeline.spans import Span

_UNITS: Final = {
    "day": Unit.DAYS, "daily": Unit.DAYS, "week": Unit.WEEKS, "weekly": Unit.WEEKS, "month": Unit.MONTHS,
    "monthly": Unit.MONTHS, "quarter": Unit.QUARTERS, "annum": Unit.YEARS, "year": Unit.YEARS,
}  # fmt: skip
_EACH: Final = re.compile(
    r"\b(?:each|every|per|any)(?:\s(?:such|non-overlapping|full|additional|subsequent|further"
    r"|complete|completed|entire|elapsed|whole|period|of|calendar|"
    r"successive|consecutive|such|later|"
    r"following|or|partial))*\s$",
    re.IGNORECASE,
)
_CADENCE: Final = re.compile(
    r"\b(?P<anniversary>monthly|weekly|daily)\s(?:anniversar|period|sum|amount|fee|payment|penalty|charge|rate)|"
    r"\b(?:each|every|per|number\sof|a)\s(?:(?:full|calendar|additional|subsequent|whole|completed?|entire"
    r"|elapsed|successive|further)\s)?(?P<unit>day|"
    r"week|month|quarter|annum|year)(?:s|\b)(?!\s\d)",
    re.IGNORECASE,
)
_NTH_DAY: Final = re.compile(
    r"\b(?:each|every)\s(?P<nth>\d{1,3}(?:st|nd|rd|th))\sday\b(?!\sof\s(?:each|every|the|such|that)\s(?:\w+\s)?(?:month|quarter))",
    re.IGNORECASE,
)
_ANNIVERSARY: Final = re.compile(r"\banniversar(?:y|ies)\b", re.IGNORECASE)
_NOT_PRORATED: Final = re.compile(
    r"\b(?:not|no|without)\b(?:\sbe)?\s(?:any\s)?(?:so\s)?(?:pro-?\s?rat\w*|ratabl\w*)|"
    r"\b(?:nothing|no\s\w+)\b[^.;]{0,40}\bfor\s(?:a\s|any\s)?(?:part|portion|fraction)s?\sof\b|"
    r"\bfor\s(?:a\s|any\s)?(?:part|portion|fraction)\s(?:of|thereof)\b[^.;]{0,40}\b(?:nothing|no\s\w+)\b|"
    r"\bnot\s(?:be\s)?(?:reduced|apportioned|adjusted|diminished|abated|divided)\b[^.;]{0,40}\b(?:part|portion|fraction|less|shorter)\b|"
    r"\bno\b[^.;]{0,40}\breduced\b[^.;]{0,60}\b(?:part|portion|fraction|less|shorter)\b|"
    r"\bonly\s(?:for\s)?(?:full|whole|complete)\s(?:months|weeks|periods)\b|"
    r"\b(?:part|portion|fraction)s?\s(?:of|thereof)\b[^.;]{0,40}\b(?:not\scount\w*|disregarded|ignored|left\sout)",
    re.IGNORECASE,
)
_PRORATED: Final = re.compile(
    r"\bpro[ -]?rat(?:ed|ion|ing)\b|\bpro[- ]rata\b"
    r"(?!\s(?:among|between|according|in\saccordance|based\son|by\sreference|on\sthe\sbasis\sof\s(?:their|the\snumber)|portion\sof\sthe\sregistrable"
    r"|to\s(?:their|each|the\s(?:number\sof\s)?(?:shares|holdings|amounts?|principal))))|\bratabl[ey]\b|"
    r"\bproportionate\w*\b|\bdaily basis\b|\bday\sby\sday\b|\bin\sproportion(?:\sfor\b|\sto\s(?:the\s|its\s"
    r"|their\s)?(?:actual\s)?(?:(?:numbers?\sof\s)?(?:\w+\s)?(?:days|weeks)|time|lengths?|parts?|portions?|duration|periods?|fraction)\b|(?=[.;,]"
    r"|$))|\b(?:accru\w+|computed|calculated|measured|determined|reckoned)\sdaily\b|\bday[- ](?:by|"
    r"for)[- ]day\b|"
    r"\b(?:matching|corresponding|like|proportional|pro-?rated)\s(?:part|share|amount|fraction|portion)\b|"
    r"\b(?:charged|paid|counted|computed|reckoned|owed|due|accru\w+|measured|calculated|figured)\s(?:for\s)?by\sthe\s"
    r"day\b(?!\s(?:on|that|of|when))|\bnumber\sof\sdays\s(?:\w+\s){0,2}(?:elapsed|in\s(?:it|the|that))\b",
    re.IGNORECASE,
)
_ANY_PART: Final = re.compile(
    r"\bor\s(?:(?:for\s)?(?:any|a)\s)?(?:part|portion|fraction)\s(?:thereof|of)\b|\(or\s(?:any\s|a\s)?(?:part|portion|fraction)\)|"
    r"\b(?:part|portion|fraction|parts|fractions|incomplete|shorter|broken)\b[^.;]{0,60}?"
    r"\b(?:counts?|counted|counting|treated|deemed|regarded|taken|charged|paid\sfor|considered|rank\w*)\s"
    r"(?:(?:as|like|to\sbe)\s)?(?:if\s(?:it\swere\s)?)?(?:(?:an?|the|one)\s)?(?:whole|full|complete|entire)\b|"
    r"\b(?:part|portion|fraction)\s(?:of|thereof)\b[^.;]{0,40}\b(?:counts?|counted|counting|treated|deemed|regarded|taken|charged|considered)\s(?:as|to\sbe|for)\s"
    r"(?:an?|one)\s(?:week|month|period|day)\b|\brounded\sup\b|\b(?:part|portion|fraction)\sof\b[^.;]{0,60}\bcounting\sas\b|\bbegun\b|"
    r"\b(?:day|week|month|quarter|period)\s\(?or\s(?:(?:for\s)?(?:any|each|every|a)\s)?(?:partial|incomplete|fractional|shorter)\s(?:day|week|month|quarter|period)\b",
    re.IGNORECASE,
)
# Interest on what is paid late accrues daily whatever a part of a period counts.
_LATE: Final = re.compile(
    r"\bbears? (?:simple )?interest\b"
    r"|\binterest (?:thereon|on (?:it|them|such|that|those|any unpaid|the unpaid))\b",
    re.IGNORECASE,
)
# Words without one of which a sentence says nothing of a part of a period.
_MAY_PRORATE: Final = Said(
    r"\bpro[\s-]{0,2}rat|\bratabl|\b(?:parts?|portions?|fractions?|only|matching|corresponding|incomplete|shorter|"
    r"broken|begun|partial|fractional)\b|proportion|\bday[\s-](?:by|for)|\bdaily\b|\bby\sthe\sday\b|\bnumber\sof\sdays\b|"
    r"\brounded\sup\b"
)
_RATE_OF: Final = re.compile(
    r"\s(?:multiplied by|times|x)\s(?!(?:the\s)?number of\s(?:days|months|weeks))|"
    r"[\s%]{0,2}(?:per annum\s|per month\s)?(?:percent\s)?(?:per\s(?:[\w()-]+\s){1,5}?(?:period|month|"
    r"week)s?\s)?(?:\([^()]{1,40}\)\s)?(?:\S{1,3}\s)?of\s",
    re.IGNORECASE,
)
_PRODUCT: Final = re.compile(
    r"(?:equal to|product of|(?:interest|dividends?|rate|payable|"
    r"accru\w+) on)\s(?P<it>[^;]{3,300}?)(?:,|\(|\s"
    r"(?:multiplied|times|"
    r"at (?:(?:the|a) rate|(?=[\w-]+ (?:of |and |percent|per cent))|\d)|"
    r"(?:shall|will) (?:be increased|increase|rise|be raised)|"
    r"is increased))",
    re.IGNORECASE,
)
# "the principal amount multiplied by two hundredths times the number of months": what it is of stands before.
_MULTIPLIER: Final = re.compile(r"\b(?:multiplied\sby|times|x)\s(?:the\s)?$", re.IGNORECASE)
_RATE_ON: Final = re.compile(
    r"\b(?:on|of)\s(?=(?:the|such|each|its)\s[^,;.]{0,200}\b(?:price|amount|principal|value|invest\w+)\b)",
    re.IGNORECASE,
)
_A_YEAR: Final = re.compile(r"\b(?:annual|yearly)\s(?:\w+\s)?rate\b[^.;]*$", re.IGNORECASE)
# What a flat amount is paid for: "$.05 per week per $1,000 principal amount of Notes", "for each Share".
_FOR_EACH: Final = re.compile(
    r"\b(?:per|for\s(?:each|every)"
    r"|on\seach)\s(?P<it>\$[\d,]+\s(?:in\s)?(?:aggregate\s)?(?:principal|stated|liquidation)\s"
    r"(?:amount|value|preference)(?:\sof\s(?:[A-Z][\w-]*\s?){1,4})?|"
    r"\$[\d,]+\s(?:of|in)\s(?:[\w'’]+\s){0,4}?(?:[Pp]rice|[Aa]mount|[Pp]rincipal|[Vv]alue|[Ii]nvestment|[Pp]reference)\b|(?:(?:[a-z]+\s)?(?:thousand|"
    r"hundred|million)\s(?:\([\d,]+\)\s)?|[\d,]+\s)?(?:[A-Z][\w-]*\s){0,3}(?:Shares?|Units?|Security|"
    r"shares?|units?|ADSs?)\b(?:\s(?:that\s)?(?:it|he|she|they)\s(?:holds?|owns?)\b|\s(?:held"
    r"|owned)\sby\s(?:it\b|"
    r"(?:such|the|that)\s[A-Z]\w+))?)"
)
_SHARED: Final = re.compile(
    r"\b(?:pay\w*|paid)\s(?:\w+\s){0,6}?to\s(?:all\s(?:of\s)?)?(?:the\s)?[A-Z]\w+s\s(?:together|jointly|collectively|as\sa\sgroup)\b|"
    r"\bto\s(?:all\s)?(?:the\s)?[A-Z]\w+s,?\s(?:ratably|pro\srata)\s(?:in\saccordance|according|among|based|in\sproportion)\b|"
    r"\b(?:divided|shared|apportioned|allocated|distributed|split|ratably|rateably|pro\srata|in\sproportion\w*)\s(?:\w+\s){0,3}?"
    r"(?:among|between|amongst)\s(?:them|the\s[A-Z]\w+s|all)\b|"
    r"\bthe\s[A-Z]\w+s\s(?:shall|will|are\sto)\s(?:share|divide|split)\b|"
    r"\b(?:among|between|amongst)\s(?:them|(?:all\s)?the\s[A-Z]\w+s)\s(?:\w+\s){0,2}?(?:pro\srata|ratably|rateably|in\sproportion|according\sto|equally)\b"
)
_BASIS_END: Final = re.compile(
    r"\s(?:for\s(?:each|every|any|the\s(?:first|period|initial))|per\s|prorated|or\sany|from\s(?:the|and)|"
    r"until|multiplied|times\s|on\s(?:each|every|the\s(?:dates?|days?|first|\w+\sanniv))|in\s(?:the\saggregate|cash)|"
    r"at\s(?:the|a)\srate|at\sthe\s(?:end|beginning|close)|and\sby\sthe|"
    r"during|upon|which|as\s(?:liquidated|partial)|then\son|accru\w+|payable)\b|[,;:.](?!\d)|$",
    re.IGNORECASE,
)


def period(document: Document, clause: Clause) -> Length | None:
    """The period that one payment is for: the nearest after the rate, or else before it."""
    own = _period_in(document, clause.main.span, clause.rate_span)
    if own is None and clause.defined_by is not None:
        return _period_in(
            document, Span(clause.defined_by.start, clause.defined_by.end + 120), clause.defined_by
        )
    return own


def _period_in(document: Document, main: Span, rate: Span) -> Length | None:
    plain = document.plain
    if _A_YEAR.search(plain[main.start : rate.start]):
        return Length(Decimal(1), Unit.YEARS)
    found = [
        (days.start, Length(days.count, days.unit))
        for days in document.day_counts(main)
        if days.count is not None
        and days.unit is not None
        and _EACH.search(plain, max(main.start, days.start - 60), days.start)
    ]
    for match in _NTH_DAY.finditer(plain, main.start, main.end):
        nth = ordinal(match["nth"])
        if nth is not None and nth > 1 and not _is_found(found, match.start()):
            insort(found, (match.start(), Length(Decimal(nth), Unit.DAYS)), key=_PLACE)
    for match in _CADENCE.finditer(plain, main.start, main.end):
        unit = _UNITS[(match["anniversary"] or match["unit"]).lower()]
        if not _is_found(found, match.start()):
            insort(found, (match.start(), Length(Decimal(1), unit)), key=_PLACE)
    after = [each for each in found if each[0] >= rate.end - 1]
    following = min(
        (each.start for each in document.percentages(main) if each.start > rate.end), default=main.end
    )
    days_on = _ANNIVERSARY.search(plain, main.start, rate.start)
    if days_on is not None and not any(place < following for place, _ in after):
        # "on each monthly anniversary 1.5 %, and 1/30 of it for each day": the day is of the rest.
        after = [each for each in found if each[0] < rate.start]
        return max(after, key=lambda each: each[0])[1] if after else None
    if after:
        return min(after, key=lambda each: each[0])[1]
    return max(found, key=lambda each: each[0])[1] if found else None


def _is_found(found: list[tuple[int, Length]], at: int) -> bool:
    """Whether one of the periods, which are in order, begins so near that it is the same."""
    first = bisect_left(found, at - _SAME + 1, key=_PLACE)
    return first < len(found) and found[first][0] < at + _SAME


_PLACE: Final = itemgetter(0)
_SAME: Final = 12  # characters


def basis(document: Document, clause: Clause) -> str | None:
    """What the rate is a fraction of, in the text's words without their article."""
    if clause.amount is not None:
        each = _FOR_EACH.search(document.plain, clause.main.start, clause.main.end)
        return document.words(each.start("it"), each.end("it")) if each else None
    own = _basis_in(document, clause, clause.main.span, clause.rate_span)
    if own is None and clause.defined_by is not None:
        return _basis_in(
            document, clause, Span(clause.defined_by.start, clause.defined_by.end + 120), clause.defined_by
        )
    return own


def is_shared(clause: Clause) -> bool:
    """Whether the sum is one for all holders, who divide it among themselves."""
    return any(_SHARED.search(each.plain) for each in (clause.main, *clause.around))


def _basis_in(document: Document, clause: Clause, main: Span, rate: Span) -> str | None:
    plain = document.plain
    start = rate.end
    of = _RATE_OF.match(plain, start)
    if of is not None and not _MULTIPLIER.search(plain, max(main.start, rate.start - 24), rate.start):
        words = _until(document, of.end(), main.end)
    else:
        before = [
            found
            for found in _PRODUCT.finditer(plain, main.start, min(main.end, rate.start + 4))
            if found["it"]
        ]
        found = before[-1] if before else None
        if found is None:
            later = _RATE_ON.search(plain, start, main.end)
            if later is None:
                return None
            words = _until(document, later.end(), main.end)
        else:
            words = document.words(found.start("it"), found.end("it"))
    return bare(_resolved(clause, words)) or None


def _until(document: Document, start: int, end: int) -> str:
    stop = _BASIS_END.search(document.plain, start, end)
    return document.words(start, stop.start() if stop else end)


def _resolved(clause: Clause, words: str) -> str:
    """`words` with the one who is paid in place of "it"."""
    paid = re.search(r"\bpay(?:\sto)?\s(?P<who>(?:the|each|every)\s[A-Z]\w+)", clause.main.plain)
    return re.sub(r"^(what|the \w+ (?:that )?)\s?it\b", rf"\1 {paid['who']}", words) if paid else words


def proration(
    document: Document, clause: Clause, length: Length | None
) -> tuple[Literal["daily", "any_part", "none"], Span | None]:
    """What a part of a period counts, and where another sentence says so."""
    for sentence in (clause.main, *clause.around):
        if not document.says(_MAY_PRORATE, sentence):
            continue
        words = sentence.plain
        if sentence is not clause.main and _LATE.search(words):
            continue
        at = None if sentence is clause.main else sentence.span
        if _NOT_PRORATED.search(words):
            return "none", at
        if _PRORATED.search(words):
            return "daily", at
        if _ANY_PART.search(words):
            return "any_part", at
    daily = length is not None and (
        length.unit is Unit.YEARS or (length.unit is Unit.DAYS and length.count == 1)
    )
    return ("daily" if daily and clause.amount is None else "none"), None


def payable_in(clause: Clause) -> Literal["cash", "shares", "cash_or_shares"] | None:
    """In what the damages are paid, where that is said."""
    for sentence in (clause.main, *clause.around):
        found = re.search(
            r"\bin (?:cash|shares|(?:registered )?common stock)\b", sentence.plain, re.IGNORECASE
        )
        if found is None:
            continue
        both = re.search(
            r"\bcash\b[^.;]{0,80}\bor\b[^.;]{0,80}\b(?:shares|stock)\b", sentence.plain, re.IGNORECASE
        )
        return "cash_or_shares" if both else "cash" if "cash" in found.group().lower() else "shares"
    return None
