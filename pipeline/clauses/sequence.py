"""Chooses, among the labels of a text, those that number its clauses, and their levels.

A numbering is a stack of open levels, each of which expects its successor: after "2." with "(c)" open inside
it, "(d)" goes on with the inner level, "3." with the outer one, "(i)" opens a new one, and "(7)" belongs to
none. Each way to take a label has a cost, and the cheapest way through all labels wins: so "(i)" after "(h)"
is a letter if "(j)" follows, and a Roman one if "(ii)" does. A few best ways are carried along at a time,
which keeps the work linear.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
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
_SKIP = (
    (40, 14, 8, 4),  # Place.LINE
    (14, 8, 5, 2),  # Place.STACKED
    (10, 7, 4, 3),  # Place.SENTENCE
)
# Asked for each label and way.
_LINE, _SENTENCE, _HEADED = Place.LINE, Place.SENTENCE, Place.HEADING
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
    place = label.place
    skip = None if place is _HEADED else _SKIP[place][label.doubt]
    sure = place is _LINE and not label.doubt
    for way in ways:
        so_far, stack, _ = way
        if skip is not None and not (sure and stack and _follows(stack[-1], label.readings[0])):
            state = stack[-1].state if stack else 0
            other = options.get(state)
            if other is None or so_far + skip < other[0]:
                options[state] = so_far + skip, way, len(stack), None
        for reading in label.readings:
            for more, depth in _places(stack, label, reading):
                key = (stack[depth - 1].state if depth else 0, reading.style, reading.ordinal)
                state = states.setdefault(key, len(states) + 1)
                other = options.get(state)
                if other is None or so_far + more < other[0]:
                    options[state] = so_far + more, way, depth, reading
    return options


def _follows(inner: _Level, reading: Reading) -> bool:
    """Whether the reading is just the successor of the innermost level; opening a line it is a clause."""
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
    indent = label.indent if label.place is _LINE else -1
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
    if label.place is _HEADED:
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


def _simple_places(stack: tuple[_Level, ...], label: Label, reading: Reading) -> Sequence[tuple[int, int]]:
    places: list[tuple[int, int]] = []
    open_outside = False
    style, ordinal, _ = reading
    inside_line = label.place is _SENTENCE
    depth = len(stack)
    for level in reversed(stack):
        depth -= 1
        if level.style == style:
            cost = _step(ordinal - level.ordinal, ordinal, depth)
            if cost == _SUCCESSOR or not inside_line or cost <= _GAP + _EACH_MISSING:
                places.append((cost + open_outside * 2 + _shift(level, label), depth))
                if (
                    cost == _SUCCESSOR
                    and not inside_line
                    and len(label.readings) == 1
                    and not _also_open(stack, depth, style)
                ):
                    return places
            open_outside = True
    first = ordinal == 1
    if len(stack) >= _DEEPEST:
        return places
    if inside_line and (open_outside or not (first or (reading.number and not stack))):
        return places
    cost = (_FIRST_AGAIN if open_outside else _FIRST) if first else _LATER_FIRST + min(ordinal, 9)
    if not first and not reading.number:
        cost += _LATER_LETTER
    if style in _OUTERMOST and any(level.style not in _OUTERMOST for level in stack):
        cost += _TOP_INSIDE
    if not stack and not first:
        cost -= 10
    places.append((cost, len(stack)))
    # Back out of a list that was inset deeper: the new level belongs to the paragraph around it.
    if first and label.place is _LINE:
        places += [
            (cost - 2, depth)
            for depth in range(len(stack) - 1, 0, -1)
            if stack[depth].indent > label.indent > stack[depth - 1].indent >= 0
        ]
    return places


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
    if level.indent < 0 or label.place is not _LINE or abs(level.indent - label.indent) <= 2:
        return 0
    return _ELSEWHERE


def _decimal_places(stack: tuple[_Level, ...], label: Label, reading: Reading) -> Sequence[tuple[int, int]]:
    """Decimals name their own parent: "4.5" stands in 4, after "4.4"."""
    number = reading.number
    last, parent = number[-1], number[:-1]
    inside_line = label.place is not _LINE
    for depth in range(len(stack) - 1, -1, -1):
        if stack[depth].number == parent:
            inner = stack[depth + 1] if depth + 1 < len(stack) else None
            # "6.3.1" may stand beside "6.4" where the line of "6.3" was lost.
            siblings = inner is not None and inner.style == DECIMAL and inner.number[: len(parent)] == parent
            before = inner.number[len(parent)] if inner is not None and siblings else 0
            return _credible(_decimal_step(last - before, siblings=siblings), depth + 1, inside_line)
    for depth in range(len(stack) - 1, -1, -1):
        outer = stack[depth].number
        missing = len(parent) - len(outer)
        if missing > 0 and outer and outer == number[: len(outer)] and not inside_line:
            # The clause between is not there.
            return ((_LATER_FIRST + _EACH_MISSING * missing, depth + 1),)
    for depth in range(len(stack) - 1, -1, -1):
        level = stack[depth]
        if level.style == DECIMAL and len(level.number) == len(number):
            onward = number > level.number
            turn = onward and last <= 1 and number[-2] == level.number[-2] + 1
            cost = _SUCCESSOR if turn else _GAP if onward else _BACKWARD
            if parent == level.number[:-1]:
                cost = _decimal_step(last - level.number[-1], siblings=True)
            return _credible(cost, depth, inside_line)
    outermost = 0
    while outermost < len(stack) and (
        stack[outermost].style in _OUTERMOST or stack[outermost].style.startswith(_HEADING)
    ):
        outermost += 1
    first = last <= 1
    if inside_line and not first:
        return ()
    cost = (_FIRST if first else _LATER_FIRST) + (_WRONG_PARENT if outermost < len(stack) else 0)
    return ((cost, outermost),)


def _credible(cost: int, depth: int, inside_line: bool) -> Sequence[tuple[int, int]]:
    """The place, unless the label stands inside a line and little speaks for it."""
    return () if inside_line and cost > _GAP + _EACH_MISSING else ((cost, depth),)


def _decimal_step(difference: int, *, siblings: bool) -> int:
    if difference == 1 or (difference == 0 and not siblings):
        return _SUCCESSOR
    if difference > 1:
        return _GAP + _EACH_MISSING * min(difference - 1, 8)
    return _REPEAT if difference == 0 else _BACKWARD
