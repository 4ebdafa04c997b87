"""Names and lengths of time in words."""

from __future__ import annotations


def spaced(name: str | None) -> str:
    """A name of the schema as words: `business_days` is "business days"."""
    return (name or "").replace("_", " ")


def length(count: object, unit: str | None) -> str:
    """A period: "1 year", "10 business days"."""
    words = spaced(unit)
    return f"{count} {words.removesuffix('s') if str(count) == '1' else words}"
