"""Reads signature blocks: whose they are, and who signs for whom.

A block is the name of a body, the line "By:" and the officer behind it, or a person's own name at a line.
Blocks stand below one another or, parted by tabs, side by side.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from itertools import pairwise

from pipeline.extract.parties.keys import looks_like_person, name_key
from pipeline.extract.parties.names import Name, name_at
from pipeline.extract.parties.roles import role_of_term
from pipeline.spans import Span

_CELL = re.compile(r"[^\t\n]+|\n+")
_BY = re.compile(
    r"(?:By|BY|Per|Signed by|Signature|Signed|Sign|Its|ITS|Name|NAME|Print Name|Printed Name|Title|TITLE"
    r"|Date|DATE|Dated|Address|ADDRESS|Attn|Attention|Tel|Telephone|Fax|Facsimile|E-?mail|EMAIL|Phone"
    r"|Place|Witness(?:ed)?(?: by)?|WITNESS|Attest(?:ed)?(?: by)?|ATTEST|Notary(?: Public)?"
    r"|In the presence of|Copy to|cc|CC|With a copy to|Position|Tax ID|State of|STATE OF|County of"
    r"|COUNTY OF|Accepted(?: and agreed)?(?: by)?|Agreed(?: and accepted)?"
    r"|c/o)\b\s?(?:\([^)]{1,20}\))?\s?[:\-]?"
)
_SIGNED = re.compile(
    r"(?:By|BY|by|Per|Signature)?\s?:?\s?(?:/s/|/S/|\\s\\|s/|/s\b|_{3,}|\(signed\)|-{5,})\s?"
)
_AFTER_BY = re.compile(r"(?:By|BY|Per|Name|NAME|Print(?:ed)? Name|By its)\s?:\s?(?:/s/\s?)?")
_LABEL = re.compile(
    r"(?:for and on behalf of|on behalf of|for"
    r"|the\s)?\s?(?P<label>[A-Za-z][A-Za-z ’']{2,30})(?:\(s\))?\s?:\s?",
    re.IGNORECASE,
)
_ON_BEHALF = re.compile(
    r"(?:(?:signed|executed)\s(?:[a-z]+\s){0,4})?(?:for and on behalf of|on behalf of|for)\s(?:the\s)?",
    re.IGNORECASE,
)
_FOR = re.compile(r"\bfor and on behalf of:?[\s:]+(?:the )?", re.IGNORECASE)
_TITLE = re.compile(
    r"\b(?:president|officer|secretary|treasurer|manager|director|chairman|chair|chairperson|attorney"
    r"|counsel|partner|member|signatory|controller"
    r"|trustee|executor|administrator|agent|principal|owner|ceo|cfo|coo|vp|founder|representative|head"
    r"|deputy|notary|general)\b",
    re.IGNORECASE,
)
_OFFICE = re.compile(
    r"(?:(?:Chief|Executive|Senior|Vice|Managing|Assistant|Authorized|General|Co-|its|Its|Group"
    r"|Corporate)\s?){0,3}"
    r"(?:President|Officer|Secretary|Treasurer|Manager|Director|Chairman|Member|Partner|Signatory"
    r"|Executive|Financial|Operating|Counsel|Attorney|Owner|Founder|Chair|CEO|CFO|COO|EVP|SVP|VP)\b",
    re.IGNORECASE,
)
_WITNESS = re.compile(
    r"\b(?:witness|attest|notary|(?:with )?(?:a |an? additional |a required )?cop(?:y|ies)"
    r"(?: \([^)]{1,60}\))? to|presence of|counsel)",
    re.IGNORECASE,
)
_REST = re.compile(
    r"\s*(?:[,(].{0,200}|By\b.*|BY\b.*|a [A-Z].*|an [A-Z].*|as\s.*|:|/s/.*|_+.*|Date.*|not .*|acting.*"
    r"|solely.*|[-–].*|\.|)$",
    re.DOTALL,
)
_FIELD = re.compile(r"(?<=\s)(?:By|BY|Name|NAME|Title|TITLE|Its|Date|Signature)\s?:|(?<![:\s])\s/s/")
# A body's name that has run on from the field before it, up to its own "By:".
_BODY_BEFORE = re.compile(
    r"(?<=\s)(?:\(?[A-Z\d][\w&.,'’()/-]*\s(?:(?:of|and|the|for|de|&|-)\s)?){1,12}?(?P<form>(?:Inc|INC|LLC"
    r"|L\.L\.C|Ltd|LTD|Corp|CORP|Corporation|CORPORATION|Incorporated|INCORPORATED|L\.P|LP|LLP|L\.L\.P|P\.C"
    r"|Company|COMPANY|Limited|LIMITED|N\.A|Trust|TRUST|Bank|BANK|GmbH|GMBH|KG|KGaA|KGAA|AG|S\.A|SA|SAS|S\.A\.S"
    r"|S\.?[ÀA]\.? ?[Rr]\.?[Ll]|S\.[Rr]\.[Ll]|S\.p\.A|S\.P\.A|C\.V|B\.V|BV|N\.V|NV|A/S|AB|ASA|Oyj?|PLC|plc"
    r"|Ltda|LTDA|Bhd|BHD|K\.K|Partnership|PARTNERSHIP|Association|ASSOCIATION|University|UNIVERSITY"
    r"|Foundation|FOUNDATION|Fund|FUND|Authority|AUTHORITY|Institute|INSTITUTE)\b\.?)(?=\s*$"
    r"|\s*\n|\s(?:By\b|BY\b|/[sS]/|_{3}))"
)
# "By: Elm Manager II, LLC": the body signs for the one above.
_BY_BODY = re.compile(r"\b(?:By|BY)\s?:\s*(?:[A-Z][\w&.,'’-]*\s){0,8}$")
_COPY_TO = re.compile(r"\bcop(?:y|ies)(?: \([^)]{1,60}\))? to:?\s*$", re.IGNORECASE)
_ENDS_BEFORE_BODY = re.compile(
    r"\b(?:Officer|President|Director|Manager|Counsel|Secretary|Treasurer|Signatory|Member|Partner"
    r"|Chairman|Attorney-in-[Ff]act|Esq\.?|Affairs|CEO|CFO"
    r"|Finance|Treasury|Markets|Controller|(?:(?<=, )|(?<=[/.-]))(?:19|20)\d\d|\d/\d\d?|Name:"
    r"|Title:|Date:)\.?\s"
    r"|\b(?:January|February|March|April|May|June|July|August|September|October|November|December)\s"
    r"(?:\d{1,2},?\s)?(?:19|20)\d\d\.?\s"
    # the end of a sentence
    r"|(?<=[a-z)\]]{2})(?<!\bInc)(?<!\bLtd)(?<!\bCo)(?<!\bCorp)(?<!\bBros)(?<!\bSt)(?<!\bSdn)(?<!\bPte)(?<!\bPty)"
    r"\.\s"
)
_NEAR_SIGNATURE = 90
# Between a signature and the name printed below it.
_PRINTED = re.compile(r"[\s_-]*(?:(?:Name|Date|Dated|Print Name)\s?:?\s?(?:[\d/.-]{6,10}\s)?)?")
_LEGEND = re.compile(
    r"\b(?:agreement|signature page|exhibit|schedule|in witness whereof|confidential|hereto|page"
    r"|the parties|signatures?|counterpart)\b",
    re.IGNORECASE,
)


@dataclass
class Block:
    """One block: whose it is, and the names of those who sign for it."""

    name: str
    start: int
    end: int
    person: bool = False
    formed: bool = False
    label: str | None = None  # "PURCHASERS:" above it
    signed: bool = False
    signatories: list[str] = field(default_factory=list)

    @property
    def span(self) -> Span:
        """Where the name stands."""
        return Span(self.start, self.end)


@dataclass
class _Column:
    """What has been read in one column of a signature page."""

    block: Block | None = None
    label: str | None = None
    pending: Name | None = None  # a person's name that no signature has followed yet
    signature: str | None = None  # a person's signature that no body claims
    signature_at: Span | None = None
    witness: bool = False


def signature_blocks(string: str, region: Span) -> list[Block]:
    """The blocks of one signature page or region, in the order of the text."""
    columns: dict[int, _Column] = {}
    found: list[Block] = []
    for column, cell, gap in _cells(string, region):
        state = columns.setdefault(column, _Column())
        if gap:
            for each in columns.values():
                _close(string, each, found)
        _read_cell(string, cell, state, found)
    for state in columns.values():
        _close(string, state, found)
    read = {block.start: block for block in found}
    for block in _on_behalf(string, region):
        if block.start in read:
            read[block.start].signed = True
        else:
            found.append(block)
    return sorted(found, key=lambda block: block.start)


def _on_behalf(string: str, region: Span) -> Iterator[Block]:
    """The bodies behind "for and on behalf of", in the next cell or line if need be."""
    for lead in _FOR.finditer(string, region.start, region.end):
        name = name_at(string, lead.end(), region.end)
        if name and not _LEGEND.search(string, name.start, name.end):
            words = string[name.start : name.end]
            yield Block(words, name.start, name.end, formed=name.formed, signed=True)


def _cells(string: str, region: Span) -> Iterator[tuple[int, Span, bool]]:
    """Column, place and whether blank space stands before, for each cell of each line."""
    column, gap = 0, True
    for cell in _CELL.finditer(string, region.start, region.end):
        if cell.group()[0] == "\n":
            column, gap = 0, gap or len(cell.group()) > 1
            continue
        if cell.group().strip():
            for piece in _pieces(string, Span(cell.start(), cell.end())):
                yield column, piece, gap
                gap = False
        column += 1


def _pieces(string: str, cell: Span) -> Iterator[Span]:
    """The fields of a cell that has run lines together: X, INC. By: /s/ A. Elm Title: Head Y, LLC By: …."""
    cuts = [found.start() for found in _FIELD.finditer(string, cell.start, cell.end)]
    cuts += [at for at in _bodies(string, cell) if not _BY_BODY.search(string, max(cell.start, at - 90), at)]
    edges = [cell.start, *sorted(set(cuts) - {cell.start}), cell.end]
    for start, end in pairwise(edges):
        yield Span(start, end)


def _bodies(string: str, cell: Span) -> Iterator[int]:
    """Where the names of bodies begin, behind the title or the date that they have run on from."""
    for name in _BODY_BEFORE.finditer(string, cell.start, cell.end):
        if _COPY_TO.search(string, max(cell.start, name.start() - 80), name.start()):
            continue  # counsel, who gets a copy of a notice
        before = [found.end() for found in _ENDS_BEFORE_BODY.finditer(string, name.start(), name.end("form"))]
        yield before[-1] if before else name.start()


def _close(string: str, state: _Column, found: list[Block]) -> None:
    """At blank space: a signed block is over, and a person's own signature is a block of its own."""
    if state.signature and state.block is None and not state.witness:
        _add_person(string, state, found)
    if state.block and state.block.signed:
        state.block = None
        state.label = None
    if state.block is None:
        state.signature = None
        state.signature_at = None
        state.pending = None
        state.witness = False


