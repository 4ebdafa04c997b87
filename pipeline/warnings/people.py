"""A person who signs, and whose name is spelt differently from the name printed with the signature."""

from __future__ import annotations

import re
from collections.abc import Iterator

from pipeline.extract.parties.keys import looks_like_person
from pipeline.findings import Findings
from pipeline.model import Notice
from pipeline.spans import Span
from pipeline.warnings.near import distance
from pipeline.warnings.places import place_of
from pipeline.warnings.rare_words import RareWords

_NAME = r"[^\W\d_][\w'’-]*\.?(?: [^\W\d_][\w'’-]*\.?){1,3}"
_SIGNED = re.compile(rf"/[sS]/[ _]?(?P<name>{_NAME})")
# Between a signature and the name printed with it: the line itself, its label, perhaps the date.
_PRINTED = re.compile(
    rf"[\s_\-–.]*(?:(?:Name|NAME|By|BY|Print(?:ed)? Name|Name \(print(?:ed)?\))\s?:?[\s_]*)?(?P<name>{_NAME})"
)
_NO_NAME = re.compile(
    r"\b(?:Name|Title|By|Its|Date|Dated|Chief|Vice|Senior|Executive|Managing|General|President|Chairman|Director|"
    r"Secretary|Treasurer|Manager|Member|Partner|Trustee|Officer|CEO|CFO|COO|Authori[sz]ed|Signatory)\b.*",
    re.IGNORECASE,
)
_FEWEST_LETTERS = 4
_LAST_NAME = 5  # letters of a last name in which a slip can be told from another name
_NEAR = 120  # characters between a signature and the name printed with it


def misspelt_people(findings: Findings, words: RareWords) -> Iterator[Notice]:
    """A notice for each signature, and each mention before, that is spelt otherwise than the printed name."""
    string = findings.text.string
    seen: set[str] = set()
    for page in (signed.span for signed in findings.signature_pages):
        for signed in _SIGNED.finditer(string, page.start, page.end):
            own = _trimmed(string, signed.span("name"))
            printed = _PRINTED.match(string, own.end, min(page.end, own.end + _NEAR))
            if printed is None:
                continue
            other = _trimmed(string, printed.span("name"))
            yield from _mentions(findings, words, other, page, seen)
            one, two = string[own.start : own.end], string[other.start : other.end]
            if looks_like_person(one) and looks_like_person(two) and _slip(one, two):
                yield Notice(
                    kind="name_spelling",
                    message=f"signed “{one}”, but printed “{two}” below the signature",
                    spans=(own, other),
                    rule="signature-spelling",
                )


def _mentions(
    findings: Findings, words: RareWords, printed: Span, page: Span, seen: set[str]
) -> Iterator[Notice]:
    """Mentions of a person by the same first name, and a last name in which a letter or two differ."""
    name = findings.text.string[printed.start : printed.end]
    own = _full_words(name)
    if name in seen or len(own) != 2 or len(own[1]) < _LAST_NAME or not looks_like_person(name):
        return
    seen.add(name)
    for other, span in words.instead(own, 1):
        if span.end <= page.start and not other.startswith(own[1]):
            shown = " ".join(findings.text.string[span.start : span.end].split())
            yield Notice(
                kind="name_spelling",
                message=f"“{name}” signs, and is spelt “{shown}” in {place_of(findings.outline, span.start)}",
                spans=(span, printed),
                rule="mention-spelling",
            )


def _trimmed(string: str, span: tuple[int, int]) -> Span:
    """The name without an office or a field that has run on."""
    start, end = span
    cut = _NO_NAME.search(string[start:end])
    end = start + cut.start() if cut else end
    while end > start and string[end - 1].isspace():
        end -= 1
    return Span(start, end)


def _slip(one: str, other: str) -> bool:
    """Whether two names differ in one or two letters of one word, initials apart."""
    a, b = _full_words(one), _full_words(other)
    differing = [(x, y) for x, y in zip(a, b, strict=False) if x != y]
    if len(a) != len(b) or len(a) < 2 or len(differing) != 1:
        return False
    x, y = differing[0]
    return min(len(x), len(y)) >= _FEWEST_LETTERS and x[0] == y[0] and distance(x, y) <= 2


def _full_words(name: str) -> list[str]:
    words = (re.sub(r"[^\w]", "", word).casefold() for word in name.split())
    return [
        word for word in words if len(word) > 1 and word not in ("jr", "sr", "ii", "iii", "dr", "mr", "ms")
    ]
