"""The parts of a dataset that lies at a URL, as a file system of their own that nothing can be written to."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import UTC, datetime
from io import BytesIO
from typing import IO, TYPE_CHECKING, Final

from fsspec.spec import AbstractFileSystem

from pipeline.batch.remote import cause_of
from pipeline.errors import DatasetError

if TYPE_CHECKING:
    from pipeline.batch.store import Store

_ANY_TIME: Final = datetime(2000, 1, 1, tzinfo=UTC)  # parts do not change; not every server tells


class ReadOnly(AbstractFileSystem):  # type: ignore[misc]
    """The parts that a manifest names, as `dataset://NAME`, and no other file."""

    protocol = "dataset"
    cachable = False

    def __init__(self, store: Store, sizes: Mapping[str, int]) -> None:
        super().__init__()
        self._store = store
        self._sizes = sizes

    def open(self, path: str, mode: str = "rb", **_: object) -> IO[bytes]:
        """A part to read. Raises `DatasetError` where it is not as it was written, and for one to write."""
        size = self.info(path)["size"]
        name = self._strip_protocol(path)
        if mode != "rb":
            raise DatasetError(name, "it is only to be read")
        try:
            file = self._opened(self._store.path(name))
        except Exception as error:  # each kind of file system has errors of its own
            raise DatasetError(name, cause_of(error)) from error
        found = file.seek(0, 2)
        if found != size:
            file.close()
            raise DatasetError(name, f"{found} bytes, and the manifest says {size}")
        file.seek(0)
        return file

    def info(self, path: str, **_: object) -> dict[str, object]:
        """A part's name and size, as the manifest has them."""
        name = self._strip_protocol(path)
        if name not in self._sizes:
            raise FileNotFoundError(path)
        return {"name": name, "size": self._sizes[name], "type": "file"}

    def exists(self, path: str, **_: object) -> bool:
        """Whether the manifest names it."""
        return self._strip_protocol(path) in self._sizes

    def glob(self, path: str, **_: object) -> list[str]:
        """The part of that name: no pattern finds another."""
        return [self._strip_protocol(path)] if self.exists(path) else []

    def modified(self, path: str) -> datetime:
        """The same for all."""
        self.info(path)
        return _ANY_TIME

    def _opened(self, path: str) -> IO[bytes]:
        filesystem = self._store.filesystem
        if path.startswith(("http://", "https://")) and not filesystem.info(path).get("partial"):
            return BytesIO(filesystem.cat_file(path))  # from a server that gives no parts of files
        file: IO[bytes] = filesystem.open(path, "rb")
        return file
