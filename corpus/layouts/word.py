"""DOCX by python-docx, with printed labels or with Word's own automatic numbering."""

import io
import zipfile
from dataclasses import dataclass, field
from typing import Any, Final

import docx
from docx.document import Document as WordDocument
from docx.enum.text import WD_ALIGN_PARAGRAPH
from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from docx.shared import Inches, Pt
from docx.text.paragraph import Paragraph as WordParagraph

from corpus.layouts.plain import smart
from corpus.model import Document, Paragraph, Position

# Depth by depth: Word's number format and the text around the number.
_LEVELS: Final = (("decimal", "%1."), ("lowerLetter", "(%2)"), ("lowerRoman", "(%3)"))
_EPOCH: Final = (1980, 1, 1, 0, 0, 0)


@dataclass(frozen=True, slots=True)
class WordStyle:
    """`automatic` leaves the labels to Word's numbering, so that no text holds them."""

    automatic: bool = False
    smart_quotes: bool = True
    font: str = "Times New Roman"
    size: float = 11


@dataclass(slots=True)
class WordPlaces:
    """Paragraph numbers (among `document.paragraphs`) and offsets in each paragraph's text."""

    texts: list[str] = field(default_factory=list)
    shift: list[int] = field(default_factory=list)
    noise: list[dict[str, Any]] = field(default_factory=list)

    def locate(self, position: Position) -> dict[str, Any]:
        """`paragraph` and `start`, then `end` in the same paragraph or in `paragraph_end`."""
        start = max(0, position.start - self.shift[position.first])
        end = position.end - self.shift[position.last]
        out: dict[str, Any] = {"paragraph": position.first, "start": start}
        parts = self.texts[position.first : position.last + 1]
        if position.last != position.first:
            out["paragraph_end"] = position.last
        out["end"] = end
        parts[-1] = parts[-1][:end]
        parts[0] = parts[0][start:]
        return {**out, "quote": "\n".join(parts)}


@dataclass(slots=True)
class WordLayout:
    """Writes one Word paragraph for each paragraph of the document."""

    style: WordStyle
    places: WordPlaces = field(default_factory=WordPlaces)

    def render(self, document: Document) -> tuple[bytes, WordPlaces]:
        """The file and the places in it."""
        word = docx.Document()
        normal = word.styles["Normal"]
        normal.font.name, normal.font.size = self.style.font, Pt(self.style.size)
        numbering = self._numbering(word) if self.style.automatic else 0
        for paragraph in document.paragraphs:
            if paragraph.role == "cell":
                raise ValueError(f"{document.id}: tables have no place among the paragraphs of a DOCX file")
            self._paragraph(word, paragraph, numbering)
        word.core_properties.title = document.title or document.id
        return _repack(word), self.places

    def _numbering(self, word: WordDocument) -> int:
        """Add a numbering of three levels to the file; its id."""
        root = word.part.numbering_part.element
        abstract = OxmlElement("w:abstractNum")
        abstract.set(qn("w:abstractNumId"), "90")
        for level, (form, text) in enumerate(_LEVELS):
            element = OxmlElement("w:lvl")
            element.set(qn("w:ilvl"), str(level))
            for tag, value in (
                ("w:start", "1"),
                ("w:numFmt", form),
                ("w:lvlText", text),
                ("w:lvlJc", "left"),
            ):
                child = OxmlElement(tag)
                child.set(qn("w:val"), value)
                element.append(child)
            abstract.append(element)
        number = OxmlElement("w:num")
        number.set(qn("w:numId"), "90")
        link = OxmlElement("w:abstractNumId")
        link.set(qn("w:val"), "90")
        number.append(link)
        root.insert(0, abstract)
        root.append(number)
        return 90

    def _paragraph(self, word: WordDocument, paragraph: Paragraph, numbering: int) -> None:
        text = smart(paragraph.rich.text) if self.style.smart_quotes else paragraph.rich.text
        centred = paragraph.role in {"title", "center", "label"}
        label = paragraph.label_end if paragraph.role in {"node", "heading"} else 0
        shift = label + 1 if label and numbering else 0
        target = word.add_paragraph()
        if centred:
            target.alignment = WD_ALIGN_PARAGRAPH.CENTER
        elif paragraph.role in {"node", "heading"} and shift:
            self._number(target, numbering, min(paragraph.depth, 2))
        elif paragraph.role == "line":
            target.paragraph_format.left_indent = Inches(paragraph.indent / 12)
            target.paragraph_format.space_after = Pt(0)
        elif paragraph.depth > 0:
            target.paragraph_format.left_indent = Inches(0.4 * paragraph.depth)
        low, high = (0, len(text)) if centred else paragraph.heading or (0, 0)
        low, high = max(low, shift), max(high, shift)
        for start, end, bold in ((shift, low, False), (low, high, True), (high, len(text), False)):
            if end > start:
                piece = text[start:end]
                if label and not shift and start == 0 and piece[label : label + 1] == " ":
                    piece = f"{piece[:label]}\t{piece[label + 1 :]}"
                target.add_run(piece).bold = bold or None
        self.places.texts.append(target.text)
        self.places.shift.append(shift)

    def _number(self, target: WordParagraph, numbering: int, level: int) -> None:
        properties = OxmlElement("w:numPr")
        for tag, value in (("w:ilvl", level), ("w:numId", numbering)):
            child = OxmlElement(tag)
            child.set(qn("w:val"), str(value))
            properties.append(child)
        target._p.get_or_add_pPr().append(properties)


def _repack(word: WordDocument) -> bytes:
    """The package with fixed times, so that the same document gives the same bytes."""
    plain, out = io.BytesIO(), io.BytesIO()
    word.save(plain)
    with zipfile.ZipFile(plain) as source, zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as target:
        for name in source.namelist():
            entry = zipfile.ZipInfo(name, _EPOCH)
            entry.compress_type = zipfile.ZIP_DEFLATED
            target.writestr(entry, source.read(name))
    return out.getvalue()
