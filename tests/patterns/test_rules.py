"""Every shipped rule matches its examples, and not its counter-examples."""

import pytest

from pipeline.match.check import problems
from pipeline.match.rules import shipped, shipped_labels


@pytest.mark.parametrize("family", [*shipped(), *shipped_labels()], ids=lambda family: family.family)
def test_every_rule_keeps_its_word(family):
    """Each example is found exactly, by its own rule, with its groups; counter-examples give nothing."""
    assert [str(problem) for problem in problems(family)] == []


@pytest.mark.parametrize("family", [*shipped(), *shipped_labels()], ids=lambda family: family.family)
def test_every_rule_has_a_counter_example(family):
    """Each rule says what it must not take."""
    assert [rule.id for rule in family.rules if not rule.counter_examples] == []
