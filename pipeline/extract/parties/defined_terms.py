"""Reads the defined terms that an opening gives its parties: the "Company", or with others the "Sellers"."""

from __future__ import annotations

import re
from collections.abc import Sequence

from pipeline.extract.parties.keys import name_key
from pipeline.extract.parties.roles import role_of_term
from pipeline.frozen import dataclass
from pipeline.model import Mention

_QUOTED = re.compile(r"[\"“”]\s?(?P<term>[^\"“”()]{1,90}?)[\s,.;]{0,2}(?:[\"“”]|$|(?=\)))")
_SHARED = re.compile(
    r"\b(?:collectively|jointly|together(?! with (?:its|his|her|their|all|any|the"
    r"|permitted)\b.{0,60}\b(?:affiliat|subsidiar|successor|assign))"
    r"|each of them|both of them|each and both|all of them|each,? an?|each|both|all)\b",
    re.IGNORECASE,
)
_TOGETHER_WITH = re.compile(
    r"\b(?:together|collectively|jointly) with\b|\btogether\b|^\W*with\s(?!respect)", re.IGNORECASE
)
_OWN_PEOPLE = re.compile(
    r"\b(?:its|his|her|their)\b|\b(?:affiliat|subsidiar|successor|assign|transferee)", re.IGNORECASE
)
_WITH_OTHERS = re.compile(
    r"\b(?:and|or),? (?:together |collectively |jointly )?with (?:its|his|her|their|any|all)\b", re.IGNORECASE
)
# Terms that no party bears alone.
_NO_TERM = re.compile(
    r"^(?:the |this )?(?:part(?:y|ies)|agreement|effective date|contract|lease|note|deed|plan|date"
    r"|amendment|closing date|addendum|services?|products?|software|programs?|project|website"
    r"|web site|trademarks?"
    r"|marks?|patents?|technology|goods|securities|shares?|units?|offering|loan|transactions?|merger|works?"
    r"|act|\d.*|[\d\W]+|execution date|signing date|sponsorship agreement|.* (?:agreement|date|act|stock"
    r"|shares|notes?|amendment)|commission|sec)$",
    re.IGNORECASE,
)


@dataclass(frozen=True, slots=True)
class Terms:
    """What one definition gives: terms of a party alone, and terms that it shares with those before it."""

    own: tuple[str, ...] = ()
    shared: tuple[str, ...] = ()


def terms_of(string: str, mark: Mention, name: str) -> Terms:
    """The terms of a definition that stands after `name`."""
    if mark.rule == "definition":
        return _quoted(string[mark.start + 1 : mark.end - 1])
    if mark.rule == "definition-plain":
        term = string[mark.groups["term"].start : mark.groups["term"].end]
        return Terms((term,)) if _stands_for(term, name) else Terms()
    found = [
        string[mark.groups[g].start : mark.groups[g].end].strip(" ,.")
        for g in ("term", "second")
        if g in mark.groups
    ]
    shared = bool(_SHARED.search(string, mark.start, mark.groups["term"].start))
    return _sorted([(term, shared) for term in found])


def _quoted(inside: str) -> Terms:
    """Terms in quotation marks, each with the words that stand before it."""
    found: list[tuple[str, bool]] = []
    at = 0
    shared = False
    for quote in _QUOTED.finditer(inside):
        before = inside[at : quote.start()]
        if found and _WITH_OTHERS.search(before):
            shared = True  # the "Purchaser" and, with its permitted transferees, the "Purchasers"
        elif _TOGETHER_WITH.search(before):
            shared = not _OWN_PEOPLE.search(before)
        elif _SHARED.search(before):
            shared = True
        elif ";" in before:
            shared = False
        found.append((quote["term"].strip(), shared))
        at = quote.end()
    return _sorted(found)


def _sorted(found: Sequence[tuple[str, bool]]) -> Terms:
    kept = [(term, shared) for term, shared in found if term and not _NO_TERM.match(term)]
    own = tuple(term for term, shared in kept if not shared)
    return Terms(
        tuple(dict.fromkeys(own)),
        tuple(dict.fromkeys(term for term, shared in kept if shared and term not in own)),
    )


def _stands_for(term: str, name: str) -> bool:
    """Whether bare words in brackets are the party's term: its initials, a piece of its name, or its role."""
    if re.search(r"\d", term) or not term[0].isupper() or _NO_TERM.match(term):
        return False
    key, whole = name_key(term), name_key(name)
    if key and key in whole and len(key) > 1:
        return len(key) < len(whole)
    initials = "".join(word[0] for word in re.findall(r"[A-Za-z]+", name)).casefold()
    if term.isupper() and len(term) > 2 and _in_order(term.casefold(), initials + name.casefold()):
        return True
    return role_of_term(term, name) is not None


def _in_order(letters: str, word: str) -> bool:
    rest = iter(word)
    return all(letter in rest for letter in letters)
