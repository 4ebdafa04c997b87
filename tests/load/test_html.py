"""HTML exhibits: what is text in them, which lines it makes, and where it stands in the file."""

from __future__ import annotations

import dataclasses
import gc
import re
import time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pipeline.load.html import elements, looks_like_html, text_of
from pipeline.model import BlockKind, Furniture, Source, SourceSpan, Text

SOURCE = Source("made.htm", "0" * 64, "text/html")


def read(raw: str, *, dash_escaped: bool = False) -> Text:
    """The text of a whole HTML string."""
    return text_of(raw, 0, len(raw), SOURCE, SourceSpan, dash_escaped=dash_escaped)


def quote(text: Text, raw: str, words: str) -> str:
    """The stretch of the file that `words` of the text came from."""
    start = text.string.index(words)
    place = text.source_of(start, start + len(words))
    return raw[place.start : place.end]


def lines(text: Text) -> list[str]:
    """The blocks of a text."""
    return [text.string[block.start : block.end] for block in text.blocks]


def kinds(text: Text) -> list[BlockKind]:
    """The kinds of its blocks."""
    return [block.kind for block in text.blocks]


@pytest.mark.parametrize(
    ("spelt", "meant"),
    [
        ("&amp;", "&"),
        ("&amp", "&"),
        ("&#147;", "“"),
        ("&#x93;", "“"),
        ("&#8220;", "“"),
        ("&#x201C", "“"),
        ("&#00147;", "“"),
        ("&ldquo;", "“"),
        ("&sect;", "§"),
        ("&copy", "©"),
        ("&nosuch;", "&nosuch;"),
        ("&", "&"),
        ("&#;", "&#;"),
        ("&#99999999999999999;", "&#99999999999999999;"),
    ],
)
def test_references_are_read_as_browsers_do(spelt: str, meant: str) -> None:
    """Named, decimal and hexadecimal references, those without a semicolon, and cp1252's numbers."""
    raw = f"<p>12{spelt} 34</p>"
    text = read(raw)
    assert text.string == f"12{meant} 34"
    assert quote(text, raw, meant) == spelt


def test_positions_are_exact_through_markup() -> None:
    """A phrase leads back to the stretch of the file between and through tags and references."""
    raw = "<html><body><p>Pay <b>$5,000&nbsp;per</b> annum &#150; yearly</p></body></html>"
    text = read(raw)
    assert text.string == "Pay $5,000 per annum – yearly"
    assert quote(text, raw, "$5,000 per") == "$5,000&nbsp;per"
    assert quote(text, raw, "per annum") == "per</b> annum"


def test_blocks_part_paragraphs_and_breaks_part_lines() -> None:
    """`<p>` leaves a gap, `<br>` only begins a line, and two of them leave a gap."""
    text = read("<p>Acme Inc.<br>1 Main Street<br><br>New York</p><div>The Company</div>")
    assert text.string == "Acme Inc.\n1 Main Street\n\nNew York\n\nThe Company"
    assert [block.gap for block in text.blocks] == [True, False, True, True]


def test_words_are_not_torn_by_inline_tags() -> None:
    """Tags within a word leave it whole."""
    assert read("<p><b>W</b>HEREAS, the <font size=2>Com</font>pany</p>").string == "WHEREAS, the Company"


def test_a_raised_fraction_stays_apart_from_its_number() -> None:
    """66 2/3 is not read as 662/3, while an ordinal stays whole."""
    assert (
        read("<p>66<sup>2</sup>/<sub>3</sub>% on the 10<sup>th</sup> day</p>").string
        == "66 2/3% on the 10th day"
    )


@pytest.mark.parametrize(
    "hidden",
    [
        '<div style="display: none">x1y</div>',
        "<ix:header><ix:hidden>x1y</ix:hidden></ix:header>",
        "<script>if (a < b) { x1y }</script>",
        "<style>p { x1y }</style>",
        "<!-- x1y -->",
        "<!-- <p>x1y</p> -->",
        "<head><title>x1y</title></head>",
        "<?x1y?>",
    ],
)
def test_what_a_browser_does_not_show_is_no_text(hidden: str) -> None:
    """Hidden elements, scripts, styles, comments and the head are passed over."""
    assert read(f"<html>{hidden}<body><p>shown{hidden}</p><p>too</p></body>").string == "shown\n\ntoo"


