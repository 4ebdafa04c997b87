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
        found = self._in_sentence(position, bisect_right(self._starts, position.start))
        if found is None:
            # A line that the page ended inside the time: the sentence was cut there.
            found = self._in_sentence(
                position, bisect_right(self._starts, max(position.start, position.end - 1))
            )
        return found if found is not None else self._led_in(position)

    def _in_sentence(self, position: Span, last: int) -> int | None:
        """The duty of the sentence that begins with the one before `last`."""
        if last == 0:
            return None
        begin = self._starts[last - 1]
        if begin > position.start:
            position = Span(begin, max(position.end, begin))
        best: int | None = None
        i = last - 1
        while i >= 0 and self._starts[i] == begin:
            duty = self._duties[i]
            if duty.extent.start <= position.start < duty.extent.end:
                if any(aside.start <= position.start < aside.end for aside in duty.asides):
                    return None
                if best is None or _nearer(duty, self._duties[best], position):
                    best = i
            i -= 1
        return best

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


_AND_VERB = re.compile(
    r"(?:,? (?:and|or)|,)(?: \((?:[a-z]|[ivx]{1,4})\))?(?: to)? (?:[a-z]+ly )?(?P<verb>[a-z]+)"
    r"(?= (?!thereto|thereof|thereunder|therein|hereof|of\b))"
)
# "shall prepare and | within ten days after the Closing | file": the time is that of the verb behind it.
_AND = re.compile(r"\b(?:and|or),?\s$")
_VERB_BEHIND = re.compile(r",?\s(?:[a-z]+ly\s)?(?P<verb>[a-z]+)(?=\s)")
_AND_NOUN = re.compile(r"(?:,? (?:and|or)|,) (?=[A-Z])")
# The time is that of a notice: "on thirty days' notice", "by notice at least six months before".
_NOTICE_OF = re.compile(
    r"\b(?:days?|months?|hours?|weeks?|years?)['’]?s?['’]?,? (?:(?:prior|advance|previous|written"
    r"|irrevocable) ){0,3}notice\b",
    re.IGNORECASE,
)
_BY_NOTICE = re.compile(
    r"\b(?:by|upon|on|with|giving|gives?) (?:[\w'’-]+ ){0,5}"
    r"notice(?: (?:given(?: by \w+)?(?: to \w+)?|in writing|thereof|to [\w ]{3,30}))?,?\s$"
)
_GIVES = re.compile(r"(?:not )?(?:give|send|deliver|notify|mail|serve|provide|furnish)\b")
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
    given = _NOTICE_OF.search(string, position.start, min(position.end + 24, duty.extent.end))
    given = given or _BY_NOTICE.search(
        string, max(duty.action_span.start, position.start - 60), position.start
    )
    if given and not _GIVES.match(duty.action):
        return next((action for verbs, action in _NOTICES if verbs.search(duty.action)), "give notice")
    if position.start <= duty.action_span.end:
        return duty.action
    behind = _VERB_BEHIND.match(string, position.end, duty.extent.end)
    joined = _AND.search(string, max(0, position.start - 6), position.start)
    if joined and behind and behind["verb"] in VERBS:
        whole = Span(duty.extent.end, duty.extent.end)
        return _coordinated(duty, string, behind.start("verb"), whole, actors)
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


def _coordinated(duty: Duty, string: str, at: int, position: Span, actors: Actors) -> str:
    phrase = verb_at(string, at, duty.extent.end, VerbPhrase(duty.modality, None))
    if phrase.verb is None:
        return duty.action
    span = action_span(string, phrase, position.start)
    words = string[span.start : span.end]
    if is_participle(phrase.word) and phrase.word not in VERBS:
        return passive_words(phrase.word, "", "") if not words else duty.action
    return action_words(words, actors, negative=duty.modality == "shall_not")
