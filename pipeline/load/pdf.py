"""PDF: the text layer, line by line as it is seen, with a box for every character.

pdfium is the fast path, about fifty times as fast as pdfplumber; pdfplumber finds the cells of ruled tables,
and reads the pages whose characters pdfium cannot name.
"""

from __future__ import annotations

import threading
from collections.abc import Callable, Sequence
from contextlib import ExitStack
from dataclasses import replace
from functools import cache
from typing import TYPE_CHECKING, Any

import pypdfium2

from pipeline.errors import DamagedSource, EncryptedSource, UnsupportedSource
from pipeline.load.furniture import without_furniture
from pipeline.load.glyphs import glyphs_of, has_image, is_bold, is_ruled
from pipeline.load.normalise import normalise
from pipeline.load.paragraphs import paragraphs
from pipeline.load.ruled import with_tables
from pipeline.load.sheet import Page, Sheet
from pipeline.load.visual import VisualLine, visual_lines
from pipeline.model import Box, Furniture, LeftOut, Source, SourceSpan, Text

if TYPE_CHECKING:
    from pipeline.load.plumber import Plumber

_Document = Any  # pypdfium2's document, which has no types

# pdfium may be used by one thread at a time.
_PDFIUM = threading.Lock()

_TAIL = 2048  # bytes at the end of a whole file within which its end mark stands
_UNNAMED = 0.05  # share of characters without a name from which on a page is read again


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
    sheet = Sheet(pages)
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


def _read(data: bytes, name: str) -> list[Page]:
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
            with ExitStack() as opened:

                @cache
                def plumber() -> Plumber:
                    from pipeline.load.plumber import Plumber  # an eighth of a second, and few files need it

                    return opened.enter_context(Plumber(data))

                return [_page(document, i, plumber, name) for i in range(len(document))]
        finally:
            document.close()


def _page(document: _Document, index: int, plumber: Callable[[], Plumber], name: str) -> Page:
    try:
        page = document[index]
        text_page = page.get_textpage()
    except pypdfium2.PdfiumError as error:
        raise DamagedSource(name, f"page {index + 1} of the PDF is broken") from error
    try:
        glyphs = glyphs_of(page, text_page)
        unnamed = glyphs.characters.count("\ufffd")
        foreign = None
        if unnamed > _UNNAMED * len(glyphs.characters):
            foreign = plumber().glyphs(index, unnamed)
        shown = foreign or glyphs
        lines = visual_lines(shown)
        if lines and glyphs.upright and is_ruled(page):
            lines = with_tables(lines, plumber().cells(index))
        bold = [not foreign and is_bold(text_page, _sample(line)) for line in lines]
        scanned = not lines and has_image(page)
        return Page(lines, bold, shown.x0, shown.x1, glyphs.width, glyphs.height, scanned)
    finally:
        text_page.close()
        page.close()


def _sample(line: VisualLine) -> tuple[int, ...]:
    """A few characters that stand for all of a line."""
    words = line.words
    return tuple({words[0].at[0], words[len(words) // 2].at[0], words[-1].at[0]})
