"""Text -> Outline: the clause tree, the regions, the terms and their uses, and the references."""

from pipeline.clauses.definitions import definitions
from pipeline.clauses.laws import laws
from pipeline.clauses.outline import outline
from pipeline.clauses.pointers import pointers
from pipeline.clauses.resolve import cross_references
from pipeline.clauses.vocabulary import vocabulary

__all__ = ["cross_references", "definitions", "laws", "outline", "pointers", "vocabulary"]
