"""Tells the heading of a clause from its text.

A heading is a run of capitalised words that ends with its line, a full stop, a colon or a dash. A heading in
sentence case ("Appointment of agent. The Company …") looks like a short sentence; it is doubtful until its
fellows have the same.
"""

from __future__ import annotations

import re
from functools import lru_cache
from typing import NamedTuple

from pipeline.clauses.labels import DECIMAL, Place, label_at

_LONGEST = 120  # characters
_MOST_WORDS = 14
_LEAD = re.compile(r"[\s:.\-]*")
_SMALL = frozenset(
    [
        "of",
        "and",
        "the",
        "to",
        "in",
        "for",
        "by",
        "or",
        "with",
        "on",
        "at",
        "from",
        "a",
        "an",
        "as",
        "upon",
        "under",
        "not",
        "per",
        "into",
        "its",
        "between",
        "if",
        "no",
        "over",
        "after",
        "before",
        "than",
        "that",
        "through",
        "within",
        "without",
        "during",
        "against",
        "vs",
        "other",
        "re",
        "de",
        "la",
        "und",
    ]
)
_ABBREVIATION = re.compile(r"(?:[A-Z]\.)+|(?:Nos?|Inc|Co|Corp|Ltd|St|Mr|Ms|Mrs|Dr|Sec|Art|Jr|vs|v)\.")
# Words that make a sentence out of a run of words.
_VERBS = frozenset(
    [
        "shall",
        "will",
        "may",
        "must",
        "is",
        "are",
        "was",
        "were",
        "be",
        "been",
        "has",
        "have",
        "had",
        "means",
        "mean",
        "agrees",
        "agree",
        "applies",
        "apply",
        "does",
        "do",
        "did",
        "can",
        "cannot",
        "hereby",
        "governs",
        "survives",
        "controls",
    ]
)
_FINITE = frozenset(
    ["shall", "is", "are", "was", "were", "be", "have", "has", "hereby", "agrees", "agree", "means"]
)  # in capitals too
_NO_HEADING = frozenset(
    [
        "if",
        "when",
        "where",
        "upon",
        "each",
        "any",
        "all",
        "no",
        "subject",
        "except",
        "unless",
        "in",
        "for",
        "notwithstanding",
    ]
)


class Heading(NamedTuple):
    """The words of a heading at `[start, end)`, without the punctuation after them."""

    start: int
    end: int
    after: int  # where the text goes on
    sure: bool
    whole_line: bool  # nothing follows it in its line


def heading_at(plain: str, start: int, end: int) -> Heading | None:
    """The heading that begins at `start`, in a line that ends at `end`."""
    lead = _LEAD.match(plain, start, end)
    start = lead.end() if lead else start
    if start >= end or plain[start].islower() or plain[start] in "\"'$":
        return None
    limit = min(end, start + _LONGEST)
    words = lower = 0
    last = start
    for content in plain[start:limit].split():
        at = plain.find(content, last)
        if words and content[0] in _BREAKS_OFF and (not content.strip("-") or _opens_clause(plain, at, end)):
            return _finished(plain, start, last, at, end, lower)
        kind = _kind(content, not words)
        if kind is _STOP or words == _MOST_WORDS:
            return None
        lower += kind is _LOWER
        words += 1
        last = at + len(content)
        if content[-1] == ":" and last < end and (longer := _past_colon(plain, last, end)):
            return _finished(plain, start, longer, longer, end, lower)
        if content[-1] in ".:" and not (
            content[-1] == "." and _ABBREVIATION.fullmatch(content) and words < 6
        ):
            return _finished(plain, start, last, last, end, lower)
    if not words or limit < end:
        return None
    return _finished(plain, start, last, end, end, lower)


def _past_colon(plain: str, start: int, end: int) -> int | None:
    """Where a heading ends that goes on behind its colon: "Form S-3: Conversion to Form S-1. If …"."""
    last = start
    for words, content in enumerate(plain[start : min(end, start + 60)].split(), 1):
        last = plain.find(content, last) + len(content)
        if _kind(content, words == 1) is not _TITLE or content[-1] == ":" or content[0] in "(0123456789":
            return None
        if content[-1] == ".":
            return last if words > 1 and last < end else None
    return None


_BREAKS_OFF = "-(1234567890aASs\xa7"  # a dash or the label of a clause begins so
# Of the words that begin with these letters: most are none, and this is told faster than which label it is.
_MAY_BE_LABEL = re.compile(r"[aAsS]\w?[.)]|A(?:RTICLE|rticle)|S(?:EC|ec|IXTH|EVENTH)")
_FIRST_STYLES = frozenset({"(a)", "(i)", "(1)", "(A)", "1.", "a.", "A.", DECIMAL, "SECTION"})


