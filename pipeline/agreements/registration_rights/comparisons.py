"""The order of a cutback that is told by comparing: "none of these is left out until all of those are"."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Final

from pipeline.agreements.registration_rights.owners import CUT, INCLUDED, Names, Owner, groups

_CLAUSE: Final = re.compile(
    r"[;.]\s|,\s(?:(?:and|but)\s(?!before\b|after\b)(?=\w+[,\s]\s?\w+)|(?:provided|except|save)\b)"
)
# These are cut before those; or included before them, by the verb.
_BEFORE: Final = re.compile(
    r"\b(?:before|ahead\sof|prior\sto|in\sadvance\sof)\s(?:any|all|the|those|that|a|an|shares|securities|stock"
    r"|such|[A-Z])",
)
# What stands before it is not cut, or not included, until what stands behind it has been.
_UNTIL: Final = re.compile(
    r"\b(?:until(?:\safter)?|unless(?:\sand\suntil)?|except\safter|only\s(?:after|when|once|if|to\sthe\sextent"
    r"\sthat)|before|prior\sto)\s",
    re.IGNORECASE,
)
_ONLY: Final = re.compile(r"only\b", re.IGNORECASE)
_NOT: Final = re.compile(r"\b(?:no|not|nor|none|neither|never|nothing|cannot)\b", re.IGNORECASE)
_PRECEDES: Final = re.compile(r"\bprecedes?\b", re.IGNORECASE)
_OVER: Final = re.compile(
    r"\b(?:priority|preference|precedence)\s(?:over|to)\b|\b(?:senior|prior|junior|subordinated?)\sto\b"
    r"|\brank\w*\s(?:\w+\s)?(?:ahead\sof|above|before|after|behind|below)\b|\bin\spreference\sto\b",
    re.IGNORECASE,
)
_LOWER: Final = re.compile(r"\b(?:junior|subordinat\w+|after|behind|below)\b", re.IGNORECASE)
_ALL_THOSE: Final = re.compile(
    r"(?:(?:all|each|any|both)\s)?(?:of\s)?(?:those|these|such|the\s(?:foregoing|aforesaid|other)|them|that|they)\b"
    r"(?!\s(?:shares|securities|stock|units|of|held|owned|Registrable)\b)",
    re.IGNORECASE,
)
_WITH: Final = re.compile(
    r"\b(?:pro\s?-?rata|pari\spassu|rate?ably|proportionate?ly|equally|together)(?:\s(?:basis|as))?\swith\s",
    re.IGNORECASE,
)
_THEN: Final = re.compile(
    r"\b(?:thereafter|and\s(?:then|next|last(?:ly)?|finally)|then|only\sthen)\b", re.IGNORECASE
)

Pair = tuple[Owner, Owner]  # the one that is cut first, and the other


def compared(words: str, names: Names) -> tuple[tuple[str, ...], int, int] | None:
    """The owners from the first that is cut to the last, and where that is said; None without comparisons."""
    found = [
        *_befores(words, names),
        *_untils(words, names),
        *_precedences(words, names),
        *_over(words, names),
    ]
    pairs = [(one, other) for one, other in _as_one(found) if one.name != other.name]
    if not pairs:
        return None
    order = _chained([(one.name, other.name) for one, other in pairs])
    if order is None:
        return None
    places = [place for pair in pairs for each in pair for place in (each.start, each.end)]
    joined = _joined(words, names)
    return tuple(joined.get(name, name) for name in order), min(places), max(places)


def _as_one(pairs: list[Pair]) -> list[Pair]:
    """The pairs, in which shares and their owner go by the name of the owner where both are named."""
    outright = {each.name for pair in pairs for each in pair if each.outright}

    def plain(each: Owner) -> Owner:
        owner = each.name.rpartition(" of ")[2]
        return each._replace(name=owner) if not each.outright and owner in outright else each

    return [(plain(one), plain(other)) for one, other in pairs]


def _clause(words: str, place: int) -> tuple[int, int]:
    """The ends of the clause of the sentence that holds `place`."""
    low = max((each.end() for each in _CLAUSE.finditer(words, 0, place)), default=0)
    stop = _CLAUSE.search(words, place)
    return low, stop.start() if stop else len(words)


def _sides(words: str, names: Names, start: int, end: int) -> Pair | None:
    """The last owner before a comparison, and the first behind it."""
    low, high = _clause(words, start)
    ahead, behind = groups(words, low, names, start), groups(words, end, names, high)
    return (ahead[-1], behind[0]) if ahead and behind else None


def _befores(words: str, names: Names) -> Iterator[Pair]:
    for found in _BEFORE.finditer(words):
        low, high = _clause(words, found.start())
        if _NOT.search(words, low, found.start()):
            continue
        cut = CUT.search(words, low, high)
        if cut is None and INCLUDED.search(words, low, high) is None:
            continue
        told = _UNTIL.search(words, low, found.start())  # "only after those …, and before these"
        sides = _sides(words, names, told.start() if told else found.start(), found.end() - 1)
        if sides is not None:
            yield sides if cut is not None else (sides[1], sides[0])


def _untils(words: str, names: Names) -> Iterator[Pair]:
    for found in _UNTIL.finditer(words):
        low, high = _clause(words, found.start())
        ahead = groups(words, low, names, found.start())
        if not ahead or not (_ONLY.match(words, found.start()) or _NOT.search(words, low, found.start())):
            continue
        behind = groups(words, found.end(), names, high)
        pointed = _ALL_THOSE.match(words, found.end())
        if pointed is not None:
            before = groups(words, 0, names, low)
            behind = before[-1:] if before else []
        if not behind:
            continue
        cut, kept = CUT.search(words, found.end(), high), INCLUDED.search(words, found.end(), high)
        if cut is not None and (kept is None or cut.start() < kept.start() or not _done(words, kept)):
            yield behind[0], ahead[-1]
        elif kept is not None:
            yield ahead[-1], behind[0]


def _done(words: str, verb: re.Match[str]) -> bool:
    """Whether a verb tells what has been done: "have been included", as against "entitled to inclusion"."""
    return re.search(r"\b(?:have|has|had|been|are|is)\s(?:\w+\s)?$", words[: verb.start()][-24:]) is not None


def _precedences(words: str, names: Names) -> Iterator[Pair]:
    for found in _PRECEDES.finditer(words):
        sides = _sides(words, names, found.start(), found.end())
        low, high = _clause(words, found.start())
        if sides is not None:
            yield sides if CUT.search(words, low, high) else (sides[1], sides[0])


def _over(words: str, names: Names) -> Iterator[Pair]:
    for found in _OVER.finditer(words):
        sides = _sides(words, names, found.start(), found.end())
        if sides is not None:
            yield sides if _LOWER.search(found.group()) else (sides[1], sides[0])


def _joined(words: str, names: Names) -> dict[str, str]:
    """Those that share a place with others, by name: "made pro rata with holders of other securities"."""
    out = {}
    for found in _WITH.finditer(words):
        sides = _sides(words, names, found.start(), found.end())
        if sides is not None and sides[0].name != sides[1].name:
            out[sides[0].name] = f"{sides[0].name} and {sides[1].name}"
    return out


def _chained(pairs: list[tuple[str, str]]) -> tuple[str, ...] | None:
    """All that `pairs` name, each before those that it is paired with; None if they go in a circle."""
    left = list(dict.fromkeys(name for pair in pairs for name in pair))
    out: list[str] = []
    while left:
        free = next(
            (name for name in left if all(one not in left for one, other in pairs if other == name)), None
        )
        if free is None:
            return None
        left.remove(free)
        out.append(free)
    return tuple(out)


__all__ = ["compared"]
