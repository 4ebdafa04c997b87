"""PDF: lines as they are seen, joined to paragraphs, each with its box."""

from __future__ import annotations

import io
import threading
from collections.abc import Callable
from functools import partial

import pdfplumber
import pytest
from reportlab.lib.utils import ImageReader
from reportlab.pdfgen.canvas import Canvas

from pipeline.errors import DamagedSource, EncryptedSource, UnsupportedSource
from pipeline.load import load
from pipeline.model import BlockKind, Box, Furniture, Text

MakePdf = Callable[..., bytes]
ROMAN, BOLD = "Times-Roman", "Times-Bold"
WRAPPED = (
    "The Company shall file with the Commission a registration statement that covers",
    "the resale of the shares not later than sixty (60) days after the Closing Date, and",
    "it shall keep that statement effective.",
)


def read(data: bytes) -> Text:
    """The text of a PDF."""
    return load(data, "made.pdf").texts[0]


def lines(text: Text) -> list[str]:
    """The blocks of a text."""
    return [text.string[block.start : block.end] for block in text.blocks]


def paragraph(
    rows: tuple[str, ...], top: float = 700, left: float = 72
) -> list[tuple[float, float, str, float, str]]:
    """Rows of text set solid, the first one indented."""
    return [(left + 20 * (i == 0), top - 13 * i, ROMAN, 11, row) for i, row in enumerate(rows)]


def picture(canvas: Canvas) -> None:
    """A page that is nothing but a picture."""
    from PIL import Image

    buffer = io.BytesIO()
    Image.new("L", (60, 80), 200).save(buffer, "PNG")
    canvas.drawImage(ImageReader(buffer), 0, 0, 595, 842)


def stands_in(box: Box, character: dict[str, float]) -> bool:
    """Whether the middle of one of pdfplumber's characters is inside the box."""
    x, y = (character["x0"] + character["x1"]) / 2, (character["top"] + character["bottom"]) / 2
    return box.x0 <= x <= box.x1 and box.top <= y <= box.bottom


def test_visual_lines_become_paragraphs(make_pdf: MakePdf) -> None:
    """Lines that reach the margin are joined."""
    text = read(make_pdf(paragraph(WRAPPED) + paragraph(("The Holder may withdraw.",), 640)))
    assert lines(text) == [" ".join(WRAPPED), "The Holder may withdraw."]


def test_boxes_frame_the_words(make_pdf: MakePdf) -> None:
    """One rounded box a line, from the upper left corner; pdfplumber finds the same words there."""
    data = make_pdf(paragraph(WRAPPED))
    text = read(data)
    start = text.string.index("that covers the resale")
    boxes = text.source_of(start, start + len("that covers the resale")).boxes
    assert [box.page for box in boxes] == [1, 1]
    with pdfplumber.open(io.BytesIO(data)) as document:
        page = document.pages[0]
        found = [page.filter(partial(stands_in, box)).extract_text() for box in boxes]
    assert found == ["that covers", "the resale"]
    assert all(round(side, 2) == side for box in boxes for side in (box.x0, box.top, box.x1, box.bottom))


def test_words_agree_with_pdfplumber(make_pdf: MakePdf) -> None:
    """Both readers see the same words."""
    data = make_pdf(paragraph(WRAPPED), paragraph(WRAPPED[::-1]))
    with pdfplumber.open(io.BytesIO(data)) as document:
        words = [word["text"] for page in document.pages for word in page.extract_words()]
    assert read(data).string.split() == words


def test_split_superscripts_are_mended(make_pdf: MakePdf) -> None:
    """An ordinal whose raised letters were set one by one is one word again."""
    page = [
        (72, 700, ROMAN, 11, "this 15"),
        (105, 704, ROMAN, 7, "t"),
        (108, 704, ROMAN, 7, "h"),
        (116, 700, ROMAN, 11, "day"),
    ]
    assert read(make_pdf(page)).string == "this 15th day"


