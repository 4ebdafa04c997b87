"""`dealterms compare`, run as its users run it."""

import csv
import io
import json
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from pipeline.cli import main
from pipeline.termsheet.schema import Terms
from tests.tables.books import sheets

HARBOR = "corpus/agreements/rra-harbor/agreement.txt"
QUARRY = "corpus/agreements/rra-quarry/agreement.htm"
TERN = "corpus/agreements/credit-tern/agreement.txt"


@pytest.fixture(scope="module")
def dataset(tmp_path_factory: pytest.TempPathFactory) -> str:
    """A dataset of three agreements, one of which is read twice, and a file that is none."""
    url = str(tmp_path_factory.mktemp("dataset"))
    sources = [HARBOR, "corpus/agreements/rra-quarry", TERN]
    assert main(["batch", *sources, "--out", url, "--workers", "1", "--no-progress"]) in (0, 1)
    return url


KIND = "kind = 'registration_rights'"


def test_a_dataset_is_as_good_as_files(dataset: str, capsys: pytest.CaptureFixture[str]) -> None:
    """Those of its documents that fit the condition, and files beside it."""
    assert main(["compare", "--format", "json", HARBOR, QUARRY]) == 0
    expected = capsys.readouterr().out
    for condition in (KIND, f"{KIND} -- a comment", f"{KIND} or 1 = 2"):
        assert main(["compare", "--format", "json", dataset, "--where", condition]) == 0
        assert capsys.readouterr().out == expected
    assert (
        main(["compare", "--format", "json", HARBOR, dataset, "--where", "'Nevada' = ANY(governing_law)"])
        == 0
    )
    assert capsys.readouterr().out == expected
    assert main(["compare", "--format", "json", dataset]) == 0
    assert len(json.loads(capsys.readouterr().out)["agreements"]) == 3


@pytest.mark.parametrize(
    ("condition", "cause"),
    [
        ("kind = 'x'", "no document fits"),
        ("nothing = 1", "nothing"),
        ("true; DROP VIEW documents", "syntax error"),
        ("true) UNION ALL (SELECT content FROM read_text('README.md')", "syntax error"),
        ("id IN (SELECT content FROM read_text('README.md'))", "Permission Error"),
    ],
)
def test_a_condition_that_does_not_work(
    condition: str, cause: str, dataset: str, capsys: pytest.CaptureFixture[str]
) -> None:
    """It reads nothing but the dataset, and the files beside it are compared."""
    assert main(["compare", HARBOR, TERN, dataset, "--where", condition]) == 1
    shown = capsys.readouterr()
    assert dataset in shown.err
    assert cause in shown.err
    assert "Oregon" in shown.out


def test_a_condition_wants_a_dataset(capsys: pytest.CaptureFixture[str]) -> None:
    """And a folder without a manifest is none."""
    assert main(["compare", HARBOR, TERN, "--where", "true"]) == 1
    assert "no dataset, from which --where could choose" in capsys.readouterr().err
    assert main(["compare", HARBOR, TERN, "corpus"]) == 1
    assert "corpus: no finished dataset there" in capsys.readouterr().err


