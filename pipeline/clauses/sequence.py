"""Chooses, among the labels of a text, those that number its clauses, and their levels.

A numbering is a stack of open levels, each of which expects its successor: after "2." with "(c)" open inside
it, "(d)" goes on with the inner level, "3." with the outer one, "(i)" opens a new one, and "(7)" belongs to
none. Each way to take a label has a cost, and the cheapest way through all labels wins: so "(i)" after "(h)"
is a letter if "(j)" follows, and a Roman one if "(ii)" does. A few best ways are carried along at a time,
which keeps the work linear.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from typing import NamedTuple

from pipeline.clauses.labels import DECIMAL, Label, Place, Reading

_WAYS = 6  # carried along at a time
_DEEPEST = 12  # levels; what seems to nest deeper is no outline
_MARGIN = 50  # a way that costs so much more than the best is given up

# What it costs to take a label as …
_SUCCESSOR = 0
_FIRST = 4  # the first of a new level
_FIRST_AGAIN = 22  # … in a style that is open further out
_LATER_FIRST = 24  # a level that does not begin with its first label
_LATER_LETTER = 20  # … and has letters: most often an item of a sentence that happens to begin a line
_GAP = 14  # a successor with labels missing between, and …
_EACH_MISSING = 5
_RESTART = 26  # an open level beginning anew beside itself
_REPEAT = 18  # the same label twice
_BACKWARD = 45
_WRONG_PARENT = 20  # a decimal whose beginning is not the number above it
_TOP_INSIDE = 40  # an article inside a section
_ELSEWHERE = 6  # columns that do not match those of the label before it
# What it costs to take a label for none, by its place and its doubt.
_SKIP = {
    Place.LINE: (40, 14, 8, 4),
    Place.STACKED: (14, 8, 5, 2),
    Place.SENTENCE: (10, 7, 4, 3),
}
# Styles that can carry a text; lettered items alone cannot.
NUMBERED = frozenset(
    {
        "1.",
        "1.1",
        "ARTICLE",
        "SECTION",
        "I.",
        "1)",
        "1",
        "A.",
        "FIRST",
        "PART",
        "1.)",
        "CLAUSE",
        "PARAGRAPH",
        "CHAPTER",
    }
)
_OUTERMOST = frozenset({"ARTICLE", "PART", "CHAPTER", "TITLE"})
_HEADING = "h"  # the styles of headings without a label begin so


class _Level(NamedTuple):
    """An open level of the numbering, and the label that stands on it now."""

    style: str
    ordinal: int
    number: tuple[int, ...]
    indent: int  # -1 where the label stands inside a line
    label: int  # its index
    state: int  # the same for two stacks whose levels have the same styles and ordinals


class _Choice(NamedTuple):
    """A label taken as a clause, and the choices before it."""

    before: _Choice | None
    label: int
    reading: Reading
    parent: int | None  # index of the parent's label
    depth: int


class _Way(NamedTuple):
    cost: int
    stack: tuple[_Level, ...]
    last: _Choice | None


# A way to take a label that is not yet written out, as most never are: its cost, the way that it goes on
# from, how many levels of that stay open, and as what the label is read (None: it is no label).
_Option = tuple[int, _Way, int, Reading | None]


class Placed(NamedTuple):
    """A label in its place of the clause tree."""

    label: int  # index of the label
    reading: Reading
    parent: int | None  # index of the parent's label
    depth: int


def placed(labels: Sequence[Label]) -> list[Placed]:
    """The labels that number clauses, in order, each with its parent."""
    ways = [_Way(0, (), None)]
    states: dict[tuple[int, str, int], int] = {}
    for i, label in enumerate(labels):
        ways = _best(_after(ways, label, states), i, label)
    chosen = []
    choice = min(ways, key=_cost).last
    while choice is not None:
        chosen.append(Placed(choice.label, choice.reading, choice.parent, choice.depth))
        choice = choice.before
    chosen.reverse()
    return chosen


def _cost(way: _Way) -> int:
    return way.cost


def _after(ways: Sequence[_Way], label: Label, states: dict[tuple[int, str, int], int]) -> dict[int, _Option]:
    """The cheapest way to take the label for each stack of levels it may lead to, by that stack's state."""
    options: dict[int, _Option] = {}
    skip = None if label.place is Place.HEADING else _SKIP[label.place][label.doubt]
    for way in ways:
        so_far, stack, _ = way
        if skip is not None and not _expected(stack, label):
            state = stack[-1].state if stack else 0
            other = options.get(state)
            if other is None or so_far + skip < other[0]:
                options[state] = so_far + skip, way, len(stack), None
        for reading in label.readings:
            for more, depth in _places(stack, label, reading):
                outer = stack[depth - 1].state if depth else 0
                state = states.setdefault((outer, reading.style, reading.ordinal), len(states) + 1)
                other = options.get(state)
                if other is None or so_far + more < other[0]:
                    options[state] = so_far + more, way, depth, reading
    return options


