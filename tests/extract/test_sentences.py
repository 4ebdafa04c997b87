"""Where a sentence begins and ends."""

import pytest

from pipeline.extract.sentences import Said, sentence_at
from pipeline.spans import Span
from tests.extract.texts import plain

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


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("It renews. It ENDS then.", True),  # whatever the case
        ("It ends. It renews.", False),  # in another sentence
        ("It “ends” then – or not.", True),  # quotes and dashes are folded, and move nothing
    ],
)
def test_words_are_looked_for_in_their_sentence_only(text: str, *, said: bool) -> None:
    """The second sentence, or the only one, is searched and nothing before it."""
    loaded = plain(text)
    sentence = sentence_at(loaded.string, len(loaded.string) - 3)
    assert Said(r"\bends?\b").within(loaded, sentence) is said


def test_one_pass_finds_the_ranges_that_have_the_words() -> None:
    """A match that runs on into the next range, or stands in none, hides no match in the others."""
    text = plain("It shall. File it now to file. Not here. file. It may file. It is not.")
    parts = ("It shall.", "File it now to file.", "Not here.", "It may file.", "It is not.")
    starts = [text.string.index(part) for part in parts]
    spans = [Span(start, start + len(part)) for start, part in zip(starts, parts, strict=True)]
    said = Said(r"\bshall\.\sfile\b|\bfile\b")
    assert said.among(text, spans, starts) == [1, 3]
    assert [said.within(text, span) for span in spans] == [False, True, False, True, False]
