"""Scores a folder of acceptance samples in one go.

    python -m benchmarks.acceptance DIR…

DIR holds `quantities.jsonl`, `parties.jsonl`, and outlines (`NAME.txt` + `NAME.gold.json`) in `clauses/` or
`outlines/`; what is not there is passed over.
"""

from __future__ import annotations

import argparse
import subprocess
import sys
from pathlib import Path

HERE = Path(__file__).parent


def main() -> int:
    """The largest exit code of the scorers that were run."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("folders", nargs="+", type=Path, metavar="DIR")
    parser.add_argument("--errors", action="store_true", help="list each wrong item")
    options = parser.parse_args()
    code = 0
    for folder in options.folders:
        for scorer, samples in (
            ("samples", folder / "quantities.jsonl"),
            ("samples_parties", folder / "parties.jsonl"),
            ("outline", folder / "clauses"),
            ("outline", folder / "outlines"),
        ):
            if samples.exists():
                print(f"== {samples}", flush=True)
                command = [sys.executable, "-m", f"benchmarks.{scorer}", str(samples)]
                command += ["--errors"] * options.errors
                code = max(code, subprocess.run(command, cwd=HERE.parent, check=False).returncode)
    return code


if __name__ == "__main__":
    sys.exit(main())
