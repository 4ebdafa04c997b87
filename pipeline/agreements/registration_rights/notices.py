"""When a notice takes effect, by the way in which it was sent."""

from __future__ import annotations

import re
from dataclasses import replace
from decimal import Decimal
from typing import Final

from pipeline.agreements.document import Document, Sentence
from pipeline.agreements.points import anchor, offset
from pipeline.agreements.registration_rights.model import NoticeRule, NoticeRules
from pipeline.agreements.values import Field, absent
from pipeline.expressions import Anchor, Branch, Conditional, Expression, Offset
from pipeline.model import DayCount, Status, Unit
from pipeline.spans import Span

_ABOUT: Final = re.compile(r"\b(?:notices?|communications?|mailed)\b", re.IGNORECASE)
_METHODS: Final = (
    ("facsimile", re.compile(r"\b(?:facsimile|fax|telecop\w+|telex)\b", re.IGNORECASE)),
    ("email", re.compile(r"\b(?:e-?mail|electronic mail|electronic transmission)\b", re.IGNORECASE)),
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
    r"\b(?:(?:up)?on|at the time of|the date of|date of)\s(?P<it>(?:actual(?:ly)?\s|its\s|such\s|hand\s|"
    r"personal\s)?(?:receipt|delivery|transmission|"
    r"dispatch|sending|refusal))\b|\bwhen\s(?P<when>(?:it\s(?:is|was)\s|actually\s|so\s)?(?:received|"
    r"delivered|sent|transmitted|given))\b|"
    r"\b(?P<bare>actual receipt|receipt)\b|\b(?P<once>at once|immediately)\b",
    re.IGNORECASE,
)
_SENT_IN_TIME: Final = re.compile(
    r"\b(?P<it>(?:before|prior to|on or before|at or before|at or prior to|by|"
    r"no later than)\s\d{1,2}(?::\d\d)?\s?(?:[ap]\.?m\.?)[^,;]*?(?:\bon\s(?:a|any)\s(?:\w+\s){1,2}[Dd]ay|"
    r"(?=[,;]|$)))",
    re.IGNORECASE,
)
_NEXT: Final = re.compile(
    r"\b(?:next|first|following|the(?=\s(?:business|trading|working|banking) day (?:after|"
    r"following)))\s(?:succeeding\s|following\s)?(?P<kind>business|trading|banking|working)?\s?day\b",
    re.IGNORECASE,
)
_PARTING: Final = re.compile(
    r"[,;]\s(?:(?:and|or|but)\s)?|\s(?:and|or)\s(?=(?:other|upon|on|if|when|\()|[(])|\((?:[a-d]|i{1,3}|iv|"
    r"v)\)\s|(?<![ap]\.m)(?<![ap]m)\.\s(?=[A-Z])"
)
_TAKES_EFFECT: Final = re.compile(
    r"\b(?:effective|takes? effect|counts(?= when| at once| \d)|deemed(?: to have been)?(?: duly|"
    r" effectively| sufficiently)?(?: given| received| delivered| made| and|,)*|is given|are given)\b",
    re.IGNORECASE,
)
_OF_REGISTRATION: Final = re.compile(
    r"\b(?:registration statement|declared effective|stop order|prospectus|proposes?|anticipated filing|"
    r"amend\w*|registrable)\b|\bShelf\b",
    re.IGNORECASE,
)
_HEADING: Final = re.compile(r"(?:^|/ )(?:\w+ and )?notices?(?: /|$|;|,| and| etc)|communications")
_LATE: Final = re.compile(
    r"\bif\s(?:it\sis\s)?(?:sent|delivered|transmitted|received)\s(?P<it>(?:after|on\sa|later)\b[^;]*)",
    re.IGNORECASE,
)
_ADDRESSED: Final = re.compile(
    r",?\s(?:in each case\s)?(?:to|at) (?:the|these|its|their|such) (?:following )?address(?:es)?\b",
    re.IGNORECASE,
)
_HOW: Final = re.compile(
    r"\s?(?:if|when|in the case|by|via|sent|delivered|where|and if|or if)\b", re.IGNORECASE
)
_HOW_SENT: Final = re.compile(
    r"\b(?:shall|must|may|will) be (?:in writing|sent|given|delivered|made|mailed|either)\b", re.IGNORECASE
)
_LABEL: Final = re.compile(r"\((?:[a-f]|i{1,3}|iv|v|vi)\)\s")
_LISTED: Final = re.compile(
    r"[,;]?\s(?:(?:and|or|but)\s)?\((?:[a-f]|i{1,3}|iv|v|vi)\)\s|,?\s(?:and|or)\s(?=otherwise|if not|"
    r"if sent after)"
)
_KINDS: Final = {
    "business": Unit.BUSINESS_DAYS,
    "banking": Unit.BUSINESS_DAYS,
    "working": Unit.BUSINESS_DAYS,
    "trading": Unit.TRADING_DAYS,
}


