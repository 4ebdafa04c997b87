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
    Duration,
    EarlierOf,
    Expression,
    Fixed,
    LaterOf,
    Offset,
    Periodic,
)
from pipeline.extract.deadlines import grammar as g
from pipeline.extract.deadlines.anchors import anchor
from pipeline.extract.deadlines.cases import by_case
from pipeline.extract.deadlines.expressions import offset, simple
from pipeline.extract.deadlines.limits import RATE, is_based, least, length, limit, names_an_end, point
from pipeline.extract.deadlines.periodic import periodic
from pipeline.extract.deadlines.provisos import provisos
from pipeline.extract.deadlines.shapes import NOWHERE, filled, is_open, with_bound
from pipeline.extract.deadlines.source import Parsed, Source
from pipeline.extract.deadlines.tails import if_earlier, rolled, with_tails
from pipeline.extract.deadlines.windows import around, days, ending, stretch, window
from pipeline.extract.duties.verbs import VERBS
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
    for at, led in _starts(source, start, end):
        if at < taken:
            continue
        lead = g.LEAD.match(source.string, at, end) if led else None
        if led and lead is None:
            continue
        found = _led(source, lead, end) if lead is not None else _bare(source, at, start, end)
        if found is None:
            continue
        rule, begin, parsed = found
        if begin < taken:
            continue  # "for five years from February 1, 2019 | through January 31, 2024"
        time = _finished(source, rule, begin, parsed, start, end)
        taken = (
            max(time.span.end, *(it.end for it in time.conditions), begin + 1)
            if time.conditions
            else time.span.end
        )
        yield time


def _starts(source: Source, start: int, end: int) -> list[tuple[int, bool]]:
    """Where a time may begin: at words that may lead in to one (True), or at a period itself."""
    found = [(at, True) for at in source.leads(start, end)]
    found += [(count.start, False) for count in source.counts_between(start, end)]
    found += [(at, False) for at in source.unled_between(start, end)]
    found += [
        (at, False)
        for at in source.days_between(start, end)
        if _NAMED_DATE.search(source.string, max(start, at - 100), at)
    ]
    return sorted(found, key=lambda it: (it[0], not it[1]))


# "The Filing Deadline is | June 30, 2004 or, if …": of other days it only tells when they are.
_NAMED_DATE = re.compile(
    r"\b(?:Deadline|Target|(?:Due|Outside|Filing|Maturity|Expir(?:y|ation)|Termination|Payment"
    r"|Drop[- ]Dead|Long[- ]Stop"
    r"|End)\s(?:Target\s)?Date)(?:[\"”]\)?)?"
    rf"{g.OF_WHAT}\s(?:is|shall\sbe|will\sbe)\s(?:on\s)?$"
)
_FROM_DAY = g.words(r"from the (?:next |first )?(?:business |trading )?day ")
_NOT_BEFORE = (
    "not earlier than", "no earlier than", "not sooner than", "no sooner than", "not before", "not prior to"
)  # fmt: skip
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
                found = around(source, lead, counted, end) or window(source, words, counted, at, end)
            elif "during" in words:
                found = stretch(source, lead.start(), at, end) or ending(source, at, end)
            found = found or limit(source, words, at, end)
        case "least":
            counted = source.count_from(at, end)
            if counted is not None:
                found = window(source, words, counted, at, end)
            if found is None and (words in _NOT_BEFORE or words == "between"):
                found = days(source, lead.start(), at, end, both=words == "between")
            found = found or least(source, at, end)
        case "until":
            bound: Bound = "no_later_than" if words.startswith("up to") else "exactly"
            found = simple(source, at, end, bound)
            if found is not None and isinstance(found.node, Offset) and is_open(found.node.base):
                found = None
            events = _events(found.node) if found is not None else ()
            if events and not any(names_an_end(words, it) for it in events):
                found = None  # "up to two percent", "through no fault of the Company"
            both = _dates(source, lead.start(), found) if found is not None else None
            if both is not None:
                return kind, both.node.span.start, both
        case "means":
            hour = g.HOUR.match(source.string, at - 1, min(end, at + 90))
            first = hour.end() + 1 if hour else at
            found = by_case(source, first, end) or simple(source, first, end, "exactly", anchors=False)
            found = found or periodic(source, at, end) or stretch(source, at, at, end)
            if found is not None:
                found = None if isinstance(found.node, Offset) and not is_based(source, found, end) else found
                return ("bare", at, found) if found is not None else None
        case "length":
            found = (
                stretch(source, lead.start(), at, end) or length(source, at, end) or ending(source, at, end)
            )
        case "each":
            found = periodic(source, lead.start(), end)
        case "span":
            found = stretch(source, lead.start(), at, end, opened=True)
            if found is None and words.startswith("at any time"):
                found = point(source, words, at, end)
            if found is None and _FROM_DAY.match(source.string, lead.start(), end):
                found = point(source, words, at, end)
        case "point":
            found = periodic(source, lead.start(), end) if words.startswith("on") else None
            found = found or point(source, words, at, end)
        case _:
            pass
    return (kind, lead.start(), found) if found is not None else None


