"""Finds the tables of contents: their labels open no clause."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Sequence
from functools import cached_property

from pipeline.clauses.labels import Place, label_at
from pipeline.clauses.page import Page, scanner
from pipeline.model import Block, BlockKind
from pipeline.spans import Span

_TITLE = re.compile(
    r"\(?(?:table\s+of\s+contents|contents|index(?:\s+of\s+(?:exhibits|schedules|terms))?)\)?:?",
    re.IGNORECASE,
)
_TITLE_AT_END = re.compile(
    r"(?:^|[A-Za-z] )(?:TABLE OF )?CONTENTS(?: (?:Clause|Section|Article|No\.?))?(?: Page)?$"
)
_IN_TITLE = scanner(rb"(?i:contents|index)")  # one of these is in all titles
_FLAT_TITLES = ("TABLE OF CONTENTS", "Table of Contents")
_FLAT_TITLE = re.compile(rf"\b(?:{'|'.join(_FLAT_TITLES)})\b")
_TITLE_WORDS = ("CONTENTS", "Contents")  # one of these is in both
_LEADERS = re.compile(r"(?:\.\s?){4,}")
_ENDS_IN_PAGE = re.compile(r"(?:\t|\.\s?\.\s?|\s)(?:[A-Z]-)?(?:\d{1,3}|[ivx]{1,5})$")
_ATTACHED = re.compile(
    r"(?:exhibit|schedule|annex|appendix|appendices|attachment|signature)s?\b", re.IGNORECASE
)
_ATTACHED_WITHIN = re.compile(
    r"\b(?:EXHIBIT|Exhibit|SCHEDULE|Schedule|ANNEX|Annex|APPENDIX|Appendix) [A-Z\d]{1,4}\b"
)
_PAGE_THEN_LABEL = re.compile(
    r"\s(?:\d{1,3}|[ivx]{1,5})\s+(?=(?:ARTICLE|Article|Section|SECTION|EXHIBIT|Exhibit|SCHEDULE|"
    r"Schedule|ANNEX|Annex|\d{1,2}\.))"
)
_LETTERS = bytes(range(256)).lower()  # of ASCII
_PUNCTUATION = bytes(set(range(256)) - set(b"ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789"))
_LONGEST_ENTRY = 160
_FEWEST_ENTRIES = 4
_HEAD = 60_000  # a table of contents stands near the beginning of what it lists
_REACH = 20_000  # a table of contents is no longer
_SAMPLE = 24  # characters of a heading that tell it from others


def contents_of(page: Page) -> list[Span]:
    """The tables of contents, in order: with a title, with page numbers, or a run of headings found again."""
    spans: list[Span] = []
    later = _Beginnings(page)
    flat_title = any(words in page.plain for words in _FLAT_TITLES)
    i = 0
    blocks = page.blocks
    entitled = {page.block_index(match.start()) for match in _IN_TITLE.finditer(page.folded)}
    while i < len(blocks):
        if i in entitled and _is_title(page, blocks[i]):
            span = _titled(page, i)
            if span is not None:
                spans.append(span)
                i = page.block_index(span.end - 1)
            i += 1
            continue
        if (long := _long_line(blocks, i)) is not None:
            if flat_title and blocks[long].start < _HEAD and (flat := _flat(page, blocks[long])) is not None:
                spans.append(flat)
            i = long + 1
            continue
        end = _end_of_untitled(page, i, later)
        if end > i:
            spans.append(Span(blocks[i].start, blocks[end - 1].end))
        i = max(i + 1, end)
    return spans


def _long_line(blocks: Sequence[Block], first: int) -> int | None:
    """The first of the next lines that is too long for an entry, so that no table can begin before it."""
    for i in range(first, min(len(blocks), first + _FEWEST_ENTRIES)):
        if blocks[i].end - blocks[i].start > _LONGEST_ENTRY:
            return i
    return None


def _titled(page: Page, title: int) -> Span | None:
    """The entries below a title: all short lines up to prose, or to where the first entry comes again."""
    first: tuple[str, str] | None = None
    entries = 0
    start = end = page.blocks[title].start
    for block in page.blocks[title + 1 :]:
        content = page.plain[block.start : block.end]
        if _is_title(page, block):
            break
        if len(content) > _LONGEST_ENTRY:
            opening = _OPENING.search(page.plain, block.start, min(block.end, block.start + _REACH))
            entries_end = opening.start() if opening else min(block.end, block.start + _REACH)
            if not _several_entries(page.plain[block.start : entries_end]):
                break
            entries += 2
            end = _before_title(page, opening.start(), start) if opening else block.end
            if opening:
                break
            continue
        label = label_at(page.plain, block.start, block.end, Place.LINE)
        if label is not None:
            mark = (label.readings[0].style, label.bare)
            if mark == first and entries >= _FEWEST_ENTRIES - 1:
                break
            first = first or mark
        if label is not None or _paged(content) or _ATTACHED.match(content):
            entries += 1
            end = block.end
    return Span(start, end) if entries >= _FEWEST_ENTRIES - 1 else None


def _end_of_untitled(page: Page, first: int, later: _Beginnings) -> int:
    """The index after the last of a run of entries without a title; `first` if there are too few."""
    numbered = labelled = 0
    i = first
    while i < len(page.blocks) and page.blocks[i].end - page.blocks[i].start <= _LONGEST_ENTRY:
        block = page.blocks[i]
        content = page.plain[block.start : block.end]
        if _LEADERS.search(content) or (_paged(content) and _entry_like(page, block)):
            numbered += 1
        elif not later.again(block):
            break
        labelled += label_at(page.plain, block.start, block.end, Place.LINE) is not None
        i += 1
    # Headings that come again count only near the beginning: two schedules may list the same things.
    enough = numbered >= _FEWEST_ENTRIES or (labelled * 2 > i - first and page.blocks[first].start < _HEAD)
    return i if enough and i - first >= _FEWEST_ENTRIES else first


def _paged(content: str) -> bool:
    """Whether a line ends in the number of a page."""
    return bool(_LEADERS.search(content) or _ENDS_IN_PAGE.search(content, max(0, len(content) - 12)))


def _entry_like(page: Page, block: Block) -> bool:
    """Whether a line that ends in a number could be an entry, not the end of an address or a table's row."""
    label = label_at(page.plain, block.start, block.end, Place.LINE)
    tabs = page.plain.count("\t", block.start, block.end)
    return label is not None or (
        block.kind is BlockKind.TABLE and 1 <= tabs <= 2 and page.plain[block.start].isupper()
    )


