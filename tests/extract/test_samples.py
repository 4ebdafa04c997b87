"""The readers on the worked examples of `corpus/samples`."""

import json
from pathlib import Path

import pytest

from tests.extract.texts import read

SAMPLES = Path(__file__).parents[2] / "corpus" / "samples" / "quantities.jsonl"


def negatives():
    """The samples in which nothing is to be found."""
    lines = SAMPLES.read_text(encoding="utf-8").splitlines() if SAMPLES.exists() else []
    return [sample for sample in map(json.loads, lines) if "negative" in sample["tags"]]


@pytest.mark.parametrize("sample", negatives(), ids=lambda sample: sample["id"])
def test_no_trap_is_taken(sample):
    """Statutes, sections, phones, zips and the rest give no quantity."""
    _, found = read(sample["text"])
    assert (found.dates, found.percentages, found.day_counts, found.money, found.conflicts) == (
        (),
        (),
        (),
        (),
        (),
    )
