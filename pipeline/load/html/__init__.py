"""HTML exhibits: their blocks become lines, and every character keeps its place in the file.

The flat text of the exhibit is written in one pass over its tokens, together with the map to the decoded
file; what a browser would not show is left out. Pages are recognised by their breaks, and then lose their
furniture by the same rules as those of plain text.

    tags, references   what is markup, and what characters it stands for
    styles             what a tag says about the look of its text
    elements           which elements are open, and what a run of tags does to them
    flow               which text makes a line, and which lines a row
    flat               the lines as they are written
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Callable, Iterator, Sequence

from pipeline.load.furniture import RawLine, without_furniture
from pipeline.load.html.flat import FlatText, Stretch
from pipeline.load.html.flow import Flow
from pipeline.load.lines import Line
from pipeline.load.normalise import normalise
from pipeline.load.paragraphs import mid_phrase, paragraphs
from pipeline.model import BlockKind, LeftOut, Source, SourceSpan, Text

MEDIA_TYPE = "text/html"

_SENTENCE_END = re.compile(r"[.;:!?][\"'\u201d\u2019)\]]{0,3}$")
_SNIFF = re.compile(
    r"<(?:!doctype\s+html|html|head|body|p|div|font|span|br|td|tr|center|pre|title|h[1-6]|b|u)\b",
    re.IGNORECASE,
)
_SNIFFED = 20_000


def looks_like_html(raw: str, start: int, end: int) -> bool:
    """Whether `raw[start:end]` is HTML rather than plain text with a few of EDGAR's own tags."""
    head_end = min(end, start + _SNIFFED)
    found = {match.group().lower() for match in _SNIFF.finditer(raw, start, head_end)}
    return (
        bool(found & {"<html", "<body", "<div", "<font", "<td"})
        or len(found) >= 2
        or any("doctype" in tag for tag in found)
    )


def text_of(
    raw: str,
    start: int,
    end: int,
    source: Source,
    locate: Callable[[int, int], SourceSpan],
    *,
    dash_escaped: bool = False,
) -> Text:
    """The text of `raw[start:end]`, a stretch of HTML within a decoded file.

    `dash_escaped` says that "- " stands before each line that begins with a dash (PEM armour).
    """
    flat = FlatText(raw, start, dash_escaped=dash_escaped)
    flow = Flow(raw, start, end, flat, hide=True)
    if flow.hidden_to_the_end:
        # An element that is not shown and never ends would take the rest of the exhibit with it.
        flat = FlatText(raw, start, dash_escaped=dash_escaped)
        flow = Flow(raw, start, end, flat, hide=False)
    written, inner, lines, preformatted = flat.finish()
    kept, removed = without_furniture(written, lines)
    left_out = [LeftOut(kind, locate(at, tag_end)) for kind, at, tag_end in flow.marks]
    for piece in removed:
        span = inner.source_span(piece.start, piece.end)
        left_out.append(LeftOut(piece.kind, locate(span.start, span.end)))
    left_out.sort(key=lambda piece: piece.source.start or 0)
    merged = _merge(written, kept, preformatted)
    return normalise(written, merged, source, locate, inner=inner, left_out=left_out)


def _merge(flat: str, kept: Sequence[RawLine], stretches: Sequence[Stretch]) -> Iterator[Line]:
    """The lines in order: preformatted ones unwrapped as plain text is, others a paragraph each."""
    starts = [stretch.start for stretch in stretches]
    preformatted: list[RawLine] = []
    lines: list[Line] = []
    previous: RawLine | None = None
    for entry in kept:
        i = bisect_right(starts, entry.line.start) - 1
        if i >= 0 and entry.line.start < stretches[i].end:
            preformatted.append(entry)
            previous = None
            continue
        joins = entry.new_page and previous is not None and _crosses_page(flat, previous, entry)
        gap = entry.blanks > 0
        lines.append(entry.line if gap and not joins else entry.line._replace(gap=gap, joins=joins))
        previous = entry
    if not preformatted:
        yield from lines
        return
    i = 0
    foreign = False  # the line before is not preformatted
    for line in paragraphs(flat, preformatted):
        while i < len(lines) and lines[i].start < line.start:
            yield lines[i]
            i, foreign = i + 1, True
        yield line._replace(joins=False) if foreign else line
        foreign = False
    yield from lines[i:]


def _crosses_page(flat: str, before: RawLine, after: RawLine) -> bool:
    """Whether a sentence that a page's end has cut in two goes on in `after`, the first line of a page."""
    a, b = before.line, after.line
    return (
        a.kind is b.kind is BlockKind.PROSE
        and not (a.emphasis or a.centred or b.centred)
        and (
            mid_phrase(flat, a, b)
            or (flat[b.start].islower() and not _SENTENCE_END.search(flat, max(a.start, a.end - 4), a.end))
        )
    )
