"""The command line, run as its users run it."""

import gzip
import json
import os
import subprocess
import sys
import time
from pathlib import Path

import pytest

AGREEMENT = Path("corpus/agreements/rra-harbor/agreement.txt")


def dealterms(*arguments: str, stdin: bytes = b"") -> subprocess.CompletedProcess[bytes]:
    """The finished process of a command."""
    return subprocess.run(
        [sys.executable, "-m", "pipeline.cli", *arguments],
        input=stdin,
        capture_output=True,
        timeout=120,
        check=False,
    )


def test_a_table_shows_what_was_read() -> None:
    """The default form is for reading: title, parties, law, money with their clauses."""
    done = dealterms("extract", str(AGREEMENT))
    shown = done.stdout.decode()
    assert done.returncode == 0
    assert done.stderr == b""
    for words in (
        "REGISTRATION RIGHTS AGREEMENT",
        "Harborlight Instruments, Inc.",
        "2005-03-14",
        "Day counts",
    ):
        assert words in shown


def test_json_for_one_document_is_one_object() -> None:
    """A script gets an object for one document and an array for more."""
    one = json.loads(dealterms("extract", "--format", "json", str(AGREEMENT)).stdout)
    two = json.loads(dealterms("extract", "--format", "json", str(AGREEMENT), str(AGREEMENT)).stdout)
    assert one["schema_version"] == "1"
    assert [sheet["document"]["id"] for sheet in two] == [one["document"]["id"]] * 2


def test_jsonl_is_a_line_a_document() -> None:
    """Each line stands alone."""
    lines = dealterms("extract", "--format", "jsonl", str(AGREEMENT), str(AGREEMENT)).stdout.splitlines()
    assert [json.loads(line)["terms"]["agreement_date"]["value"] for line in lines] == ["2005-03-14"] * 2


def test_html_is_one_page_that_needs_nothing_else(tmp_path: Path) -> None:
    """No request leaves the page."""
    page = tmp_path / "page.html"
    done = dealterms("extract", "--format", "html", "--out", str(page), str(AGREEMENT))
    shown = page.read_text(encoding="utf-8")
    assert done.returncode == 0
    assert "Harborlight" in shown
    assert "http://" not in shown
    assert "https://" not in shown


def test_pages_go_to_a_folder_when_there_are_several(tmp_path: Path) -> None:
    """Two documents of one name get two files."""
    done = dealterms(
        "extract", "--format", "html", "--out", str(tmp_path / "pages"), str(AGREEMENT), str(AGREEMENT)
    )
    assert done.returncode == 0
    assert sorted(path.name for path in (tmp_path / "pages").iterdir()) == [
        "agreement-2.html",
        "agreement.html",
    ]


def test_standard_input_is_read() -> None:
    """- stands for standard input, of any kind that a file may have."""
    done = dealterms("extract", "--format", "json", "-", stdin=gzip.compress(AGREEMENT.read_bytes(), mtime=0))
    assert json.loads(done.stdout)["terms"]["agreement_date"]["value"] == "2005-03-14"


def test_a_folder_is_read_to_its_depths(tmp_path: Path) -> None:
    """Hidden files are left alone, and a link back to a folder above does no harm."""
    deep = tmp_path / "a" / "b"
    deep.mkdir(parents=True)
    (deep / "one.txt").write_bytes(AGREEMENT.read_bytes())
    (tmp_path / ".hidden").write_bytes(b"not read")
    (deep / "loop").symlink_to(tmp_path, target_is_directory=True)
    done = dealterms("extract", "--format", "jsonl", str(tmp_path))
    assert done.returncode == 0
    assert len(done.stdout.splitlines()) == 1


def test_a_bad_file_is_named_and_the_others_are_read(tmp_path: Path) -> None:
    """Exit code 1, the cause on standard error, one row for the failure, and nothing else lost."""
    bad = tmp_path / "empty.txt"
    bad.touch()
    done = dealterms("extract", "--format", "jsonl", str(bad), str(AGREEMENT), str(tmp_path / "missing.txt"))
    rows = [json.loads(line) for line in done.stdout.splitlines()]
    assert done.returncode == 1
    assert [row.get("error", {}).get("path") for row in rows] == [
        str(bad),
        None,
        str(tmp_path / "missing.txt"),
    ]
    assert str(bad) in done.stderr.decode()
    assert "missing.txt" in done.stderr.decode()


