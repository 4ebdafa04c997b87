"""The name under which a fact is given for an event or a condition that an agreement words in its own way.

A few facts are the same in every agreement whatever its words: the registration statement was filed, was
declared effective, the Commission reviews it. All others go by the agreement's own words.
"""

from __future__ import annotations

import re

AGREEMENT_DATE = "agreement_date"
"""The name of the agreement's own date, from which "the date hereof" counts."""

FILED = "filed"
"""The name of the day on which the registration statement was filed."""

_LONGEST = 60

# What the words must say, and where they are about something else.
_EVENTS = (
    (
        "told_no_review",
        re.compile(
            r"\b(?:not|no)\b[^.;]{0,60}\breview|\breview\w*\b[^.;]{0,40}\b(?:completed?|over|ended)\b"
            r"|\bno (?:further |more |additional |other )?comments?\b",
            re.IGNORECASE,
        ),
    ),
    (
        "declared_effective",
        re.compile(
            r"\b(?:registration|shelf|statement|it)\b[^.;]{0,60}"
            r"\b(?:declared|becomes?|became|ordered|is made) effective"
            r"|\beffective(?:ness)? (?:date )?of (?:the |such |that |any |initial )*"
            r"(?:registration|shelf|statement)"
            r"|\bdate of effectiveness\b|^effectiveness$",
            re.IGNORECASE,
        ),
    ),
    (
        FILED,
        re.compile(
            r"\b(?:registration|shelf|statement|it)\b[^.;]{0,60}"
            r"\b(?:is|was|has been|are) (?:actually |first |initially )?filed|\b(?:actual|initial) filing\b"
            r"|\b(?:files|filed|(?:date of )?filing of) (?:the |such |that |its |initial )*"
            r"(?:registration|shelf|statement)|^(?:the |its )?(?:date of )?filing(?: thereof| of it)?$",
            re.IGNORECASE,
        ),
    ),
    (
        "request_received",
        re.compile(
            r"\breceipt (?:by \w+ )?of (?:(?:the|such|a|an|any|that|this|said|its|written|initial|demand) )*"
            r"(?:request|demand)\b"
            r"|\b(?:request|demand)(?: notice)? is (?:first )?(?:received|given|made|delivered)\b",
            re.IGNORECASE,
        ),
    ),
    (
        AGREEMENT_DATE,
        re.compile(
            r"\b(?:date|execution|signing) (?:hereof|of this agreement)\b|^hereof$|^execution of this\b"
            r"|\b(?:date|year) (?:first )?(?:written above|above written|set forth above)\b",
            re.IGNORECASE,
        ),
    ),
)
_REVIEW = re.compile(r"\breview", re.IGNORECASE)
_DENIED = re.compile(r"\b(?:not|no|without|neither|unless)\b", re.IGNORECASE)
_ARTICLE = re.compile(r"^(?:the|a|an|such|its|that)\s+", re.IGNORECASE)
_WORD = re.compile(r"[a-z0-9]+")


def event_name(text: str) -> str:
    """The name of an event's day: `closing_date`, `told_no_review`, or the agreement's words."""
    for name, says in _EVENTS:
        if says.search(text):
            return name
    return slug(text)


def condition_name(text: str) -> str:
    """The name of a condition's truth: `sec_review`, or the agreement's words."""
    if _REVIEW.search(text):
        return "no_sec_review" if _DENIED.search(text) else "sec_review"
    return slug(text)


def slug(text: str) -> str:
    """The words in lower case, joined by underscores, without the leading article; cut at a word's end."""
    words = _WORD.findall(_ARTICLE.sub("", text.lower().replace("'s ", " ").replace("’s ", " ")))
    name = "_".join(words)
    if len(name) > _LONGEST:
        name = name[:_LONGEST].rpartition("_")[0]
    return name or "unnamed"
