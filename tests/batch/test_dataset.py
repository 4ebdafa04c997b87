"""A finished dataset: its tables, and what cannot be done with it."""

from __future__ import annotations

import json
import shutil
from pathlib import Path

import duckdb
import pytest

from pipeline.batch.asking import asked
from pipeline.batch.columns import TABLES
from pipeline.batch.dataset import opened, read_manifest
from pipeline.cli import main
from pipeline.errors import DatasetError
from tests.batch.runs import EMPTY, check_whole, errors_of, ids_of, read_into, rows_of


def test_the_dataset_is_whole(undisturbed: Path, agreements: Path) -> None:
    """All files are documents or errors; parts, entries and manifest fit one another."""
    check_whole(undisturbed)
    dataset = read_manifest(str(undisturbed))
    assert dataset.totals["sources"] == len(list(agreements.iterdir()))
    assert dataset.totals["documents"] + dataset.totals["errors"] == dataset.totals["sources"]
    rows = rows_of(undisturbed)
    assert {table: len(rows[table]) for table in TABLES} == {table: dataset.rows(table) for table in TABLES}
    assert dataset.totals["characters"] == sum(
        json.loads(row[-1])["document"]["characters"] for row in rows["documents"]
    )


def test_rows_are_in_the_order_of_the_documents(undisturbed: Path) -> None:
    """And within a document in that of the term sheet."""
    rows = rows_of(undisturbed)
    ids = [row[0] for row in rows["documents"]]
    assert ids == sorted(ids)
    for table, columns in TABLES.items():
        if "ordinal" in columns and table != "skipped":
            keys = [(row[0], row[1]) for row in rows[table]]
            assert keys == sorted(keys)
            assert len(set(keys)) == len(keys)
            assert {key[0] for key in keys} <= set(ids)


def test_tables_without_rows(tmp_path: Path) -> None:
    """They have their columns all the same."""
    (tmp_path / "a.txt").write_bytes(EMPTY)
    read_into(tmp_path / "ds", tmp_path / "a.txt")
    with opened(read_manifest(str(tmp_path / "ds"))) as database:
        for table, columns in TABLES.items():
            described = database.execute(f'DESCRIBE "{table}"').fetchall()
            assert {name: kind for name, kind, *_ in described} == dict(columns)
        assert database.execute("SELECT count(*) FROM documents").fetchall() == [(0,)]
        assert database.execute("SELECT kind FROM errors").fetchall() == [("UnsupportedSource",)]


def test_a_dataset_of_nothing(tmp_path: Path) -> None:
    """No sources are no rows; a source without a file says so."""
    assert set(read_into(tmp_path / "ds").values()) == {0}
    assert not any(rows_of(tmp_path / "ds").values())
    check_whole(tmp_path / "ds")
    (tmp_path / "empty").mkdir()
    assert read_into(tmp_path / "ds", tmp_path / "empty")["documents"] == 0
    assert errors_of(tmp_path / "ds") == {
        str(tmp_path / "empty"): ("UnreadableSource", "nothing to be read is there")
    }
    check_whole(tmp_path / "ds")


@pytest.mark.parametrize("name", ["a'b", "[x]", "*", "a?b", "ä;--", "a b", "a#b", "a%20b", "x::y"])
def test_odd_folders(name: str, undisturbed: Path, tmp_path: Path) -> None:
    """A dataset may lie in a folder of any name."""
    shutil.copytree(undisturbed, tmp_path / name)
    assert ids_of(tmp_path / name) == ids_of(undisturbed)


@pytest.mark.parametrize("name", ["a'b", "[x]", "x::y", "ä;-- *"])
def test_odd_folders_are_written(name: str, tmp_path: Path) -> None:
    """And be written there."""
    (tmp_path / "a.txt").write_bytes(EMPTY)
    assert read_into(tmp_path / name, tmp_path / "a.txt")["errors"] == 1
    check_whole(tmp_path / name)


@pytest.mark.parametrize(
    "statement",
    [
        "COPY documents TO '{dataset}/x.csv'",
        "COPY documents TO '{outside}/x.csv'",
        "ATTACH '{outside}/x.db'",
        "INSTALL httpfs",
        "SELECT * FROM read_text('{outside}/secret.txt')",
        "SELECT * FROM read_text('{dataset}/../secret.txt')",
        "SELECT * FROM read_csv('/etc/passwd')",
        "SELECT * FROM 'https://example.com/x.parquet'",
        "SELECT * FROM glob('{outside}/*')",
        "CREATE TABLE x AS SELECT 1",
        "DROP VIEW documents",
        "SET enable_external_access = true",
        "SET allowed_directories = ['/']",
        "SELECT 1; SELECT 2",
        "PRAGMA database_list",
        "",
        "SELEC",
        "SELECT * FROM nothing",
    ],
)
def test_a_question_only_reads_the_dataset(statement: str, undisturbed: Path, tmp_path: Path) -> None:
    """It writes nothing, and reaches no other file; each refusal is an error in words."""
    dataset = tmp_path / "ds"
    shutil.copytree(undisturbed, dataset)
    (tmp_path / "secret.txt").write_text("SECRET-4711")
    before = sorted(path for path in tmp_path.rglob("*"))
    sql = statement.format(dataset=dataset, outside=tmp_path)
    with pytest.raises(DatasetError) as caught, asked(read_manifest(str(dataset)), sql) as answer:
        list(answer.rows)
    assert "4711" not in str(caught.value)
    assert sorted(path for path in tmp_path.rglob("*")) == before


def test_links_lead_out_of_no_dataset(undisturbed: Path, tmp_path: Path) -> None:
    """A link in a dataset gives no other file away."""
    dataset = tmp_path / "ds"
    shutil.copytree(undisturbed, dataset)
    (tmp_path / "secret.txt").write_text("SECRET-4711")
    (dataset / "link.txt").symlink_to(tmp_path / "secret.txt")
    with opened(read_manifest(str(dataset))) as database, pytest.raises(duckdb.Error):
        database.execute(f"SELECT content FROM read_text('{dataset}/link.txt')")


@pytest.mark.parametrize(
    ("manifest", "told"),
    [
        (None, "no finished dataset there: it has no manifest"),
        (b"", "its manifest is not one that dealterms wrote"),
        (b"[]", "its manifest is not one that dealterms wrote"),
        (b'{"format": "1"}', "its manifest is not one that dealterms wrote"),
        (b'{"format": "99", "chunks": []}', "a dataset of format 99, which this version does not read"),
        (b"\xff\xfe", "its manifest is not one that dealterms wrote"),
    ],
)
def test_what_is_no_dataset(
    manifest: bytes | None, told: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """It is told, and the exit code is that of a file that cannot be read."""
    if manifest is not None:
        (tmp_path / "manifest.json").write_bytes(manifest)
    assert main(["query", str(tmp_path), "SELECT 1"]) == 1
    assert capsys.readouterr().err == f"dealterms: {tmp_path}: {told}\n"
