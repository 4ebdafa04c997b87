"""PDF: the text layer, line by line as it is seen, with a box for every character.

pdfium is the fast path, about fifty times as fast as pdfplumber; pdfplumber finds the cells of ruled tables,
and reads the pages whose characters pdfium cannot name.
"""

from __future__ import annotations

import io
import math
import threading
from array import array
from bisect import bisect_right
from collections.abc import Iterator, Sequence
from dataclasses import replace
from statistics import median
from typing import Any, Self

import pdfplumber
import pypdfium2
from pdfminer.pdfexceptions import PDFException
from pdfminer.psexceptions import PSException
from pdfplumber.utils.exceptions import MalformedPDFException, PdfminerException

from pipeline.errors import DamagedSource, EncryptedSource, UnsupportedSource
from pipeline.frozen import dataclass
from pipeline.load.furniture import RawLine, Removed, without_furniture
from pipeline.load.glyphs import Glyphs, glyphs_of, has_image, is_bold, is_ruled
from pipeline.load.lines import Line
from pipeline.load.normalise import normalise
from pipeline.load.paragraphs import paragraphs
from pipeline.load.visual import VisualLine, Word, visual_lines
from pipeline.model import BlockKind, Box, Furniture, LeftOut, Source, SourceSpan, Text

MEDIA_TYPE = "application/pdf"

_Document = Any  # pypdfium2's document, or pdfplumber's, or a page of it: neither has types here

# pdfium may be used by one thread at a time.
_PDFIUM = threading.Lock()

