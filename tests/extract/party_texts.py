"""Parties of a plain string, in forms that a test can state on one line."""

from pipeline.clauses import outline
from pipeline.extract.parties import parties
from pipeline.load.plain import text_of
from pipeline.model import Party, Source, SourceSpan


def read_parties(raw: str) -> tuple[Party, ...]:
    """The parties of `raw` as the plain-text loader gives it."""
    text = text_of(raw, 0, len(raw), Source("-", "", "text/plain"), SourceSpan)
    found = parties(text, outline(text))
    assert all(text.string[party.start : party.end] == party.name for party in found)
    return found


def party_names(raw: str) -> list[str]:
    """The names of the parties, in the order of the text."""
    return [party.name for party in read_parties(raw)]
