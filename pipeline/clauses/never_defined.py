"""Finds words used like a defined term that no words of the document define.

Each one becomes a warning for a lawyer, so a doubtful one is left out: names, titles, headings, statutes and
agreements are none, nor is anything that the text introduces in whatever way.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from collections.abc import Set as AbstractSet
from functools import cache
from itertools import pairwise
from typing import NamedTuple

from pipeline.clauses.introduced import is_described, is_given_meaning, is_told_in_other_letters
from pipeline.clauses.page import Page
from pipeline.clauses.term_forms import singular
from pipeline.clauses.term_nouns import term_nouns
from pipeline.clauses.term_words import JOINTS, Piece, Stretch
from pipeline.clauses.uses import FUNCTION_WORDS
from pipeline.frozen import dataclass
from pipeline.model import BlockKind, NeverDefined
from pipeline.spans import Span

_MOST_WORDS = 6
_SHORTEST_PROSE = 90  # characters of a line; a shorter one is a heading, an address, or a cell
_TITLED = re.compile(r"[A-ZÀ-Þ][a-zß-ÿ]+$")
_DETERMINER = re.compile(
    r"\b(?:the|any|such|each|all|no|an?|every|said|its|their|other|this|these|those|applicable) $"
)
# Part of a longer name or title: "the Software License, Customization and Maintenance Agreement", "Research
# and Development Plan", "Buyer's Guide".
_GOES_ON = re.compile(
    r",? (?:and|and/or|&|for|on the) [A-Z]|'s [A-Z]| of an? [A-Z][a-z]+ [A-Z]|"
    r", (?:[A-Z][\w'-]* |[A-Z][\w'-]*, |and ){0,5}(?:Agreement|Act|Plan|Code|Regulations|Rules)\b"
)
# The words end a heading that has run on into its text: "Transfer to a Third Party In case of a transfer".
_TEXT_BEGINS = re.compile(
    r" (?:(?:In|The|If|Any|Each|This|These|Upon|For|Notwithstanding|Subject|During|Either|Neither|No|All|"
    r"When|As|Except|Unless|It|Both|Such|At|An?|After|Within) |\(?\d{1,2}(?:\.\d{1,2})*[.)]? [A-Z])"
)
_IN_THE = re.compile(r"\b[Ii]n (?:the|any|an) $")  # "in the Event of Bankruptcy" means no more than "if"
_WENT_BEFORE = re.compile(r"[A-Z][\w'-]* (?:and|&|or) $")
_LONGEST_WORD = 30
_BEGINNING = 3  # characters by which words are told apart before their keys are made
_LONGEST_BRACKET = 80
_LONGEST_LEAD = 14  # characters of a determiner
_FEWEST = 1  # uses of a phrase with an article or the like
_FEWEST_PLURALS = 2  # uses of a phrase in the plural, which stands without: "the number of Warrant Shares"
_FEWEST_ALONE = 3  # uses with an article of a single word
_MOST_SOUGHT = 50  # terms of which the whole text is searched for other spellings
# A trade name: "Alder.com", "Alder®", "Alder(TM)". It begins with its letters, for which the engine leaps.
_TRADE_NAME = r"{}(?:\.(?:com|net|org|ca|co)\b|[®™]|\s?\((?:R|TM|SM)\))"


@dataclass(frozen=True, slots=True)
class Known:
    """What needs no definition: terms and headings by `key_of`, and the words that open names."""

    keys: frozenset[str]
    # Of longer terms, the last words, "product" of "Licensed Products", and those before an "and".
    parts: frozenset[str]
    names: frozenset[str]  # in small letters
    parties: frozenset[str]  # the terms for them


def key_of(words: str) -> str:
    """The words as they are compared: in the singular, without capitals and without the spaces of a scan."""
    return singular(words).replace(" ", "").replace("-", "")


def never_defined(
    page: Page, stretches: Sequence[Stretch], skipped: Sequence[Span], known: Known, *, left_to_another: bool
) -> tuple[NeverDefined, ...]:
    """The terms in the order of their first uses.

    `stretches` are the capitalised words of the text, and `skipped` the ranges, in order and without overlap,
    that are no running text. Where the document says that its other terms are defined in another one,
    `left_to_another`, whatever is used like a term counts, unless it is given a meaning.
    """
    runs = _runs(one for one in stretches if _may_be_term_like(one))
    shaped: dict[str, list[str]] = defaultdict(list)  # by key, the words as they stand
    for words, run in runs.items():
        if _term_like(words, run, known):
            shaped[key_of(words)].append(words)
    doubtful: list[tuple[str, list[Span]]] = []  # keys with where they stand in sentences
    for key, forms in shaped.items():
        if key in known.keys or key in known.parts:
            continue
        places = sorted(place for words in forms for place in runs[words].places())
        spans = [Span(*span) for span in _outside(places, skipped) if _in_sentence(page, *span)]
        if _used_as_term(page.plain, spans) and not _is_told(page.plain, places, left_to_another):
            doubtful.append((key, spans))
    others = _in_other_letters(stretches, {key for key, _ in doubtful})
    found: list[NeverDefined] = []
    for key, spans in doubtful:
        if not _is_told(page.plain, others[key], left_to_another) and (
            left_to_another or len(found) >= _MOST_SOUGHT or not _needs_none(page.plain, spans)
        ):
            found.append(NeverDefined(page.plain[spans[0].start : spans[0].end], tuple(spans)))
    return tuple(sorted(found, key=lambda term: term.uses[0].start))


def _may_be_term_like(stretch: Stretch) -> bool:
    """Whether a run of the stretch may look like a term, which ends in a noun of contracts or has an "of"."""
    if len(stretch.singly) == 1 and stretch.is_plain:
        return stretch.words in term_nouns()["alone"]
    return not _last_words().isdisjoint(stretch.singly) or " of " in stretch.words or not stretch.is_plain


@cache
def _last_words() -> frozenset[str]:
    """All that can stand last in a term, without hyphens."""
    nouns = term_nouns()
    return frozenset(part for noun in (*nouns["phrase"], *nouns["alone"]) for part in noun.split("-"))


def _is_told(plain: str, places: Iterable[tuple[int, int]], left_to_another: bool) -> bool:
    """Whether the text says at one of the places what the words there stand for."""
    return any(
        is_given_meaning(plain, start, end) or (not left_to_another and is_described(plain, end))
        for start, end in places
    )


def _in_other_letters(
    stretches: Iterable[Stretch], keys: AbstractSet[str]
) -> dict[str, list[tuple[int, int]]]:
    """By key, all places of its words, be they in capitals or run together."""
    found: dict[str, list[tuple[int, int]]] = defaultdict(list)
    beginnings = {key[:_BEGINNING] for key in keys}
    alike = (one for one in stretches if keys and _may_begin(one, beginnings))
    for words, run in _runs(alike).items():
        if words[:_BEGINNING].lower() in beginnings:
            found[key_of(words)] += run.places()
    return found


def _may_begin(stretch: Stretch, beginnings: AbstractSet[str]) -> bool:
    """Whether a word of the stretch has one of the beginnings."""
    return not stretch.is_plain or not beginnings.isdisjoint(
        [word[:_BEGINNING].lower() for word in stretch.singly]
    )


def _used_as_term(plain: str, spans: Sequence[Span]) -> bool:
    """Whether the words stand with an article or the like often enough; plurals need none."""
    if not spans:
        return False
    words = plain[spans[0].start : spans[0].end]
    articles = sum(
        _DETERMINER.search(plain, max(0, span.start - _LONGEST_LEAD), span.start) is not None
        for span in spans
    )
    if " " not in words:
        return articles >= _FEWEST_ALONE
    return articles >= _FEWEST or (words.endswith("s") and len(spans) >= _FEWEST_PLURALS)


def _needs_none(plain: str, spans: Sequence[Span]) -> bool:
    """Whether the words are understood without a definition, by what the whole text has of them."""
    words = plain[spans[0].start : spans[0].end]
    if words in term_nouns()["understood"] or is_told_in_other_letters(plain, words):
        return True
    if re.search(_TRADE_NAME.format(re.escape(words.split()[0])), plain):
        return True
    # A whim of capitals: they stand once, and in the text are the words without them: "advisory fee".
    small = (words.lower(), words.capitalize(), words[0].lower() + words[1:])
    return len(spans) == 1 and any(other in plain for other in small)


class _Run(NamedTuple):
    """Capitalised words that stand together, at least one of them in no term, and no function word."""

    words: str
    stretch: Stretch  # the first one that holds them …
    pieces: Sequence[Piece]  # … and what they are there
    within: list[tuple[Sequence[int], int]]  # where the stretches with them begin, and how far behind they do

    def places(self) -> Iterator[tuple[int, int]]:
        """All places where the words stand."""
        for starts, behind in self.within:
            for start in starts:
                yield start + behind, start + behind + len(self.words)


def _runs(stretches: Iterable[Stretch]) -> dict[str, _Run]:
    """The runs by their words, in the order of their first places."""
    runs: dict[str, _Run] = {}
    for stretch in stretches:
        for begin, end in _new_in(stretch):
            pieces = stretch.pieces[begin:end]
            start = pieces[0][0]
            words = stretch.words[start : pieces[-1][1]]
            run = runs.get(words)
            if run is None:
                run = runs[words] = _Run(words, stretch, pieces, [])
            run.within.append((stretch.starts, start))
    return runs


def _new_in(stretch: Stretch) -> list[tuple[int, int]]:
    """The runs of a stretch: from which of its pieces on, and before which one they end."""
    words, pieces = stretch.words, stretch.pieces
    found: list[tuple[int, int]] = []
    begin = 0  # the first piece of the run that is being read
    last = 0  # where its last piece ends
    new = False
    for i, (start, end, term, _) in enumerate(pieces):
        function_word = term < 0 and words[start:end] in FUNCTION_WORDS
        if function_word or words[last:start] not in JOINTS:
            if new and i - begin <= _MOST_WORDS:
                found.append((begin, i))
            begin, new = i + function_word, False
        new = new or (term < 0 and not function_word)
        last = end
    if new and len(pieces) - begin <= _MOST_WORDS:
        found.append((begin, len(pieces)))
    return found


def _outside(places: Sequence[tuple[int, int]], skipped: Sequence[Span]) -> Iterator[tuple[int, int]]:
    """The places, in order, that no skipped range holds."""
    for start, end in places:
        i = bisect_right(skipped, start, key=lambda span: span.end)
        if i == len(skipped) or skipped[i].start >= end:
            yield start, end


def _term_like(words: str, run: _Run, known: Known) -> bool:
    """Whether the words look like a term: titled, ending in a noun of contracts, and naming nothing."""
    nouns = term_nouns()
    pieces = run.pieces
    if len(pieces) == 1:
        return words in nouns["alone"]
    around = run.stretch.words
    last = around[pieces[-1][0] : pieces[-1][1]].rpartition(" ")[2]
    of = " of " in words and any(around[a[1] : b[0]] == " of " for a, b in pairwise(pieces))
    if not of and last not in nouns["phrase"]:
        return False
    each = [around[start:end] for start, end, _, _ in pieces]
    if of and each[0] not in nouns["before_of"]:
        return False
    # "Variable Conversion Price" is no use of "Conversion Price"; "Additional Bank" is one of the "Bank".
    if each[-1] in known.parties or last in nouns["naming"] or each[0].casefold() in known.names:
        return False
    for (_, _, term, shouted), word in zip(pieces, each, strict=True):
        if shouted or not (word[0].isupper() if term >= 0 else _TITLED.match(word)):
            return False
        if term < 0 and word in nouns["naming"]:
            return False
        if word.rpartition(" ")[2] in nouns["office"]:
            return False  # "Contracting Officer Technical Representative", where the first two are a term
    return True


def _in_sentence(page: Page, start: int, end: int) -> bool:
    """Whether the words stand in the middle of a sentence of running text, and are no part of a title."""
    plain = page.plain
    if plain[start - 1 : start] != " " or not plain[start - 2 : start - 1].islower():
        return False
    if plain[end : end + 1] == "\n" or _GOES_ON.match(plain, end, end + 80) or _TEXT_BEGINS.match(plain, end):
        return False
    form = max(0, start - _LONGEST_BRACKET)
    if plain.rfind("[", form, start) > plain.rfind("]", form, start):
        return False  # what to fill in here
    if _WENT_BEFORE.search(plain, max(0, start - _LONGEST_WORD), start):
        return False
    if plain.startswith("Event of ", start) and _IN_THE.search(plain, max(0, start - _LONGEST_LEAD), start):
        return False
    block = page.blocks[page.block_index(start)]
    return block.kind is BlockKind.PROSE and block.end - block.start >= _SHORTEST_PROSE
