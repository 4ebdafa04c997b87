"""Verbs that follow a first one under the same modal: "shall file X and deliver Y", "shall (a) pay …; (b) keep …"."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace

from pipeline.extract.duties.drafts import Draft
from pipeline.extract.duties.verb_phrases import verb_at
from pipeline.extract.duties.verbs import VERBS

_MOST = 16  # verbs of one modal
_NEXT = re.compile(
    r"(?P<sep>[,;]?\s?(?:and/or|and|or)|[,;])\s(?P<label>\((?:[A-Za-z]|[ivx]{1,4}|\d{1,2})\)\s)?(?P<to>to\s)?"
    r"(?:not\s)?(?:(?!(?:ap|sup|com|re|im|multi)ply\b|rely\b)[a-z]+ly\s|thereafter\s|then\s|also\s)?(?P<verb>[a-z]+)(?=\s(?P<next>[^\s,;.]+))"
)
_OBJECT = frozenset(
    "the a an any all each every such its their his her this these those it them him no written prompt copies to with".split()
)


def further_verbs(string: str, first: Draft, end: int) -> Iterator[Draft]:
    """The drafts of the verbs behind that of `first`, before `end`, in order."""
    if first.phrase.kind != "active" or first.phrase.verb is None:
        return
    count = 0
    for found in _NEXT.finditer(string, first.phrase.rest, end):
        verb = found["verb"]
        if verb not in VERBS or count == _MOST:
            continue
        if found["to"] and not string.startswith("to ", first.phrase.verb - 3):
            continue
        if not (found["label"] or _is_verb(first, found)) or _inside_bracket(
            string, first.phrase.rest, found.start()
        ):
            continue
        phrase = verb_at(string, found.start("verb"), end, replace(first.phrase, verb=None, participle=""))
        if phrase.verb is not None:
            count += 1
            yield replace(first, phrase=phrase, begins=found.start("verb"), shared=True, rule="coordinated")


def _is_verb(first: Draft, found: re.Match[str]) -> bool:
    """Whether the word is a second verb rather than a noun: an object follows it."""
    after = found["next"]
    # "prepare and file X": the first verb has no object of its own, and they are one action.
    if found.start() == first.phrase.rest:
        return False
    if found["to"]:
        return True
    return after in _OBJECT - {"to", "with"} or (after[0].isupper() and "d" in found["sep"])


def _inside_bracket(string: str, start: int, at: int) -> bool:
    inside = string[start:at]
    return inside.count("(") > inside.count(")")
