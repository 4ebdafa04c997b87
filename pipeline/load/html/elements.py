"""The elements that stand open, and what each tag does to them and to the page.

Programs that write exhibits repeat themselves: the same runs of tags stand in the same elements thousands of
times in a file. So what a run does is worked out once, and remembered with the element in which it stood.
Elements that stand in the same place and were opened by the same words are one and the same value here.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from enum import Enum, auto
from typing import NamedTuple

from pipeline.load.html.styles import BLOCKS, Look, Style, look_of
from pipeline.load.html.tags import LAYOUT_TAGS, VOID, Tag, plain_tag

# An element of the first kind ends an open one of the second, unless a cell or a table stands between them.
_ENDS: dict[str, tuple[str, ...]] = {
    "li": ("li", "p"), "dt": ("dt", "dd", "p"), "dd": ("dt", "dd", "p"), "tr": ("td", "th", "tr", "p"),
    "td": ("td", "th", "p"), "th": ("td", "th", "p"), "option": ("option",), "body": ("head", "title"),
    "tbody": ("td", "th", "tr"), "table": ("head", "title"), "head": ("p",), "title": ("p",), "html": ("p",),
}  # fmt: skip
# Any other block ends a paragraph, and a head that nobody closed: else the agreement would stay hidden in it.
_ENDS_BEFORE_BLOCK = ("p", "head", "title")
_CELLS = frozenset(("td", "th"))
_SCOPES = _CELLS | {"table"}
_ROWS = frozenset(("table", "tbody", "thead", "tfoot", "tr"))
_OF_TABLES = _ROWS | _SCOPES
_LISTS = frozenset(("ol", "ul"))

_LONGEST_STYLE = 2_000  # characters of a tag's attributes that are read
_MOST_REMEMBERED = 8_000_000  # characters of tags and runs
_OVERHEAD = 500  # characters that a value remembered takes the room of


class Act(Enum):
    """What a tag makes the reader of the exhibit do, with the stretch of the tag."""

    END_BLOCK = auto()
    END_ROW = auto()
    END_TABLE = auto()
    BEGIN_CELL = auto()
    BREAK_LINE = auto()
    TURN_PAGE = auto()
    RULE = auto()
    BEGIN_LIST = auto()
    BEGIN_ITEM = auto()
    END_LIST = auto()
    RAISE = auto()
    SPACE = auto()  # blanks between two tags
    QUOTE = auto()  # a tag within preformatted text that is read as text
    QUOTE_BREAK = auto()
    END_PREFORMATTED = auto()


Do = Callable[[int, int, str], None]  # start, end, the attributes of the tag
Doings = Sequence[tuple[Do, int, int, str]]


class Element:
    """An element, within all those that were opened before it and are open still."""

    __slots__ = ("break_after", "depth", "emphasis", "indent", "moves", "name", "parent", "plain", "same",
                 "scope", "style")  # fmt: skip

    def __init__(
        self, parent: Element | None, name: str, style: Style, *, break_after: bool, same: Element | None
    ) -> None:
        self.parent = parent
        self.name = name
        self.style = style
        self.break_after = break_after  # a page ends with it
        self.same = same  # the innermost one of this name around it
        self.depth: int = parent.depth + 1 if parent else -1
        self.scope: int = self.depth if name in _SCOPES else parent.scope if parent else -1
        self.plain = not (style.hidden or style.preformatted)
        self.emphasis = style.emphasis
        self.indent = max(0, round(style.margin + style.first))
        self.moves: dict[str, Move] = {}


class Move(NamedTuple):
    """What a run of tags does."""

    length: int  # characters of the run that are read
    target: Element  # the innermost open element afterwards
    changes: Mapping[str, Element | None]  # to the innermost elements by name
    doings: Doings  # with the stretches of their tags within the run


_Acts = list[tuple[Act, int, int, str]]


class Elements:
    """Follows the tags of an exhibit. `current` is the innermost element that is open."""

    def __init__(self, doings: dict[Act, Do], *, hide: bool) -> None:
        self._doings = doings
        self._hide = hide
        self._root = self.current = Element(None, "", Style(), break_after=False, same=None)
        self._at: dict[str, Element | None] = {}
        self._children: dict[tuple[Element, str, str], Element] = {}
        self._looks: dict[tuple[Style, str, str], Look] = {}
        self._runs: dict[str, list[tuple[int, Tag]]] = {}
        self._learned: list[Element] = []  # which remember moves
        self._remembered = 0  # characters

    def learn(self, run: str) -> Move:
        """Open and close elements for a run of tags, as far as they are plain, and remember what it did."""
        start = self.current
        acts: _Acts = []
        touched: set[str] = set()
        done = 0
        for at, tag in self._tags_of(run):
            if at > done:
                if not self.current.plain:
                    break  # what stands between is not always blank
                acts.append((Act.SPACE, done, at, ""))
            self._tag(tag, at, acts, touched)
            done = tag.end
        changes = {name: self._at.get(name) for name in touched}
        move = Move(done, self.current, changes, self._doable(_needed(acts)))
        if done:
            self._make_room(len(run))
            if not start.moves:
                self._learned.append(start)
            start.moves[run] = move
        return move

    def _tags_of(self, run: str) -> list[tuple[int, Tag]]:
        """The plain tags that a run begins with, and where they begin."""
        tags = self._runs.get(run)
        if tags is None:
            tags = []
            at = 0
            while at >= 0 and (tag := plain_tag(run, at)) is not None:
                tags.append((at, tag))
                at = run.find("<", tag.end)
            self._make_room(2 * len(run))
            self._runs[run] = tags
        return tags

    def go(self, move: Move) -> None:
        """Open and close elements as a run that was met before, between the same elements, says."""
        self.current = move.target
        self._at.update(move.changes)

    def _doable(self, acts: Iterable[tuple[Act, int, int, str]]) -> Doings:
        return tuple([(self._doings[act], start, end, attributes) for act, start, end, attributes in acts])

    def read(self, tag: Tag, at: int) -> Doings:
        """Open and close elements for a single tag that begins at `at`, and say what is to be done."""
        acts: _Acts = []
        self._tag(tag, at, acts, set())
        return self._doable(acts)

    def leave(self, at: int) -> Doings:
        """Close the current element at `at`, where no tag stands, and say what is to be done."""
        acts: _Acts = []
        self._unwind(self.current, at, at, acts, set())
        return self._doable(acts)

    def end(self) -> Style:
        """The style at the end of the exhibit. Nothing can be read afterwards.

        What was remembered leads in circles, so it would stay until Python looks for such.
        """
        self._forget()
        self._doings.clear()
        return self.current.style

    # ----------------------------------------------------------------------------------- one tag

    def _tag(self, tag: Tag, start: int, acts: _Acts, touched: set[str]) -> None:
        if tag.closes:
            self._close(tag.name, start, tag.end, acts, touched)
        else:
            self._open(tag, start, acts, touched)

    def _open(self, tag: Tag, start: int, acts: _Acts, touched: set[str]) -> None:
        _, name, attributes, end = tag
        if self.current.style.preformatted and name in LAYOUT_TAGS:
            acts.append((Act.QUOTE, start, end, ""))  # the rules of plain text know what to do with it
            return
        is_block = name in BLOCKS
        if is_block:
            self._imply_ends(name, acts, touched)
        outer = self.current
        look = self._look(outer.style, name, attributes)
        if is_block or name == "br":
            if outer.style.preformatted:
                acts.append((Act.QUOTE_BREAK, start, start, ""))
            acts.append((_end_of(name), start, end, ""))
            if name in _CELLS:
                acts.append((Act.BEGIN_CELL, start, end, ""))
            elif name == "hr":
                acts.append((Act.RULE, start, end, attributes))
            elif name in _LISTS:
                acts.append((Act.BEGIN_LIST, start, end, f"{name} {attributes}"))
            elif name == "li":
                acts.append((Act.BEGIN_ITEM, start, end, ""))
        elif name == "sup":
            acts.append((Act.RAISE, start, end, ""))
        if look.break_before or name == "page":
            acts.append((Act.TURN_PAGE, start, end, ""))
        if name in VOID or attributes.endswith("/"):
            if look.break_after:
                acts.append((Act.TURN_PAGE, start, end, ""))
            return
        key = (outer, name, attributes)
        inner = self._children.get(key)
        if inner is None:
            self._make_room(len(attributes))
            same = self._at.get(name)
            inner = Element(outer, name, look.style, break_after=look.break_after, same=same)
            self._children[key] = inner
        touched.add(name)
        self._at[name] = self.current = inner

    def _close(self, name: str, start: int, end: int, acts: _Acts, touched: set[str]) -> None:
        """Read a closing tag; it closes what was left open inside, too."""
        element = self._at.get(name)
        if self.current.style.preformatted and name in LAYOUT_TAGS and element is None:
            acts.append((Act.QUOTE, start, end, ""))
            return
        if name in BLOCKS:
            acts.append((_end_of(name), start, end, ""))
        if element is not None and (element.depth > self.current.scope or name in _OF_TABLES):
            self._unwind(element, start, end, acts, touched)

    def _imply_ends(self, name: str, acts: _Acts, touched: set[str]) -> None:
        for ended in _ENDS.get(name, _ENDS_BEFORE_BLOCK):
            element = self._at.get(ended)
            if element is None:
                continue
            if ended in _OF_TABLES:
                table = self._at.get("table")
                inside = table is None or element.depth > table.depth
            else:
                inside = element.depth > self.current.scope
            if inside:
                self._unwind(element, 0, 0, acts, touched)

    def _unwind(self, element: Element, start: int, end: int, acts: _Acts, touched: set[str]) -> None:
        """Close `element` and all within it, because of the tag `[start, end)`."""
        inner = self.current
        while inner.depth >= element.depth:
            outer = inner.parent
            assert outer is not None, "the root is never closed"
            touched.add(inner.name)
            self._at[inner.name] = inner.same
            if inner.name in _LISTS:
                acts.append((Act.END_LIST, start, end, ""))
            if inner.style.preformatted and not outer.style.preformatted:
                acts.append((Act.END_PREFORMATTED, start, end, ""))
            if inner.break_after:
                acts.append((Act.TURN_PAGE, start, end, ""))
            inner = outer
        self.current = inner

    # ----------------------------------------------------------------------------------- what is remembered

    def _look(self, style: Style, name: str, attributes: str) -> Look:
        key = (style, name, attributes)
        look = self._looks.get(key)
        if look is None:
            look = self._looks[key] = look_of(style, name, attributes[:_LONGEST_STYLE], self._hide)
        return look

    def _make_room(self, size: int) -> None:
        """Make room to remember something about `size` more characters, by forgetting all else if need be."""
        self._remembered += size + _OVERHEAD
        if self._remembered > _MOST_REMEMBERED:
            self._forget()
            self._remembered = size

    def _forget(self) -> None:
        for element in self._learned:
            element.moves.clear()
        self._learned.clear()
        self._children.clear()
        self._looks.clear()
        self._runs.clear()


def _end_of(name: str) -> Act:
    """What a block ends by beginning or ending itself."""
    if name == "br":
        return Act.BREAK_LINE
    if name == "table":
        return Act.END_TABLE
    return Act.END_ROW if name in _ROWS else Act.END_BLOCK


def _needed(acts: _Acts) -> Iterator[tuple[Act, int, int, str]]:
    """The acts without those that find nothing to do after the ones before them."""
    no_line = gap = no_row = no_table = new_cell = False  # what is known to hold
    for entry in acts:
        act = entry[0]
        if act is Act.SPACE:
            if not no_line:
                yield entry
        elif act is Act.END_BLOCK or act is Act.END_ROW or act is Act.END_TABLE:
            idle = no_line and gap
            if act is not Act.END_BLOCK:
                idle = idle and no_row and (no_table or act is Act.END_ROW)
            if idle:
                continue
            new_cell = new_cell and no_line
            no_line = gap = True
            if act is not Act.END_BLOCK:
                no_row, new_cell = True, False
                no_table = act is Act.END_TABLE
            yield entry
        elif act is Act.BEGIN_CELL:
            if not new_cell:
                yield entry
            new_cell, no_row = True, False
        else:
            no_line = act is Act.BREAK_LINE or act is Act.TURN_PAGE
            gap = act is Act.TURN_PAGE
            no_row = no_table = new_cell = False
            yield entry
