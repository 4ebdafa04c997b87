"""Whether a text says, where it uses words like a defined term, what they stand for.

A definition in quotation marks is found elsewhere; here are all other ways to introduce a term: without the
marks, with marks lost in scanning, as the title of a paper, or by words that describe it on the spot.
"""

from __future__ import annotations

import re

_LONGEST_LABEL = 8  # characters of a clause's label and the spaces around it
_LONGEST_LEAD = 30
_LONGEST_TAIL = 110
_BEFORE = re.compile(
    r"(?:[\"'(\[*_\t]|: |"
    r"\((?:the|an?|each|this|such|collectively|hereinafter|individually)[, ]+(?:the |an? )?|"
    r"\b(?:is|are|being|constitutes?|becomes?) (?:the |an? )|"
    r"\b(?:called|termed|named|entitled|titled|as an?|as the|being the|hereinafter|known as|defined as|"
    r"referred to as|designated|hereafter|collectively|individually|headed|captioned|under the heading|"
    r"legend)[ ,]+(?:the )?[\"']?)$"
)
_AFTER = re.compile(
    r"[\"\]*:]|'(?!s\b| )|,? (?:being|means?|shall mean|will mean|refers? to|(?:is|are|shall be) defined|"
    r"(?:has|have|shall have) the meaning|"
    r"\((?:as|the|an?|each|collectively|hereinafter|defined|being|meaning|namely|i\.e\.,?) |\([\"']|"
    r"as (?:hereinafter |hereafter |herein |so |further )?(?:defined|described|set (?:forth|out)|listed|"
    r"specified|outlined|detailed|identified|shown)|par value|"
    r"(?:shall |will )?(?:consists? of|be comprised of|comprises?)|"
    # What follows the words names the same thing: "the License fees (the "License Fees")".
    r"(?:[a-z][\w-]* ){0,5}\((?:the |each,? (?:an? )?|collectively,? (?:the )?|hereinafter (?:the )?)?[\"']|"
    r"--? ?[A-Z][a-z]|\([A-Z/&.]{2,8}\)|"
    r"as (?:such|that) term|(?:shall|will) be (?:the|an?|any|deemed)\b|"
    r"(?:is|are) (?:herein|collectively|together))"
)
# Words by which a reader knows what is meant, though they define nothing.
_DESCRIBED = re.compile(
    # The name of another paper, which defines it: "an Event of Default under the Loan Agreement".
    r",? (?:(?:under|pursuant to|within the meaning of) (?:the|its|such|that|any|each) (?:[A-Z][\w'-]* ){1,4}"
    r"(?:Agreement|Indenture|Documents?|Lease|Note|Plan|Act|Code)\b|"
    # The place where it stands: "the Late Fee in Exhibit D".
    r"(?:in|on|at|of|to|by|under|from|pursuant to) (?:the )?(?:attached |enclosed )?"
    r"(?:Exhibit|EXHIBIT|Schedule|SCHEDULE|Annex|ANNEX|Appendix|APPENDIX|Attachment|Section|Article|Addendum)\b|"
    r"(?:attached|annexed|referenced|mentioned|contained|listed|specified|set forth|set out|identified|shown|"
    r"stated|calculated|described) |"
    # Who made the paper, and that it is still to be made.
    r"[^.;:()\n]{0,50}\b(?:(?:prepared|issued|published|made|developed|promulgated) by|"
    r"to be (?:[a-z]+ )?(?:prepared|developed|agreed|established|attached))\b|"
    r"(?:which|that) (?:is|are|includes?|incorporates?|contains?|comprises?|consists?)\b|"
    r"(?:requesting|stating|specifying|setting forth|describing|confirming|certifying)\b|"
    # What has been taken out may say it.
    r"\[(?:[*●…]|[Rr]edacted|REDACTED)|\*{2}|"
    # What it comes to: "a Late Fee of five (5) dollars", "the Price of the Product is determined on …".
    r"of (?:[\w-]+ )?[([$]?[\d*●]|"
    r"(?:(?:of|for) (?:the |each |any |such |all )?[\w' -]{1,40} )?(?:(?:is|are|shall be|will be) )"
    r"(?:determined|calculated|computed|set at|fixed|established|equal|based|\$|\d|[a-z-]+ \(\d))"
)
# In small letters the words may be given their meaning as well: "the launch date of the site shall be May 1".
_TOLD = re.compile(r"(?: (?:of|for) [^.;:()\n]{1,60})? (?:(?:shall|will) be|means?|is|are)\b")


def is_given_meaning(plain: str, start: int, end: int) -> bool:
    """Whether the text says at this place what the words stand for, or gives them as a title."""
    if _AFTER.match(plain, end, end + _LONGEST_TAIL) is not None:
        return True
    if _BEFORE.search(plain, max(0, start - _LONGEST_LEAD), start) is not None:
        return True
    if plain[start - 1 : start] == plain[end : end + 1] == "\n":
        return True  # the title of a paper
    # As in a list of meanings: (e) Carrier, a dash, and what a carrier is.
    return (
        plain.startswith(("-", "\t", " - ", " -- "), end)
        and plain.rfind("\n", max(0, start - _LONGEST_LABEL), start) >= 0
    )


def is_described(plain: str, end: int) -> bool:
    """Whether the words behind a place tell a reader what is meant, or where it is to be found."""
    return _DESCRIBED.match(plain, end, end + _LONGEST_TAIL) is not None


def is_told_in_other_letters(plain: str, words: str) -> bool:
    """Whether the words head a clause in capitals, or are given a meaning in small letters."""
    shouted, small = words.upper(), words.lower()
    at = plain.find(shouted) if shouted != words else -1
    while at >= 0:
        if not plain[at - 1 : at].isalnum() and plain.rfind("\n", max(0, at - _LONGEST_LABEL), at) >= 0:
            return True
        at = plain.find(shouted, at + 1)
    at = plain.find(small)
    while at >= 0:
        if _TOLD.match(plain, at + len(small), at + len(small) + _LONGEST_TAIL):
            return True
        at = plain.find(small, at + 1)
    return False
