"""A comparison in words, wherever it is shown."""

from __future__ import annotations

from collections.abc import Mapping

from obligations.rounding import half_up
from pipeline.compare.cells import Cell, CellStatus
from pipeline.compare.comparable import Comparable, Figure, figure
from pipeline.compare.comparison import Row
from pipeline.compare.times import PerTime, Time
from pipeline.compare.trees import When

_PLACES = 2
STATUSES: Mapping[CellStatus, str] = {
    "found": "stated",
    "absent": "not stated",
    "by_reference": "by reference",
    "blank": "blank",
    "redacted": "redacted",
    "conflict": "in conflict",
    "not_applicable": "not read for this kind",
}


def cell_words(cell: Cell, row: Row) -> str:
    """A cell of a row: its value, with its figure where the row mixes units; or why there is no value."""
    if not cell.value:
        return f"({'not computable' if cell.status == 'found' else STATUSES[cell.status]})"
    parts = [cell.value]
    shown = figure(cell.comparable) if cell.comparable is not None and _mixes_units(row) else None
    if shown is not None and shown.converted:
        parts.append(f"[{figure_words(shown)}]")
    if cell.status == "conflict":
        parts.append(f"({STATUSES[cell.status]})")
    return " ".join(parts)


def figure_words(of: Figure) -> str:
    """A figure with its unit, to two decimals: "about 30.42 days", "18.25% a year"."""
    unit = (of.unit or "").replace("_", " ").replace("per year", "a year")
    is_share = (of.unit or "").startswith("per_")
    exact = of.number * 100 if is_share else of.number
    number = half_up(exact, _PLACES)
    about = "" if of.exact and number == exact else "about "
    return f"{about}{number.normalize():,f}{'%' if is_share else ''} {unit}".rstrip()


def _mixes_units(row: Row) -> bool:
    units = {_unit(cell.comparable) for cell in row.cells if cell.comparable is not None}
    return len(units - {None}) > 1


def _unit(of: Comparable) -> object:
    """The unit in which the text states a time or a rate."""
    match of:
        case Time():
            return of.unit
        case PerTime():
            return of.per
        case When(time=Time() as time):
            return time.unit
    return None
