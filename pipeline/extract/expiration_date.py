"""The day on which the agreement's first term ends."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise

from pipeline.extract.choice import Candidate, choose
from pipeline.extract.lengths import period_of, shifted, within
from pipeline.extract.sentences import sentence_at
from pipeline.extract.term_days import KnownDays, TermDay, day_of, term_days
from pipeline.match import scanner
from pipeline.model import Answer, DayCount, Mention, Outline, Quantities, RegionKind, Status, Text, Unit
from pipeline.spans import Span

PERPETUAL = "perpetual"

# What a rule's clause is worth as a witness of the term, in tens.
_STANDING = {
    "called-term": 0,
    "term-of-agreement": 0,
    "agreement-has-term": 0,
    "term-means": 5,
    "the-term": 10,
    "it-begins": 9,
    "service-lasts": 14,
    "engages-for": 16,
    "agreement-lasts": 10,
    "term-label": 20,
}
_NOTICE = re.compile(
    r"^[\s'’)]{0,3}(?:calendar\s+)?(?:(?:advance|prior|written|notice|before|previous)\b)", re.IGNORECASE
)
_NOTICE_BEFORE = re.compile(
    r"\b(?:notice\s+of|at\s+least|not\s+less\s+than|no\s+later\s+than|within|upon|cure[^.;]{0,20}|every|each|last)\s+$",
    re.IGNORECASE,
)
_LASTS = re.compile(
    r"\b(?:for|of|be|is|in\s+effect|period|term|next|continue[sd]?|extend|first|duration|shall\s+have|has|minimum|maximum|remain|ending|end|expire|date"
    r"|i\.e\.,|least|until\s+the|thereof|one\s+hundred)\b[\s(\"']{0,4}(?:an?\s+|the\s+|approximately\s+|initial\s+|minimum\s+|maximum\s+|full\s+|fixed\s+|that\s+is\s+|\(?[ivxa-c]{1,3}\)\s+){0,4}$",
    re.IGNORECASE,
)
# "shall terminate two years thereafter", "expires five years from"
_ENDS_IN = re.compile(
    r"\b(?:terminat(?:e|es|ing)|expir(?:e|es|ing)|ends?|ending)(?:\s+automatically)?(?:\s+on\s+the\s+(?:date|day))?\s+$",
    re.IGNORECASE,
)
_LATER = re.compile(r"^\s*(?:after|from|following|thereafter|later)\b", re.IGNORECASE)
_COUNTED_FROM = re.compile(
    r"\b(?:from|after|following|of|commenc\w+|begin\w*|start\w*|thereafter|therefrom|as\s+of|with)\b",
    re.IGNORECASE,
)
_OTHER_THING = re.compile(
    r"\b(?:warrant(?:y|ies)|confidential\w*|indemni\w+|surviv\w+|insurance|exclusiv\w+|non-?compet\w+|audit|records|patent|royalt\w+|option\s+period"
    r"|letter\s+of\s+credit|purchase\s+order|maintenance\s+period|rights?\s+of\s+first|lock-?up|standstill)\b",
    re.IGNORECASE,
)
# "upon termination of this Agreement": the agreement is no subject here.
_NO_SUBJECT = re.compile(
    r"\b(?:of|under|in|to|with|by|from|hereof|if|when|upon|during|throughout|terminate|cancel|amend|assign|execute|perform|breach|for|over|within|extend|renew|current)(?:\s+the)?\s+$",
    re.IGNORECASE,
)
_SUBJECTS = frozenset({"agreement-lasts", "term-of-agreement", "the-term", "agreement-has-term"})
_RENEWS = re.compile(r"renew|exten", re.IGNORECASE)
_DAY_BEFORE = re.compile(
    r"\bday\s+(?:immediately\s+)?(?:prior\s+to|before|preceding)\s+(?:the\s+)?$", re.IGNORECASE
)
# What a clause says of a case is not said of the term.
_CONDITION = re.compile(
    r"^(?:\(?[\w.]{1,6}\)?\s+)?(?:if|in\s+the\s+event|in\s+case|upon|should|where|provided|notwithstanding|for\s+example|following|after)\b",
    re.IGNORECASE,
)
_UNANCHORED, _ASIDE = (
    12,
    25,
)  # what a guess at the first day, and another subject, take from a candidate's standing
_DEFINED = 26  # standing of a day that is called the Termination Date where it stands
_TO = re.compile(r"[\s,]*(?:to|-|–|through)[\s,]*(?:the\s+)?")
_STOPS = re.compile(
    r"\b(?:unless|provided|notice|dated)\b|;", re.IGNORECASE
)  # keeps "until" and a date apart
# "During the term of the LSA", "until the expiration of the Lease": another agreement tells.
_ELSEWHERE = re.compile(
    r"\b(?:during|for|until|upon|as\s+of|with)\s+the\s+(?:full\s+)?(?:term|duration|termination|expiration|end)\b[^.;]{0,40}?\bof\s+the\s+"
    r"(?:(?:[A-Z][\w-]*|and)\s+){0,5}(?:Agreement|Lease|Contract|Plan|[A-Z]{2,6})\b"
)
_END_GAP = 60  # characters between "until" and the day
_FROM_GAP = 90  # characters between a length and the day that it runs from


@dataclass(frozen=True, slots=True)
class _Clause:
    """A sentence about the term, taken apart."""

    span: Span
    mention: Mention
    rank: int
    string: str
    lengths: Sequence[DayCount]
    days: Sequence[TermDay]
    phrases: Sequence[Mention]

    def limit(self) -> int:
        """Where the sentence turns to renewals."""
        renewals = [
            phrase.start for phrase in self.phrases if phrase.rule == "renewal" or self._proviso(phrase)
        ]
        return min(renewals, default=self.span.end)

    def _proviso(self, phrase: Mention) -> bool:
        """Whether a proviso speaks of a renewal."""
        return phrase.rule == "unless-terminated" and bool(
            _RENEWS.search(self.string, phrase.start, phrase.end)
        )


def expiration_date(text: Text, outline: Outline, quantities: Quantities, days: KnownDays) -> Answer:
    """The ISO date, or "perpetual" for a term that only a termination ends.

    A length is counted from the day that the clause names, or else from the effective or agreement date; the
    answer then carries its derivation and both places. Where the term ends with an event, the answer is
    absent and the clause stands among the alternatives.
    """
    return choose([*_labelled(days), *_from_clauses(text, outline, quantities, days)])


def _labelled(days: KnownDays) -> Iterator[Candidate]:
    for place in days.places:
        if place.region is RegionKind.ATTACHMENT or place.iso is None:
            continue
        if place.lead == "expiration-label":
            yield Candidate(place.iso, 6, place.lead_start, place.end, "expiration-label")
        elif place.lead in ("expiration-means", "expiration-moved"):
            yield Candidate(place.iso, _DEFINED, place.lead_start, place.end, place.lead)
        elif place.tail == "expiration-date":
            yield Candidate(place.iso, _DEFINED, place.start, place.tail_end, "expiration-date")


def _from_clauses(
    text: Text, outline: Outline, quantities: Quantities, days: KnownDays
) -> Iterator[Candidate]:
    read, read_rank = Span(0, 0), 0  # the sentence read last, and the best standing it was read with
    for mention in scanner("expiration").find(text):
        rank = _STANDING[mention.rule]
        if read.start <= mention.start < read.end and read_rank <= rank:
            continue
        if mention.rule in _SUBJECTS and _NO_SUBJECT.search(
            text.string, max(0, mention.start - 30), mention.start
        ):
            continue
        span = sentence_at(text.string, mention.start, mention.end)
        read, read_rank = span, rank
        region = outline.region_at(mention.start)
        if region is not None and region.kind is RegionKind.ATTACHMENT:
            rank += 30
        clause = _Clause(
            span,
            mention,
            rank,
            text.string,
            within(quantities.day_counts, span),
            term_days(text, days, span),
            scanner("term_phrases").find(text, [span]),
        )
        candidate = (
            _ended_on_day(clause)
            or _after_length(clause, days)
            or _without_end(clause)
            or _by_reference(clause)
            or _gap(clause, quantities)
        )
        if candidate is not None:
            yield candidate


def _ended_on_day(clause: _Clause) -> Candidate | None:
    """The end as a written-out date: "until December 31, 2004"."""
    limit = clause.limit()
    for phrase in clause.phrases:
        if phrase.rule != "ends" or phrase.start > limit:
            continue
        for day in clause.days:
            near = day.rule == "written-out" and 0 <= day.start - phrase.end <= _END_GAP
            if near and day.day is not None and not _STOPS.search(clause.string, phrase.end, day.start):
                return _candidate(clause, day.day.isoformat(), 0, ())
    for first, last in pairwise(day for day in clause.days if day.start < limit):
        if (
            last.rule == "written-out"
            and last.day is not None
            and _TO.fullmatch(clause.string, first.end, last.start)
        ):
            return _candidate(clause, last.day.isoformat(), 2, ())
    return None


def _after_length(clause: _Clause, days: KnownDays) -> Candidate | None:
    """The end counted from a day: "three years from the Effective Date", "the fifth anniversary of …"."""
    for length in clause.lengths:
        if not _is_term(clause, length):
            continue
        period = period_of(length)
        if period is None:
            continue
        named = _anchor(clause, length)
        anchor = named or _default(days)
        if anchor is None:
            return None
        if anchor.day is None:
            reason = "runs from a day that the contract does not give"
            return _candidate(clause, None, 1, (), status=Status.ABSENT, standing=reason)
        end = shifted(anchor.day, period.count, period.unit)
        if end is None:
            continue
        unit = period.unit.value if period.count != 1 else period.unit.value.rstrip("s")
        derivation = f"{anchor.day.isoformat()} + {period.count} {unit}"
        if _DAY_BEFORE.search(clause.string, max(0, length.start - 50), length.start):
            end, derivation = shifted(end, -1, Unit.DAYS) or end, derivation + " - 1 day"
        rank = 1 if named else _UNANCHORED
        return _candidate(clause, end.isoformat(), rank, anchor.support, derivation)
    return None


def _is_term(clause: _Clause, length: DayCount) -> bool:
    """Whether the length is that of the agreement, and no notice, renewal or cure."""
    if length.start >= clause.limit() or length.unit in (Unit.HOURS, Unit.BUSINESS_DAYS, Unit.TRADING_DAYS):
        return False
    after = clause.string[length.end : length.end + 40]
    before = clause.string[max(clause.span.start, length.start - 60) : length.start]
    if _NOTICE.match(after) or _NOTICE_BEFORE.search(before):
        return False
    if (
        re.match(r"[\s'’-]*(?:period\s+)?(?:anniversary|years?\s+anniversary)", after, re.IGNORECASE)
        or "nniversary" in clause.string[length.start : length.end]
    ):
        return True
    if length.unit in (Unit.MONTHS, Unit.YEARS) and _ENDS_IN.search(before) and _LATER.match(after):
        return True
    return bool(_LASTS.search(before)) or clause.mention.rule in ("term-label", "called-term", "term-means")


def _anchor(clause: _Clause, length: DayCount) -> TermDay | None:
    """The day that the length runs from: after it, or else where the sentence says that the term begins."""
    for day in clause.days:
        between = clause.string[length.end : day.start]
        if (
            0 <= day.start - length.end <= _FROM_GAP
            and (_COUNTED_FROM.search(between) or day.rule == "same-day")
            and "." not in between
        ):
            if day.rule == "same-day":
                break
            return day
    before = [day for day in clause.days if day.end <= length.start and day.rule != "same-day"]
    begun = [day for day in before if _begins(clause, day)]
    if begun:
        return begun[0]
    return before[-1] if before else None


def _begins(clause: _Clause, day: TermDay) -> bool:
    return any(phrase.rule == "begins" and 0 <= day.start - phrase.end <= 40 for phrase in clause.phrases)


def _default(days: KnownDays) -> TermDay | None:
    """The effective date, else the agreement's: what a term without a beginning runs from."""
    for answer in (days.effective, days.agreement):
        day, support = day_of(answer)
        if day is not None and support:
            span, rule = support[0]
            return TermDay(span.start, span.end, rule, day, support)
    return None


