"""When a notice takes effect, by the way in which it was sent."""

from __future__ import annotations

import re
from typing import Final

from pipeline.agreements.document import Document, Sentence
from pipeline.agreements.registration_rights.model import NoticeRule, NoticeRules
from pipeline.agreements.registration_rights.notice_effects import (
    HOW,
    conditioned,
    done_in,
    effect_in,
    from_sending,
    in_time,
    since_sent,
    unsaid,
    with_rest,
)
from pipeline.agreements.values import Field, absent
from pipeline.expressions import Anchor, Offset
from pipeline.extract.sentences import Said
from pipeline.model import Status
from pipeline.spans import Span

_ABOUT: Final = re.compile(
    r"\b(?:notices?|communications?|mailed)\b|"
    r"^(?:\d[\d.]*\s|\([a-z]{1,3}\)\s)?(?:an?|any|each|every)?\s?(?:letter|e-?mail|fax|facsimile|telefax|telecopy"
    r"|telex|cable|message)s?\b",
    re.IGNORECASE,
)
# A rule for all ways of sending needs to name none of them: "Notices are effective on receipt."
_FOR_ALL: Final = re.compile(
    r"^(?:\d[\d.]*\s|\([a-z]{1,3}\)\s)?(?:[Nn]otices?[.:]\s)?(?:(?:all|any|an?|each|every"
    r"|the)\s)?(?:notices?|communications?)\b"
    r"(?:[^.;]|\.(?=\w|\s[a-z])){0,120}?\b(?:effective|(?:takes?|has|have)\seffect|counts?|deemed|considered)\b",
    re.IGNORECASE,
)
_METHODS: Final = (
    ("facsimile", re.compile(r"\b(?:facsimiles?|(?:tele)?fax\w*|telecop\w+)\b", re.IGNORECASE)),
    ("telex", re.compile(r"\btelex(?:ed)?\b", re.IGNORECASE)),
    ("telegram", re.compile(r"\b(?:telegra\w+|cable)\b", re.IGNORECASE)),
    ("email", re.compile(r"\b(?:e-?mail(?:ed|s)?|electronic mail|electronic transmission)\b", re.IGNORECASE)),
    (
        "courier",
        re.compile(r"\b(?:couriers?|couriered|overnight|express delivery|federal express)\b", re.IGNORECASE),
    ),
    (
        "mail",
        re.compile(
            r"\b(?:mail|mailed|mails|mailing|first[- ]class|registered|certified|postage|letters?|"
            r"posted|posting|by post)\b",
            re.IGNORECASE,
        ),
    ),
    (
        "personal delivery",
        re.compile(
            r"\b(?:personal(?:ly)?|by hand|hand[- ]deliver\w*|hand(?:ed)? (?:over|to)|in person|"
            r"messenger|served|"
            r"if (?:so |actually )?delivered(?=,|;|$| or\b))\b",
            re.IGNORECASE,
        ),
    ),
    (
        "other",
        re.compile(
            r"\b(?:(?:other(?:s|wise)?|all other|any other)"
            r"(?! (?:than|times?|days?|hours?|provided|specified|stated|agreed|"
            r"required|directed)\b)|every notice|"
            r"to whom such notice)\b",
            re.IGNORECASE,
        ),
    ),
)
_PARTING: Final = re.compile(
    r"[,;]\s(?:(?:and|or|but)\s)?|\s\((?:and|or|but),?\s(?=on|if|the|it)|\s(?:and|or)\s(?=(?:other|upon|on|if|when|\(|(?:(?:an?|any|each|every)\s)?(?:notices?|letters?|communications?|"
    r"facsimiles?|fax(?:es)?|e-?mails?)\s(?:sent|given|delivered|made|by|when|on)\b|(?:one|those|any)\s(?:sent|given|delivered|by)\b)|[(])|\((?:[a-d]|i{1,3}|iv|"
    r"v)\)\s|(?<![ap]\.m)(?<![ap]m)\.\s(?=[A-Z])"
)
_TAKES_EFFECT: Final = re.compile(
    r"\b(?:effective|(?:takes?|has|have) effect|(?:is|are) taken to(?: have been)?|"
    r"(?:regarded|treated|considered) as|"
    r"considered(?: to have been)?(?: duly)? (?:given|received|delivered|made)|"
    r"counts(?= (?:when|at once|immediately|on|from|as|\d|one|two|three|"
    r"four|five|six|seven|ten)\b)|deemed(?: to have been)?(?: duly|"
    r" effectively| sufficiently)?(?: given| received| delivered| made| and|,)*|is given|are given|"
    r"(?:is|are) (?:given|received|served|delivered)(?=[:,]| (?:when|on|upon|if|at)\b))\b",
    re.IGNORECASE,
)
_MAY_TAKE_EFFECT: Final = Said.of(_TAKES_EFFECT)
_OF_REGISTRATION: Final = re.compile(
    r"\b(?:registration statement|declared effective|stop order|prospectus|proposes?|anticipated filing|"
    r"amend\w*|registrable)\b|\bShelf\b",
    re.IGNORECASE,
)
_HEADING: Final = re.compile(r"(?:^|/ )(?:\w+ and )?notices?(?: /|$|;|,| and| etc)|communications")
_ADDRESSED: Final = re.compile(
    r",?\s(?:in each case\s)?(?:to|at) (?:the|these|its|their|such) (?:following )?address(?:es)?\b",
    re.IGNORECASE,
)
_GOES_ON: Final = re.compile(r"\b(?:whichever|receipt|days? after|[Dd]ay following)\b")
# "one sent by courier … after it is handed over": to the courier.
_HANDED_TO_IT: Final = re.compile(
    r"\b(?:is|are|was|been) handed (?:over|to (?:an?|the|such) (?:\w+ )?courier)\b", re.IGNORECASE
)
_HOW_SENT: Final = re.compile(
    r"\b(?:shall|must|may|will) be (?:in writing|sent|given|delivered|made|mailed|either)\b", re.IGNORECASE
)
_OR: Final = re.compile(r"(?:\b(?:or|and),?|;)\s")
_WHEN_SENT: Final = re.compile(
    r"(?:when|if|where)\s(?:(?:so|it\sis|they\sare|personally)\s)?(?:sent|delivered|given|made|mailed|transmitted)\b"
)
_WHEN_LISTED: Final = re.compile(r"\bwhen:?\s\((?:a|i|1)\)\s")
_LABEL: Final = re.compile(r"\((?:[a-f]|i{1,3}|iv|v|vi)\)\s")
_WHICHEVER: Final = re.compile(r"(?:whichever|if\s(?:earlier|sooner|later))\b", re.IGNORECASE)
_LISTED: Final = re.compile(
    r"[,;]?\s(?:(?:and|or|but)\s)?\((?:[a-f]|i{1,3}|iv|v|vi)\)\s|,?\s(?:and|or)\s(?=otherwise|if not|"
    r"if sent after|(?:on\s)?the\s(?:first|next|following)\s\w+\s[Dd]ay\b)"
)


