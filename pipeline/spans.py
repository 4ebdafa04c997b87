"""Spans of text, and the map that leads them back to where they came from.

Text and map are made together, by one `TextBuilder`: whoever copies a range of the source, replaces it or
leaves it out says so, and no later stage has to search for what it has already held in its hand.
"""

from __future__ import annotations

from array import array
from bisect import bisect_right
from collections.abc import Iterator

from pipeline.frozen import dataclass


@dataclass(frozen=True, slots=True, order=True)
class Span:
    """A half-open range `[start, end)` of code points in some text."""

    start: int
    end: int

    def __post_init__(self) -> None:
        if not 0 <= self.start <= self.end:
            raise ValueError(f"a span runs forward from 0 or later, not [{self.start}, {self.end})")

    def __len__(self) -> int:
        return self.end - self.start

    def contains(self, other: Span) -> bool:
        """Whether `other` lies wholly inside this span."""
        return self.start <= other.start and other.end <= self.end


@dataclass(frozen=True, slots=True)
class Piece:
    """A run of text and the range of the source that it stands for."""

    text: Span
    source: Span
    copied: bool  # the text equals the source's own characters; otherwise it replaces them


class OffsetMap:
    """Leads offsets of a text to offsets of its source, and back.

    The pieces lie one behind the other in the text, and never go backwards in the source. Source characters
    between two pieces have been left out. Kept as flat arrays, 25 bytes a piece, so that a text of 100 MB
    costs no more than a few times its own size.
    """

    __slots__ = ("_copied", "_source_end", "_source_start", "_text_length", "_text_start")

    def __init__(self) -> None:
        self._text_start = array("q")
        self._source_start = array("q")
        self._source_end = array("q")
        self._copied = array("b")
        self._text_length = 0

    def _append(self, length: int, source_start: int, source_end: int, *, copied: bool) -> None:
        """Add a piece of `length` characters of text at the end; adjoining copies become one piece."""
        if self._source_end:
            last_end = self._source_end[-1]
            if source_start < self._source_start[-1] or source_end < last_end:
                raise ValueError(f"the map would go backwards, from {last_end} to {source_start}")
            if copied and source_start == last_end and self._copied[-1]:
                self._source_end[-1] = source_end
                self._text_length += length
                return
        self._text_start.append(self._text_length)
        self._source_start.append(source_start)
        self._source_end.append(source_end)
        self._copied.append(copied)
        self._text_length += length

    def _shorten(self, length: int) -> None:
        """Take `length` characters from the end of the last piece, which must be a longer copy."""
        if not (self._copied and self._copied[-1] and self._text_length - self._text_start[-1] > length):
            raise ValueError("only the end of a copied range can be taken back")
        self._source_end[-1] -= length
        self._text_length -= length

    def __len__(self) -> int:
        """How many characters the text has."""
        return self._text_length

    def pieces(self) -> Iterator[Piece]:
        """The pieces in the order of the text."""
        for i in range(len(self._text_start)):
            yield Piece(
                Span(self._text_start[i], self._text_end(i)),
                Span(self._source_start[i], self._source_end[i]),
                bool(self._copied[i]),
            )

    def _text_end(self, i: int) -> int:
        return self._text_start[i + 1] if i + 1 < len(self._text_start) else self._text_length

    def source_span(self, start: int, end: int) -> Span:
        """The smallest range of the source that the text's `[start, end)` came from.

        An end that falls inside a replaced piece takes in the whole of what was replaced. An empty span of
        text gives an empty span of the source. Raises `IndexError` outside the text.
        """
        if not 0 <= start <= end <= self._text_length:
            raise IndexError(f"[{start}, {end}) is not inside a text of {self._text_length} characters")
        if start == end:
            at = self._source_of(start)
            return Span(at, at)
        last = bisect_right(self._text_start, end - 1) - 1
        if self._copied[last]:
            begun = self._text_start[last]
            ahead = self._source_start[last] - begun
            source_end = end + ahead
            if start >= begun:  # as mostly: all in one piece
                return Span(start + ahead, source_end)
        else:
            source_end = self._source_end[last]
        return Span(min(self._source_of(start), source_end), source_end)

    def _source_of(self, position: int) -> int:
        """Where the character at `position` begins in the source; past the last one, where the text ends."""
        if not self._text_start:
            return 0
        if position == self._text_length:
            return self._source_end[-1]
        i = bisect_right(self._text_start, position) - 1
        return self._source_start[i] + (position - self._text_start[i] if self._copied[i] else 0)

    def after(self, inner: OffsetMap) -> OffsetMap:
        """This map and then `inner`: from this text to the source of the source.

        `inner` leads from the text that is this map's source (decoded HTML, say) to that text's own source
        (the file). Linear in the number of pieces of both.
        """
        outer = OffsetMap()
        append = outer._append
        i = 0
        for k, text_start in enumerate(self._text_start):
            at, source_end = self._source_start[k], self._source_end[k]
            if not self._copied[k]:
                source = inner.source_span(at, source_end)
                # What was inserted inside a replacement of `inner` stands for all of it, as its parts do.
                latest = outer._source_end[-1] if k else 0
                append(self._text_end(k) - text_start, source.start, max(source.end, latest), copied=False)
                continue
            while inner._text_end(i) <= at:
                i += 1
            while at < source_end:
                end = min(inner._text_end(i), source_end)
                source_start = inner._source_start[i]
                if inner._copied[i]:
                    source_start += at - inner._text_start[i]
                    append(end - at, source_start, source_start + (end - at), copied=True)
                else:
                    append(end - at, source_start, inner._source_end[i], copied=False)
                at = end
                i += 1
            i -= 1
        return outer


class TextBuilder:
    """Writes a text out of a source, piece by piece, and keeps the map while doing so.

    Ranges are of `source`, in code points, and come in its order. What is neither copied nor replaced is
    left out.
    """

    __slots__ = ("_map", "_parts", "source")

    def __init__(self, source: str) -> None:
        self.source = source
        self._parts: list[str] = []
        self._map = OffsetMap()

    def __len__(self) -> int:
        """How many characters have been written."""
        return len(self._map)

    @property
    def length(self) -> int:
        return len(self._map)

    def copy(self, start: int, end: int) -> None:
        """Write the source's `[start, end)` as it stands."""
        if start < end:
            self._parts.append(self.source[start:end])
            self._map._append(end - start, start, end, copied=True)

    def replace(self, start: int, end: int, text: str) -> None:
        """Write `text` where the source has `[start, end)`; an empty range inserts."""
        if text:
            self._parts.append(text)
            self._map._append(len(text), start, end, copied=False)

    def retract(self, length: int) -> None:
        """Take back the last `length` characters written, which must be the end of one copied range."""
        self._parts[-1] = self._parts[-1][:-length]
        self._map._shorten(length)

    def build(self) -> tuple[str, OffsetMap]:
        """The text and its map to the source. The builder is spent afterwards."""
        return "".join(self._parts), self._map
