"""How many shares the statement covers, as a multiple of those that are to be registered."""

from __future__ import annotations

import re
from decimal import Decimal
from typing import Final

from pipeline.agreements.document import Document, Sentence, bare
from pipeline.agreements.values import Field, Share, absent
from pipeline.extract.sentences import Said
from pipeline.model import Status
from pipeline.spans import Span

_COVERS: Final = re.compile(
    r"\b(?:register\w*|cover\w*|includ\w+|relat\w+ to|extends? to|number of (?:shares|registrable)|"
    r"registration statement|resale|"
    r"shelf)\b",
    re.IGNORECASE,
)
_SAYS_COVERED: Final = Said.of(_COVERS)
_REGISTERS: Final = re.compile(
    r"\b(?:registration|register\w*|filing|registrable|shelf|resale|cover\w*|filed?|effective)\b",
    re.IGNORECASE,
)
_NOT_IT: Final = re.compile(
    r"\b(?:indemni\w+|contribut\w+|net proceeds|consent|amended|waived|majority|fees?|demand|"
    r"request\w* that|request in writing|"
    r"coverage|beneficial\w*|damages|own(?:s|ed)?|insufficient|less than \w+ percent of the number)\b",
    re.IGNORECASE,
)
_TIMES: Final = re.compile(
    r"\b(?:(?P<n>(?:(?P<whole>one|two|three|four|five|"
    r"\d(?:\.\d+)?)(?:\s(?:and\s)?(?:an?\s)?(?P<part>(?:one[- ])?half|(?:one[- ])?"
    r"quarter|three[- ]quarters|(?:one[- ])?third|two[- "
    r"]thirds))?))\s?x?\s(?:\((?P<figure>\d(?:\.\d+)?)x?\)\s)?times|"
    r"(?P<word>twice|double|triple))\s(?P<of>(?:the|such|all|that)\b)",
    re.IGNORECASE,
)
_SAYS_TIMES: Final = Said.of(_TIMES)
_WORDS: Final = {
    "one": "1", "two": "2", "three": "3", "four": "4", "five": "5",
    "twice": "2", "double": "2", "triple": "3",
}  # fmt: skip
_PARTS: Final = {
    "half": "0.5", "quarter": "0.25", "three quarters": "0.75",
    "third": "0.3333333333", "two thirds": "0.6666666667",
}  # fmt: skip
# Money, of which a share is something else: 115 % of the market price.
_OF_MONEY: Final = re.compile(
    r"[^.;,]{0,30}?\bof\s(?:the|such|its|any)\s(?:(?!shares?\b"
    r"|number\b)[\w'&-]+\s){0,4}?(?:price|amount|value|proceeds|"
    r"principal|fees|cost|expenses)\b",
    re.IGNORECASE,
)
_OF: Final = re.compile(
    r"\)?\s?(?:\([^()]{1,40}\)\s)?(?:thereof\s)?of\s(?P<it>(?:[^.;,()]|\([^()]*\)|,(?=\s(?:the"
    r"|and\s(?!shall|will|use|to|cause))\s?))*)",
    re.IGNORECASE,
)
_OF_END: Final = re.compile(
    r"\s(?:for\san\soffering|on\sForm|to be made|as of|on\sor\s(?:before|prior)|not?\slater\sthan|"
    r"by\sthe|within|"
    r"on\s(?:such|that|the)\s(?:[A-Z]\w+\s)?(?:date|day)|at\s(?:such|that|the)\stime|based on|without regard|"
    r"in the (?:initial )?registration|under the|for resale|pursuant to rule|with(?:out)? the)\b.*$",
    re.IGNORECASE | re.DOTALL,
)
_LEADING: Final = re.compile(
    r"^(?:(?:the\s)?(?:sum|aggregate|total|maximum)\s(?:of\s|number of\s)?|the\s|number\sof\s|all\sof\s|"
    r"all\s|aggregate\s)+",
    re.IGNORECASE,
)
_BODY: Final = re.compile(
    r"\s?(?P<it>(?:the|such|all)\b(?:[^.;,()]|\([^()]*\)|,(?=\s(?:the|and)\s))*)", re.IGNORECASE
)
_BRACKETS: Final = re.compile(r"\([^()]*\)")
_COVERED: Final = re.compile(
    r"\b(?:covering|covers?|relat\w+ to|extends? to|includ\w+|register\w*|resale of|number of|shelf|for|"
    r"means)\b[^.;]{0,160}$",
    re.IGNORECASE,
)
_BLANK_SHARE: Final = re.compile(
    r"(?:\s?(?:percent|%))?[^.;]{0,40}?\s(?:of|times)\s(?:the|all|such)\s", re.IGNORECASE
)
_TERM_OF: Final = re.compile(
    r"\bthe\s(?P<term>(?:[A-Z]\w+\s){0,3}(?:Percentage|Multiple|Multiplier|Factor|Ratio|Number))"
    r"(?P<there>\s\((?:as|having|which)\b[^()]{0,80}\b(?:in|by|under)\b[^()]{0,80}\))?\s(?:of|times)\s(?:the|all|such)\s"
)
_SAYS_TERM: Final = Said(r"(?:Percentage|Multiple|Multiplier|Factor|Ratio|Number)\s")
_HIGHEST: Final = Decimal(5)


