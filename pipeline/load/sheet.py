"""The pages of a PDF as one raw text, and where each of its characters stands."""

from __future__ import annotations

import math
from array import array
from bisect import bisect_left, bisect_right
from collections.abc import Iterator, Sequence
from itertools import accumulate, pairwise
from statistics import median

from pipeline.frozen import dataclass
from pipeline.load.furniture import RawLine, Removed
from pipeline.load.lines import Line
from pipeline.load.visual import VisualLine, Word
from pipeline.model import Box, SourceSpan

_WIDE = 4  # columns between words that part cells
_CELL_GAP = 5  # spaces that they become
_WIDEST_GAP = 80
_CENTRED = 0.1  # of the text's width: a centred line keeps at least as much free on either side
_MOST_BLANKS = 3  # blank lines that a gap within a page may count for
_NEW_PARAGRAPH = 1.3  # of the usual distance between lines


@dataclass(frozen=True, slots=True)
class Page:
    """A page as read: its lines in reading order, and which of them are bold."""

    lines: list[VisualLine]
    bold: list[bool]
    x0: array[float]  # the left edges of its characters, which the words of its lines point at
    x1: array[float]
    width: float
    height: float
    scanned: bool


class Sheet:
    """All pages as one raw text of visual lines, and where each of its characters stands.

    Columns are counted in widths of the document's average character from its left margin.
    """

    def __init__(self, pages: Sequence[Page]) -> None:
        self._edges = [(page.x0, page.x1) for page in pages]
        self._line_starts = array("q")
        self._page_of = array("l")  # from 1, of each line
        self._word_starts = array("q")
        self._words: list[Sequence[int]] = []  # the characters on the page of each word
        self._top = array("f")  # of each word, so that a box fits what it frames
        self._bottom = array("f")
        self._look: dict[int, tuple[bool, bool]] = {}  # start of a line: centred, bold
        self._unit = _average_width(pages)
        self._left, self._right = _margins(pages)
        self._pitch = _pitch(pages)
        self._parts: list[str] = []
        self._length = 0
        self.lines: list[RawLine] = []
        for number, page in enumerate(pages, 1):
            self._write_page(number, page)
        self.raw = "".join(self._parts)
        self._shown = bytearray(b"\1") * len(self.raw)

    def _write_page(self, number: int, page: Page) -> None:
        previous: VisualLine | None = None
        last = len(page.lines) - 1
        for i, (line, bold) in enumerate(zip(page.lines, page.bold, strict=True)):
            start = self._length
            self._line_starts.append(start)
            self._page_of.append(number)
            self._write_line(line)
            indent, right = self._column(line.left), self._column(line.right)
            # Where bold ends before the margin, a paragraph does.
            runs_on = i == last or page.bold[i + 1]
            heading = bold and not runs_on and line.right < self._right - 8 * self._unit
            written = Line(
                start, self._length, max(0, indent), max(0, right), kind=line.kind, emphasis=heading
            )
            self.lines.append(RawLine(written, self._blanks(previous, line), previous is None))
            self._look[start] = self._is_centred(line, page), bold
            self._parts.append("\n")
            self._length += 1
            previous = line

    def _write_line(self, line: VisualLine) -> None:
        words = line.words
        gaps = self._gaps(line)
        lengths = [len(word.text) + gap for word, gap in zip(words, gaps, strict=True)]
        self._word_starts.extend(accumulate(lengths[:-1], initial=self._length))
        self._words.extend([word.at for word in words])
        self._top.extend([word.top for word in words])
        self._bottom.extend([word.bottom for word in words])
        self._parts.extend([word.text + " " * gap for word, gap in zip(words, gaps, strict=True)])
        self._length += sum(lengths)

    def _gaps(self, line: VisualLine) -> list[int]:
        """How many spaces stand after each word: one, or as many as part cells."""
        first_of_cell = {id(cell[0]) for cell in line.cells[1:]}
        gaps: list[int] = []
        for before, word in pairwise(line.words):
            columns = (word.left - before.right) / self._unit
            if id(word) in first_of_cell or (columns >= _WIDE - 0.5 and not line.cells):
                gaps.append(max(_CELL_GAP, min(round(columns), _WIDEST_GAP)))
            else:
                gaps.append(1)
        return [*gaps, 0]

    def _column(self, x: float) -> int:
        return round((x - self._left) / self._unit)

    def _is_centred(self, line: VisualLine, page: Page) -> bool:
        """Whether the line stands in the middle of the page, or of the text, with room on both sides."""
        room = min(line.left - self._left, self._right - line.right)
        if room < max(4 * self._unit, _CENTRED * (self._right - self._left)):
            return False
        middle = (line.left + line.right) / 2
        return any(
            abs(middle - centre) <= 2 * self._unit
            for centre in (page.width / 2, (self._left + self._right) / 2)
        )

    def _blanks(self, previous: VisualLine | None, line: VisualLine) -> int:
        if previous is None:
            return 0
        distance = (line.bottom - previous.bottom) / self._pitch
        if distance < _NEW_PARAGRAPH:
            return 0 if distance > 0 else 1  # further up: another column or cell begins
        return max(1, min(_MOST_BLANKS, round(distance) - 1))

    def dressed(self, line: Line) -> Line:
        """The line with what only its place and face can tell: its page, and if it is centred or bold."""
        centred, bold = self._look.get(line.start, (False, False))
        page = self._page_of[bisect_right(self._line_starts, line.start) - 1]
        return line._replace(centred=centred, emphasis=bold or line.emphasis, page=page)

    def pass_over(self, removed: Sequence[Removed]) -> None:
        """Give no boxes to these ranges from now on: a sentence over two pages has none around their feet."""
        for piece in removed:
            self._shown[piece.start : piece.end] = bytes(piece.end - piece.start)

    def locate(self, start: int, end: int) -> SourceSpan:
        """The boxes of `raw[start:end]`, one for each visual line that it touches."""
        boxes: list[Box] = []
        i = max(0, bisect_right(self._line_starts, start) - 1)
        while i < len(self._line_starts) and (at := self._line_starts[i]) < max(end, start + 1):
            line_end = self._line_starts[i + 1] if i + 1 < len(self._line_starts) else self._length
            boxes.extend(self._box(self._page_of[i], max(at, start), min(line_end, end)))
            i += 1
        return SourceSpan(boxes=tuple(boxes))

    def _box(self, number: int, start: int, end: int) -> Iterator[Box]:
        """The box around what is shown of `raw[start:end]`, a part of a line on page `number`, if any is."""
        left, right = self._edges[number - 1]
        x0: list[float] = []
        x1: list[float] = []
        touched: list[int] = []
        first = max(0, bisect_right(self._word_starts, start) - 1)
        for word in range(first, bisect_left(self._word_starts, end)):
            at = self._word_starts[word]
            low, high = max(start, at), min(end, at + len(self._words[word]))
            shown = [self._words[word][k - at] for k in range(low, high) if self._shown[k]]
            if shown:
                x0.extend([left[glyph] for glyph in shown])
                x1.extend([right[glyph] for glyph in shown])
                touched.append(word)
        if touched:
            top, bottom = (
                min(self._top[word] for word in touched),
                max(self._bottom[word] for word in touched),
            )
            yield Box(number, *(round(side, 2) for side in (min(x0), top, max(x1), bottom)))


