"""Runs the families whose rules are token patterns: the one room that spaCy lives in.

A blank English pipeline with one span ruler a family, and no trained model. Matching tokens costs a hundred
times what a scan does, so it runs on ranges (an opening, a signature page), never on a document, and there
only in the windows that RE2 finds worth it.
spaCy takes a second to import, so nothing here does so before the first range is read.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from functools import cache
from typing import TYPE_CHECKING

import regex

from pipeline.errors import PatternError
from pipeline.match.automaton import Automaton
from pipeline.match.rules import Family, shipped
from pipeline.match.scanner import flagged
from pipeline.model import Mention, Text
from pipeline.spans import Span

if TYPE_CHECKING:
    from spacy.language import Language


class Ruler:
    """All token rules of one family, ready to run."""

    def __init__(self, family: Family) -> None:
        self.family = family.family
        self.nlp = _blank_with_ruler(family)
        self._window = (
            None if family.window is None else Automaton(flagged(family.window), f"{self.family}.toml")
        )
        self._reads = {rule.id: rule.reads for rule in family.rules if rule.reads}
        self._readers: dict[str, regex.Pattern[str]] = {}  # those that were needed: they take long to compile

    def find(self, text: Text, within: Sequence[Span]) -> tuple[Mention, ...]:
        """The mentions in the given ranges of `text`, in order and without overlap.

        Of hits that overlap the one that begins first wins, and of those that begin together the longest.
        """
        windows = within if self._window is None else list(_hits(self._window, text, within))
        return tuple(mention for window in windows for mention in self._apart(text.string, window))

    def _apart(self, string: str, span: Span) -> Iterator[Mention]:
        free = span.start
        for start, end, rule in sorted(self._hits(string, span), key=lambda hit: (hit[0], -hit[1])):
            if start < free:
                continue
            mention = self._read(string, start, end, rule)
            if mention is not None:
                free = end
                yield mention

    def _hits(self, string: str, span: Span) -> Iterator[tuple[int, int, str]]:
        doc = self.nlp(string[span.start : span.end])
        for hit in doc.spans[self.family]:
            yield span.start + hit.start_char, span.start + hit.end_char, hit.id_

    def _read(self, string: str, start: int, end: int, rule: str) -> Mention | None:
        """The mention with its groups; None if the words are not those that the rule's `reads` allows."""
        if rule not in self._reads:
            return Mention(self.family, rule, start, end)
        reader = self._readers.get(rule)
        if reader is None:
            reader = self._readers[rule] = regex.compile(self._reads[rule], regex.I)
        read = reader.fullmatch(string, start, end)
        if read is None:
            return None
        groups = {name: Span(*read.span(name)) for name in reader.groupindex if read.start(name) >= 0}
        return Mention(self.family, rule, start, end, groups)


def _hits(window: Automaton, text: Text, within: Sequence[Span]) -> Iterator[Span]:
    for span in within:
        for start, end in window.hits(text.folded, span.start, span.end):
            yield Span(start, end)


def _blank_with_ruler(family: Family) -> Language:
    import spacy

    nlp = spacy.blank("en")
    ruler = nlp.add_pipe(
        "span_ruler",
        name=f"dealterms_{family.family}",
        config={"spans_key": family.family, "validate": True},
    )
    for rule in family.rules:
        try:
            ruler.add_patterns(  # type: ignore[attr-defined]
                [
                    {
                        "label": family.family,
                        "id": rule.id,
                        "pattern": [dict(token) for token in rule.tokens or ()],
                    }
                ]
            )
        except ValueError as error:
            raise PatternError(
                f"{family.family}.toml", rule.id, f"spaCy refuses the tokens: {error}"
            ) from error
    return nlp


@cache
def ruler(family: str) -> Ruler:
    """The ruler of a shipped family. Raises `KeyError` for a name that no file has."""
    return Ruler({entry.family: entry for entry in shipped()}[family])


def descriptors(text: Text, within: Sequence[Span]) -> tuple[Mention, ...]:
    """What bodies are said to be in the given ranges: "a Delaware limited liability company".

    Groups: `entity_type` ("limited liability company", "national banking association") and `jurisdiction`
    as the text words it ("Delaware", "German", "State of New York"); either may be missing.
    """
    return ruler("descriptors").find(text, within)
