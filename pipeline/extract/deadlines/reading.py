"""Finds the times in a document's sentences, and says for each who is to do what by then."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace

from pipeline.expressions import Anchor, Deadline, Duty, Expression, Offset
from pipeline.extract.deadlines import grammar as g
from pipeline.extract.deadlines.anchors import anchor
from pipeline.extract.deadlines.shapes import based, filled, first_base, is_open, leaves_open, with_bound
from pipeline.extract.deadlines.source import Source
from pipeline.extract.deadlines.times import Time, times
from pipeline.extract.duties import Actors, Duties, action_at, actors_of, hangs, happening
from pipeline.extract.in_context import Sentence, sentences
from pipeline.model import Definition, Outline, Party, Quantities, Text
from pipeline.spans import Span

# A sentence without a duty may still set a time, if it says of something that it is due or takes effect.
_SETS_A_TIME = g.words(
    r"\b(?:due|(?:re)?payable|matures?|expires?|begins?|commences?|starts?|terminates?|ends?|takes? effect"
    r"|effective|deemed|required"
    r"|shall|will|may|must|has|have|closes?|closed|allowed|granted|given|permitted|(?:is|are) to be"
    r"|fails?|failed|lapses?|vests?|renews?|continues?"
    r"|runs?|remains?|speaks?|reach(?:es)?|arrives?|(?:is|are) (?:paid|held|delivered|billed|invoiced)"
    r"|remedied|cured|warrants?|intend)\b"
)
_BY_NOTICE = g.words(r"\b(?:on|upon|by|with|giving|gives?|given)(?: (?:to )?(?:the )?[\w'’]+)? $")
_WITHIN = g.words(r"(?:at any time )?(?:within|during|in)\b")
_TAKES_EFFECT = g.words(r"\b(?:deemed|effective|takes? effect|(?:duly|validly) given|notices? counts?)\b")
# Periods that measure a price or look back, and set no time for anything.
_MEASURES = g.words(
    r"\b(?:average|averages|vwap|closing (?:bid|sale|ask|price)s?|bid price|trading price|weighted"
    r"|represents?(?: and warrants?)?"
    r"|aged?|years? of age|experience|worked|rate of|per annum|preceding)\b"
)
# "The "Commencement Date" is the earlier of …"
_IS = re.compile(
    rf"(?:[\"”]|Deadline|Date|Target)\)?{g.OF_WHAT}(?:,?\s(?:is|are|shall\sbe|means|will\sbe)|:)\s{{1,3}}(?:on\s|the\s)?$"
)
_LISTED = re.compile(r":\s{1,3}(?:on\s|the\s)?$")
_DEADLINE_IS = re.compile(
    rf"\b(?:Deadline|Target){g.OF_WHAT}(?:\s(?:is|shall\sbe|means|will\sbe)|:)\s{{1,3}}(?:on\s|the\s)?$"
)
# "promptly after receipt of the request, and in any event within 60 days": counted from the same event.
_STANDARD_AFTER = g.words(
    rf"{g.STANDARD} (?:after|following|upon) (?P<event>[^,;.]{{3,120}}),? (?:and|but),? "
    r"(?:in (?:any|no|all|every) (?:event|case)s?,? )?$"
)
_FAR = 600  # characters into a meaning: "means, with respect to the initial statement, the 90th day"
_DEADLINE_TERM = re.compile(
    r"\b(?:Deadline|Due Date|Filing Date|Effective(?:ness)? Date|Outside Date|Target Date)\b"
)


def deadlines(
    text: Text,
    outline: Outline,
    quantities: Quantities,
    definitions: Sequence[Definition],
    parties: Sequence[Party],
    duties: Sequence[Duty],
    *,
    cut: Iterable[Sentence] | None = None,
) -> tuple[Deadline, ...]:
    """The deadlines of a document in the order of the text.

    `cut` are the document's sentences, where they have been cut already.
    """
    source = Source.of(text, quantities, frozenset(definition.term for definition in definitions))
    meanings = sorted((it.meaning.start, it.meaning.end, it.term) for it in definitions if it.meaning)
    reader = _Reader(text, outline, source, duties, Duties(duties), actors_of(parties, definitions), meanings)
    found: list[Deadline] = []
    for sentence in source.holding_times(sentences(text, outline) if cut is None else cut):
        found += reader.read(sentence)
    return tuple(found)


@dataclass(frozen=True, slots=True)
class _Reader:
    text: Text
    outline: Outline
    source: Source
    duties: Sequence[Duty]
    by_place: Duties
    actors: Actors
    meanings: Sequence[tuple[int, int, str]]  # of the defined terms: start, end, term

    def read(self, sentence: Sentence) -> Iterator[Deadline]:
        previous: Expression | None = None
        for time in times(self.source, sentence.start, sentence.end):
            index = self.by_place.at(time.span)
            if self.source.example_between(max(sentence.start, time.span.start - _FAR), time.span.start):
                continue  # "(For example, if it becomes effective one month after the end of such period"
            if index is not None and hangs(self.text.string, self.duties[index], time.span):
                index = None
            defines = _defined_by(self.meanings, time.span)
            if defines is not None and _DAY_TERM.search(defines):
                continue  # what makes a day a Business Day
            if index is None and defines is None and not _may_be_due(self.source, sentence, time):
                continue
            if _is_of_period(self.text.string, sentence.start, time.span.start):
                continue  # "a statement covering a twelve-month period beginning | not later than …"
            if time.rule == "point" and _STATES.search(
                self.text.string, max(sentence.start, time.span.start - 40), time.span.start
            ):
                continue  # "this Agreement is made | on June 3, 2002", "the price in effect | on that day"
            if time.rule == "length" and _of_subject(self.text.string, sentence, time.span):
                continue  # "the charge for a month | is due"
            if index is None and _is_ability(self.text.string, sentence.start, time):
                continue  # "if it cannot be rebuilt | within 200 days"
            if _looks_back(time) and (index is None or self.duties[index].modality != "shall_not"):
                continue
            previous = _such_date(time.node, previous)
            yield self._deadline(time, previous, index, defines)

    def _occasion(self, duty: Duty, expression: Expression) -> Anchor | None:
        """What must happen first, as the sentence says before its duty, for a time counted from no event."""
        if not (isinstance(expression, Offset) and expression.direction == "after"):
            return None
        string = self.text.string
        after = _AFTER_EVENT.match(string, duty.extent.start, min(duty.span.start, duty.extent.start + 220))
        if after is not None:
            return _event(Span(*after.span("event")), after["event"])
        for condition in duty.conditions:
            if condition.start >= duty.span.start:
                break
            opens = _OPENS_WITH.match(string, condition.start, condition.end)
            if opens is not None and condition.end - opens.end() > 4:
                words = string[opens.end() : condition.end]
                return _event(Span(opens.end(), condition.end), words)
        return None

    def _is_named_deadline(self, start: int, defines: str | None) -> bool:
        """Whether the time that begins at `start` is that of "the Filing Deadline" and its like."""
        if defines is not None:
            return _DEADLINE_TERM.search(defines) is not None
        return _DEADLINE_IS.search(self.text.string[max(0, start - 110) : start]) is not None

    def _act(self, duty: Duty) -> Anchor:
        """The duty's own act, for a time that nothing else is counted from."""
        words = " ".join(self.text.string[duty.action_span.start : duty.action_span.end].split())
        words = _LEFT_HANGING.sub("", words.removeprefix("be "))  # "resign on" sixty days' notice
        return _event(duty.action_span, words)

    def _deadline(
        self, time: Time, expression: Expression, index: int | None, defines: str | None
    ) -> Deadline:
        if time.rule == "bare" and self._is_named_deadline(time.span.start, defines):
            expression = with_bound(expression, "no_later_than")
        if index is not None:
            duty = self.duties[index]
            obligor, implied = duty.obligor, duty.implied_obligor
            action = action_at(duty, self.text, time.span, self.actors)
            before = self.text.string[max(0, time.span.start - 200) : time.span.start]
            joined = before.rstrip(" \n,").endswith(("and", "but", "event", "case"))
            spoken = _STANDARD_AFTER.search(before) if joined else None
            if spoken is not None:
                low = max(0, time.span.start - 200) + spoken.start("event")
                event = anchor(self.source, low, low + len(spoken["event"]), whole=True)
                expression = filled(expression, event.node) if event is not None else expression
            if leaves_open(expression):
                base = self._occasion(duty, expression) or self._act(duty)
                expression = filled(expression, base)
        else:
            happens = happening(self.text, time.span, self.actors)
            obligor, implied, action = happens.obligor, happens.implied_obligor, happens.action
        clause = self.outline.clause_at(time.span.start)
        return Deadline(
            span=time.span,
            clause=clause.path if clause is not None else None,
            obligor=obligor,
            implied_obligor=implied,
            action=action,
            expression=expression,
            conditions=time.conditions,
            standard=time.standard,
            defines=defines,
            tolled=time.tolled,
            duty=index,
            rule=time.rule,
        )


