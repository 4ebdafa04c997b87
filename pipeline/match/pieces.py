r"""The pieces of a pattern that must all occur where the pattern matches.

A gap (`.{0,200}`, `(?:\w{1,14}\s){0,5}`) lets an automaton count on from every word that may open it, so
that nearly every sentence leads it to states that it never saw, and each has to be built. The pieces between
the gaps have few states, and those of many patterns run as one automaton. Where a piece is missing, the
pattern itself need not be asked.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field

_LONG = 8  # characters; a shorter run of them is no gap
# What brackets, bars and gaps are read by; the first and the last kind of token are passed over.
_TOKEN = re.compile(
    r"""
    (?:[^\\\[().|]|\\[^SW])+                                             # words and single characters
    | (?P<opens>\((?:\?(?:P<\w+>|(?P<flags>[a-z-]*):))?)
    | (?P<bar>\|)
    | (?P<closes>\))(?P<repeat>(?:[*+?]|\{(?:\d+,)?(?P<times>\d+)\})\??)?
    | (?P<wide>\.|\\[SW]|\[\^(?:\\.|[^\]\\])+\])\{(?:\d+,)?(?P<most>\d+)\}\??    # a gap if it is long
    | \[\^?\]?(?:\\.|[^\]\\])*\] | \\.
    """,
    re.DOTALL | re.VERBOSE,
)
_WORDS = re.compile(r"(?<!\\)[A-Za-z]{2}")  # a piece without two letters tells too little
_MOST = 16  # ways; what would make more of them is left out

Way = frozenset[str]  # pieces that occur together, in any order


@dataclass(slots=True)
class _Group:
    """What stands between two brackets, as far as it is read."""

    start: int  # of its opening bracket
    run: int  # where the piece that is being read begins
    flagged: bool = False  # its pieces mean something else outside
    ways: list[Way] = field(default_factory=lambda: [Way()])  # of the alternative that is being read
    read: list[Way] = field(default_factory=list)  # of the alternatives before it
    gap: bool = False  # whether one was seen

    def cut(self, pattern: str, end: int, resumed: int) -> None:
        """End the piece at `end`; the next one begins at `resumed`."""
        piece = pattern[self.run : end]
        if _WORDS.search(piece):
            self.ways = [way | {piece} for way in self.ways]
        self.run = resumed

    def alternative(self, pattern: str, bar: int) -> None:
        """End the alternative before the bar, or before what closes the group."""
        self.cut(pattern, bar, bar + 1)
        self.read += self.ways
        self.ways = [Way()]


def ways(pattern: str) -> tuple[Way, ...]:
    """The ways in which `pattern` can match, each as the pieces that then occur.

    The only piece of a pattern without gaps is the pattern itself. That a way's pieces occur does not mean
    that the pattern matches; that no way's do means that it does not.
    """
    groups = [_Group(-1, 0)]
    for token in _TOKEN.finditer(pattern):
        if token.lastgroup is None:
            continue
        group = groups[-1]
        start, end = token.span()
        if token["opens"]:
            groups.append(_Group(start, end, flagged=bool(token["flags"])))
        elif token["bar"]:
            group.alternative(pattern, start)
        elif token["closes"]:
            groups.pop()
            _close(pattern, group, groups[-1], token)
        elif int(token["most"]) >= _LONG:
            group.cut(pattern, start, end)
            group.gap = True
    whole = groups.pop()
    whole.alternative(pattern, len(pattern))
    return tuple(whole.read) if whole.gap else (Way({pattern}),)


def _close(pattern: str, group: _Group, outer: _Group, bracket: re.Match[str]) -> None:
    """Hand what was read of a group on to the one around it; a group without gaps is part of its piece."""
    repeated = int(bracket["times"] or 0) > 1
    if not (group.gap or repeated):
        return
    group.alternative(pattern, bracket.start())
    outer.cut(pattern, group.start, bracket.end())
    outer.gap = True
    if not (bracket["repeat"] or group.flagged) and len(outer.ways) * len(group.read) <= _MOST:
        outer.ways = [way | within for way in outer.ways for within in group.read]
