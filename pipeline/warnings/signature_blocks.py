"""Signature blocks that do not go with the parties: missing, of a stranger, or there twice.

Signature pages are the part of a document that conversion hurts most. So a block is missed only where every
signature on the pages belongs to another party's block.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterator, Sequence

from pipeline.extract.parties.keys import name_key, spelling
from pipeline.extract.parties.signature_pages import SignaturePage
from pipeline.extract.parties.signatures import Block
from pipeline.findings import Findings
from pipeline.model import Notice, Party, RegionKind
from pipeline.spans import Span
from pipeline.warnings.places import place_of
from pipeline.warnings.slips import lacks_a_word, one_word_apart

_LINE = re.compile(
    r"(?:\b(?:By|BY|Per|Signature|Signed)\s?:\s?(?=[/_\s]|$)|/[sS]/|_{8,}|(?:\b(?:By|BY)\s?_{3}))[\s_]*(?:/[sS]/)?"
)
# Others sign too, and say in what part: a witness, a guarantor, whoever acknowledges or consents.
_OTHER_PART = re.compile(
    r"\b(?:acknowledg|consent|guarant|witness|attest|join(?:ed|der)|approv|notar|in the presence|solely|"
    r"with respect to|for purposes of|limited to|accepted|agreed|counsel|escrow|confirm|copy|cc:)\w*",
    re.IGNORECASE,
)
_NEW_SET = re.compile(
    r"\b(?:in witness|signature page|exhibit|schedule|annex|addendum|amendment|acknowledg|accepted|agreed|"
    r"consent|statement of work|initials?)",
    re.IGNORECASE,
)
_LONGEST_SET = 2_000  # characters from the first to the last block of one set of signatures
_CLOSE = 500  # characters between the blocks of one set
_LONGEST_NAME = 120  # characters
_BEFORE = 160  # characters before a block in which its part is said
_FORMS = {
    "inc": "corporation",
    "incorporated": "corporation",
    "corp": "corporation",
    "corporation": "corporation",
    "co": "company",
    "company": "company",
    "llc": "llc",
    "lp": "lp",
    "llp": "llp",
    "ltd": "limited",
    "limited": "limited",
    "gmbh": "gmbh",
    "ag": "ag",
    "bv": "bv",
    "nv": "nv",
    "sa": "sa",
    "plc": "plc",
}
_AS = re.compile(r"[\s,(]{0,4}(?:as|in its capacity)\s", re.IGNORECASE)
_SIGNS_FOR = re.compile(r"\b(?:By|BY|by|its|Its|ITS|for|of|c/o|Name|NAME|d/b/a|dba|a|an)\b\s?:?\s{0,2}$")


def pages_of(findings: Findings) -> tuple[SignaturePage, ...]:
    """The signature pages before the first attachment: forms attached have blocks of their own."""
    tree = findings.outline
    first = next((span.start for span in tree.spans(RegionKind.ATTACHMENT)), len(findings.text.string))
    return tuple(page for page in findings.signature_pages if page.span.start < first)


def repeated_blocks(findings: Findings, pages: Sequence[SignaturePage]) -> Iterator[Notice]:
    """A notice for each party that signs twice on the pages of one set of signatures, where others do once.

    Where every party has two blocks, two officers sign for each, or the page is there in counterparts.
    """
    string = findings.text.string
    keys = {name_key(party.name) for party in findings.parties}
    for page in pages:
        same: dict[str, list[Block]] = defaultdict(list)
        for block in page.blocks:
            if (block.formed or name_key(block.name) in keys) and _is_own_block(string, page, block):
                same[spelling(block.name)].append(block)
        if not any(len(blocks) == 1 for blocks in same.values()):
            continue
        for blocks in same.values():
            if len(blocks) != 2 or name_key(blocks[0].name) not in keys or not _one_set(string, page, blocks):
                continue
            yield Notice(
                kind="signature_block_repeated",
                message=f"{blocks[0].name} has two signature blocks",
                spans=tuple(block.span for block in blocks),
                rule="repeated-block",
            )


def _one_set(string: str, page: SignaturePage, blocks: Sequence[Block]) -> bool:
    """Whether both blocks are to be signed, in one capacity, and nothing but blocks stands between them."""
    first, last = blocks[0], blocks[-1]
    return (
        last.start - first.end < _LONGEST_SET
        and all(_has_line(string, page, block) for block in blocks)
        and not any(_AS.match(string, block.end) for block in blocks)
        and not _NEW_SET.search(string, first.end, last.start)
    )


def unmatched_blocks(findings: Findings, pages: Sequence[SignaturePage]) -> Iterator[Notice]:
    """A notice for each party of the opening that has no block, and each block of a body that is no party."""
    string = findings.text.string
    parties = [party for party in findings.parties if party.found_in == "opening"]
    blocks = [
        (page, block)
        for page in pages[:1]
        for block in page.blocks
        if _is_own_block(string, page, block) and _has_line(string, page, block)
    ]
    if not blocks or any(party.unnamed_class for party in parties) or len(parties) < 2:
        return
    page = blocks[0][0]
    signed = [party for party in parties if any(_is(party, block) for _, block in blocks)]
    absent = [party for party in parties if party not in signed and not _named(string, page.span, party)]
    strange = [
        block
        for page, block in blocks
        if block.formed
        and _beside_another(page, block)
        and not any(_is(party, block) or _related(party, block) for party in findings.parties)
        and not _OTHER_PART.search(string, max(page.span.start, block.start - _BEFORE), block.start)
        and not _mentioned(string, findings, block)
    ]
    if absent and signed and _lines(string, page.span) <= len(blocks) - len(strange):
        for party in absent:
            yield Notice(
                kind="signature_block_mismatch",
                message=f"{party.name} is a party in the opening, but has no signature block where"
                f" {signed[0].name} has one",
                spans=(Span(party.start, party.end), page.span),
                rule="block-missing",
            )
    if signed and not absent:
        for block in strange:
            yield Notice(
                kind="signature_block_mismatch",
                message=f"{block.name} has a signature block, but is no party in the opening",
                spans=(block.span,),
                rule="block-of-no-party",
            )


def misspelt_blocks(findings: Findings, pages: Sequence[SignaturePage]) -> Iterator[Notice]:
    """A notice for each block with a word more or less than its party's name, or another corporate form."""
    blocks = [block for page in pages[:1] for block in page.blocks if block.formed]
    named = {name_key(party.name) for party in findings.parties}
    for party in findings.parties:
        if party.found_in != "opening" or party.unnamed_class:
            continue
        opening = findings.text.string[party.start : party.start + _LONGEST_NAME]
        own = [block for block in blocks if name_key(block.name) == name_key(party.name)]
        near = [
            block
            for block in blocks
            if lacks_a_word(block.name, party.name)
            and not name_key(opening).startswith(name_key(block.name))  # the name goes on in the opening
            and not any(
                name_key(other.name) in name_key(block.name) for other in findings.parties if other != party
            )
        ]
        if own and all(_form(block.name) != _form(party.name) for block in own) and _form(party.name):
            yield _spelt(findings, party, own[0], "other-form")
        elif not own and len(near) == 1 and name_key(near[0].name) not in named:
            yield _spelt(findings, party, near[0], "missing-word")