_LEFT_HANGING = g.words(
    r"(?:,? (?:on|upon|by|with|at|through)?(?: (?:giving|delivering|providing|sending|serving)\b[\w"
    r" ]{0,40})?(?: (?:less|fewer|not less|no less) than)?| (?:and|or|to|of))$"
)
_DAY_TERM = re.compile(r"\b(?:Business|Trading|Banking|Working|Exchange|Market) Days?$")
_AFTER_EVENT = g.words(
    r"[^A-Za-z]{0,3}(?:\(?[A-Za-z0-9.]{1,6}\)? )?(?:(?:promptly )?(?:after|following)|on the occurrence of) "
    r"(?P<event>[^,;.()]{4,160}),"
)
# "Upon receipt of a demand, the Company shall, within ten days": counted from what the sentence opens with.
_OPENS_WITH = g.words(
    r"(?:upon|if|in the event(?: that| of)?|in case(?: of)?|when|whenever|once|should)(?: and when)? (?=\S)"
)


_OF_PERIOD = g.words(
    r"\b(?:an?|any|each|every) (?:[\w-]+ ){0,3}(?:period|term) (?:beginning|commencing|starting|ending),? $"
)
_STATES = g.words(
    r"\b(?:agreement is (?:made|entered into|dated|executed)(?: and entered into)?(?: as)?"
    r"|(?:in effect|outstanding|prevailing|held|owned)"
    r"|as|as (?:of|at) (?:the )?(?:close|opening|start|end) of business) $"
)
_OF_SUBJECT = g.words(r" (?:is|are|shall|will|may|must) ")