def test_doubled_glyphs_are_one(make_pdf: MakePdf) -> None:
    """Text printed twice with a small shift to look bold is read once."""
    doubled = [(72 + shift, 700, ROMAN, 11, "ARTICLE II") for shift in (0, 0.3)]
    letters = [(72 + 8 * i + shift, 660, ROMAN, 11, c) for i, c in enumerate("RENT") for shift in (0, 0.3)]
    assert read(make_pdf(doubled + letters)).string == "ARTICLE II\n\nRENT"


def test_page_furniture_is_left_out(make_pdf: MakePdf) -> None:
    """Running heads, feet of two lines and page numbers go, and the sentence goes on over the page."""
    words = ("sell", "buy", "rent", "lend")
    pages = [
        [
            (72, 790, ROMAN, 11, "ACME INC. LEASE"),
            *paragraph((f"The Tenant shall {word} the", *WRAPPED[:2], f"and the Landlord shall {word}"), 700),
            (72, 60, ROMAN, 9, "Confidential treatment requested"),
            (72, 50, ROMAN, 9, "under Rule 24b-2"),
            (295, 30, ROMAN, 9, str(number)),
        ]
        for number, word in enumerate(words, 1)
    ]
    text = read(make_pdf(*pages))
    assert text.string.count("ACME INC. LEASE") == 1
    assert text.string.count("treatment requested") == 1
    assert text.string.count("Rule 24b-2") == 1
    assert not any(line.isdigit() for line in lines(text))
    assert {left.kind for left in text.left_out} == {Furniture.PAGE_BREAK}
    assert all(left.source.boxes for left in text.left_out)
    across = text.string.index("and the Landlord shall buy")
    boxes = text.source_of(across, text.string.index("The Tenant shall rent") + 3).boxes
    assert [(box.page, box.top < 200) for box in boxes] == [(2, True), (3, True)]


def test_articles_that_begin_pages_are_no_running_head(make_pdf: MakePdf) -> None:
    """Headings that differ in their number stay."""
    pages = [
        [(270, 790, BOLD, 11, f"ARTICLE {n}"), *paragraph((f"Clause {n} is this.",))] for n in (1, 2, 3, 4)
    ]
    text = read(make_pdf(*pages))
    assert [line for line in lines(text) if line.startswith("ARTICLE")] == [
        f"ARTICLE {n}" for n in (1, 2, 3, 4)
    ]


def test_columns_of_words_far_apart_are_cells(make_pdf: MakePdf) -> None:
    """A wide gap within a line parts cells; a label's does not."""
    page = [
        *paragraph(WRAPPED),
        (72, 600, ROMAN, 11, "Name"), (300, 600, ROMAN, 11, "Shares"),
        (72, 560, ROMAN, 11, "(a)"), (120, 560, ROMAN, 11, "the Company shall pay."),
    ]  # fmt: skip
    text = read(make_pdf(page))
    assert lines(text)[1:] == ["Name\tShares", "(a) the Company shall pay."]
    assert [block.kind for block in text.blocks][1:] == [BlockKind.TABLE, BlockKind.PROSE]


def test_ruled_tables_give_rows(make_pdf: MakePdf) -> None:
    """In a table with rules, a cell of two lines is one cell."""

    def table(canvas: Canvas) -> None:
        canvas.grid([72, 200, 400], [600, 650, 700])
        canvas.setFont(ROMAN, 11)
        for x, y, words in (
            (80, 685, "Product"), (210, 685, "Price of each"), (210, 670, "product"),
            (80, 635, "Widget"), (210, 635, "$5"),
        ):  # fmt: skip
            canvas.drawString(x, y, words)

    assert lines(read(make_pdf(table))) == ["Product\tPrice of each product", "Widget\t$5"]


def test_two_columns_are_read_one_after_the_other(make_pdf: MakePdf) -> None:
    """Text set in two columns is not read across the gutter, though it was drawn that way."""
    left = [f"Left column line {n} says some more" for n in range(12)]
    right = [f"Right column line {n} says some more" for n in range(12)]
    page = []
    for n in range(12):
        page += [(72, 700 - 13 * n, ROMAN, 10, left[n]), (320, 700 - 13 * n, ROMAN, 10, right[n])]
    words = read(make_pdf(page)).string
    assert words.index("Left column line 11") < words.index("Right column line 0")


