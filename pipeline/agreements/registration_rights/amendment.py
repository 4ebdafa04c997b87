"""Whose consent an amendment of the agreement takes."""

from __future__ import annotations

import re
from decimal import Decimal
from typing import Final, Literal

from pipeline.agreements.document import Document, Sentence, bare
from pipeline.agreements.registration_rights.model import AmendmentThreshold
from pipeline.agreements.values import Field, absent
from pipeline.model import Status
from pipeline.spans import Span

_AMENDS: Final = re.compile(
    r"\b(?:amend\w*|modif\w+|waive[drs]?|waivers?|supplemented|change)\b", re.IGNORECASE
)
_OF_THIS: Final = re.compile(
    r"\b(?:this agreement|provisions?|hereof|no amendment|any term|rights|amendment of this)\b", re.IGNORECASE
)
_CONSENT: Final = re.compile(
    r"\b(?:consent|approv\w+|agree\w*|sign\w*|executed|writing|by the|only by|vote|by)\b", re.IGNORECASE
)
_MAJORITY: Final = re.compile(
    r"\b(?P<it>(?:at least\s|not less than\s)?(?:a\s)?majority(?:[- ]in[- ]interest|\s(?:in\s)?interest|\s\(in interest\)|\s(?:in\s)?(?:aggregate\s)?principal amount|\sin number|\sof the (?:outstanding )?voting power)?)\b",
    re.IGNORECASE,
)
_OF: Final = re.compile(
    r"\s?(?:\([^()]{1,30}\)\s)?(?:or more\s|or greater\s)?(?:in interest\s)?(?:of|by)\s(?P<it>(?:all\s)?(?:of\s)?(?:the\s)?[^,.;()]*)",
    re.IGNORECASE,
)
_OF_END: Final = re.compile(
    r"\s(?:at\sthe\stime|in\swriting|provided|voting|held\sby|by\sthe|and\s(?:the|such|any)|(?:is|are|was|shall|may)\b|which|who|and each|affected|consent).*$",
    re.IGNORECASE | re.DOTALL,
)
_STRICT: Final = re.compile(r"\b(?:more than|in excess of|greater than|over|exceeding)\s$", re.IGNORECASE)
_REGISTRATION: Final = re.compile(
    r"\b(?:registration statement|underwrit\w+|counsel|prospectus|plan of distribution|indemnif\w+|demand)\b",
    re.IGNORECASE,
)


def amendment_threshold(document: Document) -> Field[AmendmentThreshold]:
    """The share of the securities whose holders must consent, and who else must."""
    best: tuple[float, AmendmentThreshold, Span, bool] | None = None
    for place, sentence in enumerate(document.sentences):
        if not _AMENDS.search(sentence.plain) or not _CONSENT.search(sentence.plain):
            continue
        read = _threshold(document, sentence)
        if read is None:
            continue
        score = -place / 10_000
        score += 2 if re.search(r"amend|waiver|modif", sentence.heading) else 0
        score += (
            2
            if re.search(
                r"\b(?:this Agreement|[Pp]rovisions? of this|[Nn]o amendment|hereof)\b", sentence.plain
            )
            else 0
        )
        score += 1 if re.search(r"\bamend", sentence.plain, re.IGNORECASE) else 0
        score += 1 if re.search(r"\bwaive", sentence.plain, re.IGNORECASE) else 0
        score -= 3 if _REGISTRATION.search(sentence.plain) else 0
        if score > 1 and (best is None or score > best[0]):
            best = (score, *read)
    if best is None:
        return absent()
    return Field(Status.CONFLICT if best[3] else Status.FOUND, best[1], (best[2],), "consent")


def _threshold(document: Document, sentence: Sentence) -> tuple[AmendmentThreshold, Span, bool] | None:
    plain = document.plain
    value: Decimal | Literal["majority"]
    majority = _MAJORITY.search(plain, sentence.start, sentence.end)
    shares = [each for each in document.percentages(sentence) if each.value <= 1]
    if majority is not None and not (shares and shares[0].start < majority.start()):
        value, start, end, strict, odd = "majority", majority.start(), majority.end(), True, False
    elif shares:
        value, start, end = shares[0].value, shares[0].start, shares[0].end
        strict = bool(_STRICT.search(plain, max(sentence.start, start - 20), start))
        odd = shares[0].alternative is not None
    else:
        return None
    if re.search(r"\b(?:dispropor\w+|adverse\w+)\b", plain[max(sentence.start, start - 80) : start]):
        return None
    of = _OF.match(plain, end, sentence.end)
    words = _OF_END.sub("", document.words(of.start("it"), of.end("it"))) if of else None
    words = re.sub(r"^(?:all of |all |of )+", "", bare(words)) if words else None
    also, first = _also(document, sentence, start)
    last = of.end() if of else end
    return AmendmentThreshold(value, bare(words) if words else None, strict, also), Span(first, last), odd


def _also(document: Document, sentence: Sentence, place: int) -> tuple[tuple[str, ...], int]:
    """The parties named beside the holders, and where the first of them stands."""
    before = sentence.plain[: place - sentence.start]
    window = before[-200:]
    offset = place - len(window)
    names = [
        name
        for party in document.parties
        if party.role in ("company", "issuer", "corporation")
        for name in party.aliases
    ]
    names = names or ["Company", "Issuer", "Corporation", "Trust", "Partnership"]
    for name in names:
        found = re.search(rf"\b(?P<it>(?:the\s)?{re.escape(name)})(?:,|\sand)\s", window)
        if found is not None:
            return (name,), offset + found.start("it")
        after = re.search(
            rf"^[^.;]{{0,120}}?\b(?:and|with)\s(?:of\s|by\s)?the\s{re.escape(name)}\b",
            sentence.plain[place - sentence.start :],
        )
        if after is not None:
            return (name,), place
    return (), place
