"""Word documents: paragraphs, tables, numbering, and places in them."""

from __future__ import annotations

from collections.abc import Callable

import docx
import pytest
from docx.document import Document
from docx.enum.text import WD_ALIGN_PARAGRAPH, WD_BREAK
from docx.oxml import parse_xml
from docx.oxml.ns import nsdecls

from pipeline.errors import UnsupportedSource
from pipeline.load import docx as loader
from pipeline.load import load
from pipeline.load.numerals import numeral
from pipeline.model import BlockKind, Text

Save = Callable[[Document], bytes]


def lines(text: Text) -> list[str]:
    """The blocks of a text."""
    return [text.string[block.start : block.end] for block in text.blocks]


def numbered(document: Document, levels: list[tuple[str, str]], *, extra: str = "") -> None:
    """Give a document list 77 with these levels, each a number format and a pattern."""
    rules = "".join(
        f'<w:lvl w:ilvl="{i}"><w:start w:val="1"/><w:numFmt w:val="{style}"/>'
        f'<w:lvlText w:val="{pattern}"/></w:lvl>'
        for i, (style, pattern) in enumerate(levels)
    )
    numbering = document.part.numbering_part.element
    numbering.insert(
        0, parse_xml(f'<w:abstractNum {nsdecls("w")} w:abstractNumId="77">{rules}</w:abstractNum>')
    )
    numbering.append(parse_xml(f'<w:num {nsdecls("w")} w:numId="77"><w:abstractNumId w:val="77"/></w:num>'))
    if extra:
        numbering.append(parse_xml(extra))


def add(document: Document, text: str, level: int, *, number: int = 77) -> None:
    """Add a paragraph of a list."""
    properties = document.add_paragraph(text)._p.get_or_add_pPr()
    properties.append(
        parse_xml(f'<w:numPr {nsdecls("w")}><w:ilvl w:val="{level}"/><w:numId w:val="{number}"/></w:numPr>')
    )


def test_paragraphs_and_tables_come_in_order(save_docx: Save) -> None:
    """A table's rows stand where the table does; heads and feet of pages are left out."""
    document = docx.Document()
    document.sections[0].header.paragraphs[0].text = "RUNNING HEAD"
    document.sections[0].footer.paragraphs[0].text = "Page 1"
    document.add_paragraph("Before.")
    table = document.add_table(2, 2)
    for row, cells in zip(table.rows, (("Name", "Rate"), ("Acme", "5%")), strict=True):
        for cell, words in zip(row.cells, cells, strict=True):
            cell.text = words
    document.add_paragraph("After.")
    text = load(save_docx(document), "a").texts[0]
    assert lines(text) == ["Before.", "Name\tRate", "Acme\t5%", "After."]
    assert [block.kind for block in text.blocks][1:3] == [BlockKind.TABLE, BlockKind.TABLE]


def test_a_clause_in_a_table_is_prose(save_docx: Save) -> None:
    """The same rule as in HTML."""
    document = docx.Document()
    row = document.add_table(1, 2).rows[0]
    row.cells[0].text, row.cells[1].text = "(a)", "the Company shall pay."
    assert lines(load(save_docx(document), "a").texts[0]) == ["(a) the Company shall pay."]


def test_clause_numbers_are_written_out(save_docx: Save) -> None:
    """Decimal, letters and Roman, with the numbers of the levels above, restarting below each."""
    document = docx.Document()
    numbered(
        document, [("decimal", "%1."), ("decimal", "%1.%2"), ("lowerLetter", "(%3)"), ("lowerRoman", "(%4)")]
    )
    for words, level in (
        ("A", 0),
        ("B", 1),
        ("C", 1),
        ("D", 2),
        ("E", 3),
        ("F", 3),
        ("G", 2),
        ("H", 0),
        ("I", 1),
        ("J", 2),
    ):
        add(document, words, level)
    assert lines(load(save_docx(document), "a").texts[0]) == [
        "1. A", "1.1 B", "1.2 C", "(a) D", "(i) E", "(ii) F", "(b) G", "2. H", "2.1 I", "(a) J",
    ]  # fmt: skip


def test_articles_and_sections(save_docx: Save) -> None:
    """Words around the numbers are part of the label."""
    document = docx.Document()
    numbered(document, [("upperRoman", "ARTICLE %1"), ("decimalZero", "Section %1.%2")])
    for words, level in (("Definitions", 0), ("Terms", 1), ("Rent", 0)):
        add(document, words, level)
    found = lines(load(save_docx(document), "a").texts[0])
    assert found == ["ARTICLE I Definitions", "Section I.01 Terms", "ARTICLE II Rent"]


