"""Whose shares a sentence speaks of: the company's, the holders', or those of others."""

from __future__ import annotations

import re
from functools import lru_cache
from typing import Final, NamedTuple

from pipeline.agreements.document import Document
from pipeline.spans import Span

CUT: Final = re.compile(
    r"\b(?:exclu\w+|cut|left out|leave out|(?:giv(?:e|es|ing)|gave) (?:way|up)|reduc\w+|omit\w*|"
    r"eliminat\w+|drop\w*|remov\w+|tak(?:en|ing) out|taken first from|comes? out|deleted?|trimm\w+|"
    r"scal\w+ (?:back|down)|pared?|yields?|withdrawn?|held back|stands? (?:down|aside|back)|"
    r"los(?:e|es) (?:its|their) (?:places?|shares))\b",
    re.IGNORECASE,
)
INCLUDED: Final = re.compile(
    r"\b(?:includ(?:e|ed|ing)|inclusion|priority|allocat\w+|registered in the following|"
    r"(?:comes?|goes|go|sells?|sold|ranks?|served?|satisfied) first|taken in|admit\w+|accommodat\w+|"
    r"(?:participat\w+|sold|registered|filled|taken up) in the following)\b",
    re.IGNORECASE,
)
_HOLD: Final = (
    r"(?:share|stock|security|security-|unit|interest|equity)?\s?-?"
    r"(?:holders?|stockholders?|shareholders?|persons?|parties|owners|sellers?|investors?)"
)
_STAFF: Final = r"(?:officers|directors|trustees|managers|employees|consultants|management)"
# What a class of owners is told apart by runs up to a stop, or to the words that say when it is cut.
_TELLING: Final = (
    r"(?:(?!\s(?:and (?:then|last|only|thereafter|next|finally)|then|before|shall|will|first|second|third|"
    r"next|last|pro rata)\b)[^,.;:()])*"
)
_OTHERS: Final = re.compile(
    rf"\b(?:(?:any|all|the)\s)?(?=\S)(?P<it>(?:{_STAFF}|insiders)(?:,?\s(?:and|or)\s{_STAFF}){{0,2}}"
    rf"(?!\sof\s(?-i:[a-z]+\s[a-z]))(?:\sof\s(?:the\s)?[A-Z]\w+)?|"
    rf"[A-Z]\w+'s\s(?:employees|officers|directors|management)|"
    rf"(?:any\s)?(?:other)(?:\s(?:selling|participating|such|existing"
    rf"|requesting))*\s{_HOLD}(?:\sof\sthe\s[A-Z]\w+|"
    rf"\s(?:with|having|who|not|that)\s(?:(?!\s(?:and|then|before|shall|will|are|first"
    rf"|last)\b)[^,.;])*)?(?=\W|$)|"
    rf"any(?:one|body)\selse|every(?:one|body)\selse|(?:all\s)?(?:the\s)?others\b|"
    rf"{_HOLD}\s(?:of\s(?:other|any other)\s\w+(?:\s(?:with|having|that\shave|entitled)\s{_TELLING})?|"
    rf"(?:of|with|having)\sequal\srights|of\sthe\s[A-Z]\w+\s\((?:other\sthan|not\s)[^()]*\)|"
    rf"other\sthan\s(?:the\s)?[A-Z]\w+(?:\sand\s[A-Z]\w+)?|(?:who\sare\s)?(?:not\sentitled"
    rf"|having\sno|with\sno|"
    rf"without)\s[^,.;]*|(?:that|who|which)\s(?:are|is|have|has|do|does|were)\s(?:not"
    rf"|no)\s[^,.;]*|(?:other\sthan|that\sare\snot)[^,.;]*|"
    rf"(?:that|who|which)\s(?:have|has|are|were|asked|demand\w*|request\w*|initiat\w+|made|exercis\w+"
    rf"|require\w*|called|started)\b{_TELLING}|(?:exercising|demanding|initiating|with|having|entitled)\s"
    rf"(?=[^,.;]{{0,40}}\b(?:rights?|registration|demands?)\b){_TELLING})|"
    rf"securities,?\sthe\sholders\sof\swhich\s(?:are|is|have|has|do)\s[^,.;]*|"
    rf"(?:third parties|other (?:securities|shares|stock|units)|"
    rf"(?:securities|shares|stock)\sof\sothers))",
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
    r"(?:'s?)?\s(?:itself\s)?(?:(?:shall|will|may|is obligated|must|agrees|need)\b"
    r"(?!\s(?:not\s)?(?:be|give|stand|come|yield|rank|have))|"
    r"(?:has|have|shall have)\s(?:first\s)?(?:exclud|cut|eliminat|reduc|omit|remov|left out))"
)
_QUALIFIED: Final = re.compile(
    r"^(?:officers|directors|employees)\b|\b(?:other than|entitled|without|(?:having|with) no|"
    r"(?:that|who|which) (?:are|is|have|has|do|does) no|the holders of which)"
)
_TAIL: Final = re.compile(
    r"\s(?:shall|will|are|is|be|pro rata|on a pro|in proportion|if any|before|then|next|first|last|only|"
    r"requested|proposed|sought|to be|based|until|and)\b.*$",
    re.IGNORECASE | re.DOTALL,
)
# To what those without a right are not entitled: the right is enough.
_TO_WHAT: Final = re.compile(
    r"\s(?:of such|in (?:such|the|that|any)|under this|or (?:are|is)|pursuant)\b.*$",
    re.IGNORECASE | re.DOTALL,
)
# The shares that are registered, by a term of their own; the common stock is everybody's.
_STOCK: Final = re.compile(
    r"(?!(?:Common|Preferred|Ordinary|Capital|Other|Piggyback|Offered)\s)(?:[A-Z][\w-]*\s){1,2}"
    r"(?:Shares|Stock|Securities|Units|ADSs)"
)
_TOGETHER: Final = re.compile(
    r"(?:'s?)?(?:\s(?:own\s)?(?:shares|securities))?(?:\s\([^()]{0,80}\),?)?\s(?:and|as well as|"
    r"(?:pro rata|on a pro rata basis|equally|together|rate?ably|pari passu) with)\s"
    r"(?:(?:the|of|by|those|that|remaining|shares|securities|stock|units|any|its|all|held|owned|to)\s){0,5}"
)
# Whom the words are not about: "all other securities (other than those of the Company)".
_LEFT_ASIDE: Final = re.compile(
    r"\((?:other\sthan|except(?:ing)?|excluding|not\sincluding|but\snot)\s[^()]*\)", re.IGNORECASE
)
_AND: Final = re.compile(r"\band\b")

