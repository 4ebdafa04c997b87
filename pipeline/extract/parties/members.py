"""Finds the parties that the opening only calls by their class, on the signature pages or in a schedule."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace

from pipeline.extract.parties.keys import looks_like_person, name_key, spelling
from pipeline.extract.parties.names import name_at
from pipeline.extract.parties.roles import role_of_term
from pipeline.extract.parties.signatures import Block
from pipeline.model import Outline, Party, RegionKind, Text
from pipeline.spans import Span

_SCHEDULE = re.compile(
    r"\b(?P<kind>schedule|exhibit|annex|appendix)(?:es|s|ices)?\s(?P<label>[A-Za-z0-9]{1,4}\b)", re.IGNORECASE
)
_HEADING = re.compile(
    r"(?m)^\s*(?:schedule|exhibit|annex|appendix)\s+[\w.-]{1,6}\s*(?:$|[:.–—(-])", re.IGNORECASE
)
_LONGEST_SCHEDULE = 8_000
# An office printed near a person's signature: it was not given in the signer's own name.
_NEAR = 90
_OFFICE_NEAR = re.compile(
    r"\b(?:Title|President|Officer|Secretary|Treasurer|Manager|Director|Chairman|Partner|Signatory|Managing)\b"
)
# Bodies without a corporate form that invest, by the last word of the name.
_BODY_NAME = re.compile(r"\s(?:foundation|endowment|fund|university)(?:\s[ivx]+)?$", re.IGNORECASE)
_LIST_LABEL = re.compile(r"(?:\(?\d{1,3}[.)]\s|\(?[a-z][.)]\s|[•*-]\s)?")


def members(text: Text, outline: Outline, found: Sequence[Party], blocks: Sequence[Block]) -> list[Party]:
    """The members of an unnamed class; where the opening names nobody or one alone, the others who sign."""
    unnamed = [party for party in found if party.unnamed_class]
    if len(found) == 1 and not unnamed:
        return _counterparts(text.string, found[0], blocks)
    if found and not unnamed:
        return []
    named = {name_key(party.name) for party in found if not party.unnamed_class}
    group = unnamed[-1] if unnamed else None
    signing = _signing(blocks, named, group)
    listed = [
        member
        for party in unnamed
        if _SCHEDULE.search(party.name)
        for member in _scheduled(text, outline, party, named)
    ]
    if listed:
        return _first_mentions(listed, signing)
    if (signing and outline.spans(RegionKind.SIGNATURES)) or group is None:
        return signing
    return (
        list(_scheduled(text, outline, group, named)) or signing
    )  # no signature page: a schedule may name them


def _counterparts(string: str, party: Party, blocks: Sequence[Block]) -> list[Party]:
    """Those who sign beside the only party of the opening, its own block apart, however spelt."""
    key = name_key(party.name)
    others = [
        block
        for before, block in zip((None, *blocks), blocks, strict=False)
        if block.signed
        and (block.formed or block.person or block.signatories)
        and role_of_term(block.name, "") is None  # "STOCKHOLDERS" over their signatures
        and not (block.person and _OFFICE_NEAR.search(string[block.end : block.end + _NEAR].split("\n\n")[0]))
        and not (name_key(block.name) in key or key in name_key(block.name))
        # right behind a body that nobody has signed for yet stands its officer
        and not (block.person and before is not None and before.formed and not before.signatories)
    ]
    return [replace(other, rule="signature-beside") for other in _signing(others, set(), None)]


def _first_mentions(listed: Sequence[Party], signing: Sequence[Party]) -> list[Party]:
    """The members that a schedule lists, each where it stands first: there, or in its signature block."""
    signed = {name_key(party.name): party for party in reversed(signing)}
    return [
        min(member, signed.get(name_key(member.name), member), key=lambda party: party.start)
        for member in listed
    ]


def _signing(blocks: Sequence[Block], named: set[str], group: Party | None) -> list[Party]:
    """The parties of signature blocks that are not named yet; several blocks may be one party's."""
    own: dict[str, list[Block]] = {}
    for block in blocks:
        spelt = spelling(block.name)
        if spelt and (block.signed or block.formed) and name_key(block.name) not in named:
            own.setdefault(spelt, []).append(block)
    return [
        Party(
            name=same[0].name,
            start=same[0].start,
            end=same[0].end,
            rule="signature-block",
            found_in="signature",
            collective_alias=_term(group),
            entity_type="individual" if same[0].person else None,
            signatories=tuple(dict.fromkeys(who for block in same for who in block.signatories)),
            evidence=tuple(block.span for block in same),
        )
        for same in own.values()
    ]


def _term(group: Party | None) -> str | None:
    if group is None:
        return None
    return group.aliases[0] if group.aliases else group.collective_alias


def _scheduled(text: Text, outline: Outline, group: Party, named: set[str]) -> Iterator[Party]:
    """The names at the beginnings of the lines of the schedule that the class speaks of."""
    where = _schedule_of(text, outline, group)
    if where is None:
        return
    string = text.string
    seen = set(named)
    for line in re.finditer(r"[^\n]+", string[where.start : where.end]):
        at = where.start + line.start()
        label = _LIST_LABEL.match(string, at)
        at = label.end() if label else at
        limit = where.start + line.end()
        cell = string.find("\t", at, limit)
        if _HEADING.match(string, at, limit):
            continue
        name = name_at(string, at, cell if cell >= 0 else limit)
        if name is None:
            continue
        words = string[name.start : name.end]
        rest = string[name.end : limit]
        alone = cell >= 0 or not rest.strip() or re.match(r"\s*(?:[,(\d$]|[-–—]\s)", rest)
        person = looks_like_person(words)
        if not alone or name_key(words) in seen or not (name.formed or person or _BODY_NAME.search(words)):
            continue
        seen.add(name_key(words))
        yield Party(
            name=words,
            start=name.start,
            end=name.end,
            rule="schedule-line",
            found_in="schedule",
            collective_alias=_term(group),
            entity_type="individual" if person and not name.formed else None,
            evidence=(name.span,),
        )


def _schedule_of(text: Text, outline: Outline, group: Party) -> Span | None:
    """The range of the schedule that `group` names, from its heading to the next one."""
    said = _SCHEDULE.search(group.name)
    heading = (
        _HEADING
        if said is None
        else re.compile(
            rf"(?m)^\s*{said['kind']}\s+{re.escape(said['label'])}\b(?![^\n]*\.{{4}})[^\n]{{0,80}}$",
            re.IGNORECASE,
        )
    )
    places = [*outline.spans(RegionKind.ATTACHMENT), Span(group.end, len(text.string))]
    for span in places:
        start = heading.search(text.string, span.start, span.end)
        if start is None:
            continue
        after = _HEADING.search(text.string, start.end(), span.end)
        end = min(after.start() if after else span.end, start.end() + _LONGEST_SCHEDULE)
        return Span(start.end(), end)
    return None
