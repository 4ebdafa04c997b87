"""The events of deadlines with the defined terms that they use: what is counted from the Funding Date."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Callable, Sequence
from dataclasses import replace
from operator import attrgetter

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
from pipeline.spans import Span

# "(as defined in Section 1(d) of the Purchase Agreement)" says where the term is from, not when it is.
_DEFINED_IN = re.compile(
    r"\s\((?:as|such terms?|each as|all as)[^()]{0,40}defined(?:[^()]|\([^()]*\)){0,200}\)"
)

_Place = tuple[int, int, str]  # of a use: start, end, term


def resolved(
    deadlines: Sequence[Deadline], definitions: Sequence[Definition], vocabulary: Vocabulary
) -> tuple[Deadline, ...]:
    """The deadlines, each anchor with the defined terms used in it, of this document or of another."""
    elsewhere: list[_Place] = sorted(
        (span.start, span.end, it.term) for it in vocabulary.elsewhere for span in it.uses
    )

    def used(span: Span) -> list[_Place]:
        found = elsewhere[bisect_left(elsewhere, (span.start,)) : bisect_left(elsewhere, (span.end,))]
        for at in range(bisect_left(vocabulary.uses, span.start, key=_start), len(vocabulary.uses)):
            use = vocabulary.uses[at]
            if use.start >= span.end:
                break
            found.append((use.start, use.end, definitions[use.definition].term))
        return sorted(found)

    def named(anchor: Anchor) -> Anchor:
        terms = dict.fromkeys(term for _, end, term in used(anchor.span) if end <= anchor.span.end)
        text = _DEFINED_IN.sub("", anchor.text) if "defined" in anchor.text else anchor.text
        if not terms and text == anchor.text:
            return anchor
        return replace(anchor, text=text, terms=tuple(terms))

    return tuple(_with_anchors(it, named) for it in deadlines)


_start = attrgetter("start")


def _with_anchors(deadline: Deadline, change: Callable[[Anchor], Anchor]) -> Deadline:
    expression = mapped(deadline.expression, change)
    return deadline if expression is deadline.expression else replace(deadline, expression=expression)


def mapped(node: Expression, change: Callable[[Anchor], Anchor]) -> Expression:
    """The tree with each of its anchors changed."""

    def inner(part: Expression) -> Expression:
        return mapped(part, change)

    match node:
        case Anchor():
            return change(node)
        case Offset() | Roll():
            base = inner(node.base)
            return node if base is node.base else replace(node, base=base)
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
