"""What the document is called."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from pipeline.match import scanner
from pipeline.model import Answer, Outline, RegionKind, Rejected, Status, Text
from pipeline.spans import Span

_HEAD = 8000  # characters in which a title may stand; legends and lists of exhibits come before it
_LEAD = re.compile(
    r"^(?:(?:exhibit|ex|annex|schedule|appendix)[\s.-]{0,2}(?:\d[\w.()-]*|[A-Z]\b[\w.()-]*)\s+|execution\s+(?:version|copy)\s+|conformed\s+copy\s+"
    r"|redacted\s+(?:version|copy)\s+|confidential\s+)+",
    re.IGNORECASE,
)
_COMPANY_END = re.compile(
    r"\b(?:INC|INCORPORATED|CORP|LTD|LLC|L\.L\.C|LLP|L\.P|PLC|N\.A|GMBH|S\.A|B\.V)\b\.?,?\s+"
)
_SENTENCE_END = re.compile(r"(?<!\bNO)(?<!\bNo)[.;]\s+")  # of a legend that the heading was run together with
# A number of a filing system, a clause about the whole agreement, a noun with a stray word: no titles.
_NO_TITLE = re.compile(
    r"(?:agreement|contract|exhibit)\s+(?:no\b|number|#)|(?:addendum|amendment)\s+number$|entire\b"
    r"|agreement\s+(?!of\b|and\b|to\b|for\b|in\b)",
    re.IGNORECASE,
)
_NOUN = re.compile(r"\b(?:agreement|contract|amendment|addendum|lease|schedule)\b", re.IGNORECASE)
# What a title may have before the name that the document uses of itself.
_KEPT_PREFIX = re.compile(
    r"^(?:form\s+of|first|second|third|fourth|fifth|sixth|amended\s+and\s+restated|restated|amendment|addendum|master|global|supplemental|mutual"
    r"|exclusive|non-exclusive|limited|joint)\b",
    re.IGNORECASE,
)
_OPEN_END = re.compile(r"(?:\b(?:and|or|of|to|for|the|in|on|by|with|non)|[&,/-])$", re.IGNORECASE)
_OPEN_START = re.compile(r"^(?:and|or|of|to|for|the|&)\b", re.IGNORECASE)
_GOES_ON = re.compile(r"(?:to|of|for)\b|\([\w /-]{3,40}\)$", re.IGNORECASE)
_REST = re.compile(
    r"\s(?:and|of|for|to)\s[A-Za-z][A-Za-z ,&'-]{2,60}", re.IGNORECASE
)  # of the heading's own line
_PARTIES_LINE = re.compile(r"^(?:by\s+and\s+)?(?:between|among)\b|^(?:dated|date)\b", re.IGNORECASE)
_LETTER = re.compile(
    r"^(?:dear\b|ladies\s+and\s+gentlemen|gentlemen\b|to\s+whom\b)", re.IGNORECASE | re.MULTILINE
)
_BEGINS = re.compile(r"\s+THIS\b|\s+(?:[Bb]y\s+[Aa]nd\s+)?[Bb]etween$")
_BARE = frozenset(
    {
        "agreement",
        "contract",
        "amendment",
        "lease",
        "letter",
        "addendum",
        "exhibit",
        "note",
        "schedule",
        "endorsement",
    }
)
_WORD = re.compile(r"[a-z0-9]+")


@dataclass(frozen=True, slots=True)
class _Name:
    start: int
    end: int
    rule: str
    words: tuple[str, ...]


def title(text: Text, outline: Outline) -> Answer:
    """The title as printed, white space squeezed; absent in a letter that has none."""
    head = Span(0, min(len(text.string), _HEAD))
    mentions = scanner("titles").find(text, [head])
    names = [
        _Name(group.start, group.end, mention.rule, _words(text.string[group.start : group.end]))
        for mention in mentions
        for group in mention.groups.values()
    ]
    self_names = [name for name in names if name.rule == "self-name"]
    headings = [
        found
        for name in names
        if name.rule != "self-name"
        and (found := _trimmed(text, name)) is not None
        and not _listed(outline, name)
    ]
    chosen = _chosen(text, self_names, headings)
    if chosen is None:
        return Answer(Status.ABSENT)
    rejected = tuple(
        Rejected(
            _squeezed(text.string[name.start : name.end]),
            name.start,
            name.end,
            name.rule,
            "stands later or says less",
        )
        for name in (*headings, *self_names)
        if name.words != chosen.words
    )
    value = _squeezed(text.string[chosen.start : chosen.end])
    places = [
        chosen,
        *(name for name in (*headings, *self_names) if name.words == chosen.words and name != chosen),
    ]
    evidence = tuple((Span(name.start, name.end), name.rule) for name in places[:4])
    return Answer(Status.FOUND, value, evidence, rejected[:5])


def _listed(outline: Outline, name: _Name) -> bool:
    """Whether the name stands in a table of contents."""
    region = outline.region_at(name.start)
    return region is not None and region.kind is RegionKind.CONTENTS


def _chosen(text: Text, self_names: Sequence[_Name], headings: Sequence[_Name]) -> _Name | None:
    """The heading, mended by what the document calls itself; failing a heading, what it calls itself."""
    own = next((name for name in self_names if len(name.words) > 1), None)
    opening = self_names[0].start if self_names else None
    letter = _LETTER.search(text.string, 0, _HEAD)
    limit = min(
        (at for at in (opening, letter.start() if letter else None) if at is not None),
        default=len(text.string),
    )
    before = [name for name in headings if name.start < limit]
    if own is not None:
        for heading in before:
            mended = _mended(text, _completed(text, heading), own) or _mended(text, heading, own)
            if mended is not None:
                return mended
    telling = next((name for name in before if len(name.words) > 1 or name.words[0] not in _BARE), None)
    if telling is not None:
        return _completed(text, telling)
    if own is not None:
        return own
    return _completed(text, before[0]) if before else None


def _mended(text: Text, heading: _Name, own: _Name) -> _Name | None:
    """The heading cut or completed to the name that the document gives itself; None where they disagree."""
    own_words, words = own.words, heading.words
    if len(words) >= len(own_words) and words[-len(own_words) :] == own_words:
        extra = len(words) - len(own_words)
        printed = text.string[heading.start : heading.end]
        if not extra or _KEPT_PREFIX.match(printed) or _whole_line(text, heading):
            return heading
        starts = [match.start() for match in _WORD.finditer(printed.lower())]
        return _Name(heading.start + starts[extra], heading.end, heading.rule, own_words)
    if set(words) == set(own_words):
        return heading
    if len(words) < len(own_words) and set(words) <= set(own_words):
        completed = _completed(text, heading)
        return completed if set(own_words) <= set(completed.words) else own
    return None


def _whole_line(text: Text, name: _Name) -> bool:
    """Whether nothing else stands on the heading's line, so that all of it was meant as one."""
    string = text.string
    return string[name.start - 1 : name.start] in ("", "\n") and string[name.end : name.end + 1] in ("", "\n")


