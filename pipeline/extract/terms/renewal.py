"""How the agreement goes on after its first term."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from pipeline.extract.sentences import Said, sentence_at
from pipeline.extract.terms.choice import Candidate, choose
from pipeline.extract.terms.lengths import period_of, within
from pipeline.frozen import dataclass
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
_STANDING = {
    "automatic": 0,
    "thereafter": 5,
    "renews": 10,
    "begins-anew": 12,
    "continues": 12,
    "renewal-label": 13,
    "extends": 15,
    "further-term": 20,
    "renewal-of": 22,
    "month-to-month": 25,
}
_WEAK = frozenset({"extends", "continues", "month-to-month"})  # of many other things than agreements
_SECOND_HAND = frozenset({"further-term", "renewal-of"})  # nouns: what is renewed may stand elsewhere
# What makes an extension or a continuation more than the first term itself.
_MORE = re.compile(
    r"\b(?:successive|consecutive|additional|further|subsequent|successor|renewal|extension|like|another|more|extra|equal|options?|automatic\w*|year[\s-]to|month[\s-]to|basis|at\s+a\s+time|each)\b",
    re.IGNORECASE,
)
_EXTENDED = re.compile(r"\b(?:be|is)\s+extended$|\boptions?\b[^.;]{0,60}$", re.IGNORECASE)
_SUBJECT = re.compile(
    r"\b(?:agreement|contract|term|terms|appointment|engagement|employment|lease|it|periods?|letter|services?|promotion|franchise|charter|licen[cs]e|relationship|arrangement|duration|retainer|coverage(?=\s+(?:is|shall\s+be|will\s+be)\b)|same|thereafter"
    r"|(?:termination|expiration|expiry)\s+date)\b",
    re.IGNORECASE,
)
_OTHER_THING = re.compile(
    r"\b(?:insurance|polic(?:y|ies)|letters?\s+of\s+credit|patents?|registrations?|domain\s+names?|warrant(?:y|ies)|support(?:\s+plan)?|maintenance|licen[cs]es?\s+(?:shall|may|will)"
    r"|deadline|due\s+date|payment|delivery|loan|maturity|facility|permits?|cure|time\s+(?:for|to)|survey|indemni\w+|confidential\w*|offer\s+period|closing|surviv\w+|severance|coverage(?!\s+(?:is|(?:shall|will)\s+be)\s*$)|forecasts?|certificat\w+|accreditation|bank\s+guarantees?|visas?|listing|elected\s+for|as\s+an?\s+(?:director|trustee|officer)|option\s+period|exclusivity|subscriptions|(?:contracts|agreements)\s+with\s+(?:its\s+)?(?:subscribers|customers|users)"
    r"|(?:research|royalty|evaluation|exclusivity|non-?compet\w+|restricted|standstill|lock-?up)\s+(?:term|period)|licen[cs]es?\s+(?:from|that))\b",
    re.IGNORECASE,
)
# "An Employment Agreement … which renews": the renewal of another paper.
_ITS_OWN = re.compile(
    r"\b(?:an?|that\s+certain|such\s+other)\s+(?:[A-Z]\w+\s+){1,4}(?:Agreement|Lease|Contract)\b"
)
_NOT_EXTENDED = re.compile(r"\b(?:not|no|nor|never)\s+(?:be\s+)?(?:further\s+)?$", re.IGNORECASE)
_TENANCY = Said(r"\b(?:tenan\w+|hold\w*\s*over|sufferance|rent)\b")
# A further term that no verb renews: what may not lead up to it, and what the sentence must speak of.
_COUNTED_OFF = re.compile(r"\b(?:each|every|any|in|during|such|within)\s+$", re.IGNORECASE)
_DEFINES = re.compile(r"[\"”]\s+(?:shall\s+)?means?\b", re.IGNORECASE)
_OF_TERM = Said(
    r"\b(?:(?:this|the|such)\s+(?:[\wÀ-ÿ]+\s+){0,2}?(?:Agreement|Contract|Lease|Term|Charter|Franchise)|initial\s+(?:term|period)|first\s+(?:term|period|year)|thereafter|options?|automatic\w*)\b"
)
# "While it runs and for a further six months": the time for which a promise holds, which renews nothing.
_HOLDS_ON = re.compile(
    r"\b(?:during|while|whilst|throughout|as\s+long\s+as|term|agreement|runs|employment|termination|expiration|expiry)\b[^.;]{0,60}\band\s+(?:thereafter\s+)?for\s+(?:an?\s+)?$",
    re.IGNORECASE,
)
_PROMISE = Said(
    r"\b(?:(?:shall|will|may|must|agrees?)\s+not|neither|refrain|surviv\w+|confiden\w+|compet\w+|solicit\w*|maintain|retain|keep)\b"
)
# "Extend the delivery date", "each Statement of Work shall renew", "extended by a month for each month lost".
_ITS_OBJECT = re.compile(
    r"\s+(?:the|any|such|its|said)\s+(?:(?!expir|terminat|end)[\w-]+\s+){0,2}?(?:dates?|deadlines?|schedules?|warrant(?:y|ies)|loans?|maturity|time|insurance|offers?)\b",
    re.IGNORECASE,
)
_ORDER = re.compile(
    r"\b(?:(?:statements?|scopes?)\s+of\s+work|(?:work|service|purchase|insertion|task)\s+orders?|SOWs?)\b",
    re.IGNORECASE,
)
_AGREEMENT = re.compile(r"\b(?:agreement|contract)\b", re.IGNORECASE)
_TOLLED = re.compile(
    r"\b(?:force\s+majeure|delay\w*|suspen\w+|toll(?:ed|ing)?|interrupt\w+|lost|downtime|for\s+each\s+(?:day|week|month|year)\s+(?:in|that|of|during))\b",
    re.IGNORECASE,
)
# A renewal that an amendment takes out.
_STRICKEN = Said(r"\b(?:stricken|struck\s+(?:out|from)|deleted|removed\s+from)\b")
_PUT_IN = Said(r"\b(?:replac\w+|restat\w+|substitut\w+|insert\w*|in\s+lieu|following|amended)\b")
# What says that it is the agreement that is renewed.
_ITSELF = Said(
    r"\b(?:this|the|such|said|our|each|its?)\s+(?:[\wÀ-ÿ]+\s+){0,3}?(?:agreement|contract|term|period|lease|charter|appointment|engagement|employment|franchise|arrangement|relationship|duration|agency|it)\b|\binitial\s+(?:term|period)|\brenewal\s+(?:term|period)|\b(?:termination|expiration|expiry)\s+date\b"
)
_IT = re.compile(r"\b(?:it|same)\b", re.IGNORECASE)
_SUCCESSIVE = Said(
    r"\b(?:successive|consecutive|each|subsequent|terms|periods|year[\s-]to[\s-]year|month[\s-]to[\s-]month|basis|thereafter|annually|any\s+renewal|at\s+a\s+time)\b"
)
_NOT_RENEWAL = re.compile(
    r"[\s'’)]{0,3}(?:calendar\s+)?(?:(?:advance|prior|written|notice|before|previous|in\s+advance|ahead|after|following|from)\b)",
    re.IGNORECASE,
)
_LAST_TERM = re.compile(
    r"\b(?:initial|first|original|expiration\s+of\s+(?:the|such)|end\s+of\s+(?:the|such)|of\s+(?:the|such|said)|notice\s+of|at\s+least|(?:not|no)\s+(?:less|fewer|later|more)\s+than|within|total\s+of|exceed)"
    r"\s+(?:(?:term|period)\s+of\s+)?$",
    re.IGNORECASE,
)
_OF_NOTICE = re.compile(
    r"[\s'’)]{0,3}(?:(?:advance|prior|written|previous)\s+){0,3}(?:notice|before|in\s+advance|ahead)\b",
    re.IGNORECASE,
)
_AS_TERM = re.compile(
    r"\b(?:terms?|period|duration|agreement|force|effect|continue)\b[^.;]{0,45}$", re.IGNORECASE
)
_UNTIL = Said(r"\b(?:unless|until|terminat\w+|cancel\w*|cease)\b")
_PERIODS = re.compile(r"\b(?:periods?|terms?|increments|intervals|extensions?|renewals?)$", re.IGNORECASE)
_OF_THE = re.compile(r"\b(?:each\s+of\s+the|an?\s+(?:\w+\s+)?(?:term|period)\s+of)\s+$", re.IGNORECASE)
_NUMBERED = re.compile(r"(?:\)|\d|\b(?:one|two|three|four|five|six|ten))[\s-]$", re.IGNORECASE)
_FIRST_TERM = re.compile(
    r"\b(?:until\s+the\s+(?:end|expiration|completion)|for\s+(?:a\s+period|an?\s+(?:initial\s+)?(?:term|period))|initial\s+(?:term|period)|through)\b",
    re.IGNORECASE,
)
_INITIAL = re.compile(r"\b(?:initial|first|original)\s+(?:term|period)\b", re.IGNORECASE)
_REACH = 170  # characters after the renewing verb in which its length stands
_OF_GAP = 12  # characters between "like terms" and the length that they have
_NEAR = 90  # characters on either side of an extension in which its cause stands
_BEFORE = 250  # characters before a sentence in which the first term stands that it follows
_UNCLEAR = 8  # what a sentence loses that does not say that it is the agreement that goes on
_BACK = 700  # characters before a "like term" in which the term stands that it is like


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


def _renewals(text: Text, outline: Outline, quantities: Quantities) -> Iterator[Renewal]:
    for mention in scanner("renewal").find(text):
        automatic = mention.rule == "automatic"
        if not (automatic or _may_have_length(text, quantities, mention)):
            continue
        sentence = sentence_at(text.string, mention.start, mention.end)
        value = _length(text, quantities, sentence, mention)
        if value is None and not automatic:
            continue  # before the rank, which takes longer to tell
        rank = _rank(text, outline, sentence, mention)
        if rank is None:
            continue
        if value is None:
            status, why = _gap(quantities, sentence) or Status.ABSENT, "gives no length"
            lengthless = Candidate(
                None, rank + 40, sentence.start, sentence.end, mention.rule, status=status, standing=why
            )
            yield Renewal(sentence, lengthless)
        else:
            yield Renewal(sentence, Candidate(value, rank, sentence.start, sentence.end, mention.rule))


def _rank(text: Text, outline: Outline, sentence: Span, mention: Mention) -> int | None:
    """How surely the mention renews the agreement itself; None where something else is extended."""
    before = text.string[max(sentence.start, mention.start - 160) : mention.start]
    rank = _STANDING[mention.rule]
    if _OTHER_THING.search(before[-90:]) or _NOT_EXTENDED.search(before) or _ITS_OWN.search(before):
        return None
    if (
        mention.rule != "renewal-label"
        and not _SUBJECT.search(before)
        and not _SUBJECT.search(text.string, mention.start, min(sentence.end, mention.end + 40))
    ):
        return None
    if _STRICKEN.within(text, sentence) and not _PUT_IN.within(text, sentence):
        return None
    if _ORDER.search(before[-90:]) and not _AGREEMENT.search(before[-90:]):
        return None
    if mention.rule in ("extends", "renews") and (
        _ITS_OBJECT.match(text.string, mention.end)
        or _TOLLED.search(
            text.string,
            max(sentence.start, mention.start - _NEAR),
            min(sentence.end, mention.end + _NEAR),
        )
    ):
        return None
    if mention.rule in ("further-term", "continues", "extends") and (
        _HOLDS_ON.search(before) and _PROMISE.within(text, sentence)
    ):
        return None
    if mention.rule not in ("renewal-label", "automatic") and not _ITSELF.within(text, sentence):
        if mention.rule in _WEAK and not _IT.search(
            before[-100:] + text.string[mention.start : mention.end + 10]
        ):
            return None
        rank += _UNCLEAR
    if "succeeding" in mention.groups and not _UNTIL.within(text, sentence):
        return None
    if mention.rule == "month-to-month" and _TENANCY.within(text, sentence):
        return None
    if mention.rule == "further-term" and (
        _COUNTED_OFF.search(before)
        or _DEFINES.search(text.string, sentence.start, mention.start)
        or not _OF_TERM.within(text, sentence)
    ):
        return None
    region = outline.region_at(mention.start)
    if region is not None and region.kind is RegionKind.ATTACHMENT:
        rank += 30
    return rank


def _may_have_length(text: Text, quantities: Quantities, mention: Mention) -> bool:
    """Whether a length stands close behind the word that renews, in its sentence or not."""
    reach = Span(mention.start, min(len(text.string), mention.end + _REACH))
    return bool(within(quantities.day_counts, reach) or scanner("renewal_lengths").find(text, [reach]))


def _length(text: Text, quantities: Quantities, sentence: Span, mention: Mention) -> Period | str | None:
    """The length that the sentence gives the renewal: the first one after the word that renews."""
    string = text.string
    start = mention.start
    reach = Span(start, max(mention.end, min(sentence.end, mention.end + _REACH)))
    labelled = mention.rule == "renewal-label"
    lengths = [
        length
        for length in within(quantities.day_counts, reach)
        if _renews(string, length) or (labelled and _defined(string, length))
    ]
    untold = [
        hit
        for hit in scanner("renewal_lengths").find(text, [reach])
        if not _NUMBERED.search(string, hit.start - 12, hit.start)
        and not ("each" in hit.groups and string[hit.start - 3 : hit.start] == "of ")
    ]
    if not (lengths or untold):
        return None
    successive = _SUCCESSIVE.within(text, sentence)
    if lengths and (
        not untold
        or lengths[0].start < untold[0].end + _OF_GAP
        or untold[0].rule == "no-end"
        or "each" in untold[0].groups
    ):
        again = _MORE.search(string, mention.end, min(sentence.end, lengths[0].end + 12)) or _EXTENDED.search(
            string, max(sentence.start, mention.start - 70), mention.end
        )
        if mention.rule in ("extends", "continues") and not again:
            return None
        if mention.rule in _SECOND_HAND and lengths[0].unit is Unit.DAYS:
            return None
        return period_of(lengths[0], successive=successive)
    if not untold or (mention.rule == "extends" and untold[0].rule == "no-end"):
        return None
    if untold[0].rule == "same":
        return _like(string, quantities, mention, successive=successive)
    return _untold(text, sentence, mention, untold[0], successive=successive)


def _like(string: str, quantities: Quantities, mention: Mention, *, successive: bool) -> Period | None:
    """The length of the term before, for a renewal that is as long as it."""
    before = within(quantities.day_counts, Span(max(0, mention.start - _BACK), mention.start))
    terms = [
        length
        for length in before
        if length.unit in (Unit.YEARS, Unit.MONTHS) and not _OF_NOTICE.match(string, length.end)
    ]
    told = [length for length in terms if _AS_TERM.search(string, length.start - 60, length.start)]
    return period_of((told or terms)[-1], successive=successive) if terms else None


def _untold(
    text: Text, sentence: Span, mention: Mention, length: Mention, *, successive: bool
) -> Period | str | None:
    """The length that stands there without a number."""
    string = text.string
    if length.rule == "no-end":
        # "Until terminated" renews only what has had a first term.
        first = _FIRST_TERM.search(string, sentence.start, mention.start) or (
            _INITIAL.search(string, max(0, sentence.start - _BEFORE), sentence.start)
            and _ITSELF.within(text, Span(sentence.start, max(sentence.start, mention.start)))
        )
        return PERPETUAL if first or mention.rule == "automatic" else None
    group = next(
        (
            length.groups[name]
            for name in ("unit", "every", "rhythm", "each", "single", "adverb")
            if name in length.groups
        ),
        None,
    )
    if group is None:
        return None
    unit = _RHYTHM[string[group.start : group.end].lower()]
    if (
        mention.rule == "continues"
        and "every" not in length.groups
        and length.rule != "worded"
        and not _PERIODS.search(string, length.start, length.end)
    ):
        return None  # "continue to report on a quarterly basis"
    if "each" in length.groups and mention.rule not in ("automatic", "renews", "thereafter"):
        return None
    if length.rule == "rhythm":
        return Period(1, unit, successive=True)
    return Period(6, Unit.MONTHS, successive) if "half" in length.groups else Period(1, unit, successive)


def _renews(string: str, length: DayCount) -> bool:
    """Whether the length is that of a renewal and not of a notice or of the term before it."""
    if length.unit in (Unit.HOURS, Unit.BUSINESS_DAYS, Unit.TRADING_DAYS):
        return False
    if _NOT_RENEWAL.match(string, length.end):
        return False
    return not _LAST_TERM.search(string, max(0, length.start - 40), length.start)


def _defined(string: str, length: DayCount) -> bool:
    """Whether a definition gives it: "each of the one-year periods", "a term of five years following"."""
    if _OF_NOTICE.match(string, length.end):
        return False
    return bool(_OF_THE.search(string, max(0, length.start - 40), length.start))


def _gap(quantities: Quantities, sentence: Span) -> Status | None:
    """What became of a length that does not stand there any more."""
    blanks = within(quantities.blanks, sentence)
    return (Status.REDACTED if blanks[0].redacted else Status.BLANK) if blanks else None
