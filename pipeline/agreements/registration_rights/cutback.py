"""Whose shares are left out first where an underwriter limits their number."""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import pairwise
from typing import Final

from pipeline.agreements.document import Document, Sentence
from pipeline.agreements.registration_rights.comparisons import Comparison, comparisons, sharing
from pipeline.agreements.registration_rights.cutting import CUT, says_either, verbs
from pipeline.agreements.registration_rights.model import CutbackOrder
from pipeline.agreements.registration_rights.owners import Names, Owner, groups, names_of
from pipeline.agreements.registration_rights.ranking import Ranking, ranked
from pipeline.agreements.values import Field, absent
from pipeline.extract.sentences import Said
from pipeline.model import Status
from pipeline.spans import Span

_LIMITED: Final = re.compile(
    r"\b(?:cut(?:-?\s?back\w*)?|taken out|too (?:large|many|big|much)|fewer|underwrit\w+|limit\w*|reduc\w+|"
    r"exclu\w+|left out|priority|over-?subscri\w+|lead (?:bank|manager)|book-?runner|trim\w*|room|"
    r"(?:not|n't) all|cannot all|(?:first|second|third) (?:place|call|claim)|scal\w+ back|"
    r"(?:largest|maximum) number|exceeds?)\b",
    re.IGNORECASE,
)
_SAYS_LIMIT: Final = Said.of(_LIMITED)
# Sentences that speak of something else, whatever else they name.
_NOT_IT: Final = re.compile(
    r"\b(?:indemni\w+|liable|liabilit\w+|liquidated damages|hold-?back|expenses|payments?|"
    r"prospectus(?:es)?)\b",
    re.IGNORECASE,
)
_ORDERED: Final = re.compile(
    r"\b(?:first|then|next|last|lastly|finally|second|secondly|third|thirdly|thereafter|after|before|until|"
    r"unless|ahead|prior|priority|precede\w*|sequence|order|rank\w*|only|senior|junior|subordinat\w+|"
    r"preference|precedence)\b",
    re.IGNORECASE,
)
_NEAR: Final = 160  # characters between a verb and those that it is said of
# All that are cut alike, and no more: "reduced pro rata among the Holders and all other sellers".
_ALIKE: Final = re.compile(
    r"\b(?:pro\s?-?rata|rate?ably|proportionate?ly|in\sproportion|equally|pari\spassu)\b", re.IGNORECASE
)
_SAYS_ORDER: Final = Said.of(_ORDERED, _ALIKE)
_NOT_CUT: Final = re.compile(
    rf"\b(?:and|but|while)\s(?P<who>[^,;.]{{3,80}}?)\s(?:(?:shall|will|may|need)\snot\sbe|(?:are|is)\snot)\s{CUT.pattern}"
    r"(?=\s?(?:at\sall)?\s?(?:[;.]|$))",
    re.IGNORECASE,
)
_ABOUT: Final = re.compile(
    r"\b(?:underwrit\w+|cut|(?:first|second|third) (?:place|call|claim)|cut-?\s?backs?|priority|"
    r"lead (?:bank|manager)|book-?runner|fewer (?:shares|securities|units)|too (?:large|many|big|much)|"
    r"over-?subscri\w+|not all (?:\w+ ){1,4}(?:can|may)|(?:largest|maximum) number|"
    r"trim\w*|limit\w* (?:on|to) the number)\b",
    re.IGNORECASE,
)
_HEADED: Final = re.compile(
    r"piggy|incidental|priorit|cut|underwrit|participat|reduction|joining|riding|allocation|"
    r"(?:company|other) (?:registration|offering)"
)
# Where a passage goes on in the next paragraph: the steps of a list, one by one.
_GOES_ON: Final = re.compile(r"(?:[:;,]|;\s(?:and|or|then))\s*$")
_NEXT_STEP: Final = re.compile(
    r"(?:(?:First|Second|Third|Then|Next|Last|Only then|Thereafter|After (?:that|those|these))\b|"
    r"If (?:more|that is not|still|even)\b)",
)
_FEWEST: Final = 2
_LONGEST: Final = 8000
_MOST: Final = 6  # sentences of one passage
_LEAST: Final = 3  # of the points that a passage must have

_Order = tuple[tuple[str, ...], int, int]


