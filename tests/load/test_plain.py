"""Plain text as EDGAR has it."""

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pipeline.load.plain import text_of
from pipeline.model import BlockKind, Furniture, Source, SourceSpan, Text

SOURCE = Source("made.txt", "0" * 64, "text/plain")


def read(raw: str, *, dash_escaped: bool = False) -> Text:
    """The text of a whole raw string."""
    return text_of(raw, 0, len(raw), SOURCE, SourceSpan, dash_escaped=dash_escaped)


def quote(text: Text, raw: str, words: str) -> str:
    """The stretch of the raw string that `words` of the text came from."""
    start = text.string.index(words)
    place = text.source_of(start, start + len(words))
    return raw[place.start : place.end]


WRAPPED = """\
     The Company shall file with the Commission a registration statement that
covers the resale of the shares not later than sixty (60) days after the Closing
Date, and shall keep it effective until all of the shares have been sold.

     The Holder may withdraw at any time.
"""


def test_wrapped_lines_become_one_paragraph() -> None:
    """A line that reaches the margin goes on in the next."""
    text = read(WRAPPED)
    assert [text.string[b.start : b.end][:24] for b in text.blocks] == [
        "The Company shall file w",
        "The Holder may withdraw ",
    ]
    assert "statement that covers the resale" in text.string
    assert "Closing Date, and shall keep" in text.string


def test_justified_gaps_are_squeezed_and_found_again() -> None:
    """A value across a justified line end leads back to every blank between."""
    raw = WRAPPED.replace("sixty (60) days", "sixty   (60)\ndays")
    text = read(raw)
    assert "sixty (60) days" in text.string
    assert quote(text, raw, "sixty (60) days") == "sixty   (60)\ndays"


def test_a_filled_line_is_no_row() -> None:
    """Where lines are filled up to the margin with blanks, five of them in one place make no table."""
    lines = [
        "     The Company shall  have the registration statement declared effective",
        "within  one  hundred  fifty     (150) days after the Closing or,  if  the",
        "Commission tells the  Company that it will review  the statement,  within",
        "one  hundred  eighty  (180)  days after the Closing, and  shall  keep  it",
        "effective until the shares have been  sold or may  be sold  without limit",
        "under Rule  144; and  it shall tell  the  Holders at once  of  each  stop",
        "order and of  each request  of the  Commission, and  shall  use its  best",
        "efforts to have a stop  order withdrawn as soon as this can be done,  and",
        "shall bear the costs  of all this,  whether or not the shares  are  sold.",
    ]
    assert {len(line) for line in lines[1:]} == {73}, "they end at one column"
    text = read("\n".join(lines) + "\n")
    assert [block.kind for block in text.blocks] == [BlockKind.PROSE]
    assert "one hundred fifty (150) days after the Closing or, if the Commission tells" in text.string


def test_double_spacing_is_undone() -> None:
    """Where every other line is blank, a single blank line parts no paragraphs."""
    lines = [
        "     This Agreement is made by the parties that have signed it below, who agree",
        "that the shares shall be registered on the terms that are set out in it and in",
        "no other way, and that each of them shall do what is needed to that end, and",
        "that notice of each step shall be given to the other in the manner that it has",
        "asked for in writing, or failing that by courier to the address last known to",
        "the sender of it.",
        "     The Company shall bear the costs of the registration, other than those of",
        "counsel to the holders.",
    ]
    text = read("\n\n".join(lines) + "\n")
    assert [text.string[b.start : b.end].split()[0] for b in text.blocks] == ["This", "The"]


def test_short_lines_stay_apart() -> None:
    """The lines of an address were ended by hand."""
    raw = WRAPPED + "\nHarbor Line, Inc.\n12 Quay Street\nPortland, Maine 04101\nTelephone: (207) 555-0142\n"
    text = read(raw)
    assert text.string.endswith(
        "Harbor Line, Inc.\n12 Quay Street\nPortland, Maine 04101\nTelephone: (207) 555-0142"
    )


def test_a_label_opens_a_paragraph() -> None:
    """A list without blank lines between its items is no running text."""
    raw = "The Company shall furnish:\n  (a) audited accounts; and\n  (b) a certificate of its officer.\n"
    assert (
        read(raw).string
        == "The Company shall furnish:\n(a) audited accounts; and\n(b) a certificate of its officer."
    )


