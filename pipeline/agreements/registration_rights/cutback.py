"""Whose shares are left out first where an underwriter limits their number."""

from __future__ import annotations

import re
from typing import Final

from pipeline.agreements.document import Document, Sentence
from pipeline.agreements.registration_rights.model import CutbackOrder
from pipeline.agreements.registration_rights.owners import CUT, INCLUDED, Names, cut_first, named, names_of
from pipeline.agreements.registration_rights.sequence import before, sequence
from pipeline.agreements.values import Field, absent
from pipeline.model import Status
from pipeline.spans import Span

_LIMITED: Final = re.compile(
    r"\b(?:cut\s?-?back\w*|cut back|taken out|too large|fewer|underwriter\w*|limit\w*|reduc\w+|exclu\w+|"
    r"left out|priority|oversubscri\w+|fewer shares)\b",
    re.IGNORECASE,
)
_ORDERED: Final = re.compile(
    r"\b(?:first|then|next|last|lastly|finally|second|secondly|third|thirdly|thereafter|only after|"
    r"before|priority|sequence)\b",
    re.IGNORECASE,
)
_ONLY_AFTER: Final = re.compile(r"\bonly after\b(?!\s(?:both|that|those|this|it|them)\b)", re.IGNORECASE)
_TOGETHER: Final = re.compile(
    r"(?:'s?)?(?:\s(?:own\s)?(?:shares|securities))?\s(?:and|pro rata with|on a pro rata basis with|"
    r"equally with|together with|rateably with)\s"
    r"(?:(?:the|of|those|that|remaining|shares|securities|any|its|all)\s){0,5}"
)
_NUMBERED: Final = re.compile(r"\((?:i|a|A|1)\)\s.*\((?:ii|b|B|2)\)\s", re.DOTALL)
# Places in an offering: "has the first place", "have the second", "ranks third".
_RANKS: Final = re.compile(
    r"\s(?:(?:has|have|takes?|shall\s(?:have|take))\s(?:the\s)?|(?:ranks?|comes?|goes|go|stands?)\s)"
    r"(?:first|second|third|fourth|next|last)\b",
    re.IGNORECASE,
)
_FEWEST: Final = 2
_PLAIN_ORDER: Final = 3  # kinds of owner; an order that names more may name one of them twice
_UNLESS: Final = re.compile(
    r"\b(?:the\s\w+\s)?shall\snot\s(?:exclude|reduce|"
    r"limit)\s(?P<kept>[^.;]{1,80}?)\sunless\s[^.;]{0,60}?\bfirst\sexcluded\s(?P<cut>[^.;]{1,300})",
    re.IGNORECASE,
)


def cutback_order(document: Document) -> Field[CutbackOrder]:
    """The order of the cutback, from the first that is cut to the last."""
    best: tuple[float, tuple[str, ...], Span] | None = None
    names = names_of(document)
    for place, sentence in enumerate(document.sentences):
        words = sentence.plain
        ranks = len(_RANKS.findall(words)) > 1
        if not ranks and not (_LIMITED.search(words) and (CUT.search(words) or INCLUDED.search(words))):
            continue
        ranked = _ranked(sentence, names)
        kept = _unless(document, sentence, names[1])
        if ranked is not None:
            order, span = ranked
        elif kept is not None:
            order, span = kept
        elif _ORDERED.search(words) or re.search(r"\border\b", words):
            order, span = _best_order(sentence, names)
        else:
            continue
        score = min(len(order), 3) - place / 10_000
        score += (
            2
            if ranks
            or re.search(
                r"\b(?:underwriter|cut-?\s?back|priority|lead bank|fewer shares|fewer securities|too large)",
                words,
                re.IGNORECASE,
            )
            else 0
        )
        score += (
            1
            if re.search(
                r"piggy|incidental|priorit|cut|underwrit|participat|reduction|joining", sentence.heading
            )
            else 0
        )
        score += 1 if CUT.search(words) and re.search(r"\bfirst\b", words) else 0
        if len(order) >= 2 and score >= 3 and (best is None or score > best[0]):
            best = (score, order, span)
    return Field(Status.FOUND, CutbackOrder(best[1]), (best[2],), "order") if best is not None else absent()


