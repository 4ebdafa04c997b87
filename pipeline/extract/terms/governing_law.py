"""The law that governs the agreement."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import replace
from itertools import groupby

from pipeline.extract.sentences import sentence_at
from pipeline.extract.terms.choice import Candidate, choose
from pipeline.extract.terms.jurisdictions import SOVEREIGN, Place, misspelt, places
from pipeline.model import Answer, Mention, Outline, RegionKind, Status, Text
from pipeline.spans import Span

# Words that make a law the governing one, before its name or after it.
_GOVERNS = re.compile(
    r"\b(?:govern(?:ed|s|ing)?|constru(?:ed|ction)|interpret(?:ed|ation|ing)?|enforced|determined|settled|control(?:s|led)?"
    r"|(?:shall|will|to)\s+apply|applies|(?:shall|will)\s+be\s+applicable|applicable\s+law|choice\s+of\s+law|proper\s+law)\b",
    re.IGNORECASE,
)
# Words that do so where the sentence speaks of the agreement, or of disputes about it.
_MAY_GOVERN = re.compile(
    r"\b(?:subject(?:\s+in\s+all\s+respects)?\s+to|decided|resolved?|arbitrat(?:ed|ion)|enforce(?:able|ment)|made\s+(?:and\s+\w+\s+)?under|apply"
    r"|applied|application\s+of|applicable(?!\s*$|\s+(?:federal|state|local|foreign|laws?\b))|used)\b",
    re.IGNORECASE,
)
_HEADED = re.compile(
    r"\b(?:governing|applicable|controlling|choice\s+of)\s+laws?\b[^\n]{0,50}$", re.IGNORECASE
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
    r"|guarant(?:y|ee)|instrument|power\s+of\s+attorney|consent|plan|parties|construction|validity|rights|relations)\b"
    r"|\bthis\s+(?-i:[A-Z])|\bany\s+(?:and\s+all\s+)?(?:disputes?|controvers(?:y|ies)|claims?)\b",
    re.IGNORECASE,
)
_JOINS = re.compile(
    r"^[\s,]*(?:\([^()]{0,40}\)[\s,]*)?(?P<word>and|or|/)\s+(?:of\s+|by\s+|in\s+)?(?:the\s+)?(?:laws\s+of\s+)?(?:the\s+)?"
    r"(?:(?:federal\s+laws|state|commonwealth|province)\s+of\s+)?(?:the\s+)?$",
    re.IGNORECASE,
)
_BODY = re.compile(r"(?:(?:state|commonwealth|province|republic|kingdom)\s+of\s+(?:the\s+)?)?", re.IGNORECASE)
_PLACELESS = frozenset({"law-of-other-agreement", "laws-redacted"})  # rules that name no place
_LAW_BEFORE = 400  # characters of the sentence before the law that are read
_HEADING = 60  # characters before the sentence in which its heading may name the place
_OF = re.compile(r"\s+of\s+(?:the\s+)?", re.IGNORECASE)
_OF_STATE = re.compile(
    r"(?:the\s+)?(?:state|commonwealth)\s+of\s+(?P<state>[A-Z]\w+(?:\s[A-Z]\w+)?)", re.IGNORECASE
)
_STATE_OF = re.compile(r"\s+state\s+of\s+$", re.IGNORECASE)
_NEAR = 90  # characters after "laws of" in which its places stand


def governing_law(text: Text, outline: Outline, mentions: Iterable[Mention]) -> Answer:
    """The jurisdiction whose law governs, under its canonical name.

    A clause that names several without choosing ("Illinois or New York") gives a tuple. Two clauses of the
    same standing that differ are a conflict.
    """
    return choose(_together(_candidates(text, outline, mentions)))


def _together(candidates: Iterable[Candidate]) -> Iterator[Candidate]:
    """The candidates; those of one sentence, each a law for its own subject, as one of several values."""
    for _, group in groupby(candidates, key=lambda it: (it.start, it.end, it.rank, it.status)):
        same = list(group)
        names = dict.fromkeys(
            name for it in same for name in (it.value if isinstance(it.value, tuple) else (it.value,))
        )
        parts = tuple(name for name in names if name not in SOVEREIGN)
        if same[0].rank > 1 or len(parts) < 2:
            yield from same
        else:
            yield replace(same[0], value=parts)


def _candidates(text: Text, outline: Outline, mentions: Iterable[Mention]) -> Iterator[Candidate]:
    for mention in mentions:
        sentence = sentence_at(text.string, mention.start)
        placeless = mention.rule in _PLACELESS
        value = None if placeless else _value(text.string, mention, sentence)
        if value is None and not placeless:
            continue  # as most are: "Applicable Laws"
        rank = _rank(text, outline, sentence, mention)
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
            rank += value == "United States"  # beside the law of a state, federal law fills no gap
            yield Candidate(value, rank, clause.start, clause.end, mention.rule)


def _rank(text: Text, outline: Outline, sentence: Span, mention: Mention) -> int | None:
    """How good a witness the mention is; None where another use of the law is meant."""
    before = text.string[max(sentence.start, mention.start - _LAW_BEFORE) : mention.start]
    near = before[-110:]
    after = text.string[mention.start : min(sentence.end, mention.start + 300)]
    headed = _HEADED.search(text.string, max(0, sentence.start - _HEADING), mention.start) is not None
    about_it = _SELF.search(before) is not None
    verbs = list(_GOVERNS.finditer(before))
    strong = bool(verbs) or _GOVERNS.search(after) is not None
    if not strong and (about_it or _SELF.search(after)):
        verbs = list(_MAY_GOVERN.finditer(before))
    since = verbs[-1].end() if verbs else 0  # what stands between the governing word and the law
    other = _OTHER_USE.search(near)
    if other and (not verbs or len(before) - since > len(near) - other.start()):
        return None
    if _EXCEPTED.search(before[since:]):
        return None
    if mention.rule == "law-label":
        return 1
    if (
        not strong
        and not verbs
        and not headed
        and not ((about_it or _SELF.search(after)) and _MAY_GOVERN.search(after))
    ):
        return None
    rank = 4 if not strong else 2 if not verbs else 0 if about_it else 1
    region = outline.region_at(mention.start)
    if region is not None and region.kind is RegionKind.ATTACHMENT:
        rank += 3
    return rank


def _value(string: str, mention: Mention, sentence: Span) -> object:
    """The place or places that the mention names, or None where it names none."""
    if mention.rule == "laws-of-that-place":
        named = list(places(string, max(sentence.start, mention.start - _LAW_BEFORE), mention.start))
        # "California Law. This Agreement shall be interpreted in accordance with such law."
        named = named or list(places(string, max(0, sentence.start - _HEADING), sentence.start))
        return named[-1].name if named else None
    group = mention.groups.get("place")
    start = group.start if group else mention.start
    end = min(max(mention.end, sentence.end), start + _NEAR)
    if mention.rule == "law-label":
        start, end = mention.end, min(len(string), mention.end + _NEAR)
    named = list(places(string, start, end))
    if mention.rule == "place-law" and (not named or named[0].start != start):
        # "the General Obligations Law of the State of New York"
        further = _OF.match(string, mention.end)
        start = further.end() if further else end
        named = list(places(string, start, min(sentence.end, start + _NEAR)))
    if not named:
        slip = _OF_STATE.match(string, start, end)
        return misspelt(slip["state"]) if slip else None
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
        if _JOINS.match(between) or (chosen[-1].sovereign and _STATE_OF.match(between)):
            chosen.append(place)
        elif not chosen[-1].sovereign:
            break
    return chosen
