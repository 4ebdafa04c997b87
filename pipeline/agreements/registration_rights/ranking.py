"""The order in which a passage ranks those that it names: "first …; second …", "A, then B", "… are cut last".

A passage is cut into pieces at its words of order, its labels and its stops. A word of order ranks the piece
before it ("these are cut first,") or the one behind it ("first, these"). The pieces that are ranked stand in
the order of the text unless a word says "last" before "first".
"""

from __future__ import annotations

import re
from typing import Final, NamedTuple

from pipeline.agreements.document import bare
from pipeline.agreements.registration_rights.cutting import CUT, includes, verbs
from pipeline.agreements.registration_rights.owners import Names, Owner, groups

_LABEL: Final = r"\(?(?:i{1,3}|iv|v|[a-e]|[A-E]|[1-5]|[w-z])\)\s"
_ORDINAL: Final = (
    r"(?:(?:(?<!has\s)(?<!have\s)(?<!having\s)(?<!been\s)first(?:ly)?|"
    r"first(?=\s(?:priority|place|call|claim|turn)\b)|"
    r"second(?:ly)?|third(?:ly)?|fourth(?:ly)?|fifth)(?!\s(?:been|refusal|time|sentence|paragraph|proviso|anniversary|"
    r"(?:\w+\s)?(?:days?|month|quarter|year|date|closing)|part(?:y|ies))\b)|"
    r"(?:only\s)?(?<!their\s)(?<!the\s)then(?!\s(?:outstanding|held|owned|owning|holding|so|effective|be|been)\b)|next|thereafter|"
    r"not\sat\sall|finally|last(?:ly)?(?!\s(?:sentence|paragraph|proviso|\w*\s?day|of\sthe\s(?!shares|securities))\b)|(?:only\s)?after\s(?:which|that|(?:all|both)(?=[,;.]|$)|(?:(?:all|both)\s(?:of\s)?)?"
    r"(?:those|these|them|it(?=,?\s(?:the|those|comes?|goes)\b)|the\sforegoing|the\saforesaid))(?!\s(?:shares|securities|stock|units|of|held|owned)\b)"
    r"(?:\s(?:have|has)\sbeen\s\w+(?:\sout|\sback)?)?|"
    r"(?:any|the)\s(?:remaining\s(?:capacity|room|space|availability|portion)|balance|remainder|rest)\b"
    r"(?=[^,;.]{0,40}\b(?:to|for|by)\b))"
)
_MARK: Final = re.compile(
    rf"(?P<label>(?:(?<=[\s,;:])|^){_LABEL})(?:{_ORDINAL},?\s)?|\b{_ORDINAL}\b", re.IGNORECASE
)
_RANKS: Final = (
    ("first", 1), ("second", 2), ("third", 3), ("fourth", 4), ("fifth", 5), ("last", 99), ("not at all", 99),
    ("final", 99),
    ("remain", 99), ("balance", 99), ("rest", 99),
)  # fmt: skip
# Where a clause of its own begins; a mere list goes on behind a comma.
_BREAK: Final = re.compile(
    r";\s(?:and\s|but\s)?|\.\s(?=\S)|"
    r",\s(?:and|but|while|with)\s(?!only\b)(?=[^,;.]{3,160}?\b(?:shall|will|must|are|is|has|have|gives?|comes?|goes?|being)\b)|"
    r",\s(?:and|but)\s(?=[^,;.]{3,60}?\s(?:only\safter|last)\s?(?:\w+\s?)?[,;.])|"
    rf",\s(?:and|but)\s(?={CUT.pattern}\b)",
    re.IGNORECASE,
)
# In "in this order, A, B, and C" the commas part the steps.
_LIST_COMMA: Final = re.compile(r",\s(?:and\s|then\s)?|;\s(?:and\s|then\s)?|\.\s(?=\S)")
_COMMA: Final = re.compile(r"[,;:]\s|\.\s")
# What stands behind the word that ranks what is before it: "are cut first, …", "shall be the last to be cut".
_CLOSES: Final = re.compile(r"\s?(?:[,;.)]|$|(?:and|but|of all|place|call|claim|turn|to be|priority|rank)\b)")
_SAID_OF: Final = re.compile(
    r"\b(?:has|have|takes?|gets?|be|is|are|comes?|ranks?|stands?|goes?)\s(?:the\s)?$", re.IGNORECASE
)
_SET_OFF: Final = re.compile(r"[,:(]\s?$")
_ASIDE: Final = re.compile(
    r"(?:^|[;,.]\s?)(?:but|provided|save|except|in each case|subject|however|so that|until|nothing in)\b",
    re.IGNORECASE,
)
_LISTED: Final = re.compile(
    r"\b(?:order|sequence|priority|priorities|manner|follows)\b[^.;:]{0,60}:\s|"
    r"\bin\s(?:this|the\sfollowing)\s(?:order|sequence),\s",
    re.IGNORECASE,
)
# What a piece says of its shares is not about whose they are.
_REST: Final = re.compile(
    r",?\s(?:pro rata(?!\swith\b)|(?:rate?ably|proportionate?ly|equally)(?!\swith\b)|in proportion|"
    r"to the extent|based on|on a pro|save that|if any|that they|only if|until|according|as nearly|"
    r"allocated|without\s(?:regard|limit|reduc\w+|preference|distinction)|in each case)\b",
    re.IGNORECASE,
)
_OF_STOCK: Final = re.compile(
    r"\b(?:stock|securities|shares)\sof\sthe\s\w+\s(?:that\sare\s)?(?:held|owned|requested|beneficially|"
    r"sought)\b",
    re.IGNORECASE,
)
# "the Company shall reduce or eliminate | any securities other than Registrable Securities"
_CUTS: Final = re.compile(
    rf"(?:(?:the\s)?[A-Z]\w+\s)?(?:shall|will|must|may)\s(?:{CUT.pattern})(?:(?:,|,?\sor)\s(?:{CUT.pattern}))*\s",
    re.IGNORECASE,
)
_LEAD: Final = re.compile(
    r"(?:(?:up to|all|any|the|those|of|such|by|to|from|for|shares|securities|stock|units|held|owned|offered|"
    r"account|requested|sold|be|proposed)\s){1,12}",
    re.IGNORECASE,
)
_MAIN: Final = re.compile(r"then,?\s[^,;.:]{1,60}?\b(?:shall|will|must|may)\b")
_SHORTEST, _LONGEST = 3, 90
_REACH: Final = 240  # characters between a step and the verb that it depends on
_VERB_ENDS: Final = 16  # characters of a verb that its word of order is a part of: "has the first place"
_FEWEST: Final = 2


