"""Rules about a sentence: whether it says a thing, not where the words stand.

A sentence comes as folded bytes, with its heading and the line that leads in before it. A gate (a few words
that the thing cannot be said without) keeps most sentences from the rules; all gates run as one RE2 set.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache
from typing import Any

import re2

from pipeline.match.rules import Family, Rule, shipped_labels
from pipeline.match.scanner import finder, flagged


@dataclass(frozen=True, slots=True)
class _Ready:
    """One rule, compiled."""

    id: str
    pattern: Any
    needs: tuple[Any, ...]
    unless: tuple[Any, ...]

    def holds(self, sentence: bytes) -> bool:
        return (
            all(need.search(sentence) for need in self.needs)  # first: they are the cheaper
            and self.pattern.search(sentence) is not None
            and not any(bar.search(sentence) for bar in self.unless)
        )


class SentenceRules:
    """The rules of one family, ready to run."""

    def __init__(self, family: Family) -> None:
        assert family.gate is not None
        self.family = family.family
        self.file = f"{family.family}.toml"
        self.gate = flagged(family.gate)
        self._rules = tuple(self._ready(rule) for rule in family.rules)

    def _ready(self, rule: Rule) -> _Ready:
        assert rule.pattern is not None

        def compiled(pattern: str) -> Any:  # noqa: ANN401 - re2 has no types
            return finder(flagged(pattern, ignore_case=rule.ignore_case), self.file)

        return _Ready(
            rule.id,
            compiled(rule.pattern),
            tuple(compiled(pattern) for pattern in rule.needs),
            tuple(compiled(pattern) for pattern in rule.unless),
        )

    def holding(self, sentence: bytes) -> str | None:
        """The id of the first rule that holds of `sentence` (folded), or None."""
        return next((rule.id for rule in self._rules if rule.holds(sentence)), None)


class Gates:
    """The gates of several families as one automaton."""

    def __init__(self, families: Sequence[SentenceRules]) -> None:
        options = re2.Options()
        options.encoding = re2.Options.Encoding.LATIN1
        options.log_errors = False
        options.never_capture = True
        self._set = re2.Set.SearchSet(options)
        for family in families:
            self._set.Add(family.gate.encode("latin-1"))
        self._set.Compile()

    def open(self, sentence: bytes) -> Sequence[int]:
        """The indices of the families whose gate `sentence` (folded) passes, in order."""
        return sorted(self._set.Match(sentence) or ())


@cache
def label_rules() -> tuple[SentenceRules, ...]:
    """The shipped rules about sentences, one family a clause label, in the order of their names."""
    return tuple(SentenceRules(family) for family in shipped_labels())


@cache
def label_gates() -> Gates:
    """The gates of `label_rules`, with the same indices."""
    return Gates(label_rules())
