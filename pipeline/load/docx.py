"""Word documents: paragraphs, tables and the numbers that Word writes before its clauses.

python-docx opens the package and knows its styles; the paragraphs are read from the XML itself, because its
own `text` loses what stands in tracked insertions, content controls and fields.
"""

from __future__ import annotations

import io
import re
import zipfile
from bisect import bisect_left, bisect_right
from collections.abc import Iterator
from typing import Any

import docx
from docx.opc.constants import RELATIONSHIP_TYPE
from docx.oxml.parser import parse_xml

from pipeline.errors import DamagedSource, EncryptedSource, UnsupportedSource
from pipeline.frozen import dataclass
from pipeline.load.furniture import RawLine, without_furniture
from pipeline.load.lines import Line
from pipeline.load.normalise import normalise
from pipeline.load.numbering import Numbering
from pipeline.load.rows import Draft, Glue, RowLine, lines_of_row
from pipeline.model import BlockKind, LeftOut, Source, SourceSpan, Text

# lxml ships no types; its elements, and python-docx's documents, are `Any` here and nowhere else.
_Element = Any
_Document = Any

_W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
_P, _TBL, _TR, _TC = _W + "p", _W + "tbl", _W + "tr", _W + "tc"
_WRAPPERS = frozenset(_W + name for name in ("sdt", "sdtContent", "ins", "moveTo", "smartTag", "customXml"))
_INLINE = {
    _W + "tab": "\t",
    _W + "br": "\n",
    _W + "cr": "\n",
    _W + "noBreakHyphen": "\u2011",
    _W + "ptab": "\t",
}
# What stands inside these is no text of the paragraph at hand, or not shown.
_PASSED_OVER = frozenset(
    {_W + "del", _W + "moveFrom", _W + "instrText", _W + "pPr", _W + "rPr",
     _W + "txbxContent", _W + "drawing", _W + "pict", _W + "object", "{http://schemas.openxmlformats.org/markup-compatibility/2006}AlternateContent"}
)  # fmt: skip
_TWIPS = 144  # twentieths of a point to a column

# What a run of a draft is: numbering that Word writes, or the paragraph's own text.
_LABEL, _OWN = 0, 1

_LARGEST = 512 << 20  # bytes that all parts together may unpack to
# Blanks that part no cells: as many characters, so that offsets within the paragraph hold.
_BLANKS = str.maketrans({"\t": "\xa0", "\n": "\xa0", " ": "\xa0"})
_PART = re.compile(r"\S[^\n]*")
_EMPHATIC_STYLES = ("heading", "title")


@dataclass(frozen=True, slots=True)
class _Paragraph:
    """A paragraph as it will be read: its number from 0, its label, its own text, and how it looks."""

    number: int
    label: str
    text: str
    indent: int = 0
    centred: bool = False
    emphasis: bool = False
    new_page: bool = False

    def draft(self) -> Draft:
        """The paragraph as a piece of a row."""
        runs = [(self.number, _OWN, self.text)]
        if self.label:
            runs.insert(0, (self.number, _LABEL, self.label + " "))
        ink = len(self.label) + len(self.text)
        return Draft(
            runs, ink, ink * self.emphasis, self.indent, centred=self.centred, new_page=self.new_page
        )


def is_docx(data: bytes) -> bool:
    """Whether a zip archive holds a Word document."""
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            return any(name.startswith("word/document") for name in archive.namelist())
    except (zipfile.BadZipFile, ValueError, OSError):
        return False


def text_of(data: bytes, source: Source) -> Text:
    """The text of a Word document: headers and footers left out, footnotes at the end.

    Raises `UnsupportedSource` if it is some other zip archive, `DamagedSource` if it is broken.
    """
    _check(data, source.path)
    try:
        document = docx.Document(io.BytesIO(data))
    except Exception as error:  # python-docx checks little: what goes wrong in it is of every kind
        raise DamagedSource(source.path, "a broken Word document") from error
    return _Writer(document).text(source)


