"""Whose consent an amendment of the agreement takes."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterator
from dataclasses import replace
from decimal import Decimal
from typing import Final, Literal

from pipeline.agreements.document import Document, Sentence, bare
from pipeline.agreements.registration_rights.model import AmendmentThreshold
from pipeline.agreements.registration_rights.owners import names_of
from pipeline.agreements.values import Field, absent
from pipeline.extract.sentences import Said
from pipeline.model import Status
from pipeline.spans import Span

_AMENDS: Final = re.compile(
    r"\b(?:amend\w*|modif\w+|waive[drs]?|waivers?|supplemented|chang(?:e|es|ed|ing)|alter(?:ed|ations?)?|"
    r"var(?:y|ied|iations?)|revis(?:e|ed|ions?))\b",
    re.IGNORECASE,
)
_SAYS_AMENDED: Final = Said.of(_AMENDS)
_OF_THIS: Final = re.compile(
    r"\b(?:this agreement|provisions?|hereof|no amendment|any term|rights|amendment of this)\b", re.IGNORECASE
)
_CONSENT: Final = re.compile(
    r"\b(?:consent|approv\w+|agree\w*|assent\w*|concur\w*|together|join\w*|bind\w*|accept\w*|sign\w*|executed|"
    r"writing|by the|only by|votes?|by)\b",
    re.IGNORECASE,
)
_MAJORITY: Final = re.compile(
    r"\b(?P<it>(?:at least\s|not less than\s)?(?:a\s)?majority(?:[- ]in[- ]interest|\s(?:in\s)?interest|"
    r"\s\(in interest\)|\s(?:in\s)?(?:aggregate\s)?principal amount|\sin number|"
    r"\sof the (?:outstanding )?voting power)?|most(?=\sof\s(?:the|all)\b)|"
    r"more\sthan\shalf(?=\s(?:of|in|by)\b))\b",
    re.IGNORECASE,
)
_OF: Final = re.compile(
    r"\s?(?:\([^()]{1,30}\)\s)?(?:or more\s|or greater\s)?(?:in interest\s)?(?:of|"
    r"by)\s(?P<it>(?:all\s)?(?:of\s)?(?:the\s)?[^,.;()]*)|"
    r"\s?(?:\([^()]{1,30}\)\s)?(?:in|by)\s(?:aggregate\s)?(?P<by>(?:[a-z]+\s){1,3}of\s[^,.;()]*)",
    re.IGNORECASE,
)
_OF_END: Final = re.compile(
    r"\s(?:at\sthe\stime|in\swriting|provided|voting|held\sby|by\sthe|and\s(?:the|such|any|of"
    r"|by)\b|(?:is|are|was|"
    r"shall|may)\b|which|who|and each|affected|consent|binds?|"
    r"ha(?:ve|s|d)|signs?|agrees?|do|so|approves?|concurs?|joins?|together|between|acting|execut\w+|on\sbehalf|"
    r"represent\w+|joining|then\s(?:agree|approve))\b.*$",
    re.IGNORECASE | re.DOTALL,
)
_STRICT: Final = re.compile(r"\b(?:more than|in excess of|greater than|over|exceeding)\s$", re.IGNORECASE)
# What an issuer may be called, whichever party it is.
_ISSUERS: Final = ("Company", "Issuer", "Corporation", "Trust", "Partnership", "Borrower")
_PERCENT: Final = re.compile(r"[\s_)\]]{0,4}(?:\([\s_]*)?(?:percent|per cent|%)")
_BRACKETS: Final = re.compile(r"\([^()]*\)")
_LEAD: Final = re.compile(
    r"\b(?:(?:consent|approval|agreement|signature|vote|assent|concurrence|acceptance)s?\s"
    r"(?:of|by|from)(?:\sboth)?(?:\s\(?[ia1]\))?|"
    r"(?:signed|executed|writing|only|agreed|approved|made)?\s?\bby(?:\sboth)?|between|from|unless|once|when|if|"
    r"until|which|that|needs?|requires?|takes?)\s",
    re.IGNORECASE,
)
_PARTY: Final = re.compile(
    r"(?:\(?[ia1]\)\s)?(?:the\s(?=[A-Z]))?(?P<it>(?:[A-Z][\w.&'-]*(?:\s[A-Z][\w.&'-]*){0,4})|"
    r"each\s(?:of\sthe\s)?[A-Z][\w ]{1,60})"
    r"(?:\s(?:agrees?|signs?|consents?|approves?|concurs?)(?:\s(?:in\swriting|to\s(?:it|that|the\s\w+)))?)?\s*$"
)
# Where a party is named and yet does not consent: what it holds, and what is done to it.
_NOT_CONSENTING: Final = re.compile(
    r"\b(?:held|owned|issued|of|to|against|upon|on|than)\s(?:by\s)?(?:the\s)?$", re.IGNORECASE
)
_OF_CONSENT: Final = re.compile(
    r"\b(?:consents?|approvals?|agreement|signatures?|assent|vote|concurrence|acceptance|instrument|writing|both|"
    r"each)\s(?:\w+\s)?of\s(?:both\s)?(?:the\s)?$",
    re.IGNORECASE,
)
_THIS: Final = re.compile(
    r"\b(?:[Tt]his (?:[Aa]greement|letter|deed)|[Tt]hese terms|[Pp]rovisions? of this|[Nn]o amendment|"
    r"hereof)\b"
)
_ON_AMENDMENT: Final = re.compile(r"amend|modif|waive|chang|alter|varia")
# What some amendments take besides, or instead.
_OF_SOME: Final = re.compile(
    r"\b(?:notwithstanding|foregoing|except\s(?:that|as|for)|provided,?\s(?:that|however)|"
    r"adverse\w*|dispropor\w*|Section \d|Article [\dIVX]|"
    r"this (?:Section|Article|sentence)|(?:relat|appl)\w+ (?:only|solely|exclusively))\b",
    re.IGNORECASE,
)
_AS_AMENDED: Final = re.compile(r"\bas\s(?:\w+\s){0,2}amended\b|\bamended and restated\b", re.IGNORECASE)
# Those whose consent counts, as a defined term.
_GROUP: Final = re.compile(
    r"\b(?:Majority|Required|Requisite|Super-?[Mm]ajority)\s(?:in\sInterest\s)?(?:[A-Z]\w+\s)?[A-Z]\w+"
)
_DEFINED_IN: Final = re.compile(
    r",?\s\(?as\s(?:such\sterm\sis\s)?(?:defined|used)\s(?:and\sused\s)?in\s(?:the|that)\s[A-Z]"
)
_BLANKET: Final = re.compile(
    r"\b[Tt]erms\b[^.;]{0,80}\b(?:not\s(?:otherwise\s)?defined|used\s(?:herein\s)?as\sdefined)\b[^.;]{0,120}"
    r"\b(?:in|by)\sthe\s[A-Z]"
)
_REGISTRATION: Final = re.compile(
    r"\b(?:registration statement|underwrit\w+|counsel|prospectus|plan of distribution|indemnif\w+|demand)\b",
    re.IGNORECASE,
)


def amendment_threshold(document: Document) -> Field[AmendmentThreshold]:
    """The share of the securities whose holders must consent, and who else must."""
    best: tuple[float, AmendmentThreshold, Span, bool] | None = None
    general: dict[str | None, tuple[AmendmentThreshold, Span]] = {}
    defined = _defined(document)
    untold: Field[AmendmentThreshold] | None = None  # left blank, or to another agreement
    for place in document.saying(_SAYS_AMENDED):
        sentence = document.sentences[place]
        if not _CONSENT.search(sentence.plain):
            continue
        score = _score(sentence) - place / 10_000
        if score <= 0.9:
            continue
        read = _threshold(document, sentence.span, sentence) or _by_term(document, sentence, defined)
        if read is None:
            untold = untold or _left_blank(document, sentence) or _by_term_elsewhere(document, sentence)
            continue
        if _ON_AMENDMENT.search(sentence.heading) and _is_general(sentence):
            general.setdefault(sentence.clause, (read[0], read[1]))
        if best is None or score > best[0]:
            best = (score, *read)
    if best is None:
        return untold or absent()
    if len({each.threshold for each, _ in general.values()}) > 1:
        return Field(Status.CONFLICT, None, tuple(span for _, span in general.values()), "consent")
    return Field(Status.CONFLICT if best[3] else Status.FOUND, best[1], (best[2],), "consent")


def _is_general(sentence: Sentence) -> bool:
    """Whether a sentence is on every amendment of the agreement, and not on those of some kind."""
    return bool(_THIS.search(sentence.plain)) and not _OF_SOME.search(sentence.plain)


def _score(sentence: Sentence) -> float:
    """How far a sentence is about amending this agreement."""
    words = _AS_AMENDED.sub("", sentence.plain)
    score = 2.0 if _ON_AMENDMENT.search(sentence.heading) else 0.0
    score += 2 if _THIS.search(words) else 0
    score += 1 if re.search(r"\bamend", words, re.IGNORECASE) else 0
    score += 1 if re.search(r"\bwaive", words, re.IGNORECASE) else 0
    return score - (3 if _REGISTRATION.search(words) else 0)


def _left_blank(document: Document, sentence: Sentence) -> Field[AmendmentThreshold] | None:
    """A share of the securities that is not filled in, or was taken out: "at least ____ percent of"."""
    for blank in document.blanks(sentence):
        if blank.of == "percentage" or _PERCENT.match(document.plain, blank.end, sentence.end):
            status = Status.REDACTED if blank.redacted else Status.BLANK
            return Field(status, None, (sentence.span,), "consent")
    return None


def _by_term_elsewhere(document: Document, sentence: Sentence) -> Field[AmendmentThreshold] | None:
    """The consent of a group that another agreement defines: "Majority Lenders, as defined in the Loan"."""
    group = _GROUP.search(sentence.plain)
    if group is None:
        return None
    term = " ".join(group.group().split())
    told = _DEFINED_IN.match(sentence.plain, group.end())
    if (
        told is None
        and not _listed_elsewhere(document, term)
        and not any(_BLANKET.search(each.plain) for each in document.sentences)
    ):
        return None
    return Field(Status.BY_REFERENCE, None, (sentence.span,), "consent")


def _introduced(document: Document, term: str) -> Sentence | None:
    """The words of a sentence up to the brackets that name them: "holders of a majority (the "Holders")"."""
    for each in document.definitions:
        if (each.meaning is None or each.meaning.start < each.start) and " ".join(each.term.split()) == term:
            place = bisect_right(document.sentences, each.start, key=lambda it: it.start) - 1
            told = document.sentences[max(place, 0)]
            words = document.plain[told.start : each.start]
            return replace(told, end=each.start, plain=words) if told.start < each.start else None
    return None


def _listed_elsewhere(document: Document, term: str) -> bool:
    """Whether a term is one of those that are "used as defined in the Credit Agreement"."""
    return any(each.agreement for each in document.definitions if " ".join(each.term.split()) == term)


_Read = tuple[AmendmentThreshold, Span, bool]


def _defined(document: Document) -> dict[Span, _Read]:
    """The thresholds that defined terms stand for, by the range of their meaning."""
    found = {}
    for _, span in document.meanings:
        meaning = Sentence(span.start, span.end, document.plain[span.start : span.end], None, "")
        read = _threshold(document, span, meaning)
        if read is not None:
            found[span] = read
    return found


def _by_term(document: Document, sentence: Sentence, defined: dict[Span, _Read]) -> _Read | None:
    """The threshold that a term of the sentence stands for: the consent of the Required Holders."""
    for used, meaning in document.defined_in(sentence) if defined else ():
        read = defined.get(meaning)
        term = document.plain[used.start : used.end]
        if read is None or re.search(r"\bregistration\b(?! rights)", term, re.IGNORECASE):
            continue
        value = read[0]
        also, _ = _also(document, sentence, used.start)
        return AmendmentThreshold(value.threshold, value.of, value.strict, also), read[1], read[2]
    group = _GROUP.search(sentence.plain)
    told = _introduced(document, " ".join(group.group().split())) if group is not None else None
    named = _threshold(document, told.span, told) if told is not None else None
    if named is not None and group is not None:
        also, _ = _also(document, sentence, sentence.start + group.start())
        return replace(named[0], also=also), named[1], named[2]
    return None


def _threshold(
    document: Document, span: Span, sentence: Sentence
) -> tuple[AmendmentThreshold, Span, bool] | None:
    plain = document.plain
    value: Decimal | Literal["majority"]
    majority = _MAJORITY.search(plain, span.start, span.end)
    shares = [each for each in document.percentages(span) if each.value <= 1]
    if majority is not None and _GROUP.match(plain, majority.start()):
        majority = None  # a term that its meaning explains
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
    if of is None and value != "majority":
        return None  # a rate of something else: "the 6% Debentures"
    part = "by" if of is not None and of["by"] else "it"
    words = _OF_END.sub("", document.words(of.start(part), of.end(part))) if of else None
    words = re.sub(r"^(?:all of |all |of )+|\s+then$", "", bare(words)) if words else None
    also, first = _also(document, sentence, start)
    last = of.end() if of else end
    return AmendmentThreshold(value, bare(words) if words else None, strict, also), Span(first, last), odd


def _also(document: Document, sentence: Sentence, place: int) -> tuple[tuple[str, ...], int]:
    """Those named beside the holders, and where the first of them stands."""
    before = _BRACKETS.sub(lambda found: " " * len(found.group()), sentence.plain[: place - sentence.start])
    lead = list(_LEAD.finditer(before))
    for opened in reversed(lead):
        listed = _listed(before[opened.end() :])
        if listed:
            return listed, sentence.start + opened.end()
    return tuple(_consenting(document, sentence))[:1], place


def _consenting(document: Document, sentence: Sentence) -> Iterator[str]:
    """The issuer where a sentence names it as one that consents, signs or amends."""
    names = "|".join(map(re.escape, (*names_of(document).company, *_ISSUERS)))
    for found in re.finditer(
        rf"\b(?:{names})\b(?!'s\s(?!consent|approval|agreement|signature))", sentence.plain
    ):
        lead = sentence.plain[max(0, found.start() - 48) : found.start()]
        if _NOT_CONSENTING.search(lead) is None or _OF_CONSENT.search(lead):
            yield found.group()


def _listed(words: str) -> tuple[str, ...]:
    """The parties of "the Company, each of the Investors and [the holders of a majority …]"."""
    items = [item.strip() for item in re.split(r",\s(?:and\s)?|\sand\s", words)]
    names = []
    for item in items[:-1]:
        found = _PARTY.match(item)
        if found is not None:
            names.append(" ".join(found["it"].split()))
    return tuple(names)
