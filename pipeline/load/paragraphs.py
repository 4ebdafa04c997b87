"""Joins the lines of a page into the paragraphs that its author wrote.

A typist's page shows its paragraphs in three ways: a blank line, an indented first line, or a last line that
ends before the margin. Which of them holds differs from filing to filing, so the margin and the spacing are
measured first, on the document itself.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from itertools import pairwise
from typing import NamedTuple

from pipeline.frozen import dataclass
from pipeline.load.furniture import RawLine
from pipeline.load.lines import Line, odd_characters
from pipeline.model import BlockKind

# The label of a clause or of a list item at the beginning of a line.
_LABEL = re.compile(
    r"(?:\(?(?:[a-zA-Z]{1,2}|[ivxlIVXL]{1,6}|\d{1,3})[.)]|\d{1,3}(?:\.\d{1,3}){1,4}\.?"
    r"|[\u2022\u00b7\u25cf\u25aa*\u2013-]"
    r"|(?:article|section|exhibit|schedule|annex|appendix)\s[\w.]{1,8})(?:\s|$)",
    re.IGNORECASE,
)
_SENTENCE_END = re.compile(r"[.;:!?][\"'\u201d\u2019)\]]{0,3}$")
_ENDS = frozenset(".;:!?")
_AFTER_END = frozenset("\"'\u201d\u2019)]")
_LIST_END = re.compile(r"(?:;|,|:)\s*(?:and|or|and/or)$")
# A sentence that is not over: a number in words before its figures, "Section" before its number.
_NUMBER_WORD = re.compile(
    r"\b(?:one|two|three|four|five|six|seven|eight|nine|ten|eleven|twelve|\w{3,5}teen|hundred"
    r"|thousand|million"
    r"|(?:twen|thir|for|fif|six|seven|eigh|nine)ty|first|second|third|fifth|eighth|ninth|twelfth"
    r"|(?:four|six|seven|ten|eleven|\w{3,5}teen|hundred)th|(?:twen|thir|for|fif|six|seven|eigh|nine)tieth"
    r"|percent|[Dd]ollars)-?$"
)
_FIGURES = re.compile(r"\(\$?\d[\d,.]*(?:st|nd|rd|th|%)?\)")
_COUNTED = re.compile(
    r"\s*-?(?:consecutive |calendar |business |trading |banking |working )*"
    r"(?:day|week|month|year|hour|percent|share)",
    re.IGNORECASE,
)
_OPEN_DAYS = r"(?:consecutive|calendar|full|business|trading|banking|working)"
_COUNTING = re.compile(
    rf"(?:[a-z)]\s)*(?:[a-z]+|\(\d{{1,4}}\))(?:\s+{_OPEN_DAYS}){{1,2}}$|\(\d{{1,4}}\)$", re.IGNORECASE
)
_UNIT = re.compile(rf"(?:{_OPEN_DAYS}\s+){{0,2}}(?:hour|day|week|month|quarter|year)s?\b", re.IGNORECASE)
_BEGIN_UNIT = frozenset("cfbtwhdmqyCFBTWHDMQY")  # what a match of it begins with
# Small words that no line of a heading, a title or an address ends with.
_UNFINISHED = re.compile(
    r"\s(?:the|an?|of|to|any|each|such|its|shall|will|must|within|after|before"
    r"|that|which|is|are|be)$"
)
_CITES = re.compile(r"(?<=\s)(?:[Ss]ections?|[Cc]lauses?|[Pp]aragraphs?|Articles?)$")
_END_CITES = tuple(noun + s for noun in ("ection", "lause", "aragraph", "rticle") for s in ("", "s"))
_CITED = re.compile(r"\(?(?:\d{1,3}|[IVXLivxl]{1,6}|[A-Za-z])(?:[.)(]|$|\s)")
_FIRST_WORD = re.compile(r"\S+")
_FILLED = re.compile(r"[a-z,;]  +(?=[a-z(])")
_WIDE_GAP = re.compile(r"\S(?P<gap>\t| {5,})(?=\S)")
_ROW_LABEL = re.compile(
    r"(?:[*\u2022\u00b7\u25cf\u25aa\u2013-]|\(?\w{1,5}[.)]|[\d.]{1,8}|(?:article|section)\s[\w.]{1,8})$",
    re.IGNORECASE,
)
_FEWEST_DOTS = 5
_LEADERS = re.compile(rf"(?:\.\s?){{{_FEWEST_DOTS},}}")  # dots that lead to a page number
_FLAT_GAP = re.compile(r"\s\s\s+")  # faster than {3,}: `re` leaps from one first character to the next
_BLANK_GAP = re.compile("   +")  # the same where all white space is blanks, in a fraction of the time
_NEW_PARAGRAPH = re.compile(r"[A-Z0-9(\"\u201c]")
_NUMBERED = re.compile(r"\d{1,3}(?:\.\d{1,3})+\s")

_MOST_JUSTIFIED = 7  # blanks that fill a line up to the margin in one place; between cells there may be more
_LONGEST_ROW = 150  # columns; a longer line with wide gaps is a page that lost its line ends
_FLAT = 200  # a line this long is a paragraph of its own, or several run together
_NARROWEST_MARGIN = 50
_NEARLY = 0.9  # of the margin: wider lines are full, whether filled up or not
_FEWEST_JUSTIFIED = 8  # lines that end at one column, where that is no chance
_SHORTEST_PROSE = 25  # characters of a line that may break off in the middle of a phrase
_NARROWEST_FULL = 0.4  # of the margin: a narrower line is never full


@dataclass(frozen=True, slots=True)
class _Page:
    """How this document sets its paragraphs."""

    margin: int  # the column before which a full line ends
    double_spaced: bool
    justified: int | None  # the column at which full lines end that were filled up with blanks


class _Run(NamedTuple):
    """Lines with no blank space between them."""

    right: int
    wrapped: bool


def paragraphs(raw: str, lines: Sequence[RawLine]) -> Iterator[Line]:
    """The lines of a document, each saying whether it goes on with the paragraph before it.

    Lines that hold several paragraphs, as pages that lost their line ends do, are parted first.
    """
    within = raw[lines[0].line.start : lines[-1].line.end] if lines else ""
    only_blanks = odd_characters(within).isprintable()  # of all white space
    parted: list[RawLine] = []
    for entry in lines:
        if entry.line.end - entry.line.start < _FLAT or entry.line.kind is BlockKind.TABLE:
            parted.append(entry)
        else:
            parted.extend(_parted(raw, entry, only_blanks=only_blanks))
    page = _measure(raw, parted)
    runs = _runs(parted, page)
    previous: Line | None = None
    opening: Line | None = None  # the line that began the current paragraph
    body_indent: int | None = None  # of its second line
    for i, entry in enumerate(parted):
        joins = (
            previous is not None
            and opening is not None
            and _goes_on(raw, previous, entry, opening, body_indent, page, runs[i - 1])
        )
        line = _dressed(raw, entry, page, joins=joins)
        if joins:
            body_indent = line.indent if body_indent is None else body_indent
        else:
            opening, body_indent = line, None
        yield line
        previous = line


def _parted(raw: str, entry: RawLine, *, only_blanks: bool) -> Sequence[RawLine]:
    """The paragraphs of a line that has run several together, parted at its wide gaps.

    `only_blanks` says that it is known to have no other white space.
    """
    line = entry.line
    content = raw[line.start : line.end]
    only_blanks = only_blanks or content.isprintable()
    if only_blanks and "   " not in content:
        return (entry,)
    parts: list[RawLine] = []
    start = line.start
    for gap in (_BLANK_GAP if only_blanks else _FLAT_GAP).finditer(raw, line.start, line.end):
        end, after = gap.span()
        if _begins_anew(raw, start, end, after):
            part = line._replace(start=start, end=end)
            parts.append(RawLine(part, 1) if parts else RawLine(part, entry.blanks, entry.new_page))
            start = after
    return [*parts, RawLine(line._replace(start=start), 1)] if parts else (entry,)


def _begins_anew(raw: str, start: int, end: int, after: int) -> bool:
    """Whether a paragraph begins at `after`, and the one from `start` on ends at `end`."""
    if _NEW_PARAGRAPH.match(raw, after):
        left = raw[max(start, end - 80) : end]
        if _SENTENCE_END.search(left) or (end - start < 80 and left.isupper()):
            return True
    return _NUMBERED.match(raw, after) is not None


def _measure(raw: str, lines: Sequence[RawLine]) -> _Page:
    """The right margin, and whether every other line is blank."""
    rights = sorted(entry.line.right for entry in lines if entry.line.right >= _NARROWEST_MARGIN)
    margin = rights[int(len(rights) * 0.9)] if rights else _NARROWEST_MARGIN
    close = apart = 0  # pairs of lines within one sentence, without and with a blank line between
    for before, after in pairwise(lines):
        goes_on = before.line.right >= 0.7 * margin and raw[after.line.start].islower() and not after.new_page
        if goes_on and not _SENTENCE_END.search(raw, before.line.end - 4, before.line.end):
            close += after.blanks == 0
            apart += after.blanks == 1
    return _Page(margin, apart > 2 * close and apart > 3, _justified(raw, lines, margin))


def _justified(raw: str, lines: Sequence[RawLine], margin: int) -> int | None:
    """The column at which lines end that blanks between words fill up to it; None where they end anywhere."""
    full = [entry.line for entry in lines if _NEARLY * margin <= entry.line.right <= _LONGEST_ROW]
    if not full:
        return None
    edge, count = Counter(line.right for line in full).most_common(1)[0]
    if count < len(full) // 2 or count < _FEWEST_JUSTIFIED:
        return None
    filled = sum(_FILLED.search(raw, line.start, line.end) is not None for line in full if line.right == edge)
    return edge if filled > count // 3 else None


def _runs(lines: Sequence[RawLine], page: _Page) -> list[_Run]:
    """For each line the right edge of the run of close lines that it stands in, and whether that is prose."""
    runs: list[_Run] = []
    count = left = right = 0  # of the run at hand
    for line, blanks, new_page in lines:
        if count and (blanks > page.double_spaced or new_page):
            runs.extend([_Run(right, _prose_like(left, right, page))] * count)
            count = 0
        left = min(left, line.indent) if count else line.indent
        right = max(right, line.right) if count else line.right
        count += 1
    runs.extend([_Run(right, _prose_like(left, right, page))] * count)
    return runs


def _prose_like(left: int, right: int, page: _Page) -> bool:
    """Whether the run is wide enough for its lines to have been wrapped; addresses and titles are not."""
    return right >= 0.75 * page.margin and right - left >= 0.55 * page.margin


def _dressed(raw: str, entry: RawLine, page: _Page, *, joins: bool) -> Line:
    """The line with its place on the page worked out: a table's row, centred, after a gap."""
    start, end, indent, right, _, kind, _, emphasis, number, _ = entry.line
    if (
        kind is BlockKind.PROSE
        and right <= _LONGEST_ROW
        and _in_cells(raw, start, end, right == page.justified)
    ):
        kind = BlockKind.TABLE
    centred = indent >= 8 and abs(indent - (min(page.margin, 80) - right)) <= 6
    gap = entry.blanks > page.double_spaced
    return Line(start, end, indent, right, gap, kind, centred, emphasis, number, joins)


