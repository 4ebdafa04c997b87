"""Follows the tokens of an exhibit: which text makes a line, which lines a row, and where pages turn.

Elements that were never closed, or closed twice, do no more harm than a wrong style: text is only ever left
out where an element says so.
"""

from __future__ import annotations

import re

from pipeline.load.html.elements import Act, Doings, Elements
from pipeline.load.html.flat import FlatText
from pipeline.load.html.styles import list_style
from pipeline.load.html.tags import ROUGH_RUN, ROUGH_TAG, comment_end, raw_text_end, tag_at
from pipeline.load.numerals import numeral
from pipeline.load.rows import Draft, RowLine, lines_of_row
from pipeline.model import BlockKind, Furniture

_BLANK = re.compile(
    r"(?:[\s\u200b-\u200d\u2060\ufeff\xad]++"
    r"|&(?:nbsp|ensp|emsp|thinsp|shy|zwnj|zwj|#(?:160|173|819[4-9]|820[0-5]|[xX](?:[aA]0|[aA][dD]|200[bB])));?)*+"
)
_WIDTH = re.compile(r"width\s*[=:]\s*[\"']?\s*(\d{1,4})\s*(%|pt|px|in)?", re.IGNORECASE)
_PAGE_COMMENT = re.compile(r"<!--\s*(?:Field:\s*Page\b|PAGE\s?BREAK|New\s?Page)", re.IGNORECASE)
_RULE_OF_PAGE = 50  # percent of the page's width from which on <hr> may part pages


