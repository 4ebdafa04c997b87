"""Clause labels: does the agreement hold a non-compete, a cap on liability, audit rights, and where."""

from pipeline.labels.clause_labels import clause_labels

__all__ = ["clause_labels"]
