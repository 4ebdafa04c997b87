"""The day from which the agreement has effect, where it speaks of one."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from functools import cache

from pipeline.extract.sentences import sentence_at
from pipeline.extract.terms.agreement_date import in_opening
from pipeline.extract.terms.choice import Candidate, choose
from pipeline.extract.terms.date_contexts import DatedPlace, of_other_agreement
from pipeline.extract.terms.term_days import KnownDays, TermDay, day_of, term_days
from pipeline.match.automaton import Automaton
from pipeline.model import Answer, Mention, Outline, RegionKind, Status, Text
from pipeline.spans import Span

_SUBJECT = re.compile(
    r"\b(?:this|the\s+present)\s+(?:[A-Za-z0-9-]+\s+){0,4}(?:agreement|contract|(?:sub)?lease|amendment|addendum|letter|deed|schedule|joint\s+venture|promotion"
    r"|consent|charter|endorsement|guarantee|note|memorandum|licen[cs]e|order|statement\s+of\s+work|undertaking|arrangement|engagement|appointment"
    r"|supplement|instrument|understanding)\b"
    r"|\b(?:the|your)\s+(?:joint\s+venture|promotion|agreement|contract|engagement|appointment|arrangement|sponsorship)\b"
    r"|\bthe\s+(?:(?:initial|original|primary|base|basic|first|current|effective|agreement|contract|licen[cs]e|service)\s+)?(?:term|duration)\b"
    r"|\b(?:contract|agreement)\s+(?:period|year)\b|\bterm\s+of\b|\bterm\s*[:|\t]|\"(?:initial\s+)?(?:term|contract\s+period)\"|\bthe\s+parties\s+(?:have|hereto)\b",
    re.IGNORECASE,
)
_NOT_THE_WHOLE = re.compile(
    r"\b(?:(?<!sooner )(?<!earlier )terminat\w+|amendment\s+of|notice|assign\w+|section|waiver|price"
    r"|license\s+fee|salary|appoint(?:s|ed|ing)?|elected|resign\w+)\b[^.;]{0,60}$",
    re.IGNORECASE,
)
# "from January 1, 2004 to …", "January 1, 2004 through …": the day begins a stretch of time.
_UNTIL = re.compile(
    r"[\s,]*(?:\([^()]{0,40}\)[\s,]*)?(?:(?:and|shall|will|continuing|continues?|running)\s+){0,3}"
    r"(?:to|until|till|through|thru|up\s+to|ending|ends?|expir\w+|terminat\w+|[-–—]+)\s",
    re.IGNORECASE,
)
# "Effective January 1, 2007, this Agreement replaces …"; the Agreement that an amendment changes.
_OF_THIS = re.compile(
    r"[\s,]*(?:\([^()]{0,60}\)[\s,]*)?(?:this\s+(?:[A-Za-z-]+\s+){0,4}(?:agreement|contract|amendment|addendum|letter)"
    r"|the\s+parties\s+(?:hereby|hereto|agree|have|shall)|the\s+(?:[A-Za-z-]+\s+){0,4}(?:agreement|contract|lease)\s+(?:is|shall\s+be)\s+(?:hereby\s+)?amended)\b",
    re.IGNORECASE,
)
_AMENDS = re.compile(
    r"[\s,]*(?:\([^()]{0,60}\)[\s,]*)?(?:section|article|paragraph|clause|exhibit|schedule|appendix|the\s+(?:[A-Za-z-]+\s+){0,4}(?:agreement|contract|lease))\b"
    r"[^.;]{0,160}?\b(?:is|are|shall\s+be)\s+(?:hereby\s+)?(?:amended|deleted|replaced|modified|revised|extended)\b",
    re.IGNORECASE,
)
# An opening that makes the agreement, and does not merely tell what came before it.
_MAKES = re.compile(r"\b(?:this|between|among|hereby|by\s+and|executed|signed|undersigned)\b", re.IGNORECASE)
_REGISTERED = re.compile(r"\bregistration\s+statement|\bprospectus\b", re.IGNORECASE)
_ELSEWHERE = re.compile(
    r"\b(?:set\s+forth|defined|specified|described|provided)\s+in\s+the\s+(?:[A-Z][\w-]*\s+){1,6}(?:Agreement|Lease|Contract)\b"
)
_LEADS = frozenset({"effective", "made-effective", "begins", "from", "term-label"})
_CLOSE = 100  # characters before a day within which stands what lasts from it
_SENTENCE_END = re.compile(r"\.\s+$")
_HEADS = re.compile(r"(?:^|\n|\d\.?|\)|\t)\s*$")  # what stands before a heading: a line's start or a number
_HEADING = 60  # characters of a heading that stands before a sentence
_DEFINITION = 220  # characters of a definition that are read
_FIRST_WORDS = 90  # characters of a clause within which its day is named
_DECLARED = {"takes-effect": 25, "term-commences": 35}  # ranks of clauses that give the day no name
_PUT_OFF = frozenset({"effective-date-means", "effective-date-plain"})
_LAST_RANK = 60
_COUNTERPARTS = re.compile(r"counterpart", re.IGNORECASE)


def effective_date(text: Text, outline: Outline, days: KnownDays, mentions: Iterable[Mention]) -> Answer:
    """The ISO date; absent where the contract does not speak of a day of effect.

    "Effective when counterparts have been signed" names no day. A day that hangs on an event is absent too,
    and stands among the alternatives.
    """
    found = [*_named(text, days), *_led_up_to(text, days), *_declared(text, outline, days, mentions)]
    return choose([*found, *_same_day(days, found)] if found else _undefined(text, days))


def _named(text: Text, days: KnownDays) -> Iterator[Candidate]:
    """Dates called the Effective Date where they stand, or on a line with that label."""
    for place in days.places:
        if place.tail == "effective-date":
            rank = 0 if in_opening(place) else 5
            if of_other_agreement(text.string, place.lead_start):
                rank = 38
            if place.region is RegionKind.ATTACHMENT:
                rank = 40
            yield _candidate(place, rank, Span(place.lead_start, place.tail_end), "effective-date")
        elif place.lead == "effective-label" and place.day is not None and _of_agreement(text, place):
            rank = 41 if place.region is RegionKind.ATTACHMENT else 10
            yield _candidate(place, rank, Span(place.lead_start, place.end), "effective-label")


def _of_agreement(text: Text, place: DatedPlace) -> bool:
    """Whether a label is one, and not "the effective date of …" in a sentence about something else."""
    if _SENTENCE_END.search(text.string, place.lead_start, place.start):
        return bool(_HEADS.search(text.string, max(0, place.lead_start - 12), place.lead_start))
    if not text.string[place.lead_start : place.start].rstrip().endswith("of"):
        return True
    sentence = sentence_at(text.string, place.start)
    return bool(_SUBJECT.search(text.string, sentence.start, place.lead_start))


def _led_up_to(text: Text, days: KnownDays) -> Iterator[Candidate]:
    """Dates after "effective as of", and first days of the term."""
    for place in days.places:
        if place.lead not in _LEADS or place.region is RegionKind.ATTACHMENT:
            continue
        sentence = sentence_at(text.string, place.start, place.end)
        before = text.string[sentence.start : place.lead_start]
        opening = in_opening(place) or place.region is RegionKind.SIGNATURES
        if place.lead == "begins":
            if before.strip() == "It":  # "The term is five years. It begins on …"
                previous = sentence_at(text.string, max(0, sentence.start - 3))
                before = text.string[previous.start : place.lead_start]
            if _SUBJECT.search(before) and not _NOT_THE_WHOLE.search(before) and place.day is not None:
                yield _candidate(place, 30, Span(place.lead_start, place.end), "term-begins")
        elif place.lead in ("from", "term-label"):
            told = place.lead == "term-label" or (
                _SUBJECT.search(before[-_CLOSE:]) and not _NOT_THE_WHOLE.search(before)
            )
            if told and place.day is not None and _UNTIL.match(text.string, place.end):
                yield _candidate(place, 32, Span(place.lead_start, place.end), "term-begins")
        elif of_other_agreement(text.string, place.lead_start):
            continue
        elif _SUBJECT.search(before) and not _NOT_THE_WHOLE.search(before):
            yield _candidate(place, 15 if opening else 20, Span(place.lead_start, place.end), place.lead)
        elif _OF_THIS.match(text.string, place.end) and len(before) < _HEADING:
            yield _candidate(place, 22, Span(place.lead_start, place.end), place.lead)
        elif _AMENDS.match(text.string, place.end):
            yield _candidate(place, 34, Span(place.lead_start, place.end), place.lead)
        elif opening and _makes(text.string, place, sentence):
            yield _candidate(place, 28, Span(place.lead_start, place.end), place.lead)


def _makes(string: str, place: DatedPlace, sentence: Span) -> bool:
    """Whether the opening around a date makes the agreement; names of parties may cut its sentence."""
    start = min(sentence.start, max(0, place.lead_start - _DEFINITION))
    return bool(_MAKES.search(string, start, sentence.end)) and not _REGISTERED.search(
        string, start, place.lead_start
    )


def _declared(
    text: Text, outline: Outline, days: KnownDays, mentions: Iterable[Mention]
) -> Iterator[Candidate]:
    """Clauses that define the Effective Date or say when the agreement takes effect."""
    for mention in mentions:
        region = outline.region_at(mention.start)
        when = mention.groups.get("when")
        definition = mention.rule not in _DECLARED
        attached = region is not None and region.kind is RegionKind.ATTACHMENT
        # Definitions may be put off to an appendix; what takes effect there is the appendix.
        if when is None or (attached and mention.rule not in _PUT_OFF):
            continue
        sentence = sentence_at(text.string, when.start)
        first = Span(
            when.start,
            max(when.start, min(sentence.end, when.start + (_DEFINITION if definition else _FIRST_WORDS))),
        )
        if mention.rule == "term-commences" and _NOT_THE_WHOLE.search(
            text.string, sentence.start, when.start
        ):
            continue
        if _COUNTERPARTS.search(text.string, mention.start, max(first.end, when.end)):
            continue
        found = [anchor for anchor in term_days(text, days, first) if anchor.rule != "same-day"]
        elsewhere = _ELSEWHERE.search(text.string, first.start, first.end)
        if definition and elsewhere and (not found or found[0].day is None):
            yield Candidate(None, 8, mention.start, elsewhere.end(), mention.rule, status=Status.BY_REFERENCE)
        elif found:
            yield from _from_anchor(mention, found[0], 8 if definition else _DECLARED[mention.rule])


def _same_day(days: KnownDays, found: Sequence[Candidate]) -> Iterator[Candidate]:
    """The place that dates the agreement, where that is the day of effect as well."""
    day, _ = day_of(days.agreement)
    if day is not None and any(candidate.value == day.isoformat() for candidate in found):
        for span, rule in days.agreement.evidence:
            yield Candidate(day.isoformat(), _LAST_RANK, span.start, span.end, rule)


def _undefined(text: Text, days: KnownDays) -> Iterator[Candidate]:
    """The agreement's own day, where it counts from an Effective Date that it never defines."""
    day, support = day_of(days.agreement)
    uses = _uses().hits(text.folded) if day is not None else []
    if day is not None and len(uses) > 1 and not _defined(text):
        start, end = uses[0]
        told = f"never defined: the date of the agreement, {day.isoformat()}"
        yield Candidate(day.isoformat(), _LAST_RANK, start, end, "effective-date-undefined", support, told)


