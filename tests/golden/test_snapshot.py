"""One term sheet, byte for byte, so that no change of the output goes unseen."""

from __future__ import annotations

import shutil
import subprocess

import pytest

from tests.golden.snapshot import AGREEMENT, SNAPSHOT, written


def test_the_term_sheet_is_the_one_that_was_committed() -> None:
    """Any change of the output is one that somebody has read."""
    assert written() == SNAPSHOT.read_bytes(), (
        "the term sheet of rra-harbor has changed; if that is meant, run `python -m tests.golden.refresh`, "
        "read the difference and commit it"
    )


def test_twice_read_gives_the_same_bytes() -> None:
    """Nothing depends on the order of a set, or on what was read before."""
    assert written() == written()


def test_a_refreshed_snapshot_is_committed() -> None:
    """A snapshot that lies about in the work tree holds nothing for the others."""
    git = shutil.which("git")
    root = AGREEMENT.parents[3]
    if git is None or not (root / ".git").exists():
        pytest.skip("not a git checkout")
    said = subprocess.run(
        [git, "status", "--porcelain", "--", str(SNAPSHOT)],
        cwd=root, capture_output=True, text=True, check=True,
    )  # fmt: skip
    in_work_tree = said.stdout[1:2].strip()
    assert not in_work_tree, "tests/golden/rra-harbor.json is neither staged nor committed"
