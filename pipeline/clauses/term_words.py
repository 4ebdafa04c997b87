"""Cuts the capitalised words of a text into defined terms and other words.

The same words stand together again and again, "Company" or "Effective Date" some hundred times. So the text
is parted into stretches of words that stand together, and each stretch is cut once, wherever it stands.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from collections import defaultdict
from collections.abc import Iterable, Sequence
from itertools import accumulate
from operator import itemgetter

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
    rf"({_CAPITALISED.pattern}(?:(?: |-| of )[A-ZÀ-Þ]{_WORD})*[\xaa\xb2\xb3\xb5\xb9\xba\xbc-\xbe]?)"
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


class Stretch:
    """Capitalised words and terms that stand together, and all places where just these do."""

    __slots__ = ("_pieces", "_terms", "is_plain", "may_hold_terms", "singly", "starts", "words")

    def __init__(
        self, words: str, starts: Sequence[int], terms: Terms, pieces: Sequence[Piece] | None = None
    ) -> None:
        self.words = words
        self.starts = starts  # where the words begin in the text, in order
        self.singly = words.replace("-", " ").split(" ")  # the words one by one
        # Whether nothing but the capitalised words, in plain letters, stands between the joints.
        self.is_plain = pieces is None and words.isascii()
        self.may_hold_terms = pieces is not None or not terms.firsts.isdisjoint(self.singly)
        self._terms = terms
        self._pieces = pieces

    @property
    def pieces(self) -> Sequence[Piece]:
        """The pieces in order, with offsets in `words`."""
        if self._pieces is None:
            self._pieces = self._terms.cut(self.words)
        return self._pieces


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
        self.firsts = self._by_first.keys()  # the words that terms begin with

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
        plain = page.plain
        parts = _STRETCH.split(plain)  # what stands between, and the stretches, in turn
        words = parts[1::2]
        ends = list(accumulate(map(len, parts)))
        starts = ends[::2]
        mixed: list[Stretch] = []
        if self._wide or self._others:
            wide, others = self._beyond_words(page)
            for start, end, first, last in _joined(
                plain, starts, ends[1::2], sorted([*wide, *(it[:2] for it in others)])
            ):
                mixed.append(self._cut_here(plain, start, end, others))
                words[first:last] = [""] * (last - first)
        places: dict[str, list[int]] = defaultdict(list)
        for stretch, start in zip(words, starts, strict=False):  # behind the last one nothing starts
            places[stretch].append(start)
        places.pop("", None)
        found = [Stretch(stretch, at, self) for stretch, at in places.items()]
        return sorted([*found, *mixed], key=lambda one: one.starts[0]) if mixed else found

    def stands_at(self, plain: str, position: int) -> bool:
        """Whether a term begins with the capital at `position`."""
        word = _CAPITALISED.match(plain, position)
        candidates = self._by_first.get(word.group()) if word is not None else None
        return (
            word is not None
            and candidates is not None
            and _term_at(plain, position, word.end(), candidates) is not None
        )

    def cut(self, words: str) -> Sequence[Piece]:
        """A stretch of capitalised words alone, which tell how it is cut."""
        if not words.isalnum() or not words.isascii():
            return self._capitalised(words, 0, len(words))
        candidates = self._by_first.get(words)
        term = candidates and _term_at(words, 0, len(words), candidates)
        return (term or (0, len(words), -1, False),)

    def _cut_here(self, plain: str, start: int, end: int, others: Sequence[Piece]) -> Stretch:
        """A stretch that is more than capitalised words, cut where it stands."""
        first = bisect_left(others, start, key=_START)
        within = others[first : bisect_left(others, end, first, key=_START)]
        pieces = _merged([*self._capitalised(plain, start, end), *within])
        moved = [(at - start, to - start, term, shouted) for at, to, term, shouted in pieces]
        return Stretch(plain[start:end], (start,), self, moved)

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


def _joined(
    plain: str, starts: Sequence[int], ends: Sequence[int], ranges: Iterable[tuple[int, int]]
) -> list[tuple[int, int, int, int]]:
    """The ranges, in order, each with the stretches that it stands together with: from which one to which.

    `starts` and `ends` are those of all stretches.
    """
    found: list[tuple[int, int, int, int]] = []
    behind = 0  # the first stretch behind the last range
    for start, end in ranges:
        if found and (start <= found[-1][1] or plain[found[-1][1] : start] in JOINTS):
            start, last_end, first, _ = found.pop()
            end = max(end, last_end)
        else:
            first = bisect_left(ends, start, behind)
            if first > behind and plain[ends[first - 1] : start] in JOINTS:
                first -= 1
            behind = first
            if first < len(ends):
                start = min(start, starts[first])
        while behind < len(ends) and (starts[behind] <= end or plain[end : starts[behind]] in JOINTS):
            end = max(end, ends[behind])
            behind += 1
        found.append((start, end, first, behind))
    return found


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
