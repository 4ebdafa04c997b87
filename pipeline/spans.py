"""Spans of text, and the map that leads them back to where they came from.

Text and map are made together, by one `TextBuilder`: whoever copies a range of the source, replaces it or
leaves it out says so, and no later stage has to search for what it has already held in its hand.
"""

from __future__ import annotations

from array import array
from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Iterator, Sequence
from itertools import accumulate, compress
from operator import and_, eq, not_, sub

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


_TWO_COPIES = b"\1\1"


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

    def __init__(
        self,
        lengths: Iterable[int],
        source_start: array[int],
        source_end: array[int],
        copied: bytearray,
    ) -> None:
        """The map whose pieces have these lengths in the text and these ranges in the source.

        Adjoining copies become one piece. Worked out in bulk, since the maps of a document have more pieces
        than it has lines. Raises `ValueError` where the pieces go backwards in the source.
        """
        text_start = array("q", accumulate(lengths, initial=0))
        self._text_length = text_start.pop()
        for places in (source_start.tolist(), source_end.tolist()):
            if places != sorted(places):
                raise ValueError("the map would go backwards")
        if _TWO_COPIES in copied:
            both = map(and_, copied, copied[1:])
            joins = bytearray(map(and_, both, map(eq, source_end, source_start[1:])))
            begins = bytes(1) + joins
            ends = joins + bytes(1)
            text_start = array("q", compress(text_start, map(not_, begins)))
            source_start = array("q", compress(source_start, map(not_, begins)))
            copied = bytearray(compress(copied, map(not_, begins)))
            source_end = array("q", compress(source_end, map(not_, ends)))
        self._text_start, self._source_start, self._source_end = text_start, source_start, source_end
        self._copied = copied

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
        return Span(*self.source_range(start, end))

    def source_range(self, start: int, end: int) -> tuple[int, int]:
        """The same as two numbers: a term sheet asks for thousands."""
        if not 0 <= start <= end <= self._text_length:
            raise IndexError(f"[{start}, {end}) is not inside a text of {self._text_length} characters")
        if start == end:
            at = self._source_of(start)
            return at, at
        last = bisect_right(self._text_start, end - 1) - 1
        if self._copied[last]:
            begun = self._text_start[last]
            ahead = self._source_start[last] - begun
            source_end = end + ahead
            if start >= begun:  # as mostly: all in one piece
                return start + ahead, source_end
        else:
            source_end = self._source_end[last]
        return min(self._source_of(start), source_end), source_end

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
        lengths, source_start, source_end = array("q"), array("q"), array("q")
        copied = bytearray()
        begins, ends = inner._text_start, inner._text_start[1:]
        ends.append(inner._text_length)
        sources, source_ends, copies = inner._source_start, inner._source_end, inner._copied
        widths = array("q", map(sub, ends, begins))
        text_ends = self._text_start[1:]
        text_ends.append(self._text_length)
        latest = 0  # where the last piece ends in the source
        i = 0
        for text_start, text_end, at, end, copy in zip(
            self._text_start, text_ends, self._source_start, self._source_end, self._copied, strict=False
        ):
            while ends[i] <= at and i + 1 < len(ends):
                i += 1
            if not copy:
                if at < end <= ends[i] and begins[i] <= at and not copies[i]:
                    start, until = sources[i], source_ends[i]
                else:
                    start, until = inner.source_range(at, end)
                # What was inserted inside a replacement of `inner` stands for all of it, as its parts do.
                latest = max(until, latest)
                lengths.append(text_end - text_start)
                source_start.append(start)
                source_end.append(latest)
                copied.append(0)
                continue
            first, last = i, bisect_left(ends, end, i)
            lengths += widths[first : last + 1]
            source_start += sources[first : last + 1]
            source_end += source_ends[first : last + 1]
            copied += copies[first : last + 1]
            # Of the outermost pieces only a part may be wanted; what replaces something stands for all of it.
            before, after = at - begins[first], ends[last] - end
            if before:
                lengths[first - last - 1] -= before
                source_start[first - last - 1] += before * copies[first]
            if after:
                lengths[-1] -= after
                source_end[-1] -= after * copies[last]
            latest = source_end[-1]
            i = last
        return OffsetMap(lengths, source_start, source_end, copied)


class TextBuilder:
    """Writes a text out of a source, piece by piece, and keeps the map while doing so.

    Ranges are of `source`, in code points, and come in its order. What is neither copied nor replaced is
    left out. `length` is how many characters have been written.
    """

    __slots__ = ("_copied", "_ends", "_lengths", "_parts", "_starts", "length", "source")

    def __init__(self, source: str) -> None:
        self.source = source
        self.length = 0
        self._parts: list[str] = []
        # Of each piece: its length in the text, its range of the source, and whether it is copied.
        self._lengths = array("q")
        self._starts = array("q")
        self._ends = array("q")
        self._copied = bytearray()

    def __len__(self) -> int:
        """How many characters have been written."""
        return self.length

    def copy(self, start: int, end: int) -> None:
        """Write the source's `[start, end)` as it stands."""
        if start < end:
            self._parts.append(self.source[start:end])
            self._lengths.append(end - start)
            self._starts.append(start)
            self._ends.append(end)
            self._copied.append(1)
            self.length += end - start

    def replace(self, start: int, end: int, text: str) -> None:
        """Write `text` where the source has `[start, end)`; an empty range inserts."""
        if text:
            self._parts.append(text)
            self._lengths.append(len(text))
            self._starts.append(start)
            self._ends.append(end)
            self._copied.append(0)
            self.length += len(text)

    def copy_parted(self, start: int, parts: Sequence[str], mark: str) -> None:
        """Write the source from `start` on, which reads `parts`, with `mark` for every second of them.

        The first and the last part are copied, none is empty, and `mark` is one character. The same as so
        many calls of `copy` and `replace`, in bulk.
        """
        lengths = [*map(len, parts)]
        edges = array("q", accumulate(lengths, initial=start))
        marks = len(lengths) // 2
        lengths[1::2] = [1] * marks
        self._parts.append(mark.join(parts[::2]))
        self._lengths.extend(lengths)
        self._starts += edges[:-1]
        self._ends += edges[1:]
        self._copied += b"\1\0" * marks + b"\1"
        self.length += len(self._parts[-1])

    def retract(self, length: int) -> None:
        """Take back the last `length` characters written, which must be the end of a longer copied range."""
        if not (self._copied and self._copied[-1] and self._lengths[-1] > length):
            raise ValueError("only the end of a copied range can be taken back")
        self._parts[-1] = self._parts[-1][:-length]
        self._lengths[-1] -= length
        self._ends[-1] -= length
        self.length -= length

    def build(self) -> tuple[str, OffsetMap]:
        """The text and its map to the source. The builder is spent afterwards.

        Raises `ValueError` where the ranges did not come in the order of the source.
        """
        return "".join(self._parts), OffsetMap(self._lengths, self._starts, self._ends, self._copied)
