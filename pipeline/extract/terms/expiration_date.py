"""The day on which the agreement's first term ends."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from functools import cache
from itertools import pairwise

from pipeline.extract.terms.choice import Candidate, choose
from pipeline.extract.terms.lengths import period_of, shifted, within
from pipeline.extract.terms.term_clauses import HEADED, TERMINABLE, TermClause, term_clauses
from pipeline.extract.terms.term_days import KnownDays, TermDay, day_of
from pipeline.match.automaton import Automaton
from pipeline.model import Answer, DayCount, Mention, Outline, Quantities, RegionKind, Status, Text, Unit
from pipeline.spans import Span

PERPETUAL = "perpetual"

_NOTICE = re.compile(
    r"[\s'’)]{0,3}(?:calendar\s+)?(?:(?:advance|prior|written|notice|before|previous)\b)", re.IGNORECASE
)
_NOTICE_BEFORE = re.compile(
    r"(?:\b(?:notice\s+of|within|upon|cure[^.;]{0,20}|every|each|(?:any|each|every)\s+(?:such\s+)?(?:\w+\s+)?(?:term|period)s?\s+of|(?<!shall\s)(?<!will\s)last)"
    r"|(?<!term\sof\s)(?<!period\sof\s)\b(?:at\s+least|not\s+less\s+than|no\s+later\s+than))\s+$",
    re.IGNORECASE,
)
_LASTS = re.compile(
    r"\b(?:for|of|be|is|are|in\s+effect|force|period|term|next|continue[sd]?|extend|first|duration|shall\s+have|has|minimum|maximum|remain|lasts?|runs?|endures?|ending|end|expire|date"
    r"|i\.e\.,|least|less\s+than|until\s+the|thereof|one\s+hundred)\b[\s(\"':]{0,4}(?:an?\s+|the\s+|approximately\s+|initial\s+|minimum\s+|maximum\s+|full\s+|fixed\s+|that\s+is\s+|another\s+|first\s+|up\s+to\s+|\(?[ivxa-c]{1,3}\)\s+){0,4}$",
    re.IGNORECASE,
)
# "shall terminate two years thereafter", "expires five years from"
_ENDS_IN = re.compile(
    r"\b(?:terminat(?:e|es|ing)|expir(?:e|es|ing)|ends?|ending|laps(?:e|es)|ceases?)(?:\s+automatically)?(?:\s+(?:on|upon)\s+the\s+(?:date|day)(?:\s+(?:that|which)\s+is)?)?\s+$",
    re.IGNORECASE,
)
_LATER = re.compile(r"\s*(?:after|from|following|thereafter|later|hence)\b", re.IGNORECASE)
_COUNTED_FROM = re.compile(
    r"\b(?:from|after|following|of|commenc\w+|begin\w*|start\w*|thereafter|therefrom|as\s+of|with|effective|counting)\b",
    re.IGNORECASE,
)
_OTHER_THING = re.compile(
    r"\b(?:warrant(?:y|ies)|confidential\w*|indemni\w+|surviv\w+|insurance|exclusiv\w+|non-?compet\w+|audit|records|patent|royalt\w+|option\s+period"
    r"|letter\s+of\s+credit|purchase\s+order|maintenance\s+period|rights?\s+of\s+first|lock-?up|standstill)\b",
    re.IGNORECASE,
)
# In a clause of which only the heading is known: what its other sentences speak of.
_NOT_ITS_TERM = re.compile(
    r"\b(?:may|right\s+to|entitled\s+to|option\s+to|elect\w*\s+to|wish\w*\s+to|notice\s+of|upon|payment|fees?|price|forecasts?|breach\w*|default\w*|cure|renew\w*|exten[ds]\w*|previous|prior|successive|succeeding|subsequent)\b",
    re.IGNORECASE,
)
_DAY_BEFORE = re.compile(
    r"\bday\s+(?:immediately\s+|next\s+)?(?:prior\s+to|before|preceding)\s+(?:the\s+)?$", re.IGNORECASE
)
# What a clause says of a case is not said of the term; of what comes after one it seldom is.
_CASE = re.compile(r"(?:\(?[\w.]{1,6}\)?\s+)?(?:if|in\s+the\s+event|in\s+case|should|where)\b", re.IGNORECASE)
_CONDITION = re.compile(
    r"^(?:\(?[\w.]{1,6}\)?\s+)?(?:upon|provided|notwithstanding|for\s+example|following|after)\b",
    re.IGNORECASE,
)
_ONCE = re.compile(
    r"\b(?:scheduled|currently|presently|previously|originally)\s+(?:to\s+|set\s+to\s+)?(?:expire|terminate|end)\w*",
    re.IGNORECASE,
)
_FORMER = 10  # what an end that is told as the old one loses
_UNTOLD = 13  # what a first day that nobody can tell takes away: a clause that gives a day comes first
_LAST = 70  # what the mere right to end a contract takes away
_UNANCHORED, _ASIDE = (
    12,
    25,
)  # what a guess at the first day, and another subject, take from a candidate's standing
_DEFINED = 26  # standing of a day that is called the Termination Date where it stands
_TO = re.compile(r"[\s,]*(?:to|-|–|—|through|till|until|thru)(?:\s+and\s+including)?[\s,]*(?:the\s+)?")
# "From May 1 to July 31, 2004": the first of the two goes without its year.
_FROM_DAY = re.compile(
    r"\b(?:from|between|period|runs?|begin\w*|commenc\w*)\b[^.;]{0,20}?\b(?:Jan|Feb|Mar|Apr|May|Jun|Jul|Aug|Sep|Oct|Nov|Dec)[a-z]{0,6}\.?\s+\d{1,2}(?:st|nd|rd|th)?,?"
    r"\s*(?:to|through|until|till|and|-|–|—)\s*(?:and\s+including\s+)?$"
)
_STOPS = re.compile(
    r"\b(?:unless|provided|(?<!without\s)notice|dated)\b|;", re.IGNORECASE
)  # keeps "until" and a date apart
# "During the term of the LSA", "until the expiration of the Lease": another agreement tells.
_ELSEWHERE = re.compile(
    r"\b(?:during|for|until|upon|as\s+of|with)\s+the\s+(?:full\s+)?(?:term|duration|termination|expiration|end)\b[^.;]{0,40}?\bof\s+the\s+"
    r"(?:(?:[A-Z][\w-]*|and)\s+){0,5}(?:Agreement|Lease|Contract|Plan|[A-Z]{2,6})\b"
)
# "Shall remain in force … unless terminated": no end is named, and none is meant.
_GOES_ON = re.compile(
    r"\b(?:continues?|remains?|govern|in\s+(?:full\s+)?(?:force|effect)|valid|effective|binding|stays?)\b",
    re.IGNORECASE,
)
_SOME_END = re.compile(
    r"\b(?:until|till|through|for\s+(?:the|so|as|an?)|as\s+long|so\s+long|during|period|end(?:s|ing)?\b|earl(?:y|ier|iest)\s+(?:of|to\s+occur)|expir\w+|anniversary)\b",
    re.IGNORECASE,
)
# A termination for cause, or of a deal that has not closed, says nothing of the term.
_FOR_A_REASON = re.compile(
    r"\b(?:breach\w*|default\w*|fail\w*|cure\w*|insolven\w+|if|prior\s+to|before|bankrupt\w*|force\s+majeure|event)\b",
    re.IGNORECASE,
)
# A notice before the end of a term: then the agreement has one.
_BEFORE_ITS_END = re.compile(
    r"[\s'’)]{0,3}(?:(?:prior|written|advance)\s+){0,3}(?:notice\s+)?(?:before|prior\s+to)\s+(?:the\s+)?(?:end|expir\w+|conclusion)\b",
    re.IGNORECASE,
)
_MOVES = re.compile(
    r"\b(?:(?:is|are|shall\s+be)\s+(?:(?:hereby|also|further|mutually|now)\s+){0,2}(?:extended|renewed|changed|amended|revised|modified)"
    r"|(?:shall|will|is\s+to)\s+(?:now|instead|hereafter|henceforth)\b|(?:hereby|agree[sd]?|desires?|wish(?:es)?|elect(?:s|ed)?)\s+(?:\w+\s+){0,4}?extends?)\b",
    re.IGNORECASE,
)
_MOVED_TO = re.compile(
    r"\b(?:to|until|till|through|thru|expir\w*(?:\s+on)?|end(?:s|ing)?(?:\s+on)?)\s+(?:and\s+including\s+)?(?:(?:read|the|midnight\s+on|as\s+follows)\s*)?[\s\"“:]*$",
    re.IGNORECASE,
)
# "Does not extend to the model that is supplied under a license expiring on …"
_ANOTHER_PAPER = re.compile(
    r"\bunder\s+an?\s+(?:[a-z-]+\s+){0,2}(?:licen[cs]e|lease|contract|agreement|policy)\s+(?:that\s+|which\s+)?(?:expir|end|terminat)\w*$",
    re.IGNORECASE,
)
_END_GAP = 60  # characters between "until" and the day
_FROM_GAP = 90  # characters between a length and the day that it runs from


def expiration_date(
    text: Text, outline: Outline, quantities: Quantities, days: KnownDays, mentions: Iterable[Mention]
) -> Answer:
    """The ISO date, or "perpetual" for a term that only a termination ends.

    A length is counted from the day that the clause names, or else from the effective or agreement date; the
    answer then carries its derivation and both places. Where the term ends with an event, the answer is
    absent and the clause stands among the alternatives.
    """
    return choose([*_labelled(days), *_from_clauses(text, outline, quantities, days, mentions)])


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
    text: Text, outline: Outline, quantities: Quantities, days: KnownDays, mentions: Iterable[Mention]
) -> Iterator[Candidate]:
    named = _term_names().first(text.folded, 0, len(text.folded)) is not None
    for clause in term_clauses(text, outline, quantities, days, mentions):
        if _CASE.match(clause.string, clause.span.start, clause.span.end):
            continue
        if clause.mention.rule == TERMINABLE:
            candidate = None if named else _terminable(clause)
        else:
            candidate = (
                _moved(clause)
                or _ended_on_day(clause)
                or _after_length(clause, days)
                or _without_end(clause)
                or _by_reference(clause)
                or _gap(clause, quantities)
                or _open(clause)
                or (None if named else _terminable(clause))
            )
        if candidate is not None:
            yield candidate


@cache
def _term_names() -> Automaton:
    """What shows that the contract calls something its Term: then it has one, wherever it may stand."""
    return Automaton(
        r"\b(?:the|this|such|Initial|Renewal)\s+Term\b|\"Term\"|\bterm\s+(?:of\s+this|hereof)\b",
        "expiration_date.py",
    )


def _ended_on_day(clause: TermClause) -> Candidate | None:
    """The end as a written-out date: "until December 31, 2004"."""
    if not clause.dated:
        return None
    limit = clause.limit
    for phrase in clause.phrases:
        if (
            phrase.rule != "ends"
            or phrase.start > limit
            or _ANOTHER_PAPER.search(clause.string, clause.mention.end, phrase.end)
        ):
            continue
        for day in clause.days:
            near = day.rule == "written-out" and 0 <= day.start - phrase.end <= _END_GAP
            if near and day.day is not None and not _STOPS.search(clause.string, phrase.end, day.start):
                return _candidate(clause, day.day.isoformat(), 0, (), at=phrase.start)
    for day in clause.days:
        before = clause.string[max(clause.span.start, day.start - 60) : day.start]
        if day.rule == "written-out" and day.day is not None and _FROM_DAY.search(before):
            return _candidate(clause, day.day.isoformat(), 2, (), at=day.start)
        if day.rule == "calendar-years" and day.day is not None and day.start < limit:
            return _candidate(clause, day.day.isoformat(), 2, (), at=day.start)
    for first, last in pairwise(day for day in clause.days if day.start < limit):
        if (
            last.rule == "written-out"
            and last.day is not None
            and _TO.fullmatch(clause.string, first.end, last.start)
        ):
            return _candidate(clause, last.day.isoformat(), 2, (), at=first.start)
    return None


def _moved(clause: TermClause) -> Candidate | None:
    """The day to which an amendment moves the end: "is hereby extended to June 30, 2004"."""
    moves = _MOVES.search(clause.string, clause.span.start, clause.span.end) if clause.dated else None
    if moves is None:
        return None
    for day in clause.days:
        between = Span(moves.end(), max(moves.end(), day.start))
        if (
            day.rule == "written-out"
            and day.day is not None
            and day.start >= moves.end()
            and _MOVED_TO.search(clause.string, between.start, between.end)
            and not _STOPS.search(clause.string, between.start, between.end)
        ):
            return _candidate(clause, day.day.isoformat(), 0, (), at=moves.start())
    return None


def _after_length(clause: TermClause, days: KnownDays) -> Candidate | None:
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
            return _candidate(
                clause, None, _UNTOLD, (), status=Status.ABSENT, standing=reason, at=length.start
            )
        end = shifted(anchor.day, period.count, period.unit)
        if end is None:
            continue
        unit = period.unit.value if period.count != 1 else period.unit.value.rstrip("s")
        derivation = f"{anchor.day.isoformat()} + {period.count} {unit}"
        if _DAY_BEFORE.search(clause.string, max(0, length.start - 50), length.start):
            end, derivation = shifted(end, -1, Unit.DAYS) or end, derivation + " - 1 day"
        rank = 1 if named else _UNANCHORED
        return _candidate(
            clause, end.isoformat(), rank, anchor.support, derivation=derivation, at=length.start
        )
    return None


def _is_term(clause: TermClause, length: DayCount) -> bool:
    """Whether the length is that of the agreement, and no notice, renewal or cure."""
    if length.start >= clause.limit or length.unit in (Unit.HOURS, Unit.BUSINESS_DAYS, Unit.TRADING_DAYS):
        return False
    after = clause.string[length.end : length.end + 40]
    before = clause.string[max(clause.span.start, length.start - 60) : length.start]
    if _NOTICE.match(after) or _NOTICE_BEFORE.search(before):
        return False
    if clause.headed and (
        length.unit in (Unit.DAYS, Unit.WEEKS)
        or _NOT_ITS_TERM.search(clause.string, clause.span.start, length.start)
    ):
        return False
    if (
        re.match(r"[\s'’-]*(?:period\s+)?(?:anniversary|years?\s+anniversary)", after, re.IGNORECASE)
        or "nniversary" in clause.string[length.start : length.end]
    ):
        return True
    if length.unit in (Unit.MONTHS, Unit.YEARS) and _ENDS_IN.search(before) and _LATER.match(after):
        return True
    return (
        clause.headed
        or bool(_LASTS.search(before))
        or clause.mention.rule in ("term-label", "called-term", "term-means")
    )


def _anchor(clause: TermClause, length: DayCount) -> TermDay | None:
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
    begun = [
        day
        for day in (*before, *(day for day in clause.days if day.start >= clause.goes_on))
        if _begins(clause, day)
    ]
    if begun:
        return begun[0]
    told = [day for day in before if day.day is not None]
    return told[-1] if told else None


def _begins(clause: TermClause, day: TermDay) -> bool:
    return any(phrase.rule == "begins" and 0 <= day.start - phrase.end <= 40 for phrase in clause.phrases)


def _default(days: KnownDays) -> TermDay | None:
    """The effective date, else the agreement's: what a term without a beginning runs from."""
    for answer in (days.effective, days.agreement):
        day, support = day_of(answer)
        if day is not None and support:
            span, rule = support[0]
            return TermDay(span.start, span.end, rule, day, support)
    return None


