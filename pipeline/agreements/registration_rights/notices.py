"""When a notice takes effect, by the way in which it was sent."""

from __future__ import annotations

import re
from decimal import Decimal
from typing import Final

from pipeline.agreements.document import Document, Sentence
from pipeline.agreements.points import anchor, offset
from pipeline.agreements.registration_rights.model import NoticeRule, NoticeRules
from pipeline.agreements.values import Field, absent
from pipeline.expressions import Anchor, Branch, Conditional, Expression, Offset
from pipeline.model import DayCount, Status, Unit
from pipeline.spans import Span

_EFFECTIVE: Final = re.compile(
    r"\b(?:effective|takes? effect|deemed|given|received|delivered)\b", re.IGNORECASE
)
_ABOUT: Final = re.compile(r"\b(?:notices?|communications?|mailed)\b", re.IGNORECASE)
_METHODS: Final = (
    ("facsimile", re.compile(r"\b(?:facsimile|fax|telecop\w+|telex)\b", re.IGNORECASE)),
    ("e-mail", re.compile(r"\b(?:e-?mail|electronic mail|electronic transmission)\b", re.IGNORECASE)),
    ("courier", re.compile(r"\b(?:courier|overnight|express delivery|federal express)\b", re.IGNORECASE)),
    (
        "mail",
        re.compile(
            r"\b(?:mail|mailed|mails|mailing|first[- ]class|registered|certified|postage)\b", re.IGNORECASE
        ),
    ),
    (
        "personal delivery",
        re.compile(r"\b(?:personal(?:ly)?|by hand|hand[- ]deliver\w*|in person|messenger)\b", re.IGNORECASE),
    ),
    (
        "other",
        re.compile(
            r"\b(?:other(?:s|wise)?|all other|any other|every notice|to whom such notice)\b", re.IGNORECASE
        ),
    ),
)
_RECEIPT: Final = re.compile(
    r"\b(?:(?:up)?on|when|at the time of|the date of|date of)\s(?P<it>(?:actual(?:ly)?\s|its\s|such\s)?(?:receipt|received|delivery|delivered|transmission|dispatch))\b|\b(?P<bare>receipt|actual receipt)\b",
    re.IGNORECASE,
)
_SENT_IN_TIME: Final = re.compile(
    r"\b(?P<it>(?:before|prior to|on or before|at or before|at or prior to|by|no later than)\s\d{1,2}(?::\d\d)?\s?(?:[ap]\.?m\.?)[^,;]*?(?:\bon\s(?:a|any)\s(?:\w+\s){1,2}[Dd]ay|(?=[,;]|$)))",
    re.IGNORECASE,
)
_NEXT: Final = re.compile(
    r"\b(?:next|first|following)\s(?:succeeding\s|following\s)?(?P<kind>business|trading|banking)?\s?day\b",
    re.IGNORECASE,
)
_PARTING: Final = re.compile(
    r"[,;]\s(?:(?:and|or|but)\s)?|\s(?:and|or)\s(?=(?:other|upon|on|if|when|\()|[(])|\((?:[a-d]|i{1,3}|iv|v)\)\s|\.\s"
)
_KINDS: Final = {"business": Unit.BUSINESS_DAYS, "banking": Unit.BUSINESS_DAYS, "trading": Unit.TRADING_DAYS}


def notice_rules(document: Document) -> Field[NoticeRules]:
    """The rules in the order of the text."""
    for sentence in _candidates(document):
        rules, span = _rules(document, sentence)
        if rules:
            return Field(Status.FOUND, NoticeRules(tuple(rules)), (span,), "notices")
    return absent()


def _candidates(document: Document) -> list[Sentence]:
    headed = [
        each
        for each in document.sentences
        if re.search(r"\bnotices?\b|communications", each.heading) and _EFFECTIVE.search(each.plain)
    ]
    plain = [
        each
        for each in document.sentences
        if _ABOUT.search(each.plain)
        and re.search(r"\b(?:effective|takes? effect|deemed)\b", each.plain)
        and any(m.search(each.plain) for _, m in _METHODS)
        and not re.search(r"\bregistration statement\b|\bdeclared effective", each.plain, re.IGNORECASE)
    ]
    return sorted({*headed, *plain}, key=lambda each: (each not in headed, each.start))


