"""Pairs the term for each one with the term for all: "each a "Purchaser" and together the "Purchasers"."""

from __future__ import annotations

import re
from collections.abc import Sequence
from itertools import pairwise

from pipeline.clauses.page import Page
from pipeline.clauses.term_forms import singular
from pipeline.model import Definition

_FARTHEST = 160  # characters between the two
_EACH = re.compile(r"\b(?:each|individually|a|an|any|singly|every)\b[^\"()]{0,60}[\"']?$", re.IGNORECASE)
_ALL = re.compile(
    r"\b(?:collectively|together|jointly|all|the|both|as a group)\b[^\"()]{0,60}[\"']?$", re.IGNORECASE
)


def collective(page: Page, definitions: Sequence[Definition]) -> tuple[tuple[int, int], ...]:
    """Pairs of definitions: of the term for one, and of the term for all of them."""
    pairs: list[tuple[int, int]] = []
    for i, (one, other) in enumerate(pairwise(definitions)):
        if other.start - one.end > _FARTHEST or page.plain.find("\n", one.end, other.start) >= 0:
            continue
        alone, together = (i, i + 1) if _says(page, _EACH, one) else (i + 1, i)
        if not _says(page, _EACH, definitions[alone]) or not _says(page, _ALL, definitions[together]):
            continue
        if singular(definitions[together].term) == definitions[alone].term.lower():
            pairs.append((alone, together))
    return tuple(pairs)


def _says(page: Page, wording: re.Pattern[str], definition: Definition) -> bool:
    return wording.search(page.plain, max(0, definition.start - 80), definition.start) is not None