def share_multiplier(document: Document) -> Field[Share]:
    """The multiple, and what it is a multiple of: 1.25 of the Registrable Securities."""
    best: tuple[float, Span, Decimal, int, bool] | None = None
    redacted: Field[Share] | None = None
    defined = {span for _, span in document.meanings if _multiples(document, span)}
    for place in document.saying(_SAYS_COVERED):
        sentence = document.sentences[place]
        if not _REGISTERS.search(f"{sentence.plain} {sentence.heading}"):
            continue
        redacted = redacted or _left_out(document, sentence) or _elsewhere(document, sentence)
        used = [span for _, span in document.defined_in(sentence) if span in defined] if defined else []
        for span in (sentence.span, *used):
            for start, end, value, odd in _multiples(document, span):
                score = _score(document, span, start, end) - place / 10_000 + (1 if value > 1 else 0)
                score -= 0 if span == sentence.span else 0.2
                if score > 1.5 and (best is None or score > best[0]):
                    best = (score, Span(start, end), value, span.end, odd)
    if best is None:
        return redacted or absent()
    _, span, value, end, odd = best
    of, until = _of(document, span.end, end)
    return Field(
        Status.CONFLICT if odd else Status.FOUND,
        Share(value, of),
        (Span(span.start, until),),
        "shares-covered",
    )


def _score(document: Document, span: Span, start: int, end: int) -> float:
    near = document.plain[max(span.start, start - 220) : min(span.end, end + 120)]
    lead = document.plain[max(span.start, start - 200) : start]
    if re.search(r"\b(?:exceeds?|in excess of|greater than|more than)\s$", lead):
        return -1.0  # from which number on another statement is to be filed
    return 2.0 - (3 if _NOT_IT.search(near) else 0) + (1 if _COVERED.search(lead) else 0)


def _of(document: Document, start: int, end: int) -> tuple[str | None, int]:
    """What the multiple is of, and where that ends."""
    of = _OF.match(document.plain, start, end) or _BODY.match(document.plain, start, end)
    if of is None:
        return None, start
    words = _BRACKETS.sub("", document.words(of.start("it"), of.end("it")))
    words = _OF_END.sub("", " ".join(words.split()))
    return _LEADING.sub("", bare(words)).strip(" ,") or None, of.end()


def _left_out(document: Document, sentence: Sentence) -> Field[Share] | None:
    """A multiple that was taken out before filing, or not filled in yet."""
    for blank in document.blanks(sentence):
        found = _BLANK_SHARE.match(document.plain, blank.end, min(sentence.end, blank.end + 60))
        lead = document.plain[max(sentence.start, blank.start - 120) : blank.start]
        if (
            blank.of not in ("percentage", "text")
            or found is None
            or not _COVERED.search(lead)
            or re.search(r"\b(?:pay|price)\b", lead)
        ):
            continue
        status = Status.REDACTED if blank.redacted else Status.BLANK
        return Field(status, None, (Span(blank.start, found.end()),), "shares-covered")
    return None


def _elsewhere(document: Document, sentence: Sentence) -> Field[Share] | None:
    """A multiple that another agreement gives: "the Registration Percentage (as defined in the …) of the"."""
    if not document.says(_SAYS_TERM, sentence):
        return None
    for found in _TERM_OF.finditer(document.plain, sentence.start, sentence.end):
        known = found["there"] is not None or " ".join(found["term"].split()) in document.terms_elsewhere
        if known and _COVERED.search(document.plain, max(sentence.start, found.start() - 120), found.start()):
            return Field(Status.BY_REFERENCE, None, (Span(*found.span()),), "shares-covered")
    return None


def _multiples(document: Document, span: Span) -> list[tuple[int, int, Decimal, bool]]:
    out = [
        (each.start, each.end, each.value, each.alternative is not None)
        for each in document.percentages(span)
        if 1 <= each.value <= _HIGHEST
        and not _OF_MONEY.match(document.plain, each.end, min(span.end, each.end + 140))
    ]
    if not _SAYS_TIMES.within(document.text, span):
        return out
    for found in _TIMES.finditer(document.plain, span.start, span.end):
        value = _multiple(found)
        if 1 <= value <= _HIGHEST:
            out.append((found.start(), found.start("of"), value, False))
    return out


def _multiple(found: re.Match[str]) -> Decimal:
    """The number before "times": one and one-quarter (1.25)."""
    if found["figure"]:
        return Decimal(found["figure"])
    whole = (found["word"] or found["whole"]).lower()
    part = " ".join((found["part"] or "").lower().removeprefix("one").replace("-", " ").split())
    return Decimal(_WORDS.get(whole, whole)) + Decimal(_PARTS.get(part, 0))
