"""A time as a tree: an offset, a date, the earlier of two, and what may follow that changes it.

Read by descent, left to right; each reader takes where its words begin and a limit that it must not cross,
and gives its node with the place where its words end, or None where it finds none.
"""

from __future__ import annotations

import re
from dataclasses import replace
from decimal import Decimal

from pipeline.expressions import (
    Anchor,
    Bound,
    EarlierOf,
    Expression,
    Fixed,
    Offset,
)
from pipeline.extract.deadlines import grammar as g
from pipeline.extract.deadlines.anchors import LONGEST, anchor
from pipeline.extract.deadlines.shapes import NOWHERE, choose, is_open
from pipeline.extract.deadlines.source import Parsed, Source, unit_of
from pipeline.extract.quantities.numbers import ordinal
from pipeline.extract.quantities.periods import unit_of as unit_in_words
from pipeline.model import DayCount, Unit
from pipeline.spans import Span

_DEEPEST = 5  # choices within choices


def simple(
    source: Source, at: int, end: int, bound: Bound, *, anchors: bool = True, depth: int = 0
) -> Parsed | None:
    """A time without what may follow it: a choice, a period with its base, a date, or an event."""
    if depth > _DEEPEST or at >= end:
        return None
    found = _dated(source, at, end, bound, depth) if source.may_be_time(at, end) else None
    if found is not None:
        return found
    if not (anchors or source.plus_between(at, min(end, at + LONGEST + 8))):
        return None
    event = anchor(source, at, end)
    return _plus(source, event, end, bound) or (event if anchors else None)


def _dated(source: Source, at: int, end: int, bound: Bound, depth: int) -> Parsed | None:
    """A choice, a period with its base, or a date."""
    that = g.DATE_THAT_IS.match(source.string, at, min(end, at + 110))
    if that is not None:
        least = g.LEAST.match(source.string, that.end(), end) is not None
        inner = simple(
            source, that.end(), end, "at_least" if least else bound, anchors=False, depth=depth + 1
        )
        if inner is not None:
            return Parsed(_widened(inner.node, Span(at, inner.end)), inner.end)
    return (
        choice(source, at, end, bound, depth=depth)
        or fixed(source, at, end)
        or offset(source, at, end, bound, depth=depth)
    )


def _plus(source: Source, event: Parsed | None, end: int, bound: Bound) -> Parsed | None:
    """A period added to a day: "the Closing Date plus 40 days"."""
    plus = g.PLUS.match(source.string, event.end, min(end, event.end + 8)) if event is not None else None
    count = source.count_from(plus.end(), end) if plus is not None else None
    if event is None or count is None:
        return None
    return Parsed(_offset(event.node.span.start, count.end, count, bound, event.node), count.end)


def fixed(source: Source, at: int, end: int) -> Parsed | None:
    """A date that begins here."""
    found = source.dates.get(at)
    if found is None:
        before = _BEFORE_DATE.match(source.string, at, min(end, at + 14))
        found = source.dates.get(before.end()) if before is not None else None
    if found is None or found.iso is None or found.end > end:
        return None
    close = found.end
    if found.iso.startswith("--"):  # "March 15 of the year after the year in which it is earned"
        year = _OF_YEAR.match(source.string, close, min(end, close + 40))
        which = anchor(source, year.end(), end) if year is not None else None
        close = which.end if which is not None else close
    return Parsed(Fixed(Span(at, close), found.iso), close)


_BEFORE_DATE = g.words(r"(?:the |(?:Mon|Tues|Wednes|Thurs|Fri|Satur|Sun)day,? )")
_OF_YEAR = g.words(
    r" (?:of |in |next |immediately )?(?=(?:the|that) [\w ]{0,30}year\b)| (?:next )?following "
)


# --------------------------------------------------------------------------- periods


