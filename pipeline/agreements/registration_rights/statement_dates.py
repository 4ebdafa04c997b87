"""When the first registration statement is to be filed, and when it is to be effective.

The day stands in a definition ("Filing Deadline" means …; … (the "Filing Date")) or in the sentence that
lays the duty on the company. Additional statements, amendments and demands have days of their own, which are
not the deal's: they count only where nothing else is said.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import zip_longest
from typing import Final

from pipeline.agreements.document import Document, Sentence
from pipeline.agreements.registration_rights.closed_day import on_open_day
from pipeline.agreements.registration_rights.days import (
    EARLIEST,
    EFFECT,
    FILES,
    FILES_IT,
    FILING,
    OF_THE_CALENDAR,
    PLAIN,
    STATEMENT,
    Day,
)
from pipeline.agreements.registration_rights.extension import extended
from pipeline.agreements.registration_rights.model import DueBy
from pipeline.agreements.registration_rights.so_notified import with_notice
from pipeline.agreements.timing import expression_in, says_a_time, status_of, times
from pipeline.agreements.values import Field, absent
from pipeline.expressions import Deadline, Duration, Periodic
from pipeline.extract.deadlines.shapes import with_bound
from pipeline.model import Definition, Status
from pipeline.spans import Span

# Words that make a day that of another paper, or of another duty; the more of them, the less the sentence.
_OTHER: Final = re.compile(
    r"\b(?:[Aa]dditional|[Nn]ew|[Ss]ubsequent|[Aa]mended|[Ff]urther) (?:[Rr]egistration|[Ss]helf|"
    r"[Ss]tatement|one|filing)|\b[Ii]nsufficient|"
    r"\b[Aa]mend(?:ment)?s?\b(?! thereto)|\b[Ss]upplement\w*|\b[Pp]ost-[Ee]ffective|\baccelerat\w+|"
    r"\bremaining|\bconvert|"
    r"\bfinal prospectus|\b(?:cut|cutback)\b|\bpropos\w+ to\b|\bown account\b|\bother registration|"
    r"\bEach filing\b|\bquarterly\b|\breports? required\b"
)
_ON_DEMAND: Final = re.compile(r"\b(?:[Dd]emand|[Rr]equest\w*|[Pp]iggy-?[Bb]ack)\b")
_INITIAL: Final = re.compile(r"\b(?:[Ii]nitial|[Rr]esale|[Mm]andatory|[Ss]helf|Rule 415|continuous|Form S)\b")
_DUTY: Final = re.compile(
    r"\b(?:shall|will|agrees? to|must|undertakes? to|covenants?|is (?:required|obliged|obligated|to)|are to|"
    r"has|have)\b"
)
_FOR: Final = re.compile(
    r"(?:,\s)?(?:(?:with respect to|for|in the case of|as to|in respect of)\s[^,]{1,200},\s)?"
)
_NEXT: Final = re.compile(
    r"(?:,|;)?\s(?:and|or|\(?ii\)|\(b\))?,?\s?(?:with respect to|in the case of|for) (?:any|each|"
    r"the) (?:additional|other|subsequent|"
    r"amend|new|further)|; provided,? (?:further|that (?:for|with respect))|\.\s"
)

_OF_IT: Final = re.compile(r"[Rr]egist|[Ss]helf|\b[SF]-\d|[Ss]tatement|\b(?:it|same|them)\b")
# A period that is the length of a notice: "thirty days' notice before filing".
_NOTICE: Final = re.compile(r"'?s?\s(?:(?:prior|advance|written)\s){0,2}notice\b", re.IGNORECASE)
# Behind a time, an act that is another's: "shall within ten days | give notice of the request".
_TELLS: Final = re.compile(
    r",?\s(?:promptly\s)?(?:give|notify|deliver|furnish|send|provide|inform|advise|tell|mail)\b",
    re.IGNORECASE,
)
# What makes a limit of a day: "by", "within".
_LIMITS: Final = re.compile(
    r"(?:by|within|no(?:t)?\slater|not?\smore|on\sor\s(?:before|prior)|before|prior|in\s(?:any|no)|as\s(?:soon|promptly))\b",
    re.IGNORECASE,
)
_OWN_ACT: Final = 1.3  # how near a time is to the act that it is told of; beside another's it is 1 at most
_LABEL: Final = re.compile(r"(?<=[;:,l]\s)(?:and\s)?\([a-z]{1,4}\)\s")
_LONGEST_LABEL: Final = 12
_OPENING: Final = 40  # characters between a label and the time that its item opens with
_FAR: Final = 2000  # characters of a sentence to either side of a time
_MOST: Final = 20  # times that are tried, the best first


def filing_deadline(document: Document) -> Field[DueBy]:
    """The day by which the initial registration statement is to be filed."""
    return _deadline(document, FILING)


def effectiveness_deadline(document: Document) -> Field[DueBy]:
    """The day by which the initial registration statement is to be effective."""
    return _deadline(document, EFFECT)


def _deadline(document: Document, day: Day) -> Field[DueBy]:
    defined = next(_defined(document, day), None) or next(_keyed(document, day), None)
    if defined is not None:
        return _field(document, defined, "definition", day)
    duties = list(_duties(document, day))
    times_told = (*_told(document, day, duties), *_stated(document, day, duties))
    fitting = [each for each in times_told if each[0] > day.least]
    for _, span in sorted(fitting, key=lambda each: -each[0])[:_MOST]:
        found = _field(document, span, "duty", day)
        tree = found.value.expression if found.value is not None else None
        if not isinstance(tree, Duration | Periodic):  # "postpone the filing for not more than ninety days"
            return found
    return absent()


def _field(document: Document, span: Span, rule: str, day: Day) -> Field[DueBy]:
    status = status_of(document, span)
    if status is Status.BY_REFERENCE:
        return Field(status, None, (span,), rule)
    tree, shown = expression_in(document, span)
    if rule == "definition" and tree is not None and not _LIMITS.match(document.plain, shown.start):
        tree = with_bound(tree, "exactly")  # "means the 30th day after it" is that day, and no limit
    tree = with_notice(document, extended(document, tree, shown))
    tree, moved = on_open_day(document, tree, shown, day)
    return Field(status, DueBy(tree), (shown, *moved), rule)


def _duties(document: Document, day: Day) -> Iterator[tuple[int, Sentence]]:
    """The sentences that lay down a duty with the verb of this day, each with its position."""
    for place in document.saying(day.may_be):
        sentence = document.sentences[place]
        if day.verb.search(sentence.plain) and _DUTY.search(sentence.plain):
            yield place, sentence


def _told(document: Document, day: Day, duties: list[tuple[int, Sentence]]) -> Iterator[tuple[float, Span]]:
    """The document's deadlines for this act, each with how well its sentence fits."""
    for place, sentence in duties:
        within = document.deadlines_in(sentence)
        for each, following in zip_longest(within, within[1:]):
            # "span": the day from which a demand may be made is no limit.
            if isinstance(each.expression, Duration | Periodic) or each.rule == "span":
                continue
            if each.span.start < sentence.start:
                continue
            near = _acts(document, day, sentence, each, following)
            if near is not None and (
                says_a_time(document, each.span) or status_of(document, each.span) is Status.BY_REFERENCE
            ):
                yield _fits(day, sentence, place) + near + 0.2, each.span


