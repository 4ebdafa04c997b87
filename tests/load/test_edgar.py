"""Full submissions, in every shape that EDGAR has given them."""

from __future__ import annotations

import binascii
from collections.abc import Callable

import pytest

from pipeline.errors import DamagedSource, UnsupportedSource
from pipeline.load import load
from pipeline.model import BlockKind, Filing

LEASE = """\
                              LEASE AGREEMENT

     THIS LEASE AGREEMENT is made as of May 1, 1998 by and between Acme Inc. and
Beta LLC, which agree as follows:

     1. Rent. Beta LLC shall pay $1,000 a month.

     IN WITNESS WHEREOF, the parties have executed this lease.
"""
PRESS = """\
FOR IMMEDIATE RELEASE

                  ACME ANNOUNCES LEASE AGREEMENT

Acme Inc. today announced that it has entered into a lease agreement dated May 1 with Beta LLC.
"""
HEADER = """\
<SEC-DOCUMENT>0001234567-98-000012.txt : 19980501
<SEC-HEADER>0001234567-98-000012.hdr.sgml : 19980501
ACCESSION NUMBER:\t\t0001234567-98-000012
CONFORMED SUBMISSION TYPE:\t8-K

FILER:

\tCOMPANY DATA:
\t\tCOMPANY CONFORMED NAME:\t\t\tACME INC
\tFORMER COMPANY:
\t\tFORMER CONFORMED NAME:\tOLD ACME

SUBJECT COMPANY:

\tCOMPANY DATA:
\t\tCOMPANY CONFORMED NAME:\t\t\tBETA LLC
</SEC-HEADER>
"""
ARMOUR = """\
-----BEGIN PRIVACY-ENHANCED MESSAGE-----
Proc-Type: 2001,MIC-CLEAR
Originator-Name: webmaster@www.sec.gov
MIC-Info: RSA-MD5,RSA,
 VehqyCiJT9MFGSskria09evLny+MHIYdPY3Q8uhMvTMH2nKql4gJ0inbsWp2eKSs

"""


def document(kind: str, content: str, *, sequence: int = 1, name: str = "a.txt") -> str:
    """A document as it stands within a submission."""
    return (
        f"<DOCUMENT>\n<TYPE>{kind}\n<SEQUENCE>{sequence}\n<FILENAME>{name}\n<DESCRIPTION>THE {kind}\n"
        f"<TEXT>\n{content}\n</TEXT>\n</DOCUMENT>\n"
    )


def uuencoded(data: bytes, name: str) -> str:
    """A file as EDGAR puts it inside a document."""
    rows = [binascii.b2a_uu(data[at : at + 45]).decode() for at in range(0, len(data), 45)]
    return f"begin 644 {name}\n{''.join(rows)}`\nend"


def read(raw: str, name: str = "filing.txt") -> Filing:
    """The filing in a raw string."""
    return load(raw.encode(), name)


SHAPES = {
    "sec-document": HEADER + document("EX-10.1", LEASE, sequence=2) + "</SEC-DOCUMENT>\n",
    "armour and sec-document": ARMOUR + HEADER + document("EX-10.1", LEASE, sequence=2)
    + "</SEC-DOCUMENT>\n-----END PRIVACY-ENHANCED MESSAGE-----\n",
    "armour and ims-document": ARMOUR
    + HEADER.replace("SEC-DOCUMENT", "IMS-DOCUMENT").replace("SEC-HEADER", "IMS-HEADER")
    + document("EX-10.1", LEASE, sequence=2) + "</IMS-DOCUMENT>\n",
    "submission": "<SUBMISSION>\n<ACCESSION-NUMBER>0001234567-98-000012\n<TYPE>8-K\n<FILER>\n<COMPANY-DATA>\n"
    "<CONFORMED-NAME>ACME INC\n</COMPANY-DATA>\n</FILER>\n<SUBJECT-COMPANY>\n<COMPANY-DATA>\n"
    "<CONFORMED-NAME>BETA LLC\n</COMPANY-DATA>\n</SUBJECT-COMPANY>\n"
    + document("EX-10.1", LEASE, sequence=2) + "</SUBMISSION>\n",
}  # fmt: skip


