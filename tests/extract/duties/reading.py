"""The duties of a plain string."""

from pipeline.clauses import definitions, outline
from pipeline.expressions import Duty
from pipeline.extract.duties import duties
from pipeline.extract.parties import parties
from pipeline.model import Text
from pipeline.spans import Span
from tests.extract.texts import plain


def read(raw: str) -> tuple[Text, tuple[Duty, ...]]:
    """The text and its duties."""
    text = plain(raw)
    tree = outline(text)
    return text, duties(text, tree, definitions(text, tree), parties(text, tree))


def span_of(text: Text, words: str) -> Span:
    """Where the words stand first."""
    start = text.string.index(words)
    return Span(start, start + len(words))
