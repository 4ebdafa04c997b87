"""From which moment a notice counts: what one part of the rule says, and on which conditions."""

from __future__ import annotations

import re
from dataclasses import replace
from decimal import Decimal
from typing import Final

from pipeline.agreements.choices import choice_in
from pipeline.agreements.document import Document
from pipeline.agreements.points import anchor, offset
from pipeline.expressions import Anchor, Branch, Conditional, EarlierOf, Expression, LaterOf, Offset, Roll
from pipeline.model import DayCount, Unit
from pipeline.spans import Span

_EVENT: Final = (
    r"(?:receipt|delivery|transmission|dispatch|sending|refusal|mailing|deposit|posting|confirmation|"
    r"service|transmittal)"
)
_RECEIPT: Final = re.compile(
    r"\b(?:(?:up)?on|at the time of|as of|the (?:date|time|day) of|date of)\s(?P<it>(?:(?:actual(?:ly)?|"
    r"its|such|the|"
    rf"hand|personal|written|electronic|confirmed)\s){{0,2}}{_EVENT}(?:\sof\s(?:receipt"
    rf"|transmission|delivery))?)\b|"
    r"\b(?:when|once|(?:at|from) the (?:time|moment)(?: at which| when| that)?|"
    r"(?:on )?the (?:date|day)(?: on which| that| when)?|"
    r"as soon as|not (?:be )?effective until)\s(?!of\b)"
    r"(?P<when>[^,;()]{3,70}?)(?=\sif\b|\sby\s(?!hand\b)|\sand\b|[,;()]|\.(?:\s|$)|$)|"
    r"\b(?P<bare>actual receipt|(?<!return )receipt(?! requested))\b|\b(?P<once>at once|immediately)\b",
    re.IGNORECASE,
)
# One of a list of moments may be no more than the event: "(i) personal delivery to the party".
_NOUN: Final = re.compile(rf"\s*(?P<it>(?:(?:actual|personal|hand)\s)?{_EVENT})\b", re.IGNORECASE)
_DONE: Final = re.compile(
    r"\s*(?P<it>(?:personally |actually )?(?:delivered|sent|received|transmitted|mailed|telecopied|"
    r"faxed|deposited)\b"
    r"[^,;()]{0,60}?)(?=\s(?:and|or|with)\b|[,;()]|\.(?:\s|$)|$)",
    re.IGNORECASE,
)
# The way of sending that counts at once: "a notice handed over in person".
_SENT: Final = re.compile(
    r"\b(?P<it>(?:sent|delivered|handed|given|left|transmitted|made"
    r"|served)\b[^,;.]{0,60}?)\s(?:counts?|is|are|shall|"
    r"will|takes?)\b",
    re.IGNORECASE,
)
_IN_TIME: Final = re.compile(
    r"\b(?P<it>(?:before|prior to|on or before|at or before|at or prior to|by|"
    r"no later than)\s\d{1,2}(?::\d\d)?\s?(?:[ap]\.?m\.?)[^,;]*?(?:\bon\s(?:a|any)\s(?:\w+\s){1,2}[Dd]ay|"
    r"(?=[,;]|$))|(?:on\s(?:a|any)\s(?:business|trading|working|banking)\sday\s)?(?:during"
    r"|within|in)\s(?:the\s)?"
    r"(?:[\w']+\s)?(?:normal|regular|usual|ordinary)\s(?:business\s|working\s|office\s)?hours)",
    re.IGNORECASE,
)
_LATE: Final = re.compile(
    r"\b(?:(?:on\s)?(?:a|any)\s(?:day\s(?:that|which|other)|non-?business|weekend|Saturday|holiday)"
    r"|after\s(?:\d|normal|regular|business|th(?:ose|ese|at)\b|such|the\s"
    r"close)|later\sthan|outside|at\s(?:any\sother|another)\stime|otherwise|if\snot|not\sso|later\b(?!\sof)"
    r"|not\s(?:on\s)?an?\s(?:business|trading|working|"
    r"banking)\sday|other\sthan\s(?:on\s)?an?\s(?:business|trading|working|banking)\sday|if\sso\b)",
    re.IGNORECASE,
)
_LATE_END: Final = re.compile(
    r",\s(?:(?:then\s)?(?:on|at|it|such|they|the|in)\b|takes\b|(?:shall|will)\b|is\b)|;"
    r"|\s(?:(?:it|they|such\snotice|the\snotice)\s)?(?:then|takes?|counts?|shall|will)\s|"
    r"\.(?=\s+[A-Z]|$)"
)
# A day that is none on which business is done, and nothing else: it moves to the next one.
_CLOSED_DAY: Final = re.compile(
    r"(?:(?:on|such|that|the|if|is|was|it|a|any|day|date|which|should|be|falls?|sent|given|made|received|delivered)\s){0,16}"
    r"(?:(?:not|other\sthan|otherwise\sthan)\s(?:on\s)?an?\s(?:business|trading|working|banking)\sday"
    r"|an?\snon-?business\sday)\W*",
    re.IGNORECASE,
)
_IF_OPEN: Final = re.compile(
    r"\b(?:if|provided|so long as)\s(?:(?:that|such|the|it|this|same|day|date)\s){1,3}"
    r"(?:is|was|be|falls\son)\s"
    r"an?\s(?P<kind>business|trading|working|banking)\sday\b",
    re.IGNORECASE,
)
_IF: Final = re.compile(r"\bif\s(?P<it>[^,;()]{4,120}?)(?=[,;()]|\.(?:\s|$)|$)", re.IGNORECASE)
_OTHERWISE: Final = re.compile(r"otherwise|if\snot|not\sso", re.IGNORECASE)
_WHICHEVER: Final = re.compile(
    r",?\s(?:whichever(?:\s\w+){1,3}?\s|if\s(?:that\sis\s)?)"
    r"(?P<which>earlier|earliest|first|sooner|soonest|later|latest|last)\b[^,;.]{0,16}",
    re.IGNORECASE,
)
_OR_ELSE: Final = re.compile(r",?\sor,?\s", re.IGNORECASE)
_NEXT: Final = re.compile(
    r"\b(?:next|first|following|the(?=\s(?:(?:business|trading|working|banking)\s)?day\s(?:next\s|immediately\s)?(?:after|"
    r"following)))\s(?:succeeding\s|following\s)?(?P<kind>business|trading|banking|working)?\s?day\b",
    re.IGNORECASE,
)
_AFTER: Final = re.compile(
    r"\s?\b(?:(?:next|immediately)\s)?(?:after|following|of)\s(?P<it>(?:the\s)?[^,;()]{2,80}?)"
    r"(?=\s(?:if|in the case|when|by|via|"
    r"with)\b|[,;()]|\.?$)"
)
_SINCE_SENDING: Final = re.compile(
    r"\b(?:if|when)\s(?P<it>(?:timely\s)?(?:delivered|deposited|sent|given|consigned|handed"
    r"|dispatched)\s(?:by|to|with|into|in)"
    r"\b[^,;()]{2,80}?)(?=\s(?:guarantee|specif|for)\w*\b|[,;()]|$)",
    re.IGNORECASE,
)
HOW: Final = re.compile(
    r"\s?(?:(?:and|but|or)\s)?(?:if|when|in the case|by|via|sent|delivered|where)\b", re.IGNORECASE
)
_SENDING: Final = {"email": "transmission", "courier": "dispatch", "mail": "mailing"}
_KINDS: Final = {
    "business": Unit.BUSINESS_DAYS,
    "banking": Unit.BUSINESS_DAYS,
    "working": Unit.BUSINESS_DAYS,
    "trading": Unit.TRADING_DAYS,
}


