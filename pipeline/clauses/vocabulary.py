"""Text, outline and definitions in; out what each term is used for and where, and what wants a definition."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from pipeline.clauses.circular import circular
from pipeline.clauses.collective import collective
from pipeline.clauses.elsewhere import Stated, blanket_sources, stated_elsewhere
from pipeline.clauses.nearest import Meanings, scope_of
from pipeline.clauses.never_defined import Known, key_of, never_defined
from pipeline.clauses.page import Page
from pipeline.clauses.term_words import Terms
from pipeline.clauses.uses import joined, named_ranges, used
from pipeline.model import (
    BlanketSource,
    DefinedElsewhere,
    Definition,
    NeverDefined,
    Outline,
    Party,
    RegionKind,
    Text,
    Use,
    Vocabulary,
)
from pipeline.spans import Span

_MOST_WORDS = 8  # of a term, so that one without end costs no more


def vocabulary(
    text: Text, outline: Outline, definitions: Sequence[Definition], parties: Sequence[Party]
) -> Vocabulary:
    """The uses of all terms, and the terms that are defined elsewhere, twice, in a circle, or never.

    `definitions` are those of the text, in order; the numbers in what comes back are places in them.
    """
    page = Page.of(text)
    meanings = Meanings(page, outline, definitions)
    stated = stated_elsewhere(page, definitions)
    foreign = tuple(dict.fromkeys(one.term for one in stated))
    pieces = Terms((*meanings.terms, *foreign)).pieces(page)
    named = named_ranges(outline, definitions)
    no_prose = joined([*named, *outline.spans(RegionKind.SIGNATURES)])
    blanket = blanket_sources(page, definitions)
    attached = outline.spans(RegionKind.ATTACHMENT)
    missing = never_defined(
        page,
        pieces,
        no_prose,
        _known(outline, meanings.terms, foreign, parties),
        left_to_another=any(scope_of(attached, source.start) < 0 for source in blanket),
    )
    # "Variable Conversion Price", a term of its own, is no use of "Conversion Price", nor "Warrant Shares" of
    # "Warrants".
    longer = [use for term in missing for use in term.uses]
    uses: list[Use] = []
    foreign_uses: dict[str, list[Span]] = {term: [] for term in foreign}
    only = [meanings.only(term) for term in meanings.terms]
    for start, end, term, _ in used(page, pieces, joined([*named, *longer])):
        if term < len(only):
            meant = only[term]
            uses.append(
                Use(start, end, meanings.meant(meanings.terms[term], start) if meant is None else meant)
            )
        else:
            foreign_uses[foreign[term - len(meanings.terms)]].append(Span(start, end))
    by_blanket, never = _parted(missing, blanket, attached)
    return Vocabulary(
        uses=tuple(uses),
        elsewhere=(*_elsewhere(stated, foreign_uses), *by_blanket),
        never_defined=never,
        blanket=blanket,
        again=meanings.again,
        circular=circular(page, definitions, uses, meanings.first),
        collective=collective(page, definitions),
    )


def _known(outline: Outline, terms: Sequence[str], foreign: Sequence[str], parties: Sequence[Party]) -> Known:
    aliases = [alias for party in parties for alias in (*party.aliases, party.collective_alias) if alias]
    own = [*terms, *foreign, *aliases]
    headings = [clause.heading for clause in outline.clauses if clause.heading]
    parts = {
        key_of(" ".join(words[i:]))
        for words in (term.split() for term in own)
        for i in range(1, min(len(words), _MOST_WORDS))
    }
    parts.update(key_of(term.partition(" and ")[0]) for term in own if " and " in term)
    return Known(
        frozenset(map(key_of, [*own, *headings])),
        frozenset(parts),
        frozenset(word.casefold() for party in parties for word in _naming(party)),
        frozenset(aliases),
    )


def _naming(party: Party) -> Iterator[str]:
    """The words that open the names of a party's things: the first of its own, and an alias out of it."""
    words = party.name.replace(",", " ").split()
    yield from words[:1]
    own = {word.casefold() for word in words}
    yield from (alias for alias in party.aliases if alias.casefold() in own)


def _elsewhere(stated: Sequence[Stated], uses: dict[str, list[Span]]) -> list[DefinedElsewhere]:
    """One entry a term, as the text first states it."""
    first: dict[str, Stated] = {}
    for one in stated:
        first.setdefault(one.term, one)
    return [
        DefinedElsewhere(
            term,
            tuple(uses[term]),
            Span(one.start, one.end),
            (one.document,),
            one.section,
            statute=one.statute,
        )
        for term, one in first.items()
    ]


def _parted(
    missing: Sequence[NeverDefined], blanket: Sequence[BlanketSource], attached: Sequence[Span]
) -> tuple[list[DefinedElsewhere], tuple[NeverDefined, ...]]:
    """The terms that a blanket source defines, and those that nothing does.

    A source named in an exhibit speaks for the exhibit alone. Terms in the very words of a source are the
    labels of documents that are never identified.
    """
    if not blanket:
        return [], tuple(missing)
    by_scope: dict[int, BlanketSource] = {}
    for one in blanket:
        by_scope.setdefault(scope_of(attached, one.start), one)
    elsewhere: list[DefinedElsewhere] = []
    never: list[NeverDefined] = []
    for term in missing:
        source = by_scope.get(-1) or by_scope.get(scope_of(attached, term.uses[0].start))
        if source is None or any(source.start <= use.start < source.end for use in term.uses):
            never.append(term)
        else:
            stated = Span(source.start, source.end)
            elsewhere.append(DefinedElsewhere(term.term, term.uses, stated, source.documents, blanket=True))
    return elsewhere, tuple(never)
