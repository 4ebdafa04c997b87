"""The deal terms of an agreement, by its kind.

A kind of agreement with deal terms of its own is a line of `BLOCKS`, a frozen dataclass of fields, and one
reader for each of them. The kinds are those of `pipeline.agreements.kinds`.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import TYPE_CHECKING, Final

from pipeline.agreements.document import Document

if TYPE_CHECKING:
    from pipeline.agreements.credit import Credit
    from pipeline.agreements.registration_rights import RegistrationRights

    DealTerms = RegistrationRights | Credit

__all__ = ["BLOCKS", "Document", "deal_terms"]


# The readers of a block are many, and few agreements have one: each block waits for the first of its kind.
def _registration_rights(document: Document) -> RegistrationRights:
    from pipeline.agreements.registration_rights import registration_rights

    return registration_rights(document)


def _credit(document: Document) -> Credit:
    from pipeline.agreements.credit import credit

    return credit(document)


BLOCKS: Final[Mapping[str, Callable[[Document], DealTerms]]] = {
    "registration_rights": _registration_rights,
    "credit": _credit,
}


def deal_terms(kind: str, document: Document) -> DealTerms | None:
    """The deal terms of an agreement of this kind; None where the kind has none."""
    read = BLOCKS.get(kind)
    return read(document) if read is not None else None