def _without_end(clause: TermClause) -> Candidate | None:
    """A term with no end but a termination, unless the sentence gives a length too."""
    if clause.lengths and any(_is_term(clause, length) for length in clause.lengths):
        return None
    for phrase in clause.phrases:
        if phrase.rule == "perpetual":
            return _candidate(clause, PERPETUAL, 8, (), at=phrase.start)
    return None


def _terminable(clause: TermClause) -> Candidate | None:
    """A contract that ends by nothing but a party's notice, as long as no other clause tells of its term."""
    if clause.attached or clause.mention.rule not in (TERMINABLE, HEADED, "agreement-lasts", "service-lasts"):
        return None
    for length in clause.lengths:
        reason = _FOR_A_REASON.search(clause.string, clause.span.start, length.start)
        ends = _BEFORE_ITS_END.match(clause.string, length.end)
        if (
            length.unit is not Unit.HOURS
            and _NOTICE.match(clause.string, length.end)
            and not reason
            and not ends
        ):
            return _candidate(clause, PERPETUAL, _LAST, ())
    return None


def _open(clause: TermClause) -> Candidate | None:
    """A term that goes on "unless terminated", where the sentence names no end at all."""
    if clause.mention.rule not in ("agreement-lasts", "the-term", "term-of-agreement", HEADED):
        return None
    proviso = next((phrase for phrase in clause.phrases if phrase.rule == "unless-terminated"), None)
    words = clause.string[clause.span.start : clause.span.end]
    if proviso is None or not _GOES_ON.search(words) or _SOME_END.search(words):
        return None
    return _candidate(clause, PERPETUAL, 14, (), at=proviso.start)


