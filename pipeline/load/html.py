"""HTML exhibits: their blocks become lines, and every character keeps its place in the file.

The flat text of the exhibit is written in one pass over its tokens, together with the map to the decoded
file; what a browser would not show is left out. Pages are recognised by their breaks, and then lose their
furniture by the same rules as those of plain text.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections import defaultdict
from collections.abc import Callable, Iterator, Sequence
from typing import NamedTuple

from pipeline.frozen import dataclass
from pipeline.load.furniture import RawLine, without_furniture
from pipeline.load.lines import Line
from pipeline.load.markup import LAYOUT_TAGS, VOID, read, references
from pipeline.load.normalise import normalise
from pipeline.load.numerals import numeral
from pipeline.load.paragraphs import mid_phrase, paragraphs
from pipeline.load.plain import raw_lines
from pipeline.load.rows import Cell, Draft, Glue, RowLine, lines_of_row
from pipeline.model import BlockKind, Furniture, LeftOut, Source, SourceSpan, Text
from pipeline.spans import OffsetMap, TextBuilder

MEDIA_TYPE = "text/html"

_BLOCKS = frozenset((
    "address", "article", "aside", "blockquote", "body", "center", "dd", "details", "dialog", "dir",
    "div", "dl", "document", "dt", "fieldset", "figcaption", "figure", "footer", "form", "frameset",
    "h1", "h2", "h3", "h4", "h5", "h6", "head", "header", "hr", "html", "legend", "li", "main", "menu",
    "nav", "noframes", "ol", "option", "p", "page", "pre", "section", "select", "table", "tbody", "td",
    "text", "tfoot", "th", "thead", "title", "tr", "type", "ul", "xbrl",
))  # fmt: skip
_EMPHATIC = frozenset(("b", "strong", "u", "ins", "h1", "h2", "h3", "h4", "h5", "h6", "th"))
_HIDDEN = frozenset((
    "head", "title", "script", "style", "template", "noframes", "object", "svg", "ix:header",
    "ix:hidden",
))  # fmt: skip
_INDENTED = frozenset(("blockquote", "dd", "dir", "menu", "ol", "ul"))
# An element of the first kind ends an open one of the second, unless a cell or a table stands between them.
_ENDS: dict[str, tuple[str, ...]] = {
    "li": ("li", "p"), "dt": ("dt", "dd", "p"), "dd": ("dt", "dd", "p"), "tr": ("td", "th", "tr", "p"),
    "td": ("td", "th", "p"), "th": ("td", "th", "p"), "option": ("option",), "body": ("head", "title"),
    "tbody": ("td", "th", "tr"), "table": ("head", "title"), "head": ("p",), "title": ("p",), "html": ("p",),
}  # fmt: skip
# Any other block ends a paragraph, and a head that nobody closed: else the agreement would stay hidden in it.
_ENDS_BEFORE_BLOCK = ("p", "head", "title")
_SCOPES = frozenset(("table", "td", "th"))
_ROWS = frozenset(("table", "tbody", "thead", "tfoot", "tr"))
_OF_TABLES = _ROWS | _SCOPES

_BLANK = re.compile(
    r"(?:[\s\u200b-\u200d\u2060\ufeff\xad]++"
    r"|&(?:nbsp|ensp|emsp|thinsp|shy|zwnj|zwj|#(?:160|173|819[4-9]|820[0-5]|[xX](?:[aA]0|[aA][dD]|200[bB])));?)*+"
)
_NOTHING = "\u200b"  # what a reference without a meaning becomes; the normaliser leaves it out
_ZERO_WIDTH = "\u200b\u200c\u200d\u2060\ufeff\xad"
_WORDS = re.compile(r"[^\s\xa0]+(?: [^\s\xa0]+)*")
_DASH_ESCAPE = re.compile(r"^- (?=-)", re.MULTILINE)

_ALIGN = re.compile(r"(?:text-)?align\s*[=:]\s*[\"']?\s*(\w+)", re.IGNORECASE)
_WEIGHT = re.compile(
    r"font(?:-weight)?\s*:\s*[^;\"']{0,40}?\b(bold|bolder|[6-9]00|normal|400)\b", re.IGNORECASE
)
_UNDERLINE = re.compile(r"text-decoration[\w-]*\s*:\s*[\w\s]{0,20}\bunderline\b", re.IGNORECASE)
_NOT_SHOWN = re.compile(r"display\s*:\s*none|visibility\s*:\s*hidden|(?:^|\s)hidden(?:\s|$)", re.IGNORECASE)
_BREAK = re.compile(r"(?:page-)?break-(before|after)\s*:\s*(?:always|page|left|right)", re.IGNORECASE)
_MARGIN = re.compile(
    r"(margin-left|padding-left|text-indent|margin)\s*:\s*((?:-?[\d.]{1,8}\s*(?:in|pt|px|em|cm|mm|%)?\s*){1,4})",
    re.IGNORECASE,
)
_LENGTH = re.compile(r"(-?\d{0,5}(?:\.\d{1,6})?)\s*(in|pt|px|em|cm|mm|%)?", re.IGNORECASE)
_COLUMNS = {"in": 10.0, "pt": 10 / 72, "px": 10 / 96, "em": 1.6, "cm": 3.94, "mm": 0.394, "%": 0.85}
_WIDTH = re.compile(r"width\s*[=:]\s*[\"']?\s*(\d{1,4})\s*(%|pt|px|in)?", re.IGNORECASE)
_PAGE_COMMENT = re.compile(r"<!--\s*(?:Field:\s*Page\b|PAGE\s?BREAK|New\s?Page)", re.IGNORECASE)
_SENTENCE_END = re.compile(r"[.;:!?][\"'\u201d\u2019)\]]{0,3}$")
_SNIFF = re.compile(
    r"<(?:!doctype\s+html|html|head|body|p|div|font|span|br|td|tr|center|pre|title|h[1-6]|b|u)\b",
    re.IGNORECASE,
)
_SNIFFED = 20_000

_LONGEST_STYLE = 2_000  # characters of a tag's attributes that are read
_MOST_STYLES = 20_000  # remembered at once
_RULE_OF_PAGE = 50  # percent of the page's width from which on <hr> may part pages


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
    layout = _read(raw, start, end, dash_escaped, hide=True)
    if layout.never_shown():
        # An element that is not shown and never ends would take the rest of the exhibit with it.
        layout = _read(raw, start, end, dash_escaped, hide=False)
    flat, inner, lines = layout.finish()
    kept, removed = without_furniture(flat, lines)
    left_out = [LeftOut(kind, locate(at, tag_end)) for kind, at, tag_end in layout.marks]
    for piece in removed:
        span = inner.source_span(piece.start, piece.end)
        left_out.append(LeftOut(piece.kind, locate(span.start, span.end)))
    left_out.sort(key=lambda piece: piece.source.start or 0)
    merged = _merge(flat, kept, layout.preformatted)
    return normalise(flat, merged, source, locate, inner=inner, left_out=left_out)


def _read(raw: str, start: int, end: int, dash_escaped: bool, *, hide: bool) -> _Layout:
    layout = _Layout(raw, start, dash_escaped, hide)
    read(raw, start, end, layout)
    return layout


class _Style(NamedTuple):
    """How the text at hand is shown; inherited by what stands inside."""

    hidden: bool = False
    emphasis: bool = False
    centred: bool = False
    preformatted: bool = False
    margin: float = 0.0  # columns
    first: float = 0.0  # columns by which the first line of a block is further in


class _Look(NamedTuple):
    """What a tag does to the style, and to the page."""

    style: _Style
    break_before: bool
    break_after: bool


@dataclass(frozen=True, slots=True)
class _Stretch:
    """A range `[start, end)` of the flat text that is preformatted."""

    start: int
    end: int
    new_page: bool


class _Layout:
    """Follows the tokens of an exhibit and writes its flat text.

    Elements that were never closed, or closed twice, do no more harm than a wrong style: text is only ever
    left out where an element says so.
    """

    def __init__(self, raw: str, start: int, dash_escaped: bool, hide: bool) -> None:
        self.raw = raw
        self.marks: list[tuple[Furniture, int, int]] = []  # tags that part pages
        self._hide = hide
        self._dash_escaped = dash_escaped and _DASH_ESCAPE.search(raw, start) is not None
        self._builder = TextBuilder(raw)
        self._lines: list[tuple[int, int, RowLine] | _Stretch] = []
        self._ampersand = -1  # the first "&" at or after the text last read
        self._looks: dict[tuple[_Style, str, str], _Look] = {}
        # Open elements: name, the style outside, whether a page ends with it; and where each name stands.
        self._open: list[tuple[str, _Style, bool]] = []
        self._at: defaultdict[str, list[int]] = defaultdict(list)
        self._scopes = [-1]  # where the open tables and cells stand
        self._style = _Style()
        self._draft: Draft | None = None
        self._row: list[list[Draft]] | None = None
        self._in_rows = False  # the line before was a row of the same table
        self._pre: list[tuple[int, int, str]] = []
        self._gap = True
        self._new_page = False
        self._raised = False  # a superscript begins
        self._lists: list[tuple[str, int]] = []  # style and next number of the open lists
        self._label = ""  # of the list item that begins
        self.preformatted: list[_Stretch] = []  # set by `finish`

    # ----------------------------------------------------------------------------------- tokens

    def text(self, start: int, end: int) -> None:
        """Read text."""
        if self._style.hidden:
            if self._open[-1][0] != "head" or not self.raw[start:end].strip():
                return
            self._unwind(len(self._open) - 1, start, start)  # words open the body, too
            if self._style.hidden:
                return
        style = self._style
        if style.preformatted:
            self._pre.append((start, end, ""))
            return
        blank = _BLANK.match(self.raw, start, end)
        ink = blank.end() if blank else start
        draft = self._draft
        if ink == end:
            if draft is not None:
                draft.runs.append((start, end, ""))
            return
        if draft is None:
            indent = max(0, round(style.margin + style.first))
            draft = Draft([], 0, 0, indent, style.centred, self._gap, self._new_page)
            self._draft = draft
            self._gap = self._new_page = False
            start = ink
            if self._label:
                draft.runs.append((start, start, self._label + " "))
                self._label = ""
        elif self._raised and self.raw[start].isdigit() and self._ends_in_digit(draft):
            draft.runs.append((start, start, " "))  # 66<sup>2</sup>/<sub>3</sub> is no 662/3
        self._raised = False
        draft.runs.append((start, end, ""))
        draft.ink += end - ink
        if style.emphasis:
            draft.strong += end - ink

    def open(self, name: str, attributes: str, start: int, end: int) -> None:
        """Read the tag that opens an element."""
        outer = self._style
        if outer.preformatted and name in LAYOUT_TAGS:
            self._pre.append((start, end, ""))  # the rules of plain text know what to do with it
            return
        is_block = name in _BLOCKS
        if is_block:
            self._imply_ends(name)
            outer = self._style
        key = (outer, name, attributes)
        look = self._looks.get(key) or self._look(key)
        if is_block or name == "br":
            self._break_line(name, start)
            if name == "hr":
                self._rule(attributes, start, end)
            elif name == "ol" or name == "ul":
                self._lists.append(_list_style(name, attributes))
            elif name == "li" and self._lists:
                kind, number = self._lists[-1]
                self._lists[-1] = kind, number + 1
                self._label = _list_label(kind, number)
        elif name == "sup":
            self._raised = True
        if look.break_before or name == "page":
            self._turn(start, end)
        if name in VOID or attributes.endswith("/"):
            if look.break_after:
                self._turn(start, end)
            return
        at = len(self._open)
        self._at[name].append(at)
        if name in _SCOPES:
            self._scopes.append(at)
        self._open.append((name, outer, look.break_after))
        self._style = look.style

    def close(self, name: str, start: int, end: int) -> None:
        """Read the tag that closes an element; it closes what was left open inside, too."""
        at = self._at[name]
        if self._style.preformatted and name in LAYOUT_TAGS and not at:
            self._pre.append((start, end, ""))
            return
        if name in _BLOCKS:
            self._end_block(name)
        if at and (at[-1] > self._scopes[-1] or name in _OF_TABLES):
            self._unwind(at[-1], start, end)

    def comment(self, start: int, end: int) -> None:
        """Read a comment: some programs mark the turns of pages by one."""
        if _PAGE_COMMENT.match(self.raw, start, end):
            self._turn(start, end)

    # ----------------------------------------------------------------------------------- elements

    def never_shown(self) -> bool:
        """Whether the exhibit ended inside something that is not shown."""
        return self._style.hidden and self._hide

    def _imply_ends(self, name: str) -> None:
        for ended in _ENDS.get(name, _ENDS_BEFORE_BLOCK):
            at = self._at[ended]
            if not at:
                continue
            if ended in _OF_TABLES:
                tables = self._at["table"]
                inside = not tables or at[-1] > tables[-1]
            else:
                inside = at[-1] > self._scopes[-1]
            if inside:
                self._unwind(at[-1], at[-1], at[-1])

    def _unwind(self, depth: int, start: int, end: int) -> None:
        """Close the open elements from `depth` on, because of the tag `[start, end)`."""
        while len(self._open) > depth:
            name, style, break_after = self._open.pop()
            self._at[name].pop()
            if name in _SCOPES:
                self._scopes.pop()
            elif (name == "ol" or name == "ul") and self._lists:
                self._lists.pop()
                self._label = ""
            if self._style.preformatted and not style.preformatted:
                self._end_preformatted()
            self._style = style
            if break_after:
                self._turn(start, end)

    def _look(self, key: tuple[_Style, str, str]) -> _Look:
        if len(self._looks) >= _MOST_STYLES:
            self._looks.clear()
        style, name, attributes = key
        look = self._looks[key] = _look(style, name, attributes[:_LONGEST_STYLE], self._hide)
        return look

    def _break_line(self, name: str, at: int) -> None:
        if self._style.preformatted:
            self._pre.append((at, at, "\n"))
        if name == "br":
            self._gap = self._gap or self._draft is None
            self._end_line()
            return
        self._end_block(name)
        if name == "td" or name == "th":
            if self._row is None:
                self._row = []
            self._row.append([])

    def _end_block(self, name: str) -> None:
        """A block begins or ends: so does a line, and a paragraph."""
        if self._draft is not None:
            self._end_line()
        if name in _ROWS:
            self._end_row()
            if name == "table":
                self._in_rows = False
        self._gap = True

    def _rule(self, attributes: str, start: int, end: int) -> None:
        width = _WIDTH.search(attributes)
        if width and width.group(2) in ("%", None) and int(width.group(1)) < _RULE_OF_PAGE:
            self.marks.append((Furniture.RULE, start, end))
        else:
            self._turn(start, end)

    def _turn(self, start: int, end: int) -> None:
        """The page ends at the mark `[start, end)`."""
        self._end_line()
        if self._row is not None and not any(self._row):
            self._row = None
        self._new_page = True
        self._gap = True
        if start < end and (not self.marks or self.marks[-1][2] <= start):
            self.marks.append((Furniture.PAGE_BREAK, start, end))

    # ----------------------------------------------------------------------------------- lines

    def _end_line(self) -> None:
        draft, self._draft = self._draft, None
        self._raised = False
        if draft is None:
            return
        if self._row:
            self._row[-1].append(draft)
        else:
            self._in_rows = False
            self._write(RowLine((draft,)))

    def _end_row(self) -> None:
        row, self._row = self._row, None
        cells = [cell for cell in row or () if cell]
        if not cells:
            self._in_rows = False if row else self._in_rows  # an empty row is a blank line
            return
        words = [self._words(cell) for cell in cells]
        for line in lines_of_row(cells, words):
            if line.kind is BlockKind.TABLE:
                line.drafts[0].gap = not self._in_rows
                self._in_rows = True
            elif line.drafts[0] is cells[0][0]:
                line.drafts[0].gap = True
                self._in_rows = False
            self._write(line)

    def _words(self, cell: Cell) -> str:
        """A cell's words, for a look at what they are; long cells are cut."""
        parts: list[str] = []
        room = 400
        for draft in cell:
            for start, end, inserted in draft.runs:
                if room > 0:
                    cut = min(end, start + room)
                    decoded = self._decoded(start, cut)
                    part = inserted or "".join(text or self.raw[at:to] for at, to, text in decoded)
                    parts.append(part)
                    room -= len(part)
            parts.append(" ")
        return " ".join("".join(parts).split())

    def _ends_in_digit(self, draft: Draft) -> bool:
        start, end, inserted = draft.runs[-1]
        return not inserted and start < end and self.raw[end - 1].isdigit()

    def _decoded(self, start: int, end: int) -> Iterator[tuple[int, int, str]]:
        """The text of a run, piece by piece: `[start, end)` of the source and the characters it stands for.

        Copied pieces have "" for their characters.
        """
        for ref_start, ref_end, characters in references(self.raw, start, end):
            if start < ref_start:
                yield start, ref_start, ""
            yield ref_start, ref_end, characters or _NOTHING
            start = ref_end
        if start < end:
            yield start, end, ""

    def _is_plain(self, start: int, end: int) -> bool:
        """Whether the run holds no reference; runs are asked about in the order of the source."""
        if self._ampersand < start:
            at = self.raw.find("&", start)
            self._ampersand = len(self.raw) if at < 0 else at
        return self._ampersand >= end

    def _write(self, line: RowLine) -> None:
        builder = self._builder
        start = len(builder)
        table = line.kind is BlockKind.TABLE
        for i, draft in enumerate(line.drafts):
            if i and line.glues[i - 1] is not Glue.NOTHING:
                at = draft.runs[0][0]
                builder.replace(at, at, "\t" if line.glues[i - 1] is Glue.TAB else " ")
            self._write_runs(draft.runs, table)
        self._lines.append((start, len(builder), line))
        end = line.drafts[-1].runs[-1][1]
        builder.replace(end, end, "\n")

    def _write_runs(self, runs: Sequence[tuple[int, int, str]], table: bool) -> None:
        builder = self._builder
        spaced = True
        for start, end, inserted in runs:
            if inserted:
                builder.replace(start, end, inserted)
            elif self._dash_escaped:
                for escape in _DASH_ESCAPE.finditer(self.raw, start, end):
                    spaced = self._write_run(start, escape.start(), table, spaced)
                    start = escape.end()
                spaced = self._write_run(start, end, table, spaced)
            elif not table and self._is_plain(start, end):
                builder.copy(start, end)
            else:
                spaced = self._write_run(start, end, table, spaced)

    def _write_run(self, start: int, end: int, table: bool, spaced: bool) -> bool:
        """Write a stretch of text. In a table's row every space but single ones would part cells."""
        builder = self._builder
        pieces = ((start, end, ""),) if self._is_plain(start, end) else self._decoded(start, end)
        for piece_start, piece_end, characters in pieces:
            if characters:
                if not (table and spaced and characters.isspace()):
                    builder.replace(piece_start, piece_end, characters)
                    spaced = characters[-1].isspace()
            elif not table:
                builder.copy(piece_start, piece_end)
            else:
                at = piece_start
                for words in _WORDS.finditer(self.raw, piece_start, piece_end):
                    if words.start() > at and not spaced:
                        builder.replace(at, words.start(), " ")
                    builder.copy(words.start(), words.end())
                    at, spaced = words.end(), False
                if at < piece_end and not spaced:
                    builder.replace(at, piece_end, " ")
                    spaced = True
        return spaced

    def _end_preformatted(self) -> None:
        runs, self._pre = self._pre, []
        if not runs:
            return
        self._end_row()  # the cells before come first
        start = len(self._builder)
        self._write_runs(runs, table=False)
        self._lines.append(_Stretch(start, len(self._builder), self._new_page))
        end = runs[-1][1]
        self._builder.replace(end, end, "\n")
        self._new_page = False
        self._gap = True
        self._in_rows = False

    def finish(self) -> tuple[str, OffsetMap, list[RawLine]]:
        """The flat text, its map to the decoded file, and its lines."""
        self._end_line()
        self._end_row()
        self._end_preformatted()
        flat, inner = self._builder.build()
        lines: list[RawLine] = []
        for entry in self._lines:
            if isinstance(entry, _Stretch):
                self.preformatted.append(entry)
                own = raw_lines(flat, entry.start, entry.end)
                if own:
                    own[0] = own[0]._replace(new_page=entry.new_page, blanks=max(1, own[0].blanks))
                lines.extend(own)
            elif line := _raw_line(flat, *entry):
                lines.append(line)
        return flat, inner, lines


