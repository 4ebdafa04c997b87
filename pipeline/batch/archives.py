"""Tar and zip archives: their members, and the bytes of one.

EDGAR's daily feeds are compressed tars of full submissions. Such a stream can only be read forward, so an
archive stays open between members: those that are asked for in the archive's order cost one pass in all.
"""

from __future__ import annotations

import bz2
import gzip
import lzma
import struct
import tarfile
import zipfile
import zlib
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import IO, Any, Final, NamedTuple, Self, cast

from pipeline.errors import DamagedSource, EncryptedSource, SourceError, UnsupportedSource

_UNPACKERS: Final[dict[str, Callable[[IO[bytes]], object]]] = {
    ".tar": lambda file: file,
    ".tar.gz": gzip.open,
    ".tgz": gzip.open,
    ".tar.bz2": bz2.open,
    ".tar.xz": lzma.open,
}
# What the libraries raise over bytes that are none of theirs; IndexError, for a member that is there no more.
_BROKEN: Final = (
    EOFError,
    IndexError,
    OSError,
    OverflowError,
    RuntimeError,
    ValueError,
    lzma.LZMAError,
    struct.error,
    tarfile.TarError,
    zipfile.BadZipFile,
    zlib.error,
)
_NO_HEADER: Final = (
    tarfile.EmptyHeaderError,  # type: ignore[attr-defined]  # typeshed does not know them
    tarfile.InvalidHeaderError,  # type: ignore[attr-defined]
    tarfile.TruncatedHeaderError,  # type: ignore[attr-defined]
)


class Member(NamedTuple):
    """A file in an archive: its name there, where it lies, and its size in bytes."""

    name: str
    position: int
    size: int


def is_archive(name: str) -> bool:
    """Whether a file is an archive by its name; a DOCX is none."""
    return name.lower().endswith((*_UNPACKERS, ".zip"))


def members(file: IO[bytes], name: str) -> Iterator[Member]:
    """The files in an archive, in its order; some may share a name.

    Raises `DamagedSource`, after the members before the damage, where the archive is broken.
    """
    with _told(name):
        yield from _listed(file, name)


class _Entry(tarfile.TarInfo):
    """A header of a tar. One that is broken or missing is an error: to `tarfile` it would be the end."""

    @classmethod
    def fromtarfile(cls, tar: tarfile.TarFile) -> Self:
        """The next header. Raises `tarfile.ReadError`."""
        try:
            return super().fromtarfile(tar)
        except _NO_HEADER as error:
            raise tarfile.ReadError("the archive has no end") from error


class OpenArchive:
    """An archive whose members are read by their positions, best in rising order."""

    def __init__(self, file: IO[bytes], name: str) -> None:
        self._name = name
        with _told(name):
            self._zip = zipfile.ZipFile(file) if name.lower().endswith(".zip") else None
            self._tar = None if self._zip else _unpacked(file, name)

    def read(self, position: int, size: int) -> bytes:
        """The bytes of the member there. Raises `DamagedSource` and `EncryptedSource`."""
        with _told(self._name):
            if self._zip is not None:
                info = self._zip.infolist()[position]
                if info.flag_bits & 1:
                    raise EncryptedSource(self._name, "a member is protected by a password")
                return self._zip.read(info)
            assert self._tar is not None
            self._tar.seek(position)
            data = self._tar.read(size)
        if len(data) < size:
            raise DamagedSource(self._name, "the archive is cut short")
        return data


def _listed(file: IO[bytes], name: str) -> Iterator[Member]:
    if name.lower().endswith(".zip"):
        with zipfile.ZipFile(file) as archive:
            for number, info in enumerate(archive.infolist()):
                if not info.is_dir():
                    yield Member(info.filename, number, info.file_size)
        return
    with tarfile.open(fileobj=_unpacked(file, name), mode="r:", tarinfo=_Entry) as archive:
        for entry in archive:
            archive.members = []  # type: ignore[attr-defined]  # it would keep them all
            if entry.isfile():
                yield Member(entry.name, entry.offset_data, entry.size)


def _unpacked(file: IO[bytes], name: str) -> IO[bytes]:
    """The tar itself, which can be sought in; backwards it is unpacked anew."""
    ending = max((end for end in _UNPACKERS if name.lower().endswith(end)), key=len)
    return cast("IO[bytes]", _UNPACKERS[ending](file))


@contextmanager
def _told(name: str) -> Iterator[Any]:
    try:
        yield
    except SourceError:
        raise
    except NotImplementedError as error:
        raise UnsupportedSource(name, "packed in a way that is not known here") from error
    except _BROKEN as error:
        raise DamagedSource(name, "the archive is broken or cut short") from error