class Piece(NamedTuple):
    """A part of a passage: its range, the word of order that ranks it, and whether a list holds it."""

    start: int
    end: int
    mark: str | None
    listed: bool


class Ranking(NamedTuple):
    """Owners from the first that is cut to the last, and where they are told."""

    order: tuple[str, ...]
    start: int
    end: int
    last: bool  # whether one that stands alone is cut after those that are compared


def ranked(words: str, names: Names, compared: tuple[tuple[int, int], ...]) -> Ranking | None:
    """The order that a passage tells step by step; None where it ranks nobody.

    `compared` are the ranges in which it compares one owner with another: no steps of their own.
    """
    told = [
        (piece, name)
        for piece in _pieces(words, names)
        if not any(low < piece.end and piece.start < high for low, high in compared)
        and (name := _owner(words, piece, names)) is not None
    ]
    if len(told) < _FEWEST and not (told and compared):
        return None
    cut = _cut_first(words, told[0][0], names)
    if cut is None:
        return None
    ranks = [_rank(piece.mark) for piece, _ in told]
    known = [rank for rank in ranks if rank is not None]
    places = list(range(len(told)))
    if known != sorted(known):
        places.sort(key=lambda i: (ranks[i] or i + 1, i))
    outright = {name for _, name in told}
    # "the Registrable Stock" and "the Stockholders" are one and the same
    shares: dict[str, str] = {}
    named = []
    for _, name in told:
        of_what, _, owner = name.rpartition(" of ")
        same = shares.setdefault(of_what, name) if of_what in names.stock else name
        named.append(owner if owner in outright else same)
    order = tuple(dict.fromkeys(named[i] for i in places))
    if len(order) < _FEWEST and not compared:
        return None
    late = (ranks[0] != 1) is cut
    start, end = told[0][0].start, told[-1][0].end
    start += len(words[start:end]) - len(words[start:end].lstrip(" ,:;\n"))
    end = start + len(words[start:end].rstrip())
    return Ranking(order if cut else order[::-1], start, end, late)


def _rank(mark: str | None) -> int | None:
    lowered = (mark or "").lower()
    return next((rank for word, rank in _RANKS if word in lowered), None)


