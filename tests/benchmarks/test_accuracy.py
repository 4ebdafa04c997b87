"""The accuracy benchmark as a user meets it."""

import subprocess
import sys
from pathlib import Path

import pytest

BENCHMARK = Path(__file__).parents[2] / "benchmarks" / "accuracy.py"


def _run(*arguments: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [sys.executable, str(BENCHMARK), *arguments], capture_output=True, text=True, check=False
    )


def test_a_missing_collection_is_said(tmp_path: Path) -> None:
    """Without the collection the benchmark names what is missing and exits with 2."""
    result = _run("--collection", str(tmp_path))
    assert result.returncode == 2
    assert "gold.jsonl" in result.stderr


@pytest.mark.parametrize("part", ["validation", "all"])
def test_validation_errors_are_kept_back(tmp_path: Path, part: str) -> None:
    """The errors of the validation part are not listed while rules are being written."""
    result = _run("--collection", str(tmp_path), "--part", part, "--errors", "governing_law")
    assert result.returncode == 2
    assert "--final" in result.stderr
