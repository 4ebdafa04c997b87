"""`dealterms batch`, `query`, `summary` and `export` as they are typed."""

from __future__ import annotations

import csv
import json
import zipfile
from datetime import date
from pathlib import Path

import duckdb
import pytest

from pipeline.cli import main

AGREEMENTS = Path(__file__).parents[2] / "corpus" / "agreements"
GOOD = ("rra-harbor", "credit-tern")


@pytest.fixture(scope="module")
def dataset(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Two agreements and a file that is none."""
    folder = tmp_path_factory.mktemp("batch")
    (folder / "filings").mkdir()
    for name in GOOD:
        (folder / "filings" / f"{name}.txt").write_bytes((AGREEMENTS / name / "agreement.txt").read_bytes())
    (folder / "filings" / "empty.txt").write_bytes(b"")
    with pytest.MonkeyPatch.context() as patched:
        patched.chdir(folder)
        assert main(["batch", "filings", "--out", "deals", "--workers", "1"]) == 1
    return folder / "deals"


def answer(dataset: Path, sql: str, capsys: pytest.CaptureFixture[str]) -> list[dict[str, object]]:
    """The rows of an answer."""
    assert main(["query", str(dataset), sql, "--format", "jsonl"]) == 0
    return [json.loads(line) for line in capsys.readouterr().out.splitlines()]


def test_documents_and_errors(dataset: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """Each file is a row: read, or told why not."""
    documents = answer(dataset, "SELECT id, kind, agreement_date FROM documents", capsys)
    assert documents == [
        {"id": "filings/credit-tern.txt", "kind": "credit", "agreement_date": "1996-05-01"},
        {"id": "filings/rra-harbor.txt", "kind": "registration_rights", "agreement_date": "2005-03-14"},
    ]
    assert answer(dataset, "FROM errors", capsys) == [
        {
            "id": "filings/empty.txt",
            "path": "filings/empty.txt",
            "kind": "UnsupportedSource",
            "cause": "the file is empty",
        }
    ]


def test_rows_are_those_of_the_term_sheet(dataset: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """Percentages, exact and in order, with their characters."""
    told = answer(
        dataset,
        "SELECT value, text, start_offset FROM percentages WHERE document LIKE '%harbor%' ORDER BY ordinal",
        capsys,
    )
    (sheet,) = answer(dataset, "SELECT sheet FROM documents WHERE id LIKE '%harbor%'", capsys)
    listed = json.loads(str(sheet["sheet"]))["percentages"]
    assert [row["value"] for row in told] == [entry["value"] for entry in listed]
    assert [row["text"] for row in told] == [entry["evidence"][0]["text"] for entry in listed]
    assert [row["start_offset"] for row in told] == [entry["evidence"][0]["start"] for entry in listed]
    assert {"value": "0.015", "text": "one and one-half percent (1.5%)", "start_offset": 4255} in told


def test_tables_for_reading_and_for_spreadsheets(
    dataset: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """The forms of an answer hold the same."""
    sql = "SELECT name, role FROM parties WHERE document LIKE '%harbor%' AND ordinal = 0"
    assert main(["query", str(dataset), sql]) == 0
    shown = capsys.readouterr().out
    assert "Harborlight Instruments, Inc." in shown
    assert main(["query", str(dataset), sql, "--format", "csv", "--out", str(tmp_path / "a.csv")]) == 0
    with (tmp_path / "a.csv").open(newline="") as file:
        assert list(csv.reader(file)) == [["name", "role"], ["Harborlight Instruments, Inc.", "company"]]
    assert main(["query", str(dataset), sql, "--format", "xlsx", "--out", str(tmp_path / "a.xlsx")]) == 0
    with zipfile.ZipFile(tmp_path / "a.xlsx") as book:
        assert b"Harborlight Instruments, Inc." in b"".join(book.read(name) for name in book.namelist())


@pytest.mark.parametrize(
    ("sql", "cause"),
    [
        ("SELECT nothing FROM documents", "nothing"),
        ("SELEC", "syntax error"),
        ("", "one SELECT"),
        ("SELECT 1; SELECT 2", "one SELECT"),
        ("DROP VIEW documents", "one SELECT"),
        ("COPY documents TO '{out}'", "one SELECT"),
        ("SELECT * FROM read_text('/etc/hostname')", "disabled by configuration"),
        ("SELECT * FROM read_csv('https://example.org/a.csv')", ""),
    ],
)
def test_a_dataset_is_asked_and_nothing_else(
    dataset: Path, tmp_path: Path, sql: str, cause: str, capsys: pytest.CaptureFixture[str]
) -> None:
    """No statement writes, reads other files, or reaches the network."""
    assert main(["query", str(dataset), sql.format(out=tmp_path / "x")]) == 1
    told = capsys.readouterr().err
    assert told.startswith("dealterms: ")
    assert cause in told
    assert not (tmp_path / "x").exists()


def test_an_answer_is_written_whole_or_not_at_all(dataset: Path, tmp_path: Path) -> None:
    """A row that fails in the middle leaves what was there before."""
    out = tmp_path / "answer.csv"
    out.write_text("before", encoding="utf-8")
    numbers = "SELECT CASE WHEN range = 90000 THEN error('in the middle') ELSE 'fine' END FROM range(100000)"
    asked = ["query", str(dataset), numbers, "--format", "csv", "--out", str(out)]
    assert main(asked) == 1
    assert [path.name for path in tmp_path.iterdir()] == ["answer.csv"]
    assert out.read_text(encoding="utf-8") == "before"
    link = tmp_path / "link.csv"
    link.symlink_to(out)
    assert main([*asked[:2], "SELECT 7 AS number", *asked[3:-1], str(link)]) == 0
    assert link.is_symlink()
    assert out.read_text(encoding="utf-8").split() == ["number", "7"]


def test_summary(dataset: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """Totals, kinds, terms, labels, errors."""
    assert main(["summary", str(dataset), "--format", "json"]) == 0
    told = json.loads(capsys.readouterr().out)
    assert {row["what"]: row["number"] for row in told["totals"]}["documents"] == 2
    assert {row["kind"] for row in told["kinds"]} == {"credit", "registration_rights"}
    assert told["errors"] == [{"kind": "UnsupportedSource", "cause": "the file is empty", "files": 1}]
    found = {row["term"]: row["found"] for row in told["terms"]}
    assert found["agreement_date"] == 2
    assert main(["summary", str(dataset)]) == 0
    assert "UnsupportedSource" in capsys.readouterr().out


@pytest.mark.parametrize("form", ["csv", "jsonl", "parquet"])
def test_export_to_a_folder(dataset: Path, tmp_path: Path, form: str) -> None:
    """Each table is a file with all its rows."""
    assert main(["export", str(dataset), "--format", form, "--out", str(tmp_path / "out")]) == 0
    files = {path.stem for path in (tmp_path / "out").iterdir()}
    assert {"documents", "deadlines", "errors", "labels"} <= files
    reader = {"csv": "read_csv", "jsonl": "read_json", "parquet": "read_parquet"}[form]
    labels = duckdb.sql(f"SELECT count(*) FROM {reader}('{tmp_path}/out/labels.{form}')")
    assert labels.fetchall() == [(66,)]


def test_export_of_some_tables_to_a_workbook(
    dataset: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """One sheet a table; a table that is none is told."""
    book = tmp_path / "deals.xlsx"
    command = ["export", str(dataset), "--format", "xlsx", "--out", str(book), "--tables"]
    assert main([*command, "documents", "money"]) == 0
    with zipfile.ZipFile(book) as parts:
        assert sum(name.startswith("xl/worksheets/sheet") for name in parts.namelist()) == 2
    assert main([*command, "monies"]) == 1
    assert "no table 'monies'" in capsys.readouterr().err


def test_dates_are_dates(dataset: Path, tmp_path: Path) -> None:
    """In Parquet, what analysts filter by has its type."""
    assert main(["export", str(dataset), "--format", "parquet", "--out", str(tmp_path)]) == 0
    rows = duckdb.sql(f"SELECT agreement_date FROM '{tmp_path}/documents.parquet' ORDER BY 1").fetchall()
    assert rows == [(date(1996, 5, 1),), (date(2005, 3, 14),)]


def test_what_is_no_dataset(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """A folder without a manifest, and one with a manifest of something else."""
    assert main(["summary", str(tmp_path)]) == 1
    assert "no finished dataset there" in capsys.readouterr().err
    (tmp_path / "manifest.json").write_text("[]")
    assert main(["query", str(tmp_path), "SELECT 1"]) == 1
    assert "not one that dealterms wrote" in capsys.readouterr().err


@pytest.mark.parametrize(
    "wrong",
    [
        ["--workers", "0"],
        ["--limit", "-1"],
        ["--engine", "dask"],
        ["--scheduler", "tcp://127.0.0.1:1"],
        ["--memory", "x"],
    ],
)
def test_wrong_use(wrong: list[str], tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """Options that make no sense are refused before anything is read."""
    with pytest.raises(SystemExit) as stopped:
        main(["batch", "filings", "--out", str(tmp_path / "deals"), *wrong])
    assert stopped.value.code == 2
    assert wrong[0] in capsys.readouterr().err
    assert not (tmp_path / "deals").exists()
