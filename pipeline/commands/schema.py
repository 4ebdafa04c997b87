"""`dealterms schema`: the JSON Schemas of the term sheet, of a comparison and of the calculator."""

from __future__ import annotations

import json

from obligations.json_schemas import DRAFT, SCHEMAS, Schema
from pipeline.compare.schema import comparison_schema
from pipeline.termsheet.schema import TermSheet


def schema_text(of: str = "termsheet") -> str:
    """The schema of a term sheet (what `extract --format json` writes), a comparison, or of the calculator.

    Made from the types; same types, same bytes. Raises `KeyError` for a name that is none.
    """
    schemas = {**SCHEMAS, "termsheet": _term_sheet, "comparison": _comparison}
    schema = schemas[of]()
    return json.dumps(schema, indent=2, ensure_ascii=False, sort_keys=True) + "\n"


def _term_sheet() -> Schema:
    return {**TermSheet.model_json_schema(mode="serialization", by_alias=True), "$schema": DRAFT}


def _comparison() -> Schema:
    return {**comparison_schema(), "$schema": DRAFT}
