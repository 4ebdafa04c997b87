"""Whose duty it plainly is where the text names nobody."""

from __future__ import annotations

from functools import cache

from pipeline.extract.duties.actors import Actors
from pipeline.match.scanner import PatternSet, flagged
from pipeline.model import fold

# The first line whose words occur decides; its roles are tried in order among the document's own persons. The
# last of them is what the term sheet says where the document knows none of them: a clause may come alone.
_CUES: tuple[tuple[str, tuple[str, ...], str], ...] = tuple(
    (words, tuple(roles.split(", ")), default)
    for words, roles, default in (
        (
            (
                r"\b(?:liquidated damages|registration (?:statement|default|delay)|prospectus"
                r"|effective(?:ness)?\b.{0,40}\b(?:deadline|date|statement|shelf)"
                r"|shelf|registrable|legends?|legended|exchange offer|grace period|comment letter|staff"
                r"|commission)\b|^(?:obtain |cause )?effectiveness"
            ),
            "company, issuer, registrant",
            "Company",
        ),
        (
            r"\b(?:base rent|minimum rent|additional rent|rental|rent|rents)\b",
            "tenant, lessee, subtenant, sublessee",
            "Tenant",
        ),
        (r"\bsecurity deposit\b", "landlord, lessor", "Landlord"),
        (
            r"\b(?:severance|salary|base pay|bonus|wages|vacation|vested options)\b",
            "company, employer, corporation, bank",
            "Company",
        ),
        (r"\b(?:royalt(?:y|ies)|licen[sc]e fees?)\b", "licensee, distributor, franchisee", "Licensee"),
        (
            (
                r"\b(?:interest|principal|maturity|loans?|advances?|borrowings?|commitment fee"
                r"|repay(?:ment)?|term loan|revolving|unpaid balance|note)\b"
            ),
            "borrower, debtor, maker, obligor, company, issuer",
            "Borrower",
        ),
        (r"\bdamages\b", "company, issuer", "Company"),
        (r"\b(?:premiums?)\b", "insured, tenant, lessee", "Company"),
        (r"\b(?:substantial completion|punch list|the work)\b", "contractor, builder", "Contractor"),
        (
            (
                r"\b(?:invoices?|purchase price|prices?|fees?|charges|payments?|amounts? due"
                r"|purchase orders?|defects?)\b"
            ),
            "buyer, customer, purchaser, client, distributor, licensee, reseller, company",
            "Buyer",
        ),
        (
            r"\b(?:goods|products|shipments?|delivery of)\b",
            "seller, supplier, vendor, manufacturer",
            "Seller",
        ),
        (r"\b(?:services|deliverables)\b", "contractor, consultant, supplier, provider", "Contractor"),
    )
)
_OF_REGISTRATION = 0  # the line of what a company does about its registration of securities
_OF_COMPANY = ("company", "issuer", "corporation", "registrant")


def implied_obligor(words: str, actors: Actors, *, sentence: str = "") -> str | None:
    """The party whose duty `words` (an action, or a clause) plainly is, as the document calls it.

    `sentence` is looked at where the words themselves show nothing. In a document that has parties, none of
    them a company, nobody is guessed.
    """
    for looked_at in (words, sentence):
        found = _cues().found(fold(looked_at.casefold())) if looked_at else []
        if found:
            _, roles, default = _CUES[min(found)]
            return actors.called(roles) or (default if not actors.parties else _company(actors))
    return _company(actors)


def of_registration(words: str) -> bool:
    """Whether it is about a registration of securities, which is the company's to bring about."""
    return _OF_REGISTRATION in _cues().found(fold(words.casefold()))


@cache
def _cues() -> PatternSet:
    """The cues as one automaton: a sentence is searched for all of them at once."""
    return PatternSet((flagged(words) for words, _, _ in _CUES), "duties/implied.py")


def _company(actors: Actors) -> str | None:
    """The company of the document, or "Company" where nothing is known of any party."""
    return actors.called(_OF_COMPANY) or (None if actors.parties else "Company")
