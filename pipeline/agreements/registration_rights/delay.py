"""How long the company may suspend sales or let the statement lapse."""

from __future__ import annotations

import re
from dataclasses import replace
from typing import Final

from pipeline.agreements.document import Document, Sentence
from pipeline.agreements.registration_rights.delay_limits import Limits, limited, limits_in
from pipeline.agreements.registration_rights.model import AllowedDelay
from pipeline.agreements.values import Field, Length, absent
from pipeline.extract.sentences import Said
from pipeline.model import Blank, DayCount, Status
from pipeline.spans import Span

# Sales are stopped in other words too: the statement is closed to them, they are forbidden.
_BARS: Final = (
    r"clos(?:e|es|ed|ing)\b[^.;]{0,60}\bto\s(?:\w+\s)?(?:sales?|resales?)|"
    r"mak(?:e|ing)\sno\s(?:\w+\s)?(?:sales?|offers?)|not\sto\s(?:sell|use|resell|offer|make\s(?:any\s)?(?:sales?|offers?))|"
    r"(?:forbid|forbids|bar|bars|prohibit|prohibits|block|blocks|restrict|restricts|interrupts?|stop)\s"
    r"(?:(?:all|any|further|the|such|its|their|offers|or|and)\s){0,3}(?:sales?|resales?|selling|use|offers?|trading\sby)|"
    r"(?:use|right|permission)\b[^.;]{0,60}\bwithdrawn?|withdraws?\b[^.;]{0,60}\b(?:use|right|permission)"
)
_SUSPENDS: Final = re.compile(
    rf"\b(?:{_BARS}|"
    r"suspen\w+|paus\w+|lapses?|withhold\w*|unavailab\w+|interrupt\w*|standstill|halt\w*|stop (?:using|"
    r"selling|sales)|refrain\w*|cease (?:sales|to|using|selling)|"
    r"allowed delays?|grace periods?|black-?\s?out\w*|delay\w*|defer\w*|postpone\w*|"
    r"not (?:be )?permitted to (?:use|utilize|sell)|"
    r"ceases?\b[^.;]{0,60}\bto (?:remain|be)|cannot be (?:used|made)|discontinu\w+|valid business reason)\b",
    re.IGNORECASE,
)
_SAYS_SUSPENDED: Final = Said.of(_SUSPENDS)
_STOPS: Final = re.compile(
    rf"\b(?:{_BARS}|"
    r"suspend|pause|defer|postpone|refrain|discontinue|delay|withhold|stop (?:using|selling|sales)|"
    r"cease (?:sales|using|selling|to use))\b",
    re.IGNORECASE,
)
_SAYS_STOP: Final = Said.of(_STOPS)
_NOT_IT: Final = re.compile(
    r"\b(?:lock-?up|hold-?back|stand-?off|underwriter\w* so request|each day of delay|days of delay|"
    r"acceleration|interest at|bears? interest|"
    r"business day if|suspension of trading)\b",
    re.IGNORECASE,
)
_NEAR: Final = 200  # characters to either side of the limits
# A heading on what delay costs: "Delay payments".
_FOR_DELAY: Final = re.compile(
    r"\b(?:delay\w*|default)\s(?:payments?|damages|penalt\w+|charges?|fees?)\b|\b(?:payments?"
    r"|damages|penalt\w+)\sfor\sdelay\w*"
)
# A sentence that goes on about the suspension of the one before it.
_REFERS: Final = re.compile(
    r"(?:(?:provided|however|but|and),?\s(?:that\s)?)?(?:no (?:such|one|single)|such|any such|each such|"
    r"these|the company (?:may|shall) not|in no event|"
    r"(?:this|such) right|all such|it may|the (?:total|aggregate)|"
    r"(?:the )?\w+ (?:may|shall|will) (?:\w+ ){1,3}(?:this|such|that|these) (?:rights?|powers?|options?|"
    r"privileges?))\b",
    re.IGNORECASE,
)