def offset(source: Source, at: int, end: int, bound: Bound, *, depth: int = 0) -> Parsed | None:
    """A period with the event that it is counted from; with a base left open where none is named.

    What follows the number decides: "days after X" counts on, "days before X" back, "days' notice" back from
    what is announced.
    """
    string = source.string
    found = source.count_from(at, end)
    if found is None:
        return _next_day(source, at, end, bound, depth)
    notice = g.NOTICE.match(string, found.end, min(end, found.end + 80))
    if notice is not None:
        return _of_notice(source, at, found, notice.end(), end, depth)
    counted, yearly = found.end, False
    behind = string[counted : counted + 2].lower()
    if behind not in (" (", ") ", " o", " a"):
        pass
    elif longer := g.OR_LONGER.match(string, counted, min(end, counted + 120)):
        counted = longer.end()
    elif more := g.OR_MORE.match(string, counted, min(end, counted + 40)):
        counted, bound = more.end() - 1, "at_least"
    elif year := g.YEAR_DAY.match(string, counted, min(end, counted + 30)):
        counted, yearly = year.end(), True
    direction = g.DIRECTION.match(string, counted, min(end, counted + 60))
    anniversary = yearly or "anniversar" in string[found.start : found.end].lower()
    of = direction is not None and direction["word"].lower() == "of"
    nth = of and not anniversary and ordinal(string[found.start : found.end].split()[0]) is not None
    if direction is not None and (not of or bound == "no_later_than" or anniversary or nth):
        backward = direction["word"].lower() in g.BACKWARD
        base = _base(source, direction.end(), end, depth)
        if base is not None and of and not anniversary and (nth or _is_month(base.node)):
            # "the first day of the fiscal quarter", "of the seventh month following": a day by its name.
            return anchor(source, at, base.end, whole=True)
        if base is not None:
            node = _offset(at, base.end, found, bound, base.node, backward=backward)
            return _or_after(source, node, base.end, end, depth) or Parsed(node, base.end)
        it = _IT.match(string, direction.end(), min(end, direction.end() + 8))
        if it is not None:  # "the thirtieth day after it": after what the first part counts from
            open_base = _open_base(it.end())
            return Parsed(_offset(at, it.end(), found, bound, open_base, backward=backward), it.end())
    later = g.THEREAFTER.match(string, found.end, min(end, found.end + 30))
    close = later.end() if later is not None else found.end
    backward = later is not None and later["word"].lower().startswith(_BACK)
    return Parsed(_offset(at, close, found, bound, _open_base(close), backward=backward), close)


def _or_after(source: Source, node: Offset, at: int, end: int, depth: int) -> Parsed | None:
    """The same period after a second event: "after clearance or, if applicable, following notice"."""
    again = g.OR_AFTER.match(source.string, at, min(end, at + 60))
    backward = again is not None and again["word"].lower() in g.BACKWARD
    if again is None or backward is not (node.direction == "before"):
        return None
    base = _base(source, again.end(), end, depth)
    if base is None or not isinstance(base.node, Anchor):
        return None
    span = Span(node.span.start, base.end)
    return Parsed(EarlierOf(span, (node, replace(node, span=span, base=base.node))), base.end)


_BACK = ("prior", "before", "in advance", "earlier")


_IT = g.words(r"(?:it|them|this)(?!\w)(?! [a-z])")


def _next_day(source: Source, at: int, end: int, bound: Bound, depth: int) -> Parsed | None:
    """One day on: "the next Trading Day after that date"."""
    found = g.NEXT_DAY.match(source.string, at, min(end, at + 100))
    base = _base(source, found.end(), end, depth) if found is not None else None
    if found is None or base is None:
        return None
    unit = unit_in_words(f"{found['kind'] or ''} day")
    backward = found["word"].lower() in g.BACKWARD
    node = Offset(Span(at, base.end), Decimal(1), unit, "before" if backward else "after", bound, base.node)
    return Parsed(node, base.end)


def _is_month(node: Expression) -> bool:
    return isinstance(node, Offset) and node.unit is Unit.MONTHS


def _offset(
    start: int, end: int, found: DayCount, bound: Bound, base: Expression, *, backward: bool = False
) -> Offset:
    assert found.count is not None
    return Offset(
        Span(start, end), found.count, unit_of(found), "before" if backward else "after", bound, base
    )


def _open_base(at: int) -> Anchor:
    return Anchor(Span(at, at), NOWHERE, "event")


def _base(source: Source, at: int, end: int, depth: int) -> Parsed | None:
    """What a period is counted from: an event, a date, or a time that is itself computed."""
    return simple(source, at, end, "exactly", depth=depth + 1)


