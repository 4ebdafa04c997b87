"""The dates of a document with the words before and after each that say what it is the date of."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from datetime import date
from functools import cache

from pipeline.extract.quantities.dates import dates
from pipeline.frozen import dataclass
from pipeline.match import scanner
from pipeline.match.automaton import Automaton
from pipeline.model import Blank, DateMention, Mention, Outline, Quantities, RegionKind, Text
from pipeline.spans import Span

# Another agreement's date: "that certain Loan Agreement dated", "the Lease between X, Inc. and Y, dated".
_OTHER = re.compile(
    r"(?:\bre\s?:\s*|\b(?:that\s+certain|certain|an?|the|such|their|its|said|existing|original|prior|previous"
    r"|that)[ ]+)"
    r"(?:[A-Za-z&,'-]+[ ]+){0,9}?(?:agreement|contract|lease|indenture|note|plan|amendment|memorandum|order"
    r"|certificate|statement|letter|policy|report|understanding|prospectus|proposal|resolution|charter)s?"
    r"(?:\s+\([^()]{0,60}\))?(?:[\s,]+(?:between|among|by|which|to\s+plan)\b[^;]{0,200}?)?"
    r"(?:[\s,]+(?:was|were|had\s+been|(?:which|that)\s+was))?[\s,]*$",
    re.IGNORECASE,
)
# The paper that lets somebody sign: "acting under Power of Attorney No. 44 dated".
_AUTHORITY = re.compile(
    r"\b(?:power\s+of\s+attorney|acting\s+(?:on\s+the\s+basis\s+of|under)|by-?laws|articles\s+of\s+\w+)\b[^;\n\"]{0,60}$",
    re.IGNORECASE,
)
# "This Amendment to the Supply Agreement (the "Supply Agreement") dated": the name tells which of the two.
_AMENDS = re.compile(
    r"\bthis\s[^;]{0,80}?\b(?:amendment|addendum|supplement|modification|extension|joinder|waiver|consent)\b"
    r"[^;]{0,80}?\b(?:to|of)\s+(?:(?:the|that\s+certain|an?)\s+)?(?:[A-Za-z&,'-]+\s+){0,8}?"
    r"(?:agreement|contract|lease|licen[cs]e)(?:\s+(?:by\s+and\s+)?(?:between|among)\s(?:(?!\b(?:dated|is|made|entered)\b)[^;]){0,160}?)?(?P<name>\s*\([^()]{0,80}\))?(?P<comma>\s*,)?\s*$",
    re.IGNORECASE,
)
_NAMES_AMENDMENT = re.compile(
    r"\s*\(\s*(?:the|this|hereinafter|as|,|\s)*[\"“']+[^\"”']{0,30}(?:amendment|addendum|supplement|modification|extension|joinder|waiver|consent)",
    re.IGNORECASE,
)
_REPLACES = re.compile(r"\b(?:supersed|replac)\w*\s[^.;]{0,140}$", re.IGNORECASE)
_THIS = re.compile(r"\b(?:this|these\s+presents)\b", re.IGNORECASE)
HEAD = 6000  # characters in which an opening stands where the outline knows none
_BEFORE = 280  # characters before a date in which its agreement is named
_LEAD = 140  # characters before a date in which its lead stands
_TAIL = 160  # and after it
_GAP = 40  # characters between a date and the bracket that names it
_SIGNS = 350  # characters around a date in which a mark of signing stands


@dataclass(frozen=True, slots=True)
class DatedPlace:
    """A date, or the blank left for one, in its surroundings."""

    start: int
    end: int
    day: date | None  # None for a blank
    lead: str | None  # rule of `date_leads` that reaches up to it
    lead_start: int  # where that lead begins; else where the date does
    tail: str | None  # rule of `date_tails` that follows it
    tail_end: int
    term: str | None  # the name that the tail gives the date
    region: RegionKind | None
    redacted: bool = False

    @property
    def iso(self) -> str | None:
        """The day as the term sheet writes it."""
        return self.day.isoformat() if self.day else None


def dated_places(text: Text, outline: Outline, quantities: Quantities) -> tuple[DatedPlace, ...]:
    """Every whole date and every blank for one, in the order of the text."""
    blanks = [blank for blank in quantities.blanks if blank.of == "date"]
    found: Sequence[DateMention | Blank] = sorted(
        (*quantities.dates, *dates(text, _listed(outline)), *blanks), key=lambda mention: mention.start
    )
    return tuple(_places(text, outline, found))


def _listed(outline: Outline) -> tuple[Span, ...]:
    """The first tables of contents, which may run on into the words that make the agreement."""
    return tuple(span for span in outline.spans(RegionKind.CONTENTS) if span.start < HEAD)


def _places(text: Text, outline: Outline, found: Sequence[DateMention | Blank]) -> Iterator[DatedPlace]:
    regions = iter(outline.regions)
    region = next(regions, None)
    ends = [*(mention.start for mention in found[1:]), len(text.string)][: len(found)]
    for mention, limit in zip(found, ends, strict=True):
        day = mention.day if isinstance(mention, DateMention) else None
        if day is None and isinstance(mention, DateMention):
            continue  # truncated, or symbolic
        while region is not None and region.end <= mention.start:
            region = next(regions, None)
        lead = _lead(text, mention.start)
        tail = _tail(text, mention.end, limit)
        name = tail.groups.get("term") if tail else None
        yield DatedPlace(
            mention.start,
            mention.end,
            day,
            lead.rule if lead else None,
            lead.start if lead else mention.start,
            tail.rule if tail else None,
            tail.end if tail else mention.end,
            text.string[name.start : name.end] if name else None,
            region.kind if region is not None and region.start <= mention.start else None,
            isinstance(mention, Blank) and mention.redacted,
        )


def _lead(text: Text, start: int) -> Mention | None:
    found = scanner("date_leads").find(text, [Span(max(0, start - _LEAD), start)])
    return found[-1] if found and found[-1].end == start else None


def _tail(text: Text, end: int, limit: int) -> Mention | None:
    """The bracket that names the date, if it comes before the next date and the next word of weight."""
    found = scanner("date_tails").find(text, [Span(end, max(end, min(limit, end + _TAIL)))])
    if (
        not found
        or found[0].start - end > _GAP
        or any(mark in text.string[end : found[0].start] for mark in ";(")
    ):
        return None
    return found[0]


def beside_signature(text: Text, place: DatedPlace) -> bool:
    """Whether marks of signing stand close before or after the date."""
    marks = _signing_marks()
    close = min(len(text.folded), place.end + _SIGNS // 2)
    return bool(
        marks.first(text.folded, max(0, place.start - _SIGNS), place.start)
        or marks.first(text.folded, place.end, close)
    )


@cache
def _signing_marks() -> Automaton:
    return Automaton(
        r"/s/|\\s\\|\((?:signature|seal|signed)\)|\bsignature\b|\bBy\s?:|\bName\s?:|\bTitle\s?:"
        r"|\bSignature|_{8}|\bIts\s?:",
        "date_contexts.py",
    )


def of_other_agreement(string: str, lead_start: int) -> bool:
    """Whether the words before a date's lead, which begins at `lead_start`, speak of another agreement."""
    before = string[max(0, lead_start - _BEFORE) : lead_start]
    amends = _AMENDS.search(before)
    if amends is not None and amends["name"]:
        return not _NAMES_AMENDMENT.match(amends["name"])
    if _AUTHORITY.search(before):
        return True
    found = _OTHER.search(before)
    if found is None:
        return False
    return bool(_REPLACES.search(before) or not _THIS.search(before, max(0, found.start() - 60)))


def perhaps_of_amended(string: str, place: DatedPlace) -> bool:
    """Whether "this Amendment to the Lease dated …" leaves open which of the two bears the date."""
    amends = _AMENDS.search(string[max(0, place.lead_start - _BEFORE) : place.lead_start])
    return (
        amends is not None
        and not amends["name"]
        and not amends["comma"]
        and not _NAMES_AMENDMENT.match(string, place.end)
    )