def effect_in(document: Document, start: int, end: int) -> Expression | None:
    """The moment that a part of the rule names; None where it names none."""
    plain = document.plain
    if re.search(r"\b(?:earlier|later)\sof\b", plain[start:end]):
        chosen = choice_in(document, Span(start, end))
        if chosen is not None:
            return chosen
    chosen = _whichever(document, start, end)
    if chosen is not None:
        return chosen
    days: DayCount | None = next(iter(document.day_counts(Span(start, end))), None)
    if (
        days is not None
        and days.count is not None
        and days.direction != "before"
        and not (days.unit is Unit.HOURS and days.direction == "within")
    ):
        point = offset(document, days, "exactly")
        if point is not None:
            return point
    words = plain[start:end]
    if re.search(r"\bin writing\b", words) and not re.search(r"\breceipt\b|\btransmission\b", words):
        return None
    next_day = _NEXT.search(plain, start, end)
    if next_day is not None:
        return from_sending(document, _next_day(document, next_day, start, end), start, end)
    found = _NOUN.match(plain, start, end)
    if found is None:
        found = _RECEIPT.search(plain, start, end)
        if found is None:
            return None
        if found["once"]:
            sent = _SENT.search(plain, start, found.start())
            place = Span(sent.start("it"), sent.end("it")) if sent else Span(found.start(), found.end())
            return anchor(document, place.start, place.end)
        name = next(name for name in ("it", "when", "bare") if found[name])
        return anchor(document, found.start(name), found.end(name))
    return anchor(document, found.start("it"), found.end("it"))


