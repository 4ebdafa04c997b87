"""Finds words used like a defined term that no words of the document define.

Each one becomes a warning for a lawyer, so a doubtful one is left out: names, titles, headings, statutes and
agreements are none, nor is anything that the text introduces in whatever way.
"""

from __future__ import annotations

import re
import sys
from bisect import bisect_right
from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from itertools import pairwise

from pipeline.clauses.introduced import is_described, is_given_meaning, is_told_in_other_letters
from pipeline.clauses.page import Page
from pipeline.clauses.term_forms import singular
from pipeline.clauses.term_nouns import term_nouns
from pipeline.clauses.term_words import Piece
from pipeline.clauses.uses import FUNCTION_WORDS
from pipeline.frozen import dataclass
from pipeline.model import BlockKind, NeverDefined
from pipeline.spans import Span

_MOST_WORDS = 6
_JOINTS = frozenset({" ", " of ", "-"})
_WIDEST_JOINT = 4
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
    page: Page, pieces: Sequence[Piece], skipped: Sequence[Span], known: Known, *, left_to_another: bool
) -> tuple[NeverDefined, ...]:
    """The terms in the order of their first uses.

    `pieces` are the capitalised words of the text, and `skipped` the ranges, in order and without overlap,
    that are no running text. Where the document says that its other terms are defined in another one,
    `left_to_another`, whatever is used like a term counts, unless it is given a meaning.
    """
    runs = _runs(page.plain, pieces)
    shaped: dict[str, list[str]] = defaultdict(list)  # by key, the words as they stand
    alone = term_nouns()["alone"]
    for words, (first, _) in runs.items():
        if words in alone if len(first) == 1 else _term_like(page.plain, words, first, known):
            shaped[key_of(words)].append(words)
    # What costs least to ask rules out most.
    doubtful: list[tuple[str, list[Span]]] = []  # keys, and where they stand in sentences
    for key, forms in shaped.items():
        if key in known.keys or key in known.parts:
            continue
        places = sorted(span for words in forms for span in runs[words][1])
        spans = [Span(*span) for span in _outside(places, skipped) if _in_sentence(page, *span)]
        if _used_as_term(page.plain, spans):
            doubtful.append((key, spans))
    others = _in_other_letters(runs, {key for key, _ in doubtful})
    found: list[NeverDefined] = []
    for key, spans in doubtful:
        everywhere = [place for words in {*shaped[key], *others[key]} for place in runs[words][1]]
        if any(is_given_meaning(page.plain, start, end) for start, end in everywhere):
            continue
        if not left_to_another and any(is_described(page.plain, end) for _, end in everywhere):
            continue
        if left_to_another or len(found) >= _MOST_SOUGHT or not _needs_none(page.plain, spans):
            found.append(NeverDefined(page.plain[spans[0].start : spans[0].end], tuple(spans)))
    return tuple(sorted(found, key=lambda term: term.uses[0].start))


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


_END: Piece = (sys.maxsize, sys.maxsize, -1, False)  # ends the last run
_Runs = dict[str, tuple[Sequence[Piece], list[tuple[int, int]]]]


def _runs(plain: str, pieces: Sequence[Piece]) -> _Runs:
    """Capitalised words that stand together, at least one of them in no term, and no function word.

    By the words: the first such run, and where all of them are.
    """
    runs: _Runs = {}
    begin = 0  # the first piece of the run that is being read
    last = -1  # where its last piece ends
    new = False
    for i, (start, end, term, _) in enumerate((*pieces, _END)):
        joined = start - last <= _WIDEST_JOINT and plain[last:start] in _JOINTS
        function_word = term < 0 and plain[start:end] in FUNCTION_WORDS
        if not joined or function_word:
            if new and i - begin <= _MOST_WORDS:
                place = (pieces[begin][0], last)
                words = plain[place[0] : last]
                known = runs.get(words)
                if known is None:
                    runs[words] = (pieces[begin:i], [place])
                else:
                    known[1].append(place)
            begin, new = i, False
        if function_word:
            begin = i + 1
        elif term < 0:
            new = True
        last = end
    return runs


def _in_other_letters(runs: Iterable[str], keys: Iterable[str]) -> dict[str, list[str]]:
    """By key, the runs with the same words, be they titled, in capitals or run together."""
    alike: dict[str, list[str]] = defaultdict(list)
    beginnings = {key[:_BEGINNING] for key in keys}
    for words in runs if beginnings else ():
        if words[:_BEGINNING].lower() in beginnings:
            alike[key_of(words)].append(words)
    return alike


def _outside(places: Sequence[tuple[int, int]], skipped: Sequence[Span]) -> Iterator[tuple[int, int]]:
    """The places, in order, that no skipped range holds."""
    for start, end in places:
        i = bisect_right(skipped, start, key=lambda span: span.end)
        if i == len(skipped) or skipped[i].start >= end:
            yield start, end


def _term_like(plain: str, whole: str, run: Sequence[Piece], known: Known) -> bool:
    """Whether several words look like a term: titled, ending in a noun of contracts, and naming nothing."""
    nouns = term_nouns()
    start, end, _, _ = run[-1]
    last = plain[start:end].rpartition(" ")[2]
    of = " of " in whole and any(plain[a[1] : b[0]] == " of " for a, b in pairwise(run))
    if not of and last not in nouns["phrase"]:
        return False
    words = [plain[start:end] for start, end, _, _ in run]
    if of and words[0] not in nouns["before_of"]:
        return False
    # "Variable Conversion Price" is no use of "Conversion Price"; "Additional Bank" is one of the "Bank".
    if words[-1] in known.parties or last in nouns["naming"] or words[0].casefold() in known.names:
        return False
    for (_, _, term, shouted), word in zip(run, words, strict=True):
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
