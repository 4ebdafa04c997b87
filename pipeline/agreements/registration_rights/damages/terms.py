"""Period, basis, proration and counting: what the sentence with the rate says besides."""

from __future__ import annotations

import re
from decimal import Decimal
from typing import Final, Literal

from pipeline.agreements.document import Document, bare
from pipeline.agreements.registration_rights.damages.clause import Clause
from pipeline.agreements.registration_rights.model import Step
from pipeline.agreements.values import Length
from pipeline.model import Unit
from pipeline.spans import Span

_UNITS: Final = {
    "day": Unit.DAYS, "daily": Unit.DAYS, "week": Unit.WEEKS, "weekly": Unit.WEEKS, "month": Unit.MONTHS,
    "monthly": Unit.MONTHS, "quarter": Unit.QUARTERS, "annum": Unit.YEARS, "year": Unit.YEARS,
}  # fmt: skip
_EACH: Final = re.compile(
    r"\b(?:each|every|per|any)(?:\s(?:such|full|additional|subsequent|further|whole|period|of|calendar|"
    r"successive|consecutive|such|later|"
    r"following|or|partial))*\s$",
    re.IGNORECASE,
)
_CADENCE: Final = re.compile(
    r"\b(?P<anniversary>monthly|weekly)\s(?:anniversar|period)|"
    r"\b(?:each|every|per|number of|a)\s(?:(?:full|calendar|additional|subsequent|whole)\s)?(?P<unit>day|"
    r"week|month|quarter|annum|year)(?:s|\b)(?!\s\d)",
    re.IGNORECASE,
)
_NOT_PRORATED: Final = re.compile(
    r"\b(?:not|no|without)\b(?:\sbe)?\s(?:any\s)?(?:so\s)?(?:pro-?\s?rat\w*|ratabl\w*)", re.IGNORECASE
)
_PRORATED: Final = re.compile(
    r"\bpro[ -]?rat(?:ed|ion|ing)\b|\bpro[- ]rata\b(?! (?:among|portion of the registrable))|\bratabl[ey]\b|"
    r"\bproportionate\w*\b|\bdaily basis\b|\bin\sproportion\sto\b|\baccrues?\sdaily\b",
    re.IGNORECASE,
)
_ANY_PART: Final = re.compile(
    r"\bor\s(?:(?:for\s)?(?:any|a)\s)?(?:part|portion|fraction)\s(?:thereof|of)\b", re.IGNORECASE
)
_BASIS_END: Final = re.compile(
    r"\s(?:for\s(?:each|every|any|the\s(?:first|period|initial))|per\s|prorated|or\sany|from\s(?:the|and)|"
    r"until|multiplied|times\s|on\s(?:each|every|the\s(?:date|first|\w+\sanniv))|in\s(?:the\saggregate|cash)|"
    r"at\s(?:the|a)\srate|and\sby\sthe|"
    r"during|upon|which|as\s(?:liquidated|partial)|then\son|accru\w+|payable)\b|[,;:.](?!\d)|$",
    re.IGNORECASE,
)
_COUNTED: Final = re.compile(
    r"\b(?P<it>(?:from(?=\s(?:the|and|and including|such|its|any))|until|commencing|beginning|after(?=\sthe)|"
    r"during\swhich|that\s(?:the|such))\b[^.;]*)",
    re.IGNORECASE,
)
_ANNIVERSARY: Final = re.compile(
    r"\bon\s(?:the|each|every|such|any)\b[^.;]*?\banniversar(?:[^.;,(]|\([^()]{1,60}\))*", re.IGNORECASE
)
_TOLD: Final = re.compile(
    r"\b(?:count(?:ed|s)?|accrues?(?:\sdaily)?|measured|runs?|calculated)\b(?:,\son[^,]*,)?\s(?P<it>(?:from|"
    r"beginning|commencing)\b[^.;]*)",
    re.IGNORECASE,
)
_COUNT_END: Final = re.compile(
    r",\s(?!(?:(?:and|but)\s)?(?:excluding|including|exclusive|inclusive|to\s))|\s(?:the\s\w+\s(?:shall|"
    r"will)\s(?:pay|make|be))|\s\((?:the|each|such)\b"
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
    found = [
        (days.start, Length(days.count, days.unit))
        for days in document.day_counts(main)
        if days.count is not None
        and days.unit is not None
        and _EACH.search(plain, max(main.start, days.start - 60), days.start)
    ]
    for match in _CADENCE.finditer(plain, main.start, main.end):
        unit = _UNITS[(match["anniversary"] or match["unit"]).lower()]
        if not any(abs(place - match.start()) < 12 for place, _ in found):
            found.append((match.start(), Length(Decimal(1), unit)))
    after = [each for each in found if each[0] >= rate.end - 1]
    if after:
        return min(after, key=lambda each: each[0])[1]
    return max(found, key=lambda each: each[0])[1] if found else None


def basis(document: Document, clause: Clause) -> str | None:
    """What the rate is a fraction of, in the text's words without their article."""
    if clause.amount is not None:
        return None
    own = _basis_in(document, clause, clause.main.span, clause.rate_span)
    if own is None and clause.defined_by is not None:
        return _basis_in(
            document, clause, Span(clause.defined_by.start, clause.defined_by.end + 120), clause.defined_by
        )
    return own


def _basis_in(document: Document, clause: Clause, main: Span, rate: Span) -> str | None:
    plain = document.plain
    start = rate.end
    of = re.compile(
        r"[\s%]{0,2}(?:per annum\s|per month\s)?(?:percent\s)?(?:\([^()]{1,20}\)\s)?(?:\S{1,3}\s)?of\s",
        re.IGNORECASE,
    ).match(plain, start)
    if of is not None:
        words = _until(document, of.end(), main.end)
    else:
        product = re.compile(
            r"(?:equal to|product of|interest on)\s(?P<it>[^;]{3,300}?)(?:,|\(|\s(?:multiplied|times|"
            r"at (?:the|a) rate))",
            re.IGNORECASE,
        )
        before = [
            found
            for found in product.finditer(plain, main.start, min(main.end, rate.start + 4))
            if found["it"]
        ]
        found = before[-1] if before else None
        if found is None:
            later = re.compile(
                r"\b(?:on|of)\s(?=(?:the|such|each|its)\s[^,;.]*\b(?:price|amount|principal|value|"
                r"invest\w+)\b)"
            ).search(plain, start, main.end)
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
    clause: Clause, length: Length | None
) -> tuple[Literal["daily", "any_part", "none"], Span | None]:
    """What a part of a period counts, and where another sentence says so."""
    for sentence in (clause.main, *clause.around):
        words = sentence.plain
        if sentence is not clause.main and re.search(
            r"\bbears? (?:simple )?interest\b", words, re.IGNORECASE
        ):
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