def _in_cells(raw: str, start: int, end: int, filled: bool) -> bool:
    """Whether wide gaps, or dots that lead to a page number, make a line the row of a table.

    `filled` says that it ends where blanks fill up the lines of this document.
    """
    if raw.find("\t", start, end) >= 0 or raw.find("     ", start, end) >= 0:
        gaps = _WIDE_GAP.finditer(raw, start, end)
        if any(
            not _ROW_LABEL.fullmatch(raw, start, gap.start("gap"))
            and not (filled and len(gap["gap"]) <= _MOST_JUSTIFIED)
            for gap in gaps
        ):
            return True
    return raw.count(".", start, end) >= _FEWEST_DOTS and _LEADERS.search(raw, start, end) is not None


def _goes_on(
    raw: str,
    before: Line,
    after: RawLine,
    opening: Line,
    body_indent: int | None,
    page: _Page,
    run: _Run,
) -> bool:
    """Whether `after` goes on with the paragraph that `opening` began and whose last line is `before`."""
    a, b = before, after.line
    if a.kind is BlockKind.TABLE or b.kind is BlockKind.TABLE or a.emphasis:
        return False
    ended = _ended(raw, a)
    if mid_phrase(raw, a, b):
        return True
    continues = raw[b.start].islower() and not ended
    if after.new_page:
        labelled = _LABEL.match(raw, b.start, b.end) is not None
        whole = a.right >= 0.6 * page.margin or a.end - a.start >= 60
        return not ended and (continues or (whole and not labelled and not _heading_like(raw, b)))
    if after.blanks > page.double_spaced:
        return continues and a.end - a.start >= 0.75 * page.margin and not _LABEL.match(raw, b.start, b.end)
    # What is set against the right margin ("EXHIBIT 10.2") ends there without having been wrapped.
    wide = a.right - a.indent >= _NARROWEST_FULL * page.margin
    unfinished = a.end - a.start >= _SHORTEST_PROSE and _UNFINISHED.search(
        raw, max(a.start, a.end - 8), a.end
    )
    if unfinished and not a.centred and not _LABEL.match(raw, b.start, b.end):
        return True
    full = run.wrapped and wide and (a.right >= run.right or _first_word_goes_over(raw, a, b, run.right))
    if not full:
        return continues and not a.centred and not _LABEL.match(raw, b.start, b.end)
    if _LABEL.match(raw, b.start, b.end):
        if ended or _LIST_END.search(raw, max(a.start, a.end - 12), a.end):
            return b.indent == body_indent and b.indent != opening.indent
        return True
    if ended and body_indent is not None:
        return b.indent <= body_indent + 1
    if ended:  # only one line so far: a label or an indented first line is followed by a body
        return bool(_LABEL.match(raw, a.start, a.end)) or b.indent <= a.indent
    return True