def _raw_line(flat: str, start: int, end: int, row: RowLine) -> RawLine | None:
    """The line `flat[start:end]` with the look of its drafts; None if nothing of it can be seen."""
    while end > start and (flat[end - 1].isspace() or flat[end - 1] in _ZERO_WIDTH):
        end -= 1
    if end == start:
        return None
    first = row.drafts[0]
    ink = sum(draft.ink for draft in row.drafts)
    strong = sum(draft.strong for draft in row.drafts)
    line = Line(
        start,
        end,
        first.indent,
        first.indent + end - start,
        kind=row.kind,
        centred=first.centred and row.kind is BlockKind.PROSE,
        emphasis=strong * 10 >= ink * 8,
    )
    return RawLine(line, int(first.gap), first.new_page)


def _look(outer: _Style, name: str, attributes: str, hide: bool) -> _Look:
    """What the tag `<name attributes>` makes of the style around it."""
    emphasis = outer.emphasis or name in _EMPHATIC
    hidden = outer.hidden or (hide and name in _HIDDEN)
    centred = outer.centred or name == "center"
    if name in ("td", "tr", "table"):
        centred = False
    margin = outer.margin + 4 * (name in _INDENTED)
    first = 0.0 if name in _BLOCKS else outer.first
    before = after = False
    if attributes:
        # A table that is centred as a whole does not centre what stands in its cells.
        if name != "table" and name in _BLOCKS and (align := _ALIGN.search(attributes)):
            centred = align.group(1).lower() == "center"
        if weight := _WEIGHT.search(attributes):
            emphasis = weight.group(1).lower() not in ("normal", "400")
        if _UNDERLINE.search(attributes):
            emphasis = True
        if hide and _NOT_SHOWN.search(attributes):
            hidden = True
        for turn in _BREAK.finditer(attributes):
            before = before or turn.group(1).lower() == "before"
            after = after or turn.group(1).lower() == "after"
        if name in _BLOCKS:
            for rule in _MARGIN.finditer(attributes):
                which, lengths = rule.group(1).lower(), rule.group(2).split()
                if which == "text-indent":
                    first = _columns(lengths[0])
                elif which != "margin":
                    margin += _columns(lengths[0])
                elif len(lengths) == 4:
                    margin += _columns(lengths[3])
    preformatted = outer.preformatted or name == "pre"
    return _Look(_Style(hidden, emphasis, centred, preformatted, margin, first), before, after)


