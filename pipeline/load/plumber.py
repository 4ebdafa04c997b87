"""pdfplumber's view of a PDF: the cells of its ruled tables, and the characters that pdfium cannot name."""

from __future__ import annotations

import io
from array import array
from typing import Any, Self

import pdfplumber
from pdfminer.pdfexceptions import PDFException
from pdfminer.psexceptions import PSException
from pdfplumber.utils.exceptions import MalformedPDFException, PdfminerException

from pipeline.load.glyphs import Glyphs

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
