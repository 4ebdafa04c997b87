"""Gives each party its role, from its own terms first, then from what the others are."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace

from pipeline.extract.parties.roles import bank_role, counterpart, role_of_term, role_of_title
from pipeline.model import Party

_EMPLOYS = re.compile(
    r"\b(?:offers? you|offer of employment|employment|your employment|position of|post of|serve as)\b",
    re.IGNORECASE,
)
_REGISTRATION = re.compile(r"\bregistration rights agreement\b", re.IGNORECASE)


def with_roles(parties: Sequence[Party], title: str, head: str) -> list[Party]:
    """The parties with their roles. `title` is the head of the document, `head` its first page or so."""
    given = [replace(party, role=party.role or _own_role(party)) for party in parties]
    given = [_in_employment(party, given, head) for party in given]
    given = [_as_bank(party, given) for party in given]
    if _REGISTRATION.search(title):
        given = [replace(party, role="company") if party.role == "issuer" else party for party in given]
    if len([party for party in given if party.found_in == "opening"]) == 2 == len(given):
        given = [_across(party, other) for party, other in zip(given, reversed(given), strict=True)]
    shared = role_of_title(title)
    if shared and not any(party.role for party in given):
        given = [replace(party, role=shared) for party in given]
    return given


def _own_role(party: Party) -> str | None:
    for term in (*party.aliases, *([party.collective_alias] if party.collective_alias else ())):
        role = role_of_term(term, "" if party.unnamed_class else party.name)
        if role and role != "party":
            return role
    return None


def _across(party: Party, other: Party) -> Party:
    """The usual other side of the only other party's role."""
    if party.role is None and other.role:
        return replace(party, role=counterpart(other.role))
    return party


def _as_bank(party: Party, parties: Sequence[Party]) -> Party:
    if party.role != "bank":
        return party
    return replace(party, role=bank_role(frozenset(other.role for other in parties if other.role)))


def _in_employment(party: Party, parties: Sequence[Party], head: str) -> Party:
    """Employer and employee of a letter that offers a post, where the terms say only "you"."""
    people = [other for other in parties if other.entity_type == "individual"]
    if len(parties) != 2 or len(people) != 1 or not _EMPLOYS.search(head):
        return party
    worker = people[0]
    by_letter = worker.rule == "addressee" or "you" in worker.aliases
    if worker.role is None and by_letter and party is worker:
        return replace(party, role="employee")
    if party is not worker and party.role in (None, "company") and (by_letter or worker.role == "employee"):
        return replace(party, role="employer")
    return party
