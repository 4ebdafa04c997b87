"""A document cut into sentences, each with what it is read under.

An item of a list says little alone: "(b) solicit any employee" forbids only under "Consultant shall not:".
So a sentence comes with the headings of its clause and with the line that leads in to its list.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator

from pipeline.extract.sentences import cut_between_words, ends_in_lines
from pipeline.frozen import dataclass
from pipeline.model import Block, Clause, Outline, RegionKind, Text
from pipeline.spans import Span

_SHORTEST = 15  # characters; less is a label, a page number, a name
_LONGEST = 3200  # characters of a sentence; a run of words without a stop is cut there
_LEAD_IN = 400  # characters of a lead-in line that are kept: its end, where the verb stands
_ITEM = re.compile(r"(?:\(?(?:[A-Za-z]{1,5}|\d{1,3}(?:\.\d{1,3}){0,4})[.)]?|[•·*o-])\s|[a-z(]")
# An item's "; or" leads in to nothing: it joins the next item to this one.
_LEADS = re.compile(r"[:—–-]\s?$|\b(?:that|following|to|not|by|if),?$|[^;,\s] (?:and|or),?$")
_LEADS_NOWHERE = ".;)"  # as most lines end
_NO_CONTRACT = frozenset({RegionKind.CONTENTS, RegionKind.SIGNATURES})


@dataclass(frozen=True, slots=True)
class Sentence:
    """One sentence, `[start, end)`, and its context."""

    start: int
    end: int
    headings: str  # of its clause and of the clause above that, outermost first
    lead_in: str  # the line above the list that it is an item of; "" where it is none
    words: str
    leads: tuple[Span, ...] = ()  # the lines that lead in to the lists around it, outermost first

    @property
    def span(self) -> Span:
        """Where it stands."""
        return Span(self.start, self.end)

    @property
    def in_context(self) -> str:
        """The sentence behind its headings and its lead-in, parted by bars."""
        return f"{self.context}{self.words}"

    @property
    def context(self) -> str:
        """Its headings and its lead-in, with a bar behind each."""
        return f"{self.headings} | {self.lead_in} | "


def sentences(text: Text, outline: Outline) -> Iterator[Sentence]:
    """The sentences of the agreement and its attachments, in order."""
    string = text.string
    clauses = _Clauses(outline)
    passed_over = iter([region for region in outline.regions if region.kind in _NO_CONTRACT])
    skipped = next(passed_over, None)
    ends = [*ends_in_lines(string), (len(string), len(string))]  # a block is a line
    at = 0  # the first of them that lies behind what was read
    leads: list[_Lead] = []  # the lines that lead in to the lists around the block, outermost first
    for block in text.blocks:
        while skipped is not None and skipped.end <= block.start:
            skipped = next(passed_over, None)
        if skipped is not None and skipped.start <= block.start:
            continue
        if block.end - block.start < _SHORTEST:
            continue
        headings, path, headed = clauses.at(block.start)
        listed = _ITEM.match(string, block.start) is not None
        while leads and not leads[-1].leads_to(path, listed=listed):
            leads.pop()
        lead_in = leads[-1].line if leads else ""
        above = tuple([lead.span for lead in leads]) if leads else ()
        while ends[at][0] < block.start:
            at += 1
        first = at
        while ends[at][0] < block.end:
            at += 1
        start = block.start
        for closed, opens in (*ends[first:at], (block.end, block.end)):
            for begin, end in _lengths(string, start, closed):
                if end - begin >= _SHORTEST and end > headed:
                    yield Sentence(begin, end, headings, lead_in, string[begin:end], above)
            start = opens
        if _leads(string, block):
            line = string[max(block.start, block.end - _LEAD_IN) : block.end]
            leads.append(_Lead(line, path, Span(block.start, block.end)))


def _leads(string: str, block: Block) -> bool:
    """Whether a line leads in to a list."""
    return (
        string[block.end - 1] not in _LEADS_NOWHERE
        and _LEADS.search(string, max(block.start, block.end - 14), block.end) is not None
    )


@dataclass(frozen=True, slots=True)
class _Lead:
    """The end of a line that leads in to a list, the path of the clause that it ends, and where it stands."""

    line: str
    path: str | None
    span: Span

    def leads_to(self, path: str | None, *, listed: bool) -> bool:
        """Whether a block is read under it: a clause below its own, or an item of its own clause."""
        below = self.path is not None and path is not None and path.startswith(f"{self.path}/")
        return below or (path == self.path and listed)


def _lengths(string: str, start: int, end: int) -> Iterable[tuple[int, int]]:
    """A sentence whole, or, where it is too long, in pieces that end between words."""
    return ((start, end),) if end - start <= _LONGEST else cut_between_words(string, start, end, _LONGEST)


class _Clauses:
    """The headings over a place; places are asked for in the order of the text."""

    def __init__(self, outline: Outline) -> None:
        self._clauses = outline.clauses
        self._by_path = {clause.path: clause for clause in outline.clauses}
        self._next = 0
        self._at: Clause | None = None
        self._headings = ""

    def at(self, position: int) -> tuple[str, str | None, int]:
        """The headings, the path of the innermost clause, and where its own heading and its stop end."""
        moved = False
        while self._next < len(self._clauses) and self._clauses[self._next].start <= position:
            self._at = self._clauses[self._next]
            self._next += 1
            moved = True
        if moved:
            self._headings = self._read()
        if self._at is None:
            return self._headings, None, 0
        own = self._at.heading_span
        return self._headings, self._at.path, own.end + 1 if own else 0

    def _read(self) -> str:
        found: list[str] = []
        clause = self._at
        while clause is not None and len(found) < 2:
            if clause.heading:
                found.append(clause.heading)
            clause = self._by_path.get(clause.parent) if clause.parent else None
        return " / ".join(reversed(found))
