"""What surrounds a calculation does not touch it: the time zone, the locale, the seed of hashes, what is loaded."""

import json
import os
import subprocess
import sys
from pathlib import Path

import obligations

HERE = Path(__file__).parent
HEAVY = {
    "spacy",
    "thinc",
    "numpy",
    "pdfplumber",
    "pypdfium2",
    "pydantic",
    "re2",
    "regex",
    "yaml",
    "docx",
    "rich",
}

ALL_CASES = """
import hashlib, json, locale, pathlib, sys
import yaml
from obligations.mechanics import calculate
try:
    locale.setlocale(locale.LC_ALL, "")
except locale.Error:
    pass  # a machine without that locale
for path in sorted(pathlib.Path(sys.argv[1]).glob("*.yaml")):
    for case in yaml.safe_load(path.read_text("utf-8")):
        result = json.dumps(calculate(case["mechanic"], case["inputs"]), ensure_ascii=True)
        print(case["id"], hashlib.sha256(result.encode()).hexdigest())
"""
ALL_MODULES = """
import importlib, json, pkgutil, sys
import obligations
for module in pkgutil.walk_packages(obligations.__path__, "obligations."):
    importlib.import_module(module.name)
print(json.dumps(sorted({name.partition(".")[0] for name in sys.modules})))
"""


def run(code: str, *arguments: str, **environment: str) -> str:
    """What a fresh process prints."""
    # The package may be found through the folder that it is run from alone.
    root = str(Path(obligations.__file__).parents[1])
    path = os.pathsep.join([root, *filter(None, [os.environ.get("PYTHONPATH")])])
    done = subprocess.run(
        [sys.executable, "-c", code, *arguments],
        env={**os.environ, "PYTHONPATH": path, **environment},
        capture_output=True,
        text=True,
        check=True,
    )
    return done.stdout


def test_results_are_the_same_wherever_and_whenever_they_are_computed() -> None:
    """Every case to the byte, trace and all: half a day ahead in Turkish, and half a day behind in C."""
    ahead = run(
        ALL_CASES, str(HERE / "cases"), TZ="Pacific/Kiritimati", LC_ALL="tr_TR.UTF-8", PYTHONHASHSEED="1"
    )
    behind = run(ALL_CASES, str(HERE / "cases"), TZ="Pacific/Pago_Pago", LC_ALL="C", PYTHONHASHSEED="4711")
    assert ahead.count("\n") > 100
    assert ahead == behind


def test_the_calculator_loads_nothing_heavy() -> None:
    """All its modules together: no spaCy, no PDF, and pydantic only once somebody reads JSON."""
    loaded = set(json.loads(run(ALL_MODULES)))
    assert "obligations" in loaded
    assert not loaded & HEAVY
    assert "pipeline" not in loaded
