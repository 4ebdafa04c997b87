"""Which of the clause labels an agreement bears, and the sentences that show it.

The labels and their names are the 33 yes/no categories of CUAD (Hendrycks et al., arXiv:2103.06268). A label's
gate and rules are in `patterns/labels/`; where weights were learned for it they judge each sentence that passes
the gate, its rules being part of what they weigh.
"""

from __future__ import annotations

from collections.abc import Mapping, Set
from dataclasses import dataclass, field

from pipeline.labels.sentences import Sentence, sentences
from pipeline.labels.weights import LabelWeights, words_and_pairs
from pipeline.match.sentence_rules import SentenceRules, label_gates, label_rules
from pipeline.model import ClauseLabel, Outline, Text, fold
from pipeline.spans import Span

_MOST = 10  # sentences that an answer shows
MODEL = "words"  # the rule that a sentence's evidence names where no rule of the label holds

# Bounds of the bands that an answer's basis names, in thousandths of log-odds from the threshold.
_BANDS = ((500, "close"), (1500, "clear"))


@dataclass(slots=True)
class _Case:
    """What speaks for one label so far."""

    rules: SentenceRules
    weights: LabelWeights | None
    shown: list[tuple[float, Span, str]] = field(default_factory=list)
    best: float | None = None  # score of the best sentence; None where none was weighed

    def weigh(self, sentence: Sentence, folded: bytes, words: Set[str]) -> None:
        """Add a sentence that passes the gate; `words` are its words and pairs.

        The rules, which take most of the time, are asked only where they can change the answer.
        """
        if self.weights is None:
            rule = self.rules.holding(folded)
            if rule is not None:
                self.shown.append((0.0, sentence.span, rule))
            return
        score = self.weights.score(words)
        if score + max(self.weights.rule, 0) >= 0:
            rule = self.rules.holding(folded)
            score += self.weights.rule if rule else 0
            if score >= 0:
                self.shown.append((score, sentence.span, rule or MODEL))
        self.best = score if self.best is None else max(self.best, score)

    def answer(self) -> ClauseLabel:
        """The label's answer; its evidence is the best sentences, in the order of the text."""
        chosen = sorted(sorted(self.shown, key=lambda shown: -shown[0])[:_MOST], key=lambda shown: shown[1])
        evidence = tuple((span, rule) for _, span, rule in chosen)
        return ClauseLabel(self.rules.family, bool(evidence), self._basis(bool(evidence)), evidence)

    def _basis(self, answer: bool) -> str:
        word = "yes" if answer else "no"
        if self.best is None:
            return f"{word} by rules" if answer else "no sentence"
        return f"{word}, {next((band for bound, band in _BANDS if abs(self.best) < bound), 'far')}"


def clause_labels(
    text: Text, outline: Outline, learned: Mapping[str, LabelWeights] | None
) -> tuple[ClauseLabel, ...]:
    """An answer for every label, in the order of their names; without weights the rules decide alone."""
    gates = label_gates()
    cases = [_Case(rules, (learned or {}).get(rules.family)) for rules in label_rules()]
    for sentence in sentences(text, outline):
        folded = fold(sentence.in_context)
        passed = gates.found(folded)
        if passed:
            words = words_and_pairs(sentence.in_context) if learned else frozenset[str]()
            for i in passed:
                cases[i].weigh(sentence, folded, words)
    return tuple(case.answer() for case in cases)
