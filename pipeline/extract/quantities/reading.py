"""All that can be counted in a document: dates, percentages, periods, money, and blanks for them."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Protocol, TypeVar

from pipeline.extract.quantities.blanks import blanks
from pipeline.extract.quantities.dates import dates
from pipeline.extract.quantities.day_counts import Range, day_counts
from pipeline.extract.quantities.money import money
from pipeline.extract.quantities.percentages import percentages
from pipeline.extract.quantities.share_counts import share_counts
from pipeline.model import Outline, Quantities, RegionKind, Text


class _Placed(Protocol):
    @property
    def start(self) -> int: ...
    @property
    def end(self) -> int: ...


_Mention = TypeVar("_Mention", bound=_Placed)


def quantities(text: Text, outline: Outline | None = None) -> Quantities:
    """Everything countable in `text`, by kind and in order; no two kinds claim the same words.

    With an outline, tables of contents are passed over, for they only repeat headings, and so are the numbers
    of clauses: "1.8 Business Day" heads a definition.
    """
    contents = _no_quantities(outline) if outline is not None else []
    found_blanks = _apart(blanks(text), contents)
    found_dates = _apart(_apart(dates(text), _ranges(found_blanks)), contents)
    found_percentages, percentage_conflicts = percentages(text)
    found_money, money_conflicts = money(text)
    found_shares, share_conflicts = share_counts(text)
    taken = sorted((*_ranges(found_dates, found_percentages, found_money, found_blanks), *contents))
    found_day_counts, day_count_conflicts = day_counts(text, taken=taken)
    return Quantities(
        dates=found_dates,
        percentages=_apart(_apart(found_percentages, _ranges(found_money)), contents),
        day_counts=found_day_counts,
        money=_apart(found_money, contents),
        share_counts=_apart(_apart(found_shares, _ranges(found_money)), contents),
        conflicts=tuple(
            sorted(
                (*percentage_conflicts, *money_conflicts, *day_count_conflicts, *share_conflicts), key=_start
            )
        ),
        blanks=found_blanks,
    )


def _no_quantities(outline: Outline) -> list[Range]:
    """Tables of contents and the numbers of clauses, in order."""
    ranges = [
        (clause.start, clause.start + len(clause.label))
        for clause in outline.clauses
        if clause.label is not None and not clause.label.isdigit()
    ]
    ranges += [(region.start, region.end) for region in outline.regions if region.kind is RegionKind.CONTENTS]
    return sorted(ranges)


def _start(mention: _Placed) -> int:
    return mention.start


def _ranges(*kinds: Iterable[_Placed]) -> list[Range]:
    return [(mention.start, mention.end) for kind in kinds for mention in kind]


def _apart(mentions: Sequence[_Mention], taken: Sequence[Range]) -> tuple[_Mention, ...]:
    """The mentions that share no character with `taken`; both in the order of the text."""
    if not taken:
        return tuple(mentions)
    kept: list[_Mention] = []
    at = 0
    for mention in mentions:
        while at < len(taken) and taken[at][1] <= mention.start:
            at += 1
        if at == len(taken) or taken[at][0] >= mention.end:
            kept.append(mention)
    return tuple(kept)
