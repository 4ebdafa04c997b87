"""The committed agreements: their gold stands where it says, and the masters still make them."""

import json
from pathlib import Path

import pytest

from corpus.audit import strays, unmarked
from corpus.build import AGREEMENTS, MASTERS, dump, files
from corpus.check import check_folder
from corpus.layouts.render import reader
from corpus.master import read

IDS = sorted(path.stem for path in MASTERS.glob("*.txt"))
KINDS = {
    "registration_rights": 3, "credit": 2, "employment": 2, "lease": 2, "license": 2, "purchase": 2,
    "services": 2,
}  # fmt: skip


def golds(identifier: str) -> list[dict]:
    """Every gold record of one agreement."""
    return [json.loads(p.read_text(encoding="utf-8")) for p in (AGREEMENTS / identifier).glob("gold*.json")]


def test_every_agreement_has_a_master():
    """No agreement is edited by hand: its text and gold both come from a master."""
    assert sorted(p.name for p in AGREEMENTS.iterdir()) == IDS


def test_kinds_and_formats():
    """There are enough agreements of each kind, in every format that filings come in."""
    records = [record for identifier in IDS for record in golds(identifier)]
    assert len(IDS) >= 15
    for kind, least in KINDS.items():
        assert len({r["id"] for r in records if r["kind"] == kind}) >= least, kind
    assert {r["format"] for r in records} == {"text", "html", "pdf", "docx", "submission"}
    assert {r.get("shape") for r in records} >= {"tags", "pem_ims", "pem_sec", "sec"}


@pytest.mark.parametrize("identifier", IDS)
def test_gold_stands_in_its_source(identifier: str):
    """Quotes, values, paths and references of the gold are sound."""
    assert list(check_folder(AGREEMENTS / identifier)) == []


@pytest.mark.parametrize("identifier", IDS)
def test_nothing_is_unmarked(identifier: str):
    """Whatever looks like a quantity, a reference or a definition carries a mark."""
    document = read(MASTERS / f"{identifier}.txt").document
    assert [*unmarked(document), *strays(document)] == []


@pytest.mark.parametrize("identifier", IDS)
def test_the_master_makes_the_committed_files(identifier: str):
    """Rendering again gives the same bytes; for PDF and DOCX the same words at the same places."""
    made = files(MASTERS / f"{identifier}.txt")
    folder = AGREEMENTS / identifier
    assert sorted(made) == sorted(p.name for p in folder.iterdir())
    for name, data in made.items():
        committed = (folder / name).read_bytes()
        if name.endswith((".pdf", ".docx")):
            record = next(r for r in golds(identifier) if r["source"] == name)
            old, new = reader(record, committed), reader(record, data)
            places = [*record["nodes"], *record["quantities"]["money"], *record["defined_terms"]]
            assert [old(p) for p in places] == [new(p) for p in places]
        else:
            assert data == committed, name


def test_dump_is_json():
    """The layout of the gold files is still JSON."""
    record = {"a": [1, {"b": None}], "c": {"d": []}, "e": {}, "f": {"g": [{"h": "é"}]}}
    assert json.loads(dump(record)) == record


@pytest.mark.parametrize("name", ["[[days 3 days | x", "x]]", "[[ev a]]", "[[def A]] ]]"])
def test_a_broken_master_is_refused(name: str):
    """Brackets that do not pair, or a mark that cannot make its own text, name the place."""
    from corpus.markup import MarkupError, parse

    with pytest.raises(MarkupError):
        parse(name)


def test_gold_that_lies_is_found(tmp_path: Path):
    """The checker reports a quote that stands elsewhere, a bad value and a missing key."""
    folder = tmp_path / "rra-harbor"
    folder.mkdir()
    source = AGREEMENTS / "rra-harbor"
    (folder / "agreement.txt").write_bytes((source / "agreement.txt").read_bytes())
    record = json.loads((source / "gold.json").read_text(encoding="utf-8"))
    record["quantities"]["day_counts"][0]["start"] += 1
    record["quantities"]["money"][0]["amount"] = "many"
    record["cross_references"][0]["resolves"] = False
    (folder / "gold.json").write_text(json.dumps(record), encoding="utf-8")
    found = "\n".join(check_folder(folder))
    assert "day_counts[0]" in found
    assert "'many'" in found
    assert "cross_references" in found