def _is_of_period(string: str, low: int, at: int) -> bool:
    """Whether a time at `at` only says when a period begins or ends."""
    if "ing" not in string[max(low, at - 5) : at].lower():  # as "beginning" ends, and few words before a time
        return False
    return _OF_PERIOD.search(string, max(low, at - 70), at) is not None


_WORD_BEFORE = re.compile(r"[a-z]\s$")


def _of_subject(string: str, sentence: Sentence, span: Span) -> bool:
    """Whether a length only describes the subject that it stands behind."""
    before = _WORD_BEFORE.search(string, max(sentence.start, span.start - 2), span.start)
    return before is not None and _OF_SUBJECT.match(string, span.end, sentence.end) is not None


def _event(span: Span, words: str) -> Anchor:
    return Anchor(span, " ".join(words.split()), "event")


def _looks_back(time: Time) -> bool:
    """Whether it is a length before something: "the fees paid for the twelve months before the claim"."""
    return time.rule == "length" and isinstance(time.node, Offset) and time.node.direction == "before"


_ABLE = re.compile(
    r"\b(?:(?:can\s?not|could\snot|can|could)\s(?:[a-z]+ly\s)?be|(?:un)?likely\sto\sbe|(?:un)?able\sto\sbe"
    r"|impossible\sto)\b[^,;.]{0,100}\s$"
)


def _is_ability(string: str, low: int, time: Time) -> bool:
    """Whether a length says what can be done, and not by when it is to be done."""
    if not (time.rule == "limit" and isinstance(time.node, Offset) and is_open(time.node.base)):
        return False
    return _ABLE.search(string, max(low, time.span.start - 120), time.span.start) is not None


def _may_be_due(source: Source, sentence: Sentence, time: Time) -> bool:
    before = source.string[max(sentence.start, time.span.start - 160) : time.span.start]
    if time.rule == "bare" and _IS.search(before):
        # In a list of terms, "Target Date: the 125th day after …", a line may end within the time.
        rest = source.string[time.span.end : sentence.end].strip(" .;")
        return not (rest and _LISTED.search(before))
    after = source.string[time.span.end : min(sentence.end, time.span.end + 60)]
    if _MEASURES.search(before[-80:]) is not None:
        return False
    based = first_base(time.node) is not None
    if time.rule in ("bare", "point") and based:
        # "Notices shall be deemed given: (i) upon delivery; … (iii) five days after mailing": far behind.
        opens = source.string[max(sentence.start, time.span.start - _FAR) : time.span.start]
        if _TAKES_EFFECT.search(opens) or _TAKES_EFFECT.search(sentence.lead_in):
            return True
    if time.rule in ("limit", "least") and isinstance(time.node, Offset) and not is_open(time.node.base):
        back = time.node.direction == "before" and _WITHIN.match(source.string, time.span.start) is not None
        return time.rule == "least" or not back
    if isinstance(time.node, Offset) and time.node.bound == "at_least" and _BY_NOTICE.search(before):
        return True  # "may be ended without penalty by a vote of the shareholders on | sixty days' notice"
    return _SETS_A_TIME.search(before) is not None or _SETS_A_TIME.search(after) is not None


def _defined_by(meanings: Sequence[tuple[int, int, str]], span: Span) -> str | None:
    """The term whose meaning the time is."""
    inner = None
    for i in range(bisect_left(meanings, (span.start - _FAR,)), len(meanings)):
        start, end, term = meanings[i]
        if start - 6 > span.start:
            break
        if span.start < end:
            if _DEADLINE_TERM.search(term):
                return term
            inner = inner or term
    return inner


def _such_date(expression: Expression, previous: Expression | None) -> Expression:
    """The tree with "such date" read as the day that the sentence has just counted from."""
    named = first_base(previous) or previous if previous is not None else None
    base = first_base(expression)
    if not (isinstance(base, Anchor) and _SUCH_DATE.fullmatch(base.text)):
        return expression
    if not isinstance(named, Anchor) or named.kind != "defined_term":
        return expression
    return based(expression, replace(named, span=base.span))


_SUCH_DATE = g.words(r"(?:such|that|the said|the same) (?:date|day)")
