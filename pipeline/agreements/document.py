"""One agreement as its block's readers see it: sentences, and the quantities in any range of them."""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections.abc import Iterator, Sequence
from functools import cached_property
from itertools import accumulate
from operator import attrgetter
from typing import Protocol, TypeVar

from pipeline.expressions import Deadline, Duty
from pipeline.extract.deadlines.source import Source
from pipeline.extract.deadlines.times import Time, times
from pipeline.extract.sentences import Said, cut_between_words, stops_between
from pipeline.frozen import dataclass
from pipeline.model import (
    Blank,
    DateMention,
    DayCount,
    Definition,
    Money,
    Outline,
    Party,
    Percentage,
    Quantities,
    RegionKind,
    Text,
)
from pipeline.spans import Span

_BESIDE = (RegionKind.COVER, RegionKind.CONTENTS, RegionKind.SIGNATURES)
_ARTICLE = re.compile(r"(?:(?:the|an?|its|such|each|any|of)\s+)+", re.IGNORECASE)
_SPACE = re.compile(r"\s+")


_KEY_TERM = re.compile(
    r"^(?P<term>[A-Z][A-Za-z-]+(?:\s[A-Za-z-]+){0,4})(?::[ \t]|\t)"
    r"(?P<meaning>[^\n]{2,300}(?:\n(?=[a-z\d(])[^\n\t:]{2,200}){0,3})$",
    re.MULTILINE,
)
# A heading run in to its clause, with or without its label.
_TITLE = re.compile(
    r"(?:\(?(?:\d{1,3}|[a-z])[.)]\s+)?(?P<title>[A-Z][A-Za-z]+(?:[ ,;/&'-]{1,2}[A-Za-z]+){0,5}\.)"
)
_LABEL = re.compile(r"[A-Z]?\d{0,3}\.")
_SHORTEST_TERM = 6  # letters; shorter ones turn up in too many places


# Behind a blank, what it is a number of: "____ (__) consecutive Trading Days".
_OF_TIME = re.compile(
    r"[\s_()\]]{0,12}(?:(?:consecutive|business|trading|calendar)\s){0,2}(?:days?|weeks?|months?)\b",
    re.IGNORECASE,
)
_WORD = re.compile(r"\w+")
_OPENING = 3  # letters of its first word by which a term is looked up
_FIRST_WORDS = 60  # characters of a meaning that tell what kind of thing it is
_LONGEST = 8000  # characters of a sentence; a run of words without a stop is cut there
_MOST_TERMS = 400  # that are looked for in a sentence


_START = attrgetter("start")


class _Placed(Protocol):
    @property
    def start(self) -> int: ...
    @property
    def end(self) -> int: ...


P = TypeVar("P", bound=_Placed)


@dataclass(frozen=True, slots=True)
class Sentence:
    """A sentence of the body: its range, its words with plain quotes and dashes, and its clause."""

    start: int
    end: int
    plain: str  # as long as the range
    clause: str | None  # path
    heading: str  # those of the clause and of all that hold it, innermost first, in lower case

    @property
    def span(self) -> Span:
        """The range in the normalised text."""
        return Span(self.start, self.end)


