"""What falls due again and again: "on the fifth day of each month", "quarterly in arrears"."""

from __future__ import annotations

import re
from dataclasses import replace
from decimal import Decimal
from typing import Final

from pipeline.expressions import Anchor, Every, Expression, Periodic
from pipeline.extract.deadlines import grammar as g
from pipeline.extract.deadlines.anchors import anchor
from pipeline.extract.deadlines.expressions import simple
from pipeline.extract.deadlines.source import Parsed, Source, unit_of
from pipeline.extract.quantities.numbers import ordinal
from pipeline.extract.quantities.periods import unit_of as unit_in_words
from pipeline.model import Unit
from pipeline.spans import Span

_MONTHS: Final = (
    "January|February|March|April|May|June|July|August|September|October|November|December".split("|")
)
_MONTH = "|".join(_MONTHS)
_CADENCES: Final = {
    "daily": (1, Unit.DAYS), "weekly": (1, Unit.WEEKS), "fortnightly": (2, Unit.WEEKS),
    "bi-weekly": (2, Unit.WEEKS), "biweekly": (2, Unit.WEEKS),
    "monthly": (1, Unit.MONTHS), "quarterly": (1, Unit.QUARTERS),
    "semi-annually": (6, Unit.MONTHS), "semiannually": (6, Unit.MONTHS), "half-yearly": (6, Unit.MONTHS),
    "annually": (1, Unit.YEARS), "yearly": (1, Unit.YEARS),
}  # fmt: skip
_ADJECTIVES: Final = {
    "weekly": (1, Unit.WEEKS), "monthly": (1, Unit.MONTHS), "quarterly": (1, Unit.QUARTERS),
    "semi-annual": (6, Unit.MONTHS), "six-month": (6, Unit.MONTHS), "annual": (1, Unit.YEARS),
}  # fmt: skip
_PERIOD = r"(?:business day|trading day|day|week|month|quarter|year)"
_OF_EACH = (
    r"(?:of|in) (?:each|every|any)(?: and every)?(?: such)?"
    r"(?: (?:calendar|fiscal|contract|lease|successive|succeeding))?"
)
_MONTHS_LISTED = rf"(?:{_MONTH})(?:(?:, | and |, and )(?:{_MONTH}))*"
_DAY_OF = g.words(
    rf"(?:on (?:or (?:about|before) )?)?(?:the )?(?P<nth>[\w-]+(?: \(?\d{{1,2}}(?:st|nd|rd|th)\)?)?)"
    rf"(?:(?: (?P<open>business|trading|banking|calendar|working))? day|(?<=(?:st|nd|rd|th)))"
    rf" (?:{_OF_EACH} (?P<unit>{_PERIOD}|(?P<months>{_MONTHS_LISTED}))\b"
    rf"|(?:of|in) (?P<yearly>{_MONTHS_LISTED}),? {_OF_EACH} year\b)(?: (?:during|while|throughout)"
    rf" [^.;,]{{3,60}})?"
)
_DATES_OF = g.words(
    rf"(?:on (?:or (?:about|before) )?)?(?:each |every )?(?P<dates>(?:{_MONTH}) \d{{1,2}}(?:st|nd|rd|th)?"
    rf"(?:(?:, | and |, and )(?:each |every )?(?:{_MONTH}) \d{{1,2}}(?:st|nd|rd|th)?)*)(?P<of>,?"
    rf" {_OF_EACH} (?:year))?\b"
)
_ANNIVERSARY = g.words(
    r"(?:on )?(?:the|each|every)(?: of the (?:first |next |following )?[\w-]{1,12}(?: \(\d+\))?)?(?:"
    r" successive"
    r"| succeeding)? (?P<step>monthly|quarterly|annual|weekly|semi-annual|six-month)?"
    r" ?anniversar(?:y|ies)(?: date)?(?: (?:of|thereof))? ?"
)
_EACH = g.words(
    rf"(?:on |once (?:in |during )?|in |during )?(?:each|every)(?: and every)?(?: calendar|"
    rf" fiscal)? (?P<unit>{_PERIOD})\b"
)
_EVERY = g.words(r"(?:on |at )?(?:each|every|intervals of)(?: (?:no|not) (?:more|less) than)? ")
_ADVERB = g.words(rf"(?P<cadence>{'|'.join(_CADENCES)})\b(?: in (?:arrears|advance))?,?(?= |[.,;)]|$)")
_ANNIVERSARY_OF = g.words(r" anniversary of ")
_IT = g.words(r"(?:it|that (?:day|date)|such (?:day|date)|the same)\b")
_MONTH_DAY = re.compile(rf"(?P<month>{_MONTH})\s(?P<day>\d{{1,2}})")
# "for each day of delay" is a rate, "the end of each quarter" an event.
_NO_CADENCE = g.words(r"\b(?:for|of|in|per|in respect of|from|during|to|with|by|than once|than once in) $")


def periodic(source: Source, at: int, end: int) -> Parsed | None:
    """What recurs, read from `at`, with its start and its end where the text gives them."""
    if _NO_CADENCE.search(source.string, max(0, at - 20), at):
        return None
    node = (
        day_of(source, at, end)
        or dates_of(source, at, end)
        or _anniversary(source, at, end)
        or _every(source, at, end)
        or _adverb(source, at, end)
    )
    return _bounded(source, node, end) if node is not None else None


def _node(at: int, end: int, count: Decimal | int, unit: Unit, **rest: object) -> Parsed:
    return Parsed(Periodic(Span(at, end), Every(Decimal(count), unit), **rest), end)  # type: ignore[arg-type]