def notice_rules(document: Document) -> Field[NoticeRules]:
    """The rules in the order of the text; one sentence mostly has them all."""
    found: list[NoticeRule] = []
    places: list[Span] = []
    clause: str | None = None
    for sentence in _candidates(document):
        if found and sentence.clause != clause:
            break
        rules, span = _rules(document, sentence)
        new = [rule for rule in rules if all(rule.method != known.method for known in found)]
        if new:
            found += new
            places.append(span)
            clause = sentence.clause
    return Field(Status.FOUND, NoticeRules(tuple(found)), tuple(places), "notices") if found else absent()


def _candidates(document: Document) -> list[Sentence]:
    """The sentences that may tell it: those of the clause on notices, then others on mail and the like."""
    fit = [
        each
        for each in document.sentences
        if _TAKES_EFFECT.search(each.plain) and not _OF_REGISTRATION.search(each.plain)
    ]
    headed = [each for each in fit if _HEADING.search(each.heading)]
    plain = [each for each in fit if _ABOUT.search(each.plain) and _methods(each.plain)]
    return [*headed, *(each for each in plain if each not in headed)]


def _rules(document: Document, sentence: Sentence) -> tuple[list[NoticeRule], Span]:
    """One rule for each way of sending, from the parts of the sentence in their order."""
    parts = _parts(sentence)
    effects = [_effect(document, start, end) for start, end in parts]
    methods = [_methods(document.plain[start:end]) for start, end in parts]
    first = next((i for i, effect in enumerate(effects) if effect is not None), None)
    if first is None:
        return [], sentence.span
    # "if mailed, five days after …" or "five days after …, if mailed": the first part tells.
    leading = any(methods[:first]) and not methods[first]
    rules: list[NoticeRule] = []
    pending: list[str] = []
    for (start, end), effect, named in zip(parts, effects, methods, strict=True):
        words = document.plain[start:end]
        if effect is None:
            if leading or not rules:
                pending += [each for each in named if each not in pending]
            elif named and _HOW.match(words):
                rules[-1] = _narrowed(document, rules[-1], named, start, end)
            continue
        if rules and _is_rest(rules[-1], words, named) and isinstance(effect, Offset):
            rules[-1] = NoticeRule(
                rules[-1].method, _with_rest(document, rules[-1].effective, words, start, effect)
            )
            continue
        late = _LATE.search(words)
        if rules and late is not None and isinstance(effect, Offset) and not named:
            # "when it is sent, or on the next day if it is sent after 6 p.m."
            place = Span(start + late.start("it"), start + late.end("it"))
            early = rules[-1].effective
            event = replace(effect, base=early) if isinstance(early, Anchor) else effect
            branches = (
                Branch(document.words(place.start, place.end), place, event),
                Branch(None, None, early),
            )
            rules[-1] = NoticeRule(rules[-1].method, Conditional(Span(start, end), branches))
            continue
        rules.append(NoticeRule(_joined(named or pending), _in_time(document, effect, start, end)))
        pending = []
    done = [NoticeRule(rule.method or "other", rule.effective) for rule in rules]
    return list({rule.method: rule for rule in reversed(done)}.values())[::-1], Span(
        parts[0][0], sentence.end
    )


