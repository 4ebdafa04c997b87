"""Cuts the capitalised words of a text into defined terms and other words.

The same words stand together again and again, "Company" or "Effective Date" some hundred times. So the text
is parted into stretches of words that stand together, and each stretch is cut once, wherever it stands.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from operator import itemgetter
from typing import NamedTuple

import re2

from pipeline.clauses.page import Page
from pipeline.clauses.term_forms import forms
from pipeline.match.automaton import Automaton

_WORD = "[A-Za-zÀ-ÿ0-9]*"
# The look behind stands after the first letter, so that it is only asked at a capital.
_CAPITALISED = re.compile(rf"[A-ZÀ-Þ](?<![A-Za-zÀ-ÿ0-9][A-ZÀ-Þ]){_WORD}")
JOINTS = frozenset({" ", " of ", "-"})  # between the words of one stretch
# A letter or figure of another kind behind the last word belongs to the stretch: no term ends before it.
_STRETCH = re.compile(
    rf"{_CAPITALISED.pattern}(?:(?: |-| of )[A-ZÀ-Þ]{_WORD})*[\xaa\xb2\xb3\xb5\xb9\xba\xbc-\xbe]?"
)
_SHORTEST = 3  # characters of a term in another form than its own


# A defined term, or a capitalised word that belongs to none: where it starts and ends, the number of the
# term (-1 for another word), and whether it is in capitals though defined otherwise. There are thousands in a
# long agreement, so they are bare tuples.
Piece = tuple[int, int, int, bool]

_START = itemgetter(0)

_AHEAD = 3  # characters behind the first word that tell most terms with that word apart
# The forms of terms with one first word, the longest first, by the characters behind it; those with fewer
# than that under "". Each is given with the number of its term and whether it is in capitals.
_Forms = dict[str, list[tuple[str, int, bool]]]


class Stretch(NamedTuple):
    """Capitalised words and terms that stand together, and all places where just these do."""

    words: str
    pieces: Sequence[Piece]  # in order, with offsets in `words`
    starts: Sequence[int]  # where the words begin in the text, in order


class Terms:
    """The terms of a document, numbered, each with the forms in which it may be used."""

    def __init__(self, terms: Sequence[str]) -> None:
        self._by_first: dict[str, _Forms] = defaultdict(lambda: defaultdict(list))
        self._wide: list[str] = []  # forms that hold more than capitalised words: "Seller's Account"
        self._others: dict[str, int] = {}  # forms that begin with a figure or a small letter
        numbered = [(number, term, forms(term)) for number, term in enumerate(terms)]
        # A form that is a term in its own right stays that term: "Purchaser" beside "Purchasers".
        taken = set(terms)
        for number, term, found in numbered:
            for form in found:
                if form == term or (form not in taken and len(form) >= _SHORTEST):
                    taken.add(form)
                    self._add(form, number, shouted=False)
        for number, _, found in numbered:
            for form in found:
                shout = form.upper()
                if shout not in taken and len(form) >= _SHORTEST and form[0].isupper():
                    taken.add(shout)
                    self._add(shout, number, shouted=True)
        for candidates in self._by_first.values():
            for alike in candidates.values():
                alike.sort(key=lambda candidate: -len(candidate[0]))

    def _add(self, form: str, number: int, *, shouted: bool) -> None:
        first = _CAPITALISED.match(form)
        if first is not None:
            more = form[first.end() : first.end() + _AHEAD]
            self._by_first[first.group()][more if len(more) == _AHEAD else ""].append((form, number, shouted))
            if not _STRETCH.fullmatch(form):
                self._wide.append(form)
        elif len(form) >= _SHORTEST:
            self._others.setdefault(form, number)

    def stretches(self, page: Page) -> list[Stretch]:
        """The capitalised words and terms of a text, in the order of their first places.

        Of the terms that could stand at a place the longest wins.
        """
        starts: dict[str, list[int]] = defaultdict(list)
        if not self._wide and not self._others:
            for match in _STRETCH.finditer(page.plain):
                starts[match.group()].append(match.start())
            return self._cut_once(starts)
        plain = page.plain
        wide, others = self._beyond_words(page)
        mixed: list[Stretch] = []
        for start, end, is_mixed in _stretched(plain, [*wide, *(piece[:2] for piece in others)]):
            if is_mixed:
                mixed.append(self._cut_here(plain, start, end, others))
            else:
                starts[plain[start:end]].append(start)
        return sorted([*self._cut_once(starts), *mixed], key=lambda stretch: stretch.starts[0])

    def stands_at(self, plain: str, position: int) -> bool:
        """Whether a term begins with the capital at `position`."""
        word = _CAPITALISED.match(plain, position)
        candidates = self._by_first.get(word.group()) if word is not None else None
        return (
            word is not None
            and candidates is not None
            and _term_at(plain, position, word.end(), candidates) is not None
        )

    def _cut_once(self, starts: dict[str, list[int]]) -> list[Stretch]:
        """Stretches of capitalised words alone, of which the words tell how they are cut."""
        return [Stretch(words, self._capitalised(words, 0, len(words)), at) for words, at in starts.items()]

    def _cut_here(self, plain: str, start: int, end: int, others: Sequence[Piece]) -> Stretch:
        """A stretch that is more than capitalised words, cut where it stands."""
        first = bisect_left(others, start, key=_START)
        within = others[first : bisect_left(others, end, first, key=_START)]
        pieces = _merged([*self._capitalised(plain, start, end), *within])
        moved = [(at - start, to - start, term, shouted) for at, to, term, shouted in pieces]
        return Stretch(plain[start:end], moved, (start,))

    def _capitalised(self, plain: str, low: int, high: int) -> list[Piece]:
        """The terms that begin with a capital, and the capitalised words between them."""
        pieces: list[Piece] = []
        by_first = self._by_first
        seen = low
        for match in _CAPITALISED.finditer(plain, low, high):
            start, stop = match.span()
            if start < seen:
                continue
            candidates = by_first.get(plain[start:stop])
            term = candidates and _term_at(plain, start, stop, candidates)
            if term:
                seen = term[1]
                pieces.append(term)
            else:
                pieces.append((start, stop, -1, False))
        return pieces

    def _beyond_words(self, page: Page) -> tuple[list[tuple[int, int]], list[Piece]]:
        """Where forms may stand that hold more than capitalised words, and uses of those without a capital.

        The first overlap, as one may stand where another only seems to; the uses do not: "1933 Act".
        """
        folded, plain = page.folded, page.plain
        told = [form for form in (*self._wide, *self._others) if _FOLDED.fullmatch(form)]
        longest_first = sorted(told, key=lambda form: (-len(form), form))
        if not told:
            return [], []
        automaton = Automaton("|".join(map(re2.escape, longest_first)), "term_words.py")
        wide: list[tuple[int, int]] = []
        others: list[Piece] = []
        at = seen = 0
        while (hit := automaton.first(folded, at, len(folded))) is not None:
            start, end = hit
            at = start + 1
            number = self._others.get(plain[start:end])
            if number is None:
                wide.append(hit)
            elif start >= seen:
                seen = end
                if not plain[max(start - 1, 0) : start].isalnum() and not plain[end : end + 1].isalnum():
                    others.append((start, end, number, False))
        return wide, others


# All that may stand in folded text, which has no characters beyond these.
_FOLDED = re.compile(r"[\x00-\xff]+")


def _stretched(plain: str, more: Iterable[tuple[int, int]]) -> Iterator[tuple[int, int, bool]]:
    """Words and other ranges that stand together, and whether they are more than capitalised words."""
    ranges = [(start, end, True) for start, end in more]
    ranges += [(*match.span(), False) for match in _STRETCH.finditer(plain)]
    ranges.sort()
    begin, last, is_mixed = ranges[0] if ranges else (0, 0, False)
    for start, end, is_more in ranges[1:]:
        if (is_more or is_mixed) and (start <= last or plain[last:start] in JOINTS):
            last = max(last, end)
            is_mixed = True
        else:
            yield begin, last, is_mixed
            begin, last, is_mixed = start, end, is_more
    if ranges:
        yield begin, last, is_mixed


def _term_at(plain: str, start: int, stop: int, candidates: _Forms) -> Piece | None:
    """The longest of the candidates that stands at `start`; their first word ends at `stop`."""
    for alike in (candidates.get(plain[stop : stop + _AHEAD]), candidates.get("")):
        for form, number, shouted in alike or ():
            end = start + len(form)
            if plain.startswith(form, start) and not plain[end : end + 1].isalnum():
                return start, end, number, shouted
    return None


def _merged(pieces: Iterable[Piece]) -> list[Piece]:
    """All in order; where two overlap the term that begins first stays, unless it is a mere word."""
    merged: list[Piece] = []
    last_end, last_term = 0, -1
    for piece in sorted(pieces):
        if piece[0] >= last_end:
            merged.append(piece)
        elif last_term < 0 <= piece[2]:
            merged[-1] = piece
        else:
            continue
        _, last_end, last_term, _ = piece
    return merged
