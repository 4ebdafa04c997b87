"""The numbers that Word writes before paragraphs: "1.", "2.1", "(a)", "ARTICLE IV".

Agreements number their clauses this way, so a text without them would have lost its structure. Only the rule
of each list is in the file; the numbers are counted here, in the order of the document.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from typing import Any

from pipeline.load.numerals import numeral

_W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
_Element = Any  # lxml ships no types
_PLACE = re.compile(r"%([1-9])")
_STYLES = {
    "decimal": "1", "lowerLetter": "a", "upperLetter": "A", "lowerRoman": "i", "upperRoman": "I",
    "decimalZero": "01", "ordinal": "1", "cardinalText": "1", "ordinalText": "1",
}  # fmt: skip
_LEVELS = 9


@dataclass(frozen=True, slots=True)
class _Level:
    """The rule of one level of a list."""

    style: str = "1"
    pattern: str = ""  # "%1.%2"
    start: int = 1
    restarts_after: int | None = None  # the level whose numbers restart this one; None for any higher one
    legal: bool = False  # all numbers in digits
    bullet: bool = False
    shown: bool = True


@dataclass(slots=True)
class _List:
    """A list that paragraphs belong to; several may share one count."""

    levels: dict[int, _Level]
    counts: dict[int, int]  # shared by all lists with the same abstract definition
    overrides: dict[int, int] = field(default_factory=dict)  # starts that hold from its first paragraph on


class Numbering:
    """Counts the paragraphs of all lists of a document; ask for each paragraph once, in order."""

    def __init__(self, root: _Element | None) -> None:
        self._lists: dict[str, _List] = {}
        if root is None:
            return
        abstract = {entry.get(_W + "abstractNumId"): entry for entry in root.findall(_W + "abstractNum")}
        linked = {_value(entry, "styleLink"): entry for entry in abstract.values()}
        counts: dict[int, dict[int, int]] = {}
        for entry in root.findall(_W + "num"):
            rule = abstract.get(_value(entry, "abstractNumId"))
            if rule is None:
                continue
            link = _value(rule, "numStyleLink")
            rule = linked.get(link, rule) if link else rule
            levels = {int(level.get(_W + "ilvl")): _level(level) for level in rule.findall(_W + "lvl")}
            own = _List(levels, counts.setdefault(id(rule), {}))
            for override in entry.findall(_W + "lvlOverride"):
                at = int(override.get(_W + "ilvl", "0"))
                start = _value(override, "startOverride")
                if start and start.isdecimal():
                    own.overrides[at] = int(start)
                level = override.find(_W + "lvl")
                if level is not None:
                    levels[at] = _level(level)
            self._lists[entry.get(_W + "numId")] = own

    def label(self, number: str, level: int) -> str:
        """The label of the next paragraph at `level` (from 0) of list `number`; "" if it shows none."""
        own = self._lists.get(number)
        if own is None or level not in own.levels:
            return ""
        rule = own.levels[level]
        if level in own.overrides:
            own.counts[level] = own.overrides.pop(level)
        elif level in own.counts:
            own.counts[level] += 1
        else:
            own.counts[level] = rule.start
        for deeper in range(level + 1, _LEVELS):
            restarts_after = own.levels[deeper].restarts_after if deeper in own.levels else None
            if restarts_after is None or (restarts_after > 0 and level < restarts_after):
                own.counts.pop(deeper, None)
        if rule.bullet:
            return "\u2022"
        return (
            _PLACE.sub(lambda place: self._number(own, int(place[1]) - 1, rule), rule.pattern)
            if rule.shown
            else ""
        )

    def _number(self, own: _List, level: int, asking: _Level) -> str:
        rule = own.levels.get(level, _Level())
        count = own.counts.setdefault(level, rule.start)
        return numeral("1" if asking.legal else rule.style, count)


def _level(element: _Element) -> _Level:
    style = _value(element, "numFmt") or "decimal"
    start = _value(element, "start") or "1"
    restart = _value(element, "lvlRestart")
    legal = element.find(_W + "isLgl")
    return _Level(
        _STYLES.get(style, "1"),
        _value(element, "lvlText") or "",
        int(start) if start.isdecimal() else 1,
        int(restart) if restart and restart.isdecimal() else None,
        legal is not None and legal.get(_W + "val") not in ("0", "false"),
        style == "bullet",
        style != "none",
    )


def _value(parent: _Element, name: str) -> str | None:
    found = parent.find(_W + name)
    value: str | None = found.get(_W + "val") if found is not None else None
    return value
