"""A folder of any file system of fsspec, as a file system of its own that nothing can be written to."""

from __future__ import annotations

from typing import IO

from fsspec.implementations.dirfs import DirFileSystem


class ReadOnly(DirFileSystem):  # type: ignore[misc]
    """The files below a folder, as `dataset://NAME`."""

    protocol = "dataset"

    def open(self, path: str, mode: str = "rb", **options: object) -> IO[bytes]:
        """A file to read. Raises `PermissionError` for one to write."""
        if mode != "rb":
            raise PermissionError(f"{path} is only to be read")
        file: IO[bytes] = super().open(path, mode, **options)
        return file
