"""The part that a party plays, as a lower-case noun: seller, landlord, first lien agent.

A defined term shows it where the term is a noun of the trade rather than a piece of the name, and the other
side's term shows it where the pair is a usual one: whoever deals with a borrower lends.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from functools import lru_cache

# Nouns that name a part without having the ending of one.
_NOUNS = frozenset(
    """
    company corporation bank parent subsidiary subsidiaries client landlord agent holding trust fund
    affiliate debtor creditor spouse host principal beneficiary executive artist talent athlete
    celebrity model party university hospital partner insured trustee guarantor surety bidder merchant
    publisher studio executrix administratrix testatrix
    """.split()
) - {"trust", "studio", "party", "holding", "university", "hospital", "affiliate"}
_ENDING = re.compile(r"(?:er|or|ee|ant|(?<!m)ent|ist|ian|ary|holder|man|ive)$")
_NO_ROLE = frozenset(
    """
    present presents content event
    member other center parties party agreement product officer number order center computer power paper
    water silver river internet intent patent parent's consent the computer customer's incident master
    summer winter tower motor minor major prior error mirror color tenor vector sector factor
    """.split()
)
_PLURALS: Mapping[str, str] = {
    "companies": "company",
    "subsidiaries": "subsidiary",
    "secured parties": "secured party",
    "beneficiaries": "beneficiary",
    "parties": "party",
}
_SAME: Mapping[str, str] = {"corporation": "company", "the company": "company", "co": "company"}
# Read both ways.
_PAIRS: tuple[tuple[str, str], ...] = (
    ("borrower", "lender"),
    ("debtor", "secured party"),
    ("reseller", "supplier"),
    ("landlord", "tenant"),
    ("lessor", "lessee"),
    ("licensor", "licensee"),
    ("sublicensor", "sublicensee"),
    ("employer", "employee"),
    ("assignor", "assignee"),
    ("seller", "buyer"),
    ("seller", "purchaser"),
    ("pledgor", "pledgee"),
    ("mortgagor", "mortgagee"),
    ("grantor", "grantee"),
    ("franchisor", "franchisee"),
    ("sublessor", "sublessee"),
    ("sublandlord", "subtenant"),
    ("distributor", "supplier"),
    ("guarantor", "lender"),
)
_OTHER: Mapping[str, str] = {b: a for a, b in reversed(_PAIRS)} | dict(reversed(_PAIRS))
# What a bank is to the other side.
_TO_A_BANK = frozenset({"borrower", "debtor", "guarantor", "mortgagor", "pledgor"})
_TITLE_ROLES = (
    (
        re.compile(r"\b(?P<noun>shareholder|stockholder|member|partner)s?['’]?s? agreement\b", re.IGNORECASE),
        "noun",
    ),
)


@lru_cache(maxsize=4096)  # the same names are asked for again and again
def singular(term: str) -> str:
    """A defined term in lower case and the singular."""
    low = " ".join(term.casefold().split()).removeprefix("the ")
    if low in _PLURALS:
        return _PLURALS[low]
    head, _, last = low.rpartition(" ")
    if last in _PLURALS:
        last = _PLURALS[last]
    elif last.endswith("s") and not last.endswith("ss") and len(last) > 3:
        last = last[:-1]
    return f"{head} {last}" if head else last


def role_of_term(term: str, name: str) -> str | None:
    """The role that a defined term states, or None where it only shortens the party's name."""
    role = singular(term)
    words = role.split()
    if not words or any(c.isdigit() for c in role) or len(words) > 4:
        return None
    if role in _SAME:
        return _SAME[role]
    last = words[-1]
    if last in _NOUNS or role == "secured party":
        return role
    own_words = re.findall(r"[a-z]+", name.casefold())
    if last in own_words or f"{last}s" in own_words:  # "Vercors" is no plural
        return None
    if _ENDING.search(last) and len(last) > 4 and last not in _NO_ROLE and not term.isupper():
        return role
    if term.isupper() and len(last) > 4 and _ENDING.search(last) and last not in _NO_ROLE:
        return role
    return None


def counterpart(role: str) -> str | None:
    """The usual other side of a role."""
    return _OTHER.get(role)


def bank_role(others: frozenset[str]) -> str:
    """What "the Bank" is to the other parties, by their roles."""
    if "debtor" in others:
        return "secured party"
    return "lender" if others & _TO_A_BANK else "bank"


def role_of_title(title: str) -> str | None:
    """The role that all parties have by the agreement's title: a shareholders agreement has shareholders."""
    for pattern, group in _TITLE_ROLES:
        found = pattern.search(title)
        if found:
            return found[group].casefold()
    return None
