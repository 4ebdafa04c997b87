"""The parties: from the opening, the signature pages, and the lists that these refer to."""

from pipeline.extract.parties.reading import parties
from pipeline.extract.parties.signature_pages import signature_pages

__all__ = ["parties", "signature_pages"]
