"""A comparison as plain data, ready for JSON."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from typing import Any, get_args

from pydantic import TypeAdapter

from pipeline.compare.cells import Cell
from pipeline.compare.comparable import KINDS, Comparable, Day, Words, WordSet, figure
from pipeline.compare.comparison import Agreement, Comparison, Result, Row
from pipeline.termsheet import schema as s

COMPARISON_VERSION = "1"
Record = dict[str, Any]

_EVIDENCE: TypeAdapter[tuple[s.Evidence, ...]] = TypeAdapter(tuple[s.Evidence, ...])


def comparison_data(comparison: Comparison, rows: Sequence[Row]) -> Record:
    """The agreements, and `rows` of their comparison; exact numbers are strings, as in the term sheet."""
    names = [agreement.name for agreement in comparison.agreements]
    counts = Counter(row.result for row in rows)
    return {
        "comparison_version": COMPARISON_VERSION,
        "agreements": [_agreement(agreement) for agreement in comparison.agreements],
        "results": {result: count for result in get_args(Result) if (count := counts[result])},
        "rows": [
            {
                "name": row.name,
                "label": row.label,
                "result": row.result,
                "cells": [
                    {"agreement": name, **_cell(cell)} for name, cell in zip(names, row.cells, strict=True)
                ],
            }
            for row in rows
        ],
    }


def _agreement(agreement: Agreement) -> Record:
    document = agreement.sheet.document
    return {
        "name": agreement.name,
        "document": document.model_dump(mode="json", by_alias=True),
        "parties": [party.model_dump(mode="json", by_alias=True) for party in agreement.sheet.parties],
    }


def _cell(cell: Cell) -> Record:
    return {
        "status": cell.status,
        "value": cell.value or None,
        "comparable": None if cell.comparable is None else comparable_data(cell.comparable),
        "evidence": _EVIDENCE.dump_python(cell.evidence, mode="json"),
        "alternatives": [it.model_dump(mode="json", by_alias=True) for it in cell.alternatives],
        "confidence": None if cell.confidence is None else f"{cell.confidence:f}",
    }


def comparable_data(of: Comparable) -> Record:
    """What a value is compared by; which of the keys hold something goes by the kind."""
    shown = figure(of)
    return {
        "kind": KINDS[type(of)],
        "number": None if shown is None else f"{shown.number:f}",
        "unit": None if shown is None else shown.unit,
        "exact": None if shown is None else shown.exact,
        "date": of.iso if isinstance(of, Day) else None,
        "words": _words(of),
    }


def _words(of: Comparable) -> list[str] | None:
    match of:
        case Words():
            return list(of.words)
        case WordSet():
            return sorted(of.words)
    return None
