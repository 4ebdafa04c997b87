"""The wheel, with the checkout out of reach."""

import subprocess
import sys
import zipfile
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parent.parent
AGREEMENT = ROOT / "corpus/agreements/rra-harbor/agreement.txt"

RUN = """
import sys
wheel, root, agreement = sys.argv[1:]
sys.path[:] = [wheel, *(path for path in sys.path if path not in ("", root))]
import pipeline
assert pipeline.__file__.startswith(wheel), pipeline.__file__
from pipeline.cli import main
sys.exit(main(["extract", "--format", "json", agreement]))
"""


@pytest.fixture(scope="module")
def wheel(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The unpacked wheel of this checkout."""
    folder = tmp_path_factory.mktemp("wheel")
    build = [sys.executable, "-m", "hatchling", "build", "--target", "wheel", "--directory", str(folder)]
    subprocess.run(build, cwd=ROOT, check=True, capture_output=True)
    (built,) = folder.glob("*.whl")
    with zipfile.ZipFile(built) as archive:
        archive.extractall(folder / "unpacked")
    return folder / "unpacked"


def test_the_wheel_carries_the_packages_and_their_data(wheel: Path) -> None:
    """Code, rules, template and schema are in; corpus, tests and benchmarks are not."""
    assert {entry.name for entry in wheel.iterdir() if "dist-info" not in entry.name} == {
        "obligations",
        "patterns",
        "pipeline",
    }
    for file in (
        "patterns/money.toml",
        "pipeline/termsheet/view.html.j2",
        "pipeline/termsheet/termsheet.schema.json",
        "pipeline/compare/comparison.schema.json",
    ):
        assert (wheel / file).is_file()


def test_the_wheel_reads_an_agreement_without_the_source(wheel: Path, tmp_path: Path) -> None:
    """Nothing is looked for beside the installed packages."""
    command = [sys.executable, "-c", RUN, str(wheel), str(ROOT), str(AGREEMENT)]
    done = subprocess.run(command, cwd=tmp_path, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr
    assert '"schema_version": "1"' in done.stdout
