"""Capitalised words that name no party: things, places, dates, regulators."""

from __future__ import annotations

import re
from functools import lru_cache

from pipeline.extract.parties.entity_types import FORM_WORDS, PLACES, STATES
from pipeline.extract.parties.keys import bare_word

# Capitalised words at which no party's name begins, or which show a name to be a thing's.
NOT_FIRST = frozenset(
    """
    this that these those whereas witnesseth recitals recital background now therefore in by on an a as
    at it its such any all each if for from with upon when and or to be is are exhibit schedule annex
    appendix article section agreement amendment effective date dated attention attn telephone phone fax
    facsimile email e-mail page table parties party between among preamble introduction subject re dear
    ladies gentlemen sirs sir madam hereinafter collectively individually together both please reference
    per witness suite floor street avenue road confidential certain portions no not article
    notwithstanding pursuant under whose which where there here january february march april may june
    july august september october november december monday tuesday wednesday thursday friday tel mailing
    via address his her their our your we you he she they i my order
    """.split()
)
_THING = re.compile(
    r"\b(?:agreements?|act|date|term|plan|commission|shares?|securities act|common stock"
    r"|schedule|exhibit|rules?"
    r"|regulations?|code|statement|prospectus|territory|section|article|contract|amendment"
    r"|notes?|warrants?|whereas"
    r"|recitals|transactions?|merger|closing|lease|deed|debentures?|effective time|bonds|witnesseth"
    r"|premises|appendix|charter|power of attorney|bylaws|by-laws|wherefore"
    r"|branch)$",
    re.IGNORECASE,
)
# Said of one or two words: "Licensed Products", but not "Elm Catering Services".
_WORK = re.compile(
    r"(?:the )?(?:(?:licensed|professional|additional|new|covered|contract|support|maintenance|consulting"
    r"|related"
    r"|other"
    r"|certain|ordered|supplied|finished|bulk|combination|competing|competitive|initial|development|transition|said"
    r"|company|client|customer|third party|hosting|managed|outsourced|purchased|defective|all|your|our) )?"
    r"(?:services?|products?)$",
    re.IGNORECASE,
)
_REGULATOR = re.compile(
    r"(?:Office of|Federal Deposit Insurance|Securities and Exchange|Department of (?!Water)"
    r"|Internal Revenue|Federal Trade|Food and Drug"
    r"|Savings Association Insurance|New York Stock|Nasdaq|NASDAQ|National Association of Securities"
    r"|Financial Industry)"
)
_POSTCODE = re.compile(
    r"\b(?:\d{5}(?:-\d{4})?|[A-Z]\d[A-Z] ?\d[A-Z]\d|[A-Z]{1,2}\d{1,2}[A-Z]? \d[A-Z\d]{2})\b"
)
_STREET = re.compile(
    r"\d.*\b(?:Street|St|Avenue|Ave|Road|Rd|Drive|Lane|Boulevard|Blvd|Place|Way|Court|Square|Plaza|Floor)\b\.?$",
    re.IGNORECASE,
)
# In a paper all in capitals the words after a name look like one: EXISTING UNDER THE LAWS OF OHIO.
_SAID_OF_ONE = re.compile(
    r"(?:.*\b(?:under (?:the )?(?:law|prc)|laws of\b)|(?:validly|duly|existing|listed on|being all"
    r"|the following|either|constitute|jointly|lawful|will become)\b)",
    re.IGNORECASE,
)
_MONEY = re.compile(r"[A-Z]{0,3}[$€£¥]\s?\d")
# "Boulder, CO", which is no company; and the end of an agreement's title, with what it is of.
_TOWN = re.compile(
    r"(?:[A-Z][a-z]+\s?){1,3}, (?:A[LKZR]|C[AOT]|D[CE]|FL|GA|HI|I[ADLN]|K[SY]|LA|M[ADEINOST]|N[CDEHJMVY]"
    r"|O[HKR]|PA|RI|S[CD]|T[NX]|UT|V[AT]|W[AIVY])$"
)
_OF_AGREEMENT = re.compile(
    r"\b(?:Agreement|Plan|Indenture|Bylaws|By-laws|Certificate of \w+|Articles of \w+)\s"
    r"(?:of|with|by|between|for)\b",
    re.IGNORECASE,
)
_DATE = re.compile(
    r"(?:19|20)\d\d\b|\d{1,2}(?:st|nd|rd|th)\b|.*\b(?:January|February|March|April|May|June|July|August"
    r"|September|October|November|December)\s\d"
)


@lru_cache(maxsize=4096)
def is_no_party(words: str) -> bool:
    """Whether a run of capitalised words is a thing's, a place's, a date's or a regulator's."""
    if _MONEY.match(words) or _SAID_OF_ONE.match(words):
        return True
    thing = (
        _REGULATOR.match(words) or _THING.search(words) or _WORK.match(words) or _OF_AGREEMENT.search(words)
    )
    return thing is not None or _TOWN.match(words) is not None or _is_place(words)


def _is_place(words: str) -> bool:
    """Whether the words are a state, a country, or the end of an address, or hold no letters at all."""
    if (
        _DATE.match(words)
        or not any(c.isalpha() for c in words)
        or _POSTCODE.search(words)
        or _STREET.match(words)
    ):
        return True
    place = words.casefold().removeprefix("the ").replace(".", "")
    return place in PLACES or (
        place.rpartition(" ")[0] in STATES and bare_word(place.split()[-1]) in FORM_WORDS
    )
