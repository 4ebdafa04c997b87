"""Which of the clause labels an agreement bears, and the sentences that show it.

The labels and their names are the 33 yes/no categories of CUAD (Hendrycks et al., arXiv:2103.06268). A label's
rules are in `patterns/labels/`.
"""

from __future__ import annotations


from pipeline.labels.sentences import sentences
from pipeline.match.sentence_rules import label_gates, label_rules
from pipeline.model import ClauseLabel, Outline, Text, fold
from pipeline.spans import Span

_MOST = 10  # sentences that an answer shows


def clause_labels(text: Text, outline: Outline) -> tuple[ClauseLabel, ...]:
    """An answer for every label, in the order of their names."""
    rules = label_rules()
    gates = label_gates()
    evidence: list[list[tuple[Span, str]]] = [[] for _ in rules]
    for sentence in sentences(text, outline):
        folded = fold(sentence.in_context)
        for i in gates.open(folded):
            rule = rules[i].holding(folded)
            if rule is not None:
                evidence[i].append((sentence.span, rule))
    return tuple(
        ClauseLabel(family.family, bool(found), tuple(found[:_MOST]))
        for family, found in zip(rules, evidence, strict=True)
    )
