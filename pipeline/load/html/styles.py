"""What a tag and its attributes do to the look of the text inside."""

from __future__ import annotations

import re
from typing import NamedTuple

BLOCKS = frozenset((
    "address", "article", "aside", "blockquote", "body", "center", "dd", "details", "dialog", "dir",
    "div", "dl", "document", "dt", "fieldset", "figcaption", "figure", "footer", "form", "frameset",
    "h1", "h2", "h3", "h4", "h5", "h6", "head", "header", "hr", "html", "legend", "li", "main", "menu",
    "nav", "noframes", "ol", "option", "p", "page", "pre", "section", "select", "table", "tbody", "td",
    "text", "tfoot", "th", "thead", "title", "tr", "type", "ul", "xbrl",
))  # fmt: skip
_EMPHATIC = frozenset(("b", "strong", "u", "ins", "h1", "h2", "h3", "h4", "h5", "h6", "th"))
_HIDDEN = frozenset((
    "head", "title", "script", "style", "template", "noframes", "object", "svg", "ix:header",
    "ix:hidden",
))  # fmt: skip
_INDENTED = frozenset(("blockquote", "dd", "dir", "menu", "ol", "ul"))

# These read attributes in lower case. Most begin with letters that stand in few attributes, and `re` leaps.
_ALIGN = re.compile(r"align\s*[=:]\s*[\"']?\s*(\w+)")
_WEIGHT = re.compile(r"font(?:-weight)?\s*:\s*[^;\"']{0,40}?\b(bold|bolder|[6-9]00|normal|400)\b")
_UNDERLINE = re.compile(r"text-decoration[\w-]*\s*:\s*[\w\s]{0,20}\bunderline\b")
_NOT_SHOWN = re.compile(r"display\s*:\s*none|visibility\s*:\s*hidden|(?:^|\s)hidden(?:\s|$)")
_BREAK = re.compile(r"break-(before|after)\s*:\s*(?:always|page|left|right)")
_MARGIN = re.compile(
    r"(margin-left|padding-left|text-indent|margin)\s*:\s*((?:-?[\d.]{1,8}\s*(?:in|pt|px|em|cm|mm|%)?\s*){1,4})"
)
_LENGTH = re.compile(r"(-?\d{0,5}(?:\.\d{1,6})?)\s*(in|pt|px|em|cm|mm|%)?")
_COLUMNS = {"in": 10.0, "pt": 10 / 72, "px": 10 / 96, "em": 1.6, "cm": 3.94, "mm": 0.394, "%": 0.85}
_LIST_TYPE = re.compile(r"(?:type\s*=\s*[\"']?|list-style(?:-type)?\s*:\s*)([\w-]+)")
_LIST_START = re.compile(r"start\s*=\s*[\"']?(\d{1,5})", re.IGNORECASE)
_NUMERAL = {
    "1": "1", "decimal": "1",
    "a": "a", "lower-alpha": "a", "lower-latin": "a",
    "A": "A", "upper-alpha": "A", "upper-latin": "A",
    "i": "i", "lower-roman": "i",
    "I": "I", "upper-roman": "I",
}  # fmt: skip


class Style(NamedTuple):
    """How the text at hand is shown; inherited by what stands inside."""

    hidden: bool = False
    emphasis: bool = False
    centred: bool = False
    preformatted: bool = False
    margin: float = 0.0  # columns
    first: float = 0.0  # columns by which the first line of a block is further in


class Look(NamedTuple):
    """What a tag does to the style, and to the page."""

    style: Style
    break_before: bool
    break_after: bool


def look_of(outer: Style, name: str, attributes: str, hide: bool) -> Look:
    """What the tag `<name attributes>` makes of the style around it."""
    emphasis = outer.emphasis or name in _EMPHATIC
    hidden = outer.hidden or (hide and name in _HIDDEN)
    centred = outer.centred or name == "center"
    if name in ("td", "tr", "table"):
        centred = False
    margin = outer.margin + 4 * (name in _INDENTED)
    first = 0.0 if name in BLOCKS else outer.first
    before = after = False
    if attributes:
        attributes = attributes.lower()
        # A table that is centred as a whole does not centre what stands in its cells.
        if name != "table" and name in BLOCKS and (align := _ALIGN.search(attributes)):
            centred = align.group(1) == "center"
        if weight := _WEIGHT.search(attributes):
            emphasis = weight.group(1) not in ("normal", "400")
        if _UNDERLINE.search(attributes):
            emphasis = True
        if hide and ("none" in attributes or "hidden" in attributes) and _NOT_SHOWN.search(attributes):
            hidden = True
        for turn in _BREAK.finditer(attributes):
            before = before or turn.group(1) == "before"
            after = after or turn.group(1) == "after"
        if name in BLOCKS:
            for which, value in _MARGIN.findall(attributes):
                lengths = value.split()
                if which == "text-indent":
                    first = _columns(lengths[0])
                elif which != "margin":
                    margin += _columns(lengths[0])
                elif len(lengths) == 4:
                    margin += _columns(lengths[3])
    preformatted = outer.preformatted or name == "pre"
    return Look(Style(hidden, emphasis, centred, preformatted, margin, first), before, after)


def _columns(length: str) -> float:
    match = _LENGTH.fullmatch(length)
    if not match or not match.group(1).strip("-"):
        return 0.0
    return max(-60.0, min(60.0, float(match.group(1)) * _COLUMNS[match.group(2) or "px"]))


def list_style(name: str, attributes: str) -> tuple[str, int]:
    """The style of a list's labels ("" for none), and its first number."""
    kind = _LIST_TYPE.search(attributes)
    start = _LIST_START.search(attributes)
    style = _NUMERAL.get(kind.group(1), "") if kind else "1"
    return style if name == "ol" else "", int(start.group(1)) if start else 1
