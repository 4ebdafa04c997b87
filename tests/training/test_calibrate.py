"""How confidences come out of counted answers."""

import pytest

from benchmarks.split import part
from training.calibrate import Row, fitted, moved, reliability, shares, step

VALIDATION = [f"v{i}" for i in range(400) if part(f"v{i}") == "validation"][:100]
TUNING = [f"t{i}" for i in range(400) if part(f"t{i}") == "tuning"][:100]


def _rows(docs: list[str], basis: str, right: int) -> list[Row]:
    return [Row(doc, "governing_law", basis, i < right) for i, doc in enumerate(docs)]


def test_a_rare_basis_is_drawn_towards_its_field() -> None:
    """One wrong answer of a rare kind does not make the kind worthless."""
    found = shares([*_rows(TUNING, "laws-of-place", 95), Row("x", "governing_law", "rare", right=False)])
    assert found["laws-of-place"] == pytest.approx(0.95, abs=0.02)
    assert 0.7 < found["rare"] < 0.95


def test_a_contested_answer_is_drawn_towards_its_own_rule() -> None:
    """A "dated against others" leans on "dated", not on the whole field."""
    rows = [*_rows(TUNING, "made", 100), *_rows(TUNING[:50], "dated", 10)]
    rows += [Row("x", "governing_law", "dated against others", right=True)]
    found = shares(rows)
    assert found["dated against others"] < 0.5


def test_the_validation_part_sets_the_level() -> None:
    """Rules that are right 99 times in 100 where they were written and 80 times elsewhere are 80 per cent sure."""
    found = fitted([*_rows(TUNING, "made", 99), *_rows(VALIDATION, "made", 80)])
    assert found["made"] == pytest.approx(0.80, abs=0.02)


def test_the_step_makes_the_mean_fit() -> None:
    """After the step the mean confidence is the share that is right, smoothed by one each way."""
    rows = _rows(VALIDATION, "made", 60)
    by = step(rows, {"": 0.9, "made": 0.9})
    assert moved(0.9, by) == pytest.approx(61 / 102, abs=1e-6)


def test_the_reliability_table_counts_every_answer() -> None:
    """Each answer falls in one bin, and the bin says how many of its answers are right."""
    judged = [(row, 0.85) for row in _rows(VALIDATION, "made", 80)]
    assert reliability(judged) == [{"from": 0.8, "answers": 100, "mean_confidence": 0.85, "right": 0.8}]
