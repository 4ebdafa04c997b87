"""Finds definitions that lead round in a circle: each says no more than that it is the next."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence

from pipeline.clauses.page import Page
from pipeline.model import Definition, Use

_LONGEST = 240  # characters of a meaning; a longer one says something
# What is left of a meaning once the terms in it are taken out, where it says nothing of its own.
_EMPTY = re.compile(
    r"(?:\W|\b(?:the|an?|any|each|all|such|or|and|of|in|by|to|as|is|are|has|have|same|meaning|meanings|set|forth|"
    r"given|ascribed|assigned|defined|herein|this|that|these|those|term|terms|it|them|for|with|respect|it's|"
    r"shall|will|respectively|collectively|individually|including|without|limitation|above|below|hereof|used|"
    r"also|both|every|respective|agreement)\b|"
    r"\b(?:section|article|clause|paragraph) [\d.]{1,8}(?:\([a-z\d]{1,4}\))*)*"
)


def circular(
    page: Page, definitions: Sequence[Definition], uses: Sequence[Use], first: Mapping[str, int]
) -> tuple[tuple[int, ...], ...]:
    """The circles, each as the definitions that make it, the first in the text first.

    Only a meaning that is nothing but other terms can be part of one: "Fee" means the Charge, and "Charge"
    means the Fee. `uses` are those of the whole text, in order.
    """
    leads = {i: to for i in first.values() if (to := _leads_to(page, definitions[i], uses)) is not None}
    circles: list[tuple[int, ...]] = []
    done: set[int] = set()
    for start in sorted(leads):
        path: list[int] = []
        at: int | None = start
        while at is not None and at not in done:
            done.add(at)
            path.append(at)
            at = leads.get(at)
        if at is not None and at in path:
            circles.append(tuple(path[path.index(at) :]))
    return tuple(circles)


def _leads_to(page: Page, definition: Definition, uses: Sequence[Use]) -> int | None:
    """The definition whose term is all that this one's meaning says; None where it says more."""
    meaning = definition.meaning
    if not definition.term[0].isupper():
        return None  # words of drafting: "include(s)" means includes without limitation
    if meaning is None or meaning.start < definition.end or meaning.end - meaning.start > _LONGEST:
        return None
    inside = list(_within(uses, meaning.start, meaning.end))
    if len({use.definition for use in inside}) != 1:
        return None
    rest, at = "", meaning.start
    for use in inside:
        rest += page.plain[at : use.start] + " "
        at = use.end
    rest += page.plain[at : meaning.end]
    return inside[0].definition if _EMPTY.fullmatch(rest.lower()) else None


def _within(uses: Sequence[Use], start: int, end: int) -> Sequence[Use]:
    lo, hi = 0, len(uses)
    while lo < hi:
        mid = (lo + hi) // 2
        if uses[mid].start < start:
            lo = mid + 1
        else:
            hi = mid
    last = lo
    while last < len(uses) and uses[last].end <= end:
        last += 1
    return uses[lo:last]
