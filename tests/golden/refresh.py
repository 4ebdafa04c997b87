"""Writes the snapshot anew: `python -m tests.golden.refresh`. Read `git diff tests/golden` before you commit it."""

from __future__ import annotations

from tests.golden.snapshot import SNAPSHOT, written

if __name__ == "__main__":
    SNAPSHOT.write_bytes(written())
    print(f"{SNAPSHOT}: read the difference, then commit it")
