"""Text -> Outline: the clause tree, the regions, the defined terms and the cross-references."""

from pipeline.clauses.definitions import definitions
from pipeline.clauses.outline import outline
from pipeline.clauses.resolve import cross_references
from pipeline.clauses.vocabulary import vocabulary

__all__ = ["cross_references", "definitions", "outline", "vocabulary"]
