"""The frozen types between a master and its rendered files: marks, paragraphs, nodes, documents."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any, Literal

Role = Literal["title", "body", "node", "label", "heading", "center", "line", "cell", "toc"]
BreakKind = Literal["line", "page"]


@dataclass(frozen=True, slots=True)
class Mark:
    """What the author says about `text[start:end]` of one paragraph; the gold is made of these."""

    kind: str
    args: tuple[str, ...]
    options: Mapping[str, str]
    start: int
    end: int


@dataclass(frozen=True, slots=True)
class Rich:
    """Text with single spaces, its marks, and the places where a layout must break it."""

    text: str
    marks: tuple[Mark, ...] = ()
    breaks: tuple[tuple[int, BreakKind], ...] = ()


@dataclass(frozen=True, slots=True)
class Paragraph:
    """One block of an agreement before any layout.

    `label_end` is the end of the label that opens the text (0: none), `heading` the span of a run-in
    heading, `depth` that of the clause it stands in (-1: none). `indent` and `cell` (row, column, last
    column) serve lines and table cells; `follows` marks one that continues the block of the last.
    """

    rich: Rich
    role: Role
    depth: int = -1
    label_end: int = 0
    heading: tuple[int, int] | None = None
    indent: int = 0
    cell: tuple[int, int, int] | None = None
    follows: bool = False


@dataclass(frozen=True, slots=True)
class Position:
    """A span that may run over paragraphs: from `start` in `first` to `end` in `last` (half-open)."""

    first: int
    start: int
    last: int
    end: int


@dataclass(frozen=True, slots=True)
class Node:
    """A clause of the outline, in the terms of `acceptance_samples/README.md`."""

    path: str
    label: str | None
    heading: str | None
    parent: str | None
    depth: int
    place: Position
    heading_place: Position | None


@dataclass(frozen=True, slots=True)
class Document:
    """An agreement with everything that its author knows about it, ready for any layout."""

    id: str
    kind: str
    title: str | None
    paragraphs: tuple[Paragraph, ...]
    nodes: tuple[Node, ...]
    parties: tuple[Mapping[str, Any], ...] = ()
    not_parties: tuple[str, ...] = ()
    terms: Mapping[str, Any] = field(default_factory=dict)
    status: Mapping[str, str] = field(default_factory=dict)
    registration_rights: Mapping[str, Any] | None = None
