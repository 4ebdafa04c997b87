"""The event or day that a time is counted from, as a node."""

from __future__ import annotations

import re
from functools import cache

from pipeline.expressions import Anchor
from pipeline.extract.deadlines.grammar import DURING, words
from pipeline.extract.deadlines.source import Parsed, Source
from pipeline.extract.duties.verbs import VERBS
from pipeline.extract.quantities.anchors import anchor_at
from pipeline.match.automaton import Automaton
from pipeline.match.scanner import flagged
from pipeline.model import fold
from pipeline.spans import Span

_ARTICLE = words(
    r"(?:the |such |each |any |an? |that |this |its |said |applicable |relevant |respective |most recent )+",
    re.IGNORECASE,
)
_SMALL = frozenset("of the to and in on for or by at a an".split())
_QUOTES = '"“”'
# "the last day of each calendar quarter | during the term of this Agreement"
_RECURS = words(r"\b(?:each|every) (?:calendar |fiscal |contract |lease )?(?:week|month|quarter|year)$")
_TRAILING = words(
    r", (?:return receipt requested|whether [^,;.()]{3,60} or otherwise)(?=[,;.)]| (?:and|or) |$)"
)
# "the Company is told, orally or in writing, that …" goes on behind the words between its commas.
_ASIDE = words(
    r"(?: (?:it|them|him|her|us|you))?, (?:or|orally|by|whether|in writing|whichever|if any|as applicable"
    r"|as the case may be|directly)\b[^,;.()]{0,60}(?:, whichever is [a-z]{5,8})?,"
    r"(?= (?:that|of|to|by|which|from|under|or|and|whether|it|the)\b)"
    r"| \((?:orally|whether|in writing|by|directly)\b[^;.()]{0,60}\)(?= (?:that|of|to|by|from)\b)"
    # "first determines (or reasonably should have determined) the need", "is advised (the "Advice") that"
    r"| \((?:or|and|but not|other than|including|excluding|but excluding) "
    r"(?!if\b|in\b|when\b|where\b|by\b|within\b)[^;.()]{2,80}\)"
    r"(?= (?:the|an?|its|their|any|that|of|to|by|from|for|in)\b)"
    # Of "the date on which they (in the opinion of counsel) may be sold".
    r"| \((?:in the (?:opinion|judgment|view|reasonable)|as (?:determined|advised|evidenced)"
    r"|if (?:any|applicable))\b[^;.()]{0,80}\)"
    r"(?= (?:may|shall|will|can|are|is|have|has|that|of|to|by|from)\b)"
    r"| \((?:the |each,? an? |collectively, the )?[\"“][^\"“”()]{2,50}[\"”]\)(?= that\b)"
    # "will not be, or is no longer, subject to review"
    r"|(?P<kept>(?: (?:not|be|been|is|are|was|were|has|have|had|will|would|could)){1,4})"
    r", (?:or|and|nor) (?:will|would|is|are|was|were|has|have|had|could|can|may)\b[^,;.()]{0,40},"
    r"(?= (?!the |an? |it |they |such |any |each )[a-z])"
    # "learns that no review, or no further review, will be made"
    r"|, (?:or|and|nor) (?:no|any|an?|its|their|such) [^,;.()]{2,60},"
    r"(?= (?:will|would|has|have|had|is|are|was|were|on|of|to)\b)"
    r"|, (?:plus|together with|and|including) [^,;.()]{2,80},(?= (?:is|are|has|have|was|were)\b)"
)
# Of "the date on which, in the opinion of counsel, the Shares may be sold".
_OPINED = words(
    r"\b(?:which|that|when),(?P<aside> (?:in|to|on|upon|based|according|as|for)\b[^,;.()]{3,80},)(?= [a-z])",
    re.NOFLAG,
)


def anchor(source: Source, start: int, end: int, *, whole: bool = False) -> Parsed | None:
    """The event that begins at `start`; with `whole`, it is known to fill the range up to `end`."""
    key = ("anchor", start, end, whole)
    if key not in source.read:
        source.read[key] = _anchor(source, start, end, whole=whole)
    return source.read[key]


