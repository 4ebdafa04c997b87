"""What a server sends, written away as it comes, with what is needed to judge whether it is whole."""

from __future__ import annotations

import hashlib
import zlib
from collections.abc import Iterable, Iterator
from typing import IO

from pipeline.edgar.clock import Clock

HEAD = 20_000  # bytes kept from the beginning
_AT_ONCE = 1 << 20  # bytes unpacked in one go
TAIL = 2_000  # and from the end
_LARGEST = 1 << 30  # bytes that an answer may have, or unpack to: more than any submission has
_PATIENCE = 120.0  # seconds that any answer may take
_LEAST_SPEED = 10_000.0  # bytes a second that a longer one has to come with on the average


class Broken(Exception):
    """The answer is cut short, damaged, or without end in time; `str()` says how."""


class Endless(Exception):
    """The answer is larger than anything that EDGAR holds."""


class Intake:
    """The bytes of one answer on their way into `sink`.

    It is `delimited` if the server says where it ends, so that none of it can be missing.
    """

    def __init__(self, sink: IO[bytes], *, delimited: bool = True) -> None:
        self._sink = sink
        self.delimited = delimited
        self._digest = hashlib.sha256()
        self.head = b""
        self.tail = b""
        self.size = 0

    @property
    def sha256(self) -> str:
        """The checksum of all that came."""
        return self._digest.hexdigest()

    def take(self, parts: Iterable[bytes]) -> None:
        """Write the parts away. Raises `Endless`, and whatever the parts raise."""
        for part in parts:
            self.size += len(part)
            if self.size > _LARGEST:
                raise Endless(f"more than {_LARGEST >> 20} MB")
            if len(self.head) < HEAD:
                self.head += part[: HEAD - len(self.head)]
            self.tail = (self.tail + part)[-TAIL:]
            self._digest.update(part)
            self._sink.write(part)


def timely(parts: Iterable[bytes], clock: Clock) -> Iterator[bytes]:
    """The parts as they come. Raises `Broken` if all of them together take too long."""
    begin, size = clock.now(), 0
    for part in parts:
        size += len(part)
        if clock.now() - begin > _PATIENCE + size / _LEAST_SPEED:
            raise Broken("it came too slowly")
        yield part


def unpacked(parts: Iterable[bytes]) -> Iterator[bytes]:
    """The content of a gzip stream, all its members. Raises `Broken` if it is damaged or cut short."""
    unpacker = zlib.decompressobj(wbits=31)
    begun = False
    for part in parts:
        while part:
            if unpacker.eof:
                unpacker = zlib.decompressobj(wbits=31)
            begun = True
            try:
                content = unpacker.decompress(part, _AT_ONCE)
            except zlib.error as error:
                raise Broken("broken gzip data") from error
            yield content
            part = unpacker.unconsumed_tail or unpacker.unused_data
    if begun and not unpacker.eof:
        raise Broken("gzip data that is cut short")
