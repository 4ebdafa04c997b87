"""Errors sorted into kinds."""

from typing import Any

import pytest

from benchmarks.kinds import KINDS, Reading, main
from pipeline.model import Region, RegionKind


class _Scorer:
    """Compares words in lower case, which is all that these kinds need."""

    def words(self, text: str) -> list[str]:
        return text.lower().split()

    party_key = words


TEXT = "SUPPLY AGREEMENT between Alder Mills and Birch Paper"
READING = Reading(
    said={"silent": {"effective_date": "blank", "renewal_term": "absent"}},
    dates=frozenset({"2004-03-01"}),
    periods=frozenset({("2", "year")}),
    text=TEXT,
    regions=(Region(RegionKind.OPENING, 0, len(TEXT)),),
)


@pytest.mark.parametrize(
    ("field", "missed", "wrong", "kinds"),
    [
        ("document_name", ["SUPPLY AGREEMENT"], [{"value": "AGREEMENT"}], ["too short by one word"]),
        ("document_name", ["AGREEMENT"], [{"value": "THE SUPPLY AGREEMENT"}], ["too long by several words"]),
        ("document_name", ["AGREEMENT"], [{"value": "LEASE"}], ["another place"]),
        ("parties", [{"name": "Alder Mills"}], [{"name": "Alder"}], ["missed: a shorter name was taken"]),
        ("parties", [{"name": "Birch Paper"}], [], ["missed: its words stand first in the opening"]),
        ("parties", [], [{"name": "Cedar"}], ["wrong: no party of the gold"]),
        ("effective_date", ["2004-03-01"], [], ["missed (read elsewhere): nothing said, blank"]),
        (
            "expiration_date",
            ["2004-03-31"],
            [{"value": "2004-03-30"}],
            ["missed (not read as a date): said another day of that month"],
        ),
        (
            "renewal_term",
            [{"count": 2, "unit": "year"}],
            [],
            ["missed (read elsewhere): nothing said, absent"],
        ),
        ("renewal_term", [], [{"count": 2, "unit": "year"}], ["said, but the gold has none"]),
    ],
)
def test_an_error_has_the_kind_that_says_how_near_it_came(
    field: str, missed: list[Any], wrong: list[Any], kinds: list[str]
) -> None:
    """Each kind tells what was said, and whether the right answer was within reach."""
    assert list(KINDS[field](_Scorer(), READING, missed, wrong)) == kinds


def test_a_missing_collection_is_said(tmp_path: Any, capsys: pytest.CaptureFixture[str]) -> None:
    """Without the collection the benchmark says so and exits with 2."""
    assert main(["--collection", str(tmp_path)]) == 2
    assert "no collection" in capsys.readouterr().err
