"""Rules about a sentence: whether it says a thing, not where the words stand.

A sentence comes as folded bytes, with its heading and the line that leads in before it. A gate (a few words
that the thing cannot be said without) keeps most sentences from the rules; all gates run as one RE2 set.
"""

from __future__ import annotations

from collections.abc import Sequence
from functools import cache, cached_property
from typing import Any

import re2

from pipeline.errors import PatternError
from pipeline.match.rules import Family, Rule, shipped_labels
from pipeline.match.scanner import finder, flagged


class SentenceRules:
    """The rules of one family, ready to run.

    What each rule tests first runs as one RE2 set; the rest of a rule is compiled when a sentence gets that far.
    """

    def __init__(self, family: Family) -> None:
        assert family.gate is not None
        self.family = family.family
        self.file = f"{family.family}.toml"
        self.gate = flagged(family.gate)
        self._rules = tuple(_Ready(rule, self.file) for rule in family.rules)

    def holding(self, sentence: bytes) -> str | None:
        """The id of the first rule that holds of `sentence` (folded), or None."""
        if self._any.search(sentence) is None:
            return None
        return next((rule.id for rule in self._rules if rule.holds(sentence)), None)

    @cached_property
    def _any(self) -> Any:  # noqa: ANN401 - re2 has no types
        return finder("|".join(rule.required[0] for rule in self._rules), self.file)


class _Ready:
    """One rule; its regular expressions are compiled when a sentence first gets that far."""

    def __init__(self, rule: Rule, file: str) -> None:
        assert rule.pattern is not None
        self.id = rule.id
        self.required = [flagged(each, ignore_case=rule.ignore_case) for each in (*rule.needs, rule.pattern)]
        self._unless = [flagged(each, ignore_case=rule.ignore_case) for each in rule.unless]
        self._file = file

    def holds(self, sentence: bytes) -> bool:
        """Whether all that it requires occurs in the sentence (folded), and nothing that bars it."""
        return all(each.search(sentence) for each in self._required) and not any(
            each.search(sentence) for each in self._barring
        )

    @cached_property
    def _required(self) -> tuple[Any, ...]:
        return tuple(finder(pattern, self._file) for pattern in self.required)

    @cached_property
    def _barring(self) -> tuple[Any, ...]:
        return tuple(finder(pattern, self._file) for pattern in self._unless)


class PatternSet:
    """Several patterns as one automaton, which tells those that occur."""

    def __init__(self, patterns: Sequence[str], file: str) -> None:
        options = re2.Options()
        options.encoding = re2.Options.Encoding.LATIN1
        options.log_errors = False
        options.never_capture = True
        self._set = re2.Set.SearchSet(options)
        try:
            for pattern in patterns:
                self._set.Add(pattern.encode("latin-1"))
        except re2.error as error:
            raise PatternError(file, None, f"RE2 refuses the rules: {error}") from error
        self._set.Compile()

    def found(self, sentence: bytes) -> Sequence[int]:
        """The indices of the patterns that occur in `sentence` (folded), in order."""
        return sorted(self._set.Match(sentence) or ())


@cache
def label_rules() -> tuple[SentenceRules, ...]:
    """The shipped rules about sentences, one family a clause label, in the order of their names."""
    return tuple(SentenceRules(family) for family in shipped_labels())


@cache
def label_gates() -> PatternSet:
    """The gates of `label_rules`, with the same indices."""
    return PatternSet([rules.gate for rules in label_rules()], "labels")