@pytest.mark.parametrize(
    "arguments", [(), ("extract",), ("extract", "--format", "pdf", "x"), ("frobnicate",)]
)
def test_wrong_use_is_exit_code_two(arguments: tuple[str, ...]) -> None:
    """Usage goes to standard error, nothing to standard output."""
    done = dealterms(*arguments)
    assert done.returncode == 2
    assert done.stdout == b""
    assert b"usage:" in done.stderr


def test_help_loads_nothing_heavy() -> None:
    """Help answers at once: none of the large libraries is imported for it."""
    code = (
        "import sys, contextlib, io\n"
        "from pipeline.cli import main\n"
        "with contextlib.redirect_stdout(io.StringIO()), contextlib.suppress(SystemExit):\n"
        "    main(['--help'])\n"
        "print(sorted({'spacy', 'pydantic', 'pdfplumber', 'rich', 'regex', 're2', 'httpx', 'filelock'} & set(sys.modules)))\n"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout.strip() == "[]"


def test_the_calculator_loads_no_pipeline() -> None:
    """`import obligations` brings in neither spaCy nor pdfplumber nor the pipeline."""
    code = (
        "import sys, obligations.periods\n"
        "print([name for name in ('spacy', 'pdfplumber', 'pipeline') if name in sys.modules])\n"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout.strip() == "[]"


def test_same_input_same_bytes() -> None:
    """Neither the hash seed, the locale, the time zone nor the clock shows in the output."""
    outputs = set()
    for seed, locale, zone in (("0", "C", "UTC"), ("1", "C.UTF-8", "Asia/Tokyo")):
        environment = os.environ | {"PYTHONHASHSEED": seed, "LC_ALL": locale, "TZ": zone, "PYTHONUTF8": "1"}
        command = [sys.executable, "-m", "pipeline.cli", "extract", "--format", "json", str(AGREEMENT)]
        outputs.add(subprocess.run(command, env=environment, capture_output=True, check=True).stdout)
        time.sleep(0.01)
    assert len(outputs) == 1


def test_patterns_check_accepts_the_shipped_rules() -> None:
    """Every rule keeps the word that its examples give."""
    done = dealterms("patterns", "check")
    assert done.returncode == 0, done.stderr.decode()
    assert b"keep their word" in done.stdout


def test_patterns_check_names_the_broken_rule(tmp_path: Path) -> None:
    """A user's own rule that misses its example is named with its file and id."""
    (tmp_path / "fees.toml").write_text(
        'family = "fees"\nabout = "Fees."\n'
        '[[rules]]\nid = "flat-fee"\nwhy = "A test."\npattern = "flat fee"\ncounter_examples = ["a fee"]\n'
        'examples = [{ text = "a flat rate", match = "flat rate" }]\n',
        encoding="utf-8",
    )
    done = dealterms("patterns", "check", str(tmp_path))
    assert done.returncode == 1
    assert b"flat-fee" in done.stderr
    assert b"fees" in done.stderr


def test_the_schema_command_prints_the_committed_schema() -> None:
    """The JSON Schema in the package is the one that the models make."""
    committed = Path("pipeline/termsheet/termsheet.schema.json").read_text(encoding="utf-8")
    assert dealterms("schema").stdout.decode() == committed


def submission() -> Path:
    """The first full submission of the corpus."""
    files = sorted(Path("corpus/agreements").glob("*/agreement.txt"))
    return next(file for file in files if b"<DOCUMENT>" in file.read_bytes())


def test_contents_lists_every_document_of_a_submission() -> None:
    """Each has its type, sequence, file name and description, and whether it is an agreement."""
    done = dealterms("contents", "--format", "json", str(submission()))
    (record,) = [json.loads(line) for line in done.stdout.splitlines()]
    documents = record["documents"]
    assert done.returncode == 0
    assert len(documents) == submission().read_bytes().count(b"<DOCUMENT>")
    assert [entry["sequence"] for entry in documents] == sorted(entry["sequence"] for entry in documents)
    assert [entry["type"] for entry in documents if entry["agreement"]] != []
    assert all(entry["agreement"] or entry["reason"] for entry in documents)


def test_contents_names_a_file_that_cannot_be_read(tmp_path: Path) -> None:
    """The others are listed, and the exit code says that one failed."""
    done = dealterms("contents", str(tmp_path / "missing.txt"), str(submission()))
    assert done.returncode == 1
    assert b"missing.txt" in done.stderr
    assert b"agreement" in done.stdout
