"""Whose shares are cut before whose, where a passage compares: "none of these is cut until those are"."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Final, NamedTuple

from pipeline.agreements.registration_rights.cutting import verbs
from pipeline.agreements.registration_rights.owners import Names, Owner, groups

_CLAUSE: Final = re.compile(
    r"[;.:]\s|,\s(?:(?:and|but)\s(?!before\b|after\b)(?=\w+[,\s]\s?\w+)|(?:provided|except|save|after\swhich|then|"
    r"thereafter)\b)"
)
# These are cut before those; or included before them, by the verb.
_BEFORE: Final = re.compile(
    r"\b(?:before|(?<!rank\s)(?<!ranks\s)ahead\sof|prior\sto|in\sadvance\sof)\s(?=any|all|the|those|that|a|an|shares|securities|stock"
    r"|such|yours|ours|our|[A-Z])",
)
# What stands before it is not cut, or not included, until what stands behind it has been.
_UNTIL: Final = re.compile(
    r"\b(?:until(?:\safter)?|unless(?:\sand\suntil)?|except\safter|before|prior\sto|while|(?:so|as)\slong\sas|"
    r"only\s(?:after|when|once|if|where|to\sthe\sextent\sthat|in\sso\sfar\sas))\s",
    re.IGNORECASE,
)
_ONLY: Final = re.compile(r"only\b", re.IGNORECASE)
_NOT: Final = re.compile(r"\b(?:no|not|nor|none|neither|never|nothing|cannot)\b", re.IGNORECASE)
_PRECEDES: Final = re.compile(r"\bprecedes?\b", re.IGNORECASE)
_OVER: Final = re.compile(
    r"\b(?:priority|preference|precedence)\s(?:over|to)\b|\b(?:senior|prior|junior|subordinated?)\sto\b"
    r"|\brank\w*\s(?:\w+\s)?(?:ahead\sof|above|before|after|behind|below)\b|\bin\spreference\sto\b"
    r"|\b(?:yields?|gives?\sway|defers?)\sto\b",
    re.IGNORECASE,
)
_LOWER: Final = re.compile(
    r"\b(?:junior|subordinat\w+|after|behind|below|yields?|gives?|defers?)\b", re.IGNORECASE
)
_ALL_THOSE: Final = re.compile(
    r"(?:(?:all|each|any|both)\s)?(?:of\s)?(?:those|these|such|theirs|the\s(?:foregoing|aforesaid|other)|them|"
    r"that|they)\b(?!\s(?:shares|securities|stock|units|of|held|owned|Registrable)\b)",
    re.IGNORECASE,
)
_WITH: Final = re.compile(
    r"\b(?:pro\s?-?rata|pari\spassu|rate?ably|proportionate?ly|equally|together)(?:\s(?:basis|as))?\swith\s",
    re.IGNORECASE,
)
_SAME: Final = re.compile(
    r"\s(?:but|and|yet)\s(?:(?:shall|will)\s)?(?:rank|com|ha[sv]|tak|yield|go|stand|giv)", re.IGNORECASE
)
_IF: Final = re.compile(
    r"(?:\(\w+\)\s|\d[\d.]{0,8}\s)?(?:if|should|where|when|whenever|in\s(?:the\sevent|case)|to\sthe\sextent)\b",
    re.IGNORECASE,
)
_MAIN: Final = re.compile(
    r",\s(?:then,?\s)?(?=(?:the|no|any|all|each|there|it|we|such|neither|none|securities|shares|stock|[A-Z])"
    r"[^;:]{0,200}?\b(?:shall|will|must|may|is|are|gives?|has|have)\b)"
)
_THEY: Final = re.compile(r"(?:neither|none|they|these|those|both)\b", re.IGNORECASE)


class Comparison(NamedTuple):
    """Two owners, of whom the one is cut before the other, and the range that says so."""

    first: Owner
    other: Owner
    start: int
    end: int


def comparisons(words: str, names: Names) -> list[Comparison]:
    """Every comparison of a passage, in no order."""
    found = (
        *_befores(words, names),
        *_untils(words, names),
        *_precedences(words, names),
        *_over(words, names),
    )
    return [each for each in found if each.first.name != each.other.name]


def _clause(words: str, place: int) -> tuple[int, int]:
    """The ends of the clause of the passage that holds `place`, without the condition that it opens with."""
    low = max((each.end() for each in _CLAUSE.finditer(words, 0, place)), default=0)
    if _IF.match(words, low):
        low = max((each.end() for each in _MAIN.finditer(words, low, place)), default=low)
    stop = _CLAUSE.search(words, place)
    return low, stop.start() if stop else len(words)


def _cuts(words: str, names: Names, low: int, high: int) -> bool | None:
    """Whether a clause says that shares are cut, or else taken in; None where it says neither."""
    hidden = [(each.start, each.end) for each in groups(words, low, names, high)]
    told = [cut for _, cut in verbs(words, low, high, hidden=hidden)]
    return any(told) if told else None


def _denied(words: str, names: Names, low: int, high: int) -> bool:
    """Whether a range says that something is not done; "persons who are not Holders" denies nothing."""
    hidden = [(each.start, each.end) for each in groups(words, low, names, high)]
    return any(
        not any(start <= found.start() < end for start, end in hidden)
        for found in _NOT.finditer(words, low, high)
    )


def _ahead(words: str, names: Names, low: int, high: int) -> list[Owner]:
    """The owners in a range that a comparison is said of; "neither" and "they" are the last before it."""
    found = groups(words, low, names, high)
    return groups(words, 0, names, low)[-1:] if not found and _THEY.match(words, low) else found


def _sides(words: str, names: Names, start: int, end: int) -> tuple[Owner, Owner] | None:
    """The owner that a comparison is said of, and the first behind it."""
    low, high = _clause(words, start)
    ahead, behind = _ahead(words, names, low, start), groups(words, end, names, high)
    if not ahead or not behind:
        return None
    # "these yield to the Company but rank ahead of those": the verb is said of the first
    return ahead[0] if _SAME.match(words, ahead[-1].end) else ahead[-1], behind[0]


def _befores(words: str, names: Names) -> Iterator[Comparison]:
    for found in _BEFORE.finditer(words):
        low, high = _clause(words, found.start())
        if _denied(words, names, low, found.start()):
            continue
        cut = _cuts(words, names, low, high)
        cut = _cuts(words, names, 0, high) if cut is None else cut  # "…, and those before these"
        told = _UNTIL.search(words, low, found.start())  # "only after those …, and before these"
        sides = _sides(words, names, told.start() if told else found.start(), found.end())
        if sides is not None and cut is not None:
            one, other = sides if cut else sides[::-1]
            yield Comparison(one, other, low, high)


def _untils(words: str, names: Names) -> Iterator[Comparison]:
    for found in _UNTIL.finditer(words):
        low, high = _clause(words, found.start())
        ahead = _ahead(words, names, low, found.start())
        if not ahead or not (_ONLY.match(words, found.start()) or _denied(words, names, low, found.start())):
            continue
        behind = groups(words, found.end(), names, high)
        if _ALL_THOSE.match(words, found.end()) is not None:
            before = groups(words, 0, names, low)
            behind = before[-1:] if before else []
        # "until all Registrable Securities have been": the verb stands before
        cut = _cuts(words, names, found.end(), high)
        cut = _cuts(words, names, low, high) if cut is None else cut
        if behind and cut is not None:
            one, other = (behind[0], ahead[-1]) if cut else (ahead[-1], behind[0])
            yield Comparison(one, other, low, high)


def _precedences(words: str, names: Names) -> Iterator[Comparison]:
    for found in _PRECEDES.finditer(words):
        sides = _sides(words, names, found.start(), found.end())
        low, high = _clause(words, found.start())
        if sides is not None:
            one, other = sides if _cuts(words, names, low, high) else sides[::-1]
            yield Comparison(one, other, low, high)


def _over(words: str, names: Names) -> Iterator[Comparison]:
    for found in _OVER.finditer(words):
        sides = _sides(words, names, found.start(), found.end())
        low, high = _clause(words, found.start())
        if sides is not None:
            one, other = sides if _LOWER.search(found.group()) else sides[::-1]
            yield Comparison(one, other, low, high)


def sharing(words: str, names: Names) -> dict[str, str]:
    """Those that share a place with others, by name: "made pro rata with holders of other securities"."""
    out: dict[str, str] = {}
    for found in _WITH.finditer(words):
        sides = _sides(words, names, found.start(), found.end())
        if sides is not None and sides[0].name != sides[1].name:
            both = f"{sides[0].name} and {sides[1].name}"
            out |= {sides[0].name: both, sides[1].name: both}
    return out