def day_of(source: Source, at: int, end: int) -> Parsed | None:
    """Read "the fifth day of each month", "the last day of each March and September"."""
    found = _DAY_OF.match(source.string, at, min(end, at + 160))
    if found is None:
        return None
    nth = found["nth"].lower().split()[0]
    named = found["months"] or found["yearly"]
    if named:
        months = [_MONTHS.index(month.title()) + 1 for month in re.findall(_MONTH, named)]
        count, unit = _a_year(len(months))
        day = None if found["open"] or nth == "last" else ordinal(nth)
        return _node(
            at, found.end(), count, unit, dates=tuple(f"--{it:02d}-{day:02d}" for it in months if day)
        )
    unit = unit_in_words(found["unit"])
    value = None if nth == "last" else ordinal(nth)
    dates: tuple[str, ...] = ()
    if unit is Unit.MONTHS and value is not None and (found["open"] or "calendar").lower() == "calendar":
        dates = (f"---{value:02d}",)
    return _node(at, found.end(), 1, unit, dates=dates)


def _a_year(times: int) -> tuple[int, Unit]:
    """So many times a year, as a period."""
    if times == 4:
        return 1, Unit.QUARTERS
    if times == 1:
        return 1, Unit.YEARS
    return 12 // times, Unit.MONTHS


def dates_of(source: Source, at: int, end: int) -> Parsed | None:
    """Read "May 31 of each year", "each April 30 and October 31": days of every year."""
    found = _DATES_OF.match(source.string, at, min(end, at + 200))
    if found is None or not (
        found["of"] or found.group().lower().startswith(("each", "every", "on each", "on every"))
    ):
        return None
    days = [
        (_MONTHS.index(it["month"].title()) + 1, int(it["day"])) for it in _MONTH_DAY.finditer(found["dates"])
    ]
    count, unit = _a_year(len(days))
    return _node(at, found.end(), count, unit, dates=tuple(f"--{month:02d}-{day:02d}" for month, day in days))


def _anniversary(source: Source, at: int, end: int) -> Parsed | None:
    found = _ANNIVERSARY.match(source.string, at, min(end, at + 80))
    if found is None:
        return None
    count, unit = _ADJECTIVES[(found["step"] or "annual").lower()]
    it = _IT.match(source.string, found.end(), min(end, found.end() + 24))
    if it is not None and found.group().rstrip().endswith("of"):  # "of it": of the day just named
        return _node(at, it.end(), count, unit)
    start = anchor(source, found.end(), end) if found.group().endswith((" of ", " ")) else None
    if start is None or not source.string[found.end() - 4 : found.end()].strip().endswith("of"):
        return _node(at, found.end() - found.group().endswith(" "), count, unit)
    return _node(at, start.end, count, unit, start=start.node)


def _every(source: Source, at: int, end: int) -> Parsed | None:
    found = _EVERY.match(source.string, at, min(end, at + 60))
    count = source.count_from(found.end(), end) if found is not None else None
    if found is not None and count is not None and count.count is not None:
        yearly = _ANNIVERSARY_OF.match(source.string, count.end, min(end, count.end + 20))
        start = anchor(source, yearly.end(), end) if yearly is not None else None
        if start is not None:  # "on each six-month anniversary of the Closing Date"
            return _node(at, start.end, count.count, unit_of(count), start=start.node)
        return _node(at, count.end, count.count, unit_of(count))
    each = _EACH.match(source.string, at, min(end, at + 60))
    if each is None:
        return None
    return _node(at, each.end(), 1, unit_in_words(each["unit"]))


def _adverb(source: Source, at: int, end: int) -> Parsed | None:
    found = _ADVERB.match(source.string, at, min(end, at + 40))
    if found is None:
        return None
    count, unit = _CADENCES[found["cadence"].lower()]
    close = found.end() - found.group().endswith(",")
    if _LIMITED.match(source.string, close, min(end, close + 50)):
        return None
    further = g.words(r",? (?=on )").match(source.string, close, min(end, close + 8))
    day = day_of(source, further.end(), end) or dates_of(source, further.end(), end) if further else None
    if day is not None and isinstance(day.node, Periodic):
        return Parsed(replace(day.node, span=Span(at, day.end)), day.end)
    return _node(at, close, count, unit)


# "annually, no later than March 31 of each year": the limit says when.
_LIMITED = g.words(
    r",? (?:and |but )?(?:in (?:any|all|every|no) (?:event|case)s?,? )?(?:(?:no |not )?later than"
    r"|within|by|on or"
    r" (?:before|prior to)) "
)


def _bounded(source: Source, parsed: Parsed, end: int) -> Parsed:
    """The node with "starting on …" and "until …"."""
    node, close = parsed
    assert isinstance(node, Periodic)
    for _ in range(2):
        begins = g.STARTING.match(source.string, close, min(end, close + 100)) if node.start is None else None
        start = _limit(source, begins.end(), end) if begins is not None else None
        if start is not None:
            node, close = replace(node, start=start.node, span=Span(node.span.start, start.end)), start.end
            continue
        ends = g.UNTIL.match(source.string, close, min(end, close + 190)) if node.until is None else None
        until = _limit(source, ends.end(), end) if ends is not None else None
        if until is not None:
            node, close = replace(node, until=until.node, span=Span(node.span.start, until.end)), until.end
    during = g.DURING.match(source.string, close, min(end, close + 90))
    close = during.end() if during is not None else close
    return Parsed(node, close)


def _limit(source: Source, at: int, end: int) -> Parsed | None:
    found = simple(source, at, end, "exactly")
    return found if found is not None and _ends_something(found.node) else None


def _ends_something(node: Expression) -> bool:
    return not (isinstance(node, Anchor) and not node.text)