def allowed_delay(document: Document) -> Field[AllowedDelay]:
    """The limits of a suspension, from the sentence that states most of them."""
    best: tuple[float, Limits, Sentence] | None = None
    untold: Field[AllowedDelay] | None = None
    blanks = 0  # limits that the sentence leaves blank which leaves the most of them so
    # Other sentences can state no limit, nor leave one to another place.
    for place in sorted({*document.counting, *document.saying(_SAYS_STOP)}):
        sentence = document.sentences[place]
        before = document.sentences[place - 1] if place and _REFERS.match(sentence.plain) else sentence
        if not (
            document.says(_SAYS_SUSPENDED, sentence)
            or (before.clause == sentence.clause and document.says(_SAYS_SUSPENDED, before))
            or _SUSPENDS.search(_FOR_DELAY.sub("", sentence.heading))
        ):
            continue
        left = _left_blank(document, sentence)
        if len(left) > blanks:
            blanks, untold = len(left), _blank(left[0], sentence.span)
        limits = limits_in(document, sentence)
        if limits.single is None and limits.total is None:
            limits = _by_term(document, sentence)
        if limits.single is None and limits.total is None:
            untold = untold or _untold(document, sentence)
            continue
        score = (
            _stated(limits) + sum(each is not None for each in (limits.window, limits.times)) - place / 10_000
        )
        score += (
            1 if re.search(r"\b(?:suspend|delay|defer|blackout|grace)", sentence.plain, re.IGNORECASE) else 0
        )
        score += (
            1
            if re.search(r"suspen|delay|black|grace|paus|deferr", _FOR_DELAY.sub("", sentence.heading))
            else 0
        )
        score -= 3 if _NOT_IT.search(_near(document, sentence, limits.span)) else 0
        if score > 0.5 and (best is None or score > best[0]):
            best = (score, limits, sentence)
    if best is None or blanks > _stated(best[1]):
        return untold or absent()
    limits = best[1]
    if limits.single is None or limits.total is None or limits.window is None:
        limits = _completed(document, limits, best[2])
    value = AllowedDelay(_length(limits.single), _length(limits.total), limits.window, limits.times)
    odd = any(each is not None and each.alternative is not None for each in (limits.single, limits.total))
    return Field(
        Status.CONFLICT if odd else Status.FOUND, value, (limits.span or best[2].span,), "suspension"
    )


def _stated(limits: Limits) -> int:
    """How many of the two lengths are stated."""
    return sum(each is not None for each in (limits.single, limits.total))


def _left_blank(document: Document, sentence: Sentence) -> list[Blank]:
    """The limits of a sentence on suspensions that are numbers of days left blank."""
    return [each for each in document.blank_times(sentence) if limited(document, sentence, each.start)]


def _blank(blank: Blank, span: Span) -> Field[AllowedDelay]:
    return Field(Status.REDACTED if blank.redacted else Status.BLANK, None, (span,), "suspension")


def _near(document: Document, sentence: Sentence, span: Span | None) -> str:
    """The words of a sentence around its limits; a long one goes through many duties."""
    if span is None:
        return sentence.plain
    low, high = max(sentence.start, span.start - _NEAR), min(sentence.end, span.end + _NEAR)
    return document.plain[min(low, span.start) : max(high, span.end)]


def _by_term(document: Document, sentence: Sentence) -> Limits:
    """The limits that a term of the sentence stands for: for no longer than the Blackout Limit permits."""
    for _, span in document.defined_in(sentence):
        words = document.plain[span.start : span.end]
        if _STOPS.search(sentence.plain) and document.day_counts(span):
            limits = limits_in(document, Sentence(span.start, span.end, words, None, ""), stated=True)
            if limits.single is not None or limits.total is not None:
                return limits
    return Limits()


def _untold(document: Document, sentence: Sentence) -> Field[AllowedDelay] | None:
    """A limit that is left blank, or left to another agreement."""
    if not document.says(_SAYS_STOP, sentence) or _NOT_IT.search(f"{sentence.plain} {sentence.heading}"):
        return None
    for span in (sentence.span, *(meaning for _, meaning in document.defined_in(sentence))):
        words = document.plain[span.start : span.end]
        blank = next((each for each in document.blanks(span) if each.of in ("day_count", "text")), None)
        if blank is not None and re.search(r"\bdays?\b", words):
            return _blank(blank, span)
        if re.match(r"(?:see|as (?:stated|set (?:forth|out)|specified))\b[^.;]*\bAgreement\b", words):
            return Field(Status.BY_REFERENCE, None, (span,), "suspension")
    return None


def _completed(document: Document, limits: Limits, sentence: Sentence) -> Limits:
    """The limits with what its neighbours in the clause add: "All delays together shall not exceed"."""
    index = document.place(sentence)
    for each in document.sentences[max(0, index - 2) : index + 4]:
        if (
            each is sentence
            or not _together(each, sentence)
            or not (_SUSPENDS.search(each.plain) or _REFERS.match(each.plain))
        ):
            continue
        more = limits_in(document, each)
        limits = replace(
            limits,
            single=limits.single or more.single,
            total=limits.total or more.total,
            window=limits.window or more.window,
            times=limits.times or more.times,
        )
    return limits


def _together(one: Sentence, other: Sentence) -> bool:
    """Whether two sentences stand in one clause, or in neighbours under one heading on suspensions."""
    if one.clause == other.clause:
        return True
    parents = [(each.clause or "").rpartition("/")[0] for each in (one, other)]
    return (
        parents[0] == parents[1] != ""
        and re.search(r"suspen|paus|black|deferr|postpone", one.heading) is not None
    )


def _length(days: DayCount | None) -> Length | None:
    return Length(days.count, days.unit) if days and days.count is not None and days.unit else None
