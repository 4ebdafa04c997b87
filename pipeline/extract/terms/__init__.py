"""The single-valued terms: title, dates, end, renewal, notice against it, governing law."""

from pipeline.extract.terms.reading import terms

__all__ = ["terms"]
