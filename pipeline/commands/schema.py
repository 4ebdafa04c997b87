"""`dealterms schema`: the JSON Schema of the term sheet."""

from __future__ import annotations

import json

from pipeline.termsheet.schema import TermSheet


def schema_text() -> str:
    """The schema of what `--format json` writes, generated from the models; same models, same bytes."""
    schema = TermSheet.model_json_schema(mode="serialization", by_alias=True)
    schema["$schema"] = "https://json-schema.org/draft/2020-12/schema"
    return json.dumps(schema, indent=2, ensure_ascii=False, sort_keys=True) + "\n"
