"""A comparison as tables for CSV and workbooks."""

from __future__ import annotations

import json
from collections.abc import Iterator, Sequence
from datetime import date

from pydantic import TypeAdapter

from pipeline.compare.cells import Cell
from pipeline.compare.comparable import Day, figure
from pipeline.compare.comparison import Comparison, Row
from pipeline.compare.wording import STATUSES
from pipeline.tables.table import Column, ColumnType, Table, Value
from pipeline.termsheet import schema as s

_SOURCE: TypeAdapter[s.Place] = TypeAdapter(s.Place)
_FIGURE: tuple[tuple[str, ColumnType], ...] = (
    ("status", "text"),
    ("comparable", "any"),
    ("unit", "text"),
    ("exact", "boolean"),
)


def terms_table(comparison: Comparison, rows: Sequence[Row]) -> Table:
    """A row a term: its value in each agreement, and then what is compared, again for each agreement."""
    names = [agreement.name for agreement in comparison.agreements]
    columns = (
        *(Column(name, "text") for name in ("name", "term", "result")),
        *(Column(name, "any") for name in names),
        *(Column(f"{name}: {what}", kind) for name in names for what, kind in _FIGURE),
    )
    return Table("terms", columns, (_row(row) for row in rows))


def comparison_tables(comparison: Comparison, rows: Sequence[Row]) -> tuple[Table, ...]:
    """The terms, the characters that each value was read from, the parties, and the agreements."""
    return (
        terms_table(comparison, rows),
        _table(
            "evidence",
            "name term agreement status value clause start:integer end:integer text rule source",
            _evidence(comparison, rows),
        ),
        _table(
            "parties",
            "agreement name role aliases entity_type jurisdiction address unnamed_class:boolean found_in"
            " signatories start:integer end:integer",
            _parties(comparison),
        ),
        _table(
            "agreements",
            "agreement title kind path accession exhibit sha256 characters:integer pages:integer",
            _agreements(comparison),
        ),
    )


def _table(name: str, columns: str, rows: Iterator[tuple[Value, ...]]) -> Table:
    """A table whose columns are text, unless another type stands behind their names."""
    types: dict[str, ColumnType] = {"": "text", "integer": "integer", "boolean": "boolean"}
    pairs = (column.partition(":") for column in columns.split())
    return Table(name, tuple(Column(title, types[kind]) for title, _, kind in pairs), rows)


def _row(row: Row) -> tuple[Value, ...]:
    return (
        row.name,
        row.label,
        row.result,
        *(_value(cell) for cell in row.cells),
        *(value for cell in row.cells for value in _compared(cell)),
    )


def _value(cell: Cell) -> Value:
    """A day as such, other values in words; where there is none, what became of it."""
    return _day(cell) or cell.value or f"({STATUSES[cell.status]})"


def _compared(cell: Cell) -> tuple[Value, ...]:
    shown = None if cell.comparable is None else figure(cell.comparable)
    if shown is None:
        return cell.status, _day(cell), None, None
    return cell.status, shown.number, shown.unit, shown.exact


def _day(cell: Cell) -> date | None:
    if not isinstance(cell.comparable, Day):
        return None
    try:
        return date.fromisoformat(cell.comparable.iso)
    except ValueError:  # no day of the calendar: 2001-02-29, as some agreement has it
        return None


def _evidence(comparison: Comparison, rows: Sequence[Row]) -> Iterator[tuple[Value, ...]]:
    for row in rows:
        for agreement, cell in zip(comparison.agreements, row.cells, strict=True):
            cites = {clause.path: clause.cite for clause in agreement.sheet.outline}
            for place in cell.evidence:
                yield (
                    row.name,
                    row.label,
                    agreement.name,
                    cell.status,
                    cell.value or None,
                    cites.get(place.clause or "", place.clause),
                    place.start,
                    place.end,
                    place.text,
                    place.rule,
                    json.dumps(_SOURCE.dump_python(place.source, mode="json")),
                )


def _parties(comparison: Comparison) -> Iterator[tuple[Value, ...]]:
    for agreement in comparison.agreements:
        for party in agreement.sheet.parties:
            place = party.evidence[0] if party.evidence else None
            yield (
                agreement.name,
                party.name,
                party.role,
                "; ".join(party.aliases),
                party.entity_type,
                party.jurisdiction,
                party.address,
                party.unnamed_class,
                party.found_in,
                "; ".join(party.signatories),
                place.start if place else None,
                place.end if place else None,
            )


def _agreements(comparison: Comparison) -> Iterator[tuple[Value, ...]]:
    for agreement in comparison.agreements:
        document = agreement.sheet.document
        source = document.source
        yield (
            agreement.name,
            document.title,
            document.kind,
            source.path,
            source.accession,
            source.exhibit,
            source.sha256,
            document.characters,
            document.pages,
        )