def _anchor(source: Source, start: int, end: int, *, whole: bool) -> Parsed | None:
    string = source.string
    last = end if whole else _end(string, start, end)
    if last is None:
        return None
    while last > start and string[last - 1] in " ,;:(\n":
        last -= 1
    during = DURING.match(string, last, end) if _RECURS.search(string, max(start, last - 24), last) else None
    last = during.end() if during is not None else last
    span = Span(start, last)
    aside = _TRAILING.match(string, last, end) if string.startswith(",", last) else None
    last = aside.end() if aside is not None else last
    text = _unquoted(" ".join(string[start:last].split()))
    bare = _ARTICLE.sub("", text, count=1) if _ARTICLE.match(text) else text
    if bare and _is_term(source, bare):
        return Parsed(Anchor(span, bare, "defined_term"), last)
    return Parsed(Anchor(span, text, "event"), last) if text else None


def _unquoted(text: str) -> str:
    """`text` without quotation marks around it; those of a word in it stay."""
    inner = text.strip(_QUOTES)
    return inner if sum(map(inner.count, _QUOTES)) % 2 == 0 else text


def _is_term(source: Source, bare: str) -> bool:
    if bare in source.terms:
        return True
    listed = bare.split()
    names = [word for word in listed if word not in _SMALL]
    return (
        0 < len(listed) <= 7
        and all(word[0].isupper() and word.replace("-", "").replace("'", "").isalnum() for word in names)
        and listed[0] not in _SMALL
        and not bare.endswith(("'s", "’s"))
    )


def _end(string: str, start: int, end: int) -> int | None:
    """Where the phrase ends, words set between commas taken along."""
    low = max(0, start - _BEFORE)  # a choice that the event is a part of shows by the words before it
    window = string[low : min(end, start + LONGEST)]
    begin = start - low
    opined = _OPINED.search(window, begin, min(len(window), begin + _BEFORE)) if ", " in window else None
    if opined is not None:  # read as if the aside were not there
        comma = opined.start("aside") - 1
        window = window[:comma] + " " * (opined.end() - comma) + window[opined.end() :]
    span = anchor_at(window, begin, len(window))
    for _ in range(3):
        aside = _ASIDE.match(window, span.end) if span is not None else None
        if span is None or aside is None:
            break
        # The phrase is read again as if the words between the commas were not there.
        cut = aside.end("kept") if aside["kept"] else aside.start()
        window = window[:cut] + " " * (aside.end() - cut) + window[aside.end() :]
        longer = anchor_at(window, begin, len(window))
        if longer is None or longer.end <= aside.end():
            break
        span = longer
    if span is None:
        return None
    close = _clause_end(window, begin, span.end)
    modal = _MODAL_NEXT.match(window, close)
    own = _FINITE.search(window, begin, close) is not None
    if modal is not None and not own and _UNTIL.search(window, max(0, begin - 8), begin):
        # "until the Shares may be sold without limit": the modal is that of the clause itself.
        stops = _CLAUSE_STOP.finditer(window, modal.end())
        stop = next((it for it in stops if not _within_bracket(window, begin, it)), None)
        close = stop.start() if stop is not None else len(window)
    outcome = _OUTCOME.search(window, begin, close)
    if outcome is not None and (outcome["done"] or _OWN_VERB.search(window, begin, outcome.start())):
        close = outcome.start()
    condition = _CONDITION.search(window, begin, close)
    if condition is not None and condition.start() > begin:
        close = condition.start()
    for joint in _AND_VERB.finditer(window, begin, close + _VERB):
        if joint.start() >= close:
            break
        if joint["verb"].lower() in VERBS:  # "after signing | and send it back"
            close = joint.start()
            break
    return low + close


def _clause_end(window: str, start: int, end: int) -> int:
    """The end of the phrase or, where it has a verb of its own, of the sentence that it is.

    "the Company is told there will be no review" goes on to the next stop or conjunction, unless the verb of
    the sentence around it stands before that.
    """
    near = min(len(window), end + 16)
    if not (_may_have_verb(window, start, near) and _HAS_VERB.search(window, start, near)):
        return end
    close = len(window)
    for stop in _CLAUSE_STOP.finditer(window, end):
        if _within_bracket(window, start, stop):
            continue
        if _THAT.match(window, stop.start()) and _OPENED.search(window, start, stop.start()):
            continue
        if _MODAL.fullmatch(stop.group().strip()):
            if _OPENED.search(window, start, stop.start()):
                continue
            return end  # the verb of the sentence around it, behind that sentence's subject
        close = stop.start()
        break
    rest = window[end:close]
    own = _OPENED.search(window, start, close)
    modal = _MODAL.search(rest)
    if modal is not None and (own is None or own.start() > end + modal.start()):
        return end
    return close if rest.strip() else end


