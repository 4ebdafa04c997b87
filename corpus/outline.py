"""Blocks put together into a document: paragraphs in order and the clause tree that they form."""

import re
from dataclasses import dataclass, field

from corpus.markup import parse
from corpus.model import Node, Paragraph, Position, Rich, Role

# Labels that stand alone on a centred line, with the heading on the next one.
CENTRED = re.compile(r"(?:ARTICLE|EXHIBIT|SCHEDULE|ANNEX|APPENDIX) \S+$")


def bare(label: str) -> str:
    """The part of a printed label that goes into a path: "Section 1.01" is 1.01, "(a)" is a."""
    if CENTRED.match(label):
        return label
    return re.sub(r"^(?:Section|SECTION|§) ?", "", label).strip("().")


@dataclass(slots=True)
class _Open:
    """A clause whose end has not been reached yet."""

    path: str
    label: str | None
    heading: str | None
    parent: str | None
    depth: int
    first: int
    heading_place: Position | None


@dataclass(slots=True)
class Outline:
    """Collects paragraphs in reading order and closes each clause where the next one begins."""

    paragraphs: list[Paragraph] = field(default_factory=list)
    _open: list[_Open] = field(default_factory=list)
    _nodes: list[tuple[_Open, int]] = field(default_factory=list)
    _seen: dict[str, int] = field(default_factory=dict)

    def nodes(self) -> tuple[Node, ...]:
        """The clauses in order of appearance; closes those that are still open."""
        self.leave()
        ordered = sorted(self._nodes, key=lambda pair: (pair[0].first, pair[0].depth))
        return tuple(
            Node(o.path, o.label, o.heading, o.parent, o.depth, self._place(o.first, last), o.heading_place)
            for o, last in ordered
        )

    def _place(self, first: int, last: int) -> Position:
        return Position(first, 0, last, len(self.paragraphs[last].rich.text))

    def leave(self, depth: int = 0) -> None:
        """End every open clause of `depth` or deeper."""
        while self._open and self._open[-1].depth >= depth:
            self._nodes.append((self._open.pop(), len(self.paragraphs) - 1))

    def add(self, role: Role, source: str, *, indent: int = 0, follows: bool = False) -> None:
        """A paragraph that belongs to the innermost open clause."""
        depth = self._open[-1].depth if self._open else -1
        self.paragraphs.append(Paragraph(parse(source), role, depth, indent=indent, follows=follows))

    def add_row(self, cells: list[str], row: int) -> None:
        """One row of a table, a paragraph a cell."""
        depth = self._open[-1].depth if self._open else -1
        for column, cell in enumerate(cells):
            place, follows = (row, column, len(cells) - 1), row + column > 0
            self.paragraphs.append(Paragraph(parse(cell), "cell", depth, cell=place, follows=follows))

    def enter(self, depth: int, label: str | None, heading: str, text: str) -> None:
        """A clause: label and heading as printed (with the heading's full stop), then its first text."""
        self.leave(depth)
        name = heading.rstrip(".:") or None
        path = self._path(label, name)
        first = len(self.paragraphs)
        parent = self._open[-1].path if self._open else None
        place = self._write(depth, label, heading, name, text)
        self._open.append(_Open(path, label, name, parent, depth, first, place))

    def _path(self, label: str | None, name: str | None) -> str:
        if label is None:
            step = "h:" + re.sub(r"[^a-z0-9]+", "-", (name or "").lower()).strip("-")
        else:
            step = bare(label)
        path = f"{self._open[-1].path}/{step}" if self._open else step
        self._seen[path] = self._seen.get(path, 0) + 1
        return path if self._seen[path] == 1 else f"{path}#{self._seen[path]}"

    def _write(
        self, depth: int, label: str | None, heading: str, name: str | None, text: str
    ) -> Position | None:
        index = len(self.paragraphs)
        if label is not None and CENTRED.match(label):
            self.paragraphs.append(Paragraph(Rich(label), "label", depth, label_end=len(label)))
            if name is None:
                return None
            self.paragraphs.append(Paragraph(Rich(heading), "heading", depth, heading=(0, len(name))))
            if text:
                self.paragraphs.append(Paragraph(parse(text), "body", depth))
            return Position(index + 1, 0, index + 1, len(name))
        opening = f"{label} " if label else ""
        source = f"{opening}{heading} {text}".strip()
        start = len(opening)
        span = (start, start + len(name)) if name else None
        role: Role = "node" if text else "heading"
        label_end = len(label) if label else 0
        self.paragraphs.append(Paragraph(parse(source), role, depth, label_end, span))
        return Position(index, span[0], index, span[1]) if span else None
