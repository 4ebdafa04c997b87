"""Finds the times in a sentence: what leads in to one, what it is, its standard and its limits."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace
from typing import NamedTuple

from pipeline.expressions import (
    Anchor,
    Between,
    Bound,
    Branch,
    Conditional,
    Duration,
    Expression,
    Offset,
    Periodic,
)
from pipeline.extract.deadlines import grammar as g
from pipeline.extract.deadlines.anchors import LONGEST, anchor
from pipeline.extract.deadlines.expressions import (
    as_lengths,
    choice,
    filled,
    first_base,
    is_open,
    offset,
    simple,
    with_bound,
)
from pipeline.extract.deadlines.periodic import dates_of, day_of, periodic
from pipeline.extract.deadlines.source import Parsed, Source, unit_of
from pipeline.extract.deadlines.tails import rolled, with_tails
from pipeline.model import DayCount
from pipeline.spans import Span

_REACH = 90  # characters before a time in which its standard stands


class Time(NamedTuple):
    """A time as found in a sentence."""

    span: Span
    node: Expression
    rule: str
    standard: str | None
    conditions: tuple[Span, ...]
    tolled: Between | None


def times(source: Source, start: int, end: int) -> Iterator[Time]:
    """The times in the sentence `[start, end)`, in order and without overlap."""
    taken = start
    for at, lead in _starts(source, start, end):
        if at < taken:
            continue
        found = _led(source, lead, end) if lead is not None else _bare(source, at, start, end)
        if found is None:
            continue
        rule, begin, parsed = found
        time = _finished(source, rule, begin, parsed, start, end)
        taken = (
            max(time.span.end, *(it.end for it in time.conditions), begin + 1)
            if time.conditions
            else time.span.end
        )
        yield time


def _starts(source: Source, start: int, end: int) -> list[tuple[int, re.Match[str] | None]]:
    """Where a time may begin: at the words that lead in to one, or at a period itself."""
    found: list[tuple[int, re.Match[str] | None]] = [
        (at, lead)
        for at in source.leads(start, end)
        if (lead := g.LEAD.match(source.string, at, end)) is not None
    ]
    found += [(count.start, None) for count in source.counts_between(start, end)]
    found += [(at, None) for at in source.unled_between(start, end)]
    return sorted(found, key=lambda it: (it[0], it[1] is None))


_Read = tuple[str, int, Parsed]


def _led(source: Source, lead: re.Match[str], end: int) -> _Read | None:
    """A time behind the words that lead in to it."""
    at = lead.end() + 1 if source.string[lead.end() : lead.end() + 1] in " (" else lead.end()
    kind = lead.lastgroup or ""
    words = " ".join(lead.group().lower().split())
    found: Parsed | None = None
    match kind:
        case "limit":
            counted = source.count_from(at, end)
            if counted is not None:
                found = _around(source, lead, counted, end) or _window(source, words, counted, at, end)
            found = found or _limit(source, words, at, end)
        case "least":
            counted = source.count_from(at, end)
            if counted is not None:
                found = _window(source, words, counted, at, end)
            found = found or _least(source, at, end)
        case "until":
            bound: Bound = "no_later_than" if words.startswith("up to") else "exactly"
            found = simple(source, at, end, bound)
            if found is not None and isinstance(found.node, Offset) and is_open(found.node.base):
                found = None
            if found is not None and isinstance(found.node, Anchor) and not _names_an_end(words, found.node):
                found = None  # "up to two percent", "through no fault of the Company"
        case "means":
            found = simple(source, at, end, "exactly", anchors=False)
            if found is not None:
                found = None if isinstance(found.node, Offset) and not is_based(source, found, end) else found
                return ("bare", at, found) if found is not None else None
        case "length":
            found = _length(source, at, end)
        case "each":
            found = periodic(source, lead.start(), end)
        case "point":
            found = periodic(source, lead.start(), end) or _point(source, words, at, end)
        case _:
            pass
    return (kind, lead.start(), found) if found is not None else None


_STRONG = ("not later than", "no later than", "on or before", "on or prior to", "by")


def _names_an_end(words: str, event: Anchor) -> bool:
    """Whether an event can be what the words before it lead up to: only "until" leads up to any."""
    return words.startswith(("until", "till")) or (
        event.kind == "defined_term" and _DAY_LIKE.search(event.text) is not None
    )


def _limit(source: Source, words: str, at: int, end: int) -> Parsed | None:
    if "during" in words:
        if _ANY.match(source.string, at, end):  # "during any 365-day period" is a window, not a time
            return None
        return _length(source, at, end)
    again = dates_of(source, at, end) or day_of(source, at, end)
    if again is not None:  # "by May 31 of each year", "no later than the tenth day of each month"
        return again
    if words.startswith("within") and _ANY_OR_SUCH.match(source.string, at, end):
        return None  # "within any twelve months", "within such thirty days": no time of its own
    found = simple(source, at, end, "no_later_than", anchors=False)
    if found is not None and isinstance(found.node, Offset) and is_open(found.node.base):
        if "more" in words or "longer" in words or "up to" in words:  # "not more than 33 consecutive days"
            tailed = with_tails(source, found, end, "no_later_than")
            if first_base(tailed.node) is None:
                return Parsed(Duration(Span(at, found.end), found.node.count, found.node.unit), found.end)
        if words in _NOT_LEFT_OPEN and not is_based(source, found, end):
            return None  # "extended by one day"
    if found is not None or not any(word in words for word in _STRONG):
        return found
    return _day(source, at, end)


def _day(source: Source, at: int, end: int) -> Parsed | None:
    """A day that the text names: "the Closing Date", "the last day of the term"."""
    described = _DAY_OF.match(source.string, at, end) is not None
    if not described and not _DAY_LIKE.search(source.string, at, min(end, at + LONGEST)):
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


def _least(source: Source, at: int, end: int) -> Parsed | None:
    found = offset(source, at, end, "at_least")
    if found is None or not isinstance(found.node, Offset):
        return None
    if is_open(found.node.base) and found.node.direction == "after":
        tailed = with_tails(source, found, end, "at_least")
        if first_base(tailed.node) is None:
            return None  # "at least ten days of rest" says nothing of when
        return Parsed(with_bound(tailed.node, "at_least"), tailed.end)
    return Parsed(replace(found.node, bound="at_least"), found.end)


_OR_MORE = g.words(
    r",? (?:and|nor|or|but)(?: in no event)? (?:(?:not|no) )?(?P<way>more|later|less|earlier"
    r"|greater|fewer|sooner) than "
)


def _window(source: Source, words: str, first: DayCount, at: int, end: int) -> Parsed | None:
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


def _around(source: Source, lead: re.Match[str], first: DayCount, end: int) -> Parsed | None:
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


def _length(source: Source, at: int, end: int) -> Parsed | None:
    """How long: "for a period of two years after the Closing"."""
    chosen = choice(source, at, end, "exactly")
    if chosen is not None:
        return Parsed(as_lengths(chosen.node), chosen.end)
    count = source.count_from(at, end)
    if (
        count is None
        or count.count is None
        or _RATE.search(source.string, max(0, count.start - 30), count.start)
    ):
        return None
    timed = offset(source, at, end, "exactly")
    begins = _BEGINNING.match(source.string, count.end, min(end, count.end + 60))
    start: Parsed | None = None
    if begins is not None:
        start = simple(source, begins.end(), end, "exactly")
    if start is None and timed is not None and isinstance(timed.node, Offset):
        if timed.node.direction == "before":
            return timed if not is_open(timed.node.base) else None
        if not is_open(timed.node.base):
            start = Parsed(timed.node.base, timed.end)
    close = start.end if start is not None else count.end
    node = Duration(Span(at, close), count.count, unit_of(count), start.node if start is not None else None)
    return Parsed(node, close)


_BEGINNING = g.words(
    r",?(?: (?:period|term))?,? \(?(?:beginning|commencing|starting|measured|running|to (?:run"
    r"|begin|commence|be counted))"
    r"(?: (?:on|from|with|upon|at|as of))? "
)
_RATE = g.words(
    r"\b(?:each|every|per)(?: (?:such|full|additional|further|successive|period of|consecutive"
    r"|subsequent))* $"
)


def _point(source: Source, words: str, at: int, end: int) -> Parsed | None:
    found = simple(source, at, end, "exactly", anchors=False)
    if found is None and words.startswith("on"):
        return _day(source, at, end)
    if found is not None and isinstance(found.node, Offset) and is_open(found.node.base):
        return None
    return found


def _bare(source: Source, at: int, start: int, end: int) -> _Read | None:
    """A time without a lead: "ten days after invoice", "the 100th day after the Closing"."""
    string = source.string
    if _RATE.search(string, max(start, at - 30), at):
        return None
    begin = at
    case = _by_case(source, at, end)
    if case is not None:
        return "limit", at, case
    chosen = simple(source, at, end, "exactly", anchors=False) if at not in source.counts else None
    if chosen is not None:
        return "bare", at, chosen
    the = _THE.search(string, max(start, at - 40), at)
    if the is not None:
        begin = the.start()
    found = offset(source, at, end, "exactly")
    if found is None or not isinstance(found.node, Offset):
        return None
    if is_open(found.node.base) and found.node.bound != "at_least":
        # "ninety (90) days, or 120 days if reviewed, after the Closing Date": the base comes last.
        tailed = with_tails(source, found, end, "exactly")
        return ("bare", begin, tailed) if tailed.end > found.end else None
    bound: Bound = "no_later_than" if _HAS.search(string, max(start, at - 60), at) else found.node.bound
    return "bare", begin, Parsed(replace(found.node, bound=bound), found.end)


_LIMIT = g.words(
    r"(?:within|by|on or before|not later than|no later than|in|not more than|for|at least|not less than) "
)


def _by_case(source: Source, at: int, end: int) -> Parsed | None:
    """Read "in the case of rent, by the fifth day after notice and, in any other case, by the thirtieth"."""
    string = source.string
    case = g.CASE.match(string, at, min(end, at + 24))
    if case is None:
        return None
    for count in source.counts_between(case.end(), min(end, case.end() + 160))[:1]:
        comma = _COMMA.search(string, case.end(), count.start)
        if comma is None:
            return None
        lead = _LIMIT.match(string, comma.end(), end)
        first = simple(source, lead.end() if lead else comma.end(), end, "no_later_than", anchors=False)
        other = (
            g.OTHER_CASE.match(string, first.end, min(end, first.end + 140)) if first is not None else None
        )
        if first is None or other is None:
            return None
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


_COMMA = re.compile(r",\s")
_THE = re.compile(
    r"(?:(?:the\s)?date\s(?:that|which)\s(?:is|falls)\s)?\b[Tt]he\s$|(?:the\s)?date\s(?:that"
    r"|which)\s(?:is|falls)\s$"
)
_HAS = g.words(
    r"\b(?:has|have|had|having|allowed|given|granted|afforded)(?: (?:an? period of|up to|until|only"
    r"|no more than|an?))? ?$"
)


def _finished(source: Source, rule: str, begin: int, parsed: Parsed, start: int, end: int) -> Time:
    """The time with its tails, its standard and its limits."""
    bound: Bound = "no_later_than" if rule == "limit" else "exactly"
    if isinstance(parsed.node, Offset):
        bound = parsed.node.bound if parsed.node.bound != "at_least" else "exactly"
    if isinstance(parsed.node, Periodic):
        parsed = rolled(source, parsed, end)
    elif not isinstance(parsed.node, (Duration, Between)):
        parsed = with_tails(
            source, Parsed(replace(parsed.node, span=Span(begin, parsed.end)), parsed.end), end, bound
        )
    string = source.string
    standard = None
    lead = g.STANDARD_LEAD.search(string, max(start, begin - _REACH), begin)
    if lead is not None:
        standard = _standard(string, lead)
        begin = lead.start()
    conditions, tolled = _limits(source, parsed, end)
    node = replace(parsed.node, span=Span(begin, parsed.end))
    return Time(Span(begin, parsed.end), node, rule, standard, conditions, tolled)


def _standard(string: str, lead: re.Match[str]) -> str:
    found = g.STANDARD_WORDS.search(string, lead.start(), lead.end())
    assert found is not None
    return " ".join(found.group().lower().split())


_NOT_MORE = g.words(
    r"[,;]? \(?(?:and|or|nor|but|provided,?(?: however,?)?(?: that)?)(?: not)?,?"
    r" (?P<limit>(?:(?:all|the|such|any|in|no|for|not|that)\b[^.;()]{0,60}? )?"
    r"(?:(?:may |shall |will )?(?:not )?(?:exceed(?:ing)?|last|be longer than)|(?:no|not) (?:more"
    r"|longer) than|up to|for|more than|an aggregate of) )?"
)
_IN_ANY = g.words(
    r"(?: in the aggregate| in aggregate| in total| altogether)?,? (?:in|during|within|over|out of)"
    r" (?:an?|any|each|every|one|the same)(?: (?:rolling|consecutive|period of|calendar|single|such|"
    r"continuous|fiscal|successive)){0,3} "
)


def _limits(source: Source, parsed: Parsed, end: int) -> tuple[tuple[Span, ...], Between | None]:
    """Limits behind a time that its tree does not hold: "and thirty days in any twelve months"; tolling."""
    string = source.string
    tolled = _tolled(source, parsed, end)
    if tolled is not None:
        return (tolled.span,), tolled
    lead = _NOT_MORE.match(string, parsed.end, min(end, parsed.end + 120))
    if lead is None:
        return (), None
    counts = source.counts_between(lead.end(), min(end, lead.end() + 60))
    for count in counts[:1]:
        window = _IN_ANY.match(string, count.end, min(end, count.end + 80))
        if window is None:
            continue
        inner = source.counts_between(window.end(), min(end, window.end() + 30))
        stop = inner[0].end if inner else _YEAR.match(string, window.end(), end)
        close = stop if isinstance(stop, int) else stop.end() if stop is not None else None
        if close is not None:
            return (Span(lead.start("limit") if lead["limit"] else lead.end(), close),), None
    return (), None


_YEAR = g.words(r"(?:calendar |fiscal |twelve[- ]month )?(?:year|period|month|quarter)\b")


def _tolled(source: Source, parsed: Parsed, end: int) -> Between | None:
    lead = g.TOLLED.match(source.string, parsed.end, min(end, parsed.end + 200))
    first = simple(source, lead.end(), end, "exactly") if lead is not None else None
    if lead is None or first is None:
        return None
    joint = _TO.match(source.string, first.end, min(end, first.end + 40))
    last = simple(source, joint.end(), end, "exactly") if joint is not None else None
    if last is None:
        return None
    return Between(Span(lead.start() + 2, last.end), first.node, last.node)


_TO = g.words(r",? (?:to|until|through|and)(?: and including)? ")
