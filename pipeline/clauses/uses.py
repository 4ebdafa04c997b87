"""Tells the uses of defined terms from places where their words only name something."""

from __future__ import annotations

import re
import sys
from collections.abc import Iterable, Iterator, Sequence

from pipeline.clauses.page import Page
from pipeline.clauses.term_words import Stretch, Terms
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


def used(
    page: Page, terms: Terms, stretches: Iterable[Stretch], named: Sequence[Span]
) -> Iterator[tuple[int, int, int]]:
    """Where terms are used, in order, each with its number; in the ranges of `named` they are only named.

    These ranges are in order and apart.
    """
    found: dict[
        int, tuple[int, int]
    ] = {}  # by where it begins, the length of a use and the number of its term
    for stretch in stretches:
        if not stretch.may_hold_terms:
            continue
        for i, (start, end, term, shouted) in enumerate(stretch.pieces):
            if term < 0:
                continue
            places = stretch.starts
            if shouted:
                places = [at for at in places if not _in_short_line(page, at + start)]
            elif " " not in stretch.words[start:end]:
                places = _in_no_name(page.plain, terms, stretch, i)
            if start > 0:
                places = [at + start for at in places]
            found.update(dict.fromkeys(places, (end - start, term)))
    ranges = iter([*((span.start, span.end) for span in named), (sys.maxsize, sys.maxsize)])
    low, high = next(ranges)
    for start in sorted(found):
        length, term = found[start]
        while high <= start:
            low, high = next(ranges)
        if start + length <= low:
            yield start, start + length, term


def _in_short_line(page: Page, position: int) -> bool:
    """Whether the line is so short that words in capitals in it are no more than a name or a heading."""
    block = page.blocks[page.block_index(position)]
    return block.end - block.start < _LONGEST_NAME_LINE


def _in_no_name(plain: str, terms: Terms, stretch: Stretch, i: int) -> Sequence[int]:
    """Where the stretch stands and its piece `i`, a term of one word, is no part of a name.

    It is one in "Ford Motor Company" for "Company" and in "Ada Inc" for "Ada".
    """
    words, pieces = stretch.words, stretch.pieces
    start, end, _, _ = pieces[i]
    places = stretch.starts
    if i + 1 == len(pieces):
        places = [
            at
            for at in places
            if not plain.startswith(", ", at + end)
            or not _is_firm(plain, at + end)
            or terms.stands_at(plain, at + end + 2)
        ]
    elif pieces[i + 1][2] < 0 and pieces[i + 1][0] - end <= _WIDEST_GAP:
        places = [at for at in places if not _is_firm(plain, at + end)]
    if i > 0:
        before_start, before_end, before_term, _ = pieces[i - 1]
        word = words[before_start:before_end]
        named = before_term < 0 and word not in FUNCTION_WORDS and not word.isupper()
        if named and words[before_end:start] == " ":
            # "Provide Company with" opens its sentence; "the Ford Motor Company" does not.
            behind = before_start - 2
            places = [at for at in places if not plain[at + behind : at + behind + 1].isalnum()]
    return places


def _is_firm(plain: str, end: int) -> bool:
    """Whether a term that ends here opens the name of a firm."""
    return _FIRM.match(plain, end, end + _LONGEST_NAME) is not None


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
