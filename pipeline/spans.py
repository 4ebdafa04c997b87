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

    __slots__ = (
        "_copied", "_last_copied", "_last_end", "_source_end", "_source_start", "_text_length", "_text_start",
    )  # fmt: skip

    def __init__(self) -> None:
        self._text_start = array("q")
        self._source_start = array("q")
        self._source_end = array("q")
        self._copied = array("b")
        self._text_length = 0
        # Of the last piece.
        self._last_end = 0
        self._last_copied = False

    def _append(self, length: int, source_start: int, source_end: int, *, copied: bool) -> None:
        """Add a piece of `length` characters of text at the end; adjoining copies become one piece."""
        last_end = self._last_end
        if source_start < last_end:
            if source_end < last_end or source_start < self._source_start[-1]:
                raise ValueError(f"the map would go backwards, from {last_end} to {source_start}")
        elif copied and source_start == last_end and self._last_copied:
            self._source_end[-1] = self._last_end = source_end
            self._text_length += length
            return
        self._text_start.append(self._text_length)
        self._source_start.append(source_start)
        self._source_end.append(source_end)
        self._copied.append(copied)
        self._last_end = source_end
        self._last_copied = copied
        self._text_length += length

    def _shorten(self, length: int) -> None:
        """Take `length` characters from the end of the last piece, which must be a longer copy."""
        if not (self._copied and self._copied[-1] and self._text_length - self._text_start[-1] > length):
            raise ValueError("only the end of a copied range can be taken back")
        self._source_end[-1] -= length
        self._last_end -= length
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
        if not self._text_start:
            return outer
        append = outer._append
        begins, ends = inner._text_start, inner._text_start[1:]
        ends.append(inner._text_length)
        sources, source_ends, copies = inner._source_start, inner._source_end, inner._copied
        text_ends = self._text_start[1:]
        text_ends.append(self._text_length)
        latest = 0  # where the last piece ends in the source
        i = 0
        for text_start, text_end, at, end, copied in zip(
            self._text_start, text_ends, self._source_start, self._source_end, self._copied, strict=True
        ):
            if not copied:
                source = inner.source_span(at, end)
                # What was inserted inside a replacement of `inner` stands for all of it, as its parts do.
                latest = max(source.end, latest)
                append(text_end - text_start, source.start, latest, copied=False)
                continue
            while ends[i] <= at:
                i += 1
            while at < end:
                until = min(end, ends[i])
                start = sources[i]
                if copies[i]:
                    start += at - begins[i]
                    latest = start + until - at
                    append(until - at, start, latest, copied=True)
                else:
                    latest = source_ends[i]
                    append(until - at, start, latest, copied=False)
                at = until
                i += 1
            i -= 1
        return outer


class TextBuilder:
    """Writes a text out of a source, piece by piece, and keeps the map while doing so.

    Ranges are of `source`, in code points, and come in its order. What is neither copied nor replaced is
    left out. `length` is how many characters have been written.
    """

    __slots__ = ("_append", "_map", "_parts", "_put", "length", "source")

    def __init__(self, source: str) -> None:
        self.source = source
        self.length = 0
        self._parts: list[str] = []
        self._put = self._parts.append
        self._map = OffsetMap()
        self._append = self._map._append

    def __len__(self) -> int:
        """How many characters have been written."""
        return self.length

    def copy(self, start: int, end: int) -> None:
        """Write the source's `[start, end)` as it stands."""
        if start < end:
            self._put(self.source[start:end])
            self._append(end - start, start, end, copied=True)
            self.length += end - start

    def replace(self, start: int, end: int, text: str) -> None:
        """Write `text` where the source has `[start, end)`; an empty range inserts."""
        if text:
            self._put(text)
            self._append(len(text), start, end, copied=False)
            self.length += len(text)

    def retract(self, length: int) -> None:
        """Take back the last `length` characters written, which must be the end of one copied range."""
        self._parts[-1] = self._parts[-1][:-length]
        self._map._shorten(length)
        self.length -= length

    def build(self) -> tuple[str, OffsetMap]:
        """The text and its map to the source. The builder is spent afterwards."""
        return "".join(self._parts), self._map