def _is_title(page: Page, block: Block) -> bool:
    """Whether a line is the title of a table of contents, alone or with the first entry behind it."""
    length = block.end - block.start
    if length < 60 and _TITLE.fullmatch(page.plain, block.start, block.end):
        return True
    if length > _LONGEST_ENTRY or not any(
        page.plain.find(word, block.start, block.end) >= 0 for word in _TITLE_WORDS
    ):
        return False
    return bool(
        _FLAT_TITLE.match(page.plain, block.start, block.end)
        or _TITLE_AT_END.search(page.plain, block.start, block.end)
    )


def _several_entries(content: str) -> bool:
    """Whether a long line is several entries with their page numbers, run together."""
    entries = len(_PAGE_THEN_LABEL.findall(content))
    attached = len(_ATTACHED_WITHIN.findall(content))
    return (entries + attached) * 120 > len(content) and entries + attached > 1


class _Beginnings:
    """The beginnings of all lines without their punctuation, sorted, with where they stand."""

    def __init__(self, page: Page) -> None:
        self._page = page

    @cached_property
    def _sorted(self) -> list[tuple[bytes, int]]:
        folded = self._page.folded
        return sorted((_key(folded[b.start : min(b.end, b.start + 80)]), b.start) for b in self._page.blocks)

    def again(self, block: Block) -> bool:
        """Whether a later line begins with the same label and heading as `block`."""
        line = _ENDS_IN_PAGE.sub("", self._page.plain[block.start : block.end])
        key = _key(line.encode("latin-1"))[:_SAMPLE]
        if len(key) < 4:
            return False
        i = bisect_left(self._sorted, (key, 0))
        return any(other.startswith(key) and start > block.end for other, start in self._sorted[i : i + 8])


def _key(content: bytes) -> bytes:
    return content.translate(_LETTERS, _PUNCTUATION)


def _flat(page: Page, block: Block) -> Span | None:
    """A table of contents run into one line with what follows it: up to where its first entry recurs."""
    plain = page.plain
    title = _FLAT_TITLE.search(plain, block.start, min(block.end, block.start + _REACH))
    if title is None:
        return None
    start = title.end()
    while start < block.end and not plain[start].isalnum():
        start += 1
    if plain[start : start + 4].lower() == "page":
        start = page.skipped(start + 4)
    words = plain[start : start + 80].split(" ")
    entry = " ".join(words[:3])
    again = plain.find(entry, start + len(entry), min(len(plain), start + _HEAD)) if len(entry) > 8 else -1
    opening = _OPENING.search(plain, start, min(len(plain), start + _REACH))
    ends = [at for at in (again, opening.start() if opening else -1) if at > 0]
    if not ends:
        return None
    return Span(title.start(), _before_title(page, min(ends), start))


def _before_title(page: Page, at: int, low: int) -> int:
    """Where the table ends whose agreement opens at `at`: before the title in capitals between."""
    capitals = _CAPITALS.search(page.plain, max(low, at - 120), at)
    if capitals is not None and " " in capitals.group().strip():
        at = capitals.start()
    i = page.block_index(at)
    if page.blocks[i].start == at and i > 0:
        above = page.blocks[i - 1]
        content = page.plain[above.start : above.end]
        if above.start > low and len(content) < 120 and content.isupper() and not _paged(content):
            at = above.start
    return page.trimmed(at, low)


_CAPITALS = re.compile(r"(?:\b[A-Z][A-Z&,]*\s){1,10}$")
_OPENING = re.compile(
    r"\b(?:THIS|This)\s(?:\S+\s){0,8}?(?:AGREEMENT|Agreement|LEASE|CONTRACT|Contract)\b|"
    r"\b(?:[A-Z&]{1,30}\s){1,6}(?:AGREEMENT|LEASE|CONTRACT),?\s(?:\([^)]{1,60}\),?\s)?(?:is\s)?(?:dated|"
    r"made|entered|effective)\b"
)
