"""A text as the outline reads it: plain characters, its lines, and where each of them ends."""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections.abc import Iterator, Sequence
from dataclasses import field
from typing import Protocol

import re2

from pipeline.clauses.headings import Heading, heading_at
from pipeline.frozen import dataclass
from pipeline.model import Block, Text
from pipeline.spans import Span


class Scanner(Protocol):
    """A compiled pattern of RE2, in so far as this room uses it."""

    def finditer(self, text: bytes, pos: int = 0, endpos: int = ...) -> Iterator[re.Match[bytes]]:
        """Every match in `text[pos:endpos]`, in order."""

    def search(self, text: bytes, pos: int = 0, endpos: int = ...) -> re.Match[bytes] | None:
        """The first match in `text[pos:endpos]`."""


def scanner(pattern: bytes) -> Scanner:
    """A pattern that runs over `Page.folded` in linear time, whatever the text."""
    options = re2.Options()
    options.encoding = re2.Options.Encoding.LATIN1
    compiled: Scanner = re2.compile(pattern, options)
    return compiled


@dataclass(frozen=True)
class Page:
    """The characters of a text with quotes and dashes made plain; all offsets are those of the text."""

    text: Text
    plain: str
    folded: bytes
    blocks: tuple[Block, ...]  # the lines of the text
    block_starts: Sequence[int]
    _headings: dict[int, Heading | None] = field(default_factory=dict)

    @classmethod
    def of(cls, text: Text) -> Page:
        """The page of a text."""
        return cls(text, text.plain, text.folded, text.blocks, text.block_starts)

    def with_folded(self, folded: bytes) -> Page:
        """The page with some of its characters changed; all stand where they stood."""
        return Page(self.text, folded.decode("latin-1"), folded, self.blocks, self.block_starts)

    def heading_after(self, position: int) -> Heading | None:
        """The heading between `position`, where a label ends, and the end of its line."""
        if position not in self._headings:
            self._headings[position] = heading_at(self.plain, position, self.line_end(position - 1))
        return self._headings[position]

    def block_index(self, position: int) -> int:
        """The line that holds `position`, or the last one before it."""
        return max(0, bisect_right(self.block_starts, position) - 1)

    def blocks_in(self, span: Span) -> Sequence[Block]:
        """The lines that begin in `span`, and the one that it cuts into at its start."""
        first = self.block_index(span.start)
        if self.blocks and self.blocks[first].end <= span.start:
            first += 1
        return self.blocks[first : bisect_left(self.block_starts, span.end)]

    def line_end(self, position: int) -> int:
        """Where the line that holds `position` ends."""
        return self.blocks[self.block_index(position)].end

    def trimmed(self, end: int, start: int = 0) -> int:
        """`end` moved back over the white space before it."""
        plain = self.plain
        while end > start and plain[end - 1] in " \n\t":
            end -= 1
        return end

    def skipped(self, start: int) -> int:
        """`start` moved on over the white space after it."""
        plain, length = self.plain, len(self.plain)
        while start < length and plain[start] in " \n\t":
            start += 1
        return start
