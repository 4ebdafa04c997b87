"""From text to mentions: the rules of `patterns/` run over a document."""

from pipeline.match.scanner import Scanner, scanner

__all__ = ["Scanner", "scanner"]