_TAIL = 2048  # bytes at the end of a whole file within which its end mark stands
_UNNAMED = 0.05  # share of characters without a name from which on a page is read again
_WIDE = 4  # columns between words that part cells
_CELL_GAP = 5  # spaces that they become
_CENTRED = 0.1  # of the text's width: a centred line keeps at least as much free on either side
_MOST_BLANKS = 3  # blank lines that a gap within a page may count for
_NEW_PARAGRAPH = 1.3  # of the usual distance between lines
# What pdfminer raises on the files that pdfium forgives; its reading is a help, never a condition.
_PLUMBER_ERRORS = (
    PSException, PDFException, PdfminerException, MalformedPDFException, ValueError, TypeError,
    KeyError, IndexError, AttributeError, RecursionError, OverflowError, ZeroDivisionError, AssertionError,
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class _Page:
    """A page as read: its lines in reading order, and which of them are bold."""

    lines: list[VisualLine]
    bold: list[bool]
    width: float
    height: float
    scanned: bool


def text_of(data: bytes, source: Source) -> Text:
    """The text of a PDF. Its `locate` gives boxes, one a line, in points from a page's upper left corner.

    Pages that are pictures without text are `left_out`. Raises `EncryptedSource`, `DamagedSource`, and
    `UnsupportedSource` where there are no pages or most of them are scans.
    """
    pages = _read(data, source.path)
    source = replace(source, pages=len(pages))
    scans = [number for number, page in enumerate(pages, 1) if page.scanned]
    written = sum(bool(page.lines) for page in pages)
    if not written:
        raise UnsupportedSource(source.path, f"scanned: {_counted(len(pages))}, no text layer")
    if len(scans) > written:
        listed = f"{len(scans)} of {_counted(len(pages))} have no text layer ({_ranges(scans)})"
        raise UnsupportedSource(source.path, f"scanned: {listed}")
    sheet = _Sheet(pages)
    kept, removed = without_furniture(sheet.raw, sheet.lines)
    left_out = [LeftOut(piece.kind, sheet.locate(piece.start, piece.end)) for piece in removed]
    sheet.pass_over(removed)
    for number in scans:
        page = pages[number - 1]
        left_out.append(
            LeftOut(Furniture.SCAN, SourceSpan(boxes=(Box(number, 0, 0, page.width, page.height),)))
        )
    lines = (sheet.dressed(line) for line in paragraphs(sheet.raw, kept))
    return normalise(sheet.raw, lines, source, sheet.locate, left_out=left_out)


def _counted(pages: int) -> str:
    return "1 page" if pages == 1 else f"{pages} pages"


def _ranges(numbers: Sequence[int]) -> str:
    """`[1, 2, 3, 7]` as "1-3, 7"."""
    parts: list[list[int]] = []
    for number in numbers:
        if parts and parts[-1][-1] == number - 1:
            parts[-1][1:] = [number]
        else:
            parts.append([number])
    return ", ".join("-".join(map(str, part)) for part in parts)


# --------------------------------------------------------------------------- reading


def _read(data: bytes, name: str) -> list[_Page]:
    if b"%%EOF" not in data[-_TAIL:] and b"startxref" not in data[-_TAIL:]:
        raise DamagedSource(name, "a truncated PDF: the end of the file is missing")
    with _PDFIUM:
        try:
            document = pypdfium2.PdfDocument(data)
        except pypdfium2.PdfiumError as error:
            if "password" in str(error).lower():
                raise EncryptedSource(name, "the PDF is protected by a password") from error
            raise DamagedSource(name, "a broken PDF") from error
        try:
            if len(document) == 0:
                raise UnsupportedSource(name, "a PDF without pages")
            with _Plumber(data) as plumber:
                return [_page(document, i, plumber, name) for i in range(len(document))]
        finally:
            document.close()


def _page(document: _Document, index: int, plumber: _Plumber, name: str) -> _Page:
    try:
        page = document[index]
        text_page = page.get_textpage()
    except pypdfium2.PdfiumError as error:
        raise DamagedSource(name, f"page {index + 1} of the PDF is broken") from error
    try:
        glyphs = glyphs_of(page, text_page)
        unnamed = glyphs.characters.count("\ufffd")
        foreign = unnamed > _UNNAMED * len(glyphs.characters) and plumber.glyphs(index, unnamed)
        lines = visual_lines(foreign or glyphs)
        if lines and glyphs.upright and is_ruled(page):
            lines = _with_tables(lines, plumber.cells(index))
        bold = [not foreign and is_bold(text_page, _sample(line)) for line in lines]
        scanned = not lines and has_image(page)
        return _Page(lines, bold, glyphs.width, glyphs.height, scanned)
    finally:
        text_page.close()
        page.close()


def _sample(line: VisualLine) -> tuple[int, ...]:
    """A few characters that stand for all of a line."""
    words = line.words
    return tuple({words[0].first, words[len(words) // 2].first, words[-1].first})


class _Plumber:
    """pdfplumber's view of the same file, opened when it is first asked for."""

    def __init__(self, data: bytes) -> None:
        self._data = data
        self._document: _Document = None

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        if self._document is not None:
            self._document.close()

    def _page(self, index: int) -> _Document:
        if self._document is None:
            self._document = pdfplumber.open(io.BytesIO(self._data))
        return self._document.pages[index]

    def cells(self, index: int) -> list[list[list[tuple[float, float, float, float]]]]:
        """The ruled tables of a page: for each its rows, for each row the boxes of its cells."""
        try:
            page = self._page(index)
            tables = [
                [[cell for cell in row.cells if cell is not None] for row in table.rows]
                for table in page.find_tables()
            ]
            page.close()
        except _PLUMBER_ERRORS:
            return []
        return [rows for rows in tables if len(rows) > 1 and max(map(len, rows)) > 1]

    def glyphs(self, index: int, unnamed: int) -> Glyphs | None:
        """The characters of a page, where fewer than `unnamed` of them have no name."""
        try:
            page = self._page(index)
            words = page.extract_words(return_chars=True)
            width, height = float(page.width), float(page.height)
            page.close()
        except _PLUMBER_ERRORS:
            return None
        characters: list[str] = []
        places: list[tuple[float, float, float, float]] = []
        last_top = None
        for word in words:
            if last_top is not None:
                characters.append("\n" if abs(word["top"] - last_top) > 3 else " ")
                places.append((0.0, 0.0, 0.0, 0.0))
            last_top = word["top"]
            for char in word["chars"]:
                if len(char["text"]) != 1:
                    char["text"] = "\ufffd"  # "(cid:12)"
                characters.append(char["text"])
                places.append((char["x0"], char["x1"], char["top"], char["bottom"]))
        if characters.count("\ufffd") >= unnamed:
            return None
        x0, x1, top, bottom = (array("f", side) for side in zip(*places, strict=True))
        return Glyphs("".join(characters), x0, x1, top, bottom, width, height, upright=True)


def _with_tables(
    lines: list[VisualLine], tables: Sequence[Sequence[Sequence[tuple[float, float, float, float]]]]
) -> list[VisualLine]:
    """The lines with those inside a ruled table put together to its rows."""
    for rows in tables:
        x0 = min(cell[0] for row in rows for cell in row)
        x1 = max(cell[2] for row in rows for cell in row)
        top, bottom = min(row[0][1] for row in rows), max(cell[3] for cell in rows[-1])
        inside = [line for line in lines if _within(line, x0, x1, top, bottom)]
        if not inside:
            continue
        made: list[VisualLine] = []
        left = [word for line in inside for word in line.words]
        for row in rows:
            cells: list[list[Word]] = []
            for cell in row:
                taken = [word for word in left if _is_in(word, cell)]
                if taken:
                    ids = {id(word) for word in taken}
                    left = [word for word in left if id(word) not in ids]
                    cells.append(taken)
            if cells:
                words = [word for cell in cells for word in cell]
                kind = BlockKind.TABLE if len(cells) > 1 else BlockKind.PROSE
                made.append(VisualLine(words, cells, kind))
        if left or not made:
            continue  # the rules do not part these words after all
        at = next(i for i, line in enumerate(lines) if line is inside[0])
        ids = {id(line) for line in inside}
        lines = (
            [line for line in lines[:at] if id(line) not in ids]
            + made
            + [line for line in lines[at:] if id(line) not in ids]
        )
    return lines


def _within(line: VisualLine, x0: float, x1: float, top: float, bottom: float) -> bool:
    y = (line.top + line.bottom) / 2
    return top <= y <= bottom and line.left >= x0 - 2 and line.right <= x1 + 2


def _is_in(word: Word, cell: tuple[float, float, float, float]) -> bool:
    x, y = (word.left + word.right) / 2, (word.top + word.bottom) / 2
    return cell[0] <= x <= cell[2] and cell[1] <= y <= cell[3]


# --------------------------------------------------------------------------- writing


class _Sheet:
    """All pages as one raw text of visual lines, and where each of its characters stands.

    Columns are counted in widths of the document's average character from its left margin.
    """

    def __init__(self, pages: Sequence[_Page]) -> None:
        self._x0 = array("f")
        self._x1 = array("f")
        self._top = array("f")  # of each word's characters, so that a box fits what it frames
        self._bottom = array("f")
        self._line_starts = array("q")
        self._pages = array("l")
        self._look: dict[int, tuple[bool, bool]] = {}  # start of a line: centred, bold
        self._unit = _average_width(pages)
        self._left, self._right = _margins(pages)
        self._pitch = _pitch(pages)
        self._parts: list[str] = []
        self.lines: list[RawLine] = []
        for number, page in enumerate(pages, 1):
            self._write_page(number, page)
        self.raw = "".join(self._parts)
        self._shown = bytearray(not character.isspace() for character in self.raw)

    def _write_page(self, number: int, page: _Page) -> None:
        previous: VisualLine | None = None
        for i, (line, bold) in enumerate(zip(page.lines, page.bold, strict=True)):
            start = len(self._x0)
            self._line_starts.append(start)
            self._pages.append(number)
            self._write_line(line)
            indent, right = self._column(line.left), self._column(line.right)
            # Where bold ends before the margin, a paragraph does.
            heading = bold and not all(page.bold[i + 1 : i + 2]) and line.right < self._right - 8 * self._unit
            written = Line(
                start, len(self._x0), max(0, indent), max(0, right), kind=line.kind, emphasis=heading
            )
            self.lines.append(RawLine(written, self._blanks(previous, line), previous is None))
            self._look[start] = self._is_centred(line, page), bold
            self._put("\n", (0.0,), (0.0,), 0.0, 0.0)
            previous = line

    def _write_line(self, line: VisualLine) -> None:
        first_of_cell = {id(cell[0]) for cell in line.cells[1:]}
        before: Word | None = None
        for word in line.words:
            if before is not None:
                columns = round((word.left - before.right) / self._unit)
                apart = columns >= _WIDE if not line.cells else id(word) in first_of_cell
                spaces = max(_CELL_GAP, min(columns, 80)) if apart else 1
                self._put(
                    " " * spaces, (before.right,) * spaces, (word.left,) * spaces, word.top, word.bottom
                )
            self._put(word.text, word.x0, word.x1, word.top, word.bottom)
            before = word

    def _put(
        self,
        text: str,
        x0: Sequence[float] | array[float],
        x1: Sequence[float] | array[float],
        top: float,
        bottom: float,
    ) -> None:
        self._parts.append(text)
        self._x0.extend(x0)
        self._x1.extend(x1)
        self._top.extend((top,) * len(text))
        self._bottom.extend((bottom,) * len(text))

    def _column(self, x: float) -> int:
        return round((x - self._left) / self._unit)

    def _is_centred(self, line: VisualLine, page: _Page) -> bool:
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
        page = self._pages[bisect_right(self._line_starts, line.start) - 1]
        return line._replace(centred=centred, emphasis=bold or line.emphasis, page=page)

    def pass_over(self, removed: Sequence[Removed]) -> None:
        """Give no boxes to these ranges from now on: a sentence over two pages has none around their feet."""
        for piece in removed:
            self._shown[piece.start : piece.end] = bytes(piece.end - piece.start)

    def locate(self, start: int, end: int) -> SourceSpan:
        """The boxes of `raw[start:end]`, one for each visual line that it touches."""
        boxes = []
        i = max(0, bisect_right(self._line_starts, start) - 1)
        while i < len(self._line_starts) and (at := self._line_starts[i]) < max(end, start + 1):
            line_end = self._line_starts[i + 1] if i + 1 < len(self._line_starts) else len(self._x0)
            shown = [k for k in range(max(at, start), min(line_end, end)) if self._shown[k]]
            if shown:
                x0, x1 = min(self._x0[k] for k in shown), max(self._x1[k] for k in shown)
                top, bottom = min(self._top[k] for k in shown), max(self._bottom[k] for k in shown)
                boxes.append(Box(self._pages[i], *(round(side, 2) for side in (x0, top, x1, bottom))))
            i += 1
        return SourceSpan(boxes=tuple(boxes))


def _words(pages: Sequence[_Page]) -> Iterator[Word]:
    return (word for page in pages for line in page.lines for word in line.words)


def _average_width(pages: Sequence[_Page]) -> float:
    """The width of an average character, in points."""
    width = sum(word.right - word.left for word in _words(pages))
    count = sum(len(word.text) for word in _words(pages))
    return max(1.0, width / count)


def _margins(pages: Sequence[_Page]) -> tuple[float, float]:
    """The left and right edges of the text, but for a few lines that go beyond."""
    lefts = sorted(line.left for page in pages for line in page.lines)
    rights = sorted(line.right for page in pages for line in page.lines)
    return lefts[len(lefts) // 20], rights[math.ceil(len(rights) * 0.95) - 1]


def _pitch(pages: Sequence[_Page]) -> float:
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
