"""What is said to be done with shares where there is no room for all: they are cut, or taken in."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from typing import Final

CUT: Final = re.compile(
    r"(?:exclu(?!ding\b)\w+|cut(?:s|ting|back)?|left out|leav(?:e|ing) out|"
    r"(?:giv(?:e|es|ing)|gave) (?:way|up)|reduc\w+|omit\w*|eliminat\w+|drop\w*|remov\w+|tak(?:en|ing) out|"
    r"taken (?:first )?from|"
    r"com(?:e|es|ing) out|deleted?|trimm\w+|scal\w+ (?:back|down)|pared?|yields?|withdrawn?|held back|"
    r"bump\w*|"
    r"stands? (?:down|aside|back)|sacrific\w+|surrender\w*|forgo\w*|"
    r"los(?:e|es) (?:its|their) (?:places?|shares)|(?:bears?|borne|suffers?|absorbs?))",
    re.IGNORECASE,
)
INCLUDED: Final = re.compile(
    r"(?:includ(?:e|ed|es|ing)|inclusion|priority|precedence|preference|allocat\w+|"
    r"registered in the following|(?:comes?|goes|go|sells?|sold|ranks?|served?|satisfied)(?: in)? first|"
    r"taken in|"
    r"admit\w+|accommodat\w+|sold|participat\w+|filled|taken up|fill\w*|"
    r"(?:has|have|takes?|gets?) (?:the )?(?:first|second|third|last|next)(?: (?:place|call|claim|turn))?)",
    re.IGNORECASE,
)
_CUT_WORD: Final = re.compile(rf"\b{CUT.pattern}\b", re.IGNORECASE)
_INCLUDED_WORD: Final = re.compile(rf"\b{INCLUDED.pattern}\b", re.IGNORECASE)
# "the number of shares to be included", "asked for inclusion": what is wished for is not what is done.
_WISHED: Final = re.compile(
    r"\b(?:(?:to|may|might|can|could|otherwise|would)(?:\snot)?\sbe|"
    r"(?:request\w*|seek\w*|sought|propos\w+|rights?|entitled|ask\w*|wish\w*|desir\w+|elect\w*|limited)"
    r"(?:\s(?:of|for))?(?:\sto)?(?:\sbe)?(?:\stheir|\sits|\sthe)?)\s$",
    re.IGNORECASE,
)


def verbs(
    words: str, start: int, end: int, *, hidden: Iterable[tuple[int, int]] = ()
) -> Iterator[tuple[int, bool]]:
    """Each place in a range where shares are cut (True) or taken in (False); `hidden` ranges are skipped."""
    ranges = tuple(hidden)
    for pattern, cut in ((_CUT_WORD, True), (_INCLUDED_WORD, False)):
        for found in pattern.finditer(words, start, end):
            at = found.start()
            if any(low <= at < high for low, high in ranges):
                continue
            if _WISHED.search(words[max(0, at - 40) : at]) is None or (
                cut and words[max(0, at - 6) : at].endswith("to be ")
            ):
                yield at, cut


def says_either(words: str) -> bool:
    """Whether shares are said to be cut or taken in."""
    return bool(_CUT_WORD.search(words) or _INCLUDED_WORD.search(words))


def includes(words: str) -> bool:
    """Whether shares are said to be taken in, or are only wished to be."""
    return _INCLUDED_WORD.search(words) is not None
