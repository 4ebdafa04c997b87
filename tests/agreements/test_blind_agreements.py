"""The agreements that were written blind: how many of their fields are read as their authors meant."""

from __future__ import annotations

from pathlib import Path

import pytest

from benchmarks.blocks import PARTS, golds, score

FRESH = Path(__file__).parents[2] / "corpus" / "samples" / "fresh"
# The least share of fields that are right in every part; a little under what was measured.
LEAST = {
    "registration_rights": 0.98,
    "registration_rights_b": 0.98,
    "registration_rights_c": 0.98,
    "registration_rights_d": 0.98,
}


@pytest.mark.parametrize("name", sorted(LEAST))
def test_blind_agreements(name: str) -> None:
    """No change may lose what is read of them."""
    totals = score(golds(FRESH / name), None)
    right = sum(totals[field]["right"] for field in PARTS)
    every = sum(totals[field].total() for field in PARTS)
    assert right / every >= LEAST[name], {field: totals[field] for field in PARTS}
