"""Every duty and every right of an agreement, sentence by sentence."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace
from itertools import pairwise

from pipeline.expressions import Duty
from pipeline.extract.duties.actors import Actors, actors_of
from pipeline.extract.duties.clause_words import ASIDE_WORDS
from pipeline.extract.duties.conditions import Conditions
from pipeline.extract.duties.coordinated import further_verbs
from pipeline.extract.duties.cues import Cue, Cues
from pipeline.extract.duties.drafts import Draft, declares, draft
from pipeline.extract.duties.pronouns import antecedent
from pipeline.extract.duties.subjects import Subject
from pipeline.extract.duties.verb_phrases import past_aside, verb_phrase
from pipeline.extract.duties.verbs import VERBS
from pipeline.extract.duties.wording import worded
from pipeline.extract.in_context import Sentence, sentences
from pipeline.frozen import dataclass
from pipeline.model import Definition, Outline, Party, RegionKind, Text
from pipeline.spans import Span

_HEADING = 80  # characters of a heading that may stand before an item's verb
_LABEL = re.compile(r"(?:\(?(?:[A-Za-z]{1,5}|\d{1,3}(?:\.\d{1,3}){0,4})[.)]|[•·*o-])\s+")
_BEHIND_LABEL = re.compile(r"(?:not |at all times |promptly |also )*(?P<verb>[A-Za-z][a-z]+)")
_NOUN = re.compile(
    r"(?:the|an?|all|any|such|copies|its|each|one|notice|written|audited|unaudited"
    r"|annual|quarterly|monthly|weekly|interim|further|additional|[A-Z])\b",
    re.IGNORECASE,
)
_CLAUSE = re.compile(
    r"[;:]\s|,\s(?:and|but|or|provided|in\swhich\s(?:case|event)|(?:failing|after|following|upon)\swhich)\b|\bprovided\b"
    r"|\b(?:and|but)\b|\.\s"
)


def duties(
    text: Text,
    outline: Outline,
    definitions: Sequence[Definition],
    parties: Sequence[Party],
    *,
    cut: Iterable[Sentence] | None = None,
) -> tuple[Duty, ...]:
    """The duties and rights, in the order of the sentences and, within one, of the verbs.

    `cut` are the document's sentences, where they have been cut already.
    """
    read = _Reader(text, outline, actors_of(parties, definitions))
    return tuple(read.read(sentences(text, outline) if cut is None else cut))


@dataclass(frozen=True, slots=True)
class _Open:
    """What a lead-in line leaves open for its items."""

    draft: Draft
    span: Span


class _Reader:
    def __init__(self, text: Text, outline: Outline, actors: Actors) -> None:
        self._text = text
        self._string = text.string
        self._outline = outline
        self._actors = actors
        self._cues = Cues(text)
        self._conditions = Conditions(text)
        self._open: dict[int, _Open] = {}  # by the end of the line
        self._unnumbered: _Open | None = None  # a lead-in outside every clause, as long as its items follow
        self._before: tuple[str | None, Subject] | None = None  # clause and subject of the sentence before

    def read(self, cut: Iterable[Sentence]) -> Iterator[Duty]:
        """The duties of the sentences, which come in order."""
        recitals = [r for r in self._outline.regions if r.kind is RegionKind.RECITALS]
        for sentence in cut:
            while recitals and recitals[0].end <= sentence.start:
                recitals.pop(0)
            if recitals and recitals[0].start <= sentence.start:
                continue
            cues = self._cues.between(sentence.start, sentence.end)
            above = self._above(sentence) if sentence.leads or self._unnumbered is not None else None
            if cues or above:
                yield from self._sentence(sentence, cues, above)

    def _above(self, sentence: Sentence) -> _Open | None:
        """What the innermost lead-in leaves open for the sentence, where that is its item."""
        block = self._string.rfind("\n", 0, sentence.start) + 1
        if not _LABEL.match(self._string, block, sentence.end):
            self._unnumbered = None
        if sentence.start - block > _HEADING:
            return None
        if not sentence.leads:
            return self._unnumbered
        return next(
            (self._open[lead.end] for lead in reversed(sentence.leads) if lead.end in self._open), None
        )

    def _sentence(self, sentence: Sentence, cues: Sequence[Cue], above: _Open | None) -> list[Duty]:
        here = self._outline.clause_at(sentence.end - 1)
        clause = here.path if here else None
        drafts = self._drafts(sentence, cues, above, clause)
        if not drafts:
            return []
        last, span = drafts[-1], sentence.span
        end = self._string[max(span.start, span.end - 2) : span.end]
        if last.phrase.verb is None or end.rstrip().endswith((":", "-", "—")):
            self._open[span.end] = _Open(last, span)
            if clause is None:
                self._unnumbered = self._open[span.end]
        drafts = [one for one in drafts if one.phrase.verb is not None]
        if not drafts:
            return []
        extents = [span] if len(drafts) == 1 else self._extents(sentence, drafts)
        conditions = self._conditions.between(span.start, span.end)
        read = (
            worded(self._text, span, clause, one, extent, conditions, self._actors)
            for one, extent in zip(drafts, extents, strict=True)
        )
        return [duty for duty in read if duty is not None]

    def _drafts(
        self, sentence: Sentence, cues: Sequence[Cue], above: _Open | None, clause: str | None
    ) -> list[Draft]:
        string = self._string
        found: list[Draft] = []
        subject: Subject | None = above.draft.subject if above else None
        item = self._item(sentence, above) if above else None
        if item:
            found.append(item)
            found.extend(further_verbs(string, item, cues[0].start if cues else sentence.end))
        done = item.phrase.rest if item else sentence.start
        for k, cue in enumerate(cues):
            if cue.start < done:
                continue
            one = draft(string, sentence.start, sentence.end, cue, self._actors)
            if one is None:
                continue
            one = self._with_subject(one, subject, sentence, clause)
            if one is None:
                continue
            subject = one.subject
            found.append(one)
            if one.phrase.verb is not None:
                done = one.phrase.rest
                upto = cues[k + 1].start if k + 1 < len(cues) else sentence.end
                found.extend(further_verbs(string, one, upto))
        if found and found[-1].subject is not None and found[-1].subject.kind == "actor":
            self._before = clause, found[-1].subject
        return found

    def _with_subject(
        self, one: Draft, before: Subject | None, sentence: Sentence, clause: str | None
    ) -> Draft | None:
        """The draft with the subject that a pronoun or a shared verb stands for."""
        subject = one.subject
        if one.shared:
            if before is None:
                return None
            negative = before.negative or (subject is not None and subject.negative)
            phrase = one.phrase
            if negative and not phrase.released:
                phrase = replace(phrase, modality="shall_not")
            if phrase.verb is not None and declares(self._string, phrase, thing=before.kind == "thing"):
                return None
            return Draft(one.cue, before, phrase, one.begins, shared=True, rule=one.rule)
        if subject is not None and subject.pronoun and subject.name.casefold() in ("it", "they", "he", "she"):
            meant = antecedent(self._string, sentence.start, subject, before, self._actors)
            if meant is None and self._before and self._before[0] == clause:
                meant = self._before[1]
            if meant is not None:
                return replace(
                    one, subject=replace(meant, start=subject.start, end=subject.end, negative=False)
                )
        return one

    def _item(self, sentence: Sentence, above: _Open) -> Draft | None:
        """The duty of an item: its own verb under the lead-in's modal, or a thing under its verb."""
        string, lead = self._string, above.draft
        label = _LABEL.match(string, sentence.start, sentence.end)
        at = label.end() if label else sentence.start
        verb = _BEHIND_LABEL.match(string, at, sentence.end)
        if verb is None:
            return None
        low = verb["verb"].casefold()
        span = (above.span.start, above.span.end)
        if lead.phrase.verb is None:
            if low in ASIDE_WORDS:  # "(c) without the consent of Landlord, alter the Premises"
                at = past_aside(string, at, sentence.end) or at
                verb = _BEHIND_LABEL.match(string, at + 1, sentence.end)
                low = verb["verb"] if verb else ""
            if low not in VERBS and low not in ("be", "have"):
                return None
            cue = Cue(at, at, "", "modal", lead.phrase.modality)
            phrase = replace(verb_phrase(string, cue, sentence.end), released=lead.phrase.released)
            if phrase.verb is None:
                return None
            return Draft(cue, lead.subject, phrase, sentence.start, shared=False, rule="item", lead=span)
        if lead.phrase.kind != "active" or not _NOUN.match(string, at, sentence.end):
            return None
        phrase = replace(lead.phrase, verb=at, rest=at + 1)
        cue = Cue(at, at, lead.phrase.word, "modal", lead.phrase.modality)
        return Draft(cue, lead.subject, phrase, sentence.start, shared=False, rule="item-of-verb", lead=span)

    def _extents(self, sentence: Sentence, drafts: Sequence[Draft]) -> list[Span]:
        """The part of the sentence that is about each draft; they cover it in order."""
        starts = [sentence.start]
        for before, one in pairwise(drafts):
            floor = max(before.phrase.rest, starts[-1])
            begins = max(one.begins, starts[-1])
            if not one.shared and one.rule != "inverted" and floor < begins:
                begins = self._clause_start(floor, begins)
            starts.append(begins)
        return [Span(start, end) for start, end in zip(starts, [*starts[1:], sentence.end], strict=True)]

    def _clause_start(self, low: int, begins: int) -> int:
        """Where the clause of the subject at `begins` starts, with the adverbial before it."""
        found = list(_CLAUSE.finditer(self._string, low, begins))
        # Behind an adverbial with a comma a bare "and" joins words of the adverbial itself.
        if self._string[begins - 2 : begins].strip() == ",":
            found = [one for one in found if one.group() not in ("and", "but")] or found
        return found[-1].start() if found else begins
