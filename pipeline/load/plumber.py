"""pdfplumber's view of a PDF: the cells of its ruled tables, and the characters that pdfium cannot name."""

from __future__ import annotations

import io
from array import array
from collections.abc import Sequence
from typing import Any, Self

import pdfplumber
from pdfminer.pdfexceptions import PDFException
from pdfminer.psexceptions import PSException
from pdfplumber.utils.exceptions import MalformedPDFException, PdfminerException

from pipeline.load.glyphs import Glyphs
from pipeline.load.visual import VisualLine, Word
from pipeline.model import BlockKind

_Document = Any  # pdfplumber's document or page, which have no types
# What pdfminer raises on the files that pdfium forgives; its reading is a help, never a condition.
_PLUMBER_ERRORS = (
    PSException, PDFException, PdfminerException, MalformedPDFException, ValueError, TypeError,
    KeyError, IndexError, AttributeError, RecursionError, OverflowError, ZeroDivisionError, AssertionError,
)  # fmt: skip


class Plumber:
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
        if not places or characters.count("\ufffd") >= unnamed:
            return None
        x0, x1, top, bottom = (array("f", side) for side in zip(*places, strict=True))
        return Glyphs("".join(characters), x0, x1, top, bottom, width, height, upright=True)


def with_tables(
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
