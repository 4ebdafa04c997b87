"""The sentence that says what is paid for a default, and the sentences that go with it."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from decimal import Decimal
from typing import Final

from pipeline.agreements.document import Document, Sentence
from pipeline.agreements.registration_rights.damages.sums import rates, sums
from pipeline.extract.sentences import Said
from pipeline.model import Blank, Money, Percentage
from pipeline.spans import Span

_PAYS: Final = re.compile(
    r"\b(?:pays?|paid|payable|accrues?|"
    r"entitled to(?= \$|\s[\w-]+ (?:and |percent|per cent)| receive| an? )|"
    r"issue|ow(?:es?|ed|ing)|liable for|compensat(?:e|es|ed)|earns?|credits?|credited|charged?|costs?|"
    r"settles?|"
    r"(?:make|"
    r"makes) (?:a )?payments?|(?:shall|will|is to|are to) (?:also )?(?:receive|"
    r"be credited)|forfeits?|remits?)\b|"
    r"\b(?:prices?|charges?|fees?|penalt(?:y|ies)|damages|compensation|sums?|amounts?)\b"
    r"[^.;]{0,60}?\b(?:is|are|shall be|will be|equals?|amounts? to)\b|"
    r"\b(?:interest|dividends?)\b[^.;]{0,120}\b(?:increas\w+|rais(?:e|ed)|rises?|goes\sup|steps?\sup|climbs?)\b|"
    r"\bincreas\w+\b[^.;]{0,80}\b(?:interest|dividend)\b",
    re.IGNORECASE,
)
_MAY_PAY: Final = Said.of(_PAYS)
_PENALTY: Final = re.compile(
    r"\b(?:liquidated damages|not as a penalty|additional interest|special interest|registration default|"
    r"delay payments?|default payments?|"
    r"(?:payments?|charges?|damages|compensation) for (?:late|delay)\w*|"
    r"late(?:ness)? (?:charges?|payments?)|lateness|compensat\w+|"
    r"late registration|penalty|event date|partial relief|delay fee|late fee|"
    r"(?:penalty|increased|default) (?:dividends?|interest|rate))\b|\bEvent\b|\bdelay\b|"
    r"\bmiss(?:ed)?\b",
    re.IGNORECASE,
)
_FAILURE: Final = re.compile(
    r"\b(?:not (?:been )?(?:so )?(?:filed|declared|become|effective)|fail\w*|default\w*|"
    r"miss(?:es|ed)?|late|lateness|overdue|"
    r"not (?:\w+ ){0,3}(?:in|on) time|not meet|not met|after (?:that|the (?:due|required)) (?:date|day)|"
    r"event|delay\w*|breach)\b",
    re.IGNORECASE,
)
_REGISTRATION: Final = re.compile(
    r"\b(?:registration|effective\w*|shelf|filing|registrable|to\sfile|unfiled)\b", re.IGNORECASE
)
_NO_DAMAGES: Final = re.compile(
    r"\b(?:legend\w*|unlegended|certificate is|indemni\w+|underwriting discounts?|expenses|counsel|"
    r"contribut\w+|net proceeds|redemption price)\b",
    re.IGNORECASE,
)
_LATE_INTEREST: Final = re.compile(
    r"\binterest\b[^.;]{0,160}\b(?:late|overdue|not paid|unpaid|past due|fail\w*)|\b(?:late|overdue|"
    r"not (?:so )?paid|unpaid|"
    r"past due|fails? to pay)\b[^.;]{0,200}\binterest\b",
    re.IGNORECASE | re.DOTALL,
)
_PERIOD: Final = re.compile(
    r"\b(?:each|every|per|any|number of|monthly|daily|weekly|a)\b[^.;]{0,60}?\b(?:days?|months?|weeks?|annum|"
    r"year|period|anniversary|quarter)\b|\b(?:daily|weekly|monthly) (?:sum|amount|fee|payment|penalty|"
    r"charge|rate)\b",
    re.IGNORECASE,
)
_PERIOD_NEXT: Final = re.compile(
    r"\b(?:for|per|each|every)\s(?:\w+\s){0,3}(?:months?|days?|weeks?|period|annum|year)\b", re.IGNORECASE
)
_OWNERSHIP: Final = re.compile(
    r"\b(?:own\w*|beneficial\w*|voting|outstanding (?:shares|common))\b", re.IGNORECASE
)
_LIMIT: Final = re.compile(
    r"\b(?:exceed|more than(?!\s[\w-]+\s(?:\(\d+\)\s)?(?:\w+\s)?(?:days|weeks|months)\b)|maximum"
    r"|in excess of|limited to|cap)\b[^.;]{0,60}$",
    re.IGNORECASE,
)
_AT_RATE: Final = re.compile(r"\bat\s(?:the|a)\srate\sof\s$", re.IGNORECASE)
# "The Holders of thirty percent (30%) or more of the Registrable Securities" are paid nothing by that.
_OR_MORE: Final = re.compile(
    r"\)?\s(?:or\s(?:more|greater)|in\s(?:interest|number|principal\samount))\b", re.IGNORECASE
)
# What is not paid is no sentence on what is: "No Delay Fee accrues while …".
_NOTHING: Final = re.compile(r"(?:in no (?:case|event)|no(?! later)|nothing)\b", re.IGNORECASE)
# The price of a day for each share: ".0005 multiplied by the Liquidation Preference".
_FACTOR: Final = re.compile(
    r"(?<![\d$.,])(?P<n>0?\.\d{1,7})\)?\s(?=(?:multiplied\sby|times|x|of\s(?:the|such|its))\b)|"
    r"\b(?:multiplied\sby|times|product\sof|rate\sof|factor\sof)\s(?P<m>0?\.\d{1,7})\b(?!%|\spercent)",
    re.IGNORECASE,
)
_FOR_EACH: Final = re.compile(r"\b(?:per|for\s(?:each|every))\s$", re.IGNORECASE)
_NAMED: Final = Said(r"\b(?:liquidated damages|(?:delay|default) payments?|additional interest)\b")
_NEAR: Final = 14  # sentences of the clause that are read for its cap, its due date and so on


@dataclass(frozen=True, slots=True)
class Clause:
    """The sentence with the rate, what was found there, and the sentences around it, that one included."""

    main: Sentence
    rate: Percentage | None
    rate_span: Span  # where the rate or the amount stands in the sentence
    amount: Money | None
    blank: Blank | None
    defined_by: Span | None  # where a defined term of the sentence gets the rate
    around: tuple[Sentence, ...] = ()
    initial: Decimal | None = None  # the rate, or the sum, of a first payment on the default itself


def damages_clause(document: Document) -> Clause | None:
    """The clause on liquidated damages; None where there is none."""
    best: tuple[float, Clause] | None = None
    for place in document.saying(_MAY_PAY):
        sentence = document.sentences[place]
        paid = _PAYS.search(sentence.plain)
        if paid is None:
            continue
        clause = _with_rate(document, sentence, sentence.start + paid.start())
        if clause is None:
            continue
        score = _score(document, sentence, clause) - place / 10_000
        if score >= 2 and (best is None or score > best[0]):
            best = (score, clause)
    return replace(best[1], around=_around(document, best[1].main)) if best is not None else None


def _score(document: Document, sentence: Sentence, clause: Clause) -> float:
    words = sentence.plain
    context = " ".join(each.plain for each in _before(document, sentence, 3)) + " " + sentence.heading
    score = 0.0
    if _PENALTY.search(words):
        score += 1.5
    elif _PENALTY.search(context):
        score += 0.7
    if _FAILURE.search(words):
        score += 1
    elif _FAILURE.search(context):
        score += 0.6
    if _REGISTRATION.search(words):
        score += 0.8
    elif _REGISTRATION.search(context):
        score += 0.5
    if re.search(r"damages|payments? (?:by|for)|penalt|default|delay|late|compensation", sentence.heading):
        score += 1
    meant = clause.defined_by
    if _PERIOD.search(words) or (
        meant is not None and _PERIOD.search(document.plain, meant.end, meant.end + 120)
    ):
        score += 1
    else:
        score -= 2
    if _NO_DAMAGES.search(words):
        score -= 2.8 if "legend" in words.lower() else 1.7
    if _LATE_INTEREST.search(words) and not re.search(
        r"liquidated|penalty|additional interest|registration default", words, re.IGNORECASE
    ):
        score -= 3
    if _NOTHING.match(words):
        score -= 3
    return score


def _before(document: Document, sentence: Sentence, count: int) -> list[Sentence]:
    index = document.place(sentence)
    return [each for each in document.sentences[max(0, index - count) : index] if _together(each, sentence)]


def _together(one: Sentence, other: Sentence) -> bool:
    """Whether two sentences stand in one clause, or one in a clause of the other's."""
    a, b = one.clause or "", other.clause or ""
    return a == b or a.startswith(b + "/") or b.startswith(a + "/") or _parent(a) == _parent(b) != ""


