"""Text in, outline out: the order of the steps, on one screen."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from pipeline.clauses.contents import contents_of
from pipeline.clauses.endings import Attachment, attachments_of, closings, resumption
from pipeline.clauses.head import head_of
from pipeline.clauses.headings import Heading
from pipeline.clauses.labels import DECIMAL, WHOLE_WORDS
from pipeline.clauses.page import Page
from pipeline.clauses.quoted import quoted_of
from pipeline.clauses.regions import Body, regions_of
from pipeline.clauses.scopes import Node, heading_below, nodes_of
from pipeline.model import Clause, Outline, Text
from pipeline.spans import Span

_MOST_BODIES = 8  # signed forms with terms behind them, in one text: each is looked for up to the text's end


def outline(text: Text) -> Outline:
    """The clause tree of an agreement, in the order of the text, and the regions that cover it."""
    page = Page.of(text)
    contents = contents_of(page)
    head = head_of(page, contents)
    attachments = attachments_of(page, head.body, contents)
    excluded = sorted([*contents, *quoted_of(page, head.body)])
    bodies = _bodies(page, head.body, attachments, excluded)
    tree = _Tree(page)
    for body in bodies:
        tree.add(nodes_of(page, body.clauses, excluded), None, body.clauses.end)
    last_end = _signed_behind(page, bodies, attachments)
    for i, attachment in enumerate(attachments):
        following = attachments[i + 1].start if i + 1 < len(attachments) else last_end
        _attach(tree, attachment, following, excluded)
    clauses = tuple(tree.clauses)
    return Outline(clauses, regions_of(page, head, contents, clauses, bodies, attachments, last_end))


def _bodies(
    page: Page, start: int, attachments: Sequence[Attachment], excluded: Sequence[Span]
) -> list[Body]:
    """The stretches of clauses before the attachments, each with the signatures behind it."""
    end = attachments[0].start if attachments else len(page.plain)
    bodies: list[Body] = []
    begin: int | None = min(page.skipped(start), end)
    while begin is not None:
        signed = closings(page, begin, end)
        searched = signed is not None and len(bodies) < _MOST_BODIES
        again = resumption(page, signed, end, excluded) if signed is not None and searched else None
        behind = end if again is None else again
        bodies.append(
            Body(
                Span(begin, behind if signed is None else signed),
                Span(behind if signed is None else signed, behind),
            )
        )
        begin = again
    return bodies


def _signed_behind(page: Page, bodies: Sequence[Body], attachments: Sequence[Attachment]) -> int:
    """Where the last attachment ends: before signatures, if all of them stand behind the attachments."""
    end = len(page.plain)
    if not attachments or any(len(body.signatures) for body in bodies):
        return end
    return closings(page, attachments[-1].label_end, end) or end


def _attach(tree: _Tree, attachment: Attachment, end: int, excluded: Sequence[Span]) -> None:
    """Add an attachment and the clauses inside it, which end before its own signatures."""
    page = tree.page
    heading = attachment.heading
    if heading is None and not attachment.flat:
        heading = heading_below(page, attachment.start, end)
    if heading is not None and heading.after > end:
        heading = None  # signatures begin inside what looked like one: an attachment run into one line
    root = tree.attach(attachment, heading, page.trimmed(end, attachment.label_end))
    start = heading.after if heading is not None else min(attachment.label_end, end)
    inner_end = closings(page, start, end) or end
    tree.add(nodes_of(page, Span(start, inner_end), excluded), root, inner_end)


class _Tree:
    """Gives the nodes their paths, ends and citations, in the order of the text."""

    def __init__(self, page: Page) -> None:
        self.page = page
        self.clauses: list[Clause] = []
        self._used: dict[str, int] = {}

    def attach(self, attachment: Attachment, heading: Heading | None, end: int) -> Clause:
        """Add the node of an exhibit, schedule or annex."""
        path = self._path(None, attachment.bare)
        cite = attachment.bare.title() if len(attachment.bare.split()) == 1 else _worded_cite(attachment.bare)
        label = self.page.text.string[attachment.start : attachment.label_end]
        clause = Clause(
            path, cite, label, self._words(heading), _span(heading), attachment.start, end, None, 0
        )
        self.clauses.append(clause)
        return clause

    def add(self, nodes: Sequence[Node], root: Clause | None, end: int) -> None:
        """Add the clauses of one scope, which ends at `end`, below `root`."""
        ends = _ends(nodes, end)
        made: list[Clause] = []
        for node, node_end in zip(nodes, ends, strict=True):
            parent = root if node.parent is None else made[node.parent]
            depth = node.depth + (root is not None)
            label = node.label
            printed = (
                None if node.reading.style.startswith("h") else self.page.text.string[label.start : label.end]
            )
            made.append(
                Clause(
                    self._path(parent, label.bare),
                    _cite(parent, node),
                    printed,
                    self._words(node.heading),
                    _span(node.heading),
                    label.start,
                    self.page.trimmed(node_end, label.end),
                    parent.path if parent is not None else None,
                    depth,
                )
            )
        self.clauses.extend(made)

    def _path(self, parent: Clause | None, bare: str) -> str:
        path = bare if parent is None else f"{parent.path}/{bare}"
        number = self._used.get(path, 0) + 1
        self._used[path] = number
        return path if number == 1 else f"{path}#{number}"

    def _words(self, heading: Heading | None) -> str | None:
        return (
            None if heading is None else " ".join(self.page.text.string[heading.start : heading.end].split())
        )


def _span(heading: Heading | None) -> Span | None:
    return None if heading is None else Span(heading.start, heading.end)


def _ends(nodes: Sequence[Node], end: int) -> Iterable[int]:
    """Where each node ends: before the next one at its own depth or further out."""
    ends = [end] * len(nodes)
    open_nodes: list[int] = []
    for i, node in enumerate(nodes):
        while open_nodes and nodes[open_nodes[-1]].depth >= node.depth:
            ends[open_nodes.pop()] = node.label.start
        open_nodes.append(i)
    return ends


def _worded_cite(bare: str) -> str:
    noun, _, mark = bare.partition(" ")
    return f"{noun.title()} {mark}".strip()


def _cite(parent: Clause | None, node: Node) -> str:
    """The citation of a clause: "2(c)(i)", "2.01(a)", "Article II", "Exhibit A, 1"."""
    bare = node.label.bare
    noun = bare.partition(" ")[0]
    own = _worded_cite(bare) if noun in WHOLE_WORDS else bare
    if parent is None or node.reading.style == DECIMAL:
        return own
    if own is not bare or (parent.label is not None and " " in parent.cite.rpartition(", ")[2]):
        return f"{parent.cite}, {own}"
    return f"{parent.cite}({own})"
