"""A rule file that breaks the schema is refused, and the error names file, rule and fault."""

import re

import pytest

from pipeline.errors import PatternError
from pipeline.match.check import problems
from pipeline.match.rules import load
from pipeline.match.scanner import Scanner
from pipeline.match.spacy_engine import Ruler

GOOD = """
family = "colours"
about = "Colours."

[parts]
dark = "navy|black"

[[rules]]
id = "dark"
why = "Dark ones."
pattern = '(?&dark)'
examples = [{ text = "a navy coat", match = "navy" }]
counter_examples = ["a red coat"]
"""


def loaded(tmp_path, toml):
    """The families of a folder that holds just this file."""
    (tmp_path / "colours.toml").write_text(toml, encoding="utf-8")
    return load(tmp_path)


def test_a_sound_file_loads(tmp_path):
    """The file that the broken ones are made from has no fault."""
    (family,) = loaded(tmp_path, GOOD)
    assert list(problems(family)) == []


BROKEN = {
    "unknown key": (GOOD.replace("why =", "wy ="), r"colours\.toml: rules\.0"),
    "no TOML": (GOOD.replace("[[rules]]", "[[rules"), r"colours\.toml: is no valid TOML"),
    "unknown part": (GOOD.replace("'(?&dark)'", "'(?&light)'"), r"rule 'dark': uses the part 'light'"),
    "circular part": (GOOD.replace('"navy|black"', '"navy|(?&dark)"'), r"the part 'dark' uses itself"),
    "unbounded quantifier": (GOOD.replace("'(?&dark)'", "'(?&dark)[a-z]+'"), r"'\+' has no upper bound"),
    "unbounded braces": (GOOD.replace("'(?&dark)'", "'(?&dark)[a-z]{2,}'"), r"'\{2,\}' has no upper bound"),
    "missing example": (re.sub("examples = .*\n", "", GOOD, count=1), r"examples"),
    "empty examples": (re.sub("examples = .*", "examples = []", GOOD, count=1), r"examples"),
    "duplicate id": (GOOD + GOOD[GOOD.index("[[rules]]") :], r"rule 'dark' stands twice"),
    "neither kind": (re.sub("pattern = .*\n", "", GOOD), r"either a pattern or tokens"),
    "both kinds": (
        GOOD.replace("pattern =", "tokens = [{ LOWER = 'navy' }]\npattern ="),
        r"either a pattern or tokens",
    ),
    "reads beside a pattern": (
        GOOD.replace("pattern =", "reads = 'navy'\npattern ="),
        r"only a rule of tokens",
    ),
    "mixed engines": (
        GOOD
        + "[[rules]]\nid = 'b'\nwhy = 'x'\ntokens = [{ LOWER = 'b' }]\n"
        + "examples = [{ text = 'b', match = 'b' }]\n",
        r"all patterns or all tokens",
    ),
    "unbounded token": (
        re.sub("pattern = .*", "tokens = [{ LOWER = 'navy', OP = '+' }]", GOOD),
        r"token operator '\+' has no upper bound",
    ),
}


@pytest.mark.parametrize("name", BROKEN)
def test_a_broken_file_is_refused(tmp_path, name):
    """The error names the file and what is wrong in it."""
    toml, message = BROKEN[name]
    with pytest.raises(PatternError, match=message):
        loaded(tmp_path, toml)


def test_what_re2_cannot_run_is_refused(tmp_path):
    """A lookahead is fine for `regex`, but no automaton runs it."""
    (family,) = loaded(tmp_path, GOOD.replace("'(?&dark)'", "'(?&dark)(?= coat)'"))
    with pytest.raises(PatternError, match=r"colours\.toml: RE2 refuses"):
        Scanner(family)


def test_what_spacy_cannot_run_is_refused(tmp_path):
    """A token pattern with a key that spaCy does not know is an error of the rule."""
    (family,) = loaded(tmp_path, re.sub("pattern = .*", "tokens = [{ COLOUR = 'navy' }]", GOOD))
    with pytest.raises(PatternError, match=r"rule 'dark': spaCy refuses"):
        Ruler(family)


def test_a_rule_that_breaks_its_example_is_reported(tmp_path):
    """The check tells which example fails, and what was found in its place."""
    (family,) = loaded(tmp_path, GOOD.replace('"a navy coat"', '"a red coat"'))
    assert ["the example 'a red coat' gives" in str(problem) for problem in problems(family)] == [True]


def test_a_folder_may_bring_parts_of_its_own(tmp_path):
    """`parts.toml` in the same folder overrides the shipped one."""
    (tmp_path / "parts.toml").write_text('about = "x"\n[parts]\nnavy = "navy"\n', encoding="utf-8")
    (family,) = loaded(tmp_path, GOOD.replace('"navy|black"', '"(?&navy)"'))
    assert family.rules[0].pattern == "(?:(?:navy))"
