"""Which documents of a filing are agreements."""

from __future__ import annotations

import re

from pipeline.model import BlockKind, Text

_EXHIBIT = re.compile(r"EX-?(\d{1,3})", re.IGNORECASE)
# Item 601 of Regulation S-K: underwriting agreements, plans of acquisition, instruments defining the rights
# of holders, voting trusts, material contracts.
_CONTRACTS = frozenset({1, 2, 4, 9, 10})
_DATA = {27: "financial data schedule", 100: "XBRL data", 101: "XBRL data", 104: "XBRL data"}
_NO_DOCUMENT = {
    "GRAPHIC": "an image", "XML": "XML data", "ZIP": "an archive", "EXCEL": "a spreadsheet",
    "JSON": "JSON data",
    "COVER": "a cover letter", "CORRESP": "correspondence",
}  # fmt: skip

_INSTRUMENT = (
    r"(?:agreement|contract|lease|sublease|indenture|guarant[ye]e?|promissory note|note|warrant|deed|mortgage"
    r"|licen[cs]e|pledge|assignment|undertaking|understanding|letter of intent|term sheet|joinder|waiver"
    r"|amendment|addendum|supplement|settlement|release|bond|debenture|trust|covenant|arrangement|plan)"
)
_TITLE = re.compile(rf"\b{_INSTRUMENT}\b", re.IGNORECASE)
_NO_TITLE = re.compile(
    r"\b(?:announces?|reports?|press|news|consent of|opinion|power of attorney|certification|prospectus"
    r"|presentation|letterhead|transcript|questions and answers|statement of|notice of)\b",
    re.IGNORECASE,
)
_OPENING = re.compile(
    rf"\bth(?:is|e following)\s(?:[\w\u2019'&,().\"\u201c\u201d-]+\s){{0,12}}?{_INSTRUMENT}\b.{{0,300}}?"
    r"\b(?:made|entered|dated|executed|effective|by and between|by and among|is between|is among)\b"
    r"|\bfor value received\b|\bwitnesseth\b|\bagree(?:s|d)? as follows\b",
    re.IGNORECASE | re.DOTALL,
)
_BINDING = re.compile(
    r"\bin witness whereof\b|\bnow,? therefore\b|\bhereby (?:agrees?|covenants?|grants?|promises?)\b"
    r"|\bparties hereto\b|\bagrees? as follows\b|\bpromises to pay\b"
    r"|\bagreed (?:to )?and accepted\b|\baccepted and agreed\b",
    re.IGNORECASE,
)
_HEAD = 6_000
_LONGEST_TITLE = 160


def not_by_type(kind: str | None) -> str | None:
    """Why a document whose `<TYPE>` is `kind` can be passed over unread; None if it must be looked at."""
    if not kind:
        return None
    exhibit = _EXHIBIT.match(kind)
    if exhibit is None:
        known = _NO_DOCUMENT.get(kind.upper())
        return f"{kind}: {known}" if known else f"{kind}: the form itself, not an exhibit"
    data = _DATA.get(int(exhibit.group(1)))
    return f"{kind}: {data}" if data else None


def not_by_content(kind: str | None, text: Text) -> str | None:
    """Why `text`, filed as `kind`, is no agreement; None if it is one.

    Exhibits of the families that hold contracts are taken at their word, others must read like one: by title
    or opening, and by words that bind.
    """
    exhibit = _EXHIBIT.match(kind or "")
    if exhibit and int(exhibit.group(1)) in _CONTRACTS:
        return None
    head = text.string[:_HEAD]
    if (_has_title(text) or _OPENING.search(head)) and _BINDING.search(text.string):
        return None
    return f"{kind or 'document'}: does not read as an agreement"


def _has_title(text: Text) -> bool:
    for block in text.blocks[:60]:
        if block.start > _HEAD:
            return False
        if block.kind is BlockKind.TABLE or block.end - block.start > _LONGEST_TITLE:
            continue
        line = text.string[block.start : block.end]
        stands_out = block.centred or block.emphasis or line.isupper()
        if stands_out and not line.endswith((".", ";", ",")):
            if _NO_TITLE.search(line):
                return False
            if _TITLE.search(line):
                return True
    return False
