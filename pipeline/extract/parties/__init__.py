"""The parties: from the opening, the signature pages, and the lists that these refer to."""

from pipeline.extract.parties.reading import parties

__all__ = ["parties"]
