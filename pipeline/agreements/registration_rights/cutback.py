"""Whose shares are left out first where an underwriter limits their number."""

from __future__ import annotations

import re
from itertools import pairwise
from typing import Final

from pipeline.agreements.document import Document, Sentence
from pipeline.agreements.registration_rights.comparisons import compared
from pipeline.agreements.registration_rights.model import CutbackOrder
from pipeline.agreements.registration_rights.owners import (
    CUT,
    INCLUDED,
    Names,
    Owner,
    cut_first,
    groups,
    named,
    names_of,
)
from pipeline.agreements.registration_rights.sequence import sequence
from pipeline.agreements.values import Field, absent
from pipeline.model import Status
from pipeline.spans import Span

_LIMITED: Final = re.compile(
    r"\b(?:cut(?:-?\s?back\w*)?|taken out|too (?:large|many|big)|fewer|underwrit\w+|limit\w*|reduc\w+|"
    r"exclu\w+|left out|"
    r"priority|over-?subscri\w+|lead bank|trim\w*|room|(?:not|n't) all|cannot all|"
    r"scal\w+ back|largest number)\b",
    re.IGNORECASE,
)
# Sentences that speak of something else, whatever else they name.
_NOT_IT: Final = re.compile(
    r"\b(?:indemni\w+|liable|liabilit\w+|liquidated damages|hold-?back|expenses|payments?|"
    r"prospectus(?:es)?)\b",
    re.IGNORECASE,
)
_ORDERED: Final = re.compile(
    r"\b(?:first|then|next|last|lastly|finally|second|secondly|third|thirdly|thereafter|only after|"
    r"before|priority|sequence|order)\b",
    re.IGNORECASE,
)
_ONLY_AFTER: Final = re.compile(r"\bonly after\b(?!\s(?:both|that|those|this|it|them)\b)", re.IGNORECASE)
_NUMBERED: Final = re.compile(r"\(?\b(?:i|a|A|1|x|w)\)\s.{1,3000}?\(?\b(?:ii|b|B|2|y|x)\)\s", re.DOTALL)
# Places in an offering: "has the first place", "have the second", "ranks third".
_RANKS: Final = re.compile(
    r"\s(?:(?:has|have|takes?|shall\s(?:have|take))\s(?:the\s)?|the\s(?=second|third|fourth|last)|(?:ranks?|comes?|goes|go|stands?)\s)"
    r"(?:first|second|third|fourth|next|last)\b",
    re.IGNORECASE,
)
_FEWEST: Final = 2
_NEAR: Final = 160  # characters between a verb and those that it is said of
_PLAIN_ORDER: Final = 3  # kinds of owner; an order that names more may name one of them twice
# All that are cut alike, and no more: "reduced pro rata among the Holders and all other sellers".
_ALIKE: Final = re.compile(
    r"\b(?:pro\s?-?rata|rate?ably|proportionate?ly|in\sproportion|equally|pari\spassu)\b", re.IGNORECASE
)
_ABOUT: Final = re.compile(
    r"\b(?:underwrit\w+|cut|cut-?\s?backs?|priority|lead bank|fewer (?:shares|securities|units)|"
    r"too (?:large|many|big)|over-?subscri\w+|not all (?:\w+ ){1,4}(?:can|may)|largest number|trim\w*)\b",
    re.IGNORECASE,
)
_HEADED: Final = re.compile(
    r"piggy|incidental|priorit|cut|underwrit|participat|reduction|joining|riding|allocation|"
    r"(?:company|other) (?:registration|offering)"
)
# What sets one owner before the next; "then" alone may be what follows from a condition.
_LINK: Final = re.compile(
    r"\b(?:first|next|second(?:ly)?|third(?:ly)?|last(?:ly)?|final(?:ly)?|thereafter|before|after|only)\b|"
    r"(?:[,;]|\band)\s(?:and\s)?then\b",
    re.IGNORECASE,
)
_IN_ORDER: Final = re.compile(r"\b(?:order|sequence|priority|priorities|rank\w*)\b", re.IGNORECASE)
_LONGEST: Final = 8000
_LEAST: Final = 3  # of the points that a sentence must have


def cutback_order(document: Document) -> Field[CutbackOrder]:
    """The order of the cutback, from the first that is cut to the last."""
    best: tuple[float, tuple[str, ...], Span] | None = None
    names = names_of(document)
    for place, sentence in enumerate(document.sentences):
        words = sentence.plain
        if len(words) > _LONGEST:
            continue  # no drafter's sentence
        before = document.sentences[place - 1] if place else sentence
        lead = before.plain if before.clause == sentence.clause else ""
        ranks = len(_RANKS.findall(words)) > 1
        if not ranks and not (
            _LIMITED.search(f"{sentence.heading} {lead} {words}")
            and (CUT.search(words) or INCLUDED.search(words))
        ):
            continue
        told = _told(sentence, names)
        if told is None:
            continue
        order, span = told
        score = min(len(order), 3) - place / 10_000
        score += 2 if ranks or _ABOUT.search(words) else 1 if _ABOUT.search(lead) else 0
        score += 1 if _HEADED.search(sentence.heading) else 0
        score += 1 if CUT.search(words) and re.search(r"\bfirst\b", words) else 0
        score -= 2 if _NOT_IT.search(words) else 0
        if score >= _LEAST and (best is None or score > best[0]):
            best = (score, order, span)
    return Field(Status.FOUND, CutbackOrder(best[1]), (best[2],), "order") if best is not None else absent()


