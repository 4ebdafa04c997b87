"""The tables of a dataset and the types of their columns, in DuckDB's names.

`id` of `documents` is the path of the file as it was given, and `#2` for the second document of a full
submission; `document` of the other tables is that id. `ordinal` is the place in the term sheet's list,
counted from 0. `start_offset` and `end_offset` index the document's normalised text, half-open; `clause` is
the path of the innermost clause there. A number that does not fit its column exactly is null there: the term
sheet has it.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final

_ID: Final = {"document": "VARCHAR", "ordinal": "INTEGER"}
_EVIDENCE: Final = {
    "start_offset": "BIGINT",
    "end_offset": "BIGINT",
    "text": "VARCHAR",
    "clause": "VARCHAR",
}
CONFIDENCE: Final = "DECIMAL(9,6)"
COUNT: Final = "DECIMAL(38,6)"
MONEY: Final = "DECIMAL(38,9)"
SHARE: Final = "DECIMAL(38,18)"

DATE_TERMS: Final = ("agreement_date", "effective_date", "expiration_date")
LENGTH_TERMS: Final = ("renewal_term", "notice_period_to_terminate_renewal")

TABLES: Final[Mapping[str, Mapping[str, str]]] = {
    "documents": {
        "id": "VARCHAR",
        "path": "VARCHAR",
        "sha256": "VARCHAR",
        "media_type": "VARCHAR",
        "accession": "VARCHAR",
        "sequence": "INTEGER",
        "exhibit": "VARCHAR",
        "filename": "VARCHAR",
        "form": "VARCHAR",
        "filers": "VARCHAR[]",
        "title": "VARCHAR",
        "kind": "VARCHAR",
        "characters": "BIGINT",
        "pages": "INTEGER",
        "document_name": "VARCHAR",
        **dict.fromkeys(DATE_TERMS, "DATE"),
        "perpetual": "BOOLEAN",
        **{
            f"{term}_{part}": kind
            for term in LENGTH_TERMS
            for part, kind in (("count", "INTEGER"), ("unit", "VARCHAR"))
        },
        "governing_law": "VARCHAR[]",
        "parties": "VARCHAR[]",
        "warnings": "INTEGER",
        "sheet": "VARCHAR",
    },
    "terms": {
        **_ID,
        "term": "VARCHAR",
        "status": "VARCHAR",
        "value": "VARCHAR",
        "date": "DATE",
        "count": "INTEGER",
        "unit": "VARCHAR",
        "confidence": CONFIDENCE,
        **_EVIDENCE,
    },
    "parties": {
        **_ID,
        "name": "VARCHAR",
        "aliases": "VARCHAR[]",
        "collective_alias": "VARCHAR",
        "role": "VARCHAR",
        "entity_type": "VARCHAR",
        "jurisdiction": "VARCHAR",
        "address": "VARCHAR",
        "unnamed_class": "BOOLEAN",
        "found_in": "VARCHAR",
        "signatories": "VARCHAR[]",
        "confidence": CONFIDENCE,
        **_EVIDENCE,
    },
    "dates": {
        **_ID,
        "date": "DATE",
        "iso": "VARCHAR",
        "symbolic": "VARCHAR",
        "defines": "VARCHAR",
        **_EVIDENCE,
    },
    "percentages": {**_ID, "value": SHARE, "defines": "VARCHAR", **_EVIDENCE},
    "day_counts": {
        **_ID,
        "count": COUNT,
        "unit": "VARCHAR",
        "direction": "VARCHAR",
        "anchor": "VARCHAR",
        "defines": "VARCHAR",
        **_EVIDENCE,
    },
    "money": {**_ID, "amount": MONEY, "currency": "VARCHAR", "defines": "VARCHAR", **_EVIDENCE},
    "share_counts": {**_ID, "count": COUNT, "share_class": "VARCHAR", "defines": "VARCHAR", **_EVIDENCE},
    "deadlines": {
        **_ID,
        "obligor": "VARCHAR",
        "implied_obligor": "VARCHAR",
        "action": "VARCHAR",
        "op": "VARCHAR",
        "count": COUNT,
        "unit": "VARCHAR",
        "direction": "VARCHAR",
        "bound": "VARCHAR",
        "in_words": "VARCHAR",
        "expression": "VARCHAR",
        "conditions": "VARCHAR[]",
        "standard": "VARCHAR",
        "defines": "VARCHAR",
        **_EVIDENCE,
    },
    "obligations": {
        **_ID,
        "obligor": "VARCHAR",
        "implied_obligor": "VARCHAR",
        "obligee": "VARCHAR",
        "modality": "VARCHAR",
        "action": "VARCHAR",
        "conditions": "VARCHAR[]",
        "deadline": "INTEGER",
        **_EVIDENCE,
    },
    "definitions": {
        **_ID,
        "term": "VARCHAR",
        "one_of": "VARCHAR",
        "meaning_start": "BIGINT",
        "meaning_end": "BIGINT",
        "external": "VARCHAR",
        "section": "VARCHAR",
        "uses": "INTEGER",
        **_EVIDENCE,
    },
    "labels": {**_ID, "label": "VARCHAR", "answer": "BOOLEAN", "confidence": CONFIDENCE, **_EVIDENCE},
    "deal_terms": {
        **_ID,
        "block": "VARCHAR",
        "term": "VARCHAR",
        "status": "VARCHAR",
        "in_words": "VARCHAR",
        "value": "VARCHAR",
        **_EVIDENCE,
    },
    "warnings": {**_ID, "kind": "VARCHAR", "message": "VARCHAR", **_EVIDENCE},
    "skipped": {
        "path": "VARCHAR",
        "ordinal": "INTEGER",
        "accession": "VARCHAR",
        "sequence": "INTEGER",
        "exhibit": "VARCHAR",
        "filename": "VARCHAR",
        "reason": "VARCHAR",
        "failed": "BOOLEAN",
    },
    "errors": {"id": "VARCHAR", "path": "VARCHAR", "kind": "VARCHAR", "cause": "VARCHAR"},
}
