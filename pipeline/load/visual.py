"""The visual lines of a PDF page: characters gathered into words, words into lines, lines into columns."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, field
from statistics import median

import numpy as np
from numpy.typing import NDArray

from pipeline.load.glyphs import Glyphs
from pipeline.model import BlockKind

_BASIC = 0x10000
_BLANK = np.array([chr(code).isspace() for code in range(_BASIC)])  # by code; none beyond is a space
_ORDINAL_TAIL = frozenset(("st", "nd", "rd", "th"))
_LABEL_END = re.compile(r"(?:\d{1,3}(?:\.\d{1,3}){0,4}\.?|\(?[a-zA-Z0-9]{1,3}[.)])(?=[A-Z\u201c\"(])")

_DOUBLED = 2  # half points within which two equal characters are one that was printed twice to look bold
_TIGHT = 0.08  # of the height: a gap after a label this wide parts it from its clause
_SAME_LINE = 0.5  # share of the lower height that two stretches of one line have in common
_GUTTER = 12.0  # points
_COLUMN_LINES = 10  # lines beside each other that make columns
_PROSE_WORDS = 3  # words a line that they must have


@dataclass(slots=True)
class Word:
    """Characters without a space: their text, and the edges of the box around them."""

    text: str
    left: float
    right: float
    top: float
    bottom: float
    at: Sequence[int]  # the index on the page of each of its characters


@dataclass(slots=True)
class VisualLine:
    """Words beside each other, and the edges of the box around them.

    `cells` are given where a table's rules say so; one run of words otherwise.
    """

    words: list[Word]
    cells: list[list[Word]] = field(default_factory=list)
    kind: BlockKind = BlockKind.PROSE
    left: float = field(init=False)
    right: float = field(init=False)
    top: float = field(init=False)
    bottom: float = field(init=False)

    def __post_init__(self) -> None:
        words = self.words
        self.left = min([word.left for word in words])
        self.right = max([word.right for word in words])
        self.top = min([word.top for word in words])
        self.bottom = max([word.bottom for word in words])


def visual_lines(glyphs: Glyphs) -> list[VisualLine]:
    """The lines of a page in reading order."""
    lines = [VisualLine(_mended(glyphs, line)) for line in _merged(_segments(glyphs))]
    if _side_by_side(lines):
        lines = _in_columns(_edges_first(lines))
    else:
        lines.sort(key=lambda line: line.bottom)
    return lines


def _segments(glyphs: Glyphs) -> list[list[Word]]:
    """The words of the page in the order of its content, a list for each line that pdfium saw."""
    segments: list[list[Word]] = []
    current: list[Word] = []
    line = -1
    for number, word in _words(glyphs):
        if number != line or (word.right < current[-1].left and not _same_height(current[-1], word)):
            line = number
            current = []
            segments.append(current)
        current.append(word)
    return segments


def _words(glyphs: Glyphs) -> list[tuple[int, Word]]:
    """The words of the page, each with the number of the line, by pdfium's line ends, that it stands in.

    All of a page is worked out at once, since a call for each of its characters would take longer than pdfium
    took to read them.
    """
    codes = np.frombuffer(glyphs.characters.encode("utf-32-le", "surrogatepass"), np.uint32)
    x0, x1, top, bottom = (
        np.frombuffer(side, np.float32) for side in (glyphs.x0, glyphs.x1, glyphs.top, glyphs.bottom)
    )
    ink = ~_BLANK[np.minimum(codes, _BASIC - 1)]
    edges = np.flatnonzero(np.diff(ink, prepend=False, append=False))
    starts, ends = edges[::2], edges[1::2]
    if not len(starts):
        return []
    # pdfium joins what a hyphen parts at the end of a line.
    back = 1 + np.flatnonzero(ink[1:] & ink[:-1] & (x1[1:] < x0[:-1]))
    turns = back[np.abs(top[back].astype(np.float64) - top[back - 1]) > 1]
    if len(turns):
        starts, ends = np.sort(np.append(starts, turns)), np.sort(np.append(ends, turns))
    numbers = np.searchsorted(np.flatnonzero((codes == ord("\n")) | (codes == ord("\r"))), starts)
    first, last = starts.tolist(), ends.tolist()
    if _has_doubles(codes[ink], x0[ink], bottom[ink]):
        return _undoubled(glyphs, first, last, numbers.tolist())
    bounds = np.column_stack((starts, ends)).ravel()  # of the words, and of the blanks between them
    bounds = bounds[: np.searchsorted(bounds, len(codes))]
    texts = [glyphs.characters[start:end] for start, end in zip(first, last, strict=True)]
    sides = (
        x0[starts].tolist(),
        x1[ends - 1].tolist(),
        np.minimum.reduceat(top, bounds)[::2].tolist(),
        np.maximum.reduceat(bottom, bounds)[::2].tolist(),
    )
    return list(zip(numbers.tolist(), map(Word, texts, *sides, map(range, first, last)), strict=True))


def _has_doubles(codes: NDArray[np.uint32], x: NDArray[np.float32], y: NDArray[np.float32]) -> bool:
    """Whether some characters of the page may have been printed twice in one place."""
    # A number for each character and place: 21 bits of Unicode, and 21 for points up to a million.
    keys = (codes.astype(np.int64) << 42) + (x.astype(np.int64) << 21) + y.astype(np.int64)
    keys.sort()
    return bool((keys[1:] == keys[:-1]).any())


def _undoubled(
    glyphs: Glyphs, starts: Sequence[int], ends: Sequence[int], numbers: Sequence[int]
) -> list[tuple[int, Word]]:
    """The words without characters that have been printed before in the same place."""
    seen: set[tuple[str, int, int]] = set()
    words: list[tuple[int, Word]] = []
    for start, end, number in zip(starts, ends, numbers, strict=True):
        if fresh := _fresh(glyphs, start, end, seen):
            words.append((number, _word(glyphs, fresh)))
    return words


def _word(glyphs: Glyphs, at: Sequence[int]) -> Word:
    """The word made of the characters at these places."""
    return Word(
        "".join([glyphs.characters[i] for i in at]),
        glyphs.x0[at[0]],
        glyphs.x1[at[-1]],
        min([glyphs.top[i] for i in at]),
        max([glyphs.bottom[i] for i in at]),
        at,
    )


def _fresh(glyphs: Glyphs, start: int, end: int, seen: set[tuple[str, int, int]]) -> list[int]:
    fresh: list[int] = []
    for i in range(start, end):
        character, x, y = glyphs.characters[i], int(2 * glyphs.x0[i]), int(glyphs.bottom[i])
        if not any((character, x + dx, y) in seen for dx in range(-_DOUBLED, _DOUBLED + 1)):
            fresh.append(i)
            seen.add((character, x, y))
    return fresh


def _same_height(a: Word, b: Word) -> bool:
    """Whether two words stand beside each other, one of them possibly raised."""
    common = min(a.bottom, b.bottom) - max(a.top, b.top)
    return common >= _SAME_LINE * min(a.bottom - a.top, b.bottom - b.top)


def _merged(segments: Sequence[list[Word]]) -> list[list[Word]]:
    """The segments, joined where one goes on to the right of the other: raised letters part a line in two."""
    lines: list[list[Word]] = []
    for segment in segments:
        if lines:
            tallest = max(lines[-1][-3:], key=lambda word: word.bottom - word.top)
            before, first = lines[-1][-1], segment[0]
            height = tallest.bottom - tallest.top
            if _same_height(tallest, first) and first.left >= before.right - 0.5 * height:
                lines[-1] = lines[-1] + segment
                continue
        lines.append(segment)
    return lines


def _mended(glyphs: Glyphs, words: list[Word]) -> list[Word]:
    """The words of a line with ordinals made whole ("15 t h"), and the label set apart from its clause."""
    first = words[0]
    label = _LABEL_END.match(first.text)
    if label is not None:
        at = label.end()
        if glyphs.x0[first.at[at]] - glyphs.x1[first.at[at - 1]] >= _TIGHT * (first.bottom - first.top):
            words = [_part(glyphs, first, 0, at), _part(glyphs, first, at, len(first.text)), *words[1:]]
    out: list[Word] = []
    i = 0
    while i < len(words):
        word = words[i]
        if word.text[-1].isdigit():
            for count in (2, 1):
                tail = words[i + 1 : i + 1 + count]
                spelt = "".join(entry.text for entry in tail)
                rest = spelt.rstrip(",.;:)")
                close = all(
                    b.left - a.right < b.bottom - b.top for a, b in zip([word, *tail], tail, strict=False)
                )
                if len(tail) == count and rest in _ORDINAL_TAIL and close:
                    for entry in tail:
                        word = _joined(word, entry)
                    i += count
                    break
        out.append(word)
        i += 1
    return out


def _part(glyphs: Glyphs, word: Word, start: int, end: int) -> Word:
    at = word.at[start:end]
    return Word(word.text[start:end], glyphs.x0[at[0]], glyphs.x1[at[-1]], word.top, word.bottom, at)


def _joined(a: Word, b: Word) -> Word:
    return Word(a.text + b.text, a.left, b.right, min(a.top, b.top), max(a.bottom, b.bottom), [*a.at, *b.at])


def _side_by_side(lines: Sequence[VisualLine]) -> bool:
    """Whether some lines stand beside each other, so that their heights alone give no order."""
    ordered = sorted(lines, key=lambda line: line.top)
    lowest = float("-inf")
    for line in ordered:
        if line.top < lowest - 0.6 * (line.bottom - line.top):
            return True
        lowest = max(lowest, line.bottom)
    return bool(_gutter(lines))


def _edges_first(lines: list[VisualLine]) -> list[VisualLine]:
    """The lines in their order, but a head drawn late comes first, and a foot drawn early last."""
    head = min(lines, key=lambda line: line.bottom)
    foot = max(lines, key=lambda line: line.top)
    inner = [line for line in lines if line is not head and line is not foot]
    if not inner or head is foot:
        return lines
    if head.bottom > min(line.top for line in inner) or foot.top < max(line.bottom for line in inner):
        return lines
    return [head, *inner, foot]


def _gutter(lines: Sequence[VisualLine]) -> float | None:
    """The middle of the blank strip between two columns that were drawn line by line, if there are any."""
    gaps = [
        (a.right, b.left)
        for line in lines
        for a, b in zip(line.words, line.words[1:], strict=False)
        if b.left - a.right >= _GUTTER
    ]
    if len(gaps) < _COLUMN_LINES:
        return None
    middle = median((left + right) / 2 for left, right in gaps)
    split = [line for line in lines if any(a < middle < b for a, b in _gaps(line))]
    words = [len(side) for line in split for side in _halves(line, middle)]
    if len(split) < _COLUMN_LINES or len(split) < 0.5 * len(lines) or median(words) <= _PROSE_WORDS:
        return None
    return middle


def _gaps(line: VisualLine) -> list[tuple[float, float]]:
    return [
        (a.right, b.left)
        for a, b in zip(line.words, line.words[1:], strict=False)
        if b.left - a.right >= _GUTTER
    ]


def _halves(line: VisualLine, middle: float) -> tuple[list[Word], list[Word]]:
    return [word for word in line.words if word.left < middle], [
        word for word in line.words if word.left >= middle
    ]


def _in_columns(lines: list[VisualLine]) -> list[VisualLine]:
    """The lines with the left column before the right, where a gutter parts them."""
    middle = _gutter(lines)
    if middle is None:
        return lines
    out: list[VisualLine] = []
    right_column: list[VisualLine] = []
    for line in lines:
        left, right = _halves(line, middle)
        if left and right and not any(a < middle < b for a, b in _gaps(line)):
            out.extend(right_column)  # a heading across both columns
            right_column = []
            out.append(line)
            continue
        if left:
            out.append(VisualLine(left))
        if right:
            right_column.append(VisualLine(right))
    return out + right_column