class Flow:
    """The reading of one exhibit, `raw[start:end]`. What it reads is written to `flat`.

    `hide` leaves out what a browser would not show.
    """

    def __init__(self, raw: str, start: int, end: int, flat: FlatText, *, hide: bool) -> None:
        self.marks: list[tuple[Furniture, int, int]] = []  # tags that part pages
        self._raw = raw
        self._flat = flat
        self._elements = Elements(
            {
                Act.END_BLOCK: self._end_block,
                Act.END_ROW: self._end_row_of,
                Act.END_TABLE: self._end_table,
                Act.BEGIN_CELL: self._begin_cell,
                Act.BREAK_LINE: self._break_line,
                Act.TURN_PAGE: self._turn,
                Act.RULE: self._rule,
                Act.BEGIN_LIST: self._begin_list,
                Act.BEGIN_ITEM: self._begin_item,
                Act.END_LIST: self._end_list,
                Act.RAISE: self._raise,
                Act.SPACE: self._space,
                Act.QUOTE: self._quote,
                Act.QUOTE_BREAK: self._quote_break,
                Act.END_PREFORMATTED: self._end_preformatted,
            },
            hide=hide,
        )
        self._draft: Draft | None = None
        self._row: list[list[Draft]] | None = None
        self._in_rows = False  # the line before was a row of the same table
        self._pre: list[tuple[int, int, str]] = []
        self._gap = True
        self._new_page = False
        self._raised = False  # a superscript begins
        self._lists: list[tuple[str, int]] = []  # style and next number of the open lists
        self._label = ""  # of the list item that begins
        self._missing: set[str] = set()  # closing marks that do not occur any more
        self._read(start, end)
        self.hidden_to_the_end = self._elements.end().hidden
        self._end_line()
        self._end_row()
        self._end_preformatted(end, end, "")

    # ----------------------------------------------------------------------------------- tokens

    def _read(self, start: int, end: int) -> None:
        raw, elements = self._raw, self._elements
        find, match_run, match_tag, read_text = raw.find, ROUGH_RUN.match, ROUGH_TAG.match, self._text
        at = start
        while at < end:
            opening = find("<", at, end)
            if opening < 0:
                opening = end
            if opening > at:
                read_text(at, opening)
                if opening == end:
                    return
            current = elements.current
            rough = match_run(raw, opening, end) if current.plain else match_tag(raw, opening, end)
            if rough is not None:
                run = rough.group()
                move = current.moves.get(run)
                if move is None:
                    move = elements.learn(run)
                else:
                    elements.go(move)
                if move.length:
                    for do, tag_start, tag_end, attributes in move.doings:
                        do(opening + tag_start, opening + tag_end, attributes)
                    at = opening + move.length
                    continue
            at = self._odd(opening, end)

    def _odd(self, at: int, end: int) -> int:
        """Read what is no plain tag, and say where it ends."""
        tag = tag_at(self._raw, at, end)
        if tag is not None:
            self._do(self._elements.read(tag, at))
            if tag.closes:
                return tag.end
            after = raw_text_end(self._raw, tag, end, self._missing)
            self._comment(tag.end, after)
            return after
        after = comment_end(self._raw, at, end, self._missing)
        if after > at:
            self._comment(at, after)
            return after
        self._text(at, at + 1)
        return at + 1

    def _do(self, doings: Doings) -> None:
        for do, start, end, attributes in doings:
            do(start, end, attributes)

    def _comment(self, start: int, end: int) -> None:
        """Read a comment: some programs mark the turns of pages by one."""
        if _PAGE_COMMENT.match(self._raw, start, end):
            self._turn(start, end, "")

    def _text(self, start: int, end: int) -> None:
        """Read text."""
        element = self._elements.current
        raw = self._raw
        if not element.plain:
            if element.style.hidden:
                if element.name != "head" or not raw[start:end].strip():
                    return
                self._do(self._elements.leave(start))  # words open the body, too
                element = self._elements.current
                if element.style.hidden:
                    return
            if element.style.preformatted:
                self._pre.append((start, end, ""))
                return
        draft = self._draft
        ink = start
        if not raw[start].isalnum():
            blank = _BLANK.match(raw, start, end)
            ink = blank.end() if blank else start
            if ink == end:
                if draft is not None:
                    draft.runs.append((start, end, ""))
                return
        if draft is None:
            draft = Draft([], 0, 0, element.indent, element.style.centred, self._gap, self._new_page)
            self._draft = draft
            self._gap = self._new_page = False
            start = ink
            if self._label:
                draft.runs.append((start, start, self._label + " "))
                self._label = ""
        elif self._raised and raw[start].isdigit() and self._ends_in_digit(draft):
            draft.runs.append((start, start, " "))  # 66<sup>2</sup>/<sub>3</sub> is no 662/3
        self._raised = False
        draft.runs.append((start, end, ""))
        draft.ink += end - ink
        if element.emphasis:
            draft.strong += end - ink

    def _ends_in_digit(self, draft: Draft) -> bool:
        start, end, inserted = draft.runs[-1]
        return not inserted and start < end and self._raw[end - 1].isdigit()

    # ----------------------------------------------------------------------------------- what tags do

    def _space(self, start: int, end: int, _: str) -> None:
        if self._draft is not None:
            self._draft.runs.append((start, end, ""))

    def _raise(self, _start: int, _end: int, _: str) -> None:
        self._raised = True

    def _break_line(self, _start: int, _end: int, _: str) -> None:
        self._gap = self._gap or self._draft is None
        self._end_line()

    def _end_block(self, _start: int, _end: int, _: str) -> None:
        """A block begins or ends: so does a line, and a paragraph."""
        if self._draft is not None:
            self._end_line()
        self._gap = True

    def _end_row_of(self, _start: int, _end: int, _: str) -> None:
        if self._draft is not None:
            self._end_line()
        self._end_row()
        self._gap = True

    def _end_table(self, _start: int, _end: int, _: str) -> None:
        self._end_row_of(_start, _end, _)
        self._in_rows = False

    def _begin_cell(self, _start: int, _end: int, _: str) -> None:
        if self._row is None:
            self._row = []
        self._row.append([])

    def _rule(self, start: int, end: int, attributes: str) -> None:
        width = _WIDTH.search(attributes)
        if width and width.group(2) in ("%", None) and int(width.group(1)) < _RULE_OF_PAGE:
            self.marks.append((Furniture.RULE, start, end))
        else:
            self._turn(start, end, "")

    def _turn(self, start: int, end: int, _: str) -> None:
        """The page ends at the mark `[start, end)`."""
        self._end_line()
        if self._row is not None and not any(self._row):
            self._row = None
        self._new_page = True
        self._gap = True
        if start < end and (not self.marks or self.marks[-1][2] <= start):
            self.marks.append((Furniture.PAGE_BREAK, start, end))

    def _begin_list(self, _start: int, _end: int, tag: str) -> None:
        self._lists.append(list_style(*tag.split(" ", 1)))

    def _begin_item(self, _start: int, _end: int, _: str) -> None:
        if self._lists:
            kind, number = self._lists[-1]
            self._lists[-1] = kind, number + 1
            self._label = f"{numeral(kind, number)}." if kind else ""

    def _end_list(self, _start: int, _end: int, _: str) -> None:
        if self._lists:
            self._lists.pop()
            self._label = ""

    def _quote(self, start: int, end: int, _: str) -> None:
        self._pre.append((start, end, ""))

    def _quote_break(self, start: int, end: int, _: str) -> None:
        self._pre.append((start, end, "\n"))

    def _end_preformatted(self, _start: int, _end: int, _: str) -> None:
        runs, self._pre = self._pre, []
        if not runs:
            return
        self._end_row()  # the cells before come first
        self._flat.write_preformatted(runs, new_page=self._new_page)
        self._new_page = False
        self._gap = True
        self._in_rows = False

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
            self._flat.write(RowLine((draft,)))

    def _end_row(self) -> None:
        row, self._row = self._row, None
        cells = [cell for cell in row or () if cell]
        if not cells:
            self._in_rows = False if row else self._in_rows  # an empty row is a blank line
            return
        words = [self._flat.glimpse(cell) for cell in cells]
        for line in lines_of_row(cells, words):
            if line.kind is BlockKind.TABLE:
                line.drafts[0].gap = not self._in_rows
                self._in_rows = True
            elif line.drafts[0] is cells[0][0]:
                line.drafts[0].gap = True
                self._in_rows = False
            self._flat.write(line)