def _acts(
    document: Document, day: Day, sentence: Sentence, each: Deadline, following: Deadline | None
) -> float | None:
    """How well a deadline is one for this act, by what is to be done by then or else by the words beside."""
    other = EFFECT if day is FILING else FILING
    if day.verb.search(each.action) and not other.verb.search(each.action):
        if day is EFFECT and day.not_verb.search(
            document.plain, max(sentence.start, each.span.start - _FAR), each.span.start
        ):
            return _nearness(document, day, sentence, each.span)
        near = _nearness(document, day, sentence, each.span)
        return _OWN_ACT if near is not None and (day is EFFECT or FILES_IT.search(each.action)) else near
    if other.verb.search(each.action) and not day.verb.search(each.action):
        return None
    return _nearness(document, day, sentence, each.span, following.span.start if following else None)


def _defined(document: Document, day: Day) -> Iterator[Span]:
    """Ranges in which a term of this day gets its meaning, if that tells a time."""
    for definition in document.definitions:
        if day.term.fullmatch(document.words(definition.start, definition.end)) is None:
            continue
        span = _meaning(document, definition)
        if span is not None and not _says_what_it_is(document, definition, day):
            continue
        if span is None or _is_the_fact(document, span):
            continue
        if says_a_time(document, span) or OF_THE_CALENDAR.match(document.plain, span.start, span.end):
            yield span


def _says_what_it_is(document: Document, definition: Definition, day: Day) -> bool:
    """Whether a term is this day's: "Effective Date" alone is the agreement's as often as the statement's."""
    if PLAIN.fullmatch(document.words(definition.start, definition.end)) is None:
        return True
    assert definition.meaning is not None
    words = document.plain[definition.meaning.start : definition.meaning.end]
    return bool(day.verb.search(words) and re.search(STATEMENT, words)) or bool(
        document.day_counts(definition.meaning) and "agreement is" not in words.lower()
    )


def _keyed(document: Document, day: Day) -> Iterator[Span]:
    """The values of this day in a sheet of key terms."""
    for term, span in document.key_terms:
        if day.term.fullmatch(term) and says_a_time(document, span):
            yield span


def _is_the_fact(document: Document, span: Span) -> bool:
    """Whether the day is that on which something did happen: the date of being declared effective."""
    words = document.plain[span.start : span.end]
    return (
        not document.day_counts(span)
        and not document.dates(span)
        and bool(re.search(r"\b(?:is|was|has been|are) (?:first )?(?:declared|ordered|filed)", words))
    )


