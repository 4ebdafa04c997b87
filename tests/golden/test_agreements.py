"""Each agreement of the corpus against its gold: right stays right, and what is wrong is named with its reason.

A miss that is mended leaves `known_misses.toml`; a new one is a regression. Directions and anchors of periods,
on which readers differ, are held by their number instead.
"""

from __future__ import annotations

import tomllib
from pathlib import Path

import pytest

from benchmarks.corpus import Document, Report, committed, compare, sheet_of

KNOWN = tomllib.loads(Path(__file__).with_name("known_misses.toml").read_text(encoding="utf-8"))
DOCUMENTS = list(committed())


@pytest.fixture(scope="module")
def reports() -> dict[str, Report]:
    """What each term sheet has right and wrong."""
    return {it.name: compare(it.gold, sheet_of(it.gold, it.data)) for it in DOCUMENTS}


@pytest.mark.parametrize("document", DOCUMENTS, ids=lambda it: it.name)
def test_nothing_else_is_missed_or_invented(document: Document, reports: dict[str, Report]) -> None:
    """Every error is a known one, and every known one is still there."""
    errors = {f"{measure}: {error}" for measure, error in reports[document.name].errors}
    held = {error for error in errors if not error.startswith(tuple(KNOWN["at_least"]))}
    assert held == {miss["error"] for miss in KNOWN.get("miss", ()) if miss["document"] == document.name}


@pytest.mark.parametrize("measure", KNOWN["at_least"])
def test_no_fewer_are_right(measure: str, reports: dict[str, Report]) -> None:
    """What readers differ on is held by its number."""
    right = sum(report.scores[measure].hits for report in reports.values() if measure in report.scores)
    assert right >= KNOWN["at_least"][measure]


def test_every_known_miss_has_its_reason() -> None:
    """Nobody leaves a miss without saying why."""
    assert all(miss["reason"] for miss in KNOWN.get("miss", ()))
