"""Term sheets side by side: a row a term, a cell an agreement, and how the cells of a row compare."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import combinations
from pathlib import PurePath
from typing import Literal

from pipeline.compare.cells import Cell
from pipeline.compare.comparable import sameness
from pipeline.compare.fields import fields
from pipeline.compare.times import Sameness
from pipeline.termsheet import schema as s

Result = Literal["same", "near", "differs", "only_one", "only_some", "not_stated", "undetermined"]
"""How the cells of a row compare.

same          all state it, and alike
near          several state it, in units without a fixed ratio or with other digits, and may mean the same;
              others may not state it
differs       at least two state it, and differently
only_one      one states it, the others do not
only_some     several state it, alike, and others do not
not_stated    none states it
undetermined  what is known does not differ, but in some agreement it stands elsewhere, is blank, redacted or
              in conflict, or is not read from its kind of agreement
"""

_UNKNOWN = ("by_reference", "blank", "redacted", "conflict")


@dataclass(frozen=True, slots=True)
class Agreement:
    """A term sheet under a name that no other of the comparison bears."""

    name: str
    sheet: s.TermSheet


@dataclass(frozen=True, slots=True)
class Row:
    """A term, with a cell for each agreement in their order."""

    name: str
    label: str
    part: bool
    cells: tuple[Cell, ...]
    result: Result

    @property
    def is_silent(self) -> bool:
        """Whether there is nothing to show: no agreement states it, or no value of this part of a term."""
        return self.result == "not_stated" or (self.part and not any(cell.value for cell in self.cells))

    @property
    def is_difference(self) -> bool:
        """Whether the agreements differ in it, or may."""
        return self.result != "same" and not self.is_silent


@dataclass(frozen=True, slots=True)
class Comparison:
    """Agreements and the rows in which they are compared."""

    agreements: tuple[Agreement, ...]
    rows: tuple[Row, ...]


def compared(sheets: Sequence[s.TermSheet]) -> Comparison:
    """The term sheets side by side. Their order is that of the cells, and changes nothing else."""
    agreements = tuple(map(Agreement, names(sheets), sheets))
    return Comparison(agreements, tuple(_rows(sheets)))


def _rows(sheets: Sequence[s.TermSheet]) -> Iterator[Row]:
    for field in fields(sheets):
        cells = tuple(field.read(sheet) for sheet in sheets)
        yield Row(field.name, field.label, field.part, cells, result(cells))


def result(cells: Sequence[Cell]) -> Result:
    """How the cells of a row compare; a value in conflict may differ from another, and is like none."""
    stated = [cell.comparable for cell in cells if cell.comparable is not None]
    alike = _alike(list(dict.fromkeys(stated)))
    if alike == "differs":
        return "differs"
    if any(cell.status in _UNKNOWN or (cell.status == "found" and not cell.comparable) for cell in cells):
        return "undetermined"
    if not stated:
        return "not_stated"
    if any(cell.status == "not_applicable" for cell in cells):
        return "undetermined"
    if alike == "near" or len(stated) == len(cells):
        return alike
    return "only_one" if len(stated) == 1 else "only_some"


def _alike(values: Sequence[object]) -> Sameness:
    """Whether all values are the same, pair by pair: what is near to a third is not near to each other."""
    found: Sameness = "same"
    for one, other in combinations(values, 2):
        match sameness(one, other):  # type: ignore[arg-type]
            case "differs":
                return "differs"
            case "near":
                found = "near"
    return found


# --------------------------------------------------------------------------- names


def names(sheets: Sequence[s.TermSheet]) -> list[str]:
    """A name for each sheet, none twice: its id, with so much of the path of its file as tells it apart."""
    ids = [sheet.document.id for sheet in sheets]
    shared = [i for i, each in enumerate(ids) if ids.count(each) > 1]
    parts = {i: PurePath(sheets[i].document.source.path).parts for i in shared}
    for depth in range(2, max((len(path) for path in parts.values()), default=0) + 1):
        longer = {i: "/".join(parts[i][-depth:]) for i in shared}
        if len(set(longer.values())) == len(longer):
            ids = [longer.get(i, each) for i, each in enumerate(ids)]
            break
    return _numbered(ids)


def _numbered(wanted: Sequence[str]) -> list[str]:
    taken: set[str] = set()
    found = []
    for name in wanted:
        free, number = name, 1
        while free in taken:
            number += 1
            free = f"{name}#{number}"
        taken.add(free)
        found.append(free)
    return found
