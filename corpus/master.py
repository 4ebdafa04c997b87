"""Reads a master: TOML between `+++` lines, then blocks parted by blank lines.

% title | LOAN AGREEMENT          a centred title
% center | RECITALS               any other centred line
% lines                           the lines below as they stand (addresses, signatures); a block that
begins with a space needs no such heading
% table                           rows of cells parted by " || "
% toc                             the layout makes a table of contents here
% end                             no clause is open after this (signature page)
# 1. | DEFINITIONS. |             a clause: depth by "#", label ("-": none) | heading | text
## (a) | Filing. | The Company …  the same with a run-in heading
## (b) | | The Company …          and without one
anything else                     a paragraph of the open clause
"""

import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from corpus.markup import MarkupError
from corpus.model import Document
from corpus.outline import Outline


@dataclass(frozen=True, slots=True)
class Master:
    """An agreement and the files that are to be rendered from it."""

    document: Document
    outputs: tuple[Mapping[str, Any], ...]


def read(path: Path) -> Master:
    """The master at `path`. Raises MarkupError with the block that it could not read."""
    _, header, body = path.read_text(encoding="utf-8").split("+++\n", 2)
    meta = tomllib.loads(header)
    return Master(document(meta, body), tuple(meta["outputs"]))


def document(meta: Mapping[str, Any], body: str) -> Document:
    """The document of a master's body, with what its header says about it."""
    outline = Outline()
    title: str | None = meta.get("title")
    for block in body.split("\n\n"):
        if block.strip():
            _block(outline, block.strip("\n"))
    nodes = outline.nodes()
    return Document(
        id=meta["id"],
        kind=meta["kind"],
        title=title,
        paragraphs=tuple(outline.paragraphs),
        nodes=nodes,
        parties=tuple(meta.get("parties", ())),
        not_parties=tuple(meta.get("not_parties", ())),
        terms=meta.get("terms", {}),
        status=meta.get("status", {}),
        registration_rights=meta.get("registration_rights"),
    )


def _block(outline: Outline, block: str) -> None:
    first, _, rest = block.partition("\n")
    if first.startswith("#"):
        hashes, _, line = block.partition(" ")
        parts = [part.strip() for part in line.split("|", 2)]
        if len(parts) != 3:
            raise MarkupError(f"a clause needs label | heading | text: {block[:80]!r}")
        outline.enter(len(hashes) - 1, None if parts[0] == "-" else parts[0], parts[1], parts[2])
        return
    if block.startswith(" "):
        _lines(outline, block)
        return
    if not first.startswith("%"):
        outline.add("body", block)
        return
    word, _, text = first.removeprefix("%").strip().partition("|")
    match word.strip():
        case "title":
            outline.add("title", text)
        case "center":
            outline.add("center", text)
        case "lines":
            _lines(outline, rest)
        case "table":
            for row, line in enumerate(rest.split("\n")):
                outline.add_row([cell.strip() for cell in line.split(" || ")], row)
        case "toc":
            outline.add("toc", "")
        case "end":
            outline.leave()
        case other:
            raise MarkupError(f"no such block: % {other}")


def _lines(outline: Outline, block: str) -> None:
    for number, line in enumerate(block.split("\n")):
        outline.add("line", line, indent=len(line) - len(line.lstrip()), follows=number > 0)
