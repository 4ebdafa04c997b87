"""Bytes in, characters out.

Filings are ASCII, cp1252 or UTF-8, and often a mixture: a UTF-8 exhibit with a few bytes pasted from a word
processor. Statistical guessers chose cp1250 and cp775 for such files, so the order here is fixed.
"""

from __future__ import annotations

import codecs
import re

from pipeline.errors import UnsupportedSource

_BOMS = (
    (codecs.BOM_UTF16_LE, "utf-16-le"),
    (codecs.BOM_UTF16_BE, "utf-16-be"),
)
_ASCII = bytes(range(128))
_UTF8_SEQUENCE = re.compile(rb"[\xc2-\xdf][\x80-\xbf]|[\xe0-\xef][\x80-\xbf]{2}|[\xf0-\xf4][\x80-\xbf]{3}")
_SURROGATE = re.compile(rb"\xed[\xa0-\xbf][\x80-\xbf]")
# What no text file holds in number: controls other than tab, line ends, form feed, escape and NUL.
_CONTROLS = bytes(set(range(1, 32)) - set(b"\t\n\v\f\r\x1a\x1b")) + b"\x7f"
_SAMPLE = 65536
_MOST_CONTROLS = 0.02
_MOST_NULS = 0.1
_STRAY_BYTES = "pipeline.cp1252"


def decode(data: bytes, name: str) -> str:
    """The characters of `data`, a whole file called `name`.

    UTF-8 first, then cp1252; UTF-16 where a byte order mark or its NUL bytes show it. In a file that is
    mostly good UTF-8 the stray bytes are read as cp1252. Byte order marks, controls, NULs and lone surrogates
    stay in the characters, so that offsets hold; the normaliser leaves them out. Raises `UnsupportedSource`
    for binary data.
    """
    sample = data[:_SAMPLE]
    if wide := _wide(sample):
        return data[: len(data) - len(data) % 2].decode(wide, "surrogatepass")
    if _looks_binary(sample):
        raise UnsupportedSource(name, "binary data, not a document with text")
    try:
        return data.decode("utf-8")
    except UnicodeDecodeError:
        pass
    high_bytes = len(data.translate(None, _ASCII))
    in_sequences = sum(map(len, _UTF8_SEQUENCE.findall(data)))
    encoding = "utf-8" if in_sequences > high_bytes / 2 else "cp1252"
    return data.decode(encoding, _STRAY_BYTES)


def _looks_binary(sample: bytes) -> bool:
    """Whether NULs or other controls are too many for stray ones."""
    if not sample:
        return False
    controls = len(sample) - len(sample.translate(None, _CONTROLS))
    return controls > _MOST_CONTROLS * len(sample) or sample.count(0) > _MOST_NULS * len(sample)


def _wide(sample: bytes) -> str | None:
    """The UTF-16 that a file is written in: it has a mark, or every other byte is NUL as in Latin text."""
    for mark, encoding in _BOMS:
        if sample.startswith(mark):
            return encoding
    if 0 not in sample:
        return None
    even, odd = sample[0::2], sample[1::2]
    if len(odd) < 4:
        return None
    if odd.count(0) > 0.9 * len(odd) and even.count(0) < 0.1 * len(even):
        return "utf-16-le"
    if even.count(0) > 0.9 * len(even) and odd.count(0) < 0.1 * len(odd):
        return "utf-16-be"
    return None


def _stray_bytes(error: UnicodeError) -> tuple[str, int]:
    """The characters for bytes that a codec refuses: lone surrogates as such, other bytes as cp1252."""
    if not isinstance(error, UnicodeDecodeError):
        raise error
    surrogate = _SURROGATE.match(error.object, error.start)
    if surrogate:
        return surrogate.group().decode("utf-8", "surrogatepass"), surrogate.end()
    stray = error.object[error.start : error.end]
    try:
        return stray.decode("cp1252"), error.end
    except UnicodeDecodeError:
        return stray.decode("latin-1"), error.end


# The handler is stateless, and decoding with it is linear where a loop around `decode` would not be.
codecs.register_error(_STRAY_BYTES, _stray_bytes)