def _columns(length: str) -> float:
    match = _LENGTH.fullmatch(length)
    if not match or not match.group(1).strip("-"):
        return 0.0
    return max(-60.0, min(60.0, float(match.group(1)) * _COLUMNS[(match.group(2) or "px").lower()]))


_LIST_TYPE = re.compile(r"(?:type\s*=\s*[\"']?|list-style(?:-type)?\s*:\s*)([\w-]+)")
_LIST_START = re.compile(r"start\s*=\s*[\"']?(\d{1,5})", re.IGNORECASE)
_NUMERAL = {
    "1": "1", "decimal": "1",
    "a": "a", "lower-alpha": "a", "lower-latin": "a",
    "A": "A", "upper-alpha": "A", "upper-latin": "A",
    "i": "i", "lower-roman": "i",
    "I": "I", "upper-roman": "I",
}  # fmt: skip


def _list_style(name: str, attributes: str) -> tuple[str, int]:
    """The style of a list's labels ("" for none), and its first number."""
    kind = _LIST_TYPE.search(attributes)
    start = _LIST_START.search(attributes)
    style = _NUMERAL.get(kind.group(1), "") if kind else "1"
    return style if name == "ol" else "", int(start.group(1)) if start else 1


def _list_label(style: str, number: int) -> str:
    """The label that a browser writes before an item of a numbered list."""
    return f"{numeral(style, number)}." if style else ""


def _merge(flat: str, kept: Sequence[RawLine], stretches: Sequence[_Stretch]) -> Iterator[Line]:
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
        joins = previous is not None and _crosses_page(flat, previous, entry)
        lines.append(entry.line._replace(gap=entry.blanks > 0, joins=joins))
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
    """Whether a sentence that a page's end has cut in two goes on in `after`."""
    a, b = before.line, after.line
    return (
        after.new_page
        and a.kind is b.kind is BlockKind.PROSE
        and not (a.emphasis or a.centred or b.centred)
        and (
            mid_phrase(flat, a, b)
            or (flat[b.start].islower() and not _SENTENCE_END.search(flat, max(a.start, a.end - 4), a.end))
        )
    )
