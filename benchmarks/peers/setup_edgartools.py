"""Build a virtual environment in which edgartools runs, for benchmarks/submissions.py to compare with.

It brings 440 MB along, and this project needs none of it: so it has an environment of its own. Running it
again on a finished folder changes nothing.

Usage: python -m benchmarks.peers.setup_edgartools [--into DIR] [--python PYTHON]
"""

from __future__ import annotations

import argparse
import sys
from pathlib import Path

from benchmarks.peers.setup_lexnlp import run, virtual_python

DEFAULT_FOLDER = Path.home() / ".cache" / "dealterms" / "peers" / "edgartools"
EDGARTOOLS = "edgartools==5.62.0"
SELF_TEST = """
from edgar.sgml.sgml_parser import SGMLParser
found = SGMLParser().parse("<SEC-DOCUMENT>x\\n<DOCUMENT>\\n<TYPE>8-K\\n<TEXT>\\na\\n</TEXT>\\n</DOCUMENT>\\n")
assert [document["type"] for document in found["documents"]] == ["8-K"]
"""


def main() -> None:
    """Build the environment unless it is there already."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0] if __doc__ else None)
    parser.add_argument("--into", type=Path, default=DEFAULT_FOLDER, help="folder of the environment")
    parser.add_argument("--python", default=sys.executable, help="a Python from 3.10 on")
    options = parser.parse_args()
    folder: Path = options.into.expanduser().resolve()
    stamp = folder / "dealterms-recipe.txt"
    if stamp.exists() and stamp.read_text() == EDGARTOOLS and virtual_python(folder).exists():
        print(f"already built: {virtual_python(folder)}")
        return
    run(options.python, "-m", "venv", folder)
    pip = (virtual_python(folder), "-m", "pip", "install", "--quiet", "--disable-pip-version-check")
    run(*pip, EDGARTOOLS)
    run(virtual_python(folder), "-W", "ignore", "-c", SELF_TEST)
    stamp.write_text(EDGARTOOLS)
    print(f"built: {virtual_python(folder)}")


if __name__ == "__main__":
    main()
