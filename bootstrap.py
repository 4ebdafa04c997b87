"""Builds this project's environment in `.venv`, if need be, and runs a command in it.

    python3 bootstrap.py extract FILE …    the same as `dealterms extract FILE …`, and so on for every command
    python3 bootstrap.py test              all tests and checks

It needs Python 3.11 or newer with `venv`, and nothing else. The versions installed are those of `uv.lock`,
which `requirements*.txt` repeat for pip. When nothing has changed since the last time it starts at once.
"""

from __future__ import annotations

import hashlib
import os
import subprocess
import sys
import venv
from pathlib import Path

ROOT = Path(__file__).resolve().parent
ENVIRONMENT = ROOT / ".venv"
BIN = ENVIRONMENT / ("Scripts" if os.name == "nt" else "bin")
OLDEST = (3, 11)


def main(arguments: list[str]) -> int:
    """The exit code of the command that was run."""
    if sys.version_info < OLDEST:
        print(
            f"dealterms needs Python {OLDEST[0]}.{OLDEST[1]} or newer; this is {sys.version.split()[0]}",
            file=sys.stderr,
        )
        return 2
    testing = arguments[:1] == ["test"]
    try:
        build(ROOT / ("requirements-test.txt" if testing else "requirements.txt"))
    except subprocess.CalledProcessError as error:
        print(f"bootstrap: building .venv failed: {error}", file=sys.stderr)
        return 2
    command = [str(BIN / "python"), "-m"]
    command += ["tests", *arguments[1:]] if testing else ["pipeline.cli", *arguments]
    return subprocess.run(command, check=False).returncode


def build(requirements: Path) -> None:
    """Make `.venv` hold what `requirements` names, and the project itself in editable form."""
    stamp = ENVIRONMENT / f".{requirements.stem}-{_fingerprint(requirements)}"
    if stamp.exists():
        return
    python = BIN / "python"
    if not python.exists():
        print("bootstrap: building the environment in .venv (once, a minute or two)", file=sys.stderr)
        venv.create(ENVIRONMENT, with_pip=True)
    install = [str(python), "-m", "pip", "install", "--quiet", "--disable-pip-version-check"]
    subprocess.run([*install, "--require-hashes", "--requirement", str(requirements)], check=True)
    subprocess.run([*install, "--no-deps", "--editable", str(ROOT)], check=True)
    stamp.touch()


def _fingerprint(requirements: Path) -> str:
    """A name for this set of versions, this Python and this place."""
    content = requirements.read_bytes() + (ROOT / "pyproject.toml").read_bytes()
    return hashlib.sha256(content + f"{sys.version} {ROOT}".encode()).hexdigest()[:16]


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
