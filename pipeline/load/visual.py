"""The visual lines of a PDF page: characters gathered into words, words into lines, lines into columns."""

from __future__ import annotations

import re
from array import array
from collections.abc import Sequence
from dataclasses import dataclass, field
from statistics import median

from pipeline.load.glyphs import Glyphs
from pipeline.model import BlockKind

_TOKEN = re.compile(r"[^\s\xa0]+|[\r\n]+")
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
    """Characters without a space: their text, and where each of them stands."""

    text: str
    x0: array[float]
    x1: array[float]
    top: float
    bottom: float
    first: int  # index of its first character on the page

    @property
    def left(self) -> float:
        """Where it begins."""
        return self.x0[0]

    @property
    def right(self) -> float:
        """Where it ends."""
        return self.x1[-1]


@dataclass(slots=True)
class VisualLine:
    """Words beside each other. `cells` are given where a table's rules say so; one run of words otherwise."""

    words: list[Word]
    cells: list[list[Word]] = field(default_factory=list)
    kind: BlockKind = BlockKind.PROSE

    @property
    def left(self) -> float:
        """Where its first word begins."""
        return min(word.left for word in self.words)

    @property
    def right(self) -> float:
        """Where its last word ends."""
        return max(word.right for word in self.words)

    @property
    def top(self) -> float:
        """Its upper edge."""
        return min(word.top for word in self.words)

    @property
    def bottom(self) -> float:
        """Its lower edge."""
        return max(word.bottom for word in self.words)


def visual_lines(glyphs: Glyphs) -> list[VisualLine]:
    """The lines of a page in reading order."""
    lines = [VisualLine(_mended(line)) for line in _merged(_segments(glyphs))]
    if _side_by_side(lines):
        lines = _in_columns(_edges_first(lines))
    else:
        lines.sort(key=lambda line: line.bottom)
    return lines


def _segments(glyphs: Glyphs) -> list[list[Word]]:
    """The words of the page in the order of its content, a list for each line that pdfium saw."""
    segments: list[list[Word]] = []
    current: list[Word] = []
    seen: set[tuple[str, int, int]] | None = set() if _has_doubles(glyphs) else None
    for token in _TOKEN.finditer(glyphs.characters):
        content = token.group()
        if content[0] in "\r\n":
            if current:
                segments.append(current)
            current = []
            continue
        for start, end in _unbroken(glyphs, token.start(), token.end()):
            word = _word(glyphs, start, end, seen)
            if word is None:
                continue
            if current and word.right < current[-1].left and not _same_height(current[-1], word):
                segments.append(current)
                current = []
            current.append(word)
    if current:
        segments.append(current)
    return segments


def _unbroken(glyphs: Glyphs, start: int, end: int) -> list[tuple[int, int]]:
    """The parts of a token that stand on one line: pdfium joins what a hyphen parts."""
    x0, x1 = glyphs.x0, glyphs.x1
    parts = []
    at = start
    for i in range(start + 1, end):
        if x1[i] < x0[i - 1] and abs(glyphs.top[i] - glyphs.top[i - 1]) > 1:
            parts.append((at, i))
            at = i
    parts.append((at, end))
    return parts


def _has_doubles(glyphs: Glyphs) -> bool:
    """Whether some characters of the page may have been printed twice in one place."""
    places = zip(glyphs.characters, map(int, glyphs.x0), map(int, glyphs.bottom), strict=True)
    inked = [place for place in places if not place[0].isspace()]
    return len(set(inked)) < len(inked)


def _word(glyphs: Glyphs, start: int, end: int, seen: set[tuple[str, int, int]] | None) -> Word | None:
    """The word at `[start, end)` without characters that have been printed before in the same place."""
    if seen is None or (fresh := _fresh(glyphs, start, end, seen)) == [*range(start, end)]:
        text, left, right = glyphs.characters[start:end], glyphs.x0[start:end], glyphs.x1[start:end]
        return Word(text, left, right, min(glyphs.top[start:end]), max(glyphs.bottom[start:end]), start)
    if not fresh:
        return None
    text = "".join(glyphs.characters[i] for i in fresh)
    left, right = array("f", [glyphs.x0[i] for i in fresh]), array("f", [glyphs.x1[i] for i in fresh])
    return Word(
        text, left, right, min(glyphs.top[i] for i in fresh), max(glyphs.bottom[i] for i in fresh), fresh[0]
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


def _mended(words: list[Word]) -> list[Word]:
    """The words of a line with ordinals made whole ("15 t h"), and the label set apart from its clause."""
    out: list[Word] = []
    i = 0
    while i < len(words):
        word = words[i]
        if i == 0 and (label := _LABEL_END.match(word.text)) is not None:
            at = label.end()
            if word.x0[at] - word.x1[at - 1] >= _TIGHT * (word.bottom - word.top):
                out.append(_part(word, 0, at))
                word = _part(word, at, len(word.text))
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


def _part(word: Word, start: int, end: int) -> Word:
    return Word(
        word.text[start:end],
        word.x0[start:end],
        word.x1[start:end],
        word.top,
        word.bottom,
        word.first + start,
    )


def _joined(a: Word, b: Word) -> Word:
    return Word(
        a.text + b.text, a.x0 + b.x0, a.x1 + b.x1, min(a.top, b.top), max(a.bottom, b.bottom), a.first
    )


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
