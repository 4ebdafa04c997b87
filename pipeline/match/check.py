"""Holds every rule to its own examples: what `dealterms patterns check` and the tests run."""

from __future__ import annotations

from collections.abc import Iterator

from pipeline.errors import PatternError
from pipeline.match.automaton import Automaton
from pipeline.match.rules import Family, Rule
from pipeline.match.scanner import Scanner
from pipeline.match.sentence_rules import SentenceRules
from pipeline.match.spacy_engine import Ruler
from pipeline.model import Mention, Source, SourceSpan, Text, fold
from pipeline.spans import Span, TextBuilder


def problems(family: Family) -> Iterator[PatternError]:
    """What is wrong with the family's examples, rule by rule; nothing if all hold.

    Every rule runs beside its neighbours, as in a document: an example that another rule takes is a problem.
    Raises `PatternError` where an engine refuses a rule.
    """
    if family.gate is not None:
        yield from _misjudged(family)
        return
    engine = Ruler(family) if family.of_tokens else Scanner(family)
    for rule in family.rules:
        yield from _broken(family, rule, engine)


def _broken(family: Family, rule: Rule, engine: Scanner | Ruler) -> Iterator[PatternError]:
    file = f"{family.family}.toml"
    for example in rule.examples:
        found = list(_found(engine, example.text))
        if not example.groups:  # an example that names no group leaves them open
            found = [(rule_id, words, {}) for rule_id, words, _ in found]
        expected = (rule.id, example.match, dict(example.groups))
        if expected not in found:
            yield PatternError(file, rule.id, f"the example {example.text!r} gives {found}, not {expected}")
    for text in rule.counter_examples:
        taken = [words for rule_id, words, _ in _found(engine, text) if rule_id == rule.id]
        if taken:
            yield PatternError(file, rule.id, f"the counter-example {text!r} gives {taken}")


def _misjudged(family: Family) -> Iterator[PatternError]:
    """What is wrong with rules about sentences: an example must pass the gate, and its rule hold of it."""
    engine = SentenceRules(family)
    gate = Automaton(engine.gate, engine.file)
    for rule in family.rules:
        alone = SentenceRules(family.model_copy(update={"rules": (rule,)}))
        for example in rule.examples:
            if not gate.hits(fold(example.text)):
                yield PatternError(engine.file, rule.id, f"the example {example.text!r} fails the gate")
            elif alone.holding(fold(example.text)) is None:
                yield PatternError(engine.file, rule.id, f"does not hold of its example {example.text!r}")
        for text in rule.counter_examples:
            if gate.hits(fold(text)) and alone.holding(fold(text)) is not None:
                yield PatternError(engine.file, rule.id, f"holds of its counter-example {text!r}")


def _found(engine: Scanner | Ruler, string: str) -> Iterator[tuple[str, str, dict[str, str]]]:
    """Rule, words and groups of what the engine finds in `string`."""
    text = _text(string)
    mentions: tuple[Mention, ...] = engine.find(text, [Span(0, len(string))])
    for mention in mentions:
        groups = {name: string[span.start : span.end] for name, span in mention.groups.items()}
        yield mention.rule, string[mention.start : mention.end], groups


def _text(string: str) -> Text:
    """A text that is its own source."""
    builder = TextBuilder(string)
    builder.copy(0, len(string))
    built, offsets = builder.build()
    source = Source("example", "", "text/plain")
    return Text(built, (), offsets, source, SourceSpan)