def _best_order(sentence: Sentence, names: Names) -> tuple[tuple[str, ...], Span]:
    """The order by numbered steps, else the fullest of those that the sentence can be read to give."""
    steps = sequence(sentence, names)
    if steps is not None and _NUMBERED.search(sentence.plain):
        return steps
    told = (steps, before(sentence, names), _order(sentence, names))
    return max(filter(None, told), key=lambda each: min(len(each[0]), _PLAIN_ORDER))


def _ranked(sentence: Sentence, names: Names) -> tuple[tuple[str, ...], Span] | None:
    """The order of places: "the Issuer has the first place, the Holders have the second"."""
    words = sentence.plain
    ranks = list(_RANKS.finditer(words))
    if len(ranks) < _FEWEST or not re.search(r"\b(?:place|priority|rank|offering|registration|claim)", words):
        return None
    order: list[str] = []
    low = 0
    for rank in ranks:
        owners = sorted(named(words[: rank.start()], low, names))
        if not owners:
            return None
        order.append(" and ".join(dict.fromkeys(name for _, _, name in owners)))
        low = rank.end()
    span = Span(sentence.start, sentence.start + low)
    if not CUT.search(words):
        order.reverse()  # who has the first place is cut last
    return tuple(order), span


def _unless(
    document: Document, sentence: Sentence, holders: tuple[str, ...]
) -> tuple[tuple[str, ...], Span] | None:
    """The order in "shall not exclude any of these unless it has first excluded all of those"."""
    found = _UNLESS.search(sentence.plain)
    if found is None:
        return None
    kept = next((name for name in holders if name in document.terms and name.endswith("s")), None) or next(
        iter(holders), None
    )
    others = re.search(
        r"\bholders\s(?:of\s)?(?:which|whom|who)?\s?(?:are\s)?not\sentitled[^,.;]*?(?=\sof\ssuch|\sin\s|"
        r"\sor\s|[,.;]|$)",
        found["cut"],
    )
    cut = " ".join(others.group().split()) if others else "others"
    if kept is None:
        return None
    return (cut, kept), Span(sentence.start + found.start(), sentence.start + found.end())


def _order(sentence: Sentence, names: Names) -> tuple[tuple[str, ...], Span]:
    """The kinds of holder that the sentence names in order, and where."""
    words = sentence.plain
    start = _begins(words)
    found = _joined(words, sorted(named(words, start, names)))
    if not found:
        return (), sentence.span
    span = Span(sentence.start + found[0][0], sentence.start + found[-1][1])
    after = _ONLY_AFTER.search(words, start)
    if after is not None:
        # "these are reduced only after those have been left out, and before the others"
        stop = re.compile(r"\bbefore\b").search(words, after.end())
        until = stop.start() if stop else len(words)
        earlier = [each for each in found if after.start() <= each[0] < until]
        found = [*earlier, *(each for each in found if each not in earlier)] if earlier else found
    order = list(dict.fromkeys(name for _, _, name in found))
    if cut_first(words, found[0][0], len(words)) is False:
        order.reverse()  # who is first to be included is last to be cut
    return tuple(order), span


def _joined(words: str, found: list[tuple[int, int, str]]) -> list[tuple[int, int, str]]:
    """Neighbours that are cut together, as one: "the Holders pro rata with holders of equal rights"."""
    out: list[tuple[int, int, str]] = []
    for start, end, name in found:
        if out and _TOGETHER.fullmatch(words, out[-1][1], start) and out[-1][2] != name:
            first, _, before = out.pop()
            out.append((first, end, f"{before} and {name}"))
        else:
            out.append((start, end, name))
    return out


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
