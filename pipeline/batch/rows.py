"""A term sheet as rows of the dataset's tables."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from datetime import date
from decimal import Context, Decimal
from functools import cache
from typing import Any, Final

from pipeline.batch.columns import CONFIDENCE, COUNT, DATE_TERMS, LENGTH_TERMS, MONEY, SHARE
from pipeline.errors import SourceError
from pipeline.model import Filing, Skipped
from pipeline.termsheet.block_words import deal_term
from pipeline.termsheet.blocks import CreditBlock, RegistrationRightsBlock
from pipeline.termsheet.evidence import Evidence
from pipeline.termsheet.expression_words import expression
from pipeline.termsheet.expressions import DurationNode, OffsetNode
from pipeline.termsheet.schema import PeriodValue, Term, TermSheet, Value

Row = dict[str, Any]
Rows = dict[str, list[Row]]
"""Rows by the name of their table; a value is null, text, a whole number, a truth or a list of texts."""

_LARGEST: Final = (1 << 31) - 1  # of a column of whole numbers
_EXACT: Final = Context(prec=200)  # digits, more than any column has


def of_sheet(id_: str, sheet: TermSheet, sheet_json: str, filing: Filing) -> Rows:
    """All rows of one document, which the dataset calls `id_`."""
    listed = {
        "terms": _terms(sheet),
        "parties": _parties(sheet),
        "dates": (
            {
                "date": _day(it.iso),
                "iso": it.iso,
                "symbolic": it.symbolic,
                "defines": it.defines,
                **_first(it.evidence),
            }
            for it in sheet.dates
        ),
        "percentages": (
            {"value": _exact(it.value, SHARE), "defines": it.defines, **_first(it.evidence)}
            for it in sheet.percentages
        ),
        "day_counts": (
            {
                "count": _exact(it.count, COUNT),
                "unit": it.unit,
                "direction": it.direction,
                "anchor": it.anchor,
                "defines": it.defines,
                **_first(it.evidence),
            }
            for it in sheet.day_counts
        ),
        "money": (
            {
                "amount": _exact(it.amount, MONEY),
                "currency": it.currency,
                "defines": it.defines,
                **_first(it.evidence),
            }
            for it in sheet.money
        ),
        "share_counts": (
            {
                "count": _exact(it.count, COUNT),
                "share_class": it.share_class,
                "defines": it.defines,
                **_first(it.evidence),
            }
            for it in sheet.share_counts
        ),
        "deadlines": _deadlines(sheet),
        "obligations": (
            {
                "obligor": it.obligor,
                "implied_obligor": it.implied_obligor,
                "obligee": it.obligee,
                "modality": it.modality,
                "action": it.action,
                "conditions": list(it.conditions),
                "deadline": it.deadline,
                **_first(it.evidence),
            }
            for it in sheet.obligations
        ),
        "definitions": _definitions(sheet),
        "labels": (
            {
                "label": label,
                "answer": it.answer,
                "confidence": _exact(it.confidence, CONFIDENCE),
                **_first(it.evidence),
            }
            for label, it in sheet.clauses.items()
        ),
        "deal_terms": _deal_terms(sheet),
        "warnings": (
            {"kind": it.kind, "message": it.message, **_first(it.evidence)} for it in sheet.warnings
        ),
    }
    rows = {table: _numbered(id_, found) for table, found in listed.items()}
    return {"documents": [_document(id_, sheet, sheet_json, filing)], **rows}


def of_skipped(path: str, skipped: Sequence[Skipped]) -> list[Row]:
    """Rows of what was passed over in a full submission."""
    return [
        {
            "path": path,
            "ordinal": ordinal,
            "accession": it.source.accession,
            "sequence": _whole(it.source.sequence),
            "exhibit": it.source.exhibit,
            "filename": it.source.filename,
            "reason": it.reason,
            "failed": it.failed,
        }
        for ordinal, it in enumerate(skipped)
    ]


def of_error(id_: str, path: str, error: SourceError) -> Row:
    """The row of a file or a document that could not be read."""
    return error_row(id_, path, type(error).__name__, error.cause)


def error_row(id_: str, path: str, kind: str, cause: str) -> Row:
    """The row of an error by its kind, the name of its class, and its cause in words."""
    return {"id": id_, "path": path, "kind": kind, "cause": cause}


def _numbered(id_: str, rows: Iterable[Row]) -> list[Row]:
    return [{"document": id_, "ordinal": ordinal, **row} for ordinal, row in enumerate(rows)]


def _document(id_: str, sheet: TermSheet, sheet_json: str, filing: Filing) -> Row:
    source, terms = sheet.document.source, sheet.terms
    law, title = terms.governing_law.value, terms.document_name.value
    row: Row = {
        "id": id_,
        "path": source.path,
        "sha256": source.sha256,
        "media_type": source.media_type,
        "accession": source.accession,
        "sequence": _whole(source.sequence),
        "exhibit": source.exhibit,
        "filename": source.filename,
        "form": filing.form,
        "filers": list(filing.filers),
        "title": sheet.document.title,
        "kind": sheet.document.kind,
        "characters": sheet.document.characters,
        "pages": sheet.document.pages,
        "document_name": title if isinstance(title, str) else None,
        "perpetual": terms.expiration_date.value == "perpetual",
        "governing_law": list(law) if isinstance(law, tuple) else [law] if isinstance(law, str) else [],
        "parties": [party.name for party in sheet.parties],
        "warnings": len(sheet.warnings),
        "sheet": sheet_json,
    }
    for name in DATE_TERMS:
        row[name] = _day(getattr(terms, name).value)
    for name in LENGTH_TERMS:
        value = getattr(terms, name).value
        row[f"{name}_count"] = _whole(value.count) if isinstance(value, PeriodValue) else None
        row[f"{name}_unit"] = value.unit if isinstance(value, PeriodValue) else None
    return row


def _terms(sheet: TermSheet) -> Iterator[Row]:
    name: str
    term: Term
    for name, term in sheet.terms:
        value = term.value
        yield {
            "term": name,
            "status": term.status,
            "value": _in_words(value),
            "date": _day(value),
            "count": _whole(value.count) if isinstance(value, PeriodValue) else None,
            "unit": value.unit if isinstance(value, PeriodValue) else None,
            "confidence": _exact(term.confidence, CONFIDENCE),
            **_first(term.evidence),
        }


def _parties(sheet: TermSheet) -> Iterator[Row]:
    for it in sheet.parties:
        yield {
            "name": it.name,
            "aliases": list(it.aliases),
            "collective_alias": it.collective_alias,
            "role": it.role,
            "entity_type": it.entity_type,
            "jurisdiction": it.jurisdiction,
            "address": it.address,
            "unnamed_class": it.unnamed_class,
            "found_in": it.found_in,
            "signatories": list(it.signatories),
            "confidence": _exact(it.confidence, CONFIDENCE),
            **_first(it.evidence),
        }


def _deadlines(sheet: TermSheet) -> Iterator[Row]:
    for it in sheet.deadlines:
        node = it.expression
        counted = node if isinstance(node, OffsetNode | DurationNode) else None
        yield {
            "obligor": it.obligor,
            "implied_obligor": it.implied_obligor,
            "action": it.action,
            "op": node.op,
            "count": _exact(counted.count, COUNT) if counted is not None else None,
            "unit": counted.unit if counted is not None else None,
            "direction": node.direction if isinstance(node, OffsetNode) else None,
            "bound": node.bound if isinstance(node, OffsetNode) else None,
            "in_words": expression(node),
            "expression": node.model_dump_json(by_alias=True),
            "conditions": list(it.conditions),
            "standard": it.standard,
            "defines": it.defines,
            **_first(it.evidence),
        }


def _definitions(sheet: TermSheet) -> Iterator[Row]:
    for it in sheet.definitions:
        yield {
            "term": it.term,
            "one_of": it.one_of,
            "meaning_start": it.meaning.start if it.meaning is not None else None,
            "meaning_end": it.meaning.end if it.meaning is not None else None,
            "external": it.defined_in.external,
            "section": it.defined_in.section,
            "uses": len(it.uses),
            **_first(it.evidence),
        }


def _deal_terms(sheet: TermSheet) -> Iterator[Row]:
    blocks: dict[str, RegistrationRightsBlock | CreditBlock | None] = {
        "registration_rights": sheet.registration_rights,
        "credit": sheet.credit,
    }
    for name, block in blocks.items():
        for term, found in block or ():
            yield {
                "block": name,
                "term": term,
                "status": found.status,
                "in_words": deal_term(found) or None,
                "value": found.model_dump_json(by_alias=True, exclude={"status", "evidence"}),
                **_first(found.evidence),
            }


def _first(evidence: Sequence[Evidence]) -> Row:
    """Where a value was read first; nothing where nothing was."""
    if not evidence:
        return {"start_offset": None, "end_offset": None, "text": None, "clause": None}
    it = evidence[0]
    return {"start_offset": it.start, "end_offset": it.end, "text": it.text, "clause": it.clause}


def _in_words(value: Value) -> str | None:
    match value:
        case PeriodValue():
            return f"{'successive ' if value.successive else ''}{value.count} {value.unit}"
        case tuple():
            return "; ".join(value)
        case _:
            return value


def _day(value: object) -> str | None:
    """An ISO date that is a whole day, as it is; None for any other."""
    if not isinstance(value, str):
        return None
    try:
        day = date.fromisoformat(value)
    except ValueError:
        return None
    return value if value == day.isoformat() else None  # and not as a day of a week, or without hyphens


def _whole(value: int | None) -> int | None:
    """The number if a column of whole numbers holds it."""
    return value if value is not None and abs(value) <= _LARGEST else None


def _exact(value: Decimal | int | None, column: str) -> str | None:
    """The number as text if a column of that decimal type holds it without rounding."""
    if value is None:
        return None
    limit, scale = _size(column)
    number = Decimal(value)
    if not number.is_finite() or number.copy_abs() >= limit:
        return None
    exact = _EXACT.normalize(number)
    return f"{exact:f}" if -int(exact.as_tuple().exponent) <= scale else None


@cache
def _size(column: str) -> tuple[Decimal, int]:
    """What the numbers of a decimal type stay below, and how many decimals it has."""
    width, scale = map(int, column.removeprefix("DECIMAL(").removesuffix(")").split(","))
    return Decimal(10) ** (width - scale), scale
