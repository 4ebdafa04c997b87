"""`dealterms fetch`, run as its users run it."""

import hashlib
import io
import json
import os
import shlex
import signal
import subprocess
import sys
import time
from pathlib import Path
from typing import Any

import pytest

from pipeline.cli import main
from pipeline.commands import fetch
from tests.edgar.conftest import FakeClock
from tests.edgar.server import MAINTENANCE, USER_AGENT, Edgar, submission

ROOT = Path(__file__).resolve().parents[2]
NOTHING: dict[str, list[str]] = {"accessionNumber": [], "form": [], "filingDate": []}
NUMBERS = [f"0000950123-02-{i:06}" for i in range(1, 9)]


@pytest.fixture
def edgar(edgar: Edgar, clock: FakeClock, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Edgar:
    """A server that the command is told of, on a clock that does not let it wait."""
    edgar.limit = 50
    monkeypatch.setenv("DEALTERMS_EDGAR_URL", edgar.url)
    monkeypatch.setenv("DEALTERMS_USER_AGENT", USER_AGENT)
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path / "home"))
    monkeypatch.setattr(fetch, "SystemClock", lambda: clock)
    return edgar


def rows(folder: Path) -> list[dict[str, Any]]:
    """The record of a folder."""
    return [json.loads(line) for line in (folder / "fetched.jsonl").read_text(encoding="utf-8").splitlines()]


def files(folder: Path) -> list[str]:
    """The names of all files in a folder that are not hidden."""
    return sorted(
        path.relative_to(folder).as_posix()
        for path in folder.rglob("*")
        if path.is_file() and not path.name.startswith(".")
    )


def process(edgar: Edgar, home: Path, *arguments: str) -> subprocess.Popen[bytes]:
    """The command in a process of its own, on the real clock."""
    environment = os.environ | {
        "DEALTERMS_EDGAR_URL": edgar.url,
        "DEALTERMS_USER_AGENT": USER_AGENT,
        "XDG_CACHE_HOME": str(home),
    }
    command = [sys.executable, "-m", "pipeline.cli", "fetch", *arguments]
    return subprocess.Popen(command, env=environment, stdout=subprocess.PIPE, stderr=subprocess.PIPE)


# --------------------------------------------------------------------------- what comes out


def test_a_submission_is_fetched_and_recorded(edgar: Edgar, tmp_path: Path) -> None:
    """A line says what it is, where it came from, and its checksum."""
    edgar.add(NUMBERS[0], 45012)
    out = tmp_path / "out"
    assert main(["fetch", f"45012:{NUMBERS[0]}", "--out", str(out)]) == 0
    data = submission(NUMBERS[0])
    (row,) = rows(out)
    assert (out / row["path"]).read_bytes() == data
    assert row == {
        "accession": NUMBERS[0],
        "document": None,
        "kind": None,
        "form": "8-K",
        "company": "ACME INC",
        "cik": 45012,
        "filed": "2002-03-15",
        "path": f"filings/2002/{NUMBERS[0]}.txt",
        "address": f"{edgar.url}/Archives/edgar/data/45012/{NUMBERS[0]}.txt",
        "sha256": hashlib.sha256(data).hexdigest(),
        "size": len(data),
        "error": None,
    }


