"""The generator: the same seed gives the same documents, and their gold is exact."""

import hashlib
import json
from collections import Counter
from pathlib import Path

import pytest

from corpus.audit import strays, unmarked
from corpus.check import problems
from corpus.drafting.compose import compose
from corpus.drafting.plants import RATES
from corpus.generate import generate, main
from corpus.gold import REGISTRATION_TERMS
from corpus.layouts.render import reader

# Recorded once; it changes only when the generator is meant to write something else.
FINGERPRINT = "7e0647dbd0ac1d5e"


@pytest.fixture(scope="module")
def hundred():
    """A hundred documents of one seed."""
    return list(generate(100, 5))


def test_same_seed_same_bytes(hundred):
    """Two runs agree byte for byte, and a document does not depend on those before it."""
    again = list(generate(10, 5, first=40))
    assert [(g.name, g.data, g.gold) for g in again] == [(g.name, g.data, g.gold) for g in hundred[40:50]]


def test_same_bytes_on_every_machine(hundred):
    """The first ten documents are those that were recorded when the generator was written."""
    digest = hashlib.sha256(b"".join(g.data for g in hundred[:10])).hexdigest()
    assert digest[:16] == FINGERPRINT


def test_documents_differ(hundred):
    """No two documents are alike, whatever their seeds."""
    others = list(generate(20, 6))
    texts = [g.data for g in hundred] + [g.data for g in others]
    assert len(set(texts)) == len(texts)
    assert all(5_000 < len(g.data) < 25_000 for g in hundred)


def test_gold_is_exact(hundred):
    """Every quote stands at its place and every value parses."""
    assert [p for g in hundred for p in problems(g.gold, reader(g.gold, g.data))] == []


def test_nothing_is_unmarked():
    """Gold is complete: nothing that looks like a quantity or a reference goes without a mark."""
    documents = [compose(5, index).document for index in range(100)]
    assert [line for document in documents for line in (*unmarked(document), *strays(document))] == []


@pytest.mark.parametrize("layout", ["text", "html", "submission", "pdf", "docx"])
def test_every_layout(layout: str):
    """One text can be had in every layout, and the gold is exact in each."""
    for made in generate(4, 9, layout):
        assert list(problems(made.gold, reader(made.gold, made.data))) == []


def test_planted_rates(hundred):
    """Of a hundred documents, exactly as many carry each difficulty as its rate says."""
    assert Counter(plant for g in hundred for plant in g.gold["planted"]) == RATES


@pytest.mark.parametrize(
    ("plant", "shows"),
    [
        ("conflict", lambda g: g["quantities"]["conflicts"]),
        ("blank", lambda g: g["blanks"]),
        ("redacted", lambda g: g["redactions"]),
        ("by_reference", lambda g: g["terms"]["filing_deadline"]["status"] == "by_reference"),
        ("not_computable", lambda g: g["terms"]["filing_deadline"]["computable"] is False),
        ("dangling_reference", lambda g: any(not r["resolves"] and not r["external"]
                                             for r in g["cross_references"])),
        ("duplicate_label", lambda g: any("#2" in n["path"] for n in g["nodes"])),
        ("defined_twice", lambda g: sum(t["term"] == "Effective Date" for t in g["defined_terms"]) == 2),
    ],
)  # fmt: skip
def test_what_is_planted_shows_in_the_gold(hundred, plant, shows):
    """Each planted difficulty is in the gold of just the documents that carry it."""
    for made in hundred:
        if plant in made.gold["planted"]:
            assert shows(made.gold), made.name
        elif plant != "not_computable":
            assert not shows(made.gold), made.name


def test_terms_vary(hundred):
    """Every term is stated by most documents, and those that may be silent are so in some."""
    for name in REGISTRATION_TERMS:
        stated = sum(g.gold["terms"][name] is not None for g in hundred)
        assert stated >= 60, name
    silent = {name for g in hundred for name, term in g.gold["terms"].items() if term is None}
    assert {"liquidated_damages", "piggyback", "allowed_delay", "share_multiplier"} <= silent


def test_deadlines_are_in_order(hundred):
    """No generated agreement asks for effectiveness before the filing that it needs."""
    for made in hundred:
        filing = made.gold["terms"]["filing_deadline"]["expression"]
        effective = made.gold["terms"]["effectiveness_deadline"]["expression"]
        if filing and filing["op"] == effective["op"] == "offset" and filing["base"] == effective["base"]:
            assert filing["unit"] != effective["unit"] or filing["count"] < effective["count"], made.name


def test_command_line(tmp_path: Path, capsys):
    """The command writes each document beside its gold."""
    assert main(["--count", "3", "--seed", "2", "--out", str(tmp_path)]) == 0
    assert "3 agreements" in capsys.readouterr().out
    records = [json.loads(p.read_text(encoding="utf-8")) for p in sorted(tmp_path.glob("*.gold.json"))]
    assert len(records) == 3
    assert all((tmp_path / record["source"]).is_file() for record in records)