def _by_reference(clause: TermClause) -> Candidate | None:
    """A term that lasts as long as another agreement does."""
    if not _ELSEWHERE.search(clause.string, clause.mention.start, clause.limit):
        return None
    return _candidate(clause, None, 9, (), status=Status.BY_REFERENCE, standing="refers to another agreement")


def _gap(clause: TermClause, quantities: Quantities) -> Candidate | None:
    """A length or a day that was left blank or taken out."""
    if clause.mention.rule not in ("called-term", "term-of-agreement", "agreement-has-term"):
        return None
    blanks = within(quantities.blanks, Span(clause.span.start, max(clause.span.start, clause.limit)))
    if not blanks:
        return None
    status = Status.REDACTED if blanks[0].redacted else Status.BLANK
    return _candidate(clause, None, 6, (), status=status)


def _candidate(
    clause: TermClause,
    value: str | None,
    rank: int,
    support: tuple[tuple[Span, str], ...],
    *,
    derivation: str | None = None,
    status: Status = Status.FOUND,
    standing: str = "is less explicit",
    at: int | None = None,
) -> Candidate:
    """The candidate, of less standing where the words before `at` turn to a case or to another thing."""
    start = clause.mention.start if at is None or not clause.headed else at
    words = clause.string[clause.span.start : max(clause.span.start, start)]
    if _ONCE.search(clause.string, clause.span.start, clause.span.end):
        rank += _FORMER
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
