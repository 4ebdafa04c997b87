"""Which duty a time expression belongs to, and what is to be done by then."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Sequence

from pipeline.expressions import Duty
from pipeline.extract.duties.actions import action_span, action_words, passive_words
from pipeline.extract.duties.actors import Actors
from pipeline.extract.duties.verb_phrases import VerbPhrase, verb_at
from pipeline.extract.duties.verbs import VERBS, is_participle
from pipeline.model import Text
from pipeline.spans import Span


class Duties:
    """The duties of a document, to be asked by position; `at` gives an index into the list."""

    def __init__(self, duties: Sequence[Duty]) -> None:
        self._duties = duties
        self._starts = [duty.sentence.start for duty in duties]
        self._leads = sorted((duty.lead.start, -i) for i, duty in enumerate(duties) if duty.lead)

    def at(self, position: Span) -> int | None:
        """The duty whose verb phrase the time expression at `position` belongs to."""
        last = bisect_right(self._starts, position.start)
        if last == 0:
            return None
        begin = self._starts[last - 1]
        best: int | None = None
        i = last - 1
        while i >= 0 and self._starts[i] == begin:
            duty = self._duties[i]
            if duty.extent.start <= position.start < duty.extent.end:
                if any(aside.contains(position) for aside in duty.asides):
                    return None
                if best is None or _nearer(duty, self._duties[best], position):
                    best = i
            i -= 1
        return best if best is not None else self._led_in(position)

    def _led_in(self, position: Span) -> int | None:
        """The first item of the list that a line with the time in it leads in to."""
        k = bisect_right(self._leads, (position.start, 0))
        for _, negative in reversed(self._leads[max(0, k - 40) : k]):
            lead = self._duties[-negative].lead
            if lead is not None and lead.contains(position):
                first = -negative
                while first > 0 and self._duties[first - 1].lead == lead:
                    first -= 1
                return first
        return None


def duty_at(duties: Sequence[Duty], position: Span) -> int | None:
    """The index of the duty whose verb phrase the time expression at `position` belongs to, or None.

    For one question; `Duties` answers many without going over the list again.
    """
    return Duties(duties).at(position)


def _nearer(one: Duty, other: Duty, position: Span) -> bool:
    """Whether the time belongs to `one` rather than to `other`: the later verb before it wins."""
    behind = one.modal.start <= position.start, other.modal.start <= position.start
    if behind[0] != behind[1]:
        return behind[0]
    first = one.action_span.start <= position.start, other.action_span.start <= position.start
    if first[0] != first[1]:
        return first[0]
    if first[0]:
        return one.action_span.start > other.action_span.start
    return one.action_span.start < other.action_span.start


_AND_VERB = re.compile(r"(?:,? (?:and|or)|,)(?: \((?:[a-z]|[ivx]{1,4})\))?(?: to)? (?:[a-z]+ly )?(?P<verb>[a-z]+)(?= )")
_AND_NOUN = re.compile(r"(?:,? (?:and|or)|,) (?=[A-Z])")
_NOTICE = re.compile(r"\bnotice\b", re.IGNORECASE)
_NOTICES = (
    (re.compile(r"\b(?:terminate|end|cancel|resign|termination)\b"), "give notice of termination"),
    (re.compile(r"\b(?:renew|extend)\b"), "give renewal notice"),
    (re.compile(r"\bprepay\b"), "give notice of prepayment"),
    (re.compile(r"\bredeem\b"), "give notice of redemption"),
    (re.compile(r"\bassign\b"), "give notice of assignment"),
    (re.compile(r"\bexercise\b"), "give notice of exercise"),
)


def action_at(duty: Duty, text: Text, position: Span, actors: Actors) -> str:
    """What is to be done by the time at `position`, which belongs to `duty`.

    That is the duty's action, save where a later verb of the same phrase stands nearer ("file X within ten
    days and deliver it within twenty"), or where the time is that of a notice.
    """
    string = text.string
    notice = _NOTICE.search(string, position.start, min(position.end + 12, duty.extent.end))
    before = _NOTICE.search(string, max(duty.action_span.start, position.start - 24), position.start)
    if (notice or before) and duty.modality == "may":
        for verbs, action in _NOTICES:
            if verbs.search(duty.action):
                return action
        if notice and "notice" not in duty.action and not position_has_verb(duty):
            return "give notice"
    if position.start <= duty.action_span.end:
        return duty.action
    later = None
    for found in _AND_VERB.finditer(string, duty.action_span.end, position.start):
        if found["verb"] in VERBS or is_participle(found["verb"]):
            later = found
    if later is not None:
        return _coordinated(duty, string, later.start("verb"), position, actors)
    gapped = None
    for found in _AND_NOUN.finditer(string, duty.action_span.end, position.start):
        gapped = found
    if gapped is not None and not re.search(r"[,;]", string[gapped.end() : position.start]):
        verb = duty.action.split(" ", 1)[0]
        noun = string[gapped.end() : position.start].strip(" ,")
        if 0 < len(noun) < 60 and string[duty.action_span.end : gapped.start()].strip():
            return action_words(f"{verb} {noun}", actors)
    return duty.action


def position_has_verb(duty: Duty) -> bool:
    """Whether the action itself is what happens at the time, rather than a notice of it."""
    return duty.action.startswith(("give", "send", "deliver", "notify", "mail", "serve"))


def _coordinated(duty: Duty, string: str, at: int, position: Span, actors: Actors) -> str:
    phrase = verb_at(string, at, duty.extent.end, VerbPhrase(duty.modality, None))
    if phrase.verb is None:
        return duty.action
    span = action_span(string, phrase, position.start)
    words = string[span.start : span.end]
    if is_participle(phrase.word) and phrase.word not in VERBS:
        return passive_words(phrase.word, "", "") if not words else duty.action
    return action_words(words, actors, negative=duty.modality == "shall_not")
