"""A comparison as plain data, ready for JSON."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from typing import Any, get_args

from pipeline.compare.cells import Cell
from pipeline.compare.comparable import KINDS, Comparable, Day, Words, WordSet, figure
from pipeline.compare.comparison import Agreement, Comparison, Result, Row
from pipeline.compare.schema import (
    COMPARISON,
    AgreementEntry,
    CellEntry,
    ComparableEntry,
    ComparisonEntry,
    RowEntry,
)


def comparison_data(comparison: Comparison, rows: Sequence[Row]) -> dict[str, Any]:
    """The agreements, and `rows` of their comparison; exact numbers are strings, as in the term sheet."""
    names = [agreement.name for agreement in comparison.agreements]
    counts = Counter(row.result for row in rows)
    entry = ComparisonEntry(
        agreements=tuple(map(_agreement, comparison.agreements)),
        results={result: count for result in get_args(Result) if (count := counts[result])},
        rows=tuple(_row(row, names) for row in rows),
    )
    data: dict[str, Any] = COMPARISON.dump_python(entry, mode="json", by_alias=True)
    return data


def _agreement(agreement: Agreement) -> AgreementEntry:
    sheet = agreement.sheet
    return AgreementEntry(name=agreement.name, document=sheet.document, parties=sheet.parties)


def _row(row: Row, names: Sequence[str]) -> RowEntry:
    cells = tuple(_cell(cell, name) for cell, name in zip(row.cells, names, strict=True))
    return RowEntry(name=row.name, label=row.label, result=row.result, cells=cells)


def _cell(cell: Cell, agreement: str) -> CellEntry:
    return CellEntry(
        agreement=agreement,
        status=cell.status,
        value=cell.value or None,
        comparable=None if cell.comparable is None else _comparable(cell.comparable),
        evidence=cell.evidence,
        alternatives=cell.alternatives,
        confidence=cell.confidence,
    )


def _comparable(of: Comparable) -> ComparableEntry:
    shown = figure(of)
    return ComparableEntry(
        kind=KINDS[type(of)],
        number=None if shown is None else f"{shown.number:f}",
        unit=None if shown is None else shown.unit,
        exact=None if shown is None else shown.exact,
        date=of.iso if isinstance(of, Day) else None,
        words=_words(of),
    )


def _words(of: Comparable) -> tuple[str, ...] | None:
    match of:
        case Words():
            return of.words
        case WordSet():
            return tuple(sorted(of.words))
    return None
