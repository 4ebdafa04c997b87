"""A sweep finds in one pass what the scanners of its families find one after the other."""

from pathlib import Path

import pytest

from pipeline.extract.terms.reading import FAMILIES
from pipeline.load import load
from pipeline.match import scanner
from pipeline.match.rules import shipped
from pipeline.match.sweep import sweep
from tests.extract.texts import plain

CORPUS = Path(__file__).parents[2] / "corpus" / "agreements"
FILES = sorted(path for path in CORPUS.rglob("*") if path.suffix in {".txt", ".htm", ".html"})
EXAMPLES = [
    (family.family, text)
    for family in shipped()
    if family.family in FAMILIES
    for rule in family.rules
    for text in (*(example.text for example in rule.examples), *rule.counter_examples)
]


def scanned(text):
    """What the scanners find, by family."""
    return {family: scanner(family).find(text) for family in FAMILIES}


@pytest.mark.parametrize("path", FILES, ids=lambda path: path.parent.name + path.suffix)
def test_nothing_of_an_agreement_is_lost(path):
    """The words that rules need, and their reach, leave nothing out."""
    for text in load(path.read_bytes(), path.name).texts:
        assert sweep(*FAMILIES).find(text) == scanned(text)


@pytest.mark.parametrize(("family", "string"), EXAMPLES)
def test_nothing_of_an_example_is_lost(family, string):
    """A rule's own examples hold its words, within their reach."""
    text = plain(string)
    assert sweep(family).find(text)[family] == scanner(family).find(text)


def test_ranges_of_words_out_of_order_become_one():
    """A word that reaches far back joins what an earlier word of a small reach had to itself."""
    text = plain("This Agreement, for a Term of a year and a Period of a month, shall remain in force.")
    assert sweep(*FAMILIES).find(text) == scanned(text)


def test_a_rule_without_words_cannot_be_swept():
    """Only families all of whose rules name their words take part."""
    with pytest.raises(ValueError, match="renewal"):
        sweep("renewal")
