"""The notice that keeps an agreement from being renewed."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from pipeline.extract.choice import Candidate, choose
from pipeline.extract.lengths import period_of, within
from pipeline.extract.renewal import Renewal
from pipeline.extract.sentences import sentence_at
from pipeline.match import scanner
from pipeline.model import Answer, DayCount, Outline, Quantities, RegionKind, Text, Unit
from pipeline.spans import Span

_NOTICE_AFTER = re.compile(
    r"[\s'’)]{0,3}(?:calendar\s+|full\s+)?(?:(?:prior|written|advance|in\s+advance|previous|or\s+more)[\s,]+){0,3}(?:and\s+)?(?:notice|notification|before|prior|preceding|in\s+advance|advance|ahead|earlier"
    r"|previous|(?:of|to)\s+(?:the\s+)?(?:notice|conclusion|end|expiration|expiry)|period\s+(?:preceding|before|prior))\b",
    re.IGNORECASE,
)
_NOTICE_BEFORE = re.compile(
    r"\bnotice\s+(?:period\s+)?(?:of|:)\s*(?:at\s+least\s+|not\s+less\s+than\s+)?$", re.IGNORECASE
)
_AT_MOST = re.compile(
    r"\b(?:more|earlier|greater|sooner)\s+than\s+(?:the\s+date\s+that\s+is\s+)?$", re.IGNORECASE
)
_STOPS = re.compile(
    r"\b(?:unless|except|not\s+to\s+renew|non-?\s?renew\w*|not\s+be\s+renewed|terminat\w+|determined|cancel\w*|intent\w*|desire|wish\w*|elect\w*|object\w*|oppos\w*|not\s+(?:to\s+)?(?:extend|renew|wish|want|desire|intend|elect)|(?:such|this|any|said)\s+notice|notif\w+|like\s+to\s+extend|prevent|avoid|if\s+(?:neither|no|not)|denounc\w*|opt\s+out)\b",
    re.IGNORECASE,
)
_OPTION = re.compile(
    r"\b(?:option|right|elect|may)\b[^.;]{0,60}\b(?:renew|extend|prolong)|\bwish(?:es)?\s+to\s+(?:renew|extend)",
    re.IGNORECASE,
)
_AGAINST = re.compile(
    r"unless|until\s+(?:\w+\s+){0,3}?(?:terminat|cancel)|if\s+(?:\w+\s+){0,2}not\b|non-?renew|\bnot\s+(?:to\s+)?(?:renew|extend|wish|want|desire)|\b(?:prevent|avoid)\b",
    re.IGNORECASE,
)
_END_OF_TERM = re.compile(
    r"\b(?:renew\w*|end\s+of|ends|last\s+day\s+of|close\s+of|expir\w+|conclusion|then[\s-](?:current|running|existing)|current\s+(?:term|period)|anniversary|extend\w*|would\s+(?:begin|commence|start)|start\s+of)\b",
    re.IGNORECASE,
)
# The non-renewal of something that the agreement only mentions.
_OTHER_THING = re.compile(
    r"\b(?:insur\w+|polic(?:y|ies)|coverages?|certificates?|letters?\s+of\s+credit|domain\s+names?|registrations?|patents?|permits?)\b",
    re.IGNORECASE,
)
_ATTACHED = 30  # what standing in an attachment takes away
_FOLLOWING = 3  # sentences after one that renews that are read
_ALONE = 50  # standing of a notice against a renewal of which nothing else is told


def notice_period_to_terminate_renewal(
    text: Text, outline: Outline, quantities: Quantities, found: Sequence[Renewal]
) -> Answer:
    """How long before the end of a term notice must be given for it not to renew, as a `Period`.

    It is looked for in the sentences that renew, in those beside them, and wherever a party does not want a
    renewal.
    """
    return choose((*_beside(text, quantities, found), *_told_apart(text, outline, quantities)))


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


def _notices_in(
    text: Text, quantities: Quantities, sentence: Span, rank: int, rule: str, *, beside: bool = True
) -> Iterator[Candidate]:
    words = text.string[sentence.start : sentence.end]
    if (
        not _STOPS.search(words)
        or (beside and not _END_OF_TERM.search(words))
        or (_OPTION.search(words) and not _AGAINST.search(words))
    ):
        return
    for length in within(quantities.day_counts, sentence):
        period = period_of(length)
        if period is not None and _is_notice(text.string, length):
            yield Candidate(period, rank, sentence.start, sentence.end, rule)


def _is_notice(string: str, length: DayCount) -> bool:
    """Whether the length is how long before something notice is due, and the least of such lengths."""
    if length.unit is Unit.HOURS or _AT_MOST.search(string, max(0, length.start - 50), length.start):
        return False
    return bool(
        _NOTICE_AFTER.match(string, length.end)
        or _NOTICE_BEFORE.search(string, max(0, length.start - 50), length.start)
    )