def _check(data: bytes, name: str) -> None:
    """Raise unless the archive is whole, a Word document, and no bomb."""
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            parts = archive.infolist()
    except (zipfile.BadZipFile, ValueError, OSError, EOFError) as error:
        raise DamagedSource(name, "a truncated or broken zip archive") from error
    if sum(part.file_size for part in parts) > _LARGEST:
        raise UnsupportedSource(name, f"unpacks to more than {_LARGEST >> 20} MB")
    if any(part.flag_bits & 1 for part in parts):
        raise EncryptedSource(name, "the archive is protected by a password")
    names = {part.filename for part in parts}
    if not any(part.startswith("word/document") for part in names):
        what = "a spreadsheet" if "xl/workbook.xml" in names else "a zip archive without a Word document"
        raise UnsupportedSource(name, f"{what}, not a document with text")


class _Writer:
    """Writes the raw text of a document and remembers where each of its paragraphs stands."""

    def __init__(self, document: _Document) -> None:
        self._document = document
        self._styles = _Styles(document)
        self._numbering = Numbering(_part(document, RELATIONSHIP_TYPE.NUMBERING))
        self._parts: list[str] = []
        self._length = 0
        self._starts: list[int] = []  # of each paragraph's own text in the raw text
        self._numbers: list[int] = []  # and which paragraph it is
        self._lengths: list[int] = []
        self._lines: list[RawLine] = []
        self._count = 0

    def text(self, source: Source) -> Text:
        """The text of the document."""
        self._blocks(self._document.element.body)
        footnotes = _part(self._document, RELATIONSHIP_TYPE.FOOTNOTES)
        if footnotes is not None:
            for note in footnotes:
                if note.get(_W + "type") in (None, "normal"):
                    self._blocks(note)
        raw = "".join(self._parts)
        kept, removed = without_furniture(raw, self._lines)
        left_out = [LeftOut(piece.kind, self._locate(piece.start, piece.end)) for piece in removed]
        lines = (_with_gap(entry) for entry in kept)
        return normalise(raw, lines, source, self._locate, left_out=left_out)

    def _locate(self, start: int, end: int) -> SourceSpan:
        """The paragraph in which `raw[start:end]` begins, the one in which it ends, and the offsets there."""
        i = max(0, bisect_right(self._starts, start) - 1)
        if (
            i + 1 < len(self._starts)
            and start >= self._starts[i] + self._lengths[i]
            and end > self._starts[i + 1]
        ):
            i += 1  # in the label of the next one
        last = max(i, bisect_left(self._starts, end) - 1)
        first = min(max(0, start - self._starts[i]), self._lengths[i])
        stop = min(max(0, end - self._starts[last]), self._lengths[last])
        number, number_end = self._numbers[i], self._numbers[last]
        if number == number_end:
            return SourceSpan(first, max(first, stop), paragraph=number)
        return SourceSpan(first, stop, paragraph=number, paragraph_end=number_end)

    def _blocks(self, parent: _Element) -> None:
        for element in _children(parent):
            if element.tag == _P:
                paragraph = self._paragraph(element)
                if paragraph.text.strip() or paragraph.label:
                    self._write(RowLine((paragraph.draft(),)), gap=True)
                for box in element.iter(_W + "txbxContent"):
                    if not _is_fallback(box):
                        self._blocks(box)
            else:
                self._table(element)

    def _table(self, table: _Element) -> None:
        gap = True
        for row in table.iter(_TR):
            if _nearest(row, _TBL) is not table:
                continue  # of a table within a cell, which has been read with it
            cells: list[list[Draft]] = []
            nested: list[_Element] = []
            for cell in _children(row, (_TC,)):
                drafts = []
                for element in _children(cell):
                    if element.tag == _TBL:
                        nested.append(element)
                        continue
                    paragraph = self._paragraph(element)
                    if paragraph.text.strip() or paragraph.label:
                        drafts.append(paragraph.draft())
                if drafts:
                    cells.append(drafts)
            if cells:
                words = [" ".join(_squeezed(draft) for draft in cell) for cell in cells]
                for line in lines_of_row(cells, words):
                    table_row = line.kind is BlockKind.TABLE
                    self._write(line, gap=gap or not table_row)
                    gap = not table_row
            for inner in nested:
                self._table(inner)
                gap = True

    def _write(self, line: RowLine, *, gap: bool) -> None:
        start, parts_before = self._length, len(self._parts)
        for i, draft in enumerate(line.drafts):
            if i and line.glues[i - 1] is not Glue.NOTHING:
                self._put("\t" if line.glues[i - 1] is Glue.TAB else " ")
            for number, what, content in draft.runs:
                written = content
                if line.kind is BlockKind.TABLE:
                    written = content.translate(_BLANKS)  # a tab or wide gap would part cells
                if what == _OWN:
                    self._starts.append(self._length)
                    self._numbers.append(number)
                    self._lengths.append(len(written))
                self._put(written)
        self._end_line(start, "".join(self._parts[parts_before:]), line, gap=gap)

    def _end_line(self, start: int, written: str, row: RowLine, *, gap: bool) -> None:
        """Note the lines that have been written from `start` on: one, or more where the author broke it."""
        first = row.drafts[0]
        strong = all(draft.strong for draft in row.drafts)
        for part in _PART.finditer(written):
            part_start = start + part.start()
            part_end = start + part.start() + len(part.group().rstrip())
            line = Line(
                part_start,
                part_end,
                first.indent,
                first.indent + part_end - part_start,
                kind=row.kind,
                centred=first.centred,
                emphasis=strong,
            )
            self._lines.append(RawLine(line, int(gap), first.new_page and gap))
            gap = False
        self._put("\n")

    def _put(self, content: str) -> None:
        self._parts.append(content)
        self._length += len(content)

    def _paragraph(self, element: _Element) -> _Paragraph:
        number = self._count
        self._count += 1
        look = self._styles.look(element)
        label = self._numbering.label(*look.numbering) if look.numbering else ""
        content, strong, new_page = _content(element)
        emphasis = look.emphasis or (bool(content.strip()) and strong)
        return _Paragraph(
            number, label, content, look.indent, look.centred, emphasis, new_page or look.new_page
        )


