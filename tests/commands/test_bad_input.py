"""Bad input through the command line: a clear error, exit code 1, and nothing else lost."""

from __future__ import annotations

import gzip
import io
import json
import os
import subprocess
import sys
from pathlib import Path

import pytest
from reportlab.lib.pdfencrypt import StandardEncryption
from reportlab.pdfgen.canvas import Canvas

from pipeline.cli import main
from pipeline.model import Outline, Text

GOOD = (
    b"SUPPLY AGREEMENT\n\nThis Supply Agreement is made on May 3, 2004 by and between Acme Flour, Inc., a Delaware"
    b' corporation (the "Seller"), and Beta Bread LLC.\n\n1. Price. The price is $450,000.\n\n'
    b"2. Law. This Agreement is governed by the laws of the State of New York.\n"
)
SECRET = b"SECRET-4711"
ESCAPE = "\x1b]0;owned\x07"


def pdf(password: str | None = None, *, scanned: bool = False) -> bytes:
    """A PDF of one page, with a line of text or the picture of one."""
    buffer = io.BytesIO()
    canvas = Canvas(buffer, encrypt=StandardEncryption(password) if password else None, invariant=1)
    if scanned:
        canvas.drawInlineImage(_picture(), 0, 0, 500, 700)
    else:
        canvas.drawString(72, 700, "This agreement is made by SECRET-4711.")
    canvas.showPage()
    canvas.save()
    return buffer.getvalue()


def _picture() -> object:
    from PIL import Image

    return Image.new("L", (50, 70), 200)


SUBMISSION = (
    b"<SEC-DOCUMENT>0000950123-04-001234.txt\n<DOCUMENT>\n<TYPE>EX-10\n<SEQUENCE>1\n<TEXT>\n" + GOOD + SECRET
)
ERROR_PAGE = b"<html><head><title>404 Not Found</title></head><body>SECRET-4711</body></html>"

BAD = {
    "empty": (b"", "the file is empty"),
    "nothing but NUL": (b"\0" * 500, "the file is empty"),
    "binary": (bytes(range(256)) * 40 + SECRET, "binary data"),
    "truncated gzip": (gzip.compress(GOOD * 50 + SECRET, mtime=0)[:-20], "a truncated gzip file"),
    "truncated PDF": (pdf()[:-400], "a truncated PDF"),
    "encrypted PDF": (pdf("secret"), "protected by a password"),
    "scanned PDF": (pdf(scanned=True), "no text layer"),
    "unclosed <TEXT>": (SUBMISSION, "never closes"),
    "error page": (ERROR_PAGE, "an HTML error page, not a filing"),
    "unfinished zip": (b"PK\x03\x04" + bytes(200) + SECRET, "zip archive"),
}


def extracted(*arguments: str) -> int:
    """The exit code of `dealterms extract`, run in this process."""
    return main(["extract", "--no-progress", *arguments])


@pytest.fixture
def good(tmp_path: Path) -> str:
    """A file that can be read."""
    path = tmp_path / "good.txt"
    path.write_bytes(GOOD)
    return str(path)


def rows(output: str) -> list[dict[str, object]]:
    """The lines of `jsonl`."""
    return [json.loads(line) for line in output.splitlines()]


