"""PDF by reportlab: running heads, page numbers, bold headings; every word knows its page."""

import io
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any, Final

from reportlab.lib.pagesizes import letter
from reportlab.pdfbase.pdfmetrics import stringWidth
from reportlab.pdfgen.canvas import Canvas

from corpus.layouts.plain import smart
from corpus.model import Document, Paragraph, Position

_WIDTH: Final = float(letter[0])
_HEIGHT: Final = float(letter[1])


@dataclass(frozen=True, slots=True)
class PdfStyle:
    """The page: size of type, margins in points, the head and whether numbers stand in the foot."""

    font: str = "Times"
    size: float = 11
    margin: float = 72
    leading: float = 1.25
    running_head: str = ""
    numbers: bool = True
    smart_quotes: bool = True

    @property
    def roman(self) -> str:
        """The upright face."""
        return {"Times": "Times-Roman"}.get(self.font, self.font)

    @property
    def bold(self) -> str:
        """The bold face."""
        return f"{self.font}-Bold"


@dataclass(slots=True)
class PdfPlaces:
    """Where each word of each paragraph stands: its page, counted from 1."""

    texts: list[str] = field(default_factory=list)
    words: dict[int, list[tuple[int, int]]] = field(default_factory=dict)
    noise: list[dict[str, Any]] = field(default_factory=list)

    def _page(self, paragraph: int, offset: int) -> int:
        return max((start, page) for start, page in self.words[paragraph] if start <= offset)[1]

    def locate(self, position: Position) -> dict[str, Any]:
        """Pages of the first and the last character, and the text with single spaces."""
        parts = self.texts[position.first : position.last + 1]
        parts[-1] = parts[-1][: position.end]
        parts[0] = parts[0][position.start :]
        out: dict[str, Any] = {"page": self._page(position.first, position.start)}
        last = self._page(position.last, position.end - 1)
        if last != out["page"]:
            out["page_end"] = last
        out["quote"] = " ".join(part for part in parts if part)
        return out


