"""What must be so for the right to join another registration: mostly that the shelf is not effective."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Final

from pipeline.agreements.document import Document, Sentence
from pipeline.spans import Span

# What the company does before it registers: "proposes to", "has resolved to", "means to".
PLANS: Final = (
    r"(?:(?:propos|determin|decid|intend|elect|plan|wish|want|desir|contemplat|resolv|seek)\w*|"
    r"means?(?=\sto\b))"
)
_MODAL: Final = re.compile(r"\b(?:shall|will|must|agrees|undertakes|may)\b")
_TELLS: Final = re.compile(
    r"\b(?:notice|notif\w+|advise|inform|tell|announce|offer|write|invite|warn|say|join|request|require|elect|"
    r"includ\w+)\b",
    re.IGNORECASE,
)
_NOTICE: Final = re.compile(r"\b(?:notice|notif\w+|advise|inform|tell|announce|invite|warn)\b", re.IGNORECASE)
_OPENS: Final = re.compile(
    r"\b(?:if|when(?:ever)?|where|should|in the event|at any time|each time|while|(?:so|as) long as|before|"
    r"after|"
    r"until|unless|at a time)\b",
    re.IGNORECASE,
)
_PLAN: Final = re.compile(
    rf"\b(?:{PLANS}|(?:shall|will)\s(?:at any time\s)?(?:file|register|offer)|files|registers|"
    r"offers|should\s[^,;.]{2,60}?\s(?:file|register|offer|sell)|undertakes?)\b",
    re.IGNORECASE,
)
# The parts of the condition that a sentence opens with: each tells of the company's plan, or of a state.
_SPLIT: Final = re.compile(
    r"[,;]\s|\s{4,}|\s(?=at\sa\stime\s)|"
    rf"\s(?=(?:the\s)?\w+\s(?:shall\s|will\s)?{PLANS}\b)|\s(?=and\s(?:the|there|no|not|any|an?|such|it|we|[A-Z])\b)"
)
_ASIDE: Final = re.compile(r"\([^()]*[a-z]{3}[^()]*\)")
_CUTS: Final = re.compile(r"\bexclu\w+|\breduc\w+|\bcut\b|\bleft out\b", re.IGNORECASE)
_LEAD: Final = re.compile(
    r"(?:(?:and|then|but|if|when(?:ever)?|where|(?:so|as)\slong\sas|while|in\sthe\sevent(?:\sthat)?|each\stime|"
    r"at\s(?:any|a)\stime(?:\s(?:when|that|while|at\swhich|during\swhich))?|from\stime\sto\stime|"
    r"during\s(?:the|such)\s(?:\w+\s){1,3}?Period),?\s)+",
    re.IGNORECASE,
)
# A part that says how things stand, and not what the company plans or what it leaves out.
_STATE: Final = re.compile(
    r"\b(?:is|are|remains?|holds?|owns?|has|have|exists?|covers?|fails?|failed|continues?|ceases?|then|still)\b",
    re.IGNORECASE,
)
_STANDS: Final = re.compile(
    r"\b(?:effective|effect|registration|shelf|statement|holds?|owns?|outstanding|listed|available|fails?|failed|"
    r"expired?|lapsed?|percent)\b|%",
    re.IGNORECASE,
)
_NOT_IT: Final = re.compile(
    r"(?:and\s|or\s)?(?:other\sthan|whether|except|excluding|but\snot|for\b|by\b|on\b|in\sconnection|pursuant|which|"
    r"that\s(?:is|are)|of\b|or\b|not\s(?:on|including)|(?:under|relating|with)\b|as\s|upon\b|at\sthe\srequest)",
    re.IGNORECASE,
)
_LIMITED: Final = (
    re.compile(
        r"\bonly\s(?:be\s)?(?:available\s)?(?:if|in\sthe\sevent(?:\sthat)?|when|while|(?:for\s)?(?:so|as)\slong\sas)\s"
        r"(?P<it>[^.;]*)",
        re.IGNORECASE,
    ),
    re.compile(
        r",\s(?:provided|on\scondition)\sthat\s(?P<it>(?:the|no|an?)\s[^,.;]*?\s(?:has|have|is|are)\s[^,.;]*)"
    ),
    re.compile(
        r"\b(?:(?:so|as)\slong\sas|while|unless|at\s(?:any|a)\stime\swhen)\s"
        r"(?P<it>(?:the|no|not|an?|it|such)\s[^,.;]*?\s(?:is|are|holds?|owns?|covers?)\s[^,.;]*)",
        re.IGNORECASE,
    ),
    re.compile(r"(?:\)\s|,\s)(?P<it>(?:before|after|during)\sthe\s[A-Z]\w+\s(?:Date|Deadline)),"),
)


def condition_in(document: Document, sentence: Sentence) -> tuple[str, Span] | None:
    """The condition that a sentence on other registrations makes, and where; None without one."""
    for span in (*_states(sentence), *_limits(sentence)):
        start, end = sentence.start + span.start, sentence.start + span.end
        return document.words(start, end).strip(" ,()"), Span(start, end)
    return None


def _states(sentence: Sentence) -> Iterator[Span]:
    """The parts of the opening condition that tell of a state, without the word that opens it."""
    words = _ASIDE.sub(lambda found: " " * len(found.group()), sentence.plain)
    opened = _OPENS.search(words)
    end = _main(words)
    # Of a registration that the company plans, or of the notice of one: not of how the sale is made.
    if opened is None or opened.start() > end or not (_PLAN.search(words) or _NOTICE.search(words)):
        return
    low = opened.start()
    for split in (*_SPLIT.finditer(words, low, end), None):
        high = split.start() if split is not None else end
        lead = _LEAD.match(words, low, high)
        start = lead.end() if lead is not None else low
        part = words[start:high]
        if (
            _STATE.search(part)
            and _STANDS.search(part)
            and not _PLAN.search(part)
            and not _NOT_IT.match(part)
        ):
            yield Span(start, high)
        low = split.end() if split is not None else end


def _main(words: str) -> int:
    """Where the condition ends: before the verb of telling or joining, and its subject."""
    told = _TELLS.search(words)
    while told is not None:
        modals = list(_MODAL.finditer(words, 0, told.start()))
        if modals and not _PLAN.match(words, modals[-1].start()):
            return max(words.rfind(",", 0, modals[-1].start()), 0)
        told = _TELLS.search(words, told.end())
    return 0


def _limits(sentence: Sentence) -> Iterator[Span]:
    for pattern in _LIMITED:
        found = pattern.search(sentence.plain)
        if found is not None and not (_PLAN.search(found["it"]) or _CUTS.search(found["it"])):
            yield Span(*found.span("it"))
