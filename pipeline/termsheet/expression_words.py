"""A deadline's tree in words, on one line."""

from __future__ import annotations

from pipeline.termsheet import expressions as e
from pipeline.termsheet.lengths import length

_BOUNDS = {"no_later_than": "no later than ", "at_least": "at least ", "exactly": ""}


def expression(node: e.ExpressionNode) -> str:
    """The tree as a lawyer would say it: "the earlier of (90 days after Closing; 2003-12-31)"."""
    match node:
        case e.AnchorNode():
            return node.text or "(not said from when)"
        case e.FixedNode():
            return node.iso
        case e.OffsetNode():
            what = length(node.count, node.unit)
            return f"{_BOUNDS[node.bound]}{what} {node.direction} {_inner(node.base)}"
        case e.EarlierOfNode():
            return f"the earlier of ({_listed(node.args)})"
        case e.LaterOfNode():
            return f"the later of ({_listed(node.args)})"
        case e.ConditionalNode():
            branches = (
                f"if {branch.condition}: {expression(branch.then)}"
                if branch.condition is not None
                else f"otherwise {expression(branch.then)}"
                for branch in node.branches
            )
            return "; ".join(branches)
        case e.BetweenNode():
            return f"from {expression(node.from_)} to {expression(node.to)}"
        case e.DurationNode():
            start = f" from {_inner(node.start)}" if node.start is not None else ""
            return f"for {length(node.count, node.unit)}{start}"
        case e.PeriodicNode():
            return _periodic(node)
        case e.RollNode():
            return f"{expression(node.base)}, on a closed day the {node.convention.replace('_', ' ')}"


def _inner(node: e.ExpressionNode) -> str:
    simple = isinstance(node, (e.AnchorNode, e.FixedNode))
    return expression(node) if simple else f"({expression(node)})"


def _listed(nodes: tuple[e.ExpressionNode, ...]) -> str:
    return "; ".join(map(expression, nodes))


def _periodic(node: e.PeriodicNode) -> str:
    parts = [f"every {length(node.every.count, node.every.unit)}"]
    if node.dates:
        parts.append(f"on {', '.join(node.dates)}")
    if node.start is not None:
        parts.append(f"from {_inner(node.start)}")
    if node.until is not None:
        parts.append(f"until {_inner(node.until)}")
    return " ".join(parts)
