"""Tells an agreement's own lines from the furniture of its pages.

Page numbers, `<PAGE>` marks, running heads, layout tags, rules and vendors' source notes are no part of what
the parties agreed. They are left out, and recorded. When in doubt a line stays: a number lost from a table is
worse than a page number kept.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence
from enum import Enum, auto
from typing import NamedTuple

from pipeline.frozen import dataclass
from pipeline.load.lines import Line
from pipeline.model import BlockKind, Furniture

_PAGE_TAG = re.compile(r"</?PAGE>\s*\S{0,8}", re.IGNORECASE)
_LAYOUT_TAG = re.compile(r"(?:</?(?:TABLE|S|C|CAPTION|FN|F\d{1,2}|TEXT|PDF|XML)>\s*)+", re.IGNORECASE)
_TABLE_TAG = re.compile(r"<(/?)TABLE>", re.IGNORECASE)
_RULE = re.compile(r"(?:- )?(?:[-=~*.\u2013\u2014\u2500]\s?){4,}")
_PAGE_NUMBER = re.compile(
    r"(?P<mark>(?:[-\u2013\u2014\u2022|~]\s?){0,3}(?:page|pg\.?)?\s*)(?P<number>(?:[A-Z]{1,3}-)?\d{1,4}|[ivxl]{1,7})"
    r"(?:\s?(?:of|/)\s?\d{1,4})?\s?[-\u2013\u2014\u2022|~]{0,2}",
    re.IGNORECASE,
)
_SOURCE_NOTE = re.compile(r"Source: [^\n]{2,120}, [^,\n]{1,40}, \d{1,2}/\d{1,2}/\d{4}$")
_TRAILING_NUMBER = re.compile(r"\s{3,}(?:Page\s)?[-\u2013]?\s?\d{1,3}(?:\sof\s\d{1,3})?\s?[-\u2013]?$")
_AFTER_NUMBER = "-\u2013"  # what it ends in if not in a digit, as a source note does
_CELL_GAP = re.compile(r"\S(?:\t| {3,})\S")
# After the words have been told apart by single blanks.
_NUMBER_BEFORE = re.compile(r"(?:page )?\d{1,4}(?: of \d{1,4})? ")
_NUMBER_AFTER = re.compile(r"(?: page)? \d{1,4}(?: of \d{1,4})?$")
_LONGEST_NUMBER_AFTER = len(" page 1000 of 1000")
# Its number is no page number: three articles that begin a page each are not one running head.
_NUMBERED_HEADING = re.compile(r"(?:article|section|exhibit|schedule|annex|appendix|part|chapter)\b")
_WORDS = re.compile(r"[^\W_]+")
_FORM_FIELD = re.compile(r"(?:By|Name|Title|Its|Date|Attest)\b")

# What is stamped on pages: the number of the filing's exhibit, a request to keep it from the public.
_STAMP = re.compile(
    r"exhibit \d{1,3} \d{1,3}(?: \d{1,3})?|confidential(?: treatment (?:has been )?requested)?"
    r"|execution (?:copy|version)|conformed copy"
)
_SMALL_WORDS = frozenset("of and for to the in on by a an".split())
_LONGEST_TITLE = 14  # words
_TOP = 12  # lines among which the title stands that running heads repeat
_FEWEST_OF_TITLE = 2

# A head or foot that stands on fewer pages may be a coincidence, such as a heading used twice.
_FEWEST_HEADS = 3
_TALLEST_HEAD = 6  # lines
_SHORTEST_HEAD = 3  # characters
_LONGEST_HEAD = 300
_FAR_BACK = 20_000
_LONGEST_STAMP = 50  # characters
_PAGE_MARK = 20  # characters that a page number may add to a head
_SHORTEST_WITH_NUMBER = 60  # characters of a line whose last ones may be a page number
_FAR = 3  # blank lines that part a page from the next where nothing else does


class _Sort(Enum):
    TEXT = auto()
    PAGE_TAG = auto()
    NUMBER = auto()  # it might be a page number
    SOURCE_NOTE = auto()
    LAYOUT_TAG = auto()
    RULE = auto()


class RawLine(NamedTuple):
    """A line that is not blank, and how many blank ones stand before it."""

    line: Line
    blanks: int
    new_page: bool = False  # a form feed, or the top of a PDF page


@dataclass(frozen=True, slots=True)
class Removed:
    """A piece of furniture as a range of the raw text."""

    kind: Furniture
    start: int
    end: int


def without_furniture(raw: str, lines: Sequence[RawLine]) -> tuple[list[RawLine], list[Removed]]:
    """The lines that are the agreement's own, with their pages, and what was taken out.

    A line after a turn of the page has `new_page` set, so that a sentence can be joined across it. A heading
    with a rule under it has `emphasis`; rows between `<TABLE>` tags are of that kind.
    """
    sorts = [_sort(raw[entry.line.start : entry.line.end]) for entry in lines]
    numbers = _page_numbers(raw, lines, sorts)
    kept: list[RawLine] = []
    removed: list[Removed] = []
    page = 1
    turned = in_table = False
    blanks = 0
    notes = "Source: " in raw
    for i, entry in enumerate(lines):
        line, sort = entry.line, sorts[i]
        blanks = max(blanks, entry.blanks)
        turned = turned or entry.new_page
        if sort is _Sort.TEXT or (sort is _Sort.NUMBER and i not in numbers):
            tail = False
            long = notes or line.end - line.start > _SHORTEST_WITH_NUMBER
            if long and ((last := raw[line.end - 1]).isdecimal() or last in _AFTER_NUMBER):
                line, found = _without_tail(raw, line, lines, sorts, i)
                tail = bool(found)
                removed.extend(found)
            page += turned
            if page > 1 or in_table:
                line = _on_page(line, page, in_table=in_table)
            same = line is entry.line and blanks == entry.blanks and turned == entry.new_page
            kept.append(entry if same else RawLine(line, blanks, turned))
            blanks, turned = 0, tail
            continue
        if sort is _Sort.LAYOUT_TAG:
            for tag in _TABLE_TAG.finditer(raw, line.start, line.end):
                in_table = not tag.group(1)
            removed.append(Removed(Furniture.TAG, line.start, line.end))
        elif sort is _Sort.RULE:
            if kept and not entry.blanks and not turned and not in_table:
                kept[-1] = kept[-1]._replace(line=kept[-1].line._replace(emphasis=True))
            removed.append(Removed(Furniture.RULE, line.start, line.end))
        else:
            note = sort is _Sort.SOURCE_NOTE
            removed.append(
                Removed(Furniture.SOURCE_NOTE if note else Furniture.PAGE_BREAK, line.start, line.end)
            )
            turned = True
            blanks = max(blanks, 1)
    for _ in range(_TALLEST_HEAD):
        heads = _running_heads(raw, kept)
        if not heads:
            break
        removed.extend(Removed(Furniture.PAGE_BREAK, kept[i].line.start, kept[i].line.end) for i in heads)
        kept = _drop(kept, heads)
    return kept, sorted(removed, key=lambda piece: piece.start)


def _on_page(line: Line, page: int, *, in_table: bool) -> Line:
    start, end, indent, right, gap, kind, centred, emphasis, _, joins = line
    kind = BlockKind.TABLE if in_table else kind
    return Line(start, end, indent, right, gap, kind, centred, emphasis, page, joins)


def _sort(content: str) -> _Sort:
    first = content[0]
    if first == "<":
        if _PAGE_TAG.fullmatch(content):
            return _Sort.PAGE_TAG
        if _LAYOUT_TAG.fullmatch(content):
            return _Sort.LAYOUT_TAG
    elif first == "S" and _SOURCE_NOTE.fullmatch(content):
        return _Sort.SOURCE_NOTE
    elif len(content) <= 24 and _PAGE_NUMBER.fullmatch(content):
        return _Sort.NUMBER
    elif first in "-=~*.\u2013\u2014\u2500" and _RULE.fullmatch(content):
        return _Sort.RULE
    return _Sort.TEXT


def _page_numbers(raw: str, lines: Sequence[RawLine], sorts: Sequence[_Sort]) -> set[int]:
    """Indices of the lines that are page numbers.

    A lone number counts if it is marked as one ("- 12 -", "Page 3"), stands at a turn of the page, or goes on
    with a count that runs through the document; in any case it must have blank space on both sides.
    """
    found: set[int] = set()
    if _Sort.NUMBER not in sorts:
        return found
    candidates: list[tuple[int, int]] = []  # index, value of a bare number
    for i, sort in enumerate(sorts):
        if sort is not _Sort.NUMBER:
            continue
        content = raw[lines[i].line.start : lines[i].line.end]
        match = _PAGE_NUMBER.fullmatch(content)
        if match is None:
            continue
        before = lines[i].blanks > 0 or i == 0 or lines[i].new_page
        after = i + 1 == len(lines) or lines[i + 1].blanks > 0 or lines[i + 1].new_page
        at_turn = (
            any(
                0 <= j < len(sorts) and sorts[j] in (_Sort.PAGE_TAG, _Sort.SOURCE_NOTE)
                for j in (i - 1, i + 1)
            )
            or i + 1 == len(lines)
            or lines[i + 1].new_page
            or lines[i + 1].blanks > _FAR
        )
        if at_turn or (before and after and match["mark"].strip() and not content.isalpha()):
            found.add(i)
        elif before and after and match["number"].isdigit():
            candidates.append((i, int(match["number"])))
    found.update(_counting(candidates))
    return found


def _counting(candidates: Sequence[tuple[int, int]]) -> set[int]:
    """The candidates that stand next to one with the neighbouring value: page 4, then page 5."""
    return {
        i
        for at, (i, value) in enumerate(candidates)
        if (at > 0 and candidates[at - 1][1] == value - 1)
        or (at + 1 < len(candidates) and candidates[at + 1][1] == value + 1)
    }


def _without_tail(
    raw: str, line: Line, lines: Sequence[RawLine], sorts: Sequence[_Sort], i: int
) -> tuple[Line, list[Removed]]:
    """The line without a source note or page number that has run into its end."""
    removed = []
    if (
        at := raw.rfind("Source: ", max(line.start + 1, line.end - 180), line.end)
    ) > 0 and _SOURCE_NOTE.fullmatch(raw, at, line.end):
        removed.append(Removed(Furniture.SOURCE_NOTE, at, line.end))
        line = _shortened(raw, line, at)
    last = i + 1 == len(lines)
    if line.end - line.start > _SHORTEST_WITH_NUMBER and (
        last or lines[i + 1].blanks > _FAR or sorts[i + 1] is _Sort.SOURCE_NOTE
    ):
        tail = _TRAILING_NUMBER.search(raw, line.end - 30, line.end)
        if tail and not _CELL_GAP.search(raw, line.start, tail.start()):  # the last cell of a row stays
            removed.append(Removed(Furniture.PAGE_BREAK, tail.start(), line.end))
            line = _shortened(raw, line, tail.start())
    return line, removed


def _shortened(raw: str, line: Line, end: int) -> Line:
    while raw[end - 1].isspace():
        end -= 1
    return line._replace(end=end, right=line.right - (line.end - end))


def _running_heads(raw: str, lines: Sequence[RawLine]) -> set[int]:
    """Indices of lines repeated at the edges of pages; the first of each stays, for it may be the title.

    Two suffice that repeat the title; and what is stamped on a page goes at once.
    """
    turns = [i for i, entry in enumerate(lines) if i and (entry.new_page or entry.blanks > _FAR)]
    stamps = {i for i in turns if lines[i].new_page and _is_stamp(raw, lines[i].line)}
    at_edge = _at_edge(raw, lines, turns)
    counts = Counter([key for _, key in at_edge if key])
    often = {key for key, count in counts.items() if count >= _FEWEST_HEADS}
    if twice := {key for key, count in counts.items() if _FEWEST_OF_TITLE <= count < _FEWEST_HEADS}:
        contents = (raw[entry.line.start : entry.line.end] for entry in lines[:_TOP])
        often |= twice & {_head_key(content) for content in contents if _title_like(content)}
    if not often:
        return stamps
    longest = max([lines[i].line.end - lines[i].line.start for i, key in at_edge if key in often])
    first_at = _first_at(raw, lines, often, longest + _PAGE_MARK)
    first = {i for key, i in first_at.items() if not _said_before(raw, lines[i].line, key)}
    return stamps | {i for i, key in at_edge if key in often and i not in first}


def _is_stamp(raw: str, line: Line) -> bool:
    if line.end - line.start >= _LONGEST_STAMP:
        return False
    return _STAMP.fullmatch(" ".join(_WORDS.findall(raw, line.start, line.end)).lower()) is not None


def _at_edge(raw: str, lines: Sequence[RawLine], turns: Sequence[int]) -> list[tuple[int, str]]:
    """The lines before and after the turns, by index, and their words."""
    edges = {*turns, *(i - 1 for i in turns), len(lines) - 1} - {0, -1}
    found: list[tuple[int, str]] = []
    for i in sorted(edges):
        line = lines[i].line
        if line.end - line.start <= _LONGEST_HEAD:
            content = raw[line.start : line.end]
            if content[-1] not in ":_" and not _FORM_FIELD.match(content):
                found.append((i, _head_key(content)))
    return found


def _first_at(raw: str, lines: Sequence[RawLine], keys: set[str], longest: int) -> dict[str, int]:
    """The first line, no longer than `longest`, that each of the heads `keys` stands on, by index."""
    first_words = tuple({key.split(" ", 1)[0].casefold() for key in keys})
    first_at: dict[str, int] = {}
    for i, entry in enumerate(lines):
        if entry.line.end - entry.line.start <= longest:
            content = raw[entry.line.start : entry.line.end]
            folded = content.casefold()
            if any(word in folded for word in first_words):
                key = _head_key(content)
                if key in keys and first_at.setdefault(key, i) == i and len(first_at) == len(keys):
                    break
    return first_at


def _title_like(content: str) -> bool:
    """Whether all words but the small ones have capitals, as in a title."""
    words = content.split()
    return len(words) <= _LONGEST_TITLE and not any(
        word[0].islower() for word in words if word not in _SMALL_WORDS
    )


def _said_before(raw: str, line: Line, key: str) -> bool:
    """Whether a head's words stand in the text before its first line, so that it is no title."""
    before = raw[max(0, line.start - _FAR_BACK) : line.start].lower()
    words = key.split()
    if any(word not in before for word in words):
        return False
    return re.search(r"[\W_]+".join(map(re.escape, words)), before) is not None


def _head_key(content: str) -> str:
    """A running head's words without the page number among them; "" if too short to be one."""
    key = " ".join(_WORDS.findall(content)).lower()
    if not _NUMBERED_HEADING.match(key):
        before = _NUMBER_BEFORE.match(key)
        start = before.end() if before else 0
        after = key[-1:].isdigit() and _NUMBER_AFTER.search(key, max(start, len(key) - _LONGEST_NUMBER_AFTER))
        key = key[start : after.start()] if after else key[start:]
    return key if len(key) >= _SHORTEST_HEAD else ""


def _drop(lines: Sequence[RawLine], heads: set[int]) -> list[RawLine]:
    """The lines without running heads; the turn of the page that they marked stays."""
    kept: list[RawLine] = []
    dropped = False  # the lines just before
    blanks = 0
    for i, entry in enumerate(lines):
        if i in heads:
            dropped = True
            blanks = max(blanks, entry.blanks, 1)
        elif dropped:
            kept.append(RawLine(entry.line, max(blanks, entry.blanks), new_page=True))
            dropped, blanks = False, 0
        else:
            kept.append(entry)
    return kept
