"""The text of an opening with its marks: where a party may begin, and what stands next to a place."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Callable, Sequence

from pipeline.extract.parties.defined_terms import terms_of
from pipeline.extract.parties.keys import name_key
from pipeline.extract.parties.names import Name, name_at
from pipeline.frozen import dataclass
from pipeline.model import Mention
from pipeline.spans import Span

# What stands between two parties of a list: separators, list labels, "on the one hand".
_FILLER = re.compile(
    r"(?:[\s,;:.\-–—*•]|\b(?:and|AND|And|by and between|also)\b(?!\s*/)|&(?=\s)"
    r"|\((?:[1-9]\d?|[a-hivx]{1,3}|[A-H])\)|(?<=\s)(?:[1-9]|[a-h]|[ivx]{1,3})[.)](?=\s)"
    r"|(?<=\n)[IVX]{1,4}\.(?=\s)|(?:as|AS)(?= between)"
    r"|(?:on|ON) (?:the|THE) (?:one|other|first|second|ONE|OTHER|FIRST|SECOND) (?:hand|part|side|HAND"
    r"|PART|SIDE)"
    r"|solely (?:for|with respect to)[^,]{1,90},|for (?:purposes of|the limited purpose of)[^,]{1,90},"
    r"|(?:firstly|secondly|to wit|namely|either|both|among others|between"
    r"|each of(?= [A-Z])(?! [Tt]he)|the following(?: (?:parties|entities|companies|persons))?|as well as)\b)+"
)
# Small words before a name that say what it is: "the painter ADA ROE", "the State of …".
_LOWER_LEAD = re.compile(
    r"(?:the\s|THE\s)?(?:(?!(?:and|together|its|his|her|their|being"
    r"|by)\b)[a-z][a-z-]{2,20}[\s,]{1,2}){1,6}(?=[A-Z])"
    r"|(?:the|THE)\s(?=[A-Z0-9])"
)
_CALLED = re.compile(r"(?:the|The|THE)\s(?:Company|COMPANY|Firm|FIRM|Corporation|CORPORATION)\s(?=[A-Z])")
_LONGEST_LEAD = 70
# A name in small letters, with its form and a term behind it, or a description: nutmeg online, a partnership.
_SMALL_NAME = re.compile(
    r"(?!(?:the|an?|its|his|her|their|our|such|any|all|each|both|every|certain|this|these|as|in|of|or|by|to|for|with"
    r"|other|parties|party|between|among|undersigned|following|individually|collectively|together|herein\w*|having"
    r"|whose|located|being|organized|and|referred|including|which|who|that|on|at|is|are)\b)"
    r"[a-z][\w&.'-]{1,20}(?:\s[a-z][\w&.'-]{1,20}){0,3}?(?:(?P<form>,?\s(?:inc|llc|ltd|co|corp|gmbh)\b\.?)(?=,?\s\()"
    r"|(?=,\san?\s(?:[\w-]+\s){0,4}(?:corporation|company|partnership|individual|trust|limited|proprietor)))"
)
_BLANK = re.compile(r"(?:\[[^\]\n]{0,60}\]|_{3,}|<<[^>]{1,60}>>|\[?[*•●X]{2,}\]?|\{\*+\}|\.{4,}|X{3,})\s?,?")
# Marks that may stand within a name: "Elm Fund I, LP".
_WITHIN_NAMES = ("form-label", "memo-label", "first-person")
_DEFINITIONS = ("definition", "definition-single", "definition-inline")
# Marks at which no name of a party begins.
_NO_NAME = ("other-name", "through", "address", "lead", "stop")
_BY_SOMEBODY = ("represented", "in the person", "acting", "by and through")
_QUOTED_NAME = re.compile(r"[\"“](?=[A-Z0-9][^\"“”\n()]{3,90}[\"”])")


@dataclass(frozen=True, slots=True)
class Listed:
    """One party of a list: its name or class, and what the list says of it."""

    start: int
    end: int
    tail: Span  # from the name to the next party
    rule: str
    unnamed: bool = False
    formed: bool = False  # a corporate form closes the name
    own: tuple[str, ...] = ()
    shared: tuple[str, ...] = ()
    other_names: tuple[tuple[str, str], ...] = ()  # kind, name
    capacity: str | None = None
    blank: bool = False  # left open or redacted: it holds a place in the list, but is no party yet
    vouched: bool = False  # a term, a form or a description stands with it
    closed: int = 0  # where the last thing said of it ends for certain: its name, or a term


class Opening:
    """A text with the marks of `patterns/parties.toml` in its opening.

    `known` tells whether a name stands in a signature block.
    """

    def __init__(self, string: str, marks: Sequence[Mention], known: Callable[[str], bool]) -> None:
        self.string = string
        self.known = known
        self.marks = [mark for mark in marks if mark.rule not in _WITHIN_NAMES]
        self._asides = [mark for mark in marks if mark.rule in (*_WITHIN_NAMES, "label")]
        self._starts = [mark.start for mark in self.marks]

    def within(self, span: Span) -> list[Mention]:
        """The marks that begin in `span`."""
        return self.marks[bisect_left(self._starts, span.start) : bisect_left(self._starts, span.end)]

    def asides(self, span: Span, rule: str) -> list[Mention]:
        """The labels of one kind, or the first persons, that begin in `span`."""
        return [mark for mark in self._asides if mark.rule == rule and span.start <= mark.start < span.end]

    def mark_at(self, at: int) -> Mention | None:
        """The mark that begins at `at`."""
        i = bisect_left(self._starts, at)
        return self.marks[i] if i < len(self.marks) and self._starts[i] == at else None

    def next_mark(self, at: int) -> Mention | None:
        """The first mark at `at` or later."""
        i = bisect_left(self._starts, at)
        return self.marks[i] if i < len(self.marks) else None

    def defined(self, at: int) -> bool:
        """Whether a definition stands right behind `at`."""
        while at < len(self.string) and self.string[at] in ' ,\n"':  # the name may stand in quotation marks
            at += 1
        mark = self.mark_at(at)
        return mark is not None and mark.rule in _DEFINITIONS

    def behind_through(self, at: int) -> bool:
        """Whether the words that end at `at` lead to somebody behind a party: "represented by Ann Elm"."""
        i = bisect_left(self._starts, at) - 1
        if i < 0 or self.marks[i].rule != "through" or self.marks[i].end not in (at, at + 1):
            return False
        return self.string[self.marks[i].start : at].casefold().startswith(_BY_SOMEBODY)

    def shortens(self, at: int, name: str) -> bool:
        """Whether the term defined behind `at` is a piece of `name`."""
        mark = self.next_mark(at)
        terms = terms_of(self.string, mark, name).own if mark else ()
        return any(name_key(term) and name_key(term) in name_key(name) for term in terms)

    def skip(self, at: int, limit: int) -> int:
        """The position past separators, list labels and the like."""
        filler = _FILLER.match(self.string, at, limit)
        return filler.end() if filler else at

    def blank_at(self, at: int, limit: int) -> int | None:
        """Where the blank or redaction that begins at `at` ends."""
        blank = _BLANK.match(self.string, at, limit)
        return blank.end() if blank else None

    def _quoted(self, at: int, limit: int) -> Name | None:
        """The name in quotation marks that begins at `at`, if it is a body's or a term is defined for it."""
        quote = _QUOTED_NAME.match(self.string, at, limit)
        name = name_at(self.string, quote.end(), limit) if quote else None
        if name is None or self.string[name.end : name.end + 2].strip(".,")[:1] not in ('"', "”"):
            return None
        closed = self.string.find('"', name.end, name.end + 2)
        behind = (closed if closed >= 0 else self.string.find("”", name.end)) + 1
        return name if name.formed or self.defined(behind) else None

    def begin(self, at: int, limit: int, *, joined: bool, first: bool) -> Listed | None:
        """The party that begins at `at` or behind separators there, with nothing yet read of its tail.

        `joined` is that of `name_at`. Small words before the name are passed over if it is the `first` of its
        list, or has a form or a term of its own.
        """
        at = self.skip(at, limit)
        mark = self.mark_at(at)
        ahead = self.next_mark(at + 1)
        if ahead and ahead.rule != "definition-plain":  # "Kiln (China) Co., Ltd." holds such a mark
            limit = min(limit, ahead.start)
        if mark and mark.rule == "class":
            tail = Span(mark.end, mark.end)
            return Listed(mark.start, mark.end, tail, "class", unnamed=True, vouched=True, closed=mark.end)
        if mark and mark.rule in _NO_NAME:
            return None
        blank = self.blank_at(at, limit)
        if blank is not None:
            return Listed(at, blank, Span(blank, blank), "blank", blank=True, closed=blank)
        called = _CALLED.match(self.string, at, limit)
        named = name_at(self.string, called.end(), limit, joined=joined) if called else None
        if named and named.formed:
            return _named(named)
        name = self._quoted(at, limit) or name_at(self.string, at, limit, joined=joined)
        if name is None:
            lower = _LOWER_LEAD.match(self.string, at, min(limit, at + _LONGEST_LEAD))
            name = name_at(self.string, lower.end(), limit, joined=joined) if lower else None
            small = None if name else _SMALL_NAME.match(self.string, at, limit + 60)
            if small:
                return _named(Name(at, small.end(), formed=small["form"] is not None))
            article = lower is not None and lower.group().strip().casefold() == "the"
            if name and not (first or article or name.formed or self.defined(name.end)):
                return None
        return _named(name) if name else None


def _named(name: Name) -> Listed:
    tail = Span(name.end, name.end)
    return Listed(
        name.start, name.end, tail, "name", formed=name.formed, vouched=name.formed, closed=name.end
    )