def _dates(source: Source, at: int, last: Parsed) -> Parsed | None:
    """A window from the date before `at` to that behind it, as in "(May 1, 2019 through June 30, 2020)"."""
    opened = source.date_before(at) if isinstance(last.node, Fixed) else None
    if opened is None or opened.iso is None:
        return None
    first = Fixed(Span(opened.start, opened.end), opened.iso)
    return Parsed(Between(Span(opened.start, last.end), first, last.node), last.end)


def _events(node: Expression) -> tuple[Anchor, ...]:
    """The event that a time is, or those that it is a choice of; none where a part is something else."""
    parts = node.args if isinstance(node, EarlierOf | LaterOf) else (node,)
    return (
        tuple(it for it in parts if isinstance(it, Anchor))
        if all(isinstance(it, Anchor) for it in parts)
        else ()
    )


def _bare(source: Source, at: int, start: int, end: int) -> _Read | None:
    """A time without a lead: "ten days after invoice", "the 100th day after the Closing"."""
    string = source.string
    if RATE.search(string, max(start, at - 30), at):
        return None
    begin = at
    case = by_case(source, at, end)
    if case is not None:
        return "limit", at, case
    chosen = simple(source, at, end, "exactly", anchors=False) if at not in source.counts else None
    if chosen is not None:
        return "bare", at, chosen
    the = _THE.search(string, max(start, at - 40), at) or _A.search(string, max(start, at - 3), at)
    if the is not None:
        begin = the.start()
    given = _HAS.search(string, max(start, at - 60), at) is not None
    found = offset(source, at, _before_purpose(string, at, end) if given else end, "exactly")
    if found is None or not isinstance(found.node, Offset):
        return None
    if given and _TO_ACT.match(string, found.end, min(end, found.end + 40)):
        return "limit", begin, Parsed(replace(found.node, bound="no_later_than"), found.end)
    if is_open(found.node.base) and found.node.bound != "at_least":
        # "ninety (90) days, or 120 days if reviewed, after the Closing Date": the base comes last.
        tailed = with_tails(source, found, end, "exactly")
        return ("bare", begin, tailed) if tailed.end > found.end else None
    bound: Bound = "no_later_than" if given else found.node.bound
    return "bare", begin, Parsed(replace(found.node, bound=bound), found.end)


_THE = re.compile(
    r"(?:(?:the\s)?date\s(?:that|which)\s(?:is|falls)\s)?\b[Tt]he\s$|(?:the\s)?date\s(?:that"
    r"|which)\s(?:is|falls)\s$"
)
_A = g.words(r"\ban? $")  # "has a fortnight from its receipt"
_HAS = g.words(
    r"\b(?:has|have|had|having|allowed|(?<!deemed )(?<!duly )(?<!as )(?<!been )given|granted|afforded)(?:"
    r" (?:an? period of|up to|until|only"
    r"|no more than|an additional|another|a further|an?))? ?$"
)

_DONE_TO = g.words(
    r"\b(?:is|are|was|has been|have been) (?:[a-z]+ly )?[a-z]+(?:ed|en|ade|ent) to (?P<verb>[a-z]+) "
)


