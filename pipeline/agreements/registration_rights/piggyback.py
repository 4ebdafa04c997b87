"""The right to join other registrations: the company's notice, the holders' answer, and when it holds."""

from __future__ import annotations

import re
from dataclasses import replace
from typing import Final

from pipeline.agreements.document import Document, Sentence
from pipeline.agreements.points import anchor, offset
from pipeline.agreements.registration_rights.model import Piggyback
from pipeline.agreements.registration_rights.piggyback_condition import PLANS, condition_in
from pipeline.agreements.values import Field, absent
from pipeline.expressions import Anchor, Offset
from pipeline.extract.sentences import Said
from pipeline.model import DayCount, Status
from pipeline.spans import Span

_HEADING: Final = re.compile(
    r"piggy-?\s?back|incidental|tag-?\s?along|company registration|other (?:registration|offering)|"
    r"participation|joining|riding|coming in|taking part|joinder in"
)
_NONE: Final = re.compile(r"\bno (?:other )?piggy-?\s?back", re.IGNORECASE)
_CUE: Final = re.compile(
    rf"\bpiggy-?\s?back\b|\b(?:{PLANS}|files)\b[^.;]{{0,140}}"
    r"\b(?:register|registration|file|offering|sales?)\b|"
    r"\bnotice of (?:other|another|any other|each other)\b|\bother registration\b|"
    r"\bbefore (?:it|the \w+) (?:files|registers|offers|launches)\b[^.;]{0,60}"
    r"\b(?:its own|another|others|an offering|any offering)\b",
    re.IGNORECASE,
)
_MAY_CUE: Final = Said.of(_CUE)
_NOTICE: Final = re.compile(
    r"\b(?:notice|notify|notifies|notified|notification|advise|advice|inform|tell|tells|announc\w+|report"
    r"|warn\w*|write to|offer (?:that|each|the|every|it|them)|written offer|say(?:s|ing)? (?:so|it)"
    r"|let\s(?:\w+\s){1,3}know"
    r"|make (?:it )?known|invite)\b",
    re.IGNORECASE,
)
# What the holders may do: a clause on notices before filing alone gives no right to join.
_JOINS: Final = re.compile(
    r"\b(?:includ\w+|inclusion|join\w*|participat\w+|come in|take part|add(?:ed)?|register\w*|"
    r"registration of)\b",
    re.IGNORECASE,
)
_NOT_IT: Final = re.compile(r"\b(?:demand|stop order|amend\w*|draft|counsel|questionnaire)\b", re.IGNORECASE)
_BEFORE: Final = re.compile(
    r"\b(?:fil\w+|registration|offering|effective\w*|anticipated|proposed|initial|launch\w*"
    r"|pricing|commenc\w+)\b",
    re.IGNORECASE,
)
# "not less than fifteen days' prior notice", without "of" or "before" what.
_IN_ADVANCE: Final = re.compile(
    r"\W{0,2}\s?(?:prior|advance)\s(?:\w+\s)?(?:notice|notification|warning)\b(?!\s(?:of\s(?:the|such|any|its|each)\s"
    r"(?:\w+\s){0,3}(?:filing|registration|offering)|before|prior\sto))",
    re.IGNORECASE,
)
_DOES: Final = re.compile(
    r"\b(?P<it>(?:files?|registers?|offers?|sells?|undertakes?|makes?|effects?)\s"
    r"(?:(?:an?|any|its|the|another|such|of|own|equity|public|underwritten|common|registered|primary|or|more|one)\s){0,6}"
    r"(?:registration\sstatements?|registration|offering|securities|shares|stock|units))\b",
    re.IGNORECASE,
)
_RECEIVED: Final = re.compile(
    r"\b(?:received by the|elects?\b|may\s(?:ask|join|elect|request|participate)|"
    r"answers?|repl(?:y|ies)|requests?)\b",
    re.IGNORECASE,
)
_ANSWER: Final = re.compile(
    r"\b(?:notice|receipt|receiv\w+|deliver\w*|notif\w+|announc\w+|told|informed|advi[cs]e\w*"
    r"|mail\w*|given|giving|letters?|invitation|offer|thereof|thereafter|then|such|it)\b",
    re.IGNORECASE,
)
_TELLS: Final = re.compile(
    r"\b(?:notif\w+|notice|advise|inform|tell|offer|write|announce|warn|invite|say|send)\b", re.IGNORECASE
)
_PLAN: Final = re.compile(rf"\b(?:{PLANS}|decisions?|intention|resolution|election)\b", re.IGNORECASE)
_ANSWERS: Final = re.compile(
    r"\b(?:answer|repl\w+|respond|request|elect|inform|notify|notice|advise|accept|join|ask|participate)\b",
    re.IGNORECASE,
)
_ASKS: Final = re.compile(r"\b(?:request|reply|answer|election|join|written notice to the)\b", re.IGNORECASE)
# "prompt notice (in any event within three business days after …)": the notice's own limit.
_AT_LATEST: Final = re.compile(r"\bnotice\b[^.;]{0,60}\bin any event\b", re.IGNORECASE)
_NEAR: Final = 80  # characters before a limit in which it is said of what it is
_REACH: Final = 5  # sentences from the one that tells of a registration
_CUTS: Final = re.compile(r"\b(?:exclud\w+|reduc\w+|cut|cut\s?-?back|left out|priority)\b", re.IGNORECASE)
_TO_ANSWER: Final = re.compile(r"\s(?:from|after|following|of)\s")