def notice_rules(document: Document) -> Field[NoticeRules]:
    """The rules in the order of the text; one sentence mostly has them all."""
    found: list[NoticeRule] = []
    places: list[Span] = []
    clause: str | None = None
    for sentence in _candidates(document):
        if found and sentence.clause != clause:
            break
        rules, span = _rules(document, sentence)
        late = _late(document, found, rules, sentence)
        if late is not None:
            found = late
            places.append(span)
            continue
        new = [rule for rule in rules if all(rule.method != known.method for known in found)]
        if new:
            found += new
            places.append(span)
            clause = sentence.clause
    return Field(Status.FOUND, NoticeRules(tuple(found)), tuple(places), "notices") if found else absent()


def _late(
    document: Document, found: list[NoticeRule], rules: list[NoticeRule], sentence: Sentence
) -> list[NoticeRule] | None:
    """The rules with what one more sentence says of a notice that comes late; None without it."""
    if len(rules) != 1 or not isinstance(rules[0].effective, Offset):
        return None
    out = list(found)
    for place, known in enumerate(found):
        if rules[0].method == known.method:
            rest = with_rest(document, known.effective, rules[0].effective, sentence.span)
            if rest is not None:
                out[place] = NoticeRule(known.method, rest)
                return out
    return None


def _candidates(document: Document) -> list[Sentence]:
    """The sentences that may tell it: those of the clause on notices, then others on mail and the like."""
    fit = [
        each
        for each in map(document.sentences.__getitem__, document.saying(_MAY_TAKE_EFFECT))
        if _TAKES_EFFECT.search(each.plain) and not _OF_REGISTRATION.search(each.plain)
    ]
    headed = [each for each in fit if _HEADING.search(each.heading)]
    plain = [each for each in fit if _ABOUT.search(each.plain) and _methods(each.plain)]
    plain += [each for each in fit if each not in plain and _FOR_ALL.match(each.plain)]
    clauses = {each.clause for each in plain if _methods(each.plain)}
    general = [each for each in plain if each.clause not in clauses]
    plain = [each for each in fit if each.clause in clauses and _methods(each.plain)]
    return [*headed, *(each for each in (*plain, *general) if each not in headed)]