def test_a_head_drawn_last_comes_first(make_pdf: MakePdf) -> None:
    """Lines are in the order in which they are seen."""
    page = [*paragraph(WRAPPED), (270, 780, ROMAN, 11, "THE TITLE")]
    assert lines(read(make_pdf(page)))[0] == "THE TITLE"


def test_looks_are_kept(make_pdf: MakePdf) -> None:
    """A bold, centred heading is said to be that, with its page."""
    page = [(265, 780, BOLD, 11, "THE TITLE"), *paragraph(WRAPPED)]
    first, second = read(make_pdf(paragraph(WRAPPED), page)).blocks[-2:]
    assert (first.emphasis, first.centred, first.page) == (True, True, 2)
    assert (second.emphasis, second.centred, second.page) == (False, False, 2)


def test_a_rotated_page_reads_upright(make_pdf: MakePdf) -> None:
    """Boxes on a turned page are those that its reader sees."""

    def turned(canvas: Canvas) -> None:
        canvas.setPageRotation(90)
        canvas.setFont(ROMAN, 11)
        canvas.rotate(90)  # so that the words run along the long side, upright when shown
        canvas.drawString(100, -50, "Annex A of the lease")

    text = read(make_pdf(turned))
    assert text.string == "Annex A of the lease"
    box = text.source_of(0, 5).boxes[0]
    assert box.x1 - box.x0 > box.bottom - box.top


def test_a_scan_says_so(make_pdf: MakePdf) -> None:
    """A PDF of pictures has no text layer, and the error counts its pages."""
    with pytest.raises(UnsupportedSource, match=r"made\.pdf: scanned: 3 pages, no text layer"):
        read(make_pdf(picture, picture, picture))


def test_mostly_scanned_says_which_pages(make_pdf: MakePdf) -> None:
    """Where most pages are pictures the document cannot be read, and the error lists them."""
    with pytest.raises(UnsupportedSource, match=r"scanned: 3 of 4 pages have no text layer \(1, 3-4\)"):
        read(make_pdf(picture, paragraph(WRAPPED), picture, picture))


def test_a_scanned_signature_page_is_recorded(make_pdf: MakePdf) -> None:
    """A picture among pages of text is left out, and the text says which page it was."""
    text = read(make_pdf(paragraph(WRAPPED), picture))
    assert [(left.kind, left.source.boxes[0].page) for left in text.left_out] == [(Furniture.SCAN, 2)]


def test_encrypted(make_pdf: MakePdf) -> None:
    """A password before the text is said to be one."""
    with pytest.raises(EncryptedSource, match=r"made\.pdf: the PDF is protected by a password"):
        read(make_pdf(paragraph(WRAPPED), password="secret"))


@pytest.mark.parametrize("share", [0.3, 0.6, 0.95])
def test_truncated(make_pdf: MakePdf, share: float) -> None:
    """A file that was cut is refused, even where a reader could save a part of it."""
    data = make_pdf(*[paragraph(WRAPPED)] * 20)
    with pytest.raises(DamagedSource, match=r"made\.pdf: a truncated PDF"):
        read(data[: int(len(data) * share)])


def test_broken() -> None:
    """What only begins and ends like a PDF is broken."""
    with pytest.raises(DamagedSource, match="broken PDF"):
        read(b"%PDF-1.4\nnothing of the kind\n%%EOF\n")


def test_threads_take_turns(make_pdf: MakePdf) -> None:
    """Pdfium may be used by one thread at a time, so many threads still read the same."""
    data = make_pdf(*[paragraph(WRAPPED)] * 5)
    found: list[str] = []
    threads = [threading.Thread(target=lambda: found.append(read(data).string)) for _ in range(8)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert len(found) == 8
    assert len(set(found)) == 1