def piggyback(document: Document) -> Field[Piggyback]:
    """Notice, answer and condition, from the sentences on other registrations."""
    sentences = _about(document)
    notice, told = _notice(document, sentences)
    election = _election(document, sentences, told)
    if not sentences or (
        notice is None and election is None and not any(_HEADING.search(each.heading) for each in sentences)
    ):
        return absent()
    if (notice is None or notice.count is None) and election is None:
        left = next(
            (blank for each in sentences for blank in document.blank_times(each)),
            None,
        )
        if left is not None:
            status = Status.REDACTED if left.redacted else Status.BLANK
            return Field(status, None, (Span(left.start, left.end),), "other-registrations")
    condition = next(
        (
            found
            for each in sentences
            # who is left out first is no condition of the right
            if not (_CUTS.search(each.plain) and not _NOTICE.search(each.plain))
            and (found := condition_in(document, each)) is not None
        ),
        None,
    )
    counted = [each for each in (notice, election) if each is not None]
    evidence = [each.span for each in counted] + ([condition[1]] if condition else [])
    odd = any(
        d.alternative is not None
        for s in sentences
        for d in document.day_counts(s)
        if any(d.start == e.span.start for e in counted)
    )
    return Field(
        Status.CONFLICT if odd else Status.FOUND,
        Piggyback(notice, election, condition[0] if condition else None),
        tuple(evidence) or (sentences[0].span,),
        "other-registrations",
    )


def _cued(document: Document, sentence: Sentence) -> bool:
    return document.says(_MAY_CUE, sentence) and _CUE.search(sentence.plain) is not None


def _about(document: Document) -> list[Sentence]:
    """The sentences of the clause on other registrations or, without one, those that tell of them first."""
    fitting = {
        heading for heading in {each.heading for each in document.sentences} if _HEADING.search(heading)
    }
    headed = [
        each
        for each in document.sentences
        if each.heading in fitting and not _NONE.search(f"{each.heading} {each.plain}")
    ]
    if headed and any(_cued(document, each) or document.day_counts(each) for each in headed):
        return headed
    for place in document.saying(_MAY_CUE):
        sentence = document.sentences[place]
        if not _CUE.search(sentence.plain) or _NOT_IT.search(sentence.plain[:200]):
            continue
        near = [each for each in document.following(sentence, _REACH) if _together(each, sentence)]
        if (
            any(_JOINS.search(each.plain) for each in near)
            and any(_NOTICE.search(each.plain) for each in near[:2])
            and any(document.day_counts(each) for each in near)
        ):
            return near
    return []