def test_a_list_can_start_anew(save_docx: Save) -> None:
    """Another list of the same kind goes on counting unless it says where to start."""
    document = docx.Document()
    restart = (
        f'<w:num {nsdecls("w")} w:numId="78"><w:abstractNumId w:val="77"/><w:lvlOverride w:ilvl="0">'
        '<w:startOverride w:val="1"/></w:lvlOverride></w:num>'
    )
    numbered(document, [("decimal", "%1.")], extra=restart)
    add(document, "A", 0)
    add(document, "B", 0)
    add(document, "C", 0, number=78)
    add(document, "D", 0, number=78)
    assert lines(load(save_docx(document), "a").texts[0]) == ["1. A", "2. B", "1. C", "2. D"]


def test_numbers_of_a_style_are_inherited(save_docx: Save) -> None:
    """A paragraph is numbered by its style, and one that takes the number away is not."""
    document = docx.Document()
    document.add_paragraph("One", style="List Number")
    document.add_paragraph("Two", style="List Number")
    add(document, "None", 0, number=0)
    assert lines(load(save_docx(document), "a").texts[0]) == ["1. One", "2. Two", "None"]


def test_places_are_paragraphs_and_offsets(save_docx: Save) -> None:
    """A span leads to its paragraph, and to the characters of it, the label not counted."""
    document = docx.Document()
    numbered(document, [("decimal", "%1.")])
    document.add_paragraph("First.")
    document.add_paragraph("")
    add(document, "The rent  is $5 a month.", 0)
    text = load(save_docx(document), "a").texts[0]
    start = text.string.index("$5")
    place = text.source_of(start, start + 2)
    assert place.paragraph == 2
    assert document.paragraphs[2].text[place.start : place.end] == "$5"


def test_tracked_changes_are_read_as_accepted(save_docx: Save) -> None:
    """Insertions, links and fields are text; deletions and hidden runs are not."""
    document = docx.Document()
    paragraph = document.add_paragraph("Rent: ")
    for xml in (
        f"<w:ins {nsdecls('w')}><w:r><w:t>$5</w:t></w:r></w:ins>",
        f"<w:del {nsdecls('w')}><w:r><w:delText>$4</w:delText></w:r></w:del>",
        f'<w:hyperlink {nsdecls("w")}><w:r><w:t xml:space="preserve"> a month</w:t></w:r></w:hyperlink>',
        f"<w:r {nsdecls('w')}><w:rPr><w:vanish/></w:rPr><w:t>hidden</w:t></w:r>",
        f"<w:sdt {nsdecls('w')}><w:sdtContent><w:r><w:t>, net</w:t></w:r></w:sdtContent></w:sdt>",
    ):
        paragraph._p.append(parse_xml(xml))
    assert load(save_docx(document), "a").texts[0].string == "Rent: $5 a month, net"


def test_content_controls_hold_paragraphs(save_docx: Save) -> None:
    """A paragraph in a block of its own is not lost."""
    document = docx.Document()
    document.element.body.insert(
        0,
        parse_xml(
            f"<w:sdt {nsdecls('w')}><w:sdtContent><w:p><w:r><w:t>Inside</w:t></w:r></w:p>"
            "</w:sdtContent></w:sdt>"
        ),
    )
    assert load(save_docx(document), "a").texts[0].string == "Inside"


def test_looks_and_breaks_are_kept(save_docx: Save) -> None:
    """Bold and centred paragraphs say so, headings count as bold, and a broken line begins anew."""
    document = docx.Document()
    title = document.add_paragraph()
    title.add_run("LEASE").bold = True
    title.alignment = WD_ALIGN_PARAGRAPH.CENTER
    document.add_heading("Rent", 1)
    address = document.add_paragraph()
    address.add_run("Acme Inc.").add_break(WD_BREAK.LINE)
    address.add_run("New York")
    text = load(save_docx(document), "a").texts[0]
    assert text.string == "LEASE\n\nRent\n\nAcme Inc.\nNew York"
    assert [(block.emphasis, block.centred) for block in text.blocks[:3]] == [
        (True, True),
        (True, False),
        (False, False),
    ]


def test_a_zip_bomb_is_refused(save_docx: Save, monkeypatch: pytest.MonkeyPatch) -> None:
    """What would unpack to too much is not unpacked."""
    monkeypatch.setattr(loader, "_LARGEST", 10_000)
    with pytest.raises(UnsupportedSource, match="unpacks to more than"):
        load(save_docx(docx.Document()), "a")


@pytest.mark.parametrize(
    ("style", "number", "label"),
    [("1", 12, "12"), ("a", 1, "a"), ("a", 28, "bb"), ("A", 26, "Z"), ("i", 49, "xlix"),
     ("I", 1994, "MCMXCIV"), ("01", 3, "03"), ("a", 0, "0"), ("i", 10**9, "1000000000")],
)  # fmt: skip
def test_numerals(style: str, number: int, label: str) -> None:
    """Labels as Word writes them."""
    assert numeral(style, number) == label
