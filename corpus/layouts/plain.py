"""EDGAR plain text: hard-wrapped, justified or double-spaced lines, pages, heads, dash escaping."""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from itertools import pairwise
from typing import Final

from corpus.layouts.places import TextPlaces
from corpus.model import Document, Paragraph

_WORD: Final = re.compile(r"\S+")
_SMART: Final = re.compile(r'(^|[\s(\[])"')


@dataclass(frozen=True, slots=True)
class PlainStyle:
    """How the typist set the page. Widths and indents are columns, `page_lines` counts lines."""

    width: int = 72
    justify: bool = False
    double: bool = False
    page_lines: int = 0
    page_mark: str = "edgar"
    running_head: str = ""
    first_page: int = 1
    step: int = 5
    hang: bool = True
    first_indent: int = 5
    underline: bool = False
    dash_escape: bool = False
    smart_quotes: bool = False
    eol: str = "\n"
    table_tags: bool = True


def smart(text: str) -> str:
    """`text` with typographic quotation marks and apostrophes, character for character."""
    return _SMART.sub("\\1“", text).replace('"', "”").replace("'", "’")


@dataclass(slots=True)
class PlainLayout:
    """Writes paragraphs as lines and turns pages; one instance a file."""

    style: PlainStyle
    out: TextPlaces = field(default_factory=TextPlaces)
    _lines: int = 0
    _page: int = 0
    _table_stub: str = ""

    def render(self, document: Document) -> TextPlaces:
        """The whole document, written to `out`."""
        self._page = self._page or self.style.first_page
        previous: Paragraph | None = None
        for index, paragraph in enumerate(document.paragraphs):
            if previous is not None and not paragraph.follows:
                gap = 2 if paragraph.role in {"label", "title"} or self._leaves(previous, paragraph) else 1
                self._blank(gap)
            self._paragraph(document, index, paragraph)
            previous = paragraph
        return self.out

    # ------------------------------------------------------------------ lines and pages

    def _leaves(self, before: Paragraph, after: Paragraph) -> bool:
        return before.depth >= 0 and after.depth < 0

    def _blank(self, count: int) -> None:
        for _ in range(count * (2 if self.style.double else 1)):
            self.out.raw(self.style.eol)
            self._lines += 1

    def _turn(self) -> None:
        """End the page: its number, the marker of the next page, and the running head there."""
        style, eol, start = self.style, self.style.eol, self.out.length
        number = str(self._page)
        if style.page_mark == "dashes":
            number = f"- {number} -"
        foot = number.center(style.width).rstrip()
        if style.dash_escape and foot.startswith("-"):
            foot = f"- {foot}"
        marker = {"edgar": f"<PAGE>   {self._page + 1}", "bare": "<PAGE>", "dashes": "<PAGE>"}
        lines = ["", foot]
        if style.page_mark in marker:
            lines.append(marker[style.page_mark])
        if style.running_head:
            lines += ["", style.running_head.rjust(style.width)]
        lines.append("")
        self.out.raw(eol.join(lines) + eol)
        noise_end = self.out.length
        self.out.noise.append({"kind": "page_break", "start": start, "end": noise_end})
        self._page += 1
        self._lines = 0

    def _end_line(self, *, more: bool, turn: bool) -> None:
        """Finish a line; turn the page if it is full or the master asks for it."""
        self.out.raw(self.style.eol)
        self._lines += 1
        if turn or (self.style.page_lines and self._lines >= self.style.page_lines):
            self._turn()
        elif more and self.style.double:
            self.out.raw(self.style.eol)
            self._lines += 1

    # ------------------------------------------------------------------ paragraphs

    def _paragraph(self, document: Document, index: int, paragraph: Paragraph) -> None:
        style = self.style
        text = smart(paragraph.rich.text) if style.smart_quotes else paragraph.rich.text
        depth = max(paragraph.depth, 0)
        match paragraph.role:
            case "toc":
                self._contents(document)
            case "title" | "center" | "label":
                self._centred(index, paragraph, text)
            case "heading" if paragraph.label_end == 0 and self._after_label(document, index):
                self._centred(index, paragraph, text)
            case "line":
                self._wrapped(index, paragraph, text, paragraph.indent, paragraph.indent)
            case "cell":
                self._cell(document, index, paragraph, text)
            case "node" | "heading":
                first = depth * style.step
                self._wrapped(index, paragraph, text, first, first + style.step if style.hang else 0)
                if style.underline and paragraph.role == "heading":
                    self._rule(paragraph, first)
            case _:
                hanging = depth * style.step + style.step if style.hang and paragraph.depth > 0 else 0
                self._wrapped(index, paragraph, text, hanging + style.first_indent, hanging)

    def _after_label(self, document: Document, index: int) -> bool:
        return index > 0 and document.paragraphs[index - 1].role == "label"

    def _centred(self, index: int, paragraph: Paragraph, text: str) -> None:
        left = max(0, (self.style.width - len(text)) // 2)
        self._wrapped(index, paragraph, text, left, left)

    def _rule(self, paragraph: Paragraph, first: int) -> None:
        start, end = paragraph.heading or (0, 0)
        gap = max(paragraph.label_end + 1, self.style.step) if paragraph.label_end else 0
        column = first + gap
        dashes = "-" * (end - start)
        escape = "- " if self.style.dash_escape and column == 0 else ""
        self.out.raw(" " * column + escape + dashes)
        self._end_line(more=False, turn=False)

    def _wrapped(self, index: int, paragraph: Paragraph, text: str, first: int, rest: int) -> None:
        lines = self._fill(paragraph, text, first, rest)
        turns = [at for at, kind in paragraph.rich.breaks if kind == "page"]
        for number, line in enumerate(lines):
            last = number == len(lines) - 1
            indent = first if number == 0 else rest
            room = self.style.width - indent
            self._line(index, paragraph, text, line, indent, room if self._spread(line, room, last) else 0)
            end = line[-1][1]
            self._end_line(more=not last, turn=any(line[0][0] < at <= end + 1 for at in turns))

    def _spread(self, line: Sequence[tuple[int, int]], room: int, last: bool) -> bool:
        width = line[-1][1] - line[0][0]
        return self.style.justify and not last and len(line) > 3 and room * 0.8 <= width <= room

    def _fill(self, paragraph: Paragraph, text: str, first: int, rest: int) -> list[list[tuple[int, int]]]:
        """Words of each line as (start, end); the label takes at least one step of columns."""
        forced = dict(paragraph.rich.breaks)
        lines: list[list[tuple[int, int]]] = []
        line: list[tuple[int, int]] = []
        column, width = first, self.style.width
        for start, end in self._words(text, forced):
            glued = bool(line) and line[-1][1] == start
            if line and (
                (column + (end - start) + (not glued) > width)
                or (glued and start in forced)
                or forced.get(start - 1) == "page"
                or forced.get(start) == "page"
            ):
                lines.append(line)
                line, column = [], rest
            if line:
                column += not glued
            line.append((start, end))
            column += end - start
            if len(line) == 1 and not lines and paragraph.label_end:
                column = first + max(paragraph.label_end, self.style.step - 1)
        if line:
            lines.append(line)
        return lines or [[(0, 0)]]

    def _words(self, text: str, forced: Mapping[int, str]) -> list[tuple[int, int]]:
        spans = [m.span() for m in _WORD.finditer(text)]
        if not forced:
            return spans
        out: list[tuple[int, int]] = []
        for start, end in spans:
            cuts = [start, *(at for at in sorted(forced) if start < at < end), end]
            out += pairwise(cuts)
        return out

    def _line(
        self, index: int, paragraph: Paragraph, text: str, line: list[tuple[int, int]], indent: int, fill: int
    ) -> None:
        """One line: a single run where the spaces are single, a run a word where it is spread out."""
        start, end = line[0][0], line[-1][1]
        escape = "- " if self.style.dash_escape and indent == 0 and text[start:end].startswith("-") else ""
        self.out.raw(" " * indent + escape)
        label_end = paragraph.label_end
        if start == 0 and 0 < label_end < end:
            # A label is followed by as many spaces as bring the text to the next stop.
            cut = next(i for i, (_, stop) in enumerate(line) if stop >= label_end) + 1
            self.out.run(index, 0, text[:label_end])
            if cut >= len(line):
                return
            gap = max(1, self.style.step - label_end)
            self.out.raw(" " * gap)
            fill = max(0, fill - label_end - gap)
            line = line[cut:]
            start = line[0][0]
        extra = fill - (end - start)
        if not fill or extra <= 0 or len(line) < 2:
            self.out.run(index, start, text[start:end])
            return
        gaps = [1] * (len(line) - 1)
        # The extra spaces go in from alternate sides, as the word processors of the time did it.
        order = range(len(gaps)) if index + self._lines & 1 else range(len(gaps) - 1, -1, -1)
        while extra > 0:
            for at in order:
                if extra > 0:
                    gaps[at] += 1
                    extra -= 1
        for (left, right), gap in zip(line, [*gaps, 0], strict=True):
            self.out.run(index, left, text[left:right])
            self.out.raw(" " * gap)

    # ------------------------------------------------------------------ tables

    def _cell(self, document: Document, index: int, paragraph: Paragraph, text: str) -> None:
        row, column, last = paragraph.cell or (0, 0, 0)
        widths = self._columns(document, index)
        if (row, column) == (0, 0) and self.style.table_tags:
            eol = self.style.eol
            stubs = "<S>".ljust(widths[0] + 2) + "".join("<C>".ljust(w + 2) for w in widths[1:])
            self.out.raw(f"<TABLE>{eol}<CAPTION>{eol}")
            self._table_stub = stubs.rstrip()
        if column == 0 and row == 1 and self.style.table_tags:
            self.out.raw(self._table_stub + self.style.eol)
        if text:
            self.out.run(index, 0, text)
        if column < last:
            self.out.raw(" " * (widths[column] + 2 - len(text)))
            return
        self._end_line(more=False, turn=False)
        after = document.paragraphs[index + 1] if index + 1 < len(document.paragraphs) else None
        self._close_table(after)

    def _close_table(self, after: Paragraph | None) -> None:
        if (after is None or after.role != "cell") and self.style.table_tags:
            self.out.raw(f"</TABLE>{self.style.eol}")

    def _columns(self, document: Document, index: int) -> list[int]:
        """Widths of the columns of the table that the cell at `index` stands in."""
        low = high = index
        while low and document.paragraphs[low - 1].role == "cell":
            low -= 1
        while high + 1 < len(document.paragraphs) and document.paragraphs[high + 1].role == "cell":
            high += 1
        last = (document.paragraphs[index].cell or (0, 0, 0))[2]
        cells = document.paragraphs[low : high + 1]
        return [
            max(len(p.rich.text) for p in cells if p.cell and p.cell[1] == column)
            for column in range(last + 1)
        ]

    def _contents(self, document: Document) -> None:
        """A table of contents with dotted leaders; its page numbers only have to rise."""
        start = self.out.length
        eol, width = self.style.eol, self.style.width
        self.out.raw("TABLE OF CONTENTS".center(width).rstrip() + eol + eol)
        for number, node in enumerate(n for n in document.nodes if n.heading and n.depth < 2):
            name = " " * (3 * node.depth) + (f"{node.label}  " if node.label else "") + str(node.heading)
            page = str(1 + number // 9)
            self.out.raw(f"{name} {'.' * (width - len(name) - 6)} {page.rjust(3)}{eol}")
        self.out.raw(eol)
        self.out.noise.append({"kind": "toc", "start": start, "end": self.out.length})
