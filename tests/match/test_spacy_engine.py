"""The token engine: blank pipelines, one ruler a family, only on the ranges it is given."""

import subprocess
import sys

import pytest

from pipeline.match.spacy_engine import descriptors, ruler
from pipeline.spans import Span
from tests.extract.texts import plain


def described(string):
    """The groups of every descriptor in `string`."""
    text = plain(string)
    found = descriptors(text, [Span(0, len(text.string))])
    return [{name: text.string[span.start : span.end] for name, span in m.groups.items()} for m in found]


def test_the_pipeline_has_no_problem():
    """The analysis that spaCy makes itself finds every component's needs met."""
    assert ruler("descriptors").nlp.analyze_pipes()["problems"] == {"dealterms_descriptors": []}


def test_the_pipeline_is_blank():
    """Nothing but the ruler runs, and no pretrained model is loaded."""
    assert ruler("descriptors").nlp.pipe_names == ["dealterms_descriptors"]


def test_importing_the_engine_does_not_load_spacy():
    """A second goes by while spaCy loads; who never asks for tokens does not pay it."""
    code = "import sys, pipeline.match.spacy_engine; sys.exit('spacy' in sys.modules)"
    assert subprocess.run([sys.executable, "-c", code], check=False).returncode == 0


@pytest.mark.parametrize(
    ("words", "groups"),
    [
        ("Quince LLC, a Delaware limited liability company", ("limited liability company", "Delaware")),
        ("QUINCE CO., AN OHIO CORPORATION", ("CORPORATION", "OHIO")),
        ("Quince AG, a Swiss stock corporation", ("stock corporation", "Swiss")),
        (
            "Quince, a corporation duly organized under the laws of the State of Texas",
            ("corporation", "the State of Texas"),
        ),
    ],
)
def test_a_descriptor_gives_body_and_place(words, groups):
    """The entity type and the jurisdiction come back as the text words them."""
    assert described(f"between {words}, and others") == [
        dict(zip(("entity_type", "jurisdiction"), groups, strict=True))
    ]


def test_a_place_is_not_made_up():
    """A capitalised word that is no place makes no jurisdiction."""
    assert described("Quince Ltd., a Guaranteed company") == []


def test_only_the_given_ranges_are_read():
    """What stands outside them is not looked at."""
    text = plain("a Delaware corporation, an individual")
    assert descriptors(text, [Span(24, len(text.string))])[0].start == 24