def _meaning(document: Document, definition: Definition) -> Span | None:
    meaning = definition.meaning
    if meaning is None:
        return None
    if meaning.start > definition.end:  # "X" means …
        opened = _FOR.match(document.plain, meaning.start, meaning.end)
        start = opened.end() if opened else meaning.start
        following = _NEXT.search(document.plain, start, meaning.end)
        end = following.start() if following else meaning.end
        while end > start and document.plain[end - 1] in " .;,\n":
            end -= 1
        return Span(start, end)
    # … (the "X"): the last words of time before the bracket.
    spans = [span for span in times(document, meaning.start, meaning.end) if says_a_time(document, span)]
    return spans[-1] if spans else None


def _stated(document: Document, day: Day, duties: list[tuple[int, Sentence]]) -> Iterator[tuple[float, Span]]:
    """The times of sentences that lay the duty down, each with how well the sentence fits."""
    for place, sentence in duties:
        score = _fits(day, sentence, place)
        spans = list(times(document, sentence.start, sentence.end))
        if day is FILING and not any(says_a_time(document, span) for span in spans):
            # "thirty days after the Closing the Company shall file": no word leads in to the period.
            spans += [
                Span(each.start, each.anchor.end) for each in document.day_counts(sentence) if each.anchor
            ]
        for span in spans:
            near = _nearness(document, day, sentence, span)
            if near is not None and says_a_time(document, span):
                yield score + near, span
                continue
            if near is not None:
                for _, meaning in document.defined_in(span):
                    if says_a_time(document, meaning) and document.day_counts(meaning):
                        yield score + near, meaning
            if near is not None and re.search(
                r"\bdate (?:on which|when|permitted)\b", document.plain[span.start : span.end]
            ):
                yield score + near - 2, span


def _fits(day: Day, sentence: Sentence, place: int) -> float:
    """How well a sentence fits the duty to file, or to make effective, the initial statement."""
    words = sentence.plain
    score = 2.0 if re.search(STATEMENT, words) or " it " in words else 0.0
    score += 1.0 if _INITIAL.search(words) else 0.0
    score += 0.5 if day.heading.search(sentence.heading) else 0.0
    score -= 4.0 if _OTHER.search(words) else 0.0
    score -= 2.0 if _ON_DEMAND.search(words) else 0.0
    return score - place / 10_000  # of two that fit alike, the first


def _item(document: Document, sentence: Sentence, span: Span) -> str:
    """The item of a list that opens with a time, "(x) within ten days …, give notice"; else the sentence."""
    near = max(sentence.start, span.start - _OPENING - _LONGEST_LABEL)
    labels = list(_LABEL.finditer(document.plain, near, span.start))
    if not labels or span.start - labels[-1].end() > _OPENING:
        return sentence.plain
    stop = document.plain.find(";", span.end, sentence.end)
    return document.plain[labels[-1].end() : stop if stop > 0 else sentence.end]


def _nearness(
    document: Document, day: Day, sentence: Sentence, span: Span, until: int | None = None
) -> float | None:
    """How well a time fits the verb of its sentence; None where it is another verb's.

    The words behind the time count up to `until`, where the next time begins.
    """
    plain = document.plain
    before = plain[max(sentence.start, span.start - _FAR) : span.start]
    after = plain[span.end : min(max(span.end, until or sentence.end), span.end + _FAR)]
    counted = document.day_counts(span)
    if counted and _NOTICE.match(plain, counted[0].end):
        return None
    if not day.verb.search(_item(document, sentence, span)):
        return None
    if re.match(
        r"(?:until|through|for|during)\b", plain[span.start : span.start + 8], re.IGNORECASE
    ) and not (re.search(r"\b(?:have|has)\s$", before)):
        return None  # how long something lasts
    if EARLIEST.search(before[-60:]) or EARLIEST.match(plain[span.start : span.end]):
        return None  # from when on something may be asked for
    if day is FILING:
        if _TELLS.match(after):
            return None
        if not _OF_IT.search(before + after) and not any(
            term in before + after for term in document.registrations
        ):
            return None
        inside = plain[span.start : span.start + 60]
        if re.search(r"(?:prior to|before)\s(?:the |any |each |such )*(?:\w+ )?filing\b", inside):
            return None
        if re.search(
            r"\bstatement\s(?:is|was|has\sbeen)\s(?:declared\s)?effective",
            plain[span.start : span.end],
            re.IGNORECASE,
        ):
            return None  # what is due after effectiveness is another paper
        # What follows "effective" is the other day, and a time that comes first belongs to the first verb.
        if EFFECT.verb.search(before) and day.verb.search(before):
            return None
        return 1.0 if FILES_IT.search(before) else 0.5 if FILES.search(after[:400]) else None
    if not day.verb.search(before):
        return (
            0.3
            if re.search(r"^.{0,160}\beffective\b", after, re.DOTALL) and not re.search(r"\bfile\b", before)
            else None
        )
    if day.not_verb.search(before) and not re.search(r"\b(?:declared|become)\s+effective", before):
        return None
    return 1.0


__all__ = ["effectiveness_deadline", "filing_deadline"]