@pytest.mark.parametrize("shape", SHAPES)
@pytest.mark.parametrize("line_end", ["\n", "\r\n", "\r"])
def test_every_container_gives_header_and_documents(shape: str, line_end: str) -> None:
    """The four containers say the same, whatever ends their lines."""
    filing = read(SHAPES[shape].replace("\n", line_end))
    assert (filing.form, filing.filers) == ("8-K", ("ACME INC", "BETA LLC"))
    source = filing.texts[0].source
    assert (source.accession, source.sequence, source.exhibit) == ("0001234567-98-000012", 2, "EX-10.1")
    assert (source.filename, source.description) == ("a.txt", "THE EX-10.1")
    assert "between Acme Inc. and Beta LLC" in filing.texts[0].string


def test_bare_documents_take_their_number_from_the_file() -> None:
    """Without a header only the file's name tells the accession."""
    filing = read(document("S-3", "A form") + document("EX-10", LEASE), "dir/0001234567-98-000012.txt")
    assert [text.source.accession for text in filing.texts] == ["0001234567-98-000012"]


def test_a_header_alone_is_no_filing() -> None:
    """What is served as the text is sometimes only its header."""
    with pytest.raises(
        UnsupportedSource, match=r"filing\.txt: the header of a filing, without its documents"
    ):
        read(HEADER.partition("\n")[2])


def test_a_wrapped_header_line_is_joined() -> None:
    """Lines are broken after 1,023 characters, in the middle of a word if need be."""
    line = "\t\tCOMPANY CONFORMED NAME:\t\t\t" + "A" * 1200
    header = HEADER.replace("\t\tCOMPANY CONFORMED NAME:\t\t\tACME INC", line[:1023] + "\n" + line[1023:])
    assert read(header + document("EX-10", LEASE)).filers[0] == "A" * 1200


def test_offsets_are_those_of_the_whole_file() -> None:
    """A span of the second document leads to its place in the submission."""
    raw = HEADER + document("EX-10.1", LEASE) + document("EX-10.2", LEASE.replace("$1,000", "$2,000"))
    text = read(raw).texts[1]
    at = text.string.index("$2,000 a month")
    place = text.source_of(at, at + 14)
    assert raw[place.start : place.end] == "$2,000 a month"


def test_look_alike_tags_in_the_text_say_nothing() -> None:
    """Only what stands before <TEXT> is about the document."""
    text = read(document("EX-10", LEASE + "<TYPE>EX-99\n<FILENAME>b.txt\n")).texts[0]
    assert (text.source.exhibit, text.source.filename) == ("EX-10", "a.txt")


def test_missing_metadata_is_none() -> None:
    """Early filings have neither file names nor descriptions."""
    source = (
        read("<DOCUMENT>\n<TYPE>EX-10\n<SEQUENCE>1\n<TEXT>\n" + LEASE + "</TEXT>\n</DOCUMENT>")
        .texts[0]
        .source
    )
    assert (source.filename, source.description) == (None, None)


def test_an_unclosed_text_ends_with_its_document() -> None:
    """A forgotten </TEXT> does no harm while </DOCUMENT> follows."""
    raw = HEADER + document("EX-10.1", LEASE).replace("</TEXT>\n", "") + document("EX-10.2", LEASE)
    assert [text.source.exhibit for text in read(raw).texts] == ["EX-10.1", "EX-10.2"]


def test_a_text_that_never_closes_is_damage() -> None:
    """A file cut short inside its only agreement is an error that names the document."""
    raw = (
        HEADER + document("8-K", "The form") + document("EX-10.1", LEASE, sequence=2).partition("</TEXT>")[0]
    )
    with pytest.raises(DamagedSource, match=r"filing\.txt: .*document 2 \(EX-10\.1\) never closes"):
        read(raw)


def test_a_cut_loses_nothing_that_came_before_it() -> None:
    """The documents before the cut are read; the one that was cut is listed as failed."""
    raw = HEADER + document("EX-10.1", LEASE) + document("EX-10.2", LEASE, sequence=2).partition("</TEXT>")[0]
    filing = read(raw)
    assert [text.source.exhibit for text in filing.texts] == ["EX-10.1"]
    assert [(entry.source.exhibit, entry.failed) for entry in filing.skipped] == [("EX-10.2", True)]


def test_dashes_are_unescaped_only_inside_armour() -> None:
    """RFC 1421 puts "- " before a line that begins with a dash; elsewhere it is a list."""
    lease = LEASE + "\n- the first item of a list\n\n- - a dash of the author's own\n"
    armoured = read(ARMOUR + HEADER + document("EX-10", lease)).texts[0].string
    plain = read(HEADER + document("EX-10", lease)).texts[0].string
    assert "\n- a dash of the author's own" in armoured
    assert "\n- the first item" in plain


