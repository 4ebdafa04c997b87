"""Build a virtual environment in which LexNLP 2.3.0 runs, for speed.py to measure against.

LexNLP's own pins install on Python 3.8 only. The pins below are the nearest versions that have wheels
for 3.11, cut down to what its English extractors import. Three more things stand between a fresh
install and a fair run, and are settled here:

* NLTK's tokenizer and tagger data, made by lexnlp_tagger.py because NLTK's hub may be out of reach; its
  docstring says what that changes;
* the en_US.UTF-8 locale, without which LexNLP reads amounts wrongly and says nothing: checked, since
  only the administrator can add it;
* NLTK stays at 3.7, which keeps a loaded tagger in memory between calls.

Running it again on a finished folder changes nothing.

Usage: python benchmarks/peers/setup_lexnlp.py [--into DIR] [--texts DIR] [--python PYTHON]
"""

from __future__ import annotations

import argparse
import hashlib
import locale
import os
import subprocess
import sys
from pathlib import Path

DEFAULT_FOLDER = Path.home() / ".cache" / "dealterms" / "peers" / "lexnlp"
TAGGER_SCRIPT = Path(__file__).with_name("lexnlp_tagger.py")
LOCALE = "en_US.UTF-8"
PYTHONS = ((3, 9), (3, 11))

LEXNLP = "lexnlp==2.3.0"
RELAXED_PINS = (
    "dateparser==1.1.3",
    "joblib==1.2.0",
    "nltk==3.7",
    "num2words==0.5.12",
    "numpy==1.24.4",
    "pandas==1.5.3",
    "psutil==5.9.4",
    "python-dateutil==2.8.2",
    "regex==2022.3.2",
    "scikit-learn==1.2.2",
    "scipy==1.11.4",
    "setuptools==65.5.0",
    "unidecode==1.3.6",
)
SELF_TEST = """
import locale, nltk
locale.setlocale(locale.LC_NUMERIC, "en_US.UTF-8")
from lexnlp.extract.en.money import get_money
from lexnlp.extract.en.entities.nltk_maxent import get_companies
assert nltk.pos_tag(["the", "Company"]) == [("the", "DT"), ("Company", "NNP")]
assert [float(m[0]) for m in get_money("a fee of $1,250,000.00 is due")] == [1250000.0]
assert list(get_companies("This is made by Acme Widgets, Inc. and you."))
"""


def virtual_python(folder: Path) -> Path:
    """The interpreter of the environment in `folder`."""
    return folder / ("Scripts" if os.name == "nt" else "bin") / "python"


def recipe() -> str:
    """A fingerprint of everything that decides what the environment contains."""
    parts = "\n".join((LEXNLP, *RELAXED_PINS)).encode() + TAGGER_SCRIPT.read_bytes()
    return hashlib.sha256(parts).hexdigest()


def require_locale() -> None:
    """Stop with the remedy when the locale that LexNLP silently depends on is missing."""
    original = locale.setlocale(locale.LC_NUMERIC)
    try:
        locale.setlocale(locale.LC_NUMERIC, LOCALE)
    except locale.Error as error:
        raise SystemExit(
            f"the locale {LOCALE} is missing ({error}); on Debian: apt-get install locales, "
            f"uncomment {LOCALE} in /etc/locale.gen, run locale-gen"
        ) from error
    locale.setlocale(locale.LC_NUMERIC, original)


def require_python(python: str) -> None:
    """Stop when `python` is not a version for which all the pins have wheels."""
    answer = subprocess.check_output([python, "-c", "import sys; print(*sys.version_info[:2])"], text=True)
    major, minor = map(int, answer.split())
    if not PYTHONS[0] <= (major, minor) <= PYTHONS[1]:
        raise SystemExit(
            f"--python {python} is {major}.{minor}; the pinned wheels exist for 3.9 to 3.11 only"
        )


def run(*command: str | Path) -> None:
    """Run a command quietly; on failure stop with what it said."""
    done = subprocess.run([str(part) for part in command], check=False, capture_output=True, text=True)
    if done.returncode:
        said = done.stdout[-2000:] + done.stderr[-4000:]
        raise SystemExit(" ".join(map(str, command)) + "\nfailed:\n" + said)
    if done.stdout.strip():
        print(done.stdout.strip().splitlines()[-1])


def install(folder: Path, python: str) -> None:
    """Create the environment and install the pins; LexNLP itself goes in without its own, unmeetable pins."""
    run(python, "-m", "venv", folder)
    pip = (virtual_python(folder), "-m", "pip", "install", "--quiet", "--disable-pip-version-check")
    run(*pip, *RELAXED_PINS)
    run(*pip, "--no-deps", LEXNLP)


def build(folder: Path, python: str, texts: Path | None) -> None:
    """Install LexNLP, make its NLTK data (found by NLTK under the environment's prefix) and try it."""
    if texts is None:
        raise SystemExit("the first run needs --texts: a folder of .txt contracts to train the tagger on")
    require_python(python)
    install(folder, python)
    run(virtual_python(folder), "-W", "ignore", TAGGER_SCRIPT, folder / "nltk_data", texts)
    run(virtual_python(folder), "-W", "ignore", "-c", SELF_TEST)


def main() -> None:
    """Build the environment unless it is there already."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0] if __doc__ else None)
    parser.add_argument("--into", type=Path, default=DEFAULT_FOLDER, help="folder of the environment")
    parser.add_argument("--texts", type=Path, help="folder of .txt contracts to train the tagger on")
    parser.add_argument("--python", default=sys.executable, help="a Python from 3.9 to 3.11")
    options = parser.parse_args()
    folder: Path = options.into.expanduser().resolve()
    stamp = folder / "dealterms-recipe.txt"
    require_locale()
    if stamp.exists() and stamp.read_text() == recipe() and virtual_python(folder).exists():
        print(f"already built: {virtual_python(folder)}")
        return
    build(folder, options.python, options.texts)
    stamp.write_text(recipe())
    print(f"built: {virtual_python(folder)}")


if __name__ == "__main__":
    main()