def _together(one: Sentence, other: Sentence) -> bool:
    """Whether two sentences stand in one clause, or in clauses of one family: 3.1 and 3.2."""
    a, b = one.clause or "", other.clause or ""
    return a == b or b.startswith(f"{a}/") or _family(a) == _family(b) != ""


def _family(clause: str) -> str:
    path, _, label = clause.rpartition("/")
    return path or label.rpartition(".")[0]


def _notice(document: Document, sentences: list[Sentence]) -> tuple[Offset | None, DayCount | None]:
    for sentence in sentences:
        if not _NOTICE.search(sentence.plain):
            continue
        for days in document.day_counts(sentence):
            after = document.plain[days.end : days.end + 80]
            counted_back = days.direction == "before" or re.match(
                r"\s?(?:or (?:more|longer|earlier) )?(?:before|prior to|in advance of|ahead of)\b|"
                r"\W{0,2}\sadvance\s(?:written\s)?notice\sof\b",
                after,
            )
            if counted_back and _BEFORE.search(after) and not _answered(document, sentence, days):
                return offset(document, days, "at_least", before=True), days
            if _IN_ADVANCE.match(after) and (back := _before_plan(document, sentence, days)) is not None:
                return back, days
    for sentence in sentences:
        # "within ten days after it decides to file": counted from the plan, not back from the filing.
        for each in document.deadlines_in(sentence):
            point = each.expression
            if not isinstance(point, Offset) or not isinstance(point.base, Anchor):
                continue
            counted = document.day_counts(each.span)
            latest = _AT_LATEST.search(
                document.plain, max(sentence.start, each.span.start - _NEAR), each.span.end
            )
            told = _TELLS.search(each.action) and _PLAN.search(point.base.text)
            if counted and (told or latest):
                return point, counted[0]
    return None, None


def _answered(document: Document, sentence: Sentence, days: DayCount) -> bool:
    """Whether a time before the filing is that of the holders' answer, and not of the company's notice."""
    return _RECEIVED.search(document.plain, max(sentence.start, days.start - _NEAR), days.start) is not None


def _before_plan(document: Document, sentence: Sentence, days: DayCount) -> Offset | None:
    """Days of "prior notice", counted back from what the company is said to do: "if it files a statement"."""
    if days.count is None or days.unit is None:
        return None
    low = document.sentences[max(0, document.place(sentence) - 1)]
    start = low.start if _together(low, sentence) else sentence.start
    done = list(_DOES.finditer(document.plain, start, days.start))
    if not done:
        return None
    event = anchor(document, done[-1].start("it"), done[-1].end("it"))
    return Offset(Span(days.start, days.end), days.count, days.unit, "before", "at_least", event)


def _asked(document: Document, sentence: Sentence, days: DayCount) -> bool:
    """Whether a period told before that of the company's notice is the time in which to ask to join."""
    lead = document.plain[max(sentence.start, days.start - _NEAR) : days.start]
    return days.direction != "before" and _ASKS.search(lead) is not None


def _election(document: Document, sentences: list[Sentence], told: DayCount | None) -> Offset | None:
    for sentence in sentences:
        for days in document.day_counts(sentence):
            if told is not None and days.start <= told.start and not _asked(document, sentence, days):
                continue
            if days.count is None or (
                days.direction not in ("within", "after") and not _TO_ANSWER.match(document.plain, days.end)
            ):
                continue
            point = offset(document, days, "no_later_than")
            if (
                point is not None
                and point.base.op == "anchor"
                and point.base.text in ("it", "then")
                and told is not None
            ):
                # "within five days after it": the notice that was spoken of
                point = replace(point, base=replace(point.base, text="the notice"))
            if point is not None and _ANSWER.search(document.plain, days.end, days.end + 90):
                return point
    if told is None:
        return None
    for sentence in sentences:
        # "shall answer not later than ten days before the proposed filing date"
        for each in document.deadlines_in(sentence):
            if (
                each.span.start > told.end
                and isinstance(each.expression, Offset)
                and each.expression.direction == "before"
                and _ANSWERS.search(each.action)
            ):
                return each.expression
    return None