def _before_purpose(string: str, at: int, end: int) -> int:
    """Where the purpose begins that the time is for: "has two days after it is given | to object"."""
    found = _DONE_TO.search(string, at, min(end, at + _PURPOSE))
    return found.start("verb") - 4 if found is not None and found["verb"] in VERBS else end


_PURPOSE = 200  # characters
# "has ten days | to reject it": the time is that for what follows.
_TO_ACT = g.words(r",? (?:(?:in|within|during) which )?to (?!the |a |each |such |any |which )[a-z]+ ")


def _finished(source: Source, rule: str, begin: int, parsed: Parsed, start: int, end: int) -> Time:
    """The time with its tails, its standard and its limits."""
    bound: Bound = "no_later_than" if rule == "limit" else "exactly"
    if isinstance(parsed.node, Offset):
        bound = parsed.node.bound if parsed.node.bound != "at_least" else "exactly"
    if isinstance(parsed.node, Periodic):
        parsed = rolled(source, parsed, end)
    elif isinstance(parsed.node, Duration):
        parsed = if_earlier(source, parsed, end)
    elif not isinstance(parsed.node, Between):
        parsed = with_tails(
            source, Parsed(replace(parsed.node, span=Span(begin, parsed.end)), parsed.end), end, bound
        )
    string = source.string
    latest = g.AT_LATEST.match(string, parsed.end, min(end, parsed.end + 24))
    parsed = Parsed(with_bound(parsed.node, "no_later_than"), latest.end()) if latest is not None else parsed
    standard = None
    lead = _standard_before(source, start, begin)
    if lead is not None:
        standard = _standard(string, lead)
        begin = lead.start()
        parsed = _counted_from(source, parsed, lead)
        if "(" in lead.group() and string.startswith(")", parsed.end):
            parsed = Parsed(parsed.node, parsed.end + 1)
        if isinstance(parsed.node, Duration) and parsed.node.start is None and rule == "limit":
            # "promptly (but in no event more than five days)": a limit, though nothing says from when.
            parsed = Parsed(_limit_of(parsed.node), parsed.end)
    conditions, tolled = provisos(source, parsed, end)
    span = Span(begin, parsed.end)
    node = parsed.node if parsed.node.span == span else replace(parsed.node, span=span)
    return Time(span, node, rule, standard, conditions, tolled)


def _standard_before(source: Source, start: int, begin: int) -> re.Match[str] | None:
    """The standard that the time at `begin` limits, be it with what it is counted from."""
    if not source.standard_between(max(start, begin - 2 * _REACH), begin):
        return None
    string = source.string
    lead = g.STANDARD_LEAD.search(string, max(start, begin - _REACH), begin)
    return lead or _standard_after(string, start, begin)


def _standard_after(string: str, start: int, begin: int) -> re.Match[str] | None:
    """A standard with what it is counted from, where the time at `begin` only limits it."""
    lead = g.STANDARD_AFTER_LEAD.search(string, max(start, begin - 2 * _REACH), begin)
    if lead is None or not (" in " in lead["joint"] or g.STRICT.match(string, begin)):
        return None
    return lead


def _counted_from(source: Source, parsed: Parsed, lead: re.Match[str]) -> Parsed:
    """The time with the event of its standard where it names none: "promptly after the sale, and in …"."""
    span = lead.span("event") if "event" in lead.re.groupindex else (-1, -1)
    event = anchor(source, *span, whole=True) if span[0] >= 0 else None
    return Parsed(filled(parsed.node, event.node), parsed.end) if event is not None else parsed


def _limit_of(length: Duration) -> Offset:
    open_base = Anchor(Span(length.span.end, length.span.end), NOWHERE, "event")
    return Offset(length.span, length.count, length.unit, "after", "no_later_than", open_base)


def _standard(string: str, lead: re.Match[str]) -> str:
    found = g.STANDARD_WORDS.search(string, lead.start(), lead.end())
    assert found is not None
    return " ".join(found.group().lower().split())