def _expected(stack: tuple[_Level, ...], label: Label) -> bool:
    """Whether a line opens with just the successor of the innermost level, so that it is surely a clause."""
    if label.place is not Place.LINE or label.doubt or not stack:
        return False
    inner, reading = stack[-1], label.readings[0]
    return (
        inner.style == reading.style
        and inner.ordinal + 1 == reading.ordinal
        and inner.number[:-1] == reading.number[:-1]
    )


def _best(options: dict[int, _Option], i: int, label: Label) -> list[_Way]:
    """The cheapest few of the options, written out: those that are given up cost nothing more."""
    # Of those that cost the same the first one found comes first.
    best = sorted([(option[0], k, state) for k, (state, option) in enumerate(options.items())])[:_WAYS]
    limit = best[0][0] + _MARGIN
    indent = label.indent if label.place is Place.LINE else -1
    ways = []
    for cost, _, state in best:
        if cost > limit:
            break
        _, way, depth, reading = options[state]
        if reading is None:
            ways.append(_Way(cost, way.stack, way.last))
            continue
        kept = way.stack[:depth]
        parent = kept[-1].label if kept else None
        level = _Level(reading.style, reading.ordinal, reading.number, indent, i, state)
        ways.append(_Way(cost, (*kept, level), _Choice(way.last, i, reading, parent, depth)))
    return ways


def _places(stack: tuple[_Level, ...], label: Label, reading: Reading) -> Iterable[tuple[int, int]]:
    """Where the label may stand: the cost, and how many levels stay open above it."""
    if label.place is Place.HEADING:
        return ((0, _heading_depth(stack, reading.style)),)
    if reading.style == DECIMAL:
        return _decimal_places(stack, label, reading)
    return _simple_places(stack, label, reading)


def _heading_depth(stack: tuple[_Level, ...], style: str) -> int:
    """Where a heading without a label stands: beside its like, else inside articles and other headings."""
    for depth, level in enumerate(stack):
        if level.style == style:
            return depth
    depth = 0
    while depth < len(stack) and (
        stack[depth].style in _OUTERMOST or stack[depth].style.startswith(_HEADING)
    ):
        depth += 1
    return depth


def _simple_places(stack: tuple[_Level, ...], label: Label, reading: Reading) -> Iterator[tuple[int, int]]:
    open_outside = False
    style = reading.style
    inside_line = label.place is Place.SENTENCE
    for depth in range(len(stack) - 1, -1, -1):
        level = stack[depth]
        if level.style == style:
            cost = _step(reading.ordinal - level.ordinal, reading.ordinal, depth)
            if cost == _SUCCESSOR or not inside_line or cost <= _GAP + _EACH_MISSING:
                yield cost + open_outside * 2 + _shift(level, label), depth
                if (
                    cost == _SUCCESSOR
                    and not inside_line
                    and len(label.readings) == 1
                    and not _also_open(stack, depth, style)
                ):
                    return
            open_outside = True
    first = reading.ordinal == 1
    if len(stack) >= _DEEPEST:
        return
    if inside_line and (open_outside or not (first or (reading.number and not stack))):
        return
    cost = (_FIRST_AGAIN if open_outside else _FIRST) if first else _LATER_FIRST + min(reading.ordinal, 9)
    if not first and not reading.number:
        cost += _LATER_LETTER
    if reading.style in _OUTERMOST and any(level.style not in _OUTERMOST for level in stack):
        cost += _TOP_INSIDE
    if not stack and not first:
        cost -= 10
    yield cost, len(stack)
    # Back out of a list that was inset deeper: the new level belongs to the paragraph around it.
    if label.place is Place.LINE and first:
        for depth in range(len(stack) - 1, 0, -1):
            if stack[depth].indent > label.indent > stack[depth - 1].indent >= 0:
                yield cost - 2, depth


