"""Reads the clauses of one stretch of numbering: the body of the agreement, or one of its attachments."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence

from pipeline.clauses.candidates import inside, labels_of
from pipeline.clauses.headings import Heading, heading_at, line_heading, run_in_heading
from pipeline.clauses.labels import Label, Place, Reading, label_at
from pipeline.clauses.page import Page
from pipeline.clauses.sequence import NUMBERED, placed
from pipeline.frozen import dataclass
from pipeline.model import Block, BlockKind
from pipeline.spans import Span

_SLUG = re.compile(r"[^a-z0-9]+")
_FEWEST_LINES = 2  # headings alone on their lines that make an outline
_FEWEST_RUN_IN = 3
_PROSE = 60  # characters of a line that is no heading, no name and no cell


@dataclass(frozen=True, slots=True)
class Node:
    """A clause as found on the page, before it has its path."""

    label: Label
    reading: Reading
    heading: Heading | None
    parent: int | None  # index of the parent among the nodes of the scope
    depth: int


def nodes_of(page: Page, scope: Span, excluded: Sequence[Span]) -> list[Node]:
    """The clauses of `scope` in order. Headings without labels count where no numbering carries the text."""
    labels = labels_of(page, scope, excluded)
    chosen = placed(labels)
    top = Counter(one.reading.style for one in chosen if one.depth == 0)
    bare_articles = top["ARTICLE"] >= 2 and sum(one.depth == 1 for one in chosen) < top["ARTICLE"]
    if bare_articles or not any(top[style] >= 2 for style in NUMBERED):
        headings = _unlabelled(page, scope, excluded, lines_count=not bare_articles)
        if headings:
            labels = sorted([*labels, *headings], key=lambda label: label.start)
            chosen = placed(labels)
    index = {one.label: i for i, one in enumerate(chosen)}
    starts = [labels[one.label].start for one in chosen]
    nodes = []
    for i, one in enumerate(chosen):
        label = labels[one.label]
        limit = min(starts[i + 1] if i + 1 < len(starts) else scope.end, scope.end)
        parent = None if one.parent is None else index[one.parent]
        nodes.append(Node(label, one.reading, _heading(page, label, limit), parent, one.depth))
    return _without_doubtful(nodes)


def _heading(page: Page, label: Label, limit: int) -> Heading | None:
    """The heading after a label, in its line or alone on the next one."""
    if label.place is Place.HEADING:
        return heading_at(page.plain, label.start, label.end)
    end = min(page.line_end(label.start), limit)
    heading = page.heading_after(label.end)
    if heading is not None and heading.end > end:
        heading = heading_at(page.plain, label.end, end)
    if heading is not None or page.plain[label.end : end].strip(" .:-\t"):
        return heading
    return heading_below(page, label.end, limit)


def heading_below(page: Page, position: int, limit: int) -> Heading | None:
    """The heading that stands alone on the line after a label, in one line or two."""
    i = page.block_index(position) + 1
    if i >= len(page.blocks) or page.blocks[i].start >= limit:
        return None
    block = page.blocks[i]
    heading = heading_at(page.plain, block.start, min(block.end, limit))
    if heading is None or not heading.whole_line or not heading.sure or block.kind is BlockKind.TABLE:
        return None
    following = page.blocks[i + 1] if i + 1 < len(page.blocks) else None
    if (
        following is not None
        and following.end < limit
        and not following.gap
        and page.plain[block.start : block.end].isupper()
    ):
        rest = page.plain[following.start : following.end]
        if rest.isupper() and len(rest) < 80:
            return Heading(heading.start, following.end, following.end, sure=True, whole_line=True)
    return heading


def _unlabelled(page: Page, scope: Span, excluded: Sequence[Span], *, lines_count: bool) -> list[Label]:
    """The headings without a label in `scope`: alone on their lines, or run in where there are no others.

    `lines_count` says whether lines can be headings at all.
    """
    lines: list[tuple[Heading, bool]] = []  # with whether it is set in capitals
    run_in: list[Heading] = []
    nested = False  # whether a heading in capitals stands right above another one
    capitals_above = below_label = False
    blocks = page.blocks_in(scope)
    for i, block in enumerate(blocks):
        capitals = False
        end = min(block.end, scope.end)
        label = label_at(page.plain, block.start, end, Place.LINE)
        is_text = block.start >= scope.start and block.kind is BlockKind.PROSE
        if is_text and label is None and not below_label and not inside(excluded, block.start):
            heading = line_heading(page.plain, block.start, end)
            if heading is not None and block.gap and _text_follows(page, blocks, i, scope):
                capitals = page.plain[block.start : end].isupper()
                nested = nested or (capitals_above and not capitals)
                lines.append((heading, capitals))
            elif (heading := run_in_heading(page.plain, block.start, end)) is not None:
                run_in.append(heading)
        capitals_above = capitals
        below_label = label is not None and not page.plain[label.end : end].strip(" .:-")
    if not lines_count or len(lines) < _FEWEST_LINES:
        return [_as_label(page, heading, "h2") for heading in run_in] if len(run_in) >= _FEWEST_RUN_IN else []
    found = [_as_label(page, h, "h1" if nested and not capitals else "h0") for h, capitals in lines]
    if len(run_in) >= max(_FEWEST_RUN_IN, len(lines)):
        found += [_as_label(page, heading, "h2") for heading in run_in]
    return found


def _text_follows(page: Page, blocks: Sequence[Block], i: int, scope: Span) -> bool:
    """Whether prose, a label or a further heading stands below line `i`, parted from it by a blank line."""
    if (
        i + 1 >= len(blocks)
        or not blocks[i + 1].gap
        or blocks[i + 1].start >= scope.end
        or blocks[i + 1].kind is BlockKind.TABLE
    ):
        return False
    below = blocks[i + 1]
    if (
        below.end - below.start >= _PROSE
        or label_at(page.plain, below.start, below.end, Place.LINE) is not None
    ):
        return True
    if page.plain[below.end - 1] in ".;:,":
        return True
    return (
        i + 2 < len(blocks)
        and blocks[i + 2].end - blocks[i + 2].start >= _PROSE
        and blocks[i + 2].start < scope.end
    )


def _as_label(page: Page, heading: Heading, style: str) -> Label:
    slug = _SLUG.sub("-", page.plain[heading.start : heading.end].lower()).strip("-")
    end = page.line_end(heading.start) if heading.whole_line else heading.after
    return Label(heading.start, end, f"h:{slug}", (Reading(style, 0),), Place.HEADING, 0)


def _without_doubtful(nodes: Sequence[Node]) -> list[Node]:
    """The nodes with headings in sentence case only where most of their fellows have a heading too."""
    fellows = Counter((node.parent, node.reading.style) for node in nodes)
    headed = Counter((node.parent, node.reading.style) for node in nodes if node.heading is not None)
    kept = []
    for node in nodes:
        key = (node.parent, node.reading.style)
        if (
            node.heading is not None
            and not node.heading.sure
            and (fellows[key] < 3 or headed[key] * 10 < fellows[key] * 8)
        ):
            node = Node(node.label, node.reading, None, node.parent, node.depth)
        kept.append(node)
    return kept
