"""What may follow a time and change it: another limit, a condition, a day that is closed."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import replace
from typing import NamedTuple

from pipeline.expressions import (
    Anchor,
    Bound,
    Branch,
    Conditional,
    Convention,
    EarlierOf,
    Expression,
    Offset,
    Periodic,
    Roll,
)
from pipeline.extract.deadlines import grammar as g
from pipeline.extract.deadlines.expressions import simple
from pipeline.extract.deadlines.periodic import periodic
from pipeline.extract.deadlines.shapes import based, choose, filled, first_base, turned, with_bound
from pipeline.extract.deadlines.source import Parsed, Source
from pipeline.spans import Span

_MOST = 5  # tails in a row
_LONGEST = 240  # characters of a condition
_COMMA = re.compile(r",\s")
_STOP = re.compile(r"[,;.)](?=\s|$)|\)")


class Moved(NamedTuple):
    """Where a closed day moves to, and where the words end that tell of the closed day and of the other."""

    convention: Convention
    closed_end: int
    end: int


_Tail = Callable[[Source, Parsed, int, Bound], Parsed | None]


def with_tails(source: Source, parsed: Parsed, end: int, bound: Bound, *, inner: bool = False) -> Parsed:
    """`parsed` with all that follows it up to `end`; `inner` is a part of a choice, which ends sooner."""
    for _ in range(_MOST):
        tails = _tails(source, parsed, end, _INNER if inner else _TAILS)
        longer = next((it for tail in tails if (it := tail(source, parsed, end, bound)) is not None), None)
        if longer is None:
            break
        parsed = longer
    return parsed


def _tails(source: Source, parsed: Parsed, end: int, wanted: tuple[_Tail, ...]) -> tuple[_Tail, ...]:
    """Those of the tails that the next words may begin: behind most times the sentence just goes on."""
    if source.may_be_tail(parsed.end, end):
        return wanted
    wants_base = isinstance(parsed.node, (Offset, Conditional)) and first_base(parsed.node) is None
    return _BASES if wants_base else ()


def _start(parsed: Parsed) -> int:
    return parsed.node.span.start


def _roll(source: Source, parsed: Parsed, end: int, _: Bound) -> Parsed | None:
    """Read "or, if that day is not a Business Day, on the next one"."""
    lead = g.ROLL_LEAD.match(source.string, parsed.end, min(end, parsed.end + 60))
    if lead is None:
        return None
    moved = on_closed_day(source.string, lead.end(), end)
    if moved is None:
        return None
    stop = moved.end + source.string.startswith(")", moved.end)
    return Parsed(Roll(Span(_start(parsed), stop), moved.convention, parsed.node), stop)


def on_closed_day(string: str, at: int, end: int) -> Moved | None:
    """Read "that day is not a Business Day, on the next one", from behind its "if" on."""
    closed = g.CLOSED.match(string, at, min(end, at + _LONGEST))
    moved = g.MOVED.match(string, closed.end(), min(end, closed.end() + _LONGEST)) if closed else None
    if closed is None or moved is None:
        return None
    way = moved["way"].lower()
    back = any(word in way for word in ("preced", "previous", "prior", "before", "last"))
    trading = (moved["kind"] or way).lower().startswith("trading")
    convention: Convention
    if back:
        convention = "previous_trading_day" if trading else "previous_business_day"
    else:
        convention = "next_trading_day" if trading else "next_business_day"
    return Moved(convention, closed.end(), moved.end())


def rolled(source: Source, parsed: Parsed, end: int) -> Parsed:
    """`parsed`, moved where the words behind it say what to do on a closed day."""
    return _roll(source, parsed, end, "exactly") or parsed


def _if_earlier(source: Source, parsed: Parsed, end: int, bound: Bound) -> Parsed | None:
    """Read "or, if earlier, the sale of all shares"."""
    lead = g.OR_IF_EARLIER.match(source.string, parsed.end, min(end, parsed.end + 40))
    other = _time(source, lead.end(), end, bound) if lead is not None else None
    if lead is None or other is None:
        return None
    span = Span(_start(parsed), other.end)
    return Parsed(choose(lead["which"], span, [parsed.node, other.node]), other.end)


def if_earlier(source: Source, parsed: Parsed, end: int) -> Parsed:
    """A length that an event may cut short: "for ninety days or, if earlier, until all shares are sold"."""
    return _if_earlier(source, parsed, end, "exactly") or parsed


def whichever(source: Source, parsed: Parsed, end: int, bound: Bound) -> Parsed | None:
    """Read "or ten days after delivery, whichever is later"."""
    joint = g.AND.match(source.string, parsed.end, min(end, parsed.end + 8))
    if joint is None:
        return None
    other = _time(source, joint.end(), end, bound)
    said = g.WHICHEVER.match(source.string, other.end, min(end, other.end + 90)) if other else None
    if other is None or said is None:
        return None
    span = Span(_start(parsed), said.end())
    return Parsed(choose(said["which"], span, [parsed.node, other.node]), said.end())


def _condition_first(source: Source, parsed: Parsed, end: int, bound: Bound) -> Parsed | None:
    """Read "or, if the Commission reviews it, the 120th day after the Closing"."""
    lead = _OR_IF.match(source.string, parsed.end, min(end, parsed.end + 60))
    if lead is None:
        return None
    for comma in list(_COMMA.finditer(source.string, lead.end(), min(end, lead.end() + _LONGEST)))[:4]:
        at = _behind_verb(source, comma.end(), end)
        other = _time(source, at, end, bound, anchors=False)
        if other is not None:
            said = g.WHICHEVER.match(source.string, other.end, min(end, other.end + 90))
            if said is not None:  # "or, if it is told so, by the fifth day after that, whichever is earlier"
                span = Span(_start(parsed), said.end())
                return Parsed(choose(said["which"], span, [parsed.node, other.node]), said.end())
            if (earlier := _if_that_is_sooner(source, parsed, other, end)) is not None:
                return earlier
            condition = Span(lead.end(), comma.start())
            close = _closed(source, lead.group(), other.end)
            return _branched(source, parsed, other.node, condition, close)
    return None


def _if_that_is_sooner(source: Source, parsed: Parsed, other: Parsed, end: int) -> Parsed | None:
    """The earlier of both where the words behind the other say "if that is earlier"; None without them."""
    sooner = g.SOONER_SAID.match(source.string, other.end, min(end, other.end + 220))
    if sooner is None:
        return None
    span = Span(_start(parsed), sooner.end())
    return Parsed(EarlierOf(span, (parsed.node, other.node)), sooner.end())


def _condition_between(source: Source, parsed: Parsed, end: int, bound: Bound) -> Parsed | None:
    """Read "or in the event of full review seventy-five days", "(for a takedown, four Business Days)"."""
    string = source.string
    lead = _OR_IF.match(string, parsed.end, min(end, parsed.end + 60)) or g.FOR_BRACKET.match(
        string, parsed.end, min(end, parsed.end + 10)
    )
    if lead is None:
        return None
    for count in source.counts_between(lead.end(), min(end, lead.end() + _LONGEST))[:2]:
        the = _THE.search(string, lead.end(), count.start)
        at = the.start() if the is not None else count.start
        words = string[lead.end() : at]
        if words.strip() and "." not in words and not _JOINED.search(words) and not _LIMITED.search(words):
            other = _time(source, count.start, end, bound, anchors=False)
            if other is None or _OWN_VERB.match(string, other.end, min(end, other.end + 90)):
                return None
            close = _closed(source, lead.group(), other.end)
            return _branched(source, parsed, other.node, Span(lead.end(), at), close)
    return None


# "and, if a Holder so requests within ten days after that, | shall include": the time is the condition's.
_JOINED = g.words(
    r"[,;)] (?:and|or|but) ?$"
)  # what comes is another time, and the condition that of the first
_LIMITED = g.words(r"\b(?:later|earlier|more|less|sooner) than ?$|(?:and|or) \([a-z]{1,4}\)(?!\w)")
_OWN_VERB = g.words(r",(?: [\w'’&-]+){0,8}? (?:shall|will|may|must|has|have|is|are) ")
_THE = g.words(r"(?:,? (?:within|the|by the|on the|by|then))+ $")


def _behind_verb(source: Source, at: int, end: int) -> int:
    """Behind "then the Effectiveness Date shall be"."""
    verb = g.SHALL_BE.match(source.string, at - 1, min(end, at + 120))
    return verb.end() if verb is not None else at


def _condition_last(source: Source, parsed: Parsed, end: int, bound: Bound) -> Parsed | None:
    """Read "or 120 days if the Commission reviews it", in brackets or not."""
    lead = _OR.match(source.string, parsed.end, min(end, parsed.end + 60))
    if lead is None:
        return None
    other = _time(source, lead.end(), end, bound, anchors=False)
    if other is None:
        return None
    comma = source.string.startswith(",", other.end)
    said = g.IF.match(source.string, other.end + 1 + comma, min(end, other.end + 40))
    if said is None and "(" in lead.group() and isinstance(other.node, Offset):
        # The bracket says the case itself: "(48 hours in an emergency)".
        case = g.FOR_CASE.match(source.string, other.end, min(end, other.end + 90))
        said = case if case is not None and _is_counted(source, parsed, case, end) else None
    if said is None:
        return None
    stop = _STOP.search(source.string, said.end(), min(end, said.end() + _LONGEST))
    condition = Span(said.end(), stop.start() if stop else end)
    close = _closed(source, lead.group(), condition.end)
    return _branched(source, parsed, other.node, condition, close)


def _is_counted(source: Source, parsed: Parsed, case: re.Match[str], end: int) -> bool:
    """Whether it is known what the time is counted from, be it behind the bracket that names the case."""
    if first_base(parsed.node) is not None:
        return True
    close = source.string.find(")", case.end(), min(end, case.end() + 80)) + 1
    return close > 0 and g.DIRECTION.match(source.string, close, min(end, close + 60)) is not None


def _own_condition(source: Source, parsed: Parsed, end: int, bound: Bound) -> Parsed | None:
    """Read "if the Company is then a well-known seasoned issuer, and otherwise within 30 days".

    The other time may have a condition of its own: "if it is not reviewed, and within 60 days if it is".
    """
    said = _OWN_IF.match(source.string, parsed.end, min(end, parsed.end + 30))
    if said is None:
        return None
    limit = min(end, said.end() + _LONGEST)
    for joint in list(_ELSE.finditer(source.string, said.end(), limit))[:3]:
        other = _time(source, joint.end(), end, bound, anchors=False)
        if other is None:
            continue
        condition = Span(said.end(), joint.start())
        node, close = other.node, other.end
        otherwise = _ELSE_LAST.match(source.string, other.end, min(end, other.end + 60))
        its_own = _OWN_IF.match(source.string, other.end, min(end, other.end + 30))
        its_words: str | None = None
        its_span: Span | None = None
        if joint["else"] is None and otherwise is None:
            if its_own is None:
                continue
            stop = _STOP.search(source.string, its_own.end(), min(end, its_own.end() + _LONGEST))
            close = stop.start() if stop else min(end, its_own.end() + _LONGEST)
            its_words, its_span = _worded(source, Span(its_own.end(), close))
        close = otherwise.end() if otherwise is not None else close
        base = first_base(parsed.node) or first_base(node)
        mine, its = (filled(parsed.node, base), filled(node, base)) if base else (parsed.node, node)
        branches = (Branch(*_worded(source, condition), mine), Branch(its_words, its_span, its))
        return Parsed(Conditional(Span(_start(parsed), close), branches), close)
    return None


def _unless(source: Source, parsed: Parsed, end: int, bound: Bound) -> Parsed | None:
    """Read "unless the Commission reviews it, in which case not later than March 31, 2004"."""
    string = source.string
    lead = _UNLESS.match(string, parsed.end, min(end, parsed.end + 30))
    which = _IN_WHICH.search(string, lead.end(), min(end, lead.end() + _LONGEST)) if lead else None
    other = _time(source, which.end(), end, bound, anchors=False) if which is not None else None
    if lead is None or which is None or other is None:
        return None
    close = _closed(source, lead.group(), other.end)
    return _branched(source, parsed, other.node, Span(lead.end(), which.start()), close)


def _base_last(source: Source, parsed: Parsed, end: int, _: Bound) -> Parsed | None:
    """Read "the 85th day (or the 115th if reviewed) following the Closing Date": the base behind both."""
    if first_base(parsed.node) is not None or not isinstance(parsed.node, (Offset, Conditional)):
        return None
    direction = g.DIRECTION.match(source.string, parsed.end, min(end, parsed.end + 60))
    if direction is None or direction["word"].lower() == "of":
        return None
    base = simple(source, direction.end(), end, "exactly", depth=1)
    if base is None:
        return None
    node = turned(filled(parsed.node, base.node), backward=direction["word"].lower() in g.BACKWARD)
    return Parsed(replace(node, span=Span(_start(parsed), base.end)), base.end)


def _base_behind_bracket(source: Source, parsed: Parsed, end: int, _: Bound) -> Parsed | None:
    """Read "60 days after (or, if it may not use Form S-3, 90 days after) the request": one base for both."""
    string = source.string
    if not isinstance(parsed.node, Offset) or first_base(parsed.node) is not None:
        return None
    lead = _BRACKET_IF.match(string, parsed.end, min(end, parsed.end + 70))
    close = string.find(") ", lead.end(), min(end, lead.end() + _LONGEST)) if lead is not None else -1
    if lead is None or close < 0:
        return None
    counts = source.counts_between(lead.end(), close)
    base = simple(source, close + 2, end, "exactly", depth=1) if counts else None
    if base is None:
        return None
    other = simple(source, counts[-1].start, close, parsed.node.bound, depth=1)
    if other is None:
        return None
    lead_in = _THE.search(string, lead.end(), counts[-1].start)
    condition = Span(lead.end(), lead_in.start() if lead_in is not None else counts[-1].start)
    backward = lead["word"].lower() in g.BACKWARD
    mine = turned(filled(parsed.node, base.node), backward=backward)
    its = turned(filled(other.node, base.node), backward=backward)
    branches = (Branch(*_worded(source, condition), its), Branch(None, None, mine))
    return Parsed(Conditional(Span(_start(parsed), base.end), branches), base.end)


_BRACKET_IF = g.words(
    r" (?P<word>after|following|from|of|before|prior to) \((?:or|and|but),? (?:if|in the event(?:"
    r" that| of)?|in"
    r" (?:the )?case(?: of)?|where|should) "
)


def _and_each(source: Source, parsed: Parsed, end: int, _: Bound) -> Parsed | None:
    """Read "on the Event Date and on each monthly anniversary of it": recurs from then on."""
    dated = isinstance(parsed.node, Offset) and first_base(parsed.node) is not None
    if not (dated or isinstance(parsed.node, Anchor)):
        return None
    joint = g.AND_EACH.match(source.string, parsed.end, min(end, parsed.end + 24))
    again = periodic(source, joint.end(), end) if joint is not None else None
    if again is None or not isinstance(again.node, Periodic):
        return None
    node = replace(again.node, span=Span(_start(parsed), again.end), start=parsed.node)
    return Parsed(node, again.end)


def _but_not_later(source: Source, parsed: Parsed, end: int, bound: Bound) -> Parsed | None:
    """Read "but in no event later than December 31"."""
    lead = g.BUT_LIMIT.match(source.string, parsed.end, min(end, parsed.end + 60))
    other = _time(source, lead.end(), end, bound) if lead is not None else None
    if other is None or (isinstance(other.node, Anchor) and not _is_day(other.node)):
        return None
    if isinstance(parsed.node, Periodic):
        return None
    span = Span(_start(parsed), other.end)
    return Parsed(choose("earlier", span, [parsed.node, other.node]), other.end)


def _is_day(event: Anchor) -> bool:
    """Whether an event names a day: a defined term, or "the record date", "the end of the term"."""
    return event.kind == "defined_term" or _NAMES_DAY.search(event.text) is not None


_NAMES_DAY = g.words(
    r"(?:\b(?:date|day|deadline|anniversary|closing|maturity)\b|^the (?:end|expiration|expiry|close|last))"
)


def _provided(source: Source, parsed: Parsed, end: int, bound: Bound) -> Parsed | None:
    """Read "provided that, if the Company is told of no review, it shall be the fifth Trading Day after"."""
    lead = g.PROVIDED.match(source.string, parsed.end, min(end, parsed.end + 70))
    if lead is None:
        return None
    for comma in list(_COMMA.finditer(source.string, lead.end(), min(end, lead.end() + 2 * _LONGEST)))[:5]:
        verb = g.SHALL_BE.match(source.string, comma.start(), min(end, comma.end() + 140))
        has = g.SHALL_HAVE.match(source.string, comma.start(), min(end, comma.end() + 140))
        if has is not None:
            return _has_longer(source, parsed, Span(lead.end(), comma.start()), has, end)
        other = _time(source, verb.end(), end, bound, anchors=False) if verb is not None else None
        if other is None:
            continue
        if (earlier := _if_that_is_sooner(source, parsed, other, end)) is not None:
            return earlier
        return _branched(source, parsed, other.node, Span(lead.end(), comma.start()), other.end)
    return None


def _has_longer(
    source: Source, parsed: Parsed, condition: Span, has: re.Match[str], end: int
) -> Parsed | None:
    """Another length for him whose time it is: "if it cannot be cured, he shall have ninety days"."""
    other = _time(source, has.end(), end, "no_later_than", anchors=False)
    if other is None or (first_base(other.node) is None and first_base(parsed.node) is None):
        return None
    named = _NAME.search(source.string, condition.start, condition.end) if has["who"].islower() else None
    who = named.group() if named is not None else has["who"]
    before = source.string[max(0, _start(parsed) - _LONGEST) : _start(parsed)]
    if not re.search(rf"\b{re.escape(who)}\s(?:shall|will|must|agrees)\b", before):
        return None
    for_act = _TO_ACT.match(source.string, other.end, min(end, other.end + 40))
    if for_act is not None and for_act["verb"] not in _SAME_ACTS and for_act["verb"] not in before:
        return None  # "the Holder shall have ten days to withdraw it": another's time
    return _branched(source, parsed, other.node, condition, other.end)


_NAME = re.compile(r"\b[A-Z][\w&-]*(?:\s[A-Z][\w&-]*){0,3}")
_TO_ACT = g.words(r",? (?:(?:in|within) which )?to (?P<verb>[a-z]+)")
_SAME_ACTS = frozenset("cure remedy do complete comply".split())
_THOSE = g.words(
    r"(?:the (?:earlier|later|first|last) of )?"
    r"(?:(?:those|these|such|the two|the said) (?:days|dates|events|times)"
    r"|(?:that|such|the same) (?:day|date))"
)
_OR = g.words(
    r",? \(?(?:except|but|provided|save) that (?:it|they|(?:the )?[A-Z]\w+)"
    r" (?:shall have|will have|has|have) (?=\S)"
    r"|,?;? ?\(?(?:(?:or|and|but),? )?(?:the )?(?=\S)"
)
_OR_IF = g.words(
    r",?;? ?\(?(?:(?:or|and|but|except that),? )?(?:,? ?)(?:if|in the event(?: that| of)?|in"
    r" case(?: of)?|in the case of|should|(?:up)?on(?= an? )"
    r"|where|(?:up)?on (?=an? )) "
)
_OWN_IF = g.words(r",? \(?(?:if|where|when|in the case of|in the event(?: of| that)?|unless) ")
_ELSE = g.words(
    r",?;? (?:and |or |but )?(?P<else>(?:otherwise|else|in (?:all|any|every) other (?:case|event)s?"
    r"|if (?:it is"
    r" )?not),? )|(?:[,;]|\),?) (?:and|or|but) "
    r"| (?:and|or|but) (?=(?:within|by|no later than|not later than|on or before) )"
)
_UNLESS = g.words(r",? \(?(?:unless|except (?:that )?(?:if|where|in the event(?: that)?)) ")
_IN_WHICH = g.words(
    r",? in which (?:case|event),?(?: (?:it|such [\w ]{2,30}?|the [\w ]{2,40}?) (?:shall|will|must|is to)"
    r"(?: (?:be|become|occur|be extended to))?)? "
)
_ELSE_LAST = g.words(
    r",? \(?(?:otherwise|if (?:it|they|that|the [\w ]{1,24}?) (?:is|does|are|do) not|if not|in (?:all"
    r"|any|every) other (?:case|event)s?|in the (?:case|event) of (?:any|all|every) other"
    r" [\w ]{3,40}?(?=[.,;)]|$))(?!\w)\)?"
)


def _time(source: Source, at: int, end: int, bound: Bound, *, anchors: bool = True) -> Parsed | None:
    """Another time, with the preposition that it may repeat."""
    lead = _LIMIT.match(source.string, at, min(end, at + 40))
    return simple(source, lead.end() if lead else at, end, bound, anchors=anchors, depth=1)


_LIMIT = g.words(r"(?:within|on or before|no later than|not later than|by|on|until|for|at) ")


def _branched(source: Source, parsed: Parsed, other: Expression, condition: Span, close: int) -> Parsed:
    """`other` where the condition holds, `parsed` otherwise; what one leaves open the other fills."""
    base = first_base(parsed.node) or first_base(other)
    its_base = first_base(other)
    if base is not None and isinstance(its_base, Anchor) and _THOSE.fullmatch(its_base.text):
        other = based(other, base)  # "ninety days after the earlier of those days"
    mine, its = (filled(parsed.node, base), filled(other, base)) if base else (parsed.node, other)
    if isinstance(other, Offset) and other.direction == "before" and first_base(parsed.node) is None:
        mine = turned(mine, backward=True)
    if isinstance(parsed.node, Offset) and first_base(other) is None and isinstance(other, Offset):
        its = with_bound(turned(its, backward=parsed.node.direction == "before"), parsed.node.bound)
    branches = (Branch(*_worded(source, condition), its), Branch(None, None, mine))
    return Parsed(Conditional(Span(_start(parsed), close), branches), close)


def _worded(source: Source, condition: Span) -> tuple[str, Span]:
    """The words of a condition: "there is an SEC review" is "SEC review"."""
    start, end = condition.start, condition.end
    while end > start and source.string[end - 1] in " ,;)":
        end -= 1
    there = g.THERE_IS.match(source.string, start, end)
    start = there.end() if there is not None else start
    article = _ARTICLE.match(source.string, start, end) if there is None else None
    start = article.end() if article is not None else start
    return " ".join(source.string[start:end].split()), Span(start, end)


_ARTICLE = re.compile(r"(?:an?)\s")


def _closed(source: Source, lead: str, end: int) -> int:
    """Behind the bracket that the lead opened."""
    return end + ("(" in lead and source.string.startswith(")", end))


_BASES: tuple[_Tail, ...] = (_base_last, _base_behind_bracket)
_TAILS: tuple[_Tail, ...] = (
    _roll, _and_each, _if_earlier, whichever, _provided, _unless, _own_condition, _condition_first,
    _condition_last, _condition_between, _base_last, _base_behind_bracket, _but_not_later,
)  # fmt: skip
_INNER: tuple[_Tail, ...] = (
    _if_earlier,
    _unless,
    _own_condition,
    _condition_first,
    _condition_last,
    _base_last,
    _base_behind_bracket,
)