def counting(document: Document, clause: Clause) -> str | None:
    """From when to when the periods run, in the text's words."""
    plain, main = document.plain, clause.main
    anniversary = _ANNIVERSARY.search(plain, main.start, main.end)
    if anniversary is not None:
        words = re.sub(r"\s?\([^()]*\)", "", document.words(anniversary.start(), anniversary.end()))
        words = re.sub(r"\s(?:the|it|then the)\s(?:[A-Z]\w+\s)?(?:shall|will)\s.*$", "", words)
        return words.strip(" ,.")
    for sentence in clause.around:
        told = _TOLD.search(plain, sentence.start, sentence.end)
        if told is not None and "interest" not in sentence.plain:
            return _shortened(document, told.start("it"), told.end("it"))
    after = _COUNTED.search(plain, clause.rate_span.end, main.end)
    if after is not None:
        return _shortened(document, after.start("it"), after.end("it"))
    return None


def _shortened(document: Document, start: int, end: int) -> str:
    stop = _COUNT_END.search(document.plain, start, end)
    return document.words(start, stop.start() if stop else end).rstrip(" ,.")


def step(document: Document, clause: Clause) -> Step | None:
    """The rate that comes after the first one."""
    if clause.rate is None and clause.blank is None:
        return None
    begins, ends = clause.rate_span.end, clause.main.end
    if clause.defined_by is not None:  # the term's meaning has both rates
        begins, ends = clause.defined_by.end, min(clause.defined_by.end + 240, len(document.plain))
    tail = Span(begins, ends)
    later = [each for each in document.percentages(tail) if each.value <= Decimal("0.5")]
    rises = re.compile(
        r"\bthereafter\b|\bincreas\w+|\bsubsequent\b|\b(?:plus|and) (?:an additional)?\b[^.;]{0,40}for each",
        re.IGNORECASE,
    )
    if not later or not rises.search(document.plain, tail.start, tail.end):
        return None
    days = [
        each for each in document.day_counts(Span(tail.start, later[0].start)) if each.count and each.unit
    ]
    length = Length(days[0].count, days[0].unit) if days and days[0].count and days[0].unit else None
    return Step(length, later[0].value)


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
