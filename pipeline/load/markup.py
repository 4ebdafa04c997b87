"""Cuts HTML into tags, comments and text, and reads character references.

Standard parsers lose what a term sheet needs: positions (selectolax, lxml), text beyond 256 levels (lxml), or
linear time (html.parser, which searches for the end of each unclosed comment anew). Here every character is
looked at a bounded number of times, and what is no markup after all is text: nothing is swallowed.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import lru_cache
from html import unescape
from html.entities import html5
from typing import Protocol


class Reader(Protocol):
    """Takes the tokens of HTML, one behind the other. Each is a stretch `[start, end)` of the source."""

    def text(self, start: int, end: int) -> None:
        """Text, with character references as they are spelt."""

    def open(self, name: str, attributes: str, start: int, end: int) -> None:
        """The tag that opens an element. `name` is in lower case; `attributes` as they stand."""

    def close(self, name: str, start: int, end: int) -> None:
        """The tag that closes an element."""

    def comment(self, start: int, end: int) -> None:
        """A comment, declaration, processing instruction, script or style."""


# fmt: off
VOID = frozenset((
    "area", "base", "br", "col", "embed", "hr", "img", "input", "link", "meta", "param", "source",
    "track", "wbr",
))
# Tags of EDGAR's own dialect, which stand among HTML's in older exhibits.
LAYOUT_TAGS = frozenset((
    "c", "caption", "fn", "page", "s", "table",
))
_ELEMENTS = VOID | LAYOUT_TAGS | frozenset((
    "a", "abbr", "acronym", "address", "applet", "article", "aside", "b", "basefont", "bdi", "bdo",
    "big", "blockquote", "body", "button", "canvas", "center", "cite", "code", "colgroup", "data", "dd",
    "del", "details", "dfn", "dir", "div", "dl", "document", "dt", "em", "fieldset", "figcaption",
    "figure", "font", "footer", "form", "frame", "frameset", "h1", "h2", "h3", "h4", "h5", "h6", "head",
    "header", "html", "i", "iframe", "ins", "kbd", "label", "legend", "li", "main", "map", "mark",
    "menu", "nav", "nobr", "noframes", "noscript", "object", "ol", "optgroup", "option", "output", "p",
    "picture", "pre", "q", "rp", "rt", "ruby", "samp", "script", "section", "select", "small", "span",
    "strike", "strong", "style", "sub", "summary", "sup", "svg", "tbody", "td", "template", "text",
    "textarea", "tfoot", "th", "thead", "time", "title", "tr", "tt", "type", "u", "ul", "var", "video",
    "xbrl", "xml",
))
# fmt: on

# No "<" may stand inside a tag: an unclosed tag or quote then costs no more than the text up to the next one.
_TAG = re.compile(
    r"""<(/?)([a-zA-Z][^\s/><]*+)"""
    r"""((?:[^>"'=<]++(?:="[^"<]*+")?+|=\s*+(?:"[^"<]*+"|'[^'<]*+'|(?!["']))|["'=])*+)>"""
)
_UNCLOSED_TAG = re.compile(
    r"""<(/?)([a-zA-Z][a-zA-Z0-9]*+)((?:\s++[\w:-]++\s*+=\s*+(?:"[^"<]*+"|'[^'<]*+'|[^\s"'<>]++))*+)(?=\s|<|\Z)"""
)
# "<insert date>": words in angle brackets, of which the first is the name of no element.
_PLACEHOLDER = re.compile(r"[^=\"':]*")
_RAW_TEXT = {name: re.compile(rf"</{name}\s*>", re.IGNORECASE) for name in ("script", "style")}

_REFERENCE = re.compile(
    r"&(?:#(?:[xX]0*+[0-9a-fA-F]{1,6}(?![0-9a-fA-F])|0*+[0-9]{1,7}(?![0-9]));?|[a-zA-Z][a-zA-Z0-9]{1,31};?)"
)
_SHORTEST_NAME = 2


def read(raw: str, start: int, end: int, reader: Reader) -> None:
    """Hand the tokens of `raw[start:end]` to `reader`."""
    find, match_tag = raw.find, _TAG.match
    at = start
    missing: set[str] = set()  # closing marks that do not occur any more
    while at < end:
        opening = find("<", at, end)
        if opening < 0:
            opening = end
        if opening > at:
            reader.text(at, opening)
            if opening == end:
                return
        tag = match_tag(raw, opening, end)
        if tag is None:
            tag = _UNCLOSED_TAG.match(raw, opening, end)
            if tag is not None and tag[2].lower() not in _ELEMENTS:
                tag = None
        if tag is not None:
            slash, name, attributes = tag.groups()
            name = name.lower()
            if attributes and name not in _ELEMENTS and _is_placeholder(name, attributes):
                tag = None
        if tag is None:
            at = _comment_end(raw, opening, end, missing)
            if at > opening:
                reader.comment(opening, at)
            else:
                at = opening + 1
                reader.text(opening, at)
            continue
        at = tag.end()
        if slash:
            reader.close(name, opening, at)
            continue
        reader.open(name, attributes, opening, at)
        if name in _RAW_TEXT and name not in missing and not attributes.endswith("/"):
            closing = _RAW_TEXT[name].search(raw, at, end)
            if closing is None:
                missing.add(name)
            else:
                reader.comment(at, closing.start())
                at = closing.start()


def _is_placeholder(name: str, attributes: str) -> bool:
    """Whether `<name attributes>` is a blank to be filled in rather than a tag."""
    return ":" not in name and _PLACEHOLDER.fullmatch(attributes.rstrip("/")) is not None


def _comment_end(raw: str, at: int, end: int, missing: set[str]) -> int:
    """Where the comment or declaration that begins at `at` ends; `at` if there is none.

    One that is never closed goes no further than the next ">".
    """
    if not raw.startswith(("<!", "<?", "</"), at):
        return at
    for mark, skip in (("-->", 2), (">", 0)):
        if mark in missing or (skip and not raw.startswith("<!--", at)):
            continue
        closing = raw.find(mark, at + skip, end)
        if closing >= 0:
            return closing + len(mark)
        missing.add(mark)
    return at


def references(raw: str, start: int, end: int) -> Iterator[tuple[int, int, str]]:
    """The character references in `raw[start:end]`: where each begins and ends, and what it stands for."""
    for match in _REFERENCE.finditer(raw, start, end):
        length, characters = _resolve(match.group())
        if length:
            yield match.start(), match.start() + length, characters


@lru_cache(maxsize=4096)
def _resolve(reference: str) -> tuple[int, str]:
    """How many characters of `reference` are one, and what they stand for; (0, "") for a mere ampersand.

    As browsers do: `&#147;` is cp1252's left quote, and `&copy2005` is the copyright sign and a year.
    """
    if reference.startswith("&#"):
        return len(reference), unescape(reference)
    name = reference[1:]
    if name in html5:
        return len(reference), html5[name]
    for length in range(min(len(name), 8), _SHORTEST_NAME - 1, -1):
        if name[:length] in html5:
            return length + 1, html5[name[:length]]
    return 0, ""
