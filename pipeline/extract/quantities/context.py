"""What stands around a mention: its sentence's words, and labels whose numbers are no quantities."""

from __future__ import annotations

import re

_BEFORE = 160
_AFTER = 260
_STOP_BEFORE = re.compile(r".*(?:[;:]|[.!?]\s(?=[A-Z\"“(])|\n\n)", re.DOTALL)
# A full stop ends nothing after an initial or an abbreviation: "the U.S. Mail", "Acme Inc. receives".
# That all stops begin with one class of characters lets `re` leap from one to the next.
_STOP_AFTER = re.compile(
    r"[;:\n!?.](?:(?<=[;:])(?=\s)|(?<=\n)\n|(?<=[!?])[\"”)]?\s"
    r"|(?<=[.])(?<![A-Z][.])(?<!Inc[.])(?<!Corp[.])(?<!Co[.])(?<!Ltd[.])(?<!No[.])(?<!St[.])"
    r"[\"”)]?\s(?=[A-Z\"“(\d]))"
)
_LABEL = re.compile(
    r"(?:\b(?:sections?|sec\.|articles?|clauses?|paragraphs?|subsections?|subparagraphs?|rules?|regulations?|forms?|schedules?"
    r"|exhibits?|annex|appendix|items?|notes?|chapters?|titles?|pages?|pp?\.|releases?|versions?|parts?|suite|lots?|blocks?"
    r"|no\.|nos\.|number|phase|tranche|acts?|steps?|level|room|floor|apartment|box|version|act\sof)|§+|\#)\s?\(?$",
    re.IGNORECASE,
)
# How these labels end, for a first quick look.
_LABEL_ENDS = tuple(
    "section sections sec. article articles clause clauses paragraph paragraphs subsection subsections"
    " subparagraph subparagraphs rule rules regulation regulations form forms schedule schedules exhibit"
    " exhibits annex appendix item items note notes chapter chapters title titles page pages p. pp. release"
    " releases version versions part parts suite lot lots block blocks no. nos. number phase tranche act acts"
    " step steps level room floor apartment box of § #".split()
)
_GLUED = re.compile(r"[\w$€£¥#@]$|\d[.,/:\-–—]$|[A-Za-z][-–./&]$")


def words_before(string: str, start: int) -> str:
    """Up to 160 characters of the same sentence before `start`."""
    window = string[max(0, start - _BEFORE) : start]
    stop = _STOP_BEFORE.match(window)
    return window[stop.end() :] if stop else window


def words_after(string: str, end: int) -> str:
    """Up to 260 characters of the same sentence from `end` on."""
    window = string[end : end + _AFTER]
    stop = _STOP_AFTER.search(window)
    return window[: stop.start()] if stop else window


def labelled(string: str, start: int) -> bool:
    """Whether the figures at `start` are a label's: "Section 3", "Rule 144", "No. 7"."""
    before = string[max(0, start - 24) : start].lower().rstrip(" (\n\t")
    return before.endswith(_LABEL_ENDS) and _LABEL.search(string, max(0, start - 24), start) is not None


def glued(string: str, start: int) -> bool:
    """Whether the figures at `start` are the rest of a longer number or code: "12.3", "S-3"."""
    if not string[start : start + 1].isdigit() and string[start : start + 1] != ".":
        return False
    return _GLUED.search(string, max(0, start - 2), start) is not None
