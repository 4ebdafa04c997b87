"""Bytes in, characters out."""

from __future__ import annotations

import pytest

from pipeline.errors import UnsupportedSource
from pipeline.load.decode import decode

WORDS = "the parties’ “Agreement” — § 4, Société Générale"


@pytest.mark.parametrize("encoding", ["utf-8", "cp1252", "utf-16", "utf-16-le", "utf-16-be"])
def test_encodings_of_filings_are_told_apart(encoding: str) -> None:
    """The same words come out whichever way they were saved."""
    assert decode(WORDS.encode(encoding), "x").lstrip("\ufeff") == WORDS


def test_a_stray_byte_does_not_spoil_utf8() -> None:
    """A few cp1252 bytes in a UTF-8 file are read as such, and the rest stays UTF-8."""
    assert decode(WORDS.encode() + b" \x93x\x94", "x") == WORDS + " “x”"


def test_undefined_bytes_keep_their_place() -> None:
    """The five bytes that cp1252 lacks become one character each, so that offsets hold."""
    assert len(decode(b"caf\xe9 \x81\x8d\x8f\x90\x9d", "x")) == 10


def test_a_byte_order_mark_keeps_its_place() -> None:
    """Offsets count the mark, as they do for everyone who decodes the file as UTF-8."""
    assert decode(b"\xef\xbb\xbfabc", "x") == "\ufeffabc"


@pytest.mark.parametrize("data", [b"text " * 10 + bytes(20), b"\x01\x02\x03\x04text", bytes(range(32)) * 9])
def test_binary_data_is_refused(data: bytes) -> None:
    """Many NULs or other controls are no text."""
    with pytest.raises(UnsupportedSource, match="binary"):
        decode(data, "x")
