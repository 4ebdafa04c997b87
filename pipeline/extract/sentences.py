"""The sentence around a place in the text.

Agreements are full of full stops that end nothing ("Inc.", "No. 4", "Section 2.1"), and of page turns that
part a sentence in two paragraphs, so both are judged by what stands around them.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterator, Sequence
from functools import cached_property
from typing import Protocol

from pipeline.match.automaton import Automaton
from pipeline.match.scanner import flagged
from pipeline.model import Text
from pipeline.spans import Span

LIMIT = 1600  # characters looked at on either side; a longer sentence is cut there

# A stop, what may close it, and white space before what may open a sentence; or the end of a paragraph. That
# both begin with one class of characters lets `re` leap from one to the next.
_STOP = re.compile(r"[.;!?\n](?:(?<=\n)\n(?![a-z,;)])|(?<!\n)[\"”')\]]{0,2}\s+(?=[A-Z\"“(\[•\d_]))")
# The stops inside lines, which is where most are looked for: what begins with one letter is found fastest.
_STOPS_IN_LINES = tuple(
    re.compile(rf"{re.escape(mark)}[\"”')\]]{{0,2}}[^\S\n]+(?=[A-Z\"“(\[•\d_])") for mark in ".!?"
)
# Words that a full stop ends no sentence behind; what has a stop inside stands there without its last.
_ABBREVIATIONS = """
    Inc Corp Co Ltd No Nos Mr Mrs Ms Dr St Sec Art Jr Sr vs Bros Messrs Hon Prof approx cf viz al etc i.e e.g
    Jan Feb Mar Apr Aug Sept Oct Nov Dec U.S U.S.A U.K P.R N.V B.V N.A S.A L.P L.L.C D.C a.m p.m
"""


def _behind_any(words: str) -> re.Pattern[str]:
    """What matches behind one of the words and its full stop: to look behind takes words of one length."""
    by_length: dict[int, list[str]] = {}
    for word in words.split():
        by_length.setdefault(len(word), []).append(re.escape(word))
    alike = ["|".join(found) for found in by_length.values()]
    return re.compile("|".join([r"(?<=\b[A-Z]\.)", *(rf"(?<=\b(?:{found})\.)" for found in alike)]))


_ABBREVIATED = _behind_any(_ABBREVIATIONS)  # or a single capital
_LONG = 1 + max(map(len, _ABBREVIATIONS.split()))  # letters that no abbreviation has
_NUMBERED = re.compile(r"(?:^|\n|[.;:]\s)\(?\d{1,3}(?:\.\d{1,3}){0,4}[.]$")
_UNFINISHED = re.compile(r"[\w,:]$")
_AROUND = re.compile(r"\(\?<?[=!](?:[^()]|\([^()]*\))*\)")  # what a pattern looks ahead or back for
_LETTER = re.compile(r"[^\W\d_]")
_CLOSE = 400  # characters before a place in which its sentence mostly begins
_FULL = 80  # characters of a line that is no heading


class _Range(Protocol):
    """Anything with a place in a text."""

    @property
    def start(self) -> int: ...
    @property
    def end(self) -> int: ...


class Said:
    """Words that whole sentences are searched for, whatever their case; the pattern may not look around.

    RE2 searches them: in a text without stops every place has a sentence of its own, as long as they get.
    """

    def __init__(self, pattern: str) -> None:
        self._pattern = pattern

    @classmethod
    def of(cls, *patterns: re.Pattern[str]) -> Said:
        """The words of some patterns, whatever must stand around them; without them none need be asked."""
        return cls("|".join(_AROUND.sub("", pattern.pattern) for pattern in patterns))

    @cached_property
    def _automaton(self) -> Automaton:
        return Automaton(flagged(self._pattern), "sentences.py")

    def within(self, text: Text, span: _Range) -> bool:
        """Whether the words stand in `span` of the text."""
        return self._automaton.first(text.folded, span.start, span.end) is not None

    def among(self, text: Text, spans: Sequence[_Range], starts: Sequence[int]) -> list[int]:
        """The indices of those of `spans` in which the words stand, found in one pass over the text.

        The spans are in order and apart, and begin at `starts`. A match may not be longer than a few lines.
        """
        first = self._automaton.first
        folded = text.folded
        found: list[int] = []
        i = 0
        while i < len(spans):
            hit = first(folded, starts[i], spans[-1].end)
            if hit is None:
                break
            i = max(i, bisect_right(starts, hit[0]) - 1)
            end = spans[i].end
            # What runs on into the next span may hide a shorter match in this one.
            if hit[1] <= end or (hit[0] < end and first(folded, hit[0], end) is not None):
                found.append(i)
            i += 1
        return found


def sentence_at(string: str, start: int, end: int | None = None) -> Span:
    """The sentence that holds `[start, end)`, without the white space around it."""
    end = start if end is None else end
    opened = _opened(string, start)
    right = min(len(string), end + LIMIT)
    closed = right
    for stop in _STOP.finditer(string, end, right):
        if _ends(string, stop.start()):
            closed = stop.start() + 1
            break
    while closed > opened and string[closed - 1].isspace():
        closed -= 1
    while opened < closed and string[opened].isspace():
        opened += 1
    return Span(opened, max(opened, closed))


def _opened(string: str, start: int) -> int:
    """Where the sentence before `start` ended: mostly close by, so that the last words are looked at first.

    They are looked at from a letter on, for no stop has one in it that could be cut there.
    """
    left = max(0, start - LIMIT)
    letter = _LETTER.search(string, max(left, start - _CLOSE), start)
    for begin in (letter.start() if letter else left, left):
        for stop in reversed(list(_STOP.finditer(string, begin, min(len(string), start + 1)))):
            if stop.end() <= start and _ends(string, stop.start()):
                return stop.end()
    return left


def stops_between(string: str, start: int, end: int) -> list[Span]:
    """The ends of the sentences in `[start, end)`: from behind a stop to where the next sentence begins."""
    return [
        Span(stop.start() + 1, stop.end())
        for stop in _STOP.finditer(string, start, end)
        if _ends(string, stop.start())
    ]


def cut_between_words(string: str, start: int, end: int, longest: int) -> Iterator[tuple[int, int]]:
    """A range in pieces of at most `longest` characters, which end between words where there are any."""
    while end - start > longest:
        cut = string.rfind(" ", start + 1, start + longest)
        cut = start + longest if cut < 0 else cut
        yield start, cut
        start = cut + (string[cut] == " ")
    yield start, end


def ends_in_lines(string: str) -> list[tuple[int, int]]:
    """The ends of sentences inside lines, as `stops_between` has them, in the whole text."""
    stops = [stop.span() for pattern in _STOPS_IN_LINES for stop in pattern.finditer(string)]
    return sorted([(at + 1, opens) for at, opens in stops if _ends(string, at)])


def _ends(string: str, at: int) -> bool:
    """Whether a sentence ends at a stop; a semicolon ends only a clause, and an abbreviation nothing."""
    mark = string[at]
    if mark == ";":
        return False
    if mark == "\n":
        # A line that fills the page and ends in the middle of things was cut by the turn of the page.
        return not (_UNFINISHED.search(string, max(0, at - 2), at) and string.rfind("\n", 0, at) < at - _FULL)
    if mark != "." or (at >= _LONG and string[at - _LONG : at].isalpha()):
        return True
    if string[at - 1 : at].isdigit():
        return _NUMBERED.search(string, max(0, at - 12), at + 1) is None
    return _ABBREVIATED.match(string, at + 1) is None