def test_what_was_fetched_can_be_read(
    edgar: Edgar, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """The folder of filings is one that extract reads."""
    edgar.add(NUMBERS[0], 45012)
    main(["fetch", f"45012:{NUMBERS[0]}", "--out", str(tmp_path / "out")])
    assert main(["extract", "--format", "json", str(tmp_path / "out" / "filings")]) == 0
    assert json.loads(capsys.readouterr().out)["document"]["id"] == f"{NUMBERS[0]}:2"


def test_the_second_time_nothing_is_asked_for(
    edgar: Edgar, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """The same record, byte for byte."""
    for number in NUMBERS:
        edgar.add(number, 45012)
    command = ["fetch", *(f"45012:{number}" for number in NUMBERS), "--out", str(tmp_path / "out")]
    assert main(command) == 0
    record = (tmp_path / "out" / "fetched.jsonl").read_bytes()
    edgar.asked.clear()
    assert main(command) == 0
    assert edgar.asked == []
    assert (tmp_path / "out" / "fetched.jsonl").read_bytes() == record
    assert "0 fetched, 8 were there, 0 failed" in capsys.readouterr().err


def test_only_what_lacks_is_fetched(edgar: Edgar, tmp_path: Path) -> None:
    """A file that was deleted comes from the cache, one that was changed in both places from EDGAR."""
    for number in NUMBERS[:3]:
        edgar.add(number, 45012)
    out = tmp_path / "out"
    command = ["fetch", *(f"45012:{number}" for number in NUMBERS[:3]), "--out", str(out)]
    assert main(command) == 0
    edgar.asked.clear()
    (out / f"filings/2002/{NUMBERS[0]}.txt").unlink()
    (out / f"filings/2002/{NUMBERS[1]}.txt").write_bytes(b"changed")
    (kept,) = (tmp_path / "home").rglob(f"{NUMBERS[1]}.txt")
    kept.write_bytes(b"changed")
    assert main(command) == 0
    assert edgar.paths() == [f"/Archives/edgar/data/45012/{NUMBERS[1]}.txt"]
    assert [(out / row["path"]).read_bytes() for row in rows(out)] == [submission(n) for n in NUMBERS[:3]]


def test_one_that_fails_is_a_row_and_the_others_go_on(
    edgar: Edgar, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """Exit code 1; the next run tries it again."""
    for number in NUMBERS[:3]:
        edgar.add(number, 45012)
    broken = f"/Archives/edgar/data/45012/{NUMBERS[1]}.txt"
    edgar.faults[broken] = ["cut"] * 5
    out = tmp_path / "out"
    command = ["fetch", *(f"45012:{number}" for number in NUMBERS[:4]), "--out", str(out)]
    assert main(command) == 1
    found = rows(out)
    assert [row["error"] and row["error"]["kind"] for row in found] == [
        None,
        "FetchError",
        None,
        "NotOnEdgar",
    ]
    assert found[1]["path"] is None
    assert found[1]["address"] == edgar.url + broken
    said = capsys.readouterr().err
    assert NUMBERS[1] in said
    assert "2 fetched, 0 were there, 2 failed" in said
    assert "LEASE" not in said
    assert files(out) == ["fetched.jsonl", *(f"filings/2002/{NUMBERS[i]}.txt" for i in (0, 2))]
    edgar.add(NUMBERS[3], 45012)
    assert main(command) == 0
    assert [row["error"] for row in rows(out)] == [None] * 4


def test_a_block_stops_the_run(edgar: Edgar, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """What was fetched before stays; nothing more is asked for."""
    for number in NUMBERS:
        edgar.add(number, 45012)
    edgar.faults[f"/Archives/edgar/data/45012/{NUMBERS[2]}.txt"] = ["page:200"] * 50
    out = tmp_path / "out"
    command = ["fetch", *(f"45012:{number}" for number in NUMBERS), "--out", str(out), "--tries", "3"]
    assert main(command) == 1
    assert len(edgar.asked) == 2 + 3
    assert [row["accession"] for row in rows(out)] == NUMBERS[:3]
    assert [row["error"] and row["error"]["kind"] for row in rows(out)] == [None, None, "Refused"]
    said = capsys.readouterr().err
    assert said.count("too many requests") == 1
    assert "2 fetched, 0 were there, 1 failed" in said
    edgar.faults.clear()
    assert main(command) == 0
    assert [row["accession"] for row in rows(out)] == NUMBERS


def test_refusals_of_whatever_kind_stop_the_run(
    edgar: Edgar, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """In words that nobody knows, too, once several filings in a row are refused; one alone costs itself."""
    for number in NUMBERS:
        edgar.add(number, 45012)
    command = ["fetch", *(f"45012:{number}" for number in NUMBERS), "--tries", "2"]
    edgar.faults[f"/Archives/edgar/data/45012/{NUMBERS[1]}.txt"] = ["gate:403"] * 50
    assert main([*command, "--out", str(tmp_path / "one")]) == 1
    assert [bool(row["error"]) for row in rows(tmp_path / "one")] == [False, True] + [False] * 6
    edgar.asked.clear()
    edgar.faults["*"] = ["gate:403"] * 50
    all_ = tmp_path / "all"
    capsys.readouterr()
    assert main([*command, "--out", str(all_), "--cache", str(tmp_path / "cache")]) == 1
    assert len(edgar.asked) == 3 * 2
    assert [row["error"]["kind"] for row in rows(all_)] == ["FetchError", "FetchError", "Refused"]
    said = capsys.readouterr().err
    assert said.count("3 addresses in a row") == 1
    assert "0 fetched, 0 were there, 3 failed" in said


def test_single_exhibits_are_fetched(edgar: Edgar, tmp_path: Path) -> None:
    """By the search, each into the folder of its submission."""
    for name, kind in (("ex10-1.htm", "EX-10.1"), ("cover.htm", "8-K")):
        edgar.add_hit(NUMBERS[0], 45012, name, kind=kind)
        edgar.add_document(NUMBERS[0], 45012, name, f"<html>{name}</html>".encode())
    out = tmp_path / "out"
    assert main(["fetch", "--search", "agreement", "--exhibit", "ex-10", "--out", str(out)]) == 0
    (row,) = rows(out)
    assert row["path"] == f"filings/2002/{NUMBERS[0]}/ex10-1.htm"
    assert (row["kind"], row["company"]) == ("EX-10.1", "Acme, Inc.")
    assert files(out) == ["fetched.jsonl", row["path"]]


def test_a_server_that_sends_one_thing_for_all_is_not_believed(edgar: Edgar, tmp_path: Path) -> None:
    """Neither one submission under another's number, nor a page in place of an exhibit, nor another company."""
    for number in NUMBERS[:2]:
        edgar.add(number, 45012, submission(NUMBERS[0]))
    out = tmp_path / "out"
    assert main(["fetch", *(f"45012:{number}" for number in NUMBERS[:2]), "--out", str(out)]) == 1
    assert [bool(row["error"]) for row in rows(out)] == [False, True]
    edgar.add_hit(NUMBERS[2], 45012, "ex10-1.htm")
    edgar.add_document(NUMBERS[2], 45012, "ex10-1.htm", MAINTENANCE.encode())
    assert main(["fetch", "--search", "agreement", "--exhibit", "EX-10", "--out", str(out)]) == 1
    assert files(out) == ["fetched.jsonl", f"filings/2002/{NUMBERS[0]}.txt"]
    edgar.files["/submissions/CIK0000000007.json"] = json.dumps(
        {"cik": "0000045012", "name": "A", "filings": {"recent": NOTHING}}
    ).encode()
    assert main(["fetch", "--company", "7", "--out", str(out)]) == 1


def test_a_name_that_leads_out_of_the_folder_is_a_failure(edgar: Edgar, tmp_path: Path) -> None:
    """A server that is not SEC could send it."""
    edgar.add_hit(NUMBERS[0], 45012, "../../../evil.htm")
    edgar.add_hit(NUMBERS[1], 45012, "good.htm")
    edgar.add_document(NUMBERS[1], 45012, "good.htm", b"<html>good</html>")
    out = tmp_path / "deep" / "out"
    assert main(["fetch", "--search", "agreement", "--exhibit", "EX-10", "--out", str(out)]) == 1
    assert [row["error"] and row["error"]["cause"] for row in rows(out)] == ["not the name of a file", None]
    assert not list(tmp_path.rglob("evil*"))
    assert main(["fetch", "--search", "agreement", "--exhibit", "EX-10", "--out", str(out)]) == 1


def test_an_index_is_fetched_by_form_and_name(edgar: Edgar, tmp_path: Path) -> None:
    """A submission of two companies once; no more than asked for."""
    lines = [f"45012|ACME INC|8-K|2002-03-15|{number}" for number in NUMBERS]
    lines.insert(1, f"77|BETA LLC|8-K|2002-03-15|{NUMBERS[0]}")
    lines.append("88|OTHER|10-K|2002-03-15|0000950123-02-000099")
    edgar.index("2002/QTR1", lines)
    for number in NUMBERS:
        edgar.add(number, 45012)
    out = tmp_path / "out"
    command = [
        "fetch",
        "--index",
        "2002Q1",
        "--form",
        "8-k",
        "--name",
        "Acme",
        "--limit",
        "3",
        "--out",
        str(out),
    ]
    assert main(command) == 0
    assert [row["accession"] for row in rows(out)] == NUMBERS[:3]


def test_a_quarter_without_index_costs_itself(
    edgar: Edgar, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """It is named, and so is one whose index is broken; the other quarters are fetched."""
    for quarter, number in ((1, NUMBERS[0]), (3, NUMBERS[1]), (4, NUMBERS[2])):
        edgar.index(f"2002/QTR{quarter}", [f"45012|ACME INC|8-K|2002-03-15|{number}"])
        edgar.add(number, 45012)
    edgar.faults["/Archives/edgar/full-index/2002/QTR3/master.idx"] = ["cut"] * 5
    out = tmp_path / "out"
    assert main(["fetch", "--index", "2002", "--out", str(out)]) == 1
    said = capsys.readouterr().err
    assert "2002/QTR2/master.idx: no such file" in said
    assert "2002/QTR3/master.idx: no index of submissions" in said
    assert "2 fetched, 0 were there, 2 failed" in said
    assert [row["accession"] for row in rows(out)] == [NUMBERS[0], NUMBERS[2]]


def test_quarters_ahead_are_passed_over(
    edgar: Edgar, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """By the server's clock, not by ours; the first of them is asked for, and none after it."""
    edgar.date = "Tue, 07 May 2002 10:00:00 GMT"
    edgar.add(NUMBERS[0], 45012)
    edgar.index("2002/QTR1", [f"45012|ACME INC|8-K|2002-03-15|{NUMBERS[0]}"])
    edgar.index("2002/QTR2", [])
    assert main(["fetch", "--index", "2002..2004", "--out", str(tmp_path / "out")]) == 0
    assert "1 fetched, 0 were there, 0 failed" in capsys.readouterr().err
    assert edgar.paths()[-2:] == [
        "/Archives/edgar/full-index/2002/QTR3/master.idx",
        f"/Archives/edgar/data/45012/{NUMBERS[0]}.txt",
    ]
    edgar.date = "nonsense"
    assert main(["fetch", "--index", "2002Q3", "--out", str(tmp_path / "out")]) == 1


def test_a_list_that_breaks_off_is_used_as_far_as_it_goes(
    edgar: Edgar, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """A company's older page that cannot be had takes nothing away from the latest submissions."""
    edgar.add(NUMBERS[0], 45012)
    older = {
        "name": "CIK0000045012-submissions-001.json",
        "filingFrom": "1999-01-01",
        "filingTo": "2001-01-01",
    }
    latest = {"accessionNumber": [NUMBERS[0]], "form": ["8-K"], "filingDate": ["2002-03-15"]}
    edgar.files["/submissions/CIK0000045012.json"] = json.dumps(
        {"name": "A", "filings": {"recent": latest, "files": [older]}}
    ).encode()
    assert main(["fetch", "--company", "45012", "--out", str(tmp_path / "out")]) == 1
    said = capsys.readouterr().err
    assert "submissions-001.json: no such file" in said
    assert "1 fetched, 0 were there, 1 failed" in said


def test_a_list_is_printed_and_nothing_fetched(
    edgar: Edgar, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """A line a document, its columns parted by tabs; nothing that a terminal would obey."""
    edgar.index(
        "2002/QTR1",
        [f"45012|ACME INC|8-K|2002-03-15|{NUMBERS[0]}", f"77|BE\x1b[31mTA|8-K|2002-03-16|{NUMBERS[1]}"],
    )
    assert main(["fetch", "--index", "2002Q1", "--list"]) == 0
    first, second = capsys.readouterr().out.splitlines()
    assert first.split("\t") == [
        NUMBERS[0],
        "2002-03-15",
        "8-K",
        "ACME INC",
        "",
        f"{edgar.url}/Archives/edgar/data/45012/{NUMBERS[0]}.txt",
    ]
    assert "\x1b" not in second
    assert edgar.paths() == ["/Archives/edgar/full-index/2002/QTR1/master.idx"]
    assert not (tmp_path / "out").exists()


def test_numbers_come_from_standard_input(
    edgar: Edgar, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A line each; one that stands there twice is fetched once."""
    edgar.add(NUMBERS[0], 45012)
    edgar.add(NUMBERS[1], 45012)
    listed = f"45012:{NUMBERS[0]}\n\n45012:{NUMBERS[1]}\r\n45012:{NUMBERS[0]}\n"
    monkeypatch.setattr("sys.stdin", standard_input(listed.encode()))
    assert main(["fetch", "-", "--out", str(tmp_path / "out")]) == 0
    assert [row["accession"] for row in rows(tmp_path / "out")] == NUMBERS[:2]


def standard_input(content: bytes) -> io.TextIOWrapper:
    """Something that stands in for it."""
    return io.TextIOWrapper(io.BytesIO(content), encoding="utf-8")


@pytest.mark.parametrize("encoding", ["utf-8-sig", "utf-16"])
def test_a_list_of_another_program_is_read(
    edgar: Edgar, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, encoding: str
) -> None:
    """With a mark of its encoding in front, as some write it."""
    edgar.add(NUMBERS[0], 45012)
    monkeypatch.setattr("sys.stdin", standard_input(f"45012:{NUMBERS[0]}\r\n".encode(encoding)))
    assert main(["fetch", "-", "--out", str(tmp_path / "out")]) == 0


def test_a_line_that_names_nothing_costs_itself(
    edgar: Edgar, tmp_path: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    """It is named by its number, and the others are fetched."""
    edgar.add(NUMBERS[0], 45012)
    listed = f"12345\n\xff\n45012:{NUMBERS[0]}\n".encode("latin-1")
    monkeypatch.setattr("sys.stdin", standard_input(listed))
    assert main(["fetch", "-", "--out", str(tmp_path / "out")]) == 1
    said = capsys.readouterr().err
    assert "standard input, line 1: '12345' is no accession number" in said
    assert "1 fetched, 0 were there, 2 failed" in said


def test_without_a_home_the_named_cache_does(
    edgar: Edgar, tmp_path: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    """As in a container whose user has no entry; without one it is said what to do."""

    def nobody() -> Path:
        raise RuntimeError("Could not determine home directory.")

    monkeypatch.delenv("XDG_CACHE_HOME")
    monkeypatch.setattr(Path, "home", nobody)
    edgar.add(NUMBERS[0], 45012)
    command = ["fetch", f"45012:{NUMBERS[0]}", "--out", str(tmp_path / "out")]
    assert main(command) == 3
    assert "name a folder with --cache" in capsys.readouterr().err
    assert main([*command, "--cache", str(tmp_path / "cache")]) == 0


def test_a_record_that_was_cut_off_is_mended(edgar: Edgar, tmp_path: Path) -> None:
    """A process that was killed leaves half a line; the next one begins a new line."""
    edgar.add(NUMBERS[0], 45012)
    edgar.add(NUMBERS[1], 45012)
    out = tmp_path / "out"
    assert main(["fetch", f"45012:{NUMBERS[0]}", "--out", str(out)]) == 0
    with (out / "fetched.jsonl").open("ab") as record:
        record.write(b'{"accession": "0000950123-02-0000')
    assert main(["fetch", f"45012:{NUMBERS[1]}", "--out", str(out)]) == 0
    assert [row["accession"] for row in rows(out)] == NUMBERS[:2]


def test_surroundings_that_cannot_be_used_are_no_fault_of_the_folder(
    edgar: Edgar, tmp_path: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    """Exit code 1, and nothing is written."""
    monkeypatch.setenv("SSL_CERT_FILE", "/nonexistent")
    assert main(["fetch", f"45012:{NUMBERS[0]}", "--out", str(tmp_path / "out")]) == 1
    assert "SSL_CERT_FILE: no certificates" in capsys.readouterr().err
    assert not (tmp_path / "out").exists()
    assert edgar.asked == []


def test_an_answer_that_makes_no_sense_costs_its_own_item(edgar: Edgar, tmp_path: Path) -> None:
    """As where a server says that a file, or an index, has not changed, and nobody has it."""
    for number in NUMBERS[:3]:
        edgar.add(number, 45012)
    edgar.faults[f"/Archives/edgar/data/45012/{NUMBERS[0]}.txt"] = ["status:304"] * 9
    edgar.redirects[f"/Archives/edgar/data/45012/{NUMBERS[1]}.txt"] = "http://["
    out = tmp_path / "out"
    assert main(["fetch", *(f"45012:{number}" for number in NUMBERS[:3]), "--out", str(out)]) == 1
    assert [bool(row["error"]) for row in rows(out)] == [True, True, False]
    edgar.faults["/Archives/edgar/full-index/2002/QTR1/master.idx"] = ["status:304"] * 9
    assert main(["fetch", "--index", "2002Q1", "--out", str(out)]) == 1


def test_a_folder_that_cannot_be_written_is_exit_code_three(edgar: Edgar, tmp_path: Path) -> None:
    """As for all commands."""
    edgar.add(NUMBERS[0], 45012)
    (tmp_path / "file").touch()
    assert main(["fetch", f"45012:{NUMBERS[0]}", "--out", str(tmp_path / "file" / "out")]) == 3
    assert (
        main(["fetch", f"45012:{NUMBERS[0]}", "--out", str(tmp_path), "--cache", str(tmp_path / "file")]) == 3
    )


# --------------------------------------------------------------------------- wrong use


@pytest.mark.parametrize(
    ("arguments", "words"),
    [
        ([], "say what to fetch"),
        ([NUMBERS[0]], "--out"),
        (["12345", "--out", "x"], "no accession number"),
        ([NUMBERS[0], "--form", "8-K", "--out", "x"], "--form belongs to a list"),
        (["--index", "2002Q1", "--search", "x", "--out", "x"], "two lists"),
        (["--index", "2002Q7", "--out", "x"], "'2002Q7'"),
        (["--company", "acm", "--name", "x", "--out", "x"], "--name belongs to --index"),
        (["--company", "acm", "--exhibit", "EX-10", "--out", "x"], "--exhibit belongs to --search"),
        (["--search", "x", "--to", "2000-01-01", "--out", "x"], "nothing before 2001"),
        (["--index", "2002", "--from", "2002-02-02", "--to", "2002-01-01", "--out", "x"], "later than"),
        ([NUMBERS[0], "--out", "x", "--rate", "8"], "--rate 8"),
        ([NUMBERS[0], "--out", "x", "--rate", "nan"], "--rate nan"),
        ([NUMBERS[0], "--out", "x", "--rate", "0.0001"], "--rate 0.0001: from 0.001"),
        ([NUMBERS[0], "--out", "x", "--limit", "0"], "--limit"),
        ([NUMBERS[0], "--out", "x", "--limit", "9" * 22], "--limit"),
        (["--search", "\udcff", "--out", "x"], "--search \\xff: no text"),
        (["--search", "x", "--form", "8-\udcff", "--out", "x"], "--form 8-\\xff: no text"),
        ([NUMBERS[0], "--out", "x", "--base-url", "ftp://x"], "'ftp://x'"),
        ([NUMBERS[0], "--out", "x", "--user-agent", "me"], "no mail address"),
    ],
)
def test_wrong_use_is_exit_code_two(
    edgar: Edgar, capsys: pytest.CaptureFixture[str], arguments: list[str], words: str
) -> None:
    """Before anything is asked for."""
    with pytest.raises(SystemExit) as raised:
        main(["fetch", *arguments])
    assert raised.value.code == 2
    assert words in capsys.readouterr().err
    assert edgar.asked == []


def test_nobody_asks_without_saying_who_he_is(
    edgar: Edgar, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    """The message says how."""
    monkeypatch.delenv("DEALTERMS_USER_AGENT")
    with pytest.raises(SystemExit):
        main(["fetch", NUMBERS[0], "--out", "x"])
    assert "--user-agent 'Name mail@example.com'" in capsys.readouterr().err
    assert edgar.asked == []


# --------------------------------------------------------------------------- real processes


def test_two_processes_stay_below_the_limit_together(edgar: Edgar, tmp_path: Path) -> None:
    """The server turns away the eleventh request within a second, as SEC does; it turns none away.

    Nor do both together go faster than one may: each turn comes an interval after the one before, whoever has
    it, so that there is a time which they need at least, on a machine under load or not.
    """
    edgar.limit = 10
    numbers = [f"0000950123-02-{i:06}" for i in range(16)]
    for number in numbers:
        edgar.add(number, 45012)
    begin = time.monotonic()
    running = [
        process(
            edgar,
            tmp_path / "home",
            *(f"45012:{number}" for number in numbers[i::2]),
            *("--rate", "5", "--cache", str(tmp_path / f"cache{i}"), "--out", str(tmp_path / f"out{i}")),
        )
        for i in range(2)
    ]
    assert [one.communicate(timeout=60) and one.returncode for one in running] == [0, 0]
    assert time.monotonic() - begin >= 15 / 5
    assert [asked.status for asked in edgar.asked] == [200] * 16


def test_two_processes_fill_one_folder(edgar: Edgar, tmp_path: Path) -> None:
    """What both want is fetched once, and the record has each of them once."""
    edgar.delay = 0.05
    for number in NUMBERS:
        edgar.add(number, 45012)
    wanted = [f"45012:{number}" for number in NUMBERS]
    running = [
        process(edgar, tmp_path / "home", *order, "--out", str(tmp_path / "out"))
        for order in (wanted, wanted[::-1])
    ]
    assert [one.communicate(timeout=60) and one.returncode for one in running] == [0, 0]
    assert [row["accession"] for row in rows(tmp_path / "out")] == NUMBERS
    assert sorted(edgar.paths()) == [f"/Archives/edgar/data/45012/{number}.txt" for number in NUMBERS]


@pytest.mark.skipif(os.name == "nt", reason="there is no such signal")
@pytest.mark.parametrize("after", [1, 4])
def test_a_killed_run_goes_on_where_it_was(edgar: Edgar, tmp_path: Path, after: int) -> None:
    """After kill -9 only what lacks is asked for, and the folder is that of a run that nobody disturbed."""
    edgar.delay = 0.1
    for number in NUMBERS:
        edgar.add(number, 45012)
    wanted = [f"45012:{number}" for number in NUMBERS]
    killed = process(edgar, tmp_path / "home", *wanted, "--out", str(tmp_path / "out"))
    deadline = time.monotonic() + 60
    while len(edgar.asked) <= after and time.monotonic() < deadline:
        time.sleep(0.005)
    killed.send_signal(signal.SIGKILL)
    killed.communicate(timeout=60)
    done = len(rows(tmp_path / "out"))
    edgar.asked.clear()
    resumed = process(edgar, tmp_path / "home", *wanted, "--out", str(tmp_path / "out"))
    resumed.communicate(timeout=60)
    assert resumed.returncode == 0
    assert len(edgar.asked) in {len(NUMBERS) - done, len(NUMBERS) - done - 1}  # one may be in the cache alone
    elsewhere = ["--cache", str(tmp_path / "other"), "--out", str(tmp_path / "whole")]
    assert main(["fetch", *wanted, *elsewhere]) == 0
    assert files(tmp_path / "out") == files(tmp_path / "whole")
    assert not list(tmp_path.rglob("*.part"))
    for name in files(tmp_path / "whole"):
        assert (tmp_path / "out" / name).read_bytes() == (tmp_path / "whole" / name).read_bytes()


# --------------------------------------------------------------------------- the front page


def readme_commands() -> list[str]:
    """The commands that the README shows, each on one line."""
    text = (ROOT / "README.md").read_text(encoding="utf-8").replace("\\\n", " ")
    return [line.strip() for line in text.splitlines() if line.startswith("    dealterms fetch ")]


def test_the_readme_shows_each_way() -> None:
    """By number, company, index and search."""
    assert len(readme_commands()) == 4


@pytest.mark.parametrize("command", readme_commands())
def test_the_readmes_commands_work(
    edgar: Edgar, command: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """On a server that has what they ask for: each fetches something, and into the folder that it names."""
    number = "0001193125-15-118890"
    for year, known in (("2015", number), ("2002", NUMBERS[0])):
        edgar.add(known, 320193)
        edgar.add_hit(
            known, 320193, "ex10-1.htm", company="registration rights agreement", filed=f"{year}-03-15"
        )
        edgar.add_document(known, 320193, "ex10-1.htm", b"<html>An agreement.</html>")
    edgar.index("2002/QTR1", [f"320193|ACME INC|8-K|2002-03-15|{NUMBERS[0]}"])
    edgar.files["/files/company_tickers.json"] = b'{"0": {"cik_str": 320193, "ticker": "AAPL", "title": "A"}}'
    edgar.files["/submissions/CIK0000320193.json"] = json.dumps(
        {
            "name": "A",
            "filings": {
                "recent": {"accessionNumber": [number], "form": ["8-K"], "filingDate": ["2015-03-15"]},
                "files": [],
            },
        }
    ).encode()
    monkeypatch.chdir(tmp_path)
    assert main(shlex.split(command, comments=True)[1:]) == 0
    assert [row["error"] for row in rows(tmp_path / "edgar")] == [None]
