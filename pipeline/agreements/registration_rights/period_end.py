"""Until when the registration statement must stay effective."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace
from typing import Final

from pipeline.agreements.choices import choice_in, dated, day_in
from pipeline.agreements.document import Document
from pipeline.agreements.registration_rights.model import DueBy
from pipeline.agreements.timing import expression_in, status_of
from pipeline.agreements.values import Field, absent
from pipeline.expressions import Anchor, Between, Duration, EarlierOf, Expression, LaterOf, Offset
from pipeline.extract.sentences import Said
from pipeline.model import Status
from pipeline.spans import Span

_TERM: Final = re.compile(
    r"(?:[\w-]+ ){0,3}(?:effective\w*|registration|maintenance|shelf|resale|coverage|"
    r"keep-?effective) (?:[\w-]+ )?"
    r"(?:period|term|termination date|expiration date)|expiration date",
    re.IGNORECASE,
)
_KEPT: Final = re.compile(
    r"\b(?:keep|kept|maintain\w*|remains?|stay|continue|sustain"
    r"|preserve)\b(?:[^.;]|\.(?=\d)){0,200}?\b(?:effective|effectiveness|current|"
    r"in effect)\b|"
    r"\b(?:registration|shelf|statement)\b(?:[^.;]|\.(?=\d)){0,40}?\b(?:maintained|(?:kept|stays?|remains?"
    r"|held)\s(?:open|available|in\s"
    r"force|alive|usable))\b|"
    r"\b(?:not|never)\s(?:allow|permit|let|suffer|cause)\b(?:[^.;]|\.(?=\d)){0,80}?\b(?:lapse|expire|cease)\b|"
    r"\b(?:not|never)\s(?:withdraw|lapse|terminate)\b(?:[^.;]|\.(?=\d)){0,40}?\b(?=before|prior|until)|"
    r"\beffective(?:ness)?\b(?:[^.;]|\.(?=\d)){0,80}?\b(?:kept|maintained|continue[sd]?|in effect)\b",
    re.IGNORECASE,
)
# Words without one of which that is not said.
_MAY_KEEP: Final = Said(
    r"\b(?:keep|kept|maintain|remain|stay|continue|sustain|preserve|held\s|in\seffect|lapse|expire|cease|"
    r"withdraw|terminate)"
)
_DUTY: Final = re.compile(
    r"\b(?:shall|will|agrees?|must|is to|are to|efforts|obligations?|duty|undertakes|covenants|required|"
    r"obliged|bound)\b"
)
_LEAD: Final = re.compile(
    r"\b(?:until|through(?= the| [A-Z])|(?:and )?(?:ending|terminating|expiring|continuing) (?:on|upon|at|"
    r"until)|"
    r"(?:and )?(?:ends?|ceases?|terminates?|expires?|lasts?|continues?) (?:on|upon|at|when|for|until)|"
    r"for (?:a|the) period (?:of|ending|commencing|from|beginning|that)|for (?:at least |not less than |"
    r"no less than )?(?=[\w-]+ (?:\(\d+\) )?"
    r"(?:years?|months?|days?)\b)|for up to |"
    r"(?:to remain|effective) up to (?:and including )?"
    r"(?=the (?:first|second|third|fourth|fifth|date|day|time|end|earlier)\b)|"
    r"(?:for )?(?:so|as) long as|(?=the (?:earlie|late)(?:r|"
    r"st) (?:to occur )?of))",
    re.IGNORECASE,
)
_STOP: Final = re.compile(
    r"\s?[(,]?\s?\((?:[^()\"]{0,60}\s)?\"|;(?!\s+(?:and\s+|or\s+)?[(*])|"
    r", (?:and(?!\s\(|\s(?:the|such|one|two|three|four|five|when|upon)\s"
    r"(?!\w+\s(?:shall|will|agrees|may)\b))|"
    r"which|it being|provided|"
    r"subject|in each case|"
    r"as determined|and in (?:any|no) event)\b|\.\s"
)
_OWN: Final = re.compile(
    r"(?:until|through|for|during) (?:the )?(?:end|expiration|expiry|termination|whole|duration) of (?:the|"
    r"such) (?:period\W*$|(?:(?-i:[A-Z])\w+ ){1,2}(?:period|term)\b)|during the \w+ Period\b",
    re.IGNORECASE,
)
_SUBSTANCE: Final = re.compile(
    r"\b(?:sold|disposed|sale|resold|Rule 144|144|anniversary|distribution|ceas\w+|no longer|[Mm]aturity|"
    r"outstanding|own|"
    r"hold|expir\w+|completion|freely|volume)\b"
)

# What joins another end of the period to the one before it.
_JOINT: Final = re.compile(
    r"(?:\s\([^()\"]{0,80}\))?(?:,?\sbut\s(?:not|(?:in\s)?no\s(?:event|case))\s(?:beyond|after"
    r"|later\sthan|longer\sthan|past)\s|"
    r",?\sbut\s(?:for\s)?(?:(?:not|no)\s(?:later|longer|more)\sthan|at\smost(?:\s(?:for|until))?)\s|"
    r",?\s\(?(?:or|and),?\s(?:(?:if|whichever is)\s(?P<which>earlier|sooner|later|shorter|longer),?\s)?"
    r"(?:(?:until|through|upon|when|for)\s(?!such\s\w+er\s)|"
    r"(?:for\s|until\s)?such\s(?P<such>shorter|longer|lesser|greater|earlier|later)\s(?:period|time|date|day)"
    r"(?:\s(?:of time|as|that|which|when|at which|on which|upon which|ending|ends?|will|shall|may|"
    r"terminates?|"
    r"terminate|expires?|on|upon|when|until|is required for)){0,5}\s)|"
    r"(?P<more>,?\sor\s)(?=(?:may|can|could)\s(?:be\s)?(?:sold|resold|sell|transferred|disposed)\b))",
    re.IGNORECASE,
)
_WHICHEVER_OR_END: Final = re.compile(
    r",?\s\(?(?:whichever(?:\s[\w']+){0,3}\s|"
    r"(?:if|that is)\s(?:(?:that|this|it|which)\s(?:\w+\s)?)?)(?:the\s)?"
    r"(?P<which>earlier|earliest|first|sooner|shorter|shortest|later|latest|last|longer|longest)\b",
    re.IGNORECASE,
)
_LATER: Final = ("later", "longer", "latest", "last", "longest", "greater")
_UNTIL_AGAIN: Final = re.compile(
    r",?\sor\s(?:if\s\w+,\s)?until\s|,\suntil\s|"
    r",?\sbut\s(?:not|(?:in\s)?no\s(?:event|case))\s(?:beyond|after|later\sthan|longer\sthan|past)\s|"
    r",?\sunless\s(?=[^,;.]{8,160}\s(?:sooner|earlier|before\s(?:then|that))\b)",
    re.IGNORECASE,
)
_ELSE: Final = re.compile(r"\b(?:or|but|unless)\b", re.IGNORECASE)
_SOONER: Final = re.compile(r"(?:,?\sif\s(?:this|that)\sis)?\s(?:sooner|earlier|before\s(?:then|that))$")
# Words behind which the end of a duty stands that is told by what is not owed.
_BEFORE_END: Final = re.compile(r"\b(?:before|prior to|until)\s", re.IGNORECASE)
_AFTER_END: Final = re.compile(r"\b(?:after|beyond|past|following|later than)\s", re.IGNORECASE)
_NOT_OWED: Final = re.compile(
    r"\b(?:not|no longer)\s(?:be\s)?(?:required|obliged|obligated|bound)\sto\s", re.IGNORECASE
)
_NOT_LAPSE: Final = re.compile(
    r"\b(?:not|never)\s(?:allow|permit|let|suffer|cause|withdraw|lapse|terminate)\b", re.IGNORECASE
)
_CHOICE_OF: Final = re.compile(r"\b(?:earlie|late)(?:r|st)\s(?:to occur\s)?of\b", re.IGNORECASE)
_CEASES: Final = re.compile(
    r"\.\s+(?:A|Any|Each|Such|The)\s[^.;]{2,80}?\b(?:ceases?|shall cease|will cease)\sto\sbe\s"
    r"(?:one|such|so|a\s[A-Z]\w+\s[A-Z]\w+|[A-Z]\w+\s[A-Z]\w+)\s(?=\w)",
)
_NEXT_LIMB: Final = re.compile(r",?\s(?:and\s|or\s)?(?=(?:when|at|on|upon|if|once|as soon as)\s)")
_ITEM: Final = re.compile(r";\s+(?:and\s+|or\s+)?\((?!(?:i|a|A|1|x)\))\w{1,4}\)\s")
_FIRST_ITEM: Final = re.compile(r"\((?:i|a|A|1|x)\)\s")
# How long the company may wait is not how long it keeps the statement effective.
_DEFERS: Final = re.compile(r"\b(?:defer|postpone|suspend|delay)\w*\b", re.IGNORECASE)
# One subject of several ends: until | all Registrable Securities | (i) have been sold or (ii) may be sold.
_SUBJECT: Final = re.compile(
    r"(?:until|through|ending\s(?:on|upon|when))\s(?:such\stime\sas\s|(?:the\s)?(?:date|day|time)\s(?:that|when|(?:on|at)\swhich)\s)?"
    r"(?P<who>(?:all|any|each|no)\s(?:of\s)?(?:[^.;:()]|\.(?=\d)){4,160}?)\s\((?:i|a|A|1|x)\)\s"
    r"(?=(?:have|has|had|are|is|may|can|could|shall|will|cease|no\slonger)\b)",
    re.IGNORECASE,
)
_NEXT_SHARED: Final = re.compile(
    r"[,;]?\s(?:(?:and|or)\s)?\((?!(?:i|a|A|1|x)\))[a-zA-Z0-9]{1,4}\)\s"
    r"(?=(?:have|has|had|are|is|may|can|could|shall|will|cease|no\slonger)\b)",
    re.IGNORECASE,
)
# How long a failure lasts is no duty: "has not become effective … and the failure continues".
_FAILS: Final = re.compile(
    r"\b(?:if|where|when|should)\b(?:[^.;]|\.(?=\d)){0,240}?\b(?:failure|default|delay)\s(?:so\s)?(?:continu|persist|last|remain)",
    re.IGNORECASE,
)
_SHORTEST: Final = 8  # characters of an event
_LONGEST: Final = 600
_EFFECTIVE: Final = re.compile(r"\beffective(?:ness)?\b", re.IGNORECASE)
_BEFORE: Final = 400
_NEAR: Final = 60  # characters before "keep" in which it is said not to be owed


def period_end(document: Document) -> Field[DueBy]:
    """When the duty to keep the statement effective ends."""
    span = next(_defined(document), None) or next(_stated(document), None)
    if span is None:
        return absent()
    status = status_of(document, span)
    if status is Status.BY_REFERENCE:
        return Field(status, None, (span,), "until")
    tree, shown = _repeated(document, span) or _sharing(document, span) or _once(document, span)
    tree, shown = _ceasing(document, tree, shown)
    return Field(status, DueBy(_as_end(tree)), (shown,), "until")


def _as_end(tree: Expression | None) -> Expression | None:
    """`tree` as the moment at which the duty ends: "not lapse before" a day is until that day."""
    if isinstance(tree, Between):
        return _as_end(tree.to)
    if isinstance(tree, EarlierOf | LaterOf):
        return replace(tree, args=tuple(_as_end(each) or each for each in tree.args))
    if isinstance(tree, Offset) and tree.bound == "no_later_than":
        return replace(tree, bound="exactly")
    return tree


def _once(document: Document, span: Span) -> tuple[Expression | None, Span]:
    """The end that a range tells, with the other one behind it, and where."""
    tree, shown = expression_in(document, span, whole=True)
    tree, shown = _whole_choice(document, tree, shown, span)
    tree = _as_day(document, tree)
    return _or_until(document, *_before_joint(document, tree, shown))


def _repeated(document: Document, span: Span) -> tuple[Expression | None, Span] | None:
    """The ends of "until A, or until B, whichever is earlier"; None where there is one "until" only.

    Each "until" begins an end of its own, be it a choice or not: "until the later of A and B, or until C".
    """
    joints = list(_UNTIL_AGAIN.finditer(document.plain, span.start + _SHORTEST, span.end))
    if not joints or not any(_ELSE.search(joint.group()) for joint in joints):
        return None
    said = _WHICHEVER_OR_END.search(document.plain, joints[-1].end(), min(span.end + 80, len(document.plain)))
    close = said.start() if said is not None else span.end
    ends = [*(joint.start() for joint in joints), min(close, span.end)]
    starts = [span.start, *(joint.end() for joint in joints)]
    limbs = [
        Span(low, max(low, _before_sooner(document, low, high)))
        for low, high in zip(starts, ends, strict=True)
    ]
    if min(len(limb) for limb in limbs) < _SHORTEST or any(
        _CHOICE_OF.search(document.plain, limb.start, limb.end) and choice_in(document, limb) is None
        for limb in limbs
    ):
        return None
    first, shown = _whole_choice(document, *expression_in(document, limbs[0], whole=True), limbs[0])
    trees = [_as_day(document, first)] if first is not None and shown.end <= limbs[0].end + 1 else []
    trees += [
        choice_in(document, limb) or _as_day(document, day_in(document, limb)) for limb in limbs[len(trees) :]
    ]
    args = tuple(tree for tree in trees if tree is not None)
    return _chosen(Span(span.start, max(close, span.end)), said, args)


def _sharing(document: Document, span: Span) -> tuple[Expression | None, Span] | None:
    """The ends of "until all Shares (i) have been sold or (ii) may be sold": one subject for both.

    None where there is no such list.
    """
    subject = _SUBJECT.match(document.plain, span.start, span.end)
    if subject is None:
        return None
    said = _WHICHEVER_OR_END.search(document.plain, subject.end(), min(span.end + 80, len(document.plain)))
    close = min(said.start() if said is not None else span.end, span.end)
    joints = list(_NEXT_SHARED.finditer(document.plain, subject.end(), close))
    if not joints:
        return None
    ends = [*(joint.start() for joint in joints), close]
    starts = [subject.end(), *(joint.end() for joint in joints)]
    who = document.words(*subject.span("who"))
    args = tuple(
        Anchor(Span(low, high), f"{who} {document.words(low, high)}", "event")
        for low, high in zip(starts, ends, strict=True)
    )
    return _chosen(Span(span.start, max(close, span.end)), said, args)


def _chosen(span: Span, said: re.Match[str] | None, args: tuple[Expression, ...]) -> tuple[Expression, Span]:
    """The ends as a choice: of the later one if the words behind them say so, else of the earlier."""
    whole = Span(span.start, said.end()) if said is not None else span
    late = said is not None and said["which"].lower() in _LATER
    return (LaterOf if late else EarlierOf)(whole, args), whole


def _before_sooner(document: Document, start: int, end: int) -> int:
    """Where a limb ends before "sooner", which tells nothing of its own."""
    sooner = _SOONER.search(document.plain[start:end])
    return start + sooner.start() if sooner is not None else end


def _whole_choice(
    document: Document, tree: Expression | None, shown: Span, span: Span
) -> tuple[Expression | None, Span]:
    """`tree` with every limb of the list that it was read from, and dates as dates."""
    if not isinstance(tree, EarlierOf | LaterOf):
        return tree, shown
    chosen = choice_in(document, span)
    if isinstance(chosen, type(tree)) and len(chosen.args) > len(tree.args):
        return chosen, span
    return replace(
        tree,
        args=tuple(
            (dated(document, each.span) or each) if isinstance(each, Anchor) else each for each in tree.args
        ),
    ), shown


def _as_day(document: Document, tree: Expression | None) -> Expression | None:
    """The day on which a length of time ends, where `tree` is one, or a limb of it.

    "For a period of two years after the Closing" ends two years after the Closing; a period that names no
    beginning is counted from the day on which the statement becomes effective.
    """
    if isinstance(tree, EarlierOf | LaterOf):
        return replace(tree, args=tuple(_as_day(document, each) or each for each in tree.args))
    if not isinstance(tree, Duration):
        return tree
    start = tree.start
    if start is None:
        low = max(0, tree.span.start - _BEFORE)
        found = list(_EFFECTIVE.finditer(document.plain, low, tree.span.start))
        if not found:
            return tree
        start = Anchor(Span(*found[-1].span()), found[-1].group(), "event")
    return Offset(tree.span, tree.count, tree.unit, "after", "exactly", start)


def _before_joint(document: Document, tree: Expression | None, span: Span) -> tuple[Expression | None, Span]:
    """`tree` and its range up to the words that join another end to it, if its last event runs beyond."""
    last = tree.args[-1] if isinstance(tree, EarlierOf | LaterOf) else tree
    if not isinstance(last, Anchor) or last.span.end < span.end - _SHORTEST:
        return tree, span
    joint = _JOINT.search(document.plain, last.span.start + _SHORTEST, span.end)
    if joint is None or span.end - joint.end() < _SHORTEST:
        return tree, span
    if last is not tree and joint["more"]:
        return tree, span  # "the time at which all is sold or may be sold": one limb of the choice
    event = Span(last.span.start, joint.start())
    short = replace(last, span=event, text=document.words(event.start, event.end))
    if isinstance(tree, EarlierOf | LaterOf):
        return replace(tree, args=(*tree.args[:-1], short)), Span(span.start, joint.start())
    return short, Span(span.start, joint.start())


def _or_until(document: Document, tree: Expression | None, span: Span) -> tuple[Expression | None, Span]:
    """`tree` with the other end of the period that is told behind it: "…, or until all is sold"."""
    joint = _JOINT.match(document.plain, span.end, span.end + 160) if tree is not None else None
    if tree is None or joint is None:
        return tree, span
    limit = min(len(document.plain), joint.end() + _LONGEST)
    stop = _STOP.search(document.plain, joint.end(), limit)
    limit = stop.start() if stop else limit
    end = _WHICHEVER_OR_END.search(document.plain, joint.end(), limit)
    close = end.start() if end else limit
    while close > joint.end() and document.plain[close - 1] in " .;,\n":
        close -= 1
    if close - joint.end() < _SHORTEST:
        return tree, span
    limb = Span(joint.end(), close)
    other = choice_in(document, limb) or _as_day(document, day_in(document, limb))
    if other is None:
        return tree, span
    words = (joint["which"] or joint["such"] or (end["which"] if end else None) or "earlier").lower()
    whole = Span(span.start, close)
    return (LaterOf if words in _LATER else EarlierOf)(whole, (tree, other)), whole


def _ceasing(document: Document, tree: Expression | None, span: Span) -> tuple[Expression | None, Span]:
    """The days on which the securities cease to be such, if the next sentence tells them.

    "… until all Registrable Units have ceased to be Registrable Units. A Registrable Unit ceases to be one
    when …, when … or at …, whichever occurs earliest."
    """
    if not isinstance(tree, Anchor) or not re.search(
        r"\bceas\w+ to be\b", document.plain[span.start : span.end]
    ):
        return tree, span
    after = _CEASES.match(document.plain, span.end, span.end + 160)
    if after is None:
        return tree, span
    stop = re.compile(r"\.(?=\s|$)").search(document.plain, after.end(), after.end() + 800)
    close = stop.start() if stop else min(len(document.plain), after.end() + 800)
    said = _WHICHEVER_OR_END.search(document.plain, after.end(), close)
    whole = Span(after.end(), close)
    chosen = choice_in(document, whole)
    if chosen is None:
        limbs = [
            Span(low, high) for low, high in _parts(document, after.end(), said.start() if said else close)
        ]
        args = tuple(day_in(document, limb) for limb in limbs)
        chosen = EarlierOf(whole, args) if len(args) > 1 else args[0] if args else None
    return (chosen, Span(span.start, close)) if chosen is not None else (tree, span)


def _parts(document: Document, start: int, end: int) -> Iterator[tuple[int, int]]:
    """The limbs of "when A, when B, or at C"."""
    low = start
    for joint in _NEXT_LIMB.finditer(document.plain, start, end):
        yield low, joint.start()
        low = joint.end()
    yield low, end


def _tells(document: Document, span: Span) -> bool:
    words = document.plain[span.start : span.end]
    if _OWN.match(words):
        return False
    return bool(
        document.day_counts(span)
        or _SUBSTANCE.search(words)
        or document.blanks(span)
        or any(each.iso for each in document.dates(span))
        or status_of(document, span) is Status.BY_REFERENCE
    )


def _ranges(document: Document, start: int, end: int, leads: re.Pattern[str] = _LEAD) -> Iterator[Span]:
    """Ranges that open with "until" or the like, up to where the end of the period has been said."""
    plain = document.plain
    for lead in leads.finditer(plain, start, end):
        stop = _STOP.search(plain, lead.end(), end)
        until = stop.start() if stop else end
        item = _ITEM.search(plain, lead.end(), until)
        if item is not None and not _FIRST_ITEM.search(plain, lead.end(), item.start()):
            until = item.start()  # the next item of the list that the whole of it is in
        while until > lead.end() and plain[until - 1] in " .;,\n":
            until -= 1
        span = Span(lead.start(), until)
        if _tells(document, span):
            yield span


def _defined(document: Document) -> Iterator[Span]:
    for definition in document.definitions:
        meaning = definition.meaning
        if meaning is None or _TERM.fullmatch(document.words(definition.start, definition.end)) is None:
            continue
        if meaning.start < definition.start and not _KEPT.search(document.plain, meaning.start, meaning.end):
            continue
        # In a definition in passing the end of the period stands right before the bracket.
        yield from _ranges(document, meaning.start, meaning.end)


def _stated(document: Document) -> Iterator[Span]:
    for place in document.saying(_MAY_KEEP):
        sentence = document.sentences[place]
        kept = _KEPT.search(sentence.plain)
        if kept is None or not (_DUTY.search(sentence.plain) or kept.start() < 30):
            continue
        if _FAILS.search(sentence.plain, 0, kept.end()):
            continue
        leads = _LEAD
        if _NOT_OWED.search(sentence.plain, max(0, kept.start() - _NEAR), kept.end()):
            leads = _AFTER_END
        elif _NOT_LAPSE.match(sentence.plain, kept.start()):
            leads = _BEFORE_END
        found = list(_ranges(document, sentence.start + kept.start(), sentence.end, leads))
        # "For so long as any of them are outstanding, the Company shall keep it effective."
        found = [each for each in found if not _DEFERS.search(document.plain, sentence.start, each.start)]
        yield from found or _ranges(document, sentence.start, sentence.start + kept.start())