def _ended(raw: str, line: Line) -> bool:
    """Whether a sentence ends where the line does."""
    last = raw[line.end - 1]
    if last in _AFTER_END:
        return _SENTENCE_END.search(raw, max(line.start, line.end - 4), line.end) is not None
    return last in _ENDS


def _first_word_goes_over(raw: str, a: Line, b: Line, right: int) -> bool:
    """Whether the first word of `b` would have stood beyond `right` at the end of `a`."""
    word = _FIRST_WORD.match(raw, b.start, b.end)
    assert word is not None, "a line is never blank"
    return a.right + 1 + word.end() - word.start() > right


def mid_phrase(raw: str, before: Line, after: Line) -> bool:
    """Whether a line that looks like one with a label goes on with a phrase: "sixty" / "(60) days"."""
    short = before.end - before.start < _SHORTEST_PROSE
    low = max(before.start, before.end - 20)
    first = raw[after.start]
    figures = _FIGURES.match(raw, after.start, after.end) if first == "(" else None
    if figures is not None and (not short or _COUNTED.match(raw, figures.end(), after.end)):
        return _NUMBER_WORD.search(raw, low, before.end) is not None
    if short:
        return False
    if first in _BEGIN_UNIT and _UNIT.match(raw, after.start, after.end):
        return bool(_NUMBER_WORD.search(raw, low, before.end) or _COUNTING.search(raw, low, before.end))
    if not raw.endswith(_END_CITES, low, before.end):
        return False
    return bool(_CITES.search(raw, low, before.end) and _CITED.match(raw, after.start, after.end))


def _heading_like(raw: str, line: Line) -> bool:
    return line.centred or raw[line.start : min(line.end, line.start + 200)].isupper()
