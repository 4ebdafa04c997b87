"""From when to when the periods of default run."""

from __future__ import annotations

import re
from typing import Final

from pipeline.agreements.document import Document
from pipeline.agreements.registration_rights.damages.clause import Clause
from pipeline.agreements.registration_rights.damages.counts import counts
from pipeline.extract.sentences import Said

# Words with both ends, and at least one of them said to count or not to count.
_BOTH_ENDS: Final = re.compile(
    r"\b(?:from|commencing|beginning|starting)\b[^.;]{1,260}?\b(?:to|until|through|up to|"
    r"ending)\b[^.;]{1,200}",
    re.IGNORECASE,
)
_COUNTS_IN: Final = re.compile(
    r"\b(?:(?:in|ex)clu(?:ding|sive)|not (?:counting|including)|from and after|and including|"
    r"(?:starting|beginning|commencing) (?:with|on) the day after)\b",
    re.IGNORECASE,
)
_COUNTED: Final = re.compile(
    r"\b(?P<it>(?:from(?=\s(?:the|and|and including|such|its|any))|until|commencing|beginning|after(?=\sthe)|"
    r"during\swhich|(?<!provided\s)(?<!further\s)that\s(?:the|such))\b[^.;]*)",
    re.IGNORECASE,
)
_ANNIVERSARY: Final = re.compile(
    r"\bon\s(?:the|each|every|such|any)\b[^.;]{0,300}?\banniversar(?:[^.;,(]|\([^()]{1,60}\))*"
    r"|\bon\s(?:the|each|such|any|that)\s(?:[^.;]|\.(?=\d)){3,120}?\s(?:and|then)(?:[^.;]|\.(?=\d)){0,120}?\b(?:each|every)\s"
    r"(?:[a-z]{4,12}(?:-[a-z]{4,9})?|\d{1,3}(?:st|nd|rd|th))\s(?:\(\d{1,3}(?:st|nd|rd|th)\)\s)?day\s(?:\([^()]{1,80}\)\s)?"
    r"(?:thereafter|after|following|of\s(?:the|such|its|a)\s(?:delay|default|failure|lateness))\b[^.;,]*"
    r"|\bon\s(?:the|each|such|any|that)\s[^.;,]{3,120}?\b(?:same|corresponding|like)\s(?:day|date)\s(?:of|in)\s(?:each|every)\b[^.;,]*",
    re.IGNORECASE,
)
# The day of the first payment is the first of the default: "1 % on the day after the date missed".
_PAID_FIRST: Final = re.compile(
    r"\bon\s(?:and\sas\sof\s)?the\s(?:\w+\s){0,2}?(?:day|date)\s(?:next\s)?(?:after|following)\s(?:the|such|that)\s(?:[\w-]+\s){0,3}?[\w-]+\b",
    re.IGNORECASE,
)
# "Commencing on the day after that date interest accrues at …, until …".
_BEGINS_BEFORE: Final = re.compile(
    r"\b(?:commencing|beginning|starting|from)\s(?:(?:on|with)\s)?(?:and\sincluding\s)?the\s(?:first\s|next\s)?day\s"
    r"(?:next\s)?(?:after|following)\s(?:the|such|that)\s[\w-]+(?:\s[\w-]+)?\b",
    re.IGNORECASE,
)
# "A Default occurs on the day after the required date; interest runs from that day to …".
_THAT_DAY: Final = re.compile(
    r"(?:from|on)\s(?:and\sincluding\s)?(?:that|such)\s(?:day|date)\b", re.IGNORECASE
)
_DAY_AFTER: Final = re.compile(
    r"\bthe\sday\s(?:next\s)?(?:after|following)\s(?:the|such|that)\s(?:\w+\s){1,4}"
)
# "On the day of the Filing Failure", which is taken to occur on the day after the one missed.
_DAY_OF_FAILURE: Final = re.compile(
    r"\b(?:day|date)\sof\s(?:the|such|each|any|that)\s(?:\w+\s)?(?:failure|default|delay|event)\b|\b(?:Failure|Default|Event)\sDate\b",
    re.IGNORECASE,
)
_OCCURS: Final = re.compile(
    r"\b(?:occur|occurs|occurring|occurred|arise|arises|begin|begins|commence|commences)\s(?:on|with)\sthe\s(?:first\s|next\s)?day\s(?:next\s)?(?:after|following)\s"
    r"(?:the|such|that|its)\s[\w-]+(?:\s[\w-]+)?\b",
    re.IGNORECASE,
)
# Which day "the first day of the Default" is, another sentence says.
_FIRST_DAY_OF: Final = re.compile(r"\bfirst\sday\sof\b", re.IGNORECASE)
_TOLD: Final = re.compile(
    r"\b(?:count(?:ed|s)?|accrues?(?:\sdaily)?|measured|runs?|calculated|computed)\b(?:,\son[^,]*,)?\s"
    r"(?P<it>(?:from|beginning|commencing|(?:in|ex)clu(?:sive|ding))\b[^.;]*)",
    re.IGNORECASE,
)
# A sentence of its own on both ends: "A delay begins on the day after … and ends on the day before …".
_BEGINS_AND_ENDS: Final = re.compile(
    r"\b(?P<it>(?:begins?|starts?|commences?|beginning|starting|commencing)\b(?!\sto\s)[^.;]{3,200}?"
    r"\b(?:(?:and|but)\s(?:it\s|they\s)?(?:\w+\s)?(?:ends?|stops?|ceases?|closes?|finish\w*|terminates?|ending"
    r"|(?:is|are)\s(?:over|done|at\san\send))"
    r"|(?:runs?|continues?|lasts?)\s(?:\w+\s){0,2}?(?:until|through|to)|until|through|ending)\b[^.;]{3,200})",
    re.IGNORECASE,
)
_FIRST_AND_LAST: Final = re.compile(
    r"\b(?P<it>first\sday\b[^.;]{0,60}?\b(?:is|shall\sbe|being)\b[^.]{3,160}?\blast\b[^.;]{0,40}?\b(?:is|shall\sbe|being)\b"
    r"[^.;]{3,160}|last\sday\b[^.;]{0,60}?\b(?:is|shall\sbe|being)\b[^.]{3,160}?\bfirst\b[^.;]{0,40}?\b(?:is|shall\sbe"
    r"|being)\b[^.;]{3,160})",
    re.IGNORECASE,
)
# "The day after the date not met is the first day of the delay, and the day of filing is the last."
_IS_FIRST_AND_LAST: Final = re.compile(
    r"\b(?P<it>(?:day|date)\b[^.;]{3,160}?\b(?:is|are|shall\sbe)\s(?:(?:taken|treated|counted|regarded)\sas\s)?(?:the|its)\s"
    r"(?:first|last)\b(?!\s(?:day|date)\s(?:allowed|for|on|by|permitted))[^.]{3,200}\b(?:first|last|not|counted|included|excluded)\b[^.;]{0,60})",
    re.IGNORECASE,
)
# "late on each day that follows the last day allowed and precedes the day on which it performs"
_FOLLOWS_AND_PRECEDES: Final = re.compile(
    r"\b(?P<it>(?:(?:each|every|any|all)\s(?:of\sthe\s|the\s)?(?:day|date)s?|those|days?)\s(?:(?:that|which)\s)?(?:follows?|comes?\safter|falls?\safter|"
    r"(?:is\s|are\s)?(?:after|following))\b[^.;]{3,160}?\b(?:precedes?|before|preceding|until|through|up\sto)\b[^.;]{3,120})",
    re.IGNORECASE,
)
_NAMED_ENDS: Final = re.compile(
    r"\b(?P<it>(?:neither\s(?:the|that|such)\s[^.;]{3,120}?\bnor\b|both\s(?:the|that|such|of|dates|days)\b)[^.;]{3,120}?"
    r"\b(?:counts?|counted|included|excluded|inclusive|exclusive)\b[^.;]{0,40}"
    r"|the\s(?:\w+\s){0,3}?(?:day|date)\s(?:[^.;,]{3,80}?\s)?(?:is|are|shall\sbe)\s(?:\w+\s)?(?:not\s)?(?:counted|included|excluded)\b[^.;]{0,20}?"
    r"\b(?:and|but|while)\s[^.;]{3,120}?\b(?:counted|included|excluded)\b[^.;]{0,20}"
    r"|the\s(?:day|date)\s[^.;,]{3,80}?(?:is|are|shall\sbe)\s(?:not\s)?(?:counted|included|excluded)[^.;]{0,20}"
    r"\b(?:but|and)\b[^.;]{3,120}?\bnot\b[^.;]{0,40}"
    r"|the\s(?:\w+\s){0,3}?(?:day|date)\s(?:[^.;,]{3,80}?\s)?(?:does|shall|will)\s(?:not\s)?count\b[^.;]{0,40}?"
    r"\b(?:but|and|while)\sthe\s[^.;]{3,120}?\b(?:does|shall|will|counts?)\b(?:\snot\b)?)",
    re.IGNORECASE,
)
_ONE_END: Final = re.compile(
    r"\b(?:delay|default|failure|lateness|Event|month|period|week)\b[^.;]{0,40}?\b(?P<it>(?:begins?|starts?|commences?|ends?|stops?|ceases?)\s"
    r"(?:on|with|at|from)\s(?:and\sincluding\s)?the\s(?:\w+\s){0,2}?(?:day|date)\b[^.]{3,160})"
    r"|\b(?P<end>(?:day|date)\s(?:of|on\swhich|upon\swhich|that|in\swhich)\s[^.;]{3,100}?\b(?:is|are|shall\sbe|shall|does|will\sbe)\s(?:itself\s)?"
    r"(?:not\s)?(?:be\s)?(?:counted|count|included|excluded|left\sout|(?:a\s|one\sof\sthe\s)?days?\sof\s(?:the\s|a\s|such\s)?"
    r"(?:delay|default|failure|lateness))\b[^.]{0,80})"
    r"|\b(?P<first>first\s(?:such\s)?(?:[\w()]+[\s-]){0,3}?(?:day|period|week|month)\b"
    r"(?!\sof\s(?:the|each|every|any|such|that)\s(?:\w+\s){0,2}?(?:month|quarter|year)\b)[^.;]{0,50}?\b(?:begins?|starts?|commences?|runs?|is|shall\s\w+)"
    r"\b[^.;]{3,160}?\b(?:day|date)\b[^.]{3,160})",
    re.IGNORECASE,
)
_ENDS: Final = (_FIRST_AND_LAST, _IS_FIRST_AND_LAST, _BEGINS_AND_ENDS, _NAMED_ENDS, _FOLLOWS_AND_PRECEDES)
# Words without one of which a sentence says neither.
_MAY_BEGIN_OR_END: Final = Said(
    r"\b(?:(?:first|last)\s|(?:begin|start|commenc)\w{0,6}|(?:ends?|stops?|ceases?)\s|neither|both|precedes?)\b|"
    r"\b(?:count|includ|exclud|left\sout)|\b(?:each|every|all)\s(?:of\sthe\s)?days?\s|\bdays?\sof\s"
)
_OF_DELAY: Final = re.compile(
    r"\b(?:delays?|defaults?|lateness|fail\w*|periods?|damages|payments?|accru\w+|count\w*|days?|missed|Event)\b",
    re.IGNORECASE,
)
_NOT_OF_DELAY: Final = re.compile(
    r"\binterest\b|\bsuspen\w+|\bdeferr?\w*|\bblack-?\s?out|\bgrace\b|\beffectiveness\speriod\b",
    re.IGNORECASE,
)
_COUNT_END: Final = re.compile(
    r"(?<!including)(?<!excluding)(?<!counting),\s(?!(?:whichever|as\sthe\scase|as\sapplicable|respectively)\b[^,.;]{0,40},\s(?:(?:and|but)\s)?(?:(?:up\s)?to"
    r"|until|through|including|excluding)\b|(?:until|through|up\sto)\b|(?:(?:and|but)\s)?(?:excluding|including|exclusive|inclusive|both\s|not\s(?:counting"
    r"|including)|to\b|(?:that|such|the|this)\s(?:latter\s|last\s|first\s)?(?:day|date)\s[^,.;]{0,50}"
    r"\b(?:count\w*|includ\w+|exclu\w+|left\sout)\b|the\s(?:\w+\s){1,6}"
    r"(?:up\s)?to\s))|\s(?:the\s\w+\s(?:shall|will)\s(?:pay|make|be))|\s\((?:the|each|such)\b|"
    r"\s(?:at\s(?:a|the)\srate|equal\sto|an\samount)\b"
)
# "A longer delay is counted from its first day": which of its days pay, not when it begins.
_FROM_ITS_FIRST: Final = re.compile(
    r"\bfrom\s(?:its|their|the)\s(?:very\s)?(?:first|beginning|start|outset)\b", re.IGNORECASE
)
_ON_LATE_PAYMENT: Final = re.compile(
    r"\b(?:not paid|unpaid|overdue|past due|in arrears|late payments?)\b", re.IGNORECASE
)


