"""The comparison with edgartools, without edgartools: our side of it, and what counts as a difference."""

import copy

import pytest

from benchmarks.submissions import CASES, FIELDS, HEADER_FIELDS, differences, split
from corpus.generate import generate
from pipeline.load.decode import decode


def test_our_answer_is_the_generators() -> None:
    """On each of the four shapes: types, numbers, names and descriptions of all documents."""
    shapes = set()
    for made in generate(24, 6, "submission"):
        answer = split(decode(made.data, made.name))
        right = [
            {"type": found["type"], "sequence": str(found["sequence"]), "filename": found["filename"] or ""}
            for found in made.gold["documents"]
        ]
        assert [{key: found[key] for key in right[0]} for found in answer["documents"]] == right
        assert answer["accession"] == made.gold["accession"]
        shapes.add(made.gold["shape"])
    assert shapes == {"pem_ims", "pem_sec", "sec", "tags"}


@pytest.mark.parametrize("name", CASES)
def test_oddities_are_split_as_the_case_says(name: str) -> None:
    """The number beside each case is ours, too."""
    raw, count = CASES[name]
    assert len(split(raw)["documents"]) == count


@pytest.mark.parametrize("field", [*FIELDS, *HEADER_FIELDS, "number of documents"])
def test_every_difference_is_seen(field: str) -> None:
    """Two answers that differ in one thing differ in that thing alone."""
    ours = split(CASES["plain"][0])
    theirs = copy.deepcopy(ours) | {"error": None, "header_error": None}
    assert differences(ours, theirs) == []
    if field in FIELDS:
        theirs["documents"][0][field] = "other"
    elif field in HEADER_FIELDS:
        theirs[field] = "other"
    else:
        theirs["documents"].append(theirs["documents"][0])
    assert differences(ours, theirs) == [field]