def _squeezed(draft: Draft) -> str:
    return " ".join("".join(content for _, _, content in draft.runs).split())


def _with_gap(entry: RawLine) -> Line:
    line = entry.line
    return Line(
        line.start,
        line.end,
        line.indent,
        line.right,
        entry.blanks > 0,
        line.kind,
        line.centred,
        line.emphasis,
        line.page,
    )


@dataclass(frozen=True, slots=True)
class _Look:
    """What a paragraph's style and own properties say of it."""

    numbering: tuple[str, int] | None  # list, level
    indent: int
    centred: bool
    emphasis: bool
    new_page: bool


class _Styles:
    """Paragraph properties, looked up along the chain of styles."""

    def __init__(self, document: _Document) -> None:
        self._by_id: dict[str, _Element] = {}
        self._default = ""
        styles = _part(document, RELATIONSHIP_TYPE.STYLES)
        for style in styles if styles is not None else ():
            if style.tag == _W + "style" and style.get(_W + "type") == "paragraph":
                name = style.get(_W + "styleId", "")
                self._by_id[name] = style
                if style.get(_W + "default") in ("1", "true"):
                    self._default = name
        self._chains: dict[str, tuple[_Element, ...]] = {}

    def look(self, paragraph: _Element) -> _Look:
        """The look of a paragraph: its own properties first, then those of the styles that it is based on."""
        own = paragraph.find(_W + "pPr")
        named = _value(own, "pStyle") if own is not None else None
        chain = self._chain(named or self._default)
        levels = [own, *(style.find(_W + "pPr") for style in chain)]
        levels = [level for level in levels if level is not None]
        alignment = next((value for level in levels if (value := _value(level, "jc"))), "")
        name = (_value(chain[0], "name") or "").lower() if chain else ""
        page_break = any(level.find(_W + "pageBreakBefore") is not None for level in levels[:1])
        bold = any(_is_on(style.find(_W + "rPr"), "b") for style in chain[:1])
        return _Look(
            _numbering(levels), _indent(levels), alignment == "center",
            bold or name.startswith(_EMPHATIC_STYLES), page_break,
        )  # fmt: skip

    def _chain(self, name: str) -> tuple[_Element, ...]:
        if name not in self._chains:
            chain: list[_Element] = []
            at: str | None = name
            while at in self._by_id and self._by_id[at] not in chain:
                chain.append(self._by_id[at])
                at = _value(chain[-1], "basedOn")
            self._chains[name] = tuple(chain)
        return self._chains[name]


