"""Whose shares are left out first where an underwriter limits their number."""

from __future__ import annotations

import re
from typing import Final, NamedTuple

from pipeline.agreements.document import Document, Sentence
from pipeline.agreements.registration_rights.model import CutbackOrder
from pipeline.agreements.values import Field, absent
from pipeline.model import Status
from pipeline.spans import Span

_LIMITED: Final = re.compile(
    r"\b(?:cut\s?-?back\w*|cut back|taken out|too large|fewer|underwriter\w*|limit\w*|reduc\w+|exclu\w+|"
    r"left out|priority|fewer shares)\b",
    re.IGNORECASE,
)
_ORDERED: Final = re.compile(
    r"\b(?:first|then|next|last|lastly|finally|second|secondly|third|thirdly|thereafter|only after|"
    r"before any)\b",
    re.IGNORECASE,
)
_CUT: Final = re.compile(
    r"\b(?:exclu\w+|cut|left out|leave out|give way|reduc\w+|omit\w*|eliminat\w+|drop\w*|remov\w+|tak(?:en|"
    r"ing) out|come out)\b",
    re.IGNORECASE,
)
_INCLUDED: Final = re.compile(
    r"\b(?:includ(?:e|ed|ing)|priority|allocat\w+|registered in the following)\b", re.IGNORECASE
)
_PARTING: Final = re.compile(
    r"(?:[,;:]|\band\b|\bbefore\b|\bthen\b|\bnext\b|\bfirst\b|\blast(?:ly)?\b|\bfinally\b|\bsecond(?:ly)?\b|"
    r"\bthird(?:ly)?\b|"
    r"\bonly (?:after|thereafter)\b|\(?\b(?:i{1,3}|iv|[abcd])\))",
    re.IGNORECASE,
)
_HOLD: Final = (
    r"(?:share|stock|security|security-|unit|interest|equity)?\s?-?"
    r"(?:holders?|stockholders?|shareholders?|persons?|parties|owners|sellers?|investors?)"
)
_OTHERS: Final = re.compile(
    rf"\b(?:(?:any|all|the)\s)?(?P<it>[A-Z]\w+'s\s(?:employees|officers|directors|management)|"
    rf"(?:any\s)?(?:other)(?:\s(?:selling|participating|such|existing|requesting))*\s{_HOLD}(?:\s(?:of|with|"
    rf"having|who|not|that)\s[^,.;]*?)?(?=\b)|"
    rf"(?:all\s)?others|{_HOLD}\s(?:of\s(?:other|any other)\s\w+|(?:of|with|having)\sequal\srights|"
    rf"other\sthan\s[A-Z]\w+(?:\sand\s[A-Z]\w+)?|(?:who\sare\s)?(?:not\sentitled|having\sno|with\sno|"
    rf"without)\s[^,.;]*|(?:other\sthan|that\sare\snot)[^,.;]*)|"
    rf"(?:third parties|other securities|securities of others))",
    re.IGNORECASE,
)
_PROPER: Final = re.compile(r"[A-Z][a-z]+")
_HOLDERS: Final = (
    "Holders", "Holder", "Purchasers", "Purchaser", "Investors", "Investor", "Buyers", "Buyer", "Subscribers",
    "Subscriber", "Stockholders", "Shareholders", "Selling Holders",
)  # fmt: skip
_ONLY_AFTER: Final = re.compile(r"\bonly after\b(?!\s(?:both|that|those|this|it|them)\b)", re.IGNORECASE)
# Who does the cutting is not cut.
_CUTTER: Final = re.compile(
    r"(?:'s?)?\s(?:itself\s)?(?:shall|will|may|is obligated|must|agrees|need)\b(?!\s(?:be|give|stand|come))"
)
_TOGETHER: Final = re.compile(
    r"(?:'s?)?(?:\s(?:own\s)?(?:shares|securities))?\s(?:and|pro rata with|on a pro rata basis with|"
    r"equally with|together with|rateably with)\s"
    r"(?:(?:the|of|those|that|remaining|shares|securities|any|its|all)\s){0,5}"
)
_UNLESS: Final = re.compile(
    r"\b(?:the\s\w+\s)?shall\snot\s(?:exclude|reduce|"
    r"limit)\s(?P<kept>[^.;]{1,80}?)\sunless\s[^.;]{0,60}?\bfirst\sexcluded\s(?P<cut>[^.;]{1,300})",
    re.IGNORECASE,
)
_TAIL: Final = re.compile(
    r"\s(?:shall|will|are|is|be|pro rata|on a pro|in proportion|if any|before|then|next|first|last|only|"
    r"requested|proposed|sought|to be|based|until|and)\b.*$",
    re.IGNORECASE | re.DOTALL,
)


