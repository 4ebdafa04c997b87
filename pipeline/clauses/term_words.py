"""Cuts the capitalised words of a text into defined terms and other words, in one pass."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterator, Sequence
from itertools import accumulate

import re2

from pipeline.clauses.page import Page, scanner
from pipeline.clauses.term_forms import forms

# The look behind stands after the first letter, so that it is only asked at a capital.
_CAPITALISED = re.compile(r"[A-ZÀ-Þ](?<![A-Za-zÀ-ÿ0-9][A-ZÀ-Þ])[A-Za-zÀ-ÿ0-9]*")
_EACH_CAPITALISED = re.compile(f"({_CAPITALISED.pattern})")
_SHORTEST = 3  # characters of a term in another form than its own


# A defined term, or a capitalised word that belongs to none: where it starts and ends, the number of the
# term (-1 for another word), and whether it is in capitals though defined otherwise. There are tens of
# thousands in a long agreement, so they are bare tuples.
Piece = tuple[int, int, int, bool]

_AHEAD = 3  # characters behind the first word that tell most terms with that word apart
# The forms of terms with one first word, by the characters behind it, the longest first; those with fewer
# than that under "" and behind all others. Each is given with the number of its term and whether it is in
# capitals.
_Forms = dict[str, list[tuple[str, int, bool]]]


class Terms:
    """The terms of a document, numbered, each with the forms in which it may be used."""

    def __init__(self, terms: Sequence[str]) -> None:
        self.numbers = {term: i for i, term in enumerate(terms)}
        self._by_first: dict[str, _Forms] = defaultdict(lambda: defaultdict(list))
        self._others: dict[str, int] = {}
        formed = [(number, term, forms(term)) for number, term in enumerate(terms)]
        # A form that is a term in its own right stays that term: "Purchaser" beside "Purchasers".
        taken = set(self.numbers)
        for number, term, found in formed:
            for form in found:
                if form == term or (form not in taken and len(form) >= _SHORTEST):
                    taken.add(form)
                    self._add(form, number, shouted=False)
        for number, _, found in formed:
            for form in found:
                shout = form.upper()
                if shout not in taken and len(form) >= _SHORTEST and form[0].isupper():
                    taken.add(shout)
                    self._add(shout, number, shouted=True)
        for candidates in self._by_first.values():
            short = sorted(candidates.pop("", ()), key=_longest_first)
            for alike in candidates.values():
                alike.sort(key=_longest_first)
                alike += short
            candidates[""] = short

    def _add(self, form: str, number: int, *, shouted: bool) -> None:
        first = _CAPITALISED.match(form)
        if first is not None:
            more = form[first.end() : first.end() + _AHEAD]
            self._by_first[first.group()][more if len(more) == _AHEAD else ""].append((form, number, shouted))
        elif len(form) >= _SHORTEST:
            self._others.setdefault(form, number)

    def pieces(self, page: Page) -> list[Piece]:
        """The terms, the longest winning, and the capitalised words between them, in order."""
        pieces = self._capitalised(page.plain)
        others = list(self._uncapitalised(page)) if self._others else []
        return _merged(pieces, others) if others else pieces

    def _capitalised(self, plain: str) -> list[Piece]:
        pieces: list[Piece] = []
        by_first = self._by_first
        seen = 0
        parts = _EACH_CAPITALISED.split(plain)  # what stands between, and the words, in turn
        ends = list(accumulate(map(len, parts)))
        for word, start, stop in zip(parts[1::2], ends[::2], ends[1::2], strict=False):
            if start < seen:
                continue
            if word in by_first:
                term = _term_at(plain, start, stop, by_first[word])
                if term is not None:
                    seen = term[1]
                    pieces.append(term)
                    continue
            pieces.append((start, stop, -1, False))
        return pieces

    def _uncapitalised(self, page: Page) -> Iterator[Piece]:
        """Uses of terms that begin with a figure or a small letter: "1933 Act", "registered"."""
        longest_first = sorted(self._others, key=lambda form: (-len(form), form))
        pattern = "|".join(re2.escape(form) for form in longest_first)
        for match in scanner(pattern.encode("latin-1", "replace")).finditer(page.folded):
            start, end = match.span()
            number = self._others.get(page.plain[start:end])
            before, after = page.plain[max(start - 1, 0) : start], page.plain[end : end + 1]
            if number is not None and not before.isalnum() and not after.isalnum():
                yield start, end, number, False


def _longest_first(candidate: tuple[str, int, bool]) -> int:
    return -len(candidate[0])


def _term_at(plain: str, start: int, stop: int, candidates: _Forms) -> Piece | None:
    """The longest of the candidates that stands at `start`; their first word ends at `stop`."""
    for form, number, shouted in candidates.get(plain[stop : stop + _AHEAD]) or candidates[""]:
        end = start + len(form)
        if plain.startswith(form, start) and not plain[end : end + 1].isalnum():
            return start, end, number, shouted
    return None


def _merged(pieces: list[Piece], others: list[Piece]) -> list[Piece]:
    """Both in order; where two overlap the term that begins first stays, unless it is a mere word."""
    merged: list[Piece] = []
    last_end, last_term = 0, -1
    for piece in sorted([*pieces, *others]):
        if piece[0] >= last_end:
            merged.append(piece)
        elif last_term < 0 <= piece[2]:
            merged[-1] = piece
        else:
            continue
        _, last_end, last_term, _ = piece
    return merged
