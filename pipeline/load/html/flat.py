"""The flat text of an exhibit: its lines as they are written, and the map to the decoded file."""

from __future__ import annotations

import re
from collections.abc import Sequence

from pipeline.frozen import dataclass
from pipeline.load.furniture import RawLine
from pipeline.load.html.references import decoded, pieces
from pipeline.load.lines import Line
from pipeline.load.plain import raw_lines
from pipeline.load.rows import Cell, Glue, RowLine
from pipeline.model import BlockKind
from pipeline.spans import OffsetMap, TextBuilder

_ZERO_WIDTH = "\u200b\u200c\u200d\u2060\ufeff\xad"
_WORDS = re.compile(r"[^\s\xa0]+(?: [^\s\xa0]+)*")
_DASH_ESCAPE = re.compile(r"^- (?=-)", re.MULTILINE)
_GLIMPSE = 400  # characters of a cell that tell what it holds


@dataclass(frozen=True, slots=True)
class Stretch:
    """A range `[start, end)` of the flat text that is preformatted."""

    start: int
    end: int
    new_page: bool


class FlatText:
    """Writes the lines of an exhibit, which come in the order of the source.

    `dash_escaped` says that "- " stands before each line that begins with a dash (PEM armour).
    """

    def __init__(self, raw: str, start: int, *, dash_escaped: bool) -> None:
        self._raw = raw
        self._dash_escaped = dash_escaped and _DASH_ESCAPE.search(raw, start) is not None
        self._builder = TextBuilder(raw)
        self._lines: list[tuple[int, int, RowLine] | Stretch] = []
        self._ampersand = -1  # the first "&" at or after the text last read

    def glimpse(self, cell: Cell) -> str:
        """A cell's words, for a look at what they are; long cells are cut."""
        parts: list[str] = []
        room = _GLIMPSE
        for draft in cell:
            for start, end, inserted in draft.runs:
                if room > 0:
                    part = inserted or decoded(self._raw[start : min(end, start + room)])
                    parts.append(part)
                    room -= len(part)
            parts.append(" ")
        return " ".join("".join(parts).split())

    def write(self, line: RowLine) -> None:
        """Write a line."""
        builder = self._builder
        start = builder.length
        table = line.kind is BlockKind.TABLE
        for i, draft in enumerate(line.drafts):
            if i and line.glues[i - 1] is not Glue.NOTHING:
                at = draft.runs[0][0]
                builder.replace(at, at, "\t" if line.glues[i - 1] is Glue.TAB else " ")
            self._write_runs(draft.runs, table)
        self._lines.append((start, builder.length, line))
        end = line.drafts[-1].runs[-1][1]
        builder.replace(end, end, "\n")

    def write_preformatted(self, runs: Sequence[tuple[int, int, str]], *, new_page: bool) -> None:
        """Write preformatted text, whose lines are told apart when all is written."""
        start = self._builder.length
        self._write_runs(runs, table=False)
        self._lines.append(Stretch(start, self._builder.length, new_page))
        end = runs[-1][1]
        self._builder.replace(end, end, "\n")

    def finish(self) -> tuple[str, OffsetMap, list[RawLine], list[Stretch]]:
        """The flat text, its map to the decoded file, its lines, and what of it is preformatted."""
        flat, inner = self._builder.build()
        lines: list[RawLine] = []
        preformatted: list[Stretch] = []
        for entry in self._lines:
            if isinstance(entry, Stretch):
                preformatted.append(entry)
                own = raw_lines(flat, entry.start, entry.end)
                if own:
                    own[0] = own[0]._replace(new_page=entry.new_page, blanks=max(1, own[0].blanks))
                lines.extend(own)
            elif line := _raw_line(flat, *entry):
                lines.append(line)
        return flat, inner, lines, preformatted

    def _is_plain(self, start: int, end: int) -> bool:
        """Whether the run holds no reference; runs are asked about in the order of the source."""
        if self._ampersand < start:
            at = self._raw.find("&", start)
            self._ampersand = len(self._raw) if at < 0 else at
        return self._ampersand >= end

    def _write_runs(self, runs: Sequence[tuple[int, int, str]], table: bool) -> None:
        builder = self._builder
        spaced = True
        for start, end, inserted in runs:
            if inserted:
                builder.replace(start, end, inserted)
            elif self._dash_escaped:
                for escape in _DASH_ESCAPE.finditer(self._raw, start, end):
                    spaced = self._write_run(start, escape.start(), table, spaced)
                    start = escape.end()
                spaced = self._write_run(start, end, table, spaced)
            elif self._is_plain(start, end) and not (table and self._has_gaps(start, end)):
                builder.copy(start, end)
                spaced = False
            else:
                spaced = self._write_run(start, end, table, spaced)

    def _has_gaps(self, start: int, end: int) -> bool:
        """Whether a run has other white space than single spaces between its words."""
        content = self._raw[start:end]
        return not content.isprintable() or "  " in content or content[:1] == " " or content[-1:] == " "

    def _write_run(self, start: int, end: int, table: bool, spaced: bool) -> bool:
        """Write a stretch of text. In a table's row every space but single ones would part cells."""
        builder = self._builder
        whole = ((start, end, ""),)
        for piece_start, piece_end, characters in (
            whole if self._is_plain(start, end) else pieces(self._raw, start, end)
        ):
            if characters:
                if not (table and spaced and characters.isspace()):
                    builder.replace(piece_start, piece_end, characters)
                    spaced = characters[-1].isspace()
            elif not table:
                builder.copy(piece_start, piece_end)
            else:
                at = piece_start
                for words in _WORDS.finditer(self._raw, piece_start, piece_end):
                    if words.start() > at and not spaced:
                        builder.replace(at, words.start(), " ")
                    builder.copy(words.start(), words.end())
                    at, spaced = words.end(), False
                if at < piece_end and not spaced:
                    builder.replace(at, piece_end, " ")
                    spaced = True
        return spaced


def _raw_line(flat: str, start: int, end: int, row: RowLine) -> RawLine | None:
    """The line `flat[start:end]` with the look of its drafts; None if nothing of it can be seen."""
    while end > start and (flat[end - 1].isspace() or flat[end - 1] in _ZERO_WIDTH):
        end -= 1
    if end == start:
        return None
    first = row.drafts[0]
    if len(row.drafts) == 1:
        ink, strong = first.ink, first.strong
    else:
        ink = sum([draft.ink for draft in row.drafts])
        strong = sum([draft.strong for draft in row.drafts])
    indent, kind = first.indent, row.kind
    centred = first.centred and kind is BlockKind.PROSE
    emphasis = strong * 10 >= ink * 8
    right = indent + end - start
    line = Line(start, end, indent, right, kind=kind, centred=centred, emphasis=emphasis)
    return RawLine(line, int(first.gap), first.new_page)
