"""A first and a last day: "not less than 20 nor more than 40 days before the meeting"."""

from __future__ import annotations

import re
from dataclasses import replace
from decimal import Decimal

from pipeline.expressions import Anchor, Between, Expression, Offset
from pipeline.extract.deadlines import grammar as g
from pipeline.extract.deadlines.expressions import offset, simple
from pipeline.extract.deadlines.shapes import filled, first_base, is_open
from pipeline.extract.deadlines.source import Parsed, Source, unit_of
from pipeline.extract.quantities.numbers import ordinal
from pipeline.model import DayCount
from pipeline.spans import Span

_OR_MORE = g.words(
    r",? (?:and|nor|or|but)(?:,? in no event)? (?:(?:not|no) )?(?:(?P<way>more|later|less|earlier"
    r"|greater|fewer|sooner) than|after) "
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
    r",? (?:before|prior to|preceding),?(?: and| or| to)(?: (?:for|during|within|ending|until"
    r"|continuing (?:for"
    r"|until|through)))? (?:the )?"
)


def days(source: Source, start: int, at: int, end: int, *, both: bool = False) -> Parsed | None:
    """Read "no earlier than May 1, 2005 and no later than June 30, 2005": the first day stands at `at`.

    `both`: they stand behind "between".
    """
    bare = None if both else _BARE_NTH.match(source.string, at, min(end, at + 60))
    if bare is not None:
        return _nth_to_nth(source, start, bare, end)
    first = simple(source, at, end, "exactly", anchors=False)
    if first is None or (isinstance(first.node, Offset) and is_open(first.node.base)):
        return None
    if both:
        joint = g.AND.match(source.string, first.end, min(end, first.end + 6))
    else:
        joint = _OR_MORE.match(source.string, first.end, min(end, first.end + 50))
        joint = (
            joint if joint is not None and (joint["way"] or "later").lower() in ("later", "more") else None
        )
    if joint is None:
        return None
    second = simple(source, joint.end(), end, "exactly")
    return Parsed(Between(Span(start, second.end), first.node, second.node), second.end) if second else None


# "not before the tenth nor after the twentieth day following Completion": the first has no unit of its own.
_BARE_NTH = g.words(
    r"the (?P<nth>[a-z-]{4,16}|\d{1,3}(?:st|nd|rd|th))(?: \(\d{1,3}(?:st|nd|rd|th)?\))?,?"
    r" (?:and|nor|or)(?: not)? (?:after|later than) (?:the )?"
)


def _nth_to_nth(source: Source, start: int, bare: re.Match[str], end: int) -> Parsed | None:
    nth = ordinal(bare["nth"])
    second = offset(source, bare.end(), end, "exactly")
    if nth is None or second is None or not isinstance(second.node, Offset) or is_open(second.node.base):
        return None
    first = replace(second.node, count=Decimal(nth.numerator), span=Span(*bare.span("nth")))
    early, late = (first, second.node) if second.node.direction == "after" else (second.node, first)
    return Parsed(Between(Span(start, second.end), early, late), second.end)


# "the period commencing on …", "from and after …", "on or after …": the first day of a stretch follows.
_OPENS = g.words(
    r"(?:(?:the|a|any|such|that) )?(?:(?:period|term|time|interval)(?: of time)?,? (?:that |which"
    r" )?)?(?:begin(?:ning|s)"
    r"|commenc(?:ing|es)|start(?:ing|s)|running|from)(?: on| with| upon| at| from| as of)?(?: and"
    r" (?:including|after))?,? "
)
_CLOSES = g.words(
    r",? (?:(?:and |or )?(?:(?:ending|ends|continuing|continues|expiring|terminating|running"
    r"|lasting)(?: on| upon| at"
    r"| with| until| through| to)?|until|through|to)(?: and including)?|and (?:on or )?(?:before|prior to))"
    r"(?: (?:the )?(?:close|end) of business on)?,? "
)
_CLOSING = re.compile(r"\b(?:until|through|ending|ends|to|prior|before|continu\w+|expiring|terminating)\s")
# A day among the next words, for a first quick look.
_DAY_NEAR = g.words(
    r"(?:[^\s,;.()]{1,24} ){0,5}?(?:date|day|closing|maturity|expir\w+|terminat\w+|completion"
    r"|anniversary|time"
    r"|hereof|receipt|end)\b"
)
_SPREAD = 240  # characters from the beginning of a stretch to the words that say where it ends


def stretch(source: Source, start: int, at: int, end: int, *, opened: bool = False) -> Parsed | None:
    """Read "the period beginning on the Closing Date and ending on the later of …", from `at` on.

    `start` is where its preposition begins; `opened`: that is "from", and the first day is at `at`.
    """
    opens = None if opened else _OPENS.match(source.string, at, min(end, at + 80))
    begin = at if opens is None else opens.end()
    if opened and not (begin in source.dates or source.counts_between(begin, begin + 24)):
        opens = _DAY_NEAR.match(source.string, begin, min(end, begin + 70))
        opened = opens is not None
    if not (opened or opens) or not _CLOSING.search(source.string, begin, min(end, begin + _SPREAD)):
        return None
    count = source.count_from(begin, end)
    if count is not None and (found := _both(source, start, count, end)) is not None:
        return found
    first = simple(source, begin, end, "exactly")
    closes = _CLOSES.match(source.string, first.end, min(end, first.end + 70)) if first is not None else None
    last = simple(source, closes.end(), end, "exactly") if closes is not None else None
    if first is not None and last is not None and isinstance(first.node, Offset):
        base = first_base(last.node)  # "from the 30th day to the 60th day after the notice"
        first = Parsed(filled(first.node, base), first.end) if base is not None else first
    if first is None or last is None or not (_is_day(first.node) and _is_day(last.node)):
        return None
    return Parsed(Between(Span(start, last.end), first.node, last.node), last.end)


_ENDING = g.words(
    r"(?:the|a|any) (?:period|term|time)(?: of time)?,? (?:that |which )?end(?:ing|s)(?: on| upon| at)? "
)


def ending(source: Source, at: int, end: int) -> Parsed | None:
    """Read "the period ending 180 days after the date of the Prospectus": only the last day is said."""
    lead = _ENDING.match(source.string, at, min(end, at + 60))
    last = simple(source, lead.end(), end, "exactly") if lead is not None else None
    return last if last is not None and _is_day(last.node) else None


_DAY = re.compile(
    r"\b(?:[Dd]ate|[Dd]ay|[Cc]losing|[Mm]aturity|[Ee]xpiration|[Tt]ermination|[Cc]ompletion|[Tt]ime"
    r"|[Aa]nniversary|hereof|[Rr]eceipt|[Ee]nd)\b"
)


def _is_day(node: Expression) -> bool:
    """Whether it is a day, not a place or a person: "from the Closing Date", not "from the Company"."""
    if isinstance(node, Offset):
        return not is_open(node.base)
    return not isinstance(node, Anchor) or _DAY.search(node.text) is not None


def around(source: Source, lead: re.Match[str], first: DayCount, end: int) -> Parsed | None:
    """Read "during the seven days before, and the ninety days after, the effective date"."""
    return _both(source, lead.start(), first, end)


def _both(source: Source, start: int, first: DayCount, end: int) -> Parsed | None:
    """So many days before an event and so many after it; `start` is where the words begin."""
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
    return Parsed(Between(Span(start, close), early, second.node), close)