def test_a_hanging_indent_is_one_paragraph() -> None:
    """The body of a clause may stand further in than its label."""
    raw = (
        "     a.   The Company shall prepare and file the amendments that are necessary to keep\n"
        "          the Registration Statement effective at all times during the Registration.\n"
        "          Period, and shall in no case let it lapse for longer than is allowed below.\n"
        "\n"
        "     b.   The Company shall furnish one copy to each Investor and to its legal counsel.\n"
    )
    text = read(raw)
    assert [text.string[b.start : b.end][:2] for b in text.blocks] == ["a.", "b."]


@pytest.mark.parametrize(
    "turn",
    [
        "\n\n                                  7\n<PAGE>   8\n\n",
        "\n<PAGE>\n\n",
        "\n\n                                - 7 -\n\n",
        "\n\n\n                               Page 7 of 30\n\f\n",
        "\nSource: HARBOR LINE, INC., 10-K, 1/15/2020\n\n\n\n\n",
    ],
)
def test_a_sentence_goes_on_over_a_turn_of_the_page(turn: str) -> None:
    """Page numbers, <PAGE>, form feeds and vendors' notes do not part a paragraph."""
    raw = (
        "     The Company shall pay to each Purchaser as liquidated damages an amount equal to"
        + turn
        + "one percent (1%) of its purchase price for each thirty (30) day period of the delay.\n"
    )
    text = read(raw)
    assert "an amount equal to one percent (1%) of its purchase price" in text.string
    assert len(text.blocks) == 1
    assert {left.kind for left in text.left_out} <= {Furniture.PAGE_BREAK, Furniture.SOURCE_NOTE}
    assert text.blocks[0].page == 1


def test_page_numbers_that_count_on_are_left_out() -> None:
    """Bare numbers between blank lines that go up by one are page numbers."""
    words = ("first", "second", "third", "fourth", "last")
    page = "     The parties agree to the terms that are set out on this page, the {}.\n\n"
    raw = "".join(f"{page.format(word)}                    {n}\n\n" for n, word in enumerate(words, start=3))
    text = read(raw)
    assert not re.search(r"\d", text.string)
    assert [raw[left.source.start : left.source.end] for left in text.left_out] == ["3", "4", "5", "6", "7"]


def test_a_lone_number_stays() -> None:
    """A number that is no part of a count may be a table's."""
    assert "450" in read("The number of shares sold is\n\n     450\n\nand no more than that.\n").string


def test_running_heads_are_left_out_but_for_the_first() -> None:
    """A line that stands at the top of several pages belongs to the pages."""
    body = "     The parties agree to the terms that are set out on this page, {}.\n"
    raw = "\f".join(
        f"HARBOR LINE CONFIDENTIAL\n\n{body.format(n)}" for n in ("first", "second", "third", "fourth")
    )
    text = read(raw)
    assert text.string.count("HARBOR LINE CONFIDENTIAL") == 1
    assert text.string.startswith("HARBOR LINE CONFIDENTIAL")


def test_signature_forms_are_no_running_heads() -> None:
    """Lines to sign on ("By:", "Title:") stay, though they stand at the feet of many pages."""
    raw = "\f".join("     In witness of which it is signed.\n\nBy: ____________\n" for _ in range(4))
    assert read(raw).string.count("By:") == 4


def test_a_rule_under_a_heading_is_emphasis() -> None:
    """Dashes under a line underline it."""
    text = read("1.  Premises\n    --------\n\n1.1  Space. Landlord leases Suite 4.\n")
    assert [(text.string[b.start : b.end], b.emphasis) for b in text.blocks] == [
        ("1. Premises", True),
        ("1.1 Space. Landlord leases Suite 4.", False),
    ]


def test_layout_tags_are_left_out_and_rows_stay_rows() -> None:
    """Between <TABLE> tags each line is a row, its cells parted by tabs."""
    raw = (
        "<TABLE>\n<CAPTION>\n<S>                    <C>\nName of Investor       Shares\n"
        "Gull Rock Fund, L.P.   12,000\n</TABLE>\n"
    )
    text = read(raw)
    assert text.string == "Name of Investor\tShares\nGull Rock Fund, L.P.\t12,000"
    assert {block.kind for block in text.blocks} == {BlockKind.TABLE}


