"""Cuts HTML into tags, comments and text.

Standard parsers lose what a term sheet needs: positions (selectolax, lxml), text beyond 256 levels (lxml), or
linear time (html.parser, which searches for the end of each unclosed comment anew). Here every character is
looked at a bounded number of times, and what is no markup after all is text: nothing is swallowed.
"""

from __future__ import annotations

import re
from typing import NamedTuple

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
# Tags without surprises, which mean the same wherever they stand: all quotes are closed, and hold no bracket.
# A run of them with nothing but blanks between is what the same programs write over and over.
_ROUGH = r"</?[a-zA-Z][^<>]*+>"
ROUGH_TAG = re.compile(_ROUGH)
ROUGH_RUN = re.compile(rf"{_ROUGH}(?:(?:\s|&nbsp;|&#160;)*+{_ROUGH}){{0,40}}+")
_PLAIN_TAG = re.compile(
    r"""<(/?)([a-zA-Z][^\s/><"'=]*+)(?=[\s/>])"""
    r"""((?:[^<>"'=]++|=(?:"[^"<>]*+"|\s*+(?:"[^"<>]*+"|'[^'<>]*+'|(?!["']))))*+)>"""
)


class Tag(NamedTuple):
    """A tag; `attributes` as they stand."""

    closes: bool
    name: str  # in lower case
    attributes: str
    end: int


def plain_tag(run: str, at: int) -> Tag | None:
    """The tag that begins at `at` of a run, if it would be the same whatever comes after the run."""
    tag = _PLAIN_TAG.match(run, at)
    if tag is None or tag[2].lower() in _RAW_TEXT:
        return None
    return _unless_placeholder(tag)


def tag_at(raw: str, at: int, end: int) -> Tag | None:
    """The tag that begins at `raw[at]`; None for a comment, a blank to be filled in, or a mere "<"."""
    tag = _TAG.match(raw, at, end)
    if tag is None:
        tag = _UNCLOSED_TAG.match(raw, at, end)
        if tag is None or tag[2].lower() not in _ELEMENTS:
            return None
    return _unless_placeholder(tag)


def _unless_placeholder(tag: re.Match[str]) -> Tag | None:
    """The tag, unless it is a blank to be filled in: `<insert date>`."""
    slash, name, attributes = tag.groups()
    name = name.lower()
    if attributes and name not in _ELEMENTS and _is_placeholder(name, attributes):
        return None
    return Tag(bool(slash), name, attributes, tag.end())


def _is_placeholder(name: str, attributes: str) -> bool:
    """Whether `<name attributes>` is a blank to be filled in rather than a tag."""
    return ":" not in name and _PLACEHOLDER.fullmatch(attributes.rstrip("/")) is not None


def comment_end(raw: str, at: int, end: int, missing: set[str]) -> int:
    """Where the comment or declaration that begins at `at` ends; `at` if there is none.

    One that is never closed goes no further than the next ">". `missing` holds the closing marks that do not
    occur any more, which a caller keeps from one call to the next.
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


def raw_text_end(raw: str, tag: Tag, end: int, missing: set[str]) -> int:
    """Where the script or style that `tag` has opened ends; the tag's own end if it opens neither."""
    name = tag.name
    if name in _RAW_TEXT and name not in missing and not tag.attributes.endswith("/"):
        closing = _RAW_TEXT[name].search(raw, tag.end, end)
        if closing is not None:
            return closing.start()
        missing.add(name)
    return tag.end
