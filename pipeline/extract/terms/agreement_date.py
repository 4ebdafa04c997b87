"""The date that the document bears, or on which it was made or signed."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from pipeline.extract.sentences import sentence_at
from pipeline.extract.terms.choice import Candidate, choose
from pipeline.extract.terms.date_contexts import (
    HEAD,
    DatedPlace,
    beside_signature,
    of_other_agreement,
    perhaps_of_amended,
)
from pipeline.model import Answer, RegionKind, Status, Text

_TESTIMONY = re.compile(
    r"\b(?:in\s+witness|made|executed|signed|testimony|set\s+their\s+hands|agreed|accepted|done|sealed|concluded|entered\s+into)\b",
    re.IGNORECASE,
)
_EXPIRES = re.compile(
    r"\b(?:commission|my\s+commission|subscribed|sworn|notary|before\s+me|expires?)\b", re.IGNORECASE
)
_MAKING = frozenset({"made", "made-effective", "dated", "this-day"})
_OF_TERM = frozenset({"expiration-label", "begins", "from", "term-label"})  # leads to a day of the term
_FILLED_IN = re.compile(r"[^:\n]{2,40}:\s*$")
# "THIS AGREEMENT is made …", where the outline sees no opening.
_SELF_MADE = re.compile(
    r"\bthis\s+(?:[A-Za-z&'-]+\s+){0,8}(?:agreement|contract|lease|deed|amendment|addendum|indenture|memorandum|charter|letter|note|guaranty)"
    r"(?:\s*\([^()]{0,80}\))?[\s,]*(?:(?:is|was|has\s+been)\s+)?(?:hereby\s+|dated,?\s+)?$",
    re.IGNORECASE,
)
# "printed on", "merged on": other things happen on a day as well.
_EVENT = re.compile(
    r"\b(?:printed|filed|merged|incorporated|organi[sz]ed|formed|issued|revised|amended|adopted|approved|registered|founded"
    r"|established|created|received|sent|born|declared|granted|published|closed|ended|expired|terminated|commenced)\s+$",
    re.IGNORECASE,
)
_ARTICLED = re.compile(
    r"\b(?:that\s+certain|the|an?|such|its|their|said|existing|original|prior|under)\s+(?:[A-Za-z&'-]+\s+){0,6}$"
)
_AT_SIGNATURES = frozenset({"date-label", "dated", "made", "executed-this", "this-day", "on", None})
_TOWN = re.compile(r"[A-Z][a-z]{2,20}(?:\s[A-Z][a-z]{2,20})?,\s(?:the\s|this\s)?")
_NAMING = re.compile(r"\b(?:agreement|contract|lease|memorandum|amendment)\b[^;\n]{0,80},\s$", re.IGNORECASE)
_FILING = re.compile(r"\b(?:10-?[KQ]|8-K|S-\d|filed|form|source)\b", re.IGNORECASE)
_TIED = re.compile(r"\b[a-z]{2,10}\s+$|,\s+$")
_APART = re.compile(r"\s*$|\s[A-Z]|\n")
# "is effective July 1" tells when it takes effect; "entered into by A and B, effective July 1" dates it.
_WILL_BE = re.compile(
    r"\b(?:shall|will|to)\s+(?:be|become)\b[^.;]{0,40}$|\b(?:is|are|becomes?|amended)\s+$", re.IGNORECASE
)
# The standing of an opening's date by its lead, in tens; what is signed and dated at the end comes after.
_STANDING = {
    "made": 0,
    "made-effective": 0,
    "executed-this": 0,
    "dated": 0,
    "agreement-of": 0,
    "date-label": 20,
    "this-day": 5,
    "as-of": 30,
    "on": 49,
    "effective": 40,
}
_TESTIMONY_RANK, _SIGNED_RANK, _LINE_RANK, _LABEL_RANK, _BLANK = 25, 50, 52, 60, 42
_DOUBT = 6  # added where an amendment and what it amends may both bear the date
_EFFECT_RANK = 62  # of the day of effect, where no other day is told


def agreement_date(text: Text, places: Sequence[DatedPlace]) -> Answer:
    """The ISO date; the opening speaks before the cover, and both before the signatures.

    Where only the signatures are dated, the last of them counts. A blank that nothing else fills is BLANK.
    """
    return choose(
        [
            *_opening(text, places),
            *_testimony(text, places),
            *_signed(text, places),
            *_of_effect(places),
        ]
    )


def _opening(text: Text, places: Sequence[DatedPlace]) -> Iterator[Candidate]:
    for place in places:
        if (
            place.lead in _MAKING
            and place.region is not RegionKind.ATTACHMENT
            and _SELF_MADE.search(text.string, max(0, place.lead_start - 260), place.lead_start)
            and not of_other_agreement(text.string, place.lead_start)
        ):
            yield _candidate(place, 1 + _doubt(text, place))
        if not in_opening(place) or place.lead in _OF_TERM or _of_event(text, place):
            continue
        if of_other_agreement(text.string, place.lead_start) or _of_another(text, place):
            continue
        rank = _opening_rank(text, place)
        if rank is not None:
            yield _candidate(place, rank + _doubt(text, place))


def _of_event(text: Text, place: DatedPlace) -> bool:
    return place.lead in ("on", "effective") and bool(
        _EVENT.search(text.string, max(0, place.lead_start - 20), place.lead_start)
    )


def _of_another(text: Text, place: DatedPlace) -> bool:
    """Whether "Agreement of" such a day has an article of its own: "amends the Services Agreement of …"."""
    return place.lead == "agreement-of" and bool(
        _ARTICLED.search(text.string, max(0, place.lead_start - 80), place.lead_start)
    )


def _doubt(text: Text, place: DatedPlace) -> int:
    return _DOUBT if perhaps_of_amended(text.string, place) else 0


def _opening_rank(text: Text, place: DatedPlace) -> int | None:
    """How good a witness a date of the opening is; None where it is a witness of something else."""
    if place.tail == "agreement-date":
        return 10
    if place.lead == "effective" and _WILL_BE.search(
        text.string, max(0, place.lead_start - 80), place.lead_start
    ):
        return _LABEL_RANK
    if place.lead in _STANDING:
        return _STANDING[place.lead]
    if place.lead == "effective-label":
        return _LABEL_RANK
    if _alone(text, place):
        return 12
    if place.tail == "effective-date":
        return 45
    if place.region is RegionKind.COVER and place.lead is None and _ends_heading(text, place):
        return 46
    return 48 if place.lead is None and place.day is not None and _unled(text, place) else None


def _testimony(text: Text, places: Sequence[DatedPlace]) -> Iterator[Candidate]:
    """Dates of the sentence in which the parties put their hands to it, and defined execution dates."""
    for place in places:
        if in_opening(place) or place.region is RegionKind.ATTACHMENT or place.day is None:
            continue
        if place.tail == "agreement-date":
            yield _candidate(place, _TESTIMONY_RANK)
        elif place.lead in _STANDING and _late(text, place) and not _filled_in(text, place):
            sentence = sentence_at(text.string, place.start, place.end)
            words = text.string[sentence.start : sentence.end]
            if (
                _TESTIMONY.search(words)
                and not _EXPIRES.search(words)
                and not of_other_agreement(text.string, place.lead_start)
            ):
                yield _candidate(place, _TESTIMONY_RANK if place.lead != "effective" else _LABEL_RANK)


def _signed(text: Text, places: Sequence[DatedPlace]) -> Iterator[Candidate]:
    """The last of the dates that stand beside the signatures."""
    signed = [
        place
        for place in places
        if place.day is not None
        and not in_opening(place)
        and _late(text, place)
        and place.lead in _AT_SIGNATURES
        and beside_signature(text, place)
        and not of_other_agreement(text.string, place.lead_start)
        and not _EXPIRES.search(text.string, max(0, place.start - 120), place.end + 40)
    ]
    for place in places:
        if (
            place.day is not None
            and place.region is not RegionKind.ATTACHMENT
            and _line_of_its_own(text, place)
        ):
            yield _candidate(place, _LINE_RANK)
    last = max((place.iso or "" for place in signed), default="")
    for place in signed:
        if place.iso == last:
            yield _candidate(place, _SIGNED_RANK)


def _of_effect(places: Sequence[DatedPlace]) -> Iterator[Candidate]:
    """The Effective Date, where it is given after the opening and nothing says when the parties signed."""
    for place in places:
        if (
            place.day is not None
            and place.region is not RegionKind.ATTACHMENT
            and (place.tail == "effective-date" or place.lead == "effective-label")
        ):
            yield _candidate(place, _EFFECT_RANK)


def _filled_in(text: Text, place: DatedPlace) -> bool:
    """Whether the date fills a line beside a signature, and is not part of the testimonium."""
    return place.lead == "date-label" or bool(
        _FILLED_IN.fullmatch(text.string, place.lead_start, place.start)
    )


def _line_of_its_own(text: Text, place: DatedPlace) -> bool:
    """Whether the line is "Date: …", or a town and the date, as particulars and short forms have it."""
    start = text.string.rfind("\n", 0, place.start) + 1
    led = place.lead in ("date-label", "dated") and place.lead_start == start
    town = _TOWN.fullmatch(text.string[start : place.start])
    return bool(led or town) and text.string[place.end : place.end + 1] in ("", "\n", ".")


def _late(text: Text, place: DatedPlace) -> bool:
    """Whether the date stands where parties sign."""
    if place.region is RegionKind.ATTACHMENT:
        return False
    return place.region is RegionKind.SIGNATURES or place.start > 0.5 * len(text.string)


def _candidate(place: DatedPlace, rank: int) -> Candidate:
    rule = place.lead or place.tail or "date-alone"
    if place.day is None:
        status = Status.REDACTED if place.redacted else Status.BLANK
        rank = max(rank, _BLANK)
        return Candidate(None, rank, place.lead_start, place.end, rule, status=status, standing="is a blank")
    return Candidate(place.iso, rank, place.lead_start, place.end, rule)


def in_opening(place: DatedPlace) -> bool:
    """Whether the date stands before the recitals and the body."""
    if place.region is None:
        return place.start < HEAD
    if place.region is RegionKind.CONTENTS:
        return place.start < HEAD
    return place.region in (RegionKind.COVER, RegionKind.OPENING)


def _unled(text: Text, place: DatedPlace) -> bool:
    """Whether the date stands between other headings of a run-together cover, tied to no words."""
    before, after = (
        text.string[max(0, place.start - 12) : place.start],
        text.string[place.end : place.end + 3],
    )
    return not _TIED.search(before) and bool(_APART.match(after))


def _ends_heading(text: Text, place: DatedPlace) -> bool:
    """Whether the date closes a line that names the agreement: "Hosting Agreement of A and B, 18/9/2008"."""
    start = text.string.rfind("\n", 0, place.start) + 1
    return (
        place.day is not None
        and text.string[place.end : place.end + 1] == "\n"
        and bool(_NAMING.search(text.string, start, place.start))
        and not _FILING.search(text.string, start, place.start)
    )


def _alone(text: Text, place: DatedPlace) -> bool:
    """Whether the date has its line to itself."""
    string = text.string
    line_start = max(string.rfind(mark, 0, place.start) for mark in "\n\t") + 1
    ends = [at for mark in "\n\t" if (at := string.find(mark, place.end)) >= 0]
    return place.start - line_start <= 3 and min(ends, default=len(string)) - place.end <= 3
