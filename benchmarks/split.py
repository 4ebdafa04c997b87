"""Which contracts of a collection are read while rules are written, and which only measure them."""

from __future__ import annotations

import hashlib


def part(doc_id: str) -> str:
    """`"tuning"` or, for one contract in three, `"validation"`: fixed by the hash of its id.

    Nobody reads a validation contract or its gold while writing rules, or the figures mean nothing.
    """
    return "validation" if int(hashlib.sha256(doc_id.encode()).hexdigest(), 16) % 3 == 0 else "tuning"
