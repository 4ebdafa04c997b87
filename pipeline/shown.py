"""Words from outside, made fit to be shown or written.

File names and the header of a submission may hold anything: escape sequences that a terminal obeys, marks
that turn the direction of writing, bytes that are no characters. Documents' own words lose these in the
normaliser.
"""

from __future__ import annotations


def printable(words: str) -> str:
    r"""`words` with all that does not print, line ends included, written as an escape such as `\x1b`."""
    if words.isprintable():
        return words
    return "".join(char if char.isprintable() else _escape(char) for char in words)


def encodable(words: str) -> str:
    r"""`words` with each half of a surrogate pair, which UTF-8 cannot hold, as its escape.

    A byte of a file name that is no UTF-8 is such a half to Python, and becomes `\xff` again.
    """
    try:
        words.encode("utf-8")
    except UnicodeEncodeError:
        return "".join(_escape(char) if "\ud800" <= char <= "\udfff" else char for char in words)
    return words


def _escape(char: str) -> str:
    code = ord(char)
    if 0xDC80 <= code <= 0xDCFF:  # how Python spells a byte that is no character
        code -= 0xDC00
    return f"\\x{code:02x}" if code < 0x100 else f"\\u{code:04x}" if code < 0x10000 else f"\\U{code:08x}"