def _of_notice(source: Source, at: int, found: DayCount, close: int, end: int, depth: int) -> Parsed | None:
    before = g.NOTICE_BASE.match(source.string, close, min(end, close + 120))
    base = _base(source, before.end(), end, depth) if before is not None else None
    if base is not None:
        return Parsed(_offset(at, base.end, found, "at_least", base.node, backward=True), base.end)
    return Parsed(_offset(at, close, found, "at_least", _open_base(close), backward=True), close)


# --------------------------------------------------------------------------- the earlier and the later of


def choice(source: Source, at: int, end: int, bound: Bound, *, depth: int = 0) -> Parsed | None:
    """Read "the earlier of A and B", its parts numbered or not."""
    lead = g.CHOICE.match(source.string, at, min(end, at + 90))
    if lead is None:
        return None
    key = ("choice", at, end, bound, depth)
    if key not in source.read:
        source.read[key] = _choice(source, lead, end, bound, depth)
    return source.read[key]


def _choice(source: Source, lead: re.Match[str], end: int, bound: Bound, depth: int) -> Parsed | None:
    at = lead.start()
    if _THOSE.match(source.string, lead.end(), end):
        return None  # "the earlier of those days": which they are, the text has said
    parts = _numbered(source, lead.end(), end, bound, depth) or _unnumbered(
        source, lead.end(), end, bound, depth
    )
    if parts is None or len(parts) < 2:
        return None
    if (lead["which"] or "").lower() in ("first", "last") and "to " not in lead.group().lower():
        events = [it for it in parts if isinstance(it.node, Anchor) and it.node.kind == "event"]
        if len(events) == len(parts) and not _LABEL.match(source.string, lead.end(), end):
            return None  # "the last of the conditions has been satisfied or waived"
    last = parts[-1].end
    return Parsed(choose(lead["which"] or lead["ever"], Span(at, last), [part.node for part in parts]), last)


_THOSE = g.words(r"(?:those|these|such|the two|the said) (?:days|dates|events|times)\b")
_LABEL = re.compile(r"\(?(?P<label>[ivx]{1,4}|[IV]{1,3}|[a-hx-z]|[A-HX-Z]|\d{1,2})\)\s")
_SERIES = (
    ("i", "ii", "iii", "iv", "v", "vi", "vii"),
    ("I", "II", "III", "IV", "V"),
    ("a", "b", "c", "d", "e", "f", "g"),
    ("A", "B", "C", "D", "E", "F", "G"),
    ("x", "y", "z"),
    ("X", "Y", "Z"),
    ("1", "2", "3", "4", "5", "6", "7"),
)


def _numbered(source: Source, at: int, end: int, bound: Bound, depth: int) -> list[Parsed] | None:
    """Parts that bear labels: "(i) … and (ii) …"."""
    string = source.string
    first = _LABEL.match(string, at, min(end, at + 12))
    if first is None:
        return None
    series = next((it for it in _SERIES if it[0] == first["label"]), None)
    if series is None:
        return None
    starts = [first]
    for label in series[1:]:
        further = re.compile(rf"[\s,;](?:\(?){label}\)\s").search(string, starts[-1].end(), end)
        if further is None:
            break
        starts.append(further)
    parts: list[Parsed] = []
    for i, start in enumerate(starts):
        if i + 1 < len(starts):
            close = _before_joint(string, start.end(), starts[i + 1].start())
            part = _filling(source, start.end(), close, bound, depth)
        else:
            part = _part(source, start.end(), end, bound, depth)
        if part is None:
            return None
        parts.append(part)
    return parts


_JOINT = re.compile(r"[,;]?\s?(?:and|or|and/or)?\s?\(?$")


def _before_joint(string: str, start: int, end: int) -> int:
    """The end of a part without the conjunction that joins the next."""
    found = _JOINT.search(string, max(start, end - 12), end)
    return found.start() if found is not None else end


