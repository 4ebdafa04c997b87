"""Which of the clause labels an agreement bears, and the sentences that show it.

The labels and their names are the 33 yes/no categories of CUAD (Hendrycks et al., arXiv:2103.06268). A
label's gate and rules are in `patterns/labels/`; where weights were learned for it they judge each sentence
that passes the gate, its rules being part of what they weigh.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import NamedTuple

from pipeline.extract.in_context import Sentence, sentences
from pipeline.labels.weights import Weighed, Weights
from pipeline.match.sentence_rules import SentenceRules, label_gates, label_rules
from pipeline.model import ClauseLabel, Outline, Text, fold
from pipeline.spans import Span

_MOST = 10  # sentences that an answer shows
MODEL = "words"  # the rule that a sentence's evidence names where no rule of the label holds

# Bounds of the bands that an answer's basis names, in thousandths of log-odds from the threshold.
_BANDS = ((500, "close"), (1500, "clear"))


class _Passed(NamedTuple):
    """A sentence that passed a gate."""

    sentence: Sentence
    folded: bytes
    weighed: Weighed | None  # None where nothing was learned


class _Shown(NamedTuple):
    """A sentence that shows a label."""

    score: float
    span: Span
    rule: str


def clause_labels(
    text: Text, outline: Outline, learned: Weights | None, *, cut: Iterable[Sentence] | None = None
) -> tuple[ClauseLabel, ...]:
    """An answer for every label, in the order of their names; without weights the rules decide alone.

    `cut` are the document's sentences, where they have been cut already.
    """
    gates, every = label_gates(), label_rules()
    passing: list[list[_Passed]] = [[] for _ in every]
    for sentence in sentences(text, outline) if cut is None else cut:
        folded = fold(sentence.context) + text.folded[sentence.start : sentence.end]
        numbers = gates.found(folded)
        if numbers:
            passed = _Passed(sentence, folded, learned.weigh(folded) if learned else None)
            for number in numbers:
                passing[number].append(passed)
    # A label at a time, so that its automata stay in the processor's cache.
    return tuple(
        _weighed(rules, learned, passed)
        if learned and rules.family in learned.labels
        else _ruled(rules, passed)
        for rules, passed in zip(every, passing, strict=True)
    )


def _ruled(rules: SentenceRules, passing: Sequence[_Passed]) -> ClauseLabel:
    """The answer of the rules alone."""
    shown = [
        _Shown(0, passed.sentence.span, rule)
        for passed in passing
        if (rule := rules.holding(passed.folded)) is not None
    ]
    silent = "no by rules" if passing else "no sentence"
    return _answer(rules.family, shown, "yes by rules" if shown else silent)


def _weighed(rules: SentenceRules, learned: Weights, passing: Sequence[_Passed]) -> ClauseLabel:
    """The answer of the weights.

    The rules, which take most of the time, are asked only where they can change the answer.
    """
    shown = []
    scores = []
    of_rule = learned.labels[rules.family].rule
    gain = max(of_rule, 0)
    for sentence, folded, weighed in passing:
        assert weighed is not None
        score = learned.score(rules.family, weighed)
        if score + gain >= 0:
            rule = rules.holding(folded)
            score += of_rule if rule else 0
            if score >= 0:
                shown.append(_Shown(score, sentence.span, rule or MODEL))
        scores.append(score)
    if not scores:
        return _answer(rules.family, shown, "no sentence")
    far = abs(max(scores))
    band = next((band for bound, band in _BANDS if far < bound), "far")
    return _answer(rules.family, shown, f"{'yes' if shown else 'no'}, {band}")


def _answer(name: str, shown: Sequence[_Shown], basis: str) -> ClauseLabel:
    """The answer; its evidence is the best sentences, in the order of the text."""
    if not shown:
        return ClauseLabel(name, answer=False, basis=basis, evidence=())
    best = sorted(shown, key=lambda sentence: -sentence.score)[:_MOST]
    evidence = tuple((span, rule) for _, span, rule in sorted(best, key=lambda sentence: sentence.span))
    return ClauseLabel(name, answer=True, basis=basis, evidence=evidence)