def _add_person(string: str, state: _Column, found: list[Block]) -> None:
    span = state.signature_at
    if span is None or not looks_like_person(string[span.start : span.end]):
        return
    name = string[span.start : span.end]
    found.append(Block(name, span.start, span.end, person=True, label=state.label, signed=True))


def _read_cell(string: str, cell: Span, state: _Column, found: list[Block]) -> None:
    start = cell.start + (len(string[cell.start : cell.end]) - len(string[cell.start : cell.end].lstrip()))
    content = string[start : cell.end]
    if _WITNESS.match(content):
        state.witness = True
        return
    signed = _SIGNED.match(content)
    if signed:
        by = content[:2].casefold() == "by"
        _read_signature(string, Span(start + signed.end(), cell.end), state, found, by=by)
        return
    if _BY.match(content):
        _read_field(string, start, cell.end, state)
        return
    label = _LABEL.match(content)
    if label and not _LEGEND.search(label["label"]):
        state.label = label["label"].strip()
        if state.block and state.block.signed:
            state.block = None
        start += label.end()
        if start >= cell.end:
            return
    behalf = _ON_BEHALF.match(string, start, cell.end)
    start = behalf.end() if behalf else start
    _read_name(string, start, cell.end, state, found)


def _read_signature(string: str, cell: Span, state: _Column, found: list[Block], *, by: bool) -> None:
    name = _undoubled(string, name_at(string, cell.start, cell.end))
    if state.block and state.block.signed and name and not by and _signs_alone(string, name):
        state.block, state.signature, state.witness = None, None, False
    if state.block:
        state.block.signed = True
        if name:
            _sign(state.block, string[name.start : name.end])
        return
    if by or state.witness:
        state.witness = True
        return
    if state.signature and state.signature_at:
        _add_person(string, state, found)  # lines run together: the next person signs
        state.pending = None
    if state.pending:
        state.signature = string[state.pending.start : state.pending.end]
        state.signature_at = state.pending.span
    elif name and looks_like_person(string[name.start : name.end]):
        state.signature = string[name.start : name.end]
        state.signature_at = name.span
    else:
        state.signature = ""
        state.signature_at = None


