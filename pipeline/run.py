"""The way of the data: bytes in, term sheets out, the stages in order."""

from __future__ import annotations

from pipeline.agreements import Document, deal_terms
from pipeline.agreements.kinds import kind_of
from pipeline.clauses import cross_references, definitions, laws, outline, pointers, vocabulary
from pipeline.extract.deadlines import deadlines, resolved
from pipeline.extract.duties import duties
from pipeline.extract.in_context import sentences
from pipeline.extract.parties import parties, signature_pages
from pipeline.extract.quantities import quantities
from pipeline.extract.terms import terms
from pipeline.findings import Findings
from pipeline.frozen import dataclass
from pipeline.labels import clause_labels
from pipeline.labels.weights import weights
from pipeline.load import load
from pipeline.model import Skipped, Text
from pipeline.termsheet.assemble import term_sheet
from pipeline.termsheet.schema import TermSheet
from pipeline.uncollected import uncollected


@dataclass(frozen=True, slots=True)
class Reading:
    """What one file gave: what was found in each of its agreements, and what was passed over."""

    findings: tuple[Findings, ...]
    skipped: tuple[Skipped, ...]

    @property
    def sheets(self) -> tuple[TermSheet, ...]:
        """The term sheets, in the order of the file."""
        with uncollected():
            return tuple(term_sheet(found) for found in self.findings)


def analyse_bytes(data: bytes, name: str) -> Reading:
    """Read a file as it was filed; `name` is what messages and the term sheet call it.

    Raises `SourceError` where the bytes hold nothing that can be read.
    """
    filing = load(data, name)
    with uncollected():
        return Reading(tuple(analyse(text) for text in filing.texts), filing.skipped)


def sheet_of(text: Text) -> TermSheet:
    """The term sheet of one document."""
    with uncollected():
        return term_sheet(analyse(text))


def analyse(text: Text) -> Findings:
    """Read one document."""
    tree = outline(text)
    counted = quantities(text, tree)
    learned = weights()
    signed = signature_pages(text, tree)
    named = parties(text, tree, signed=signed)
    defined = definitions(text, tree)
    cut = tuple(sentences(text, tree))
    owed = duties(text, tree, defined, named, cut=cut)
    words = vocabulary(text, tree, defined, named)
    due = resolved(deadlines(text, tree, counted, defined, named, owed, cut=cut), defined, words)
    answers = terms(text, tree, counted)
    title = answers["document_name"].value
    kind = kind_of(title if isinstance(title, str) else None, (it.term for it in defined))
    return Findings(
        text=text,
        outline=tree,
        quantities=counted,
        parties=named,
        signature_pages=signed,
        terms=answers,
        labels=clause_labels(text, tree, learned, cut=cut),
        labels_weighed=learned is not None,
        definitions=defined,
        cross_references=cross_references(text, tree, defined),
        vocabulary=words,
        laws=laws(text, defined),
        pointers=pointers(text, tree),
        duties=owed,
        deadlines=due,
        kind=kind,
        deal_terms=deal_terms(kind, Document(text, tree, counted, named, defined, due, owed)),
    )