def _spelt(findings: Findings, party: Party, block: Block, rule: str) -> Notice:
    return Notice(
        kind="name_spelling",
        message=f"the party “{party.name}” of {place_of(findings.outline, party.start)}"
        f" signs as “{block.name}”",
        spans=(Span(party.start, party.end), block.span),
        rule=rule,
    )


def _form(name: str) -> str | None:
    """The corporate form that a name ends with, however it is abbreviated."""
    words = re.sub(r"(?<=\b\w)\.(?=\w\b)", "", name).casefold().replace(",", " ").split()
    return _FORMS.get(words[-1].strip(".")) if len(words) > 1 else None


def _beside_another(page: SignaturePage, block: Block) -> bool:
    """Whether a block stands close to another one: before that of a joinder, say, stands its text."""
    return any(
        other is not block and min(abs(block.start - other.end), abs(other.start - block.end)) < _CLOSE
        for other in page.blocks
    )


def _is(party: Party, block: Block) -> bool:
    key = name_key(block.name)
    return key == name_key(party.name) or any(key == name_key(alias) for alias in party.aliases)


def _related(party: Party, block: Block) -> bool:
    """Whether a block's name may stand for a party: it holds its name or a word of it, or is another name."""
    others = (party.doing_business_as, party.formerly, party.also_known_as, party.for_services_of)
    names = [party.name, *party.aliases, *party.signatories, *(name for name in others if name)]
    key = name_key(block.name)
    return any(
        name_key(name) in key or key in name_key(name) or one_word_apart(name, block.name) for name in names
    )


def _named(string: str, page: Span, party: Party) -> bool:
    """Whether a signature page names a party in any way."""
    words = re.sub(r"[^a-z0-9]+", "", string[page.start : page.end].casefold())
    names = (party.name, *party.aliases, party.doing_business_as, party.formerly, party.also_known_as)
    first = party.name.split()[0]
    return any(name and name_key(name)[:12] in words for name in names) or name_key(first) in words


def _mentioned(string: str, findings: Findings, block: Block) -> bool:
    """Whether the opening or the recitals speak of the body: a parent, or an owner who joins."""
    spans = findings.outline.spans(RegionKind.COVER, RegionKind.OPENING, RegionKind.RECITALS)
    key = name_key(block.name)
    return any(key in re.sub(r"[^a-z0-9]+", "", string[span.start : span.end].casefold()) for span in spans)


def _is_own_block(string: str, page: SignaturePage, block: Block) -> bool:
    """Whether a name heads a block: no "By: Elm Manager, LLC", and no "a division of Elm, Inc."."""
    before = string[max(page.span.start, block.start - 14) : block.start]
    return not _SIGNS_FOR.search(before)


def _has_line(string: str, page: SignaturePage, block: Block) -> bool:
    """Whether a line to sign on stands between this block's name and the next one's."""
    following = next((other.start for other in page.blocks if other.start > block.start), page.span.end)
    return _LINE.search(string, block.end, min(following, block.end + 400)) is not None


def _lines(string: str, page: Span) -> int:
    """How many lines to sign on a page has."""
    return sum(1 for _ in _LINE.finditer(string, page.start, page.end))