@dataclass(frozen=True)
class Document:
    """A document with all that was read from it so far; all spans are ranges of `text.string`."""

    text: Text
    outline: Outline
    quantities: Quantities
    parties: tuple[Party, ...]
    definitions: tuple[Definition, ...]
    deadlines: tuple[Deadline, ...]  # of the whole document, in order
    duties: tuple[Duty, ...]

    @cached_property
    def _source(self) -> Source:
        terms = frozenset(definition.term for definition in self.definitions)
        return Source.of(self.text, self.quantities, terms)

    def times(self, span: Span) -> Iterator[Time]:
        """The times that the words of a range tell, in order, with their expression trees."""
        return times(self._source, span.start, span.end)

    @cached_property
    def plain(self) -> str:
        """The text with plain quotes, dashes and spaces; its offsets are those of `text.string`."""
        return self.text.plain

    @cached_property
    def sentences(self) -> tuple[Sentence, ...]:
        """The sentences of the agreement and its attachments, in order; signatures are left out."""
        return tuple(self._sentences())

    def _sentences(self) -> Iterator[Sentence]:
        string = self.text.string
        clause_before: str | None = None
        headings = ""
        title = ""  # of a clause that the outline does not know: "B5. Delay Fee."
        for region in self.outline.regions:
            if region.kind in _BESIDE:
                continue
            stops = [
                stop
                for stop in stops_between(string, region.start, region.end)
                if not self._inside_count(stop)
            ]
            for piece in self._pieces(region.start, (*stops, Span(region.end, region.end))):
                low, high = self._trimmed(piece.start, piece.end)
                if low < high:
                    clause = self.outline.clause_at(low)
                    path = clause.path if clause is not None else None
                    words = self.plain[low:high]
                    if path != clause_before:
                        title, clause_before = "", path
                        headings = self._headings(path)
                    named = _TITLE.fullmatch(words)
                    if named is not None and not _LABEL.fullmatch(words):
                        title = named["title"].rstrip(".").lower()
                    heading = f"{title} / {headings}" if title and headings else title or headings
                    yield Sentence(low, high, words, f"{path or ''}~{title}" if title else path, heading)

    def _pieces(self, start: int, stops: Sequence[Span]) -> Iterator[Span]:
        """What stands between the stops; what is too long for a sentence is cut between words."""
        for stop in stops:
            for low, high in cut_between_words(self.plain, start, stop.start, _LONGEST):
                yield Span(low, high)
            start = stop.end

    def _inside_count(self, stop: Span) -> bool:
        """Whether a stop lies within a period: a page turned between its words and its figures."""
        counted = self.quantities.day_counts
        following = bisect_left(counted, stop.end, key=lambda days: days.start)
        return following > 0 and counted[following - 1].end > stop.end

    def _trimmed(self, start: int, end: int) -> tuple[int, int]:
        words = self.text.string[start:end]
        bare = words.lstrip()
        start += len(words) - len(bare)
        return start, start + len(bare.rstrip())

    def _headings(self, path: str | None) -> str:
        out = []
        while path is not None:
            clause = self.outline.clauses[self.outline.index_of[path]]
            if clause.heading:
                out.append(clause.heading.lower())
            path = clause.parent
        return " / ".join(out)

    def words(self, start: int, end: int) -> str:
        """The text of a range with single spaces."""
        return _SPACE.sub(" ", self.text.string[start:end]).strip()

    @cached_property
    def _starts(self) -> list[int]:
        """Where the sentences begin."""
        return [each.start for each in self.sentences]

    @cached_property
    def _said(self) -> dict[Said, dict[int, int]]:
        """The words asked for so far, each with the starts and positions of the sentences that have them."""
        return {}

    def _with(self, words: Said) -> dict[int, int]:
        known = self._said.get(words)
        if known is None:
            starts = self._starts
            found = words.among(self.text, self.sentences, starts)
            known = self._said[words] = {starts[i]: i for i in found}
        return known

    def saying(self, words: Said) -> list[int]:
        """The positions of the sentences that have these words, in order."""
        return list(self._with(words).values())

    def says(self, words: Said, sentence: Sentence) -> bool:
        """Whether one of the sentences has these words; for what is asked of many of them."""
        return sentence.start in self._with(words)

    @cached_property
    def counting(self) -> tuple[int, ...]:
        """The positions of the sentences in which a period stands, in order."""
        starts, sentences = self._starts, self.sentences
        places = set()
        for days in self.quantities.day_counts:
            i = bisect_right(starts, days.start) - 1
            if i >= 0 and days.end <= sentences[i].end:
                places.add(i)
        return tuple(sorted(places))

    def inside(self, items: Sequence[P], span: Span | Sentence) -> list[P]:
        """Those of `items`, which are in order, that lie in `span`."""
        first = bisect_left(items, span.start, key=_START)
        last = bisect_left(items, span.end, first, key=_START)
        return [item for item in items[first:last] if item.end <= span.end] if first < last else []

    def deadlines_in(self, span: Span | Sentence) -> list[Deadline]:
        """The deadlines whose words begin in a range, in order."""
        first = bisect_left(self.deadlines, span.start, key=lambda each: each.span.start)
        last = bisect_left(self.deadlines, span.end, key=lambda each: each.span.start)
        return list(self.deadlines[first:last])

    def deadline_at(self, start: int, end: int) -> Deadline | None:
        """The first deadline whose words reach into a range."""
        first = bisect_left(self._deadline_ends, start + 1)
        if first < len(self.deadlines) and self.deadlines[first].span.start < end:
            return self.deadlines[first]
        return None

    @cached_property
    def _deadline_ends(self) -> list[int]:
        """For each deadline the furthest end up to it, so that it may be searched by halves."""
        return list(accumulate((each.span.end for each in self.deadlines), max))

    def percentages(self, span: Span | Sentence) -> list[Percentage]:
        """The percentages and multiples in a range."""
        return self.inside(self.quantities.percentages, span)

    def day_counts(self, span: Span | Sentence) -> list[DayCount]:
        """The periods in a range."""
        return self.inside(self.quantities.day_counts, span)

    def money(self, span: Span | Sentence) -> list[Money]:
        """The amounts in a range."""
        return self.inside(self.quantities.money, span)

    def dates(self, span: Span | Sentence) -> list[DateMention]:
        """The dates in a range."""
        return self.inside(self.quantities.dates, span)

    def blanks(self, span: Span | Sentence) -> list[Blank]:
        """The blanks and redactions in a range."""
        return self.inside(self.quantities.blanks, span)

    def blank_times(self, span: Span | Sentence) -> list[Blank]:
        """The blanks in a range that stand for a number of days, weeks or months."""
        return [
            each
            for each in self.blanks(span)
            if each.of == "day_count" or _OF_TIME.match(self.plain, each.end, each.end + 48)
        ]

    @cached_property
    def meanings(self) -> tuple[tuple[str, Span], ...]:
        """Each defined term in lower case with the range that says what it stands for, in order.

        Besides those in quotation marks there are the lines of a sheet of key terms: "Filing Date: the 50th
        day after the Closing".
        """
        quoted = [
            (self.words(each.start, each.end).lower(), each.meaning)
            for each in self.definitions
            if each.meaning is not None and each.meaning.start > each.end
        ]
        return tuple(sorted([*quoted, *self.key_terms], key=lambda each: each[1].start)[:_MOST_TERMS])

    @cached_property
    def registrations(self) -> tuple[str, ...]:
        """The defined terms, as printed, that stand for a registration, or for the statement for it."""
        return tuple(
            " ".join(each.term.split())
            for each in self.definitions
            if each.meaning is not None
            and "registration" in self.plain[each.meaning.start : each.meaning.start + _FIRST_WORDS].lower()
            and each.meaning.start > each.end
        )

    @cached_property
    def _meanings_by_opening(self) -> dict[str, list[int]]:
        """The places in `meanings` of the terms that open with the same letters."""
        found: dict[str, list[int]] = {}
        for i, (term, _) in enumerate(self.meanings):
            first = _WORD.search(term)
            if first is not None and len(term) >= _SHORTEST_TERM:
                found.setdefault(first.group()[:_OPENING], []).append(i)
        return found

    @cached_property
    def key_terms(self) -> tuple[tuple[str, Span], ...]:
        """The rows of a sheet of key terms, as terms in lower case and the ranges of their values."""
        return tuple(
            (" ".join(line["term"].split()).lower(), Span(line.start("meaning"), line.end("meaning")))
            for line in _KEY_TERM.finditer(self.plain)
        )

    def defined_in(self, span: Span | Sentence) -> list[tuple[Span, Span]]:
        """The defined terms that a range uses: where each is used, and its meaning."""
        words = " ".join(self.plain[span.start : span.end].lower().split("\n"))
        opens = {found[:_OPENING] for found in _WORD.findall(words)}
        out = []
        for place in sorted(i for each in opens for i in self._meanings_by_opening.get(each, ())):
            term, meaning = self.meanings[place]
            if span.start <= meaning.start < span.end:
                continue
            at = words.find(term)
            if at >= 0 and self.plain[span.start + at].isupper():
                out.append((Span(span.start + at, span.start + at + len(term)), meaning))
        return out

    @cached_property
    def terms(self) -> frozenset[str]:
        """The defined terms, as printed."""
        return frozenset(_SPACE.sub(" ", definition.term) for definition in self.definitions)

    @cached_property
    def terms_elsewhere(self) -> frozenset[str]:
        """The terms that have the meaning which another agreement gives them, as printed."""
        return frozenset(
            _SPACE.sub(" ", each.term) for each in self.definitions if each.agreement is not None
        )

    def place(self, sentence: Sentence) -> int:
        """The position of one of `sentences` among them."""
        return bisect_left(self._starts, sentence.start)

    def following(self, sentence: Sentence, count: int) -> Iterator[Sentence]:
        """`sentence` and the next ones, up to `count` of them in all."""
        first = self.place(sentence)
        yield from self.sentences[first : first + count]


def bare(words: str) -> str:
    """`words` without the articles that they open with."""
    return _ARTICLE.sub("", words, count=1) if _ARTICLE.match(words) else words
