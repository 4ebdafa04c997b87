"""All checks of the project, one after the other: `python -m tests [PYTEST ARGUMENTS]`.

Stops at the first that fails and passes its exit code on.
"""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
PYTHON_FILES = (
    "pipeline",
    "obligations",
    "patterns",
    "corpus",
    "tests",
    "benchmarks",
    "training",
    "bootstrap.py",
)

CHECKS: tuple[tuple[str, ...], ...] = (
    ("ruff", "check", *PYTHON_FILES),
    ("ruff", "format", "--check", *PYTHON_FILES),
    ("mypy",),
    ("lint-imports", "--no-cache"),
)
PYTEST = ("pytest", "--numprocesses=2", "--dist=worksteal")


def main(arguments: list[str]) -> int:
    """The first exit code that is not zero, or zero."""
    tools = Path(sys.executable).parent
    for name, *options in (*CHECKS, (*PYTEST, *arguments)):
        print(f"$ {name} {' '.join(options)}", flush=True)
        code = subprocess.run([str(tools / name), *options], cwd=ROOT, check=False).returncode
        if code:
            print(f"{name} failed with exit code {code}", file=sys.stderr)
            return code
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
