"""The notice that keeps an agreement from being renewed."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from functools import cached_property

from pipeline.extract.sentences import LIMIT, Said, sentence_at
from pipeline.extract.terms.choice import Candidate, choose
from pipeline.extract.terms.lengths import period_of, within
from pipeline.extract.terms.renewal import Renewal
from pipeline.frozen import dataclass
from pipeline.match import scanner
from pipeline.model import Answer, Outline, Period, Quantities, RegionKind, Text, Unit
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
_STOPS = Said(
    r"\b(?:unless|except|save|failing|absent|not\s+to\s+renew|non-?\s?renew\w*|not\s+be\s+renewed|terminat\w+|determined?|cancel\w*|intent\w*|desir\w+|wish\w*|want\w*|elect\w*|object\w*|oppos\w*"
    r"|not\s+(?:to\s+)?(?:extend|renew|continue|wish|want|desire|intend|elect)|(?:such|this|any|said)\s+notice|notif\w+|like\s+to\s+extend|prevent|avoid|if\s+(?:neither|no|not)|denounc\w*|opt(?:s|ing)?\s+out"
    r"|to\s+an\s+end|to\s+end|cease|stop\w*|forestall|exclude|free\s+itself|call\s+off|from\s+(?:being\s+)?(?:renew|extend)\w*|discontinu\w+|declin\w+|unwilling|contrary|no\s+(?:further|new)|withdraw\w*|to\s+a\s+close|(?:to|shall|will)\s+lapse|(?:let|allow|permit)\b[^.;]{0,40}\bexpire|not\s+(?:take\s+place|occur|go\s+on|be\s+bound))\b"
)
_OPTION = Said(
    r"\b(?:option|right|elect|may)\b[^.;]{0,60}\b(?:renew|extend|prolong)|\bwish(?:es)?\s+to\s+(?:renew|extend)"
)
_AGAINST = Said(
    r"unless|save\s+(?:where|that|if)|contrary|no\s+(?:further|new)\s+|unwilling|discontinu|until\s+(?:[\wÀ-ÿ]+\s+){0,3}?(?:terminat|cancel)|if\s+(?:[\wÀ-ÿ]+\s+){0,2}not\b|non-?renew|\bnot\s+(?:to\s+)?(?:be\s+)?(?:so\s+)?(?:renew|extend|continu|prolong|wish|want|desir|intend)|\b(?:prevent|avoid)\b"
)
_END_OF_TERM = Said(
    r"\b(?:renew\w*|end\s+of|ends|is\s+up|last\s+day\s+of|close\s+of|expir\w+|conclusion|then[\s-](?:current|running|existing)|current\s+(?:term|period)|anniversary|extend\w*|prolong\w*|(?:would|is\s+to|are\s+to)\s+(?:otherwise\s+)?(?:begin|commence|start|end)|(?:start|close)\s+of|(?:commencement|beginning)\s+of\s+(?:[^\s.;]+\s+){0,4}?(?:term|period|year|renewal)|in\s+any\s+(?:later\s+)?year|such\s+end|(?:term|period)\b[^.;]{0,30}\bis\s+over|roll[\s-]?(?:over|forward))\b"
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
_ENDS_AT = Said(
    r"\b(?:terminat(?:e[ds]?|ion)|cancel\w*|discontinu\w+|(?:let|allow|permit)\b[^.;]{0,40}\bexpire|lapse|withdraw\w*|to\s+a\s+close|to\s+an\s+end|effective)\b[^.;]{0,60}?"
    r"\b(?:at|from|as\s+of|on|upon)\s+(?:(?:the|any|each|an)\s+)?(?:(?:end|expir\w+|close|conclusion|completion|last\s+day)\s+of\s+(?:[^\s.;]+\s+){0,5}?(?:terms?|periods?|years?)|anniversary)\b"
    r"|\brenewal\b[^.;]{0,30}\bnot\s+(?:take\s+place|occur|happen|apply)\b|\bobject\w*\s+to\s+(?:it|such\s+renewal)\b"
)
# A party that lets the agreement end, and that says so.
_LETS_END = Said(
    r"\b(?:unless|save\s+(?:where|that|if)|failing|absent|except\s+(?:where|that|if)|non-?\s?renew\w*|not\s+(?:to\s+)?(?:be\s+)?(?:so\s+)?(?:renew|extend|prolong|continue|want|wish|desire|intend|elect|go\s+on)\w*|terminate[ds]?|notice\s+of\s+termination"
    r"|cancel\w*|cease|stop|forestall|exclude|free\s+itself|call\s+off|quit|termination\s+notice|,\s+(?:the|this)\s+(?:agreement|contract|term)\s+(?:then\s+)?(?:ends|expires|lapses)|discontinu\w+|to\s+an\s+end|to\s+end|contrary|unwilling|no\s+(?:further|new|more)|opt(?:s|ing)?\s+out|declin\w+|prevent|avoid|object\w*|if\s+(?:neither|no)|against|withdraw\w*|conclude[ds]?|determined?|to\s+expire|(?:shall|will|should|is\s+to|must)\s+(?:end|expire|terminate|determine|stop|finish|close|lapse)"
    r"|to\s+a\s+close|not\s+(?:take\s+place|occur|go\s+on|be\s+bound)|(?:let|allow|permit)\b[^.;]{0,40}\b(?:expire|lapse|end)|no\s+(?:wish|desire|intention|renewal|extension))\b"
    r"|\b(?:notice|opt-?\s?out|election)\s+(?:date|deadline)[\"”]"
)
_SAYS = Said(
    r"\b(?:notice|notif\w+|notification|inform\w*|in\s+writing|written|advis\w+|intimat\w+|declar\w+|letter|mail)\b"
)
# A termination that does not wait for the end of a term.
_AT_WILL = Said(
    r"\bat\s+any\s+time\b|\bconvenience\b|\bwithout\s+cause\b|\bfor\s+(?:any|no)\s+(?:or\s+no\s+)?reason|\b(?:breach|default|cure[ds]?|remed(?:y|ied)|insolven\w+)\b"
)
# A notice without which the agreement does not go on.
_TO_RENEW = Said(
    r"\b(?:notice|notif\w+|inten\w+|elect\w*|wish\w*|desir\w+|ask\w*|request\w*|option|right)\b[^.;]{0,60}?\b(?:to\s+(?:so\s+)?(?:renew|extend|prolong)|of\s+(?:the\s+|a\s+)?(?:renewal|extension))\b|\bmutual\w*\b[^.;]{0,100}\b(?:renew|extend|prolong)"
)
_NEGATED = Said(
    r"\b(?:or\s+(?:terminate|discontinue|otherwise)|not|non|neither|without|no\s+longer|declin\w+|refus\w+|unwilling|against|prevent|avoid)\b|n['’]t\b"
)
_AUTOMATIC = Said(r"\b(?:automatic\w*|tacit\w*|deemed|unless|evergreen|itself)\b")
# The non-renewal of something that the agreement only mentions.
_OTHER_THING = Said(
    r"\b(?:insur\w+|polic(?:y|ies)|coverages?|certificates?|letters?\s+of\s+credit|domain\s+names?|registrations?|patents?|permits?|leases?\s+of|(?:interest|delivery|production|advertising)\s+period"
    r"|(?:cancel\w*|discontinu\w+)\s+(?:an?|any|the|such)\s+(?:[\wÀ-ÿ]+\s+)?(?:orders?|products?|commitments?|shipments?|items?)|orders?\s+(?:may|shall|will|can))\b"
)
_OF_NOTICE = Said(r"\b(?:notice|notification|communication|it|this)\b")
_ATTACHED = 30  # what standing in an attachment takes away
_MOST_RENEWALS = 100  # sentences that renew whose neighbours are read
_BETWEEN = 16  # characters that part two sentences, at the most
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
    lengths = [
        _Length(text.string, length.start, length.end, length.unit, period)
        for length in quantities.day_counts
        if (period := period_of(length)) is not None
    ]
    return choose(
        (
            *_beside(text, lengths, found),
            *_told_apart(text, outline, lengths),
            *(_before_ends(text, outline, lengths) if found else ()),
        )
    )


@dataclass(frozen=True)
class _Length:
    """A length that a notice may have; what stands around it is read once, however many sentences hold it."""

    string: str
    start: int
    end: int
    unit: Unit | None
    period: Period

    @cached_property
    def is_notice(self) -> bool:
        """Whether it is how long before something notice is due, and the least of such lengths."""
        if self.unit is Unit.HOURS or _AT_MOST.search(self.string, max(0, self.start - 50), self.start):
            return False
        return bool(
            _NOTICE_AFTER.match(self.string, self.end)
            or _NOTICE_BEFORE.search(self.string, max(0, self.start - 120), self.start)
        )

    @cached_property
    def before_end(self) -> bool:
        """Whether it is counted back from the end of a term."""
        return _BEFORE_END.match(self.string, self.end) is not None


def _beside(text: Text, lengths: Sequence[_Length], renewed: Sequence[Renewal]) -> Iterator[Candidate]:
    for renewal in renewed[:_MOST_RENEWALS]:
        if not any(length.is_notice for length in within(lengths, _neighbourhood(renewal.sentence))):
            continue
        found = renewal.candidate
        yield from _notices_in(text, lengths, renewal.sentence, found.rank, found.rule, beside=False)
        following = renewal.sentence
        for step in range(_FOLLOWING):
            following = sentence_at(text.string, min(len(text.string) - 1, following.end + 2))
            if step and not _AGAINST.within(text, following):
                continue
            yield from _notices_in(text, lengths, following, found.rank + 3 + 2 * step, found.rule)
        previous = sentence_at(text.string, max(0, renewal.sentence.start - 3))
        yield from _notices_in(text, lengths, previous, found.rank + 4, found.rule)


def _neighbourhood(sentence: Span) -> Span:
    """What the sentences beside one lie in: each of them is cut after `LIMIT` characters."""
    step = LIMIT + _BETWEEN
    return Span(max(0, sentence.start - step), sentence.end + _FOLLOWING * step)


def _told_apart(text: Text, outline: Outline, lengths: Sequence[_Length]) -> Iterator[Candidate]:
    """Notices in sentences that speak against a renewal, and on lines with that label."""
    for mention in scanner("notice").find(text):
        region = outline.region_at(mention.start)
        attached = region is not None and region.kind is RegionKind.ATTACHMENT
        rank = _ALONE + (_ATTACHED if attached else 0)
        sentence = sentence_at(text.string, mention.start, mention.end)
        labelled = mention.rule == "notice-label"
        if _OTHER_THING.within(text, sentence):
            continue
        for length in within(lengths, sentence):
            if (labelled and length.start >= mention.end) or length.is_notice:
                yield Candidate(length.period, rank, sentence.start, sentence.end, mention.rule)
        following = sentence
        for step in range(_AFTER_HEADING):
            following = sentence_at(text.string, min(len(text.string) - 1, following.end + 2))
            if not _OF_NOTICE.within(text, following):
                continue
            for length in within(lengths, following):
                if length.before_end:
                    yield Candidate(
                        length.period, rank + 5 + step, following.start, following.end, mention.rule
                    )


def _before_ends(text: Text, outline: Outline, lengths: Sequence[_Length]) -> Iterator[Candidate]:
    """Notices due a time before the end of a term, in sentences by which a party lets the agreement end."""
    for length in lengths:
        if not length.is_notice:
            continue
        sentence = sentence_at(text.string, length.start, length.end)
        ends = (
            _LETS_END.within(text, sentence)
            if length.before_end
            else _ENDS_AT.within(text, sentence) and not _AT_WILL.within(text, sentence)
        )
        if (
            not ends
            or not _SAYS.within(text, sentence)
            or _OTHER_THING.within(text, sentence)
            or _is_option(text, sentence)
        ):
            continue
        region = outline.region_at(length.start)
        attached = region is not None and region.kind is RegionKind.ATTACHMENT
        rank = _AT_THE_END + (_ATTACHED if attached else 0) + (0 if length.before_end else 5)
        yield Candidate(length.period, rank, sentence.start, sentence.end, "before-end")


def _notices_in(
    text: Text, lengths: Sequence[_Length], sentence: Span, rank: int, rule: str, *, beside: bool = True
) -> Iterator[Candidate]:
    counted = [length for length in within(lengths, sentence) if length.is_notice]
    if (
        not counted
        or not _STOPS.within(text, sentence)
        or (beside and _OTHER_THING.within(text, sentence))
        or (beside and not _END_OF_TERM.within(text, sentence))
        or _is_option(text, sentence)
    ):
        return
    at_will = beside and _AT_WILL.within(text, sentence) and not _ENDS_AT.within(text, sentence)
    for length in counted:
        if not at_will or length.before_end:
            yield Candidate(length.period, rank, sentence.start, sentence.end, rule)


def _is_option(text: Text, sentence: Span) -> bool:
    """Whether the sentence's notice is one that renews, and not one that stops a renewal."""
    if _OPTION.within(text, sentence) and not _AGAINST.within(text, sentence):
        return True
    if not _TO_RENEW.within(text, sentence) or _AUTOMATIC.within(text, sentence):
        return False
    return not _NEGATED.within(text, sentence)