def _filling(source: Source, at: int, end: int, bound: Bound, depth: int) -> Parsed | None:
    """A part that is known to end at `end`."""
    part = _part(source, at, end, bound, depth)
    if part is not None and not isinstance(part.node, Anchor) and end - part.end < 3:
        return part
    if part is not None and isinstance(part.node, Offset) and isinstance(part.node.base, Anchor):
        base = (
            anchor(source, part.node.base.span.start, end, whole=True)
            if not is_open(part.node.base)
            else None
        )
        if base is not None:
            return Parsed(replace(part.node, span=Span(at, base.end), base=base.node), base.end)
    if part is not None and not isinstance(part.node, Anchor):
        return part
    return anchor(source, at, end, whole=True)


def _part(source: Source, at: int, end: int, bound: Bound, depth: int) -> Parsed | None:
    # What follows a time may hold another, and so may its parts: the two modules call each other.
    from pipeline.extract.deadlines.tails import with_tails

    lead = _PART_LEAD.match(source.string, at, min(end, at + 30))
    part = simple(source, lead.end() if lead else at, end, bound, depth=depth + 1)
    return with_tails(source, part, end, bound, inner=True) if part is not None else None


_PART_LEAD = g.words(r"(?:within|on or before|no later than|not later than|by|on|upon|until) ")
_CONJUNCTION = g.words(r"\b(?:and|or)\b")
_BEGINS = g.words(
    r"(?:the|such|any|each|receipt|an?|its|his|that|\d|completion|delivery|expiration|actual)\b"
)


def _unnumbered(source: Source, at: int, end: int, bound: Bound, depth: int) -> list[Parsed] | None:
    """Parts joined by commas and "and" or "or"."""
    parts: list[Parsed] = []
    start = at
    joint: re.Match[str] | None = None
    while len(parts) < 6:
        whole = _PART_LEAD.match(source.string, start, min(end, start + 30))
        start = whole.end() if whole else start
        part = simple(source, start, end, bound, anchors=False, depth=depth + 1)
        if part is None and g.CHOICE.match(source.string, start, min(end, start + 90)):
            break  # a choice in it that has no parts: neither has this one
        if part is None:
            part = _event_part(source, start, end, last=bool(parts) and not _more(source, start, end))
        if part is None:
            break
        parts.append(part)
        closed = joint is not None and _CONJUNCTION.search(joint.group()) is not None
        joint = g.JOINED.match(source.string, part.end, min(end, part.end + 12))
        if joint is not None and closed and _CONJUNCTION.search(joint.group()) is None:
            break  # "the later of A and B, file it": behind the last part the sentence goes on
        if joint is None or (len(parts) > 1 and "," not in joint.group() and not _more_parts(parts, source)):
            break
        if len(parts) > 1 and not _goes_with(source, joint.end(), end):
            break
        start = joint.end()
    return parts or None


def _more_parts(parts: list[Parsed], source: Source) -> bool:
    """Whether a list is still open: its parts so far are joined by commas only."""
    return source.string[parts[-2].end : parts[-2].end + 1] == "," and len(parts) > 1


def _goes_with(source: Source, at: int, end: int) -> bool:
    return g.GOES_ON.match(source.string, at, end) is None


def _more(source: Source, start: int, end: int) -> bool:
    """Whether a comma and a conjunction show that the list goes on behind this part."""
    found = re.compile(r",\s[^,;.]{2,160},?\s(?:and|or)\s").search(
        source.string, start, min(end, start + 240)
    )
    return found is not None and source.string[start - 2 : start - 1] == ","


def _event_part(source: Source, start: int, end: int, *, last: bool) -> Parsed | None:
    """An event as a part: up to the conjunction where the next part begins."""
    if last:
        return anchor(source, start, end)
    string = source.string
    stop = re.compile(r"[;.](?:\s|$)").search(string, start, end)
    limit = stop.start() if stop else end
    joints = list(g.JOINED.finditer(string, start, limit))[:12]
    for joint in joints:
        if g.GOES_ON.match(string, joint.end(), end):  # "that is a Friday and is at least two days after"
            continue
        further = simple(source, joint.end(), end, "exactly", anchors=False, depth=_DEEPEST - 1)
        if further is not None:
            return anchor(source, start, joint.start(), whole=True)
    for joint in joints:
        if _BEGINS.match(string, joint.end(), end):
            return anchor(source, start, joint.start(), whole=True)
    return anchor(source, start, joints[0].start(), whole=True) if joints else anchor(source, start, end)


def _widened(node: Expression, span: Span) -> Expression:
    return replace(node, span=span)