def test_too_many_agreements_are_refused(
    dataset: str, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    """Before they are read."""
    from pipeline.compare import inputs

    monkeypatch.setattr(inputs, "_MOST", 2)
    assert main(["compare", dataset]) == 1
    assert "more than 2 agreements to compare: choose by --where" in capsys.readouterr().err


def test_two_files(capsys: pytest.CaptureFixture[str]) -> None:
    """Lines that the README shows."""
    assert main(["compare", HARBOR, QUARRY]) == 0
    shown = [" ".join(line.split()) for line in capsys.readouterr().out.splitlines()]
    for line in (
        "governing law differs New York Nevada",
        "anti assignment same yes yes",
        "liquidated damages: cap, value only one 12% (not stated)",
        "allowed delay: consecutive differs 15 trading days 20 days",
        "allowed delay: window near 12 months [about 365 days] 365 days",
        "amendment threshold: threshold differs at least 2/3 majority",
    ):
        assert line in shown
    rate = next(line for line in shown if line.startswith("liquidated damages: rate"))
    assert rate.endswith("1.5% per 30 days [about 18.25% a year] 2% per month [24% a year] (in conflict)")


def test_term_sheets_are_as_good_as_agreements(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """One in a file, several in an array, several in lines, with lines about what failed."""
    one, several, lines = tmp_path / "one.json", tmp_path / "several.json", tmp_path / "lines.jsonl"
    assert main(["extract", "--format", "json", "--out", str(one), HARBOR]) == 0
    assert main(["extract", "--format", "json", "--out", str(several), HARBOR, QUARRY]) == 0
    assert main(["extract", "--format", "jsonl", "--out", str(lines), QUARRY, "missing.txt", HARBOR]) == 1
    capsys.readouterr()
    outputs = []
    for sources in ([HARBOR, QUARRY], [str(one), QUARRY], [str(several)]):
        assert main(["compare", "--format", "json", *sources]) == 0
        outputs.append(capsys.readouterr().out)
    assert outputs[0] == outputs[1] == outputs[2]
    assert main(["compare", "--format", "json", str(lines)]) == 0
    names = [agreement["name"] for agreement in json.loads(capsys.readouterr().out)["agreements"]]
    assert names == ["rra-quarry/agreement.htm", "rra-harbor/agreement.txt"]


def test_forms_for_files(tmp_path: Path, capsysbinary: pytest.CaptureFixture[bytes]) -> None:
    """The same bytes in a file and on standard output, and the same each time."""
    for form in ("csv", "xlsx", "json", "table"):
        out = tmp_path / f"a.{form}"
        assert main(["compare", "--format", form, "--out", str(out), HARBOR, QUARRY]) == 0
        if form != "xlsx":  # which needs a standard output of the system's
            assert main(["compare", "--format", form, HARBOR, QUARRY]) == 0
            assert capsysbinary.readouterr().out == out.read_bytes()
    rows = list(csv.DictReader(io.StringIO((tmp_path / "a.csv").read_text(), newline="")))
    assert rows[0]["rra-harbor/agreement.txt"] == "registration rights"
    assert list(sheets((tmp_path / "a.xlsx").read_bytes())) == ["terms", "evidence", "parties", "agreements"]


def test_a_workbook_goes_to_standard_output(tmp_path: Path) -> None:
    """Bytes and all."""
    command = [sys.executable, "-m", "pipeline.cli", "compare", "--format", "xlsx", HARBOR, QUARRY]
    done = subprocess.run(command, capture_output=True, timeout=120)
    assert done.returncode == 0
    out = tmp_path / "a.xlsx"
    assert main([*command[3:], "--out", str(out)]) == 0
    assert out.read_bytes() == done.stdout


def test_differences_leave_out_what_is_the_same(capsys: pytest.CaptureFixture[str]) -> None:
    """In every form."""
    assert main(["compare", "--differences", "--format", "json", HARBOR, QUARRY]) == 0
    rows = json.loads(capsys.readouterr().out)["rows"]
    assert {row["result"] for row in rows} == {"near", "differs", "only_one", "undetermined"}
    assert main(["compare", "--differences", "--format", "csv", HARBOR, QUARRY]) == 0
    written = csv.DictReader(io.StringIO(capsys.readouterr().out, newline=""))
    assert [row["name"] for row in written] == [row["name"] for row in rows]


def test_what_cannot_be_read_is_named_and_the_others_compared(capsys: pytest.CaptureFixture[str]) -> None:
    """Exit code 1."""
    assert main(["compare", HARBOR, "missing.txt", TERN]) == 1
    shown = capsys.readouterr()
    assert "missing.txt: no such file" in shown.err
    assert "New York" in shown.out
    assert "Oregon" in shown.out


def test_a_dataset_that_cannot_be_reached_is_named(capsys: pytest.CaptureFixture[str]) -> None:
    """As a file that cannot be read is."""
    assert main(["compare", HARBOR, TERN, "nowhere://deals"]) == 1
    shown = capsys.readouterr()
    assert "dealterms: nowhere://deals: it cannot be read: no place of a kind that is known here" in shown.err
    assert "Oregon" in shown.out


@pytest.mark.parametrize("sources", [[HARBOR], [HARBOR, "missing.txt"]])
def test_one_agreement_is_not_compared(sources: list[str], capsys: pytest.CaptureFixture[str]) -> None:
    """Nothing is written."""
    assert main(["compare", *sources]) == 1
    shown = capsys.readouterr()
    assert "two agreements or more are wanted" in shown.err
    assert shown.out == ""


def sheet() -> dict[str, object]:
    """A term sheet as JSON."""
    from pipeline.commands.output import to_json
    from tests.compare.agreements import willet

    made: dict[str, object] = json.loads(to_json(willet()))
    return made


def with_amount(amount: object) -> str:
    """A term sheet in which something is paid."""
    place = {"start": 0, "end": 1}
    evidence = [{**place, "text": "$", "clause": None, "source": place, "rule": "money"}]
    return json.dumps({**sheet(), "money": [{"amount": amount, "currency": "USD", "evidence": evidence}]})


def with_renewal(count: object) -> str:
    """A term sheet of an agreement that is renewed."""
    terms = {name: {"status": "absent"} for name in Terms.model_fields}
    renewal = {"status": "found", "value": {"count": count, "unit": "years"}}
    return json.dumps({**sheet(), "terms": {**terms, "renewal_term": renewal}})


def with_delay(count: object) -> str:
    """A term sheet with a deal term."""
    block: dict[str, Any] = sheet()["registration_rights"]  # type: ignore[assignment]
    delay = {"status": "found", "consecutive": {"count": count, "unit": "days"}}
    return json.dumps({**sheet(), "registration_rights": {**block, "allowed_delay": delay}})


WRONG = "not as a term sheet should be at"


@pytest.mark.parametrize("made", [with_amount, with_renewal, with_delay])
def test_a_number_of_up_to_a_hundred_digits_is_read(
    made: Callable[[object], str], tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """And shown in every form."""
    path = tmp_path / "sheet.json"
    path.write_text(made(10**100 - 1 if made is not with_amount else "9" * 100))
    for form in ("table", "csv", "json", "xlsx"):
        out = tmp_path / "out"
        assert main(["compare", HARBOR, str(path), "--format", form, "--out", str(out)]) == 0
    assert capsys.readouterr().err == ""


@pytest.mark.parametrize(
    ("content", "cause"),
    [
        (with_amount("1e999999999"), f"{WRONG} money.0.amount: number_too_long"),
        (with_amount("9" * 10**6), f"{WRONG} money.0.amount: number_too_long"),
        (with_amount("1e-999999999"), f"{WRONG} money.0.amount: number_too_long"),
        (with_renewal(10**100), f"{WRONG} terms.renewal_term.value.str"),
        (with_delay("1e999999999"), f"{WRONG} registration_rights.allowed_delay.consecutive.count"),
        (with_delay(10**100), f"{WRONG} registration_rights.allowed_delay.consecutive.count"),
        ('{"a": 1}', "JSON, but no term sheet"),
        ('{"a": ', "no JSON, or cut short, in line 1"),
        ('[{"a": 1}, 2]', "JSON, but no term sheet"),
        (json.dumps({**sheet(), "schema_version": "9"}), "a term sheet of another version than '1'"),
        (
            json.dumps({**sheet(), "secret": "words"}),
            f"{WRONG} secret: extra_forbidden",
        ),
        (json.dumps({**sheet(), "document": {}}), f"{WRONG} document.id: missing"),
        (json.dumps(sheet())[:-20], "no JSON, or cut short, in line 1"),
        (json.dumps(sheet()) + "\n" + json.dumps(sheet())[:99], "no JSON, or cut short, in line 2"),
        (json.dumps({"skipped": {"reason": "a form"}}), "it holds no agreement"),
        ("[]\n", "it holds no agreement"),
        ("{ }", "JSON, but no term sheet"),
        ('{"' + "[" * 100_000, "no JSON, or cut short, in line 1"),
    ],
)
def test_a_damaged_term_sheet_is_named(
    content: str, cause: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """With the cause, and with no word of what it holds."""
    path = tmp_path / "sheet.json"
    path.write_text(content)
    assert main(["compare", HARBOR, TERN, str(path)]) == 1
    shown = capsys.readouterr().err
    assert f"{path}: {cause}" in shown
    assert "words" not in shown
    assert "Willet" not in shown


def test_an_agreement_may_begin_with_a_bracket(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """Not only JSON does."""
    path = tmp_path / "copy.txt"
    path.write_text("[Execution Copy]\n\n" + Path(HARBOR).read_text())
    assert main(["compare", "--format", "json", str(path), HARBOR]) == 0
    rows = {row["name"]: row["result"] for row in json.loads(capsys.readouterr().out)["rows"]}
    assert rows["terms.governing_law"] == "same"


def test_nothing_is_written_over_what_is_read(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """Whatever the file is called."""
    copy = tmp_path / "a.txt"
    copy.write_bytes(Path(HARBOR).read_bytes())
    (tmp_path / "b.txt").symlink_to(copy)
    assert main(["compare", HARBOR, str(copy), "--out", str(tmp_path / "b.txt")]) == 3
    assert "it is one of the files to be read" in capsys.readouterr().err
    assert copy.read_bytes() == Path(HARBOR).read_bytes()


def test_a_folder_that_is_not_there(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """Exit code 3, for every form."""
    for form in ("table", "csv", "xlsx", "json"):
        out = tmp_path / "none" / f"a.{form}"
        assert main(["compare", "--format", form, "--out", str(out), HARBOR, TERN]) == 3
        assert "cannot write" in capsys.readouterr().err


def test_a_mistake_of_ours_is_one_failure(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    """The others are compared."""
    from pipeline import run

    read = run.analyse_bytes

    def broken(data: bytes, name: str) -> object:
        if name == QUARRY:
            raise ZeroDivisionError("secret words")
        return read(data, name)

    monkeypatch.setattr(run, "analyse_bytes", broken)
    assert main(["compare", HARBOR, QUARRY, TERN]) == 1
    shown = capsys.readouterr()
    assert f"{QUARRY}: an error in dealterms itself (ZeroDivisionError" in shown.err
    assert "secret" not in shown.err
    assert "Oregon" in shown.out