def _also_open(stack: tuple[_Level, ...], depth: int, style: str) -> bool:
    """Whether a level further out has the same style."""
    return any(level.style == style for level in stack[:depth])


def _step(difference: int, ordinal: int, depth: int) -> int:
    """The cost of going on with a level by so much."""
    if difference == 1:
        return _SUCCESSOR
    if difference > 1:
        return _GAP + _EACH_MISSING * min(difference - 1, 8)
    if difference == 0:
        return _REPEAT
    return _RESTART if ordinal == 1 and depth == 0 else _BACKWARD


def _shift(level: _Level, label: Label) -> int:
    """What it costs that a label does not stand in the column of the one before it."""
    if level.indent < 0 or label.place is not Place.LINE or abs(level.indent - label.indent) <= 2:
        return 0
    return _ELSEWHERE


def _decimal_places(stack: tuple[_Level, ...], label: Label, reading: Reading) -> Iterator[tuple[int, int]]:
    """Decimals name their own parent: "4.5" stands in 4, after "4.4"."""
    number = reading.number
    inside_line = label.place is not Place.LINE
    for depth in range(len(stack) - 1, -1, -1):
        if stack[depth].number == number[:-1]:
            inner = stack[depth + 1] if depth + 1 < len(stack) else None
            # "6.3.1" may stand beside "6.4" where the line of "6.3" was lost.
            siblings = (
                inner is not None
                and inner.style == DECIMAL
                and inner.number[: len(number) - 1] == number[:-1]
            )
            before = inner.number[len(number) - 1] if inner is not None and siblings else 0
            cost = _decimal_step(number[-1] - before, siblings=siblings)
            if not inside_line or cost <= _GAP + _EACH_MISSING:
                yield cost, depth + 1
            return
    for depth in range(len(stack) - 1, -1, -1):
        level = stack[depth]
        missing = len(number) - len(level.number) - 1
        if missing > 0 and level.number and level.number == number[: len(level.number)] and not inside_line:
            yield _LATER_FIRST + _EACH_MISSING * missing, depth + 1  # the clause between is not there
            return
    for depth in range(len(stack) - 1, -1, -1):
        level = stack[depth]
        if level.style == DECIMAL and len(level.number) == len(number):
            onward = number > level.number
            turn = onward and number[-1] <= 1 and number[-2] == level.number[-2] + 1
            cost = _SUCCESSOR if turn else _GAP if onward else _BACKWARD
            if number[:-1] == level.number[:-1]:
                cost = _decimal_step(number[-1] - level.number[-1], siblings=True)
            if not inside_line or cost <= _GAP + _EACH_MISSING:
                yield cost, depth
            return
    outer = 0
    while outer < len(stack) and (
        stack[outer].style in _OUTERMOST or stack[outer].style.startswith(_HEADING)
    ):
        outer += 1
    first = number[-1] <= 1
    cost = (_FIRST if first else _LATER_FIRST) + (_WRONG_PARENT if outer < len(stack) else 0)
    if not inside_line or first:
        yield cost, outer


def _decimal_step(difference: int, *, siblings: bool) -> int:
    if difference == 1 or (difference == 0 and not siblings):
        return _SUCCESSOR
    if difference > 1:
        return _GAP + _EACH_MISSING * min(difference - 1, 8)
    return _REPEAT if difference == 0 else _BACKWARD
