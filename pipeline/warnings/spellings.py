"""One party's name, or one defined term, that is spelt in two ways.

A variant is told from another name by all the words around the differing one: only "Alder Mils, Inc." beside
"Alder Mills, Inc." is taken for a slip, and only "Registerable Securities" beside "Registrable Securities".
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterator, Sequence

from pipeline.extract.parties.entity_types import FORM_WORDS
from pipeline.extract.parties.keys import bare_word, name_key
from pipeline.findings import Findings
from pipeline.model import Notice
from pipeline.spans import Span
from pipeline.warnings.places import places
from pipeline.warnings.rare_words import RareWords

_WORD = re.compile(r"[^\W\d_]{2,}")
_SHORTEST_NAME_WORD = 5
_SHORTEST_TERM_WORD = 7
_FEW = 3  # a slip is found at most so often …
_SHARE = 3  # … and so many times less often than the right spelling
# With these endings two words of one stem are two words: Licensed, Licensee, Licenses; Adviser, Advisory.
_ENDINGS = frozenset(
    """
    s es d ed r er ers or ors e ee ees y ies ory al ly ing ings ion ions ive ble able ible bly ant ent ants
    ents ance ence ic ity
    """.split()
) | {""}


def misspelt_names(findings: Findings, words: RareWords) -> Iterator[Notice]:
    """A notice for each other spelling of a party's name or of a defined term, with the places of both."""
    yield from _misspelt_parties(findings, words)
    yield from _misspelt_terms(findings, words)


def _misspelt_parties(findings: Findings, words: RareWords) -> Iterator[Notice]:
    named = [party for party in findings.parties if not party.unnamed_class]
    known = {name_key(party.name) for party in named}
    string = findings.text.string
    for party in named:
        own = _WORD.findall(party.name)
        if len(own) < 2 or not any(bare_word(word) in FORM_WORDS for word in own):
            continue  # a name without a form may be a title, and its other forms no slips
        for i, word in enumerate(own):
            if bare_word(word) in FORM_WORDS or len(word) < _SHORTEST_NAME_WORD:
                continue
            found = [
                (other, span)
                for other, span in words.instead(own, i)
                if name_key(string[span.start : span.end]) not in known
            ]
            yield from _notices(findings, party.name, Span(party.start, party.end), found, "party-spelling")


def _misspelt_terms(findings: Findings, words: RareWords) -> Iterator[Notice]:
    defined = {entry.term.casefold() for entry in findings.definitions}
    names = {name_key(party.name) for party in findings.parties}
    seen: set[str] = set()
    for entry in findings.definitions:
        own = _WORD.findall(entry.term)
        if len(own) < 2 or not all(word[0].isupper() for word in own) or entry.term.casefold() in seen:
            continue
        seen.add(entry.term.casefold())
        if name_key(entry.term) in names:
            continue
        for i, word in enumerate(own):
            if len(word) < _SHORTEST_TERM_WORD or words.count(word) < _SHARE:
                continue
            found = [
                (other, span)
                for other, span in words.instead(own, i)
                if not _same_stem(word, other)
                and " ".join([*own[:i], other, *own[i + 1 :]]).casefold() not in defined
                and words.count(other) <= _FEW
                and words.count(other) * _SHARE <= words.count(word)
            ]
            yield from _notices(findings, entry.term, Span(entry.start, entry.end), found, "term-spelling")


def _same_stem(word: str, other: str) -> bool:
    """Whether two words are one stem with two endings."""
    one, two = word.lower(), other.lower()
    pairs = enumerate(zip(one, two, strict=False))
    shared = next((i for i, (a, b) in pairs if a != b), min(len(one), len(two)))
    return any(one[i:] in _ENDINGS and two[i:] in _ENDINGS for i in (shared, shared - 1))


def _notices(
    findings: Findings, name: str, at: Span, found: Sequence[tuple[str, Span]], rule: str
) -> Iterator[Notice]:
    """One notice for each other spelling, with all of its places."""
    string, tree = findings.text.string, findings.outline
    by_spelling: dict[str, list[Span]] = defaultdict(list)
    for other, span in found:
        by_spelling[other].append(span)
    for spans in by_spelling.values():
        shown = " ".join(string[spans[0].start : spans[0].end].split())
        yield Notice(
            kind="name_spelling",
            message=f"“{name}” is spelt “{shown}” in {places(tree, spans)}",
            spans=(at, *spans),
            rule=rule,
        )