def _told(sentence: Sentence, names: Names) -> tuple[tuple[str, ...], Span] | None:
    """The order that a sentence gives, and where; one of a single place only if several share it."""
    ranked = _ranked(sentence, names)
    if ranked is not None:
        return ranked
    order: tuple[str, ...] = ()
    span = sentence.span
    if _ORDERED.search(sentence.plain) or _NUMBERED.search(sentence.plain):
        order, span = _best_order(sentence, names)
    if len(order) < _FEWEST:
        compared = _compared(sentence, names)
        order, span = compared or _alike(sentence, names) or ((), span)
    return (order, span) if order else None


def _compared(sentence: Sentence, names: Names) -> tuple[tuple[str, ...], Span] | None:
    told = compared(sentence.plain, names)
    if told is None:
        return None
    order, start, end = told
    return order, Span(sentence.start + start, sentence.start + end)


def _alike(sentence: Sentence, names: Names) -> tuple[tuple[str, ...], Span] | None:
    """Those that are cut alike, as one place, where there is no other."""
    words = sentence.plain
    cut = CUT.search(words)
    if cut is None or not _ALIKE.search(words):
        return None
    found = [each for each in groups(words, 0, names) if " and " in each.name]
    if len(found) != 1 or abs(found[0].start - cut.start()) > _NEAR:
        return None
    return (found[0].name,), Span(sentence.start + found[0].start, sentence.start + found[0].end)


def _best_order(sentence: Sentence, names: Names) -> tuple[tuple[str, ...], Span]:
    """The order by numbered steps, else the fullest of those that the sentence can be read to give."""
    steps = sequence(sentence, names)
    if steps is not None and _NUMBERED.search(sentence.plain):
        return steps
    pairs = _compared(sentence, names)
    told = [(_kinds(pairs[0]), pairs)] if pairs is not None else []
    told += [(len(each[0]), each) for each in (steps, _order(sentence, names)) if each is not None]
    return max(told, key=lambda each: min(each[0], _PLAIN_ORDER))[1]


def _kinds(order: tuple[str, ...]) -> int:
    """How many kinds of owner an order names, those that share a place counted one by one."""
    return sum(1 + name.count(" and ") for name in order)


def _ranked(sentence: Sentence, names: Names) -> tuple[tuple[str, ...], Span] | None:
    """The order of places: "the Issuer has the first place, the Holders have the second"."""
    words = sentence.plain
    ranks = list(_RANKS.finditer(words))
    if len(ranks) < _FEWEST or not re.search(r"\b(?:place|priority|rank|offering|registration|claim)", words):
        return None
    order: list[str] = []
    low = 0
    for rank in ranks:
        owners = named(words, low, names, rank.start())
        if not owners:
            return None
        order.append(" and ".join(dict.fromkeys(each.name for each in owners)))
        low = rank.end()
    span = Span(sentence.start, sentence.start + low)
    if not CUT.search(words):
        order.reverse()  # who has the first place is cut last
    return tuple(order), span


def _order(sentence: Sentence, names: Names) -> tuple[tuple[str, ...], Span]:
    """The kinds of holder that the sentence names in order, and where."""
    words = sentence.plain
    start = _begins(words)
    found = groups(words, start, names)
    if not found:
        return (), sentence.span
    if not _linked(words, found):
        return (), sentence.span
    span = Span(sentence.start + found[0].start, sentence.start + found[-1].end)
    after = _ONLY_AFTER.search(words, start)
    if after is not None:
        # "these are reduced only after those have been left out, and before the others"
        stop = re.compile(r"\bbefore\b").search(words, after.end())
        until = stop.start() if stop else len(words)
        earlier = [each for each in found if after.start() <= each.start < until]
        found = [*earlier, *(each for each in found if each not in earlier)] if earlier else found
    order = list(dict.fromkeys(each.name for each in found))
    if cut_first(words, found[0].start, len(words)) is False:
        order.reverse()  # who is first to be included is last to be cut
    return tuple(order), span


def _linked(words: str, found: list[Owner]) -> bool:
    """Whether words of order stand at each of those that are named, or lead in to all of them."""
    if _IN_ORDER.search(words, max(0, found[0].start - _NEAR), found[0].start):
        return True
    return all(
        other.start - one.end < _NEAR and _LINK.search(words, max(0, one.start - 40), other.end + 30)
        for one, other in pairwise(found)
    )


def _begins(words: str) -> int:
    """Where the order begins: behind the words about the underwriter's advice."""
    lead = re.search(
        r"\b(?:shares shall be|in (?:this|the following) order|first\b|in a cut-?back\b|priority)",
        words,
        re.IGNORECASE,
    )
    if lead is None:
        return 0
    comma = words.rfind(",", 0, lead.start())
    semicolon = words.rfind(";", 0, lead.start())
    return max(comma, semicolon, 0)