def _parent(path: str) -> str:
    return path.rpartition("/")[0]


def _with_rate(document: Document, sentence: Sentence, start: int) -> Clause | None:
    """The clause of a sentence that has a rate, a sum or a blank; from `start` on it tells of paying."""
    plain = document.plain
    found = [
        each
        for each in rates(document, sentence)
        if not _OWNERSHIP.search(plain, max(sentence.start, each.start - 60), each.start)
        and not _LIMIT.search(plain, max(sentence.start, each.start - 70), each.start)
        and not _OR_MORE.match(plain, each.end)
    ]
    if not found:
        found = _factors(document, sentence)
    # A share of something else may stand beside the rate: warrants for 3 % of the units, and 0.75 % a month.
    at_rate = [
        each for each in found if each.start < start and _AT_RATE.search(plain, each.start - 20, each.start)
    ]
    later = at_rate + [each for each in found if each.start > start] or found
    rate = next((each for each in later if _leads_to_period(document, each, found, sentence)), None)
    rate = rate or (later[0] if later else None)
    if (
        rate is not None
        and later[0] != rate
        and not re.search(r"\bwarrants?\b|\bshares?\b", plain[later[0].end : rate.start])
    ):
        rate = later[0]
    blank = next((each for each in document.blanks(sentence) if _blank_of_rate(document, each)), None)
    if blank is not None and (rate is None or blank.start < rate.start):
        return Clause(sentence, None, Span(blank.start, blank.end), None, blank, None)
    if rate is not None:
        return Clause(sentence, rate, Span(rate.start, rate.end), None, None, None)
    defined = _defined_rate(document, sentence)
    if defined is not None:
        percentage, used = defined
        return Clause(sentence, percentage, used, None, None, Span(percentage.start, percentage.end))
    money = next(
        (
            each
            for each in sums(document, sentence)
            if each.start > start and not _FOR_EACH.search(plain, max(start, each.start - 12), each.start)
        ),
        None,
    )
    if money is not None:
        return Clause(sentence, None, Span(money.start, money.end), money, None, None)
    return None


