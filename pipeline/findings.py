"""All that was read from one document."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING

from pipeline.expressions import Deadline, Duty
from pipeline.frozen import dataclass
from pipeline.model import (
    Answer,
    ClauseLabel,
    CrossReference,
    Definition,
    LawMention,
    Outline,
    Party,
    Pointer,
    Quantities,
    Text,
    Vocabulary,
)

if TYPE_CHECKING:
    from pipeline.agreements import DealTerms
    from pipeline.extract.parties.signature_pages import SignaturePage


@dataclass(frozen=True, slots=True)
class Findings:
    """What the readers found in one document."""

    text: Text
    outline: Outline
    quantities: Quantities
    parties: tuple[Party, ...]
    signature_pages: tuple[SignaturePage, ...]
    terms: Mapping[str, Answer]  # by the names that the term sheet gives them
    labels: tuple[ClauseLabel, ...]
    labels_weighed: bool  # False where the learned weights were missing, and rules decided alone
    definitions: tuple[Definition, ...]
    cross_references: tuple[CrossReference, ...]
    duties: tuple[Duty, ...]
    deadlines: tuple[Deadline, ...]
    vocabulary: Vocabulary
    laws: tuple[LawMention, ...]
    pointers: tuple[Pointer, ...]
    kind: str  # of agreement: registration_rights, credit, employment, …
    deal_terms: DealTerms | None = None  # the block of its kind, where it has one

    @property
    def title(self) -> str | None:
        """The document's name, where it was found."""
        name = self.terms["document_name"].value
        return name if isinstance(name, str) else None