def _cut_first(words: str, first: Piece, names: Names) -> bool | None:
    """Whether the steps run from the first that is cut; None where no verb near the first step says it.

    The last verb of the clause before it counts, else the first verb in it, else the last one before it.
    """
    low, high = max(0, first.start - _REACH), min(first.end + _VERB_ENDS, first.start + _REACH)
    hidden = [(each.start, each.end) for each in groups(words, low, names, high)]
    told = list(verbs(words, low, high, hidden=hidden))
    before = [each for each in told if each[0] < first.start]
    clause = _clause_start(words, first.start)
    near = [each for each in before if each[0] >= clause]
    inside = [each for each in told if each[0] >= first.start]
    if near or (before and not inside):
        return max(near or before)[1]
    if inside:
        return min(inside)[1]
    return False if includes(words[low:high]) else None  # "the shares to be included shall be first …"


def _pieces(words: str, names: Names) -> list[Piece]:
    """The parts of a passage that are ranked, or are items of a list that is said to be an order."""
    listed = _LISTED.search(words)
    begin = listed.end() if listed is not None else 0
    marks = _marks(words, begin)
    if not marks and listed is None:
        return []
    low = begin if listed is not None else _clause_start(words, marks[0].start())
    edges: list[tuple[int, int, re.Match[str] | None]] = [(mark.start(), mark.end(), mark) for mark in marks]
    between = _LIST_COMMA if listed is not None and not marks else _BREAK
    edges += [(found.start(), found.end(), None) for found in between.finditer(words, low)]
    out: list[Piece] = []
    opened: str | None = None  # the mark before the piece
    item = listed is not None
    for start, end, mark in (*sorted(edges, key=lambda edge: edge[0]), (len(words), len(words), None)):
        if start < low:
            continue
        ranks_it = (
            mark is not None
            and opened is None
            and _stands_behind(words, low, mark)
            and bool(groups(words, low, names, start))
        )
        piece = Piece(low, start, mark.group() if mark is not None and ranks_it else opened, item)
        aside = _ASIDE.search(words, low, start) if out else None
        if aside is not None and aside.start() > low:
            piece = piece._replace(end=aside.start())
        if piece.mark is not None or piece.listed:
            out.append(piece)
        labelled = mark is not None and mark["label"] is not None
        if out and not labelled and (aside is not None or _ASIDE.match(words, end)):
            break
        opened = mark.group() if mark is not None and not ranks_it else None
        item = listed is not None and not ranks_it
        low = end
    return out


def _marks(words: str, begin: int) -> list[re.Match[str]]:
    """The labels of a list or, where it has none, the words of order."""
    found = list(_MARK.finditer(words, begin))
    labels = [mark for mark in found if mark["label"]]
    plain = [mark for mark in found if not mark["label"]]
    if plain and _MAIN.match(words, plain[0].start()):
        plain = plain[1:]  # "if …, then the Company shall": the clause that the order stands in
    if len(labels) >= _FEWEST:
        inner = [mark for mark in plain if labels[0].end() <= mark.start() < labels[1].start()]
        if len(inner) < _FEWEST:
            return labels
        plain = inner  # "(i) in a registration of the Company, first …, second …; and (ii) …"
    return plain


def _clause_start(words: str, place: int) -> int:
    return max((each.end() for each in _COMMA.finditer(words, 0, place)), default=0)


def _stands_behind(words: str, low: int, mark: re.Match[str]) -> bool:
    """Whether a word of order is said of what stands before it."""
    if mark["label"]:
        return False
    lead = words[low : mark.start()]
    if _SAID_OF.search(lead):
        return True
    return _SET_OFF.search(lead) is None and _CLOSES.match(words, mark.end()) is not None


def _owner(words: str, piece: Piece, names: Names) -> str | None:
    """Whose shares a piece is about, in the agreement's words."""
    rest = _REST.search(words, piece.start + 1, piece.end)
    end = rest.start() if rest else piece.end
    found: list[Owner] = groups(words, piece.start, names, piece.end)
    told = [each for each in found if each.start < end]
    # "the Registrable Stock, pro rata among the Stockholders": those that own it
    found = told if any(each.outright for each in told) else found
    outright = [each for each in found if each.outright]
    owners = list(dict.fromkeys(each.name for each in outright or found))
    if len(owners) > 1 and end - piece.start > _REACH:
        return None  # a duty in which several parties come up, and no step of an order
    if len(owners) > 1 and _OF_STOCK.search(words, piece.start, piece.end):
        owners = [name for name in owners if name not in names.company] or owners
    if owners:
        return " and ".join(owners)
    if _rank(piece.mark) is None:
        return None
    left = words[piece.start : end].strip(" ,;:.")
    cuts = _CUTS.match(left)
    left = left[cuts.end() :] if cuts is not None else left
    lead = _LEAD.match(left)
    name = bare(" ".join(left[lead.end() if lead else 0 :].split()))
    return name if _SHORTEST <= len(name) <= _LONGEST else None
