"""Terms that the agreement leaves to another one, or leaves blank."""

from __future__ import annotations

import re
from typing import Any, Final

from pipeline.agreements.document import Document
from pipeline.agreements.values import Field
from pipeline.model import Status
from pipeline.spans import Span

_OTHER: Final = (
    r"(?P<{0}>(?:[A-Z][\w&'-]*\s){{0,4}}(?:Agreement|Indenture|Notes?|Debentures?|Warrants?|Certificate|Plan|"
    r"Contract|Deed|Terms)|(?:[a-z]+\s){{1,3}}agreement\sof\sthe\s[A-Z]\w+)\b"
)
_TERMS_OF: Final = re.compile(
    r"\b(?:stated|set (?:forth|out)|specified|described|prescribed|provided(?: for)?|in accordance with|"
    r"as in|governed by|contained|manner of|permitted|allowed|found|laid down|given|required|"
    r"(?:see|follow\w*|apply|refer\w*|by)(?=\s(?:the\s)?(?:\w+\s){0,3}[A-Z]))\b"
    r"(?:[^.;]|\.(?=\d)){0,60}?\b(?:of|in|by|with|to)\s(?:the|that certain)\s"
    + _OTHER.format("other")
    # A section of the other agreement, whichever verb points to it.
    + r"|\b(?:Sections?|Articles?|[Cc]lauses?|[Pp]aragraphs?)\s[\w.()-]+\sof\s(?:the|that certain)\s"
    + _OTHER.format("section")
    + r"|\b(?:(?:in\s)?the\ssame\s(?:way|manner|terms|method)|(?:just\s)?as|like)\s(?:as\s)?"
    r"(?:in\s|under\s|for\s)?"
    r"(?:the|that certain)\s" + _OTHER.format("like")
)
# "Section 9.2 of the Purchase Agreement governs the amendment of this Agreement."
_GOVERNS: Final = re.compile(
    r"\b(?:of|in|that|which|as)\s(?:the|that certain)\s"
    + _OTHER.format("other")
    + r"\s(?:shall\s|will\s)?(?:also\s)?(?:governs?|appl(?:y|ies)|controls?|determines?|states?|says|"
    r"requires?|"
    r"provides?|prescribes?|allows?|permits?|fix(?:es)?|sets?)\b"
)


def left_out(document: Document, headed: re.Pattern[str]) -> Field[Any] | None:
    """A field for a clause headed so that holds nothing but a blank: "Notices. [***]"; else None."""
    for blank in document.quantities.blanks:
        line = document.plain.rfind("\n", 0, blank.start) + 1
        opened = headed.match(document.plain, line, blank.start)
        stop = document.plain[blank.end : blank.end + 2].strip(". \n")
        if opened is not None and opened.end() == blank.start and not stop:
            status = Status.REDACTED if blank.redacted else Status.BLANK
            return Field(status, None, (Span(line, blank.end),), "blank")
    return None


def elsewhere_or_blank(document: Document, about: re.Pattern[str]) -> Field[Any] | None:
    """A field for a sentence `about` a term that another agreement states, or that has a blank; else None."""
    for sentence in document.sentences:
        found = about.search(sentence.plain)
        if found is None:
            continue
        after = sentence.start + found.start()
        blank = next((each for each in document.blanks(sentence) if each.start >= after), None)
        if blank is not None and blank.of in ("percentage", "day_count", "text"):
            return Field(Status.REDACTED if blank.redacted else Status.BLANK, None, (sentence.span,), "blank")
        other = _TERMS_OF.search(document.plain, after, sentence.end)
        if other is None and _GOVERNS.search(document.plain, sentence.start, sentence.end):
            other = found
        if other is not None:
            return Field(Status.BY_REFERENCE, None, (sentence.span,), "elsewhere")
    return None