def _narrowed(document: Document, rule: NoticeRule, named: list[str], start: int, end: int) -> NoticeRule:
    """The rule with the ways of sending that follow its time: on transmission, if sent by facsimile."""
    methods = _joined(list(dict.fromkeys([*(rule.method.split(" or ") if rule.method else []), *named])))
    return NoticeRule(methods, _in_time(document, rule.effective, start, end))


def _in_time(document: Document, effect: Expression, start: int, end: int) -> Expression:
    """`effect` under the condition that the notice was sent before an hour, where the words say so."""
    found = _SENT_IN_TIME.search(document.plain, start, end)
    if found is None or not isinstance(effect, Anchor):
        return effect
    condition = Span(found.start("it"), found.end("it"))
    branch = Branch(document.words(condition.start, condition.end), condition, effect)
    return Conditional(Span(start, end), (branch,))


def _is_rest(rule: NoticeRule, words: str, named: list[str]) -> bool:
    """Whether words tell what holds of the same way of sending, but later in the day."""
    if not isinstance(rule.effective, Conditional) or len(rule.effective.branches) > 1:
        return False
    return bool(re.search(r"\b(?:otherwise|if not|later|if so)\b", words)) or named == [rule.method]


def _joined(methods: list[str]) -> str:
    if not methods:
        return ""
    return methods[0] if len(methods) == 1 else f"{', '.join(methods[:-1])} or {methods[-1]}"


def _parts(sentence: Sentence) -> list[tuple[int, int]]:
    """The parts of the sentence that each may hold a rule, from the word "effective" on."""
    plain = sentence.plain
    listed = len(_LABEL.findall(plain)) > 1
    parting = _LISTED if listed else _PARTING
    took = _TAKES_EFFECT.search(plain)
    start = 0
    if took is not None and (_HOW_SENT.search(plain, 0, took.start()) or listed):
        start = took.end()  # before it stands in what ways a notice may be sent at all
    out: list[tuple[int, int]] = []
    for stop in parting.finditer(plain, start):
        if stop.start() > start:
            out.append((sentence.start + start, sentence.start + stop.start()))
        start = stop.end()
    last = _ADDRESSED.search(plain, start)  # where to, which may name other ways of sending
    end = last.start() if last else len(plain)
    if start < end:
        out.append((sentence.start + start, sentence.start + end))
    return [each for each in out if each[0] < sentence.start + end]


def _methods(words: str) -> list[str]:
    words = re.sub(r"\b(?:electronic mail|e-mail)\b", "email", words, flags=re.IGNORECASE)
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
    if days is not None and days.count is not None and days.direction != "before":
        point = offset(document, days, "exactly")
        if point is not None:
            return point
    if re.search(r"\bin writing\b", words) and not re.search(r"\breceipt\b|\btransmission\b", words):
        return None
    received = _RECEIPT.search(words)
    next_day = _NEXT.search(words)
    if next_day is not None:
        base = re.search(r"\b(?:after|following)\s(?P<it>(?:the\s)?(?:date of\s)?(?:such\s)?\w+)", words)
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
    name = next(name for name in ("it", "when", "bare", "once") if received[name])
    return anchor(document, start + received.start(name), start + received.end(name))


def _with_rest(document: Document, early: Expression, words: str, start: int, effect: Offset) -> Conditional:
    assert isinstance(early, Conditional)
    later = re.search(r"\b(?:on a day\b|later than\b|after \d)[^;]*", words)
    span = Span(start + later.start(), start + later.end()) if later else None
    condition = document.words(span.start, span.end) if span else None
    base = early.branches[0].then
    if isinstance(base, Anchor) and base.kind == "event" and not re.search(r"\b(?:after|following)\b", words):
        effect = replace(effect, base=base)  # "and otherwise on the next Business Day": after the same event
    return Conditional(early.span, (*early.branches, Branch(condition, span, effect)))
