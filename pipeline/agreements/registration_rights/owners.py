"""Whose shares a sentence speaks of: the company's, the holders', or those of others."""

from __future__ import annotations

import re
from typing import Final, NamedTuple

from pipeline.agreements.document import Document
from pipeline.spans import Span

CUT: Final = re.compile(
    r"\b(?:exclu\w+|cut|left out|leave out|giv(?:e|es|ing) way|reduc\w+|omit\w*|eliminat\w+"
    r"|drop\w*|remov\w+|tak(?:en|"
    r"ing) out|come out)\b",
    re.IGNORECASE,
)
INCLUDED: Final = re.compile(
    r"\b(?:includ(?:e|ed|ing)|inclusion|priority|allocat\w+|registered in the following)\b", re.IGNORECASE
)
_HOLD: Final = (
    r"(?:share|stock|security|security-|unit|interest|equity)?\s?-?"
    r"(?:holders?|stockholders?|shareholders?|persons?|parties|owners|sellers?|investors?)"
)
_OTHERS: Final = re.compile(
    rf"\b(?:(?:any|all|the)\s)?(?=\S)(?P<it>(?:officers|directors|trustees|managers|employees"
    rf"|management|insiders|"
    rf"consultants)(?:,?\s(?:and|or)\s(?:officers|directors|trustees|managers|employees"
    rf"|consultants|management))?(?!\sof\s[a-z]+\s[a-z])|"
    rf"[A-Z]\w+'s\s(?:employees|officers|directors|management)|"
    rf"(?:any\s)?(?:other)(?:\s(?:selling|participating|such|existing"
    rf"|requesting))*\s{_HOLD}(?:\sof\sthe\s[A-Z]\w+|"
    rf"\s(?:with|having|who|not|that)\s(?:(?!\s(?:and|then|before|shall|will|are|first"
    rf"|last)\b)[^,.;])*)?(?=\W|$)|"
    rf"(?:all\s)?others|{_HOLD}\s(?:of\s(?:other|any other)\s\w+|(?:of|with|having)\sequal\srights|"
    rf"other\sthan\s(?:the\s)?[A-Z]\w+(?:\sand\s[A-Z]\w+)?|(?:who\sare\s)?(?:not\sentitled"
    rf"|having\sno|with\sno|"
    rf"without)\s[^,.;]*|(?:that|who|which)\s(?:are|is|have|has|do|does|were)\s(?:not"
    rf"|no)\s[^,.;]*|(?:other\sthan|that\sare\snot)[^,.;]*)|"
    rf"(?:third parties|other securities|securities of others))",
    re.IGNORECASE,
)
_PROPER: Final = re.compile(r"[A-Z][a-z]+")
_HOLDERS: Final = (
    "Holders", "Holder", "Purchasers", "Purchaser", "Investors", "Investor", "Buyers", "Buyer", "Subscribers",
    "Subscriber", "Stockholders", "Shareholders", "Selling Holders",
)  # fmt: skip
# A class of its own: "Series A Holders", "Founding Stockholders".
_OWN_NAME: Final = re.compile(
    r"(?:[A-Z][\w-]*\s){1,3}(?:Holders|Investors|Purchasers|Stockholders|Shareholders|Members|Trusts?)"
)
_FILER: Final = re.compile(
    r"\b(?:The|the)\s(?P<who>[A-Z][a-z]+)\s(?:shall|will|agrees|must)\b[^.;]{0,80}?\b(?:file|apply\sfor)\b"
)
# Who does the cutting is not cut.
_CUTTER: Final = re.compile(
    r"(?:'s?)?\s(?:itself\s)?(?:shall|will|may|is obligated|must|agrees|need)\b(?!\s(?:be|give|stand|come))"
)
_QUALIFIED: Final = re.compile(
    r"^(?:officers|directors|employees)\b|\b(?:other than|entitled|(?:that|who|which) (?:are|is"
    r"|have|has|do|does) no)"
)
_TAIL: Final = re.compile(
    r"\s(?:shall|will|are|is|be|pro rata|on a pro|in proportion|if any|before|then|next|first|last|only|"
    r"requested|proposed|sought|to be|based|until|and)\b.*$",
    re.IGNORECASE | re.DOTALL,
)

# "reduce the number of shares to be included": what is to be included is not what is done.
_TO_BE: Final = re.compile(r"\b(?:to|may|might|can|could|otherwise|would)\sbe\s$", re.IGNORECASE)


def cut_first(words: str, start: int, end: int) -> bool | None:
    """Whether the order that begins at `start` runs from the first that is cut; None where no verb says it.

    The verb stands before the order, the nearest counts, or else in its first words up to `end`.
    """
    told = [
        (found.end(), cut, cut or _TO_BE.search(words[: found.start()][-20:]) is None)
        for pattern, cut in ((CUT, True), (INCLUDED, False))
        for found in pattern.finditer(words, 0, end)
    ]
    before = [each for each in told if each[0] <= start]
    chosen = [each for each in before if each[2]] or before or told
    return max(chosen)[1] if chosen else None


class Names(NamedTuple):
    """How the text calls the company and the holders, and all of its terms."""

    company: tuple[str, ...]
    holders: tuple[str, ...]
    terms: frozenset[str]


def named(words: str, start: int, names: Names) -> list[tuple[int, int, str]]:
    """Each kind of owner that `words` names from `start` on: where, and by which name."""
    company, holders, terms = names
    out: list[tuple[int, int, str]] = []
    taken: list[Span] = []
    for found in _OTHERS.finditer(words, start):
        name = " ".join(found["it"].split())
        name = name if _QUALIFIED.search(name) else _TAIL.sub("", name)
        out.append((found.start("it"), found.end("it"), name.strip(" ,")))
        taken.append(Span(found.start("it"), found.end("it")))
    spoken = [
        (name, rf"\b{re.escape(name)}\b(?!\s(?:or|and) (?:any )?(?:the )?underwriter)")
        for name in (*holders, *company)
    ]
    if holders:
        owner = next((name for name in ("Holders", "Holder") if name in holders), holders[0])
        spoken.append((owner, r"\bRegistrable \w+\b(?!\s(?:of|held|owned)\b)|\bSubject Shares\b"))
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


def names_of(document: Document) -> Names:
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
    filer = _FILER.search(document.plain)
    if not company and filer is not None and filer["who"] not in holders:
        company = [filer["who"]]  # a party that the opening does not tell of by its name
    company = company or ["Company", "Issuer", "Corporation"]
    own = sorted(term for term in document.terms if _OWN_NAME.fullmatch(term))
    terms = [
        name
        for name in (*holders, *_HOLDERS, *own)
        if {name, name[:-1], f"{name}s"} & document.terms or name in holders
    ]
    shares = tuple(name for name in dict.fromkeys(terms) if name not in company)
    return Names(tuple(dict.fromkeys(company)), shares, document.terms)