def test_two_columns_of_signatures_are_parted_by_tabs() -> None:
    """A wide gap in a short line parts cells even without tags."""
    raw = "HARBOR LINE, INC.                    GULL ROCK FUND, L.P.\nBy: ________                         By: ________\n"
    assert read(raw).string == "HARBOR LINE, INC.\tGULL ROCK FUND, L.P.\nBy: ________\tBy: ________"


def test_dash_escapes_are_undone_in_armour_only() -> None:
    """PEM armour puts "- " before a line that begins with a dash (RFC 1421)."""
    raw = "- - The first matter is for the Company to settle.\n"
    assert read(raw, dash_escaped=True).string == "- The first matter is for the Company to settle."
    assert read(raw).string == "- - The first matter is for the Company to settle."


@pytest.mark.parametrize(
    ("raw", "joined"),
    [
        ("the sum of one-\nhundred dollars", "one-hundred dollars"),
        ("a registration is a regis-\ntration", "a registration is a registration"),
        ("within thir-\nty (30) days", "within thirty (30) days"),
    ],
)
def test_a_word_parted_at_the_line_end_is_mended(raw: str, joined: str) -> None:
    """The hyphen goes only where the document, or the language of quantities, has the whole word."""
    assert joined in read(raw).string


@pytest.mark.parametrize(
    ("raw", "normal"),
    [
        ("two\xa0\xa0percent", "two percent"),
        ("Regi\xadstration", "Registration"),
        ("\ufeffThis", "This"),
        ("the \ufb01ling", "the filing"),
        ("a\u2003wide\u2009space", "a wide space"),
        ("nul\x00 byte", "nul byte"),
        ("(a)\tthe roof", "(a) the roof"),
    ],
)
def test_characters_without_a_shape_go(raw: str, normal: str) -> None:
    """Soft hyphens, byte order marks, ligatures and odd spaces become what a reader sees."""
    assert read(raw).string == normal


def test_a_page_that_lost_its_line_ends_is_parted_again() -> None:
    """Wide gaps after a sentence's end part the paragraphs of one long line."""
    sentence = "The Distributor shall keep full and true records of all sales of the Products that it makes in the Territory."
    text = read(f"{sentence}   4.2 Audit. {sentence}   Termination:   Either party may end this Agreement.\n")
    assert [text.string[b.start : b.end][:11] for b in text.blocks] == [
        "The Distrib",
        "4.2 Audit. ",
        "Termination",
        "Either part",
    ]


LINES = st.lists(
    st.sampled_from(
        [
            "", "", "The Company shall pay", "   1. FILING.", "(a) the roof; and", "<PAGE>   7", "7", "- 8 -", "----------",
            "one-", "hundred", "  wide     gap", "<TABLE>", "</TABLE>", "\f", "x" * 90, "Source: A CO, 10-K, 1/2/2003",
            "\xa0\xad\u200b", "ﬁling – “quoted”", "- - dash",
        ]
    ),
    max_size=40,
)  # fmt: skip


@given(LINES, st.booleans())
def test_every_character_leads_back_to_its_source(lines: list[str], dash_escaped: bool) -> None:
    """Copied ranges equal the raw slice, and blocks are the text's lines."""
    raw = "\n".join(lines)
    text = read(raw, dash_escaped=dash_escaped)
    for piece in text.offsets.pieces():
        if piece.copied:
            assert (
                text.string[piece.text.start : piece.text.end] == raw[piece.source.start : piece.source.end]
            )
    assert len(text.folded) == len(text.string)
    assert [text.string[b.start : b.end] for b in text.blocks] == [
        line for line in text.string.split("\n") if line
    ]


@given(LINES)
def test_nothing_but_furniture_and_white_space_is_lost(lines: list[str]) -> None:
    """Every visible character is either in the text or in what was left out."""
    raw = "\n".join(lines)
    text = read(raw)
    kept = [False] * len(raw)
    for piece in text.offsets.pieces():
        kept[piece.source.start : piece.source.end] = [True] * len(piece.source)
    for left in text.left_out:
        kept[left.source.start : left.source.end] = [True] * (left.source.end - left.source.start)
    lost = {char for char, here in zip(raw, kept, strict=True) if not here and not char.isspace()}
    assert lost <= {"\xad", "\u200b", "\x00"}
