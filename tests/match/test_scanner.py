"""RE2 finds, `regex` reads, and overlaps are settled in one way."""

import pytest

from pipeline.match.rules import Family
from pipeline.match.scanner import Scanner, scanner
from pipeline.spans import Span
from tests.extract.texts import plain


def rule(rule_id, pattern, **more):
    """A rule of a family made for the test."""
    return {"id": rule_id, "why": "-", "pattern": pattern, "examples": [{"text": "-", "match": "-"}], **more}


def scan(string, *rules, within=None):
    """Rule and words of every mention in `string`."""
    family = Family.model_validate({"family": "test", "about": "-", "rules": rules})
    text = plain(string)
    return [(m.rule, text.string[m.start : m.end]) for m in Scanner(family).find(text, within)]


def test_the_hit_that_begins_first_wins():
    """A later rule keeps a hit that begins before another rule's."""
    assert scan("one two three", rule("b", "two three"), rule("a", "one two")) == [("a", "one two")]


def test_of_hits_that_begin_together_the_first_rule_wins():
    """Order in the file is precedence, whatever the length."""
    assert scan("one two", rule("short", "one"), rule("long", "one two")) == [("short", "one")]


@pytest.mark.parametrize("apart", [(), ("b",), ("c",), ("b", "c")])
def test_rules_apart_find_what_they_find_together(apart):
    """Whether rules share an automaton makes no difference to overlaps or to precedence."""
    patterns = {"a": "two three", "b": "one two|three four five", "c": r"one|t\w{1,9}|five six"}
    rules = [rule(name, it.replace(" ", r"\s"), apart=name in apart) for name, it in patterns.items()]
    assert scan("one two three four five six two three one", *rules) == [
        ("b", "one two"),
        ("b", "three four five"),
        ("a", "two three"),
        ("c", "one"),
    ]


def test_only_the_given_ranges_are_scanned():
    """A hit outside `within` is not looked for, and one that crosses its edge is no hit."""
    assert scan("one one one", rule("a", "one"), within=[Span(4, 7)]) == [("a", "one")]


def test_a_rule_may_keep_its_case():
    """Without `ignore_case` the month is no verb."""
    assert scan("May may", rule("a", "May", ignore_case=False)) == [("a", "May")]


def test_typographic_characters_match_their_plain_fellows():
    """Curly quotes and long dashes are folded in the text and in the rule, a character each."""
    assert scan("days’ – notice", rule("a", "days’ — notice".replace(" ", r"\s"))) == [
        ("a", "days’ – notice")
    ]


def test_a_group_called_it_narrows_the_mention():
    """What has to stand around a mention is matched with it and left out of it."""
    assert scan("within a year", rule("a", r"within\s(?P<it>a\syear)")) == [("a", "a year")]


def test_groups_are_spans_of_the_text():
    """Offsets of groups count from the beginning of the document."""
    text = plain("The fee is five percent (5%).")
    (mention,) = scanner("percentages").find(text)
    assert {k: text.string[s.start : s.end] for k, s in mention.groups.items()} == {
        "words": "five",
        "figures": "5",
    }


def test_an_unknown_family_is_a_key_error():
    """Asking for a family that no file has says so."""
    with pytest.raises(KeyError):
        scanner("colours")


def test_a_window_is_read_alike_however_many_came_before():
    """Whether a rule was compiled yet makes no difference: accented letters are no word characters to either."""
    found = scan(" ".join(["aéb", "axb"] * 200), rule("word", r"a\wb"), rule("any", "a.b"))
    assert found == [("any", "aéb"), ("word", "axb")] * 200