def _completed(text: Text, heading: _Name) -> _Name:
    """A heading that runs over several lines, with the lines that belong to it."""
    start, end = heading.start, heading.end
    blocks = text.blocks
    at = next((i for i, block in enumerate(blocks) if block.start <= start < block.end), None)
    if at is not None and blocks[at].start == start and _REST.fullmatch(text.string[end : blocks[at].end]):
        end = blocks[at].end
    if at is None or blocks[at].start != start:
        return heading
    for block in reversed(blocks[max(0, at - 2) : at]):
        line = text.string[block.start : block.end]
        joined = _OPEN_END.search(line) or _OPEN_START.match(text.string[start:end])
        if not joined or len(line) > 80 or _LEAD.match(line + " ") or _PARTIES_LINE.match(line):
            break
        start = block.start
    for block in blocks[at + 1 : at + 4]:
        line = text.string[block.start : block.end]
        joined = _OPEN_END.search(text.string[start:end]) or _GOES_ON.match(line)
        if block.start < end or not joined or len(line) > 90 or _PARTIES_LINE.match(line):
            break
        end = block.end
    return _Name(start, end, heading.rule, _words(text.string[start:end]))


def _trimmed(text: Text, name: _Name) -> _Name | None:
    """The heading without the exhibit's number, the legend or the company before it."""
    printed = text.string[name.start : name.end]
    skip = 0
    lead = _LEAD.match(printed)
    if lead and lead.end() < len(printed):
        skip = lead.end()
    for cut in (*_COMPANY_END.finditer(printed, skip), *_SENTENCE_END.finditer(printed, skip)):
        skip = max(skip, cut.end())
    skip = _own_cell(printed, skip)
    again = _BEGINS.search(printed, skip + 1)  # the first sentence, in capitals too
    printed = printed[: again.start()].rstrip() if again else printed
    words = _words(printed[skip:])
    half = len(words) // 2
    if half > 1 and words[:half] == words[half:]:  # the heading and the same words of the first sentence
        ends = [match.end() for match in _WORD.finditer(printed[skip:].lower())]
        printed = printed[: skip + ends[half - 1]]
        words = words[:half]
    if (
        not words
        or words[0].isdigit()
        or words[0] == "this"
        or _NO_TITLE.match(printed, skip)
        or "." * 5 in text.string[name.end : name.end + 8]
    ):
        return None
    return _Name(name.start + skip, name.start + len(printed), name.rule, words)


def _own_cell(printed: str, skip: int) -> int:
    """Where the title begins in a line whose parts tabs keep apart, the company's name often among them."""
    while (tab := printed.find("\t", skip)) >= 0:
        cell = printed[skip:tab]
        rest = _words(printed[tab:])
        if (
            _NOUN.search(cell)
            or _OPEN_END.search(cell)
            or (len(rest) == 1 and rest[0] in _BARE and "\t" not in printed[tab + 1 :])
        ):
            break
        skip = tab + 1
    return skip


def _words(printed: str) -> tuple[str, ...]:
    return tuple(_WORD.findall(printed.lower()))


def _squeezed(printed: str) -> str:
    return " ".join(printed.split())
