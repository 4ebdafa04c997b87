"""Whether two names are one that was written down wrong."""

from __future__ import annotations

import re

from pipeline.extract.parties.entity_types import FORM_WORDS
from pipeline.warnings.near import distance

_WORD = re.compile(r"[^\W_]+")
_SHORTEST = 5  # letters of a word in which a slip can be told from another word


def one_word_apart(one: str, other: str) -> bool:
    """Whether two names are the same but for a slip: one or two letters of one word, or a missing word."""
    return differs_by_letters(one, other) or lacks_a_word(one, other)


def differs_by_letters(one: str, other: str) -> bool:
    """Whether one word differs in one or two letters, and no other."""
    a, b = _words(one), _words(other)
    differing = [(x, y) for x, y in zip(a, b, strict=False) if x != y]
    if len(a) != len(b) or len(differing) != 1:
        return False
    x, y = differing[0]
    return min(len(x), len(y)) >= _SHORTEST and distance(x, y) <= 2


def lacks_a_word(one: str, other: str) -> bool:
    """Whether one name is the other without one of its words, and has two words left."""
    a, b = _words(one), _words(other)
    longer, shorter = (a, b) if len(a) > len(b) else (b, a)
    if len(shorter) < 2 or len(longer) != len(shorter) + 1 or "".join(longer) == "".join(shorter):
        return False
    return any(longer[:i] + longer[i + 1 :] == shorter for i in range(len(longer)))


def _words(name: str) -> list[str]:
    words = [word.casefold() for word in _WORD.findall(name)]
    return [word for word in words if word not in FORM_WORDS and word not in ("the", "and")]