def _defined(text: Text) -> bool:
    """Whether the term stands in quotation marks, as it does where it is given a meaning."""
    return b'"effective date' in text.folded.lower()


@cache
def _uses() -> Automaton:
    return Automaton(r"\bEffective\s+Date\b", "effective_date.py")


def _from_anchor(mention: Mention, anchor: TermDay, rank: int) -> Iterator[Candidate]:
    support = ((Span(anchor.start, anchor.end), anchor.rule), *anchor.support)
    if anchor.rule == "effective-date":
        return
    if anchor.day is not None:
        derivation = (
            None
            if anchor.rule == "written-out"
            else f"{anchor.rule.replace('-', ' ')}: {anchor.day.isoformat()}"
        )
        yield Candidate(
            anchor.day.isoformat(), rank, mention.start, anchor.end, mention.rule, support[1:], derivation
        )
    elif anchor.rule in ("event", "named-date"):
        reason = "hangs on an event whose day the contract does not give"
        yield Candidate(
            None, rank, mention.start, anchor.end, mention.rule, status=Status.ABSENT, standing=reason
        )


def _candidate(place: DatedPlace, rank: int, span: Span, rule: str) -> Candidate:
    if place.day is None:
        status = Status.REDACTED if place.redacted else Status.BLANK
        return Candidate(None, rank, span.start, span.end, rule, status=status, standing="is a blank")
    return Candidate(place.iso, rank, span.start, span.end, rule)
