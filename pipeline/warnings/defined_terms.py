"""Defined terms that are defined twice, never, or in a circle.

Which these are is for the reader of definitions to find; here each becomes a sentence for a lawyer.
"""

from __future__ import annotations

from collections.abc import Sequence

from pipeline.model import Definition, Notice, Outline
from pipeline.spans import Span
from pipeline.warnings.places import listed, place_of, places

_TIMES = {2: "twice", 3: "three times"}


def term_defined_twice(outline: Outline, earlier: Definition, *later: Definition) -> Notice:
    """The notice of two or more definitions of one term within one scope."""
    spans = tuple(Span(one.start, one.end) for one in (earlier, *later))
    first = place_of(outline, earlier.start)
    again = places(outline, spans[1:])
    where = (
        f"{_TIMES.get(len(spans), 'often')} in {first}"
        if again == first
        else f"in {first} and again in {again}"
    )
    return Notice(
        kind="term_defined_twice",
        message=f"“{earlier.term}” is defined {where}",
        spans=spans,
        rule="defined-twice",
    )


def term_undefined(outline: Outline, term: str, uses: Sequence[Span]) -> Notice:
    """The notice of words used like a defined term, of which there is no definition; at least one use."""
    return Notice(
        kind="term_undefined",
        message=f"“{term}” is used like a defined term in {places(outline, uses)}, but is not defined",
        spans=tuple(uses),
        rule="never-defined",
    )


def circular_definition(circle: Sequence[Definition]) -> Notice:
    """The notice of definitions each of which says no more than that it is the next; at least one."""
    terms = [f"“{definition.term}”" for definition in circle]
    if len(terms) == 1:
        message = f"{terms[0]} is defined by itself"
    else:
        message = f"{listed(terms)} are defined by one another"
    return Notice(
        kind="circular_definition",
        message=message,
        spans=tuple(Span(definition.start, definition.end) for definition in circle),
        rule="circular",
    )
