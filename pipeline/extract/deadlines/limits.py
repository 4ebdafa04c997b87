"""What a lead makes of the words behind it: a limit, a least distance, a length, a point."""

from __future__ import annotations

import re
from dataclasses import replace

from pipeline.expressions import Anchor, Conditional, Duration, Offset
from pipeline.extract.deadlines import grammar as g
from pipeline.extract.deadlines.anchors import anchor
from pipeline.extract.deadlines.expressions import choice, offset, simple
from pipeline.extract.deadlines.periodic import dates_of, day_of
from pipeline.extract.deadlines.shapes import as_lengths, first_base, is_open, with_bound
from pipeline.extract.deadlines.source import Parsed, Source, unit_of
from pipeline.extract.deadlines.tails import whichever, with_tails
from pipeline.spans import Span

_NAME = 160  # characters within which an event shows that it names a day
_STRONG = ("not later than", "no later than", "on or before", "on or prior to", "by")


def names_an_end(words: str, event: Anchor) -> bool:
    """Whether an event can be what the words before it lead up to: only "until" leads up to any."""
    return words.startswith(("until", "till")) or (
        event.kind == "defined_term" and _DAY_LIKE.search(event.text) is not None
    )


def limit(source: Source, words: str, at: int, end: int) -> Parsed | None:
    """The latest time, behind such `words` as "within", "by", "no later than" and "during"."""
    if "during" in words:
        if _ANY.match(source.string, at, end):  # "during any 365-day period" is a window, not a time
            return None
        return length(source, at, end)
    again = dates_of(source, at, end) or day_of(source, at, end)
    if again is not None:  # "by May 31 of each year", "no later than the tenth day of each month"
        return again
    if words.startswith("within") and _ANY_OR_SUCH.match(source.string, at, end):
        return None  # "within any twelve months", "within such thirty days": no time of its own
    wait = words == "once"  # "once five years have gone by": what may be done from then on
    found = simple(source, at, end, "exactly" if wait else "no_later_than", anchors=False)
    if found is not None and isinstance(found.node, Offset) and is_open(found.node.base):
        if "more" in words or "longer" in words or "up to" in words:  # "not more than 33 consecutive days"
            tailed = with_tails(source, found, end, "no_later_than")
            if first_base(tailed.node) is None:
                return Parsed(Duration(Span(at, found.end), found.node.count, found.node.unit), found.end)
        later = source.string.endswith("thereafter", at, found.end)
        if words in _NOT_LEFT_OPEN and not later and not is_based(source, found, end):
            return None  # "extended by one day"
    if found is not None or not (any(word in words for word in _STRONG) or words.endswith((" on", " of"))):
        return found
    return _day(source, at, end)


def _day(source: Source, at: int, end: int) -> Parsed | None:
    """A day that the text names: "the Closing Date", "the last day of the term"."""
    described = _DAY_OF.match(source.string, at, end) is not None
    if not described and not _DAY_LIKE.search(source.string, at, min(end, at + _NAME)):
        return None  # "by the Company"
    event = anchor(source, at, end)
    if event is None or not isinstance(event.node, Anchor):
        return None
    if event.node.kind == "defined_term" and _DAY_LIKE.search(event.node.text):
        return event
    return event if described else None


_ANY = g.words(r"(?:any|each|every|a(?:ny)? (?:rolling|consecutive)) ")
_ANY_OR_SUCH = g.words(r"(?:any|such|each|every|said) ")
_NOT_LEFT_OPEN = frozenset(("by", "on or before", "on or prior to", "before", "prior to", "once", "up to"))
_DAY_OF = g.words(
    r"the (?:(?:date|(?:last |first |final )?day) (?:of|on which|when|that)|(?:end|close|expiration"
    r"|expiry) of)\b"
)
_DAY_LIKE = re.compile(r"\b(?:Date|Deadline|Closing|Day|Maturity|Time|Anniversary|Expiration|Completion)\b")


