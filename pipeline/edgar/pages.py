"""Pages that a server sends with status 200 in place of a file: out of order, denied, not found."""

from __future__ import annotations

import re

_PAGE = re.compile(
    rb"[\s\xef\xbb\xbf]*(?:<\?xml[^>]{0,200}>\s*)?(?:<!--.{0,2000}?-->\s*)?<(?:!doctype|html|head)\b",
    re.IGNORECASE | re.DOTALL,
)
# "SEC.gov | …" stands over SEC's own pages, never over what a filer wrote.
_TITLE = re.compile(
    rb"<title[^>]{0,200}>\s*(?:SEC\.gov\b|error\b|[45][0-9]{2}\b|access denied|forbidden"
    rb"|(?:page |file )?not found|bad gateway|gateway time|request time|too many requests"
    rb"|attention required|just a moment|(?:service |temporarily |file |page |site )unavailable"
    rb"|(?:(?:site|system|scheduled|website|planned|under|down for)\s+){0,2}"
    rb"maintenance\s*(?:mode|page|[-|:<]))",
    re.IGNORECASE,
)
_WORDS = re.compile(
    rb"\b(?:(?:under|undergoing|down for|closed for|performing)\s+(?:\w+\s+)?maintenance"
    rb"|be\s+(?:right\s+)?back\s+(?:soon|shortly|online)"
    rb"|(?:currently|temporarily)\s+(?:unavailable|down|offline)"
    rb"|(?:try|check)\s+(?:again|back)\s+(?:later|shortly|soon|in\s+a)|access\s+denied)\b",
    re.IGNORECASE,
)
_LONGEST_TITLED = 100_000  # bytes
_LONGEST = 20_000  # bytes of a page that is known by its words: an agreement may hold such words, too


def is_page(head: bytes) -> bool:
    """Whether a file begins as an HTML page does."""
    return _PAGE.match(head) is not None


def is_excuse(head: bytes, size: int) -> bool:
    """Whether a page of so many bytes says why there is no file."""
    return is_page(head) and (
        (size <= _LONGEST_TITLED and _TITLE.search(head) is not None)
        or (size <= _LONGEST and _WORDS.search(head) is not None)
    )