def _undoubled(string: str, name: Name | None) -> Name | None:
    """The name once, where the lines of two columns have run together: FEN SA FEN SA, Ann Elm Ann Elm."""
    words = string[name.start : name.end].split(" ") if name else []
    half = len(words) // 2
    if name is None or not half or words[:half] != words[half:]:
        return name
    return Name(name.start, name.start + len(" ".join(words[:half])), name.formed)


def _signs_alone(string: str, name: Name) -> bool:
    """Whether the signer's name is printed again behind or above the signature, and no office with it."""
    words = string[name.start : name.end]
    if not looks_like_person(words):
        return False
    behind = string[name.end : name.end + _NEAR_SIGNATURE].split("/s/")[0]
    if _TITLE.search(behind):
        return False
    printed = _PRINTED.match(behind)
    rest = behind[printed.end() :] if printed else ""
    before = string[max(0, name.start - _NEAR_SIGNATURE) : name.start].rsplit("/", 2)[0].split()
    above = " ".join(before[-len(words.split()) :])
    return name_key(words) in (name_key(rest[: len(words)]), name_key(above))


def _read_field(string: str, start: int, limit: int, state: _Column) -> None:
    """A line such as "By: Elm GP, Inc., its general partner" or "Name: Ann Elm"."""
    lead = _AFTER_BY.match(string, start, limit)
    if state.block and lead:
        name = name_at(string, lead.end(), limit)
        if name:
            _sign(state.block, string[name.start : name.end])
        # A body that signs for the block's own leaves the line for its officer still to come.
        state.block.signed = state.block.signed or name is None or not name.formed