def counting(document: Document, clause: Clause) -> str | None:
    """From when to when the periods run, in the text's words."""
    plain, main = document.plain, clause.main
    counted = counts(document, clause)
    if counted and not counted[0].of.lower().startswith("from "):
        return counted[0].of
    anniversary = _ANNIVERSARY.search(plain, main.start, main.end)
    if anniversary is not None:
        words = re.sub(r"\s?\([^()]*\)", "", document.words(anniversary.start(), anniversary.end()))
        words = re.sub(r"\s(?:the|it|then the)\s(?:[A-Z]\w+\s)?(?:shall|will)\s.*$", "", words)
        words = words.strip(" ,.")
        occurs = _OCCURS.search(plain, main.start, main.end) if _DAY_OF_FAILURE.search(words) else None
        if occurs is not None:
            return f"{words}; {document.words(occurs.start(), occurs.end())}"
        told_elsewhere = _of_its_own(document, clause) if _FIRST_DAY_OF.search(words) else (None, [])
        return "; ".join([words, *([told_elsewhere[0]] if told_elsewhere[0] else told_elsewhere[1])])
    both_ends, one_end = _of_its_own(document, clause)
    if both_ends is not None:
        return both_ends
    for sentence in clause.around:
        if _FROM_ITS_FIRST.search(sentence.plain):
            continue
        told = _TOLD.search(plain, sentence.start, sentence.end)
        if told is not None and "interest" not in sentence.plain:
            return _shortened(document, told.start("it"), told.end("it"))
    if one_end:
        return "; ".join(one_end)
    for sentence in (main, *clause.around):
        both = _BOTH_ENDS.search(plain, sentence.start, sentence.end)
        if (
            both is not None
            and _COUNTS_IN.search(both.group())
            and not (sentence != main and _ON_LATE_PAYMENT.search(sentence.plain))
        ):
            words = _shortened(document, both.start(), both.end())
            pointed = _THAT_DAY.match(words) and _DAY_AFTER.search(plain, sentence.start, both.start())
            return f"{document.words(pointed.start(), pointed.end())}, {words}" if pointed else words
    after = _COUNTED.search(plain, clause.rate_span.end, main.end)
    if after is not None:
        until = _shortened(document, after.start("it"), after.end("it"))
        first = _PAID_FIRST.search(plain, main.start, main.end) if clause.initial is not None else None
        first = first or _BEGINS_BEFORE.search(plain, main.start, clause.rate_span.start)
        if first is not None and until.lower().startswith("until"):
            return f"{document.words(first.start(), first.end())} {until}"
        return until
    return None


def _of_its_own(document: Document, clause: Clause) -> tuple[str | None, list[str]]:
    """What a sentence of its own says of the first and the last day, and those that speak of one of them."""
    one_end: list[str] = []
    for sentence in clause.around:
        if (
            sentence == clause.main
            or not document.says(_MAY_BEGIN_OR_END, sentence)
            or _NOT_OF_DELAY.search(sentence.plain)
            or not _OF_DELAY.search(sentence.plain)
        ):
            continue
        for pattern in _ENDS:
            found = pattern.search(document.plain, sentence.start, sentence.end)
            if found is not None:
                return document.words(found.start("it"), found.end("it")).rstrip(" ,."), []
        found = _ONE_END.search(document.plain, sentence.start, sentence.end)
        if found is not None:
            name = found.lastgroup or "it"
            one_end.append(document.words(found.start(name), found.end(name)).rstrip(" ,."))
    return None, one_end


def _shortened(document: Document, start: int, end: int) -> str:
    stop = _COUNT_END.search(document.plain, start, end)
    return document.words(start, stop.start() if stop else end).rstrip(" ,.")
