"""Words and figures that disagree, places left blank, and places taken out before filing."""

from __future__ import annotations

from collections.abc import Iterator

from pipeline.model import Blank, Conflict, Notice, Quantities
from pipeline.spans import Span


def figures(quantities: Quantities) -> Iterator[Notice]:
    """A notice for each conflict of words and figures, each blank and each redaction."""
    yield from map(_conflict, quantities.conflicts)
    yield from map(_blank, quantities.blanks)


def _conflict(entry: Conflict) -> Notice:
    return Notice(
        kind="word_numeral_mismatch",
        message=f"the words say {entry.word_value}, the figures {entry.numeral_value}",
        spans=(Span(entry.start, entry.end),),
        rule=entry.kind,
        word_value=entry.word_value,
        numeral_value=entry.numeral_value,
    )


def _blank(entry: Blank) -> Notice:
    what = entry.of.replace("_", " ")
    return Notice(
        kind="redaction" if entry.redacted else "blank",
        message=f"{what}: taken out before filing" if entry.redacted else f"{what}: left blank",
        spans=(Span(entry.start, entry.end),),
        rule=entry.rule,
    )
