"""The conditions of a duty, as spans of the text."""

from __future__ import annotations

import re
from bisect import bisect_left
from functools import cache

from pipeline.match.automaton import Automaton
from pipeline.model import Text
from pipeline.spans import Span

_LONGEST = 400
_OPENS = (
    r"(?i:\b(?:if|unless|in the event|in case|so long as|as long as|on (?:the )?condition that|when|whenever"
    r"|until such time as|once|provided(?:,| that| however| further)|subject to|upon|to the extent"
    r"|except (?:that|as|to))\b)"
)
_PHRASES = ("provided", "subject", "upon", "to the", "except")  # those that lead in no clause of their own
_CLOSES = re.compile(r"[,;](?=\s)(?!\s(?:19|20)\d\d\b)|\.(?=\s|$)|\)(?=[\s,;.]|$)")


class Conditions:
    """The conditions of a text, to be asked by sentence."""

    def __init__(self, text: Text) -> None:
        self._text = text
        self._spans = _opening().hits(text.folded)

    def between(self, start: int, end: int) -> list[tuple[Span, bool]]:
        """The conditions in `[start, end)` in order, without overlap; True where it is a clause of its own.

        A time in a clause of its own ("if it is not cured within ten days") is no time of the duty.
        """
        string = self._text.string
        found: list[tuple[Span, bool]] = []
        at = start
        for i in range(bisect_left(self._spans, (start, start)), len(self._spans)):
            begin, stop = self._spans[i]
            if begin >= end:
                break
            if begin >= at and not string.startswith("than ", begin - 5):  # "not more often than once a year"
                at = max(_closed(string, stop, min(end, begin + _LONGEST)), stop)
                words = string[begin:stop].casefold()
                found.append((Span(begin, at), not words.startswith(_PHRASES)))
        return found


@cache
def _opening() -> Automaton:
    return Automaton(_OPENS, "duties/conditions.py")


def _closed(string: str, start: int, end: int) -> int:
    """Where the condition that is open at `start` ends: at a comma that no bracket or aside holds."""
    at = start
    while (stop := _CLOSES.search(string, at, end)) is not None:
        inside = string.count("(", start, stop.start()) - string.count(")", start, stop.start())
        if stop.group() == ")" and inside <= 0:
            return stop.start()
        # "if, within ten days, it fails": a comma right behind the conjunction opens an aside.
        if stop.group() != ")" and inside <= 0 and stop.start() > start + 1:
            if (
                string[stop.start()] == ","
                and string.startswith((" or ", " and ", " as "), stop.end())
                and not string.startswith((" and in ", " or if ", " and if "), stop.end())
            ):
                at = stop.end()
                continue
            return stop.start()
        if stop.start() <= start + 1:
            aside = _CLOSES.search(string, stop.end(), end)
            at = aside.end() if aside else end
            continue
        at = stop.end()
    return end
