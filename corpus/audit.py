"""Finds what an author forgot to mark: words that look like a quantity, a reference or a definition.

Gold must be complete, or precision cannot be measured. These patterns are crude on purpose and know
nothing of the extractor: whatever they hit has to be covered by a mark, if need be by `[[trap | …]]`.
"""

import re
from collections.abc import Iterator
from typing import Final

from corpus.model import Document, Paragraph
from corpus.wording import MONTHS

_NUMBER: Final = (
    r"(?:\d[\d,./]*|one|two|three|four|five|six|seven|eight|nine|ten|eleven|twelve|\w+teen|"
    r"(?:twen|thir|for|fif|six|seven|eigh|nine)ty(?:-\w+)?|hundred|\d+(?:st|nd|rd|th)|first|second|third|"
    r"\w+th|\[\*+\]|_{2,})"
)
# Months are written large: "Section 5 may be enforced" has none.
_MONTH: Final = "(?-i:" + "|".join([*MONTHS, *(month.upper() for month in MONTHS)]) + ")"
_QUANTITY: Final = re.compile(
    rf"""\b{_NUMBER}(?:\s?\([^)]*\))?[\s-]+(?:consecutive\s|calendar\s|full\s|(?:business|banking|working|trading)\s)*
         (?:day|week|month|quarter|year|hour)s?\b
    |\b{_NUMBER}(?:\s\([^)]*\))?\sanniversar|\bfortnight|\bsemi-annual|\bbiweekly|\bbi-weekly
    |%|\bper\s?cent\b|\bbasis\spoint|\btwo-thirds|\bone-half|\bthree-(?:quarters|fourths)|\bone-(?:third|quarter)
    |[$€£]\s?\.?\d|\bdollars?\b|\bcents\b|\b(?:EUR|GBP|CHF)\s?\d
    |\b{_MONTH}\s\d|\b\d{{1,2}}\s{_MONTH}\b|\bday\sof\s{_MONTH}|\b\d{{1,2}}/\d{{1,2}}/\d{{2,4}}
    |\bdate\shereof|\bfirst\s(?:above\s)?written|\beven\sdate""",
    re.VERBOSE | re.IGNORECASE,
)
_REFERENCE: Final = re.compile(
    r"\b(?:Sections?|Articles?|ARTICLES?|Exhibits?|Schedules?|Paragraphs?|Annex) (?=[\dIVXA-H(])[\w.()]+"
)
_DEFINITION: Final = re.compile(r"[\"“][A-Za-z][^\"”]{1,60}[\"”]")
_BLANK: Final = re.compile(r"_{4,}|\[[*●]+\]|\[_+\]")
_QUANTITY_MARKS: Final = frozenset({"days", "pct", "money", "date", "symdate", "blank", "redacted", "trap"})


def unmarked(document: Document) -> Iterator[str]:
    """One line for each suspicious place without a mark: what is missing and the words around it."""
    for paragraph in document.paragraphs:
        yield from _missing(paragraph, _QUANTITY, _QUANTITY_MARKS, "quantity")
        yield from _missing(paragraph, _REFERENCE, frozenset({"ref", "trap"}), "reference")
        yield from _missing(paragraph, _DEFINITION, frozenset({"def", "trap"}), "definition")
        if paragraph.role != "line":  # signature lines are made of underscores
            yield from _missing(paragraph, _BLANK, frozenset({"blank", "redacted", "trap"}), "blank")


def _missing(
    paragraph: Paragraph, pattern: re.Pattern[str], kinds: frozenset[str], what: str
) -> Iterator[str]:
    text = paragraph.rich.text
    spans = [(m.start, m.end) for m in paragraph.rich.marks if m.kind in kinds]
    for hit in pattern.finditer(text):
        inside = hit.end() <= paragraph.label_end
        if not inside and not any(start < hit.end() and hit.start() < end for start, end in spans):
            yield f"no {what} mark: …{text[max(0, hit.start() - 30) : hit.end() + 30]}…"


def strays(document: Document) -> Iterator[str]:
    """Anchors of periods that are not in the words of the paragraph in which the period stands."""
    for paragraph in document.paragraphs:
        text = paragraph.rich.text
        for mark in paragraph.rich.marks:
            anchor = mark.options.get("anchor")
            if mark.kind == "days" and anchor and anchor not in text:
                yield f"no {anchor!r} near {text[mark.start : mark.end]!r}"
