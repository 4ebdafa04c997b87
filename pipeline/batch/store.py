"""Where a dataset lies: a folder, or any place that fsspec reaches. Files are written whole or not at all."""

from __future__ import annotations

import os
import posixpath
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final
from uuid import uuid4

from pipeline.batch.remote import is_url
from pipeline.errors import OutputError

if TYPE_CHECKING:
    from fsspec import AbstractFileSystem

CHUNKS: Final = "chunks"
# Names that nobody else has: what is called so is deleted, or emptied.
SCRATCH: Final = ".dealterms.scratch"
LOCK: Final = ".dealterms.lock"


def entry_name(key: str) -> str:
    """The file that tells of a chunk which is done."""
    return f"{CHUNKS}/{key}.json"


def part_name(table: str, key: str) -> str:
    """The file that holds a chunk's rows of a table."""
    return f"{table}/{key}.parquet"


class Store:
    """The files of a dataset, by their names below its root.

    All methods raise `OutputError` naming the dataset where it cannot be read or written.
    """

    def __init__(self, url: str) -> None:
        from fsspec.core import url_to_fs
        from fsspec.implementations.local import LocalFileSystem
        from fsspec.implementations.memory import MemoryFileSystem

        self.url = url
        found: tuple[AbstractFileSystem, str]
        try:
            # What has a meaning in an address, such as "::", has none in a path.
            found = url_to_fs(url) if is_url(url) else (LocalFileSystem(), Path(url).absolute().as_posix())
        except (ImportError, ValueError) as error:
            raise OutputError(url, "no place of a kind that is known here") from error
        self.filesystem: AbstractFileSystem = found[0]
        self._root = found[1]
        self.folder = Path(self._root) if isinstance(self.filesystem, LocalFileSystem) else None
        self.in_memory = isinstance(self.filesystem, MemoryFileSystem)
        if not _is_unicode(self._root):
            raise OutputError(url, "its path is not UTF-8, which the database engine takes alone")

    def holds(self, path: Path) -> bool:
        """Whether a path of this machine leads into the dataset, or to it."""
        return self.folder is not None and path.resolve().is_relative_to(self.folder.resolve())

    def read(self, name: str) -> bytes | None:
        """All of a file; None if there is none."""
        with self.told():
            try:
                data: bytes = self.filesystem.cat_file(self.path(name))
            except FileNotFoundError:
                return None
            return data

    def write(self, name: str, data: bytes) -> None:
        """Put a file in its place at once: nobody ever sees a part of it."""
        with self.told():
            if self.folder is None:
                # What is stored by one request appears when that is done.
                self.filesystem.pipe_file(self.path(name), data)
                return
            target = self.folder / name
            target.parent.mkdir(parents=True, exist_ok=True)
            draft = target.with_name(f".{target.name}.{uuid4().hex}")
            try:
                with draft.open("xb") as file:
                    file.write(data)
                    file.flush()
                    os.fsync(file.fileno())
                draft.replace(target)
            except BaseException:
                draft.unlink(missing_ok=True)
                raise

    def names(self, folder: str) -> list[str]:
        """The names of the files in one of the dataset's folders, in order, hidden ones too."""
        with self.told():
            try:
                found = self.filesystem.ls(self.path(folder), detail=False, refresh=True)
            except FileNotFoundError:
                return []
            return sorted(posixpath.basename(str(path)) for path in found)

    def delete(self, name: str) -> None:
        """Remove a file, if it is there."""
        with self.told():
            try:
                self.filesystem.rm_file(self.path(name))
            except FileNotFoundError:
                return

    def path(self, name: str) -> str:
        """A file's path as the file system takes it."""
        return posixpath.join(self._root, name)

    @contextmanager
    def locked(self) -> Iterator[None]:
        """Keep other runs away from a dataset in a folder; raises `OutputError` if one is at work."""
        if self.folder is None:
            yield
            return
        from filelock import FileLock, Timeout

        with self.told():
            self.folder.mkdir(parents=True, exist_ok=True)
        lock = FileLock(self.folder / LOCK)
        with self.told():
            try:
                lock.acquire(timeout=0)
            except Timeout:  # an OSError, too
                raise OutputError(self.url, "another run is writing to it") from None
        try:
            yield
        finally:
            lock.release()

    @contextmanager
    def scratch(self) -> Iterator[Path]:
        """A folder of this machine for files that are being made; it goes when it is left."""
        with self.told():
            within = self.folder / SCRATCH if self.folder is not None else None
            if within is not None:
                within.mkdir(parents=True, exist_ok=True)
            made = tempfile.TemporaryDirectory(dir=within, ignore_cleanup_errors=True)
        with made as path:
            yield Path(path)

    @contextmanager
    def told(self) -> Iterator[Any]:
        """Name the dataset in what goes wrong with its files meanwhile, as an `OutputError`."""
        try:
            yield
        except OSError as error:
            raise OutputError(self.url, (error.strerror or type(error).__name__).lower()) from error


def _is_unicode(path: str) -> bool:
    try:
        path.encode()
    except UnicodeEncodeError:
        return False
    return True