def _rules(document: Document, sentence: Sentence) -> tuple[list[NoticeRule], Span]:
    """One rule for each way of sending, from the parts of the sentence in their order."""
    opened = _EFFECTIVE.search(sentence.plain)
    if opened is None or not re.search(r"\b(?:effective|effect|deemed|given)\b", sentence.plain):
        return [], sentence.span
    parts = _parts(sentence)
    rules: list[NoticeRule] = []
    pending: list[str] = []
    late: Expression | None = None
    for start, end in parts:
        words = document.plain[start:end]
        methods = _methods(words)
        effect = _effect(document, start, end)
        if effect is None:
            pending += [each for each in methods if each not in pending]
            if rules and rules[-1].method == "" and methods:
                rules[-1] = _finished(rules[-1], methods)
                pending = []
            continue
        in_time = _SENT_IN_TIME.search(words)
        previous = rules[-1] if rules else None
        if (
            previous is not None
            and isinstance(previous.effective, Conditional)
            and previous.effective.branches[-1].condition is not None
            and (re.search(r"\botherwise\b", words) or methods == [previous.method])
            and isinstance(effect, Offset)
        ):
            rules[-1] = NoticeRule(
                previous.method, _with_rest(document, previous.effective, words, start, effect)
            )
            continue
        if not methods and previous is not None and previous.method == "":
            continue
        if in_time is not None and isinstance(effect, Anchor):
            condition = Span(start + in_time.start("it"), start + in_time.end("it"))
            effect = Conditional(
                Span(start, end), (Branch(document.words(condition.start, condition.end), condition, effect),)
            )
        chosen = methods or pending
        pending = []
        name = _joined(chosen)
        if any(rule.method == name and name for rule in rules):
            continue
        rules.append(NoticeRule(name, effect))
    done = [NoticeRule(rule.method or "other", rule.effective) for rule in rules]
    first = parts[0][0] if parts else sentence.start
    return done, Span(first, sentence.end)


def _finished(rule: NoticeRule, methods: list[str]) -> NoticeRule:
    return NoticeRule(_joined(methods), rule.effective)


def _joined(methods: list[str]) -> str:
    if not methods:
        return ""
    return methods[0] if len(methods) == 1 else f"{', '.join(methods[:-1])} or {methods[-1]}"


def _parts(sentence: Sentence) -> list[tuple[int, int]]:
    out: list[tuple[int, int]] = []
    start = 0
    for stop in _PARTING.finditer(sentence.plain):
        if stop.start() > start:
            out.append((sentence.start + start, sentence.start + stop.start()))
        start = stop.end()
    if start < len(sentence.plain):
        out.append((sentence.start + start, sentence.end))
    return out


def _methods(words: str) -> list[str]:
    found = [name for name, pattern in _METHODS if pattern.search(words)]
    if len(found) > 1 and "other" in found:
        found.remove("other")
    if (
        "courier" in found
        and "mail" in found
        and not re.search(r"\b(?:registered|certified|first[- ]class|mailed)\b", words, re.IGNORECASE)
    ):
        found.remove("mail")
    return found


def _effect(document: Document, start: int, end: int) -> Expression | None:
    words = document.plain[start:end]
    days: DayCount | None = next(iter(document.day_counts(Span(start, end))), None)
    if days is not None and days.count is not None:
        point = offset(document, days, "exactly")
        if point is not None:
            return point
    if re.search(r"\bin writing\b", words) and not re.search(r"\breceipt\b|\btransmission\b", words):
        return None
    received = _RECEIPT.search(words)
    next_day = _NEXT.search(words)
    if next_day is not None:
        base = re.search(r"\bafter\s(?P<it>(?:the\s)?(?:date of\s)?\w+)", words)
        place = Span(start + base.start("it"), start + base.end("it")) if base else Span(start, end)
        event = Anchor(place, document.words(place.start, place.end) if base else "transmission", "event")
        return Offset(
            Span(start, end),
            Decimal(1),
            _KINDS.get((next_day["kind"] or "").lower(), Unit.DAYS),
            "after",
            "exactly",
            event,
        )
    if received is None:
        return None
    name = "it" if received["it"] else "bare"
    return anchor(document, start + received.start(name), start + received.end(name))


def _with_rest(document: Document, early: Conditional, words: str, start: int, effect: Offset) -> Conditional:
    later = re.search(r"\b(?:on a day\b|later than\b|after \d)[^;]*", words)
    span = Span(start + later.start(), start + later.end()) if later else None
    condition = document.words(span.start, span.end) if span else None
    return Conditional(early.span, (*early.branches, Branch(condition, span, effect)))