class _Names(NamedTuple):
    """How the text calls the company and the holders, and all of its terms."""

    company: tuple[str, ...]
    holders: tuple[str, ...]
    terms: frozenset[str]


def cutback_order(document: Document) -> Field[CutbackOrder]:
    """The order of the cutback, from the first that is cut to the last."""
    best: tuple[float, tuple[str, ...], Span] | None = None
    names = _names(document)
    for place, sentence in enumerate(document.sentences):
        words = sentence.plain
        if not _LIMITED.search(words) or not (_CUT.search(words) or _INCLUDED.search(words)):
            continue
        kept = _unless(document, sentence, names[1])
        if kept is not None:
            order, span = kept
        elif _ORDERED.search(words) or re.search(r"\border\b", words):
            order, span = _order(sentence, names)
        else:
            continue
        score = min(len(order), 3) - place / 10_000
        score += (
            2
            if re.search(
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
        score += 1 if _CUT.search(words) and re.search(r"\bfirst\b", words) else 0
        if len(order) >= 2 and score >= 3 and (best is None or score > best[0]):
            best = (score, order, span)
    return Field(Status.FOUND, CutbackOrder(best[1]), (best[2],), "order") if best is not None else absent()


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


def _order(sentence: Sentence, names: _Names) -> tuple[tuple[str, ...], Span]:
    """The kinds of holder that the sentence names in order, and where."""
    words = sentence.plain
    start = _begins(words)
    found = _joined(words, sorted(_named(words, start, names)))
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
    told = [
        (each.end(), cut)
        for pattern, cut in ((_CUT, True), (_INCLUDED, False))
        for each in pattern.finditer(words)
    ]
    before = [each for each in told if each[0] <= found[0][0]] or told
    if before and not max(before)[1]:
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


def _named(words: str, start: int, names: _Names) -> list[tuple[int, int, str]]:
    company, holders, terms = names
    out: list[tuple[int, int, str]] = []
    taken: list[Span] = []
    for found in _OTHERS.finditer(words, start):
        name = " ".join(found["it"].split())
        name = name if "other than" in name or "entitled" in name else _TAIL.sub("", name)
        out.append((found.start("it"), found.end("it"), name.strip(" ,")))
        taken.append(Span(found.start("it"), found.end("it")))
    spoken = [
        (name, rf"\b{re.escape(name)}\b(?!\s(?:or|and) (?:any )?(?:the )?underwriter)")
        for name in (*holders, *company)
    ]
    if holders:
        spoken.append((holders[0], r"\bRegistrable \w+\b(?!\s(?:of|held|owned)\b)|\bSubject Shares\b"))
    if company:
        spoken.append((company[0], r"\b(?:its own|for its own account)\b"))
    if "you" in terms:
        spoken.append(("you", r"\byours\b"))
    if "we" in terms:
        spoken.append(("we", r"\bours\b"))
    for name, pattern in spoken:
        for place in re.compile(pattern).finditer(words, start):
            low, high = place.span()
            if any(span.start <= low < span.end for span in taken) or _CUTTER.match(words, high):
                continue
            out.append((low, high, name))
    return out


def _names(document: Document) -> _Names:
    """How the text calls the company, and how those whose shares are registered."""
    company: list[str] = []
    holders: list[str] = []
    aliases = [
        (party.role, name)
        for party in document.parties
        for name in (*party.aliases, party.collective_alias)
        if name
    ]
    named = " ".join(party.name for party in document.parties).lower()
    aliases += [
        (None, term) for term in sorted(document.terms) if _PROPER.fullmatch(term) and term.lower() in named
    ]
    for role, name in aliases:
        files = re.search(
            rf"\b{re.escape(name)}\s(?:shall|will|agrees)\b[^.;]{{0,80}}?\bfile\b", document.plain
        )
        ours = role in ("company", "issuer", "corporation") or (role is None and files is not None)
        (company if ours else holders).append(name)
    company = company or ["Company", "Issuer", "Corporation"]
    terms = [name for name in (*holders, *_HOLDERS) if name in document.terms or name in holders]
    shares = tuple(name for name in dict.fromkeys(terms) if name not in company)
    return _Names(tuple(dict.fromkeys(company)), shares, document.terms)
