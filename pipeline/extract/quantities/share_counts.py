"""Numbers of shares, units and warrants."""

from __future__ import annotations

from pipeline.extract.quantities.context import glued
from pipeline.extract.quantities.numbers import decimal
from pipeline.extract.quantities.written import conflict, written
from pipeline.match.scanner import scanner
from pipeline.model import Conflict, ShareCount, Text

# "one share" is a unit of account ("the price of one share"), and no number that anybody sells or reserves.
_FEWEST = 2


def share_counts(text: Text) -> tuple[tuple[ShareCount, ...], tuple[Conflict, ...]]:
    """Every number of shares in the order of the text, and those whose words and figures disagree."""
    found: list[ShareCount] = []
    conflicts: list[Conflict] = []
    for mention in scanner("share_counts").find(text):
        count = mention.groups["count"]
        read = written(text.string[count.start : count.end])
        if read is None or read.value < _FEWEST or glued(text.string, mention.start):
            continue
        share_class = mention.groups.get("class")
        alternative = None if read.alternative is None else decimal(read.alternative)
        found.append(
            ShareCount(
                mention.start + read.skipped,
                mention.end,
                mention.rule,
                decimal(read.value),
                None if share_class is None else text.string[share_class.start : share_class.end],
                alternative,
            )
        )
        if read.alternative is not None:
            conflicts.append(conflict(mention.start + read.skipped, count.end, read.value, read.alternative))
    return tuple(found), tuple(conflicts)