def _opens_clause(plain: str, position: int, end: int) -> bool:
    """Whether the first clause of a deeper level begins here: "9. Compensation (a) In consideration …"."""
    if plain[position] in "aASs" and not _MAY_BE_LABEL.match(plain, position):
        return False
    label = label_at(plain, position, end, Place.STACKED)
    if label is None or not any(r.style in _FIRST_STYLES and r.ordinal <= 1 for r in label.readings):
        return False
    at = label.end
    while at < end and plain[at] == " ":
        at += 1
    return at < end and (plain[at].isupper() or plain[at] in "\"(['")


_TITLE, _LOWER, _STOP = range(3)


@lru_cache(maxsize=4096)  # headings are made of few words
def _kind(token: str, first: bool) -> int:
    """Whether a token could be part of a heading, only of a sentence, or of no heading at all."""
    core = token.lstrip("([\"'")
    if not core:
        return _TITLE
    if first and token[0] in "\"'":
        return _STOP
    if core[0] in "$_%":
        return _STOP
    bare = core.rstrip(".,:;)]\"'").lower()
    if bare in _FINITE:
        return _STOP
    if core[0].isupper() or core[0].isdigit() or core[0] in "&/-":
        return _TITLE
    if not first and (bare in _SMALL or all(part in _SMALL for part in bare.split("/"))):
        return _TITLE
    if bare in _VERBS or first or token[-1] == ";":
        return _STOP
    return _LOWER


def _finished(plain: str, start: int, last: int, after: int, end: int, lower: int) -> Heading | None:
    """The heading with its punctuation cut off, if words are left and what follows lets it be one."""
    while last > start and plain[last - 1] in ".:;,- \t":
        last -= 1
    while after < end and plain[after] in " -\t":
        after += 1
    if last - start < 2 or not any(c.isalpha() for c in plain[start:last]):
        return None
    whole_line = after >= end
    follows = plain[after] if after < end else ""
    if follows and not (follows.isupper() or follows.isdigit() or follows in "\"'([$_"):
        return None
    if ";" in plain[start:last] and not _titled_after_semicolon(plain[start:last]):
        return None
    if lower and (whole_line or lower > 6 or plain[start:last].split(" ", 1)[0].lower() in _NO_HEADING):
        return None
    return Heading(start, last, after, lower == 0, whole_line)


def _titled_after_semicolon(content: str) -> bool:
    """Whether all that follows a semicolon is capitalised: "Orders; Firm Zone", not "the roof; and"."""
    return all(part.strip()[:1].isupper() for part in content.split(";"))


_FIELD = re.compile(
    r"(?:if to|with (?:a )?cop|attention|attn|by|name|title|its|date|telephone|facsimile|fax|email|"
    r"e-mail|address|"
    r"signed|witness|and|or|between|among|to|from|re|cc|\[|dear|exhibit|schedule|page|note|total)\b",
    re.IGNORECASE,
)
_NO_TEXT = re.compile(
    r"WHEREAS|NOW|IN WITNESS|AGREED|WITNESSETH|THIS|SEE|PROVIDED|STATE OF|COUNTY OF|THE REMAINDER",
    re.IGNORECASE,
)


def line_heading(plain: str, start: int, end: int) -> Heading | None:
    """The heading that a line without a label is, from end to end."""
    if end - start > 90 or end - start < 3 or plain[end - 1] in ",;-" or _unfit(plain, start, end):
        return None
    heading = heading_at(plain, start, end)
    if heading is None or not heading.whole_line or not heading.sure or heading.start != start:
        return None
    content = plain[start:end]
    if content[-1] == "." and not content.isupper():
        return None
    if any(c.isdigit() for c in content) or "\t" in content or "/" in content or "__" in content:
        return None
    return heading


def run_in_heading(plain: str, start: int, end: int) -> Heading | None:
    """The heading before the text of a paragraph without a label: "Filing. The Company shall …"."""
    if end - start < 20 or _unfit(plain, start, end):
        return None
    heading = heading_at(plain, start, end)
    if heading is None or heading.whole_line or not heading.sure or heading.start != start:
        return None
    words = plain[start : heading.end].split()
    if len(words) > 8 or any(c.isdigit() for c in plain[start : heading.end]) or len(words[-1]) < 3:
        return None
    return heading


def _unfit(plain: str, start: int, end: int) -> bool:
    return bool(
        not plain[start].isupper() or _FIELD.match(plain, start, end) or _NO_TEXT.match(plain, start, end)
    )