def _sign(block: Block, name: str) -> None:
    if name_key(name) not in map(name_key, block.signatories) and name_key(name) != name_key(block.name):
        block.signatories.append(name)


def _read_name(string: str, start: int, limit: int, state: _Column, found: list[Block]) -> None:
    printed = name_at(string, start, limit)
    name = _undoubled(string, printed)
    beside = _beside(string, name, limit)
    if name and beside:  # the names of two columns in a row: FEN INC. OAK LLC
        words = string[name.start : name.end]
        found.append(Block(words, name.start, name.end, formed=True, label=state.label, signed=True))
        name = printed = beside
    if state.block is None and state.signature is not None and _OFFICE.match(string, start, limit):
        state.witness = True  # an officer's title: the signature is not made in the signer's own name
        return
    if name is None or printed is None or not _REST.match(string, printed.end, limit):
        return
    words = string[name.start : name.end]
    rest = string[printed.end : limit]
    if _LEGEND.search(words):
        return
    if looks_like_person(words) and not name.formed:
        if not _TITLE.search(words):
            _read_person(name, words, rest, state)
        return
    if not name.formed and " " not in words and role_of_term(words, "") is not None:
        state.label, state.block = words, None  # "EMPLOYEE" over the signature
        return
    if _TITLE.search(words) and not name.formed:
        return
    if not name.formed and not words.isupper() and state.block and not state.block.signed:
        return
    inner = re.search(r"\b(?:By|BY)\s?:", rest)
    signed = inner is not None
    block = Block(words, name.start, name.end, formed=name.formed, label=state.label, signed=signed)
    if name.formed or words.isupper():
        found.append(block)
        state.block = block
        state.pending = None
        state.signature = None


def _beside(string: str, name: Name | None, limit: int) -> Name | None:
    """The body's name that stands right behind another body's, with nothing more in its cell."""
    if name is None or not name.formed or string[name.end : name.end + 1] != " ":
        return None
    beside = name_at(string, name.end + 1, limit)
    if beside is None or not beside.formed or not _REST.match(string, beside.end, limit):
        return None
    same = name_key(string[beside.start : beside.end]) == name_key(string[name.start : name.end])
    return None if same else beside


def _read_person(name: Name, words: str, rest: str, state: _Column) -> None:
    if state.block:
        if state.block.signed and not state.block.signatories:
            _sign(state.block, words)
        return
    if state.signature is not None:
        if _TITLE.search(rest):
            state.witness = True
        state.signature = words
        state.signature_at = name.span  # the printed name, rather than what stands behind "/s/"
        return
    state.pending = name
