"""Full submissions: the agreement as an exhibit among other documents, in the four container shapes."""

import binascii
import textwrap
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, Final, Literal

Shape = Literal["tags", "pem_ims", "pem_sec", "sec"]

# A 4 by 4 pixel GIF and the smallest PDF that viewers open: payloads to be skipped, not to be read.
GIF: Final = bytes.fromhex(
    "47494638396104000400800000ffffff0000002c00000000040004000002058c6f09a9050021fe0a686172626f726c696768743b"
)
PDF: Final = (
    b"%PDF-1.4\n1 0 obj<</Type/Catalog/Pages 2 0 R>>endobj\n2 0 obj<</Type/Pages/Kids[3 0 R]/Count "
    b"1>>endobj\n"
    b"3 0 obj<</Type/Page/Parent 2 0 R/MediaBox[0 0 612 792]/Contents 4 0 R/Resources<</Font<</F1 5 0 R>>>>>>"
    b"endobj\n4 0 obj<</Length 58>>stream\nBT /F1 12 Tf 72 720 Td (Unofficial courtesy copy.) Tj ET      \n"
    b"endstream endobj\n5 0 obj<</Type/Font/Subtype/Type1/BaseFont/Times-Roman>>endobj\n"
    b"trailer<</Root 1 0 R/Size 6>>\n%%EOF\n"
)
_ARMOUR: Final = """-----BEGIN PRIVACY-ENHANCED MESSAGE-----
Proc-Type: 2001,MIC-CLEAR
Originator-Name: keymaster@town.hall.org
Originator-Key-Asymmetric:
 QWxsIHRoYXQgaXMgaGVyZSBpcyBpbnZlbnRlZCwgdGhlIGtleSBhcyBtdWNoIGFz
 IHRoZSBhZ3JlZW1lbnRzIHRoYXQgaXQgY292ZXJzLg==
MIC-Info: RSA-MD5,RSA,
 VGhpcyBzaWduYXR1cmUgaGFzIG5ldmVyIHNpZ25lZCBhbnl0aGluZyBhdCBhbGwu
 Tm90IGV2ZW4gdGhpcy4=

"""
_ARMOUR_END: Final = "-----END PRIVACY-ENHANCED MESSAGE-----\n"


@dataclass(frozen=True, slots=True)
class Filing:
    """What the header of a submission says; `exhibit` is the type under which the agreement is filed."""

    shape: Shape
    accession: str
    filer: str
    cik: str
    filed: str
    form: str = "8-K"
    exhibit: str = "EX-10.1"
    filename: str = "ex10-1.txt"
    description: str = "MATERIAL AGREEMENT"
    cover: str = ""
    image: bool = True
    pdf: bool = True

    @property
    def armoured(self) -> bool:
        """Whether lines that begin with a dash are escaped."""
        return self.shape in {"pem_ims", "pem_sec"}


def wrap(filing: Filing, body: str, *, html: bool) -> tuple[str, int, dict[str, Any]]:
    """The submission, the offset of `body` in it, and what the gold says of its documents."""
    before = _opening(filing)
    cover = filing.cover or _cover(filing)
    documents = [_metadata(filing, filing.form, 1, "cover.txt", "CURRENT REPORT")]
    before += _document(filing, filing.form, 1, "cover.txt", "CURRENT REPORT", cover)
    head = _head(filing, filing.exhibit, 2, filing.filename, filing.description) + "<TEXT>\n"
    before += head
    after = "\n</TEXT>\n</DOCUMENT>\n"
    documents.append(_metadata(filing, filing.exhibit, 2, filing.filename, filing.description))
    number = 2
    if filing.pdf:
        number += 1
        name = filing.filename.rpartition(".")[0] + ".pdf"
        payload = f"<PDF>\n{uuencode(name, PDF)}</PDF>\n"
        after += _document(filing, filing.exhibit, number, name, "COURTESY COPY", payload)
        documents.append(_metadata(filing, filing.exhibit, number, name, "COURTESY COPY"))
    if filing.image:
        number += 1
        after += _document(filing, "GRAPHIC", number, "logo.gif", "LOGO", uuencode("logo.gif", GIF))
        documents.append(_metadata(filing, "GRAPHIC", number, "logo.gif", "LOGO"))
    closing = {"tags": "</SUBMISSION>\n", "pem_ims": "</IMS-DOCUMENT>\n" + _ARMOUR_END,
               "pem_sec": "</SEC-DOCUMENT>\n" + _ARMOUR_END, "sec": "</SEC-DOCUMENT>\n"}  # fmt: skip
    if html:
        body = body.rstrip("\n")
    text = before + body + after + closing[filing.shape]
    return text, len(before), {"accession": filing.accession, "shape": filing.shape, "documents": documents}


