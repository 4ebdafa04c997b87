"""The cap and what is left out of account: mostly sentences of their own."""

from __future__ import annotations

import re
from decimal import Decimal
from typing import Final, Literal

from pipeline.agreements.document import Document, Sentence, bare
from pipeline.agreements.registration_rights.damages.clause import Clause
from pipeline.agreements.registration_rights.damages.sums import sums
from pipeline.agreements.registration_rights.model import Cap
from pipeline.extract.sentences import Said
from pipeline.spans import Span

_LIMIT: Final = re.compile(
    r"\b(?:exceed(?:ing)?|more than|maximum|in excess of|limited to|capped at|cap of|not be greater than|"
    r"up to(?! and including| the \w+ (?:day|week|month))|the most (?:that|which|all|any|the|an?|each|it)|"
    r"(?:ends?|stops?|ceases?)\b[^.;]{0,60}?\b(?:when|once|after|as\ssoon\sas|until)\b[^.;]{0,60}?\b(?:amounts?|amounted|reach\w*|"
    r"equals?|equalled|comes?|come|totals?|totalled)\b|greater than|maximum)\b",
    re.IGNORECASE,
)
_OF: Final = re.compile(r"\s(?:\([^()]*\)\s)?of\s(?P<it>[^.;,]*)")
# "The aggregate paid to all Holders shall not exceed", against "to any Holder", "a Holder's payments".
_OF_ALL: Final = re.compile(
    r"\b(?:the|such|all)\s(?:Holders|Investors|Purchasers|Buyers|Subscribers|Lenders|Sellers|Shareholders|Stockholders)\s(?:all\s)?"
    r"(?:together|combined|collectively|as\sa\s(?:group|whole)|in\stotal|between\sthem|among\sthem)\b|"
    r"\b(?:to|of|by|for|from)\sall\s(?:of\s)?(?:the\s|such\s)?(?:Holders|Investors|Purchasers|Buyers|Subscribers|Lenders|"
    r"Sellers|Shareholders|Stockholders|Selling\s\w+|persons|of\sthem)\b|\ball\s(?:the\s)?(?:Holders|Investors|Purchasers|"
    r"Buyers|Subscribers|Lenders|Sellers|Shareholders|Stockholders)\b[^.;]{0,40}\b(?:together|in\stotal|as\sa\sgroup"
    r"|combined|collectively|taken)|"
    r"\bto\sthe\s(?:Holders|Investors|Purchasers|Buyers|Subscribers|Lenders|Sellers)\b[^.;]{0,30}\b(?:together|as\sa\sgroup"
    r"|collectively|combined|as\sa\swhole)\b",
    re.IGNORECASE,
)
# "The Company's total liability" is to all that it is liable to.
_OF_COMPANY: Final = re.compile(
    r"\b(?:Company|Issuer|Corporation|Parent|Trust|Partnership)(?:['’]s)?\s(?:total|aggregate|maximum|entire|cumulative|overall)"
    r"\s(?:\w+\s){0,2}?(?:liabilit(?:y|ies)|obligations?)\b|\b(?:total|aggregate|maximum|entire|cumulative|overall)\s(?:\w+\s){0,2}?"
    r"(?:liabilit(?:y|ies)|obligations?)\sof\sthe\s(?:Company|Issuer|Corporation|Parent|Trust|Partnership)\b",
    re.IGNORECASE,
)
_OF_EACH: Final = re.compile(
    r"\b(?:to|of|by|for|per)\s(?:any|each|every|an?|no|any\sone|one|either|such|the)?\s?(?:\w+\s)?"
    r"(?:Holder|Investor|Purchaser|Buyer|Subscriber|Lender|Seller|Shareholder|Stockholder)\b"
    r"|\b(?:no|any|each|every|an?)\s(?:\w+\s)?(?:Holder|Investor|Purchaser|Buyer|Subscriber|Lender|Seller|Shareholder|Stockholder)\b",
    re.IGNORECASE,
)
_EACH_FAILURE: Final = re.compile(
    r"\b(?:for|per|on\saccount\sof|in\s(?:respect|the\scase)\sof|with\srespect\sto|by\sreason\sof|resulting\sfrom|arising\s(?:out\sof|from))\s"
    r"(?:any\s(?:one|single|given|individual|particular)|each|every|a\s(?:single|given|particular)|one)\s(?:such\s)?(?:\w+\s)?"
    r"(?:failure|default|delay|Event|breach|lateness|missed\sdate|occurrence)\b",
    re.IGNORECASE,
)
_TAKEN_TOGETHER: Final = re.compile(
    r"\ball\s(?:such\s|of\sthe\s|the\s)?(?:\w+\s)?(?:failures|defaults|delays|Events|breaches)\b",
    re.IGNORECASE,
)
_A_YEAR: Final = re.compile(
    r"\s?(?:\([^()]*\)\s)?(?:per|a|for\s(?:each|every))\s(?:such\s|additional\s|further\s)?(?:annum|year|month|week|day|period)\b",
    re.IGNORECASE,
)
_FOR_EACH: Final = re.compile(r"\s(?:per|for\s(?:each|every))\s(?P<it>[\w&-]+(?:\s[A-Z][\w-]*){0,4})")
_OWNED: Final = re.compile(
    r"\bown\w*\b|\bbeneficial|\bvoting|\bsecurities outstanding|\boutstanding (?:common|shares)",
    re.IGNORECASE,
)
_NEAR: Final = 12  # sentences after the rate in which delays may be left out of account
_LEFT_OUT: Final = (
    r"(?:left\sout|exclud\w+|disregarded|ignored|not\s(?:be\s)?(?:counted|included|taken\sinto\saccount)|deducted"
    r"|subtracted)"
)
_NOT_LEFT_OUT: Final = re.compile(
    r"(?:any\s|an?\s|the\s)?(?:(?:part|portion|fraction)s?|first|initial|incomplete|partial|broken|shorter)\b|"
    # One end of a default, or a period that is not whole, is no time that is left out of account.
    r"(?:(?:any|an?|the)\s)?(?:\w+\s)?(?:day|date|period)s?\s(?:(?:on|in)\swhich\s[^.;]{0,80}\b(?:cured|filed|declared|missed)\b"
    r"|of\s(?:the\s|its\s|such\s)?(?:cure|filing|effectiveness|less|fewer)\b|begins?\b|that\s(?:was|is)\s(?:so\s)?missed\b|missed\b"
    r"|shorter\b|less\b)",
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
# Words without one of which nothing is left out of account.
_MAY_EXCLUDE: Final = Said(rf"{_LEFT_OUT}|excluding|\b(?:no|not|nothing)\s|\bcount\b")


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
            scope = _scope(sentence, "each")
            return Cap(
                percentage.value, _same(words, basis), scope=scope, each_failure=_each_failure(sentence)
            ), sentence.span
        for money in sums(document, sentence):
            if _A_YEAR.match(document.plain, money.end) or document.plain.endswith("per ", 0, money.start):
                continue
            if money != clause.amount and _limited(document, sentence, money.start):
                each = _FOR_EACH.match(document.plain, money.end, sentence.end)
                if each is not None and _EACH_FAILURE.match(document.plain, each.start() + 1):
                    each = None
                share = document.words(each.start("it"), each.end("it")) if each else None
                # A sum that is for no unit and no holder is all that the company pays.
                scope = _scope(sentence, "each" if share else "all")
                return Cap(
                    None, share, money.amount, money.currency, scope, _each_failure(sentence)
                ), sentence.span
    return None


def _scope(sentence: Sentence, otherwise: Literal["each", "all"]) -> Literal["each", "all"]:
    """Whether the most is for each holder, or for all of them together; `otherwise` where none is named."""
    words = sentence.plain
    if _OF_EACH.search(words):
        return "each"
    return "all" if _OF_ALL.search(words) or _OF_COMPANY.search(words) else otherwise


def _each_failure(sentence: Sentence) -> bool:
    """Whether the most is for each default, and not for all that there are."""
    words = sentence.plain
    return _EACH_FAILURE.search(words) is not None and _TAKEN_TOGETHER.search(words) is None


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
        r"\s(?:in (?:the aggregate|all|total)|altogether|together|shall|will|for (?:any|each|all|every|one)|"
        r"under (?:this|[Ss]ection|[Cc]lause|paragraph|the))\b.*$",
        "",
        words,
    )
    return bare(trimmed)


def excluded(document: Document, clause: Clause) -> tuple[str, Span] | None:
    """What does not count as default."""
    first = document.place(clause.main)
    later = document.sentences[first : first + _NEAR]
    sentences = [
        each for each in dict.fromkeys((*clause.around, *later)) if document.says(_MAY_EXCLUDE, each)
    ]
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
