"""Who signs for the parties known from the opening, where the signatures are printed as "/s/ Ann Elm".

The blocks of a signature page may stand side by side with nothing to part them but blanks that are gone:
`FEN INC. OAK LLC / By: /s/ Ann Elm By: /s/ Ivo Ash`. A page that is read with the parties' names in hand
needs no columns: names in a row are followed by as many signatures, or by a multiple, in the same order.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from itertools import pairwise

from pipeline.extract.parties.keys import name_key
from pipeline.frozen import dataclass
from pipeline.spans import Span

_MOST_PARTIES = 40  # more than that sign on pages of their own
_SIGNED = re.compile(r"/[sS]/\s?(?P<name>[^\W\d_][\w.'’-]*(?: [^\W\d_][\w.'’-]*){0,6})")
_NO_NAME = re.compile(
    r"(?:By|BY|Name|NAME|Its|ITS|Title|TITLE|Dated?|DATED?|Signature|Print(?:ed)?|Witness|Attest|Chief|Vice"
    r"|Senior|Executive|Managing|General|Authori[sz]ed|Assistant|Corporate|President|Chairman|Director"
    r"|Secretary|Treasurer|Manager|Member|Partner|Trustee|Officer|CEO|CFO|COO|EVP|SVP|VP)\b\.?"
)
_OWN_FIELD = re.compile(r"(?:/[sS]/|(?:By|BY|Name|NAME|Title|TITLE|Attention|Attn)\s?:)\s?$")
# A defined term stands for its party only as a heading: alone in its cell, or beside another party's name.
_HEADS = re.compile(r"(?:^|[\n\t]|[)\"”]\s?)[(\"“\s]*$")
_HEADED = re.compile(r"[)\"”\s]*(?::|[\n\t]|$|(?:By|BY)\b)|[)\"”]+\s?\(")
_IN_PROSE = re.compile(r"[,.]?\s(?!(?:an?|as|by|its|acting|on behalf|for|d/b/a)\b)[a-z]")
_BODY = re.compile(
    r"\b(?:Inc|INC|LLC|L\.L\.C|Ltd|LTD|Corp|CORP|Corporation|CORPORATION|L\.P|LP|LLP|Company|COMPANY|Limited"
    r"|LIMITED|N\.A|Trust|TRUST|GmbH|AG|S\.A|B\.V)\b"
)
_ARTICLE = re.compile(r"^(?:the|THE|The)\s")


@dataclass(frozen=True, slots=True)
class Signing:
    """A party as its signature block may call it."""

    name: str
    aliases: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class _Mark:
    """A party's name, or a signature, in the order of the page."""

    start: int
    end: int
    party: int | None = None
    signer: str = ""


def signatories(string: str, pages: Sequence[Span], parties: Sequence[Signing]) -> Mapping[int, list[str]]:
    """Names of the signers by the index of their party; a page that leaves doubt gives none."""
    found: dict[int, list[str]] = {}
    if not parties or len(parties) > _MOST_PARTIES:
        return found
    own = {name_key(party.name): at for at, party in enumerate(parties)}
    for page in pages:
        for names, signatures in _rows(string, _marks(string, page, parties)):
            for at, signer in _paired(string, names, signatures):
                said = found.setdefault(at, [])
                if name_key(signer) not in own and name_key(signer) not in map(name_key, said):
                    said.append(signer)
    return found


def _paired(string: str, names: Sequence[_Mark], signatures: Sequence[_Mark]) -> Iterator[tuple[int, str]]:
    """Each signature with its party."""
    if len(names) == 1:
        if not _side_by_side(string, signatures):
            for signature in signatures:
                yield names[0].party or 0, signature.signer
    elif names and len(signatures) % len(names) == 0:
        for position, signature in enumerate(signatures):
            yield names[position % len(names)].party or 0, signature.signer


