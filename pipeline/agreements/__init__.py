"""The deal terms of an agreement, by its kind.

A kind of agreement with deal terms of its own is a line of `BLOCKS`, a frozen dataclass of fields, and one
reader for each of them. The kinds are those of `pipeline.agreements.kinds`.
"""

from collections.abc import Callable, Mapping
from typing import Final

from pipeline.agreements.credit import Credit, credit
from pipeline.agreements.document import Document
from pipeline.agreements.registration_rights import RegistrationRights, registration_rights

__all__ = ["BLOCKS", "DealTerms", "Document", "deal_terms"]

DealTerms = RegistrationRights | Credit

BLOCKS: Final[Mapping[str, Callable[[Document], DealTerms]]] = {
    "registration_rights": registration_rights,
    "credit": credit,
}


def deal_terms(kind: str, document: Document) -> DealTerms | None:
    """The deal terms of an agreement of this kind; None where the kind has none."""
    read = BLOCKS.get(kind)
    return read(document) if read is not None else None
