"""Where a sentence begins and ends."""

import pytest

from pipeline.extract.sentences import sentence_at

_FULL_LINE = "This sentence fills the line to its very end, for the turn of the page cut it in the midst of"


@pytest.mark.parametrize(
    ("text", "word", "sentence"),
    [
        ("It begins. The term is long. It ends.", "term", "The term is long."),
        ("Acme, Inc. Shall not part this. No.", "part", "Acme, Inc. Shall not part this."),
        ("See Section 2.1. The term is long.", "term", "The term is long."),
        ("One.\n\nThe term is long", "term", "The term is long"),
        ("Term\n\nThe term is long", "is", "The term is long"),
        (f"{_FULL_LINE}\n\nAgreement law.", "law", f"{_FULL_LINE}\n\nAgreement law."),
    ],
)
def test_the_sentence_around_a_word(text: str, word: str, sentence: str) -> None:
    """Abbreviations and page turns end no sentence; headings and paragraphs do."""
    span = sentence_at(text, text.index(word))
    assert text[span.start : span.end] == sentence
