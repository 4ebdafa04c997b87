"""The words of a sentence that tell a time: where they begin and where they may end."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace

from pipeline.agreements.choices import broken, choice_in, event_in
from pipeline.agreements.document import Document, Sentence
from pipeline.expressions import Anchor, Conditional, EarlierOf, Expression, LaterOf, Offset
from pipeline.model import Status
from pipeline.spans import Span

_LEAD = re.compile(
    r"\b(?:within|(?:(?:no|not|nor) )?(?:later|more) than|on or (?:before|prior to)|(?:at or )?prior to|by|"
    r"before|until|through|as of|upon the (?:earlier|later)|shall be (?=the )|"
    r"means?,?(?= )|(?:is|be) (?=the date (?:that|which) is)|the (?:earlie(?:r|st)|late(?:r|"
    r"st)) (?:to occur )?of|"
    r"the date (?:that|which) is|for (?:a|the) period)\b",
    re.IGNORECASE,
)
_COMPARED = re.compile(r"\b(?:earlie(?:r|st)|late(?:r|st)|first|last) (?:to occur )?of\b", re.IGNORECASE)
_STOP = re.compile(
    r"\s?\((?:[^()\"]{0,60}\s)?\"|,? (?:a|the|each|such|an|one or more) (?:\w+ )?"
    r"(?:Resale |Initial |Shelf |Mandatory )?"
    r"(?:[Rr]egistration [Ss]tatement|Shelf(?!\s(?:\w+\s)?(?:Deadline|Date|Day|Time|Target)))\b"
    r"(?! (?:is|was|has|becomes|will|shall|required|required|not|"
    r"filed)\b)|"
    r",? so that|,? and (?:shall|will|to|use|thereafter|have|cause|keep|obtain|make|be)\b|"
    r",? for (?:an offering|\d+%|one hundred|two hundred)|, (?:the|it) (?:\w+ )?(?:shall|will|agrees)\b|;|"
    r",? (?:provided|and,? with respect to|or,? with respect to)\b",
)
_ORDINAL = re.compile(r"(?:th|st|nd|rd)(?:\s\(\d+(?:th|st|nd|rd)\))?\s(?:\w+\s)?[Dd]ay\b")
# Behind a day, what makes it the last one: "105 days after the date hereof at the latest".
_LATEST = re.compile(r",?\s(?:at the (?:very )?latest|or (?:earlier|sooner|before))\b", re.IGNORECASE)
_LEFT_OUT = 12  # characters behind a tree that are too many to be a slip
_OVERLAP = 4  # characters that a deadline must share with the words that were chosen
_ELSEWHERE = re.compile(
    r"\b(?:(?:stated|set (?:forth|out)|specified|described|prescribed|fixed|given|named|appointed|agreed) "
    r"(?:(?:for that purpose|as such|therefor) )?(?:in|by|under)\b(?:[^.;]|\.(?=\d)){0,80}?|"
    r"(?:Section|Article|[Cc]lause|[Pp]aragraph) [\w.()-]+ of (?:the|"
    r"that) (?:[A-Z]\w+ ){0,4}?)\b(?:Agreement|Indenture|Note|Debenture|Warrant|Certificate|"
    r"Plan|"
    r"Contract)s?\b",
)
# "until the Maturity Date (as defined in the Credit Agreement)": the day itself is another agreement's.
_TERM = re.compile(
    r"(?:(?:on or (?:before|prior to)|(?:no|not) later than|prior to|before|by|until|through|on|means,?)\s)?"
    r"(?:the\s)?(?P<term>[A-Z][\w-]*(?:\s(?:of\s)?[A-Z][\w-]*){0,4})(?=\W|$)"
    r"(?P<there>\s\((?:as|having|with)\b[^()]{0,80}?\b(?:defined|meaning)\b[^()]{0,80}?\b(?:in|by|under)\b)?"
)


def times(document: Document, start: int, end: int) -> Iterator[Span]:
    """The ranges in `[start, end)` that open with words of time, each as far as it may reach, in order."""
    plain = document.plain
    position = start
    while found := _LEAD.search(plain, position, end):
        stop = _STOP.search(plain, found.end(), end)
        until = stop.start() if stop else end
        while until > found.end() and plain[until - 1] in " \n.,;":
            until -= 1
        if until > found.end():
            yield Span(_tight(document, found.start(), until), until)
        position = max(found.end(), until)


def _tight(document: Document, start: int, end: int) -> int:
    """Where the words begin that lead to the first period: "by the SEC, in any event within ten days"."""
    span = Span(start, end)
    counted = [each.start for each in document.day_counts(span)]
    counted += [each.start for each in document.blanks(span)]
    counted += [each.start for each in document.dates(span) if each.iso]
    if not counted:
        return start
    first = min(counted)
    compared = _COMPARED.search(document.plain, start, first)
    leads = _LEAD.finditer(document.plain, start, compared.start() + 1 if compared else first)
    return max((lead.start() for lead in leads), default=start)


def says_a_time(document: Document, span: Span) -> bool:
    """Whether a range holds a period, a date, or a blank where one is to be filled in."""
    return bool(
        document.day_counts(span)
        or any(date.iso for date in document.dates(span))
        or document.blanks(span)
        or elsewhere(document, span)
    )


def elsewhere(document: Document, span: Span) -> bool:
    """Whether the range leaves the time to another agreement."""
    if document.day_counts(span):
        return False
    if _ELSEWHERE.search(document.plain, span.start, span.end):
        return True
    named = _TERM.match(document.plain, span.start, span.end + 160)
    if named is None or (named.end("term") < span.end - 1 and named["there"] is None):
        return False
    return named["there"] is not None or " ".join(named["term"].split()) in document.terms_elsewhere


def expression_in(document: Document, span: Span, *, whole: bool = False) -> tuple[Expression | None, Span]:
    """The tree of a range of words of time, and the range that it was read from.

    The document's own deadline comes first, for its sentence was read as a whole; but where a page turns
    inside the words they are read anew, across the turn. With `whole`, all words of the range are known to
    tell the time, and a tree that leaves many of them out is made anew.
    """
    tree, shown = _as_deadline(document, span)
    early = whole and (shown.end < span.end - _LEFT_OUT or shown.start > span.start + 3 * _LEFT_OUT)
    if (early or broken(tree)) and (chosen := choice_in(document, span)) is not None:
        tree, shown = chosen, span
    elif early and isinstance(tree, Anchor):
        tree, shown = event_in(document, span), span
    if tree is None and not document.day_counts(span) and not document.blanks(span):
        tree, shown = event_in(document, span), span
    tree, shown = _before_aside(document, tree, shown)
    if isinstance(tree, Offset) and any(
        _LATEST.match(document.plain, end) for end in (shown.end, tree.span.end, tree.base.span.end)
    ):
        tree = replace(tree, bound="no_later_than")
    return (_exact_days(document, tree) if tree is not None else None), shown


def _before_aside(document: Document, tree: Expression | None, shown: Span) -> tuple[Expression | None, Span]:
    """`tree` without the opened bracket that its last event ran into: "it is filed (ninety days, if …)"."""
    if not isinstance(tree, Offset) or not isinstance(tree.base, Anchor):
        return tree, shown
    opened = document.plain.find(" (", tree.base.span.start, tree.base.span.end)
    if opened < 0 or ")" in document.plain[opened : tree.base.span.end]:
        return tree, shown
    event = Span(tree.base.span.start, opened)
    base = replace(tree.base, span=event, text=document.words(event.start, event.end))
    return replace(tree, span=Span(tree.span.start, opened), base=base), Span(shown.start, opened)


def _as_deadline(document: Document, span: Span) -> tuple[Expression | None, Span]:
    """The tree of the document's own deadline, and what it was read from; else that of the first time.

    A deadline that is told in the range alone was read with its sentence, and is not read again. One that
    runs on behind it, or that a line's end cuts short, stands back behind a time that tells more of it.
    """
    deadline = document.deadline_at(span.start + _OVERLAP, span.end)
    if deadline is not None:
        beyond = deadline.span.end > span.end
        cut = document.plain.startswith("\n", deadline.span.end + 1)
        if not beyond and not cut:
            return deadline.expression, deadline.span
    told = next(document.times(span), None)
    if deadline is not None:
        better = told is not None and (
            told.span.end >= span.end - _OVERLAP
            if deadline.span.end > span.end
            else told.span.end > deadline.span.end
        )
        if not better:
            return deadline.expression, deadline.span
    return (told.node, told.span) if told is not None else (None, span)


def _exact_days(document: Document, node: Expression) -> Expression:
    """The tree with the limbs of a choice that name one day, "the 50th day after it", as that day."""
    if not isinstance(node, EarlierOf | LaterOf):
        return node
    return replace(node, args=tuple(_exact_day(document, each) for each in node.args))


def _exact_day(document: Document, node: Expression) -> Expression:
    """A limb that names one day, in each of its cases, as that day."""
    if isinstance(node, Conditional):
        branches = tuple(replace(each, then=_exact_day(document, each.then)) for each in node.branches)
        return replace(node, branches=branches)
    named = isinstance(node, Offset) and _ORDINAL.search(
        document.plain, node.span.start, node.span.start + 48
    )
    return replace(node, bound="exactly") if isinstance(node, Offset) and named else node


def status_of(document: Document, span: Span) -> Status:
    """What a time in a range comes to: stated, left blank, left to another agreement, or contradictory."""
    if elsewhere(document, span):
        return Status.BY_REFERENCE
    counted = document.day_counts(span)
    blanks = document.blanks(span)
    if blanks and not counted and not document.dates(span):
        return Status.REDACTED if any(blank.redacted for blank in blanks) else Status.BLANK
    if any(days.alternative is not None for days in counted):
        return Status.CONFLICT
    return Status.FOUND


def holds(sentence: Sentence, pattern: re.Pattern[str]) -> bool:
    """Whether a sentence has words of `pattern`."""
    return pattern.search(sentence.plain) is not None
