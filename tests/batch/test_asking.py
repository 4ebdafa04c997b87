"""Questions to a dataset that came from elsewhere, is damaged, or is asked for what must not be told."""

from __future__ import annotations

import io
import json
import os
import shutil
import signal
import subprocess
import sys
from collections.abc import Callable
from decimal import Decimal
from pathlib import Path
from typing import Any

import duckdb
import pytest

from pipeline.batch.asking import asked, export_parquet
from pipeline.batch.dataset import opened, read_manifest
from pipeline.batch.parts import connection, write_part
from pipeline.cli import main
from pipeline.errors import DatasetError
from pipeline.tables.csv_file import write_csv
from pipeline.tables.json_lines import write_json_lines
from pipeline.tables.shown import write_shown
from pipeline.tables.table import Column, Table
from tests.batch.runs import GOOD, read_into, rows_of
from tests.batch.web import serving

ODD = "id=9/kind=x/filename=1/document=secret"


@pytest.fixture
def copy(undisturbed: Path, tmp_path: Path) -> Path:
    """A dataset that may be harmed."""
    return Path(shutil.copytree(undisturbed, tmp_path / "ds"))


def answer(dataset: Path | str, sql: str) -> list[list[Any]]:
    """All rows of an answer."""
    with asked(read_manifest(str(dataset)), sql) as table:
        return [list(row) for row in table.rows]


def refusal(dataset: Path | str, sql: str) -> str:
    """Why a question has no answer."""
    with pytest.raises(DatasetError) as caught:
        answer(dataset, sql)
    return caught.value.cause


def test_no_value_comes_from_a_path(undisturbed: Path, tmp_path: Path) -> None:
    """A folder `name=value` is a name like another, when parts are written and when they are read."""
    files = []
    for folder in (tmp_path / ODD, tmp_path / "plain"):
        folder.mkdir(parents=True)
        row = {"id": "a", "kind": "b", "cause": "c"}
        write_part(connection(threads=1), "errors", [row], folder / "errors.parquet")
        files.append((folder / "errors.parquet").read_bytes())
    assert files[0] == files[1]
    shutil.copytree(undisturbed, tmp_path / ODD / "ds")
    assert rows_of(tmp_path / ODD / "ds") == rows_of(undisturbed)