@pytest.mark.parametrize(("data", "cause"), BAD.values(), ids=BAD)
def test_a_bad_file_costs_no_other(
    data: bytes, cause: str, good: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """The error names file and cause, quotes nothing, and the files around it are read."""
    bad = tmp_path / "bad.bin"
    bad.write_bytes(data)
    code = extracted("--format", "jsonl", good, str(bad), good)
    shown = capsys.readouterr()
    assert code == 1
    assert shown.err.startswith(f"dealterms: {bad}: ")
    assert cause in shown.err
    assert "Traceback" not in shown.err
    assert "4711" not in shown.err + shown.out
    assert [row.get("schema_version") for row in rows(shown.out)] == ["1", None, "1"]


@pytest.mark.parametrize(
    "data",
    [
        GOOD.replace(b"Seller", b"Sel\0ler"),
        GOOD.replace(b"Seller", b"Sel\xed\xa0\xbdler"),
        GOOD.replace(b"Seller", b"Sel\xff\xfeler"),
        GOOD.replace(b"Seller", b"Sel\x1b[2Jler"),
    ],
    ids=["NUL", "lone surrogate", "invalid UTF-8", "terminal escape"],
)
@pytest.mark.parametrize("form", ["table", "json", "jsonl", "html"])
def test_stray_bytes_do_not_cost_the_document(
    data: bytes, form: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """A few bytes that are no characters are left out; the rest is read and can be written in any form."""
    path = tmp_path / "stray.txt"
    path.write_bytes(data)
    assert extracted("--format", form, str(path)) == 0
    shown = capsys.readouterr().out
    assert "2004-05-03" in shown
    assert "\x1b" not in shown
    shown.encode("utf-8")


def test_a_name_that_is_no_unicode(good: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """Bytes in a file's name that are no characters are shown as escapes, and the file is read."""
    name = os.fsdecode(os.fsencode(tmp_path) + b"/na\xffme")
    Path(f"{name}.txt").write_bytes(GOOD)
    Path(f"{name}.bad").write_bytes(b"")
    code = extracted("--format", "jsonl", f"{name}.txt", f"{name}.bad", good)
    shown = capsys.readouterr()
    found = rows(shown.out)
    assert code == 1
    assert r"na\xffme.bad: the file is empty" in shown.err
    assert [row.get("schema_version") for row in found] == ["1", None, "1"]


def test_a_directory_in_place_of_a_file(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """A folder that takes a file's place between listing and reading is named."""
    from pipeline.load import read_source

    with pytest.raises(Exception, match="a directory, not a file"):
        read_source(tmp_path)
    assert extracted("--format", "jsonl", str(tmp_path)) == 0
    assert capsys.readouterr().out == ""


@pytest.mark.parametrize(
    ("error", "cause"),
    [
        (PermissionError(13, "Permission denied"), "permission denied"),
        (FileNotFoundError(2, "No such file or directory"), "no such file"),
        (OSError(5, "Input/output error"), "input/output error"),
    ],
    ids=["unreadable", "vanished", "broken disk"],
)
def test_a_file_that_cannot_be_opened(
    error: OSError,
    cause: str,
    good: str,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
) -> None:
    """A file that was listed and then cannot be read is named, and the others are read."""
    (tmp_path / "bad.txt").write_bytes(GOOD)
    really = Path.open

    def refusing(path: Path, *arguments: object, **options: object) -> object:
        if path.name == "bad.txt":
            raise error
        return really(path, *arguments, **options)  # type: ignore[call-overload]

    monkeypatch.setattr(Path, "open", refusing)
    code = extracted("--format", "jsonl", str(tmp_path))
    shown = capsys.readouterr()
    assert code == 1
    assert shown.err == f"dealterms: {tmp_path / 'bad.txt'}: {cause}\n"
    assert len(rows(shown.out)) == 2
    assert good


def test_a_folder_that_cannot_be_listed(
    good: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    """A folder that may not be read is named, and what stands beside it is read."""
    (tmp_path / "closed").mkdir()
    really = Path.iterdir

    def refusing(path: Path) -> object:
        if path.name == "closed":
            raise PermissionError(13, "Permission denied")
        return really(path)

    monkeypatch.setattr(Path, "iterdir", refusing)
    code = extracted("--format", "jsonl", str(tmp_path))
    shown = capsys.readouterr()
    assert code == 1
    assert shown.err == f"dealterms: {tmp_path / 'closed'}: permission denied\n"
    assert "2004-05-03" in shown.out
    assert good


def test_loops_and_dead_links_end(good: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """Folders that link to each other are read once; a link to nowhere is named."""
    for name in ("a", "b"):
        (tmp_path / name).mkdir()
    for number in range(12):
        (tmp_path / "a" / f"to-b-{number}").symlink_to(tmp_path / "b", target_is_directory=True)
        (tmp_path / "b" / f"to-a-{number}").symlink_to(tmp_path / "a", target_is_directory=True)
    (tmp_path / "self").symlink_to(tmp_path / "self")
    (tmp_path / "dead").symlink_to(tmp_path / "missing")
    code = extracted("--format", "jsonl", str(tmp_path))
    shown = capsys.readouterr()
    assert code == 1
    assert "dead: a link that leads nowhere" in shown.err
    assert "self: " in shown.err
    assert len(shown.err.splitlines()) == 2
    assert sum("schema_version" in row for row in rows(shown.out)) == 1
    assert good


def test_pipes_and_devices_are_not_waited_for(
    good: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """A FIFO without a writer and a device without an end are refused at once."""
    os.mkfifo(tmp_path / "fifo")
    (tmp_path / "zero").symlink_to("/dev/zero")
    code = extracted("--format", "jsonl", str(tmp_path))
    shown = capsys.readouterr()
    assert code == 1
    assert [line.rsplit(": ", 1)[1] for line in shown.err.splitlines()] == ["not a regular file"] * 2
    assert "2004-05-03" in shown.out
    assert good


def test_endless_standard_input_is_refused(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    """Standard input is read up to the size that any file may have."""
    from pipeline import load

    class Endless(io.RawIOBase):
        def readable(self) -> bool:
            return True

        def readinto(self, buffer: bytearray) -> int:  # type: ignore[override]
            buffer[:] = b"a" * len(buffer)
            return len(buffer)

    monkeypatch.setattr(load, "LARGEST", 1 << 20)
    monkeypatch.setattr(sys, "stdin", io.TextIOWrapper(io.BufferedReader(Endless())))
    assert extracted("-") == 1
    assert capsys.readouterr().err == "dealterms: -: more than 1 MB\n"


def test_a_mistake_of_ours_costs_one_file(
    good: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    """An error inside the pipeline names its place, quotes nothing, and the next file is read."""
    from pipeline import run

    really = run.outline

    def failing(text: Text) -> Outline:
        if "4711" in text.string:
            raise KeyError(text.string)
        return really(text)

    monkeypatch.setattr(run, "outline", failing)
    bad = tmp_path / "bad.txt"
    bad.write_bytes(GOOD + SECRET)
    code = extracted("--format", "jsonl", str(bad), good)
    shown = capsys.readouterr()
    assert code == 1
    assert "bad.txt: an error in dealterms itself (KeyError, run.py line" in shown.err
    assert "4711" not in shown.err
    assert [row.get("schema_version") for row in rows(shown.out)] == [None, "1"]


# --------------------------------------------------------------------------- hostile names and headers


@pytest.mark.parametrize("form", ["table", "json", "jsonl", "html"])
def test_no_escape_sequence_reaches_the_terminal(
    form: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """Neither a file's name nor a submission's header can command the terminal."""
    named = tmp_path / f"evil{ESCAPE}[bold]\u202e.txt"
    header = f"<DOCUMENT>\n<TYPE>EX-10{ESCAPE}\n<FILENAME>a{ESCAPE}.txt\n<DESCRIPTION>{ESCAPE}\n<TEXT>\n"
    named.write_bytes(
        header.encode() + GOOD + b"</TEXT>\n</DOCUMENT>\n" + header.encode() + b"News\n</TEXT>\n"
    )
    (tmp_path / f"empty{ESCAPE}\r\n.txt").touch()
    extracted("--format", form, str(tmp_path))
    shown = capsys.readouterr()
    assert "\x1b" not in shown.out + shown.err
    assert "\x07" not in shown.out + shown.err
    assert "\u202e" not in shown.err
    assert shown.err.count("\n") == 1
    if form == "table":
        assert "[bold]" in shown.out.replace("\n", "")


def test_markup_in_a_document_is_only_words(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """Neither rich's markup nor HTML in a document means anything in the output."""
    path = tmp_path / "markup.txt"
    evil = GOOD.replace(b'"Seller"', b'"[red]Seller"').replace(
        b"1. Price.", b'1. Price <script>alert(1)</script> "><img src=x onerror=alert(1)>.'
    )
    path.write_bytes(evil)
    assert extracted(str(path)) == 0
    assert "[red]" in capsys.readouterr().out
    assert extracted("--format", "html", str(path)) == 0
    page = capsys.readouterr().out
    assert "<script>alert" not in page
    assert "<img" not in page


def test_a_long_header_value_is_no_leak(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """Where a line end is lost after a tag, the document's text does not come out in messages."""
    path = tmp_path / "submission.txt"
    path.write_bytes(b"<DOCUMENT>\n<TYPE>" + b"x " * 100 + SECRET + b"\n<TEXT>\n" + GOOD)
    assert extracted("--format", "table", str(path)) == 1
    shown = capsys.readouterr()
    assert "4711" not in shown.out + shown.err


def test_an_id_cannot_leave_its_folder(tmp_path: Path) -> None:
    """A page is named for a document's id, whose dots, slashes and NULs lead nowhere."""
    source = tmp_path / "in"
    source.mkdir()
    for name in ("..txt", "...", "..\\..\\up.txt", "-rf", "con\n.txt"):
        (source / name).write_bytes(GOOD)
    names = [str(source / name) for name in os.listdir(source)]  # noqa: PTH208
    assert extracted("--format", "html", "--out", str(tmp_path / "out" / "pages"), *names) == 0
    made = sorted(path.relative_to(tmp_path).as_posix() for path in tmp_path.rglob("*.html"))
    assert len(made) == 5
    assert all(path.startswith("out/pages/") and not path.startswith("out/pages/.") for path in made)


# --------------------------------------------------------------------------- outputs that fail


@pytest.mark.parametrize("form", ["table", "json", "jsonl", "html"])
def test_a_full_disk_is_named(form: str, good: str, capsys: pytest.CaptureFixture[str]) -> None:
    """Exit code 3, and the cause; a script never takes half a file for a whole one."""
    assert extracted("--format", form, "--out", "/dev/full", good) == 3
    assert capsys.readouterr().err == "dealterms: cannot write /dev/full: no space left on device\n"


def test_a_full_disk_behind_standard_output(good: str) -> None:
    """The same where the shell has opened the file."""
    with Path("/dev/full").open("wb") as full:
        done = subprocess.run(
            [sys.executable, "-m", "pipeline.cli", "extract", "--format", "jsonl", good],
            stdout=full,
            stderr=subprocess.PIPE,
        )
    assert done.returncode == 3
    assert done.stderr == b"dealterms: cannot write standard output: no space left on device\n"


def test_a_closed_pipe_is_no_error(good: str) -> None:
    """`dealterms … | head` ends quietly when `head` has seen enough."""
    reading, writing = os.pipe()
    os.close(reading)
    try:
        done = subprocess.run(
            [sys.executable, "-m", "pipeline.cli", "extract", "--format", "jsonl", good],
            stdout=writing,
            stderr=subprocess.PIPE,
        )
    finally:
        os.close(writing)
    assert done.returncode == 0
    assert done.stderr == b""


@pytest.mark.parametrize(
    ("out", "cause"),
    [("missing/sheet.json", "no such file or directory"), (".", "is a directory")],
    ids=["missing folder", "directory"],
)
def test_an_output_that_cannot_be_made(
    out: str, cause: str, good: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """It is named before any file is read."""
    target = tmp_path / out
    assert extracted("--format", "json", "--out", str(target), good) == 3
    assert capsys.readouterr().err == f"dealterms: cannot write {target}: {cause}\n"


@pytest.mark.parametrize("form", ["json", "html"])
def test_an_agreement_is_never_written_over(form: str, good: str, capsys: pytest.CaptureFixture[str]) -> None:
    """`--out` may not be one of the files to be read."""
    assert extracted("--format", form, "--out", good, good) == 3
    assert "one of the files to be read" in capsys.readouterr().err
    assert Path(good).read_bytes() == GOOD


def test_pages_spare_the_agreements_beside_them(tmp_path: Path) -> None:
    """Pages written to the folder of the agreements take other names."""
    source = tmp_path / "lease.html"
    source.write_bytes(b"<html><body><p>" + GOOD + b"</body></html>")
    before = source.read_bytes()
    assert extracted("--format", "html", "--out", str(tmp_path), str(source)) == 0
    assert source.read_bytes() == before
    assert sorted(path.name for path in tmp_path.iterdir()) == ["lease-2.html", "lease.html"]


def test_the_output_of_an_earlier_run_is_no_source(
    good: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """The same command typed twice does the same, though its output stands among its sources."""
    out = tmp_path / "sheets.jsonl"
    for _ in range(2):
        assert extracted("--format", "jsonl", "--out", str(out), str(tmp_path)) == 0
    assert capsys.readouterr().err == ""
    assert len(rows(out.read_text(encoding="utf-8"))) == 1
    assert good


@pytest.mark.parametrize("option", [("--format", "json"), ("--out", "x")])
def test_an_option_given_twice_is_wrong_use(
    option: tuple[str, str], good: str, capsys: pytest.CaptureFixture[str]
) -> None:
    """Two formats are a mistake, and not the last of them."""
    with pytest.raises(SystemExit) as ended:
        extracted(*option, *option, good)
    assert ended.value.code == 2
    assert "given twice" in capsys.readouterr().err


def test_output_is_utf8_in_any_locale(tmp_path: Path) -> None:
    """JSON is UTF-8 whatever the terminal can show, and a table shows what it can."""
    path = tmp_path / "letters.txt"
    path.write_bytes(GOOD.replace(b"Acme Flour", "Société Générale".encode()))
    environment = os.environ | {"PYTHONIOENCODING": "ascii", "PYTHONUTF8": "0"}
    for form, expected in (("jsonl", "Société".encode()), ("table", b"2004-05-03")):
        command = [sys.executable, "-m", "pipeline.cli", "extract", "--format", form, str(path)]
        done = subprocess.run(command, env=environment, capture_output=True)
        assert done.returncode == 0, done.stderr
        assert expected in done.stdout


# --------------------------------------------------------------------------- size


@pytest.mark.slow
def test_a_hundred_megabytes(tmp_path: Path) -> None:
    """A text of 100 MB takes ten times the processor time of 10 MB, and less than 4 GB of memory."""
    agreement = Path("corpus/agreements/rra-harbor/agreement.txt").read_bytes()

    def run(megabytes: int) -> tuple[float, int]:
        path = tmp_path / f"{megabytes}.txt"
        path.write_bytes((agreement + b"\n\n") * (megabytes * 1_000_000 // (len(agreement) + 2) + 1))
        out = tmp_path / "out.jsonl"
        command = [sys.executable, "-m", "pipeline.cli", "extract", "--format", "jsonl"]
        process = subprocess.Popen([*command, "--out", str(out), str(path)])
        _, status, usage = os.wait4(process.pid, 0)
        process.returncode = os.waitstatus_to_exitcode(status)  # known to us, not yet to `process`
        assert process.returncode == 0
        assert out.stat().st_size > megabytes * 100_000
        return usage.ru_utime + usage.ru_stime, usage.ru_maxrss // 1024

    small, _ = run(10)
    large, peak = run(100)
    print(f"10 MB in {small:.0f} s, 100 MB in {large:.0f} s and {peak} MB of memory")
    assert large < 15 * small
    assert peak < 4096