@pytest.mark.parametrize(
    "broken",
    [
        "<p>Acme <!-- never closed <b>shall</b> pay",
        "<p>Acme <script>shall pay",
        "<p>Acme <a href='x>shall pay</a>",
        '<p>Acme <td width="5"">shall pay',
        "<p>Acme</b></div></td></table> shall pay",
        "<table><tr><td>Acme<p>shall<td>pay",
        '<div style="display:none"><p>Acme shall pay',
        "<p>Acme shall <font size=2 <b>pay",
        "<p>Acme shall pay <",
        "<p>Acme <shall pay",
        "<title><p>Acme shall pay",
    ],
)
def test_broken_markup_loses_no_text(broken: str) -> None:
    """Every word of the text is there, whatever was left open."""
    words = read(broken).string.replace("\t", " ").split()
    assert [word for word in ("Acme", "shall", "pay") if any(word in entry for entry in words)] == [
        "Acme",
        "shall",
        "pay",
    ]


def test_deep_markup_loses_no_text() -> None:
    """100,000 elements inside each other hold their text."""
    text = read("<div>" * 100_000 + "Acme shall pay" + "</div>" * 100_000 + "<p>after</p>")
    assert text.string == "Acme shall pay\n\nafter"


def test_a_placeholder_in_angle_brackets_is_text() -> None:
    """A blank to be filled in looks like a tag that nobody knows."""
    assert read("<p>dated <insert date>, 2020</p>").string == "dated <insert date>, 2020"


def test_rows_of_data_are_table_lines() -> None:
    """The cells of a row are parted by tabs; "$", "%" and ")" go with their number."""
    row = "<tr><td>{}</td><td>$</td><td>{}</td><td> </td><td>{}</td><td>%)</td></tr>"
    raw = "<table>" + row.format("Rent", "1,000", "(5") + row.format("Tax\n\t due", "20", "(7") + "</table>"
    text = read(raw)
    assert lines(text) == ["Rent\t$1,000\t(5%)", "Tax due\t$20\t(7%)"]
    assert kinds(text) == [BlockKind.TABLE, BlockKind.TABLE]
    assert [block.gap for block in text.blocks] == [True, False]
    assert quote(text, raw, "Tax due") == "Tax\n\t due"


@pytest.mark.parametrize("label", ["(a)", "1.", "2.1", "(iv)", "•", "Section 4.", "ARTICLE II"])
def test_a_hanging_label_and_its_clause_are_prose(label: str) -> None:
    """The habit of indenting clauses by means of a table."""
    raw = f"<table><tr><td>&nbsp;</td><td>{label}</td><td>the Company shall pay.</td></tr></table>"
    text = read(raw)
    assert lines(text) == [f"{label} the Company shall pay."]
    assert kinds(text) == [BlockKind.PROSE]


def test_paragraphs_of_a_labelled_cell_stay_apart() -> None:
    """Only the first one belongs to the label."""
    text = read("<table><tr><td>(a)</td><td><p>First.</p><p>Second.</p></td></tr></table>")
    assert lines(text) == ["(a) First.", "Second."]


def test_a_page_with_one_column_is_prose() -> None:
    """A table around the whole page changes nothing."""
    text = read("<table><tr><td><p>First.</p><p>Second.</p></td></tr><tr><td>Third.</td></tr></table>")
    assert lines(text) == ["First.", "Second.", "Third."]
    assert set(kinds(text)) == {BlockKind.PROSE}


def test_signature_blocks_beside_each_other_are_read_one_by_one() -> None:
    """Cells of several lines are columns."""
    block = "<td>{}<br>By: /s/ {}<br>Title: President</td>"
    text = read("<table><tr>" + block.format("ACME", "Doe") + block.format("BETA", "Roe") + "</tr></table>")
    assert lines(text) == [
        "ACME",
        "By: /s/ Doe",
        "Title: President",
        "BETA",
        "By: /s/ Roe",
        "Title: President",
    ]