def _numbering(levels: list[_Element]) -> tuple[str, int] | None:
    """The list and level of a paragraph; list 0 means that numbering was taken away."""
    number = level = None
    for properties in levels:
        found = properties.find(_W + "numPr")
        if found is None:
            continue
        number = number if number is not None else _value(found, "numId")
        level = level if level is not None else _value(found, "ilvl")
    if number in (None, "0"):
        return None
    assert number is not None
    return number, int(level) if level and level.isdecimal() else 0


def _indent(levels: list[_Element]) -> int:
    for properties in levels:
        found = properties.find(_W + "ind")
        if found is not None:
            left = _twips(found.get(_W + "left") or found.get(_W + "start"))
            first = _twips(found.get(_W + "firstLine")) - _twips(found.get(_W + "hanging"))
            return max(0, min(80, (left + first) // _TWIPS))
    return 0


def _twips(value: str | None) -> int:
    return int(value) if value and value.lstrip("-").isdecimal() and len(value) < 8 else 0


def _value(parent: _Element, name: str) -> str | None:
    found = parent.find(_W + name)
    value: str | None = found.get(_W + "val") if found is not None else None
    return value


def _is_on(properties: _Element | None, name: str) -> bool:
    """Whether a switch such as bold is set among a run's properties."""
    found = properties.find(_W + name) if properties is not None else None
    return found is not None and found.get(_W + "val") not in ("0", "false", "none", "off")


def _content(paragraph: _Element) -> tuple[str, bool, bool]:
    """A paragraph's own text; whether all of it is bold or underlined; whether a page begins with it."""
    parts: list[str] = []
    strong = True
    new_page = False
    for run in _runs(paragraph):
        properties = run.find(_W + "rPr")
        if _is_on(properties, "vanish"):
            continue
        own: list[str] = []
        for child in run:
            if child.tag == _W + "t":
                own.append(child.text or "")
            elif child.tag == _W + "lastRenderedPageBreak" or child.get(_W + "type") == "page":
                new_page = new_page or not "".join(parts + own).strip()
            elif child.tag in _INLINE:
                own.append(_INLINE[child.tag])
            elif child.tag == _W + "sym":
                own.append("\u2022")  # a character of a symbol font: a bullet or a box
        content = "".join(own)
        if content.strip():
            strong = strong and (_is_on(properties, "b") or _is_on(properties, "u"))
        parts.append(content)
    return "".join(parts), strong, new_page


def _runs(parent: _Element) -> Iterator[_Element]:
    """The runs of a paragraph in order, also those in links, fields, insertions and content controls."""
    stack = [iter(parent)]
    while stack:
        child = next(stack[-1], None)
        if child is None:
            stack.pop()
        elif child.tag == _W + "r":
            yield child
        elif child.tag not in _PASSED_OVER:
            stack.append(iter(child))


def _children(parent: _Element, tags: tuple[str, ...] = (_P, _TBL)) -> Iterator[_Element]:
    """The children with one of `tags`, in order, also those in content controls and tracked insertions."""
    stack = [iter(parent)]
    while stack:
        child = next(stack[-1], None)
        if child is None:
            stack.pop()
        elif child.tag in tags:
            yield child
        elif child.tag in _WRAPPERS:
            stack.append(iter(child))


def _nearest(element: _Element, tag: str) -> _Element:
    return next(element.iterancestors(tag))


def _is_fallback(element: _Element) -> bool:
    """Whether the element repeats, for old versions of Word, what stands elsewhere."""
    namespace = "{http://schemas.openxmlformats.org/markup-compatibility/2006}"
    return next(element.iterancestors(namespace + "Fallback"), None) is not None


def _part(document: _Document, relation: str) -> _Element | None:
    """The root of the part that the document refers to as `relation`, None if there is none."""
    for reference in document.part.rels.values():
        if reference.reltype == relation and not reference.is_external:
            part = reference.target_part
            element = getattr(part, "element", None)
            if element is not None:
                return element
            try:
                return parse_xml(part.blob)
            except SyntaxError:
                return None
    return None
