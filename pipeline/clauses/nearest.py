"""Leads a term that is defined in several places to the definition that a use of it means."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterator, Sequence

from pipeline.clauses.page import Page
from pipeline.model import Definition, Outline, RegionKind
from pipeline.spans import Span

# "has the meaning set forth in Section 4" only leads to where the term is defined.
_POINTING = re.compile(
    r"(?:(?:the )?(?:respective )?meanings? [^.;]{0,60}?|as (?:defined|set forth|described)\s)?(?:in|by|"
    r"at|under)\s"
    r"(?:the\s)?(?:first\s|opening\s|introductory\s)?(?i:section|article|clause|paragraph|recitals?|"
    r"preamble|background|"
    r"exhibit|schedule|annex|appendix|introduct\w+|opening|\xa7)"
)


class Meanings:
    """The terms of a document, in the order of their first definitions."""

    def __init__(self, page: Page, outline: Outline, definitions: Sequence[Definition]) -> None:
        self._outline = outline
        self.first: dict[str, int] = {}
        self._scoped: dict[str, dict[str, int]] = {}  # by term and path, the first definition in that clause
        again: list[tuple[int, int]] = []
        in_scope: dict[tuple[str, int], int] = {}
        attached = outline.spans(RegionKind.ATTACHMENT)
        pointing = [_points(page, definition) for definition in definitions]
        said = {one.term for one, points in zip(definitions, pointing, strict=True) if not points}
        for i, definition in enumerate(definitions):
            term = definition.term
            if pointing[i] and term in said:
                continue
            self.first.setdefault(term, i)
            scoped = self._scoped.setdefault(term, {})
            for path in _upward(definition.clause):
                scoped.setdefault(path, i)
            # An exhibit may well define the words of its agreement anew.
            scope = scope_of(attached, definition.start)
            earlier = in_scope.setdefault((term, scope), i)
            if earlier != i:
                again.append((i, earlier))
        self.terms = tuple(self.first)
        self.again = tuple(again)
        self._several = {
            term for term, scoped in self._scoped.items() if set(scoped.values()) - {self.first[term]}
        }

    def only(self, term: str) -> int | None:
        """The definition of a term that has no other one; None where the place of the use decides."""
        return None if term in self._several else self.first[term]

    def meant(self, term: str, position: int) -> int:
        """The definition that shares most of its clauses with a use at `position`; else the first."""
        if term in self._several:
            clause = self._outline.clause_at(position)
            for path in _upward(None if clause is None else clause.path):
                if path in self._scoped[term]:
                    return self._scoped[term][path]
        return self.first[term]


def scope_of(attached: Sequence[Span], position: int) -> int:
    """The number of the attachment that holds `position`; -1 for the agreement itself."""
    n = bisect_right(attached, position, key=lambda span: span.start) - 1
    return n if n >= 0 and position < attached[n].end else -1


def _points(page: Page, definition: Definition) -> bool:
    meaning = definition.meaning
    if meaning is None or meaning.start < definition.end:
        return False
    return _POINTING.match(page.plain, meaning.start, min(meaning.end, meaning.start + 120)) is not None


def _upward(path: str | None) -> Iterator[str]:
    """A path and those of the clauses around it, from the inside out."""
    while path:
        yield path
        path = path.rpartition("/")[0]