def _words(pages: Sequence[Page]) -> Iterator[Word]:
    return (word for page in pages for line in page.lines for word in line.words)


def _average_width(pages: Sequence[Page]) -> float:
    """The width of an average character, in points."""
    width = sum(word.right - word.left for word in _words(pages))
    count = sum(len(word.text) for word in _words(pages))
    return max(1.0, width / count)


def _margins(pages: Sequence[Page]) -> tuple[float, float]:
    """The left and right edges of the text, but for a few lines that go beyond."""
    lefts = sorted(line.left for page in pages for line in page.lines)
    rights = sorted(line.right for page in pages for line in page.lines)
    return lefts[len(lefts) // 20], rights[math.ceil(len(rights) * 0.95) - 1]


def _pitch(pages: Sequence[Page]) -> float:
    """The usual distance from one line to the next, in points."""
    distances = [
        below.bottom - above.bottom
        for page in pages
        for above, below in zip(page.lines, page.lines[1:], strict=False)
        if 0 < below.bottom - above.bottom < 40
    ]
    if not distances:
        return 12.0
    usual = median(distances)
    # Where paragraphs are short, most distances are those between them: take the lower cluster.
    lower = [distance for distance in distances if distance < 0.8 * usual]
    return median(lower) if len(lower) > 0.2 * len(distances) else usual