def _side_by_side(string: str, signatures: Sequence[_Mark]) -> bool:
    """Whether two lines "By:" share a line of the page, so that another body's name was not recognised."""
    return any(
        "\n" not in string[left.end : right.start]
        and re.search(r"\b(?:By|BY)\s?:?\s?$", string[left.end : right.start])
        for left, right in pairwise(signatures)
    )


def _rows(string: str, marks: Sequence[_Mark]) -> Iterator[tuple[list[_Mark], list[_Mark]]]:
    """Names that stand in a row, with the signatures up to the next name, a stranger's among them."""
    names: list[_Mark] = []
    signatures: list[_Mark] = []
    for mark in marks:
        stranger = signatures and _BODY.search(string, signatures[-1].end, mark.start)
        if signatures and (mark.party is not None or stranger):
            yield names, signatures
            names, signatures = [], []
        if mark.party is None:
            signatures.append(mark)
        else:  # a row of terms under a row of names gives the order
            names = [*(name for name in names if name.party != mark.party), mark]
    if signatures:
        yield names, signatures


def _marks(string: str, page: Span, parties: Sequence[Signing]) -> list[_Mark]:
    words = string[page.start : page.end]
    signed = [(found.start(), _person(found["name"])) for found in _SIGNED.finditer(words)]
    marks = [
        _Mark(start, start + 4, signer=_alone(name, [other for _, other in signed]))
        for start, name in signed
        if name
    ]
    named = [
        _Mark(found.start(), found.end(), party=at)
        for at, party in enumerate(parties)
        for found in _name_pattern(party.name).finditer(words)
        if not _OWN_FIELD.search(words, max(0, found.start() - 12), found.start())
        and not _IN_PROSE.match(words, found.end())
    ]
    named = _apart(named)
    ends = {mark.end for mark in named}
    starts = {mark.start for mark in named}
    headings = [
        _Mark(found.start(), found.end(), party=at)
        for at, party in enumerate(parties)
        for alias in party.aliases
        for found in _alias_pattern(alias).finditer(words)
        if _heads(words, found, starts, ends)
    ]
    shift = page.start
    return [
        _Mark(mark.start + shift, mark.end + shift, mark.party, mark.signer)
        for mark in _apart((*marks, *named, *headings))
    ]


def _heads(words: str, found: re.Match[str], starts: set[int], ends: set[int]) -> bool:
    before = words[max(0, found.start() - 6) : found.start()]
    led = found.start() == 0 or _HEADS.search(before) or found.start() - 1 in ends
    follows = _HEADED.match(words, found.end()) or found.end() + 1 in starts
    return bool(led and follows)


def _apart(marks: Sequence[_Mark]) -> list[_Mark]:
    """The marks in order; of two that overlap, the one that begins first, and of these the longer."""
    kept: list[_Mark] = []
    for mark in sorted(marks, key=lambda mark: (mark.start, -mark.end)):
        if not kept or mark.start >= kept[-1].end:
            kept.append(mark)
    return kept


def _person(printed: str) -> str:
    """The signer's name without what has run on: an office, or the same name in print."""
    kept: list[str] = []
    for word in printed.split():
        if kept and (_NO_NAME.fullmatch(word) or word == kept[0]):
            break
        kept.append(word)
    return " ".join(kept[:5]) if len(kept) > 1 and not _NO_NAME.fullmatch(kept[0]) else ""


def _alone(name: str, signers: Sequence[str]) -> str:
    """The name without another signer's, printed under the signatures and run on."""
    for other in signers:
        if other and name.endswith(" " + other):
            return name.removesuffix(" " + other)
    return name


def _name_pattern(name: str) -> re.Pattern[str]:
    """The name in any case, with or without the marks between its words."""
    words = [re.escape(word) for word in re.findall(r"[^\W_]+", name)]
    return re.compile(r"(?<!\w)" + r"[^\w:]{0,3}".join(words) + r"(?!\w)", re.IGNORECASE)


def _alias_pattern(alias: str) -> re.Pattern[str]:
    return re.compile(r"(?<!\w)" + re.escape(_ARTICLE.sub("", alias)) + r"(?!\w)", re.IGNORECASE)
