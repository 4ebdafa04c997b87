"""The order of a cutback that is told step by step: "(i) …; (ii) …", "first, …, second, …", "…; then …"."""

from __future__ import annotations

import re
from typing import Final

from pipeline.agreements.document import Sentence, bare
from pipeline.agreements.registration_rights.owners import Names, cut_first, groups
from pipeline.spans import Span

_WORD: Final = r"(?:(?:first|second|third|fourth|last)(?:ly)?|fifth|then|next|thereafter|finally)"
_STEP: Final = re.compile(
    rf"(?:^|[,;:]?\s(?:and,?\s)?)\(?(?:i{{1,3}}|iv|v|[a-e]|[A-E]|[1-5]|[w-z])\)\s(?:{_WORD},?\s)?|"
    rf"[,;:]\s(?:and,?\s)?only\s(?:after|once|when|then)\b[^,;:]{{0,80}},\s|"
    rf"[,;:]\s(?:and,?\s)?{_WORD},?\s(?:and\s)?|;\sand\s|,?\sand\sonly\s(?:then|last)\s|\b(?P<first>first),?\s",
    re.IGNORECASE,
)
_BEGINS: Final = re.compile(r"(?:i|a|1|w|x)\)|\bfirst", re.IGNORECASE)
_LIST: Final = re.compile(
    r"\b(?:order|sequence|priority|priorities|manner|follows)(?:\sof\spriority)?(?:\s\([^()]{0,40}\))?:\s",
    re.IGNORECASE,
)
_STOP: Final = re.compile(
    r"(?:;|,)\s(?:but|provided|save|except|in each case|subject|however|so that|until)\b|\.\s", re.IGNORECASE
)
# What a step says of its share is not about whose it is.
_REST: Final = re.compile(
    r",?\s(?:pro rata(?!\swith\b)|(?:rate?ably|proportionate?ly|equally)(?!\swith\b)|"
    r"in proportion|to the extent|based on|on a pro|save that|if any|that they|"
    r"only if|until|"
    r"according|as nearly|without\s(?:regard|limit|reduc\w+|preference|distinction))\b",
    re.IGNORECASE,
)
_OF_STOCK: Final = re.compile(
    r"\b(?:stock|securities|shares)\sof\sthe\s\w+\s(?:that\sare\s)?(?:held|owned|requested"
    r"|beneficially|sought)\b",
    re.IGNORECASE,
)
_LEAD: Final = re.compile(
    r"(?:by\s\w+ing\s|(?:from|by|to)\s(?=(?:the|those|any|all)\s))?"
    r"(?:(?:up to|all|any|the|those|of|such|other than)\s){0,3}"
    r"(?:(?:shares|securities|stock|units|Registrable\s\w+|Common\s\w+)\s(?:(?:held|owned"
    r"|requested|offered|sold|"
    r"to\sbe\s\w+|proposed\sto\sbe\s\w+|for|of|by|the|account)\s){1,5}"
    r"|to\s)?(?:the\s(?=account)account\sof\s)?",
)
_VERB: Final = re.compile(
    r"\s?(?:(?:to|by|shall)\s)?(?:exclu|reduc|eliminat|remov|cut|omit|leav|drop|limit)\w*\s(?:back\s|out\s)?"
    r"(?:(?:pro rata|ratably|rateably|proportionately)\s)?",
    re.IGNORECASE,
)
# "these are reduced first, pro rata, and then those": how, not whose.
_SHARED: Final = re.compile(
    r"\s?(?:(?:on\sa\s)?pro[ -]?rata(?:\sbasis)?|rate?ably|proportionate?ly|in\sproportion)[,;]?\s?"
)
_SHORTEST, _LONGEST = 3, 90


def sequence(sentence: Sentence, names: Names) -> tuple[tuple[str, ...], Span] | None:
    """The owners in the order in which they are cut, and where that is said; None without such steps."""
    words = sentence.plain
    steps = _steps(words)
    if len(steps) < 2:
        return None
    order: list[str] = []
    for start, end in steps:
        name = _owner(words, start, end, names)
        if name is None:
            return None
        if name not in order:
            order.append(name)
    if len(order) < 2:
        return None
    verb = _VERB.match(words, steps[0][0])
    cut = True if verb is not None else cut_first(words, steps[0][0], steps[0][1])
    if cut is None:
        return None
    if not cut:
        order.reverse()  # who is first to be included is last to be cut
    return tuple(order), Span(sentence.start + steps[0][0], sentence.start + steps[-1][1])


def _steps(words: str) -> list[tuple[int, int]]:
    """Where each step's words stand."""
    listed = _LIST.search(words)
    found = list(_STEP.finditer(words, listed.end() - 1 if listed else 0))
    while found and not _BEGINS.search(found[0].group()) and listed is None:
        found.pop(0)
    if not found:
        return []
    labelled = ")" in found[0].group()
    starts = [each for each in found if (")" in each.group()) == labelled] if labelled else found
    begins = [each.end() for each in starts]
    if listed is not None and not _BEGINS.search(starts[0].group()):
        begins.insert(0, listed.end())  # "in the following order: these; then those"
        edges = [each.start() for each in starts]
    else:
        edges = [each.start() for each in starts[1:]]
    stop = _STOP.search(words, begins[-1])
    edges.append(stop.start() if stop else len(words))
    steps = list(zip(begins, edges, strict=True))
    if any(high - low < _SHORTEST or _SHARED.fullmatch(words, low, high) for low, high in steps):
        return []  # "these are left out first, then those": the step stands before its word
    first = _STOP.search(words, steps[0][0], steps[-1][1]) if steps else None
    return [step for step in steps if first is None or step[0] < first.start() or labelled]


def _owner(words: str, start: int, end: int, names: Names) -> str | None:
    """Whose shares a step is about, in the agreement's words."""
    verb = _VERB.match(words, start, end)
    start = verb.end() if verb is not None else start
    rest = _REST.search(words, start, end)
    step = words[start : rest.start() if rest else end].strip(" ,;:.")
    found = groups(step, 0, names)
    outright = [each for each in found if each.outright]
    owners = list(dict.fromkeys(each.name for each in outright or found))
    if len(owners) > 1 and _OF_STOCK.search(step):
        owners = [name for name in owners if name not in names.company] or owners
    if owners:
        return " and ".join(owners)
    lead = _LEAD.match(step)
    name = bare(" ".join(step[lead.end() if lead else 0 :].split()))
    return name if _SHORTEST <= len(name) <= _LONGEST else None
