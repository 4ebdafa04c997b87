"""HTML as EDGAR exhibits have it: font tags, entities, numbers in table cells, page-break rules."""

import re
from dataclasses import dataclass, field
from typing import Final

from corpus.layouts.places import TextPlaces
from corpus.layouts.plain import smart
from corpus.model import Document, Paragraph

# Three generations of the same exhibit: word processor exports with numeric cp1252 references, filing
# agents' style attributes with named entities, and plain characters in UTF-8.
_ENTITIES: Final = {
    "numeric": {"&": "&amp;", "<": "&lt;", ">": "&gt;", '"': "&quot;", "“": "&#147;", "”": "&#148;",
                "’": "&#146;", "—": "&#151;", "–": "&#150;", "§": "&#167;", "€": "&#128;", "£": "&#163;"},
    "named": {"&": "&amp;", "<": "&lt;", ">": "&gt;", '"': "&quot;", "“": "&ldquo;", "”": "&rdquo;",
              "’": "&rsquo;", "—": "&mdash;", "–": "&ndash;", "§": "&sect;", "€": "&euro;", "£": "&pound;"},
    "utf8": {"&": "&amp;", "<": "&lt;", ">": "&gt;"},
}  # fmt: skip


@dataclass(frozen=True, slots=True)
class HtmlStyle:
    """Choices of the filing agent. `page_chars` turns the page after about so much text (0: never)."""

    entities: str = "named"
    upper: bool = False
    font: bool = False
    number_cells: bool = False
    page_chars: int = 0
    running_head: str = ""
    smart_quotes: bool = True
    wrap: int = 100
    nbsp: int = 4
    underline_terms: bool = False