def _rules(document: Document, sentence: Sentence) -> tuple[list[NoticeRule], Span]:
    """One rule for each way of sending, from the parts of the sentence in their order."""
    parts = _parts(sentence)
    effects = [effect_in(document, start, end) for start, end in parts]
    if _WHEN_LISTED.search(sentence.plain):
        effects = [done_in(document, *part) or effect for part, effect in zip(parts, effects, strict=True)]
    methods = [_methods(document.plain[start:end]) for start, end in parts]
    first = next((i for i, effect in enumerate(effects) if effect is not None), None)
    if first is None:
        return [], sentence.span
    # "if mailed, five days after …" or "five days after …, if mailed": the first part tells.
    leading = any(methods[:first]) and not methods[first]
    rules: list[NoticeRule] = []
    pending: list[str] = []
    told = parts[first][0]  # where the words begin that no rule has yet
    for i, ((start, end), effect, named) in enumerate(zip(parts, effects, methods, strict=True)):
        # "upon receipt, when delivered in person": how it was sent, where no way of sending was named yet
        manner = rules and not rules[-1].method and named and isinstance(effect, Anchor)
        if effect is None or (manner and _WHEN_SENT.match(document.plain, start, end)):
            how = HOW.match(document.plain, start, end) and (named or in_time(document, start, end))
            # "…, or, if delivered, on the date of delivery": the way of sending stands before its time.
            ahead = i + 1 < len(parts) and effects[i + 1] is not None and not methods[i + 1]
            next_one = ahead and _OR.search(document.plain, max(0, start - 6), start + 4) is not None
            if rules and how and not ((leading or next_one) and named):
                rules[-1] = _narrowed(document, rules[-1], named, start, end)
            elif leading or next_one or not rules:
                pending += [each for each in named if each not in pending]
            continue
        words = document.plain[start:end]
        known = re.split(r", | or ", rules[-1].method) if rules else []
        new = [each for each in (named or pending) if each not in known and not _of_the_rest(each, words)]
        rest = (
            with_rest(document, rules[-1].effective, effect, Span(told, end)) if rules and not new else None
        )
        if rest is not None:
            rules[-1] = NoticeRule(rules[-1].method, rest)
        else:
            rules.append(NoticeRule(_joined(named or pending), conditioned(document, effect, start, end)))
        pending = []
        told = end
    done = [
        NoticeRule(rule.method or "other", since_sent(rule.effective, rule.method))
        for rule in rules
        if rule.method or not unsaid(rule.effective) or (len(rules) == 1 and _FOR_ALL.match(sentence.plain))
    ]
    return list({rule.method: rule for rule in reversed(done)}.values())[::-1], Span(
        parts[0][0], sentence.end
    )


def _of_the_rest(method: str, words: str) -> bool:
    """Whether words are about the same way of sending, in other cases: "and otherwise on the next day"."""
    return method == "other" and re.search(r"\b(?:otherwise|if not|later)\b", words) is not None


def _narrowed(document: Document, rule: NoticeRule, named: list[str], start: int, end: int) -> NoticeRule:
    """The rule with the ways of sending that follow its time: on transmission, if sent by facsimile."""
    methods = _joined(list(dict.fromkeys([*(rule.method.split(" or ") if rule.method else []), *named])))
    effect = from_sending(document, rule.effective, start, end)
    return NoticeRule(methods, conditioned(document, effect, start, end))


def _joined(methods: list[str]) -> str:
    methods = [each for each in methods if each != "other"] or methods
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
    last = _ADDRESSED.search(
        plain, max(start, took.end() if took is not None else 0)
    )  # where to, which may name other ways of sending
    if last is not None and _GOES_ON.search(plain, last.end()):
        last = None  # "addressed to such address, or upon receipt, whichever is earlier"
    end = last.start() if last else len(plain)
    if start < end:
        out.append((sentence.start + start, sentence.start + end))
    return _rejoined(sentence, [each for each in out if each[0] < sentence.start + end])


def _rejoined(sentence: Sentence, parts: list[tuple[int, int]]) -> list[tuple[int, int]]:
    """The parts, those of "two days after mailing, or upon receipt, whichever is earlier" as one."""
    out: list[tuple[int, int]] = []
    for start, end in parts:
        said = _WHICHEVER.match(sentence.plain, start - sentence.start)
        if said is not None and len(out) > 1:
            start = out[-2][0]
            del out[-2:]
        out.append((start, end))
    return out


def _methods(words: str) -> list[str]:
    words = re.sub(r"\b(?:electronic mail|e-?mail(?:ed|s)?)\b", "email", words, flags=re.IGNORECASE)
    found = [name for name, pattern in _METHODS if pattern.search(words)]
    if len(found) > 1 and "other" in found:
        found.remove("other")
    if (
        "courier" in found
        and "mail" in found
        and not re.search(r"\b(?:registered|certified|first[- ]class|mailed)\b", words, re.IGNORECASE)
    ):
        found.remove("mail")
    if "courier" in found and "personal delivery" in found and _HANDED_TO_IT.search(words):
        found.remove("personal delivery")
    return found
