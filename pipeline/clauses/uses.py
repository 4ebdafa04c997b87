"""Tells the uses of defined terms from places where their words only name something."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence

from pipeline.clauses.page import Page
from pipeline.clauses.term_words import Piece
from pipeline.model import Definition, Outline, RegionKind
from pipeline.spans import Span

# Capitalised words that may stand before a term without being part of a longer name.
FUNCTION_WORDS = frozenset(
    "The This That These Those Each Any All No If Such Every Either Neither Both When Where Whenever "
    "Upon Unless "
    "Until While After Before During For From In On At To By Of As And Or But Its Their Our Your With Within "
    "Without Should Notwithstanding Said Except Following Under Since Because Whereas Between Is Are "
    "Shall Will May "
    "Other Another Only Not Further Provided However Therefore Accordingly Thereafter Whether Which Who "
    "Whose Once "
    "Nothing Subject Pursuant Except Also Then Than There Here An A I Per Via Per Non Does Do Has Have "
    "Can Each "
    "Several Many Most Some Certain".split()
)
_FIRM = re.compile(
    r"(?: [A-Z][\w&'-]*){0,4},? (?:Inc|Incorporated|Ltd|LTD|LLC|L\.L\.C|LLP|Corp|Corporation|Limited|GmbH|"
    r"AG|PLC|plc|"
    r"LP|L\.P|N\.A|S\.A|B\.V|Co)\b"
)
_LONGEST_NAME = 80
_WIDEST_GAP = 2
_LONGEST_NAME_LINE = 80  # a shorter line in capitals is a name or a heading


def used(page: Page, pieces: Sequence[Piece], named: Sequence[Span]) -> Iterator[Piece]:
    """The terms among the pieces that are used; in the ranges of `named`, in order, they are only named."""
    at, last = 0, len(named)
    for i, piece in enumerate(pieces):
        start, end, term, _ = piece
        if term < 0:
            continue
        while at < last and named[at].end <= start:
            at += 1
        if (at == last or named[at].start >= end) and not _in_longer_name(page, pieces, i):
            yield piece


def _in_longer_name(page: Page, pieces: Sequence[Piece], i: int) -> bool:
    """Whether a term of one word is part of a name: "Company" in "Ford Motor Company", "Ada" in "Ada Inc"."""
    start, end, _, shouted = pieces[i]
    plain = page.plain
    if shouted:
        block = page.blocks[page.block_index(start)]
        return block.end - block.start < _LONGEST_NAME_LINE
    if i + 1 < len(pieces) and pieces[i + 1][0] - end <= _WIDEST_GAP and pieces[i + 1][2] < 0:
        firm = _FIRM.match(plain, end, end + _LONGEST_NAME)
        if firm is not None and " " not in plain[start:end]:
            return True
    before_start, before_end, before_term, _ = pieces[i - 1]
    if before_term >= 0 or before_end + 1 != start or plain[before_end] != " " or " " in plain[start:end]:
        return False
    word = plain[before_start:before_end]
    if word in FUNCTION_WORDS or word.isupper():
        return False
    # "Provide Company with" opens its sentence; "the Ford Motor Company" does not.
    return plain[before_start - 2 : before_start - 1].isalnum()


def named_ranges(outline: Outline, definitions: Sequence[Definition]) -> list[Span]:
    """Where a term is named and not used: definitions, headings, cover and contents. In order."""
    ranges = [Span(d.start, d.end) for d in definitions]
    ranges += [c.heading_span for c in outline.clauses if c.heading_span is not None]
    ranges += outline.spans(RegionKind.COVER, RegionKind.CONTENTS)
    return joined(ranges)


def joined(spans: Iterable[Span]) -> list[Span]:
    """The ranges in order, those that touch as one."""
    whole: list[Span] = []
    for span in sorted(spans, key=lambda span: (span.start, span.end)):
        if whole and span.start <= whole[-1].end:
            whole[-1] = Span(whole[-1].start, max(whole[-1].end, span.end))
        else:
            whole.append(span)
    return whole