def test_no_value_comes_from_the_folder_for_temporary_files(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """There the parts of a dataset at a URL are made."""
    import fsspec

    (tmp_path / "a.txt").write_bytes(GOOD)
    found = []
    for name in ("plain", ODD):
        (tmp_path / name).mkdir(parents=True)
        monkeypatch.setattr("tempfile.tempdir", str(tmp_path / name))
        url = f"memory://paths-{len(found)}"
        read_into(url, tmp_path / "a.txt")
        files = fsspec.filesystem("memory")
        root = f"/paths-{len(found)}"
        found.append({path.removeprefix(root): files.cat_file(path) for path in files.find(root)})
        files.rm(root, recursive=True)
    assert found[0] == found[1]


def first_with(told: dict[str, Any], table: str) -> dict[str, Any]:
    """The parts of the first chunk that has one of a table."""
    return next(chunk["parts"] for chunk in told["chunks"] if table in chunk["parts"])


EVIL = "x\"); COPY (SELECT 1) TO '{out}'; --"


@pytest.mark.parametrize(
    "change",
    [
        lambda told, evil: told["tables"].update({evil: {"id": "VARCHAR"}}),
        lambda told, evil: told["tables"].update({"x": {evil: "VARCHAR"}}),
        lambda told, evil: told["tables"].update({"x": {"id": evil}}),
        lambda told, _: told["tables"].update({"x": {"id": "VARCHAR); COPY (SELECT 1"}}),
        lambda told, _: told["tables"].update({"x": {}}),
        lambda told, _: told["chunks"][0].update(key="../../../etc/passwd"),
        lambda told, _: told["chunks"][0].update(key="*"),
        lambda told, _: told["chunks"][0]["parts"].update({"../x": first_with(told, "terms")["terms"]}),
        lambda told, _: first_with(told, "terms")["terms"].update(bytes="many"),
        lambda told, _: told.update(tables=7),
        lambda told, _: told.update(tables=[]),
        lambda told, _: told.update(chunks=7),
        lambda told, _: told.update(totals=[1]),
        lambda told, _: told.update(versions=None),
        lambda told, _: told["totals"].update(documents="many"),
    ],
)
def test_a_manifest_from_elsewhere_runs_nothing(
    change: Callable[[dict[str, Any], str], None], copy: Path, tmp_path: Path
) -> None:
    """What is no name, type, key or number of ours is refused before anything is opened."""
    told = json.loads((copy / "manifest.json").read_bytes())
    change(told, EVIL.format(out=tmp_path / "out.csv"))
    (copy / "manifest.json").write_text(json.dumps(told))
    with pytest.raises(DatasetError, match="not one that dealterms wrote"), opened(read_manifest(str(copy))):
        pass
    assert not (tmp_path / "out.csv").exists()


def harmed(dataset: Path, how: str) -> Path:
    """A part of a dataset, after it was cut, removed, or changed without another size."""
    part = min((dataset / "documents").iterdir())
    data = bytearray(part.read_bytes())
    if how == "missing":
        part.unlink()
    elif how == "short":
        part.write_bytes(data[:-1])
    else:
        data[4:2000] = b"\xff" * 1996
        part.write_bytes(data)
    return part


@pytest.mark.parametrize("how", ["missing", "short", "changed"])
@pytest.mark.parametrize(
    "command",
    [
        ("query", "SELECT * FROM documents"),
        ("summary",),
        ("export", "--format", "csv", "--out", "out"),
        ("export", "--format", "parquet", "--out", "out"),
        ("export", "--format", "xlsx", "--out", "out.xlsx"),
    ],
)
def test_a_damaged_part_is_named(
    how: str,
    command: tuple[str, ...],
    copy: Path,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
) -> None:
    """Exit code 1; nothing is exported."""
    part = harmed(copy, how)
    monkeypatch.chdir(tmp_path)
    assert main([command[0], str(copy), *command[1:]]) == 1
    told = capsys.readouterr().err
    assert told.startswith(f"dealterms: {copy}: its part documents/{part.name}")
    assert told.count("\n") == 1
    assert not [path for path in tmp_path.rglob("out*") if path.is_file()]


@pytest.mark.parametrize("partial", ["missing", "short"])
def test_a_damaged_part_of_the_web(partial: str, copy: Path) -> None:
    """As of a folder: the part is named."""
    part = harmed(copy, partial)
    with serving() as web:
        web.files = {f"/ds/{it.relative_to(copy)}": it.read_bytes() for it in copy.rglob("*") if it.is_file()}
        told = refusal(f"{web.url}/ds", "SELECT * FROM documents")
    assert part.name in told
    assert "\\x0a" not in told


def test_a_dataset_of_the_web(undisturbed: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """It answers, is summed up, exported and compared as one in a folder."""
    with serving() as web:
        web.files = {
            f"/ds/{it.relative_to(undisturbed)}": it.read_bytes()
            for it in undisturbed.rglob("*")
            if it.is_file()
        }
        url = f"{web.url}/ds"
        assert rows_of(url) == rows_of(undisturbed)
        shown = []
        for place in (url, str(undisturbed)):
            assert main(["summary", place]) == 0
            assert (
                main(
                    [
                        "compare",
                        place,
                        "--where",
                        "id IN (SELECT min(id) FROM documents UNION SELECT max(id) FROM documents)",
                    ]
                )
                == 0
            )
            shown.append(capsys.readouterr().out)
            for form in ("csv", "parquet"):
                out = tmp_path / form / str(len(shown))
                assert main(["export", place, "--format", form, "--out", str(out)]) == 0
        assert shown[0] == shown[1]
        for form in ("csv", "parquet"):
            one, other = ({it.name: it.read_bytes() for it in (tmp_path / form / n).iterdir()} for n in "12")
            assert one == other


def test_columns_of_one_name(undisturbed: Path) -> None:
    """None is lost: the second is numbered, in every form."""
    sql = "SELECT 1 AS a, 2 AS a, 3 AS a_2, 4 AS a, 5 AS b FROM documents LIMIT 1"
    with asked(read_manifest(str(undisturbed)), sql) as table:
        assert table.head == ["a", "a_3", "a_2", "a_4", "b"]
        stream = io.StringIO()
        write_json_lines(table, stream)
    assert json.loads(stream.getvalue()) == {"a": 1, "a_3": 2, "a_2": 3, "a_4": 4, "b": 5}


def test_decimals_keep_their_digits(undisturbed: Path) -> None:
    """All 38 of them."""
    number = "12345678901234567890123456789.123456789"
    assert answer(undisturbed, f"SELECT {number}::DECIMAL(38,9), 100.500::DECIMAL(38,9)") == [
        [Decimal(number), Decimal("100.5")]
    ]


@pytest.mark.parametrize(
    "sql",
    [
        "SELECT CAST(id AS INT) FROM documents",
        "SELECT sheet::INT FROM documents",
        "SELECT strptime(id, '%d') FROM documents",
        "SELECT error(id) FROM documents",
        "SELECT CAST(id AS DATE) FROM documents ORDER BY 1",
        "SELECT nosuch FROM (PIVOT documents ON id USING count(*))",
        "SELECT id FROM documents WHERE CAST(id AS DATE) > DATE '2000-01-01'",
    ],
)
def test_no_word_of_a_document_is_told(sql: str, undisturbed: Path) -> None:
    """DuckDB quotes the value that does not fit; the ids stand for such words here."""
    told = refusal(undisturbed, sql)
    assert "Error" in told
    assert ".txt" not in told
    assert "agreements" not in told
    assert "{" not in told


def test_what_is_wrong_with_a_statement_is_told_whole(undisturbed: Path) -> None:
    """With what may have been meant, and where."""
    told = refusal(undisturbed, "SELECT document_nam FROM documents")
    assert "Candidate bindings" in told
    assert "document_name" in told
    assert "near: SELECT document_nam FROM" in told
    assert "^" not in told
    assert "missing )" in refusal(undisturbed, "SELECT id FROM documents WHERE regexp_matches(id, '(')")


@pytest.mark.parametrize(
    ("value", "told"),
    [
        ("INTERVAL '1 month'", "1 month"),
        ("'00000000-0000-0000-0000-000000000001'::UUID", "00000000-0000-0000-0000-000000000001"),
        (r"'\xAB\x00'::BLOB", "ab00"),
        ("TIMESTAMPTZ '2020-01-02 03:04:05+00'", "2020-01-02 03:04:05+00"),
        ("TIMESTAMP_NS '2020-01-01 00:00:00.123456789'", "2020-01-01 00:00:00.123456789"),
        ("[INTERVAL '1 month']", "[1 month]"),
        (r"{'a': '\xAB'::BLOB}", '{"a": "ab"}'),
        ("['00000000-0000-0000-0000-000000000001'::UUID]", '["00000000-0000-0000-0000-000000000001"]'),
        ("{'a': TIMESTAMPTZ '2020-01-02 03:04:05+00'}", "{'a': '2020-01-02 03:04:05+00'}"),
        ("DATE '2020-01-02'", "2020-01-02"),
        ("'1010'::BIT", "1010"),
        ("DATE '20000-01-01'", "20000-01-01"),
        ("NULL", ""),
    ],
)
def test_values_of_all_types(value: str, told: str, undisturbed: Path) -> None:
    """Each has its text, in every form."""
    for write in (write_csv, write_json_lines, write_shown):
        with asked(read_manifest(str(undisturbed)), f'SELECT {value} AS "a""b", 1 AS n') as table:
            stream = io.StringIO(newline="")
            write(table, stream)
            assert table.head == ['a"b', "n"]
        if write is write_csv:
            quoted = f'"{told}"' if '"' in told else told
            assert stream.getvalue().splitlines()[1] in (f"{quoted},1", '"' + told.replace('"', '""') + '",1')


def test_statements_that_only_read(undisturbed: Path) -> None:
    """They need not begin with SELECT; a comment or a semicolon may end them."""
    count = len(rows_of(undisturbed)["documents"])
    assert answer(undisturbed, "SUMMARIZE documents")
    assert answer(undisturbed, "DESCRIBE documents")
    assert answer(undisturbed, "SHOW TABLES")
    assert answer(undisturbed, "EXPLAIN SELECT * FROM documents;")
    assert answer(undisturbed, "explain analyze SELECT count(*) FROM documents")
    (row,) = answer(undisturbed, "PIVOT (SELECT 'ä;' AS k FROM documents) ON k USING count(*) ; -- done ;")
    assert row == [count]
    assert answer(undisturbed, "SELECT 'ä;', count(*) FROM documents ; -- done ;") == [["ä;", count]]
    ids = [row[0] for row in answer(undisturbed, "SELECT id, INTERVAL 1 DAY FROM documents ORDER BY id DESC")]
    assert ids == sorted(ids, reverse=True)


@pytest.mark.parametrize(
    "sql",
    [
        "WITH x AS (COPY (SELECT 1) TO '{out}') FROM x",
        "EXPLAIN ANALYZE WITH x AS (COPY (SELECT 1) TO '{out}') FROM x",
        "EXPLAIN ANALYZE COPY (SELECT 1) TO '{out}'",
        "COPY (PIVOT documents ON kind USING count(*)) TO '{out}'",
        "CREATE TABLE x AS PIVOT documents ON kind USING count(*)",
        "SELECT * FROM query('WITH x AS (COPY (SELECT 1) TO ''{out}'') FROM x')",
        "SELECT 1) UNION (WITH x AS (COPY (SELECT 1) TO '{out}') FROM x",
    ],
)
def test_no_statement_writes_into_the_dataset(sql: str, copy: Path) -> None:
    """Not behind WITH, PIVOT or EXPLAIN either."""
    before = {path: path.read_bytes() for path in copy.rglob("*") if path.is_file()}
    for out in (copy / "x.csv", copy / "manifest.json"):
        assert refusal(copy, sql.format(out=out))
    assert {path: path.read_bytes() for path in copy.rglob("*") if path.is_file()} == before


def test_an_interrupt_ends_a_question(undisturbed: Path) -> None:
    """Also while rows are sought that are not there; exit code 130, and no word."""
    code = (
        "import signal, sys; signal.signal(signal.SIGINT, signal.default_int_handler)\n"
        "import pipeline.batch.asking as asking; from pipeline.cli import main\n"
        "awaited = asking.awaited\n"
        "def telling(*given, **how):\n"
        "    print('x', flush=True) if not how else None\n"
        "    return awaited(*given, **how)\n"
        "asking.awaited = telling\n"
        "sys.exit(main(sys.argv[1:]))\n"
    )
    for sql in (
        "SELECT sum(a.range * b.range) FROM range(1000000) a, range(1000000) b",
        "SELECT a.range FROM range(100000) a, range(1000000) b WHERE hash(a.range * b.range) = 3",
    ):
        process = subprocess.Popen(
            [sys.executable, "-c", code, "query", str(undisturbed), sql],
            stdout=subprocess.PIPE,
            stderr=subprocess.PIPE,
        )
        assert process.stdout is not None
        process.stdout.readline()
        os.kill(process.pid, signal.SIGINT)
        _, told = process.communicate(timeout=60)
        assert (process.returncode, told) == (130, b"")


@pytest.mark.parametrize(
    "command",
    [
        ("query", "SELECT 1", "--out", "{ds}/manifest.json"),
        ("query", "SELECT 1", "--format", "xlsx", "--out", "{ds}/documents/x.xlsx"),
        ("query", "SELECT 1", "--out", "{ds}/../link/manifest.json"),
        ("export", "--format", "csv", "--out", "{ds}"),
        ("export", "--format", "parquet", "--out", "{ds}/new"),
        ("export", "--format", "xlsx", "--out", "{ds}/manifest.json"),
        ("compare", "--out", "{ds}/manifest.json"),
        ("compare", "--format", "csv", "--out", "{ds}/new.csv"),
    ],
)
def test_nothing_is_written_into_the_dataset(
    command: tuple[str, ...], copy: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """Exit code 3, and all is as it was."""
    (copy.parent / "link").symlink_to(copy)
    before = {path: path.read_bytes() for path in copy.rglob("*") if path.is_file()}
    assert main([command[0], str(copy), *(word.format(ds=copy) for word in command[1:])]) == 3
    assert "in the dataset that is read" in capsys.readouterr().err
    assert {path: path.read_bytes() for path in copy.rglob("*") if path.is_file()} == before
    assert not (copy / "new").exists()


@pytest.mark.parametrize("name", ["a*b", "a?b"])
def test_a_path_that_fits_other_datasets_is_refused(name: str, copy: Path) -> None:
    """DuckDB would look for parts in those, too."""
    odd = copy.rename(copy.with_name(name))
    assert answer(odd, "SELECT id FROM documents")
    shutil.copytree(odd, odd.with_name("a-b"))
    assert "takes its path for a pattern" in refusal(odd, "SELECT id FROM documents")


@pytest.mark.parametrize(
    ("url", "cause"),
    [
        ("{file}", "it cannot be read: not a directory"),
        ("nosuch://bucket/x", "it cannot be read: "),
        ("adl://bucket/x", "it cannot be read: "),
        ("http://127.0.0.1:9/ds", "it cannot be read: "),
        ("{web}/refused", "it cannot be read: the server answered 403"),
        ("{web}/none", "no finished dataset there"),
    ],
)
def test_what_cannot_be_read_is_not_told_as_writing(
    url: str, cause: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """Exit code 1, with the cause."""
    (tmp_path / "file").write_text("x")
    with serving() as web:
        web.status = {"/refused/manifest.json": 403}
        place = url.format(file=tmp_path / "file", web=web.url)
        assert main(["query", place, "SELECT 1"]) == 1
    told = capsys.readouterr().err
    assert told.startswith(f"dealterms: {place}: {cause}")


def test_a_long_table_is_not_laid_out_whole() -> None:
    """The first rows, and how many there are beside them."""
    stream = io.StringIO()
    write_shown(Table("t", (Column("n", "integer"),), ((n,) for n in range(3_500))), stream)
    lines = [line.strip() for line in stream.getvalue().splitlines() if line.strip()]
    assert lines[-2:] == ["999", "… and 2,500 rows more; --format csv and jsonl give all"]


def test_tables_named_twice_are_exported_once(undisturbed: Path, tmp_path: Path) -> None:
    """In every form."""
    for form in ("csv", "jsonl", "parquet"):
        out = tmp_path / form
        command = ["export", str(undisturbed), "--format", form, "--out", str(out)]
        assert main([*command, "--tables", "errors", "terms", "errors"]) == 0
        assert sorted(path.name for path in out.iterdir()) == [f"errors.{form}", f"terms.{form}"]


def test_an_export_is_whole_or_not_there(copy: Path, tmp_path: Path) -> None:
    """A later table that fails leaves what an earlier export wrote."""
    harmed(copy, "changed")
    out = tmp_path / "out"
    out.mkdir()
    (out / "terms.parquet").write_text("earlier")
    with pytest.raises(DatasetError):
        export_parquet(read_manifest(str(copy)), ["terms", "documents"], out)
    assert [(path.name, path.read_text()) for path in out.iterdir()] == [("terms.parquet", "earlier")]


@pytest.mark.parametrize("command", [["summary"], ["query", "SELECT * FROM terms"], ["compare"]])
def test_a_reader_who_has_seen_enough(command: list[str], undisturbed: Path) -> None:
    """`… | head -1`: exit code 0, and no word."""
    read, write = os.pipe()
    os.close(read)
    try:
        done = subprocess.run(
            [sys.executable, "-m", "pipeline.cli", command[0], str(undisturbed), *command[1:]],
            stdout=write,
            stderr=subprocess.PIPE,
            timeout=120,
        )
    finally:
        os.close(write)
    assert (done.returncode, done.stderr) == (0, b"")


def test_types_of_columns_are_those_of_the_manifest(undisturbed: Path) -> None:
    """What a part has beside them is no column."""
    with opened(read_manifest(str(undisturbed))) as database:
        with pytest.raises(duckdb.Error):
            database.execute("SELECT filename FROM read_parquet('/etc/passwd')")
        described = database.execute("DESCRIBE errors").fetchall()
    assert [name for name, *_ in described] == ["id", "path", "kind", "cause"]
