"""A time for each of two cases: "in the case of rent, by the fifth day, in any other case by the tenth"."""

from __future__ import annotations

import re

from pipeline.expressions import Branch, Conditional
from pipeline.extract.deadlines import grammar as g
from pipeline.extract.deadlines.expressions import simple
from pipeline.extract.deadlines.shapes import filled, first_base
from pipeline.extract.deadlines.source import Parsed, Source
from pipeline.spans import Span


def by_case(source: Source, at: int, end: int) -> Parsed | None:
    """Read "in the case of rent, by the fifth day after notice and, in any other case, by the thirtieth"."""
    string = source.string
    case = g.CASE.match(string, at, min(end, at + 24))
    if case is None:
        return None
    for comma in list(_COMMA.finditer(string, case.end(), min(end, case.end() + 160)))[:2]:
        lead = _LIMIT.match(string, comma.end(), end)
        first = simple(source, lead.end() if lead else comma.end(), end, "no_later_than", anchors=False)
        other = (
            g.OTHER_CASE.match(string, first.end, min(end, first.end + 140)) if first is not None else None
        )
        if first is None or other is None:
            continue
        lead = _LIMIT.match(string, other.end(), end)
        second = simple(source, lead.end() if lead else other.end(), end, "no_later_than", anchors=False)
        if second is None:
            return None
        base = first_base(first.node) or first_base(second.node)
        nodes = [filled(it.node, base) if base is not None else it.node for it in (first, second)]
        condition = Span(case.end(), comma.start())
        branches = (
            Branch(" ".join(string[condition.start : condition.end].split()), condition, nodes[0]),
            Branch(other["of"], Span(*other.span("of")) if other["of"] else None, nodes[1]),
        )
        return Parsed(Conditional(Span(at, second.end), branches), second.end)
    return None


_LIMIT = g.words(
    r"(?:within|by|on or before|not later than|no later than|in|not more than|for|at least|not less than) "
)
_COMMA = re.compile(r",\s")