def _whichever(document: Document, start: int, end: int) -> Expression | None:
    """The choice of "two days after mailing or upon receipt, whichever is earlier"; None without one."""
    said = _WHICHEVER.search(document.plain, start, end)
    if said is None:
        return None
    for joint in _OR_ELSE.finditer(document.plain, start, said.start()):
        one = effect_in(document, start, joint.start())
        other = effect_in(document, joint.end(), said.start())
        if one is not None and other is not None:
            late = said["which"].lower().startswith("la")
            return (LaterOf if late else EarlierOf)(Span(start, said.end()), (one, other))
    return None


def _next_day(document: Document, found: re.Match[str], start: int, end: int) -> Offset:
    after = _AFTER.match(document.plain, found.end(), end)
    place = Span(after.start("it"), after.end("it")) if after else Span(start, end)
    event = Anchor(place, document.words(place.start, place.end) if after else "transmission", "event")
    unit = _KINDS.get((found["kind"] or "").lower(), Unit.DAYS)
    return Offset(Span(start, end), Decimal(1), unit, "after", "exactly", event)


def unsaid(effect: Expression) -> bool:
    """Whether the words do not say from what a day is counted."""
    return isinstance(effect, Offset) and effect.base.span == effect.span


def since_sent(effect: Expression, method: str) -> Expression:
    """`effect` from the event of its way of sending, where the words do not say from what it is counted."""
    if not isinstance(effect, Offset) or not unsaid(effect) or not isinstance(effect.base, Anchor):
        return effect
    event = next((_SENDING[each] for each in _SENDING if each in method), effect.base.text)
    return replace(effect, base=replace(effect.base, text=event))


def done_in(document: Document, start: int, end: int) -> Anchor | None:
    """What was done, in one of a list of moments: "when (a) delivered by hand, (b) sent by telecopy"."""
    found = _DONE.match(document.plain, start, end)
    return anchor(document, found.start("it"), found.end("it")) if found is not None else None


def from_sending(document: Document, effect: Expression, start: int, end: int) -> Expression:
    """`effect` counted from the sending that a condition names: "next day, if given to a courier"."""
    if not isinstance(effect, Offset) or not unsaid(effect):
        return effect
    sent = _SINCE_SENDING.search(document.plain, start, end)
    if sent is None:
        return effect
    return replace(effect, base=anchor(document, sent.start("it"), sent.end("it")))


def in_time(document: Document, start: int, end: int) -> bool:
    """Whether a part says by what hour, or in what hours, a notice is sent."""
    return _IN_TIME.search(document.plain, start, end) is not None


