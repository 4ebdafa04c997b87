"""Names places of a document as a lawyer would: "Section 2(a)", "the signature pages"."""

from __future__ import annotations

import re
from collections.abc import Iterable

from pipeline.model import Clause, Outline, RegionKind
from pipeline.spans import Span

_MOST_NAMED = 6  # places that a sentence can name and still be read
_REGIONS = {
    RegionKind.COVER: "the cover",
    RegionKind.CONTENTS: "the table of contents",
    RegionKind.OPENING: "the opening",
    RegionKind.RECITALS: "the recitals",
    RegionKind.BODY: "the body",
    RegionKind.SIGNATURES: "the signature pages",
    RegionKind.ATTACHMENT: "an attachment",
}
_NUMBERED = re.compile(r"\(?[\dIVXLivxl]")


def place_of(outline: Outline, position: int) -> str:
    """What to call the place of the character at `position`."""
    region = outline.region_at(position)
    clause = outline.clause_at(position)
    if clause is not None and (region is None or region.kind is not RegionKind.SIGNATURES):
        return name_of(outline, clause)
    return "the end" if region is None else _REGIONS[region.kind]


def name_of(outline: Outline, clause: Clause) -> str:
    """What to call a clause: by its number or, where it has none, by its heading."""
    if "h:" not in clause.cite:
        return f"Section {clause.cite}" if _NUMBERED.match(clause.cite) else clause.cite
    if clause.heading:
        return f"“{clause.heading}”"
    parent = outline.clauses[outline.index_of[clause.parent]] if clause.parent else None
    return name_of(outline, parent) if parent is not None else "the body"


def places(outline: Outline, spans: Iterable[Span]) -> str:
    """The places, each once: "Sections …" are listed in the order of the text."""
    names = list(dict.fromkeys(place_of(outline, span.start) for span in spans))
    if len(names) > _MOST_NAMED:
        return ", ".join(names[:_MOST_NAMED]) + f" and {len(names) - _MOST_NAMED} more"
    return listed(names)


def listed(names: list[str]) -> str:
    """Words joined as in a sentence: a, b and c."""
    return names[0] if len(names) == 1 else ", ".join(names[:-1]) + " and " + names[-1]
