"""The conditions of a duty, as spans of the text."""

from __future__ import annotations

import re

from pipeline.spans import Span

_LONGEST = 400
_OPENS = re.compile(
    r"\b(?P<clause>if|unless|in the event(?: that)?|in case|so long as|as long as|on (?:the )?condition that|when|whenever|until such time as|once)\b"
    r"|\b(?P<proviso>provided,? (?:however,? |further,? )*(?:that)?|subject to|upon|to the extent|except (?:that|as|to))\b",
    re.IGNORECASE,
)
_CLOSES = re.compile(r"[,;](?=\s)|\.(?=\s|$)|\)(?=[\s,;.]|$)")


def conditions_in(string: str, start: int, end: int) -> list[tuple[Span, bool]]:
    """The conditions in `[start, end)` in order, without overlap; True where it is a clause of its own.

    A time that stands in a clause of its own ("if it is not cured within ten days") is no time of the duty.
    """
    found: list[tuple[Span, bool]] = []
    at = start
    while (opened := _OPENS.search(string, at, end)) is not None:
        limit = min(end, opened.start() + _LONGEST)
        closed = _closed(string, opened.end(), limit)
        found.append((Span(opened.start(), max(closed, opened.end())), opened["clause"] is not None))
        at = max(closed, opened.end())
    return found


def _closed(string: str, start: int, end: int) -> int:
    """Where the condition that is open at `start` ends: at a comma that no bracket or aside holds."""
    at = start
    while (stop := _CLOSES.search(string, at, end)) is not None:
        inside = string.count("(", start, stop.start()) - string.count(")", start, stop.start())
        if stop.group() == ")" and inside <= 0:
            return stop.start()
        # "if, within ten days, it fails": a comma right behind the conjunction opens an aside.
        if stop.group() != ")" and inside <= 0 and stop.start() > start + 1:
            if string[stop.start()] == "," and string.startswith((" or ", " and ", " as "), stop.end()) and not string.startswith(
                (" and in ", " or if ", " and if "), stop.end()
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