# "reduce the number of shares to be included": what is to be included is not what is done.
_TO_BE: Final = re.compile(r"\b(?:to|may|might|can|could|otherwise|would)(?:\snot)?\sbe\s$", re.IGNORECASE)


def cut_first(words: str, start: int, end: int) -> bool | None:
    """Whether the order that begins at `start` runs from the first that is cut; None where no verb says it.

    The verb stands before the order, the nearest counts, or else in its first words up to `end`.
    """
    told = [
        (found.start(), cut, cut or _TO_BE.search(words[: found.start()][-20:]) is None)
        for pattern, cut in ((CUT, True), (INCLUDED, False))
        for found in pattern.finditer(words, 0, end)
    ]
    before = [each for each in told if each[0] < start]
    chosen = [each for each in before if each[2]] or before or told
    return max(chosen)[1] if chosen else None


class Names(NamedTuple):
    """How the text calls the company, the holders and their shares, and all of its terms."""

    company: tuple[str, ...]
    holders: tuple[str, ...]
    stock: tuple[str, ...]
    terms: frozenset[str]


class Owner(NamedTuple):
    """A kind of owner where a sentence names it; one that its shares alone tell of is not `outright`."""

    start: int
    end: int
    name: str
    outright: bool = True


def named(words: str, start: int, names: Names, end: int | None = None) -> list[Owner]:
    """Each kind of owner that `words` names from `start` on, in order."""
    end = len(words) if end is None else end
    out: list[Owner] = []
    aside = [Span(*found.span()) for found in _LEFT_ASIDE.finditer(words, start, end)]
    for found in _OTHERS.finditer(words, start, end):
        if any(span.start < found.start("it") < span.end for span in aside):
            continue
        name = " ".join(found["it"].split())
        name = _TO_WHAT.sub("", name) if _QUALIFIED.search(name) else _TAIL.sub("", name)
        out.append(Owner(found.start("it"), found.end("it"), name.strip(" ,")))
    taken = [*aside, *(Span(each.start, each.end) for each in out)]
    spoken: list[tuple[str | None, str]] = [
        (None, rf"\b{re.escape(name)}s?\b(?!\s(?:or|and) (?:any )?(?:the )?underwriter)")
        for name in (*names.holders, *names.company)
    ]
    if names.company:
        spoken.append((names.company[0], r"\b(?:its own|for its own account)\b"))
    if "you" in names.terms:
        spoken.append(("you", r"\byours\b"))
    if "we" in names.terms:
        spoken.append(("we", r"\bours\b"))
    for called, pattern in spoken:
        for place in re.compile(pattern).finditer(words, start, end):
            low, high = place.span()
            if any(span.start <= low < span.end for span in taken) or _CUTTER.match(words, high):
                continue
            out.append(Owner(low, high, called or place.group()))
    owner = _holder_in(words, names)
    for place in _stock(names.stock).finditer(words, start, end):
        if not any(span.start <= place.start() < span.end for span in taken):
            shares = " ".join(place.group().split())
            out.append(Owner(*place.span(), f"{shares} of {owner}" if owner else shares, outright=False))
    return sorted(out)


