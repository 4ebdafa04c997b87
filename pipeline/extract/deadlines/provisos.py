"""Limits behind a time that its tree does not hold: "and thirty days in any year", tolling."""

from __future__ import annotations

from pipeline.expressions import Between
from pipeline.extract.deadlines import grammar as g
from pipeline.extract.deadlines.expressions import simple
from pipeline.extract.deadlines.source import Parsed, Source
from pipeline.spans import Span

_NOT_MORE = g.words(
    r"(?:[,;]? \(?(?:and|or|nor|but|provided,?(?: however,?)?(?: that)?)(?: not)?,?"
    r"|,(?= (?:no|not) more than))"
    r" (?P<limit>(?:(?:all|the|such|any|in|no|for|not|that)\b[^.;()]{0,60}? )?"
    r"(?:(?:may |shall |will )?(?:not )?(?:exceed(?:ing)?|last|be longer than)|(?:no|not) (?:more"
    r"|longer) than|up to|for|more than|an aggregate of) )?"
)
_IN_ANY = g.words(
    r"(?: in the aggregate| in aggregate| in total| altogether)?,? (?:in|during|within|over|out of)"
    r" (?:an?|any|each|every|one|the same)(?: (?:rolling|consecutive|period of|calendar|single|such|"
    r"continuous|fiscal|successive)){0,3} "
)


def provisos(source: Source, parsed: Parsed, end: int) -> tuple[tuple[Span, ...], Between | None]:
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