def _without_end(clause: _Clause) -> Candidate | None:
    """A term with no end but a termination, unless the sentence gives a length too."""
    if clause.lengths and any(_is_term(clause, length) for length in clause.lengths):
        return None
    for phrase in clause.phrases:
        if phrase.rule == "perpetual":
            return _candidate(clause, PERPETUAL, 8, ())
    return None


def _by_reference(clause: _Clause) -> Candidate | None:
    """A term that lasts as long as another agreement does."""
    if not _ELSEWHERE.search(clause.string, clause.mention.start, clause.limit()):
        return None
    return _candidate(clause, None, 9, (), status=Status.BY_REFERENCE, standing="refers to another agreement")


def _gap(clause: _Clause, quantities: Quantities) -> Candidate | None:
    """A length or a day that was left blank or taken out."""
    if clause.mention.rule not in ("called-term", "term-of-agreement", "agreement-has-term"):
        return None
    blanks = within(quantities.blanks, Span(clause.span.start, max(clause.span.start, clause.limit())))
    if not blanks:
        return None
    status = Status.REDACTED if blanks[0].redacted else Status.BLANK
    return _candidate(clause, None, 6, (), status=status)


def _candidate(
    clause: _Clause,
    value: str | None,
    rank: int,
    support: tuple[tuple[Span, str], ...],
    derivation: str | None = None,
    status: Status = Status.FOUND,
    standing: str = "is less explicit",
) -> Candidate:
    words = clause.string[clause.span.start : max(clause.span.start, clause.mention.start)]
    if _OTHER_THING.search(words) or _CONDITION.match(
        clause.string[clause.span.start : clause.span.start + 40]
    ):
        rank += _ASIDE
    span = clause.span
    return Candidate(
        value,
        clause.rank + rank,
        span.start,
        span.end,
        clause.mention.rule,
        support,
        derivation,
        status,
        standing,
    )
