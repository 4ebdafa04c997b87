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
    case = g.CASE.match(string, at, min(end, at + 60))
    if case is None:
        return None
    for comma in list(_COMMA.finditer(string, case.end(), min(end, case.end() + _LONGEST)))[:2]:
        first = _limit(source, comma.end(), end)
        other = (
            g.OTHER_CASE.match(string, first.end, min(end, first.end + 180)) if first is not None else None
        )
        if first is None or other is None:
            continue
        of, second = _second(source, other, end)
        if second is None:
            return None
        base = first_base(first.node) or first_base(second.node)
        nodes = [filled(it.node, base) if base is not None else it.node for it in (first, second)]
        condition = Span(case.end(), comma.start())
        branches = (
            Branch(_words(string, condition), condition, nodes[0]),
            Branch(_words(string, of) if of else None, of, nodes[1]),
        )
        return Parsed(Conditional(Span(at, second.end), branches), second.end)
    return None


def _words(string: str, span: Span) -> str:
    return " ".join(string[span.start : span.end].split())


def _second(source: Source, other: re.Match[str], end: int) -> tuple[Span | None, Parsed | None]:
    """What the second case is, where it is named, and its time."""
    string = source.string
    if not other["named"]:
        return None, _limit(source, other.end(), end)
    for stop in list(_BEFORE_TIME.finditer(string, other.end(), min(end, other.end() + _LONGEST)))[:4]:
        if (time := _limit(source, stop.end(), end)) is not None:
            return Span(other.end(), stop.start()), time
    return None, None


def _limit(source: Source, at: int, end: int) -> Parsed | None:
    lead = _LIMIT.match(source.string, at, end)
    return simple(source, lead.end() if lead else at, end, "no_later_than", anchors=False)


_LONGEST = 160  # characters of a condition
_BEFORE_TIME = re.compile(r",\s|\s(?=(?:within|by|not|no|on)\s)")
_LIMIT = g.words(
    r"(?:within|by|on or before|not later than|no later than|in|not more than|for|at least|not less than) "
)
_COMMA = re.compile(r",\s")
