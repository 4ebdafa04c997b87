"""What can be done with a tree once it is read: choose, fill in a base, set a bound, turn it round."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from pipeline.expressions import (
    Anchor,
    Between,
    Bound,
    Conditional,
    Duration,
    EarlierOf,
    Expression,
    Fixed,
    LaterOf,
    Offset,
    Periodic,
    Roll,
)
from pipeline.extract.deadlines import grammar as g
from pipeline.spans import Span

NOWHERE = ""  # the text of an anchor that the words leave open: "within ten days"


def is_open(node: Expression) -> bool:
    """Whether the text leaves open what the period is counted from."""
    return isinstance(node, Anchor) and node.text == NOWHERE


def choose(which: str, span: Span, nodes: Sequence[Expression]) -> Expression:
    """The node for "earlier" or "later" over the parts."""
    shared = _shared_base(nodes)
    return EarlierOf(span, shared) if which.lower() in g.EARLY else LaterOf(span, shared)


def _shared_base(nodes: Sequence[Expression]) -> tuple[Expression, ...]:
    """Parts that share one base, "90 days or six months after X", each with its own."""
    bases = [node.base for node in nodes if isinstance(node, Offset) and not is_open(node.base)]
    return tuple(filled(node, bases[-1]) for node in nodes) if bases else tuple(nodes)


def with_bound(node: Expression, bound: Bound) -> Expression:
    """`node` with every offset that is not nested in another read under this bound."""
    match node:
        case Offset():
            return replace(node, bound=bound)
        case EarlierOf() | LaterOf():
            return replace(node, args=tuple(with_bound(arg, bound) for arg in node.args))
        case Conditional():
            return replace(
                node, branches=tuple(replace(it, then=with_bound(it.then, bound)) for it in node.branches)
            )
        case Roll():
            return replace(node, base=with_bound(node.base, bound))
        case Between() | Duration() | Periodic() | Fixed() | Anchor():
            return node


def leaves_open(node: Expression) -> bool:
    """Whether the text leaves open somewhere in the tree what a period is counted from."""
    match node:
        case Offset():
            return is_open(node.base)
        case EarlierOf() | LaterOf():
            return any(map(leaves_open, node.args))
        case Conditional():
            return any(leaves_open(it.then) for it in node.branches)
        case Roll():
            return leaves_open(node.base)
        case _:
            return False


def filled(node: Expression, base: Expression) -> Expression:
    """`node` with `base` wherever the text leaves open what a period is counted from."""
    match node:
        case Offset():
            return replace(node, base=base) if is_open(node.base) else node
        case EarlierOf() | LaterOf():
            return replace(node, args=tuple(filled(arg, base) for arg in node.args))
        case Conditional():
            return replace(
                node, branches=tuple(replace(it, then=filled(it.then, base)) for it in node.branches)
            )
        case Roll():
            return replace(node, base=filled(node.base, base))
        case _:
            return node


def based(node: Expression, base: Expression) -> Expression:
    """`node` counted from another base, whatever its own is."""
    match node:
        case Offset():
            return replace(node, base=base)
        case EarlierOf() | LaterOf():
            return replace(node, args=(based(node.args[0], base), *node.args[1:]))
        case Roll():
            return replace(node, base=based(node.base, base))
        case _:
            return node


def turned(node: Expression, *, backward: bool) -> Expression:
    """`node` with its offsets counted back, where its base turned out to be a later day."""
    match node:
        case Offset():
            return replace(node, direction="before" if backward else "after")
        case Conditional():
            branches = tuple(replace(it, then=turned(it.then, backward=backward)) for it in node.branches)
            return replace(node, branches=branches)
        case _:
            return node


def first_base(node: Expression) -> Expression | None:
    """The first base that the text names."""
    match node:
        case Offset():
            return None if is_open(node.base) else node.base
        case EarlierOf() | LaterOf():
            return next((base for arg in node.args if (base := first_base(arg)) is not None), None)
        case Conditional():
            return next((base for it in node.branches if (base := first_base(it.then)) is not None), None)
        case Roll():
            return first_base(node.base)
        case _:
            return None


def as_lengths(node: Expression) -> Expression:
    """Periods without a place in time as durations: "for the longer of two years and …"."""
    match node:
        case Offset() if is_open(node.base):
            return Duration(node.span, node.count, node.unit)
        case EarlierOf() | LaterOf():
            return replace(node, args=tuple(as_lengths(arg) for arg in node.args))
        case _:
            return node