@dataclass(slots=True)
class PdfLayout:
    """Sets paragraphs line by line on letter pages."""

    style: PdfStyle
    places: PdfPlaces = field(default_factory=PdfPlaces)
    _buffer: io.BytesIO = field(default_factory=io.BytesIO)
    _y: float = 0
    _page: int = 0

    def render(self, document: Document) -> tuple[bytes, PdfPlaces]:
        """The file and the places in it; the same bytes for the same version of reportlab."""
        canvas = Canvas(self._buffer, pagesize=letter, invariant=1, pageCompression=1)
        canvas.setTitle(document.title or document.id)
        self._begin(canvas)
        for index, paragraph in enumerate(document.paragraphs):
            text = paragraph.rich.text
            self.places.texts.append(smart(text) if self.style.smart_quotes else text)
            self._paragraph(canvas, document, index, paragraph)
        self._end(canvas)
        canvas.save()
        return self._buffer.getvalue(), self.places

    def _begin(self, canvas: Canvas) -> None:
        self._page += 1
        self._y = _HEIGHT - self.style.margin
        if self.style.running_head and self._page > 1:
            canvas.setFont(self.style.roman, 9)
            canvas.drawRightString(_WIDTH - self.style.margin, _HEIGHT - 40, self.style.running_head)

    def _end(self, canvas: Canvas) -> None:
        if self.style.numbers:
            canvas.setFont(self.style.roman, 9)
            canvas.drawCentredString(_WIDTH / 2, 36, str(self._page))
        canvas.showPage()

    def _turn(self, canvas: Canvas) -> None:
        self._end(canvas)
        self._begin(canvas)

    # ------------------------------------------------------------------ paragraphs

    def _paragraph(self, canvas: Canvas, document: Document, index: int, paragraph: Paragraph) -> None:
        left, size = self.style.margin, self.style.size
        step = 24.0
        depth = max(paragraph.depth, 0)
        match paragraph.role:
            case "toc":
                self.places.words[index] = [(0, self._page)]
                self._contents(canvas, document)
                return
            case "title" | "center" | "label":
                indent, rest = -1.0, -1.0
            case "heading" if index and document.paragraphs[index - 1].role == "label":
                indent, rest = -1.0, -1.0
            case "line":
                indent = rest = paragraph.indent * 4.5
            case "cell":
                _, column, last = paragraph.cell or (0, 0, 0)
                shift = column + 1 if column else 0  # the first column holds names and is twice as wide
                indent = rest = shift * (_WIDTH - 2 * self.style.margin) / (last + 2)
            case "heading" | "node":
                indent, rest = depth * step, depth * step + step
            case _:
                rest = depth * step + step if paragraph.depth > 0 else 0.0
                indent = rest + step
        if paragraph.cell and paragraph.cell[1]:
            self._y += size * self.style.leading
        elif not paragraph.follows:
            self._y -= size * 0.8
        for line in self._fill(index, paragraph, indent, rest):
            self._line(canvas, index, paragraph, line, left, indent if line[0][0] == 0 else rest)

    def _faces(self, index: int, paragraph: Paragraph) -> Iterator[tuple[int, int, str]]:
        """Words as (start, end, face): headings and centred lines are bold."""
        bold = paragraph.heading or (0, 0)
        if paragraph.role in {"title", "center", "label"}:
            bold = (0, len(paragraph.rich.text))
        cuts = sorted(at for at, kind in paragraph.rich.breaks if kind == "line")
        start, text = 0, self.places.texts[index]
        for word in text.split(" "):
            end = start + len(word)
            for low, high in zip([start, *(c for c in cuts if start < c < end)],
                                 [*(c for c in cuts if start < c < end), end], strict=True):  # fmt: skip
                yield low, high, self.style.bold if bold[0] <= low < bold[1] else self.style.roman
            start = end + 1

    def _fill(
        self, index: int, paragraph: Paragraph, indent: float, rest: float
    ) -> Iterator[list[tuple[int, int, str]]]:
        text, size = self.places.texts[index], self.style.size
        room = _WIDTH - 2 * self.style.margin
        forced = {at for at, _ in paragraph.rich.breaks}
        line: list[tuple[int, int, str]] = []
        width = max(indent, 0)
        for start, end, face in self._faces(index, paragraph):
            advance = stringWidth(text[start:end] + " ", face, size)
            if line and (width + advance > room or start in forced or start - 1 in forced):
                yield line
                line, width = [], max(rest, 0)
            line.append((start, end, face))
            width += advance
            if end == paragraph.label_end:
                width = max(width, max(indent, 0) + 24)
        yield line

    def _line(
        self, canvas: Canvas, index: int, paragraph: Paragraph, line: list[tuple[int, int, str]], left: float,
        indent: float,
    ) -> None:  # fmt: skip
        text, size = self.places.texts[index], self.style.size
        turns = {at for at, kind in paragraph.rich.breaks if kind == "page"}
        if self._y - size < self.style.margin or any(line[0][0] - 1 <= at <= line[0][0] for at in turns):
            self._turn(canvas)
        self._y -= size * self.style.leading
        x = left + indent
        if indent < 0:
            whole = sum(stringWidth(text[s:e] + " ", face, size) for s, e, face in line)
            x = (_WIDTH - whole) / 2
        for start, end, face in line:
            canvas.setFont(face, size)
            canvas.drawString(x, self._y, text[start:end] + " ")
            x += stringWidth(text[start:end] + " ", face, size)
            if end == paragraph.label_end:
                x = max(x, left + max(indent, 0) + 24)
        self.places.words.setdefault(index, []).append((line[0][0], self._page))

    def _contents(self, canvas: Canvas, document: Document) -> None:
        self.places.noise.append({"kind": "toc", "page": self._page})
        canvas.setFont(self.style.bold, self.style.size)
        self._y -= 2 * self.style.size
        canvas.drawCentredString(_WIDTH / 2, self._y, "TABLE OF CONTENTS")
        for number, node in enumerate(n for n in document.nodes if n.heading and n.depth < 2):
            self._y -= self.style.size * self.style.leading
            canvas.setFont(self.style.roman, self.style.size)
            x = self.style.margin + 18 * node.depth
            canvas.drawString(x, self._y, f"{node.label or ''}   {node.heading}")
            canvas.drawRightString(_WIDTH - self.style.margin, self._y, str(1 + number // 9))