@pytest.mark.parametrize(
    ("kind", "content", "taken"),
    [
        ("EX-10.1", LEASE, True),
        ("EX-10.1", "Summary of the terms of the Company's bonus scheme", True),
        ("EX-2.1", LEASE, True),
        ("EX-4", LEASE, True),
        ("EX-99.1", LEASE, True),
        ("EX-99.1", PRESS, False),
        ("EX-99", "Consent of Independent Auditors\n\nWe consent to the use of our report.", False),
        ("EX-24", "POWER OF ATTORNEY\n\nIN WITNESS WHEREOF, the undersigned has signed this.", False),
        ("EX-3.2", LEASE.replace("LEASE", "PARTNERSHIP"), True),
        ("EX-27", "<ARTICLE> 5\n<CASH> 100", False),
        ("EX-101.SCH", "<XBRL>\n<?xml version='1.0'?><schema/>\n</XBRL>", False),
        ("8-K", LEASE, False),
        ("GRAPHIC", uuencoded(b"GIF89a" + bytes(60), "a.gif"), False),
        ("EX-10.1", uuencoded(b"\xff\xd8\xff" + bytes(60), "a.jpg"), False),
        ("XML", "<XML>\n<?xml version='1.0'?><a/>\n</XML>", False),
    ],
)
def test_agreements_go_on_and_the_rest_is_listed(kind: str, content: str, *, taken: bool) -> None:
    """By type where that decides, else by a title or opening and words that bind."""
    filing = read(HEADER + document(kind, content))
    assert [text.source.exhibit for text in filing.texts] == [kind] * taken
    assert [entry.source.exhibit for entry in filing.skipped] == [kind] * (not taken)
    assert all(entry.reason.startswith(f"{kind}: ") and not entry.failed for entry in filing.skipped)


def test_html_exhibits_are_read_as_such() -> None:
    """Each document is told apart by its own content."""
    filing = read(HEADER + document("EX-10", f"<HTML><BODY><P>{LEASE}</P></BODY></HTML>"))
    assert filing.texts[0].source.media_type == "text/html"


def test_a_uuencoded_pdf_is_read(make_pdf: Callable[..., bytes]) -> None:
    """A PDF inside <PDF> is unpacked, and its text has boxes."""
    pdf = make_pdf([(72, 700, "Helvetica", 11, "Acme Inc. shall pay Beta LLC.")])
    filing = read(HEADER + document("EX-10.1", f"<PDF>\n{uuencoded(pdf, 'a.pdf')}\n</PDF>"))
    text = filing.texts[0]
    assert (text.string, text.source.media_type) == ("Acme Inc. shall pay Beta LLC.", "application/pdf")
    assert text.source_of(0, 4).boxes[0].page == 1


def test_a_pdf_copy_of_an_exhibit_is_not_read_twice(make_pdf: Callable[..., bytes]) -> None:
    """EDGAR takes PDFs as unofficial copies only."""
    pdf = uuencoded(make_pdf([(72, 700, "Helvetica", 11, "Lease")]), "a.pdf")
    filing = read(
        HEADER + document("EX-10.1", LEASE) + document("EX-10.1", f"<PDF>\n{pdf}\n</PDF>", sequence=2)
    )
    assert [text.source.media_type for text in filing.texts] == ["text/plain"]
    assert [entry.reason for entry in filing.skipped] == ["EX-10.1: a PDF copy of an exhibit that was read"]


def test_a_broken_attachment_is_listed_as_failed(make_pdf: Callable[..., bytes]) -> None:
    """One bad document never stops the rest."""
    broken = uuencoded(make_pdf([(72, 700, "Helvetica", 11, "Lease")]), "a.pdf").replace("\nend", "")
    filing = read(HEADER + document("EX-10.1", broken) + document("EX-10.2", LEASE))
    assert [text.source.exhibit for text in filing.texts] == ["EX-10.2"]
    assert [(entry.reason, entry.failed) for entry in filing.skipped] == [
        ("EX-10.1: a uuencoded attachment is cut short", True)
    ]


def test_layout_tags_make_tables() -> None:
    """<TABLE>, <S> and <C> are left out, and what stands between them are rows."""
    table = "<TABLE>\n<CAPTION>\nYear      Rent\n<S>       <C>\n1998      $1,000\n</TABLE>\n"
    text = read(document("EX-10", LEASE + table)).texts[0]
    rows = [text.string[block.start : block.end] for block in text.blocks if block.kind is BlockKind.TABLE]
    assert rows == ["Year\tRent", "1998\t$1,000"]
