"""What holds for the outline of any text whatever."""

from __future__ import annotations

from collections.abc import Callable

from hypothesis import given, settings
from hypothesis import strategies as st

from pipeline.clauses import cross_references, definitions, outline
from pipeline.model import Clause, Outline, Text

LABELS = [
    "1.",
    "2.",
    "3.",
    "(a)",
    "(b)",
    "(i)",
    "(ii)",
    "1.1",
    "1.2",
    "2.1",
    "ARTICLE I",
    "Section 1.01",
    "A.",
    "EXHIBIT A",
]
WORDS = [
    "SALE.",
    "Sale of Flour.",
    "The Seller shall sell flour.",
    'The Buyer (the "Buyer") pays; see Section 2(a).',
    "IN WITNESS WHEREOF, the parties have signed.",
    "By: ________",
    "WHEREAS, flour is sold;",
    "NOW, THEREFORE, the parties agree as follows:",
    "TABLE OF CONTENTS",
    '"Flour" means wheat flour.',
    "This Agreement is made on May 3, 2004 between A and B.",
    "§ 4 “x” é ....... 12",
]
LINES = st.tuples(
    st.sampled_from(["", *LABELS]), st.sampled_from(["", *WORDS]), st.sampled_from(["\n", "\n\n", " "])
)
PAGES = st.lists(LINES, max_size=40).map(lambda lines: "".join(f"{a} {b}{end}" for a, b, end in lines))


def _brute_force(found: Outline, position: int) -> Clause | None:
    holding = [c for c in found.clauses if c.start <= position < c.end]
    return max(holding, key=lambda c: c.depth, default=None)


@given(PAGES)
@settings(deadline=None)
def test_regions_cover_the_text(text: Callable[[str], Text], page: str) -> None:
    """The regions lie one behind the other from the first character to the last."""
    read = text(page)
    regions = outline(read).regions
    assert [r.start for r in regions] == [0, *(r.end for r in regions)][: len(regions)]
    assert (regions[-1].end if regions else 0) == len(read.string)
    assert all(r.start < r.end for r in regions)


@given(PAGES)
@settings(deadline=None)
def test_clauses_nest_in_order(text: Callable[[str], Text], page: str) -> None:
    """Clauses come in the order of the text, each inside its parent, one level deeper, under its own path."""
    found = outline(text(page))
    starts = [c.start for c in found.clauses]
    assert starts == sorted(set(starts))
    assert len({c.path for c in found.clauses}) == len(found.clauses)
    for clause in found.clauses:
        assert clause.start < clause.end
        if clause.parent is None:
            assert clause.depth == 0
        else:
            parent = found.clauses[found.index_of[clause.parent]]
            assert parent.start <= clause.start
            assert clause.end <= parent.end
            assert clause.depth == parent.depth + 1


@given(PAGES)
@settings(deadline=None)
def test_siblings_do_not_overlap(text: Callable[[str], Text], page: str) -> None:
    """A clause ends before its next sibling begins."""
    last_end: dict[str | None, int] = {}
    for clause in outline(text(page)).clauses:
        assert last_end.get(clause.parent, 0) <= clause.start
        last_end[clause.parent] = clause.end


@given(PAGES)
@settings(deadline=None)
def test_clause_at_agrees_with_a_search(text: Callable[[str], Text], page: str) -> None:
    """The innermost clause at a position is the one that a search through all of them finds."""
    read = text(page)
    found = outline(read)
    for position in range(0, len(read.string), 7):
        assert found.clause_at(position) == _brute_force(found, position)


@given(PAGES)
@settings(deadline=None)
def test_spans_yield_their_words(text: Callable[[str], Text], page: str) -> None:
    """Labels, headings and terms are what stands at their spans, and references keep to the clauses."""
    read = text(page)
    found = outline(read)
    for clause in found.clauses:
        assert clause.label is None or read.string.startswith(clause.label, clause.start)
        if clause.heading_span is not None:
            span = clause.heading_span
            assert " ".join(read.string[span.start : span.end].split()) == clause.heading
    for definition in definitions(read, found):
        assert read.string[definition.start : definition.end] == definition.term
    for reference in cross_references(read, found):
        assert reference.resolves == (reference.target in found.index_of and not reference.external)