def test_a_line_of_contents_is_a_table() -> None:
    """A label, a heading and a page number are no clause."""
    text = read("<table><tr><td>1.</td><td>Definitions</td><td>3</td></tr></table>")
    assert kinds(text) == [BlockKind.TABLE]


def test_page_numbers_at_page_breaks_are_left_out() -> None:
    """The number before a break and the head after it are recorded, and the sentence goes on."""
    page = '<p>{} and shall</p><p align="center">{}</p><hr style="page-break-after:always"><p>ACME LEASE</p>'
    pages = enumerate(("sell", "buy", "rent", "lend"), 1)
    raw = "<html><body><p>ACME LEASE</p>" + "".join(page.format(word, n) for n, word in pages) + "<p>end.</p>"
    text = read(raw)
    assert "1" not in text.string
    assert text.string.count("ACME LEASE") == 1
    assert "sell and shall buy and shall rent and shall lend" in text.string
    marks = [raw[left.source.start : left.source.end] for left in text.left_out]
    assert marks.count('<hr style="page-break-after:always">') == 4
    assert {left.kind for left in text.left_out} == {Furniture.PAGE_BREAK}


def test_looks_are_kept() -> None:
    """Bold, underlined, headings, and centred."""
    raw = (
        '<h2>One</h2><p align=center>Two</p><p style="text-align:center"><b><u>Three</u></b></p>'
        "<p><b>4.</b> Four and more</p>"
    )
    found = [(block.emphasis, block.centred) for block in read(raw).blocks]
    assert found == [(True, False), (False, True), (True, True), (False, False)]


def test_an_unclosed_paragraph_does_not_centre_the_rest() -> None:
    """`<p>` ends the paragraph before it."""
    assert [block.centred for block in read("<p align=center>Title<p>Text<p>Text").blocks] == [
        True,
        False,
        False,
    ]


def test_preformatted_text_is_plain_text() -> None:
    """Inside `<pre>` lines are unwrapped and pages lose their furniture, as in a text file."""
    raw = (
        "<html><body><pre>\n     The Company shall file with the Commission a registration statement that\n"
        "covers the resale of the shares &amp; warrants not later than sixty (60)\ndays after "
        "the Closing Date.\n\n<PAGE>\n\n     The Holder may withdraw.\n</pre></body></html>"
    )
    text = read(raw)
    assert len(text.blocks) == 2
    assert "statement that covers the resale of the shares & warrants" in text.string
    assert quote(text, raw, "shares & warrants") == "shares &amp; warrants"


def test_numbered_lists_keep_their_numbers() -> None:
    """A browser writes them, so they are part of what was agreed on."""
    text = read('<ol type="a" start="2"><li>pay;<li>deliver.</ol><ul><li>also</ul>')
    assert lines(text) == ["b. pay;", "c. deliver.", "also"]


def test_dash_escapes_are_undone() -> None:
    """In PEM armour a line that began with a dash has "- " before it."""
    assert read("<p>one\n- --two\n- three</p>", dash_escaped=True).string == "one --two - three"


def test_invisible_paragraphs_make_no_blocks() -> None:
    """Zero-width characters alone are nothing to read."""
    assert lines(read("<p>a</p><p>&#8203;</p><p>\u200b\xad</p><p>b</p>")) == ["a", "b"]


@pytest.mark.parametrize(
    ("raw", "html"),
    [
        ("<HTML><BODY>x", True),
        ("\n<!DOCTYPE html>x", True),
        ("<P>x<BR>y", True),
        ("<TABLE>\n<CAPTION>\n<S> <C>\nx", False),
        ("if a < b and c > d", False),
        ("<PAGE>\nx", False),
    ],
)
def test_html_is_told_from_text_with_tags(raw: str, *, html: bool) -> None:
    """EDGAR's own tags make no HTML."""
    assert looks_like_html(raw, 0, len(raw)) is html


def test_an_exhibit_leaves_no_cycles_behind() -> None:
    """What was remembered of the tags goes with the last use of it, not when the collector comes by."""
    gc.collect()
    enabled = gc.isenabled()
    gc.disable()
    try:
        read("<p><b>Acme</b> shall<br>pay</p><table><tr><td>a</td><td>b</td></tr></table><p>now</p>" * 9)
        assert gc.collect() == 0
    finally:
        if enabled:
            gc.enable()


