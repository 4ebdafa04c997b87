"""The way of the data: bytes in, term sheets out, the stages in order."""

from __future__ import annotations

from dataclasses import dataclass

from pipeline.clauses import cross_references, definitions, outline
from pipeline.extract.deadlines import deadlines
from pipeline.extract.duties import duties
from pipeline.extract.parties import parties
from pipeline.extract.quantities import quantities
from pipeline.extract.terms import terms
from pipeline.labels import clause_labels
from pipeline.labels.weights import weights
from pipeline.load import load
from pipeline.model import Findings, Skipped, Text
from pipeline.termsheet.assemble import term_sheet
from pipeline.termsheet.schema import TermSheet


@dataclass(frozen=True, slots=True)
class Reading:
    """What one file gave: what was found in each of its agreements, and what was passed over."""

    findings: tuple[Findings, ...]
    skipped: tuple[Skipped, ...]

    @property
    def sheets(self) -> tuple[TermSheet, ...]:
        """The term sheets, in the order of the file."""
        return tuple(term_sheet(found) for found in self.findings)


def analyse_bytes(data: bytes, name: str) -> Reading:
    """Read a file as it was filed; `name` is what messages and the term sheet call it.

    Raises `SourceError` where the bytes hold nothing that can be read.
    """
    filing = load(data, name)
    return Reading(tuple(analyse(text) for text in filing.texts), filing.skipped)


def analyse(text: Text) -> Findings:
    """Read one document."""
    tree = outline(text)
    counted = quantities(text, tree)
    learned = weights()
    defined = definitions(text, tree)
    named = parties(text, tree)
    owed = duties(text, tree, defined, named)
    return Findings(
        text=text,
        outline=tree,
        quantities=counted,
        parties=named,
        terms=terms(text, tree, counted),
        labels=clause_labels(text, tree, learned),
        labels_weighed=learned is not None,
        definitions=defined,
        cross_references=cross_references(text, tree),
        duties=owed,
        deadlines=deadlines(text, tree, counted, defined, named, owed),
    )
