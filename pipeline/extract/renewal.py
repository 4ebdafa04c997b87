"""How the agreement goes on after its first term, and the notice that stops it."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from pipeline.extract.choice import Candidate, choose
from pipeline.extract.lengths import period_of, within
from pipeline.extract.sentences import sentence_at
from pipeline.match import scanner
from pipeline.model import (
    Answer,
    DayCount,
    Mention,
    Outline,
    Period,
    Quantities,
    RegionKind,
    Status,
    Text,
    Unit,
)
from pipeline.spans import Span

PERPETUAL = "perpetual"

_RHYTHM = {
    "year": Unit.YEARS,
    "annual": Unit.YEARS,
    "yearly": Unit.YEARS,
    "annually": Unit.YEARS,
    "month": Unit.MONTHS,
    "monthly": Unit.MONTHS,
    "quarter": Unit.QUARTERS,
    "quarterly": Unit.QUARTERS,
    "week": Unit.WEEKS,
}
_STANDING = {"automatic": 0, "from-year-to-year": 5, "renews": 10, "continues": 12, "extends": 15}
# What makes an extension or a continuation more than the first term itself.
_MORE = re.compile(
    r"\b(?:successive|consecutive|additional|further|subsequent|renewal|extension|like|another|automatic\w*|year[\s-]to|month[\s-]to|basis)\b",
    re.IGNORECASE,
)
_EXTENDED = re.compile(r"\bbe\s+extended$", re.IGNORECASE)
_SUBJECT = re.compile(
    r"\b(?:agreement|contract|term|terms|appointment|engagement|lease|it|period|letter|services?|promotion"
    r"|(?:termination|expiration|expiry)\s+date)\b",
    re.IGNORECASE,
)
_OTHER_THING = re.compile(
    r"\b(?:insurance|polic(?:y|ies)|letters?\s+of\s+credit|patents?|registrations?|domain\s+names?|warrant(?:y|ies)|support|licen[cs]es?\s+(?:shall|may|will)"
    r"|deadline|due\s+date|payment|delivery|loan|maturity|facility|permits?|cure|time\s+(?:for|to)|survey|indemni\w+|confidential\w*|offer\s+period|closing|surviv\w+)\b",
    re.IGNORECASE,
)
_SUCCESSIVE = re.compile(
    r"\b(?:successive|consecutive|each|subsequent|terms|periods|year[\s-]to[\s-]year|month[\s-]to[\s-]month|basis|thereafter|annually|any\s+renewal)\b",
    re.IGNORECASE,
)
_NOT_RENEWAL = re.compile(
    r"^[\s'’)]{0,3}(?:calendar\s+)?(?:(?:advance|prior|written|notice|before|previous|in\s+advance)\b)",
    re.IGNORECASE,
)
_LAST_TERM = re.compile(
    r"\b(?:initial|first|original|expiration\s+of\s+(?:the|such)|end\s+of\s+(?:the|such)|of\s+(?:the|such|said)|notice\s+of|at\s+least|not\s+less\s+than|within)\s+$",
    re.IGNORECASE,
)
_NOTICE_AFTER = re.compile(
    r"^[\s'’)]{0,3}(?:calendar\s+|full\s+)?(?:(?:prior|written|advance|in\s+advance|previous)[\s,]+){0,3}(?:and\s+)?(?:notice|notification|before|prior|preceding|in\s+advance"
    r"|previous|of\s+(?:the\s+)?(?:notice|conclusion|end|expiration))\b",
    re.IGNORECASE,
)
_STOPS = re.compile(
    r"\b(?:unless|not\s+to\s+renew|non-?\s?renew\w*|not\s+be\s+renewed|terminat\w+|cancel\w*|intent\w*|desire|elect\w*|not\s+(?:to\s+)?(?:extend|renew)|notif\w+|like\s+to\s+extend)\b",
    re.IGNORECASE,
)
_OPTION = re.compile(
    r"\b(?:option|right|elect|may)\b[^.;]{0,60}\b(?:renew|extend)|\bwish(?:es)?\s+to\s+(?:renew|extend)",
    re.IGNORECASE,
)
_AGAINST = re.compile(r"unless|non-?renew|\bnot\s+(?:to\s+)?(?:renew|extend)", re.IGNORECASE)
_END_OF_TERM = re.compile(
    r"\b(?:renew\w*|end\s+of|expir\w+|conclusion|then[\s-]current|anniversary|extend)\b", re.IGNORECASE
)
_NUMBERED = re.compile(r"(?:\)|\d|\b(?:one|two|three|four|five|six|ten))[\s-]$", re.IGNORECASE)
_FIRST_TERM = re.compile(
    r"\b(?:until\s+the\s+(?:end|expiration|completion)|for\s+(?:a\s+period|an?\s+(?:initial\s+)?term)|initial\s+term|through)\b",
    re.IGNORECASE,
)
_REACH = 170  # characters after the renewing verb in which its length stands


@dataclass(frozen=True, slots=True)
class Renewal:
    """A sentence that renews, and the length that it gives."""

    sentence: Span
    candidate: Candidate


def renewals(text: Text, outline: Outline, quantities: Quantities) -> tuple[Renewal, ...]:
    """The places at which the agreement is renewed, in the order of the text."""
    return tuple(_renewals(text, outline, quantities))


def renewal_term(found: Sequence[Renewal]) -> Answer:
    """The length of a renewal as a `Period`, or "perpetual" for one without end."""
    return choose(renewal.candidate for renewal in found)


def notice_period_to_terminate_renewal(
    text: Text, quantities: Quantities, found: Sequence[Renewal]
) -> Answer:
    """How long before the end of a term notice must be given for it not to renew, as a `Period`.

    It is looked for in the sentences that renew and in those beside them.
    """
    return choose(_notices(text, quantities, found))


def _renewals(text: Text, outline: Outline, quantities: Quantities) -> Iterator[Renewal]:
    for mention in scanner("renewal").find(text):
        sentence = sentence_at(text.string, mention.start, mention.end)
        rank = _rank(text, outline, sentence, mention)
        if rank is None:
            continue
        value = _length(text, quantities, sentence, mention)
        if value is None:
            if mention.rule == "automatic":
                status, why = _gap(quantities, sentence) or Status.ABSENT, "gives no length"
                lengthless = Candidate(
                    None, rank + 40, sentence.start, sentence.end, mention.rule, status=status, standing=why
                )
                yield Renewal(sentence, lengthless)
            continue
        yield Renewal(sentence, Candidate(value, rank, sentence.start, sentence.end, mention.rule))


def _rank(text: Text, outline: Outline, sentence: Span, mention: Mention) -> int | None:
    """How surely the mention renews the agreement itself; None where something else is extended."""
    before = text.string[max(sentence.start, mention.start - 160) : mention.start]
    rank = _STANDING[mention.rule]
    if _OTHER_THING.search(before[-90:]):
        return None
    if not _SUBJECT.search(before) and not _SUBJECT.search(
        text.string, mention.start, min(sentence.end, mention.end + 40)
    ):
        return None
    region = outline.region_at(mention.start)
    if region is not None and region.kind is RegionKind.ATTACHMENT:
        rank += 30
    return rank


def _length(text: Text, quantities: Quantities, sentence: Span, mention: Mention) -> Period | str | None:
    """The length that the sentence gives the renewal: the first one after the word that renews."""
    string = text.string
    reach = Span(mention.start, max(mention.end, min(sentence.end, mention.end + _REACH)))
    successive = bool(_SUCCESSIVE.search(string, sentence.start, sentence.end))
    lengths = [length for length in within(quantities.day_counts, reach) if _renews(string, length)]
    untold = [
        hit
        for hit in scanner("renewal_lengths").find(text, [reach])
        if not _NUMBERED.search(string, hit.start - 12, hit.start)
    ]
    if lengths and (not untold or lengths[0].start < untold[0].start or untold[0].rule == "no-end"):
        again = _MORE.search(string, mention.end, lengths[0].end + 12) or _EXTENDED.search(
            string, mention.start - 8, mention.end
        )
        if mention.rule in ("extends", "continues") and not again:
            return None
        return period_of(lengths[0], successive=successive)
    if not untold or (mention.rule == "extends" and untold[0].rule == "no-end"):
        return None
    return _untold(string, sentence, mention, untold[0], successive=successive)


def _untold(
    string: str, sentence: Span, mention: Mention, length: Mention, *, successive: bool
) -> Period | str | None:
    """The length that stands there without a number."""
    if length.rule == "no-end":
        # "Until terminated" renews only what has had a first term.
        first = _FIRST_TERM.search(string, sentence.start, mention.start)
        return PERPETUAL if first or mention.rule == "automatic" else None
    group = next(
        (length.groups[name] for name in ("unit", "every", "rhythm", "adverb") if name in length.groups), None
    )
    if group is None:
        return None
    unit = _RHYTHM[string[group.start : group.end].lower()]
    if mention.rule == "continues" and "every" not in length.groups:
        return None  # "continue to report on a quarterly basis"
    if length.rule == "rhythm":
        return Period(1, unit, successive=True)
    return Period(6, Unit.MONTHS, successive) if "half" in length.groups else Period(1, unit, successive)


def _renews(string: str, length: DayCount) -> bool:
    """Whether the length is that of a renewal and not of a notice or of the term before it."""
    if length.unit in (Unit.HOURS, Unit.BUSINESS_DAYS, Unit.TRADING_DAYS):
        return False
    if _NOT_RENEWAL.match(string[length.end : length.end + 30]):
        return False
    return not _LAST_TERM.search(string[max(0, length.start - 40) : length.start])


def _gap(quantities: Quantities, sentence: Span) -> Status | None:
    """What became of a length that does not stand there any more."""
    blanks = within(quantities.blanks, sentence)
    return (Status.REDACTED if blanks[0].redacted else Status.BLANK) if blanks else None


def _notices(text: Text, quantities: Quantities, renewed: Sequence[Renewal]) -> Iterator[Candidate]:
    for renewal in renewed:
        found = renewal.candidate
        yield from _notices_in(text, quantities, renewal.sentence, found.rank, found.rule, beside=False)
        following = sentence_at(text.string, min(len(text.string) - 1, renewal.sentence.end + 2))
        yield from _notices_in(text, quantities, following, found.rank + 3, found.rule)
        previous = sentence_at(text.string, max(0, renewal.sentence.start - 3))
        yield from _notices_in(text, quantities, previous, found.rank + 4, found.rule)


def _notices_in(
    text: Text, quantities: Quantities, sentence: Span, rank: int, rule: str, *, beside: bool = True
) -> Iterator[Candidate]:
    string = text.string
    words = string[sentence.start : sentence.end]
    if (
        not _STOPS.search(words)
        or (beside and not _END_OF_TERM.search(words))
        or (_OPTION.search(words) and not _AGAINST.search(words))
    ):
        return
    for length in within(quantities.day_counts, sentence):
        if length.unit is Unit.HOURS or not _NOTICE_AFTER.match(string[length.end : length.end + 60]):
            continue
        period = period_of(length)
        if period is not None:
            yield Candidate(period, rank, sentence.start, sentence.end, rule)
