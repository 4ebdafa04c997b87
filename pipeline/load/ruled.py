"""Ruled tables on a PDF page: the lines inside them put together to rows."""

from __future__ import annotations

from collections.abc import Sequence

from pipeline.load.visual import VisualLine, Word
from pipeline.model import BlockKind


def with_tables(
    lines: list[VisualLine], tables: Sequence[Sequence[Sequence[tuple[float, float, float, float]]]]
) -> list[VisualLine]:
    """The lines with those inside a ruled table put together to its rows."""
    for rows in tables:
        x0 = min(cell[0] for row in rows for cell in row)
        x1 = max(cell[2] for row in rows for cell in row)
        top, bottom = min(row[0][1] for row in rows), max(cell[3] for cell in rows[-1])
        inside = [line for line in lines if _within(line, x0, x1, top, bottom)]
        if not inside:
            continue
        made: list[VisualLine] = []
        left = [word for line in inside for word in line.words]
        for row in rows:
            cells: list[list[Word]] = []
            for cell in row:
                taken = [word for word in left if _is_in(word, cell)]
                if taken:
                    ids = {id(word) for word in taken}
                    left = [word for word in left if id(word) not in ids]
                    cells.append(taken)
            if cells:
                words = [word for cell in cells for word in cell]
                kind = BlockKind.TABLE if len(cells) > 1 else BlockKind.PROSE
                made.append(VisualLine(words, cells, kind))
        if left or not made:
            continue  # the rules do not part these words after all
        at = next(i for i, line in enumerate(lines) if line is inside[0])
        ids = {id(line) for line in inside}
        lines = (
            [line for line in lines[:at] if id(line) not in ids]
            + made
            + [line for line in lines[at:] if id(line) not in ids]
        )
    return lines


def _within(line: VisualLine, x0: float, x1: float, top: float, bottom: float) -> bool:
    y = (line.top + line.bottom) / 2
    return top <= y <= bottom and line.left >= x0 - 2 and line.right <= x1 + 2


def _is_in(word: Word, cell: tuple[float, float, float, float]) -> bool:
    x, y = (word.left + word.right) / 2, (word.top + word.bottom) / 2
    return cell[0] <= x <= cell[2] and cell[1] <= y <= cell[3]
