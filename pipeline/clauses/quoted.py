"""Finds quoted replacement text: what an amendment puts into another agreement has labels of its own."""

from __future__ import annotations

import re

from pipeline.clauses.page import Page
from pipeline.spans import Span

_OPENS = re.compile(r"[\"'](?:\(?[a-zA-Z\d]{1,5}[.)]|\d{1,3}\.\d|ARTICLE|Article|SECTION|Section|\xa7)")
_LONGEST = 60  # lines; a quotation that is longer has lost its closing mark


def quoted_of(page: Page, start: int) -> list[Span]:
    """The quotations after `start` that begin a line with a label, each up to its closing mark, in order."""
    spans: list[Span] = []
    blocks, plain = page.blocks, page.plain
    i = page.block_index(start)
    while i < len(blocks):
        block = blocks[i]
        if plain[block.start] in "\"'" and _OPENS.match(plain, block.start, block.end):
            last = _closing_line(page, i)
            spans.append(Span(block.start, blocks[last].end))
            i = last
        i += 1
    return spans


def _closing_line(page: Page, first: int) -> int:
    """The line in which the quotation that opens line `first` closes; `first` itself if none does.

    By custom each quoted paragraph opens with a mark and only the last one closes with it.
    """
    for i in range(first, min(len(page.blocks), first + _LONGEST)):
        block = page.blocks[i]
        end = block.end
        tail = page.plain[max(block.start + 1, end - 4) : end]
        if '"' in tail and page.plain.count('"', block.start, end) % 2 == (page.plain[block.start] != '"'):
            return i
        if (
            '"' in tail
            and page.plain[block.start] == '"'
            and page.plain.count('"', block.start, end) % 2 == 0
        ):
            return i
    return first
