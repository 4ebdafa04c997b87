"""The one term sheet that is compared byte for byte, and where it lies."""

from __future__ import annotations

from pathlib import Path

from pipeline.run import analyse_bytes

AGREEMENT = Path(__file__).parents[2] / "corpus" / "agreements" / "rra-harbor" / "agreement.txt"
SNAPSHOT = Path(__file__).with_name("rra-harbor.json")


def written() -> bytes:
    """The term sheet of the agreement as JSON, as the pipeline writes it now."""
    (sheet,) = analyse_bytes(AGREEMENT.read_bytes(), "rra-harbor/agreement.txt").sheets
    return sheet.model_dump_json(indent=1, by_alias=True).encode() + b"\n"