def conditioned(document: Document, effect: Expression, start: int, end: int) -> Expression:
    """`effect` under the condition that the notice was sent before an hour, where the words say so."""
    found = _IN_TIME.search(document.plain, start, end)
    if found is None or not isinstance(effect, Anchor):
        return effect
    condition = Span(found.start("it"), found.end("it"))
    branch = Branch(document.words(condition.start, condition.end), condition, effect)
    return Conditional(Span(start, end), (branch,))


def with_rest(document: Document, early: Expression, effect: Expression, span: Span) -> Expression | None:
    """`early` with what holds of a notice that comes late; None where `effect` is of another kind of notice.

    `span` runs from the end of what `early` was read from to the end of the words of `effect`.
    """
    if not isinstance(effect, Offset):
        return None
    open_case = isinstance(early, Conditional) and len(early.branches) == 1
    late = _LATE.search(document.plain, span.start, span.end)
    if late is None and not open_case:
        return None
    base = early.branches[0].then if isinstance(early, Conditional) else early
    if not isinstance(base, Anchor):
        return None
    if unsaid(effect):
        effect = replace(effect, base=base)  # "and otherwise on the next Business Day": after the same event
    moved = _moved(document, base, effect, late, span)
    if moved is not None and not isinstance(early, Conditional):
        return moved
    if late is not None and _OTHERWISE.fullmatch(late.group()) and not isinstance(early, Conditional):
        told = _IF.search(document.plain, early.span.end, late.start())
        if told is None:
            return None
        first = _branch(document, Span(*told.span("it")), early)
        return Conditional(Span(early.span.start, span.end), (first, Branch(None, None, effect)))
    if isinstance(early, Conditional):
        condition = _condition(document, late, span) if late is not None and _says_when(late) else None
        return Conditional(early.span, (*early.branches, _branch(document, condition, effect)))
    assert late is not None
    condition = _condition(document, late, span)
    return Conditional(span, (_branch(document, condition, effect), Branch(None, None, early)))


def _moved(
    document: Document, base: Anchor, effect: Offset, late: re.Match[str] | None, span: Span
) -> Roll | None:
    """The day of `base`, moved to the next open one, where nothing else makes a notice late."""
    if late is None or effect.count != 1 or effect.unit not in (Unit.BUSINESS_DAYS, Unit.TRADING_DAYS):
        return None
    if _OTHERWISE.fullmatch(late.group()):
        closed = _IF_OPEN.search(document.plain, base.span.end, late.start())
    else:
        at = _condition(document, late, span)
        closed = _CLOSED_DAY.fullmatch(document.plain, at.start, at.end)
    if closed is None:
        return None
    trading = effect.unit is Unit.TRADING_DAYS
    return Roll(Span(base.span.start, span.end), "next_trading_day" if trading else "next_business_day", base)


def _says_when(late: re.Match[str]) -> bool:
    return (
        re.match(
            r"on|an?y?\s|after\s(?!th|such)|later\sthan|other\sthan|at\san|if\sso",
            late.group(),
            re.IGNORECASE,
        )
        is not None
    )


def _condition(document: Document, late: re.Match[str], span: Span) -> Span:
    stop = _LATE_END.search(document.plain, late.end(), span.end)
    end = stop.start() if stop else span.end
    also = re.compile(r"\s?or\s(?:on\sa\sday|if|after)\b[^,;]{0,80}?(?=[,;]|\.(?:\s|$)|$)").match(
        document.plain, end
    )
    start = late.start() + (len("if ") if late.group().lower().startswith("if so") else 0)
    return Span(start, also.end() if also else end)


def _branch(document: Document, condition: Span | None, effect: Expression) -> Branch:
    """One case of a rule; without a condition it is the case otherwise."""
    if condition is None:
        return Branch(None, None, effect)
    return Branch(document.words(condition.start, condition.end), condition, effect)
