"""Files that are there whole or not at all."""

from __future__ import annotations

from pathlib import Path

import pytest

from pipeline.drafts import drafted


def test_all_become_the_files_when_the_block_ends(tmp_path: Path) -> None:
    """And not before."""
    first, second = tmp_path / "a.csv", tmp_path / "b.csv"
    first.write_text("old")
    with drafted() as draft_of:
        draft_of(first).write_text("new")
        draft_of(second).write_text("also new")
        assert first.read_text() == "old"
        assert not second.exists()
    assert {path.name: path.read_text() for path in tmp_path.iterdir()} == {
        "a.csv": "new",
        "b.csv": "also new",
    }


def test_none_is_touched_when_the_block_fails(tmp_path: Path) -> None:
    """No draft stays either."""
    first, second = tmp_path / "a.csv", tmp_path / "b.csv"
    first.write_text("old")

    def write() -> None:
        with drafted() as draft_of:
            draft_of(first).write_text("new")
            draft_of(second).write_text("half")
            raise ValueError("the second table ends")

    with pytest.raises(ValueError, match="the second table ends"):
        write()
    assert {path.name: path.read_text() for path in tmp_path.iterdir()} == {"a.csv": "old"}


def test_a_draft_that_a_killed_process_left_is_taken(tmp_path: Path) -> None:
    """It does not stay beside the file."""
    path = tmp_path / "a.csv"
    with drafted() as draft_of:
        path.with_name(".a.csv.part").write_text("half of what was to be")
        draft_of(path).write_text("new")
    assert {entry.name: entry.read_text() for entry in tmp_path.iterdir()} == {"a.csv": "new"}
