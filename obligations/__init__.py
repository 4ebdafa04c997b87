"""The shared obligations calculator: values and facts in, obligations out.

    import obligations

    obligations.calculate("M2", {"filing_date": "2003-08-25"})

It knows nothing of text, spaCy or files, and imports nothing of `pipeline`.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from obligations.mechanics import calculate

__all__ = ["calculate"]


def __getattr__(name: str) -> Any:  # noqa: ANN401  # whatever the package offers
    # Who needs a calendar only does not wait for forty-six mechanics.
    if name == "calculate":
        from obligations.mechanics import calculate

        return calculate
    raise AttributeError(f"module 'obligations' has no attribute {name!r}")