def _factors(document: Document, sentence: Sentence) -> list[Percentage]:
    """Fractions that are written as decimals and multiplied."""
    out = []
    for found in _FACTOR.finditer(document.plain, sentence.start, sentence.end):
        name = "n" if found["n"] else "m"
        out.append(Percentage(found.start(name), found.end(name), "decimal-factor", Decimal(found[name])))
    return out


def _leads_to_period(
    document: Document, rate: Percentage, others: list[Percentage], sentence: Sentence
) -> bool:
    """Whether the period that it is paid for follows, before the next rate."""
    following = min((each.start for each in others if each.start > rate.start), default=sentence.end)
    return _PERIOD_NEXT.search(document.plain, rate.end, min(following, rate.end + 260)) is not None


def _blank_of_rate(document: Document, blank: Blank) -> bool:
    plain = document.plain
    return blank.of in ("percentage", "money") or bool(
        re.match(r"\s?(?:%|percent)", plain[blank.end : blank.end + 9])
        or plain[max(0, blank.start - 1) : blank.start] == "$"
        or re.search(
            r"(?:equal to|pay|multiplied by|rate of)\s$", plain[max(0, blank.start - 16) : blank.start]
        )
    )


def _defined_rate(document: Document, sentence: Sentence) -> tuple[Percentage, Span] | None:
    """A percentage that a term of the sentence stands for: multiplied by the Applicable Percentage."""
    for used, meaning in document.defined_in(sentence):
        near = Span(meaning.start, min(meaning.end, meaning.start + 160))
        found = rates(document, near)
        if found:
            return found[0], used
    return None


def _around(document: Document, main: Sentence) -> tuple[Sentence, ...]:
    index = document.place(main)
    low, high = max(0, index - 4), index + _NEAR
    near = [
        each for each in document.sentences[low:high] if each.clause == main.clause or _together(each, main)
    ]
    named = [document.sentences[i] for i in document.saying(_NAMED)]
    return tuple(sorted({*near, *named}, key=lambda each: each.start))