@dataclass(slots=True)
class HtmlLayout:
    """Writes paragraphs as tags and text; one instance a file."""

    style: HtmlStyle
    out: TextPlaces = field(default_factory=TextPlaces)
    _page: int = 1
    _chars: int = 0
    _column: int = 0

    def render(self, document: Document) -> TextPlaces:
        """The whole document, written to `out`."""
        self._tag(f"<html>\n<head>\n<title>{self._plain(document.title or document.id)}</title>\n</head>\n")
        self._tag('<body bgcolor="white">\n')
        for index, paragraph in enumerate(document.paragraphs):
            if self.style.page_chars and self._chars > self.style.page_chars and not paragraph.follows:
                self._turn()
            self._paragraph(document, index, paragraph)
            self._chars += len(paragraph.rich.text)
        self._tag("</body>\n</html>\n")
        return self.out

    # ------------------------------------------------------------------ tags and pages

    def _tag(self, tags: str) -> None:
        if self.style.upper:
            tags = re.sub(r"</?[a-z]+", lambda m: m.group().upper(), tags)
        self.out.raw(tags)
        self._column = 0

    def _nbsp(self, count: int) -> str:
        return ("&#160;" if self.style.entities == "numeric" else "&nbsp;") * count

    def _plain(self, text: str) -> str:
        return text.replace("&", "&amp;")

    def _open_font(self) -> str:
        return '<font face="Times New Roman" size="2">' if self.style.font else ""

    def _close_font(self) -> str:
        return "</font>" if self.style.font else ""

    def _turn(self) -> None:
        start = self.out.length
        number = f'<p align="center">{self._open_font()}{self._page}{self._close_font()}</p>\n'
        rule = '<hr size="3" noshade style="page-break-after: always">\n'
        head = f'<p align="right"><i>{self._plain(self.style.running_head)}</i></p>\n'
        self._tag(number + rule + (head if self.style.running_head else ""))
        self.out.noise.append({"kind": "page_break", "start": start, "end": self.out.length})
        self._page += 1
        self._chars = 0

    # ------------------------------------------------------------------ paragraphs

    def _paragraph(self, document: Document, index: int, paragraph: Paragraph) -> None:
        match paragraph.role:
            case "toc":
                self._contents(document)
            case "title" | "center" | "label":
                self._block(index, paragraph, '<p align="center"><b>', "</b></p>\n")
            case "heading" if (
                paragraph.label_end == 0 and index and document.paragraphs[index - 1].role == "label"
            ):
                self._block(index, paragraph, '<p align="center"><b>', "</b></p>\n")
            case "heading" if paragraph.label_end == 0:
                self._block(index, paragraph, "<p><b>", "</b></p>\n")
            case "heading" | "node":
                self._clause(index, paragraph)
            case "line":
                self._address(document, index, paragraph)
            case "cell":
                self._cell(document, index, paragraph)
            case _:
                first = self._nbsp(self.style.nbsp) if paragraph.depth <= 0 else ""
                left = f' style="margin-left: {3 * (paragraph.depth + 1)}%"' if paragraph.depth > 0 else ""
                self._block(index, paragraph, f"<p{left}>", "</p>\n", first)

    def _block(self, index: int, paragraph: Paragraph, before: str, after: str, pad: str = "") -> None:
        self._tag(before + self._open_font() + pad)
        self._run(index, paragraph, 0, len(paragraph.rich.text))
        self._tag(self._close_font() + after)

    def _clause(self, index: int, paragraph: Paragraph) -> None:
        cut, end = paragraph.label_end, len(paragraph.rich.text)
        if not cut:
            self._block(index, paragraph, "<p>", "</p>\n", self._nbsp(self.style.nbsp))
            return
        left, width = 3 * max(paragraph.depth, 0), 5 if cut < 6 else 12
        if self.style.number_cells:
            self._tag(
                '<table border="0" cellpadding="0" cellspacing="0" width="100%">\n<tr valign="top">\n'
                f'<td width="{left + 1}%">{self._nbsp(1)}</td><td width="{width}%">{self._open_font()}'
            )
            self._run(index, paragraph, 0, cut)
            self._tag(f"{self._close_font()}</td>\n<td>{self._open_font()}")
            self._run(index, paragraph, cut + 1, end)
            self._tag(f"{self._close_font()}</td>\n</tr>\n</table>\n")
            return
        self._tag(f'<p style="margin-left: {left}%">{self._open_font()}')
        self._run(index, paragraph, 0, cut)
        self._tag(self._nbsp(self.style.nbsp) + " ")
        self._run(index, paragraph, cut + 1, end)
        self._tag(f"{self._close_font()}</p>\n")

    def _address(self, document: Document, index: int, paragraph: Paragraph) -> None:
        if not paragraph.follows:
            self._tag(f"<p>{self._open_font()}")
        self._tag(self._nbsp(paragraph.indent // 2))
        self._run(index, paragraph, 0, len(paragraph.rich.text))
        more = index + 1 < len(document.paragraphs) and document.paragraphs[index + 1]
        self._tag("<br>\n" if more and more.follows else f"{self._close_font()}</p>\n")

    def _cell(self, document: Document, index: int, paragraph: Paragraph) -> None:
        row, column, last = paragraph.cell or (0, 0, 0)
        if not paragraph.follows:
            self._tag('<table border="0" width="90%" align="center">\n')
        bold = ("<b>", "</b>") if row == 0 else ("", "")
        align = "" if column == 0 else ' align="right"'
        self._tag(("<tr>\n" if column == 0 else "") + f"<td{align}>{self._open_font()}{bold[0]}")
        self._run(index, paragraph, 0, len(paragraph.rich.text))
        self._tag(f"{bold[1]}{self._close_font()}</td>\n" + ("</tr>\n" if column == last else ""))
        more = index + 1 < len(document.paragraphs) and document.paragraphs[index + 1]
        if column == last and not (more and more.follows):
            self._tag("</table>\n")

    def _contents(self, document: Document) -> None:
        start = self.out.length
        self._tag('<p align="center"><b>TABLE OF CONTENTS</b></p>\n<table width="100%">\n')
        for number, node in enumerate(n for n in document.nodes if n.heading and n.depth < 2):
            pad = self._nbsp(4 * node.depth)
            name = self._plain(str(node.heading))
            self._tag(f"<tr><td>{pad}{node.label or ''}</td><td>{name}</td><td>{1 + number // 9}</td></tr>\n")
        self._tag("</table>\n")
        self.out.noise.append({"kind": "toc", "start": start, "end": self.out.length})

    # ------------------------------------------------------------------ text

    def _switches(self, paragraph: Paragraph, start: int, end: int) -> list[tuple[int, str]]:
        """Tags inside the text: the bold heading of a clause and, if so styled, underlined terms."""
        out: list[tuple[int, str]] = []
        if paragraph.heading and paragraph.role in {"node", "heading"} and paragraph.label_end:
            low, high = paragraph.heading
            if start <= low < high <= end:
                tag = "b" if paragraph.role == "heading" else "u"
                out += [(low, f"<{tag}>"), (high, f"</{tag}>")]
        if self.style.underline_terms:
            for mark in paragraph.rich.marks:
                if mark.kind == "def" and start <= mark.start < mark.end <= end:
                    out += [(mark.start, "<u>"), (mark.end, "</u>")]
        out += [(at, "\f") for at, kind in paragraph.rich.breaks if kind == "page" and start < at < end]
        return sorted(out, key=lambda item: item[0])

    def _run(self, index: int, paragraph: Paragraph, start: int, end: int) -> None:
        text = smart(paragraph.rich.text) if self.style.smart_quotes else paragraph.rich.text
        position = start
        for at, tag in [*self._switches(paragraph, start, end), (end, "")]:
            self._escaped(index, text, position, at)
            position = at
            if tag == "\f":
                self._split(paragraph)
            elif tag:
                column = self._column
                self._tag(tag)
                self._column = column + len(tag)

    def _split(self, paragraph: Paragraph) -> None:
        """Turn the page inside a paragraph: end it, set the rule, and go on in a new one."""
        start = self.out.length
        self._tag(f"{self._close_font()}</p>\n")
        self._turn()
        self._tag(f"<p>{self._open_font()}")
        self.out.noise[-1].update(start=start, end=self.out.length)
        assert not self.style.number_cells or paragraph.depth < 0, "a page cannot turn inside a table cell"

    def _escaped(self, index: int, text: str, start: int, end: int) -> None:
        """Text with entities, broken into source lines at spaces."""
        entities = _ENTITIES[self.style.entities]
        run = start
        for at in range(start, end):
            character = text[at]
            if character in entities:
                if at > run:
                    self.out.run(index, run, text[run:at])
                self.out.run(index, at, character, entities[character])
                run = at + 1
            elif character == " " and self._column + at - run > self.style.wrap:
                if at > run:
                    self.out.run(index, run, text[run:at])
                self.out.raw("\n")
                self._column, run = 0, at + 1
        if end > run:
            self.out.run(index, run, text[run:end])
        self._column += end - run
