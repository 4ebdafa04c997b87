"""From when to when the periods of default run."""

from __future__ import annotations

import re
from typing import Final

from pipeline.agreements.document import Document
from pipeline.agreements.registration_rights.damages.clause import Clause
from pipeline.agreements.registration_rights.damages.counts import counts

# Words with both ends, and at least one of them said to count or not to count.
_BOTH_ENDS: Final = re.compile(
    r"\b(?:from|commencing|beginning|starting)\b[^.;]{1,260}?\b(?:to|until|through|up to|"
    r"ending)\b[^.;]{1,200}",
    re.IGNORECASE,
)
_COUNTS_IN: Final = re.compile(
    r"\b(?:(?:in|ex)clu(?:ding|sive)|not (?:counting|including)|from and after|and including|"
    r"(?:starting|beginning|commencing) (?:with|on) the day after)\b",
    re.IGNORECASE,
)
_COUNTED: Final = re.compile(
    r"\b(?P<it>(?:from(?=\s(?:the|and|and including|such|its|any))|until|commencing|beginning|after(?=\sthe)|"
    r"during\swhich|(?<!provided\s)(?<!further\s)that\s(?:the|such))\b[^.;]*)",
    re.IGNORECASE,
)
_ANNIVERSARY: Final = re.compile(
    r"\bon\s(?:the|each|every|such|any)\b[^.;]*?\banniversar(?:[^.;,(]|\([^()]{1,60}\))*", re.IGNORECASE
)
_TOLD: Final = re.compile(
    r"\b(?:count(?:ed|s)?|accrues?(?:\sdaily)?|measured|runs?|calculated|computed)\b(?:,\son[^,]*,)?\s"
    r"(?P<it>(?:from|beginning|commencing)\b[^.;]*)",
    re.IGNORECASE,
)
_COUNT_END: Final = re.compile(
    r",\s(?!(?:(?:and|but)\s)?(?:excluding|including|exclusive|inclusive|not\s(?:counting"
    r"|including)|to\s|the\s(?:\w+\s){1,6}"
    r"(?:up\s)?to\s))|\s(?:the\s\w+\s(?:shall|will)\s(?:pay|make|be))|\s\((?:the|each|such)\b|"
    r"\s(?:at\s(?:a|the)\srate|equal\sto|an\samount)\b"
)
_ON_LATE_PAYMENT: Final = re.compile(
    r"\b(?:not paid|unpaid|overdue|past due|in arrears|late payments?)\b", re.IGNORECASE
)


def counting(document: Document, clause: Clause) -> str | None:
    """From when to when the periods run, in the text's words."""
    plain, main = document.plain, clause.main
    counted = counts(document, clause)
    if counted and not counted[0].of.lower().startswith("from "):
        return counted[0].of
    anniversary = _ANNIVERSARY.search(plain, main.start, main.end)
    if anniversary is not None:
        words = re.sub(r"\s?\([^()]*\)", "", document.words(anniversary.start(), anniversary.end()))
        words = re.sub(r"\s(?:the|it|then the)\s(?:[A-Z]\w+\s)?(?:shall|will)\s.*$", "", words)
        return words.strip(" ,.")
    for sentence in clause.around:
        told = _TOLD.search(plain, sentence.start, sentence.end)
        if told is not None and "interest" not in sentence.plain:
            return _shortened(document, told.start("it"), told.end("it"))
    for sentence in (main, *clause.around):
        both = _BOTH_ENDS.search(plain, sentence.start, sentence.end)
        if (
            both is not None
            and _COUNTS_IN.search(both.group())
            and not (sentence != main and _ON_LATE_PAYMENT.search(sentence.plain))
        ):
            return _shortened(document, both.start(), both.end())
    after = _COUNTED.search(plain, clause.rate_span.end, main.end)
    if after is not None:
        return _shortened(document, after.start("it"), after.end("it"))
    return None


def _shortened(document: Document, start: int, end: int) -> str:
    stop = _COUNT_END.search(document.plain, start, end)
    return document.words(start, stop.start() if stop else end).rstrip(" ,.")