def uuencode(name: str, data: bytes) -> str:
    """`data` as EDGAR carries binary files inside `<TEXT>`."""
    lines = [binascii.b2a_uu(data[i : i + 45]).decode("ascii") for i in range(0, len(data), 45)]
    return f"begin 644 {name}\n{''.join(lines)}`\nend\n"


def _metadata(filing: Filing, kind: str, number: int, name: str, description: str) -> Mapping[str, Any]:
    early = filing.shape == "pem_ims"  # the first filers gave neither file names nor descriptions
    return {"type": kind, "sequence": number, "filename": None if early else name,
            "description": None if early else description}  # fmt: skip


def _head(filing: Filing, kind: str, number: int, name: str, description: str) -> str:
    head = f"<DOCUMENT>\n<TYPE>{kind}\n<SEQUENCE>{number}\n"
    if filing.shape != "pem_ims":
        head += f"<FILENAME>{name}\n<DESCRIPTION>{description}\n"
    return head


def _document(filing: Filing, kind: str, number: int, name: str, description: str, text: str) -> str:
    head = _head(filing, kind, number, name, description)
    if filing.armoured:
        text = "".join(
            f"- {line}" if line.startswith("-") else line for line in text.splitlines(keepends=True)
        )
    return f"{head}<TEXT>\n{text}</TEXT>\n</DOCUMENT>\n"


def _cover(filing: Filing) -> str:
    lines = ["SECURITIES AND EXCHANGE COMMISSION", "Washington, D.C. 20549", "", f"FORM {filing.form}", "",
             "CURRENT REPORT", "", filing.filer]  # fmt: skip
    text = "\n".join(line.center(72).rstrip() for line in lines)
    item = textwrap.fill(
        "Item 1.01. The registrant entered into the agreement that is filed as an exhibit to this report and "
        "incorporated in it by reference.",
        72,
    )
    return f"{text}\n\n{item}\n\n{'-' * 40}\n"


def _opening(filing: Filing) -> str:
    if filing.shape == "tags":
        return (
            f"<SUBMISSION>\n<ACCESSION-NUMBER>{filing.accession}\n<TYPE>{filing.form}\n"
            f"<PUBLIC-DOCUMENT-COUNT>{2 + filing.pdf + filing.image}\n<FILING-DATE>{filing.filed}\n<FILER>\n"
            f"<COMPANY-DATA>\n<CONFORMED-NAME>{filing.filer}\n<CIK>{filing.cik}\n</COMPANY-DATA>\n</FILER>\n"
        )
    word = "IMS" if filing.shape == "pem_ims" else "SEC"
    armour = _ARMOUR if filing.armoured else ""
    return (
        f"{armour}<{word}-DOCUMENT>{filing.accession}.txt : {filing.filed}\n"
        f"<{word}-HEADER>{filing.accession}.hdr.sgml : {filing.filed}\n"
        f"ACCESSION NUMBER:\t\t{filing.accession}\nCONFORMED SUBMISSION TYPE:\t{filing.form}\n"
        f"PUBLIC DOCUMENT COUNT:\t\t{2 + filing.pdf + filing.image}\nFILED AS OF DATE:\t\t{filing.filed}\n\n"
        f"FILER:\n\n\tCOMPANY DATA:\t\n\t\tCOMPANY CONFORMED NAME:\t\t\t{filing.filer}\n"
        f"\t\tCENTRAL INDEX KEY:\t\t\t{filing.cik}\n</{word}-HEADER>\n"
    )
