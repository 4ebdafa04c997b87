"""A first and a last day: "not less than 20 nor more than 40 days before the meeting"."""

from __future__ import annotations

import re
from dataclasses import replace

from pipeline.expressions import Between, Offset
from pipeline.extract.deadlines import grammar as g
from pipeline.extract.deadlines.expressions import is_open, offset
from pipeline.extract.deadlines.source import Parsed, Source, unit_of
from pipeline.model import DayCount
from pipeline.spans import Span

_OR_MORE = g.words(
    r",? (?:and|nor|or|but)(?: in no event)? (?:(?:not|no) )?(?P<way>more|later|less|earlier"
    r"|greater|fewer|sooner) than "
)


def window(source: Source, words: str, first: DayCount, at: int, end: int) -> Parsed | None:
    """Read "not less than 20 nor more than 40 days before the meeting": a first and a last day."""
    if first.count is None:
        return None
    own = offset(source, at, end, "exactly")
    joint = None
    for close in (first.end, own.end if own is not None else first.end):
        joint = (g.AND if words == "between" else _OR_MORE).match(source.string, close, min(end, close + 40))
        if joint is not None:
            break
    if joint is None or not _opposite(words, joint.groupdict().get("way")):
        return None
    second = offset(source, joint.end(), end, "exactly")
    if second is None or not isinstance(second.node, Offset) or is_open(second.node.base):
        return None
    one = second.node
    if own is not None and own.end == close and close != first.end and isinstance(own.node, Offset):
        other: Offset = own.node
    else:
        unit = first.unit if first.unit is not None else one.unit
        other = replace(one, count=first.count, unit=unit, span=Span(first.start, first.end))
    early, late = sorted((one, other), key=lambda it: it.count, reverse=one.direction == "before")
    span = Span(at, second.end)
    if early.unit is not late.unit and other is not one:
        early, late = (one, other) if joint.groupdict().get("way") in ("earlier", "sooner") else (other, one)
    return Parsed(Between(span, early, late), second.end)


def _opposite(words: str, way: str | None) -> bool:
    """Whether a second limit bounds the other side: "not less than … nor more than …"."""
    if way is None:
        return True  # between … and …
    high = way.lower() in ("more", "later", "greater")
    return high is not any(word in words for word in ("more", "later", "within", "greater"))


_BEFORE_AND = g.words(
    r",? (?:before|prior to|preceding),?(?: and| or| to)(?: (?:for|during|within|ending|until))? (?:the )?"
)


def around(source: Source, lead: re.Match[str], first: DayCount, end: int) -> Parsed | None:
    """Read "during the seven days before, and the ninety days after, the effective date"."""
    if first.count is None:
        return None
    joint = _BEFORE_AND.match(source.string, first.end, min(end, first.end + 50))
    second = offset(source, joint.end(), end, "exactly") if joint is not None else None
    if second is None or not isinstance(second.node, Offset):
        return None
    base, close = second.node.base, second.end
    if is_open(base):
        return None
    early = Offset(Span(first.start, first.end), first.count, unit_of(first), "before", "exactly", base)
    return Parsed(Between(Span(lead.start(), close), early, second.node), close)
