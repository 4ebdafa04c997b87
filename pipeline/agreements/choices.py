"""The earlier or later of several days, read limb by limb over the whole of a range.

The document's deadlines are read sentence by sentence; where a list of limbs runs over several paragraphs, or
a limb is a long event with stops of its own, the tree is made here instead.
"""

from __future__ import annotations

import re
from typing import Final

from pipeline.agreements.document import Document
from pipeline.agreements.points import offset
from pipeline.expressions import Anchor, EarlierOf, Expression, Fixed, LaterOf
from pipeline.spans import Span

_CHOICE: Final = re.compile(
    r"\b(?P<which>earlier|earliest|later|latest|first|last|"
    r"whichever of these comes first)\s?(?:to occur )?(?:of\b|:|of the following:?)\s*",
    re.IGNORECASE,
)
# A figure in brackets is a label only where a limb may begin: five (5) years is none.
_LABEL: Final = re.compile(
    r"(?:[,;]?\s?(?:and|or)?\s?)\((?:i{1,3}|iv|v|[a-eA-E]|(?<=[,;frd:]\s\()\d)\)\s|\s*;?\s*(?:and|or)?\s*\*\s"
)
_AND: Final = re.compile(r",?\s(?:and|or)\s(?=(?:the|such|upon|when|on|one|two|three|four|five|\d)\b)")
# Where one more limb of a list without labels begins: at a day, an event that has a name, or a time.
_NEXT: Final = re.compile(
    r"(?:,\s(?:(?:and|or)\s)?|\s(?:and|or)\s)(?:until\s)?"
    r"(?=(?:(?:the|such|that)\s(?:date|day|time|moment)\b|the\s(?:(?:\w+\s){1,2}anniversary|expir\w+|end|close|"
    r"termination|completion|consummation|(?:final\s)?(?:sale|resale|disposition|transfer|maturity))\b|"
    r"(?:when|upon|once)\s|"
    r"(?:one|two|three|four|five|six|seven|eight|nine|ten|twelve|eighteen|thirty|\d{1,3})\s(?:\(\d{1,3}\)\s)?"
    r"(?:days|weeks|months|years|year)\b|"
    r"(?-i:Jan|Feb|Mar|Apr|May|Jun|Jul|Aug|Sep|Oct|Nov|Dec)[a-z]{0,6}\.?\s\d))",
    re.IGNORECASE,
)
_LEAD: Final = re.compile(
    r"(?:until|by|no later than|not later than|on or before|through|upon|on|when|once)\s", re.IGNORECASE
)
_DEEPEST: Final = 3
_BROKEN: Final = re.compile(r"\b(?:earlie|late)(?:r|st)\b|whichever|^the (?:date|day)$", re.IGNORECASE)


def broken(node: Expression | None) -> bool:
    """Whether a tree holds an event that is no event, but the beginning of a choice or of a day."""
    if node is None:
        return True
    if isinstance(node, Anchor):
        return _BROKEN.search(node.text) is not None
    if isinstance(node, EarlierOf | LaterOf):
        return any(broken(each) for each in node.args)
    return False


def choice_in(document: Document, span: Span, *, depth: int = 0) -> Expression | None:
    """The tree of "the earlier of (i) … and (ii) …" in a range; None where it holds no choice."""
    lead = _CHOICE.search(document.plain, span.start, min(span.end, span.start + 80))
    if lead is None or depth >= _DEEPEST:
        return None
    limbs = _limbs(document, lead.end(), span.end)
    args = tuple(
        choice_in(document, limb, depth=depth + 1) or day_in(document, limb)
        for limb in limbs
        if len(limb) > 2
    )
    if len(args) < 2:
        return None
    late = lead["which"].lower() in ("later", "latest", "last")
    return LaterOf(span, args) if late else EarlierOf(span, args)


def _limbs(document: Document, start: int, end: int) -> list[Span]:
    plain = document.plain
    labels = list(_LABEL.finditer(plain, max(0, start - 1), end))
    # "(a) … and (b) the earlier of (i) … and (ii) …": the inner limbs are not those of the outer.
    labels = [label for label in labels if _kind(label.group()) == _kind(labels[0].group())]
    if len(labels) >= 2:
        starts = [label.end() for label in labels]
        ends = [label.start() for label in labels[1:]] + [end]
        return [Span(low, max(low, high)) for low, high in zip(starts, ends, strict=True)]
    joints = list(_NEXT.finditer(plain, start, end))
    if len(joints) > 1:
        starts = [start, *(joint.end() for joint in joints)]
        ends = [*(joint.start() for joint in joints), end]
        return [Span(low, high) for low, high in zip(starts, ends, strict=True)]
    joint = _AND.search(plain, start, end)
    return [Span(start, joint.start()), Span(joint.end(), end)] if joint else []


def _kind(label: str) -> str:
    mark = re.sub(r"[^\w*]|\b(?:and|or)\b", "", label)
    return (
        "roman"
        if re.fullmatch(r"[ivx]+", mark)
        else "digit"
        if mark.isdigit()
        else "upper"
        if mark.isupper()
        else "lower"
    )


def day_in(document: Document, span: Span) -> Expression:
    """One limb: the period or date that it tells, or else the event that it names."""
    date = dated(document, span)
    if date is not None:
        return date
    time = next(document.times(span), None)
    if time is not None and not broken(time.node) and time.span.start < span.start + 24:
        return time.node
    days = next(iter(document.day_counts(Span(span.start, min(span.end, span.start + 60)))), None)
    point = offset(document, days, "exactly") if days is not None else None
    return point or event_in(document, span)


def dated(document: Document, span: Span) -> Fixed | None:
    """The date that a range consists of; None where it tells anything else."""
    lead = _LEAD.match(document.plain, span.start, span.end)
    start = lead.end() if lead else span.start
    for date in document.dates(Span(start, span.end)):
        rest = document.plain[start : date.start] + document.plain[date.end : span.end]
        if date.day is not None and not rest.strip(" ,.;\n"):
            return Fixed(Span(date.start, date.end), date.day.isoformat())
    return None


def event_in(document: Document, span: Span) -> Anchor:
    """The words of a range, without what leads in to them, as an event."""
    lead = _LEAD.match(document.plain, span.start, span.end)
    start = lead.end() if lead else span.start
    return Anchor(Span(start, span.end), document.words(start, span.end).strip(" ,;."), "event")