def _holder_in(words: str, names: Names) -> str | None:
    """Those whose shares are registered: as this sentence calls them, or else the text."""
    called = [re.search(rf"\b{re.escape(name)}\b", words, re.IGNORECASE) for name in names.holders]
    here = [found.group() for found in called if found is not None]
    usual = [name for name in ("Holders", "Holder") if name in names.holders]
    return next(iter((*here, *usual, *names.holders)), None)


@lru_cache(maxsize=64)
def _stock(terms: tuple[str, ...]) -> re.Pattern[str]:
    """Shares that are registered, where no words behind them tell whose they are."""
    known = "|".join(re.escape(term).replace(r"\ ", r"\s") for term in terms)
    return re.compile(
        rf"\b(?:Registrable\s\w+|Subject\sShares{'|' if known else ''}{known})\b"
        r"(?!\s(?:(?:then\s)?(?:owned|held)\sby|of\s(?!the\sholders\b))\s?(?:the\s|such\s)?[A-Z])"
    )


def groups(words: str, start: int, names: Names, end: int | None = None) -> list[Owner]:
    """The owners from `start` on, those that are cut together as one: "the Holders pro rata with others"."""
    out: list[Owner] = []
    for each in named(words, start, names, end):
        last = out[-1] if out else None
        if last is not None and last.name == each.name:
            continue
        if last is None or _TOGETHER.fullmatch(words, last.end, each.start) is None:
            out.append(each)
        elif last.outright == each.outright or _AND.search(words, last.end, each.start):
            both = each.name if last.name == each.name else f"{last.name} and {each.name}"
            out[-1] = Owner(last.start, each.end, both)
        else:
            out.append(each)
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
    known = document.terms | {term.title() for term in document.terms if term.isupper()}
    terms = [
        name
        for name in (*holders, *_HOLDERS, *own)
        if {name, name[:-1], f"{name}s"} & known or name in holders
    ]
    shares = tuple(name for name in dict.fromkeys(terms) if name not in company)
    stock = tuple(sorted(term for term in document.terms if _STOCK.fullmatch(term)))
    return Names(tuple(dict.fromkeys(company)), shares, stock, document.terms)
