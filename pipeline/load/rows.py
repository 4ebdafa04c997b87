"""Decides what a row of an HTML table is: data, or a paragraph that was only indented by means of a table.

On EDGAR most tables hold no data. `<tr><td>(a)</td><td>The Company shall …</td></tr>` is a clause with a
hanging label, and two cells of several lines each are two signature blocks side by side.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import field
from enum import Enum, auto

from pipeline.frozen import dataclass
from pipeline.model import BlockKind


@dataclass(frozen=False, slots=True)
class Draft:
    """A line while it is being read: the stretches of the source that it is made of."""

    runs: list[tuple[int, int, str]] = field(default_factory=list)  # start, end, "" or what to insert there
    ink: int = 0  # characters, references counted as they are spelt
    strong: int = 0  # those of them that are bold or underlined
    indent: int = 0
    centred: bool = False
    gap: bool = True
    new_page: bool = False


Cell = Sequence[Draft]


class Glue(Enum):
    """What stands between two drafts that make one line."""

    NOTHING = auto()
    SPACE = auto()
    TAB = auto()


@dataclass(frozen=True, slots=True)
class RowLine:
    """A line made of one or more drafts; `glues[i]` stands before `drafts[i + 1]`."""

    drafts: tuple[Draft, ...]
    glues: tuple[Glue, ...] = ()
    kind: BlockKind = BlockKind.PROSE


_LABEL = re.compile(
    r"(?:\(?(?:[a-zA-Z]{1,2}|[ivxlcdmIVXLCDM]{1,7}|\d{1,3})[.)]|\([a-zA-Z]{1,2}\)\(\w{1,4}\)|\d{1,3}\([a-zA-Z]\)"
    r"|\d{1,3}(?:\.\d{1,3})+\.?|[\u2022\u00b7\u25cf\u25aa\u25e6\u25cb\u25a0\u25a1\u2610-\u2612\u2013\u2014*o\u00a7-]"
    r"|(?:article|section|item|exhibit|schedule|annex|appendix)\s[\w.()-]{1,10}[.:]?)",
    re.IGNORECASE,
)
_SYMBOL = re.compile(
    r"(?:[A-Z]{0,3}\$|[\u20ac\u00a3\u00a5(]|\$\s?\(|U\.S\.\$)"
)  # goes with the number after it
_SUFFIX = re.compile(r"\)?\s?%?\)?")  # goes with the number before it
_PAGE = re.compile(r"[A-Z]?-?\d{1,4}|[ivxl]{1,6}", re.IGNORECASE)
_QUOTED = re.compile(r"[\"\u201c].{1,80}[\"\u201d][:,]?")
_SIGNED = re.compile(r"(?:By|Name|Title|Its|Date)\s?:", re.IGNORECASE)

_COLUMN = 3  # lines in a cell that make it a column of its own
_LONG = 80  # characters that make the last cell prose


def lines_of_row(cells: Sequence[Cell], words: Sequence[str]) -> list[RowLine]:
    """The lines of a row, in the order of the source.

    `words[i]` is the text of `cells[i]`, squeezed, of which none is empty.
    """
    if len(cells) == 1:
        return _each(cells)
    labels = _labels(words)
    rest = len(cells) - labels
    captioned = len(cells) == 2 and (words[0].endswith(":") or _QUOTED.fullmatch(words[0]) is not None)
    hanging = labels > 0 and (rest == 1 or (len(words[-1]) >= _LONG and not _PAGE.fullmatch(words[-1])))
    single = all(len(cell) == 1 for cell in cells[:-1])
    if single and (hanging or (captioned and len(cells[1]) < _COLUMN)):
        drafts = (*(cell[0] for cell in cells[:-1]), cells[-1][0])
        joined = RowLine(drafts, (Glue.SPACE,) * (len(cells) - 1))
        return [joined, *_each([cells[-1][1:]])]
    if any(
        len(cell) >= _COLUMN or (len(cell) > 1 and _SIGNED.search(text))
        for cell, text in zip(cells, words, strict=True)
    ):
        return _each(cells)
    return [_data(cells, words)]


def _each(cells: Sequence[Cell]) -> list[RowLine]:
    return [RowLine((draft,)) for cell in cells for draft in cell]


def _labels(words: Sequence[str]) -> int:
    """How many cells at the beginning hold nothing but a label, the last cell never counted."""
    count = 0
    while count < len(words) - 1 and _LABEL.fullmatch(words[count]):
        count += 1
    return count


def _data(cells: Sequence[Cell], words: Sequence[str]) -> RowLine:
    """The row as one line, its cells parted by tabs; "$", "%" and ")" go with their number."""
    drafts: list[Draft] = []
    glues: list[Glue] = []
    for i, cell in enumerate(cells):
        for j, draft in enumerate(cell):
            if j:
                glues.append(Glue.SPACE)
            elif i:
                together = _SYMBOL.fullmatch(words[i - 1]) or _SUFFIX.fullmatch(words[i])
                glues.append(Glue.NOTHING if together else Glue.TAB)
            drafts.append(draft)
    return RowLine(tuple(drafts), tuple(glues), BlockKind.TABLE)
