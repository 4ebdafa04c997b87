"""The parties of an agreement: its opening, its signature pages and its schedules brought together."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace

from pipeline.extract.parties.entity_types import country_or_state, entity_type, national
from pipeline.extract.parties.in_opening import listed_parties
from pipeline.extract.parties.keys import looks_like_person, name_key
from pipeline.extract.parties.members import members
from pipeline.extract.parties.openings import Listed, Opening
from pipeline.extract.parties.role_of import with_roles
from pipeline.extract.parties.signatories import Signing, signatories
from pipeline.extract.parties.signature_pages import SignaturePage, signature_pages
from pipeline.extract.parties.signatures import Block
from pipeline.match.scanner import scanner
from pipeline.match.spacy_engine import descriptors
from pipeline.model import Mention, Outline, Party, RegionKind, Text
from pipeline.spans import Span

__all__ = ["parties"]

_LONGEST_OPENING = 12_000
_INTO_BODY = 1_500
_WITHIN = 300
_LONGEST_DESCRIPTION = 110
_SAYS_BODY = re.compile(
    r"\b(?:an?|A|AN|An)\s(?=(?:[\w.,'’/-]+\s){0,7}(?:corporation|company|partnership|association|trust"
    r"|bank|individual|person|proprietorship|coop"
    r"|societ|société|institution|venture|estate|municipality|agency|foundation|fund|union|l\.?l\.?c"
    r"|l\.?p\b|inc\b|gmbh|resident|citizen|limited|aktieng))",
    re.IGNORECASE,
)
_MADE = re.compile(
    r"\b(?:organi[sz]ed|incorporated|formed|existing|established|registered|constituted)\b(?=\s(?:and"
    r"|under|in|pursuant|with))",
    re.IGNORECASE,
)
_HEAD = 1_500
_MOST_MENTIONS = 4
_ADDRESS = re.compile(
    r"(?:located|offices?|place of business|address(?:\sis)?|residing|resides|headquarters|domiciled"
    r"|registered)\s?(?:is\s|are\s)?(?:located\s)?"
    r"(?:at|in|:)\s?(?P<address>(?:\d|P\.? ?O\.?|One|Two|Suite|[A-Z])[^(\"“\n;]{4,140})"
)
_ADDRESS_END = re.compile(r"[\s,.]+$|,?\s(?:and|hereinafter|herein|referred|a|an)\b.*$|\s?,?\s?\($")


def parties(
    text: Text, outline: Outline, *, signed: Sequence[SignaturePage] | None = None
) -> tuple[Party, ...]:
    """Every party once, at its first mention, in the order of the text.

    `signed` are the document's signature pages, where they have been read already.
    """
    spans = _opening(text, outline)
    signed = signature_pages(text, outline) if signed is None else signed
    blocks = [block for page in signed for block in page.blocks]
    keys = {name_key(block.name) for block in blocks}
    origin = next((span.start for span in outline.spans(RegionKind.OPENING)), 0)
    listed = _listed(text, spans, keys, origin)
    if not listed:  # the opening is not where the outline has it: behind a table of contents, say
        listed = _listed(text, [Span(0, min(len(text.string), _LONGEST_OPENING))], keys, origin)
    found = [_from_opening(text.string, entry, blocks) for entry in listed if not entry.blank]
    found = _signed(text.string, found, [page.span for page in signed])
    found += members(text, outline, found, blocks)
    found = [_mentioned(text.string, party, spans) for party in found]
    found = _described(text, found, {entry.start: entry.tail for entry in listed})
    head = text.string[: spans[0].start + _HEAD]
    title = text.string[: min((party.start for party in found), default=0)][-_HEAD:]
    return tuple(sorted(with_roles(found, title, head), key=lambda party: party.start))


def _listed(text: Text, spans: Sequence[Span], signing: set[str], origin: int) -> list[Listed]:
    """The parties that these ranges name; `signing`: keys of the names in signature blocks."""
    marks = scanner("parties").find(text, spans)
    return listed_parties(
        Opening(text.string, marks, lambda name: name_key(name) in signing), spans, origin=origin
    )


# --------------------------------------------------------------------------- where to look


def _opening(text: Text, outline: Outline) -> list[Span]:
    """What stands before the body, and its first lines: parties may be numbered as clauses."""
    spans = outline.spans(RegionKind.COVER, RegionKind.OPENING, RegionKind.RECITALS)
    joined: list[Span] = []
    for span in spans:
        if joined and joined[-1].end == span.start:
            joined[-1] = Span(joined[-1].start, span.end)
        else:
            joined.append(span)
    joined = joined or [Span(0, 0)]
    last = joined[-1]
    joined[-1] = Span(last.start, min(len(text.string), last.end + _INTO_BODY))
    room = _LONGEST_OPENING
    kept = []
    for span in joined:
        if room > 0:
            kept.append(Span(span.start, min(span.end, span.start + room)))
            room -= len(kept[-1])
    return kept


# --------------------------------------------------------------------------- one party


def _from_opening(string: str, entry: Listed, blocks: Sequence[Block]) -> Party:
    name = string[entry.start : entry.end]
    signing = [block for block in blocks if name_key(block.name) == name_key(name)]
    own, shared = entry.own, entry.shared
    if entry.unnamed and not own:
        own, shared = shared[-1:], ()
    others = dict(reversed(entry.other_names))
    return Party(
        name=name,
        start=entry.start,
        end=entry.end,
        rule=entry.rule,
        found_in="opening",
        aliases=own,
        collective_alias=shared[-1] if shared else None,
        role=_capacity(entry),
        address=_address(string[entry.tail.start : entry.tail.end]),
        unnamed_class=entry.unnamed,
        doing_business_as=others.get("trading"),
        formerly=others.get("former"),
        also_known_as=others.get("also"),
        for_services_of=others.get("lent"),
        signatories=tuple(dict.fromkeys(who for block in signing for who in block.signatories)),
        evidence=(Span(entry.start, entry.end), *(block.span for block in signing)),
    )


def _mentioned(string: str, party: Party, spans: Sequence[Span]) -> Party:
    """The party with the other places of the opening that name it: the cover page, the list, a recital."""
    if party.unnamed_class:
        return party
    spelt, long = party.name.lower(), len(party.name)
    places: list[Span] = []
    for span in spans:
        words = string[span.start : span.end].lower()
        at = words.find(spelt) if len(words) == len(span) else -1
        while at >= 0 and len(places) < _MOST_MENTIONS:
            place = Span(span.start + at, span.start + at + long)
            if place.start != party.start:
                places.append(place)
            at = words.find(spelt, at + long)
    if places and party.rule == "signature-beside":  # the first mention counts
        first = places[0]
        party = replace(
            party,
            name=string[first.start : first.end],
            start=first.start,
            end=first.end,
            found_in="opening",
            evidence=(first, *party.evidence),
        )
    known = set(party.evidence)
    return replace(party, evidence=(*party.evidence, *(place for place in places if place not in known)))


def _signed(string: str, found: Sequence[Party], pages: Sequence[Span]) -> list[Party]:
    """The parties with those who sign for them; a signature counts for the party that it stands under."""
    said = signatories(string, pages, [Signing(party.name, party.aliases) for party in found])
    whose: dict[str, set[int]] = {}
    for at, names in said.items():
        for name in names:
            whose.setdefault(name_key(name), set()).add(at)
    run_on = tuple(f"{name} " for names in said.values() for name in names)
    signed = []
    for at, party in enumerate(found):
        # A block that was read across two columns has the neighbour's officer too.
        kept = [
            name
            for name in party.signatories
            if at in whose.get(name_key(name), {at}) and not name.startswith(run_on)
        ]
        known = {name_key(name) for name in kept}
        kept += [name for name in said.get(at, ()) if name_key(name) not in known]
        signed.append(replace(party, signatories=tuple(kept)))
    return signed


def _capacity(entry: Listed) -> str | None:
    """The part in which a party without a term of its own acts: "as first lien agent"."""
    if entry.capacity is None or entry.own:
        return None
    return entry.capacity.casefold()


def _address(tail: str) -> str | None:
    found = _ADDRESS.search(tail)
    if found is None:
        return None
    address = " ".join(found["address"].split())
    while (cut := _ADDRESS_END.search(address)) and cut.start() > 3:
        address = address[: cut.start()]
    return address or None


def _described(text: Text, found: Sequence[Party], tails: dict[int, Span]) -> list[Party]:
    """The parties with the kind of body and the jurisdiction that the text gives them."""
    windows = [
        _descriptions(text.string, tails.get(party.start, Span(party.end, party.end))) for party in found
    ]
    said = descriptors(text, sorted({window for own in windows for window in own}))
    return [
        _with_body(text.string, party, [m for m in said if any(w.start <= m.start < w.end for w in own)])
        for party, own in zip(found, windows, strict=True)
    ]


def _descriptions(string: str, tail: Span) -> list[Span]:
    """The stretches of a tail in which a body may be described: what it is, and under whose law it was made.

    They are kept short and apart, for matching tokens costs a hundred times what a scan does, and the token
    rules take every way through a long description.
    """
    limit = min(tail.end, tail.start + _WITHIN)
    spans = []
    made = _MADE.search(string, tail.start, limit)
    body = _SAYS_BODY.search(string, tail.start, limit)
    if body:
        end = min(tail.end, body.start() + _LONGEST_DESCRIPTION)
        spans.append(Span(body.start(), made.start() if made and body.start() < made.start() < end else end))
    if made:
        spans.append(Span(made.start(), min(tail.end, made.start() + _LONGEST_DESCRIPTION)))
    return spans


def _with_body(string: str, party: Party, said: Sequence[Mention]) -> Party:
    if party.unnamed_class:
        return party

    def group(name: str) -> str | None:
        for mention in said:
            if name in mention.groups:
                return string[mention.groups[name].start : mention.groups[name].end]
        return None

    stated = group("jurisdiction") or national(string[party.end : party.end + 40])
    place = country_or_state(stated) if stated else None
    kind = entity_type(party.name, group("entity_type"), place)
    if kind is None and (party.entity_type or looks_like_person(party.name)):
        kind = "individual"
    return replace(party, entity_type=kind, jurisdiction=place)
