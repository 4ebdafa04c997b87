"""The events of deadlines with the defined terms that they use: what is counted from the Funding Date."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Callable, Sequence
from dataclasses import replace

from pipeline.expressions import (
    Anchor,
    Between,
    Conditional,
    Deadline,
    Duration,
    EarlierOf,
    Expression,
    LaterOf,
    Offset,
    Periodic,
    Roll,
)
from pipeline.model import Definition, Vocabulary

# "(as defined in Section 1(d) of the Purchase Agreement)" says where the term is from, not when it is.
_DEFINED_IN = re.compile(
    r"\s\((?:as|such terms?|each as|all as)[^()]{0,40}defined(?:[^()]|\([^()]*\)){0,200}\)"
)

_Place = tuple[int, int, str]  # of a use: start, end, term


def resolved(
    deadlines: Sequence[Deadline], definitions: Sequence[Definition], vocabulary: Vocabulary
) -> tuple[Deadline, ...]:
    """The deadlines, each anchor with the defined terms used in it, of this document or of another."""
    uses: list[_Place] = [(it.start, it.end, definitions[it.definition].term) for it in vocabulary.uses]
    uses += [(span.start, span.end, it.term) for it in vocabulary.elsewhere for span in it.uses]
    uses.sort()

    def named(anchor: Anchor) -> Anchor:
        at = bisect_left(uses, (anchor.span.start, 0, ""))
        terms: dict[str, None] = {}
        while at < len(uses) and uses[at][0] < anchor.span.end:
            if uses[at][1] <= anchor.span.end:
                terms[uses[at][2]] = None
            at += 1
        return replace(anchor, text=_DEFINED_IN.sub("", anchor.text), terms=tuple(terms))

    return tuple(replace(it, expression=mapped(it.expression, named)) for it in deadlines)


def mapped(node: Expression, change: Callable[[Anchor], Anchor]) -> Expression:
    """The tree with each of its anchors changed."""

    def inner(part: Expression) -> Expression:
        return mapped(part, change)

    match node:
        case Anchor():
            return change(node)
        case Offset() | Roll():
            return replace(node, base=inner(node.base))
        case EarlierOf() | LaterOf():
            return replace(node, args=tuple(map(inner, node.args)))
        case Conditional():
            return replace(node, branches=tuple(replace(it, then=inner(it.then)) for it in node.branches))
        case Between():
            return replace(node, from_=inner(node.from_), to=inner(node.to))
        case Duration():
            return replace(node, start=inner(node.start) if node.start is not None else None)
        case Periodic():
            start = inner(node.start) if node.start is not None else None
            return replace(node, start=start, until=inner(node.until) if node.until is not None else None)
        case _:
            return node
