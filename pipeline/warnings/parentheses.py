"""Parentheses that are opened and not closed, or closed and not opened, in a sentence that carries a number.

There a missing mark may change what is counted. The labels of items ("a)", "1)") close what nothing opened,
and a parenthesis may run over a turn of the page into the next paragraph: neither is one.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterator, Sequence

from pipeline.extract.sentences import sentence_at
from pipeline.findings import Findings
from pipeline.model import (
    Block,
    BlockKind,
    DateMention,
    DayCount,
    Money,
    Notice,
    Percentage,
    RegionKind,
    ShareCount,
)
from pipeline.spans import Span
from pipeline.warnings.places import place_of

_MARK = re.compile(r"[(){}]")  # a brace is what a scan makes of a parenthesis
# "a)", "iv)", "12)" as the label of an item, and smileys of a scan: ":)".
_LABEL_BEFORE = re.compile(r"(?:^|[\s(;:,.—–-])(?:[a-zA-Z]{1,2}|[ivxIVX]{1,5}|\d{1,3}(?:\.\d{1,2})?)\s?$")
_MOST = 8  # parentheses of a sentence that is no table …
_DENSE = 60  # … or one for so many characters
_SHORTEST = 60  # characters of a line; a shorter one is a heading, a cell or a part of an address


def unbalanced_parentheses(findings: Findings) -> Iterator[Notice]:
    """A notice for each such sentence of running text, with the sentence and the mark without its fellow."""
    string, tree = findings.text.string, findings.outline
    numbers: Sequence[int] | None = None  # gathered for the first such line
    skipped = tree.spans(RegionKind.COVER, RegionKind.CONTENTS, RegionKind.SIGNATURES)
    blanks = [blank.start for blank in findings.quantities.blanks]
    blocks: Sequence[Block] = findings.text.blocks
    for i, block in enumerate(blocks):
        if block.kind is BlockKind.TABLE or block.end - block.start < _SHORTEST:
            continue
        lone = _lone(string, block)
        if len(lone) != 1 or any(part.start <= block.start < part.end for part in skipped):
            continue  # with several, the text is garbled
        at = lone[0]
        whole = sentence_at(string, at)
        sentence = Span(max(whole.start, block.start), min(whole.end, block.end))
        if string.count("(", sentence.start, sentence.end) > max(_MOST, len(sentence) // _DENSE):
            continue  # a table that has run together
        numbers = _numbers(findings) if numbers is None else numbers
        if not _any_in(numbers, sentence) or _any_in(blanks, Span(block.start, block.end)):
            continue
        opened = string[at] in "({"
        if _goes_on(string, blocks, i, opened=opened):
            continue
        what = "opened and never closed" if opened else "closed but never opened"
        yield Notice(
            kind="unbalanced_parentheses",
            message=f"a parenthesis is {what} in a sentence of {place_of(tree, at)} that carries a number",
            spans=(Span(at, at + 1), sentence),
            rule="unbalanced",
        )


def _numbers(findings: Findings) -> list[int]:
    """Where quantities begin, in order."""
    found = findings.quantities
    lists: tuple[Sequence[DateMention | Percentage | DayCount | Money | ShareCount], ...] = (
        found.dates,
        found.percentages,
        found.day_counts,
        found.money,
        found.share_counts,
    )
    return sorted(mention.start for mentions in lists for mention in mentions)


def _any_in(starts: Sequence[int], span: Span) -> bool:
    i = bisect_left(starts, span.start)
    return i < len(starts) and starts[i] < span.end


def _lone(string: str, block: Block) -> list[int]:
    """The parentheses of a line without a fellow in it, but for the labels of items."""
    if string.count("(", block.start, block.end) == string.count(")", block.start, block.end):
        return []
    opened: list[int] = []
    lone: list[int] = []
    for mark in _MARK.finditer(string, block.start, block.end):
        at = mark.start()
        if mark.group() in "({":
            opened.append(at)
        elif opened:
            opened.pop()
        elif not _LABEL_BEFORE.search(string[max(block.start, at - 8) : at]):
            lone.append(at)
    return sorted([*lone, *opened])


def _goes_on(string: str, blocks: Sequence[Block], index: int, *, opened: bool) -> bool:
    """Whether the fellow stands in one of the next lines, or of the last ones."""
    near = blocks[index + 1 : index + 4] if opened else blocks[max(0, index - 3) : index]
    wanted = ")}" if opened else "({"
    return any(string[at] in wanted for block in near for at in _lone(string, block))
