"""A day counted from when the company "is so notified", with the notice that is meant.

"… if the Company is notified by the Commission that the Registration Statement will not be reviewed, the date
shall be the fifth Trading Day following the date on which the Company is so notified."
"""

from __future__ import annotations

import re
from dataclasses import replace
from typing import Final

from pipeline.agreements.document import Document
from pipeline.expressions import Anchor, Conditional, EarlierOf, Expression, LaterOf, Offset
from pipeline.spans import Span

_SO: Final = re.compile(
    r"\bso (?:notified|advised|informed|told)\b"
    r"|\b(?:is|are|was|has been|have been) (?:notified|advised|informed|told)$",
    re.IGNORECASE,
)
_NOTIFIED: Final = re.compile(
    r"\b(?:if|event(?: that)?|when|case|once|after|should)\s(?P<it>(?:the\s)?\w+\s(?:is|are|has\sbeen|"
    r"have\sbeen|was|be)\s"
    r"(?:notified|advised|informed|told)\b[^;]*?|(?:the\s)?\w+\s(?:notifies|advises|informs|tells)\s"
    r"(?:the\s)?\w+\s(?:that|of)\b[^;]*?)(?=,\s(?:the|such|then|it|that|each)\b|;|$)",
    re.IGNORECASE,
)
_FAR: Final = 600  # characters before the anchor in which the notice is told


def with_notice(document: Document, tree: Expression | None) -> Expression | None:
    """`tree` with the words of the notice in place of "so notified", wherever it counts from that."""
    return _resolved(document, tree) if tree is not None else None


def _resolved(document: Document, node: Expression) -> Expression:
    if isinstance(node, Offset):
        return replace(node, base=_resolved(document, node.base))
    if isinstance(node, EarlierOf | LaterOf):
        return replace(node, args=tuple(_resolved(document, each) for each in node.args))
    if isinstance(node, Conditional):
        branches = tuple(replace(each, then=_resolved(document, each.then)) for each in node.branches)
        return replace(node, branches=branches)
    if not isinstance(node, Anchor) or not _SO.search(node.text):
        return node
    low = max(0, node.span.start - _FAR)
    told = list(_NOTIFIED.finditer(document.plain, low, node.span.start))
    if not told:
        return node
    span = Span(*told[-1].span("it"))
    return replace(node, span=span, text=document.words(span.start, span.end))
