"""Plain text as EDGAR has it: hard-wrapped, justified, double-spaced, cut into pages."""

from __future__ import annotations

import re
from collections.abc import Callable

from pipeline.load.furniture import RawLine, without_furniture
from pipeline.load.lines import Line
from pipeline.load.normalise import normalise
from pipeline.load.paragraphs import paragraphs
from pipeline.model import LeftOut, Source, SourceSpan, Text

MEDIA_TYPE = "text/plain"

_LINE = re.compile(r"\S[^\n\r\f\v\x85\u2028\u2029]*")
_LINE_TO_NEWLINE = re.compile(r"\S.*")  # the same where nothing but "\n" ends lines, in half the time
_RARE_BREAKS = "\f\v\x85\u2028\u2029"
_TAB = 8


def text_of(
    raw: str,
    start: int,
    end: int,
    source: Source,
    locate: Callable[[int, int], SourceSpan],
    *,
    dash_escaped: bool = False,
) -> Text:
    """The text of `raw[start:end]`, a stretch of plain text within a decoded file.

    `dash_escaped` says that the file came in PEM armour, where each line that began with a dash has "- " put
    before it (RFC 1421, section 4.3.2.2).
    """
    lines = raw_lines(raw, start, end, dash_escaped=dash_escaped)
    kept, removed = without_furniture(raw, lines)
    left_out = [LeftOut(piece.kind, locate(piece.start, piece.end)) for piece in removed]
    return normalise(raw, paragraphs(raw, kept), source, locate, left_out=left_out)


def raw_lines(raw: str, start: int, end: int, *, dash_escaped: bool = False) -> list[RawLine]:
    """The lines of `raw[start:end]` that are not blank, with their columns and what stands between."""
    newline = "\n" if raw.find("\n", start, end) >= 0 or raw.find("\r", start, end) < 0 else "\r"
    tabs = raw.find("\t", start, end) >= 0
    line_pattern = _LINE_TO_NEWLINE if _only_newlines(raw, start, end) else _LINE
    lines: list[RawLine] = []
    previous_end = start
    for match in line_pattern.finditer(raw, start, end):
        line_start, line_end = match.span()
        while raw[line_end - 1].isspace():
            line_end -= 1
        between = raw[previous_end:line_start]
        previous_end = match.end()
        breaks = between.count(newline)
        indent = 0
        if len(between) > breaks and (breaks or not lines):
            before = between[between.rfind(newline) + 1 :]
            indent = len(before.expandtabs(_TAB) if tabs else before)
        if dash_escaped and indent == 0 and raw.startswith("- ", line_start):
            escaped_start = line_start
            line_start += 2
            while line_start < line_end and raw[line_start].isspace():
                line_start += 1
            indent = line_start - escaped_start - 2
        width = line_end - line_start
        if tabs and raw.find("\t", line_start, line_end) >= 0:
            width = len(raw[line_start:line_end].expandtabs(_TAB))
        line = Line(line_start, line_end, indent, indent + width)
        lines.append(RawLine(line, breaks - 1 if breaks else 0, "\f" in between))
    return lines


def _only_newlines(raw: str, start: int, end: int) -> bool:
    """Whether every line ends in a line feed, with or without a carriage return before it."""
    if raw.find("\r", start, end) >= 0 and raw.count("\r", start, end) != raw.count("\r\n", start, end):
        return False
    return all(raw.find(mark, start, end) < 0 for mark in _RARE_BREAKS)
