"""How many shares the statement covers, as a multiple of those that are to be registered."""

from __future__ import annotations

import re
from decimal import Decimal
from typing import Final

from pipeline.agreements.document import Document, bare
from pipeline.agreements.values import Field, Share, absent
from pipeline.model import Status
from pipeline.spans import Span

_COVERS: Final = re.compile(
    r"\b(?:register\w*|cover\w*|includ\w+|number of (?:shares|registrable)|registration statement|resale|shelf)\b",
    re.IGNORECASE,
)
_REGISTERS: Final = re.compile(
    r"\b(?:registration statement|register\w*|registrable|shelf|resale|cover\w*|filed?|effective)\b",
    re.IGNORECASE,
)
_NOT_IT: Final = re.compile(
    r"\b(?:indemni\w+|contribut\w+|net proceeds|consent|amended|waived|majority|price|fees?|commissions?|demand|request\w* that|request in writing|"
    r"coverage|beneficial\w*|damages|own(?:s|ed)?|insufficient|less than \w+ percent of the number)\b",
    re.IGNORECASE,
)
_TIMES: Final = re.compile(
    r"\b(?P<n>one and one-half|two and one-half|one|two|three|four|five|\d(?:\.\d+)?)\s(?:\((?P<figure>\d(?:\.\d+)?)x?\)\s)?times\s(?P<of>the\b|such\b|all\b)",
    re.IGNORECASE,
)
_WORDS: Final = {
    "one": "1", "two": "2", "three": "3", "four": "4", "five": "5", "one and one-half": "1.5", "two and one-half": "2.5",
}  # fmt: skip
_OF: Final = re.compile(
    r"\s?(?:\([^()]{1,40}\)\s)?(?:thereof\s)?of\s(?P<it>(?:[^.;,()]|\([^()]*\)|,(?=\s(?:the|and)\s))*)",
    re.IGNORECASE,
)
_OF_END: Final = re.compile(
    r"\s(?:for\san\soffering|on\sForm|to be made|as of|based on|without regard|in the (?:initial )?registration|under the|for resale|pursuant to rule|with(?:out)? the)\b.*$",
    re.IGNORECASE | re.DOTALL,
)
_LEADING: Final = re.compile(
    r"^(?:(?:the\s)?(?:sum|aggregate|total|maximum)\s(?:of\s|number of\s)?|the\s|number\sof\s|all\sof\s|all\s|aggregate\s)+",
    re.IGNORECASE,
)
_HIGHEST: Final = Decimal(5)


def share_multiplier(document: Document) -> Field[Share]:
    """The multiple, and what it is a multiple of: 1.25 of the Registrable Securities."""
    best: tuple[float, Span, Decimal, int, bool] | None = None
    for place, sentence in enumerate(document.sentences):
        words = sentence.plain
        if not _COVERS.search(words) or not _REGISTERS.search(words + " " + sentence.heading):
            continue
        for start, end, value, odd in _multiples(document, sentence.span):
            near = document.plain[max(sentence.start, start - 220) : min(sentence.end, end + 120)]
            score = 2.0 - (3 if _NOT_IT.search(near) else 0) - place / 10_000
            score += (
                1
                if re.search(
                    r"\b(?:covering|cover|includ\w+|register\w*|resale of|number of)\b[^.;]{0,160}$",
                    document.plain[max(sentence.start, start - 200) : start],
                    re.IGNORECASE,
                )
                else 0
            )
            score += 1 if value > 1 else 0
            if score > 1.5 and (best is None or score > best[0]):
                best = (score, Span(start, end), value, sentence.end, odd)
    if best is None:
        return absent()
    _, span, value, end, odd = best
    of = _OF.match(document.plain, span.end, end)
    words = (
        document.words(of.start("it"), of.end("it"))
        if of
        else document.words(span.end, _stop(document, span.end, end))
    )
    words = _OF_END.sub("", words)
    shown = Span(span.start, min(end, span.end + len(of.group()) if of else _stop(document, span.end, end)))
    return Field(
        Status.CONFLICT if odd else Status.FOUND,
        Share(value, _LEADING.sub("", bare(words)).strip() or None),
        (shown,),
        "shares-covered",
    )


def _stop(document: Document, start: int, end: int) -> int:
    found = re.compile(r"[.;,(]").search(document.plain, start, end)
    return found.start() if found else end


def _multiples(document: Document, span: Span) -> list[tuple[int, int, Decimal, bool]]:
    out = [
        (each.start, each.end, each.value, each.alternative is not None)
        for each in document.percentages(span)
        if 1 <= each.value <= _HIGHEST
    ]
    for found in _TIMES.finditer(document.plain, span.start, span.end):
        value = Decimal(found["figure"] or _WORDS.get(found["n"].lower(), found["n"]))
        if value <= _HIGHEST:
            out.append((found.start(), found.start("of"), value, False))
    return out