def cutback_order(document: Document) -> Field[CutbackOrder]:
    """The order of the cutback, from the first that is cut to the last."""
    best: tuple[float, tuple[str, ...], Span] | None = None
    names = names_of(document)
    sentences = document.sentences
    lists = [place for place, sentence in enumerate(sentences) if sentence.plain.endswith(":")]
    for place in sorted({*document.saying(_SAYS_ORDER), *lists}):
        sentence = sentences[place]
        passage = _passage(document, place)
        words = document.plain[passage.start : passage.end]
        if len(words) > _LONGEST:
            continue  # no drafter's sentence
        before = sentences[place - 1] if place else sentence
        lead = before.plain if before.clause == sentence.clause else ""
        limited = (
            _SAYS_LIMIT.within(document.text, passage)
            or (lead and document.says(_SAYS_LIMIT, before))
            or _LIMITED.search(sentence.heading)
        )
        if not (limited and says_either(words)):
            continue
        told = _told(words, names)
        if told is None:
            continue
        order, start, end = told
        score = min(len(order), 3) - place / 10_000
        score += 2 if _ABOUT.search(words) else 1 if _ABOUT.search(lead) else 0
        score += 1 if _HEADED.search(sentence.heading) else 0
        score += 1 if re.search(r"\bfirst\b", words) else 0
        score -= 2 if _NOT_IT.search(words) else 0
        if score >= _LEAST and (best is None or score > best[0]):
            best = (score, order, Span(passage.start + start, passage.start + end))
    return Field(Status.FOUND, CutbackOrder(best[1]), (best[2],), "order") if best is not None else absent()


def _passage(document: Document, place: int) -> Span:
    """A sentence with those that go on with its list, step by step."""
    first = last = document.sentences[place]
    for each in document.sentences[place + 1 : place + _MOST]:
        if not (_GOES_ON.search(last.plain) or (_NEXT_STEP.match(each.plain) and _close(first, each))):
            break
        last = each
    return Span(first.start, last.end)


def _close(one: Sentence, other: Sentence) -> bool:
    """Whether a sentence stands in the clause of the other, or in a part of it or beside it."""
    a, b = one.clause or "", other.clause or ""
    return a == b or b.startswith(f"{a}/") or a.rpartition("/")[0] == b.rpartition("/")[0] != ""


def _told(words: str, names: Names) -> _Order | None:
    """The order that a passage gives, and where; one of a single place only if several share it."""
    pairs = comparisons(words, names)
    steps = ranked(words, names, tuple((each.start, each.end) for each in pairs))
    return _joined(words, names, pairs, steps) or _alike(words, names)


def _joined(words: str, names: Names, pairs: list[Comparison], steps: Ranking | None) -> _Order | None:
    """The steps and the comparisons as one order; where they contradict each other the steps alone."""
    order = steps.order if steps is not None else ()
    places = [
        place for each in pairs for owner in (each.first, each.other) for place in (owner.start, owner.end)
    ]
    places += [steps.start, steps.end] if steps is not None else []
    links = [*_plain(pairs, order), *pairwise(order)]
    if steps is not None and len(order) == 1:
        others = dict.fromkeys(name for link in links for name in link if name != order[0])
        if len(links) == 0 or not any(order[0] in link for link in links):
            links += [(name, order[0]) if steps.last else (order[0], name) for name in others]
    chained = _chained(links)
    if chained is None:
        chained = order
    chained = (*chained, *_never(words, names, chained)) if chained else chained
    shared = sharing(words, names) if pairs and steps is None else {}
    chained = tuple(dict.fromkeys(shared.get(name, name) for name in chained))
    return (chained, min(places), max(places)) if len(chained) >= _FEWEST else None


def _never(words: str, names: Names, order: tuple[str, ...]) -> Iterator[str]:
    """Those that are not cut at all, behind the others: "and the Company's shares shall not be reduced"."""
    for found in _NOT_CUT.finditer(words):
        who = {each.name for each in groups(words, found.start("who"), names, found.end("who"))}
        if len(who) == 1 and not any(name in each for name in who for each in order):
            yield from who


def _plain(pairs: list[Comparison], order: tuple[str, ...]) -> Iterator[tuple[str, str]]:
    """The names of each pair: shares go by their owner, and who shares a step by that step."""
    outright = {each.name for pair in pairs for each in pair[:2] if each.outright} | set(order)

    def plain(each: Owner) -> str:
        owner = each.name.rpartition(" of ")[2]
        name = owner if not each.outright and owner in outright else each.name
        return next((step for step in order if name in step.split(" and ") or each.name in step), name)

    for pair in pairs:
        one, other = plain(pair.first), plain(pair.other)
        # "before all others": before everyone else that is named
        for each in order if other == "others" and order else (other,):
            if one != each:
                yield one, each


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


def _alike(words: str, names: Names) -> _Order | None:
    """Those that are cut alike, as one place, where there is no other."""
    cut = next((at for at, cut in verbs(words, 0, len(words)) if cut), None)
    if cut is None or not _ALIKE.search(words):
        return None
    found = [each for each in groups(words, 0, names) if " and " in each.name]
    if len(found) != 1 or abs(found[0].start - cut) > _NEAR:
        return None
    if ";" in words[min(cut, found[0].end) : max(cut, found[0].start)]:
        return None
    return (found[0].name,), found[0].start, found[0].end
