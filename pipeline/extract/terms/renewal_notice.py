"""The notice that keeps an agreement from being renewed."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from pipeline.extract.sentences import sentence_at
from pipeline.extract.terms.choice import Candidate, choose
from pipeline.extract.terms.lengths import period_of, within
from pipeline.extract.terms.renewal import Renewal
from pipeline.match import scanner
from pipeline.model import Answer, DayCount, Outline, Quantities, RegionKind, Text, Unit
from pipeline.spans import Span

_NOTICE_AFTER = re.compile(
    r"[\s'’)]{0,3}(?:calendar\s+|full\s+)?,?\s{0,2}(?:(?:prior|written|advance|in\s+advance|previous|or\s+(?:more|longer|earlier)|at\s+(?:a|the)\s+(?:minimum|latest|least)|minimum|clear)[\s,]+){0,3}(?:and\s+)?(?:notice|notification|warning|before(?:hand)?|prior|preceding|in\s+advance|advance|ahead|earlier"
    r"|previous|(?:of|to)\s+(?:the\s+)?(?:notice|conclusion|end|expiration|expiry|close)|old|period\s+(?:preceding|before|prior))\b",
    re.IGNORECASE,
)
_NOTICE_BEFORE = re.compile(
    r"\bnotice(?:\s+period)?(?:\s+of|:|\s+which\s+(?:shall|must|is\s+to)\s+be|\b[^.;]{0,30}\bprecedes?\b[^.;]{0,60}\bby)\s*(?:at\s+least\s+|not\s+less\s+than\s+)?$",
    re.IGNORECASE,
)
_AT_MOST = re.compile(
    r"\b(?:more|earlier|greater|sooner)\s+than\s+(?:the\s+date\s+that\s+is\s+)?$", re.IGNORECASE
)
_STOPS = re.compile(
    r"\b(?:unless|except|save|failing|absent|not\s+to\s+renew|non-?\s?renew\w*|not\s+be\s+renewed|terminat\w+|determined?|cancel\w*|intent\w*|desir\w+|wish\w*|want\w*|elect\w*|object\w*|oppos\w*"
    r"|not\s+(?:to\s+)?(?:extend|renew|continue|wish|want|desire|intend|elect)|(?:such|this|any|said)\s+notice|notif\w+|like\s+to\s+extend|prevent|avoid|if\s+(?:neither|no|not)|denounc\w*|opt(?:s|ing)?\s+out"
    r"|to\s+an\s+end|to\s+end|cease|stop\w*|forestall|exclude|free\s+itself|call\s+off|from\s+(?:being\s+)?(?:renew|extend)\w*|discontinu\w+|declin\w+|unwilling|contrary|no\s+(?:further|new)|withdraw\w*|to\s+a\s+close|(?:to|shall|will)\s+lapse|(?:let|allow|permit)\b[^.;]{0,40}\bexpire|not\s+(?:take\s+place|occur|go\s+on|be\s+bound))\b",
    re.IGNORECASE,
)
_OPTION = re.compile(
    r"\b(?:option|right|elect|may)\b[^.;]{0,60}\b(?:renew|extend|prolong)|\bwish(?:es)?\s+to\s+(?:renew|extend)",
    re.IGNORECASE,
)
_AGAINST = re.compile(
    r"unless|save\s+(?:where|that|if)|contrary|no\s+(?:further|new)\s+|unwilling|discontinu|until\s+(?:\w+\s+){0,3}?(?:terminat|cancel)|if\s+(?:\w+\s+){0,2}not\b|non-?renew|\bnot\s+(?:to\s+)?(?:be\s+)?(?:so\s+)?(?:renew|extend|continu|prolong|wish|want|desir|intend)|\b(?:prevent|avoid)\b",
    re.IGNORECASE,
)
_END_OF_TERM = re.compile(
    r"\b(?:renew\w*|end\s+of|ends|is\s+up|last\s+day\s+of|close\s+of|expir\w+|conclusion|then[\s-](?:current|running|existing)|current\s+(?:term|period)|anniversary|extend\w*|prolong\w*|(?:would|is\s+to|are\s+to)\s+(?:otherwise\s+)?(?:begin|commence|start|end)|(?:start|close)\s+of|(?:commencement|beginning)\s+of\s+(?:[^\s.;]+\s+){0,4}?(?:term|period|year|renewal)|in\s+any\s+(?:later\s+)?year|such\s+end|(?:term|period)\b[^.;]{0,30}\bis\s+over|roll[\s-]?(?:over|forward))\b",
    re.IGNORECASE,
)
# What a length is before, where it is the end of a term: "90 days or more before the term would end".
_BEFORE_END = re.compile(
    r"[\s'’),]{0,4}(?:(?:calendar|full|clear|prior|written|advance|at\s+(?:a|the)\s+(?:minimum|latest|least)|or\s+(?:more|longer|earlier)|notice|in\s+writing|and)[\s,]+){0,5}"
    r"(?:before|prior\s+to|preceding|ahead\s+of|in\s+advance\s+of|previous\s+to|(?:of|to)(?=\s+(?:the|such|its)\s+(?:conclusion|end|expir|close)))\s+(?:[^\s.;]+\s+){0,12}?"
    r"(?:(?:end|close|conclusion|completion|start|commencement|beginning)\s+of\s+(?:[^\s.;]+\s+){0,6}?(?:terms?|periods?|years?|agreement|contract|engagement|appointment|renewal)"
    r"|(?:end|close|conclusion|completion)(?!\s+of)|ends|ending|expir\w+|anniversary|(?:non-?)?renew\w*|prolongation|extension|roll[\s-]?(?:over|forward)"
    r"|begins?|termination\s+date|is\s+(?:over|up)|runs?\s+out|lapses?|last\s+day|(?:next|new|further|successive|succeeding|additional|subsequent|current|running)\s+(?:term|period|year)"
    r"|(?:January|February|March|April|May|June|July|August|September|October|November|December))\b"
    r"|[\s'’),]{0,4}(?:(?:prior|written|advance|previous|clear)\s+){0,3}notice\b[^.;]{0,60}?\b(?:expiring|expire|take\s+effect|effective)\s+(?:on|at|upon|as\s+of)\s+(?:[^\s.;]+\s+){0,8}?(?:end|expir\w+|anniversary|close|conclusion)\b",
    re.IGNORECASE,
)
# An ending that waits for the end of a term, whatever the notice is counted from.
_ENDS_AT = re.compile(
    r"\b(?:terminat(?:e[ds]?|ion)|cancel\w*|discontinu\w+|(?:let|allow|permit)\b[^.;]{0,40}\bexpire|lapse|withdraw\w*|to\s+a\s+close|to\s+an\s+end|effective)\b[^.;]{0,60}?"
    r"\b(?:at|from|as\s+of|on|upon)\s+(?:(?:the|any|each|an)\s+)?(?:(?:end|expir\w+|close|conclusion|completion|last\s+day)\s+of\s+(?:[^\s.;]+\s+){0,5}?(?:terms?|periods?|years?)|anniversary)\b"
    r"|\brenewal\b[^.;]{0,30}\bnot\s+(?:take\s+place|occur|happen|apply)\b|\bobject\w*\s+to\s+(?:it|such\s+renewal)\b",
    re.IGNORECASE,
)
# A party that lets the agreement end, and that says so.
_LETS_END = re.compile(
    r"\b(?:unless|save\s+(?:where|that|if)|failing|absent|except\s+(?:where|that|if)|non-?\s?renew\w*|not\s+(?:to\s+)?(?:be\s+)?(?:so\s+)?(?:renew|extend|prolong|continue|want|wish|desire|intend|elect|go\s+on)\w*|terminate[ds]?|notice\s+of\s+termination"
    r"|cancel\w*|cease|stop|forestall|exclude|free\s+itself|call\s+off|quit|termination\s+notice|,\s+(?:the|this)\s+(?:agreement|contract|term)\s+(?:then\s+)?(?:ends|expires|lapses)|(?:notice|opt-?\s?out|election)\s+(?:date|deadline)(?=[\"”])|discontinu\w+|to\s+an\s+end|to\s+end|contrary|unwilling|no\s+(?:further|new|more)|opt(?:s|ing)?\s+out|declin\w+|prevent|avoid|object\w*|if\s+(?:neither|no)|against|withdraw\w*|conclude[ds]?|determined?|to\s+expire|(?:shall|will|should|is\s+to|must)\s+(?:end|expire|terminate|determine|stop|finish|close|lapse)"
    r"|to\s+a\s+close|not\s+(?:take\s+place|occur|go\s+on|be\s+bound)|(?:let|allow|permit)\b[^.;]{0,40}\b(?:expire|lapse|end)|no\s+(?:wish|desire|intention|renewal|extension))\b",
    re.IGNORECASE,
)
_SAYS = re.compile(
    r"\b(?:notice|notif\w+|notification|inform\w*|in\s+writing|written|advis\w+|intimat\w+|declar\w+|letter|mail)\b",
    re.IGNORECASE,
)
# A termination that does not wait for the end of a term.
_AT_WILL = re.compile(
    r"\bat\s+any\s+time\b|\bconvenience\b|\bwithout\s+cause\b|\bfor\s+(?:any|no)\s+(?:or\s+no\s+)?reason|\b(?:breach|default|cure[ds]?|remed(?:y|ied)|insolven\w+)\b",
    re.IGNORECASE,
)
# A notice without which the agreement does not go on.
_TO_RENEW = re.compile(
    r"\b(?:notice|notif\w+|inten\w+|elect\w*|wish\w*|desir\w+|ask\w*|request\w*|option|right)\b[^.;]{0,60}?\b(?:to\s+(?:so\s+)?(?:renew|extend|prolong)|of\s+(?:the\s+|a\s+)?(?:renewal|extension))\b|\bmutual\w*\b[^.;]{0,100}\b(?:renew|extend|prolong)",
    re.IGNORECASE,
)
_NEGATED = re.compile(
    r"\b(?:or\s+(?:terminate|discontinue|otherwise)|not|non|neither|without|no\s+longer|declin\w+|refus\w+|unwilling|against|prevent|avoid)\b|n['’]t\b",
    re.IGNORECASE,
)
_AUTOMATIC = re.compile(r"\b(?:automatic\w*|tacit\w*|deemed|unless|evergreen|itself)\b", re.IGNORECASE)
# The non-renewal of something that the agreement only mentions.
_OTHER_THING = re.compile(
    r"\b(?:insur\w+|polic(?:y|ies)|coverages?|certificates?|letters?\s+of\s+credit|domain\s+names?|registrations?|patents?|permits?|leases?\s+of|(?:interest|delivery|production|advertising)\s+period"
    r"|(?:cancel\w*|discontinu\w+)\s+(?:an?|any|the|such)\s+(?:\w+\s+)?(?:orders?|products?|commitments?|shipments?|items?)|orders?\s+(?:may|shall|will|can))\b",
    re.IGNORECASE,
)
_OF_NOTICE = re.compile(r"\b(?:notice|notification|communication|it|this)\b", re.IGNORECASE)
_ATTACHED = 30  # what standing in an attachment takes away
_FOLLOWING = 3  # sentences after one that renews that are read
_AFTER_HEADING = 2  # sentences after one against a renewal, often a mere heading, that are read
_ALONE = 50  # standing of a notice against a renewal of which nothing else is told
_AT_THE_END = 60  # standing of a notice before the end of a term, of which the renewal stands elsewhere


def notice_period_to_terminate_renewal(
    text: Text, outline: Outline, quantities: Quantities, found: Sequence[Renewal]
) -> Answer:
    """How long before the end of a term notice must be given for it not to renew, as a `Period`.

    It is looked for in the sentences that renew, in those beside them, and wherever a party does not want a
    renewal.
    """
    return choose(
        (
            *_beside(text, quantities, found),
            *_told_apart(text, outline, quantities),
            *(_before_ends(text, outline, quantities) if found else ()),
        )
    )


def _beside(text: Text, quantities: Quantities, renewed: Sequence[Renewal]) -> Iterator[Candidate]:
    for renewal in renewed:
        found = renewal.candidate
        yield from _notices_in(text, quantities, renewal.sentence, found.rank, found.rule, beside=False)
        following = renewal.sentence
        for step in range(_FOLLOWING):
            following = sentence_at(text.string, min(len(text.string) - 1, following.end + 2))
            if step and not _AGAINST.search(text.string, following.start, following.end):
                continue
            yield from _notices_in(text, quantities, following, found.rank + 3 + 2 * step, found.rule)
        previous = sentence_at(text.string, max(0, renewal.sentence.start - 3))
        yield from _notices_in(text, quantities, previous, found.rank + 4, found.rule)


def _told_apart(text: Text, outline: Outline, quantities: Quantities) -> Iterator[Candidate]:
    """Notices in sentences that speak against a renewal, and on lines with that label."""
    for mention in scanner("notice").find(text):
        region = outline.region_at(mention.start)
        attached = region is not None and region.kind is RegionKind.ATTACHMENT
        rank = _ALONE + (_ATTACHED if attached else 0)
        sentence = sentence_at(text.string, mention.start, mention.end)
        labelled = mention.rule == "notice-label"
        if _OTHER_THING.search(text.string, sentence.start, sentence.end):
            continue
        for length in within(quantities.day_counts, sentence):
            period = period_of(length)
            if period is not None and (
                (labelled and length.start >= mention.end) or _is_notice(text.string, length)
            ):
                yield Candidate(period, rank, sentence.start, sentence.end, mention.rule)
        following = sentence
        for step in range(_AFTER_HEADING):
            following = sentence_at(text.string, min(len(text.string) - 1, following.end + 2))
            if not _OF_NOTICE.search(text.string, following.start, following.end):
                continue
            for length in within(quantities.day_counts, following):
                period = period_of(length)
                if period is not None and _BEFORE_END.match(text.string, length.end):
                    yield Candidate(period, rank + 5 + step, following.start, following.end, mention.rule)


def _before_ends(text: Text, outline: Outline, quantities: Quantities) -> Iterator[Candidate]:
    """Notices due a time before the end of a term, in sentences by which a party lets the agreement end."""
    for length in quantities.day_counts:
        period = period_of(length)
        if period is None or not _is_notice(text.string, length):
            continue
        before = bool(_BEFORE_END.match(text.string, length.end))
        sentence = sentence_at(text.string, length.start, length.end)
        words = text.string[sentence.start : sentence.end]
        if (
            not (_LETS_END.search(words) if before else _ENDS_AT.search(words) and not _AT_WILL.search(words))
            or not _SAYS.search(words)
            or _OTHER_THING.search(words)
            or _is_option(words)
        ):
            continue
        region = outline.region_at(length.start)
        attached = region is not None and region.kind is RegionKind.ATTACHMENT
        rank = _AT_THE_END + (_ATTACHED if attached else 0) + (0 if before else 5)
        yield Candidate(period, rank, sentence.start, sentence.end, "before-end")


def _notices_in(
    text: Text, quantities: Quantities, sentence: Span, rank: int, rule: str, *, beside: bool = True
) -> Iterator[Candidate]:
    words = text.string[sentence.start : sentence.end]
    if (
        not _STOPS.search(words)
        or (beside and _OTHER_THING.search(words))
        or (beside and not _END_OF_TERM.search(words))
        or _is_option(words)
    ):
        return
    at_will = beside and _AT_WILL.search(words) and not _ENDS_AT.search(words)
    for length in within(quantities.day_counts, sentence):
        period = period_of(length)
        if (
            period is not None
            and _is_notice(text.string, length)
            and (not at_will or _BEFORE_END.match(text.string, length.end))
        ):
            yield Candidate(period, rank, sentence.start, sentence.end, rule)


def _is_option(words: str) -> bool:
    """Whether the sentence's notice is one that renews, and not one that stops a renewal."""
    if _OPTION.search(words) and not _AGAINST.search(words):
        return True
    renews = _TO_RENEW.search(words)
    if renews is None or _AUTOMATIC.search(words):
        return False
    return not _NEGATED.search(words)


def _is_notice(string: str, length: DayCount) -> bool:
    """Whether the length is how long before something notice is due, and the least of such lengths."""
    if length.unit is Unit.HOURS or _AT_MOST.search(string, max(0, length.start - 50), length.start):
        return False
    return bool(
        _NOTICE_AFTER.match(string, length.end)
        or _NOTICE_BEFORE.search(string, max(0, length.start - 120), length.start)
    )
