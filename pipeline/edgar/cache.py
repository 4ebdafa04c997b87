"""What was fetched before, kept by accession number with its checksum.

    documents/2002/0001234567-02-000123/0001234567-02-000123.txt         a full submission
    documents/2002/0001234567-02-000123/ex10-1.htm                       one of its documents
    documents/2002/0001234567-02-000123/.ex10-1.htm.sha256               its checksum, size and address
    indexes/2002-QTR1-master.idx                                         a quarterly index
    locks/                                                               so that two do not fetch the same

A file counts from the moment when its checksum is there, which is written last. What does not agree with its
checksum does not count. Everything here may be deleted at any time.
"""

from __future__ import annotations

import hashlib
import json
import os
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import IO
from zlib import crc32

from filelock import FileLock

from pipeline.drafts import drafted
from pipeline.edgar.client import Received
from pipeline.edgar.entry import Entry
from pipeline.edgar.indexes import Quarter
from pipeline.errors import OutputError
from pipeline.frozen import dataclass

_LOCKS = 256
_AT_ONCE = 1 << 20


@dataclass(frozen=True, slots=True)
class Kept:
    """A file of the cache, found whole."""

    path: Path
    sha256: str
    size: int
    address: str
    tag: str | None = None  # the server's name for this state of it


class Cache:
    """A folder with what was fetched. Raises `OutputError` where it cannot be written."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder

    def document(self, entry: Entry) -> Path:
        """Where a submission or a document has its place; whoever calls has looked at the document's name."""
        accession = entry.accession
        folder = self._folder / "documents" / str(accession.year) / accession.number
        return folder / (entry.document or f"{accession}.txt")

    def index(self, quarter: Quarter) -> Path:
        """Where a quarterly index has its place."""
        return self._folder / "indexes" / f"{quarter.year}-QTR{quarter.number}-master.idx"

    def kept(self, path: Path) -> Kept | None:
        """The file at a place of this cache, if it is there and as it was written."""
        try:
            noted = json.loads(_note(path).read_bytes())
            kept = Kept(path, noted["sha256"], noted["size"], noted["address"], noted["tag"])
            return kept if checksum(path) == (kept.sha256, kept.size) else None
        except (OSError, ValueError, TypeError, KeyError):
            return None

    def keep(self, path: Path, receive: Callable[[IO[bytes]], Received | None]) -> Kept | None:
        """What `receive` writes, kept at a place of this cache; None if it says that there is nothing new."""
        with _named(path):
            path.parent.mkdir(parents=True, exist_ok=True)
            # Left behind by a process that was killed, it is overwritten.
            partial = path.with_name(f".{path.name}.part")
            try:
                with partial.open("wb") as sink:
                    received = receive(sink)
                    sink.flush()
                    os.fsync(sink.fileno())
                if received is None:
                    return None
                _note(path).unlink(missing_ok=True)
                partial.replace(path)
            finally:
                partial.unlink(missing_ok=True)
            noted = {
                "sha256": received.sha256,
                "size": received.size,
                "address": received.address,
                "tag": received.tag,
            }
            with drafted() as draft_of:
                draft_of(_note(path)).write_bytes(json.dumps(noted).encode())
        return Kept(path, received.sha256, received.size, received.address, received.tag)

    @contextmanager
    def alone(self, path: Path) -> Iterator[None]:
        """Keeps other processes from fetching the same file meanwhile."""
        folder = self._folder / "locks"
        with _named(folder):
            folder.mkdir(parents=True, exist_ok=True)
            lock = FileLock(folder / f"{crc32(os.fsencode(path.name)) % _LOCKS:02x}")
            lock.acquire()
        try:
            yield
        finally:
            lock.release()


def checksum(path: Path) -> tuple[str, int]:
    """The SHA-256 of a file, and its size in bytes. Raises OSError."""
    with path.open("rb") as file:
        digest = hashlib.file_digest(file, "sha256")
        return digest.hexdigest(), file.tell()


def _note(path: Path) -> Path:
    return path.with_name(f".{path.name}.sha256")


@contextmanager
def _named(path: Path) -> Iterator[None]:
    try:
        yield
    except OSError as error:
        raise OutputError(str(path), (error.strerror or type(error).__name__).lower()) from error


def home() -> Path | None:
    """The user's own folder for such files: `$XDG_CACHE_HOME` or what the system has; None without a home."""
    base = os.environ.get("XDG_CACHE_HOME") or os.environ.get("LOCALAPPDATA")
    try:
        return (Path(base) if base else Path.home() / ".cache") / "dealterms" / "edgar"
    except RuntimeError:  # neither $HOME nor an entry among the system's users
        return None
