"""Whose shares a passage speaks of: the company's, the holders', or those of others.

An owner is a noun for persons (a party's own name, or "holders", "persons", "officers") with what tells this
class of them apart: "other", "who are not parties", "having no right to be included". Shares stand for their
owner, by a term of their own ("Registrable Stock") or by what is said of them ("the holders of which …").
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator
from functools import lru_cache
from itertools import pairwise
from typing import Final, NamedTuple

from pipeline.agreements.document import Document
from pipeline.agreements.registration_rights.cutting import CUT, INCLUDED
from pipeline.spans import Span

_STAFF: Final = r"(?:officers|directors|trustees|managers|employees|consultants|executives|management)"
_PERSON: Final = (
    r"(?:(?:(?:share|stock|security|unit|interest|equity|warrant|note|rights)[ -]?)?holders?|persons?|people|"
    r"part(?:y|ies)|owners?|sellers?|investors?|members?|partners?|founders?|participants?|entit(?:y|ies))"
)
_SHARES: Final = r"(?:shares|stock|securities|units|interests|equity)"
# What tells a class apart runs up to a stop, or to the words that say what is done with it, and when.
_TELLING: Final = (
    r"(?:(?!\s(?:and (?:then|last|only|thereafter|next|finally)|then|before|until|shall|will|must|first|"
    r"second|third|next|last|pro rata|"
    rf"(?:are|is|have been|has been|to be)\s(?:first\s|entirely\s)?(?:{CUT.pattern}|{INCLUDED.pattern}))\b)"
    r"[^,.;:()]|\.(?=\d))*"
)
_NAMES: Final = r"(?:(?:the\s|an?\s)?(?-i:[A-Z][\w-]*(?:\s[A-Z][\w-]*){0,3}))"
_OTHER_THAN: Final = (
    rf"(?:other\sthan|except|excluding)\s{_NAMES}(?:(?:,\s{_NAMES}){{0,4}},?\sand\s{_NAMES}"
    rf"(?!\s(?:shall|will)))?"
)
_WHO: Final = (
    rf"(?:\s{_OTHER_THAN}|\s(?:who|that|which)\s(?!(?:the|such|each|it|an?)\s){_TELLING}|"
    r"\s(?:with(?!\s(?:such|respect|them)\b)|without|having|lacking|not|entitled|exercising|demanding|initiating|requesting|(?:for\s)?whose|"
    rf"other\sthan)\s{_TELLING})"
)
_OF_OTHERS: Final = (
    rf"\sof\s(?:(?:any\s)?(?:other|equal)\s{_TELLING}|"
    rf"the\s[A-Z]\w+(?:\s\((?:other\sthan|not)\s[^()]*\)|{_WHO}))"
)
_ADJECTIVES: Final = r"(?:\s[a-z]+(?:ing|ed)|\ssuch|\sexisting|\ssecurity|\sequity|\sof\sthe){0,3}"
_OTHERS: Final = re.compile(
    rf"\b(?P<it>(?:any\s|every\s)?other{_ADJECTIVES}\s(?:{_PERSON}|{_SHARES})\b(?:\sof\sthe\s[A-Z]\w+)?{_WHO}?|"
    r"any(?:one|body)\selse|every(?:one|body)\selse|(?:all\s)?(?:the\s)?others\b|third\sparties|"
    rf"(?:our\s|[A-Z]\w+'s\s)?(?:{_STAFF}|insiders|founders)(?:,?\s(?:and|or)\s(?:other\s)?{_STAFF}){{0,2}}"
    r"(?!\sof\s(?-i:[a-z]+\s[a-z]))(?:\sof\s(?:the\s)?[A-Z]\w+)?|"
    rf"{_PERSON}(?:{_WHO}|{_OF_OTHERS})|"
    r"affiliates\sof\s(?:the\s)?(?-i:[A-Z]\w+)|"
    rf"{_SHARES},?\sthe\sholders\sof\swhich\s{_TELLING}|{_SHARES}\sof\sothers|"
    rf"{_SHARES}(?:\sto\sbe\s\w+)?\s(?:other\sthan|(?:that|which)\sare\snot)\s(?!(?:those|that)\s){_TELLING})"
    r"(?=\W|$)",
    re.IGNORECASE,
)
# A party's own name with such words is a class beside it; with any others it is the party.
_BESIDE: Final = re.compile(
    r"\b(?:other\sthan|except|who\sare\snot|that\sare\snot|of\s(?:any\s)?other)\b", re.IGNORECASE
)
_HOLDERS: Final = (
    "Holders", "Holder", "Purchasers", "Purchaser", "Investors", "Investor", "Buyers", "Buyer", "Subscribers",
    "Subscriber", "Stockholders", "Shareholders", "Selling Holders",
)  # fmt: skip
_PROPER: Final = re.compile(r"[A-Z][a-z]+")
# A class of its own: "Series A Holders", "Founding Stockholders".
_OWN_NAME: Final = re.compile(
    r"(?:[A-Z][\w-]*\s){1,3}(?:Holders|Investors|Purchasers|Stockholders|Shareholders|Members|Trusts?)"
)
# Who does the cutting is not cut.
_CUTTER: Final = re.compile(
    r"(?:'s?)?\s(?:itself\s)?(?:(?:shall|will|may|is obligated|must|agrees|need)\b"
    r"(?!\s(?:not\s)?(?:be\s(?!(?:obligated|required|entitled|permitted)\b)|give|stand|come|yield|rank|have))|"
    r"(?:has|have|shall have)\s(?:first\s)?(?:exclud|cut|eliminat|reduc|omit|remov|left out))"
)
_QUALIFIED: Final = re.compile(
    r"^(?:officers|directors|employees)\b|\b(?:other than|entitled|without|(?:having|with) no|"
    r"(?:that|who|which) (?:are|is|have|has|do|does) no|the holders of which)"
)
_TAIL: Final = re.compile(
    r"\s(?:shall|will|are|is|be|pro rata|on a pro|in proportion|if any|before|then|next|first|last|only|"
    r"proposed|sought|to be|based|until|and)\b.*$",
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
# A term of one word is that term only behind an article: the "Stock" is not the Common Stock.
_BARE_STOCK: Final = re.compile(r"(?:Shares|Stock|Securities|Units|ADSs)")
_OF_IT: Final = r"(?:(?<=\bthe\s)|(?<=\ball\s)|(?<=\bany\s)|(?<=\bsuch\s)|(?<=\bof\s))"
# Some of those shares only, by what they came from.
_MADE_OF: Final = re.compile(
    r"\s(?:represented\sby|consisting\sof|constituting|underlying|issuable\s(?:up)?on|issued\s(?:up)?on)\s"
    r"[^,.;:()]*"
)
_TOGETHER: Final = re.compile(
    r"(?:'s?)?(?:\s(?:own\s)?(?:shares|securities))?(?:\s\([^()]{0,80}\),?)?\s(?:and|as well as|"
    r"and,\s(?:pro rata|rate?ably|equally)\swith\s(?:them|those|these),|"
    r"(?:pro rata|on a pro rata basis|equally|together|rate?ably|pari passu) with)\s"
    r"(?:(?:the|of|by|those|that|remaining|shares|securities|stock|units|any|its|all|held|owned|to)\s){0,5}"
)
# Whom the words are not about: "all other securities (other than those of the Company)".
_ASIDE: Final = re.compile(
    r"\([^()]*\)|,\s[^,;.]{1,80}\samong\s(?:them|whom)(?=,)|,\s(?:including|such\sas)\s[^,;.]{1,80}(?=,)",
    re.IGNORECASE,
)
_AND: Final = re.compile(r"\band\b")
_REGISTERS: Final = re.compile(r"\b(?:fil(?:e|ing)|regist\w+|effective\w*|prospectus\w*)\b", re.IGNORECASE)
_USUAL: Final = ("Company", "Issuer", "Corporation", "Partnership", "Trust", "Fund", "Parent", "Borrower")
_EVERY: Final = re.compile(r"^(?:any|all|every)\s(?!others?$)(?:the\s)?|^all\s(?=others$)", re.IGNORECASE)
_SIDE_BY_SIDE: Final = 10  # characters between two names of one party
_ISSUERS: Final = ("company", "issuer", "corporation")


class Names(NamedTuple):
    """How the text calls the company, the holders and their shares, and all of its terms."""

    company: tuple[str, ...]
    holders: tuple[str, ...]
    stock: tuple[str, ...]
    terms: frozenset[str]


class Owner(NamedTuple):
    """A kind of owner where a passage names it; one that its shares alone tell of is not `outright`."""

    start: int
    end: int
    name: str
    outright: bool = True


def named(words: str, start: int, names: Names, end: int | None = None) -> list[Owner]:
    """Each kind of owner that `words` names from `start` on, in order."""
    end = len(words) if end is None else end
    aside = [Span(*found.span()) for found in _ASIDE.finditer(words, start, end)]
    out = list(_classes(words, start, end, names, aside))
    taken = [*aside, *(Span(each.start, each.end) for each in out)]
    for found in _own_names(names).finditer(words, start, end):
        low, high = found.span()
        if not any(span.start <= low < span.end for span in taken) and not _CUTTER.match(words, high):
            own = found["own"] is not None and "our" not in found.group().lower()
            out.append(Owner(low, high, names.company[0] if own else found.group()))
    owner = _holder_in(words[start:end], names)
    for place in _stock(names.stock).finditer(words, start, end):
        if any(span.start <= place.start() < span.end for span in taken):
            continue
        made = _MADE_OF.match(words, place.end(), end)
        shares = " ".join(words[place.start() : made.end() if made else place.end()].split())
        name = f"{shares} of {owner}" if owner and made is None else shares
        out.append(Owner(place.start(), made.end() if made else place.end(), name, made is not None))
    return sorted(out)


def _classes(words: str, start: int, end: int, names: Names, aside: list[Span]) -> list[Owner]:
    """Those that are told apart from the parties by what is said of them."""
    out = []
    for found in _OTHERS.finditer(words, start, end):
        low, high = found.span("it")
        own = _own_names(names).match(words, low)
        if any(span.start <= low < span.end for span in aside) or (
            own is not None
            and own.end() <= high
            and not words.startswith("'s ", own.end())
            and not _BESIDE.search(words, own.end(), high)
        ):
            continue
        name = _EVERY.sub("", " ".join(found["it"].split()))
        name = _TO_WHAT.sub("", name) if _QUALIFIED.search(name) else _TAIL.sub("", name)
        out.append(Owner(low, high, name.strip(" ,")))
    return out


@lru_cache(maxsize=64)
def _own_names(names: Names) -> re.Pattern[str]:
    """The names of the parties, with the words by which a company or a letter speaks of itself."""
    known = [
        rf"{re.escape(name)}s?\b(?!\s(?:or|and) (?:any )?(?:the )?underwriter)"
        for name in sorted((*names.holders, *names.company), key=len, reverse=True)
    ]
    if "you" in names.terms:
        known.append(r"yours?\b(?!\s(?:\w+\s)?(?:counsel|request|notice))")
    own = r"its\sown\b|for\sits\sown\saccount\b|it\s(?:proposes|wishes|intends|desires|plans|itself)\b" + (
        r"|ours\b|our\sown\b" if "we" in names.terms else ""
    )
    return re.compile(rf"\b(?:{'|'.join(known)}|(?P<own>{own}))")


def _holder_in(words: str, names: Names) -> str | None:
    """Those whose shares are registered: as these words call them, or else the text."""
    here = [name for name in names.holders if re.search(rf"\b{re.escape(name)}\b", words)]
    usual = [name for name in ("Holders", "Holder", "Investors") if name in names.holders]
    return next(iter((*here, *usual, *names.holders)), None)


@lru_cache(maxsize=64)
def _stock(terms: tuple[str, ...]) -> re.Pattern[str]:
    """Shares that are registered, where no words behind them tell whose they are."""
    known = "|".join(
        f"{_OF_IT if _BARE_STOCK.fullmatch(term) else ''}{re.escape(term)}".replace(r"\ ", r"\s")
        for term in terms
    )
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
    """How the text calls the company, and how those whose shares are registered.

    The company is the party of that role or, where roles tell nothing, the one that owes most of the duties.
    """
    printed = " ".join(party.name for party in document.parties).lower()
    aliases = [
        (party.role, " ".join(name.split()))
        for party in document.parties
        for name in (*party.aliases, party.collective_alias)
        if name
    ]
    aliases += [
        (None, term) for term in sorted(document.terms) if _PROPER.fullmatch(term) and term.lower() in printed
    ]
    company = [name for role, name in aliases if role in _ISSUERS]
    if not company:
        owes = Counter(
            duty.obligor for duty in document.duties if duty.obligor and _REGISTERS.search(duty.action)
        )
        company = [name for name, _ in owes.most_common(1)]
        company = company or [name for name in _USUAL if name in document.terms] or list(_USUAL[:3])
    if "we" in document.terms:
        company.append("we")
    company += [name for one, name in _one_party(document) if one in company]
    company += [name.title() for name in company if name.isupper()]
    holders = [name for _, name in aliases if name not in company]
    own = sorted(term for term in document.terms if _OWN_NAME.fullmatch(term))
    known = document.terms | {term.title() for term in document.terms if term.isupper()}
    terms = [
        name
        for name in (*holders, *_HOLDERS, *own)
        if {name, name[:-1], f"{name}s"} & known or name in holders
    ]
    shares = tuple(name for name in dict.fromkeys(terms) if name not in company)
    stock = tuple(sorted(term for term in document.terms if _STOCK.fullmatch(term)))
    stock = stock or tuple(sorted(term for term in document.terms if _BARE_STOCK.fullmatch(term)))
    return Names(tuple(dict.fromkeys(company)), shares, stock, document.terms)


def _one_party(document: Document) -> Iterator[tuple[str, str]]:
    """The terms that are put side by side for one party: ("Dry Creek" or "we")."""
    for one, other in pairwise(document.definitions):
        if other.start - one.end < _SIDE_BY_SIDE:
            yield from ((one.term, other.term), (other.term, one.term))
