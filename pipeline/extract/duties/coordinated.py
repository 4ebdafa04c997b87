"""Verbs that follow a first one under the same modal: "shall (a) pay …; (b) keep …", "and deliver Y"."""

from __future__ import annotations

import re
from dataclasses import replace
from functools import cache

from pipeline.extract.duties.drafts import Draft
from pipeline.extract.duties.verb_phrases import past_aside, verb_at
from pipeline.extract.duties.verbs import VERBS
from pipeline.match.automaton import Automaton
from pipeline.model import fold

_MOST = 16  # verbs of one modal
_SEPARATOR = r"[,;]\s(?:(?:and/or|and|or)\s)?|\s(?:and/or|and|or)\s"
_LABEL = r"\((?:[A-Za-z]|[ivx]{1,4}|\d{1,2})\)\s"
_NEXT = re.compile(
    rf"(?P<sep>{_SEPARATOR})(?P<label>{_LABEL})?(?P<to>to\s)?"
    r"(?P<no>not\s)?(?:(?!(?:ap|sup|com|re|im|multi)ply\b|rely\b)[a-z]+ly\s|thereafter\s|then\s"
    r"|also\s)?(?P<verb>[a-z]+)(?=\s(?P<next>[^\s,;.]+))"
)
# "prepare and, on or before the Filing Date, file": the aside holds the second verb's time.
_PARTED = re.compile(r",? (?P<joined>and),")
_OBJECT = frozenset(
    "the a an any all each every such its their his her this these those it them him no written prompt"
    " copies to with".split()
)


def further_verbs(string: str, first: Draft, end: int) -> list[Draft]:
    """The drafts of the verbs behind that of `first`, before `end`, in order."""
    opened_at = first.phrase.verb
    further: list[Draft] = []
    if first.phrase.kind != "active" or opened_at is None:
        return further
    parted = _PARTED.match(string, first.phrase.rest, end)
    if parted and (at := past_aside(string, parted.end() - 1, end)) is not None:
        phrase = verb_at(string, at + 1, end, replace(first.phrase, verb=None, participle=""))
        if phrase.verb is not None and (phrase.word in VERBS or phrase.kind != "active"):
            begins = parted.start("joined")
            further.append(replace(first, phrase=phrase, begins=begins, shared=True, rule="coordinated"))
            first = replace(first, phrase=phrase)
    folded = fold(string[first.phrase.rest : end])
    if _may_follow().first(folded, 0, len(folded)) is None:
        return further
    count = 0
    for found in _NEXT.finditer(string, first.phrase.rest, end):
        verb = found["verb"]
        if verb not in VERBS or count == _MOST:
            continue
        if verb == "effect" and string.startswith("force", found.start() - 5):
            continue
        if found["to"] and not string.startswith("to ", opened_at - 3):
            continue
        if not (found["label"] or _is_verb(first, found)) or _inside_bracket(
            string, first.phrase.rest, found.start()
        ):
            continue
        modality = "shall_not" if found["no"] else first.phrase.modality
        opened = replace(first.phrase, verb=None, participle="", modality=modality)
        phrase = verb_at(string, found.start("verb"), end, opened)
        if phrase.verb is not None:
            count += 1
            begins = found.start("verb")
            further.append(replace(first, phrase=phrase, begins=begins, shared=True, rule="coordinated"))
    return further


@cache
def _may_follow() -> Automaton:
    """Tells where `_NEXT` may find a verb; it is asked of every phrase, and few have a second one."""
    verb = rf"(?:not\s)?(?:[a-z]+\s)?(?:{'|'.join(sorted(VERBS))})\s"
    led_in = rf"(?:(?:{_LABEL})(?:to\s)?|to\s){verb}"
    with_object = rf"{verb}(?:{'|'.join(sorted(_OBJECT))}|[A-Z])"
    return Automaton(rf"(?:{_SEPARATOR})(?:{led_in}|{with_object})", "duties/coordinated.py")


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
