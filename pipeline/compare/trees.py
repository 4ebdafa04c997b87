"""Deadline expressions as shapes that can be compared: what the words say, not how.

A shape is a tuple of names, words, lengths of time and further shapes. The order of the arguments of "the
earlier of" does not count, nor do articles and letter case.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from fractions import Fraction
from typing import Union

from pipeline.compare.times import Sameness, Time, same_time
from pipeline.termsheet import expressions as e
from pipeline.termsheet.values import UnitName

Shape = tuple[Union[str, Time, "Shape", None], ...]

_QUOTES = str.maketrans("‘’“”", "''\"\"")
_ARTICLE = re.compile(r"^(?:the|an?)\s+")


@dataclass(frozen=True, slots=True)
class When:
    """A deadline; where it is a length of time from a day that the words name, both are given."""

    shape: Shape
    time: Time | None = None
    anchor: str | None = None


def when(node: e.ExpressionNode) -> When:
    """An expression, ready to be compared."""
    inner = node
    while isinstance(inner, e.RollNode):
        inner = inner.base
    match inner:
        case e.OffsetNode(base=e.AnchorNode(text=text)):
            return When(_shape(node), _time(inner.count, inner.unit), text)
        case e.OffsetNode(base=e.FixedNode(iso=iso)):
            return When(_shape(node), _time(inner.count, inner.unit), iso)
        case e.DurationNode(start=None):
            return When(_shape(node), _time(inner.count, inner.unit))
        case e.DurationNode(start=e.AnchorNode(text=text)):
            return When(_shape(node), _time(inner.count, inner.unit), text)
    return When(_shape(node))


def same_when(one: When, other: When) -> Sameness:
    """Whether two deadlines are the same; `near` where only lengths differ, and those are near."""
    return _same(one.shape, other.shape)


def folded(words: str) -> str:
    """Words without what does not count: letter case, line ends, kinds of quotes, an article in front."""
    return _ARTICLE.sub("", " ".join(words.translate(_QUOTES).casefold().split()).rstrip(".,;"))


def _shape(node: e.ExpressionNode) -> Shape:
    match node:
        case e.AnchorNode():
            return ("anchor", folded(node.text))
        case e.FixedNode():
            return ("fixed", node.iso)
        case e.OffsetNode():
            return (
                "offset",
                node.direction,
                node.bound,
                _time(node.count, node.unit),
                _shape(node.base),
            )
        case e.EarlierOfNode() | e.LaterOfNode():
            return (node.op, *sorted(map(_shape, node.args), key=_key))
        case e.ConditionalNode():
            return (node.op, *((_folded(branch.condition), _shape(branch.then)) for branch in node.branches))
        case e.BetweenNode():
            return (node.op, _shape(node.from_), _shape(node.to))
        case e.DurationNode():
            return (node.op, _time(node.count, node.unit), _optional(node.start))
        case e.PeriodicNode():
            every = _time(node.every.count, node.every.unit)
            return (node.op, every, _optional(node.start), _optional(node.until), *node.dates)
        case e.RollNode():
            return (node.op, node.convention, _shape(node.base))


def _optional(node: e.ExpressionNode | None) -> Shape | None:
    return None if node is None else _shape(node)


def _folded(words: str | None) -> str | None:
    return None if words is None else folded(words)


def _time(count: object, unit: UnitName) -> Time:
    return Time(Fraction(str(count)), unit)


def _key(part: str | Time | Shape | None) -> tuple[object, ...]:
    """An order of shapes in which lengths count by their days, so that near ones stand at the same place."""
    match part:
        case None:
            return (0,)
        case str():
            return (1, part)
        case Time():
            days = part.days
            return (2, "", days) if days is not None else (2, part.unit, part.count)
        case _:
            return (3, *map(_key, part))


def _same(one: str | Time | Shape | None, other: str | Time | Shape | None) -> Sameness:
    if one == other:
        return "same"
    if isinstance(one, Time) and isinstance(other, Time):
        return same_time(one, other)
    if not (isinstance(one, tuple) and isinstance(other, tuple) and len(one) == len(other)):
        return "differs"
    found = {_same(part, other_part) for part, other_part in zip(one, other, strict=True)}
    return "differs" if "differs" in found else "near" if "near" in found else "same"
