"""Finds every place at which a clause might begin."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterator, Sequence

from pipeline.clauses.labels import Label, Place, label_at
from pipeline.clauses.page import Page, scanner
from pipeline.model import BlockKind
from pipeline.spans import Span

# A label after the end of a sentence, in a line that holds several clauses. A page number may have run in.
_IN_LINE = scanner(
    rb"(?:[.:!?][\"')\]]{0,2} (?:\d{1,3} )?|[A-Z]{4,}:? )((?:(?:ARTICLE|Article|SECTION|Section|"
    rb"\xa7\xa7?) ?[\dIVXLA-Z]|\d{1,3}[.)]|"
    rb"\((?:\d{1,3}|[a-zA-Z]{1,5})\)|[a-zA-Z]{1,4}[.)] ))",
)
_PAGE_NUMBER = re.compile(r"\d{1,3} (?=\(|\d|[A-Z]\.|ARTICLE|Article|SECTION|Section)")
_CAPITAL = frozenset("\"([$'")


def labels_of(page: Page, scope: Span, excluded: Sequence[Span]) -> list[Label]:
    """The labels that may open a clause within `scope` and outside `excluded`, in the order of the text."""
    found: dict[int, Label] = {}
    for label in _all_labels(page, scope):
        if label.start not in found and not inside(excluded, label.start):
            found[label.start] = label
    labels: list[Label] = []
    for start in sorted(found):
        if not labels or start >= labels[-1].end:  # not the "1." inside "2. 1."
            labels.append(found[start])
    return labels


def _all_labels(page: Page, scope: Span) -> Iterator[Label]:
    for block in page.blocks_in(scope):
        start, end = max(block.start, scope.start), min(block.end, scope.end)
        label = label_at(page.plain, start, end, Place.LINE, block.indent)
        if label is None and (number := _PAGE_NUMBER.match(page.plain, start, end)) is not None:
            label = label_at(page.plain, number.end(), end, Place.LINE, block.indent)
        if label is not None:
            if block.kind is BlockKind.TABLE and "\t" in page.plain[label.end + 1 : end]:
                label = Label(label.start, label.end, label.bare, label.readings, Place.LINE, 3, label.indent)
            yield label
            yield from _stacked(page, label, end)
    for match in _IN_LINE.finditer(page.folded, scope.start, scope.end):
        start = match.start(1)
        end = page.line_end(start)
        label = label_at(page.plain, start, end, Place.SENTENCE)
        if label is None or not _capital_follows(page.plain, label.end):
            continue
        if page.plain[match.start()] not in ".!?" and label.doubt < 3:
            label = Label(label.start, label.end, label.bare, label.readings, label.place, 3)
        yield label
        yield from _stacked(page, label, end)


def _stacked(page: Page, label: Label, end: int) -> Iterator[Label]:
    """The labels that follow straight on one another, or on the heading between: "2. Term. (a) The …"."""
    while True:
        heading = page.heading_after(label.end)
        start = heading.after if heading is not None and not heading.whole_line else label.end
        while start < end and page.plain[start] in " \t":
            start += 1
        following = label_at(page.plain, start, end, Place.STACKED)
        if following is None:
            return
        if heading is None and following.readings[0].ordinal != 1 and following.start - label.end > 1:
            return
        yield following
        label = following


def _capital_follows(plain: str, at: int) -> bool:
    while plain[at : at + 1] in (" ", "\t"):
        at += 1
    character = plain[at : at + 1]
    return character.isupper() or character in _CAPITAL


def inside(spans: Sequence[Span], position: int) -> bool:
    """Whether one of the spans, which are in order and apart, holds the position."""
    i = bisect_left(spans, position, key=lambda span: span.end)
    while i < len(spans) and spans[i].end <= position:
        i += 1
    return i < len(spans) and spans[i].start <= position
