"""The law that governs the agreement."""

from __future__ import annotations

import re
from collections.abc import Iterator

from pipeline.extract.choice import Candidate, choose
from pipeline.extract.jurisdictions import Place, places
from pipeline.extract.sentences import sentence_at
from pipeline.match import scanner
from pipeline.model import Answer, Mention, Outline, RegionKind, Status, Text
from pipeline.spans import Span

# Words that make a law the governing one, before its name or after it.
_GOVERNS = re.compile(
    r"\b(?:govern(?:ed|s|ing)?|constru(?:ed|ction)|interpret(?:ed|ation)?|enforced|subject\s+to|determined|settled"
    r"|(?:shall|will)\s+apply|applies|applicable\s+law|choice\s+of\s+law|proper\s+law)\b",
    re.IGNORECASE,
)
# A body is "organised under the laws of" its home; a rule of conduct is no choice of law.
_OTHER_USE = re.compile(
    r"\b(?:organi[sz]ed|existing|incorporated|formed|established|created|registered|chartered|constituted|qualified|licensed"
    r"|duly\s+organi[sz]ed|good\s+standing|corporation|compan(?:y|ies)|partnership|association|bank|trust|accept(?:ed|able)|permitted|required"
    r"|prohibited|violat\w+|compl(?:y|iance|ies)\s+with|pursuant\s+to\s+the\s+federal)"
    r"[^.;]{0,70}$",
    re.IGNORECASE,
)
# The forum's or a stranger's law inside the clause: "without regard to the conflict of laws of Ohio".
_EXCEPTED = re.compile(
    r"\b(?:without\s+(?:regard|reference|giving|respect|application)|conflicts?\s+of|choice\s+of|excluding|other\s+than|except|irrespective"
    r"|any\s+other|another|notwithstanding|rather\s+than|not\s+be\s+governed)\b[^.;]{0,120}$",
    re.IGNORECASE,
)
_SELF = re.compile(
    r"\bth(?:is|e)\s+(?:[A-Z]\w+\s+){0,4}(?:agreement|contract|lease|amendment|letter|addendum|deed|charter|warrant|note"
    r"|guarant(?:y|ee)|instrument|power\s+of\s+attorney|consent|plan|parties|construction|validity|rights|relations)\b",
    re.IGNORECASE,
)
_JOINS = re.compile(
    r"^[\s,]*(?:\([^()]{0,40}\)[\s,]*)?(?P<word>and|or|/)\s+(?:of\s+|by\s+|in\s+)?(?:the\s+)?(?:laws\s+of\s+)?(?:the\s+)?"
    r"(?:(?:federal\s+laws|state|commonwealth|province)\s+of\s+)?(?:the\s+)?$",
    re.IGNORECASE,
)
_BODY = re.compile(r"(?:(?:state|commonwealth|province|republic|kingdom)\s+of\s+(?:the\s+)?)?", re.IGNORECASE)
_LAW_BEFORE = 400  # characters of the sentence before the law that are read
_NEAR = 90  # characters after "laws of" in which its places stand


def governing_law(text: Text, outline: Outline) -> Answer:
    """The jurisdiction whose law governs, under its canonical name.

    A clause that names several without choosing ("Illinois or New York") gives a tuple. Two clauses of the
    same standing that differ are a conflict.
    """
    found = list(_candidates(text, outline))
    return choose(found)


def _candidates(text: Text, outline: Outline) -> Iterator[Candidate]:
    for mention in scanner("governing_law").find(text):
        sentence = sentence_at(text.string, mention.start)
        before = text.string[max(sentence.start, mention.start - _LAW_BEFORE) : mention.start]
        rank = _rank(text, outline, sentence, mention, before)
        if rank is None:
            continue
        clause = Span(sentence.start, max(sentence.end, mention.start + 1))
        if mention.rule == "law-of-other-agreement":
            yield Candidate(
                None, rank + 20, clause.start, clause.end, mention.rule, status=Status.BY_REFERENCE
            )
        elif mention.rule == "laws-redacted":
            gap = (
                text.string[mention.groups["gap"].start : mention.groups["gap"].end] if mention.groups else ""
            )
            status = Status.BLANK if "_" in gap else Status.REDACTED
            yield Candidate(None, rank + 10, clause.start, clause.end, mention.rule, status=status)
        else:
            value = _value(text.string, mention, sentence)
            if value is not None:
                yield Candidate(value, rank, clause.start, clause.end, mention.rule)


def _rank(text: Text, outline: Outline, sentence: Span, mention: Mention, before: str) -> int | None:
    """How good a witness the mention is; None where another use of the law is meant."""
    near = before[-110:]
    after = text.string[mention.start : min(sentence.end, mention.start + 300)]
    verbs = list(_GOVERNS.finditer(before))
    since = verbs[-1].end() if verbs else 0  # what stands between the governing word and the law
    other = _OTHER_USE.search(near)
    if other and (not verbs or len(before) - since > len(near) - other.start()):
        return None
    if _EXCEPTED.search(before[since:]):
        return None
    if mention.rule == "law-label":
        return 1
    if not verbs and not _GOVERNS.search(after):
        return None
    rank = 2 if not verbs else 0 if _SELF.search(before) else 1
    region = outline.region_at(mention.start)
    if region is not None and region.kind is RegionKind.ATTACHMENT:
        rank += 3
    return rank


def _value(string: str, mention: Mention, sentence: Span) -> object:
    """The place or places that the mention names, or None where it names none."""
    if mention.rule == "laws-of-that-place":
        named = list(places(string, max(sentence.start, mention.start - _LAW_BEFORE), mention.start))
        return named[-1].name if named else None
    group = mention.groups.get("place")
    start = group.start if group else mention.start
    end = min(max(mention.end, sentence.end), start + _NEAR)
    if mention.rule == "law-label":
        start, end = mention.end, min(len(string), mention.end + _NEAR)
    named = list(places(string, start, end))
    if not named or (mention.rule == "place-law" and named[0].start != start):
        return None
    before = string[start : named[0].start]
    if len(before.split()) > 6 or (mention.rule == "law-label" and not _BODY.fullmatch(before)):
        return None
    chosen = _joined(string, named)
    parts = [place for place in chosen if not place.sovereign] or chosen[:1]
    names = tuple(dict.fromkeys(place.name for place in parts))
    return names[0] if len(names) == 1 else names


def _joined(string: str, named: list[Place]) -> list[Place]:
    """The first place, and those that "and" or "or" adds to it; not the state that it lies in."""
    chosen = named[:1]
    for place in named[1:]:
        between = string[chosen[-1].end : place.start]
        if _JOINS.match(between):
            chosen.append(place)
        elif not chosen[-1].sovereign:
            break
    return chosen
