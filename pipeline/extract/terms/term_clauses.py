"""The sentences that say how long the agreement lasts, each taken apart."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from functools import cached_property, lru_cache

from pipeline.extract.sentences import sentence_at
from pipeline.extract.terms.lengths import within
from pipeline.extract.terms.term_days import KnownDays, TermDay, last_days, term_days
from pipeline.frozen import dataclass
from pipeline.match import scanner
from pipeline.model import Clause, DayCount, Mention, Outline, Quantities, RegionKind, Text
from pipeline.spans import Span

HEADED = "term-heading"  # rule of a sentence that no rule knows, in a clause headed "Term"
TERMINABLE = "terminable"

# What a rule's sentence is worth as a witness of the term, in tens.
_STANDING: Mapping[str, int] = {
    "called-term": 0,
    "term-of-agreement": 0,
    "agreement-has-term": 0,
    "extended": 3,
    "now-ends": 3,
    "term-means": 5,
    "no-term": 8,
    "the-term": 10,
    "agreement-lasts": 10,
    "service-lasts": 14,
    "engages-for": 16,
    "rights-last": 17,
    "term-label": 20,
    HEADED: 31,
    "restriction": 38,
    "serves-for": 45,
    TERMINABLE: 40,
}
_ATTACHED = 30  # what standing in an attachment takes away

# "upon termination of this Agreement": the agreement is no subject here.
_NO_SUBJECT = re.compile(
    r"\b(?:of|under|in|to|with|by|from|hereof|if|when|upon|during|throughout|terminate|cancel|amend|assign|execute|perform|breach|for|over|within|extend|renew|current)(?:\s+the)?\s+$",
    re.IGNORECASE,
)
_SUBJECTS = frozenset({"agreement-lasts", "term-of-agreement", "the-term", "agreement-has-term"})
# "Renewal Term means": the definition or the label of another period.
_LATER_TERM = re.compile(
    r"\b(?:renew\w*|exten\w+|option\w*|additional|subsequent|further|follow\w*|successive|notice|cure|grace|payment|payments|warranty|royalty|shipping|delivery|credit|defined|general|other|short|long|sell|wind|support|maintenance|trial|test|restricted|accounting|fiscal|reporting|billing|transition|key|economic|financial|commercial)\b",
    re.IGNORECASE,
)
_RENEWS = re.compile(r"renew|exten", re.IGNORECASE)
# "Unless renewed as provided below, this Agreement shall expire …": said before the term is.
_PREFACE = re.compile(
    r"(?:(?:[\d.()]{1,6}|[A-Z][\w&;,-]*|and|of)[\s.:]+){0,8}?"
    r"(?i:unless|subject\s+to|except|save|if\s+not|notwithstanding|without)\b[^;]{0,260}?,\s",
)
# "Begins on … and, unless extended, ends on …"
_ASIDE = re.compile(
    r"[^;,.]{0,60},\s+(?:shall\s+|will\s+)?(?:expires?|ends?|terminates?|finish(?:es)?|concludes?|continues?|lapses?|runs?)\b",
    re.IGNORECASE,
)
# "It begins on …", after "The term is five years."
_GOES_ON = re.compile(
    r"(?:it|(?:the|such|said|this)\s+[\"“]?(?:[a-z-]{3,12}\s+){0,2}(?:term|period|agreement|contract)[\"”]?)\s+"
    r"(?:\w+\s+){0,2}?(?:(?:begin|commenc|start|run|end|expir|terminat)\w*\s+(?:\w+\s+){0,3}?(?:on|from|as\s+of|upon|at|with|in)"
    r"|(?:last|remain|endure|subsist|continue|run|be)s?\s+(?:in\s+(?:full\s+)?(?:force|effect)\s+(?:and\s+effect\s+)?)?(?:for|until|through))\b",
    re.IGNORECASE,
)
_MAY_GO_ON = re.compile(r"\W{0,8}[ITSits]")  # the next sentence opens as one that goes on
# A clause that is about the life of the agreement and nothing else.
_HEADING = re.compile(
    r"(?:the\s+)?(?:(?:effective\s+date|commencement|effectiveness|appointment|engagement|nature|scope|territory|grant|renewal|termination|expiration)"
    r"(?:,|\s+and|\s*&|;|/)\s+)?(?:the\s+)?(?:(?:initial|contract|agreement|original|basic|primary|fixed|franchise|licen[cs]e|engagement|employment|project|effective|length\s+of|period\s+of)\s+)?"
    r"(?:terms?|duration|length|term\s+period|period|validity|effectiveness)"
    r"(?:\s+of\s+(?:(?:the|this|these|your|our|such|said)\s+)?(?:[a-z]+\s+){0,3}(?:agreement|contract|engagement|employment|appointment|franchise|lease|venture|services|performance|validity|licen[cs]e|cooperation|sponsorship|consultancy|consulting|relationship|rights|grant|covenant)s?)?"
    r"(?:(?:,|\s*;|\s+and|\s*&|\s*/|\s*[-–—:(])\s*.{0,60})?[.:;)]?",
    re.IGNORECASE,
)
_HEADED_REACH = 2400  # characters of a headed clause that are read
_HEADED_SENTENCES = 6


@dataclass(frozen=True)
class TermClause:
    """A sentence about the term, taken apart as far as it is asked for."""

    text: Text
    span: Span
    mention: Mention
    rank: int
    quantities: Quantities
    known: KnownDays
    attached: bool  # in an exhibit or a schedule
    goes_on: int  # where a second sentence about the same term begins; else the end

    @property
    def string(self) -> str:
        """The text that the spans are of."""
        return self.text.string

    @cached_property
    def lengths(self) -> Sequence[DayCount]:
        """The periods in the sentence, in order."""
        return within(self.quantities.day_counts, self.span)

    @cached_property
    def days(self) -> Sequence[TermDay]:
        """The days that the sentence refers to, in order."""
        days = (*term_days(self.text, self.known, self.span), *self._last_days)
        return sorted(days, key=lambda day: day.start)

    @cached_property
    def dated(self) -> bool:
        """Whether the sentence tells a day by its date; many refer to days, and fewer tell one."""
        return bool(self._last_days) or any(
            place.day is not None for place in within(self.known.places, self.span)
        )

    @cached_property
    def _last_days(self) -> Sequence[TermDay]:
        return last_days(self.text, self.span)

    @cached_property
    def phrases(self) -> Sequence[Mention]:
        """The words that say how days and lengths are meant, in order."""
        return scanner("term_phrases").find(self.text, [self.span])

    @property
    def headed(self) -> bool:
        """Whether only the heading says what the sentence is about."""
        return self.mention.rule == HEADED

    @cached_property
    def limit(self) -> int:
        """Where the sentence turns to renewals."""
        preface = _PREFACE.match(self.string, self.span.start, self.span.end)
        said = preface.end() if preface is not None else self.span.start
        renewals = [
            phrase.start
            for phrase in self.phrases
            if phrase.start >= said
            and (phrase.rule == "renewal" or self._proviso(phrase))
            and not (phrase.rule != "renewal" and _ASIDE.match(self.string, phrase.end, self.span.end))
        ]
        return min(renewals, default=self.span.end)

    def _proviso(self, phrase: Mention) -> bool:
        """Whether a proviso speaks of a renewal."""
        return phrase.rule == "unless-terminated" and bool(
            _RENEWS.search(self.string, phrase.start, phrase.end)
        )


def term_clauses(
    text: Text, outline: Outline, quantities: Quantities, days: KnownDays, mentions: Iterable[Mention]
) -> Iterator[TermClause]:
    """The sentences that a rule has found, in the order of the text, then those under a heading."""
    seen: set[int] = set()
    read, read_rank = Span(0, 0), 0  # the sentence read last, and the best standing it was read with
    for mention in mentions:
        rank = _STANDING[mention.rule]
        if read.start <= mention.start < read.end and read_rank <= rank:
            continue
        if mention.rule in _SUBJECTS and _NO_SUBJECT.search(
            text.string, max(0, mention.start - 30), mention.start
        ):
            continue
        if mention.rule in ("term-means", "term-label") and _LATER_TERM.search(
            text.string, mention.start, mention.end
        ):
            continue
        start = mention.start + 2 if text.string[mention.start] in ".:\n" else mention.start
        mention = replace(mention, start=min(start, mention.end))
        span = sentence_at(text.string, mention.start, mention.end)
        read, read_rank = span, rank
        seen.add(span.start)
        yield _taken_apart(text, outline, quantities, days, span, mention)
    for clause in outline.clauses:
        if clause.heading is not None and _heads_term(clause.heading):
            yield from _headed(text, outline, quantities, days, clause, seen)


@lru_cache(4096)  # headings of contracts are much the same
def _heads_term(heading: str) -> bool:
    return _HEADING.fullmatch(" ".join(heading.split())) is not None


def _headed(
    text: Text, outline: Outline, quantities: Quantities, days: KnownDays, clause: Clause, seen: set[int]
) -> Iterator[TermClause]:
    """The first sentences of a clause about the term that no rule has read."""
    at = clause.heading_span.end if clause.heading_span is not None else clause.start
    limit = min(clause.end, at + _HEADED_REACH)
    for _ in range(_HEADED_SENTENCES):
        while at < limit and (text.string[at].isspace() or text.string[at] in ".:;-–—"):
            at += 1
        if at >= limit:
            return
        sentence = sentence_at(text.string, at)
        span = Span(at, min(max(sentence.end, at + 1), clause.end))
        if sentence.start not in seen:
            seen.add(sentence.start)
            mention = Mention("expiration", HEADED, span.start, span.start, {})
            yield _taken_apart(text, outline, quantities, days, span, mention)
        at = span.end


def _taken_apart(
    text: Text, outline: Outline, quantities: Quantities, days: KnownDays, span: Span, mention: Mention
) -> TermClause:
    region = outline.region_at(mention.start)
    attached = region is not None and region.kind is RegionKind.ATTACHMENT
    rank = _STANDING[mention.rule] + (_ATTACHED if attached else 0)
    goes_on = span.end
    if _MAY_GO_ON.match(text.string, span.end):
        following = sentence_at(text.string, min(len(text.string) - 1, span.end + 2))
        if following.start >= span.end and _GOES_ON.match(text.string, following.start, following.end):
            span = Span(span.start, following.end)
    return TermClause(text, span, mention, rank, quantities, days, attached, goes_on)
