"""Findings -> notices: what a lawyer should look at before relying on the document."""

from pipeline.warnings.all_kinds import warnings

__all__ = ["warnings"]
