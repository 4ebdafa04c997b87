"""Finds the rules of a family in a text.

RE2 goes over the whole document for all rules of a family at once; it is linear on any input. Its pattern has
no groups, which keeps it on its automaton. Rules with long gaps multiply each other's states, so that a file
may part them into several automata (`apart`). Another automaton then tells which rule it was, inside the
small window that the first one found, and the `regex` package reads the rule's named groups. Where hits
overlap, the one that begins first wins, and of those that begin together the rule that stands first in its
file.
"""

from __future__ import annotations

import re as _re
from collections.abc import Callable, Iterable, Iterator, Sequence
from functools import cache, cached_property
from operator import itemgetter

import re2

from pipeline.errors import PatternError
from pipeline.match.automaton import Automaton, GroupReader, Hit, for_folded_text
from pipeline.match.rules import Family, Rule, shipped
from pipeline.model import Mention, Text, fold
from pipeline.spans import Span

NARROWED = "it"  # a group of this name is the mention; the rest of the match is what must stand around it

_NAMED = _re.compile(r"\(\?P<[a-z_0-9]+>")
# A capturing bracket; what is escaped or stands in a character class is passed over.
_CAPTURING = _re.compile(r"(?P<kept>\\.|\[\^?\]?(?:\\.|[^\]\\])*\])|\((?!\?)", _re.DOTALL)


class Scanner:
    """All regular-expression rules of one family, ready to run."""

    def __init__(self, family: Family) -> None:
        self.family = family.family
        file = f"{self.family}.toml"
        self.runs = tuple(_runs(family.rules))
        runs = [
            [(rule.id, flagged(rule.pattern, ignore_case=rule.ignore_case)) for rule in run if rule.pattern]
            for run in self.runs
        ]
        rules = [rule for run in runs for rule in run]
        self._readers = [_Reader(rule_id, pattern, file) for rule_id, pattern in rules]
        self._whose = PatternSet((pattern for _, pattern in rules), file, whole=True)
        self._finders = [
            Automaton(_uncaptured("|".join(_NAMED.sub("(?:", pattern) for _, pattern in run)), file)
            for run in runs
        ]

    def find(self, text: Text, within: Sequence[Span] | None = None) -> tuple[Mention, ...]:
        """The mentions in `text`, or in the given ranges of it, in order and without overlap."""
        ranges = within if within is not None else (Span(0, len(text.string)),)
        return tuple(
            mention
            for span in ranges
            for mention in self._read(text.folded, self._hits(text.folded, span.start, span.end))
        )

    def find_around(self, text: Text, places: Sequence[Sequence[Hit]]) -> tuple[Mention, ...]:
        """The mentions in `text`, if every match of an automaton's rules lies in one of its `places`.

        These are ranges for each of `runs`, in order and apart.
        """
        folded = text.folded
        courses = [
            _Course(finder, folded, own) for finder, own in zip(self._finders, places, strict=True) if own
        ]
        return tuple(self._read(folded, _merged(courses)))

    def _hits(self, folded: bytes, start: int, end: int) -> Iterable[Hit]:
        """Where rules match, in order and without overlap, as one automaton for all would find them."""
        if len(self._finders) == 1:
            return self._finders[0].hits(folded, start, end)
        return _merged([_Course(finder, folded, ((start, end),)) for finder in self._finders])

    def _read(self, folded: bytes, hits: Iterable[Hit]) -> Iterator[Mention]:
        for start, end in hits:
            window = folded[start:end]
            for number in sorted(self._whose.found(window)):
                reader = self._readers[number]
                groups = reader.groups(window, start)
                if groups is not None:
                    it = groups.pop(NARROWED, None) or Span(start, end)
                    yield Mention(self.family, reader.rule, it.start, it.end, groups)
                    break


class _Course:
    """The next hit of one automaton in its ranges of a text."""

    __slots__ = ("_first", "_folded", "_range", "_ranges", "hit")

    def __init__(self, finder: Automaton, folded: bytes, ranges: Sequence[Hit]) -> None:
        """`ranges` are in order and apart; there is at least one."""
        self._first = finder.first
        self._folded = folded
        self._ranges = iter(ranges)
        self._range: Hit | None = next(self._ranges)
        self.hit: Hit | None = None
        self.move(0)

    def move(self, after: int) -> None:
        """Go on to the first hit that begins at `after` or later; there may be none."""
        while self._range is not None:
            start, end = self._range
            if after <= end:
                self.hit = self._first(self._folded, max(start, after), end)
                if self.hit is not None:
                    return
            self._range = next(self._ranges, None)
        self.hit = None


def _merged(courses: Sequence[_Course]) -> Iterator[Hit]:
    """The hits of several automata as one for all would find them; of equals the first automaton's is it."""
    while found := min((it.hit for it in courses if it.hit), key=itemgetter(0), default=None):
        yield found
        after = max(found[1], found[0] + 1)
        for course in courses:
            if course.hit is not None and course.hit[0] < after:
                course.move(after)


def _runs(rules: Sequence[Rule]) -> Iterator[list[Rule]]:
    """The rules by the automaton that runs them.

    The order of the file is kept, so that of hits which begin together the first automaton's is the one.
    """
    run: list[Rule] = []
    for rule in rules:
        if run and rule.apart:
            yield run
            run = []
        run.append(rule)
    yield run


def _uncaptured(pattern: str) -> str:
    """The pattern without groups of its own."""
    return _CAPTURING.sub(lambda found: found["kept"] or "(?:", pattern)


class _Reader:
    """One rule by itself, which reads its groups; compiled when a first window is this rule's."""

    def __init__(self, rule: str, pattern: str, file: str) -> None:
        self.rule = rule
        self._pattern = pattern
        self._file = file
        self._has_groups = _NAMED.search(pattern) is not None

    def groups(self, window: bytes, start: int) -> dict[str, Span] | None:
        """The rule's named groups in a window that begins at `start`; None where it does not match."""
        if not self._has_groups:
            return {}  # the automaton for all has matched it, and that is all
        read = self._compiled.read(window)
        if read is None:
            return None
        return {name: Span(start + at, start + to) for name, (at, to) in read.items()}

    @cached_property
    def _compiled(self) -> GroupReader:
        return GroupReader(self._pattern, self._file)


class PatternSet:
    """Several patterns as one automaton: those that occur in a string, or, if `whole`, match all of it."""

    def __init__(self, patterns: Iterable[str], file: str, *, whole: bool = False) -> None:
        options = for_folded_text()
        options.never_capture = True
        self._set = re2.Set.FullMatchSet(options) if whole else re2.Set.SearchSet(options)
        try:
            for pattern in patterns:
                self._set.Add(pattern.encode("latin-1"))
        except re2.error as error:
            raise PatternError(file, None, f"RE2 refuses the rules: {error}") from error
        self._set.Compile()
        self._match: Callable[[bytes], list[int]] = self._set._set.Match  # as in automaton.py

    def found(self, string: bytes) -> list[int]:
        """The indices of the patterns of which that holds, in no order; `string` is folded."""
        return self._match(string)


def flagged(pattern: str, *, ignore_case: bool = True) -> str:
    """The pattern in the alphabet of folded text, one character a byte, with its own case flag."""
    folded = fold(pattern).decode("latin-1")
    return f"(?i:{folded})" if ignore_case else folded


@cache
def scanner(family: str) -> Scanner:
    """The scanner of a shipped family. Raises `KeyError` for a name that no file has."""
    found = {entry.family: entry for entry in shipped()}
    return Scanner(found[family])