def is_based(source: Source, found: Parsed, end: int) -> bool:
    """Whether the text says what a period is counted from, be it behind a condition."""
    return first_base(with_tails(source, found, end, "exactly").node) is not None


def least(source: Source, at: int, end: int) -> Parsed | None:
    """A distance to keep: "at least ten days before the filing"."""
    found = offset(source, at, end, "at_least")
    if found is None or not isinstance(found.node, Offset):
        return None
    if is_open(found.node.base) and found.node.direction == "after":
        tailed = with_tails(source, found, end, "at_least")
        if first_base(tailed.node) is None:
            return None  # "at least ten days of rest" says nothing of when
        return Parsed(with_bound(tailed.node, "at_least"), tailed.end)
    return Parsed(replace(found.node, bound="at_least"), found.end)


_IN_A_ROW = g.words(r"(?: (?:in a row|in succession|at a time|at any one time|running|thereafter))")


def length(source: Source, at: int, end: int) -> Parsed | None:
    """How long: "for a period of two years after the Closing"."""
    chosen = choice(source, at, end, "exactly")
    if chosen is not None:
        return Parsed(as_lengths(chosen.node), chosen.end)
    count = source.count_from(at, end)
    if (
        count is None
        or count.count is None
        or RATE.search(source.string, max(0, count.start - 30), count.start)
    ):
        return None
    timed = offset(source, at, end, "exactly")
    either = whichever(source, timed, end, "exactly") if timed is not None else None
    if either is not None:  # "for 18 months from shipment or 12 months from use, whichever is earlier"
        return Parsed(as_lengths(either.node), either.end)
    begins = _BEGINNING.match(source.string, count.end, min(end, count.end + 60))
    start: Parsed | None = None
    if begins is not None:
        start = simple(source, begins.end(), end, "exactly")
    if start is None and timed is not None and isinstance(timed.node, Offset):
        if timed.node.direction == "before":
            return timed if not is_open(timed.node.base) else None
        if not is_open(timed.node.base):
            start = Parsed(timed.node.base, timed.end)
    row = _IN_A_ROW.match(source.string, count.end, end)
    close = start.end if start is not None else row.end() if row is not None else count.end
    node = Duration(Span(at, close), count.count, unit_of(count), start.node if start is not None else None)
    return Parsed(node, close)


_BEGINNING = g.words(
    r",?(?: (?:period|term))?,? \(?(?:beginning|commencing|starting|measured|running|to (?:run"
    r"|begin|commence|be counted))"
    r"(?: (?:on|from|with|upon|at|as of))? "
)
RATE = g.words(
    r"\b(?:each|every|per)(?: (?:such|full|additional|further|successive|period of|consecutive"
    r"|subsequent))* $"
)


_OR_IF = g.words(r",? or,? if ")


def point(source: Source, words: str, at: int, end: int) -> Parsed | None:
    """A day on which something falls, behind such `words` as "on" and "as of"."""
    found = simple(source, at, end, "exactly", anchors=False)
    if found is not None and not (isinstance(found.node, Offset) and is_open(found.node.base)):
        return found
    if found is not None:  # "at the expiration of ten days (or thirty for a termination) from the dispatch"
        tailed = with_tails(source, found, end, "exactly")
        if first_base(tailed.node) is not None:
            return tailed
    # An event takes long to read, and few are followed by another case.
    cased = found is None and words in ("on", "upon") and _OR_IF.search(source.string, at, end) is not None
    event = anchor(source, at, end) if cased else None
    if event is not None and _OR_IF.match(source.string, event.end, min(end, event.end + 12)):
        # A notice works "on transmission or, if sent after 5:00 p.m., one Trading Day after transmission".
        tailed = with_tails(source, event, end, "exactly")
        if isinstance(tailed.node, Conditional):
            return tailed
    return _day(source, at, end) if words.startswith(("on", "at ", "as of ")) else None
