"""When the first registration statement is to be filed, and when it is to be effective.

The day stands in a definition ("Filing Deadline" means …; … (the "Filing Date")) or in the sentence that
lays the duty on the company. Additional statements, amendments and demands have days of their own, which are
not the deal's: they count only where nothing else is said.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import zip_longest
from typing import Final

from pipeline.agreements.document import Document, Sentence
from pipeline.agreements.registration_rights.model import DueBy
from pipeline.agreements.registration_rights.extension import extended
from pipeline.agreements.timing import elsewhere, expression_in, says_a_time, status_of, times
from pipeline.agreements.values import Field, absent
from pipeline.expressions import Deadline, Duration, Periodic
from pipeline.model import Definition, Status
from pipeline.spans import Span

_STATEMENT: Final = (
    r"\b(?:[Rr]egistration [Ss]tatements?|(?:[Rr]esale|[Ss]helf) [Rr]egistrations?|Shelf|Form S-\d)\b"
)
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


@dataclass(frozen=True, slots=True)
class _Day:
    """What tells one day from the other: its defined terms, and the verb that it belongs to."""

    term: re.Pattern[str]
    verb: re.Pattern[str]
    not_verb: re.Pattern[str]
    heading: re.Pattern[str]
    least: float  # a sentence that fits worse than this speaks of another duty


# "at any time after the first anniversary": no limit, but the day from which a demand may be made.
_EARLIEST: Final = re.compile(
    r"(?:\b(?:any time|beginning|commencing|starting|no earlier than|not before|no sooner than)\s"
    r"(?:(?:from and|on or|on and|that is|which is|more than)\s)?(?:(?:after|following|from|on)\s)?"
    r"(?:the\s(?:date|day)\s(?:that|which)\sis\s)?)(?:the\s)?$",
    re.IGNORECASE,
)
# "the last day of the third full calendar month that follows the Closing": a time without a period.
_OF_THE_CALENDAR: Final = re.compile(
    r"(?:the\s)?(?:first|last|\w+th)\s(?:[Bb]usiness\s)?day\sof\sthe\s[^.;]{0,60}\b(?:month|quarter|year)\b"
)
_PLAIN: Final = re.compile(r"effective (?:date|time|day)", re.IGNORECASE)
_OTHERS_DAY: Final = r"(?!.*\b(?:additional|subsequent|new|demand|second|amended|actual)\b)"
_FILES_IT: Final = re.compile(r"\b(?:filed?|submit(?:ted)?|lodged?|appl(?:y|ied)\sfor)\b", re.IGNORECASE)
_FILES: Final = re.compile(
    r"\b(?:fil(?:e|es|ed|ing)|submit(?:ted)?|lodged?|appl(?:y|ied)\sfor)\b", re.IGNORECASE
)
_FILING: Final = _Day(
    re.compile(rf"{_OTHERS_DAY}(?=.*\bfil(?:e|ing)\b).*\b(?:deadline|date|day|time|target)", re.IGNORECASE),
    _FILES,
    re.compile(r"\b(?:declared |become |became )effective|effectiveness\b"),
    re.compile(r"filing|registration|shelf|resale|mandatory"),
    -2.2,
)
_EFFECT: Final = _Day(
    re.compile(
        rf"{_OTHERS_DAY}(?=.*\beffective(?:ness)?\b).*\b(?:deadline|date|day|time|target)", re.IGNORECASE
    ),
    re.compile(
        r"\b(?:effective(?!\s+(?:dates?|times?|registration|shelf|statement|prospectus|until|for)\b)|"
        r"effectiveness|takes? effect)\b",
        re.IGNORECASE,
    ),
    re.compile(
        r"\b(?:remain|keep|kept|maintain\w*|stay|ceas\w+|continuously|current)\b[^.;]{0,60}\beffective|"
        r"\bhas (?:become|been declared) effective|"
        r"\b(?:whenever|while|when|any time)\b[^.;]{0,80}\bnot\b[^.;]{0,20}\beffective",
        re.IGNORECASE,
    ),
    re.compile(r"effective|registration|shelf|resale|mandatory"),
    -0.8,
)


def filing_deadline(document: Document) -> Field[DueBy]:
    """The day by which the initial registration statement is to be filed."""
    return _deadline(document, _FILING)


def effectiveness_deadline(document: Document) -> Field[DueBy]:
    """The day by which the initial registration statement is to be effective."""
    return _deadline(document, _EFFECT)


def _deadline(document: Document, day: _Day) -> Field[DueBy]:
    defined = next(_defined(document, day), None) or next(_keyed(document, day), None)
    if defined is not None:
        return _field(document, defined, "definition")
    told = _told(document, day)
    best = max([*told, *_stated(document, day)], key=lambda each: each[0], default=None)
    return _field(document, best[1], "duty") if best is not None and best[0] > day.least else absent()


def _field(document: Document, span: Span, rule: str) -> Field[DueBy]:
    status = status_of(document, span)
    if status is Status.BY_REFERENCE:
        return Field(status, None, (span,), rule)
    tree, shown = expression_in(document, span)
    return Field(status, DueBy(extended(document, tree, shown)), (shown,), rule)


def _told(document: Document, day: _Day) -> Iterator[tuple[float, Span]]:
    """The document's deadlines for this act, each with how well its sentence fits."""
    for place, sentence in enumerate(document.sentences):
        if day.verb.search(sentence.plain) is None or _DUTY.search(sentence.plain) is None:
            continue
        within = document.deadlines_in(sentence)
        for each, following in zip_longest(within, within[1:]):
            if isinstance(each.expression, Duration | Periodic) or each.span.start < sentence.start:
                continue
            near = _acts(document, day, sentence, each, following)
            if near is not None and (
                says_a_time(document, each.span) or status_of(document, each.span) is Status.BY_REFERENCE
            ):
                yield _fits(day, sentence, place) + near + 0.2, each.span


