"""One sentence, its duties."""

import pytest

from tests.extract.duties.cases import CASES
from tests.extract.duties.reading import read


@pytest.mark.parametrize(("sentence", "expected"), CASES, ids=[sentence[:60] for sentence, _ in CASES])
def test_duties_of_a_sentence(sentence: str, expected: tuple) -> None:
    """Who, how strongly, what; and every span lies where it should."""
    text, found = read(sentence)
    assert [(duty.obligor or (duty.implied_obligor,), duty.modality, duty.action) for duty in found] == [
        tuple(one) for one in expected
    ]
    for duty in found:
        assert duty.sentence.contains(duty.extent)
        assert duty.sentence.contains(duty.action_span)
        assert duty.sentence.contains(duty.span)
        if duty.obligor_span and duty.obligor:
            words = text.string[duty.obligor_span.start : duty.obligor_span.end].casefold()
            first = duty.obligor.split(" ", 1)[0].casefold()
            assert first in words or words in ("it", "he", "they")