PIECES = st.lists(
    st.sampled_from(
        ["<p>", "</p>", "<br>", "<b>", "</b>", "<table>", "<tr>", "<td>", "</td>", "</table>",
         "<pre>", "</pre>", "<!--", "-->", "<div style='display:none'>", "</div>", "<hr>", "<li>", "<ol>",
         "&amp;", "&#147;", "&nbsp", "<", ">", '"', "'", "=", "&", "\n", "\t", "  ", "(a)", "12",
         "$", "shall pay", "Acme", "§", "\u200b", "\0"]
    ),
    max_size=60,
).map("".join)  # fmt: skip


@given(PIECES)
def test_every_copied_piece_equals_the_file(raw: str) -> None:
    """Whatever the markup, copied text is the file's own, the map goes forward, and blocks cover the text."""
    text = read(raw)
    start = end = 0
    for piece in text.offsets.pieces():
        assert (piece.source.start, piece.source.end) >= (start, end)
        start, end = piece.source.start, piece.source.end
        if piece.copied:
            assert (
                text.string[piece.text.start : piece.text.end] == raw[piece.source.start : piece.source.end]
            )
    assert end <= len(raw)
    assert len(text.offsets) == len(text.string)
    for block in text.blocks:
        assert text.string[block.start : block.end].strip()


@given(PIECES)
def test_tags_mean_the_same_alone_and_in_runs(raw: str) -> None:
    """A comment before a tag parts it from the run that it stands in, and changes nothing."""
    raw = raw.replace("<!--", "").replace("-->", "")
    whole, parted = read(raw), read(re.sub(r"(?=</?[a-z])", "<!---->", raw))
    assert lines(parted) == lines(whole)
    assert kinds(parted) == kinds(whole)


@given(PIECES)
def test_what_is_forgotten_is_learned_again(raw: str) -> None:
    """A reader that may remember nothing reads the same."""
    again = raw * 3
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(elements, "_MOST_REMEMBERED", 0)
        forgetful = read(again)
    assert forgetful == dataclasses.replace(read(again), offsets=forgetful.offsets)
    assert [*forgetful.offsets.pieces()] == [*read(again).offsets.pieces()]


@given(PIECES, st.data())
def test_every_span_leads_into_the_file(raw: str, data: st.DataObject) -> None:
    """A span of the text has a place in the file, and a longer span takes in a shorter one."""
    text = read(raw)
    start = data.draw(st.integers(0, len(text.string)))
    end = data.draw(st.integers(start, len(text.string)))
    place = text.source_of(start, end)
    assert place.start is not None
    assert place.end is not None
    assert 0 <= place.start <= place.end <= len(raw)


@pytest.mark.parametrize(
    "unit",
    [
        "<!--x ",
        "<",
        "<a ",
        '<a b="',
        "&#",
        "<script>",
        "<i></b>",
        "<td>a",
        "<table><tr><td>a",
        "<p>a",
        "<pre>a ",
        "<?x",
    ],
)
def test_hostile_markup_takes_linear_time(unit: str) -> None:
    """Eight times the input takes no more than some eight times as long."""

    def seconds(count: int) -> float:
        raw = "<html><body>" + unit * count
        began = time.process_time()
        read(raw)
        return time.process_time() - began

    small = min(seconds(2_000) for _ in range(3))
    assert seconds(16_000) <= 8 * 3 * small + 0.5


@pytest.mark.parametrize(
    "head", ["<head>", "<head><title>Lease</title>", "<head><title>Lease", "<title>Lease"]
)
def test_a_head_that_never_closes_hides_nothing(head: str) -> None:
    """Where </head> or </title> and <body> are missing, the first block opens the body."""
    assert read(f"<html>{head}\n<p>One.<p>Two.</html>").string == "One.\n\nTwo."


def test_words_in_a_head_are_words() -> None:
    """Text straight inside <head> opens the body, as in browsers."""
    found = read("<html><head><title>Lease</title> \n Rent is due. </head><p>Two.")
    assert found.string == "Rent is due.\n\nTwo."