def _acts(
    document: Document, day: _Day, sentence: Sentence, each: Deadline, following: Deadline | None
) -> float | None:
    """How well a deadline is one for this act, by what is to be done by then or else by the words beside."""
    other = _EFFECT if day is _FILING else _FILING
    if day.verb.search(each.action) and not other.verb.search(each.action):
        if day is _EFFECT and day.not_verb.search(document.plain[sentence.start : each.span.start]):
            return _nearness(document, day, sentence, each.span)
        near = _nearness(document, day, sentence, each.span)
        return 1.0 if near is not None and (day is _EFFECT or _FILES_IT.search(each.action)) else near
    if other.verb.search(each.action) and not day.verb.search(each.action):
        return None
    return _nearness(document, day, sentence, each.span, following.span.start if following else None)


def _defined(document: Document, day: _Day) -> Iterator[Span]:
    """Ranges in which a term of this day gets its meaning, if that tells a time."""
    for definition in document.definitions:
        if day.term.fullmatch(document.words(definition.start, definition.end)) is None:
            continue
        span = _meaning(document, definition)
        if span is not None and not _says_what_it_is(document, definition, day):
            continue
        if span is None or _is_the_fact(document, span):
            continue
        if says_a_time(document, span) or _OF_THE_CALENDAR.match(document.plain, span.start, span.end):
            yield span


def _says_what_it_is(document: Document, definition: Definition, day: _Day) -> bool:
    """Whether a term is this day's: "Effective Date" alone is the agreement's as often as the statement's."""
    if _PLAIN.fullmatch(document.words(definition.start, definition.end)) is None:
        return True
    assert definition.meaning is not None
    words = document.plain[definition.meaning.start : definition.meaning.end]
    return bool(day.verb.search(words) and re.search(_STATEMENT, words)) or bool(
        document.day_counts(definition.meaning) and "agreement is" not in words.lower()
    )


def _keyed(document: Document, day: _Day) -> Iterator[Span]:
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


def _stated(document: Document, day: _Day) -> Iterator[tuple[float, Span]]:
    """The times of sentences that lay the duty down, each with how well the sentence fits."""
    for place, sentence in enumerate(document.sentences):
        words = sentence.plain
        verb = day.verb.search(words)
        if verb is None or not _DUTY.search(words):
            continue
        score = _fits(day, sentence, place)
        spans = list(times(document, sentence.start, sentence.end))
        if day is _FILING and not any(says_a_time(document, span) for span in spans):
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


def _fits(day: _Day, sentence: Sentence, place: int) -> float:
    """How well a sentence fits the duty to file, or to make effective, the initial statement."""
    words = sentence.plain
    score = 2.0 if re.search(_STATEMENT, words) or " it " in words else 0.0
    score += 1.0 if _INITIAL.search(words) else 0.0
    score += 0.5 if day.heading.search(sentence.heading) else 0.0
    score -= 4.0 if _OTHER.search(words) else 0.0
    score -= 2.0 if _ON_DEMAND.search(words) else 0.0
    return score - place / 10_000  # of two that fit alike, the first


def _nearness(
    document: Document, day: _Day, sentence: Sentence, span: Span, until: int | None = None
) -> float | None:
    """How well a time fits the verb of its sentence; None where it is another verb's.

    The words behind the time count up to `until`, where the next time begins.
    """
    plain = document.plain
    before = plain[sentence.start : span.start]
    after = plain[span.end : max(span.end, until or sentence.end)]
    if re.match(
        r"(?:until|through|for|during)\b", plain[span.start : span.start + 8], re.IGNORECASE
    ) and not (re.search(r"\b(?:have|has)\s$", before)):
        return None  # how long something lasts
    if _EARLIEST.search(before[-60:]) or _EARLIEST.match(plain[span.start : span.end]):
        return None  # from when on something may be asked for
    if re.search(r"\bdays?'?\s(?:(?:prior|advance|written)\s){0,2}notice\b", plain[span.start : span.end]):
        return None  # how long before something it is to be told
    if day is _FILING:
        if not re.search(r"[Rr]egist|[Ss]helf|\b[SF]-\d|[Ss]tatement|\b(?:it|same|them)\b", before + after):
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
        if _EFFECT.verb.search(before) and day.verb.search(before):
            return None
        return 1.0 if _FILES_IT.search(before) else 0.5 if _FILES.search(after[:400]) else None
    if not day.verb.search(before):
        return (
            0.3
            if re.search(r"^.{0,160}\beffective\b", after, re.DOTALL) and not re.search(r"\bfile\b", before)
            else None
        )
    if day.not_verb.search(plain[sentence.start : span.start + 0]) and not re.search(
        r"\b(?:declared|become)\s+effective", before
    ):
        return None
    return 1.0


__all__ = ["effectiveness_deadline", "filing_deadline"]