def _may_have_verb(window: str, start: int, end: int) -> bool:
    """Whether `_HAS_VERB` is worth asking: it takes long, and most events are short phrases without verbs."""
    return _verb().first(fold(window[start:end]), 0, end - start) is not None


@cache
def _verb() -> Automaton:
    return Automaton(flagged(_ANY_VERB), "deadlines/anchors.py")


def _within_bracket(window: str, start: int, stop: re.Match[str]) -> bool:
    """Whether a stop only closes a bracket that the phrase itself opened: "Rule 144(k)"."""
    inside = window[start : stop.start()] if stop.group() == ")" else ""
    return inside.count("(") > inside.count(")")


_ANY_VERB = (
    r"\b(?:is|are|was|were|has|have|had|been)\b|[a-z]{2}[^s']s\s"
    r"(?:the|an?|it|them|its|that|there|any|such|written|notice|over|up|out|him|her|you)\b"
)
_HAS_VERB = words(
    r"\b(?:is|are|was|were|has|have|had|been)\b|(?:^|(?<= ))(?:(?:the|each|its|such|any|an?|this)"
    r" )?(?:[\w'’-]+ ){1,3}?[a-z]{2,}[^s'’]s"
    r" (?:the|an?|it|them|its|that|there|any|such|written|notice|over|up|out|him|her|you)\b"
)
_CLAUSE_STOP = words(
    r"[.,;:)](?= |$)|\)| \((?:the |each,? |collectively,? )?[\"“]"
    # A bracket with another length: "(48 hours in an emergency)".
    r"| \((?=(?:or )?(?:within )?"
    r"(?:\d{1,3}|(?!the |such |each |any |other |which |that |if |not )[a-z-]{3,15})"
    r"(?: [a-z]+)?(?: \(\d{1,3}\))?(?: [a-z]+)? (?:day|hour|week|month)s?\b)"
    r"| \((?=or,? (?:for|in|if|on|where|when|within|should)\b)"
    r"| (?:(?:and|or)(?! [a-z]+ed\b)|if"
    r"|unless|until|provided|but"
    r"|except"
    r"|whereupon|in which"
    r"|subject to (?:section|clause|article|paragraph|the (?:terms|provisions|conditions))"
    r"|at which|as long|so long|without"
    r"|pursuant|shall|will|may|must)\b|\n"
)
_THAT = words(r" (?:(?:and|or) that|or (?:will|would|is|are|has|have|was|were) )\b")
_OPENED = words(r"\b(?:that|which|whom|whether|there|who)\b")
_MODAL = words(r"\b(?:shall|will|may|must|agrees|is to|are to)\b")
_CONDITION = words(
    r",? \(?(?:or )?(?:in the event(?: that| of)?|in (?:the )?case(?: of)?|if|unless"
    r"|provided) "
)
# "not refused within ten days after the Landlord receives it | is deemed granted"
_OUTCOME = words(
    r" (?:is|are|will be|shall be)(?: (?:then|thereupon|hereby|to be))? "
    r"(?:(?:deemed|considered|treated|regarded|taken|presumed)(?: (?:to (?:have been|be)|as))?\b"
    r"(?P<done> (?:accepted|approved|granted|refused|rejected|denied|waived|withdrawn|abandoned|agreed)\b)?"
    r"|(?:final|conclusive|binding|barred|waived|forfeited|void|lost|invalid)\b)"
)
_OWN_VERB = words(
    r"\b(?:is|are|was|were|has|have|had|been)\b"
    r"|[a-z]{2,}[^s'’]s (?:it|them|him|her|so|the|an?|its|their|such)\b"
    r"|\b(?:gave|made|took|got|came|went|began|became) "
)
_AND_VERB = words(r",? (?:and|or) (?P<verb>[a-z]+) (?=(?:the|a|an|it|them|its|their|to|each|any|such)\b)")
_MODAL_NEXT = words(r" (?:may|can|shall|will|could|have|has)(?: no longer| not)? ")
_FINITE = words(r" (?:is|are|was|were|has been|have been) ")
_UNTIL = words(r"\b(?:until|till) $")
_BEFORE = 130
_VERB = 40  # characters that a conjunction, a verb and an article take at most
LONGEST = 360  # characters of an event
