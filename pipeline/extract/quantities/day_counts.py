"""Day counts: every period with its length, how it is counted and from where."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from decimal import Decimal
from itertools import zip_longest

from pipeline.extract.quantities.directions import Counted, counted
from pipeline.extract.quantities.numbers import decimal
from pipeline.extract.quantities.periods import Period, periods
from pipeline.extract.quantities.written import conflict
from pipeline.match.scanner import scanner
from pipeline.model import Conflict, DayCount, Mention, Text, Unit

Range = tuple[int, int]  # where something starts and ends; there are many, and nothing is asked of them

# Units that turn into one another, each family with the size in its smallest unit.
_LADDERS: tuple[Mapping[Unit, int], ...] = (
    {Unit.MONTHS: 1, Unit.QUARTERS: 3, Unit.YEARS: 12},
    {Unit.DAYS: 1, Unit.WEEKS: 7},
)
_SIZES = {unit: size for size, unit in enumerate(Unit)}
_COMPOUND = re.compile(r",?\s(?:and\s)?(?:an?\sadditional\s)?")
_AND_NOT_LESS = re.compile(
    r",?\s(?:and|but|nor|or)\s(?:in\sno\sevent\s)?(?:(?:no|not)\s)?"
    r"(?:more|later|less|fewer|greater|longer|earlier|sooner)\sthan\s",
    re.IGNORECASE,
)


def day_counts(
    text: Text, *, taken: Sequence[Range] = ()
) -> tuple[tuple[DayCount, ...], tuple[Conflict, ...]]:
    """Every period in the order of the text, and those whose words and figures disagree.

    `taken` are ranges, in order, that other readers own: the "15th day" of a date is no period.
    """
    string = text.string
    free = _outside(scanner("day_counts").find(text), taken)
    found = periods(string, free)
    conflicts = tuple(
        conflict(period.start, period.close, period.read.value, period.read.alternative)
        for period in found
        if period.read.alternative is not None and period.close is not None
    )
    return tuple(_counted(string, found)), conflicts


def _outside(mentions: Sequence[Mention], taken: Sequence[Range]) -> Iterator[Mention]:
    at = 0
    for mention in mentions:
        while at < len(taken) and taken[at][1] <= mention.start:
            at += 1
        if at == len(taken) or taken[at][0] >= mention.end:
            yield mention
        elif "high" in mention.groups and taken[at][1] <= mention.groups["high"].start:
            yield _without_low(mention)  # the year of "May 15, 2011 and six months after"


def _without_low(mention: Mention) -> Mention:
    groups = {name: span for name, span in mention.groups.items() if name != "low"}
    return replace(mention, start=groups["high"].start, groups=groups)


def _counted(string: str, periods: Sequence[Period]) -> Iterator[DayCount]:
    previous: tuple[int, Counted] | None = None
    waiting: list[Period] = []  # the first of a range takes its direction from the second
    groups = list(_compounds(string, periods))
    for group, following in zip_longest(groups, groups[1:]):
        first, last = group[0], group[-1]
        if first.shared or (
            following is not None and len(group) == 1 and _bounds(string, last, following[0])
        ):
            waiting.append(first)
            continue
        start = waiting[0].start if waiting else first.start
        how = Counted() if first.cadence else counted(string, start, last.end, last.shape, previous)
        for low in waiting:
            yield _day_count([low], how)
        waiting = []
        yield _day_count(group, how)
        previous = (how.anchor.end if how.anchor is not None else last.end, how)


def _bounds(string: str, left: Period, right: Period) -> bool:
    """Whether two periods bound a range: not more than sixty days and not less than thirty days before."""
    return _AND_NOT_LESS.fullmatch(string, left.end, right.start) is not None


def _compounds(string: str, periods: Sequence[Period]) -> Iterator[list[Period]]:
    """Neighbours that make one length together: two years and six months."""
    group: list[Period] = []
    for period in periods:
        if group and _joins(string, group[-1], period):
            group.append(period)
            continue
        if group:
            yield group
        group = [period]
    if group:
        yield group


def _joins(string: str, left: Period, right: Period) -> bool:
    if not left.rule == right.rule == "count" or left.shape.adjective or right.shape.adjective:
        return False
    smaller = _SIZES[right.unit] < _SIZES[left.unit]
    return smaller and _COMPOUND.fullmatch(string, left.end, right.start) is not None


def _day_count(group: Sequence[Period], how: Counted) -> DayCount:
    first, last = group[0], group[-1]
    alternative = first.read.alternative
    if len(group) == 1:
        return DayCount(
            first.start,
            first.end,
            first.rule,
            decimal(first.read.value),
            first.unit,
            how.direction,
            how.anchor,
            None if alternative is None else decimal(alternative),
        )
    components = tuple((decimal(period.read.value), period.unit) for period in group)
    count, unit = _summed(components)
    return DayCount(
        first.start, last.end, "compound", count, unit, how.direction, how.anchor, components=components
    )


def _summed(components: Sequence[tuple[Decimal, Unit]]) -> tuple[Decimal | None, Unit | None]:
    """The sum in the smallest unit; nothing where the units do not turn into one another."""
    for ladder in _LADDERS:
        if all(unit in ladder for _, unit in components):
            smallest = min((unit for _, unit in components), key=lambda unit: ladder[unit])
            total = sum((count * ladder[unit] for count, unit in components), Decimal(0))
            return total / ladder[smallest], smallest
    return None, None
