"""Words that point to a place without its number."""

from __future__ import annotations

from collections.abc import Callable

from pipeline.clauses import outline, pointers
from pipeline.model import Text


def test_words_that_point(agreement: Callable[[str], Text]) -> None:
    """To the document, to the clause around them, or to what stands before; numbers are references."""
    page = agreement(
        "1.  Sale.\n\n(a) Hereunder flour is sold under this Section.\n\n"
        "(b) The foregoing and this paragraph hold; see this Section 1(a).\n\n2.  Two years.\n"
    )
    found = [(page.string[p.start : p.end], p.kind, p.target) for p in pointers(page, outline(page))]
    assert found == [
        ("Hereunder", "document", None),
        ("this Section", "clause", "1"),
        ("The foregoing", "before", "1/b"),
        ("this paragraph", "clause", "1/b"),
    ]
