"""Whether a collection of contracts with gold is where the user says."""

from __future__ import annotations

import sys
from pathlib import Path

_NEEDED = ("gold.jsonl", "score.py", "txt")


def is_there(folder: Path) -> bool:
    """Whether `folder` holds a collection; what is missing of it is named on standard error."""
    missing = [name for name in _NEEDED if not (folder / name).exists()]
    if missing:
        print(f"no collection at {folder}: {', '.join(missing)} not found", file=sys.stderr)
    return not missing
